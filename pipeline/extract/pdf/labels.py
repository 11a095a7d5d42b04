"""Labels beside the text: the outcome that a list of decisions prints at the right edge, next to the title of each point.

Such a label stands on the first line of its text, also when that goes on below, so it is taken off the line and put behind
the whole. One by itself is the end of a sentence with white before it; in a list they stand under each other.
"""

from collections import Counter
from collections.abc import Iterable

from pipeline.extract.pdf.lines import Line, join_words

# In ems: the white before a label, and the most between other words; a stretched line has less and more.
_GAP = 3.0
_SPACE = 1.0
_MAX_WORDS = 3
_LEAST_TITLE = 3
_LEAST_LABELS = 3


def without_labels(lines: Iterable[Line]) -> dict[int, Line]:
    """The lines that have a label, by the identity (``id``) of the whole line, as they are without it."""
    found = [(line, start) for line in lines if (start := _label_start(line))]
    edges = Counter(round(line.x1) for line, _ in found)
    return {
        id(line): Line(line.words[:start], line.left, line.right, line.parts - 1, join_words(line.words[start:]))
        for line, start in found
        if edges[round(line.x1)] >= _LEAST_LABELS
    }


def _label_start(line: Line) -> int:
    """The position of the first word of the label, 0 when the line has none."""
    size = max(line.style.size, 1.0)
    gaps = [(word.x0 - before.x1) / size for before, word in zip(line.words, line.words[1:], strict=False)]
    for start in range(len(line.words) - 1, max(len(line.words) - 1 - _MAX_WORDS, _LEAST_TITLE - 1), -1):
        if gaps[start - 1] >= _GAP:
            # The first gap may be that after the number of the point.
            usual = all(gap < _SPACE for n, gap in enumerate(gaps) if n not in (0, start - 1))
            return start if usual and line.words[start].text[:1].islower() else 0
    return 0
