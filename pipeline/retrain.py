"""A better classifier from the base corpus and what reviewers confirmed, taken into use only past a gate.

The gate compares recipes on rows that neither model saw: the old data and the new data, each without the held-out rows,
are both learnt from scratch, beside a dummy that knows only which labels are frequent. Only when the new one is not worse
on the base rows and not worse on the local rows is the real model, learnt from everything, taken into use.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from pipeline import versions
from pipeline.card import card
from pipeline.corpus import passages_of
from pipeline.decisions import in_force
from pipeline.errors import ModelError
from pipeline.frameworks import Frame
from pipeline.gate import Comparison, Dummy, compare, split
from pipeline.model import FOLDS, FORMAT, TOO_FEW, Classifier
from pipeline.notation import number
from pipeline.schema import Decision, LabelledPassage, Record, Round
from pipeline.store import digest, to_lines

# How often a local row counts beside a row of the base corpus. On held-out passages of one municipality the gain levels
# off between 4 and 8; above that single mistakes of a reviewer start to show.
LOCAL_WEIGHT = 5.0
# A frame is learnt from so many passages judged in it; until then its keywords propose. A frame of eight labels then has some
# 25 examples of each, from where a label gets a threshold of its own.
FRAME_FROM = 200


class Outcome(Record):
    """What retraining did: the version made, whether it is in use now, and why, in Dutch."""

    version: str
    promoted: bool
    unchanged: bool
    reason: str
    base_rows: int
    local_rows: int
    comparisons: tuple[Comparison, ...] = ()


def retrain(
    folder: Path,
    base: Sequence[LabelledPassage],
    rounds: Sequence[tuple[Round, list[Decision]]],
    frames: Mapping[str, Frame],
    generator: np.random.Generator,
    date: str,
) -> Outcome:
    """Learn from base and rounds; save the version, and take it into use when it passes.

    ``folder`` holds the versions; ``date`` is written on the card. The same rows in the same format of the model give the
    same version, which is then left as it is.

    Raises:
        ModelError: the base corpus is gone or too small to learn from.
    """
    if sum(row.actie for row in base) < 2 * FOLDS:
        raise ModelError(TOO_FEW)
    local = passages_of(in_force(rounds), LOCAL_WEIGHT)
    frames = learnable(frames, [*base, *local])
    training = _training(base, local, rounds)
    name = f"v{training.last_round:04d}-{digest(training.model_dump_json().encode())[:8]}"
    current = versions.current_name(folder)
    outcome = Outcome(
        version=name,
        promoted=name == current,
        unchanged=True,
        reason="Er zijn geen nieuwe beslissingen sinds dit model gemaakt is.",
        base_rows=len(base),
        local_rows=len(local),
    )
    if name in versions.names(folder):
        return outcome
    old_local = _known_to(folder, current, rounds) if current else None
    comparisons = _gate(base, local, old_local, frames, generator)
    model = _fitted([*base, *local], frames)
    promoted = current is None or all(comparison.passed for comparison in comparisons)
    reason = _reason(current, comparisons, promoted)
    versions.save_version(
        folder, name, model, training, card(name, date, training, LOCAL_WEIGHT, comparisons, reason, frames)
    )
    if promoted:
        versions.promote(folder, name)
    done = {"promoted": promoted, "unchanged": False, "reason": reason, "comparisons": tuple(comparisons)}
    return outcome.model_copy(update=done)


def _training(
    base: Sequence[LabelledPassage], local: Sequence[LabelledPassage], rounds: Sequence[tuple[Round, list[Decision]]]
) -> versions.Training:
    return versions.Training(
        last_round=max((head.nr for head, _ in rounds), default=0),
        base_digest=digest(to_lines(base).encode()),
        local_digest=digest(to_lines(local).encode()),
        base_rows=len(base),
        local_rows=len(local),
        format=FORMAT,
    )


def learnable(frames: Mapping[str, Frame], rows: Sequence[LabelledPassage]) -> dict[str, Frame]:
    """The frames in which enough rows were judged to learn from."""
    judged = Counter(name for row in rows if row.actie for name in row.labels)
    return {name: frame for name, frame in frames.items() if judged[name] >= FRAME_FROM}


def _known_to(folder: Path, version: str, rounds: Sequence[tuple[Round, list[Decision]]]) -> list[LabelledPassage]:
    """The decisions that a version learnt from."""
    training = versions.training_of(folder, version)
    known = [pair for pair in rounds if training is not None and pair[0].nr <= training.last_round]
    return passages_of(in_force(known), LOCAL_WEIGHT)


def _gate(
    base: Sequence[LabelledPassage],
    local: Sequence[LabelledPassage],
    old_local: Sequence[LabelledPassage] | None,
    frames: Mapping[str, Frame],
    generator: np.random.Generator,
) -> list[Comparison]:
    seen_base, held_base = split(base)
    seen_local, held_local = split(local)
    held_ids = {row.id for row in held_local}
    dummy = Dummy(seen_base, frames)
    new = _fitted([*seen_base, *seen_local], frames)
    # Without a model in use there is nothing to beat but the dummy.
    old = dummy if old_local is None else _fitted([*seen_base, *(r for r in old_local if r.id not in held_ids)], frames)
    sets = [("algemene passages", held_base), ("eigen beslissingen", held_local)]
    return [compare(title, rows, old, new, dummy, generator) for title, rows in sets if rows]


def _fitted(rows: Sequence[LabelledPassage], frames: Mapping[str, Frame]) -> Classifier:
    return new_classifier(frames).fit(rows)


def new_classifier(frames: Mapping[str, Frame]) -> Classifier:
    """An untrained classifier for these frames."""
    return Classifier({f.id: f.ids for f in frames.values()}, {f.id: f.max_labels for f in frames.values()})


def _reason(current: str | None, comparisons: Sequence[Comparison], promoted: bool) -> str:
    if current is None:
        return "Dit is het eerste model."
    worse = [c for c in comparisons if not c.passed]
    if not promoted:
        told = "; ".join(
            f"op {number(c.rows)} {c.name} {_points(c.gain)} (90 % zeker tussen {_points(c.low)} en {_points(c.high)})"
            for c in worse
        )
        return f"Het nieuwe model is slechter dan het oude: {told}. Het oude model blijft in gebruik; kijk de laatste beslissingen na."
    told = "; ".join(f"{_points(c.gain)} op {number(c.rows)} {c.name}" for c in comparisons)
    return f"Het nieuwe model doorstaat de test op passages die het niet zag: {told}."


def _points(value: float) -> str:
    return f"{value * 100:+.1f}".replace(".", ",") + " punten"
