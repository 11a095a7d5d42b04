"""The sheets of the workbook that list rows: MVO-scan, parallel rows, differences, codes, and a sheet per label and source."""

from pipeline.cells import code_shown
from pipeline.counts import FrameFigures, LabelCount
from pipeline.figures import Count, Figures, ReportContext
from pipeline.inventory import Inventory, Item
from pipeline.report import guide, wording
from pipeline.report.quadrant import boxes, name_of
from pipeline.report.workbook_charts import quadrant
from pipeline.report.workbook_sheets import Book, Column

# Beyond this a sheet per label only repeats what the filter on Inventaris shows, and makes the file slow to open.
_MOST_ROWS = 1500
_SHORT = (
    Column("nr", 7),
    Column("tekst", 70, wrap=True),
    Column("soort", 9),
    Column("status", 13),
    Column("document", 30, wrap=True),
    Column("pagina", 14, wrap=True),
    Column("code", 26),
    Column("dienst", 16, wrap=True),
)


def scan(book: Book, figures: Figures) -> None:
    """The scores of the MVO-scan beside the actions; no sheet without scores."""
    if not figures.scan:
        return
    columns = [
        Column("thema", 36),
        Column("score MVO-scan", 18, figures=True),
        Column("acties", 12, figures=True),
        Column("ligging", 28),
    ]
    rows: list[list[str | float]] = [[p.label.show, p.score, p.label.tally.actions, name_of(p)] for p in figures.scan]
    notes = [wording.scan_note(figures), *(f"{box.name}: {box.question}" for box in boxes(figures.scan))]
    sheet = book.rows("MVO-scan", columns, rows, notes=notes)
    sheet.insert_chart(0, 5, quadrant(book.workbook, sheet.name, figures.scan))


def overlaps(book: Book, figures: Figures) -> None:
    """Rows that are alike in other documents or services."""
    columns = [
        Column("gelijkenis", 11),
        Column("oordeel", 24),
        Column("nr", 7),
        Column("tekst", 60, wrap=True),
        Column("bron", 34, wrap=True),
        Column("dienst", 18),
        Column("nr (2)", 7),
        Column("tekst (2)", 60, wrap=True),
        Column("bron (2)", 34, wrap=True),
        Column("dienst (2)", 18),
    ]

    def side(item: Item) -> list[str | float]:
        return [item.nr, item.text, wording.source(item), item.dienst]

    rows = (
        [f"{round(100 * o.likeness)} %", wording.overlap(o.same), *side(o.first), *side(o.second)]
        for o in figures.overlaps
    )
    book.rows("Parallel", columns, rows, notes=[wording.OVERLAP_NOTE])


def comparison(book: Book, figures: Figures, context: ReportContext) -> None:
    """What is new, gone and changed since the older foto; no sheet without one."""
    difference = figures.comparison
    if difference is None:
        return
    columns = [Column("verschil", 12), Column("wat", 16), Column("vroeger", 30, wrap=True), Column("nu", 30, wrap=True)]
    columns += _SHORT
    rows: list[list[str | float]] = [["nieuw", "", "", "", *_short(item)] for item in difference.new]
    rows += [["verdwenen", "", "", "", *_short(item)] for item in difference.gone]
    for change in difference.changed:
        for difference_shown in wording.changes(change, context.frames):
            rows.append(["gewijzigd", *difference_shown, *_short(change.new)])
    book.rows("Vergelijking", columns, rows, notes=[wording.compared(figures, context)])


def export_codes(book: Book, inventory: Inventory, context: ReportContext) -> None:
    """Per action code of a plan the code to report it under."""
    columns = [
        Column("actiecode", 34),
        Column("externe_rapporteringscode", 28),
        Column("tekst", 80, wrap=True),
        Column("nr", 16),
    ]
    frames = [frame for name, frame in context.frames.items() if name == "sdg"] or list(context.frames.values())[:1]
    by_code: dict[str, list[Item]] = {}
    for item in inventory.items:
        if item.code:
            by_code.setdefault(item.code, []).append(item)
    rows: list[list[str | float]] = []
    for code, items in by_code.items():
        labels = dict.fromkeys(
            f"{frame.prefix}{label.zfill(2)}"
            for item in items
            for frame in frames
            for label in item.labels.get(frame.id, ())
        )
        rows.append([code, " ".join(labels), items[0].text, ", ".join(str(item.nr) for item in items)])
    notes = [
        "De code staat hier zoals in het plan. De externe rapporteringscode is een voorstel (SDG07 SDG13): neem ze over in "
        "uw beleidssoftware als uw plan met zulke codes werkt."
    ]
    book.rows("Export codes", columns, rows, notes=notes)


def label_sheet(book: Book, frame: FrameFigures, label: LabelCount) -> None:
    """The rows of one label."""
    notes = [
        f"{label.show}: {wording.split(label.tally)}."
        if label.tally.total
        else f"{label.show}: {wording.NOTHING_FOUND}. {guide.BLIND_NOTE}"
    ]
    if label.derived:
        notes.append(f"Onderaan, met 'op trefwoord' in de laatste kolom: {wording.derived_note(frame)}")
    rows: list[list[str | float]] = [[*_short(item), "bevestigd"] for item in label.items[:_MOST_ROWS]]
    rows += [[*_short(item), "op trefwoord"] for item in label.derived_items[:_MOST_ROWS]]
    notes += _cut_note(max(len(label.items), len(label.derived_items)))
    book.rows(
        book.names[frame.id, label.id], [*_SHORT, Column("plaatsing", 14)], rows, notes=notes, colour=label.colour
    )


def source_sheet(book: Book, source: Count, inventory: Inventory) -> None:
    """The rows of one kind of source."""
    items = [item for item in inventory.items if item.brontype == source.id]
    notes = [f"Bevestigde rijen uit {source.name}: {wording.split(source.tally)}.", *_cut_note(len(items))]
    book.rows(book.names["brontype", source.id], _SHORT, map(_short, items[:_MOST_ROWS]), notes=notes)


def _cut_note(rows: int) -> list[str]:
    more = rows > _MOST_ROWS
    return (
        [f"Hier staan de eerste {_MOST_ROWS} van {rows} rijen. Filter het blad Inventaris voor alle rijen."]
        if more
        else []
    )


def _short(item: Item) -> list[str | float]:
    return [
        item.nr,
        item.text,
        item.kind,
        item.status,
        item.document,
        wording.page(item),
        code_shown(item.code),
        item.dienst,
    ]
