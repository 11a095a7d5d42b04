"""The border with spaCy: texts in, sentences with their words out.

Any Dutch spaCy pipeline that marks sentences serves: the one in ``models/nl_lokale_foto`` or an installed official
``nl_core_news_*``, named in the settings. What segmentation needs of a word is its text, lemma, part of speech and verb
form; nothing of spaCy leaves this module.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import spacy

from pipeline.errors import ModelError


class Word(NamedTuple):
    """One token: ``start`` is its offset in the text; ``verb`` is ``fin``, ``inf``, ``part`` or empty."""

    start: int
    text: str
    lemma: str
    pos: str
    verb: str


class Sentence(NamedTuple):
    """One sentence of a text: offsets (without surrounding white space) and its words."""

    start: int
    end: int
    words: tuple[Word, ...]


class Language:
    """A loaded Dutch pipeline; ``name`` says which one and which version, for caches and model cards."""

    def __init__(self, model: str | Path) -> None:
        """Load the pipeline from a folder or an installed package.

        Raises:
            ModelError: there is no such model, or it is damaged or made for another spaCy.
        """
        try:
            nlp = spacy.load(model, exclude=["ner"])
        except Exception as error:
            raise ModelError(
                f"Het taalmodel {Path(str(model)).name} kan niet geladen worden ({error}). Zet de map models/ terug "
                f"zoals ze geleverd is, of verbeter 'taalmodel' in instellingen.toml."
            ) from error
        # The official pipelines carry a senter that is switched off, and a slower parser that also finds sentences.
        if "senter" in nlp.component_names and "parser" in nlp.component_names:
            nlp.enable_pipe("senter")
            nlp.remove_pipe("parser")
        self._nlp = nlp
        self.name = f"{self._nlp.meta['lang']}_{self._nlp.meta['name']}-{self._nlp.meta['version']}"

    def sentences(self, texts: Iterable[str]) -> Iterator[tuple[Sentence, ...]]:
        """The sentences of each text, in the order given."""
        for doc in self._nlp.pipe(texts, batch_size=64):
            found = []
            for span in doc.sents:
                words = tuple(
                    Word(t.idx, t.text, t.lemma_, t.pos_, _verb_form(t.morph.get("VerbForm", [])))
                    for t in span
                    if not t.is_space
                )
                if words:
                    found.append(Sentence(words[0].start, words[-1].start + len(words[-1].text), words))
            yield tuple(found)


def _verb_form(values: list[str]) -> str:
    return values[0].lower() if values else ""
