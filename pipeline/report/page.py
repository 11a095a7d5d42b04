"""The page ``lokale-foto.html``: one file without network, for reading, searching and printing.

Every figure is a table with bars or shades in it, so that it can be read without seeing it. Rows are shown by a small script
from data in the page; without script the first rows stand there.
"""

import html
import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from pipeline.figures import STATUSES, Figures, ReportContext, ScanPoint
from pipeline.inventory import KINDS, Inventory, Item
from pipeline.report import wording
from pipeline.report.colours import ink, shade
from pipeline.schema import BRONTYPES

SHOWN_OVERLAPS = 25
_FIRST_ROWS = 50
_NO_LABEL = "-"


class Filter(NamedTuple):
    """A choice above the inventory: the key of the rows that it reads, its name, and value with text per option."""

    id: str
    name: str
    options: list[tuple[str, str]]


def make(inventory: Inventory, figures: Figures, context: ReportContext) -> bytes:
    """The whole page, UTF-8."""
    environment = Environment(
        loader=PackageLoader("pipeline.report"), autoescape=True, undefined=StrictUndefined, trim_blocks=False
    )
    environment.filters |= {
        "blind_note": wording.blind_note,
        "derived_note": wording.derived_note,
        "ink": ink,
        "number": wording.number,
        "overlap": wording.overlap,
        "quadrant": wording.quadrant,
        "several": wording.several,
        "shortened": wording.shortened,
        "source": wording.source,
    }
    rows = [_row(item, context) for item in inventory.items]
    main = [frame for frame in figures.frames if frame.id in {"sdg", "mvo"}] or list(figures.frames)
    other = [frame for frame in figures.frames if frame not in main]
    text = environment.get_template("lokale-foto.html").render(
        title=wording.title(context),
        date=wording.long_date(context.date),
        headline=wording.headline(figures),
        read=wording.read(figures),
        reviewed=wording.reviewed(figures),
        how_made=wording.how_made(figures, context),
        counted_per_label=wording.COUNTED_PER_LABEL,
        goals_sentence=wording.goals(figures),
        scan_note=wording.scan_note(figures),
        scan_figure=scan_figure(figures.scan, figures.scan_median),
        overlap_note=wording.OVERLAP_NOTE,
        compared_sentence=wording.compared(figures, context),
        compared=context.older is not None,
        shown_overlaps=SHOWN_OVERLAPS,
        figures=figures,
        inventory=inventory,
        main_frames=main,
        other_frames=[*filter(None, [figures.pillars]), *other],
        fewest=figures.fewest,
        filterable={frame.id for frame in figures.frames if frame.judged},
        filters=_filters(figures),
        first_rows=rows[:_FIRST_ROWS],
        shade=shade,
        style=_asset(environment, "lokale-foto.css"),
        script=_asset(environment, "lokale-foto.js"),
        data=_data(rows),
    )
    return text.encode()


def _asset(environment: Environment, name: str) -> Markup:
    loader = environment.loader
    assert loader is not None
    return Markup(loader.get_source(environment, name)[0])


def _data(rows: Sequence[dict[str, Any]]) -> Markup:
    """The rows as JSON that cannot end the script element or open a comment in it."""
    text = json.dumps({"rows": rows}, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))


def _row(item: Item, context: ReportContext) -> dict[str, Any]:
    shown = [
        frame.show(label)
        for frame in context.frames.values()
        for label in item.labels.get(frame.id, ())
        if label in frame.ids
    ]
    keys = {name: item.labels.get(name) or [_NO_LABEL] for name in context.frames}
    source = " · ".join(filter(None, (wording.source(item), item.code, item.dienst)))
    return {
        "nr": item.nr,
        "text": item.text,
        "labels": "; ".join(shown) or "zonder label",
        "state": f"{item.kind}, {item.status}" if item.kind != "wens" else "wens",
        "source": source,
        "more": " ".join((*item.context, item.remark)),
        "keys": {
            **keys,
            "soort": [item.kind],
            "status": [item.status],
            "brontype": [item.brontype],
            "dienst": [item.dienst],
        },
    }


def _filters(figures: Figures) -> list[Filter]:
    filters = [
        Filter(frame.id, frame.name, [*((label.id, label.show) for label in frame.labels), (_NO_LABEL, "zonder label")])
        for frame in figures.frames
        if frame.judged
    ]
    filters.append(Filter("soort", "Soort", [(kind, kind) for kind in KINDS]))
    filters.append(Filter("status", "Status", list(STATUSES.items())))
    filters.append(Filter("brontype", "Soort bron", list(BRONTYPES.items())))
    if figures.services:
        filters.append(Filter("dienst", "Dienst", [(count.id, count.name) for count in figures.services]))
    return filters


_WIDTH, _HEIGHT, _LEFT, _BOTTOM = 640, 360, 60, 50


def scan_figure(points: Sequence[ScanPoint], middle: float) -> Markup:
    """The quadrant of the MVO-scan as a drawing with numbered dots; the table below it says which number is what."""
    if not points:
        return Markup("")
    most = max(1, *(point.label.tally.actions for point in points))
    across, up = _WIDTH - _LEFT - 20, _HEIGHT - _BOTTOM - 20

    def x(actions: float) -> float:
        return round(_LEFT + across * actions / (most * 1.08), 1)

    def y(score: float) -> float:
        return round(20 + up * (1 - score / 100), 1)

    label = html.escape("Score in de MVO-scan tegenover het aantal acties; de tabel hieronder geeft dezelfde cijfers.")
    half = x(middle + 0.5 if middle == int(middle) else middle)
    parts = [
        f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="{label}" font-size="13">',
        f'<rect x="{_LEFT}" y="20" width="{across}" height="{up}" fill="#f3f6f7" stroke="#595959"/>',
        f'<path d="M{half} 20V{20 + up}M{_LEFT} {y(50)}H{_LEFT + across}" stroke="#595959" stroke-dasharray="5 4"/>',
    ]
    parts += [f'<text x="{_LEFT - 8}" y="{y(s) + 4}" text-anchor="end">{s}</text>' for s in (0, 50, 100)]
    parts += [
        f'<text x="{_LEFT + across / 2}" y="{_HEIGHT - 12}" text-anchor="middle">aantal bevestigde acties (0 tot {most})</text>',
        f'<text transform="translate(18 {20 + up / 2}) rotate(-90)" text-anchor="middle">score MVO-scan</text>',
    ]
    for number, (point, (cx, cy)) in enumerate(zip(points, _apart(points, x, y), strict=True), 1):
        parts.append(
            f'<circle cx="{cx}" cy="{cy}" r="12" fill="#{point.label.colour}" stroke="#1a1a1a"/>'
            f'<text x="{cx}" y="{cy + 4.5}" text-anchor="middle" font-weight="700" fill="#{ink(point.label)}">{number}</text>'
        )
    return Markup("".join(parts) + "</svg>")


def _apart(points: Sequence[ScanPoint], x: Any, y: Any) -> list[tuple[float, float]]:
    """The places of the dots; a dot that would cover another moves away from the middle until it is free."""
    placed: list[tuple[float, float]] = []
    for point in points:
        cx, cy = x(point.label.tally.actions), y(point.score)
        while any((cx - a) ** 2 + (cy - b) ** 2 < 24**2 for a, b in placed):
            cx = round(cx + (4 if point.many else -4), 1)
        placed.append((cx, cy))
    return placed
