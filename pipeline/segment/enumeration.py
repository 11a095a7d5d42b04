"""Sentences that list several actions -> what announces them, and a part for each.

"… met onder meer: de aanleg van een plein, de bouw van een brug en …" is cut where each item is a phrase of its own.
"""

import re
from collections.abc import Iterator

from spacy.tokens import Doc, Token

from pipeline.segment.parts import Part, Rules, words_between

# "met onder meer: de uitvoering van …": the cue announces items that are each an action. A bare colon does so only after
# words of doing or planning; "een winter om niet te vergeten: mist, storm" is no list of actions.
_DOING = r"(?:we|wij|gemeente|stad|bestuur|ocmw|acties|maatregelen|projecten|initiatieven|inzetten|werk van)\b"
_ENUMERATION = re.compile(
    r"\b(?:waaronder|(?:met )?onder (?:meer|andere)|namelijk|zoals|omvat(?:ten)?(?: onder (?:meer|andere))?|als volgt)\s*:\s+"
    rf"|\b{_DOING}[^:]{{0,160}}:\s+"
    r"|\b(?:met|door) onder (?:meer|andere)\s+(?=de |het |een )",
    re.IGNORECASE,
)
# Without colon or article only three items or more are a list.
_LOOSE = re.compile(r"\b(?:met |door |omvat(?:ten)? )?(?:onder (?:meer|andere)|o\.\s?a\.)\s+", re.IGNORECASE)
# "We kiezen voor a, een b en een c": what we choose is a list where each next item has its own article or number.
_CHOICE = re.compile(
    r"\b(?:doen (?:we|wij) (?:dat|dit)|(?:dat|dit) doen (?:we|wij)) (?:via|door|met)\s+"
    r"|\b(?:we|wij) (?:kiezen voor|voorzien(?: in)?|investeren in|zetten in op|zorgen voor)\s+",
    re.IGNORECASE,
)
# The kind of word with which the second and later items of each may begin.
_COUNTED = frozenset({"DET", "NUM"})
_NOMINAL = _COUNTED | {"NOUN", "PROPN", "ADJ"}
_LONG_NOUN = 10
_COLON_CUE = re.compile(_DOING, re.I)
_HOOK = re.compile(
    r"\b(?:omvat|omvatten|bevat|volgende|onderstaande|als volgt|hieronder|bestaat uit|bestaan uit|dit doen we|doen we dit|dit betekent|"
    r"dit houdt in|concreet|onder andere|gebeurt door|tabel|stappen)\b"
    r"|\b(?:vraagt|vragen|adviseert|adviseren|dringt|dringen|pleit|pleiten|stelt|stellen|beveelt|bevelen)"
    r"(?: (?:er|erop|ervoor|daarom|dus|ook|dan|met|klem|aandrang|uitdrukkelijk|nadrukkelijk|aan|bij|om|op|voor|de|het|stad|gemeente"
    r"|\w*bestuur|college|gemeenteraad))*\s*:$"
    r"|\b(?:twee|drie|vier|vijf|zes|zeven|acht|negen|tien|enkele|verschillende|een aantal)"
    r" (?:\w+ )?(?:punten|pijlers|sporen|lijnen|krachtlijnen|assen|principes|prioriteiten|thema['’]s|doelen|doelstellingen|manieren"
    r"|zaken|vragen|redenen)\s*:$",
    re.IGNORECASE,
)
_CUE_AT_END = re.compile(
    r"[\s,]*\b(?:waaronder|(?:(?:met|door) )?onder (?:meer|andere)|namelijk|zoals|als volgt)$", re.IGNORECASE
)
_CLOSING = re.compile(r"\s+(?:en|alsook|evenals)\s+(?=(?:de|het|een)\s)")
# Behind commas "en" closes the list too where phrases stand on both sides: "…, een looppiste met licht en nieuwe kleedkamers voor jongens".
_BARE_CLOSING = re.compile(r"(?<=\w) (?:en|alsook|evenals) (?=\w+ \w+ \w+)")
# First words of half a sentence, which is no item of a list.
_HALF = frozenset(
    "wie die dat wat als wanneer eerst daarna vervolgens omdat zodat terwijl want maar dus hoe we wij ze zij hij je er".split()
)


