"""Every number and every choice that a report shows, computed once: inventory and context in, ``Figures`` out.

The reports only lay out what stands here, so they cannot disagree. Only actions make a theme strong or fill a blind spot:
a goal is not yet something that is done, and what an advisory council asks for is a wish.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from statistics import median
from typing import Any

from pipeline.counts import (
    FrameFigures,
    LabelCount,
    Matrix,
    Strong,
    Tally,
    count_frame,
    matrix,
    pillars,
    strongest,
    tally,
    weakest,
)
from pipeline.frameworks import Frame
from pipeline.inventory import Inventory, Item
from pipeline.likeness import Comparison, Overlap, compare, overlaps
from pipeline.schema import BRONTYPES, LEVELS, Document, Record, Status

STATUSES: dict[Status, str] = {
    "gepland": "gepland",
    "lopend": "lopend",
    "gerealiseerd": "gerealiseerd",
    "wens": "wens van een adviesraad",
}
HIGH_SCORE = 50.0  # of 100: the middle of the scale of the MVO-scan


class ReportContext(Record):
    """What a report needs beside the inventory.

    ``frames`` in the order in which they are shown; ``undecided`` counts the proposed rows without a decision; ``date`` is
    ISO (2026-10-17) and is all the time a report knows; ``scan`` maps a theme of the frame ``mvo`` to its score (0 to 100)
    in the MVO-scan; ``lower_bound`` says in one sentence how much has been found at least; ``older`` is the foto to
    compare with, under the name ``older_name``.
    """

    frames: dict[str, Frame]
    documents: tuple[Document, ...] = ()
    undecided: int = 0
    model: str = ""
    date: str
    municipality: str = ""
    scan: dict[str, float] | None = None
    lower_bound: str = ""
    older: Inventory | None = None
    older_name: str = "de vorige foto"


class Blind(Record):
    """A theme without a confirmed action in the documents that were read; there is none while nothing is confirmed."""

    frame: str
    label: LabelCount


class Count(Record):
    """A number of rows under a name (a status, a level, a kind of source, a service)."""

    id: str
    name: str
    tally: Tally


class DocumentLine(Record):
    """A document and the rows confirmed from it (as first source)."""

    path: str
    kind: str
    state: str
    pages: int | None
    rows: int
    remark: str


class ScanPoint(Record):
    """A theme with its score in the MVO-scan beside its actions."""

    label: LabelCount
    score: float
    high: bool
    many: bool


class Figures(Record):
    """All figures of one report."""

    tally: Tally
    rejected: int
    undecided: int
    decided: int
    proposed: int
    share_decided: int | None
    frames: tuple[FrameFigures, ...]
    pillars: FrameFigures | None
    matrix: Matrix | None
    strong: tuple[Strong, ...]
    blind: tuple[Blind, ...]
    goals_without_action: tuple[Blind, ...]
    fewest: tuple[LabelCount, ...]
    statuses: tuple[Count, ...]
    levels: tuple[Count, ...]
    sources: tuple[Count, ...]
    services: tuple[Count, ...]
    documents: tuple[DocumentLine, ...]
    read: int
    failed: int
    double: int
    pages: int
    scan: tuple[ScanPoint, ...]
    scan_median: float
    overlaps: tuple[Overlap, ...]
    comparison: Comparison | None

    def frame(self, name: str) -> FrameFigures | None:
        """The figures of one frame, None when the report does not use it."""
        return next((frame for frame in self.frames if frame.id == name), None)


def compute(inventory: Inventory, context: ReportContext) -> Figures:
    """All figures of a report."""
    items = inventory.items
    frames = tuple(count_frame(items, frame, context.older) for frame in context.frames.values())
    by_id = {frame.id: frame for frame in frames}
    sdg, mvo = by_id.get("sdg"), by_id.get("mvo")
    counted = tuple(frame for frame in frames if frame.counted)
    decided = len(items) + inventory.rejected
    proposed = decided + context.undecided
    scan, middle = _scan(mvo, context.scan)
    return Figures(
        tally=tally(items),
        rejected=inventory.rejected,
        undecided=context.undecided,
        decided=decided,
        proposed=proposed,
        share_decided=100 * decided // proposed if proposed else None,
        frames=frames,
        pillars=pillars(items, context.frames["sdg"]) if sdg else None,
        matrix=matrix(sdg, mvo) if sdg and mvo else None,
        strong=tuple(strongest(counted)),
        blind=tuple(
            Blind(frame=f.id, label=label) for f in counted for label in f.labels if items and not label.tally.actions
        ),
        goals_without_action=tuple(
            Blind(frame=f.id, label=label)
            for f in counted
            for label in f.labels
            if label.tally.goals and not label.tally.actions
        ),
        fewest=tuple(label for frame in counted for label in weakest(frame)),
        statuses=_counts(items, STATUSES, lambda item: item.status),
        levels=_counts(items, LEVELS, lambda item: item.level),
        sources=_counts(items, BRONTYPES, lambda item: item.brontype),
        services=_services(items),
        **_documents(items, context.documents),
        scan=scan,
        scan_median=middle,
        overlaps=tuple(overlaps(inventory)),
        comparison=compare(context.older, inventory) if context.older is not None else None,
    )


def _counts(items: Sequence[Item], names: Mapping[Any, str], key: Callable[[Item], str]) -> tuple[Count, ...]:
    return tuple(
        Count(id=name, name=shown, tally=tally(item for item in items if key(item) == name))
        for name, shown in names.items()
    )


def _services(items: Sequence[Item]) -> tuple[Count, ...]:
    names = {name: name for name in sorted({item.dienst for item in items if item.dienst})}
    return _counts(items, names, lambda item: item.dienst)


def _documents(items: Sequence[Item], documents: Sequence[Document]) -> dict[str, Any]:
    rows = Counter(item.document for item in items)
    lines = [_line(document, rows[document.path]) for document in documents]
    known = {document.path for document in documents}
    lines += [
        DocumentLine(path=path, kind="", state="niet meer aanwezig", pages=None, rows=rows[path], remark="")
        for path in sorted(set(rows) - known - {""})
    ]
    states = Counter(document.state for document in documents)
    return {
        "documents": tuple(lines),
        "read": states["gelezen"],
        "failed": states["mislukt"],
        "double": states["dubbel"],
        "pages": sum(document.pages or 0 for document in documents if document.state == "gelezen"),
    }


def _line(document: Document, rows: int) -> DocumentLine:
    same = [f"zelfde inhoud als {document.same_as}"] if document.same_as else []
    problems = [": ".join(filter(None, (problem.place, problem.message))) for problem in document.problems]
    state = {"gelezen": "gelezen", "mislukt": "niet gelezen", "dubbel": "dubbel, niet opnieuw gelezen"}[document.state]
    if document.state == "gelezen" and problems:
        state = "gelezen, niet volledig"
    return DocumentLine(
        path=document.path,
        kind=BRONTYPES[document.brontype],
        state=state,
        pages=document.pages,
        rows=rows,
        remark="; ".join(same + problems),
    )


def _scan(mvo: FrameFigures | None, scores: Mapping[str, float] | None) -> tuple[tuple[ScanPoint, ...], float]:
    if mvo is None or not scores:
        return (), 0.0
    scored = [label for label in mvo.labels if label.id in scores]
    middle = float(median(label.tally.actions for label in scored)) if scored else 0.0
    points = tuple(
        ScanPoint(
            label=label,
            score=scores[label.id],
            high=scores[label.id] >= HIGH_SCORE,
            many=label.tally.actions > middle,
        )
        for label in scored
    )
    return points, middle
