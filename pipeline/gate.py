"""The gate between an old and a new classifier: both on rows that neither saw, beside a dummy that only guesses."""

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np

from pipeline.evaluate import Figures, difference_interval, measure, row_scores, summary
from pipeline.frameworks import Frame
from pipeline.model import Classifier, folds
from pipeline.schema import LabelledPassage, Labelling, Record

# On enough held-out rows to tell, a new model may lose this much per row: room for chance, not for a poisoned round.
TOLERANCE = 0.01
ENOUGH_ROWS = 100
_PARTS, _HELD_OUT = 5, 0


class Comparison(Record):
    """Old, new and dummy on the same held-out rows; ``low`` and ``high`` bound the gain per row (90 %)."""

    name: str
    rows: int
    old: dict[str, float | None]
    new: dict[str, float | None]
    dummy: dict[str, float | None]
    gain: float
    low: float
    high: float

    @property
    def passed(self) -> bool:
        """Whether the new model is not shown to be worse: few rows only speak when they are sure (90 %)."""
        return self.high >= 0 and (self.rows < ENOUGH_ROWS or self.gain >= -TOLERANCE)


def split(rows: Sequence[LabelledPassage]) -> tuple[list[LabelledPassage], list[LabelledPassage]]:
    """Seen and held-out rows. Whole documents are held out, unless that would hold out all or nothing."""
    held_out = folds(rows, _PARTS) == _HELD_OUT
    if held_out.all() or not held_out.any():
        held_out = folds([row.model_copy(update={"group": ""}) for row in rows], _PARTS) == _HELD_OUT
    seen = [row for row, held in zip(rows, held_out, strict=True) if not held]
    return seen, [row for row, held in zip(rows, held_out, strict=True) if held]


class Dummy:
    """Calls everything an action and always proposes the most frequent label of each frame."""

    def __init__(self, rows: Sequence[LabelledPassage], frames: Mapping[str, Frame]) -> None:
        actions = [row for row in rows if row.actie]
        shares = {
            frame.id: Counter(label for row in actions for label in row.labels.get(frame.id, ()))
            for frame in frames.values()
        }
        self._answer = Labelling(
            actie=len(actions) / len(rows),
            probabilities={
                f.id: {label: shares[f.id][label] / len(actions) for label in f.ids} for f in frames.values()
            },
            proposed={f.id: tuple(label for label, _ in shares[f.id].most_common(1)) for f in frames.values()},
            why={f.id: {} for f in frames.values()},
        )

    def label(self, texts: Sequence[str], contexts: Sequence[str]) -> list[Labelling]:  # noqa: ARG002
        """The same answer for every text."""
        return [self._answer] * len(texts)


def compare(
    title: str,
    rows: Sequence[LabelledPassage],
    old: Classifier | Dummy,
    new: Classifier,
    dummy: Dummy,
    generator: np.random.Generator,
) -> Comparison:
    """The three on the same rows, of which none has learnt."""
    texts, contexts = [row.text for row in rows], [row.context for row in rows]
    said = {"old": old.label(texts, contexts), "new": new.label(texts, contexts), "dummy": dummy.label(texts, contexts)}
    before, after = row_scores(rows, said["old"]), row_scores(rows, said["new"])
    low, high = difference_interval(before, after, generator)
    figures: dict[str, Figures] = {name: measure(rows, labellings) for name, labellings in said.items()}
    return Comparison(
        name=title,
        rows=len(rows),
        old=dict(summary(figures["old"])),
        new=dict(summary(figures["new"])),
        dummy=dict(summary(figures["dummy"])),
        gain=sum(after) / len(after) - sum(before) / len(before),
        low=low,
        high=high,
    )
