"""``classify`` and ``label``: suggestions for the reviewer, and the plain door to the classifier for other systems."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pipeline.classify import proposed_only, suggest
from pipeline.commands.console import complain, count, next_step, say
from pipeline.commands.lines import read_lines
from pipeline.decisions import decided_ids, in_force, read_rounds
from pipeline.errors import UsageError
from pipeline.frameworks import load_frames
from pipeline.model import Classifier
from pipeline.review.drafts import Drafts
from pipeline.review.export import Unfinished, export_sheets, unfinished
from pipeline.review.order import grote_lijnen, top
from pipeline.schema import Labelling, Suggestion
from pipeline.settings import Settings
from pipeline.store import write_text
from pipeline.versions import load_current
from pipeline.work import Work

_BATCH = 2000


def classify(settings: Settings, number: int | None, main_lines: bool) -> int:
    """Propose labels for what is not decided yet and write the review sheets."""
    work, frames = Work(settings.work), load_frames(settings.frames, settings.own_frames)
    if not work.documents():
        raise UsageError("Er zijn nog geen documenten gelezen. Voer eerst 'lokale-foto extract' uit.")
    decisions = in_force(read_rounds(settings.rounds))
    candidates = work.candidates()
    suggestions = suggest(candidates, load_current(settings.classifiers), decided_ids(decisions), frames.values())
    drafts = _kept(unfinished(settings.work, work.suggestions(), frames, decisions), suggestions)
    proposed = proposed_only(suggestions)
    shown = grote_lijnen(proposed) if main_lines else proposed
    shown = top(shown, number) if number else shown
    shown = [*shown, *(s for s in suggestions if s.candidate.id in drafts and s not in shown)]
    # The sheets first: when Excel holds one open, the suggestions stay those of that sheet.
    paths = export_sheets(settings.work, shown, frames, decisions, documents=work.source(), drafts=drafts)
    work.save_suggestions(suggestions)
    say(
        f"{count(len(candidates), 'passage', 'passages')} bekeken, waarvan {len(candidates) - len(suggestions)} al beslist."
    )
    say(
        f"{count(len(proposed), 'voorstel', 'voorstellen')}; {count(len(suggestions) - len(proposed), 'passage', 'passages')} niet voorgesteld (geen actie)."
    )
    for path in paths:
        say(f"  {path}: {count(len(shown), 'rij', 'rijen')}")
    if drafts:
        say(f"Wat u aanpaste zonder ja of nee, staat opnieuw in het blad ({count(len(drafts), 'rij', 'rijen')}).")
    next_step(
        "open suggesties.xlsx, vul de kolom 'beslissing' in (ja of nee), bewaar, en voer 'lokale-foto confirm' uit."
    )
    return 0


def _kept(left: Unfinished, suggestions: Sequence[Suggestion]) -> Drafts:
    """What was changed on undecided rows, by the ids of today.

    Raises:
        UsageError: a sheet holds work that a new one would lose.
    """
    if left.waiting:
        names = " en ".join(path.name for path in left.waiting)
        raise UsageError(
            f"In {names} staan beslissingen die nog niet bevestigd of niet begrepen zijn; het blad wordt niet overschreven. "
            "Voer eerst 'lokale-foto confirm' uit. Wilt u die beslissingen niet bewaren, verplaats het blad dan naar een andere map."
        )
    if left.clashes:
        raise UsageError(
            f"suggesties.csv en suggesties.xlsx zijn elk anders aangepast ({', '.join(left.clashes[:5])}). "
            "Kies welke u houdt en verplaats de andere naar een andere map."
        )
    ids = {name: s.candidate.id for s in suggestions for name in s.candidate.ids}
    if gone := [row_id for row_id in left.drafts if row_id not in ids]:
        raise UsageError(
            f"U paste rijen aan die niet meer in de documenten staan ({', '.join(gone[:5])}). Zet er nee bij en voer 'lokale-foto confirm' uit, "
            "of lees het document opnieuw met 'lokale-foto extract'."
        )
    return {ids[row_id]: cells for row_id, cells in left.drafts.items()}


def label(settings: Settings, source: str, target: str) -> int:
    """Label passages from JSON Lines, for other programs: see "Plain doors" in the README."""
    model = load_current(settings.classifiers)
    rows, failed = _passages(source)
    out: list[str] = []
    for start in range(0, len(rows), _BATCH):
        out += _labelled(rows[start : start + _BATCH], model)
    text = "".join(out)
    if target == "-":
        sys.stdout.buffer.write(text.encode("utf-8"))
    else:
        write_text(Path(target), text)
        complain(f"{count(len(rows), 'passage', 'passages')} gelabeld in {target}.")
    return 1 if failed else 0


def _passages(source: str) -> tuple[list[dict[str, Any]], int]:
    """The lines that can be labelled, and how many cannot."""
    rows, failed = [], 0
    for row in read_lines(source):
        if "id" in row and isinstance(row.get("text"), str):
            rows.append(row)
        else:
            failed += 1
            shown = json.dumps(row, ensure_ascii=False)[:80]
            complain(f"  ! {source}: een regel zonder 'id' of 'text' is overgeslagen: {shown}")
    return rows, failed


def _labelled(rows: list[dict[str, Any]], model: Classifier) -> list[str]:
    contexts = [_context(row.get("context")) for row in rows]
    labellings = model.label([row["text"] for row in rows], contexts)
    return [
        json.dumps(_plain(row["id"], said), ensure_ascii=False) + "\n"
        for row, said in zip(rows, labellings, strict=True)
    ]


def _context(value: object) -> str:
    if isinstance(value, list):
        return " ".join(str(title) for title in value)
    return str(value) if value else ""


def _plain(row_id: object, said: Labelling) -> dict[str, object]:
    goals = [int(goal) for goal in said.proposed.get("sdg", ())]
    line: dict[str, object] = {"id": row_id, "actie": said.actie}
    line |= said.probabilities
    line |= {"sdg_voorstel": goals, "mvo_voorstel": list(said.proposed.get("mvo", ()))}
    line |= {
        f"{frame}_voorstel": list(labels) for frame, labels in said.proposed.items() if frame not in {"sdg", "mvo"}
    }
    return line | {"waarom": said.why}
