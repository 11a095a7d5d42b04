"""Sentences in which one doer does several things -> a part for each: two verbs with one object stay one.

"We stellen een coach aan, voeren een keurmerk in en leiden vrijwilligers op" holds three actions, "Opstart van een markt en
promotie van de winkels" two, "Het OCMW koopt en renoveert twee woningen" one.
"""

import re
from collections.abc import Sequence

from spacy.tokens import Doc, Token

from pipeline.segment.parts import Part, words_between

# With fewer clauses the second one mostly says how the first is done.
_SERIES = 3
_DOER = re.compile(r"^(?:we|wij|gemeente|stad|bestuur|ocmw|dienst)$", re.IGNORECASE)
_WE = frozenset({"we", "wij"})
# The name of a work: "herinrichting", "restauratie", "opstart".
_WORK = re.compile(
    r"^\w+(?:ing|atie|age)$|^(?:opstart|aanleg|opmaak|\w*bouw|aankoop|promotie|herstel|onderhoud|aanplant|afbraak|uitbraak)$",
    re.IGNORECASE,
)
_JOINS = frozenset({",", "en"})
# "maaien we tweemaal per jaar en voeren we het af" names no second thing: when is not what.
# "… koppelen we woningen af en sluiten we ze aan": still about the same.
_SAME = frozenset("ze die hen hem".split())
_TIMES = frozenset("jaar maand week dag keer uur seizoen lente zomer herfst winter voorjaar najaar".split())


def clauses(doc: Doc, text: str, sentence: Part) -> list[Part]:
    """The clauses of a sentence that each name what is done with something of its own; else empty."""
    words = list(words_between(doc, sentence.start, sentence.end))
    starts = _works(words) if not any(_is(word, "Fin") for word in words) else _main_clauses(words)
    return _cut(text, sentence, words, starts)


def _main_clauses(words: Sequence[Token]) -> list[int]:
    """Where a clause begins with its verb after a comma or "en": with "we" of its own, or in a series of one doer."""
    verbs = [at for at, word in enumerate(words) if _is(word, "Fin")]
    parts = _sides(words, verbs)
    if parts:
        return sorted({*parts, *(at for at in verbs if at > parts[0] and words[at - 1].lower_ in _JOINS)})
    starts = [at for at in verbs if at and words[at - 1].lower_ in _JOINS]
    if not starts or not any(_DOER.match(word.text) for word in words[: starts[0]]):
        return []
    if any(word.lower_ in _SAME for at in starts for word in words[at + 1 : at + 3]):
        return []
    own = all(any(word.lower_ in _WE for word in words[at : at + 3]) for at in starts)
    return starts if (own or len(starts) + 1 >= _SERIES) and _each(words, [verbs[0], *starts]) else []


def _sides(words: Sequence[Token], verbs: Sequence[int]) -> list[int]:
    """Where we or the municipality go on doing something behind a semicolon: "Er staan palen; de gemeente organiseert …"."""
    ends = [at for at, word in enumerate(words) if word.text == ";"]
    told = all(
        any(_DOER.match(word.text) for word in words[at + 1 : at + 4]) and any(at < verb for verb in verbs)
        for at in ends
    )
    return [at + 1 for at in ends] if ends and told and verbs[0] < ends[0] else []


def _works(words: Sequence[Token]) -> list[int]:
    """Where a sentence without finite verb goes on to the next work: the names of two works, or three infinitives."""
    if words and _WORK.search(words[0].text):
        named = [
            at + 1
            for at in range(1, len(words) - 2)
            if words[at].lower_ == "en" and _WORK.search(words[at + 1].text) and words[at + 2].pos_ == "ADP"
        ]
        if len(named) > 1 and any(word.pos_ == "ADP" for word in words[: named[0]]):
            return named
    joins = [at for at, word in enumerate(words) if word.lower_ in _JOINS and at]
    closed = [at for at in joins if _is(words[at - 1], "Inf")]
    starts = [at + 1 for at in closed]
    last = [word for word in words if word.is_alpha][-1:]
    whole = joins == closed and all(_is(word, "Inf") for word in last)
    return starts if whole and len(starts) + 1 >= _SERIES and _each(words, [0, *starts]) else []


def _is(word: Token, form: str) -> bool:
    return word.morph.get("VerbForm", []) == [form]


def _each(words: Sequence[Token], starts: Sequence[int]) -> bool:
    """Whether every clause names something that it is done with."""
    ends = [*starts[1:], len(words)]
    return all(
        any(word.pos_ in {"NOUN", "PROPN"} and word.lower_ not in _TIMES for word in words[start:end])
        for start, end in zip(starts, ends, strict=True)
    )


def _cut(text: str, sentence: Part, words: Sequence[Token], starts: Sequence[int]) -> list[Part]:
    if not starts:
        return []
    begins = [sentence.start, *(words[at].idx for at in starts)]
    ends = [*(words[at - 1].idx for at in starts), sentence.end]
    return [
        sentence._replace(start=begin, end=begin + len(text[begin:end].rstrip(" ,")), listed=True)
        for begin, end in zip(begins, ends, strict=True)
    ]
