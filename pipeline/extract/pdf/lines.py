"""One line of text: its words, its box, its column, and the look of most of its characters."""

from collections.abc import Sequence
from itertools import pairwise

from pipeline.extract.pdf.marks import Style, Word


class Line:
    """One line of text in one column; ``left`` and ``right`` are the edges of that column.

    ``parts`` is the number of runs without a wide gap that it was put together from; ``label`` what stands at the right
    edge beside the text that begins here.
    """

    __slots__ = ("bottom", "label", "left", "parts", "right", "style", "text", "top", "words", "x0", "x1")

    def __init__(self, words: list[Word], left: float, right: float, parts: int = 1, label: str = "") -> None:
        """Measure the line once: its box, its text and the look of most of its characters."""
        self.words = words
        self.left = left
        self.right = right
        self.parts = parts
        self.label = label
        self.x0 = words[0].x0
        self.x1 = max([word.x1 for word in words])
        self.top = min([word.top for word in words])
        self.bottom = max([word.bottom for word in words])
        self.text = join_words(words)
        self.style = main_style(words)


def main_style(words: Sequence[Word]) -> Style:
    """The style that covers most characters."""
    first = words[0].style
    if len(words) == 1 or len({id(word.style) for word in words}) == 1:
        return first
    weights: dict[Style, int] = {}
    for word in words:
        weights[word.style] = weights.get(word.style, 0) + len(word.text)
    return max(weights, key=lambda style: weights[style])


def join_words(words: Sequence[Word]) -> str:
    """Words of one line with a space between them, none where they touch (a style change inside a word)."""
    if len({id(word.style) for word in words}) == 1:
        return " ".join([word.text for word in words])
    parts = [words[0].text]
    for left, right in pairwise(words):
        touching = (
            left.style is not right.style and not right.breaks and right.x0 - left.x1 < 0.08 * max(left.style.size, 1)
        )
        parts.append(right.text if touching else " " + right.text)
    return "".join(parts)
