"""Sheets of the workbook laid out one way: notes on top, a header that stays in view, filters, and nothing typed by guess."""

import re
from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from typing import Any, NamedTuple

from xlsxwriter.utility import xl_rowcol_to_cell

from pipeline.figures import Figures
from pipeline.report.colours import ACCENT

_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
_LONGEST_NAME = 31
_LINE = 15.0  # points
_COVER = 88.0  # width of the first sheet in characters: what fits on a page of A4
_ACROSS = 3  # columns of links on it
_LINE_WIDTH = 75.0  # characters: a note is at least so wide, where the table is
_MOST_LINES = 27  # a row of Excel is at most 409 points high
_FILL = 0.92  # of the width of a column in characters, what a line of words fills


class Column(NamedTuple):
    """A column: heading, width in characters, whether its text runs over several lines, and whether it holds figures."""

    name: str
    width: float
    wrap: bool = False
    figures: bool = False


def sheet_names(figures: Figures) -> dict[tuple[str, str], str]:
    """A sheet name for every label and every kind of source: at most 31 characters, none twice.

    A name is taken whatever its capitals, as in Excel.
    """
    fixed = [
        "Overzicht",
        "Inventaris",
        "Status",
        "Niveau",
        "Soort bron",
        "Dienst",
        "Documenten",
        "MVO-scan",
        "Parallel",
    ]
    fixed += ["SDG x MVO", "Vergelijking", "Export codes", "Power BI", *(f"Aantal {f.name}" for f in figures.frames)]
    taken = {name.casefold() for name in fixed}
    wanted = [
        ((f.id, label.id), f"SDG {label.id}" if f.id == "sdg" else _with_frame(f.name, label.name))
        for f in figures.frames
        for label in f.labels
    ]
    wanted += [(("brontype", source.id), f"Bron {source.id}") for source in figures.sources]
    names: dict[tuple[str, str], str] = {}
    for key, wish in wanted:
        names[key] = _free_name(_FORBIDDEN.sub(" ", wish).strip()[:_LONGEST_NAME].strip(), taken)
        taken.add(names[key].casefold())
    return names


def _with_frame(frame: str, label: str) -> str:
    """A label behind its frame, or alone where Excel would cut the two off."""
    both = f"{frame} {label}"
    return both if len(both) <= _LONGEST_NAME else label


def _free_name(wish: str, taken: AbstractSet[str]) -> str:
    name, number = wish, 2
    while name.casefold() in taken:
        name = f"{wish[: _LONGEST_NAME - 5]} ({number})"
        number += 1
    return name


def _height(cells: Sequence[str | float], widths: Sequence[float]) -> float:
    """The height of a row in points, so that wrapped text is whole also where a program does not measure it."""
    lines = max(
        (_lines(cell, width) for cell, width in zip(cells, widths, strict=True) if isinstance(cell, str)), default=1
    )
    return _LINE * min(lines, _MOST_LINES)


def _lines(text: str, width: float) -> int:
    if len(text) < width * _FILL and "\n" not in text:
        return 1
    return sum(1 + int(len(line) / (width * _FILL)) for line in text.split("\n"))


