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

from pipeline.errors import SheetError
from pipeline.frameworks import NO_LABEL, Frame
from pipeline.review.columns import DECISION, ID, REMARK, STATUS, TEXT, columns, label_columns, unguarded
from pipeline.review.grid import Row, Table, read_workbook_or_csv
from pipeline.review.text import is_error, tidy
from pipeline.schema import Record, Status, Verdict

_HEADING_WITHIN = 15
_YES, _NO = {"ja", "j", "x", "yes", "y", "✓", "✔", "√"}, {"nee", "neen", "n", "no"}
_NOTHING = {"", "-", "/", "nvt", NO_LABEL}
# Between labels in one cell. A comma comes last, as it also stands inside names.
_SEPARATORS = (r"[;/|+&\n]", r"(?i)[;/|+&\n]|(?:,|\sen)\s*(?=sdg)", r"[;/|+&\n]|,(?=\s*[^\d\s])")
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

    ``sheet`` names file and worksheet, ``row`` is the number that the spreadsheet shows; ``labels`` maps a column (``sdg_1``) to the label ids in it, without
    the columns that the sheet lacks or whose value is not understood; ``status`` is None when empty or not allowed; ``raw`` holds
    the cells by known column, untouched.
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
    headed = [(table, at, names) for table in tables if (found := _heading(table, frames)) for at, names in [found]]
    if not headed:
        raise SheetError(
            f"{path.name} is geen beoordelingsblad: de kolommen {ID} en {DECISION} staan niet samen in de eerste "
            f"{_HEADING_WITHIN} rijen. Zet de kolomtitels terug zoals in suggesties.csv."
        )
    if not headed[0][0].name:
        # Of a CSV only one reading is right: the delimiter under which most headings are known.
        headed = [max(headed, key=lambda found: len(set(found[2]) - {""}))]
    sheets = [_sheet(_called(path, table, len(headed)), table, at, names, frames) for table, at, names in headed]
    return Sheet(
        name=path.name,
        columns=tuple(name for name in columns(frames) if all(name in sheet.columns for sheet in sheets)),
        rows=tuple(row for sheet in sheets for row in sheet.rows),
        problems=tuple(problem for sheet in sheets for problem in sheet.problems),
        reviewer=reviewer,
    )


def read_decision(value: str) -> Verdict | None:
    """``ja`` or ``nee`` for what a reviewer typed, None when it is neither.

    >>> read_decision("JA "), read_decision("x"), read_decision("Neen."), read_decision("ja?")
    ('ja', 'ja', 'nee', None)
    """
    word = value.casefold().strip(" .!'\"\n\t")
    return "ja" if word in _YES else "nee" if word in _NO else None


def read_labels(value: str, frame: Frame) -> tuple[str, ...] | None:
    """The label ids in one cell, none when it is empty or ``geen``, None when it is not understood.

    Two numbers with a comma between them stay unread: Excel makes the number 3,1 out of "3,10".
    """
    bare = value.strip(" .,;'\"\n\t")
    if _key(bare) in _NOTHING or _key(bare) == NO_LABEL + _key(frame.name):
        return ()
    if (label := _read_label(bare, frame)) is not None:
        return (label,)
    for separator in _SEPARATORS if re.search(r"[^\W\d_]", bare) else _SEPARATORS[:1]:
        parts = [_read_label(part.strip(), frame) for part in re.split(separator, bare) if part.strip()]
        known = [part for part in parts if part is not None]
        if len(parts) > 1 and len(known) == len(parts):
            return tuple(dict.fromkeys(known))
    return None


def _read_label(value: str, frame: Frame) -> str | None:
    whole = re.sub(r"(?<=\d)[.,]0+$", "", value)
    # The frame drops all punctuation: "1/2" and "3,1" would become the labels 12 and 31, "11?" a certain 11.
    if len(re.findall(r"\d+", whole)) > 1 or re.search(r"[?!<>=*~%#]|^[-+]\s*\d", whole):
        return None
    return frame.read_label(whole)


def _key(value: str) -> str:
    value = value.casefold().strip()
    return re.sub(r"[^\w/-]|_", "", value) or value


def _called(path: Path, table: Table, tables: int) -> str:
    return f"{path.name}, werkblad {table.name}" if tables > 1 else path.name


def _heading(table: Table, frames: Mapping[str, Frame]) -> tuple[int, list[str]] | None:
    """The place of the row with headings and the known column of each cell in it (empty: not one of ours)."""
    known = {re.sub(r"[\W_]", "", name): name for name in columns(frames)}
    for at, row in enumerate(table.rows[:_HEADING_WITHIN]):
        names = [known.get(re.sub(r"[\W_]", "", tidy(cell).casefold()), "") for cell in row]
        if ID in names and DECISION in names:
            return at, names
    return None


