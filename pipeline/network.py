"""A small neural network that reads a passage as a whole: log odds that it is an action, beside what its words say one by one.

It is trained on the base corpus, starting from the words and their surroundings as the language model knows them, and does not
learn from decisions: what a municipality corrects, the classifier learns, which weighs the two (see ``pipeline.model``). Of the
passages that it was trained on it keeps what a network said that had not seen them, so that no figure flatters itself.
"""

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import spacy
from spacy.language import Language
from spacy.pipeline import TextCategorizer
from thinc.api import use_ops

from pipeline.errors import ModelError
from pipeline.model_files import read_model, write_model
from pipeline.store import digest

Floats = npt.NDArray[np.float64]

_MODELS = Path(__file__).resolve().parents[1] / "models"
FOLDER = _MODELS / "actienetwerk"
LANGUAGE_MODEL = _MODELS / "nl_lokale_foto"
YES, NO = "ja", "nee"
_ABOUT = "meta.json"
_BATCH = 64
# Characters that are read of a text: longer ones are no passage, and spaCy refuses the longest.
_READ = 5_000
# Beyond this the network is only sure of itself.
_MOST = 12.0


class Network:
    """Texts in, log odds out; ``held_out`` are those of passages it was trained on, by the key of their text."""

    def __init__(self, nlp: Language, held_out: dict[str, float]) -> None:
        self.nlp = nlp
        self.held_out = held_out

    def read(self, texts: Sequence[str]) -> Floats:
        """What the network says of each text, whether it was trained on it or not; of no text what it says of a full stop."""
        with use_ops("numpy", use_blis=False):
            docs = self.nlp.pipe((text[:_READ] or "." for text in texts), batch_size=_BATCH)
            odds = [log_odds(doc.cats[YES], doc.cats[NO]) for doc in docs]
        return np.array(odds, dtype=np.float64)

    def __call__(self, texts: Sequence[str]) -> Floats:
        """The log odds of each text; of a text that the network was trained on, what one said that had not seen it."""
        keys = [key(text) for text in texts]
        new = [text for text, name in zip(texts, keys, strict=True) if name not in self.held_out]
        found = iter(self.read(new).tolist() if new else [])
        return np.array([self.held_out[name] if name in self.held_out else next(found) for name in keys])

    def save(self, folder: Path, about: str) -> None:
        """Write weights, what was held out and ``about``, JSON that says what the network was trained on."""
        names = sorted(self.held_out)
        arrays = {
            "weights": np.frombuffer(_component(self.nlp).model.to_bytes(), dtype=np.uint8),
            "keys": np.array(names, dtype="S16"),
            "held_out": np.array([self.held_out[name] for name in names], dtype=np.float32),
        }
        write_model(folder, arrays, {_ABOUT: about})


def key(text: str) -> str:
    """What a text is known by among those held out."""
    return digest(" ".join(text.split()).encode())[:16]


def log_odds(yes: float, no: float) -> float:
    """Log odds from two chances.

    >>> log_odds(0.5, 0.5), log_odds(1.0, 0.0)
    (0.0, 12.0)
    """
    return float(np.clip(np.log(max(yes, 1e-9)) - np.log(max(no, 1e-9)), -_MOST, _MOST))


def untrained(language_model: Path = LANGUAGE_MODEL) -> Language:
    """A network that reads words as the language model does, and knows nothing of actions yet."""
    with use_ops("numpy", use_blis=False):
        nlp = spacy.load(language_model, exclude=["morphologizer", "trainable_lemmatizer", "senter"])
        reading: Any = nlp.get_pipe("tok2vec")
        about = spacy.util.load_config(language_model / "config.cfg", interpolate=True)["components"]["tok2vec"][
            "model"
        ]
        for name in list(nlp.pipe_names):
            nlp.remove_pipe(name)
        model = {
            "@architectures": "spacy.TextCatReduce.v1",
            "exclusive_classes": True,
            "use_reduce_first": False,
            "use_reduce_last": False,
            "use_reduce_max": True,
            "use_reduce_mean": True,
            "tok2vec": about,
        }
        component = nlp.add_pipe("textcat", config={"model": model})
        assert isinstance(component, TextCategorizer)
        example = spacy.training.Example.from_dict(nlp.make_doc("We planten bomen."), {"cats": {YES: 1.0, NO: 0.0}})
        component.initialize(lambda: [example], nlp=nlp, labels=[YES, NO])
        component.model.get_ref("tok2vec").from_bytes(reading.model.to_bytes())
    return nlp


def load(folder: Path = FOLDER, language_model: Path = LANGUAGE_MODEL) -> Network:
    """The network saved in a folder.

    Raises:
        ModelError: it or the language model is missing or damaged.
    """
    try:
        arrays, _ = read_model(folder, (_ABOUT,))
        nlp = untrained(language_model)
        _component(nlp).model.from_bytes(arrays["weights"].tobytes())
    except Exception as error:
        raise ModelError(
            f"Het netwerk in {folder} kan niet gelezen worden ({error}). Zet de map models/ terug zoals ze geleverd is."
        ) from error
    odds = arrays["held_out"].tolist()
    return Network(nlp, dict(zip((name.decode() for name in arrays["keys"].tolist()), odds, strict=True)))


@cache
def network() -> Callable[[Sequence[str]], Floats]:
    """The network that comes with the program, loaded once."""
    return load()


def _component(nlp: Language) -> Any:
    return nlp.get_pipe("textcat")
