"""Spreadsheets: CSV in any delimiter and encoding, XLSX with several sheets, title blocks and merged cells."""

import csv
import datetime
import io
import math
import re
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

import openpyxl
from lxml import etree
from openpyxl.utils import range_boundaries
from openpyxl.utils.exceptions import InvalidFileException

from pipeline.errors import DocumentError, ResourceLimitError
from pipeline.extract.encoding import decode
from pipeline.extract.flow import Flow
from pipeline.extract.package import Package, check_xml
from pipeline.extract.rows import Row, add_table
from pipeline.schema import Extraction, Problem

MAX_ROWS = 200_000
MAX_CELLS = 4_000_000
MAX_COLUMNS = 1_000
_DELIMITERS = (";", ",", "\t", "|")
_NAMELESS = re.compile(r"^(?:sheet|blad|werkblad|tabel|export)\s*\d*$", re.IGNORECASE)
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s+ref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"')
# Whatever openpyxl lets escape on damaged workbooks, found with the mutated files of the tests.
_DAMAGED = (
    InvalidFileException, zipfile.BadZipFile, ParseError, etree.LxmlError, SyntaxError, KeyError, ValueError, TypeError, IndexError, AttributeError, OSError,
    EOFError, OverflowError, NotImplementedError, RuntimeError, AssertionError, StopIteration,
)  # fmt: skip


def read_csv(path: Path) -> Extraction:
    """The rows of a CSV file; cells may hold several lines.

    Raises:
        DocumentError: no rows, or far too many.
    """
    text = decode(path.read_bytes()).replace("\0", "")
    first, _, rest = text.partition("\n")
    named = re.match(r"^\"?sep=(.)\"?\s*$", first)
    text = rest if named else text
    delimiter = named.group(1) if named else _delimiter(text)
    flow = Flow(unit="rij")
    rows: list[Row] = []
    for number, cells in enumerate(_records(text, delimiter), 1):
        if len(rows) >= MAX_ROWS:
            raise ResourceLimitError(f"Het bestand telt meer dan {MAX_ROWS} rijen; splits het.")
        if any(cell.strip() for cell in cells):
            rows.append(Row(f"rij {number + bool(named)}", tuple(cells[:MAX_COLUMNS])))
    add_table(flow, rows)
    return flow.done()


def _records(text: str, delimiter: str) -> Iterator[list[str]]:
    """The records of the text; a quote that is never closed must not swallow the rest of the file."""
    csv.field_size_limit(10**6)
    stream = io.StringIO(text, newline="")
    try:
        yield from csv.reader(stream, delimiter=delimiter)
    except csv.Error as error:
        raise DocumentError(
            "Een cel is niet goed afgesloten met aanhalingstekens. Open het bestand in Excel en bewaar het opnieuw als CSV."
        ) from error


def _delimiter(text: str) -> str:
    """The delimiter under which most records have the same number (above one) of cells."""
    sample = text[:200_000]

    def score(delimiter: str) -> tuple[float, int]:
        widths: dict[int, int] = {}
        try:
            for number, cells in enumerate(csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)):
                widths[len(cells)] = widths.get(len(cells), 0) + (1 if cells else 0)
                if number > 200:
                    break
        except csv.Error:
            return 0.0, 0
        total = sum(widths.values())
        width, count = max(((w, c) for w, c in widths.items() if w > 1), key=lambda wc: (wc[1], wc[0]), default=(1, 0))
        return (count / total if total else 0.0), width

    # The order settles a tie: a Belgian Excel writes semicolons.
    return max(_DELIMITERS, key=score)


def read_xlsx(path: Path) -> Extraction:
    """The rows of every visible sheet, hidden sheets set aside.

    Raises:
        DocumentError: the workbook is damaged or far too large.
    """
    merged = _merged_ranges(path)
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)
        try:
            return _read_book(book, merged)
        finally:
            book.close()
    except DocumentError:
        raise
    except _DAMAGED as error:
        raise DocumentError(
            "De werkmap is beschadigd of onvolledig. Open ze in Excel en bewaar ze opnieuw als .xlsx."
        ) from error


