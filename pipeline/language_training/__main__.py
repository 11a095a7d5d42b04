"""Command line of the recipe: `python -m pipeline.language_training [evaluate] TREEBANK_DIR`."""

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import spacy
from thinc.api import use_ops

from pipeline.corpus import read_corpus
from pipeline.language_training import recipe
from pipeline.language_training.evaluate import Figures, baseline, evaluate, words_per_second
from pipeline.language_training.harmonise import harmonise
from pipeline.language_training.treebank import ALPINO_TEST, Sentence, TreebankError, check_folder, read

ROOT = Path(__file__).resolve().parents[2]
PLANS = ROOT / "data" / "labelled" / "taal"
MODEL = ROOT / "models" / "nl_lokale_foto"
CONFIG = ROOT / "models" / "nl_lokale_foto.cfg"
PASSAGES = ROOT / "data" / "labelled" / "basis"
VECTORS = "nl_floret_50k_128.floret.gz"
WORDS = "opentaal_basiswoorden-gekeurd.txt"
HEADER = f"{'':34}tokens    pos  morf.  werkw.  lemma zinnen regels   plan"


def main(arguments: Sequence[str] | None = None) -> int:
    """Train or evaluate; 0 is done, 2 is unusable input."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    measuring = words[:1] == ["evaluate"]
    options = _parser().parse_args(words[1:] if measuring else words)
    try:
        # The matrix product of numpy is three times as fast as the one that spaCy takes by itself.
        with use_ops("numpy", use_blis=False):
            if measuring:
                report(options.treebanks, options.out)
            else:
                build(options)
    except TreebankError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m pipeline.language_training", description="Leert het Nederlandse taalmodel."
    )
    parser.add_argument("treebanks", type=Path, metavar="TREEBANK_DIR", help="map met de treebanks (CoNLL-U)")
    parser.add_argument(
        "--vectors", type=Path, help=f"woordvectoren; zonder optie ../vectors/{VECTORS} naast TREEBANK_DIR"
    )
    parser.add_argument(
        "--words", type=Path, help=f"lijst van bestaande woorden; zonder optie ../lexicon/{WORDS} naast TREEBANK_DIR"
    )
    parser.add_argument(
        "--dimensions", type=int, default=128, help="dimensies van de vectoren, 0 is geen vectoren (%(default)s)"
    )
    parser.add_argument("--out", type=Path, default=MODEL, help="map van het model")
    parser.add_argument("--work", type=Path, help="werkmap; zonder optie een tijdelijke map")
    parser.add_argument("--date", default="onbekend", help="datum in de modelkaart, bv. 2026-01-31 (%(default)s)")
    parser.add_argument("--steps", type=int, help="aantal stappen; zonder optie dat van de instellingen")
    return parser


def build(options: argparse.Namespace) -> None:
    """Train, measure, and put the model in place."""
    material = recipe.load_material(options.treebanks, PLANS / "plan-train.conllu")
    sets, beside = test_sets(options.treebanks), options.treebanks.resolve().parent
    sources = recipe.Sources(
        vectors=options.vectors or beside / "vectors" / VECTORS,
        dimensions=options.dimensions,
        words=options.words or beside / "lexicon" / WORDS,
        config=CONFIG,
    )
    overrides = {"training.max_steps": options.steps} if options.steps else {}
    with tempfile.TemporaryDirectory() as scratch:
        work = options.work or Path(scratch)
        best = recipe.learn(material, passages(sets["plan-test"]), sources, work, overrides)
        nlp = spacy.load(best)
        figures = {name: evaluate(nlp, sentences).as_dict() for name, sentences in sets.items()}
        recipe.finish(best, options.out, date=options.date, figures=figures, dimensions=options.dimensions)
    report(options.treebanks, options.out)


def passages(tests: Sequence[Sentence]) -> list[str]:
    """Read the texts of the base corpus, each once, without those that hold a sentence that is measured on."""
    texts = dict.fromkeys(" ".join(passage.text.split()) for passage in read_corpus(PASSAGES, {}))
    return [text for text in texts if not any(sentence.text in text for sentence in tests)]


def test_sets(treebanks: Path) -> dict[str, list[Sentence]]:
    """Read what is only measured on."""
    check_folder(treebanks)
    paths = {"alpino-test": treebanks / ALPINO_TEST, "plan-test": PLANS / "plan-test.conllu"}
    return {name: [harmonise(s) for s in read(path)] for name, path in paths.items() if path.is_file()}


def report(treebanks: Path, model: Path) -> None:
    """Print the figures of the model and of the baseline."""
    sets = test_sets(treebanks)
    if not model.is_dir():
        raise TreebankError(f"Er is nog geen model in {model}. Leer er eerst een, zonder het woord evaluate.")
    material = recipe.load_material(treebanks, PLANS / "plan-train.conllu")
    plain, nlp = baseline((*material.old, *material.today, *material.plans)), spacy.load(model)
    print(HEADER)
    for name, sentences in sets.items():
        print(_row(f"{name}, eenvoudige opzoeklijst", evaluate(plain, sentences)))
        print(_row(f"{name}, {model.name}", evaluate(nlp, sentences)))
        print(f"{name}: {words_per_second(nlp, sentences):,.0f} woorden per seconde".replace(",", "."))


def _row(name: str, figures: Figures) -> str:
    return f"{name:<34}" + "".join(f"{value:7.3f}" for value in figures.as_dict().values())


if __name__ == "__main__":
    sys.exit(main())
