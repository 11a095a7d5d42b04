"""A review sheet in, as CSV or workbook, whatever Excel or LibreOffice made of it; read by rule and never by guess.

Out comes a ``Sheet`` with one ``SheetRow`` per row of the reviewer and a ``SheetProblem`` for each cell that cannot be
understood. Whether the rows exist and what they change is for ``confirm``.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import get_args

from pipeline.cells import unguarded
from pipeline.errors import SheetError
from pipeline.frameworks import NO_LABEL, Frame
from pipeline.review.cells import read_decision, read_labels, read_status
from pipeline.review.columns import DECISION, ID, REMARK, STATUS, TEXT, columns, label_columns
from pipeline.review.grid import HEAD, Row, Table, read_workbook_or_csv
from pipeline.review.text import is_error, tidy
from pipeline.schema import Record, Status, Verdict

_ROW_ID = re.compile(r"\bact-\d{5}-[0-9a-f]{4}\b", re.IGNORECASE)


class SheetProblem(Record):
    """A cell that cannot be understood: where it stands, what it holds and what is allowed. ``id`` is the row, if known."""

    sheet: str
    row: int
    column: str
    value: str
    allowed: str
    id: str = ""

    def __str__(self) -> str:
        """The problem in one line of Dutch."""
        value = self.value if len(self.value) <= 60 else self.value[:57] + "…"
        where = f"{self.sheet}, rij {self.row}" + (f", kolom {self.column}" if self.column else "")
        return f"{where}: '{value}'. {self.allowed}" if value else f"{where}: {self.allowed}"


class SheetRow(Record):
    """One row as the reviewer left it.

    ``sheet`` names file and worksheet, ``row`` is the number that the spreadsheet shows; ``labels`` maps a column (``sdg_1``) to
    the label ids in it, without the columns that the sheet lacks or whose value is not understood; ``status`` is None when
    empty or not allowed; ``raw`` holds the cells by known column, untouched.
    """

    sheet: str
    row: int
    id: str
    decision: Verdict | None
    text: str
    labels: dict[str, tuple[str, ...]]
    remark: str
    status: Status | None
    raw: dict[str, str]
    problems: tuple[SheetProblem, ...] = ()


class Sheet(Record):
    """A sheet as read: its rows, and what is wrong with the sheet as a whole.

    ``columns`` are the known columns that it has; ``reviewer`` is who filled it, empty for the one who confirms.
    """

    name: str
    columns: tuple[str, ...]
    rows: tuple[SheetRow, ...]
    problems: tuple[SheetProblem, ...] = ()
    reviewer: str = ""


def read_sheet(path: Path, frames: Mapping[str, Frame], reviewer: str = "") -> Sheet:
    """Read a review sheet in CSV or XLSX.

    Raises:
        StoreError: the file cannot be opened.
        SheetError: it is no review sheet: another format, or without the columns rij_id and beslissing.
    """
    tables = read_workbook_or_csv(path)
    headed = [(table, *found) for table in tables if (found := _heading(table, frames))]
    if not headed:
        raise SheetError(
            f"{path.name} is geen beoordelingsblad: de kolommen {ID} en {DECISION} staan niet samen in de eerste "
            f"{HEAD} rijen. Zet de kolomtitels terug zoals in suggesties.csv."
        )
    if not headed[0][0].name:
        # Of a CSV only one reading is right: the delimiter under which most headings are known.
        headed = [max(headed, key=lambda found: len(set(found[2]) - {""}))]
    sheets = [
        _Reader(f"{path.name}, werkblad {table.name}" if len(headed) > 1 else path.name, at, names, frames).read(table)
        for table, at, names in headed
    ]
    own = {name for frame in frames.values() for name in label_columns(frame)}
    if len({frozenset(sheet.columns) & own for sheet in sheets}) > 1:
        raise SheetError(
            f"{path.name}: de werkbladen hebben niet dezelfde kolommen met labels. Zet ze gelijk of bewaar elk werkblad apart."
        )
    return Sheet(
        name=path.name,
        columns=tuple(name for name in columns(frames) if all(name in sheet.columns for sheet in sheets)),
        rows=tuple(row for sheet in sheets for row in sheet.rows),
        problems=tuple(problem for sheet in sheets for problem in sheet.problems),
        reviewer=reviewer,
    )


def _heading(table: Table, frames: Mapping[str, Frame]) -> tuple[int, list[str]] | None:
    """The place of the row with headings and the known column of each cell in it (empty: not one of ours)."""
    known = {re.sub(r"[\W_]", "", name): name for name in columns(frames)}
    for at, row in enumerate(table.head):
        names = [known.get(re.sub(r"[\W_]", "", tidy(cell).casefold()), "") for cell in row]
        if ID in names and DECISION in names:
            return at, names
    return None


class _Reader:
    """Reads the rows below one row of headings."""

    def __init__(self, sheet: str, at: int, names: Sequence[str], frames: Mapping[str, Frame]) -> None:
        self._sheet, self._at, self._names, self._frames = sheet, at, names, frames
        self._labels_of = {frame.id: label_columns(frame) for frame in frames.values()}
        self._read = {ID, DECISION, TEXT, REMARK, STATUS}.union(*self._labels_of.values())
        self._known: dict[tuple[str, str], tuple[str, ...] | None] = {}

    def read(self, table: Table) -> Sheet:
        """All rows of the table as a sheet.

        Raises:
            SheetError: rij_id or beslissing stands there twice, so nobody can say which counts.
        """
        counts = Counter(name for name in self._names if name)
        twice = [name for name, count in counts.items() if count > 1 and name in self._read]
        if {ID, DECISION} & set(twice):
            raise SheetError(
                f"{self._sheet}: kolom {twice[0]} komt {counts[twice[0]]} keer voor. Houd er één over en probeer opnieuw."
            )
        allowed = "Deze kolom komt meer dan eens voor; houd er één over."
        below = table.rows()[self._at + 1 :]
        broken = set() if table.name else self._broken(below)
        rows = (self._row(self._at + 2 + number, row, number in broken) for number, row in enumerate(below))
        return Sheet(
            name=self._sheet,
            columns=tuple(counts),
            rows=tuple(row for row in rows if row is not None),
            problems=tuple(
                SheetProblem(sheet=self._sheet, row=self._at + 1, column=name, value="", allowed=allowed)
                for name in twice
            ),
        )

    def _broken(self, rows: Sequence[Row]) -> set[int]:
        """The rows of a CSV that stop short, with the rest of them on the next line: a line break that was not quoted."""
        filled = [number for number, row in enumerate(rows) if any(cell.strip() for cell in row)]
        upto = self._names.index(ID) + 1
        return {
            number
            for number, following in pairwise(filled)
            if len(rows[number]) < len(self._names) and not _ROW_ID.search("".join(rows[following][:upto]))
        }

    def _row(self, number: int, row: Row, broken: bool) -> SheetRow | None:
        raw: dict[str, str] = {}
        for name, cell in zip(self._names, (*row, *[""] * (len(self._names) - len(row))), strict=False):
            if name:
                raw.setdefault(name, cell)
        cells = {name: unguarded(tidy(value)).strip() for name, value in raw.items() if name in self._read}
        row_id = re.sub(r"[‐‑–—−?]", "-", cells[ID].strip("'\" ")).casefold()
        # Blank lines, headings repeated by pasting sheets below each other, and notes of the reviewer's own.
        if row_id == ID or (not row_id and not cells[DECISION]):
            return None
        finder = _Finder(self._sheet, number, row_id)
        decision = read_decision(cells[DECISION])
        if decision is None and cells[DECISION].strip(" '\""):
            finder.add(DECISION, cells[DECISION], "Toegelaten: ja, nee of leeg.")
        # What is wrong with the other cells matters only where they would be confirmed.
        noted = finder if decision == "ja" else _Finder(self._sheet, number, row_id)
        labels = {name: found for frame in self._frames.values() for name, found in self._labels(cells, frame, noted)}
        status = self._status(cells, noted)
        if not row_id:
            finder.add(
                ID, "", "Deze rij heeft een beslissing maar geen rij_id. Zet ze terug of maak de beslissing leeg."
            )
        if any(("\n" in cell or "\r" in cell) and _ROW_ID.search(cell) for cell in row):
            finder.add(
                "", "", "Hier zijn rijen in elkaar geschoven: een aanhalingsteken te veel of te weinig. Herstel de cel."
            )
        if broken:
            finder.add("", "", "Deze rij is afgebroken door een regeleinde. Voeg de stukken weer samen.")
        if any(cell.strip() for cell in row[len(self._names) :]):
            finder.add("", "", "Deze rij heeft meer cellen dan er kolomtitels zijn. Schuif de cellen terug.")
        return SheetRow(
            sheet=self._sheet,
            row=number,
            id=row_id,
            decision=decision,
            text=cells.get(TEXT, ""),
            labels=labels,
            remark=cells.get(REMARK, ""),
            status=status,
            raw=raw,
            problems=tuple(finder.problems),
        )

    def _labels(self, cells: Mapping[str, str], frame: Frame, finder: "_Finder") -> list[tuple[str, tuple[str, ...]]]:
        """The columns of one frame that are understood, each with its label ids."""
        found = []
        for name in self._labels_of[frame.id]:
            if name not in cells:
                continue
            given = self._label(cells[name], frame)
            if given is not None:
                found.append((name, given))
            else:
                example = frame.show(frame.ids[0])
                finder.add(
                    name, cells[name], f"Toegelaten: één waarde uit de lijst (bv. '{example}'), leeg of {NO_LABEL}."
                )
        if len({label for _, given in found for label in given}) > frame.max_labels:
            name = found[0][0]
            finder.add(name, cells[name], f"Toegelaten: hoogstens {frame.max_labels} labels per rij.")
        return found

    def _label(self, value: str, frame: Frame) -> tuple[str, ...] | None:
        key = (frame.id, value)
        if key not in self._known:
            self._known[key] = read_labels(value, frame)
        return self._known[key]

    def _status(self, cells: Mapping[str, str], finder: "_Finder") -> Status | None:
        value = cells.get(STATUS, "")
        status = read_status(value)
        if status is None and value and not is_error(value):
            finder.add(STATUS, value, f"Toegelaten: {', '.join(get_args(Status))}.")
        return status


class _Finder:
    """Collects what is wrong with one row."""

    def __init__(self, sheet: str, row: int, row_id: str) -> None:
        self._sheet, self._row, self._id = sheet, row, row_id
        self.problems: list[SheetProblem] = []

    def add(self, column: str, value: str, allowed: str) -> None:
        """Note one problem."""
        self.problems.append(
            SheetProblem(sheet=self._sheet, row=self._row, column=column, value=value, allowed=allowed, id=self._id)
        )
