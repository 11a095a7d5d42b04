"""The classifier: what it reads of a text, what it learns and leaves out, what it says, and how it is kept."""

import ast
import itertools
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import ModelError
from pipeline.features import Featuriser, pair_features, word_features, words_of
from pipeline.form import FormFeaturiser, form_features, skeleton
from pipeline.model import FOLDS, FORMAT, OWN_THRESHOLD_FROM, Classifier, Head, folds
from pipeline.regression import best_threshold
from pipeline.retrain import new_classifier
from pipeline.schema import LabelledPassage
from pipeline.store import digest
from tests.corpus_rig import FRAMES, ROOT, some

TEXTS = [
    "We leggen een fietspad aan langs de Kerkstraat.",
    "Budgetbegeleiding en schuldhulp voor gezinnen in armoede",
    "Geboortebos: elk najaar planten we bomen voor de kinderen die dat jaar geboren zijn",
    "Gelet op het gemeentedecreet",
    "",
]


@pytest.fixture(scope="module")
def model() -> Classifier:
    return new_classifier(FRAMES).fit(some(1000))


@pytest.fixture(scope="module")
def saved(model: Classifier, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("model") / "v0001-proef"
    model.save(folder)
    return folder


def passage(row_id: str, text: str, *labels: str, actie: bool = True, **more: object) -> LabelledPassage:
    values = {"labels": {"sdg": labels}, "brontype": "bbc", **more}
    return LabelledPassage.model_validate({"id": row_id, "text": text, "actie": actie, **values})


def small(rows: list[LabelledPassage]) -> Classifier:
    """A model of two labels, learnt in a moment."""
    return Classifier({"sdg": ("6", "15")}, {"sdg": 1}).fit(rows)


def trees_and_sewers() -> list[LabelledPassage]:
    rows = [passage(f"b{n}", f"We planten {n} bomen in bos {n}", "15") for n in range(15)]
    rows += [passage(f"r{n}", f"We leggen {n} meter riolering in straat {n}", "6") for n in range(15)]
    return rows + [passage(f"n{n}", f"Gelet op artikel {n} van het decreet", actie=False, labels={}) for n in range(15)]


# --- features and form ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("… – !", []),
        ("Fiets- en wandelpad", ["fiets", "en", "wandelpad"]),
        ("CO2-neutraal tegen 2030, voor 1.250.000 euro", ["co0-neutraal", "tegen", "0", "voor", "0", "0", "0", "euro"]),
        ("De foto’s van 't Veld", ["de", "foto’s", "van", "t", "veld"]),
    ],
)
def test_words_are_small_letters_and_every_number_is_the_same(text: str, expected: list[str]) -> None:
    assert words_of(text) == expected


def test_a_compound_shares_features_with_its_parts() -> None:
    assert {" rio", "riool", "iool"} <= set(word_features("riool")) & set(word_features("rioolproject"))
    assert list(pair_features(["een", "twee", "drie"])) == ["p:een twee", "p:twee drie"]


@given(st.lists(st.text(alphabet="abcdé 1.,-'X", max_size=30), min_size=1, max_size=6))
def test_rows_of_features_have_length_one_or_are_empty(texts: list[str]) -> None:
    for featuriser in (Featuriser(min_count=1).fit(texts), FormFeaturiser(min_count=1).fit(texts)):
        rows = featuriser.transform([*texts, "zzz onbekend"])
        assert rows.shape == (len(texts) + 1, len(featuriser.vocabulary))
        lengths = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
        assert all(length == pytest.approx(1, abs=1e-5) or length == 0 for length in lengths)


def test_titles_above_weigh_less_than_the_passage_and_add_nothing_it_already_says() -> None:
    featuriser = Featuriser(min_count=1).fit(["bomen planten", "riolering"])
    alone, under, repeated = (
        featuriser.transform(["bomen planten"], [context]).toarray()[0] for context in ("", "riolering", "bomen")
    )
    own, above = featuriser.vocabulary["w:bomen"], featuriser.vocabulary["w:riolering"]
    assert alone[above] == 0 < under[above] < under[own]
    np.testing.assert_array_equal(alone, repeated)


