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
from pipeline.corpus import passages_of
from pipeline.decisions import in_force
from pipeline.errors import ModelError
from pipeline.evaluate import Figures, difference_interval, measure, row_scores, summary
from pipeline.frameworks import Frame
from pipeline.model import FOLDS, TOO_FEW, Classifier, folds
from pipeline.schema import Decision, LabelledPassage, Labelling, Record, Round
from pipeline.store import digest, to_lines

# How often a local row counts beside a row of the base corpus. On held-out passages of one municipality the gain levels
# off between 4 and 8; above that single mistakes of a reviewer start to show.
LOCAL_WEIGHT = 5.0
# On enough held-out rows to tell, a new model may lose this much per row: room for chance, not for a poisoned round.
TOLERANCE = 0.01
ENOUGH_ROWS = 100
_PARTS, _HELD_OUT = 5, 0
# A frame is learnt from so many passages judged in it; until then its keywords propose.
FRAME_FROM = 200


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

    ``folder`` holds the versions; ``date`` is written on the card. The same rows give the same version, which is then
    left as it is.

    Raises:
        ModelError: the base corpus is gone or too small to learn from.
    """
    if sum(row.actie for row in base) < 2 * FOLDS:
        raise ModelError(TOO_FEW)
    local = passages_of(in_force(rounds), LOCAL_WEIGHT)
    frames = learnable(frames, [*base, *local])
    training = versions.Training(
        last_round=max((head.nr for head, _ in rounds), default=0),
        base_digest=digest(to_lines(base).encode()),
        local_digest=digest(to_lines(local).encode()),
        base_rows=len(base),
        local_rows=len(local),
    )
    name = f"v{training.last_round:04d}-{digest(training.model_dump_json().encode())[:8]}"
    current = versions.current_name(folder)
    if name in versions.names(folder):
        return Outcome(
            version=name,
            promoted=name == current,
            unchanged=True,
            reason="Er zijn geen nieuwe beslissingen sinds dit model gemaakt is.",
            base_rows=len(base),
            local_rows=len(local),
        )
    old_local = _known_to(folder, current, rounds) if current else None
    comparisons = _gate(base, local, old_local, frames, generator)
    model = _fitted([*base, *local], frames)
    promoted = current is None or all(comparison.passed for comparison in comparisons)
    reason = _reason(current, comparisons, promoted)
    versions.save_version(folder, name, model, training, _card(name, date, training, comparisons, reason, frames))
    if promoted:
        versions.promote(folder, name)
    return Outcome(
        version=name,
        promoted=promoted,
        unchanged=False,
        reason=reason,
        base_rows=len(base),
        local_rows=len(local),
        comparisons=tuple(comparisons),
    )


def learnable(frames: Mapping[str, Frame], rows: Sequence[LabelledPassage]) -> dict[str, Frame]:
    """The frames in which enough rows were judged to learn from."""
    judged = Counter(name for row in rows if row.actie for name in row.labels)
    return {name: frame for name, frame in frames.items() if judged[name] >= FRAME_FROM}


def _known_to(
    folder: Path, current: str | None, rounds: Sequence[tuple[Round, list[Decision]]]
) -> list[LabelledPassage]:
    training = versions.training_of(folder, current) if current else None
    known = [pair for pair in rounds if training is not None and pair[0].nr <= training.last_round]
    return passages_of(in_force(known), LOCAL_WEIGHT)


def _gate(
    base: Sequence[LabelledPassage],
    local: Sequence[LabelledPassage],
    old_local: Sequence[LabelledPassage] | None,
    frames: Mapping[str, Frame],
    generator: np.random.Generator,
) -> list[Comparison]:
    seen_base, held_base = _split(base)
    seen_local, held_local = _split(local)
    held_ids = {row.id for row in held_local}
    dummy = _Dummy(seen_base, frames)
    new = _fitted([*seen_base, *seen_local], frames)
    # Without a model in use there is nothing to beat but the dummy.
    old = dummy if old_local is None else _fitted([*seen_base, *(r for r in old_local if r.id not in held_ids)], frames)
    sets = [("algemene passages", held_base), ("eigen beslissingen", held_local)]
    return [_compare(title, rows, old, new, dummy, generator) for title, rows in sets if rows]


def _split(rows: Sequence[LabelledPassage]) -> tuple[list[LabelledPassage], list[LabelledPassage]]:
    """Seen and held-out rows. Whole documents are held out, unless that would hold out all or nothing."""
    fold = folds(rows, _PARTS)
    if len(set(fold)) < 2:
        fold = folds([row.model_copy(update={"group": ""}) for row in rows], _PARTS)
    seen = [row for row, number in zip(rows, fold, strict=True) if number != _HELD_OUT]
    held = [row for row, number in zip(rows, fold, strict=True) if number == _HELD_OUT]
    return seen, held


def _fitted(rows: Sequence[LabelledPassage], frames: Mapping[str, Frame]) -> Classifier:
    return new_classifier(frames).fit(rows)


def new_classifier(frames: Mapping[str, Frame]) -> Classifier:
    """An untrained classifier for these frames."""
    return Classifier({f.id: f.ids for f in frames.values()}, {f.id: f.max_labels for f in frames.values()})


class _Dummy:
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
        return [self._answer] * len(texts)


def _compare(
    title: str,
    rows: Sequence[LabelledPassage],
    old: "Classifier | _Dummy",
    new: Classifier,
    dummy: "_Dummy",
    generator: np.random.Generator,
) -> Comparison:
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


def _reason(current: str | None, comparisons: Sequence[Comparison], promoted: bool) -> str:
    if current is None:
        return "Dit is het eerste model."
    worse = [c for c in comparisons if not c.passed]
    if not promoted:
        told = "; ".join(
            f"op {c.rows} {c.name} {_points(c.gain)} (90 % zeker tussen {_points(c.low)} en {_points(c.high)})"
            for c in worse
        )
        return f"Het nieuwe model is slechter dan het oude: {told}. Het oude model blijft in gebruik; kijk de laatste beslissingen na."
    told = "; ".join(f"{_points(c.gain)} op {c.rows} {c.name}" for c in comparisons)
    return f"Het nieuwe model is minstens even goed op passages die het niet zag: {told}."


def _points(value: float) -> str:
    return f"{value * 100:+.1f}".replace(".", ",") + " punten"


_NAMES = {
    "actie_f1": "actie herkend (F1)",
    "actie_kept_nonactions": "niet-acties die blijven staan",
    "p1": "eerste voorstel juist",
    "hit3": "juist label bij de eerste drie",
    "micro": "voorstellen (micro-F1)",
    "macro": "voorstellen, elk label even zwaar (macro-F1)",
    "none": "niets voorgesteld waar niets hoort",
    "ece": "fout op de zekerheid (ECE)",
    "auto_p90": "deel met 9 op 10 juist, zekerste eerst",
}


def _card(
    name: str,
    date: str,
    training: versions.Training,
    comparisons: Sequence[Comparison],
    reason: str,
    frames: Mapping[str, Frame],
) -> str:
    lines = [
        f"# Modelkaart {name}",
        "",
        f"Gemaakt op {date} uit {training.base_rows} passages van het basiscorpus en {training.local_rows} eigen beslissingen "
        f"(tot en met ronde {training.last_round}; een eigen beslissing telt {LOCAL_WEIGHT:.0f} keer).",
        f"Kaders: {', '.join(frame.title for frame in frames.values())}.",
        f"Vingerafdruk van de gegevens: basis {training.base_digest[:16]}, beslissingen {training.local_digest[:16]}.",
        "",
        reason,
        "",
        "Het model is logistische regressie op woorden en lettergroepen, geijkt op passages die het niet zag. Het stelt voor; "
        "een mens beslist. Het kent alleen gemeentelijk Nederlands zoals in het corpus.",
    ]
    for comparison in comparisons:
        lines += [
            "",
            f"## {comparison.rows} achtergehouden {comparison.name}",
            "",
            "| cijfer | oud | nieuw | zonder kennis |",
            "|---|---|---|---|",
        ]
        lines += [
            f"| {_figure_name(key)} | {_shown(comparison.old[key])} | {_shown(comparison.new[key])} | {_shown(comparison.dummy[key])} |"
            for key in comparison.new
        ]
    return "\n".join(lines) + "\n"


def _figure_name(key: str) -> str:
    if key in _NAMES:
        return _NAMES[key]
    frame, _, figure = key.partition("_")
    return f"{frame.upper()}: {_NAMES[figure]}"


def _shown(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}".replace(".", ",")
