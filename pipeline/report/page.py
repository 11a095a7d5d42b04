"""The page ``lokale-foto.html``: one file without network, for reading, searching and printing.

Every figure is a table with bars or shades in it, so that it can be read without seeing it. Rows are shown by a small script
from data in the page; without script the first rows stand there.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from pipeline import notation
from pipeline.figures import STATUSES, Figures, ReportContext
from pipeline.inventory import KINDS, Inventory, Item
from pipeline.report import guide, quadrant, wording
from pipeline.report.colours import ink, shade
from pipeline.schema import BRONTYPES

SHOWN_OVERLAPS = 25
_SHOWN_CHANGES = 10
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
        "instead": wording.instead,
        "counted": wording.counted,
        "derived_note": wording.derived_note,
        "ink": ink,
        "number": notation.number,
        "overlap": wording.overlap,
        "changed": lambda change: wording.changed(change, context.frames),
        "quoted": wording.quoted,
        "several": notation.several,
        "shortened": notation.shortened,
        "source": wording.source,
        "without": wording.without,
    }
    placed = wording.by_keyword(figures)
    rows = [_row(item, context, placed) for item in inventory.items]
    main = [frame for frame in figures.frames if frame.id in {"sdg", "mvo"}] or list(figures.frames)
    other = [frame for frame in figures.frames if frame not in main]
    text = environment.get_template("lokale-foto.html").render(
        title=wording.title(context),
        date=notation.long_date(context.date),
        headline=wording.headline(figures),
        read=wording.read(figures),
        reviewed=wording.reviewed(figures),
        caution=guide.caution(figures),
        summary=guide.summary(figures),
        glossary=guide.glossary(figures),
        no_blind=guide.no_blind(figures),
        how_made=guide.how_made(figures, context),
        guide=guide,
        counted_per_label=wording.COUNTED_PER_LABEL,
        goals_sentence=wording.goals(figures),
        scan_note=wording.scan_note(figures),
        scan_figure=quadrant.drawing(figures.scan, figures.scan_median),
        boxes=quadrant.boxes(figures.scan),
        overlap_note=wording.OVERLAP_NOTE,
        compared_sentence=wording.compared(figures, context),
        compared=context.older is not None,
        shown_overlaps=SHOWN_OVERLAPS,
        shown_changes=_SHOWN_CHANGES,
        figures=figures,
        inventory=inventory,
        main_frames=main,
        other_frames=[*filter(None, [figures.pillars]), *other],
        filterable={frame.id for frame in figures.frames if frame.counted},
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


def _row(item: Item, context: ReportContext, placed: Mapping[tuple[str, int], list[str]]) -> dict[str, Any]:
    shown = [
        frame.show(label)
        for frame in context.frames.values()
        for label in item.labels.get(frame.id, ())
        if label in frame.ids
    ]
    shown += [label for name in context.frames for label in placed.get((name, item.nr), ())]
    keys = {name: item.labels.get(name) or [_NO_LABEL] for name in context.frames}
    source = " · ".join(filter(None, (wording.source(item), item.code, item.dienst)))
    return {
        "nr": item.nr,
        "text": item.text,
        "labels": "; ".join(shown) or "zonder thema",
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
        Filter(frame.id, frame.name, [*((label.id, label.show) for label in frame.labels), (_NO_LABEL, "zonder thema")])
        for frame in figures.frames
        if frame.counted
    ]
    filters.append(Filter("soort", "Soort", [(kind, kind) for kind in KINDS]))
    filters.append(Filter("status", "Status", list(STATUSES.items())))
    filters.append(Filter("brontype", "Soort bron", list(BRONTYPES.items())))
    if figures.services:
        filters.append(Filter("dienst", "Dienst", [(count.id, count.name) for count in figures.services]))
    return filters