def enumeration(doc: Doc, text: str, sentence: Part, rules: Rules) -> list[Part]:
    """What announces and the items of "… met onder meer: a, b en c", when each item is a phrase of its own; else empty.

    The first part is the announcement without its cue, left out when it says nothing by itself ("Deze actie omvat:").

    An item must hold at least two words and a noun or verb; all items together must make up most of what follows the
    cue, so that a colon before an explanation does not cut.
    """
    said = text[sentence.start : sentence.end]
    for pattern, enough, first in ((_ENUMERATION, 2, frozenset()), (_LOOSE, 3, _NOMINAL), (_CHOICE, 3, _COUNTED)):
        if cue := pattern.search(said):
            items = _phrases(doc, said, cue.end(), sentence.start, rules)
            if len(items) >= enough and (not first or all(_opens(doc, item) in first for item in items[1:])):
                return _announced(said, cue, sentence) + items
    return []


def _opens(doc: Doc, item: Part) -> str:
    return next(words_between(doc, item.start, item.end)).pos_


def _phrases(doc: Doc, said: str, start: int, at: int, rules: Rules) -> list[Part]:
    """The items after a cue, none when one of them is no phrase of its own or most are single words."""
    intro = said[:start].strip()
    items = [Part(at + begin, at + end, intro, listed=True) for begin, end in _items(said, start)]
    long = sum(len(list(words_between(doc, item.start, item.end))) >= rules.item_words for item in items)
    return items if 2 * long >= len(items) and all(_is_phrase(doc, item, rules) for item in items) else []


def _announced(said: str, cue: re.Match[str], sentence: Part) -> list[Part]:
    """What stands before a list, where that is a passage of its own."""
    announced = said[: cue.start()] if cue[0][0].islower() and not _COLON_CUE.match(cue[0]) else said[: cue.end()]
    announced = _CUE_AT_END.sub("", announced.rstrip(" :,"))
    own = Part(sentence.start, sentence.start + len(announced), sentence.intro, sentence.listed)
    return [own] if tells(announced) else []


def _items(said: str, start: int) -> Iterator[tuple[int, int]]:
    """The stretches between the separators after a cue; "en" closes a list only before its last item."""
    tail = said[start:]
    separator = ";" if ";" in tail else ","
    gaps = [(gap.start(), gap.end()) for gap in re.finditer(rf"{separator}\s+(?:en\s+|alsook\s+|evenals\s+)?", tail)]
    after = gaps[-1][1] if gaps else len(tail)
    if closing := _CLOSING.search(tail, after) or (_BARE_CLOSING.search(tail, after) if gaps else None):
        gaps.append((closing.start(), closing.end()))
    at = 0
    for cut, resume in [*gaps, (len(tail), len(tail))]:
        piece = tail[at:cut].rstrip(" .;,")
        if piece:
            yield start + at, start + at + len(piece)
        at = resume


def tells(announcement: str) -> bool:
    """Whether the sentence before a list is a passage itself, and not only the hook on which the list hangs.

    >>> tells("We maken de schoolomgevingen veiliger")
    True
    >>> tells("Deze actie omvat de volgende projecten"), tells("De jeugdraad dringt er met klem op aan:")
    (False, False)
    >>> tells("We leggen de lat op vier punten:")
    False
    """
    return len(announcement.split()) >= 5 and not _HOOK.search(announcement)


def _is_phrase(doc: Doc, part: Part, rules: Rules) -> bool:
    """Whether an item stands on its own: long enough, with a noun or verb, and no half of a sentence.

    "We verruimen de rechten: wie recht heeft op een tarief, hoeft er niet om te vragen" lists nothing.
    """
    inside = [token for token in words_between(doc, part.start, part.end) if part.start <= token.idx < part.end]
    half = any(token.lower_ in _HALF for token in inside[:1]) or any(map(_is_finite, inside[:2]))
    enough = len(inside) >= rules.item_words or any(len(token) >= _LONG_NOUN for token in inside)
    return enough and not half and any(t.pos_ in {"NOUN", "VERB", "PROPN"} for t in inside)


def _is_finite(token: Token) -> bool:
    """Whether a word is a finite verb; a plural one looks like an infinitive and proves nothing."""
    return token.morph.get("VerbForm", []) == ["Fin"] and token.morph.get("Number", []) == ["Sing"]
