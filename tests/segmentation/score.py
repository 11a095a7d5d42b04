"""How well actions are found in documents whose actions are known: recall, precision, codes, pages, duplicates, noise.

    python -m tests.segmentation.score FOLDER TRUTH.csv [--missed] [--noise]

Truth: ``document;tekst;niveau;code;pagina;…;dubbel_van``. A found passage and a true action match when nearly all words of
the shorter one stand in the other (a found passage may carry the sentence that explains it); each is matched once.
"""

import csv
import re
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

from pipeline.classify import PROPOSED_FROM, label_candidates
from pipeline.extract.run import blocks_of, extract_folder
from pipeline.language import Language
from pipeline.schema import Candidate
from pipeline.segment.merge import merge
from pipeline.segment.passages import Segmenter
from pipeline.settings import Settings
from pipeline.versions import load_current
from pipeline.words import normalised

ROOT = Path(__file__).resolve().parents[2]
CONTAINED = 0.75
ALIKE = 0.25


class Action(NamedTuple):
    """One true action of a document."""

    document: str
    text: str
    code: str
    page: int | None
    level: str
    double: bool


class Score(NamedTuple):
    """Counts for one document."""

    document: str
    true: int
    found: int
    matched: int
    codes: tuple[int, int]
    pages: tuple[int, int]

    @property
    def recall(self) -> float:
        return self.matched / self.true if self.true else 1.0

    @property
    def precision(self) -> float:
        return self.matched / self.found if self.found else 1.0


def read_truth(path: Path) -> list[Action]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return [
            Action(
                row["document"],
                row["tekst"],
                row["code"],
                int(row["pagina"]) if row["pagina"] else None,
                row["niveau"],
                bool(row["dubbel_van"]),
            )
            for row in csv.DictReader(stream, delimiter=";")
        ]


def found_in(folder: Path, *, proposed: bool = True) -> list[Candidate]:
    """What the program proposes for each document of a folder by itself, duplicates merged within a document only."""
    settings = Settings(root=ROOT)
    segmenter = Segmenter(Language(settings.root / settings.language_model))
    model = load_current(settings.classifiers)
    found: list[Candidate] = []
    with tempfile.TemporaryDirectory() as cache:
        for document in extract_folder(folder, Path(cache), workers=1, progress=lambda *_: None):
            if document.state == "gelezen":
                found += merge(segmenter(document, blocks_of(document, Path(cache))))
    labellings = label_candidates(found, model)
    return [c for c, said in zip(found, labellings, strict=True) if not proposed or said.actie >= PROPOSED_FROM]


def match(actions: list[Action], found: list[Candidate]) -> list[tuple[int, int]]:
    """Pairs of positions (action, found), the most alike first, each position used once."""
    true_bags = [set(normalised(action.text).split()) for action in actions]
    found_bags = [set(normalised(candidate.text).split()) for candidate in found]
    index: dict[str, list[int]] = defaultdict(list)
    for number, bag in enumerate(found_bags):
        for word in bag:
            index[word].append(number)
    pairs = []
    for a, bag in enumerate(true_bags):
        for f in {number for word in bag for number in index[word]}:
            other = found_bags[f]
            both = len(bag & other)
            contained, alike = both / min(len(bag), len(other)), both / len(bag | other)
            same_code = bool(actions[a].code) and actions[a].code == found[f].code
            if contained >= CONTAINED and (alike >= ALIKE or same_code):
                pairs.append((alike + contained + same_code, -a, -f))
    used_a: set[int] = set()
    used_f: set[int] = set()
    matched = []
    for _, a, f in sorted(pairs, reverse=True):
        if -a not in used_a and -f not in used_f:
            used_a.add(-a)
            used_f.add(-f)
            matched.append((-a, -f))
    return matched


def score(folder: Path, truth: Path) -> tuple[list[Score], list[Action], list[Candidate]]:
    """Scores per document, the actions that were missed, and what was found too much."""
    actions = read_truth(truth)
    found = found_in(folder)
    scores, missed, noise = [], [], []
    for document in sorted({action.document for action in actions}):
        mine = [action for action in actions if action.document == document]
        its = [candidate for candidate in found if candidate.places[0].document == document]
        pairs = match(mine, its)
        codes = [(mine[a].code, its[f].code) for a, f in pairs if mine[a].code]
        pages = [(mine[a].page, {place.page for place in its[f].places}) for a, f in pairs if mine[a].page]
        scores.append(
            Score(
                document,
                len(mine),
                len(its),
                len(pairs),
                (sum(x == y for x, y in codes), len(codes)),
                (sum(x in y for x, y in pages), len(pages)),
            )
        )
        missed += [action for a, action in enumerate(mine) if a not in {p for p, _ in pairs}]
        noise += [candidate for f, candidate in enumerate(its) if f not in {q for _, q in pairs}]
    return scores, missed, noise


def main(arguments: list[str]) -> None:
    scores, missed, noise = score(Path(arguments[0]), Path(arguments[1]))
    print(f"{'document':44} {'waar':>5} {'gevonden':>8} {'recall':>7} {'precisie':>8} {'codes':>9} {'paginas':>9}")
    for s in scores:
        codes, pages = f"{s.codes[0]}/{s.codes[1]}", f"{s.pages[0]}/{s.pages[1]}"
        print(f"{s.document[:44]:44} {s.true:5} {s.found:8} {s.recall:7.3f} {s.precision:8.3f} {codes:>9} {pages:>9}")
    if "--missed" in arguments:
        for action in missed:
            print("GEMIST", action.document[:22], action.level, action.code, re.sub(r"\s+", " ", action.text)[:220])
    if "--noise" in arguments:
        for candidate in noise:
            print("RUIS", candidate.places[0].document[:22], candidate.level, candidate.code, candidate.text[:220])


if __name__ == "__main__":
    main(sys.argv[1:])
