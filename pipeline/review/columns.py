"""The columns of the review sheet and how each value is shown so that a spreadsheet leaves it alone.

Suggestions go in, rows of strings come out; files are written elsewhere. No value shown here can become a formula, a
date or a number once ``guarded`` has passed over it.
"""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cache

from pipeline.cells import code_shown, plain
from pipeline.frameworks import Frame
from pipeline.schema import LEVELS, Candidate, Decision, Suggestion

ID, DECISION, TEXT, REMARK, STATUS = "rij_id", "beslissing", "tekst", "opmerking", "status"
FIXED = (
    "rij_id",
    "beslissing",
    "tekst",
    "sdg_1",
    "sdg_2",
    "sdg_3",
    "mvo_1",
    "mvo_2",
    "opmerking",
    "zekerheid",
    "waarom",
    "context",
    "brontype",
    "status",
    "document",
    "pagina",
    "code",
)
DOUBT = "twijfel"


def label_columns(frame: Frame) -> tuple[str, ...]:
    """The columns that hold the labels of a frame: ``sdg_1``, ``sdg_2``, ``sdg_3``."""
    return _numbered(frame.id, frame.max_labels)


@cache
def _numbered(name: str, number: int) -> tuple[str, ...]:
    return tuple(f"{name}_{position}" for position in range(1, number + 1))


def columns(frames: Mapping[str, Frame]) -> tuple[str, ...]:
    """All columns in their order: the fixed ones, then those of frames that have no fixed columns."""
    more = [name for frame in frames.values() for name in label_columns(frame) if name not in FIXED]
    return (*FIXED, *more)


def row_of(suggestion: Suggestion, frames: Mapping[str, Frame], doubtful: AbstractSet[str]) -> dict[str, str]:
    """What the sheet shows of one suggestion, by column; ``doubtful`` holds the ids that are marked."""
    candidate = suggestion.candidate
    row = passage_of(candidate)
    # Never 100 %: a person decides.
    row["zekerheid"] = f"{min(99, round(100 * suggestion.sureness))} %"
    row["waarom"] = _why(suggestion, frames, candidate.id in doubtful)
    return row | _labels_shown(suggestion.labelling.proposed, frames)


def decided_row(decision: Decision, frames: Mapping[str, Frame], reason: str) -> dict[str, str]:
    """What the sheet shows of a row that was decided, as it stands; ``reason`` says why it is shown again."""
    row = passage_of(decision) | _labels_shown(decision.labels, frames)
    return row | {DECISION: decision.verdict, REMARK: plain(decision.remark), "waarom": plain(reason)}


def passage_of(candidate: Candidate | Decision) -> dict[str, str]:
    """What the sheet shows of a passage itself: no labels, no sureness."""
    place = candidate.places[0]
    above = (
        [*candidate.context, f"[{LEVELS[candidate.level]}]"] if candidate.level in {"bd", "ap"} else candidate.context
    )
    return {
        "rij_id": candidate.id,
        "tekst": plain(candidate.text),
        "context": plain(" › ".join(above)),
        "brontype": candidate.brontype,
        "status": candidate.status,
        "document": plain(place.document),
        "pagina": f"p. {place.page}" if place.page is not None else plain(place.place),
        "code": plain(code_shown(candidate.code)),
    }


def _labels_shown(labels: Mapping[str, Sequence[str]], frames: Mapping[str, Frame]) -> dict[str, str]:
    cells: dict[str, str] = {}
    for frame in frames.values():
        shown = [frame.show(label) for label in labels.get(frame.id, ()) if label in frame.ids]
        cells |= dict(zip(label_columns(frame), shown, strict=False))
    return cells


def _why(suggestion: Suggestion, frames: Mapping[str, Frame], doubtful: bool) -> str:
    parts = [DOUBT] if doubtful else []
    for frame in frames.values():
        reasons = suggestion.labelling.why.get(frame.id, {})
        for label in suggestion.labelling.proposed.get(frame.id, ()):
            if words := reasons.get(label):
                name = f"{frame.prefix} {label}" if frame.prefix else frame.label(label).name
                parts.append(f"{name}: {', '.join(words)}")
    return plain(" · ".join(parts))


def theme_of(suggestion: Suggestion, frames: Mapping[str, Frame]) -> str:
    """The first label that is proposed in the first frame that proposes one; empty when nothing is proposed."""
    proposals: Sequence[tuple[str, ...]] = [suggestion.labelling.proposed.get(name, ()) for name in frames]
    return next((f"{name}:{given[0]}" for name, given in zip(frames, proposals, strict=True) if given), "")