def _sheet(name: str, table: Table, at: int, names: Sequence[str], frames: Mapping[str, Frame]) -> Sheet:
    counts = Counter(column for column in names if column)
    read = {ID, DECISION, TEXT, REMARK, STATUS} | {column for f in frames.values() for column in label_columns(f)}
    twice = [column for column, count in counts.items() if count > 1 and column in read]
    if {ID, DECISION} & set(twice):
        raise SheetError(
            f"{name}: kolom {twice[0]} komt {counts[twice[0]]} keer voor. Houd er één over en probeer opnieuw."
        )
    problems = tuple(
        SheetProblem(
            sheet=name,
            row=at + 1,
            column=column,
            value="",
            allowed="Deze kolom komt meer dan eens voor; houd er één over.",
        )
        for column in twice
    )
    below = table.rows[at + 1 :]
    broken = set() if table.name else _broken(below, names)
    rows = (_row(name, at + 2 + n, row, names, frames, n in broken) for n, row in enumerate(below))
    return Sheet(
        name=name, columns=tuple(counts), rows=tuple(row for row in rows if row is not None), problems=problems
    )


def _broken(rows: Sequence[Row], names: Sequence[str]) -> set[int]:
    """The rows of a CSV that stop short, with the rest of them on the next line: a line break that was not quoted."""
    filled = [number for number, row in enumerate(rows) if any(cell.strip() for cell in row)]
    return {
        number
        for number, following in pairwise(filled)
        if len(rows[number]) < len(names) and not _ROW_ID.search("".join(rows[following][: names.index(ID) + 1]))
    }


def _row(
    sheet: str, number: int, row: Row, names: Sequence[str], frames: Mapping[str, Frame], broken: bool
) -> SheetRow | None:
    raw: dict[str, str] = {}
    for name, cell in zip(names, (*row, *[""] * (len(names) - len(row))), strict=False):
        if name:
            raw.setdefault(name, cell)
    cells = {name: tidy(unguarded(tidy(value))) for name, value in raw.items()}
    row_id = re.sub(r"[‐‑–—−?]", "-", cells[ID].strip("'\" ")).casefold()
    # Blank lines, headings repeated by pasting sheets below each other, and notes of the reviewer's own.
    if row_id == ID or (not row_id and not cells[DECISION]):
        return None
    finder = _Finder(sheet, number, row_id)
    decision = _decision(cells, finder)
    labels: dict[str, tuple[str, ...]] = {}
    for frame in frames.values():
        _labels(cells, frame, labels, finder if decision == "ja" else None)
    if not row_id:
        finder.add(
            ID, "", "Deze rij heeft een beslissing maar geen rij_id. Zet de rij_id terug of maak de beslissing leeg."
        )
    if any("\n" in cell and _ROW_ID.search(cell) for cell in cells.values()):
        finder.add(
            "", "", "Hier zijn rijen in elkaar geschoven: een aanhalingsteken te veel of te weinig. Herstel de cel."
        )
    if broken:
        finder.add("", "", "Deze rij is afgebroken door een regeleinde. Voeg de stukken weer samen.")
    if any(tidy(cell) for cell in row[len(names) :]):
        finder.add("", "", "Deze rij heeft meer cellen dan er kolomtitels zijn. Schuif de cellen terug.")
    return SheetRow(
        sheet=sheet,
        row=number,
        id=row_id,
        decision=decision,
        text=cells.get(TEXT, ""),
        labels=labels,
        remark=cells.get(REMARK, ""),
        status=_status(cells, finder if decision == "ja" else None),
        raw=raw,
        problems=tuple(finder.problems),
    )


class _Finder:
    """Collects what is wrong with one row."""

    def __init__(self, sheet: str, row: int, row_id: str) -> None:
        self._sheet, self._row, self._id = sheet, row, row_id
        self.problems: list[SheetProblem] = []

    def add(self, column: str, value: str, allowed: str) -> None:
        self.problems.append(
            SheetProblem(sheet=self._sheet, row=self._row, column=column, value=value, allowed=allowed, id=self._id)
        )


def _decision(cells: Mapping[str, str], finder: _Finder) -> Verdict | None:
    value = cells[DECISION]
    decision = read_decision(value)
    if decision is None and value.strip(" '\""):
        finder.add(DECISION, value, "Toegelaten: ja, nee of leeg.")
    return decision


def _labels(cells: Mapping[str, str], frame: Frame, labels: dict[str, tuple[str, ...]], finder: _Finder | None) -> None:
    """Add the labels of one frame to ``labels``; without a finder (nothing is confirmed) what is wrong stays unsaid."""
    for column in label_columns(frame):
        if column not in cells:
            continue
        given = read_labels(cells[column], frame)
        if given is not None:
            labels[column] = given
        elif finder:
            example = frame.show(frame.ids[0])
            finder.add(
                column, cells[column], f"Toegelaten: één waarde uit de lijst (bv. '{example}'), leeg of {NO_LABEL}."
            )
    distinct = {label for column in label_columns(frame) for label in labels.get(column, ())}
    if finder and len(distinct) > frame.max_labels:
        first = label_columns(frame)[0]
        finder.add(first, cells.get(first, ""), f"Toegelaten: hoogstens {frame.max_labels} labels per rij.")


def _status(cells: Mapping[str, str], finder: _Finder | None) -> Status | None:
    value = cells.get(STATUS, "").casefold().strip(" .")
    found = next((status for status in get_args(Status) if status == value), None)
    if found is None and value and finder and not is_error(value):
        finder.add(STATUS, cells[STATUS], f"Toegelaten: {', '.join(get_args(Status))}.")
    return found
