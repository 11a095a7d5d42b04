"""Labels by keyword: what a frame says of a text before anybody labelled a passage in it.

A frame's keywords are compared by stem and as members of compounds; a label without keywords is known by its name and
the phrases of its description. Keywords only place a text; how sure that is, nobody measured.
"""

from collections.abc import Sequence

from pipeline.frameworks import Frame, Label
from pipeline.words import FUNCTION_WORDS, contains, stem, words


class Keywords:
    """The keywords of one frame, ready to place texts under its labels."""

    def __init__(self, frame: Frame) -> None:
        self._most = frame.max_labels
        keys = [(label.id, [s for _, s in _stemmed(key)]) for label in frame.labels for key in _keys_of(label)]
        self._single = [(label, key[0]) for label, key in keys if len(key) == 1]
        self._phrases = [(label, key) for label, key in keys if len(key) > 1]
        self._order = frame.ids

    def find(self, texts: Sequence[str]) -> list[dict[str, tuple[str, ...]]]:
        """For each text at most ``max_labels`` labels, the one with most keywords first, with the words that are keywords.

        A short keyword is found in a compound when the rest of that compound is a word of one of the texts.
        """
        split = [_stemmed(text) for text in texts]
        vocabulary = {stemmed for pairs in split for _, stemmed in pairs}
        known: dict[str, tuple[str, ...]] = {}
        return [self._labels_of(pairs, vocabulary, known) for pairs in split]

    def _labels_of(
        self, pairs: list[tuple[str, str]], vocabulary: set[str], known: dict[str, tuple[str, ...]]
    ) -> dict[str, tuple[str, ...]]:
        hits: dict[str, list[str]] = {}
        for word, stemmed in pairs:
            if stemmed not in known:
                known[stemmed] = self._labels_of_stem(stemmed, vocabulary)
            for label in known[stemmed]:
                hits.setdefault(label, []).append(word)
        for label, phrase in self._phrases:
            starts = range(len(pairs) - len(phrase) + 1)
            at = next((n for n in starts if [s for _, s in pairs[n : n + len(phrase)]] == phrase), None)
            if at is not None:
                hits.setdefault(label, []).extend(word for word, _ in pairs[at : at + len(phrase)])
        first = sorted(hits, key=lambda label: (-len(hits[label]), self._order.index(label)))[: self._most]
        return {label: tuple(dict.fromkeys(hits[label])) for label in first}

    def _labels_of_stem(self, stemmed: str, vocabulary: set[str]) -> tuple[str, ...]:
        return tuple(
            dict.fromkeys(
                label
                for label, key in self._single
                if key in stemmed and (stemmed == key or contains(stemmed, key, vocabulary))
            )
        )


def _stemmed(text: str) -> list[tuple[str, str]]:
    """The words that carry meaning, each with its stem."""
    return [(word, stem(word)) for word in words(text) if word not in FUNCTION_WORDS]


def _keys_of(label: Label) -> Sequence[str]:
    return label.keywords or (label.name, *label.description.split(","))
