"""The slides ``lokale-foto.pptx`` for the session of the kopgroep: ten at most, native charts, notes for the speaker."""

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from pptx.util import Inches

from pipeline import notation
from pipeline.counts import FrameFigures
from pipeline.figures import Figures, ReportContext
from pipeline.likeness import Comparison
from pipeline.report import guide, wording
from pipeline.report.charts import Box, kind_bars, label_bars, rgb, scan_dots
from pipeline.report.colours import ACCENT, ink, shade
from pipeline.report.deck import BODY, LANGUAGE, Deck, fill_cell, write
from pipeline.report.quadrant import boxes

_MOST_SLIDES = 10
_ALWAYS = 5  # opening, origin, strong, blind, talk
_NOTE = Box(0.7, 6.38, 11.95, 0.5)
_WARNING = "B3261E"


def make(figures: Figures, context: ReportContext) -> bytes:
    """The whole presentation."""
    deck = Deck(f"{wording.title(context)} · {notation.long_date(context.date)} · alleen wat bevestigd is")
    _opening(deck, figures, context)
    _made(deck, figures, context)
    main = [frame for frame in figures.frames if frame.id in {"sdg", "mvo"}] or list(figures.frames[:3])
    for frame in main:
        _frame(deck, frame)
    others = [frame for frame in (figures.pillars, *figures.frames) if frame is not None and frame not in main]
    extra = sum(map(bool, (figures.comparison, figures.scan, others)))
    room = _MOST_SLIDES - _ALWAYS - len(main) - extra
    if room >= 2:
        _matrix(deck, figures)
    _strong(deck, figures)
    _blind(deck, figures)
    if room >= 1:
        _goals(deck, figures)
    if others:
        _others(deck, others)
    if figures.scan:
        _scan(deck, figures)
    if figures.comparison:
        _comparison(deck, figures, figures.comparison, context)
    _questions(deck, figures)
    properties = deck.presentation.core_properties
    properties.title, properties.author, properties.language = wording.title(context), "", LANGUAGE
    day = notation.parse_date(context.date)
    properties.created = properties.modified = datetime(day.year, day.month, day.day)
    data = io.BytesIO()
    deck.presentation.save(data)
    return data.getvalue()


def _opening(deck: Deck, figures: Figures, context: ReportContext) -> None:
    lead = "Wat doet ons bestuur vandaag al? Deze foto legt de bestaande doelen en acties naast de SDG's en de MVO-thema's."
    lines = [wording.headline(figures), *guide.summary(figures)]
    slide = deck.slide(wording.title(context), [lead, wording.reviewed(figures), *lines])
    deck.text(slide, Box(0.7, 1.2, 11.95, 0.5), [lead], 17)
    tiles = [
        (figures.tally.actions, "actie", "acties"),
        (figures.tally.goals, "doel", "doelen"),
        (figures.tally.wishes, "wens", "wensen"),
        (figures.read, "document gelezen", "documenten gelezen"),
    ]
    _tiles(deck, slide, 1.75, [(value, one if value == 1 else more) for value, one, more in tiles])
    deck.text(slide, Box(0.7, 3.35, 11.95, 3.0), lines, 15 if guide.caution(figures) or len(lines) > 6 else 17, space=6)
    _warn(deck, slide, figures)


def _tiles(deck: Deck, slide: Any, top: float, tiles: Sequence[tuple[int, str]]) -> None:
    """Large numbers side by side, each with what it counts."""
    for place, (value, name) in enumerate(tiles):
        frame = deck.text(slide, Box(0.7 + place * 3.05, top, 2.9, 1.6), [], 12)
        for text, size in ((notation.number(value), 48), (name, 18)):
            paragraph = frame.paragraphs[0] if size == 48 else frame.add_paragraph()
            write(paragraph, text, size, bold=size == 48, colour=ACCENT)


def _warn(deck: Deck, slide: Any, figures: Figures) -> None:
    if guide.caution(figures):
        deck.text(slide, _NOTE, [f"{guide.caution(figures)}\t"], 14, colour=_WARNING)


def _made(deck: Deck, figures: Figures, context: ReportContext) -> None:
    slide = deck.slide("Waar komt deze foto vandaan?", guide.how_made(figures, context))
    lines = [
        f"Gelezen\t{wording.read(figures).replace(' gelezen', '', 1)}",
        f"Nagekeken\t{wording.reviewed(figures).removeprefix('Nagekeken: ')}",
        "Geteld\tAlleen wat een persoon met 'ja' bevestigde. Voorstellen van het programma tellen niet mee.",
        "Volledig?\tDat kan niemand zeker weten. In de notities staat wat ervan gemeten is.",
    ]
    missing = [line.path for line in figures.documents if line.state == "niet gelezen"]
    if missing:
        shown = notation.joined(missing[:4] + ([f"{len(missing) - 4} andere"] if len(missing) > 4 else []))
        lines.append(f"Niet gelezen\t{shown}")
    deck.text(slide, Box(0.7, 1.45, 4.9, 5.3), lines, 16, space=12)
    words = [f"{word}.\t{meaning}" for word, meaning in guide.glossary(figures)]
    deck.text(slide, Box(6.0, 1.45, 6.65, 5.3), words, 14, space=8)


