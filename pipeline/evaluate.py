"""Figures of quality: how often a suggestion is right, how much is found, whether the sureness can be believed.

Everything here compares labellings with what people decided; it knows nothing of how a labelling came about.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from pipeline.schema import LabelledPassage, Labelling, Record

_BINS = 10


class FrameFigures(Record):
    """Figures of one frame over the actions of a set; None where there is nothing to measure.

    ``first``: the most probable label is right; ``top3``: a right one among the three most probable; ``micro`` and
    ``macro``: F1 of the proposals; ``none``: share of actions without label for which none is proposed; ``ece``:
    expected calibration error over ten bins; ``auto90``: largest share, most certain first, with ``first`` >= 0.90.
    """

    first: float | None
    top3: float | None
    micro: float | None
    macro: float | None
    none: float | None
    ece: float | None
    auto90: float | None
    per_label: dict[str, float]
    support: dict[str, int]


class Figures(Record):
    """Figures over a set of labelled passages: is it an action, and each frame."""

    rows: int
    actions: int
    actie_f1: float | None
    kept_non_actions: float | None
    frames: dict[str, FrameFigures]


def measure(rows: Sequence[LabelledPassage], labellings: Sequence[Labelling]) -> Figures:
    """Compare labellings with the truth, row by row; debatable labels count neither for nor against.

    A frame that the model does not know is left out.
    """
    said = [(row.actie, labelling.actie >= 0.5) for row, labelling in zip(rows, labellings, strict=True)]
    tp, fp, fn = said.count((True, True)), said.count((False, True)), said.count((True, False))
    actions = [(row, labelling) for row, labelling in zip(rows, labellings, strict=True) if row.actie]
    names = sorted({frame for row, labelling in actions for frame in row.labels if frame in labelling.probabilities})
    frames = {}
    for name in names:
        judged = [
            (row.labels[name], row.debatable.get(name, ()), labelling)
            for row, labelling in actions
            if name in row.labels
        ]
        frames[name] = _frame_figures(name, judged)
    return Figures(
        rows=len(rows),
        actions=len(actions),
        actie_f1=f1(tp, fp, fn),
        kept_non_actions=fp / (len(rows) - len(actions)) if len(rows) > len(actions) else None,
        frames=frames,
    )


def f1(true_positive: int, false_positive: int, false_negative: int) -> float | None:
    """Harmonic mean of precision and recall; None when nothing was there and nothing was said."""
    total = 2 * true_positive + false_positive + false_negative
    return 2 * true_positive / total if total else None


Judged = tuple[tuple[str, ...], tuple[str, ...], Labelling]


def _frame_figures(name: str, judged: Sequence[Judged]) -> FrameFigures:
    labels = list(judged[0][2].probabilities[name])
    counts = {label: [0, 0, 0] for label in labels}
    first: list[tuple[float, bool]] = []
    top3, none = [], []
    probabilities, truths = [], []
    for right, free, labelling in judged:
        scores, proposed = labelling.probabilities[name], labelling.proposed[name]
        order = sorted(labels, key=lambda label: -scores[label])
        for label in (label for label in labels if label not in free):
            counts[label][0] += label in right and label in proposed
            counts[label][1] += label not in right and label in proposed
            counts[label][2] += label in right and label not in proposed
            probabilities.append(scores[label])
            truths.append(label in right)
        if right:
            top3.append(not set(right).isdisjoint(order[:3]))
            if order[0] not in free:
                first.append((scores[order[0]], order[0] in right))
        elif not free:
            none.append(not proposed)
    per_label = {
        label: value for label in labels if sum(counts[label][::2]) and (value := f1(*counts[label])) is not None
    }
    tp, fp, fn = (sum(count[i] for count in counts.values()) for i in range(3))
    return FrameFigures(
        first=_mean([good for _, good in first]),
        top3=_mean(top3),
        micro=f1(tp, fp, fn),
        macro=_mean(list(per_label.values())),
        none=_mean(none),
        ece=calibration_error(np.array(probabilities), np.array(truths)),
        auto90=_share_at(first, 0.9),
        per_label=per_label,
        support={label: counts[label][0] + counts[label][2] for label in labels},
    )


def calibration_error(probabilities: npt.NDArray[np.float64], truth: npt.NDArray[np.bool_]) -> float | None:
    """Expected calibration error over ten equally wide bins; None without rows."""
    if not len(probabilities):
        return None
    bins = np.minimum((probabilities * _BINS).astype(int), _BINS - 1)
    gaps = [abs(probabilities[bins == b].sum() - truth[bins == b].sum()) for b in range(_BINS)]
    return float(sum(gaps) / len(probabilities))


def _share_at(first: Sequence[tuple[float, bool]], wanted: float) -> float | None:
    right, best = 0, 0
    for number, (_, good) in enumerate(sorted(first, key=lambda pair: -pair[0]), 1):
        right += good
        if right / number >= wanted:
            best = number
    return best / len(first) if first else None


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None


def difference_interval(
    old: Sequence[float], new: Sequence[float], generator: np.random.Generator, draws: int = 1000
) -> tuple[float, float]:
    """The 90 % bootstrap interval of the mean gain per row, ``new`` minus ``old`` on the same rows."""
    gains = np.array(new) - np.array(old)
    means = gains[generator.integers(0, len(gains), (draws, len(gains)))].mean(axis=1)
    low, high = np.quantile(means, [0.05, 0.95])
    return float(low), float(high)


def row_scores(rows: Sequence[LabelledPassage], labellings: Sequence[Labelling]) -> list[float]:
    """Per row 0..1 how right the whole suggestion is: the action verdict, and for an action the F1 of its labels.

    Debatable labels count neither for nor against.
    """
    return [_row_score(row, labelling) for row, labelling in zip(rows, labellings, strict=True)]


def _row_score(row: LabelledPassage, labelling: Labelling) -> float:
    if row.actie != (labelling.actie >= 0.5):
        return 0.0
    if not row.actie or not row.labels:
        return 1.0
    return sum(_label_score(row, labelling, frame) for frame in row.labels) / len(row.labels)


def _label_score(row: LabelledPassage, labelling: Labelling, frame: str) -> float:
    free = set(row.debatable.get(frame, ()))
    right, proposed = set(row.labels[frame]) - free, set(labelling.proposed.get(frame, ())) - free
    both = len(right & proposed)
    value = f1(both, len(proposed) - both, len(right) - both)
    return 1.0 if value is None else value


def summary(figures: Figures) -> Mapping[str, float | None]:
    """The figures by the short names that reports and cards use."""
    short: dict[str, float | None] = {"actie_f1": figures.actie_f1, "actie_kept_nonactions": figures.kept_non_actions}
    for name, frame in figures.frames.items():
        short |= {
            f"{name}_p1": frame.first,
            f"{name}_hit3": frame.top3,
            f"{name}_micro": frame.micro,
            f"{name}_macro": frame.macro,
            f"{name}_none": frame.none,
            f"{name}_ece": frame.ece,
            f"{name}_auto_p90": frame.auto90,
        }
    return short
