"""Texts to sparse features: words, word pairs and character n-grams within words, weighted by TF-IDF.

Character n-grams are what makes Dutch work: they see "riool" in "rioleringsproject" and "hemelwaterafvoer". A word gives
the same features wherever it stands, so they are looked up once per word and remembered; that makes labelling fast, and it
makes it possible to say per word what carried a label.
"""

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

Array = npt.NDArray[np.float32]

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_NGRAMS = (3, 4, 5)
_WORD_CACHE = 200_000


def words_of(text: str) -> list[str]:
    """The words of a text in small letters, numbers all written ``0`` so that no year or amount is learnt by heart."""
    return [_NUMBER.sub("0", word.casefold()) for word in _WORD.findall(text)]


def word_features(word: str) -> list[str]:
    """What one word says: itself, and its character n-grams with a space at either end.

    >>> word_features("bos")
    ['w:bos', ' bo', 'bos', 'os ', ' bos', 'bos ', ' bos ']
    """
    padded = f" {word} "
    grams = [padded[i : i + n] for n in _NGRAMS for i in range(len(padded) - n + 1)]
    return [f"w:{word}", *grams]


def pair_features(words: Sequence[str]) -> Iterator[str]:
    """The pairs of neighbouring words."""
    return (f"p:{a} {b}" for a, b in itertools.pairwise(words))


class Featuriser:
    """TF-IDF over words, pairs and character n-grams; sublinear counts, rows of length one.

    ``min_count`` is the number of passages a feature must occur in. ``context_weight`` is what a word of the titles above
    counts, beside 1 for a word of the passage itself.
    """

    def __init__(self, min_count: int = 2, context_weight: float = 0.3) -> None:
        self.min_count = min_count
        self.context_weight = context_weight
        self.vocabulary: dict[str, int] = {}
        self.idf: Array = np.zeros(0, dtype=np.float32)
        self._cache: dict[str, npt.NDArray[np.int32]] = {}

    def fit(self, texts: Iterable[str]) -> "Featuriser":
        """Learn which features exist and how rare they are."""
        seen: Counter[str] = Counter()
        total = 0
        for text in texts:
            words = words_of(text)
            seen.update({feature for word in set(words) for feature in word_features(word)} | set(pair_features(words)))
            total += 1
        kept = sorted(feature for feature, count in seen.items() if count >= self.min_count)
        counts = np.array([seen[feature] for feature in kept], dtype=np.float32)
        self.restore(kept, np.log((1 + total) / (1 + counts)) + 1)
        return self

    def restore(self, features: Sequence[str], idf: npt.NDArray[Any]) -> None:
        """Take over what another featuriser learnt: its features in their order, and their weights."""
        self.vocabulary = {feature: number for number, feature in enumerate(features)}
        self.idf = idf.astype(np.float32)
        self._cache = {}

    def ids(self, word: str) -> npt.NDArray[np.int32]:
        """The numbers of the known features of one word."""
        known = self._cache.get(word)
        if known is None:
            if len(self._cache) >= _WORD_CACHE:
                self._cache.clear()
            found = (self.vocabulary.get(feature) for feature in word_features(word))
            known = np.array([number for number in found if number is not None], dtype=np.int32)
            self._cache[word] = known
        return known

    def transform(self, texts: Sequence[str], contexts: Sequence[str] | None = None) -> sp.csr_array:
        """One row per text, one column per feature."""
        pointers, columns, values = [0], [], []
        for number, text in enumerate(texts):
            context = contexts[number] if contexts is not None else ""
            row_columns, row_values = self._row(text, context)
            columns.append(row_columns)
            values.append(row_values)
            pointers.append(pointers[-1] + len(row_columns))
        return sp.csr_array(
            (
                np.concatenate(values) if values else np.zeros(0, np.float32),
                np.concatenate(columns) if columns else np.zeros(0, np.int32),
                np.array(pointers, dtype=np.int32),
            ),
            shape=(len(texts), len(self.vocabulary)),
        )

    def _row(self, text: str, context: str) -> tuple[npt.NDArray[np.int32], Array]:
        words = words_of(text)
        found, counts = _counted(self._numbers(words))
        weights = 1 + np.log(counts)
        if context and self.context_weight:
            above, _ = _counted(self._numbers(words_of(context)))
            new = above[~np.isin(above, found, assume_unique=True)]
            found = np.concatenate([found, new])
            weights = np.concatenate([weights, np.full(len(new), self.context_weight, dtype=np.float32)])
        weights = (weights * self.idf[found]).astype(np.float32)
        length = float(np.sqrt(weights @ weights))
        return found, (weights / length if length else weights).astype(np.float32)

    def _numbers(self, words: Sequence[str]) -> list[npt.NDArray[np.int32]]:
        pairs = [n for n in (self.vocabulary.get(pair) for pair in pair_features(words)) if n is not None]
        return [*map(self.ids, words), np.array(pairs, dtype=np.int32)]


def _counted(parts: list[npt.NDArray[np.int32]]) -> tuple[npt.NDArray[np.int32], Array]:
    numbers, counts = np.unique(np.concatenate(parts), return_counts=True)
    return numbers, counts.astype(np.float32)
