"""The slides ``lokale-foto.pptx`` for the session of the kopgroep: ten at most, native charts, notes for the speaker."""

import io
from datetime import datetime

from pptx.util import Inches

from pipeline.counts import FrameFigures
from pipeline.figures import Figures, ReportContext
from pipeline.report import wording
from pipeline.report.charts import Box, kind_bars, label_bars, rgb, scan_dots
from pipeline.report.colours import ACCENT, ink, shade
from pipeline.report.deck import BODY, LANGUAGE, Deck, fill_cell, write


def make(figures: Figures, context: ReportContext) -> bytes:
    """The whole presentation."""
    deck = Deck(f"{wording.title(context)} · {wording.long_date(context.date)} · enkel bevestigde rijen")
    _opening(deck, figures, context)
    _made(deck, figures, context)
    for frame in figures.frames:
        if frame.id in {"sdg", "mvo"} or figures.matrix is None:
            _frame(deck, frame)
    _matrix(deck, figures)
    _strong(deck, figures)
    _blind(deck, figures)
    _goals(deck, figures)
    if figures.scan:
        _scan(deck, figures)
    elif figures.pillars:
        _pillars(deck, figures.pillars)
    _questions(deck, figures)
    properties = deck.presentation.core_properties
    properties.title, properties.author, properties.language = wording.title(context), "", LANGUAGE
    day = wording.parse_date(context.date)
    properties.created = properties.modified = datetime(day.year, day.month, day.day)
    data = io.BytesIO()
    deck.presentation.save(data)
    return data.getvalue()


def _opening(deck: Deck, figures: Figures, context: ReportContext) -> None:
    slide = deck.slide(
        wording.title(context),
        [
            "Wat doet ons bestuur vandaag al? Deze foto legt de bestaande doelen en acties naast de SDG's en de MVO-thema's.",
            wording.headline(figures),
            wording.reviewed(figures),
        ],
    )
    tiles = [
        (wording.number(figures.tally.actions), "acties"),
        (wording.number(figures.tally.goals), "doelen"),
        (wording.number(figures.tally.wishes), "wensen"),
        (wording.number(figures.read), "documenten gelezen"),
    ]
    for place, (value, name) in enumerate(tiles):
        frame = deck.text(slide, Box(0.7 + place * 3.05, 1.9, 2.8, 2.0), [], 12)
        for text, size in ((value, 54), (name, 20)):
            paragraph = frame.paragraphs[0] if size == 54 else frame.add_paragraph()
            write(paragraph, text, size, bold=size == 54, colour=ACCENT)
    deck.text(
        slide,
        Box(0.7, 4.5, 11.95, 2),
        [wording.headline(figures), "De lokale foto: wat staat er al in onze plannen en verslagen?"],
        20,
    )


def _made(deck: Deck, figures: Figures, context: ReportContext) -> None:
    slide = deck.slide("Waar komt deze foto vandaan?", wording.how_made(figures, context))
    lines = [
        f"Gelezen\t{wording.read(figures)}",
        f"Beoordeeld\t{wording.reviewed(figures).removeprefix('Beoordeeld: ')}",
        "Geteld\tEnkel rijen die een persoon met 'ja' bevestigde. Voorstellen van het programma tellen niet mee.",
    ]
    lines += [f"Volledig?\t{context.lower_bound}"] if context.lower_bound else []
    missing = [line.path for line in figures.documents if line.state == "niet gelezen"]
    if missing:
        shown = wording.joined(missing[:4] + ([f"{len(missing) - 4} andere"] if len(missing) > 4 else []))
        lines.append(f"Niet gelezen\t{shown}")
    deck.text(slide, BODY, lines, 20, space=14)


def _frame(deck: Deck, frame: FrameFigures) -> None:
    counted = frame.judged or not frame.derived
    values = [label.tally.total if counted else label.derived for label in frame.labels]
    notes = [f"{label.show}: {wording.split(label.tally)}" for label in frame.labels]
    slide = deck.slide(f"{frame.title}: hoeveel per thema?", [wording.COUNTED_PER_LABEL, *notes])
    size = 10 if len(frame.labels) > 10 else 14
    label_bars(slide, BODY._replace(height=5.1), frame.labels, values, wording.alt(frame), size)
    note = (
        f"Bevestigde rijen (doelen, acties en wensen). {wording.COUNTED_PER_LABEL}"
        if counted
        else wording.derived_note(frame)
    )
    deck.text(slide, Box(0.7, 6.5, 11.95, 0.4), [note], 12, colour="595959")


def _matrix(deck: Deck, figures: Figures) -> None:
    matrix = figures.matrix
    if matrix is None:
        return
    slide = deck.slide(
        "SDG en MVO samen", ["Elke cel telt de bevestigde rijen met beide labels. Hoe donkerder, hoe meer."]
    )
    rows, columns = len(matrix.rows), len(matrix.columns)
    shape = slide.shapes.add_table(rows + 1, columns + 1, *BODY._replace(top=1.3).emu())
    shape._element.nvGraphicFramePr.cNvPr.set("descr", "Aantal bevestigde rijen per SDG en MVO-thema")
    table = shape.table
    first = 3.9
    table.columns[0].width = Inches(first)
    for column in range(columns):
        table.columns[column + 1].width = Inches((BODY.width - first) / columns)
    for column, text in enumerate(["SDG", *(label.show for label in matrix.columns)]):
        fill_cell(table.cell(0, column), text, ACCENT, "FFFFFF", 11, bold=True, centred=column > 0)
    for number, (label, cells) in enumerate(zip(matrix.rows, matrix.cells, strict=True), 1):
        fill_cell(table.cell(number, 0), label.show, label.colour, ink(label), 11, bold=True)
        for column, value in enumerate(cells, 1):
            fill_cell(
                table.cell(number, column), wording.number(value), *shade(value, matrix.largest), 11, centred=True
            )
        table.rows[number].height = Inches(0.29)
    table.rows[0].height = Inches(0.5)


