"""Search by meaning over confirmed and proposed actions: "doen we dit al?".

A query word also finds its other forms, the compounds it is part of, the parts of the compound that it is itself, and the
words that mean the same (``thesaurus.toml``); a word that occurs nowhere finds its nearest spellings. What a match is worth
falls in that order. Nothing is random and nothing is learnt: the same query over the same items gives the same answer.
"""

from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import Literal

import numpy as np
import numpy.typing as npt

from pipeline.inventory import Inventory
from pipeline.schema import Level, Place, Record, Suggestion
from pipeline.words import FUNCTION_WORDS, Thesaurus, contains, load_thesaurus, stem, stems, words

Weights = npt.NDArray[np.float32]

# What a match is worth beside the same stem (1). Tuned on the kept queries in tests/search.
_HEAD = 0.85  # the query word is the last member: fiets in deelfiets
_FRONT = 0.7  # or the first: fiets in fietspad
_PART = 0.6  # a member of the query word: station for stationsplein
_SYNONYM = 0.75
_SPELLING = 0.6
_CONTEXT = 0.35  # a word in the titles above instead of in the text itself
_WEAK = 0.35  # a query word that says little (hulp, mensen, project)
_GOAL = 0.85  # a goal instead of an action
_SHORTEST_PART = 4
_SHORTEST_RESPELLED = 5
_LIKE = 0.65  # share of letter pairs that two spellings have in common; below it "gevangenis" finds "getuigenis"
# What is left out: scores this low, and those this far below the best one. On the kept queries neither loses an answer
# that stood among the first five; a ratio of 0.5 loses two of 90, a least score of 0.18 as many.
_LEAST = 0.15
_BESIDE_BEST = 0.33


class SearchItem(Record):
    """Something that can be found: a confirmed or a proposed action."""

    id: str
    state: Literal["bevestigd", "voorgesteld"]
    text: str
    labels: dict[str, tuple[str, ...]]
    level: Level = "actie"
    context: str = ""
    status: str = ""
    dienst: str = ""
    places: tuple[Place, ...] = ()


class Hit(Record):
    """An item that was found, what it scores (0 to 1), and its words that answered, the best first.

    ``literal`` when a word of the query itself answered, whole or as part of a compound, and not only one that means much the same.
    """

    item: SearchItem
    score: float
    why: tuple[str, ...]
    literal: bool


def from_inventory(inventory: Inventory) -> list[SearchItem]:
    """The confirmed actions as search items."""
    return [
        SearchItem(
            id=item.id,
            state="bevestigd",
            text=item.text,
            level=item.level,
            context=" ".join(item.context),
            labels=item.labels,
            status=item.status,
            dienst=item.dienst,
            places=item.places,
        )
        for item in inventory.items
    ]


def from_suggestions(suggestions: Iterable[Suggestion]) -> list[SearchItem]:
    """The proposed actions as search items."""
    return [
        SearchItem(
            id=s.candidate.id,
            state="voorgesteld",
            text=s.candidate.text,
            level=s.candidate.level,
            context=" ".join(s.candidate.context),
            labels=s.labelling.proposed,
            status=s.candidate.status,
            dienst=s.candidate.dienst,
            places=s.candidate.places,
        )
        for s in suggestions
    ]


def search(query: str, items: "Sequence[SearchItem] | Index", k: int = 10) -> list[Hit]:
    """The ``k`` items that answer the query best, best first; what has little to do with it is left out.

    An item that only shares words that say little ("aanleggen", "dienst") does not answer.

    Give an ``Index`` where more than one query is put to the same items: making it is most of the work.
    """
    index = items if isinstance(items, Index) else Index(items)
    return index.search(query, k)