def _frame(deck: Deck, frame: FrameFigures) -> None:
    notes = [f"{label.show}: {wording.split(label.tally)}" for label in frame.labels]
    slide = deck.slide(f"{frame.title}: hoeveel per thema?", [wording.COUNTED_PER_LABEL, *notes])
    _bars(slide, BODY._replace(top=1.3, height=5.2), frame, 13 if len(frame.labels) > 10 else 16)
    note = wording.COUNTED_PER_LABEL if frame.counted else wording.derived_note(frame)
    deck.text(slide, _NOTE, [note], 12, colour="595959")


def _bars(slide: Any, box: Box, frame: FrameFigures, size: int) -> None:
    values = [label.tally.total if frame.counted else label.derived for label in frame.labels]
    label_bars(slide, box, frame.labels, values, wording.alt(frame), size)


def _others(deck: Deck, frames: Sequence[FrameFigures]) -> None:
    """The frames beside SDG and MVO, three at most, side by side."""
    shown = frames[:3]
    notes = [f"{frame.title}: {label.show}: {wording.split(label.tally)}" for frame in frames for label in frame.labels]
    derived = [f"{frame.title}. {wording.derived_note(frame)}" for frame in shown if frame.derived]
    slide = deck.slide("Dezelfde acties in andere kaders", [wording.COUNTED_PER_LABEL, *derived, *notes])
    width = BODY.width / len(shown)
    for number, frame in enumerate(shown):
        left = BODY.left + number * width
        deck.text(slide, Box(left, 1.35, width - 0.2, 0.7), [f"{frame.title}\t"], 16)
        _bars(slide, Box(left, 2.1, width - 0.2, 3.9), frame, 13)
        if not frame.counted:
            note = "Op trefwoord geplaatst door het programma, niet bevestigd."
            deck.text(slide, Box(left, 6.05, width - 0.2, 0.4), [note], 13, colour=_WARNING)
    deck.text(slide, _NOTE, [wording.COUNTED_PER_LABEL], 12, colour="595959")


def _matrix(deck: Deck, figures: Figures) -> None:
    matrix = figures.matrix
    if matrix is None:
        return
    slide = deck.slide("SDG en MVO samen", [guide.MATRIX_NOTE])
    rows, columns = len(matrix.rows), len(matrix.columns)
    shape = slide.shapes.add_table(rows + 1, columns + 1, *BODY._replace(top=1.25).emu())
    shape._element.nvGraphicFramePr.cNvPr.set(
        "descr", "Aantal bevestigde acties, doelen en wensen per SDG en MVO-thema"
    )
    table = shape.table
    first = 4.2
    table.columns[0].width = Inches(first)
    for column in range(columns):
        table.columns[column + 1].width = Inches((BODY.width - first) / columns)
    for column, text in enumerate(["SDG", *(label.show for label in matrix.columns)]):
        fill_cell(table.cell(0, column), text, ACCENT, "FFFFFF", 11, bold=True, centred=column > 0)
    for number, (label, cells) in enumerate(zip(matrix.rows, matrix.cells, strict=True), 1):
        fill_cell(table.cell(number, 0), label.show, label.colour, ink(label), 12, bold=True)
        for column, value in enumerate(cells, 1):
            fill_cell(
                table.cell(number, column), notation.number(value), *shade(value, matrix.largest), 13, centred=True
            )
        table.rows[number].height = Inches(0.29)
    table.rows[0].height = Inches(0.5)


def _strong(deck: Deck, figures: Figures) -> None:
    notes = [
        f"{strong.label.show}: {item.text} ({wording.source(item)}, nr. {item.nr})"
        for strong in figures.strong
        for item in strong.examples
    ]
    slide = deck.slide("Sterke thema's", [guide.STRONG_NOTE, *notes] if notes else [guide.NO_STRONG])
    if not figures.strong:
        deck.text(slide, BODY, [guide.NO_STRONG], 20)
    across = 3
    for number, strong in enumerate(figures.strong[: 2 * across]):
        row, column = divmod(number, across)
        box = Box(0.7 + column * 4.05, 1.35 + row * 2.55, 3.85, 2.45)
        bar = slide.shapes.add_shape(1, *box._replace(height=0.12).emu())
        bar.fill.solid()
        bar.fill.fore_color.rgb = rgb(strong.label.colour)
        bar.line.fill.background()
        lines = [f"{strong.label.show}:\t{notation.several(strong.label.tally.actions, 'actie')}"]
        lines += [f"{wording.quoted(item, 95)} ({wording.source(item)})" for item in strong.examples[:2]]
        deck.text(slide, box._replace(top=box.top + 0.12), lines, 13, space=4)
    _warn(deck, slide, figures)


