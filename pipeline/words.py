"""Dutch words by their stem: what search, overlaps and keywords compare instead of the letters as written.

Light rules, no dictionary: a stem need not be a word, it must only be the same for the forms of one word. Compounds are
compared by how one stem sits in another: "deelfiets" ends in "fiets", "fietspad" begins with it.
"""

import re
import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, KeysView, Sequence
from functools import lru_cache
from importlib import resources

_WORD = re.compile(r"[a-z0-9]+(?:'s\b)?")
_SHORT = 3  # a stem of fewer letters is no stem
_LONG_ENOUGH = 5  # what must be left of a word in -ing: begeleid(ing), but not won(ing)
_FREE = 5  # from this length a stem is found in a compound without knowing the rest ("riool" in "rioolproject")
_LINKS = ("", "s", "e", "en", "n")

# Longest first, because "aties" must go before "s". One family of endings becomes one: isolatie, isoleren, isoleert and
# isolering all give "isoler".
_ENDINGS = (
    ("eringen", "er"),
    ("heden", "heid"),
    ("ering", "er"),
    ("aties", "er"),
    ("eerde", "er"),
    ("atie", "er"),
    ("eren", "er"),
    ("eert", "er"),
    ("eerd", "er"),
    ("'s", ""),
    ("en", ""),
    ("es", ""),
    ("e", ""),
    ("s", ""),
)
# A final s is a plural only after these; elsewhere it belongs to the word (fiets, huis, kans, prijs).
_PLURAL_S = ("els", "ers", "ems", "ies", "jes", "ors", "ons", "ings", "eurs", "aars", "ubs", "ams", "ums", "ues")

FUNCTION_WORDS = frozenset(
    """aan af al alle alles als andere bij binnen dan dat de deze die dit doe doen door dus een elk elke en er gaan gaat
    geen haar heb hebben heeft het hier hij hoe hun ie iets iedere ieder in is ja je kan komen komt kunnen lb maar maken
    maakt mee meer men met mijn moet moeten na naar naast nee nemen neemt niet nieuw nieuwe nog nu of om omtrent onder ons
    onze ook op over per rond samen sinds te tegen tot tussen u uit van vanaf via volgens voor vooral waar wat we welke
    wie wij willen wil worden wordt zal ze zetten zet zich zijn zo zoals zodat zonder zullen zij wordt werd werden was
    gemeente gemeentelijk gemeentelijke stad stedelijk stedelijke lokaal lokale bestuur jaar jaarlijks jaarlijkse
    inzetten langs minder graag iedereen verder verdere verschillende diverse o a m b i v""".split()
)


def normalised(text: str) -> str:
    """Text for comparison: small letters, no accents, no punctuation, single spaces.

    >>> normalised("Aanleg van  één Fietspad.")
    'aanleg van een fietspad'
    """
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join(re.findall(r"[a-z0-9]+", "".join(c for c in plain if not unicodedata.combining(c))))


def plain(text: str) -> str:
    """Small letters without accents.

    >>> plain("Eén Café")
    'een cafe'
    """
    if text.isascii():
        return text.lower()
    return "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))


def words(text: str) -> list[str]:
    """The words of a text in plain letters, hyphens read as spaces.

    >>> words("CO2-neutrale foto's")
    ['co2', 'neutrale', "foto's"]
    """
    return _WORD.findall(plain(text).replace("’", "'"))


