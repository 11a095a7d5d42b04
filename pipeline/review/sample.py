"""Have we found them all? A blind random sample of the passages that were not proposed, and what may be said after it.

A draw is kept beside the decision log (``steekproef-0001.jsonl``): without the number of passages it was drawn from, its
outcome says nothing. The sheet shows no label and no sureness, so that the reviewer judges the passage alone.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np

from pipeline.decisions import decided_ids
from pipeline.errors import UsageError
from pipeline.frameworks import Frame
from pipeline.notation import number
from pipeline.review.columns import columns, passage_of
from pipeline.review.export import to_csv, write_pair
from pipeline.review.workbook import Line, workbook
from pipeline.schema import Decision, Record, Suggestion
from pipeline.store import read_records, to_lines, write_new

_PATTERN = "steekproef-*.jsonl"
# One chance in twenty of claiming too much.
_DOUBT = 20
_EXPLANATION = (
    "Dit is een blinde steekproef: passages die het programma niet voorstelde. Zo meten we of er acties gemist zijn.",
    "Kies bij elke rij ja (dit is een doel, actie of activiteit van het lokaal bestuur) of nee. De meeste rijen zijn wellicht nee.",
    "Bij ja vult u ook de SDG's en thema's in, of 'geen'. Laat u ze leeg, dan komt de actie zonder labels in de inventaris.",
    "Sla geen rij over, ook geen moeilijke: de uitspraak geldt pas als alle rijen beslist zijn.",
    "Klaar? Bewaar en sluit het bestand, voer 'lokale-foto confirm' uit met dit bestand en daarna 'lokale-foto status'.",
)


class Draw(Record):
    """One sample: its number, when it was drawn, which ids, out of how many passages, from which documents (sha256)."""

    nr: int
    time: str
    population: int
    ids: tuple[str, ...]
    documents: tuple[str, ...]


class Estimate(Record):
    """What a finished sample allows to say: at least ``share`` (0..1) found, with 95 % confidence.

    ``hits`` of the ``size`` passages drawn from ``population`` were actions; ``found`` are confirmed; at most ``missed`` others
    stand in the passages that were not proposed.
    """

    draw: int
    size: int
    population: int
    hits: int
    found: int
    missed: int

    @property
    def share(self) -> float:
        """The lower bound on the share of the actions that was found."""
        return self.found / (self.found + self.missed) if self.found else 0.0


def draw_sample(
    folder: Path,
    not_proposed: Sequence[Suggestion],
    decided: Sequence[Decision],
    number: int,
    generator: np.random.Generator,
    time: str,
) -> tuple[Draw, list[Suggestion]]:
    """Draw ``number`` undecided passages, log the draw in ``folder`` and return it with the passages, by document.

    Raises:
        UsageError: there is nothing to draw from, or the number is not positive.
        StoreError: the draw cannot be written.
    """
    known = decided_ids(decided)
    population = [s for s in not_proposed if known.isdisjoint(s.candidate.ids)]
    if number < 1 or not population:
        raise UsageError(
            "Er is niets om een steekproef uit te trekken: geef een aantal van minstens 1, en voer eerst 'lokale-foto classify' uit."
        )
    chosen = generator.choice(len(population), size=min(number, len(population)), replace=False)
    rows = sorted((population[i] for i in chosen), key=lambda s: (s.candidate.places[0].document, s.candidate.id))
    draw = Draw(
        nr=1 + max((draw.nr for draw in read_draws(folder)), default=0),
        time=time,
        population=len(population),
        ids=tuple(row.candidate.id for row in rows),
        documents=tuple(sorted({place.sha256 for s in not_proposed for place in s.candidate.places})),
    )
    while not write_new(folder / f"steekproef-{draw.nr:04d}.jsonl", to_lines([draw])):
        draw = draw.model_copy(update={"nr": draw.nr + 1})
    return draw, rows


def export_sample(folder: Path, draw: Draw, rows: Sequence[Suggestion], frames: Mapping[str, Frame]) -> list[Path]:
    """Write ``steekproef-<nr>.csv`` and ``.xlsx`` with the passages alone and return their paths.

    Raises:
        StoreError: a file cannot be written.
    """
    names = [name for name in columns(frames) if name not in {"zekerheid", "waarom"}]
    lines = [Line(passage_of(row.candidate)) for row in rows]
    book = workbook(lines, names, frames, _EXPLANATION, None)
    sheet = to_csv([line.cells for line in lines], names)
    return write_pair(folder, f"steekproef-{draw.nr}", book, sheet)


def read_draws(folder: Path) -> list[Draw]:
    """All draws in the order of their numbers.

    Raises:
        StoreError: a file is damaged.
    """
    draws = [draw for path in sorted(folder.glob(_PATTERN)) for draw in read_records(path, Draw)]
    return sorted(draws, key=lambda draw: draw.nr)


def drawn_ids(draws: Iterable[Draw]) -> frozenset[str]:
    """The ids that were ever drawn, for ``confirm.review(blind=…)``."""
    return frozenset(row_id for draw in draws for row_id in draw.ids)


def open_ids(draw: Draw, decisions: Iterable[Decision]) -> list[str]:
    """The ids of a draw that are not decided yet."""
    known = decided_ids(decisions)
    return [row_id for row_id in draw.ids if row_id not in known]


def estimate(draw: Draw, decisions: Sequence[Decision]) -> Estimate | None:
    """What a draw allows to say after these decisions (those in force); None as long as a row of it is undecided."""
    if open_ids(draw, decisions):
        return None
    agreed = [decision for decision in decisions if decision.verdict == "ja"]
    hits = len(decided_ids(agreed) & set(draw.ids))
    documents = set(draw.documents)
    found = sum(any(place.sha256 in documents for place in decision.places) for decision in agreed)
    missed = most_actions(draw.population, len(draw.ids), hits) - hits
    return Estimate(draw=draw.nr, size=len(draw.ids), population=draw.population, hits=hits, found=found, missed=missed)


def most_actions(population: int, size: int, hits: int) -> int:
    """The largest number of actions in a population that the sample does not contradict (hypergeometric, one-sided 95 %).

    The largest K for which the chance of at most ``hits`` in a sample of ``size`` exceeds 1 in 20; computed in integers.

    >>> most_actions(1500, 100, 0), most_actions(1500, 468, 0), most_actions(10, 10, 3)
    (42, 7, 3)
    """
    every = math.comb(population, size)
    low, high = hits, population - size + hits
    while low < high:
        middle = (low + high + 1) // 2
        chance = sum(math.comb(middle, i) * math.comb(population - middle, size - i) for i in range(hits + 1))
        low, high = (middle, high) if _DOUBT * chance > every else (low, middle - 1)
    return low


def in_dutch(draws: Sequence[Draw], decisions: Sequence[Decision], waiting: int) -> str:
    """One careful sentence on completeness from the last finished sample; ``waiting`` proposed rows are not decided yet."""
    if not draws:
        return "Of alles gevonden is, is nog niet gemeten; dat doet u met 'lokale-foto steekproef 100'."
    done = [found for draw in draws if (found := estimate(draw, decisions))]
    if not done:
        left = len(open_ids(draws[-1], decisions))
        return (
            f"Steekproef {draws[-1].nr} is nog niet af ({left} van de {len(draws[-1].ids)} rijen wachten op ja of nee): "
            "over wat gemist is, valt nog niets te zeggen."
        )
    last = done[-1]
    besides = "; voorstellen zonder beslissing tellen niet mee" if waiting else ""
    return (
        f"Met 95 % zekerheid is minstens {math.floor(100 * last.share)} % van de acties in de gelezen documenten gevonden "
        f"(steekproef {last.draw}: {number(last.hits)} gemist op {number(last.size)} passages{besides})."
    )
