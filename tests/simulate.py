"""A reviewer who knows the truth: what the program learns from their decisions, and how much work it saves them.

    python -m tests.simulate

Two simulations. `curve`: actions of Voorbeeldegem are decided, and proposals measured on those of three other towns.
`inventory`: the documents of Voorbeeldegem, reviewed in the order of the sheet. Every model is learnt from the base corpus
anew, a decision counting `LOCAL_WEIGHT` times; the gate that a real retraining passes is not simulated.
"""

import csv
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from pipeline.classify import proposed_only, suggest
from pipeline.corpus import read_corpus
from pipeline.evaluate import measure, summary
from pipeline.frameworks import load_frames
from pipeline.model import Classifier
from pipeline.retrain import LOCAL_WEIGHT, new_classifier
from pipeline.review.order import in_order
from pipeline.schema import Candidate, LabelledPassage, Suggestion
from pipeline.segment.merge import merge
from pipeline.settings import Settings
from tests.printed import busy, number, share, table
from tests.segmentation.score import ROOT, found_in, match, read_truth

DOCUMENTS = ROOT / "data" / "raw"
TRUTH = ROOT / "tests" / "voorbeeldegem" / "waarheid.csv"
OTHER_TOWNS = ROOT / "tests" / "segmentation" / "waarheid.csv"
CORRECTIONS = (0, 100, 200)
EVERY = 100
SEED = 20300701
FRAMES = load_frames()
FIGURES = ("sdg_p1", "sdg_micro", "sdg_macro", "mvo_micro")

Labels = dict[str, tuple[str, ...]]


def both() -> None:
    """Print both simulations."""
    curve()
    inventory()


def curve() -> None:
    """How good proposals for other municipalities are after some actions of one municipality were decided."""
    base, own, elsewhere = _base(), _actions(TRUTH), _actions(OTHER_TOWNS)
    order = np.random.default_rng(SEED).permutation(len(own))
    decided = [own[place].model_copy(update={"weight": LOCAL_WEIGHT}) for place in order]
    shown = []
    for corrections in (*CORRECTIONS, len(own)):
        with busy(f"leren met {corrections} eigen beslissingen"):
            model = _learnt([*base, *decided[:corrections]])
        figures = summary(measure(elsewhere, model.label([row.text for row in elsewhere])))
        shown.append((str(corrections), *(share(figures[name]) for name in FIGURES)))
    title = f"Leren van acties van Voorbeeldegem, naast {len(base)} passages van het basiscorpus, op {len(elsewhere)} acties van drie andere gemeenten"
    table(title, ("eigen beslissingen", *FIGURES), shown)


def _actions(truth: Path) -> list[LabelledPassage]:
    """The actions of a truth file with their labels, each once."""
    with truth.open(encoding="utf-8-sig", newline="") as stream:
        return [
            LabelledPassage(
                id=row["rij"],
                text=row["tekst"],
                actie=True,
                labels={"sdg": tuple(row["sdg"].split()), "mvo": tuple(row["mvo"].split())},
                brontype="bbc",
                group=row["document"],
            )
            for row in csv.DictReader(stream, delimiter=";")
            if not row["dubbel_van"]
        ]


@dataclass
class Work:
    """What the reviewer did: rows read, and after how many of them each true action was confirmed."""

    rows: int = 0
    sheet_rows: int = 0
    rejected: int = 0
    edited_rows: int = 0
    edited_cells: dict[str, int] = field(default_factory=lambda: dict.fromkeys(FRAMES, 0))
    confirmed: list[int] = field(default_factory=list)
    on_sheet: int = 0


def inventory() -> None:
    """How many rows are read and edited until every action of Voorbeeldegem is confirmed, with and without retraining."""
    with busy("documenten van Voorbeeldegem"):
        candidates = merge(found_in(DOCUMENTS, proposed=False))
        truth, missing = _truth(candidates)
    base = _base()
    with busy("leren uit het basiscorpus"):
        start = _learnt(base)
    plain = _review(candidates, truth, start, base, retrain=False)
    learnt = _review(candidates, truth, start, base, retrain=True)
    total = len(truth)
    rows = [
        ("rijen die voorgesteld en gelezen werden", *(str(w.sheet_rows) for w in (plain, learnt))),
        ("  waarvan nee", *(str(w.rejected) for w in (plain, learnt))),
        ("  ja, met een verbeterd label", *(str(w.edited_rows) for w in (plain, learnt))),
        *((f"verbeterde cellen, {frame}", *(str(w.edited_cells[frame]) for w in (plain, learnt))) for frame in FRAMES),
        ("acties bevestigd na de voorgestelde rijen", *(f"{w.on_sheet}/{total}" for w in (plain, learnt))),
        *(
            (f"rijen gelezen tot {part:.0%} van de acties", *(_rows_until(w, total, part) for w in (plain, learnt)))
            for part in (0.5, 0.9, 0.95, 1.0)
        ),
    ]
    table(
        f"Werk tot een volledige inventaris van Voorbeeldegem ({len(candidates)} passages, {total} acties)",
        ("", "zonder leren", f"leren om de {EVERY}"),
        rows,
    )
    print(
        f"Na de voorgestelde rijen leest de beoordelaar de andere passages, de waarschijnlijkste eerst. {number(missing)} "
        f"acties staan in geen enkele passage en zijn langs deze weg niet te vinden."
    )


