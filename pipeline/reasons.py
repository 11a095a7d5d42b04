"""Which words of a text speak most for an answer of the classifier.

A word adds to an answer by itself, by its parts, and by the pairs that it makes with its neighbours.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from pipeline.features import Featuriser, pair_features, words_of

Weights = npt.NDArray[np.float32]

_MOST_WORDS = 3
# Words that every plan holds, whatever it is about: they carry weight, but as a reason they tell nobody anything.
_STOPWORDS = frozenset(
    "0 aan aanpak aantal actief al alle als ambitie andere anderen basis behoeve behouden bekijken belangrijk "
    "belangrijkste benutten beperkt betrekken betrekking bieden bij bijdragen binnen blijven brengen bv conform "
    "daarbij daarnaast daarom dan dat de deel definitief deze die dit diverse doelstelling doelstellingen doen door "
    "dus een eind einde en enkel er evalueren extra functie gaan gebruik gebruiken geen gegeven genomen georganiseerd "
    "gestart geven gezamenlijk gezamenlijke grote haar had hand hebben hectare heeft het hierbij hiermee hiervoor hij "
    "hoe hun ieder iedereen iets in initiatieven inspanningen investeren invulling inzake is jaar jaarlijks je kader "
    "kan kiezen komen kunnen kwalitatief langs lijn locatie maar maken maximaal maximale mee meer men met middelen "
    "mijn minstens moet moeten mogelijk mogelijkheid na naar naast nemen net niet nieuw nieuwe niveau nog "
    "noodzakelijk noodzakelijke nu of om onder ondersteund ondersteunen onderzoeken ons ontwikkeld ontwikkelen onze "
    "ook op opgenomen oplossingen optimaliseren opvolging organiseren over per plaats plaatsen plannen project "
    "projecten realiseren resultaten richting rond samen slag specifiek specifieke stappen starten sterk stimuleren "
    "streven structuren te tegen ten ter terecht terrein tijdens toe tot tussen u uit uitbreiden uitbreiding "
    "uitgerold uitgezonderd uitvoering uw van vanaf vanuit verbeteren verder verdere verhogen vermijden verschillende "
    "versterken vervangen via voldoende volgens volwaardig voor voorzien vormen waar waarbij waarin wanneer wat we "
    "wel werd werken werking werkt wie wij willen worden wordt zal ze zetten zich zijn zo zoals zorgen zullen één".split()
)


class Reasons:
    """The reasons of one model: what each feature of ``featuriser`` adds to each answer (features by answers)."""

    def __init__(self, featuriser: Featuriser, coefficients: Weights) -> None:
        self._featuriser = featuriser
        self._coefficients = coefficients
        self._known: dict[str, Weights] = {}

    def words(self, text: str, answers: Sequence[int]) -> list[tuple[str, ...]]:
        """For each answer the words of the text that speak most for it, the strongest first."""
        words = words_of(text)
        if not words or not answers:
            return [() for _ in answers]
        number = {word: position for position, word in enumerate(dict.fromkeys(words))}
        weights = np.array([self._of_word(word) for word in number])
        for first, second, pair in zip(words, words[1:], pair_features(words), strict=False):
            known = self._featuriser.vocabulary.get(pair)
            if known is not None:
                half = self._coefficients[known] * self._featuriser.idf[known] / 2
                weights[number[first]] += half
                weights[number[second]] += half
        telling = np.array([word not in _STOPWORDS and len(word) > 1 for word in number])
        return [_strongest(list(number), np.where(telling, weights[:, answer], 0.0)) for answer in answers]

    def _of_word(self, word: str) -> Weights:
        """What a word adds to each answer, by itself and by its parts."""
        known = self._known.get(word)
        if known is None:
            ids = self._featuriser.ids(word)
            known = self._known[word] = self._featuriser.idf[ids] @ self._coefficients[ids]
        return known


def _strongest(words: Sequence[str], weights: Weights) -> tuple[str, ...]:
    order = [number for number in np.argsort(-weights, kind="stable")[:_MOST_WORDS] if weights[number] > 0]
    return tuple(words[number] for number in order if weights[number] >= weights[order[0]] / 4)
