"""The blind sample: what is drawn, what the sheet hides, and what may be said afterwards."""

from fractions import Fraction
from math import comb
from pathlib import Path

import numpy as np
import pytest

from pipeline.errors import UsageError
from pipeline.review.read import read_sheet
from pipeline.review.sample import (
    Draw,
    draw_sample,
    drawn_ids,
    estimate,
    export_sample,
    in_dutch,
    most_actions,
    open_ids,
    read_draws,
)
from pipeline.schema import Decision, Suggestion
from tests.review_rig import FRAMES, TIME, confirm, suggestions

ROWS = suggestions(200)


def drawn(folder: Path, number: int = 20, seed: int = 1) -> tuple[Draw, list[Suggestion]]:
    return draw_sample(folder / "rondes", ROWS, [], number, np.random.default_rng(seed), TIME)


def filled(folder: Path, draw: Draw, rows: list[Suggestion], hits: int, first: str = "ja;;;;;;") -> Path:
    """The sample's sheet with ``hits`` times ja."""
    path = export_sample(folder, draw, rows, FRAMES)[0]
    lines = ["rij_id;beslissing;sdg_1;sdg_2;sdg_3;mvo_1;mvo_2"]
    lines += [f"{row.candidate.id};{first if n < hits else 'nee;;;;;;'}" for n, row in enumerate(rows)]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_the_same_seed_draws_the_same_passages(tmp_path: Path) -> None:
    assert drawn(tmp_path / "een")[0] == drawn(tmp_path / "twee")[0]
    assert drawn(tmp_path / "een", seed=2)[0].ids != drawn(tmp_path / "twee")[0].ids


def test_a_draw_is_logged_with_what_it_was_drawn_from(tmp_path: Path) -> None:
    first, rows = drawn(tmp_path)
    second, _ = drawn(tmp_path)
    assert (first.nr, second.nr, first.population, len(set(first.ids))) == (1, 2, 200, 20)
    assert read_draws(tmp_path / "rondes") == [first, second]
    assert {row.candidate.id for row in rows} == set(first.ids)


def test_every_passage_is_drawn_equally_often() -> None:
    rng = np.random.default_rng(5)
    counts = np.zeros(len(ROWS))
    for _ in range(400):
        counts[rng.choice(len(ROWS), size=20, replace=False)] += 1
    assert 15 < counts.min() < counts.max() < 70


def test_decided_passages_are_not_drawn_and_a_sample_is_never_larger_than_what_there_is(tmp_path: Path) -> None:
    draw, rows = drawn(tmp_path, 20)
    decisions = confirm(filled(tmp_path, draw, rows, 3), ROWS).decisions
    again, _ = draw_sample(tmp_path / "rondes", ROWS, decisions, 500, np.random.default_rng(1), TIME)
    assert (again.population, len(again.ids)) == (180, 180)
    assert not set(again.ids) & set(draw.ids)


@pytest.mark.parametrize("number", [0, -3])
def test_an_empty_sample_is_refused(tmp_path: Path, number: int) -> None:
    with pytest.raises(UsageError, match="minstens 1"):
        drawn(tmp_path, number)


def test_the_sheet_shows_no_label_and_no_sureness(tmp_path: Path) -> None:
    draw, rows = drawn(tmp_path)
    for path in export_sample(tmp_path, draw, rows, FRAMES):
        sheet = read_sheet(path, FRAMES)
        assert not {"zekerheid", "waarom"} & set(sheet.columns)
        assert all(
            row.raw[name] == "" for row in sheet.rows for name in sheet.columns if name.startswith(("sdg", "mvo"))
        )
        assert " %" not in path.read_bytes().decode("utf-8", "ignore")
    assert path.name == "steekproef-1.xlsx"


