"""Decisions that deserve a second look: where a model that did not learn from a decision strongly expects another.

Nothing is changed here. A surprising decision is often right, and then it is the most valuable one in the log.
"""

import math
from collections.abc import Mapping, Sequence

from pipeline.frameworks import Frame
from pipeline.model import Classifier
from pipeline.schema import Decision, LabelledPassage, Labelling, Record

# A decision is listed when the model gives it at most this chance. With a well calibrated model one in twenty of such
# decisions is right all the same.
_CHANCE = 0.05


class Doubt(Record):
    """A decision to look at again: what speaks against it, in Dutch, and how surprising it is (-ln of its chance)."""

    decision: Decision
    reason: str
    surprise: float


def out_of_fold(
    base: Sequence[LabelledPassage], local: Sequence[LabelledPassage], model: Classifier
) -> list[Labelling]:
    """For each local row what a model says that did not learn from its document; ``model`` is one that learnt nothing yet."""
    if len({row.group for row in local}) < 2:  # a single document: then row by row
        local = [row.model_copy(update={"group": ""}) for row in local]
    return model.out_of_fold([*base, *local])[len(base) :]


def doubtful(
    decisions: Sequence[Decision], labellings: Sequence[Labelling], frames: Mapping[str, Frame], limit: int = 20
) -> list[Doubt]:
    """The most surprising decisions, most surprising first; ``labellings`` belong to the decisions one by one.

    Only labellings of a model that did not learn from the decision itself make sense here (see ``out_of_fold``).
    """
    found = [
        doubt
        for decision, labelling in zip(decisions, labellings, strict=True)
        if (doubt := _doubt(decision, labelling, frames)) is not None
    ]
    return sorted(found, key=lambda doubt: (-doubt.surprise, doubt.decision.id))[:limit]


def _doubt(decision: Decision, labelling: Labelling, frames: Mapping[str, Frame]) -> Doubt | None:
    against = list(_against(decision, labelling, frames))
    if not against:
        return None
    chance, reason = min(against)
    return Doubt(decision=decision, reason=reason, surprise=round(-math.log(max(chance, 1e-6)), 4))


def _against(decision: Decision, labelling: Labelling, frames: Mapping[str, Frame]) -> list[tuple[float, str]]:
    """What speaks against a decision: the chance that the model gives it, and why in words."""
    if decision.verdict == "nee":
        chance = 1 - labelling.actie
        reason = f"U besliste nee, maar dit lijkt sterk op een actie ({_percent(labelling.actie)})."
        return [(chance, reason)] if chance <= _CHANCE else []
    found = []
    if labelling.actie <= _CHANCE:
        found.append(
            (labelling.actie, f"U besliste ja, maar dit lijkt niet op een actie ({_percent(labelling.actie)}).")
        )
    for frame in frames.values():
        if frame.id not in decision.judged:
            continue
        labels = decision.judged[frame.id]
        full = len(labels) >= frame.max_labels
        for label, p in labelling.probabilities.get(frame.id, {}).items():
            given = label in labels
            chance = p if given else 1 - p
            if chance <= _CHANCE and (given or not full):
                found.append((chance, _label_reason(frame.show(label), given, p)))
    return found


def _label_reason(label: str, given: bool, p: float) -> str:
    if given:
        return f"U gaf {label}; op grond van vergelijkbare passages is dat onverwacht ({_percent(p)})."
    return f"U gaf {label} niet; op grond van vergelijkbare passages werd het verwacht ({_percent(p)})."


def _percent(p: float) -> str:
    return f"{round(100 * p)} %"
