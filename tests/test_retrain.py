"""Learning from decisions: the gate lets good rounds through and stops a poisoned one, and every step can be undone."""

import shutil
from pathlib import Path

import numpy as np
import pytest

from pipeline import versions
from pipeline.errors import ModelError, UsageError
from pipeline.evaluate import difference_interval
from pipeline.gate import ENOUGH_ROWS, TOLERANCE, Comparison, split
from pipeline.model import FORMAT
from pipeline.retrain import Outcome, retrain
from pipeline.schema import Decision, LabelledPassage
from tests.corpus_rig import FRAMES, decisions, one_round, some

Rows = list[LabelledPassage]
# Few enough to be quick, and so many decisions that an honest round is a clear gain (on held-out rows 1 to 11 points over
# four samples) and a poisoned one a clear loss (12 to 25 points).
BASE = some(1000)
DECIDED = decisions(some(500, start=1000))
DATE = "02/03/2026"


def learn(folder: Path, base: Rows, made: list[Decision]) -> Outcome:
    rounds = [one_round(made)] if made else []
    return retrain(folder, base, rounds, FRAMES, np.random.default_rng(7), DATE)


def shuffled(made: list[Decision]) -> list[Decision]:
    """The same rows, each with the verdict and the labels of another one."""
    order = np.random.default_rng(3).permutation(len(made))
    return [
        row.model_copy(update={"verdict": made[other].verdict, "labels": made[other].labels})
        for row, other in zip(made, order, strict=True)
    ]


