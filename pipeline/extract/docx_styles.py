"""What a Word paragraph is by its style and numbering: heading, list item with its printed number, contents line, bold."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from lxml import etree

from pipeline.extract.package import attribute, local

_HEADING = re.compile(r"^(?:heading|kop|titre|überschrift)\s*([1-9])$", re.IGNORECASE)
_TITLE = re.compile(r"^(?:title|titel)$", re.IGNORECASE)
_SUBTITLE = re.compile(r"^(?:subtitle|ondertitel)$", re.IGNORECASE)
_CONTENTS = re.compile(
    r"^(?:toc|inhopg|inhoudsopgave|table of figures|lijst met afbeeldingen)\s*\d*(?: heading)?$", re.IGNORECASE
)
_LIST = re.compile(
    r"^(?:list (?:bullet|number|paragraph)|lijst(?:opsom\w*| ?nummering| ?alinea)?)\s*([2-5])?$", re.IGNORECASE
)
_Value = TypeVar("_Value")
MAX_CHAIN = 12
MAX_LEVEL = 9


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """``heading`` 1..9 or 0; ``list_level`` None outside lists; ``number`` names a numbering and the level in it."""

    heading: int = 0
    list_level: int | None = None
    contents: bool = False
    bold: bool = False
    number: tuple[str, int] | None = None


@dataclass(frozen=True, slots=True)
class _Style:
    name: str
    parent: str
    outline: int | None
    number: tuple[str, int | None] | None
    bold: bool | None


class Styles:
    """The styles of one document; Word in Dutch writes ids like ``Kop1`` and keeps the English name."""

    def __init__(self, root: etree._Element | None) -> None:
        """Read ``styles.xml``; None gives a document without styles."""
        self._styles: dict[str, _Style] = {}
        self._default = ""
        for style in root if root is not None else ():
            if local(style) == "style" and attribute(style, "type") in ("paragraph", ""):
                self._styles[attribute(style, "styleId")] = _read_style(style)
                if attribute(style, "default") in ("1", "true"):
                    self._default = attribute(style, "styleId")

    def of(self, paragraph: etree._Element) -> ParagraphStyle:
        """What the paragraph is, its own properties before those of its style and the styles it is based on."""
        properties = next((child for child in paragraph if local(child) == "pPr"), None)
        own = _read_properties(properties)
        chain = self._chain(_value(properties, "pStyle") or self._default)
        names = [style.name for style in chain]
        outline = own.outline if own.outline is not None else _first(style.outline for style in chain)
        number = _numbering(own.number, [style.number for style in chain])
        heading = _heading(names, outline)
        in_list = number is not None or any(map(_is_list, names[:1]))
        named = next((int(found.group(1) or 1) - 1 for name in names[:1] if (found := _LIST.match(name))), 0)
        depth = max(number[1] if number else 0, named)
        return ParagraphStyle(
            heading=heading,
            list_level=depth if in_list and not heading else None,
            contents=bool(names) and bool(_CONTENTS.match(names[0])),
            bold=bool(_first(style.bold for style in chain)),
            number=number,
        )

    def _chain(self, name: str) -> list[_Style]:
        chain: list[_Style] = []
        while name in self._styles and len(chain) < MAX_CHAIN:
            chain.append(self._styles[name])
            name = chain[-1].parent
        return chain


def _is_list(name: str) -> bool:
    # "List Paragraph" is what Word gives any indented text; only its numbering makes it a list.
    return bool(_LIST.match(name)) and not re.search(r"paragraph|alinea", name, re.IGNORECASE)


def _heading(names: list[str], outline: int | None) -> int:
    for name in names:
        match = _HEADING.match(name)
        if match:
            return int(match.group(1))
    if names and _TITLE.match(names[0]):
        return 1
    if names and _SUBTITLE.match(names[0]):
        return 2
    return outline + 1 if outline is not None and outline < MAX_LEVEL else 0


def _numbering(
    own: tuple[str, int | None] | None, inherited: list[tuple[str, int | None] | None]
) -> tuple[str, int] | None:
    """Numbering and level; ``numId`` 0 on the paragraph switches the numbering of its style off."""
    source = next((number for number in [own, *inherited] if number is not None and number[0]), None)
    if source is None or source[0] == "0" or (own is not None and own[0] == "0"):
        return None
    level = _first(number[1] for number in [own, *inherited] if number is not None)
    return source[0], min(level or 0, MAX_LEVEL - 1)


def _first(values: Iterable[_Value | None]) -> _Value | None:
    return next((value for value in values if value is not None), None)


def _value(properties: etree._Element | None, name: str) -> str:
    found = next((child for child in properties if local(child) == name), None) if properties is not None else None
    return attribute(found, "val") if found is not None else ""


def _read_style(style: etree._Element) -> _Style:
    properties = next((child for child in style if local(child) == "pPr"), None)
    own = _read_properties(properties)
    run = next((child for child in style if local(child) == "rPr"), None)
    bold = next((attribute(child, "val") for child in run if local(child) == "b"), None) if run is not None else None
    return _Style(
        name=_value(style, "name"),
        parent=_value(style, "basedOn"),
        outline=own.outline,
        number=own.number,
        bold=None if bold is None else bold not in ("0", "false", "off"),
    )


def _read_properties(properties: etree._Element | None) -> _Style:
    outline = _value(properties, "outlineLvl")
    number: tuple[str, int | None] | None = None
    for child in properties if properties is not None else ():
        if local(child) == "numPr":
            level = _value(child, "ilvl")
            number = (_value(child, "numId"), int(level) if level.isdecimal() and len(level) < 3 else None)
    return _Style("", "", int(outline) if outline.isdecimal() and len(outline) < 3 else None, number, None)


@dataclass(frozen=True, slots=True)
class _Level:
    format: str
    text: str
    start: int


class Numbering:
    """The numbers that Word prints before paragraphs; counting goes on while the document is read in order."""

    def __init__(self, root: etree._Element | None) -> None:
        """Read ``numbering.xml``; None gives a document in which nothing is numbered."""
        abstract: dict[str, dict[int, _Level]] = {}
        self._levels: dict[str, dict[int, _Level]] = {}
        self._counters: dict[str, list[int]] = {}
        self._shared: dict[str, str] = {}
        for element in root if root is not None else ():
            if local(element) == "abstractNum":
                abstract[attribute(element, "abstractNumId")] = _read_levels(element)
            elif local(element) == "num":
                name, base = attribute(element, "numId"), _value(element, "abstractNumId")
                overrides = [child for child in element if local(child) == "lvlOverride"]
                self._levels[name] = abstract.get(base, {}) | _read_overrides(overrides)
                self._shared[name] = name if overrides else f"abstract {base}"

    def label(self, style: ParagraphStyle) -> str:
        """The number printed before a paragraph of this style ("1.2", "a)"), empty for bullets and plain paragraphs."""
        if style.number is None or style.number[0] not in self._levels:
            return ""
        name, depth = style.number
        levels = self._levels[name]
        if depth not in levels:
            return ""
        counters = self._counters.setdefault(self._shared[name], [0] * MAX_LEVEL)
        for upper in range(depth):
            counters[upper] = counters[upper] or levels.get(upper, _Level("decimal", "", 1)).start
        counters[depth] = counters[depth] + 1 if counters[depth] else levels[depth].start
        counters[depth + 1 :] = [0] * (MAX_LEVEL - depth - 1)
        if levels[depth].format in ("bullet", "none"):
            return ""
        return re.sub(
            r"%([1-9])", lambda found: _printed(counters, levels, int(found.group(1)) - 1), levels[depth].text
        )


def _read_levels(abstract: etree._Element) -> dict[int, _Level]:
    levels = {}
    for level in abstract:
        depth = attribute(level, "ilvl")
        if local(level) == "lvl" and depth.isdecimal() and int(depth) < MAX_LEVEL:
            start = _value(level, "start")
            levels[int(depth)] = _Level(
                _value(level, "numFmt") or "decimal",
                _value(level, "lvlText"),
                int(start) if start.isdecimal() and len(start) < 6 else 1,
            )
    return levels


def _read_overrides(overrides: list[etree._Element]) -> dict[int, _Level]:
    found: dict[int, _Level] = {}
    for override in overrides:
        found |= _read_levels(override)
    return found


def _printed(counters: list[int], levels: dict[int, _Level], depth: int) -> str:
    number = counters[depth]
    form = levels[depth].format if depth in levels else "decimal"
    if form in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("lowerRoman", "upperRoman"):
        return roman(number).upper() if form == "upperRoman" else roman(number)
    return str(number)


def roman(number: int) -> str:
    """A number in small Roman figures.

    >>> roman(4), roman(19)
    ('iv', 'xix')
    """
    parts = (
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
    )
    result = ""
    for value, letters in (*parts, (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):
        result += letters * (number // value)
        number %= value
    return result[:40]
