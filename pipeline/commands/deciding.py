"""``confirm``, ``undo`` and ``steekproef``: what the reviewer decided goes into the log."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from pipeline.classify import PROPOSED_FROM
from pipeline.commands.console import complain, count, next_step, say
from pipeline.decisions import append_round, in_force, read_rounds
from pipeline.errors import UsageError
from pipeline.frameworks import load_frames
from pipeline.review.confirm import review
from pipeline.review.preview import in_dutch
from pipeline.review.read import read_sheet
from pipeline.review.sample import draw_sample, drawn_ids, export_sample, read_draws
from pipeline.schema import Round
from pipeline.settings import Settings
from pipeline.work import Work

SECOND_LOOK = "nakijken"


def confirm(settings: Settings, paths: Sequence[Path], reviewer: str, time: str, *, anyway: bool, dry_run: bool) -> int:
    """Read review sheets and add the new decisions to the log as one round."""
    frames, work = load_frames(settings.frames, settings.own_frames), Work(settings.work)
    found = list(paths) or _default_sheets(settings)
    sheets = [read_sheet(path, frames) for path in found]
    rounds = read_rounds(settings.rounds)
    standing = in_force(rounds)
    blind = drawn_ids(read_draws(settings.samples))
    preview = review(sheets, work.suggestions(), standing, frames, reviewer, time, blind=blind)
    for line in in_dutch(preview):
        say(line)
    if not preview.complete and not anyway and not dry_run:
        complain("Er is niets bewaard. Verbeter de rijen hierboven en voer 'make confirm' opnieuw uit,")
        complain("of bewaar alleen wat wel duidelijk is met: lokale-foto confirm --toch")
        return 2
    if dry_run:
        say("Dit was een proef: er is niets bewaard.")
        next_step("lokale-foto confirm, zonder --dry-run.")
        return 0
    if not preview.decisions:
        say("Er zijn geen nieuwe beslissingen om te bewaren.")
        next_step("vul de kolom 'beslissing' in (ja of nee), bewaar het blad, en voer 'make confirm' opnieuw uit.")
        return 0 if preview.complete else 1
    head = Round(nr=0, kind="beslissingen", reviewer=reviewer, time=time, sheets=tuple(path.name for path in found))
    written = append_round(
        settings.rounds, head, preview.decisions, after=max((old.nr for old, _ in rounds), default=0)
    )
    say(f"Bewaard als ronde {written.nr}: {count(written.rows, 'beslissing', 'beslissingen')} van {reviewer}.")
    next_step(
        "make report (de lokale foto), of make retrain classify (leren van uw beslissingen en de rest opnieuw voorstellen)."
    )
    return 0 if preview.complete else 1


def undo(settings: Settings, number: int | None, reviewer: str, time: str) -> int:
    """Take back a round; the round itself stays in the log."""
    rounds = read_rounds(settings.rounds)
    taken_back = {head.undoes for head, _ in rounds if head.undoes is not None}
    open_rounds = [head for head, _ in rounds if head.nr not in taken_back]
    chosen = next((head for head in reversed(open_rounds) if number is None or head.nr == number), None)
    if chosen is None:
        raise UsageError(
            "Er is geen ronde om ongedaan te maken."
            if number is None
            else f"Ronde {number} bestaat niet of is al ongedaan gemaakt."
        )
    head = Round(nr=0, kind="ongedaan", reviewer=reviewer, time=time, undoes=chosen.nr)
    written = append_round(settings.rounds, head, [])
    say(f"Ronde {chosen.nr} ({chosen.reviewer}, {chosen.time}) telt niet meer mee. Dat staat in ronde {written.nr}.")
    next_step("make classify: de rijen van die ronde worden opnieuw voorgesteld.")
    return 0


def sample(settings: Settings, number: int, generator: np.random.Generator, time: str) -> int:
    """Draw passages that were not proposed, for a reviewer to judge without knowing what the model thinks."""
    work, frames = Work(settings.work), load_frames(settings.frames, settings.own_frames)
    decisions = in_force(read_rounds(settings.rounds))
    left = [suggestion for suggestion in work.suggestions() if suggestion.labelling.actie < PROPOSED_FROM]
    draw, rows = draw_sample(settings.samples, left, decisions, number, generator, time)
    paths = export_sample(settings.work, draw, rows, frames)
    say(
        f"Steekproef {draw.nr}: {count(len(rows), 'passage', 'passages')} getrokken uit {draw.population} die niet voorgesteld werden."
    )
    for path in paths:
        say(f"  {path}")
    next_step(f"zet bij elke rij ja of nee, en voer uit: lokale-foto confirm {paths[-1]}")
    return 0


def _default_sheets(settings: Settings) -> list[Path]:
    """All sheets in ``data/work``: what was filled in is found by what they hold, in whichever format it was saved."""
    names = ("suggesties", "steekproef-*", SECOND_LOOK)
    found = [
        path for name in names for suffix in ("xlsx", "csv") for path in sorted(settings.work.glob(f"{name}.{suffix}"))
    ]
    if not found:
        raise UsageError(
            "Er is nog geen blad met suggesties. Voer eerst 'make extract classify' uit, of geef het bestand: SHEET=pad/naar/blad.xlsx"
        )
    return found
