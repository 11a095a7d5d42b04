"""How fast the PDF reader is, beside what it cannot beat (PDFium's text and boxes) and what others use (pdfplumber).

Every measurement runs in a fresh process on one core, so that peak memory is its own; nothing is printed here. The clock
is handed in by the caller.
"""

import multiprocessing
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pdfplumber
import pypdfium2

from pipeline.errors import DocumentError
from pipeline.extract import pdf
from pipeline.extract.pdf.grid import find_tables
from pipeline.extract.pdf.pdfium import Pdf
from pipeline.schema import Record

try:
    import resource
except ImportError:  # Windows: peak memory is not measured there
    resource = None  # type: ignore[assignment]

Clock = Callable[[], float]
LIMIT = "pypdfium2 tekst + tekenvakken"
OWN = "lokale-foto"
OTHERS = "pdfplumber woorden + tabellen"
OWN_TABLES = "lokale-foto, alleen tabelpagina's"
OTHER_TABLES = "pdfplumber extract_tables, dezelfde pagina's"
# Cells count as the same when their edges differ by less than this many points.
SAME_EDGE = 3.0


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


def repeated_plan(source: Path, target: Path, pages: int = 200) -> None:
    """Write a long plan: the pages of a shorter one over and over.

    Raises:
        DocumentError: the source cannot be opened.
    """
    try:
        with pypdfium2.PdfDocument(source) as plan, pypdfium2.PdfDocument.new() as long_plan:
            while len(long_plan) < pages:
                long_plan.import_pages(plan, list(range(min(len(plan), pages - len(long_plan)))))
            long_plan.save(target)
    except (pypdfium2.PdfiumError, OSError) as error:
        raise DocumentError(f"{source.name} kan niet gelezen worden om de meting voor te bereiden.") from error


def bench_pdf(paths: Sequence[Path], clock: Clock) -> list[PdfFigure]:
    """The figures of every tool on every document, in the order given."""
    figures = []
    for path in paths:
        figures += [_measured(tool, path, clock) for tool in (LIMIT, OWN, OTHERS)]
        if _table_pages(path):
            figures += [_measured(tool, path, clock) for tool in (OWN_TABLES, OTHER_TABLES)]
    return figures


def _measured(tool: str, path: Path, clock: Clock) -> PdfFigure:
    """Run one tool in a process of its own."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_measure, (tool, path, clock))


def _measure(tool: str, path: Path, clock: Clock) -> PdfFigure:
    run = {LIMIT: _limit, OWN: _own, OTHERS: _others, OWN_TABLES: _own_tables, OTHER_TABLES: _other_tables}[tool]
    numbers = _table_pages(path) if tool in (OWN_TABLES, OTHER_TABLES) else []
    start = clock()
    pages, cells = run(path, numbers)
    seconds = clock() - start
    return PdfFigure(
        document=path.name,
        tool=tool,
        pages=pages,
        seconds=round(seconds, 3),
        pages_per_second=round(pages / seconds, 1) if seconds else 0.0,
        peak_mb=_peak_mb(),
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


def _peak_mb() -> float | None:
    if resource is None:
        return None
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(peak / (1024 * 1024 if sys.platform == "darwin" else 1024), 1)
