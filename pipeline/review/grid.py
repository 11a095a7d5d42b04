"""Any file that a spreadsheet may hand back, as tables of strings; the only module here that knows openpyxl.

The format follows from the content, never from the name. A CSV gives one table per delimiter that could be meant, a
workbook one per worksheet; which of them is the review sheet is for ``read``.
"""

import csv
import io
import re
import warnings
import zipfile
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl

from pipeline.errors import SheetError, StoreError
from pipeline.extract.encoding import decode

DELIMITERS = (";", ",", "\t", "|")
HEAD = 15
_MOST_BYTES = 200 * 1024 * 1024
_MOST_UNPACKED = 1024 * 1024 * 1024
_MOST_COLUMNS = 256
_REMEDY = "Bewaar het in Excel of LibreOffice als 'CSV UTF-8' of als 'Excel-werkmap (.xlsx)' en probeer opnieuw."

Row = tuple[str, ...]


class Table(NamedTuple):
    """Rows of cells; the first has number 1, as the spreadsheet shows it. ``name`` is the worksheet, empty for CSV.

    ``head`` holds the first rows, by which a review sheet is known; ``rows`` gives all of them.
    """

    name: str
    head: Sequence[Row]
    rows: Callable[[], Sequence[Row]]


def read_workbook_or_csv(path: Path) -> list[Table]:
    """The tables in a file.

    Raises:
        StoreError: the file cannot be opened.
        SheetError: it is neither CSV nor a readable XLSX workbook.
    """
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise SheetError(f"{path.name} is te groot voor een beoordelingsblad. {_REMEDY}")
        data = path.read_bytes()
    except OSError as error:
        raise StoreError(
            f"{path} kan niet geopend worden ({error.strerror}). Controleer de naam, sluit het bestand in Excel en probeer opnieuw."
        ) from error
    if data.startswith(b"PK\x03\x04"):
        return _worksheets(path.name, data)
    if data.startswith((b"\xd0\xcf\x11\xe0", b"%PDF", b"{\\rtf")):
        raise SheetError(f"{path.name} is geen CSV en geen XLSX (misschien een oude .xls of een wachtwoord). {_REMEDY}")
    return _csv_tables(path.name, decode(data))


def _csv_tables(name: str, text: str) -> list[Table]:
    # Excel does not show the line "sep=;" as a row, so it does not count as one.
    text = re.sub(r"\A\"?sep=.\"?[^\r\n]{0,40}(?:\r\n|\r|\n)", "", text, flags=re.IGNORECASE)
    plain, packed = [], []
    for delimiter in (delimiter for delimiter in DELIMITERS if delimiter in text):
        head = _parsed(name, text, delimiter, HEAD)
        plain.append(Table("", head, partial(_parsed, name, text, delimiter)))
        # Opened with the wrong delimiter and saved again: each row is one cell that holds a line of CSV.
        if max((len(list(filter(None, row))) for row in head), default=0) == 1:
            packed += [
                Table("", _unpacked(name, head, inner), partial(_unpacked_rows, name, text, delimiter, inner))
                for inner in DELIMITERS
            ]
    return plain + packed


def _parsed(name: str, text: str, delimiter: str, most: int | None = None) -> list[Row]:
    limit = csv.field_size_limit(len(text) + 1)
    try:
        return [tuple(row) for row in islice(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), most)]
    except csv.Error as error:
        raise SheetError(f"{name} kan niet als CSV gelezen worden ({error}). {_REMEDY}") from error
    finally:
        csv.field_size_limit(limit)


def _unpacked(name: str, rows: Sequence[Row], delimiter: str) -> list[Row]:
    lines = "\r\n".join(next(filter(None, row), "") for row in rows)
    return _parsed(name, lines, delimiter)


def _unpacked_rows(name: str, text: str, outer: str, inner: str) -> list[Row]:
    return _unpacked(name, _parsed(name, text, outer), inner)


def _worksheets(name: str, data: bytes) -> list[Table]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > _MOST_UNPACKED:
                raise SheetError(f"{name} is uitgepakt te groot voor een beoordelingsblad. {_REMEDY}")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of each part of a workbook that it leaves out
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
            try:
                return [_table(sheet.title, list(_rows(sheet))) for sheet in book.worksheets]
            finally:
                book.close()
    except SheetError:
        raise
    except Exception as error:  # openpyxl lets errors of every library below it through
        raise SheetError(f"{name} kan niet als Excel-werkmap gelezen worden. {_REMEDY}") from error


def _table(name: str, rows: Sequence[Row]) -> Table:
    return Table(name, rows[:HEAD], lambda: rows)


def _rows(sheet: Any) -> Iterator[Row]:
    sheet.reset_dimensions()
    empty: list[Row] = []
    for cells in sheet.iter_rows(values_only=True):
        row = tuple(_shown(value) for value in cells[:_MOST_COLUMNS])
        if any(row):
            yield from empty
            empty.clear()
            yield row
        else:
            empty.append(())


def _shown(value: Any) -> str:
    """The value of a cell as a person reads it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "WAAR" if value else "ONWAAR"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else str(value).replace(".", ",")
    if isinstance(value, datetime | date):
        return value.strftime("%d/%m/%Y")
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda match: chr(int(match[1], 16)), str(value))
