"""Read a Word document by walking ``document.xml`` on python-docx' element tree, so that nothing python-docx skips is lost.

Kept: text boxes, content controls, tracked insertions, hyperlinks and field results, list numbers, tables (nested too),
footnotes and hidden text (as ``aside``). Left out: deleted text, comments, ``mc:Fallback`` copies, headers and footers.
"""

from pathlib import Path

from docx.oxml.parser import parse_xml as parse_part
from lxml import etree

from pipeline.errors import DocumentError
from pipeline.extract.docx_styles import Numbering, Styles
from pipeline.extract.docx_xml import (
    DROPPED,
    TRANSPARENT,
    all_bold,
    bold_start,
    cell_content,
    choice,
    inside,
    is_hidden,
    number_of,
    property_of,
    symbol,
)
from pipeline.extract.flow import Flow, is_run_in_title, looks_like_title
from pipeline.extract.package import Package, attribute, check_xml, local
from pipeline.extract.rows import Row, add_table
from pipeline.extract.text import clean, marker
from pipeline.schema import Extraction

_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SYMBOLS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
MAX_DEPTH = 60


def read(path: Path) -> Extraction:
    """The blocks of a Word document in reading order.

    Raises:
        DocumentError: the file is damaged, or is no Word document.
    """
    with Package(path) as package:
        main = _main_part(package)
        folder = main.rpartition("/")[0]
        root = _part(package, main)
        styles = Styles(_optional(package, f"{folder}/styles.xml"))
        numbering = Numbering(_optional(package, f"{folder}/numbering.xml"))
        notes = [_optional(package, f"{folder}/{name}.xml") for name in ("footnotes", "endnotes")]
    body = next((child for child in root if local(child) == "body"), None)
    if body is None:
        raise DocumentError("Het Word-document heeft geen inhoud. Open het in Word en bewaar het opnieuw.")
    reader = _Reader(Flow(), styles, numbering)
    reader.walk(body)
    for note in notes:
        reader.notes(note)
    return reader.flow.done()


def _main_part(package: Package) -> str:
    """The name of the main part: ``word/document.xml`` nearly always, another name from some exporters."""
    known = [name for name in package.names if name.startswith("word/document") and name.endswith(".xml")]
    if not known:
        raise DocumentError("Het bestand is geen Word-document. Open het in Word en bewaar het als .docx.")
    return min(known, key=len)


def _part(package: Package, name: str) -> etree._Element:
    data = package.read(name)
    check_xml(data, name)
    try:
        return parse_part(data.replace(_STRICT, _TRANSITIONAL))
    except (etree.XMLSyntaxError, ValueError) as error:
        raise DocumentError(
            f"Het onderdeel {name} is beschadigd. Open het document in Word en bewaar het opnieuw."
        ) from error


def _optional(package: Package, name: str) -> etree._Element | None:
    """A part that the document can do without: when it is damaged the text still counts."""
    try:
        return _part(package, name) if name in package.names else None
    except DocumentError:
        return None