def _merged_ranges(path: Path) -> dict[str, list[tuple[int, int, int, int]]]:
    """The merged ranges per part, which openpyxl does not give when it streams; also refuses what is no workbook."""
    merged: dict[str, list[tuple[int, int, int, int]]] = {}
    with Package(path) as package:
        for name in package.names:
            if not name.lower().endswith(".xml") or not name.startswith("xl/"):
                continue
            data = package.read(name)
            check_xml(data, name)
            if name.startswith("xl/worksheets/"):
                found = _MERGED.findall(data)[:50_000]
                merged[name] = [_bounds(reference.decode("ascii")) for reference in found]
    return merged


def _bounds(reference: str) -> tuple[int, int, int, int]:
    left, top, right, bottom = (int(number or 0) for number in range_boundaries(reference))
    return left, top, right, bottom


def _read_book(book: Any, merged: dict[str, list[tuple[int, int, int, int]]]) -> Extraction:
    flow = Flow()
    budget = [MAX_CELLS]
    visible = sum(sheet.sheet_state == "visible" for sheet in book.worksheets)
    for sheet in book.worksheets:
        part = str(getattr(sheet, "_worksheet_path", "")).lstrip("/")
        flow.zone = sheet.sheet_state != "visible"
        flow.heading_level = 0
        rows = _sheet_rows(sheet, merged.get(part, []), budget)
        if rows and flow.zone:
            message = "Dit verborgen werkblad is opzij gezet. Maak het in Excel zichtbaar als er acties in staan."
            flow.problems.append(Problem(place=f"werkblad {sheet.title}", message=message))
        elif rows and visible > 1 and not _NAMELESS.match(sheet.title):
            flow.heading(sheet.title, 1, f"werkblad {sheet.title}")
        add_table(flow, rows)
    return flow.done()


def _sheet_rows(sheet: Any, ranges: Sequence[tuple[int, int, int, int]], budget: list[int]) -> list[Row]:
    sheet.reset_dimensions()
    tops: dict[int, list[tuple[int, int, int, int]]] = {}
    for bounds in ranges:
        tops.setdefault(bounds[1], []).append(bounds)
    rows: list[Row] = []
    for number, cells in enumerate(sheet.iter_rows(), 1):
        budget[0] -= len(cells) + 1
        if budget[0] < 0 or len(rows) > MAX_ROWS:
            raise ResourceLimitError(f"Werkblad {sheet.title} bevat te veel cellen; bewaar alleen het nodige deel.")
        values = [_shown(cell) for cell in cells[:MAX_COLUMNS]]
        if any(values):
            rows.append(_row(sheet.title, number, values, cells, tops.get(number, [])))
    return rows


def _row(title: str, number: int, values: list[str], cells: Any, merged: Sequence[tuple[int, int, int, int]]) -> Row:
    spread = list(values)
    whole = False
    for left, _, right, _ in merged:
        if left <= len(values) and values[left - 1]:
            spread += [""] * (min(right, MAX_COLUMNS) - len(spread))
            spread[left - 1 : right] = [values[left - 1]] * (min(right, MAX_COLUMNS) - left + 1)
            whole = whole or (right - left >= 1 and sum(map(bool, values)) == 1)
    bold = all(_is_bold(cell) for cell, value in zip(cells, values, strict=False) if value)
    padded = values + [""] * (len(spread) - len(values))
    return Row(f"werkblad {title}, rij {number}", tuple(padded), tuple(spread), whole=whole, bold=bold)


def _is_bold(cell: Any) -> bool:
    font = getattr(cell, "font", None)
    return bool(font is not None and font.b)


def _shown(cell: Any) -> str:
    """A cell as a Belgian Excel shows it, near enough to find it back."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Ja" if value else "Neen"
    if isinstance(value, datetime.datetime):
        return value.strftime("%d/%m/%Y %H:%M" if value.hour or value.minute else "%d/%m/%Y")
    if isinstance(value, datetime.date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, int | float):
        return _number(float(value), str(getattr(cell, "number_format", "") or ""))
    text = str(value).strip()
    return (
        ""
        if re.match(r"^#(?:N/[AB]|REF!|VERW!|NAAM\?|NAME\?|WAARDE!|VALUE!|DIV/0!|DEEL/0!|NULL!|GETAL!|NUM!)$", text)
        else text
    )


def _number(value: float, form: str) -> str:
    if "%" in form:
        return f"{value * 100:.4g}".replace(".", ",") + " %"
    if not math.isfinite(value):
        return ""
    return str(int(value)) if value == int(value) else f"{round(value, 6):f}".rstrip("0").replace(".", ",")
