"""``report``, ``search`` and ``status``: what there is to see."""

from collections.abc import Sequence
from pathlib import Path

from pipeline import versions
from pipeline.classify import proposed_only
from pipeline.commands.console import count, moment, next_step, say, table
from pipeline.commands.learning import learnt_from
from pipeline.commands.sheets import Rounds, at_hand
from pipeline.decisions import decided_ids, in_force, read_rounds, undone
from pipeline.documents import missing_kinds
from pipeline.errors import UsageError
from pipeline.figures import ReportContext
from pipeline.frameworks import Frame, load_frames
from pipeline.inventory import Inventory, build
from pipeline.report.answer import in_dutch as answer
from pipeline.report.flat import read_csv
from pipeline.report.make import make_all
from pipeline.report.scan import read_scan
from pipeline.review.sample import in_dutch as completeness
from pipeline.review.sample import read_draws
from pipeline.schema import BRONTYPES, Decision, Suggestion
from pipeline.search import from_inventory, from_suggestions
from pipeline.search import search as find
from pipeline.settings import Settings
from pipeline.work import Work


def report(settings: Settings, date: str, scan: Path | None, older: Path | None) -> int:
    """Make the lokale foto of everything that is confirmed.

    Raises:
        UsageError: scores of the MVO-scan were given and the settings leave the MVO themes out.
    """
    work, frames = Work(settings.work), load_frames(settings.frames, settings.own_frames)
    if scan and "mvo" not in frames:
        raise UsageError(
            f'De scores van de MVO-scan ({scan}) kunnen nergens naast liggen: in instellingen.toml ontbreekt "mvo" in kaders. '
            "Zet het erbij, of maak de foto zonder --mvo-scan."
        )
    decisions = in_force(read_rounds(settings.rounds))
    waiting = _waiting(work, decisions)
    inventory = build(decisions)
    draws = read_draws(settings.samples)
    context = ReportContext(
        frames=frames,
        documents=tuple(work.documents()),
        undecided=len(waiting),
        model=versions.current_name(settings.classifiers) or "",
        date=date,
        municipality=settings.municipality,
        scan=read_scan(scan, frames["mvo"]) if scan else None,
        lower_bound=completeness(draws, decisions, len(waiting)) if draws else "",
        older=_older(older, frames) if older else None,
        older_name=older.stem if older else "de vorige foto",
    )
    paths = make_all(inventory, context, settings.work)
    say(f"{count(len(inventory.items), 'bevestigde actie', 'bevestigde acties')} in de lokale foto:")
    for path in paths:
        say(f"  {path}")
    if not inventory.items:
        next_step("bevestig eerst acties: vul 'beslissing' in in suggesties.xlsx en voer 'lokale-foto confirm' uit.")
    else:
        if not settings.municipality:
            say('De naam van uw gemeente staat er nog niet op: schrijf gemeente = "..." in instellingen.toml.')
        next_step(
            "open lokale-foto.xlsx. Daarna kijkt u verder na in suggesties.xlsx; 'lokale-foto retrain' en 'lokale-foto classify' stellen de rest eerst beter voor."
        )
    return 0


def search(settings: Settings, query: str) -> int:
    """Show the confirmed and proposed actions that come nearest to an idea."""
    if not query.strip():
        raise UsageError(
            'Wat zoekt u? Zet het tussen aanhalingstekens: lokale-foto search "deelfietsen aan het station"'
        )
    work, decisions = Work(settings.work), in_force(read_rounds(settings.rounds))
    hits = find(query, [*from_inventory(build(decisions)), *from_suggestions(_waiting(work, decisions))])
    for line in answer(query, hits):
        say(line)
    if _unlabelled(work, decisions):
        next_step("lokale-foto classify, en zoek dan opnieuw: in een deel van de passages is nog niet gezocht.")
    else:
        next_step(
            "vindt u het niet, probeer een ander woord; nieuwe documenten leest u met 'lokale-foto extract' en 'lokale-foto classify'."
        )
    return 0


