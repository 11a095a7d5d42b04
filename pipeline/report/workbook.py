"""The workbook ``lokale-foto.xlsx``: the inventory and every view on it, with native charts.

Text from documents is always written as a string, so that it can never become a formula, a date or a number.
"""

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import xlsxwriter

from pipeline import notation
from pipeline.cells import code_shown
from pipeline.counts import FrameFigures, LabelCount
from pipeline.figures import Count, Figures, ReportContext
from pipeline.frameworks import Frame
from pipeline.inventory import Inventory, Item
from pipeline.report import guide, wording
from pipeline.report.colours import ink, shade
from pipeline.report.flat import COLUMNS as FLAT_COLUMNS
from pipeline.report.flat import flat_rows
from pipeline.report.workbook_charts import bars, stacked
from pipeline.report.workbook_lists import comparison, export_codes, label_sheet, overlaps, scan, source_sheet
from pipeline.report.workbook_sheets import Book, Column, sheet_names
from pipeline.schema import BRONTYPES, LEVELS


def make(inventory: Inventory, figures: Figures, context: ReportContext) -> bytes:
    """The whole workbook."""
    data = io.BytesIO()
    # Row by row to temporary files: 20,000 actions give two million cells, which would take 400 MB in memory.
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    workbook = xlsxwriter.Workbook(data, options)
    day = notation.parse_date(context.date)
    workbook.set_properties({"title": wording.title(context), "created": datetime(day.year, day.month, day.day)})
    book = Book(workbook, sheet_names(figures))
    _overview(book, figures, context)
    _inventory(book, inventory, figures, context)
    for frame in figures.frames:
        _frame(book, frame)
    if figures.pillars:
        _frame(book, figures.pillars)
    _matrix(book, figures)
    _breakdown(book, figures)
    _documents(book, figures)
    scan(book, figures)
    overlaps(book, figures)
    comparison(book, figures, context)
    export_codes(book, inventory, context)
    book.flat("Power BI", FLAT_COLUMNS, flat_rows(inventory, context.frames), "LokaleFoto")
    for frame in figures.frames:
        for label in frame.labels:
            label_sheet(book, frame, label)
    for source in figures.sources:
        source_sheet(book, source, inventory)
    workbook.close()
    return data.getvalue()


def _overview(book: Book, figures: Figures, context: ReportContext) -> None:
    sections = [
        ("", [wording.headline(figures), wording.read(figures), guide.caution(figures), *guide.summary(figures)]),
        ("Wat betekenen de woorden?", [f"{word}: {meaning}" for word, meaning in guide.glossary(figures)]),
        ("Hoe kwamen deze cijfers tot stand?", guide.how_made(figures, context)),
        ("Hoe verder?", guide.STEPS),
    ]
    book.overview(wording.title(context), notation.long_date(context.date), sections)


def _inventory(book: Book, inventory: Inventory, figures: Figures, context: ReportContext) -> None:
    frames = list(context.frames.values())
    placed = wording.by_keyword(figures)
    columns = [
        Column("nr", 7),
        *(Column(name, 20, wrap=True) for frame in frames for name in _columns_of(frame)),
        Column("doelstelling_actie", 70, wrap=True),
        Column("niveau", 19),
        Column("soort", 9),
        Column("brontype", 20, wrap=True),
        Column("document", 30, wrap=True),
        Column("pagina", 14, wrap=True),
        Column("code", 26),
        Column("dienst", 20),
        Column("status", 13),
        Column("opmerking", 28, wrap=True),
        Column("bevestigd_door", 18),
        Column("bevestigd_op", 13),
        Column("valt_onder", 40, wrap=True),
        Column("ook_in", 34, wrap=True),
        Column("rij_id", 17),
    ]

    def cells(item: Item) -> list[str | float]:
        labels: list[str | float] = []
        for frame in frames:
            given = [frame.show(label) for label in item.labels.get(frame.id, ()) if label in frame.ids]
            shown = given + placed.get((frame.id, item.nr), [])
            labels += (shown + [""] * frame.max_labels)[: frame.max_labels]
        return [
            item.nr,
            *labels,
            item.text,
            LEVELS[item.level],
            item.kind,
            BRONTYPES[item.brontype],
            item.document,
            wording.page(item),
            code_shown(item.code),
            item.dienst,
            item.status,
            item.remark,
            item.reviewer,
            item.confirmed_on,
            " > ".join(item.context),
            "; ".join(wording.place(place) for place in item.places[1:]),
            item.id,
        ]

    sheet = book.rows("Inventaris", columns, (cells(item) for item in inventory.items), freeze_columns=1)
    # On paper only what a reader needs, on A3: all columns side by side would be too small to read.
    printed = next(number for number, column in enumerate(columns) if column.name == "opmerking")
    sheet.set_paper(8)
    sheet.print_area(0, 0, max(len(inventory.items), 1), printed)


