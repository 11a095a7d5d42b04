"""Headings: which claim to be a goal or action, which number or code stands before them, which only divide an agenda."""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from pipeline.schema import Block, Brontype, Level
from pipeline.segment import facts

_CODE = r"\s*(?:[\d.:]|(?-i:[A-Z]{1,3}\s?\d|[A-Z]\b))"
_LEVELS: tuple[tuple[Level, re.Pattern[str]], ...] = (
    ("bd", re.compile(rf"^(?:(?:strategische? |beleids)?(?:doelstelling|doel)|ambitie|BD|SD){_CODE}", re.I)),
    ("ap", re.compile(rf"^(?:operatione(?:le doelstelling|el doel)|actieplan|AP|OD){_CODE}", re.I)),
    ("actie", re.compile(r"^(?:actie|maatregel|AC|ACT)\s*[\d.:]", re.I)),
)
# "Een klimaatneutrale gemeente tegen 2050": by a year that is still to come a heading sets a goal.
_BY_YEAR = re.compile(r"\b(?:tegen|uiterlijk(?: in)?)\s+(?:eind\s+)?20[2-5]\d\b|\bin 20[3-5]\d\b", re.I)
_VISIONS: frozenset[Brontype] = frozenset({"visienota", "beleidsverklaring"})
_PREMIUM = re.compile(
    r"^(?:gemeentelijke |stedelijke |nieuwe )?(?:premie|subsidie|toelage|tegemoetkoming)(?! en\b)\b.*[a-zà-ÿ]{4}", re.I
)
_SECTION_NUMBER = re.compile(
    r"^(?:(?:hoofdstuk|deel|artikel)\s+)?(?:\d{1,2}(?:\.(?:\d{1,2}|[a-z])\b){0,4}(?:\.?\s+|\.(?=[A-Z]))|(?:[IVX]{1,4}|[A-Z])\.\s+)(?=\S)",
    re.I,
)
_CHAPTER = re.compile(r"^(?:(?:hoofdstuk|deel|thema|pijler)\s+\d|\d{1,2}(?:\.(?!\d)|\s))", re.I)
_DOTTED = re.compile(r"\d{1,2}(?:\.(?:\d{1,2}|[a-z])\b)*")


def level_of(heading: str) -> Level | None:
    """The level that a heading claims, by its word or by a code with letters; None for an ordinary heading.

    >>> level_of("Doelstelling 2: een klimaatneutrale gemeente"), level_of("Operationeel doel 1b: Meer mensen aan het werk")
    ('bd', 'ap')
    >>> level_of("VT.1 Iedereen kan deelnemen"), level_of("Strategische doelstelling SD 1 – De open ruimte blijft open")
    ('bd', 'bd')
    >>> level_of("2.1.3 OD 2.1 Jaarlijks 120 woningen renoveren"), level_of("3.1 Water vasthouden")
    ('ap', None)
    """
    heading = from_level(heading)
    named = next((level for level, pattern in _LEVELS if pattern.match(heading)), None)
    code = facts.take_code(heading)[1]
    return named or ("bd" if re.search(r"[A-Z]", code) and not facts.is_decision_code(code) else None)


def sets_goal(title: str, brontype: Brontype) -> bool:
    """Whether a heading of a vision or agreement is itself a goal, by its year.

    >>> sets_goal("Een klimaatneutrale gemeente tegen 2050", "visienota"), sets_goal("Waar staan we in 2030?", "visienota")
    (True, False)
    """
    fits = len(title.split()) >= 4 and not title.endswith("?")
    return fits and brontype in _VISIONS and bool(_BY_YEAR.search(title))


def names_premium(title: str) -> bool:
    """Whether a heading names one premium or subsidy, under which mostly stands only how to apply.

    >>> names_premium("Premie groendak"), names_premium("Premies"), names_premium("Subsidie")
    (True, False, False)
    """
    return bool(_PREMIUM.match(title)) and len(title.split()) > 1 and not title.endswith("?")


def is_numbered(heading: str) -> bool:
    """Whether the number of a section or point stands before a heading."""
    return bool(_SECTION_NUMBER.match(heading))


def is_chapter(heading: str) -> bool:
    """Whether a heading bears the number of a chapter, and not of a section below one.

    >>> is_chapter("1. Wonen"), is_chapter("Hoofdstuk 3: Zorg"), is_chapter("1.2 Zorg"), is_chapter("Zorg")
    (True, True, False, False)
    """
    return bool(_CHAPTER.match(heading))


def from_level(heading: str) -> str:
    """A heading from the word of its level on, without the number of the section before it.

    >>> from_level("2.1.3 OD 2.1 Jaarlijks 120 woningen renoveren"), from_level("3.1 Water vasthouden")
    ('OD 2.1 Jaarlijks 120 woningen renoveren', '3.1 Water vasthouden')
    """
    bare = _SECTION_NUMBER.sub("", heading)
    return bare if any(pattern.match(bare) for _, pattern in _LEVELS) else heading


def without_level(heading: str) -> str:
    """A heading without the word and code of its level.

    >>> without_level("Actieplan 1.2 - Ruimte om te spelen")
    'Ruimte om te spelen'
    """
    return facts.take_code(heading)[0].lstrip(" :–-")


def without_number(heading: str) -> str:
    """A heading without the number of its section, or its code.

    >>> without_number("3.1 Water vasthouden waar het valt"), without_number("13.Goedkeuring reglement")
    ('Water vasthouden waar het valt', 'Goedkeuring reglement')
    """
    return facts.take_code(_SECTION_NUMBER.sub("", heading))[0]


def parent_numbers(blocks: Sequence[Block]) -> frozenset[str]:
    """The numbers of the headings that have numbered headings below them, and above those: "5" and "5.a" of "5.a.1"."""
    numbers = (_DOTTED.match(block.text) for block in blocks if block.kind == "heading")
    return frozenset(_above(number[0]) for number in numbers if number) - {""}


def is_section(heading: str, parents: AbstractSet[str]) -> bool:
    """Whether a heading without text is a section of the agenda: points stand under it, or under one like it.

    >>> is_section("5.b Cultuur en Welzijn", {"5.a", "5"}), is_section("5.a.1 Laadpalenplan", {"5.a", "5"})
    (True, False)
    """
    match = _DOTTED.match(heading)
    number = match[0] if match else ""
    return bool(number) and (number in parents or _above(number) in {_above(parent) for parent in parents} - {""})


def _above(number: str) -> str:
    return number.rpartition(".")[0]