def status(settings: Settings) -> int:
    """Say what stands where, which kinds of source are missing, and what to do next."""
    work = Work(settings.work)
    documents, rounds = work.documents(), read_rounds(settings.rounds)
    decisions = in_force(rounds)
    yes = sum(decision.verdict == "ja" for decision in decisions)
    waiting = _waiting(work, decisions)
    failed = sum(document.state == "mislukt" for document in documents)
    table(
        [
            (
                "Documenten",
                count(len(documents), "gelezen bestand", "gelezen bestanden")
                + (f", waarvan {failed} mislukt" if failed else ""),
            ),
            ("Passages", str(len(work.candidates()))),
            ("Voorgesteld", f"{count(len(waiting), 'rij', 'rijen')} nog te beslissen"),
            ("Beslist", f"{yes} ja, {len(decisions) - yes} nee" + _rounds_in_words(rounds)),
            ("Model", _model(settings.classifiers)),
        ]
    )
    say()
    say(completeness(read_draws(settings.samples), decisions, len(waiting)))
    missing = missing_kinds(documents)
    if documents and missing:
        say()
        say("Nog geen document van deze soorten: " + "; ".join(BRONTYPES[kind] for kind in missing) + ".")
    worked_in = " en ".join(path.name for path in at_hand(settings, rounds).fresh)
    if not documents:
        next_step("zet documenten in data/raw en voer 'lokale-foto extract' en 'lokale-foto classify' uit.")
    elif not (settings.work / "suggesties.csv").exists():
        next_step("lokale-foto classify")
    elif worked_in:
        next_step(
            f"bewaar en sluit het blad en voer 'lokale-foto confirm' uit: in {worked_in} is gewerkt sinds de laatste keer."
        )
    elif _unlabelled(work, decisions):
        next_step("lokale-foto classify: voor een deel van de passages is nog niets voorgesteld.")
    elif waiting and waiting[0].model != versions.current_name(settings.classifiers):
        next_step("lokale-foto classify: het model is veranderd sinds het blad met suggesties gemaakt is.")
    elif waiting:
        next_step("vul 'beslissing' in in data/work/suggesties.xlsx en voer 'lokale-foto confirm' uit.")
    else:
        next_step("lokale-foto report")
    return 0


def _rounds_in_words(rounds: Rounds) -> str:
    """How many rounds count, which is the last, and how many were undone; an undo itself is no round of decisions."""
    taken_back = undone(rounds)
    taken = [head for head, _ in rounds if head.kind == "beslissingen"]
    counting = [head for head in taken if head.nr not in taken_back]
    if not taken:
        return ""
    text = f", in {count(len(counting), 'ronde', 'rondes')}"
    if counting:
        last = counting[-1]
        text += f", laatst ronde {last.nr} door {last.reviewer} op {moment(last.time)}"
    back = len(taken) - len(counting)
    return text + (f" ({count(back, 'ronde', 'rondes')} ongedaan gemaakt)" if back else "")


def _model(folder: Path) -> str:
    name = versions.current_name(folder)
    return f"{name}, {learnt_from(folder, name)}" if name else "nog geen"


def _waiting(work: Work, decisions: Sequence[Decision]) -> list[Suggestion]:
    """What was proposed and is not decided yet, also when a round was confirmed since the last ``classify``."""
    known = decided_ids(decisions)
    proposed = proposed_only(work.suggestions())
    return [s for s in proposed if known.isdisjoint(s.candidate.ids)]


def _unlabelled(work: Work, decisions: Sequence[Decision]) -> bool:
    """Whether there are passages without suggestion or decision: read, or come back by ``undo``, since the last ``classify``."""
    known = decided_ids(decisions) | {suggestion.candidate.id for suggestion in work.suggestions()}
    return any(known.isdisjoint(candidate.ids) for candidate in work.candidates())


def _older(path: Path, frames: dict[str, Frame]) -> Inventory:
    """Another foto: the ``lokale-foto.csv`` of another year or municipality, or a folder with its rounds."""
    return build(in_force(read_rounds(path))) if path.is_dir() else read_csv(path, frames)
