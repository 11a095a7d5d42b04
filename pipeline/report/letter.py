"""The document ``lokale-foto.docx`` for the report or the omgevingsanalyse: text, tables and native charts."""

import io
from collections.abc import Sequence
from typing import Any

from pipeline import notation
from pipeline.counts import FrameFigures, Tally
from pipeline.figures import Count, Figures, ReportContext
from pipeline.inventory import Item
from pipeline.likeness import Change
from pipeline.report import guide, wording
from pipeline.report.charts import Box, kind_bars, label_bars, scan_dots
from pipeline.report.colours import ink, shade
from pipeline.report.quadrant import boxes
from pipeline.report.word_charts import add_chart, scratch_slide
from pipeline.report.word_parts import (
    add_caution,
    add_note,
    add_table,
    add_terms,
    colour_cell,
    new_document,
    turn_heads,
)

_SHOWN = 15
_TEXT_WIDTH = 17.0  # cm
_KINDS = ("totaal", "acties", "doelen", "wensen")
_CHART_WIDTH = 6.6  # inches


def make(figures: Figures, context: ReportContext) -> bytes:
    """The whole document."""
    document = _opening(figures, context)
    slide = scratch_slide()
    for frame in figures.frames:
        if frame.id in {"sdg", "mvo"} or figures.matrix is None:
            _frame(document, slide, frame)
    _matrix(document, figures)
    _strong(document, figures)
    _blind(document, figures)
    _breakdown(document, slide, figures)
    for extra in (figures.pillars, *figures.frames):
        if extra is not None and extra.id not in {"sdg", "mvo"} and figures.matrix is not None:
            _frame(document, slide, extra)
    _scan(document, slide, figures)
    _overlaps(document, figures)
    _comparison(document, figures, context)
    _steps(document)
    _documents(document, figures)
    document.add_heading("Hoe kwamen deze cijfers tot stand?", 1)
    for line in guide.how_made(figures, context):
        document.add_paragraph(line, style="List Bullet")
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def _opening(figures: Figures, context: ReportContext) -> Any:
    document = new_document(wording.title(context), notation.parse_date(context.date))
    document.add_paragraph(notation.long_date(context.date))
    document.add_paragraph(wording.headline(figures)).runs[0].bold = True
    document.add_paragraph(f"{wording.read(figures)} {wording.reviewed(figures)}")
    add_caution(document, guide.caution(figures))
    for line in guide.summary(figures):
        document.add_paragraph(line, style="List Bullet")
    document.add_paragraph("De volledige lijst, met de bron van elke actie, staat in lokale-foto.xlsx.")
    document.add_heading("Wat betekenen de woorden?", 1)
    add_terms(document, guide.glossary(figures))
    return document


def _frame(document: Any, slide: Any, frame: FrameFigures) -> None:
    document.add_heading(frame.title, 1)
    if frame.derived:
        document.add_paragraph(wording.derived_note(frame))
    values = [label.tally.total if frame.counted else label.derived for label in frame.labels]
    height = 0.6 + 0.29 * len(frame.labels)
    chart = label_bars(slide, Box(0, 0, _CHART_WIDTH, height), frame.labels, values, "", 9)
    add_chart(document, chart, _CHART_WIDTH, height, wording.alt(frame))
    judged, placed = frame.judged or not frame.derived, bool(frame.derived)
    heads = [frame.name, *(_KINDS if judged else ()), *(["trefwoord"] if placed else [])]
    rows = [
        [
            label.show,
            *(_tally(label.tally) if judged else ()),
            *([notation.number(label.derived)] if placed else []),
        ]
        for label in frame.labels
    ]
    add_table(document, heads, rows, [7.5] + [2.0] * (len(heads) - 1))
    if frame.counted:
        add_note(document, f"{wording.COUNTED_PER_LABEL} {wording.without(frame)}".rstrip())


def _matrix(document: Any, figures: Figures) -> None:
    matrix = figures.matrix
    if matrix is None:
        return
    document.add_heading("SDG en MVO samen", 1)
    heads = ["SDG", *(label.show for label in matrix.columns)]
    rows = [[label.show, *map(notation.number, cells)] for label, cells in zip(matrix.rows, matrix.cells, strict=True)]
    first = 7.2
    table = add_table(
        document, heads, rows, [first] + [(_TEXT_WIDTH - first) / len(matrix.columns)] * len(matrix.columns), size=8
    )
    turn_heads(table, 3.4)
    for row, label, cells in zip(table.rows[1:], matrix.rows, matrix.cells, strict=True):
        colour_cell(row.cells[0], label.colour, ink(label))
        for cell, value in zip(row.cells[1:], cells, strict=True):
            colour_cell(cell, *shade(value, matrix.largest))
    add_note(document, guide.MATRIX_NOTE)


def _strong(document: Any, figures: Figures) -> None:
    document.add_heading("Sterke thema's", 1)
    add_caution(document, guide.caution(figures))
    document.add_paragraph(guide.STRONG_NOTE if figures.strong else guide.NO_STRONG)
    for strong in figures.strong:
        document.add_heading(f"{strong.label.show}: {notation.several(strong.label.tally.actions, 'actie')}", 2)
        for item in strong.examples:
            _quoted(document, item, 400)


