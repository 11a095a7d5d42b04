"""The elements of a Word document: which stand in the place of their children, which do not count, and their properties."""

from collections.abc import Iterator
from itertools import takewhile

from lxml import etree

from pipeline.extract.package import attribute, local

# Their children count as if they stood in their place.
TRANSPARENT = {
    "sdt",
    "sdtContent",
    "customXml",
    "smartTag",
    "ins",
    "moveTo",
    "hyperlink",
    "fldSimple",
    "dir",
    "bdo",
    "body",
}
DROPPED = {
    "del",
    "moveFrom",
    "delText",
    "instrText",
    "delInstrText",
    "sdtPr",
    "sdtEndPr",
    "rPr",
    "pPr",
    "Fallback",
    "customXmlPr",
}


def cell_content(cell: etree._Element, nested: list[etree._Element]) -> Iterator[etree._Element]:
    """The paragraphs of a table cell; the tables in it are added to ``nested``."""
    for child in cell:
        name = local(child)
        if name == "p":
            yield child
        elif name == "tbl":
            nested.append(child)
        elif name == "AlternateContent":
            yield from cell_content(choice(child), nested)
        elif name in TRANSPARENT:
            yield from cell_content(child, nested)


def inside(parent: etree._Element, wanted: str) -> Iterator[etree._Element]:
    """The rows of a table or the cells of a row, also those inside content controls."""
    for child in parent:
        name = local(child)
        if name == wanted:
            yield child
        elif name in TRANSPARENT:
            yield from inside(child, wanted)


def choice(alternate: etree._Element) -> etree._Element:
    """The version of an alternate content that counts: the first with text; the fallback repeats it for old programs."""
    choices = [child for child in alternate if local(child) in ("Choice", "Fallback")]
    return next((c for c in choices if any(local(e) == "t" for e in c.iter())), choices[0] if choices else alternate)


def property_of(element: etree._Element, group: str, name: str) -> etree._Element | None:
    """One property (``gridSpan``) in a group of properties (``tcPr``) of an element."""
    properties = next((child for child in element if local(child) == group), None)
    return next((child for child in properties if local(child) == name), None) if properties is not None else None


def number_of(element: etree._Element | None) -> int:
    """The number that a property holds, 0 when it is absent or absurd."""
    value = attribute(element, "val") if element is not None else ""
    return min(int(value), 200) if value.isdigit() and len(value) < 6 else 0


def is_hidden(run: etree._Element) -> bool:
    """Whether a run is set as hidden text."""
    mark = property_of(run, "rPr", "vanish")
    return mark is not None and attribute(mark, "val") not in ("0", "false", "off")


def symbol(element: etree._Element) -> str:
    """A character from a symbol font: a bullet or tick to the reader, never a letter."""
    code = attribute(element, "char")
    try:
        value = int(code, 16)
    except ValueError:
        return ""
    return chr(value) if 0xE000 <= value <= 0xF8FF else "•"


def all_bold(paragraph: etree._Element, by_style: bool) -> bool:
    """Whether every run with text is bold, by itself or by the style of the paragraph."""
    runs = list(_runs(paragraph))
    return bool(runs) and all(_is_bold(run, by_style) for run in runs)


def bold_start(paragraph: etree._Element, by_style: bool) -> str:
    """The text in bold that opens a paragraph which goes on in plain letters; empty when all or nothing of it is bold."""
    runs = list(_runs(paragraph))
    bold = list(takewhile(lambda run: _is_bold(run, by_style), runs))
    return "".join(_run_text(run) for run in bold) if len(bold) < len(runs) else ""


def _runs(paragraph: etree._Element) -> Iterator[etree._Element]:
    return (run for run in paragraph.iter() if local(run) == "r" and _run_text(run))


def _run_text(run: etree._Element) -> str:
    return "".join(child.text or "" for child in run if local(child) == "t")


def _is_bold(run: etree._Element, by_style: bool) -> bool:
    mark = property_of(run, "rPr", "b")
    return by_style if mark is None else attribute(mark, "val") not in ("0", "false", "off")
