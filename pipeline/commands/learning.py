"""``retrain``, ``twijfels``, ``rollback`` and ``evaluate``: the classifier, its figures, and what it would decide otherwise."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np

from pipeline import versions
from pipeline.card import exact, figure_name
from pipeline.commands.console import count, next_step, say, table
from pipeline.commands.lines import read_lines
from pipeline.commands.sheets import SECOND_LOOK
from pipeline.corpus import passages_of, read_corpus
from pipeline.decisions import in_force, read_rounds
from pipeline.errors import UsageError
from pipeline.evaluate import Figures, measure, summary
from pipeline.frameworks import Frame, load_frames
from pipeline.gate import ENOUGH_ROWS, Comparison
from pipeline.model import FOLDS, Classifier
from pipeline.retrain import LOCAL_WEIGHT, Outcome, learnable, new_classifier, retrain
from pipeline.review.doubts import doubtful, out_of_fold
from pipeline.review.export import export_decided
from pipeline.schema import LabelledPassage
from pipeline.settings import Settings

_THIN = 200  # examples that every label of the base corpus has; a label with fewer is named by ``evaluate``


def run_retrain(settings: Settings, generator: np.random.Generator, date: str) -> int:
    """Learn from the base corpus and all decisions; take the new model into use when it passes the gate."""
    frames = load_frames(settings.frames, settings.own_frames)
    say("Het model leert van het basiscorpus en uw beslissingen (enkele minuten)...")
    outcome = retrain(
        settings.classifiers,
        read_corpus(settings.base_corpus, frames),
        read_rounds(settings.rounds),
        frames,
        generator,
        date,
    )
    _tell(outcome, settings.classifiers, frames)
    if outcome.unchanged:
        next_step("kijk meer rijen na en voer 'lokale-foto confirm' uit; daarna is er weer iets te leren.")
    elif outcome.promoted:
        next_step("lokale-foto classify: wat nog niet beslist is, wordt opnieuw voorgesteld.")
    else:
        next_step("lokale-foto twijfels toont welke beslissingen een tweede blik verdienen.")
    return 0


def run_doubts(settings: Settings) -> int:
    """List the decisions that surprise a model that did not learn from them; nothing is changed."""
    frames = load_frames(settings.frames, settings.own_frames)
    decisions = in_force(read_rounds(settings.rounds))
    if not decisions:
        raise UsageError("Er zijn nog geen bevestigde beslissingen. Voer eerst 'lokale-foto confirm' uit.")
    base, local = read_corpus(settings.base_corpus, frames), passages_of(decisions, LOCAL_WEIGHT)
    say("Het programma leert telkens zonder een deel van uw beslissingen (ongeveer een minuut)...")
    said = out_of_fold(base, local, new_classifier(learnable(frames, [*base, *local])))
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


def run_rollback(settings: Settings, to: str, only_list: bool) -> int:
    """Take an earlier version of the classifier into use, or show which there are."""
    folder = settings.classifiers
    before = versions.current_name(folder)
    if only_list:
        table(
            [
                (f"{name}:", learnt_from(folder, name) + (", in gebruik" if name == before else ""))
                for name in versions.names(folder)
            ]
        )
        next_step("lokale-foto rollback VERSIE neemt een van deze modellen in gebruik.")
        return 0
    name = versions.roll_back(folder, to)
    say(f"Model {name} ({learnt_from(folder, name)}) is opnieuw in gebruik.")
    if before and before != name:
        say(f"Terug naar het model van daarnet: lokale-foto rollback {before}")
    next_step("lokale-foto classify: wat nog niet beslist is, wordt opnieuw voorgesteld.")
    return 0


def learnt_from(folder: Path, name: str) -> str:
    """From what a version learnt, in words."""
    training = versions.training_of(folder, name)
    if training is None or not training.local_rows:
        return "geleerd uit het basiscorpus"
    rows = count(training.local_rows, "eigen beslissing", "eigen beslissingen")
    return f"geleerd uit het basiscorpus en {rows} (tot en met ronde {training.last_round})"


def run_evaluate(settings: Settings, gold: Path | None) -> int:
    """Print the figures of the model in use on labelled passages, and what the base corpus lacks."""
    frames = load_frames(settings.frames, settings.own_frames)
    model = versions.load_current(settings.classifiers)
    if gold is not None:
        _print_figures(gold.name, _on(model, _gold(gold, frames)), frames)
        return 0
    rows = read_corpus(settings.base_corpus, frames)
    say(f"Cijfers op passages die het model niet zag (in {FOLDS} beurten, telkens geleerd uit de andere delen):")
    figures = measure(rows, model.out_of_fold(rows))
    _print_figures("Basiscorpus", figures, frames)
    for name, frame in figures.frames.items():
        thin = [f"{frames[name].show(label)} ({n})" for label, n in frame.support.items() if n < _THIN]
        if thin:
            say(f"Minder dan {_THIN} voorbeelden: {', '.join(thin)}.")
    next_step("schrijf passages bij voor de zwakste labels in data/labelled/basis, en voer 'lokale-foto retrain' uit.")
    return 0


def _on(model: Classifier, rows: list[LabelledPassage]) -> Figures:
    return measure(rows, model.label([row.text for row in rows], [row.context for row in rows]))


def _gold(path: Path, frames: dict[str, Frame]) -> list[LabelledPassage]:
    """Labelled passages as JSON Lines: ``id``, ``text``, ``actie``, a list of labels per frame, debatable ones in ``sdg_ok``."""
    lines = list(read_lines(str(path)))
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


def _print_figures(title: str, figures: Figures, frames: Mapping[str, Frame]) -> None:
    say(f"{title}: {count(figures.rows, 'passage', 'passages')}, {count(figures.actions, 'actie', 'acties')}")
    table([(figure_name(name, frames), exact(value)) for name, value in summary(figures).items()])
    for name, its in figures.frames.items():
        say(f"Per label van {frames[name].name}, zwakste eerst (1 = alles juist voorgesteld):")
        labels = sorted(its.per_label, key=lambda label: (its.per_label[label], label))
        table(
            [
                (
                    frames[name].show(label),
                    exact(its.per_label[label]),
                    f"{count(its.support[label], 'voorbeeld', 'voorbeelden')}",
                )
                for label in labels
            ]
        )


def _tell(outcome: Outcome, folder: Path, frames: Mapping[str, Frame]) -> None:
    if outcome.unchanged:
        state = (
            "is in gebruik"
            if outcome.promoted
            else f"bestaat al maar is niet in gebruik; in gebruik nemen kan met: lokale-foto rollback {outcome.version}"
        )
        say(f"{outcome.reason} Model {outcome.version} {state}.")
        return
    rows = count(outcome.base_rows, "passage", "passages")
    say(
        f"Geleerd uit {rows} van het basiscorpus en {count(outcome.local_rows, 'eigen beslissing', 'eigen beslissingen')}."
    )
    for comparison in (each for each in outcome.comparisons if each.rows >= ENOUGH_ROWS):
        say(f"Getest op {count(comparison.rows, 'passage', 'passages')} die het niet zag ({comparison.name}), per 100:")
        table([("", "oud", "nieuw", "gokken"), *_per_hundred(comparison, frames)])
    say(outcome.reason)
    state = "is nu in gebruik" if outcome.promoted else "is bewaard, maar niet in gebruik"
    say(f"Model {outcome.version} {state}. Alle cijfers: {folder / outcome.version / versions.CARD}")


def _per_hundred(comparison: Comparison, frames: Mapping[str, Frame]) -> list[tuple[str, ...]]:
    """The figures that an officer can picture, of the old model, the new one and one that only guesses."""
    asked = {f"{name}_p1": f"acties met het juiste eerste voorstel voor {frame.name}" for name, frame in frames.items()}
    asked["actie_kept_nonactions"] = "teksten zonder actie die toch voorgesteld worden (liefst weinig)"
    sides = (comparison.old, comparison.new, comparison.dummy)
    return [
        (words, *("-" if (value := side.get(key)) is None else f"{100 * value:.0f}" for side in sides))
        for key, words in asked.items()
    ]