class Index:
    """Items ready to be searched: every distinct stem once, and per item the numbers of its stems."""

    def __init__(self, items: Sequence[SearchItem], thesaurus: Thesaurus | None = None) -> None:
        self.items = list(items)
        self.thesaurus = thesaurus or load_thesaurus()
        self.vocabulary: dict[str, int] = {}
        self._stem_of: dict[str, str] = {}
        numbers: list[int] = []
        scales: list[float] = []
        starts: list[int] = []
        for item in self.items:
            starts.append(len(numbers))
            own = dict.fromkeys(self._numbers(item.text), 1.0)
            above = {n: _CONTEXT for n in self._numbers(item.context) if n not in own}
            # No item may be empty: ``reduceat`` needs one element per item. Number 0 is the empty stem.
            both = own | above or {0: 0.0}
            numbers += both
            scales += both.values()
        self._starts = np.array(starts, dtype=np.int64)
        self._numbers_flat = np.array(numbers, dtype=np.int32)
        self._scales = np.array(scales, dtype=np.float32)
        lengths = np.diff(np.append(self._starts, len(numbers)))
        # A short text that answers is a better answer than a long one; the effect is small on purpose.
        goals = np.array([_GOAL if item.level in {"bd", "ap"} else 1.0 for item in self.items])
        self._preference = (goals / (1 + 0.012 * lengths)).astype(np.float32)

    def _numbers(self, text: str) -> list[int]:
        return [self.vocabulary.setdefault(s, len(self.vocabulary) + 1) for s in stems(text)]

    def search(self, query: str, k: int = 10) -> list[Hit]:
        """As the function ``search``."""
        terms = list(dict.fromkeys(stems(query)))
        if not terms or not self.items:
            return []
        phrase_words = self.thesaurus.of_phrases(terms)
        total = np.zeros(len(self.items), dtype=np.float32)
        about = np.zeros(len(self.items), dtype=bool)
        all_weak = all(term in self.thesaurus.weak for term in terms)
        matched: dict[int, float] = {}
        weight_sum = 0.0
        answers = [self._matches(term) for term in terms]
        concepts = [_best(answer) for answer in answers]
        telling = [
            own for term, (own, _) in zip(terms, answers, strict=True) if all_weak or term not in self.thesaurus.weak
        ]
        literal = {number for own in telling for number in own}
        if phrase_words:
            concepts.append(_best(self._expanded(word, _SYNONYM) for word in sorted(phrase_words)))
        for term, found in zip_longest(terms, concepts):
            rarity, values = self._scores(found)
            rarity *= _WEAK if term in self.thesaurus.weak else 1.0
            total += rarity * values
            if all_weak or term not in self.thesaurus.weak:
                about |= values > 0
            weight_sum += rarity
            matched |= {number: max(weight, matched.get(number, 0.0)) for number, weight in found.items()}
        total *= self._preference / max(weight_sum, 1e-9)
        total[~about] = 0.0
        least = max(_LEAST, _BESIDE_BEST * float(total.max()))
        best = np.lexsort((np.arange(len(total)), -total))[:k]
        return [
            Hit(
                item=self.items[n],
                score=round(float(total[n]), 4),
                why=self._why(int(n), matched),
                literal=not literal.isdisjoint(self._numbers(self.items[n].text)),
            )
            for n in best
            if total[n] >= least
        ]

    def _scores(self, found: dict[int, float]) -> tuple[float, Weights]:
        """How rare the term is among the items, and per item its best match with it."""
        weights = np.zeros(len(self.vocabulary) + 1, dtype=np.float32)
        for number, weight in found.items():
            weights[number] = weight
        per_item = np.maximum.reduceat(weights[self._numbers_flat] * self._scales, self._starts)
        holding = float(np.sum(per_item >= _FRONT))
        rarity = float(np.log((1 + len(self.items)) / (1 + holding)) + 0.3)
        return rarity, per_item.astype(np.float32)

    def _matches(self, term: str) -> tuple[dict[int, float], dict[int, float]]:
        """The stems in the items that answer a term, with what each is worth: those that hold it, and those that mean much the same."""
        terms = [(term, 1.0), *((part, _PART) for part in self._parts(term))]
        own = _best(self._expanded(one, worth) for one, worth in terms)
        others = _best(
            self._expanded(other, worth * _SYNONYM)
            for one, worth in terms
            for other in sorted(self.thesaurus.others(one))
        )
        return own if own or others else self._respelled(term), others

    def _expanded(self, term: str, worth: float) -> dict[int, float]:
        """A stem itself and the compounds in the items that it is part of."""
        found: dict[int, float] = {}
        for word, number in self.vocabulary.items():
            if term not in word:
                continue
            if word == term:
                found[number] = worth
            elif contains(word, term, self.vocabulary):
                found[number] = worth * (_HEAD if word.endswith(term) else _FRONT)
        return found

    def _parts(self, term: str) -> list[str]:
        """The known stems that a compound in the query consists of, longest first; none when it is no compound."""
        known = self.vocabulary.keys() | self.thesaurus.words
        for cut in range(len(term) - _SHORTEST_PART + 1, 2, -1):
            front, tail = term[:cut], term[cut:]
            if len(tail) < 3:
                continue
            fronts = [front, *(front[: -len(link)] for link in ("s", "en", "e") if front.endswith(link))]
            for first in fronts:
                if len(first) >= 3 and first in known and tail in known:
                    return sorted({first, tail}, key=lambda part: (-len(part), part))
        return []

    def _respelled(self, term: str) -> dict[int, float]:
        """The stems that look most like a term that occurs nowhere; a short word is too easily like another."""
        if len(term) < _SHORTEST_RESPELLED:
            return {}
        wanted = _pairs(term)
        likeness = {
            number: 2 * len(wanted & pairs) / (len(wanted) + len(pairs))
            for word, number in self.vocabulary.items()
            if word[:1] == term[0] and abs(len(word) - len(term)) <= 2 and (pairs := _pairs(word))
        }
        best = max(likeness.values(), default=0.0)
        if best < _LIKE:
            return {}
        return {number: _SPELLING * value for number, value in likeness.items() if value >= max(_LIKE, best - 0.05)}

    def _why(self, number: int, matched: dict[int, float]) -> tuple[str, ...]:
        item = self.items[number]
        found: dict[str, float] = {}
        for word in words(f"{item.text} {item.context}"):
            worth = matched.get(self.vocabulary.get(stem(word), 0), 0.0)
            if worth and word not in FUNCTION_WORDS:
                found.setdefault(word, worth)
        return tuple(sorted(found, key=lambda word: -found[word])[:3])


def _best(found: Iterable[dict[int, float]]) -> dict[int, float]:
    merged: dict[int, float] = {}
    for one in found:
        for number, worth in one.items():
            merged[number] = max(worth, merged.get(number, 0.0))
    return merged


def _pairs(word: str) -> set[str]:
    padded = f" {word} "
    return {padded[i : i + 2] for i in range(len(padded) - 1)}
