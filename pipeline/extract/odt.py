"""Read OpenDocument text and spreadsheets (ODT, ODS) from ``content.xml``.

Kept: headings with their level, lists with nesting and numbers, tables, text boxes; notes and the table of contents as
``aside``. Left out: deleted text under tracked changes, comments.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from pipeline.errors import DocumentError, ResourceLimitError
from pipeline.extract.docx_styles import roman
from pipeline.extract.flow import Flow, looks_like_title
from pipeline.extract.package import Package, attribute, local
from pipeline.extract.rows import Row, add_table
from pipeline.extract.text import clean, marker
from pipeline.schema import Extraction

_CONTENTS = {
    "table-of-content",
    "alphabetical-index",
    "illustration-index",
    "table-index",
    "object-index",
    "user-index",
    "bibliography",
}
_DROPPED = {
    "tracked-changes",
    "annotation",
    "forms",
    "sequence-decls",
    "variable-decls",
    "user-field-decls",
    "note-citation",
    "script",
}
_BREAKS = {"tab": "\t", "line-break": "\n"}
_HEADING = re.compile(r"^(?:title|titel|(?:heading|kop) ([1-9]))$", re.IGNORECASE)
MAX_DEPTH = 60
MAX_ROWS = 200_000
MAX_COLUMNS = 1_000


def read(path: Path) -> Extraction:
    """The blocks of an OpenDocument text or spreadsheet in reading order.

    Raises:
        DocumentError: the file is damaged or protected with a password.
    """
    with Package(path) as package:
        if b"encryption-data" in (
            package.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in package.names else b""
        ):
            raise DocumentError("Het document is beveiligd met een wachtwoord. Bewaar het zonder wachtwoord.")
        root = package.xml("content.xml")
        styles = _Styles([root, *([package.xml("styles.xml")] if "styles.xml" in package.names else [])])
    body = next((child for child in root if local(child) == "body"), None)
    if body is None or not len(body):
        raise DocumentError("Het document heeft geen inhoud. Open het in LibreOffice of Word en bewaar het opnieuw.")
    reader = _Reader(Flow(), styles)
    reader.walk(body[0], 0)
    return reader.flow.done()


class _Styles:
    """Which styles are bold, themselves or by the style they follow, and how list styles number their levels."""

    def __init__(self, roots: list[etree._Element]) -> None:
        self.lists: dict[str, dict[int, tuple[str, str, str]]] = {}
        self._weights: dict[str, str] = {}
        self._parents: dict[str, str] = {}
        for element in (element for root in roots for element in root.iter()):
            name = attribute(element, "name")
            if local(element) == "style" and name not in self._parents:
                self._parents[name] = attribute(element, "parent-style-name")
                self._weights[name] = next(filter(None, (attribute(child, "font-weight") for child in element)), "")
            elif local(element) == "list-style":
                self.lists[name] = _read_levels(element)

    def heading(self, name: str) -> int:
        """The level of the heading that a paragraph style stands for, 0 when it is none."""
        for _ in range(MAX_DEPTH):
            found = _HEADING.match(name.replace("_20_", " "))
            if found:
                return int(found.group(1)) if found.group(1) else 1
            if name not in self._parents:
                break
            name = self._parents[name]
        return 0

    def is_bold(self, name: str) -> bool:
        """Whether a text or paragraph style is bold."""
        for _ in range(MAX_DEPTH):
            if name not in self._parents or self._weights[name]:
                break
            name = self._parents[name]
        return self._weights.get(name, "") in ("bold", "600", "700", "800", "900")


def _read_levels(style: etree._Element) -> dict[int, tuple[str, str, str]]:
    levels = {}
    for level in style:
        depth = attribute(level, "level")
        if local(level) == "list-level-style-number" and depth.isdecimal():
            levels[int(depth) - 1] = (
                attribute(level, "num-format"),
                attribute(level, "num-prefix"),
                attribute(level, "num-suffix"),
            )
    return levels


class _Reader:
    """Walks the body and puts what it meets in the flow."""

    def __init__(self, flow: Flow, styles: _Styles) -> None:
        self.flow = flow
        self._styles = styles

    def walk(self, parent: etree._Element, depth: int) -> None:
        """All blocks below an element."""
        if depth > MAX_DEPTH:
            return
        for child in parent:
            name = local(child)
            if name == "h":
                level = attribute(child, "outline-level")
                self._text_block(child, int(level) if level.isdecimal() and len(level) < 3 else 1, depth)
            elif name == "p":
                self._text_block(child, self._styles.heading(attribute(child, "style-name")), depth)
            elif name == "list":
                self._list(child, 0, attribute(child, "style-name"), depth)
            elif name == "table":
                self._table(child)
            elif name in _CONTENTS:
                for paragraph in (element for element in child.iter() if local(element) in ("p", "h")):
                    self.flow.aside(self._content(paragraph)[0])
            elif name not in _DROPPED:
                self.walk(child, depth + 1)

    def _text_block(self, element: etree._Element, heading: int, depth: int) -> None:
        text, boxes, notes = self._content(element)
        if heading:
            self.flow.heading(text, heading)
        elif looks_like_title(text) and not marker(text) and self._all_bold(element):
            self.flow.title(text)
        elif clean(text):
            self.flow.paragraph(text)
        self._attached(boxes, notes, depth)

    def _attached(self, boxes: list[etree._Element], notes: list[str], depth: int) -> None:
        for note in notes:
            self.flow.aside(note)
        for box in boxes:
            self.walk(box, depth + 1)

    def _list(self, element: etree._Element, level: int, style: str, depth: int) -> None:
        if depth > MAX_DEPTH:
            return
        number = 0
        for item in element:
            if local(item) not in ("list-item", "list-header"):
                continue
            number += 1
            fresh = True
            for child in item:
                if local(child) == "list":
                    self._list(child, level + 1, attribute(child, "style-name") or style, depth + 1)
                elif local(child) in ("p", "h"):
                    self._list_text(child, level, style, number if fresh else 0, depth)
                    fresh = False
                else:
                    self.walk([child], depth + 1)  # type: ignore[arg-type]

    def _list_text(self, element: etree._Element, level: int, style: str, number: int, depth: int) -> None:
        text, boxes, notes = self._content(element)
        label = self._label(style, level, number)
        shown = f"{label} {text.lstrip()}" if label and clean(text) else text
        if local(element) == "h":
            outline = attribute(element, "outline-level")
            self.flow.heading(shown, int(outline) if outline.isdecimal() and len(outline) < 3 else 1)
        elif number:
            self.flow.item(shown, level)
        else:
            self.flow.paragraph(shown)
        self._attached(boxes, notes, depth)

    def _label(self, style: str, level: int, number: int) -> str:
        form, prefix, suffix = self._styles.lists.get(style, {}).get(level, ("", "", ""))
        if not form or not number:
            return ""
        if form in ("a", "A"):
            shown = chr(ord(form) + (number - 1) % 26)
        elif form in ("i", "I"):
            shown = roman(number) if form == "i" else roman(number).upper()
        else:
            shown = str(number)
        return f"{prefix}{shown}{suffix}"

    def _content(self, element: etree._Element) -> tuple[str, list[etree._Element], list[str]]:
        parts: list[str] = []
        boxes: list[etree._Element] = []
        notes: list[str] = []
        _collect(element, parts, boxes, notes, 0)
        return "".join(parts), boxes, notes

    def _all_bold(self, paragraph: etree._Element) -> bool:
        if self._styles.is_bold(attribute(paragraph, "style-name")):
            return True
        spans = [child for child in paragraph if local(child) == "span"]
        loose = (paragraph.text or "") + "".join(child.tail or "" for child in paragraph)
        return (
            bool(spans) and not loose.strip() and all(self._styles.is_bold(attribute(s, "style-name")) for s in spans)
        )

    def _table(self, table: etree._Element) -> None:
        self.flow.tables += 1
        name = attribute(table, "name")
        parent = table.getparent()
        spreadsheet = parent is not None and local(parent) == "spreadsheet"
        place = f"werkblad {name}" if spreadsheet else f"tabel {self.flow.tables}"
        rows: list[Row] = []
        number = 0
        for row, header in _table_rows(table, False):
            if number > MAX_ROWS:
                raise ResourceLimitError("Een tabel telt te veel rijen; bewaar alleen het nodige deel.")
            repeated = max(_count(row, "number-rows-repeated"), 1)
            cells, spread, merged = self._cells(row)
            if any(cells):
                rows.append(
                    Row(f"{place}, rij {number + 1}", cells, spread, merged and sum(map(bool, cells)) == 1, header)
                )
            number += repeated
        add_table(self.flow, rows)

    def _cells(self, row: etree._Element) -> tuple[tuple[str, ...], tuple[str, ...], bool]:
        cells: list[str] = []
        spread: list[str] = []
        merged = False
        for cell in row:
            if local(cell) not in ("table-cell", "covered-table-cell") or len(cells) >= MAX_COLUMNS:
                continue
            repeated = min(max(_count(cell, "number-columns-repeated"), 1), MAX_COLUMNS - len(cells))
            if local(cell) == "covered-table-cell":
                cells += [""] * repeated
                spread += [spread[-1] if spread else ""] * repeated
                continue
            text = self._cell_text(cell)
            merged = merged or (_count(cell, "number-columns-spanned") > 1 and bool(text))
            cells += [text] * (repeated if text else 0) or [""] * repeated
            spread += [text] * repeated
        return tuple(cells), tuple(spread), merged

    def _cell_text(self, cell: etree._Element) -> str:
        lines = []
        for element in cell.iter():
            if local(element) in ("p", "h"):
                text = self._content(element)[0]
                bullet = any(local(above) == "list-item" for above in element.iterancestors())
                lines.append(f"• {text}" if bullet and clean(text) and not marker(clean(text)) else text)
        return "\n".join(lines)


def _collect(
    parent: etree._Element, parts: list[str], boxes: list[etree._Element], notes: list[str], depth: int
) -> None:
    parts.append(parent.text or "")
    for child in parent:
        name = local(child)
        if name == "note":
            body = [element for element in child if local(element) == "note-body"]
            notes.append(" ".join("".join(map(str, element.itertext())) for element in body))
        elif name == "text-box":
            boxes.append(child)
        elif name == "s":
            parts.append(" ")
        elif name in _BREAKS:
            parts.append(_BREAKS[name])
        elif name and name not in _DROPPED and depth < MAX_DEPTH:
            _collect(child, parts, boxes, notes, depth + 1)
        parts.append(child.tail or "")


def _table_rows(parent: etree._Element, header: bool) -> Iterator[tuple[etree._Element, bool]]:
    for child in parent:
        name = local(child)
        if name == "table-row":
            yield child, header
        elif name in ("table-header-rows", "table-rows", "table-row-group"):
            yield from _table_rows(child, header or name == "table-header-rows")


def _count(element: etree._Element, name: str) -> int:
    value = attribute(element, name)
    return int(value) if value.isdecimal() and len(value) < 8 else 0