def _columns_of(frame: Frame) -> list[str]:
    return [f"{frame.id}_{number}" for number in range(1, frame.max_labels + 1)]


def _frame(book: Book, frame: FrameFigures) -> None:
    columns = [
        Column(frame.name, 46),
        *(Column(name, 12, figures=True) for name in ("totaal", "acties", "doelen", "wensen")),
    ]
    compared = any(label.previous is not None for label in frame.labels)
    columns += [Column("vroeger", 12, figures=True)] if compared else []
    columns += [Column("op trefwoord", 16, figures=True)] if frame.derived else []

    def cells(label: LabelCount) -> list[str | float]:
        tally = label.tally
        row: list[str | float] = [label.show, tally.total, tally.actions, tally.goals, tally.wishes]
        row += [label.previous or 0] if compared else []
        return row + ([label.derived] if frame.derived else [])

    notes = [*filter(None, (wording.COUNTED_PER_LABEL, wording.without(frame)))] if frame.counted else []
    if frame.derived:
        notes.append(wording.derived_note(frame))
    name = f"Aantal {frame.name}"
    sheet = book.rows(name, columns, map(cells, frame.labels), notes=notes)
    value = 1 if frame.counted else len(columns) - 1
    sheet.insert_chart(0, len(columns) + 1, bars(book.workbook, sheet.name, frame.title, frame.labels, value))


def _matrix(book: Book, figures: Figures) -> None:
    matrix = figures.matrix
    if matrix is None:
        return
    columns = [Column("SDG", 46), *(Column(label.show, 15, wrap=True) for label in matrix.columns)]
    rows: list[list[str | float]] = [[row.show, *cells] for row, cells in zip(matrix.rows, matrix.cells, strict=True)]
    notes = [guide.MATRIX_NOTE, wording.COUNTED_PER_LABEL]

    def style(row: int, column: int) -> Any:
        if column == 0:
            label = matrix.rows[row]
            return book.shaded(label.colour, ink(label), centred=False)
        return book.shaded(*shade(matrix.cells[row][column - 1], matrix.largest))

    book.rows("SDG x MVO", columns, rows, notes=notes, freeze_columns=1, style=style)


def _breakdown(book: Book, figures: Figures) -> None:
    columns = [Column("", 40), *(Column(name, 12, figures=True) for name in ("totaal", "acties", "doelen", "wensen"))]
    sections: list[tuple[str, Sequence[Count]]] = [
        ("Status", figures.statuses),
        ("Niveau", figures.levels),
        ("Soort bron", figures.sources),
        ("Dienst", figures.services),
    ]
    for name, counts in sections:
        if not counts:
            continue
        rows: list[list[str | float]] = [
            [c.name, c.tally.total, c.tally.actions, c.tally.goals, c.tally.wishes] for c in counts
        ]
        sheet = book.rows(name, [Column(name.lower(), 40), *columns[1:]], rows)
        sheet.insert_chart(0, 6, stacked(book.workbook, sheet.name, name, len(rows)))


def _documents(book: Book, figures: Figures) -> None:
    columns = [
        Column("document", 44),
        Column("soort bron", 34),
        Column("toestand", 26),
        Column("bladzijden", 13, figures=True),
        Column("bevestigde rijen", 18, figures=True),
        Column("opmerking", 70, wrap=True),
    ]
    rows = ([d.path, d.kind, d.state, "" if d.pages is None else d.pages, d.rows, d.remark] for d in figures.documents)
    book.rows("Documenten", columns, rows, notes=[wording.read(figures)])
