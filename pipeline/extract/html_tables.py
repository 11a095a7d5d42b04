"""Tables of a web page: which hold data, and their cells on a grid with merged cells known."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from pipeline.extract.html_zones import DROPPED, text_of
from pipeline.extract.rows import Row

INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q s samp small span strike strong sub sup time "
    "tt u var wbr img picture o:p st1:place button".split()
)
MAX_DEPTH = 200


def table_rows(table: etree._Element) -> Iterator[etree._Element]:
    """The rows of this table, not of the tables inside it."""
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from (row for row in child if row.tag == "tr")


def data_rows(rows: list[etree._Element], place: str) -> list[Row]:
    """The rows of a data table with their cells on a grid."""
    return [_row(cells, f"{place}, rij {number}") for number, cells in enumerate(_grid(rows), 1)]


def is_data(table: etree._Element, rows: list[etree._Element]) -> bool:
    """Whether a table is a grid of data; the others only place things on the page."""
    if table.get("role") in ("presentation", "none") or table.find(".//table") is not None or len(rows) < 2:
        return False
    if any(table.find(f".//{tag}") is not None for tag in ("h1", "h2", "h3", "img")):
        return False
    widths = [sum(child.tag in ("td", "th") for child in row) for row in rows]
    if max(widths, default=0) < 2:
        return False
    if table.find(".//th") is not None or table.find("caption") is not None:
        return True
    same = sum(width == max(widths) for width in widths) >= 0.6 * len(widths)
    return same and len(text_of(table)) / len(rows) < 1500


@dataclass(slots=True)
class _Cell:
    text: str
    span: int
    header: bool


def _grid(rows: list[etree._Element]) -> Iterator[list[_Cell]]:
    """The rows with cells that span several rows repeated as empty cells below."""
    pending: dict[int, tuple[int, int]] = {}
    for row in rows:
        cells: list[_Cell] = []
        column = 0
        below: dict[int, tuple[int, int]] = {}
        for element in [child for child in row if child.tag in ("td", "th")]:
            column = _fill(cells, column, pending, below)
            span, high = _span(element, "colspan"), _span(element, "rowspan")
            cells.append(_Cell(_cell_text(element), span, element.tag == "th"))
            if high > 1:
                below[column] = (span, high - 1)
            column += span
        _fill(cells, column, pending, below)
        pending = below
        yield cells


def _fill(
    cells: list[_Cell], column: int, pending: dict[int, tuple[int, int]], below: dict[int, tuple[int, int]]
) -> int:
    while column in pending:
        span, high = pending[column]
        cells.append(_Cell("", span, False))
        if high > 1:
            below[column] = (span, high - 1)
        column += span
    return column


def _span(element: etree._Element, name: str) -> int:
    value = (element.get(name) or "").strip()
    return min(max(int(value), 1), 200) if value.isdecimal() and len(value) < 6 else 1


def _row(cells: list[_Cell], place: str) -> Row:
    texts: list[str] = []
    spread: list[str] = []
    for cell in cells:
        texts += [cell.text] + [""] * (cell.span - 1)
        spread += [cell.text] * cell.span
    header = bool(cells) and all(cell.header for cell in cells if cell.text)
    whole = len(cells) == 1 and cells[0].span > 1
    return Row(place, tuple(texts), tuple(spread), whole=whole, header=header, bold=header)


def _cell_text(cell: etree._Element) -> str:
    """The text of a cell, its paragraphs and list items on lines of their own."""
    parts: list[str] = []

    def visit(element: etree._Element, depth: int) -> None:
        tag = str(element.tag).lower()
        if tag in DROPPED or depth > MAX_DEPTH:
            return
        block = tag not in INLINE and tag not in ("td", "th")
        parts.append("\n" if block else "")
        parts.append("• " if tag == "li" else "")
        parts.append(re.sub(r"\s+", " ", element.text or ""))
        for child in element:
            if isinstance(child.tag, str):
                visit(child, depth + 1)
            parts.append(re.sub(r"\s+", " ", child.tail or ""))
        parts.append("\n" if block else "")

    visit(cell, 0)
    return re.sub(r"• *\n", "• ", "".join(parts)).strip()
