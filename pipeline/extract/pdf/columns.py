"""Words to lines in reading order: segments, columns (an XY-cut that lets titles span), then lines per column.

Columns are found as a strip of white that runs between segments over at least ``MIN_COLUMN_LINES`` heights.
"""

from collections.abc import Iterable
from statistics import median

from pipeline.extract.pdf.lines import Line
from pipeline.extract.pdf.marks import Word
from pipeline.extract.pdf.segments import Segment, bands_of, segments_of

# Widths in ems of the text itself. Tuned on two-column accords, three-column newsletters and ragged lists.
GUTTER = 0.7
MIN_COLUMN_LINES = 3
# A column of running text is at least this many characters wide on the median line; less is a column of labels.
MIN_COLUMN_CHARS = 14
# Lines of one column stand at least this far apart; words of a stretched line at most this far, cells of a table farther.
_SAME_COLUMN = 0.9
_STRETCHED = 2.5
# Lines over one column only that may stand above the first line over two columns.
MAX_LEADING = 3
# Columns within columns: boxes, lists beside a picture.
MAX_DEPTH = 6


def lines_in_order(words: Iterable[Word]) -> list[Line]:
    """All words as lines in reading order, column after column."""
    segments = segments_of(words)
    if not segments:
        return []
    size = median(segment.words[0].style.size for segment in segments) or 10.0
    ordered: list[Line] = []
    _order(segments, size, ordered, 0)
    return ordered


def _order(segments: list[Segment], size: float, ordered: list[Line], depth: int) -> None:
    """Append the lines of a region: bands that share a gutter column by column, other bands as they stand."""
    bands = bands_of(segments)
    start = 0
    while start < len(bands):
        stop, end, gutter = _next_columns(bands, start, size) if depth < MAX_DEPTH else (len(bands), len(bands), None)
        if gutter is not None:
            stop = _lead(bands, start, stop, gutter)
        if stop > start:
            ordered.extend(_lines([segment for band in bands[start:stop] for segment in band]))
        if gutter is not None:
            run = [segment for band in bands[stop:end] for segment in band]
            _order([s for s in run if s.x1 <= gutter], size, ordered, depth + 1)
            _order([s for s in run if s.x1 > gutter], size, ordered, depth + 1)
        start = end


def _next_columns(bands: list[list[Segment]], start: int, size: float) -> tuple[int, int, float | None]:
    """From which band to which there are columns next, and their gutter; None when there are no more."""
    for stop in range(start, len(bands)):
        end, gutter = _column_run(bands, stop, size)
        if gutter is not None:
            return stop, end, gutter
    return len(bands), len(bands), None


def _lead(bands: list[list[Segment]], start: int, stop: int, gutter: float) -> int:
    """The band with which the columns begin: lines right of the gutter that stand higher than the left column go along."""
    first = stop
    while first > start and all(s.x1 <= gutter or s.x0 >= gutter for s in bands[first - 1]):
        first -= 1
    return next((at for at in range(first, stop) if any(s.x0 >= gutter for s in bands[at])), stop)


def _column_run(bands: list[list[Segment]], start: int, size: float) -> tuple[int, float | None]:
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


def _spans_beside(bands: list[list[Segment]], index: int, size: float) -> list[tuple[float, float]]:
    """The segments of a band and of the one before it when that is too near to be a line of the same column.

    Columns that begin at other heights, below a picture for one, have no line in common.
    """
    band = bands[index]
    near = index and min(s.middle for s in band) - min(s.middle for s in bands[index - 1]) < _SAME_COLUMN * size
    return sorted((segment.x0, segment.x1) for segment in (*band, *(bands[index - 1] if near else ())))


def _with_rest(bands: list[list[Segment]], last_double: int, end: int, size: float) -> int:
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


def _close(bands: list[list[Segment]], index: int, size: float) -> bool:
    above = max(segment.bottom for segment in bands[index - 1])
    return min(segment.top for segment in bands[index]) - above < 1.2 * size


def _is_text(side: list[Segment]) -> bool:
    """Whether one side of a gutter is a column of running text rather than of labels, bullets or numbers."""
    bands = bands_of(side)
    if len(bands) < MIN_COLUMN_LINES:
        return False
    return median(chars for band in bands for chars in _stretches(band)) >= MIN_COLUMN_CHARS


def _stretches(band: list[Segment]) -> list[int]:
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


def _lines(segments: list[Segment]) -> list[Line]:
    """Segments of one column as lines, with the edges of the column."""
    bands = bands_of(segments)
    left = min(segment.x0 for segment in segments)
    # A page header may stick out of the column, so one line in ten may end beyond its right edge.
    ends = sorted(max(segment.x1 for segment in band) for band in bands)
    right = ends[int(0.9 * (len(ends) - 1))]
    lines = []
    for band in bands:
        words = [word for segment in sorted(band, key=lambda s: s.x0) for word in segment.words]
        lines.append(Line(words, left, right, len(band)))
    return lines
