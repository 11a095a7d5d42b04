"""The review sheet out and in with 20,000 rows, and the reports of 5,000 confirmed rows."""

import csv
import io
import time
from pathlib import Path

from pipeline.inventory import build
from pipeline.report.make import make_all
from pipeline.review.confirm import review
from pipeline.review.export import export_sheets
from pipeline.review.read import read_sheet
from tests import foto
from tests.bench.figure import Figure, peak_mb
from tests.printed import number
from tests.review_rig import FRAMES, TIME, suggestions

ROWS, CONFIRMED = 20_000, 5_000
_SHEET, _FILLED = "suggesties", "nagekeken.csv"


def export(folder: str) -> list[Figure]:
    rows = suggestions(ROWS)
    start = time.perf_counter()
    sheet, book = export_sheets(Path(folder), rows, FRAMES, [])
    seconds = time.perf_counter() - start
    peak = peak_mb()
    _fill(sheet, Path(folder) / _FILLED)
    size = f"CSV {_megabytes(sheet)}, XLSX {_megabytes(book)}"
    return [Figure("blad schrijven, CSV en XLSX", ROWS, "rijen", seconds, size, peak)]


def confirm(folder: str) -> list[Figure]:
    """The filled-in CSV; every row is decided."""
    rows = suggestions(ROWS)
    start = time.perf_counter()
    preview = review([read_sheet(Path(folder) / _FILLED, FRAMES)], rows, [], FRAMES, "An", TIME)
    seconds = time.perf_counter() - start
    return [
        Figure(
            "blad lezen en beslissen, CSV",
            ROWS,
            "rijen",
            seconds,
            f"{number(len(preview.decisions))} beslissingen",
            peak_mb(),
        )
    ]


def workbook(folder: str) -> list[Figure]:
    """The workbook as it was written: every row is read, none is decided."""
    rows = suggestions(ROWS)
    start = time.perf_counter()
    preview = review([read_sheet(Path(folder) / f"{_SHEET}.xlsx", FRAMES)], rows, [], FRAMES, "An", TIME)
    seconds = time.perf_counter() - start
    return [Figure("blad lezen, XLSX", ROWS, "rijen", seconds, f"{number(preview.undecided)} nog open", peak_mb())]


def report(folder: str) -> list[Figure]:
    one = [decision for decision in foto.voorbeeldegem() if decision.verdict == "ja"]
    decisions = [
        one[n % len(one)].model_copy(update={"id": f"act-{n:05d}-bench", "text": f"{one[n % len(one)].text} ({n})"})
        for n in range(CONFIRMED)
    ]
    start = time.perf_counter()
    inventory = build(decisions)
    paths = make_all(inventory, foto.context(decisions), Path(folder))
    seconds = time.perf_counter() - start
    size = f"samen {_megabytes(*paths)}"
    return [Figure("lokale foto maken, vijf bestanden", len(inventory.items), "acties", seconds, size, peak_mb())]


def _megabytes(*paths: Path) -> str:
    return f"{number(sum(path.stat().st_size for path in paths) / 1e6, 1)} MB"


def _fill(sheet: Path, target: Path) -> None:
    """Write ``ja`` in every row."""
    with sheet.open(encoding="utf-8-sig", newline="") as stream:
        head, *rows = csv.reader(stream, delimiter=";")
    column = head.index("beslissing")
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    writer.writerows([head, *([*row[:column], "ja", *row[column + 1 :]] for row in rows)])
    target.write_bytes(buffer.getvalue().encode("utf-8-sig"))