def _base() -> list[LabelledPassage]:
    return read_corpus(Settings(root=ROOT).base_corpus, FRAMES)


def _learnt(rows: Sequence[LabelledPassage]) -> Classifier:
    return new_classifier(FRAMES).fit(rows)


def _truth(candidates: list[Candidate]) -> tuple[dict[str, Labels], int]:
    """The labels of every passage that is a true action, by row id, and how many actions no passage holds."""
    actions = read_truth(TRUTH)
    with TRUTH.open(encoding="utf-8-sig", newline="") as stream:
        labels: list[Labels] = [
            {"sdg": tuple(row["sdg"].split()), "mvo": tuple(row["mvo"].split())}
            for row in csv.DictReader(stream, delimiter=";")
        ]
    single = [place for place, action in enumerate(actions) if not action.double]
    pairs = match([actions[place] for place in single], candidates)
    return {candidates[f].id: labels[single[a]] for a, f in pairs}, len(single) - len(pairs)


def _review(
    candidates: list[Candidate],
    truth: dict[str, Labels],
    model: Classifier,
    base: list[LabelledPassage],
    *,
    retrain: bool,
) -> Work:
    """Decide row after row, as they are offered, until all true actions are confirmed."""
    work = Work()
    decided: dict[str, LabelledPassage] = {}
    queue = _offered(candidates, model, decided)
    while queue and len(work.confirmed) < len(truth):
        suggestion = queue.pop(0)
        right = truth.get(suggestion.candidate.id)
        _decide(work, suggestion, right)
        decided[suggestion.candidate.id] = _decision(suggestion.candidate, right)
        if retrain and queue and len(decided) % EVERY == 0 and len(work.confirmed) < len(truth):
            with busy(f"leren na {len(decided)} beslissingen"):
                queue = _offered(candidates, _learnt([*base, *decided.values()]), decided)
    return work


def _offered(candidates: list[Candidate], model: Classifier, decided: dict[str, LabelledPassage]) -> list[Suggestion]:
    """The undecided rows: those of the sheet in its order, then what is not proposed, the most probable first."""
    every = suggest(candidates, model, decided.keys())
    shown = in_order(proposed_only(every), FRAMES)
    ids = {suggestion.candidate.id for suggestion in shown}
    rest = [suggestion for suggestion in every if suggestion.candidate.id not in ids]
    return shown + sorted(rest, key=lambda suggestion: (-suggestion.labelling.actie, suggestion.candidate.id))


def _decide(work: Work, suggestion: Suggestion, right: Labels | None) -> None:
    proposed = bool(proposed_only([suggestion]))
    work.rows += 1
    work.sheet_rows += proposed
    if right is None:
        work.rejected += proposed
        return
    work.confirmed.append(work.rows)
    if not proposed:
        return
    cells = {frame: _cells_changed(suggestion.labelling.proposed[frame], labels) for frame, labels in right.items()}
    work.on_sheet += 1
    work.edited_rows += any(cells.values())
    for frame, changed in cells.items():
        work.edited_cells[frame] += changed


def _cells_changed(proposed: Sequence[str], right: Sequence[str]) -> int:
    """The cells to change so that these labels stand there; their order is let be."""
    return max(len(set(proposed) - set(right)), len(set(right) - set(proposed)))


def _decision(candidate: Candidate, right: Labels | None) -> LabelledPassage:
    return LabelledPassage(
        id=candidate.id,
        text=candidate.text,
        actie=right is not None,
        labels=right or {},
        brontype=candidate.brontype,
        context=" ".join(candidate.context),
        weight=LOCAL_WEIGHT,
        group=candidate.places[0].document,
    )


def _rows_until(work: Work, total: int, part: float) -> str:
    wanted = int(np.ceil(part * total))
    return str(work.confirmed[wanted - 1]) if len(work.confirmed) >= wanted else "-"


if __name__ == "__main__":
    both()
