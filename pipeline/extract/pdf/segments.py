"""Words to segments: runs of words that belong together whatever the columns are, on one baseline, drawn one after the other."""

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.extract.pdf.marks import Word

# In ems of the text itself.
WORD_GAP = 1.1
_SAME_BASELINE = 0.35
# More small shapes than this on a page are a drawing.
MAX_DRAWN_BULLETS = 120


@dataclass(slots=True)
class Segment:
    """A run of words with its box; ``chars`` counts a space after each word but the last."""

    words: list[Word]
    x0: float
    x1: float
    top: float
    bottom: float
    chars: int

    @property
    def middle(self) -> float:
        """Its height on the page, from above."""
        return (self.top + self.bottom) / 2


def segments_of(words: Iterable[Word]) -> list[Segment]:
    """Words, in the order in which they were drawn, as segments."""
    segments: list[Segment] = []
    current: Segment | None = None
    for word in words:
        if current and _continues(current, word):
            current.words.append(word)
            current.x1 = max(current.x1, word.x1)
            current.top, current.bottom = min(current.top, word.top), max(current.bottom, word.bottom)
            current.chars += len(word.text) + 1
        else:
            current = Segment([word], word.x0, word.x1, word.top, word.bottom, len(word.text))
            segments.append(current)
    return _without_doubles(segments)


def bands_of(segments: list[Segment]) -> list[list[Segment]]:
    """Segments grouped by height: those whose middle lies in the reach of the first of the band."""
    bands: list[list[Segment]] = []
    reach = 0.0
    for segment in sorted(segments, key=lambda s: (s.middle, s.x0)):
        if bands and segment.middle < reach:
            bands[-1].append(segment)
        else:
            bands.append([segment])
            reach = segment.middle + 0.4 * (segment.bottom - segment.top)
    return bands


def with_drawn_bullets(words: list[Word], boxes: Iterable[tuple[float, float, float, float]]) -> list[Word]:
    """The words, with a bullet before each line that has a small drawn shape just left of it."""
    small = [box for box in boxes if box[2] - box[0] <= 36 and box[3] - box[1] <= 10]
    if not small or len(small) > MAX_DRAWN_BULLETS:
        return words
    result = list(words)
    for x0, top, x1, bottom in small:
        middle = (top + bottom) / 2
        beside = [word for word in words if word.top < middle < word.bottom and word.x1 > x0]
        if not beside:
            continue
        first = min(beside, key=lambda word: word.x0)
        if x1 - 1 < first.x0 < x1 + 3 * first.style.size:
            mark = Word("•", x0, x1, first.top, first.bottom, first.style, breaks=True)
            result.insert(next(i for i, word in enumerate(result) if word is first), mark)
    return result


def _continues(segment: Segment, word: Word) -> bool:
    last = segment.words[-1]
    size = max(last.style.size, word.style.size, 1.0)
    gap = word.x0 - last.x1
    allowed = 0.45 if word.breaks else WORD_GAP
    raised = min(last.style.size, word.style.size) < 0.85 * size
    near = 0.65 if raised else _SAME_BASELINE
    return -0.3 * size < gap < allowed * size and abs(word.top + word.bottom - last.top - last.bottom) < 2 * near * size


def _without_doubles(segments: list[Segment]) -> list[Segment]:
    """Drop text painted twice at nearly the same spot to look bold."""
    seen: set[tuple[tuple[str, str, int], int, int]] = set()
    kept = []
    for segment in segments:
        text = (segment.words[0].text, segment.words[-1].text, segment.chars)
        x, y = round(segment.x0 / 3), round(segment.top / 3)
        if any((text, x + dx, y + dy) in seen for dx in (-1, 0, 1) for dy in (-1, 0, 1)):
            continue
        seen.add((text, x, y))
        kept.append(segment)
    return kept