def test_the_form_of_a_passage_tells_nothing_of_its_subject() -> None:
    assert skeleton("", set()) == ["^", "$"]
    common = {"we", "in", "worden"}
    assert skeleton("We planten 300 bomen in Oostveld.", common) == skeleton(
        "We hakken 12 struiken in Westland.", common
    )
    assert skeleton("We planten bomen", common) == skeleton("We plaatsen banken", common)
    assert skeleton("We planten bomen", common) != skeleton("Bomen worden geplant", common)
    assert "L 0" in form_features("", common)


# --- learning ------------------------------------------------------------------------------------------------------


def test_too_few_rows_to_learn_from_are_refused_in_dutch() -> None:
    for rows in ([], [passage(str(n), f"Actie {n}", "15") for n in range(2 * FOLDS - 1)]):
        with pytest.raises(ModelError, match=r"te weinig beoordeelde passages.*data/labelled/basis"):
            small(rows)


def test_what_nobody_judged_is_left_out_of_the_truth() -> None:
    rows = [
        passage("a", "Bomen", "15"),
        passage("b", "Bomen", "15", debatable={"sdg": ("6",)}),
        passage("c", "Bomen", labels={}),
        passage("d", "Gelet op", actie=False, labels={"sdg": ("15",)}),
        passage("e", "Bureaustoelen"),
    ]
    nan = np.nan
    table = Classifier({"sdg": ("6", "15")}, {"sdg": 1}).truth(rows)
    np.testing.assert_array_equal(table, [[1, 0, 1], [1, nan, 1], [1, nan, nan], [0, nan, nan], [1, 0, 0]])


def test_a_debatable_label_counts_neither_for_nor_against() -> None:
    rows = trees_and_sewers()
    extra = [passage(f"x{n}", f"We graven wadi {n} in park {n}", "15") for n in range(15)]
    against = small([*rows, *extra]).label(["We graven een wadi in het park"])[0]
    masked = [row.model_copy(update={"debatable": {"sdg": ("6",)}}) for row in extra]
    open_minded = small([*rows, *masked]).label(["We graven een wadi in het park"])[0]
    assert open_minded.probabilities["sdg"]["6"] > against.probabilities["sdg"]["6"] + 0.05


def test_a_frame_that_nobody_judged_learns_nothing_and_one_that_some_judged_learns_from_those() -> None:
    frames = {"sdg": ("6", "15"), "eigen": ("x", "y")}
    rows = trees_and_sewers()
    silent = Classifier(frames, {"sdg": 1, "eigen": 1}).fit(rows)
    assert not silent.coefficients[:, [3, 4]].any()
    said = silent.label(["We planten bomen"])[0]
    assert set(said.probabilities["eigen"].values()) == {0.5}
    assert said.proposed == {"sdg": ("15",), "eigen": ()}
    judged = [
        row.model_copy(update={"labels": {**row.labels, "eigen": ("x",) if "bomen" in row.text else ("y",)}})
        for row in rows[:30]
    ]
    told = Classifier(frames, {"sdg": 1, "eigen": 1}).fit([*judged, *rows[30:]]).label(["We planten bomen"])[0]
    assert told.proposed["eigen"] == ("x",)


def test_folds_keep_what_belongs_together_together_and_do_not_depend_on_the_order() -> None:
    rows = [passage(str(n), "x", group=f"document {n % 7}") for n in range(70)]
    found = folds(rows)
    assert {len({f for f, row in zip(found, rows, strict=True) if row.group == f"document {d}"}) for d in range(7)} == {
        1
    }
    np.testing.assert_array_equal(folds(rows[::-1]), found[::-1])
    assert set(folds([passage(str(n), "x") for n in range(100)])) == set(range(FOLDS))


@pytest.mark.parametrize(
    ("probabilities", "truth", "low", "high"),
    [
        ([0.1, 0.3, 0.5, 0.9], [0, 0, 1, 1], 0.30, 0.50),
        ([0.2, 0.3, 0.9], [1, 1, 1], 0.15, 0.20),
        ([0.2, 0.4, np.nan], [0, 1, np.nan], 0.20, 0.40),
        ([], [], 0.60, 0.60),
        ([0.5, 0.2], [0, 0], 0.60, 0.60),
    ],
)
def test_the_threshold_is_where_f1_is_best(
    probabilities: list[float], truth: list[float], low: float, high: float
) -> None:
    assert low <= best_threshold(np.array(probabilities), np.array(truth)) <= high + 1e-9


