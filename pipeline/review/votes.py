"""What the rows of one or more sheets say about one known row, and the decision that they come to together."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pipeline.cells import plain
from pipeline.frameworks import Frame
from pipeline.review.columns import REMARK, STATUS, TEXT, label_columns
from pipeline.review.known import Known
from pipeline.review.read import Sheet, SheetRow
from pipeline.review.text import is_error
from pipeline.schema import Decision, Status, Verdict

Labels = dict[str, tuple[str, ...]]


class Vote(NamedTuple):
    """What one row of one sheet says; an empty text, status or remark means that it says nothing about it.

    ``labels`` lacks the frames that the sheet does not judge; ``blind`` when nothing was proposed on the sheet.
    """

    known: Known
    where: str
    reviewer: str
    verdict: Verdict | None
    labels: Labels
    text: str
    status: Status | None
    remark: str
    blind: bool

    @property
    def relabelled(self) -> list[str]:
        """The frames in which the reviewer changed the labels."""
        proposed = {} if self.blind else self.known.blank.proposed
        return [frame for frame, labels in self.labels.items() if labels != proposed.get(frame, ())]

    @property
    def edited(self) -> list[str]:
        """What the reviewer changed on the row besides the decision, in words."""
        changed = (("labels", self.relabelled), (TEXT, self.text), (STATUS, self.status), (REMARK, self.remark))
        return [name for name, given in changed if given]


def vote(
    sheet: Sheet, row: SheetRow, known: Known, frames: Mapping[str, Frame], reviewer: str, *, edited: bool, blind: bool
) -> Vote:
    """What a row says; ``edited`` when the reviewer changed its text, ``blind`` when nothing was proposed on the sheet."""
    return Vote(
        known=known,
        where=f"{row.sheet}, rij {row.row}",
        reviewer=sheet.reviewer or reviewer,
        verdict=row.decision,
        labels=_labels(sheet, row, known, frames, blind),
        text=plain(row.text) if edited else "",
        status=row.status if row.status != known.blank.status else None,
        remark="" if is_error(row.remark) else plain(row.remark),
        blind=blind,
    )


def disagree(votes: Sequence[Vote]) -> bool:
    """Whether the votes on one row cannot all be right."""
    if len({vote.verdict for vote in votes}) > 1:
        return True
    if votes[0].verdict == "nee":
        return False
    frames = {frame for vote in votes for frame in vote.labels}
    return (
        any(len({vote.labels[frame] for vote in votes if frame in vote.labels}) > 1 for frame in frames)
        or len({vote.text for vote in votes if vote.text}) > 1
        or len({vote.status for vote in votes if vote.status}) > 1
    )


def decision_of(votes: Sequence[Vote], verdict: Verdict, time: str) -> Decision:
    """The decision that votes which agree come to; what they leave alone stays as it was decided before."""
    known = votes[0].known
    kept = known.earlier if known.earlier and known.earlier.verdict == verdict else None
    labels: Labels = dict(kept.labels) if kept else {}
    for each in votes:
        labels |= each.labels
    remarks = dict.fromkeys(each.remark for each in votes if each.remark)
    return known.blank.model_copy(
        update={
            "verdict": verdict,
            "text": next((each.text for each in votes if each.text), known.standing.text),
            "labels": labels if verdict == "ja" else {},
            "proposed": {} if all(each.blind for each in votes) else known.blank.proposed,
            "status": next((each.status for each in votes if each.status), known.standing.status),
            "remark": " | ".join(remarks) or (kept.remark if kept else ""),
            "reviewer": ", ".join(dict.fromkeys(each.reviewer for each in votes)),
            "time": time,
        }
    )


def equal(decision: Decision, earlier: Decision) -> bool:
    """Whether two decisions on a row say the same, whoever took them and when."""
    ours, theirs = (
        (one.verdict, one.text, one.labels, one.status, one.remark)
        if one.verdict == "ja"
        else (one.verdict, one.remark)
        for one in (decision, earlier)
    )
    return ours == theirs


def _labels(sheet: Sheet, row: SheetRow, known: Known, frames: Mapping[str, Frame], blind: bool) -> Labels:
    given: Labels = {}
    standing = known.earlier.labels if known.earlier and known.earlier.verdict == "ja" else known.blank.proposed
    for frame in frames.values():
        names = label_columns(frame)
        if not any(name in sheet.columns for name in names):
            continue
        # A column that the reviewer took out of the sheet keeps the label that it held.
        before = () if blind else standing.get(frame.id, ())
        cells = (
            row.labels.get(name, ()) if name in sheet.columns else before[at : at + 1] for at, name in enumerate(names)
        )
        labels = tuple(dict.fromkeys(label for cell in cells for label in cell))
        # On a blind sheet an empty frame was not judged: only "geen" says that there is none.
        if labels or not blind or any(row.raw.get(name, "").strip() for name in names):
            given[frame.id] = labels
    return given
