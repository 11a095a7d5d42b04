"""What the program can and cannot do, in figures: finding actions, reading Dutch, learning, and learning from a reviewer.

    python -m tests.evaluate [passages|taal|leren|simulatie …]

Prints tables and keeps nothing. All of it is measured on rows, sentences and documents that the measured model did not
learn from; the rules that cut documents, however, were written with these documents at hand.
"""

import sys
from collections.abc import Callable, Iterable, Sequence

import numpy as np
import spacy

from pipeline.corpus import read_corpus
from pipeline.evaluate import measure, summary
from pipeline.features import Featuriser
from pipeline.form import FormFeaturiser
from pipeline.frameworks import load_frames
from pipeline.language_training.evaluate import baseline, evaluate, words_per_second
from pipeline.language_training.harmonise import harmonise
from pipeline.language_training.treebank import Sentence, read
from pipeline.model import Classifier, folds
from pipeline.regression import EVEN_SHARE
from pipeline.retrain import new_classifier
from pipeline.schema import LabelledPassage
from pipeline.settings import Settings
from tests import passage_figures, simulate
from tests.printed import busy, number, share, table
from tests.segmentation.score import ROOT

PLANS = ROOT / "data" / "labelled" / "taal"
SIZES = (500, 1000, 2000, 4000)
PARTS_OF_BASE, HELD_OUT = 5, 0
SEED = 20300701
WORDS, PAIRS, NGRAMS, CONTEXT, FORM = "woorden", "woordparen", "lettergroepen", "titels erboven", "vorm (enkel actie)"
KINDS = (WORDS, PAIRS, NGRAMS, CONTEXT, FORM)
FIGURES = ("actie_f1", "sdg_p1", "sdg_micro", "sdg_macro", "mvo_micro")


def language() -> None:
    """The Dutch pipeline on plan sentences it never saw, beside a plain look-up list."""
    sentences, known = _sentences("plan-test.conllu"), _sentences("plan-train.conllu")
    nlp = spacy.load(ROOT / Settings(root=ROOT).language_model)
    with busy("taalmodel"):
        figures, plain = evaluate(nlp, sentences).as_dict(), evaluate(baseline(known), sentences).as_dict()
        speed = words_per_second(nlp, sentences)
    rows = [(name, share(value), share(plain[name])) for name, value in figures.items()]
    table(f"Taalmodel op {len(sentences)} nieuwe plan-zinnen", ("cijfer", "taalmodel", "opzoeklijst"), rows)
    print(f"{number(speed)} woorden per seconde.")


def _sentences(name: str) -> list[Sentence]:
    return [harmonise(sentence) for sentence in read(PLANS / name)]


class Kinds(Featuriser):
    """A featuriser that learns only some kinds of features."""

    def __init__(self, kinds: Sequence[str]) -> None:
        super().__init__()
        self._kinds = frozenset(kinds)
        if CONTEXT not in self._kinds:
            self.context_weight = 0.0

    def fit(self, texts: Iterable[str]) -> "Kinds":
        """Learn, then forget what is not of these kinds."""
        super().fit(texts)
        kept = [feature for feature in self.vocabulary if _kind(feature) in self._kinds]
        self.restore(kept, self.idf[[self.vocabulary[feature] for feature in kept]])
        return self


class NoForm(FormFeaturiser):
    """The form of a passage, left out."""

    def fit(self, texts: Sequence[str]) -> "NoForm":
        """Learn nothing."""
        self.restore([], [], np.zeros(0, np.float32))
        return self


def _kind(feature: str) -> str:
    return {"w:": WORDS, "p:": PAIRS}.get(feature[:2], NGRAMS)


def learning() -> None:
    """What more rows bring, and what each kind of feature brings, on a fifth of the base corpus that was held out."""
    rows = read_corpus(Settings(root=ROOT).base_corpus, load_frames())
    fold = folds(rows, PARTS_OF_BASE)
    seen = [row for row, part in zip(rows, fold, strict=True) if part != HELD_OUT]
    held = [row for row, part in zip(rows, fold, strict=True) if part == HELD_OUT]
    order = np.random.default_rng(SEED).permutation(len(seen))
    curve = []
    for size in (*(size for size in SIZES if size < len(seen)), len(seen)):
        with busy(f"leren uit {size} passages"):
            figures = _figures([seen[place] for place in order[:size]], held, KINDS)
        curve.append((number(size), *map(share, figures)))
    titled = sum(bool(row.context) for row in held)
    table(f"Leercurve, op {len(held)} achtergehouden passages", ("geleerd uit", *FIGURES), curve)
    added = []
    for count in range(1, len(KINDS)):
        with busy(f"leren met {', '.join(KINDS[:count])}"):
            figures = _figures([seen[place] for place in order], held, KINDS[:count])
        added.append((_added(count), *map(share, figures)))
    added.append((_added(len(KINDS)), *curve[-1][1:]))
    for left_out in (WORDS, PAIRS, NGRAMS):
        with busy(f"leren zonder {left_out}"):
            figures = _figures([seen[place] for place in order], held, [kind for kind in KINDS if kind != left_out])
        added.append((f"alles zonder {left_out}", *map(share, figures)))
    with busy("leren zonder schaling"):
        figures = _figures([seen[place] for place in order], held, KINDS, even_share=1.0)
    added.append(("alles zonder schaling", *map(share, figures)))
    title = f"Wat elk soort kenmerk bijbrengt, op dezelfde passages ({titled} met titels erboven)"
    table(title, ("kenmerken", *FIGURES), added)


def _added(count: int) -> str:
    return KINDS[0] if count == 1 else f"+ {KINDS[count - 1]}"


def _figures(
    seen: Sequence[LabelledPassage],
    held: Sequence[LabelledPassage],
    kinds: Sequence[str],
    even_share: float = EVEN_SHARE,
) -> list[float | None]:
    model = _untrained(kinds)
    model.even_share = even_share
    model.fit(seen)
    said = model.label([row.text for row in held], [row.context for row in held])
    short = summary(measure(held, said))
    return [short[name] for name in FIGURES]


def _untrained(kinds: Sequence[str]) -> Classifier:
    model = new_classifier(load_frames())
    model.featuriser = Kinds(kinds)
    if FORM not in kinds:
        model.form = NoForm()
    return model


PARTS: dict[str, Callable[[], None]] = {
    "passages": passage_figures.passages,
    "taal": language,
    "leren": learning,
    "simulatie": simulate.both,
}


def main(arguments: Sequence[str]) -> int:
    """Print the parts named, or all."""
    unknown = [name for name in arguments if name not in PARTS]
    if unknown:
        print(f"Onbekend: {', '.join(unknown)}. Kies uit: {', '.join(PARTS)}.", file=sys.stderr)
        return 2
    for name in arguments or PARTS:
        PARTS[name]()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