class Book:
    """A workbook under construction; ``names`` holds the sheet names of labels and kinds of source."""

    def __init__(self, workbook: Any, names: dict[tuple[str, str], str]) -> None:
        self.workbook = workbook
        self.names = names
        self._sheets: list[Any] = []
        self._shades: dict[tuple[str, bool], Any] = {}
        plain = {"font_name": "Calibri", "font_size": 11, "valign": "top"}
        self._text = workbook.add_format(plain)
        self._wrapped = workbook.add_format({**plain, "text_wrap": True})
        self._number = workbook.add_format({**plain, "num_format": "#,##0.##;-#,##0.##", "align": "right"})
        self._whole = workbook.add_format({**plain, "num_format": "#,##0", "align": "right"})
        self._note = workbook.add_format({**plain, "text_wrap": True, "italic": True, "font_color": "#444444"})
        self._title = workbook.add_format({"bold": True, "font_size": 18, "font_color": f"#{ACCENT}"})
        head = {"bold": True, "text_wrap": True, "valign": "top", "bg_color": f"#{ACCENT}", "font_color": "#FFFFFF"}
        self._head = workbook.add_format(head)
        self._head_right = workbook.add_format({**head, "align": "right"})
        self._link = workbook.add_format({"font_color": "#0B5394", "underline": 1})
        self._first = workbook.add_worksheet("Overzicht")

    def rows(
        self,
        name: str,
        columns: Sequence[Column],
        rows: Iterable[Sequence[str | float]],
        *,
        notes: Sequence[str] = (),
        colour: str = "",
        freeze_columns: int = 0,
        style: Callable[[int, int], Any] | None = None,
    ) -> Any:
        """A sheet with a table on it: the header, the rows, and the notes below; ``style`` gives a cell a format of its own."""
        sheet = self._new(name, colour)
        formats = [self._wrapped if column.wrap else self._text for column in columns]
        for number, column in enumerate(columns):
            sheet.set_column(number, number, column.width)
        # A heading also has to leave room for the arrow of the filter.
        sheet.set_row(0, _height([c.name for c in columns], [c.width - 3 for c in columns]))
        for number, column in enumerate(columns):
            sheet.write_string(0, number, column.name, self._head_right if column.figures else self._head)
        wrapped = [(number, column.width) for number, column in enumerate(columns) if column.wrap]
        last = 0
        for last, row in enumerate(rows, 1):
            if wrapped:
                sheet.set_row(last, _height([row[n] for n, _ in wrapped], [width for _, width in wrapped]))
            for number, value in enumerate(row):
                own = style(last - 1, number) if style else None
                if not isinstance(value, str):
                    sheet.write_number(
                        last, number, value, own or (self._whole if value == int(value) else self._number)
                    )
                elif value:
                    sheet.write_string(last, number, value, own or formats[number])
        sheet.autofilter(0, 0, max(last, 1), len(columns) - 1)
        sheet.freeze_panes(1, freeze_columns)
        self._notes(sheet, last + 2, notes, columns)
        return sheet

    def _notes(self, sheet: Any, row: int, notes: Sequence[str], columns: Sequence[Column]) -> None:
        """Notes below a table, each over as many of its columns as make a readable line."""
        across, width = 0, 0.0
        while across < len(columns) and (across == 0 or width < _LINE_WIDTH):
            width += columns[across].width
            across += 1
        for number, note in enumerate(notes, row):
            sheet.set_row(number, _height([note], [1.1 * width]))
            if across > 1:
                sheet.merge_range(number, 0, number, across - 1, note, self._note)
            else:
                sheet.write_string(number, 0, note, self._note)

    def flat(self, name: str, columns: Sequence[str], rows: Iterable[Sequence[str]], range_name: str) -> None:
        """A sheet that is nothing but a table, under a name by which other programs (Power BI, Power Query) find it."""
        sheet = self._new(name, "")
        sheet.set_column(0, len(columns) - 1, 18)
        for number, column in enumerate(columns):
            sheet.write_string(0, number, column, self._head)
        last = 0
        for last, row in enumerate(rows, 1):
            for number, value in enumerate(row):
                if value and columns[number] in {"nr", "volgorde"}:
                    sheet.write_number(last, number, int(value))
                elif value:
                    sheet.write_string(last, number, value)
        sheet.autofilter(0, 0, max(last, 1), len(columns) - 1)
        sheet.freeze_panes(1, 0)
        end = xl_rowcol_to_cell(max(last, 1), len(columns) - 1, row_abs=True, col_abs=True)
        self.workbook.define_name(range_name, f"='{name}'!$A$1:{end}")

    def overview(self, title: str, date: str, sections: Sequence[tuple[str, Sequence[str]]]) -> None:
        """The first sheet: what this is, the sentences that go with the figures under their headings, and the other sheets."""
        sheet = self._first
        sheet.hide_gridlines(2)
        sheet.set_portrait()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 1)
        for column in range(_ACROSS):
            sheet.set_column(column, column, _COVER / _ACROSS)
        sheet.write_string(0, 0, title, self._title)
        sheet.write_string(1, 0, date, self._text)
        row = 3
        for heading, lines in sections:
            if heading:
                sheet.merge_range(row, 0, row, _ACROSS - 1, heading, self._head)
                row += 1
            for line in filter(None, lines):
                sheet.set_row(row, _height([line], [1.1 * _COVER]))
                sheet.merge_range(row, 0, row, _ACROSS - 1, line, self._wrapped)
                row += 1
            row += 1
        sheet.merge_range(row, 0, row, _ACROSS - 1, "Werkbladen", self._head)
        self._links_from = row + 1

    def shaded(self, fill: str, ink: str, centred: bool = True) -> Any:
        """The format of a cell of a matrix; one per pair of colours."""
        key = fill, centred
        if key not in self._shades:
            self._shades[key] = self.workbook.add_format(
                {
                    "bg_color": f"#{fill}",
                    "font_color": f"#{ink}",
                    "align": "center" if centred else "left",
                    "border": 1,
                    "border_color": "#D9D9D9",
                }
            )
        return self._shades[key]

    def _new(self, name: str, colour: str) -> Any:
        sheet = self.workbook.add_worksheet(name)
        if colour:
            sheet.set_tab_color(f"#{colour}")
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        self._sheets.append(sheet)
        row, column = divmod(len(self._sheets) - 1, _ACROSS)
        self._first.write_url(self._links_from + row, column, f"internal:'{name}'!A1", self._link, string=name)
        return sheet
