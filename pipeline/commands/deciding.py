"""``confirm``, ``undo`` and ``steekproef``: what the reviewer decided goes into the log."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from pipeline.classify import PROPOSED_FROM
from pipeline.commands.console import complain, count, moment, next_step, say
from pipeline.commands.sheets import Reviewer, named, warn_of_open, worked_in
from pipeline.decisions import append_round, in_force, read_rounds, undone
from pipeline.errors import UsageError
from pipeline.frameworks import load_frames
from pipeline.review.confirm import Preview, review
from pipeline.review.preview import in_dutch
from pipeline.review.read import read_sheet
from pipeline.review.sample import draw_sample, drawn_ids, export_sample, read_draws
from pipeline.schema import Round
from pipeline.settings import Settings
from pipeline.store import digest_file
from pipeline.work import Work


def confirm(
    settings: Settings, paths: Sequence[Path], reviewer: Reviewer, time: str, *, anyway: bool, dry_run: bool
) -> int:
    """Read review sheets and add the new decisions to the log as one round."""
    frames, rounds = load_frames(settings.frames, settings.own_frames), read_rounds(settings.rounds)
    found = named(paths) or worked_in(settings, rounds)
    # Before they are read: what Excel saves meanwhile is then read the next time.
    digests = tuple(digest_file(path) for path in found)
    sheets = [read_sheet(path, frames, reviewer.of(path)) for path in found]
    blind = drawn_ids(read_draws(settings.samples))
    suggestions = Work(settings.work).suggestions()
    preview = review(sheets, suggestions, in_force(rounds), frames, reviewer.here, time, blind=blind)
    for line in in_dutch(preview) if found else ():
        say(line)
    warn_of_open(settings, found)
    if dry_run:
        return _only_shown(preview)
    if not preview.complete and not anyway:
        complain("Er is niets bewaard. Verbeter de rijen hierboven en voer 'lokale-foto confirm' opnieuw uit,")
        complain("of bewaar alvast wat wel duidelijk is met: lokale-foto confirm --toch")
        return 2
    if preview.decisions:
        head = Round(
            nr=0,
            kind="beslissingen",
            reviewer=", ".join(dict.fromkeys(sheet.reviewer for sheet in preview.sheets if sheet.ja or sheet.nee)),
            time=time,
            sheets=tuple(path.name for path in found),
            sheet_digests=digests if preview.complete else (),
        )
        last = max((old.nr for old, _ in rounds), default=0)
        _told(append_round(settings.rounds, head, preview.decisions, after=last))
    elif found:
        say("Er zijn geen nieuwe beslissingen om te bewaren.")
    return _next(preview)


def _only_shown(preview: Preview) -> int:
    say("Dit was een proef: er is niets bewaard.")
    if preview.complete:
        next_step("lokale-foto confirm, zonder --dry-run.")
    else:
        next_step("verbeter de rijen hierboven en voer 'lokale-foto confirm' uit.")
    return 0


def _told(written: Round) -> None:
    say(f"Bewaard als ronde {written.nr}: {count(written.rows, 'beslissing', 'beslissingen')} van {written.reviewer}.")
    say("Vergist? 'lokale-foto undo' maakt deze ronde ongedaan.")


def _next(preview: Preview) -> int:
    if not preview.complete:
        next_step("verbeter de rijen hierboven in het blad en voer 'lokale-foto confirm' opnieuw uit.")
        return 1
    if preview.decisions:
        next_step(
            "lokale-foto report (de lokale foto maken), of lokale-foto retrain en daarna lokale-foto classify "
            "(leren en de rest opnieuw voorstellen)."
        )
    else:
        next_step(
            "vul de kolom 'beslissing' in (ja of nee), bewaar het blad, en voer 'lokale-foto confirm' opnieuw uit."
        )
    return 0


def undo(settings: Settings, number: int | None, reviewer: Reviewer, time: str) -> int:
    """Take back a round; the round itself stays in the log."""
    rounds = read_rounds(settings.rounds)
    taken_back = undone(rounds)
    # Without a number the last round of decisions: a second undo goes one round further back, and does not undo the first.
    chosen = next(
        (
            head
            for head, _ in reversed(rounds)
            if head.nr not in taken_back and (head.nr == number if number else head.kind == "beslissingen")
        ),
        None,
    )
    if chosen is None:
        raise UsageError(
            f"Ronde {number} bestaat niet of is al ongedaan gemaakt."
            if number
            else "Er is geen ronde om ongedaan te maken."
        )
    head = Round(nr=0, kind="ongedaan", reviewer=reviewer.here, time=time, undoes=chosen.nr)
    written = append_round(settings.rounds, head, [])
    if chosen.kind == "ongedaan":
        say(f"Ronde {chosen.undoes} telt opnieuw mee.")
        next_step("lokale-foto status")
        return 0
    rows = count(chosen.rows, "beslissing", "beslissingen")
    say(f"Ronde {chosen.nr} ({rows} van {chosen.reviewer}, {moment(chosen.time)}) telt niet meer mee.")
    say(f"Was dat niet de bedoeling? 'lokale-foto undo --ronde {written.nr}' zet ze terug.")
    next_step(
        "verbeter het nagekeken blad en voer 'lokale-foto confirm' opnieuw uit; hebt u het niet meer, dan zet 'lokale-foto classify' de rijen in een nieuw blad."
    )
    return 0


def sample(settings: Settings, number: int, generator: np.random.Generator, time: str) -> int:
    """Draw passages that were not proposed, for a reviewer to judge without knowing what the model thinks."""
    work, frames = Work(settings.work), load_frames(settings.frames, settings.own_frames)
    decisions = in_force(read_rounds(settings.rounds))
    left = [suggestion for suggestion in work.suggestions() if suggestion.labelling.actie < PROPOSED_FROM]
    draw, rows = draw_sample(settings.samples, left, decisions, number, generator, time)
    paths = export_sample(settings.work, draw, rows, frames)
    say(
        f"Steekproef {draw.nr}: {len(rows)} getrokken uit {count(draw.population, 'passage', 'passages')} die niet voorgesteld werden."
    )
    for path in paths:
        say(f"  {path}")
    next_step(f'zet bij elke rij ja of nee, en voer uit: lokale-foto confirm "{paths[-1]}"')
    return 0