def _strong(deck: Deck, figures: Figures) -> None:
    notes = [
        f"{strong.label.show}: {item.text} ({wording.source(item)}, nr. {item.nr})"
        for strong in figures.strong
        for item in strong.examples
    ]
    slide = deck.slide("Sterke thema's", notes or ["Er zijn nog geen bevestigde acties met een label."])
    if not figures.strong:
        deck.text(slide, BODY, ["Er zijn nog geen bevestigde acties met een label."], 20)
    across = 3
    for number, strong in enumerate(figures.strong[: 2 * across]):
        row, column = divmod(number, across)
        box = Box(0.7 + column * 4.05, 1.4 + row * 2.72, 3.85, 2.6)
        bar = slide.shapes.add_shape(1, *box._replace(height=0.12).emu())
        bar.fill.solid()
        bar.fill.fore_color.rgb = rgb(strong.label.colour)
        bar.line.fill.background()
        lines = [f"{strong.label.show}\t{wording.several(strong.label.tally.actions, 'actie')}"]
        lines += [f"{wording.shortened(item.text, 95)} ({wording.source(item)})" for item in strong.examples[:2]]
        deck.text(slide, box._replace(top=box.top + 0.12), lines, 13, space=4)


def _blind(deck: Deck, figures: Figures) -> None:
    slide = deck.slide(
        "Blinde vlekken",
        [
            "Een thema zonder actie betekent niet dat er niets gebeurt: het staat niet in de gelezen documenten, of nog niet tussen de bevestigde rijen.",
            *(f"{blind.label.show}: {wording.blind_note(blind)}" for blind in figures.blind),
        ],
    )
    lines = [f"{blind.label.show}\t{wording.blind_note(blind)}" for blind in figures.blind[:9]]
    if len(figures.blind) > 9:
        lines.append(f"En nog {len(figures.blind) - 9} andere thema's: zie de notities.")
    if not lines:
        lines = ["Voor elk thema is minstens één bevestigde actie gevonden."]
    if figures.fewest and len(figures.blind) < 7:
        lines.append("Het minste acties\t" + wording.fewest(figures))
    deck.text(slide, BODY, lines, 16 if len(lines) > 6 else 20, space=8)


def _goals(deck: Deck, figures: Figures) -> None:
    slide = deck.slide(
        "Doelen tegenover acties, en hoe ver het staat", [wording.goals(figures), wording.KINDS_EXPLAINED]
    )
    deck.text(slide, Box(0.7, 1.35, 11.95, 0.9), [wording.goals(figures)], 16)
    kind_bars(slide, Box(0.7, 2.3, 5.8, 4.4), figures.statuses, wording.alt_counts("Status", figures.statuses), 13)
    kind_bars(slide, Box(6.8, 2.3, 5.8, 4.4), figures.sources, wording.alt_counts("Soort bron", figures.sources), 12)


def _scan(deck: Deck, figures: Figures) -> None:
    lines = [
        f"{point.label.show}: score {wording.number(point.score)}, {wording.several(point.label.tally.actions, 'actie')}, {wording.quadrant(point)}"
        for point in figures.scan
    ]
    slide = deck.slide("Naast de MVO-scan", [wording.scan_note(figures), *lines])
    scan_dots(slide, Box(0.7, 1.35, 7.6, 5.4), figures.scan, "; ".join(lines), 12)
    apart = [f"{point.label.show}\t{wording.quadrant(point)}" for point in figures.scan if point.high != point.many]
    deck.text(
        slide,
        Box(8.5, 1.5, 4.2, 5.2),
        ["Hier lopen score en acties uiteen:", *apart] if apart else ["Score en aantal acties lopen overal gelijk."],
        15,
    )


def _pillars(deck: Deck, pillars: FrameFigures) -> None:
    _frame(deck, pillars)


def _questions(deck: Deck, figures: Figures) -> None:
    lines = [
        "Herkennen we ons in deze foto? Wat ontbreekt er?",
        "Waarop zijn we al sterk, en wat kunnen we daarvan tonen?",
        "Welke blinde vlek is echt, en welke staat gewoon niet in onze documenten?",
    ]
    if figures.overlaps:
        lines.append(
            f"{wording.number(len(figures.overlaps))} keer lijken rijen uit andere documenten of diensten op elkaar: kunnen die samen?"
        )
    notes = [
        f"{wording.shortened(o.first.text, 120)} ({wording.source(o.first)}) naast {wording.shortened(o.second.text, 120)} ({wording.source(o.second)})"
        for o in figures.overlaps
        if not o.same
    ][:5]
    slide = deck.slide("Om over te praten", ["Parallelle acties, enkele voorbeelden:", *notes] if notes else lines)
    deck.text(slide, BODY, lines, 24, space=18)
