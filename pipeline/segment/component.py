"""Passages as spaCy components, for any Dutch pipeline that marks sentences: ours, ``nl_core_news_*`` or another.

    import pipeline.segment.component  # registers both
    nlp.add_pipe("passages", config={"enumerations": False})
    nlp.add_pipe("action_probability").from_disk("models/classifier/v0001")
    doc = nlp("We planten bomen.\\n- een haag")
    for span in doc.spans["passages"]:
        span.text, span._.intro, span._.listed, span._.action_probability

``passages`` puts the parts of a text in a span group; ``action_probability`` gives each of them the calibrated probability
that it is an action by what it says, apart from its place in a document (see ``classify``). Both are kept by
``nlp.to_disk``, the second with its classifier.
"""

from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from pipeline.errors import ModelError
from pipeline.model import Classifier
from pipeline.segment.parts import Rules
from pipeline.segment.split import passages

PASSAGES = "passages"
_EXTENSIONS: dict[str, Any] = {"intro": "", "listed": False, "action_probability": None}


@Language.factory(PASSAGES, assigns=["doc.spans"], default_config={"spans_key": PASSAGES, **vars(Rules())})
def make_passages(
    nlp: Language,  # noqa: ARG001
    name: str,  # noqa: ARG001
    spans_key: str,
    title_words: int,
    explained_up_to: int,
    item_words: int,
    enumerations: bool,
) -> "Passages":
    """The component that cuts, by its settings."""
    return Passages(spans_key, Rules(title_words, explained_up_to, item_words, enumerations))


@Language.factory("action_probability", requires=["doc.spans"], default_config={"spans_key": PASSAGES})
def make_action_probability(nlp: Language, name: str, spans_key: str) -> "ActionProbability":  # noqa: ARG001
    """The component that judges, still without a classifier."""
    return ActionProbability(spans_key)


class Passages:
    """Cuts a text into the spans of a group, each with the sentence that announces it and whether it is listed."""

    def __init__(self, spans_key: str, rules: Rules) -> None:
        self.spans_key = spans_key
        self.rules = rules
        _extend()

    def __call__(self, doc: Doc) -> Doc:
        """The document with its passages; words are never cut, so a part ends where a word ends."""
        group = SpanGroup(doc, name=self.spans_key)
        for part in passages(doc, self.rules):
            if (span := doc.char_span(part.start, part.end, alignment_mode="expand")) is not None:
                span._.intro, span._.listed = part.intro, part.listed
                group.append(span)
        doc.spans[self.spans_key] = group
        return doc


class ActionProbability:
    """Judges each span of a group with a classifier, which travels along on disk."""

    def __init__(self, spans_key: str) -> None:
        self.spans_key = spans_key
        self._classifier: Classifier | None = None
        _extend()

    def __call__(self, doc: Doc) -> Doc:
        """The document with the probability of an action on each passage.

        Raises:
            ModelError: no classifier was loaded.
        """
        if self._classifier is None:
            raise ModelError(
                "Het onderdeel action_probability heeft nog geen classifier. Laad er een met from_disk(map van de classifier)."
            )
        spans = list(doc.spans[self.spans_key])
        table = self._classifier.probabilities([span.text for span in spans], [span._.intro for span in spans])
        for span, row in zip(spans, table, strict=True):
            span._.action_probability = float(row[0])
        return doc

    def to_disk(self, path: str | Path, **_: Any) -> None:
        """Save the classifier in this folder."""
        if self._classifier is not None:
            self._classifier.save(Path(path))

    def from_disk(self, path: str | Path, **_: Any) -> "ActionProbability":
        """Take the classifier of this folder, for instance one in ``models/classifier``."""
        self._classifier = Classifier.load(Path(path))
        return self


def _extend() -> None:
    for name, default in _EXTENSIONS.items():
        if not Span.has_extension(name):
            Span.set_extension(name, default=default)