def test_a_rare_label_shares_the_threshold_of_its_frame(model: Classifier) -> None:
    given = np.nansum(model.truth(some(1000)), axis=0)
    for frame in FRAMES:
        columns = [n for n, head in enumerate(model.heads) if head.frame == frame]
        rare = {model.thresholds[n] for n in columns if given[n] < OWN_THRESHOLD_FROM}
        assert len(rare) <= 1
        assert all(0.15 <= model.thresholds[n] <= 0.6 for n in columns)
    assert min(given) < OWN_THRESHOLD_FROM


# --- what it says --------------------------------------------------------------------------------------------------


def test_a_labelling_has_every_label_in_the_order_of_its_frame(model: Classifier) -> None:
    for said in model.label(TEXTS):
        assert list(said.probabilities) == list(FRAMES) == list(said.proposed) == list(said.why)
        for name, frame in FRAMES.items():
            assert tuple(said.probabilities[name]) == frame.ids
            assert all(0 <= p <= 1 for p in said.probabilities[name].values())
        assert 0 <= said.actie <= 1
    assert model.label([]) == []


def test_what_is_over_its_threshold_is_proposed_most_probable_first_up_to_the_limit(model: Classifier) -> None:
    row = np.zeros(len(model.heads))
    assert model.propose(row) == {"sdg": (), "mvo": ()}
    for rank, label in enumerate(("7", "2", "17", "11")):
        row[model.heads.index(Head("sdg", label))] = 0.95 - rank / 10
    assert model.propose(row)["sdg"] == ("7", "2", "17")
    number = model.heads.index(Head("mvo", "consument"))
    row[number] = model.thresholds[number]
    assert model.propose(row)["mvo"] == ("consument",)
    row[number] -= 1e-6
    assert model.propose(row)["mvo"] == ()


def test_equal_probabilities_are_proposed_in_the_order_of_the_frame(model: Classifier) -> None:
    assert model.propose(np.full(len(model.heads), 0.9))["sdg"] == ("1", "2", "3")


def test_it_learnt_what_the_corpus_says(model: Classifier) -> None:
    cycling, debts, _, legal, _ = model.label(TEXTS)
    assert "11" in cycling.proposed["sdg"]
    assert "1" in debts.proposed["sdg"]
    assert legal.actie < 0.8 * cycling.actie


def test_the_reasons_are_whole_words_of_the_passage(model: Classifier) -> None:
    for text, said in zip(TEXTS, model.label(TEXTS), strict=True):
        for frame, labels in said.proposed.items():
            assert set(said.why[frame]) == set(labels)
            for words in said.why[frame].values():
                assert len(words) <= 3
                assert set(words) <= set(words_of(text)) - {"een", "de", "we", "voor", "0"}
    assert "fietspad" in model.label(TEXTS)[0].why["sdg"]["11"]


def test_one_text_gets_the_same_answer_alone_and_among_others(model: Classifier) -> None:
    assert [model.label([text])[0] for text in TEXTS] == model.label(TEXTS)


def test_out_of_fold_answers_come_from_a_model_that_did_not_see_the_row() -> None:
    rows = trees_and_sewers()
    odd = passage("vreemd", "Kwantumzebra knutselen", "6", group="alleen")
    seen = small([*rows, odd] * 2).label([odd.text])[0]
    unseen = small([*rows, odd]).out_of_fold([*rows, odd])[-1]
    assert seen.probabilities["sdg"]["6"] > unseen.probabilities["sdg"]["6"]


# --- keeping it ----------------------------------------------------------------------------------------------------


def test_a_saved_model_says_the_same(model: Classifier, saved: Path) -> None:
    loaded = Classifier.load(saved)
    assert loaded.version == "v0001-proef"
    texts = TEXTS + [row.text for row in some(100, start=1000)]
    contexts = ["Een zorgzame gemeente"] * len(texts)
    assert loaded.label(texts, contexts) == model.label(texts, contexts)
    assert loaded.thresholds.tolist() == model.thresholds.tolist()


