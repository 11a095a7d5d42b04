"""Read a PDF: characters, lines and boxes through PDFium, then our own rules for columns, tables, headings and lists.

A page that cannot be read becomes a ``Problem`` with its remedy; the other pages go on.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.errors import DocumentError
from pipeline.extract.pdf import blocks as layout
from pipeline.extract.pdf.borderless import find_borderless
from pipeline.extract.pdf.columns import lines_in_order
from pipeline.extract.pdf.furniture import contents_lines, footnote_lines, running_lines
from pipeline.extract.pdf.grid import CellWords, Table, find_tables
from pipeline.extract.pdf.headings import bookmark_depths, find_headings
from pipeline.extract.pdf.labels import without_labels
from pipeline.extract.pdf.lines import Line
from pipeline.extract.pdf.marks import PageMarks, Style, Word
from pipeline.extract.pdf.ocr import DOTS_PER_INCH, page_ranges, recognise, temporary_picture, tesseract
from pipeline.extract.pdf.ocr import MAX_PAGES as MAX_OCR_PAGES
from pipeline.extract.pdf.pdfium import MAX_PAGES, Pdf
from pipeline.extract.pdf.rows import Rows, is_table, mend, read_rows
from pipeline.extract.pdf.segments import with_drawn_bullets
from pipeline.extract.plan import with_plan_items
from pipeline.extract.text import Vocabulary, clean
from pipeline.schema import Block, Extraction, Problem

# A page without text of which pictures cover more than this is a scan; less is a divider or an empty page.
SCAN_SHARE = 0.3
# A page inside the document that is one picture with hardly more than a page number; covers are not reported.
POSTER_SHARE = 0.6
POSTER_CHARS = 60
_POSTER = (
    "Bijna alles op deze bladzijde is een beeld: de tekst in dat beeld is niet gelezen. Kijk de bladzijde zelf na."
)
_REMEDY = (
    "Vraag het oorspronkelijke document op (Word, of een nieuwe pdf), of installeer Tesseract met Nederlands (nld) om de "
    "tekst te laten herkennen."
)
_TOO_MANY = f"Alleen de eerste {MAX_OCR_PAGES} zulke bladzijden worden herkend. Splits het document."
_RECOGNISED = "De tekst is herkend met Tesseract en kan fouten bevatten: kijk na in het document zelf."
_TABLE = "\x00tabel "


@dataclass(slots=True)
class _Page:
    number: int
    height: float
    lines: list[Line] = field(default_factory=list)
    tables: list[tuple[Table, CellWords]] = field(default_factory=list)
    turned: list[Line] = field(default_factory=list)


def read(path: Path) -> Extraction:
    """The blocks of a PDF in reading order.

    Raises:
        DocumentError: the file cannot be opened, or no page of it has readable text.
    """
    with Pdf(path) as pdf:
        total = len(pdf)
        if total > MAX_PAGES:
            raise DocumentError(
                f"{path.name} telt {total} bladzijden; splits het in delen van ten hoogste {MAX_PAGES}."
            )
        troubles: list[tuple[int, str]] = []
        pages = [page for number in range(1, total + 1) if (page := _read_page(pdf, number, troubles))]
        bookmarks = bookmark_depths(pdf.bookmarks())
    problems = _grouped(troubles)
    if not any(page.lines for page in pages):
        reason = problems[0].message if problems else "Er staat geen tekst in."
        raise DocumentError(f"{path.name} bevat geen leesbare tekst. {reason}")
    blocks = with_plan_items(_blocks(pages, bookmarks))
    return Extraction(blocks=tuple(blocks), pages=total, problems=problems)


def _grouped(troubles: Sequence[tuple[int, str]]) -> tuple[Problem, ...]:
    """One problem per message, with all its pages, in the order of their first page."""
    pages: dict[str, list[int]] = {}
    for number, message in troubles:
        pages.setdefault(message, []).append(number)
    return tuple(Problem(place=page_ranges(numbers), message=message) for message, numbers in pages.items())


def _read_page(pdf: Pdf, number: int, troubles: list[tuple[int, str]]) -> _Page | None:
    try:
        marks = pdf.page(number)
    except DocumentError as error:
        troubles.append((number, f"Overgeslagen: {error}. Open het document en bewaar het opnieuw als pdf."))
        return None
    picture = not marks.words and not marks.garbled and marks.picture_share > SCAN_SHARE
    if not marks.garbled and not picture:
        if marks.picture_share > POSTER_SHARE and marks.chars < POSTER_CHARS and 1 < number < len(pdf):
            troubles.append((number, _POSTER))
        return _lay_out(marks)
    what = (
        "De tekstlaag is onleesbaar (foute lettercodering)."
        if marks.garbled
        else "Dit is een beeld (scan) zonder tekst."
    )
    program = tesseract()
    recognised = sum(message.endswith(_RECOGNISED) for _, message in troubles)
    if not program or recognised >= MAX_OCR_PAGES:
        troubles.append((number, f"{what} {_REMEDY if not program else _TOO_MANY}"))
        return None
    try:
        page = _lay_out(_recognise(pdf, program, marks))
    except DocumentError as error:
        troubles.append((number, f"{what} {error}. Vraag het oorspronkelijke document op (Word, of een nieuwe pdf)."))
        return None
    troubles.append((number, f"{what} {_RECOGNISED}"))
    return page


def _recognise(pdf: Pdf, program: str, marks: PageMarks) -> PageMarks:
    with temporary_picture() as folder:
        picture = Path(folder) / "bladzijde.png"
        pdf.save_picture(marks.number, picture, DOTS_PER_INCH)
        return recognise(program, picture, marks.number, marks.width, marks.height)


def _lay_out(marks: PageMarks) -> _Page:
    words = with_drawn_bullets(_visible(marks.words), marks.boxes)
    page = _Page(marks.number, marks.height)
    for table in find_tables(marks.across, marks.down):
        inside, outside = table.split(words)
        filled = table.words_by_cell(inside)
        if not inside or not is_table(table, filled):
            continue
        words = outside
        size = inside[0].style.size
        x0, top, x1, _ = table.box
        words.append(Word(f"{_TABLE}{len(page.tables)}", x0, x1, top, top + size, Style(size), breaks=True))
        page.tables.append((table, filled))
    page.lines = lines_in_order(words)
    page.turned = lines_in_order(_visible(marks.turned))
    return page


def _visible(words: list[Word]) -> list[Word]:
    """Without hidden text, unless hidden text is all there is (the text layer of a recognised scan)."""
    shown = [word for word in words if not word.style.invisible]
    return shown if len(shown) > 0.2 * len(words) else words


def _table_number(line: Line) -> int | None:
    text = line.words[0].text
    return int(text.removeprefix(_TABLE)) if text.startswith(_TABLE) else None


def _blocks(pages: Sequence[_Page], bookmarks: dict[tuple[int, str], int]) -> list[Block]:
    plain = [[line for line in page.lines if _table_number(line) is None] for page in pages]
    vocabulary = Vocabulary()
    for lines in plain:
        for line in lines:
            vocabulary.add(clean(line.text))
    asides = running_lines([(page.height, lines) for page, lines in zip(pages, plain, strict=True)])
    asides |= contents_lines([[line for line in lines if id(line) not in asides] for lines in plain])
    measures = layout.measure([[line for line in lines if id(line) not in asides] for lines in plain])
    for page, lines in zip(pages, plain, strict=True):
        rest = [line for line in lines if id(line) not in asides]
        asides |= footnote_lines(rest, page.height, measures.body.size)
    bare = without_labels(line for lines in plain for line in lines if id(line) not in asides)
    tables = {
        (page.number, index): read_rows(table, filled, page.number, vocabulary)
        for page in pages
        for index, (table, filled) in enumerate(page.tables)
    }
    mend(list(tables.values()))
    items: list[layout.Text | Rows] = []
    for page in pages:
        items += _page_items(page, tables, measures, asides, bare, vocabulary)
    texts = [item for item in items if isinstance(item, layout.Text)]
    find_headings(texts, measures, bookmarks)
    kept = {id(text) for text in layout.finish(texts, vocabulary)}
    blocks: list[Block] = []
    for item in items:
        if isinstance(item, Rows):
            blocks += _row_blocks(item, len(blocks))
        elif id(item) in kept:
            blocks.append(Block(nr=len(blocks), kind=item.kind, text=item.text, page=item.page, level=item.level))
    return blocks


def _page_items(
    page: _Page,
    tables: dict[tuple[int, int], Rows],
    measures: layout.Measures,
    asides: set[int],
    bare: dict[int, Line],
    vocabulary: Vocabulary,
) -> list[layout.Text | Rows]:
    items: list[layout.Text | Rows] = []
    run: list[Line] = []
    for line in page.lines:
        number = _table_number(line)
        if number is None:
            run.append(line)
            continue
        items += _run_items(run, page.number, measures, asides, bare, vocabulary)
        items.append(tables[page.number, number])
        run = []
    items += _run_items(run, page.number, measures, asides, bare, vocabulary)
    items += [layout.Text(page.number, [line], "aside") for line in page.turned]
    return items


def _run_items(
    lines: Sequence[Line],
    page: int,
    measures: layout.Measures,
    asides: set[int],
    bare: dict[int, Line],
    vocabulary: Vocabulary,
) -> list[layout.Text | Rows]:
    """Lines between ruled tables: texts, and tables without lines."""
    plain = [line for line in lines if id(line) not in asides]
    items: list[layout.Text | Rows] = []
    taken: dict[int, Rows | None] = {}
    for found in find_borderless(plain, page, vocabulary):
        taken.update((id(line), None) for line in plain[found.start : found.end])
        taken[id(plain[found.start])] = found.table
    run: list[Line] = []
    for line in lines:
        if id(line) not in taken:
            run.append(bare.get(id(line), line))
            continue
        items += layout.group_lines(run, page, measures, asides)
        run = []
        table = taken[id(line)]
        items += [table] if table else []
    return items + layout.group_lines(run, page, measures, asides)


def _row_blocks(table: Rows, start: int) -> list[Block]:
    columns = tuple(table.header) if table.header else ("",) * len(table.edges)
    return [
        Block(
            nr=start + index,
            kind="table_row",
            text=" | ".join(cell.replace("\n", " ") for cell in row.shown if cell),
            page=table.page,
            columns=columns,
            cells=tuple(row.cells),
        )
        for index, row in enumerate(table.rows)
    ]
