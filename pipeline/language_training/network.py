"""Train the network on the base corpus: ``python -m pipeline.language_training.network``, a quarter of an hour on one core.

Once on each two thirds of the corpus, to know what it says of passages it has not seen, and once on all of it.
"""

import random
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from spacy.training import Example
from thinc.api import Adam, fix_random_seed, use_ops

from pipeline.corpus import read_corpus
from pipeline.frameworks import load_frames
from pipeline.model import FOLDS, folds
from pipeline.model_files import as_json
from pipeline.network import FOLDER, NO, YES, Network, key, untrained
from pipeline.schema import LabelledPassage

ROOT = Path(__file__).resolve().parents[2]
SEED = 1
# Out of fold the area under the curve levels off after three rounds; more rounds only make it surer of itself.
ROUNDS = 4
BATCH = 48
DROPOUT = 0.3
LEARN_RATE = 0.0007


def train(rows: Sequence[LabelledPassage], say: Callable[[str], None] = print) -> Network:
    """A network that has read these passages, ``ROUNDS`` times in another order."""
    fix_random_seed(SEED)
    order = random.Random(SEED)
    nlp = untrained()
    examples = [
        Example.from_dict(nlp.make_doc(row.text), {"cats": {YES: float(row.actie), NO: float(not row.actie)}})
        for row in rows
    ]
    with use_ops("numpy", use_blis=False):
        optimizer = Adam(LEARN_RATE, L2=0.01, grad_clip=1.0, L2_is_weight_decay=True)
        for number in range(ROUNDS):
            order.shuffle(examples)
            losses: dict[str, float] = {}
            for start in range(0, len(examples), BATCH):
                nlp.update(examples[start : start + BATCH], sgd=optimizer, drop=DROPOUT, losses=losses)
            say(f"  ronde {number + 1} van {ROUNDS}: verlies {losses['textcat']:.1f}")
        component: Any = nlp.get_pipe("textcat")
        with component.model.use_params(optimizer.averages):
            weights = component.model.to_bytes()
        component.model.from_bytes(weights)
    return Network(nlp, {})


def main() -> int:
    """Train, hold out, save."""
    rows = read_corpus(ROOT / "data" / "labelled" / "basis", load_frames())
    fold = folds(rows)
    held_out: dict[str, float] = {}
    for number in range(FOLDS):
        print(f"zonder deel {number + 1} van {FOLDS}", flush=True)
        inside = [row for row, at in zip(rows, fold, strict=True) if at != number]
        outside = [row.text for row, at in zip(rows, fold, strict=True) if at == number]
        odds = train(inside).read(outside)
        held_out |= dict(zip(map(key, outside), odds.tolist(), strict=True))
    print("met alles", flush=True)
    network = train(rows)
    truth = np.array([row.actie for row in rows])
    right = np.mean((np.array([held_out[key(row.text)] for row in rows]) > 0) == truth)
    about = {
        "passages": len(rows),
        "held_out_accuracy": round(float(right), 4),
        "rounds": ROUNDS,
        "seed": SEED,
        "starts_from": "models/nl_lokale_foto",
        "license": "CC BY-SA 4.0, as the language model it starts from",
    }
    Network(network.nlp, held_out).save(FOLDER, as_json(about))
    print(f"{FOLDER.name}: {len(rows)} passages, buiten de eigen passages {right:.1%} juist.")
    print("Volgende stap: rm -r models/classifier && lokale-foto retrain")
    return 0


if __name__ == "__main__":
    sys.exit(main())