@pytest.mark.parametrize(
    ("cells", "labels"),
    [("ja;;;;;;", {}), ("ja;geen;;;;;", {"sdg": ()}), ("ja;SDG 7;;;;;", {"sdg": ("7",)}), ("ja;7;13;;zorg voor het milieu;;", {"sdg": ("7", "13"), "mvo": ("zorg_voor_het_milieu",)})],
)  # fmt: skip
def test_on_a_blind_sheet_empty_is_not_judged_and_geen_is_none(
    tmp_path: Path, cells: str, labels: dict[str, tuple[str, ...]]
) -> None:
    draw, rows = drawn(tmp_path)
    preview = confirm(filled(tmp_path, draw, rows, 1, cells), ROWS, blind=drawn_ids([draw]))
    hit = next(decision for decision in preview.decisions if decision.verdict == "ja")
    assert (hit.labels, hit.proposed) == (labels, {})


def test_nothing_is_claimed_before_the_whole_sample_is_decided(tmp_path: Path) -> None:
    draw, rows = drawn(tmp_path)
    decisions = confirm(filled(tmp_path, draw, rows, 2), ROWS, blind=drawn_ids([draw])).decisions
    assert estimate(draw, decisions[1:]) is None
    assert len(open_ids(draw, decisions[1:])) == 1
    assert "1 van de 20 rijen wachten" in in_dutch([draw], decisions[1:], 0)
    found = estimate(draw, decisions)
    assert found is not None
    assert (found.hits, found.found, found.missed) == (2, 2, most_actions(200, 20, 2) - 2)


def by_definition(population: int, size: int, hits: int) -> int:
    """The largest number of actions under which so few hits still have a chance above 5 %."""

    def chance(actions: int) -> Fraction:
        ways = sum(comb(actions, i) * comb(population - actions, size - i) for i in range(hits + 1))
        return Fraction(ways, comb(population, size))

    return max(k for k in range(hits, population - size + hits + 1) if chance(k) > Fraction(1, 20))


@pytest.mark.parametrize(
    ("population", "size", "hits"),
    [(10, 10, 3), (10, 1, 0), (10, 1, 1), (50, 20, 0), (50, 20, 4), (60, 59, 0), (200, 30, 2)],
)
def test_the_bound_is_exact(population: int, size: int, hits: int) -> None:
    assert most_actions(population, size, hits) == by_definition(population, size, hits)


@pytest.mark.parametrize(("size", "at_least"), [(100, 78), (468, 95)])
def test_the_bound_gives_the_published_examples(size: int, at_least: int) -> None:
    assert int(100 * 150 / (150 + most_actions(1500, size, 0))) == at_least


def test_the_bound_keeps_its_promise() -> None:
    """With 40 actions among 500, samples of 60 claim "at most K" rightly in at least 95 of 100 cases."""
    rng = np.random.default_rng(3)
    hits = rng.hypergeometric(40, 460, 60, size=2000)
    assert np.mean([most_actions(500, 60, int(h)) >= 40 for h in hits]) >= 0.95


def decision(row: Suggestion, verdict: str) -> Decision:
    candidate = row.candidate
    facts = {
        name: getattr(candidate, name)
        for name in ("level", "code", "context", "brontype", "status", "dienst", "deadline", "sdg_bron", "places")
    }
    return Decision(
        id=candidate.id,
        verdict=verdict,
        text="x",
        source_text="x",
        labels={},
        proposed={},
        remark="",
        reviewer="An",
        time=TIME,
        model="",
        **facts,
    )


def test_the_sentence_is_careful() -> None:
    documents = tuple(sorted({row.candidate.places[0].sha256 for row in ROWS}))
    draw = Draw(
        nr=3, time=TIME, population=1500, ids=tuple(row.candidate.id for row in ROWS[:100]), documents=documents
    )
    decisions = [decision(row, "nee") for row in ROWS[:100]] + [decision(row, "ja") for row in ROWS[100:]]
    elsewhere = decision(ROWS[100], "ja").model_copy(update={"id": "act-1", "places": ()})
    assert in_dutch([draw], [*decisions, elsewhere], 12) == (
        "Met 95 % zekerheid is minstens 70 % van de acties in de gelezen documenten gevonden "
        "(steekproef 3: 0 gemist op 100 passages; voorstellen zonder beslissing tellen niet mee)."
    )
    assert "nog niet gemeten" in in_dutch([], [], 0)
