"""Rows to an Excel workbook that is pleasant to review in; with ``progress`` and ``rules`` the only module that knows XlsxWriter.

Comes out: bytes, the same for the same rows. Every value from a document is written as a string, never as a number or
formula; the only formulas are the counts on the sheet Voortgang, which hold nothing from a document.
"""

import io
import math
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

import xlsxwriter

from pipeline.cells import is_formula
from pipeline.frameworks import Frame
from pipeline.review.columns import DECISION, ID, REMARK, TEXT, label_columns
from pipeline.review.progress import write_progress
from pipeline.review.rules import UNSURE, add_colours, add_dropdowns, add_lists

MAIN = "Suggesties"
# A fixed date: the same rows give the same bytes.
_CREATED = datetime(2026, 1, 1)
_MOST_LINKS = 60_000
_WIDTHS = {
    ID: 10,
    DECISION: 11,
    TEXT: 62,
    REMARK: 28,
    "zekerheid": 10.5,
    "waarom": 58,
    "context": 46,
    "brontype": 16,
    "status": 12,
    "document": 32,
    "pagina": 17,
    "code": 20,
}
_LABEL_WIDTH = 25
_LINE = 15.0  # points
_MOST_LINES = 24  # a row of Excel is at most 409 points high; the little that is longer can be read in its cell
_DARK, _GREY, _RULE, _INPUT = "#22404F", "#6B6B6B", "#D9D9D9", "#FFFBE6"
_BANDS = {"sure": "#DDF0DD", "fair": "#FFF4CC", "unsure": UNSURE}


class Line(NamedTuple):
    """One row: its cells by column, how sure it is (``sure``, ``fair``, ``unsure`` or empty), and the link to its source."""

    cells: Mapping[str, str]
    band: str = ""
    link: str = ""


def workbook(
    lines: Sequence[Line],
    columns: Sequence[str],
    frames: Mapping[str, Frame],
    explanation: Sequence[str],
    earlier: tuple[int, int] | None,
) -> bytes:
    """The workbook with the sheets Suggesties, Uitleg and Voortgang.

    ``earlier`` counts what was confirmed before (ja, nee); None leaves out the sheet Voortgang, which a blind sample has
    no use for.
    """
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_urls": False})
    book.set_properties({"title": "Suggesties om te beoordelen", "created": _CREATED})
    sheet = book.add_worksheet(MAIN)
    _explain(book, explanation)
    if earlier is not None:
        write_progress(book, [line.cells for line in lines], columns, frames, earlier)
    add_lists(book, frames)
    _headings(book, sheet, columns, len(lines))
    _fill(book, sheet, lines, columns, frames)
    add_dropdowns(sheet, columns, frames, len(lines))
    add_colours(book, sheet, columns, frames, len(lines))
    sheet.activate()
    book.close()
    return buffer.getvalue()


def _headings(book: Any, sheet: Any, columns: Sequence[str], rows: int) -> None:
    look = book.add_format(
        {"bold": True, "font_color": "#FFFFFF", "bg_color": _DARK, "valign": "vcenter", "text_wrap": True}
    )
    for number, name in enumerate(columns):
        sheet.set_column(number, number, _WIDTHS.get(name, _LABEL_WIDTH))
    sheet.add_table(
        0,
        0,
        max(rows, 1),
        len(columns) - 1,
        {
            "name": "suggesties",
            "style": None,
            "columns": [{"header": name, "header_format": look} for name in columns],
        },
    )
    sheet.set_row(0, 24)
    sheet.freeze_panes(1, list(columns).index(TEXT) + 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_footer("&L&F&Rblad &P van &N")


def _fill(book: Any, sheet: Any, lines: Sequence[Line], columns: Sequence[str], frames: Mapping[str, Frame]) -> None:
    looks = _Looks(book, frames)
    links = sum(bool(line.link) for line in lines) <= _MOST_LINKS
    for number, line in enumerate(lines, 1):
        sheet.set_row(number, _height(line.cells))
        for column, name in enumerate(columns):
            value = line.cells.get(name, "")
            look = looks.of(name, line.band, is_formula(value))
            if name == "document" and line.link and links and not is_formula(value):
                sheet.write_url(number, column, line.link, looks.of("link", "", False), value)
            elif value:
                sheet.write_string(number, column, value, look)
            else:
                sheet.write_blank(number, column, None, look)


class _Looks:
    """The formats of the cells, each made once."""

    def __init__(self, book: Any, frames: Mapping[str, Frame]) -> None:
        self._book = book
        self._made: dict[tuple[str, str, bool], Any] = {}
        self._labels = {name for frame in frames.values() for name in label_columns(frame)}

    def of(self, name: str, band: str, quoted: bool) -> Any:
        """The format of a column; ``quoted`` keeps text that looks like a formula text when its cell is edited."""
        if name != "zekerheid":
            band = ""
        key = (name, band, quoted)
        if key not in self._made:
            self._made[key] = self._book.add_format(
                self._properties(name, band) | ({"quote_prefix": True} if quoted else {})
            )
        return self._made[key]

    def _properties(self, name: str, band: str) -> dict[str, Any]:
        look: dict[str, Any] = {
            "valign": "top",
            "text_wrap": True,
            "bottom": 1,
            "bottom_color": _RULE,
            "num_format": "@",
        }
        if name == DECISION:
            return look | {"bold": True, "align": "center", "bg_color": _INPUT}
        if name in self._labels:
            return look | {"font_size": 10, "left": 1, "left_color": _RULE}
        if name == REMARK:
            return look | {"font_size": 10, "bg_color": _INPUT}
        if name == TEXT:
            return look
        if name == "zekerheid":
            return look | {"align": "center", "bg_color": _BANDS[band]} if band else look
        if name == "link":
            return look | {"font_size": 10, "font_color": "#0B5394", "underline": 1}
        if name == ID:
            return look | {"font_size": 8, "font_color": _GREY}
        return look | {"font_size": 10, "font_color": _GREY}


def _height(cells: Mapping[str, str]) -> float:
    """Points for the row: Excel does not measure wrapped text itself in a file that it did not write."""
    needed = 1.0
    for name, value in cells.items():
        # Letters are narrower than the digits in which a width is counted; small type more so, and lower.
        width, line = (1.08, 1.0) if name == TEXT else (1.13, 0.87)
        width *= _WIDTHS.get(name, _LABEL_WIDTH)
        needed = max(needed, line * sum(max(1, math.ceil(len(part) / width)) for part in value.split("\n")))
    return 3 + round(_LINE * min(needed, _MOST_LINES))


def _explain(book: Any, lines: Sequence[str]) -> None:
    sheet = book.add_worksheet("Uitleg")
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_column(0, 0, 4)
    sheet.set_column(1, 1, 105)
    sheet.write_string(0, 1, "Zo werkt dit blad", book.add_format({"bold": True, "font_size": 16, "font_color": _DARK}))
    sheet.set_row(0, 28)
    number_look = book.add_format(
        {
            "bold": True,
            "font_size": 13,
            "font_color": "#FFFFFF",
            "bg_color": _DARK,
            "align": "center",
            "valign": "vcenter",
        }
    )
    text_look = book.add_format({"text_wrap": True, "font_size": 12, "valign": "vcenter", "indent": 1})
    for number, line in enumerate(lines, 1):
        sheet.set_row(number, 40)
        sheet.write_string(number, 0, str(number), number_look)
        sheet.write_string(number, 1, line, text_look)
