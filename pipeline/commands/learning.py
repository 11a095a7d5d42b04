"""``retrain``, ``rollback`` and ``evaluate``: the classifier and its figures."""

from pathlib import Path

import numpy as np

from pipeline import versions
from pipeline.commands.console import count, next_step, say, table
from pipeline.commands.deciding import SECOND_LOOK
from pipeline.corpus import passages_of, read_corpus
from pipeline.decisions import in_force, read_rounds
from pipeline.errors import UsageError
from pipeline.evaluate import Figures, measure, summary
from pipeline.frameworks import Frame, load_frames
from pipeline.model import OWN_THRESHOLD_FROM, Classifier
from pipeline.retrain import LOCAL_WEIGHT, Outcome, new_classifier, retrain
from pipeline.review.doubts import doubtful, out_of_fold
from pipeline.review.export import export_decided
from pipeline.schema import LabelledPassage
from pipeline.settings import Settings
from pipeline.store import read_json_lines


def run_retrain(settings: Settings, generator: np.random.Generator, date: str) -> int:
    """Learn from the base corpus and all decisions; take the new model into use when it passes the gate."""
    frames = load_frames(settings.frames, settings.own_frames)
    say("Het model leert van het basiscorpus en uw beslissingen (ongeveer een minuut)...")
    outcome = retrain(
        settings.classifiers,
        read_corpus(settings.base_corpus, frames),
        read_rounds(settings.rounds),
        frames,
        generator,
        date,
    )
    _tell(outcome, settings.classifiers)
    next_step("lokale-foto classify: wat nog niet beslist is, wordt opnieuw voorgesteld.")
    return 0


def run_doubts(settings: Settings) -> int:
    """List the decisions that surprise a model that did not learn from them; nothing is changed."""
    frames = load_frames(settings.frames, settings.own_frames)
    decisions = in_force(read_rounds(settings.rounds))
    if not decisions:
        raise UsageError("Er zijn nog geen bevestigde beslissingen. Voer eerst 'lokale-foto confirm' uit.")
    local = passages_of(decisions, LOCAL_WEIGHT)
    said = out_of_fold(read_corpus(settings.base_corpus, frames), local, lambda: new_classifier(frames))
    doubts = doubtful(decisions, said, frames)
    say(
        f"{count(len(doubts), 'beslissing', 'beslissingen')} van {len(decisions)} om nog eens te bekijken, de meest verrassende eerst:"
    )
    for doubt in doubts:
        say(f"- {doubt.decision.id}: {doubt.decision.text}")
        say(f"    {doubt.reason}")
    reasons = {doubt.decision.id: doubt.reason for doubt in doubts}
    for path in export_decided(settings.work, [doubt.decision for doubt in doubts], frames, reasons, name=SECOND_LOOK):
        say(f"  {path}")
    next_step("klopt er een niet, verbeter ze dan in nakijken.xlsx, bewaar, en voer 'lokale-foto confirm' uit.")
    return 0


def run_rollback(settings: Settings, to: str) -> int:
    """Take an earlier version of the classifier into use."""
    name = versions.roll_back(settings.classifiers, to)
    say(f"Model {name} is opnieuw in gebruik. Beschikbaar: {', '.join(versions.names(settings.classifiers))}.")
    next_step("lokale-foto classify")
    return 0


def run_evaluate(settings: Settings, gold: Path | None) -> int:
    """Print the figures of the model in use on labelled passages, and what the base corpus lacks."""
    frames = load_frames(settings.frames, settings.own_frames)
    model = versions.load_current(settings.classifiers)
    if gold is not None:
        _print_figures(f"{gold.name}", _on(model, _gold(gold, frames)))
        return 0
    rows = read_corpus(settings.base_corpus, frames)
    say(
        f"Basiscorpus: {len(rows)} passages, {sum(row.actie for row in rows)} acties. Cijfers op rijen die het model niet zag (5 delen):"
    )
    figures = measure(rows, model.out_of_fold(rows))
    _print_figures("buiten de les", figures)
    for name, frame in figures.frames.items():
        thin = [f"{frames[name].show(label)} ({n})" for label, n in frame.support.items() if n < 8 * OWN_THRESHOLD_FROM]
        if thin:
            say(f"Minder dan {8 * OWN_THRESHOLD_FROM} voorbeelden: {', '.join(thin)}.")
    next_step("schrijf passages bij voor de zwakste labels in data/labelled/basis, en voer 'lokale-foto retrain' uit.")
    return 0


def _on(model: Classifier, rows: list[LabelledPassage]) -> Figures:
    return measure(rows, model.label([row.text for row in rows], [row.context for row in rows]))


def _gold(path: Path, frames: dict[str, Frame]) -> list[LabelledPassage]:
    """Labelled passages as JSON Lines: ``id``, ``text``, ``actie``, a list of labels per frame, debatable ones in ``sdg_ok``."""
    if not path.exists():
        raise UsageError(f"{path} bestaat niet.")
    lines = read_json_lines(path.read_text(encoding="utf-8").splitlines(), path.name)
    try:
        return [
            LabelledPassage(
                id=str(row["id"]),
                text=row["text"],
                actie=row["actie"],
                labels={frame: tuple(map(str, row[frame])) for frame in frames if frame in row},
                debatable={frame: tuple(map(str, row.get(f"{frame}_ok", ()))) for frame in frames},
                brontype=row.get("brontype", ""),
            )
            for row in lines
        ]
    except (KeyError, TypeError, ValueError) as error:
        raise UsageError(f"{path}: elke regel moet id, text, actie en de labels per kader hebben ({error}).") from error


def _print_figures(title: str, figures: Figures) -> None:
    say(f"{title}: {figures.rows} passages, {figures.actions} acties")
    table([(name, "-" if value is None else f"{value:.3f}") for name, value in summary(figures).items()])
    for name, frame in figures.frames.items():
        say(
            f"  F1 per label ({name}): " + "  ".join(f"{label} {value:.2f}" for label, value in frame.per_label.items())
        )


def _tell(outcome: Outcome, folder: Path) -> None:
    if outcome.unchanged:
        state = "blijft in gebruik" if outcome.promoted else "werd toen niet in gebruik genomen"
        say(f"{outcome.reason} Model {outcome.version} {state}.")
        return
    rows = count(outcome.base_rows, "passage", "passages")
    say(
        f"Geleerd uit {rows} van het basiscorpus en {count(outcome.local_rows, 'eigen beslissing', 'eigen beslissingen')}."
    )
    for comparison in outcome.comparisons:
        say(f"Op {comparison.rows} achtergehouden {comparison.name}:")
        keys = ("actie_f1", "sdg_p1", "sdg_micro", "mvo_micro")
        rows_shown: list[tuple[str, ...]] = [("", "oud", "nieuw", "zonder kennis")]
        for key in keys:
            values = (comparison.old.get(key), comparison.new.get(key), comparison.dummy.get(key))
            rows_shown.append((key, *("-" if value is None else f"{value:.3f}" for value in values)))
        table(rows_shown)
    say(outcome.reason)
    state = "is nu in gebruik" if outcome.promoted else "is bewaard, maar niet in gebruik"
    say(f"Model {outcome.version} {state}; zie {folder / outcome.version / versions.CARD}.")