def _blind(deck: Deck, figures: Figures) -> None:
    all_blind = [f"{blind.label.show}: {wording.blind_note(blind)}" for blind in figures.blind]
    slide = deck.slide("Blinde vlekken", [guide.BLIND_NOTE, *all_blind])
    if figures.blind:
        lines = [f"{guide.BLIND_HEAD}\t"]
        lines += [f"{blind.label.show}{wording.instead(blind)}" for blind in figures.blind[:9]]
        more = len(figures.blind) - 9
        lines += [f"en nog {more} andere thema's: zie de notities"] if more > 0 else []
    else:
        lines = [guide.no_blind(figures), *(guide.BLIND_QUESTIONS if figures.fewest else ())]
    fewest = [wording.counted(label) for label in figures.fewest]
    deck.text(slide, Box(0.7, 1.4, 6.6, 4.3), lines, 18 if len(lines) < 8 else 15, space=6)
    if fewest:
        deck.text(slide, Box(7.6, 1.4, 5.05, 4.3), ["De minste acties staan bij:\t", *fewest], 18, space=6)
    deck.text(slide, Box(0.7, 5.8, 11.95, 0.6), [guide.BLIND_NOTE], 14)
    _warn(deck, slide, figures)


def _goals(deck: Deck, figures: Figures) -> None:
    slide = deck.slide(
        "Doelen tegenover acties, en hoe ver het staat", [wording.goals(figures), wording.KINDS_EXPLAINED]
    )
    deck.text(slide, Box(0.7, 1.35, 11.95, 0.9), [wording.goals(figures)], 16)
    charts = [("Hoe ver staat het?", figures.statuses), ("Uit welke soort bron?", figures.sources)]
    for number, (name, counts) in enumerate(charts):
        left = 0.7 + 6.1 * number
        deck.text(slide, Box(left, 2.1, 5.8, 0.5), [f"{name}\t"], 16)
        kind_bars(slide, Box(left, 2.6, 5.85, 4.2), counts, wording.alt_counts(name, counts), 13)


def _scan(deck: Deck, figures: Figures) -> None:
    lines: list[str] = []
    for box in boxes(figures.scan):
        lines += [f"{box.name}\t"] if box.points else []
        lines += [
            f"{n}. {p.label.show}: score {notation.number(p.score)}, {notation.several(p.label.tally.actions, 'actie')}"
            for n, p in box.points
        ]
    notes = [f"{box.name}: {box.question}" for box in boxes(figures.scan)]
    slide = deck.slide("Naast de MVO-scan", [wording.scan_note(figures), *notes, *lines])
    scan_dots(slide, Box(0.7, 1.3, 6.9, 4.9), figures.scan, "; ".join(lines), 13)
    deck.text(slide, Box(7.8, 1.4, 4.85, 4.9), lines, 15, space=5)
    deck.text(slide, _NOTE._replace(top=6.3), [wording.scan_note(figures)], 12, colour="595959")


def _comparison(deck: Deck, figures: Figures, comparison: Comparison, context: ReportContext) -> None:
    slide = deck.slide(f"Wat is er veranderd sinds {context.older_name}?", [wording.compared(figures, context)])
    tiles = [(comparison.new, "nieuw"), (comparison.gone, "verdwenen"), (comparison.changed, "gewijzigd")]
    _tiles(deck, slide, 1.3, [*((len(items), name) for items, name in tiles), (comparison.unchanged, "ongewijzigd")])
    changed = [
        f"{notation.shortened(change.new.text, 60)} ({notation.shortened(wording.changed(change, context.frames), 90)})"
        for change in comparison.changed[:4]
    ]
    columns = [
        ("Nieuw", [notation.shortened(item.text, 100) for item in comparison.new[:4]]),
        ("Verdwenen", [notation.shortened(item.text, 100) for item in comparison.gone[:4]]),
        ("Gewijzigd", changed),
    ]
    for number, (name, lines) in enumerate(columns):
        shown = [f"{name}, bijvoorbeeld:\t", *lines] if lines else [f"{name}:\tniets"]
        deck.text(slide, Box(0.7 + number * 4.05, 2.95, 3.85, 3.8), shown, 14, space=6)


def _questions(deck: Deck, figures: Figures) -> None:
    questions = [
        "Om over te praten\t",
        "Herkennen we ons in deze foto? Wat ontbreekt er?",
        "Waarop zijn we al sterk, en wat kunnen we daarvan tonen?",
        "Welke blinde vlek is echt, en welke staat alleen niet in onze documenten?",
    ]
    if figures.overlaps:
        questions.append(f"{wording.overlap_count(figures)} lijken acties op elkaar. Kunnen ze samen?")
    notes = [
        f"{notation.shortened(o.first.text, 120)} ({wording.source(o.first)}) naast {notation.shortened(o.second.text, 120)} ({wording.source(o.second)})"
        for o in figures.overlaps
        if not o.same
    ][:5]
    alike = ["Acties die op elkaar lijken, enkele voorbeelden:", *notes] if notes else []
    slide = deck.slide("Hoe verder met deze foto?", [*questions[1:], *guide.STEPS, *alike])
    deck.text(slide, Box(0.7, 1.5, 5.7, 5.2), questions, 20, space=14)
    steps = [f"{n}. {step}" for n, step in enumerate(guide.STEPS, 1)]
    deck.text(slide, Box(6.9, 1.5, 5.75, 5.2), ["De volgende stappen\t", *steps], 18, space=12)
