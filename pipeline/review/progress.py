"""The sheet Voortgang: how far the review is, counted by formulas that follow every choice at once."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from xlsxwriter.utility import xl_col_to_name

from pipeline.frameworks import Frame
from pipeline.review.columns import DECISION, ID, label_columns

_MOST_DOCUMENTS = 60
_DARK = "#22404F"
_BAR = {
    "type": "data_bar",
    "bar_color": "#7FB77E",
    "min_type": "num",
    "min_value": 0,
    "max_type": "num",
    "max_value": 1,
}
Rows = Sequence[Mapping[str, str]]


def write_progress(
    book: Any, rows: Rows, columns: Sequence[str], frames: Mapping[str, Frame], earlier: tuple[int, int]
) -> None:
    """Add the sheet: totals with a bar, then a table per label of the first frame and one per document."""
    sheet = book.add_worksheet("Voortgang")
    sheet.hide_gridlines(2)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_column(0, 0, 48)
    sheet.set_column(1, 4, 11)
    sheet.set_column(5, 5, 24)
    page = _Page(book, sheet, columns, len(rows))
    sheet.write_string(0, 0, "Voortgang", page.title)
    page.head(2, "dit blad")
    page.line(3, "alle rijen", len(rows), "")
    sheet.write_string(5, 0, f"Eerder bevestigd en hier niet meer gevraagd: {earlier[0]} ja, {earlier[1]} nee.")
    row = 7
    for frame in list(frames.values())[:1]:
        row = _table_of_labels(page, row, rows, frame)
    _table_of_documents(page, row, rows)


def _table_of_labels(page: "_Page", row: int, rows: Rows, frame: Frame) -> int:
    first = label_columns(frame)[0]
    found = Counter(cells.get(first, "") for cells in rows)
    page.head(row, f"per {frame.name} (eerste label)")
    for label in frame.ids:
        shown = frame.show(label)
        row += 1
        page.line(row, shown, found[shown], page.condition(first, f'"{shown}"'))
    page.line(row + 1, "zonder label", found[""], page.condition(first, '""'))
    return row + 3


def _table_of_documents(page: "_Page", row: int, rows: Rows) -> None:
    page.head(row, "per document")
    for document, count in sorted(Counter(cells.get("document", "") for cells in rows).items())[:_MOST_DOCUMENTS]:
        row += 1
        page.line_of_document(row, document, count)


class _Page:
    """The sheet with its formats; a line counts all rows, ja, nee and open under one condition."""

    def __init__(self, book: Any, sheet: Any, columns: Sequence[str], rows: int) -> None:
        self._sheet, self._columns, self._last = sheet, list(columns), max(rows, 1) + 1
        self.title = book.add_format({"bold": True, "font_size": 16, "font_color": _DARK})
        self._heading = book.add_format({"bold": True, "font_color": "#FFFFFF", "bg_color": _DARK})
        self._right = book.add_format({"bold": True, "font_color": "#FFFFFF", "bg_color": _DARK, "align": "right"})
        self._above_bar = book.add_format({"bold": True, "font_color": "#FFFFFF", "bg_color": _DARK, "indent": 1})
        self._text = book.add_format({"text_wrap": True, "valign": "top", "bottom": 1, "bottom_color": "#D9D9D9"})
        self._number = book.add_format({"bottom": 1, "bottom_color": "#D9D9D9", "valign": "top"})
        self._share = book.add_format(
            {"bottom": 1, "bottom_color": "#D9D9D9", "num_format": "0%", "align": "left", "indent": 1, "valign": "top"}
        )

    def head(self, row: int, name: str) -> None:
        """Write the headings of a table."""
        looks = (self._heading, *[self._right] * 4, self._above_bar)
        for column, heading in enumerate((name, "rijen", "ja", "nee", "nog open", "beslist")):
            self._sheet.write_string(row, column, heading, looks[column])

    def condition(self, column: str, value: str) -> str:
        """The part of COUNTIFS that keeps the rows with this value in a column."""
        return f",{self._range(column)},{value}"

    def line(self, row: int, name: str, count: int, condition: str) -> None:
        """Write one line that counts the rows under a condition; ``count`` is what shows until a spreadsheet counts itself."""
        decision = self._range(DECISION)
        self._write(
            row,
            name,
            count,
            f'=COUNTIFS({self._range(ID)},"?*"{condition})',
            f'=COUNTIFS({decision},"ja"{condition})',
            f'=COUNTIFS({decision},"nee"{condition})',
        )

    def line_of_document(self, row: int, name: str, count: int) -> None:
        """Write one line for a document. Its name stays out of the formula, and is compared whole: COUNTIFS would read *, ? and = in it."""
        decision, same = self._range(DECISION), f"({self._range('document')}=$A${row + 1})"
        verdicts = (f'=SUMPRODUCT({same}*({decision}="{verdict}"))' for verdict in ("ja", "nee"))
        self._write(row, name, count, f"=SUMPRODUCT(1*{same})", *verdicts)

    def _write(self, row: int, name: str, count: int, rows: str, ja: str, nee: str) -> None:
        self._sheet.write_string(row, 0, name, self._text)
        here = row + 1
        formulas = (
            (rows, count, self._number),
            (ja, 0, self._number),
            (nee, 0, self._number),
            (f"=B{here}-C{here}-D{here}", count, self._number),
            (f"=IF(B{here}=0,0,(C{here}+D{here})/B{here})", 0, self._share),
        )
        for column, (formula, value, look) in enumerate(formulas, 1):
            self._sheet.write_formula(row, column, formula, look, value)
        self._sheet.conditional_format(row, 5, row, 5, _BAR)

    def _range(self, column: str) -> str:
        letter = xl_col_to_name(self._columns.index(column))
        return f"Suggesties!${letter}$2:${letter}${self._last}"
