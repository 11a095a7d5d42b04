"""Trained pipelines and plain texts in, annotated sentences out: what the teachers are sure of, the final model learns.

The texts are the passages of the base corpus, written for this project: the register of plans, twenty times as much of it as
was annotated by hand. Where the teachers together doubt, the word is left without annotation. For the lemma their word is not
taken alone: of the candidates they give some chance, the first that is a word of Dutch wins, so that `fungeeren` and `lieggen`
are not taught on.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.language_training.treebank import Sentence, Word
from pipeline.language_training.verbs import split

SURE = 0.7
# A candidate lemma counts from this chance on; below it even a word of Dutch is a guess.
POSSIBLE = 0.02
CANDIDATES = 12
HEAD = 4


@dataclass(frozen=True)
class Lexicon:
    """Lemmas per word class as they were annotated, and other words that are known to exist."""

    lemmas: Mapping[str, frozenset[str]]
    words: frozenset[str]

    def knows(self, lemma: str, upos: str) -> bool:
        """Tell whether a lemma exists, or is a compound whose head does.

        >>> lexicon = Lexicon({"NOUN": frozenset({"baan"})}, frozenset({"kermis"}))
        >>> [lexicon.knows(word, "NOUN") for word in ("racebaan", "raceban", "kermis", "kermiss")]
        [True, False, True, False]
        """
        low = lemma.lower()
        known = self.lemmas.get(upos, frozenset())
        if low in known:
            return True
        if upos == "VERB":
            particle, rest = split(low)
            return low.endswith("n") and (low in self.words or (particle != "" and rest in known))
        if low in self.words:
            return upos != "ADJ" or not low.endswith("en")
        return any(low[cut:] in known for cut in range(2, len(low) - HEAD + 1))


def lexicon(sentences: Iterable[Sentence], words: Iterable[str]) -> Lexicon:
    """Collect the lemmas of annotated sentences."""
    lemmas: dict[str, set[str]] = defaultdict(set)
    for sentence in sentences:
        for word in sentence.words:
            lemmas[word.upos].add(word.lemma.lower())
    return Lexicon({upos: frozenset(found) for upos, found in lemmas.items()}, frozenset(words))


def taught(teachers: Sequence[Language], texts: Sequence[str], known: Lexicon) -> list[Sentence]:
    """Annotate texts with what the teachers agree on; a text that they cut into other sentences is left out."""
    plain = [" ".join(text.split()) for text in texts]
    out: list[Sentence] = []
    for docs in zip(*(teacher.pipe(plain, batch_size=64) for teacher in teachers), strict=True):
        ends = {tuple(sentence.end for sentence in doc.sents) for doc in docs}
        if len(ends) == 1 and len(docs[0]):
            words = _words(teachers, docs, known)
            out += (Sentence(tuple(words[s.start : s.end])) for s in docs[0].sents)
    return out


def _words(teachers: Sequence[Language], docs: Sequence[Doc], known: Lexicon) -> list[Word]:
    classes = _mean([_class_chances(teacher, doc) for teacher, doc in zip(teachers, docs, strict=True)])
    lemmas = _mean([_lemma_chances(teacher, doc) for teacher, doc in zip(teachers, docs, strict=True)])
    words = []
    for token, labels, candidates in zip(docs[0], classes, lemmas, strict=True):
        label = max(labels, key=lambda name: labels[name])
        features = dict(pair.split("=", 1) for pair in label.split("|"))
        upos = features.pop("POS")
        sure = labels[label] >= SURE
        words.append(
            Word(
                form=token.text,
                upos=upos if sure else "",
                lemma=_lemma(candidates, upos, known) if sure else "",
                feats="|".join(f"{name}={value}" for name, value in sorted(features.items())) if sure else "",
                space=bool(token.whitespace_),
            )
        )
    return words


def _mean(teachers: Sequence[Sequence[Mapping[str, float]]]) -> list[dict[str, float]]:
    out: list[dict[str, float]] = []
    for chances in zip(*teachers, strict=True):
        total: dict[str, float] = defaultdict(float)
        for teacher in chances:
            for name, chance in teacher.items():
                total[name] += chance / len(teachers)
        out.append(total)
    return out


def _class_chances(teacher: Language, doc: Doc) -> list[dict[str, float]]:
    pipe: Any = teacher.get_pipe("morphologizer")
    scores = _softmax(pipe.model.predict([doc])[0])
    return [dict(zip(pipe.labels, row.tolist(), strict=True)) for row in scores]


def _lemma_chances(teacher: Language, doc: Doc) -> list[dict[str, float]]:
    """Give the chance of each lemma that some likely tree makes of the form."""
    pipe: Any = teacher.get_pipe("trainable_lemmatizer")
    scores = _softmax(pipe.model.predict([doc])[0])
    best = np.argpartition(-scores, CANDIDATES, axis=1)[:, :CANDIDATES]
    out = []
    for token, row, columns in zip(doc, scores, best, strict=True):
        chances: dict[str, float] = defaultdict(float)
        for column in columns:
            lemma = pipe.trees.apply(pipe.cfg["labels"][column], token.text)
            if lemma:
                chances[lemma] += float(row[column])
        out.append(dict(chances))
    return out


def _softmax(scores: NDArray[Any]) -> NDArray[Any]:
    exponents = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(exponents / exponents.sum(axis=1, keepdims=True))


def _lemma(candidates: Mapping[str, float], upos: str, known: Lexicon) -> str:
    """Choose the likeliest candidate that exists; a name may be any; without one, nothing is taught."""
    ranked = sorted(candidates, key=lambda lemma: -candidates[lemma])
    if not ranked:
        return ""
    if upos not in {"NOUN", "VERB", "ADJ"}:
        return ranked[0] if candidates[ranked[0]] >= SURE else ""
    fitting = [lemma for lemma in ranked if candidates[lemma] >= POSSIBLE and known.knows(lemma, upos)]
    return fitting[0] if fitting else ""
