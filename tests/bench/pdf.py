"""How fast the PDF reader is, beside what it cannot beat (PDFium's text and boxes) and what others use (pdfplumber).

Every tool runs in a fresh process on one core, so that peak memory is its own.
"""

import multiprocessing
import time
from collections.abc import Sequence
from pathlib import Path

import pdfplumber
import pypdfium2

from pipeline.errors import DocumentError
from pipeline.extract import pdf
from pipeline.extract.pdf.grid import find_tables
from pipeline.extract.pdf.pdfium import Pdf
from pipeline.schema import Record
from tests.bench.figure import PDFS, ROOT, Figure, peak_mb
from tests.printed import number

LIMIT = "pypdfium2 tekst + tekenvakken"
OWN = "lokale-foto"
OTHERS = "pdfplumber woorden + tabellen"
OWN_TABLES = "lokale-foto, alleen tabelpagina's"
OTHER_TABLES = "pdfplumber extract_tables, dezelfde pagina's"
# Cells count as the same when their edges differ by less than this many points.
SAME_EDGE = 3.0
PLAN = ROOT / "data" / "raw" / "meerjarenplan-2026-2031.pdf"


class PdfFigure(Record):
    """One tool on one document; ``peak_mb`` is None where the system does not tell, ``cells`` where none are read."""

    document: str
    tool: str
    pages: int
    seconds: float
    pages_per_second: float
    peak_mb: float | None
    cells: int | None = None
    same_cells: float | None = None


def long_plan(folder: str) -> list[Figure]:
    """The figures of a long plan, made in the folder."""
    plan = Path(folder) / "plan-200.pdf"
    repeated_plan(PLAN, plan)
    return measure(str(plan))


def measure(path: str) -> list[Figure]:
    """The figures of one PDF, each beside pdfplumber in the same run.

    Raises:
        DocumentError: the file is no PDF, or it is locked.
    """
    with Pdf(Path(path)):
        pass
    return _shown(bench_pdf([Path(path)]))


def _shown(figures: Sequence[PdfFigure]) -> list[Figure]:
    speed = {(figure.document, figure.tool): figure.pages_per_second for figure in figures}
    shown = []
    for figure in figures:
        other = speed[figure.document, OTHER_TABLES if figure.cells is not None else OTHERS]
        beside = f"{number(figure.pages_per_second / other, 1)} x pdfplumber" if other else ""
        if figure.same_cells is not None:
            beside += f", {number(100 * figure.same_cells, 1)} % dezelfde cellen"
        shown.append(
            Figure(
                f"{figure.document}: {figure.tool}", figure.pages, "p.", figure.seconds, beside, figure.peak_mb, PDFS
            )
        )
    return shown


def repeated_plan(source: Path, target: Path, pages: int = 200) -> None:
    """Write a long plan: the pages of a shorter one over and over.

    Raises:
        DocumentError: the source cannot be opened.
    """
    try:
        with pypdfium2.PdfDocument(source) as plan, pypdfium2.PdfDocument.new() as target_plan:
            while len(target_plan) < pages:
                target_plan.import_pages(plan, list(range(min(len(plan), pages - len(target_plan)))))
            target_plan.save(target)
    except (pypdfium2.PdfiumError, OSError) as error:
        raise DocumentError(f"{source.name} kan niet gelezen worden om de meting voor te bereiden.") from error


def bench_pdf(paths: Sequence[Path]) -> list[PdfFigure]:
    """The figures of every tool on every document, in the order given."""
    figures = []
    for path in paths:
        figures += [_measured(tool, path) for tool in (LIMIT, OWN, OTHERS)]
        if _table_pages(path):
            figures += [_measured(tool, path) for tool in (OWN_TABLES, OTHER_TABLES)]
    return figures


def _measured(tool: str, path: Path) -> PdfFigure:
    """Run one tool in a process of its own."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_measure, (tool, path))


def _measure(tool: str, path: Path) -> PdfFigure:
    run = {LIMIT: _limit, OWN: _own, OTHERS: _others, OWN_TABLES: _own_tables, OTHER_TABLES: _other_tables}[tool]
    numbers = _table_pages(path) if tool in (OWN_TABLES, OTHER_TABLES) else []
    start = time.perf_counter()
    pages, cells = run(path, numbers)
    seconds = time.perf_counter() - start
    return PdfFigure(
        document=path.name,
        tool=tool,
        pages=pages,
        seconds=round(seconds, 3),
        pages_per_second=round(pages / seconds, 1) if seconds else 0.0,
        peak_mb=peak_mb(),
        cells=len(cells) if tool in (OWN_TABLES, OTHER_TABLES) else None,
        same_cells=_agreement(path, numbers, cells) if tool == OWN_TABLES else None,
    )


Cells = list[tuple[float, ...]]


def _limit(path: Path, _: list[int]) -> tuple[int, Cells]:
    with pypdfium2.PdfDocument(path) as document:
        for page in document:
            text_page = page.get_textpage()
            text_page.get_text_range()
            for index in range(text_page.count_chars()):
                text_page.get_charbox(index)
            text_page.close()
            page.close()
        return len(document), []


def _own(path: Path, _: list[int]) -> tuple[int, Cells]:
    return pdf.read(path).pages or 0, []


def _others(path: Path, _: list[int]) -> tuple[int, Cells]:
    with pdfplumber.open(path) as document:
        for page in document.pages:
            page.extract_words(x_tolerance_ratio=0.15)
            page.extract_tables()
            page.close()
        return len(document.pages), []


def _own_tables(path: Path, numbers: list[int]) -> tuple[int, Cells]:
    cells: Cells = []
    with Pdf(path) as document:
        for number in numbers:
            marks = document.page(number)
            for table in find_tables(marks.across, marks.down):
                table.words_by_cell(marks.words)
                cells += [(number, *cell) for cell in table.cells]
    return len(numbers), cells


def _other_tables(path: Path, numbers: list[int]) -> tuple[int, Cells]:
    cells: Cells = []
    with pdfplumber.open(path) as document:
        for number in numbers:
            page = document.pages[number - 1]
            for table in page.find_tables():
                table.extract()
                cells += [(number, *cell) for cell in table.cells if len(table.cells) > 1]
            page.close()
    return len(numbers), cells


def _table_pages(path: Path) -> list[int]:
    with Pdf(path) as document:
        marks = (document.page(number) for number in range(1, len(document) + 1))
        return [page.number for page in marks if find_tables(page.across, page.down)]


def _agreement(path: Path, numbers: list[int], cells: Cells) -> float:
    """Share of the cells of both tools together that the other one has too."""
    theirs = _other_tables(path, numbers)[1]
    rest: dict[float, Cells] = {}
    for cell in theirs:
        rest.setdefault(cell[0], []).append(cell)
    same = 0
    for cell in cells:
        candidates = rest.get(cell[0], [])
        match = next((c for c in candidates if all(abs(a - b) < SAME_EDGE for a, b in zip(c, cell, strict=True))), None)
        if match:
            candidates.remove(match)
            same += 1
    return round(same / max(len(cells), len(theirs), 1), 4)