class _Reader:
    """Walks the body and puts what it meets in the flow."""

    def __init__(self, flow: Flow, styles: Styles, numbering: Numbering) -> None:
        self.flow = flow
        self._styles = styles
        self._numbering = numbering
        self._fields = 0

    def walk(self, parent: etree._Element, depth: int = 0) -> None:
        """All blocks below an element."""
        if depth > MAX_DEPTH:
            return
        for child in parent:
            name = local(child)
            if name == "p":
                self._paragraph(child, depth)
            elif name == "tbl":
                self._table(child, depth)
            elif name == "AlternateContent":
                self.walk(choice(child), depth + 1)
            elif name in TRANSPARENT:
                self.walk(child, depth + 1)

    def notes(self, root: etree._Element | None) -> None:
        """Footnotes, set aside."""
        for note in root if root is not None else ():
            if attribute(note, "type") in ("", "normal"):
                text = " ".join(self._text(p)[0] for p in note.iter() if local(p) == "p")
                self.flow.aside(text, f"voetnoot {attribute(note, 'id')}")

    def _paragraph(self, paragraph: etree._Element, depth: int) -> None:
        text, boxes, hidden = self._content(paragraph)
        if clean(text):
            self._add(paragraph, text)
        if hidden:
            self.flow.aside(hidden)
        for box in boxes:
            self.walk(box, depth + 1)

    def _add(self, paragraph: etree._Element, text: str) -> None:
        style = self._styles.of(paragraph)
        label = self._numbering.label(style)
        shown = f"{label} {text.lstrip()}" if label else text
        if style.contents:
            self.flow.aside(shown)
        elif style.heading:
            self.flow.heading(shown, style.heading)
        elif style.list_level is not None:
            self.flow.item(shown, style.list_level)
        elif looks_like_title(text) and all_bold(paragraph, style.bold):
            self.flow.title(text)
        else:
            title = bold_start(paragraph, style.bold)
            if is_run_in_title(title) and text.startswith(title):
                self.flow.title(title.rstrip(" .:"))
                text = text.removeprefix(title).lstrip()
            self.flow.paragraph(text)

    def _text(self, paragraph: etree._Element) -> tuple[str, list[etree._Element]]:
        text, boxes, _ = self._content(paragraph)
        return text, boxes

    def _content(self, paragraph: etree._Element) -> tuple[str, list[etree._Element], str]:
        """The running text of a paragraph, the text boxes anchored in it, and its hidden text."""
        parts: list[str] = []
        hidden: list[str] = []
        boxes: list[etree._Element] = []
        self._collect(paragraph, parts, hidden, boxes, 0)
        return "".join(parts), boxes, "".join(hidden)

    def _collect(
        self, parent: etree._Element, parts: list[str], hidden: list[str], boxes: list[etree._Element], depth: int
    ) -> None:
        if depth > MAX_DEPTH:
            return
        for child in parent:
            name = local(child)
            if name == "t":
                parts.append(child.text or "")
            elif name in _SYMBOLS:
                parts.append(_SYMBOLS[name])
            elif name == "sym":
                parts.append(symbol(child))
            elif name == "txbxContent":
                boxes.append(child)
            elif name == "AlternateContent":
                self._collect(choice(child), parts, hidden, boxes, depth + 1)
            elif name == "r" and is_hidden(child):
                self._collect(child, hidden, hidden, boxes, depth + 1)
            elif name not in DROPPED:
                self._collect(child, parts, hidden, boxes, depth + 1)

    def _table(self, table: etree._Element, depth: int) -> None:
        self.flow.tables += 1
        number = self.flow.tables
        rows = []
        nested: list[etree._Element] = []
        for index, row in enumerate(inside(table, "tr"), 1):
            if any(local(mark) == "del" for properties in row if local(properties) == "trPr" for mark in properties):
                continue
            rows.append(self._row(row, f"tabel {number}, rij {index}", nested))
        add_table(self.flow, rows)
        for inner in nested:
            self._table(inner, depth + 1) if depth < MAX_DEPTH else None

    def _row(self, row: etree._Element, place: str, nested: list[etree._Element]) -> Row:
        cells: list[str] = []
        spread: list[str] = []
        filled_bold = True
        widest = 1
        count = 0
        cells += [""] * number_of(property_of(row, "trPr", "gridBefore"))
        spread += cells
        for cell in inside(row, "tc"):
            span = min(max(number_of(property_of(cell, "tcPr", "gridSpan")), 1), 200)
            merge = property_of(cell, "tcPr", "vMerge")
            text, bold = self._cell(cell, nested)
            if merge is not None and attribute(merge, "val") != "restart":
                text = ""
            cells += [text] + [""] * (span - 1)
            spread += [text] * span
            widest = max(widest, span)
            count += 1
            filled_bold = filled_bold and (bold or not text)
        header = property_of(row, "trPr", "tblHeader") is not None
        return Row(place, tuple(cells), tuple(spread), count == 1 and widest > 1, header, filled_bold)

    def _cell(self, cell: etree._Element, nested: list[etree._Element]) -> tuple[str, bool]:
        """The text of a cell with list items on lines of their own, and whether all of it is bold."""
        lines: list[str] = []
        bold = True
        for child in cell_content(cell, nested):
            text, boxes = self._text(child)
            for box in boxes:
                text += "".join("\n" + self._text(p)[0] for p in box.iter() if local(p) == "p")
            style = self._styles.of(child)
            label = self._numbering.label(style)
            if text.strip():
                mark = label or ("•" if style.list_level is not None and not marker(text.strip()) else "")
                lines.append(f"{mark} {text.strip()}" if mark else text)
                bold = bold and all_bold(child, style.bold)
        return "\n".join(lines), bold
