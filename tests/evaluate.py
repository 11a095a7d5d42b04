"""What the program can and cannot do, in figures: finding actions, reading Dutch, learning, and learning from a reviewer.

    python -m tests.evaluate [passages|taal|leren|simulatie …]

Prints tables and keeps nothing. All of it is measured on rows, sentences and documents that the measured model did not
learn from, except that the rules for cutting documents were written with Voorbeeldegem at hand.
"""

import csv
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

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
from pipeline.retrain import new_classifier
from pipeline.schema import BRONTYPES, LEVELS, Candidate, LabelledPassage
from pipeline.segment.merge import merge
from pipeline.settings import Settings
from tests import simulate
from tests.printed import busy, number, share, table
from tests.segmentation.score import ROOT, Action, found_in, match, read_truth

SETS = {
    "drie andere gemeenten (documenten die bij het maken van de regels niet bekeken werden)": (
        ROOT / "tests" / "segmentation" / "documenten",
        ROOT / "tests" / "segmentation" / "waarheid.csv",
    ),
    "Voorbeeldegem": (ROOT / "data" / "raw", ROOT / "tests" / "voorbeeldegem" / "waarheid.csv"),
}
PLANS = ROOT / "data" / "labelled" / "taal"
SIZES = (500, 1000, 2000, 4000)
HELD_OUT_FOLD = 0
SEED = 20300701
WORDS, PAIRS, NGRAMS, CONTEXT, FORM = "woorden", "woordparen", "lettergroepen", "titels erboven", "vorm (enkel actie)"
KINDS = (WORDS, PAIRS, NGRAMS, CONTEXT, FORM)
FIGURES = ("actie_f1", "sdg_p1", "sdg_micro", "sdg_macro", "mvo_micro")


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
    rows = []
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
    merged = merge(found)
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

    def fit(self, texts: Iterable[str]) -> "NoForm":
        """Learn nothing."""
        self.restore([], np.zeros(0, np.float32))
        return self


def _kind(feature: str) -> str:
    return {"w:": WORDS, "p:": PAIRS}.get(feature[:2], NGRAMS)


def learning() -> None:
    """What more rows bring, and what each kind of feature brings, on a fifth of the base corpus that was held out."""
    rows = read_corpus(Settings(root=ROOT).base_corpus, load_frames())
    fold = folds(rows)
    seen = [row for row, part in zip(rows, fold, strict=True) if part != HELD_OUT_FOLD]
    held = [row for row, part in zip(rows, fold, strict=True) if part == HELD_OUT_FOLD]
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
    title = f"Wat elk soort kenmerk bijbrengt, op dezelfde passages ({titled} met titels erboven)"
    table(title, ("kenmerken", *FIGURES), added)


def _added(count: int) -> str:
    return KINDS[0] if count == 1 else f"+ {KINDS[count - 1]}"


def _figures(
    seen: Sequence[LabelledPassage], held: Sequence[LabelledPassage], kinds: Sequence[str]
) -> list[float | None]:
    model = _untrained(kinds).fit(seen)
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
    "passages": passages,
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
