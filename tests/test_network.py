"""The network that reads a passage as a whole: what it says, what it keeps held out, how it is trained and told when gone."""

import shutil
from pathlib import Path

import numpy as np
import pytest

from pipeline.corpus import read_corpus
from pipeline.errors import ModelError
from pipeline.frameworks import load_frames
from pipeline.language_training.network import train
from pipeline.model_files import as_json
from pipeline.network import FOLDER, Network, key, load, network
from tests.corpus_rig import some

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def shipped() -> Network:
    return load()


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("We leggen langs de Dorpsbeek een speelbos van twee hectare aan.", True),
        ("De dienst Jeugd leent voortaan ook partytenten uit aan buurtcomités.", True),
        ("Heraanleg van het kruispunt aan het station met een vrijliggend fietspad", True),
        ("Het gehucht telde in 1846 nog geen driehonderd zielen.", False),
        ("Wie door de vallei wandelt, hoort vooral de autosnelweg.", False),
        ("Gelet op artikel 40 van het decreet over het lokaal bestuur.", False),
    ],
)
def test_it_tells_what_is_done_from_what_is_told(shipped: Network, text: str, action: bool) -> None:
    assert bool(shipped.read([text])[0] > 0) is action


def test_of_a_passage_it_learnt_from_it_says_what_was_held_out(shipped: Network) -> None:
    row = some(1)[0]
    known, new = shipped([row.text, "Wij kopen een elektrische vuilniswagen."])
    assert known == pytest.approx(shipped.held_out[key(row.text)])
    assert new == pytest.approx(shipped.read(["Wij kopen een elektrische vuilniswagen."])[0], abs=1e-4)


def test_every_passage_of_the_base_corpus_was_held_out(shipped: Network) -> None:
    rows = read_corpus(ROOT / "data" / "labelled" / "basis", load_frames())
    assert not [row.id for row in rows if key(row.text) not in shipped.held_out]


def test_no_text_or_an_endless_one_is_read_like_any_other(shipped: Network) -> None:
    assert shipped([]).tolist() == []
    assert shipped([""])[0] < 0
    assert len(shipped(["a" * 2_000_000])) == 1


def test_the_same_passages_train_the_same_network_and_it_learns_them() -> None:
    rows = some(120)
    texts = [row.text for row in rows]
    one, other = (train(rows, say=lambda _: None).read(texts) for _ in range(2))
    assert np.array_equal(one, other)
    truth = np.array([row.actie for row in rows])
    assert one[truth].mean() > one[~truth].mean() + 0.5


def test_what_is_saved_is_what_is_loaded(shipped: Network, tmp_path: Path) -> None:
    texts = ["We planten een haag.", "De haag is oud."]
    Network(shipped.nlp, {key(texts[1]): -3.0}).save(tmp_path, as_json({"passages": 1}))
    again = load(tmp_path)
    assert again(texts).tolist() == pytest.approx([float(shipped.read(texts[:1])[0]), -3.0], abs=1e-4)


@pytest.mark.parametrize("lost", ["arrays.npz", "meta.json", "sha256.json"])
def test_a_damaged_network_is_told_in_dutch_with_its_remedy(tmp_path: Path, lost: str) -> None:
    shutil.copytree(FOLDER, tmp_path / "net")
    (tmp_path / "net" / lost).write_bytes(b"kapot")
    with pytest.raises(ModelError, match="Zet de map models/ terug zoals ze geleverd is"):
        load(tmp_path / "net")


def test_it_is_loaded_once() -> None:
    assert network() is network()