@lru_cache(maxsize=100_000)  # the same few thousand words come back in every text
def stem(word: str) -> str:
    """The stem of one plain word.

    >>> [stem(w) for w in ("boom", "bomen", "laadpaal", "laadpalen", "huizen", "huis", "isolatie", "isoleren")]
    ['bom', 'bom', 'ladpal', 'ladpal', 'huis', 'huis', 'isoler', 'isoler']
    >>> [stem(w) for w in ("fietsen", "fiets", "wegen", "weg", "bus", "bussen", "ondersteunt", "ondersteunen")]
    ['fiets', 'fiets', 'weg', 'weg', 'bus', 'bus', 'ondersteun', 'ondersteun']
    >>> [stem(w) for w in ("laadpunt", "laadpunten", "ontharding", "ontharden", "gerenoveerd", "renovatie", "woning")]
    ['ladpun', 'ladpun', 'onthard', 'onthard', 'renover', 'renover', 'woning']
    """
    for ending, left in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORT and (ending != "s" or _is_plural(word)):
            if word.endswith("eerd") and word.startswith("ge"):
                word = word[2:]
            word = word[: -len(ending)] + left
            break
    word = re.sub(r"(.)\1", r"\1", word)
    if len(word) > 6 and word.endswith("t"):
        word = word[:-1]
    for ending in ("ingen", "ing"):
        if word.endswith(ending) and len(word) - len(ending) >= _LONG_ENOUGH:
            word = word[: -len(ending)]
    if len(word) > 2 and word[-1] in "zv":
        word = word[:-1] + {"z": "s", "v": "f"}[word[-1]]
    return word


def stems(text: str) -> list[str]:
    """The stems of the words that carry meaning, in the order of the text.

    >>> stems("We plaatsen nieuwe laadpalen aan het station")
    ['plats', 'ladpal', 'station']
    """
    return [stem(word) for word in words(text) if word not in FUNCTION_WORDS and (len(word) > 1 or word.isdigit())]


def contains(whole: str, part: str, known: Iterable[str] = ()) -> bool:
    """Whether the stem ``part`` is the first or last member of the compound stem ``whole``.

    A short part counts only when what is left is itself a ``known`` stem: "bus" in "busbaan" but not in "business".

    >>> contains("fietspad", "fiets"), contains("deelfiets", "fiets"), contains("busines", "bus", {"ban"})
    (True, True, False)
    """
    if len(whole) <= len(part) or len(part) < _SHORT:
        return False
    if whole.startswith(part):
        rest = [whole[len(part) + len(link) :] for link in _LINKS if whole[len(part) :].startswith(link)]
    elif whole.endswith(part):
        front = whole[: -len(part)]
        rest = [front[: len(front) - len(link)] for link in _LINKS if front.endswith(link)]
    else:
        return False
    return len(part) >= _FREE or any(len(piece) >= _SHORT and piece in known for piece in rest)


def _is_plural(word: str) -> bool:
    return len(word) > 4 and (word.endswith(_PLURAL_S) or (word.endswith("ens") and len(word) > 6))


class Thesaurus:
    """Groups of words that mean nearly the same, and words that say little, by stem."""

    def __init__(self, groups: Sequence[Sequence[str]], weak: Iterable[str] = ()) -> None:
        self.weak = {stem(word) for word in weak}
        self._others: dict[str, set[str]] = defaultdict(set)
        self._phrases: list[tuple[frozenset[str], set[str]]] = []
        for group in groups:
            split = [stems(entry) for entry in group]
            single = {entry[0] for entry in split if len(entry) == 1}
            for word in single:
                self._others[word] |= single - {word}
            self._phrases += [(frozenset(entry), single) for entry in split if len(entry) > 1]

    @property
    def words(self) -> KeysView[str]:
        """Every stem that stands in a group."""
        return self._others.keys()

    def others(self, word: str) -> set[str]:
        """The stems that mean nearly the same as a stem."""
        return self._others.get(word, set())

    def of_phrases(self, words: Iterable[str]) -> set[str]:
        """The stems that phrases in the query stand for."""
        present = set(words)
        return {other for phrase, group in self._phrases if phrase <= present for other in group}


def load_thesaurus() -> Thesaurus:
    """The thesaurus that ships with the program."""
    text = (resources.files("pipeline") / "thesaurus.toml").read_text(encoding="utf-8")
    return Thesaurus(**tomllib.loads(text))
