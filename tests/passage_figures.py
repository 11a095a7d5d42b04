"""Finding the actions of documents whose actions are known: figures per document, per kind of document and per level."""

import csv
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from pipeline.schema import BRONTYPES, LEVELS, Candidate
from pipeline.segment.merge import merge
from tests.printed import busy, share, table
from tests.segmentation.score import ROOT, Action, found_in, match, read_truth

# The eight were written without sight of the program; their documents were read for errors afterwards.
SETS = {
    "acht andere gemeenten": (
        ROOT / "tests" / "segmentation" / "acht" / "documenten",
        ROOT / "tests" / "segmentation" / "acht" / "waarheid.csv",
    ),
    "drie andere gemeenten": (
        ROOT / "tests" / "segmentation" / "documenten",
        ROOT / "tests" / "segmentation" / "waarheid.csv",
    ),
    "Voorbeeldegem": (ROOT / "data" / "raw", ROOT / "tests" / "voorbeeldegem" / "waarheid.csv"),
}
# What stands in the documents of two municipalities is no double.
TOWNS = tuple(
    "kruisvelde wijmershove loosbeek sint-odulf vaartkapelle ternesse zandrode heierbeek hazelgoor zilverloo meirvoorde".split()
)


class Tally(NamedTuple):
    """Counts over some documents; codes and pages are (right, known), duplicates and noise found too much."""

    true: int
    found: int
    matched: int
    codes: tuple[int, int]
    pages: tuple[int, int]
    duplicates: int
    noise: int

    def cells(self) -> tuple[str, ...]:
        """The row of the table."""
        recall = self.matched / self.true if self.true else None
        precision = self.matched / self.found if self.found else None
        f1 = 2 * self.matched / (self.true + self.found) if self.true + self.found else None
        counts = (f"{right}/{known}" if known else "-" for right, known in (self.codes, self.pages))
        extra = (str(self.duplicates), str(self.noise))
        return (str(self.true), str(self.found), share(recall), share(precision), share(f1), *counts, *extra)


HEAD = ("waar", "gevonden", "recall", "precisie", "F1", "codes", "pagina's", "dubbel", "ruis")


def passages() -> None:
    """Finding the actions of documents whose actions are known."""
    for name, (folder, truth) in SETS.items():
        with busy(f"acties zoeken bij {name}"):
            actions, found = read_truth(truth), found_in(folder)
        documents = sorted({action.document for action in actions})
        of = {d: ([a for a in actions if a.document == d], [c for c in found if _document(c) == d]) for d in documents}
        pairs = {d: match(*of[d]) for d in documents}
        tallies = {d: _tally(*of[d], pairs[d]) for d in documents}
        kinds = {d: of[d][1][0].brontype for d in documents if of[d][1]}
        per_kind: dict[str, list[Tally]] = defaultdict(list)
        for document, kind in kinds.items():
            per_kind[BRONTYPES[kind]].append(tallies[document])
        whole = _sum(tallies.values())
        table(
            f"Acties gevonden bij {name}",
            ("document", *HEAD),
            [*((d, *t.cells()) for d, t in tallies.items()), ("alles samen", *whole.cells())],
        )
        table(
            "Per soort document", ("soort", *HEAD), [(kind, *_sum(t).cells()) for kind, t in sorted(per_kind.items())]
        )
        table("Per niveau", ("niveau", "waar", "herkend", "recall"), _per_level(of, pairs))
        _print_doubles(truth, of, pairs, found)


def _document(candidate: Candidate) -> str:
    return candidate.places[0].document


def _tally(actions: list[Action], found: list[Candidate], pairs: list[tuple[int, int]]) -> Tally:
    codes = [actions[a].code == found[f].code for a, f in pairs if actions[a].code]
    pages = [actions[a].page in {place.page for place in found[f].places} for a, f in pairs if actions[a].page]
    matched = {f for _, f in pairs}
    extra = [candidate for number, candidate in enumerate(found) if number not in matched]
    # What is matched to nothing but says what a matched one says, was proposed twice; the rest is no action at all.
    duplicates = sum(bool(match(actions, [candidate])) for candidate in extra)
    return Tally(
        len(actions),
        len(found),
        len(pairs),
        (sum(codes), len(codes)),
        (sum(pages), len(pages)),
        duplicates,
        len(extra) - duplicates,
    )


def _sum(tallies: Iterable[Tally]) -> Tally:
    every = list(tallies)

    def total(of: Callable[[Tally], int]) -> int:
        return sum(map(of, every))

    return Tally(
        total(lambda t: t.true),
        total(lambda t: t.found),
        total(lambda t: t.matched),
        (total(lambda t: t.codes[0]), total(lambda t: t.codes[1])),
        (total(lambda t: t.pages[0]), total(lambda t: t.pages[1])),
        total(lambda t: t.duplicates),
        total(lambda t: t.noise),
    )


Found = dict[str, tuple[list[Action], list[Candidate]]]
Pairs = dict[str, list[tuple[int, int]]]


def _per_level(of: Found, pairs: Pairs) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for level, name in LEVELS.items():
        true = sum(action.level == level for actions, _ in of.values() for action in actions)
        right = sum(of[d][0][a].level == level for d, matched in pairs.items() for a, _ in matched)
        if true:
            rows.append((name, str(true), str(right), share(right / true)))
    return rows


def _print_doubles(truth: Path, of: Found, pairs: Pairs, found: list[Candidate]) -> None:
    """How often what stands in two documents becomes one row, and how often two actions became one by mistake."""
    with truth.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter=";"))
    same_as = {row["rij"]: row["dubbel_van"] or row["rij"] for row in rows}
    towns: dict[str, list[Candidate]] = defaultdict(list)
    for candidate in found:
        towns[next((town for town in TOWNS if town in _document(candidate)), "")].append(candidate)
    merged = [row for its in towns.values() for row in merge(its)]
    row_of = {name: number for number, c in enumerate(merged) for name in (c.id, *c.aliases)}
    proposed: dict[str, int] = {}
    for document, (_, its) in of.items():
        names = [row["rij"] for row in rows if row["document"] == document]
        proposed |= {names[a]: row_of[its[f].id] for a, f in pairs[document]}
    doubles = [name for name in proposed if same_as[name] != name and same_as[name] in proposed]
    joined = sum(proposed[name] == proposed[same_as[name]] for name in doubles)
    said: dict[int, set[str]] = defaultdict(set)
    for name, number_of in proposed.items():
        said[number_of].add(same_as[name])
    wrong = sum(len(names) - 1 for names in said.values())
    print(
        f"Over de documenten heen: {joined} van {len(doubles)} gevonden dubbels samengevoegd tot één rij; "
        f"{wrong} acties ten onrechte met een andere samengevoegd; {len(merged)} rijen om na te kijken."
    )
