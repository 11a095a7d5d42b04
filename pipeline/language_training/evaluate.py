"""Annotated sentences and a pipeline in, figures out; also the baseline that any model must beat."""

import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from spacy.language import Language
from spacy.scorer import Scorer
from spacy.tokens import Doc, Token
from spacy.training import Example

from pipeline.language_training.documents import as_lines, as_written, running_text
from pipeline.language_training.tokeniser import blank_pipeline
from pipeline.language_training.treebank import Sentence

Annotate = Callable[[str], Doc]


@dataclass(frozen=True)
class Figures:
    """Shares 0 to 1, on the raw text with the pipeline's own tokens: a token split wrongly counts as an error."""

    tokens: float
    pos: float
    morphology: float
    verb_form: float
    lemma: float
    sentences: float
    sentences_lines: float
    sentences_written: float

    def as_dict(self) -> dict[str, float]:
        """Give the figures by name, rounded to four digits."""
        return {name: round(value, 4) for name, value in asdict(self).items()}


def evaluate(annotate: Annotate, sentences: Sequence[Sentence]) -> Figures:
    """Measure on ten sentences at a time, joined with spaces; boundaries also with line breaks and as plans are written."""
    blank = blank_pipeline()
    running, lines, written = (
        [Example(annotate(doc.text), doc) for doc in join(blank, sentences)]
        for join in (running_text, as_lines, as_written)
    )
    scores: dict[str, Any] = {
        **Scorer.score_tokenization(running),
        **Scorer.score_token_attr(running, "pos"),
        **Scorer.score_token_attr(running, "morph"),
        **Scorer.score_token_attr(running, "lemma"),
    }
    return Figures(
        tokens=scores["token_f"],
        pos=scores["pos_acc"],
        morphology=scores["morph_acc"] or 0.0,
        verb_form=_verb_form(running),
        lemma=scores["lemma_acc"],
        sentences=_sentence_f(running),
        sentences_lines=_sentence_f(lines),
        sentences_written=_sentence_f(written),
    )


def _sentence_f(examples: Sequence[Example]) -> float:
    return float(Scorer.score_spans(examples, "sents", getter=lambda doc, _: doc.sents)["sents_f"])


def _verb_form(examples: Sequence[Example]) -> float:
    """Share of the verbs and auxiliaries whose form (infinitive, participle, finite) is right."""
    right = total = 0
    for example in examples:
        guesses = {token.idx: token.morph.get("VerbForm", []) for token in example.predicted}
        for token in example.reference:
            if token.morph.get("VerbForm", []):
                total += 1
                right += guesses.get(token.idx) == token.morph.get("VerbForm", [])
    return right / total if total else 0.0


def words_per_second(nlp: Language, sentences: Sequence[Sentence], repeat: int = 4) -> float:
    """Measure the speed on one process, after a warm-up; documents of ten sentences."""
    texts = [doc.text for doc in running_text(blank_pipeline(), sentences)]
    list(nlp.pipe(texts[:5]))
    start = time.perf_counter()
    words = sum(len(doc) for doc in nlp.pipe(texts * repeat))
    return words / (time.perf_counter() - start)


def _ends(token: Token) -> bool:
    return token.text in {".", "?", "!"} or "\n" in token.text


def baseline(training: Sequence[Sentence]) -> Annotate:
    """Make the plainest annotator: each word's most frequent class and lemma in `training`, unknown words nouns, stops end sentences."""
    counts: dict[str, Counter[tuple[str, str, str]]] = defaultdict(Counter)
    for sentence in training:
        for word in sentence.words:
            counts[word.form.lower()][word.upos, word.feats, word.lemma] += 1
    best = {form: counter.most_common(1)[0][0] for form, counter in counts.items()}
    nlp = blank_pipeline()

    def annotate(text: str) -> Doc:
        doc = nlp(text)
        for token in doc:
            unknown = ("SPACE", "", token.text) if token.is_space else ("NOUN", "", token.text)
            token.pos_, feats, token.lemma_ = best.get(token.lower_, unknown)
            token.set_morph(feats)  # type: ignore[attr-defined]
            token.is_sent_start = token.i == 0 or (_ends(doc[token.i - 1]) and not _ends(token))
        return doc

    return annotate
