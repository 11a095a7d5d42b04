"""Words to lines in reading order: segments, columns (an XY-cut that lets titles span), then lines per column.

A segment is a run of words that belong together whatever the columns are: on one baseline and drawn one after the other.
Columns are found as a strip of white that runs between segments over at least ``MIN_COLUMN_LINES`` heights.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from pipeline.extract.pdf.lines import Line
from pipeline.extract.pdf.marks import Word

# Widths in ems of the text itself. Tuned on two-column accords, three-column newsletters and ragged lists.
WORD_GAP = 1.1
GUTTER = 0.7
MIN_COLUMN_LINES = 3
# A column of running text is at least this many characters wide on the median line; less is a column of labels.
MIN_COLUMN_CHARS = 14
_SAME_BASELINE = 0.35
# Lines of one column stand at least this far apart; words of a stretched line at most this far, cells of a table farther.
_SAME_COLUMN = 0.9
_STRETCHED = 2.5
# Lines over one column only that may stand above the first line over two columns.
MAX_LEADING = 3
# More small shapes than this on a page are a drawing.
MAX_DRAWN_BULLETS = 120


@dataclass(slots=True)
class _Segment:
    words: list[Word]
    x0: float
    x1: float
    top: float
    bottom: float
    chars: int

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


def lines_in_order(words: Iterable[Word]) -> list[Line]:
    """All words as lines in reading order, column after column."""
    segments = _segments(words)
    if not segments:
        return []
    size = median(segment.words[0].style.size for segment in segments) or 10.0
    ordered: list[Line] = []
    _order(segments, size, ordered, 0)
    return ordered


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


def _segments(words: Iterable[Word]) -> list[_Segment]:
    segments: list[_Segment] = []
    current: _Segment | None = None
    for word in words:
        if current and _continues(current, word):
            current.words.append(word)
            current.x1 = max(current.x1, word.x1)
            current.top, current.bottom = min(current.top, word.top), max(current.bottom, word.bottom)
            current.chars += len(word.text) + 1
        else:
            current = _Segment([word], word.x0, word.x1, word.top, word.bottom, len(word.text))
            segments.append(current)
    return _without_doubles(segments)


def _continues(segment: _Segment, word: Word) -> bool:
    last = segment.words[-1]
    size = max(last.style.size, word.style.size, 1.0)
    gap = word.x0 - last.x1
    allowed = 0.45 if word.breaks else WORD_GAP
    raised = min(last.style.size, word.style.size) < 0.85 * size
    near = 0.65 if raised else _SAME_BASELINE
    return -0.3 * size < gap < allowed * size and abs(word.top + word.bottom - last.top - last.bottom) < 2 * near * size


def _without_doubles(segments: list[_Segment]) -> list[_Segment]:
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


def _order(segments: list[_Segment], size: float, ordered: list[Line], depth: int) -> None:
    """Append the lines of a region: bands that share a gutter column by column, other bands as they stand."""
    bands = _bands(segments)
    start = 0
    while start < len(bands):
        end, gutter = _column_run(bands, start, size) if depth < 6 else (start + 1, None)
        if gutter is None:
            stop = start + 1
            while stop < len(bands) and (depth >= 6 or _column_run(bands, stop, size)[1] is None):
                stop += 1
            ordered.extend(_lines([segment for band in bands[start:stop] for segment in band]))
            start = stop
            continue
        run = [segment for band in bands[start:end] for segment in band]
        _order([s for s in run if s.x1 <= gutter], size, ordered, depth + 1)
        _order([s for s in run if s.x1 > gutter], size, ordered, depth + 1)
        start = end


def _bands(segments: list[_Segment]) -> list[list[_Segment]]:
    """Segments grouped by height: those whose middle lies in the reach of the first of the band."""
    bands: list[list[_Segment]] = []
    reach = 0.0
    for segment in sorted(segments, key=lambda s: (s.middle, s.x0)):
        if bands and segment.middle < reach:
            bands[-1].append(segment)
        else:
            bands.append([segment])
            reach = segment.middle + 0.4 * (segment.bottom - segment.top)
    return bands


def _column_run(bands: list[list[_Segment]], start: int, size: float) -> tuple[int, float | None]:
    """The longest run of bands from ``start`` that leave one gutter free; None when there are no columns here."""
    if len(bands) - start < MIN_COLUMN_LINES:
        return start + 1, None
    gaps: list[tuple[float, float]] = []
    end, last_double = start, start - 1
    while end < len(bands) and (gaps or end - start <= MAX_LEADING):
        spans = _spans_beside(bands, end, size)
        if gaps or len(spans) > 1:
            found = _narrow(gaps or None, spans, GUTTER * size)
            if not gaps:
                found = [gap for gap in found if spans[0][1] <= gap[0] + 1 and gap[1] - 1 <= spans[-1][0]]
            if not found and gaps:
                break
            if len(spans) > 1 and _separates(found, spans):
                last_double = end
            gaps = found
        end += 1
    if last_double < start:
        return start + 1, None
    stop = _with_rest(bands, last_double, end, size)
    run = [segment for band in bands[start:stop] for segment in band]
    for left, right in sorted(gaps, key=lambda gap: gap[0] - gap[1]):
        middle = (left + right) / 2
        if any(s.x0 < middle < s.x1 for s in run):
            continue
        if _is_text([s for s in run if s.x1 <= middle]) and _is_text([s for s in run if s.x1 > middle]):
            return stop, middle
    return start + 1, None


def _spans_beside(bands: list[list[_Segment]], index: int, size: float) -> list[tuple[float, float]]:
    """The segments of a band and of the one before it when that is too near to be a line of the same column.

    Columns that begin at other heights, below a picture for one, have no line in common.
    """
    band = bands[index]
    near = index and min(s.middle for s in band) - min(s.middle for s in bands[index - 1]) < _SAME_COLUMN * size
    return sorted((segment.x0, segment.x1) for segment in (*band, *(bands[index - 1] if near else ())))


def _with_rest(bands: list[list[_Segment]], last_double: int, end: int, size: float) -> int:
    """Past the last band of the longer column: lines that go on closely, also after a heading of their own.

    A lone line with white above it may be the heading of what follows over the full width, so it stays out.
    """
    stop = last_double + 1
    while stop < end:
        followed = stop + 1 < end and _close(bands, stop + 1, size)
        before_full_width = stop + 1 == end < len(bands)
        if not followed and not _close(bands, stop, size * (0.5 if before_full_width else 1.0)):
            break
        stop += 1
    return stop


def _narrow(
    gaps: list[tuple[float, float]] | None, spans: list[tuple[float, float]], least: float
) -> list[tuple[float, float]]:
    """The parts of the gaps so far that these spans leave free too (all white between and around them at first)."""
    free = []
    edge = -1e6
    for left, right in spans:
        free.append((edge, left))
        edge = max(edge, right)
    free.append((edge, 1e6))
    if gaps is None:
        return [gap for gap in free if gap[1] - gap[0] >= least]
    both = [(max(a, c), min(b, d)) for a, b in gaps for c, d in free]
    return [gap for gap in both if gap[1] - gap[0] >= least]


def _separates(gaps: list[tuple[float, float]], spans: list[tuple[float, float]]) -> bool:
    return any(spans[0][1] <= left + 1 and right - 1 <= spans[-1][0] for left, right in gaps)


def _close(bands: list[list[_Segment]], index: int, size: float) -> bool:
    above = max(segment.bottom for segment in bands[index - 1])
    return min(segment.top for segment in bands[index]) - above < 1.2 * size


def _is_text(side: list[_Segment]) -> bool:
    """Whether one side of a gutter is a column of running text rather than of labels, bullets or numbers."""
    bands = _bands(side)
    if len(bands) < MIN_COLUMN_LINES:
        return False
    return median(chars for band in bands for chars in _stretches(band)) >= MIN_COLUMN_CHARS


def _stretches(band: list[_Segment]) -> list[int]:
    """The characters of each part of a band; the words of a line stretched to the width of its column are one part."""
    found: list[int] = []
    edge = -1e6
    for segment in sorted(band, key=lambda s: s.x0):
        if segment.x0 - edge < _STRETCHED * segment.words[0].style.size:
            found[-1] += segment.chars
        else:
            found.append(segment.chars)
        edge = segment.x1
    return found


def _lines(segments: list[_Segment]) -> list[Line]:
    """Segments of one column as lines, with the edges of the column."""
    bands = _bands(segments)
    left = min(segment.x0 for segment in segments)
    # A page header may stick out of the column, so one line in ten may end beyond its right edge.
    ends = sorted(max(segment.x1 for segment in band) for band in bands)
    right = ends[int(0.9 * (len(ends) - 1))]
    lines = []
    for band in bands:
        words = [word for segment in sorted(band, key=lambda s: s.x0) for word in segment.words]
        lines.append(Line(words, left, right, len(band)))
    return lines