def snapshot(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {
        str(path.relative_to(folder)): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Outcome]:
    """A folder with the model that was learnt from the corpus alone."""
    folder = tmp_path_factory.mktemp("eerste")
    return folder, learn(folder, BASE, [])


@pytest.fixture(scope="module")
def second(first: tuple[Path, Outcome], tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Outcome]:
    """A folder in which an honest round was learnt after the first model."""
    folder = tmp_path_factory.mktemp("tweede")
    shutil.copytree(first[0], folder, dirs_exist_ok=True)
    return folder, learn(folder, BASE, DECIDED)


def comparison(gain: float, low: float, high: float, rows: int) -> Comparison:
    return Comparison(name="passages", rows=rows, old={}, new={}, dummy={}, gain=gain, low=low, high=high)


@pytest.mark.parametrize(
    ("gain", "low", "high", "rows", "passed"),
    [
        (0.0, 0.0, 0.0, 1, True),
        (0.02, 0.01, 0.03, 400, True),
        (-TOLERANCE / 2, -0.02, 0.01, ENOUGH_ROWS, True),
        (-TOLERANCE * 2, -0.05, 0.01, ENOUGH_ROWS, False),
        (-TOLERANCE * 2, -0.05, 0.01, ENOUGH_ROWS - 1, True),
        (-0.10, -0.15, -0.01, ENOUGH_ROWS - 1, False),
        (-0.005, -0.008, -0.001, 4000, False),
    ],
)
def test_a_model_fails_when_surely_worse_or_on_many_rows_worse_than_chance_explains(
    gain: float, low: float, high: float, rows: int, passed: bool
) -> None:
    assert comparison(gain, low, high, rows).passed is passed


@pytest.mark.parametrize("documents", [0, 1, 2, 3, 40])
def test_of_any_number_of_documents_some_rows_are_held_out_and_most_are_not(documents: int) -> None:
    rows = [
        row.model_copy(update={"group": f"plan {number % documents}.pdf"})
        for number, row in enumerate(some(120 if documents else 0))
    ]
    seen, held = split(rows)
    assert sorted(row.id for row in (*seen, *held)) == sorted(row.id for row in rows)
    assert not rows or 0 < len(held) < len(seen)
    if documents == 40:
        assert {row.group for row in seen}.isdisjoint(row.group for row in held)


def test_the_interval_of_a_gain_holds_the_gain_and_is_nothing_for_equal_models() -> None:
    generator = np.random.default_rng(0)
    assert difference_interval([0.5] * 40, [0.5] * 40, generator) == (0.0, 0.0)
    low, high = difference_interval([0.0] * 50, [1.0, 0.0] * 25, generator)
    assert 0.3 < low < 0.5 < high < 0.7


def test_the_first_model_is_taken_into_use(first: tuple[Path, Outcome]) -> None:
    folder, outcome = first
    assert outcome.promoted
    assert not outcome.unchanged
    assert (outcome.base_rows, outcome.local_rows) == (len(BASE), 0)
    assert outcome.reason == "Dit is het eerste model."
    assert versions.current_name(folder) == outcome.version == versions.load_current(folder).version
    assert versions.names(folder) == [outcome.version]
    assert outcome.version.startswith("v0000-")


def test_the_gate_shows_the_figures_of_old_new_and_dummy_on_rows_held_out(first: tuple[Path, Outcome]) -> None:
    (compared,) = first[1].comparisons
    assert compared.name == "algemene passages"
    assert 0.15 < compared.rows / len(BASE) < 0.25
    assert set(compared.old) == set(compared.new) == set(compared.dummy)
    assert {"actie_f1", "sdg_p1", "sdg_micro", "mvo_micro", "sdg_ece"} <= set(compared.new)
    for figure in ("sdg_p1", "sdg_micro", "mvo_micro"):
        assert (compared.new[figure] or 0) > (compared.dummy[figure] or 0) + 0.1
    assert compared.dummy["actie_kept_nonactions"] == 1
    assert compared.low <= compared.gain <= compared.high


def test_the_card_says_in_dutch_what_was_learnt_when_and_how_well(first: tuple[Path, Outcome]) -> None:
    folder, outcome = first
    card = (folder / outcome.version / versions.CARD).read_text(encoding="utf-8")
    assert card.startswith(f"# Modelkaart {outcome.version}\n")
    assert f"Gemaakt op {DATE} uit {len(BASE)} passages van het basiscorpus en 0 eigen beslissingen" in card
    assert "een mens beslist" in card
    assert f"## {outcome.comparisons[0].rows} achtergehouden algemene passages" in card
    assert "| cijfer | oud | nieuw | zonder kennis |" in card
    shown = f"{outcome.comparisons[0].new['sdg_p1']:.3f}".replace(".", ",")
    line = next(line for line in card.splitlines() if line.startswith("| SDG: eerste voorstel juist"))
    assert shown in line
    training = versions.training_of(folder, outcome.version)
    assert training is not None
    assert training.base_digest[:16] in card


def test_an_honest_round_passes_and_is_taken_into_use(
    second: tuple[Path, Outcome], first: tuple[Path, Outcome]
) -> None:
    folder, outcome = second
    assert outcome.promoted, outcome.reason
    assert outcome.local_rows == len(DECIDED) > 200
    assert [c.name for c in outcome.comparisons] == ["algemene passages", "eigen beslissingen"]
    assert versions.history(folder) == [first[1].version, outcome.version]
    assert versions.current_name(folder) == outcome.version
    assert "doorstaat de test" in outcome.reason


def test_a_poisoned_round_is_learnt_but_not_taken_into_use(first: tuple[Path, Outcome], tmp_path: Path) -> None:
    shutil.copytree(first[0], tmp_path, dirs_exist_ok=True)
    outcome = learn(tmp_path, BASE, shuffled(DECIDED))
    assert not outcome.promoted
    assert versions.current_name(tmp_path) == first[1].version
    assert outcome.version in versions.names(tmp_path)
    assert "slechter dan het oude" in outcome.reason
    assert "Het oude model blijft in gebruik; kijk de laatste beslissingen na." in outcome.reason
    assert outcome.reason in (tmp_path / outcome.version / versions.CARD).read_text(encoding="utf-8")
    again = learn(tmp_path, BASE, shuffled(DECIDED))
    assert again.unchanged
    assert not again.promoted


def test_the_same_data_give_the_same_version_and_touch_no_file(second: tuple[Path, Outcome]) -> None:
    folder, outcome = second
    before = snapshot(folder)
    again = learn(folder, BASE, DECIDED)
    assert (again.version, again.unchanged, again.promoted) == (outcome.version, True, True)
    assert snapshot(folder) == before


def test_another_way_of_learning_makes_another_version_of_the_same_rows(
    first: tuple[Path, Outcome], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, outcome = first
    shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    monkeypatch.setattr("pipeline.retrain.FORMAT", FORMAT + 1)
    again = learn(tmp_path, BASE, [])
    assert again.version != outcome.version
    assert not again.unchanged


def test_the_previous_model_comes_back_and_so_does_the_newer_one(second: tuple[Path, Outcome], tmp_path: Path) -> None:
    shutil.copytree(second[0], tmp_path, dirs_exist_ok=True)
    old, new = versions.history(tmp_path)
    assert versions.roll_back(tmp_path) == old
    assert versions.load_current(tmp_path).version == old
    assert versions.names(tmp_path) == sorted([old, new])
    with pytest.raises(UsageError, match="geen eerdere versie"):
        versions.roll_back(tmp_path)
    assert versions.roll_back(tmp_path, new) == new
    assert versions.current_name(tmp_path) == new
    with pytest.raises(UsageError, match=rf"v9999 bestaat niet. Kies uit: .*{new}"):
        versions.roll_back(tmp_path, "v9999")


@pytest.mark.parametrize("base", [[], some(5)], ids=["leeg", "vijf rijen"])
def test_without_a_base_corpus_nothing_is_learnt_and_the_message_says_what_to_put_back(
    tmp_path: Path, base: Rows
) -> None:
    with pytest.raises(ModelError, match=r"te weinig beoordeelde passages.*data/labelled/basis"):
        learn(tmp_path, base, DECIDED)
    assert not list(tmp_path.iterdir())


def test_without_any_model_the_message_says_how_to_make_one(tmp_path: Path) -> None:
    assert versions.current_name(tmp_path) is None
    with pytest.raises(ModelError, match="lokale-foto retrain"):
        versions.load_current(tmp_path)
    with pytest.raises(UsageError, match="geen eerdere versie"):
        versions.roll_back(tmp_path)


def test_a_version_without_its_last_file_is_unfinished_and_does_not_count(
    first: tuple[Path, Outcome], tmp_path: Path
) -> None:
    shutil.copytree(first[0], tmp_path, dirs_exist_ok=True)
    (tmp_path / first[1].version / versions.TRAINING).unlink()
    assert versions.names(tmp_path) == []
    with pytest.raises(UsageError, match=r"bestaat niet. Kies uit: geen"):
        versions.roll_back(tmp_path, first[1].version)
