"""Read a presentation: per slide its title as a heading, its texts in reading order, its tables; notes set aside.

The page of a block is the number of the slide. Hidden slides are set aside.
"""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from pipeline.errors import DocumentError
from pipeline.extract.flow import Flow, looks_like_title
from pipeline.extract.package import Package, attribute, local
from pipeline.extract.rows import Row, add_table
from pipeline.extract.text import clean, marker
from pipeline.schema import Extraction, Problem

MAX_SLIDES = 2_000
MAX_DEPTH = 40
_RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_ID = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_ASIDE_PLACES = {"ftr", "sldNum", "dt", "hdr"}
_LIST_PLACES = {"body", "obj", ""}


def read(path: Path) -> Extraction:
    """The blocks of a presentation, slide by slide; a damaged slide becomes a problem.

    Raises:
        DocumentError: the file is damaged, or is no presentation.
    """
    flow = Flow()
    with Package(path) as package:
        slides = _slides(package)
        for number, name in enumerate(slides[:MAX_SLIDES], 1):
            flow.page = number
            try:
                _slide(flow, package, name)
            except DocumentError as error:
                flow.problems.append(Problem(place=f"dia {number}", message=f"Deze dia is overgeslagen: {error}"))
    return flow.done(len(slides))


def _slides(package: Package) -> list[str]:
    """The parts of the slides in the order in which they are shown."""
    main = "ppt/presentation.xml"
    if main not in package.names:
        raise DocumentError("Het bestand is geen presentatie. Open het in PowerPoint en bewaar het als .pptx.")
    targets = _relations(package, main)
    found = []
    for element in package.xml(main).iter():
        if local(element) == "sldId":
            name = targets.get(element.get(_RELATION_ID) or element.get(_STRICT_ID) or "", ("", ""))[1]
            if name in package.names:
                found.append(name)
    by_number = sorted(
        (name for name in package.names if re.fullmatch(r"ppt/slides/slide\d{1,6}\.xml", name)),
        key=lambda name: int(re.sub(r"\D", "", name)),
    )
    return found or by_number


def _relations(package: Package, part: str) -> dict[str, tuple[str, str]]:
    """Kind and target part of each relation of a part."""
    folder, _, name = part.rpartition("/")
    relations = f"{folder}/_rels/{name}.rels"
    if relations not in package.names:
        return {}
    return {
        element.get("Id", ""): (
            element.get("Type", "").rpartition("/")[2],
            posixpath.normpath(posixpath.join(folder, element.get("Target", ""))).lstrip("/"),
        )
        for element in package.xml(relations)
    }


@dataclass(frozen=True, slots=True)
class _Shape:
    element: etree._Element
    place: str
    top: int
    left: int


def _slide(flow: Flow, package: Package, name: str) -> None:
    root = package.xml(name)
    flow.zone = root.get("show") == "0"
    flow.heading_level = 0
    shapes = list(_shapes(root, 0))
    # Titles first, then by position in bands of about a centimetre: left before right, a side box after what it stands beside.
    shapes.sort(key=lambda s: (s.place not in ("title", "ctrTitle"), s.top // 360_000, s.left))
    for shape in shapes:
        _add_shape(flow, shape)
    flow.zone = False
    notes = [target for kind, target in _relations(package, name).values() if kind == "notesSlide"]
    for target in notes:
        if target in package.names:
            _add_notes(flow, package.xml(target))


def _shapes(parent: etree._Element, depth: int) -> Iterator[_Shape]:
    """The shapes of a slide, those in groups included, with where they stand."""
    if depth > MAX_DEPTH:
        return
    for child in parent:
        name = local(child)
        if name in ("sp", "graphicFrame"):
            offset = next((e for e in child.iter() if local(e) == "off"), None)
            place = next((e for e in child.iter() if local(e) == "ph"), None)
            kind = "none" if place is None else attribute(place, "type")
            top, left = (_number(offset, "y"), _number(offset, "x")) if offset is not None else (2_000_000, 0)
            yield _Shape(child, kind, top, left)
        elif name in ("cSld", "spTree", "grpSp", "Choice"):
            yield from _shapes(child, depth + 1)
        elif name == "AlternateContent":
            choice = next((c for c in child if local(c) == "Choice"), None)
            yield from _shapes(choice if choice is not None else child, depth + 1)


def _number(element: etree._Element, name: str) -> int:
    value = attribute(element, name)
    return int(value) if re.fullmatch(r"-?\d{1,12}", value) else 0


def _add_shape(flow: Flow, shape: _Shape) -> None:
    table = next((e for e in shape.element.iter() if local(e) == "tbl"), None)
    if table is not None:
        _add_table(flow, table)
        return
    paragraphs = [p for p in shape.element.iter() if local(p) == "p"]
    if shape.place in ("title", "ctrTitle"):
        flow.heading(" ".join(map(_text, paragraphs)), 1)
        return
    for paragraph in paragraphs:
        _add_paragraph(flow, paragraph, shape.place, len(paragraphs))


def _add_paragraph(flow: Flow, paragraph: etree._Element, place: str, count: int) -> None:
    text = _text(paragraph)
    properties = next((e for e in paragraph if local(e) == "pPr"), None)
    bullet = next((local(e) for e in properties if local(e).startswith("bu")), "") if properties is not None else ""
    level = _number(properties, "lvl") if properties is not None else 0
    if not clean(text):
        return
    if place in _ASIDE_PLACES:
        flow.aside(text)
    elif place == "subTitle":
        flow.heading(text, 2)
    elif bullet in ("buChar", "buAutoNum", "buBlip") or (
        place in _LIST_PLACES and bullet != "buNone" and (count > 1 or level)
    ):
        flow.item(text, level)
    elif looks_like_title(text) and not marker(text) and _all_bold(paragraph):
        flow.title(text)
    else:
        flow.paragraph(text)


def _text(paragraph: etree._Element) -> str:
    parts = []
    for element in paragraph.iter():
        name = local(element)
        if name == "t":
            parts.append(element.text or "")
        elif name == "br":
            parts.append("\n")
    return "".join(parts)


def _all_bold(paragraph: etree._Element) -> bool:
    runs = [run for run in paragraph if local(run) == "r" and clean(_text(run))]
    marks = [next((e for e in run if local(e) == "rPr"), None) for run in runs]
    return bool(runs) and all(mark is not None and mark.get("b") in ("1", "true") for mark in marks)


def _add_table(flow: Flow, table: etree._Element) -> None:
    flow.tables += 1
    properties = next((e for e in table if local(e) == "tblPr"), None)
    header = properties is not None and properties.get("firstRow") in ("1", "true")
    rows = []
    for number, row in enumerate((e for e in table if local(e) == "tr"), 1):
        cells: list[str] = []
        spread: list[str] = []
        for cell in (e for e in row if local(e) == "tc"):
            merged = cell.get("hMerge") in ("1", "true")
            covered = merged or cell.get("vMerge") in ("1", "true")
            text = "\n".join(_text(p) for p in cell.iter() if local(p) == "p")
            cells.append("" if covered else text)
            spread.append(spread[-1] if merged and spread else cells[-1])
        whole = len(cells) > 1 and bool(spread[0]) and len(set(spread)) == 1
        rows.append(
            Row(f"tabel {flow.tables}, rij {number}", tuple(cells), tuple(spread), whole, header and number == 1)
        )
    add_table(flow, rows)


def _add_notes(flow: Flow, root: etree._Element) -> None:
    for shape in _shapes(root, 0):
        if shape.place == "body":
            flow.aside(" ".join(_text(p) for p in shape.element.iter() if local(p) == "p"), "notities bij de dia")
