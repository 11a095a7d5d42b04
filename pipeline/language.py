"""The border with spaCy: which Dutch pipeline is loaded, what is left out of it, and how its failure is told.

Any Dutch spaCy pipeline that marks sentences serves: the one in ``models/nl_lokale_foto`` or an installed official
``nl_core_news_*``, named in the settings. Components of our own (see ``pipeline.segment.component``) are added to it.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

import spacy
from spacy.tokens import Doc
from thinc.api import use_ops

from pipeline.errors import ModelError

# What segmentation reads is where sentences begin, the word class and the form of the verb; lemmas and names take a third
# of the time and nothing here looks at them.
_UNUSED = ("ner", "lemmatizer", "trainable_lemmatizer")
# Texts in one call of the network: 64 short blocks fill it, and larger ones bring nothing on one core.
_BATCH = 64


class Language:
    """A loaded Dutch pipeline; texts in, spaCy documents out."""

    def __init__(self, model: str | Path) -> None:
        """Load the pipeline from a folder or an installed package.

        Raises:
            ModelError: there is no such model, or it is damaged or made for another spaCy.
        """
        try:
            # The matrix product of numpy is three times as fast as the one spaCy takes by itself: texts are read twice as fast.
            with use_ops("numpy", use_blis=False):
                self._nlp = spacy.load(model, exclude=_UNUSED)
        except Exception as error:
            raise ModelError(
                f"Het taalmodel {Path(str(model)).name} kan niet geladen worden ({error}). Zet de map models/ terug "
                f"zoals ze geleverd is, of verbeter 'taalmodel' in instellingen.toml."
            ) from error
        # The official pipelines carry a senter that is switched off, and a slower parser that also finds sentences.
        if "senter" in self._nlp.component_names and "parser" in self._nlp.component_names:
            self._nlp.enable_pipe("senter")
            self._nlp.remove_pipe("parser")

    def add(self, component: str) -> None:
        """Put a registered component at the end, with its default settings, unless it is there already."""
        if component not in self._nlp.pipe_names:
            self._nlp.add_pipe(component)

    def pipe(self, texts: Iterable[str]) -> Iterator[Doc]:
        """The texts as documents, in the order given."""
        return self._nlp.pipe(texts, batch_size=_BATCH)