def test_the_same_rows_give_the_same_bytes_and_other_rows_others(tmp_path: Path) -> None:
    rows = trees_and_sewers()
    first, second = small(rows).save(tmp_path / "een"), small(rows).save(tmp_path / "twee")
    assert first == second != small(rows[1:]).save(tmp_path / "drie")
    for path in sorted((tmp_path / "een").iterdir()):
        assert path.read_bytes() == (tmp_path / "twee" / path.name).read_bytes()


def test_many_heads_learnt_again_give_the_same_bytes(saved: Path, tmp_path: Path) -> None:
    new_classifier(FRAMES).fit(some(1000)).save(tmp_path)
    assert (tmp_path / "arrays.npz").read_bytes() == (saved / "arrays.npz").read_bytes()


def test_nothing_of_the_program_can_run_code_from_a_model(saved: Path) -> None:
    assert {path.suffix for path in saved.iterdir()} <= {".json", ".npz", ".txt"}
    with np.load(saved / "arrays.npz", allow_pickle=False) as arrays:
        assert all(arrays[name].dtype.kind == "f" for name in arrays.files)
    forbidden = {"pickle", "cPickle", "joblib", "dill", "cloudpickle", "shelve", "marshal"}
    for path in sorted((ROOT / "pipeline").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                assert forbidden.isdisjoint(alias.name.split(".")[0] for alias in node.names), path
            elif isinstance(node, ast.ImportFrom):
                assert (node.module or "").split(".")[0] not in forbidden, path
            elif isinstance(node, ast.keyword) and node.arg == "allow_pickle":
                assert isinstance(node.value, ast.Constant), path
                assert node.value.value is False, path


def _flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(bytes(data))


def _of_the_future(folder: Path) -> None:
    digests = json.loads((folder / "sha256.json").read_text(encoding="utf-8"))
    about = (folder / "model.json").read_text(encoding="utf-8").replace(f'"format": {FORMAT}', '"format": 99')
    (folder / "model.json").write_text(about, encoding="utf-8", newline="")
    digests["model.json"] = digest(about.encode())
    (folder / "sha256.json").write_text(json.dumps(digests), encoding="utf-8")


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (shutil.rmtree, "kan niet gelezen worden"),
        (lambda folder: (folder / "arrays.npz").unlink(), "kan niet gelezen worden"),
        (lambda folder: (folder / "sha256.json").write_text("{kapot", encoding="utf-8"), "kan niet gelezen worden"),
        (lambda folder: (folder / "sha256.json").write_text("[]", encoding="utf-8"), "kan niet gelezen worden"),
        (lambda folder: _flip(folder / "arrays.npz"), r"beschadigd \(arrays.npz\)"),
        (lambda folder: _flip(folder / "features.txt"), r"beschadigd \(features.txt\)"),
        (lambda folder: (folder / "form.txt").write_bytes(b""), r"beschadigd \(form.txt\)"),
        (_of_the_future, "andere versie van het programma"),
    ],
    ids=["map weg", "bestand weg", "geen json", "geen digests", "getallen", "woorden", "leeg", "toekomst"],
)
def test_a_damaged_model_is_refused_in_dutch_with_a_remedy(
    saved: Path, tmp_path: Path, damage: Callable[[Path], object], message: str
) -> None:
    folder = tmp_path / "v0001-proef"
    shutil.copytree(saved, folder)
    damage(folder)
    with pytest.raises(ModelError, match=message) as caught:
        Classifier.load(folder)
    assert "v0001-proef" in str(caught.value)
    assert "lokale-foto rollback" in str(caught.value)


def test_every_file_of_a_model_is_guarded_by_its_digest(saved: Path) -> None:
    guarded = set(json.loads((saved / "sha256.json").read_text(encoding="utf-8")))
    assert guarded == {path.name for path in saved.iterdir()} - {"sha256.json"}
    assert not any(a == b for a, b in itertools.combinations(sorted(guarded), 2))