def _blind(document: Any, figures: Figures) -> None:
    document.add_heading("Blinde vlekken", 1)
    add_caution(document, guide.caution(figures))
    document.add_paragraph(guide.BLIND_NOTE)
    if figures.blind:
        document.add_paragraph(guide.BLIND_HEAD)
    for blind in figures.blind:
        paragraph = document.add_paragraph(style="List Bullet")
        paragraph.add_run(blind.label.show).bold = True
        paragraph.add_run(wording.instead(blind))
    if not figures.blind:
        document.add_paragraph(guide.no_blind(figures))
    if figures.fewest:
        document.add_paragraph(f"De minste acties staan bij {wording.fewest(figures)}.")


def _breakdown(document: Any, slide: Any, figures: Figures) -> None:
    document.add_heading("Doelen tegenover acties, status en bron", 1)
    document.add_paragraph(wording.goals(figures))
    height = 2.4
    alt = wording.alt_counts("Status", figures.statuses)
    chart = kind_bars(slide, Box(0, 0, _CHART_WIDTH, height), figures.statuses, "", 9)
    add_chart(document, chart, _CHART_WIDTH, height, alt)
    sections: list[tuple[str, Sequence[Count]]] = [
        ("Status", figures.statuses),
        ("Niveau", figures.levels),
        ("Soort bron", figures.sources),
        ("Dienst", figures.services),
    ]
    for name, counts in sections:
        if counts:
            rows = [[count.name, *_tally(count.tally)] for count in counts]
            add_table(document, [name, *_KINDS], rows, [8.0, 2.0, 2.0, 2.0, 2.0])
            add_note(document, "")


def _scan(document: Any, slide: Any, figures: Figures) -> None:
    if not figures.scan:
        return
    document.add_heading("Naast de MVO-scan", 1)
    document.add_paragraph(wording.scan_note(figures))
    chart = scan_dots(slide, Box(0, 0, _CHART_WIDTH, 3.4), figures.scan, "", 9)
    alt = "Score in de MVO-scan en aantal acties per thema; de tabel hieronder geeft dezelfde cijfers."
    add_chart(document, chart, _CHART_WIDTH, 3.4, alt)
    rows = [
        [
            f"{n}. {p.label.show}",
            notation.number(p.score),
            notation.number(p.label.tally.actions),
            box.name,
            box.question,
        ]
        for box in boxes(figures.scan)
        for n, p in box.points
    ]
    add_table(document, ["thema", "score", "acties", "ligging", "vraag"], rows, [4.4, 1.5, 1.5, 3.4, 6.2], size=9)


def _overlaps(document: Any, figures: Figures) -> None:
    document.add_heading("Acties die op elkaar lijken", 1)
    if not figures.overlaps:
        document.add_paragraph("Er zijn geen bevestigde acties gevonden die op elkaar lijken.")
        return
    more = len(figures.overlaps) - _SHOWN
    rest = f" Hier staan de {_SHOWN} meest gelijkende van {notation.number(len(figures.overlaps))}." if more > 0 else ""
    document.add_paragraph(wording.OVERLAP_NOTE + rest).paragraph_format.keep_with_next = True

    def told(item: Item) -> str:
        return f"{notation.shortened(item.text, 220)} ({wording.source(item)}, nr. {item.nr})"

    rows = [[wording.overlap(o.same), told(o.first), told(o.second)] for o in figures.overlaps[:_SHOWN]]
    add_table(document, ["oordeel", "eerste", "tweede"], rows, [2.6, 7.2, 7.2], size=9, together=False)


def _comparison(document: Any, figures: Figures, context: ReportContext) -> None:
    comparison = figures.comparison
    if comparison is None:
        return
    document.add_heading("Vergelijking", 1)
    document.add_paragraph(wording.compared(figures, context) + " Alle verschillen staan in lokale-foto.xlsx.")
    for name, items in (("Nieuw", comparison.new), ("Verdwenen", comparison.gone), ("Gewijzigd", comparison.changed)):
        if items:
            document.add_heading(f"{name}: {notation.number(len(items))}", 2)
        for item in items[:_SHOWN]:
            if isinstance(item, Change):
                change = document.add_paragraph(f"“{notation.shortened(item.new.text, 160)}” ", style="List Bullet")
                change.add_run(wording.changed(item, context.frames)).bold = True
            else:
                _quoted(document, item, 200)
        if len(items) > _SHOWN:
            document.add_paragraph(f"en nog {notation.number(len(items) - _SHOWN)} andere", style="List Bullet")


def _steps(document: Any) -> None:
    document.add_heading("Hoe verder met deze foto?", 1)
    for step in guide.STEPS:
        document.add_paragraph(step, style="List Number")


def _documents(document: Any, figures: Figures) -> None:
    document.add_heading("Gelezen en niet gelezen documenten", 1)
    document.add_paragraph(wording.read(figures))
    rows = [
        [
            d.path,
            d.kind,
            f"{d.state}{': ' if d.remark else ''}{notation.shortened(d.remark, 300)}",
            notation.number(d.rows),
        ]
        for d in figures.documents
    ]
    add_table(
        document,
        ["document", "soort bron", "toestand", "bevestigd"],
        rows,
        [5.8, 4.2, 5.2, 1.8],
        size=9,
        together=False,
    )
    document.add_paragraph()


def _tally(tally: Tally) -> list[str]:
    return [notation.number(n) for n in (tally.total, tally.actions, tally.goals, tally.wishes)]


def _quoted(document: Any, item: Item, length: int) -> None:
    paragraph = document.add_paragraph(style="List Bullet")
    paragraph.add_run(f"“{wording.quoted(item, length)}” ")
    paragraph.add_run(f"({wording.source(item)}, {item.status}, nr. {item.nr})").italic = True
