"""Tables without ruling lines: successive lines whose words fall apart into the same columns.

Only told from the gaps inside lines, after columns of running text were taken apart; so a gap here is wider than a space
and stands at the same place line after line. Numbered headings and list items are no tables.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from pipeline.extract.pdf.lines import Line, join_words
from pipeline.extract.pdf.marks import Word
from pipeline.extract.pdf.rows import Row, Rows, is_number, take_header
from pipeline.extract.text import Vocabulary, clean, join_cell, marker

# In ems: a gap that separates cells. Word spaces in justified text stay below it.
CELL_GAP = 1.2
LEAST_ROWS = 3
# Share of the cells of a column that must start or end at the same place.
ALIGNED = 0.75
_NEAR = 3.0
_NUMBERING = re.compile(r"^[\w]{1,3}(?:[.)][\w]{0,3})*[.)]?$")


@dataclass(slots=True)
class Found:
    """Lines ``start`` to ``end`` (exclusive) of a page are a table."""

    start: int
    end: int
    table: Rows


@dataclass(slots=True)
class _Cell:
    words: list[Word]

    @property
    def x0(self) -> float:
        return self.words[0].x0

    @property
    def x1(self) -> float:
        return self.words[-1].x1


def find_borderless(lines: Sequence[Line], page: int, vocabulary: Vocabulary) -> list[Found]:
    """The tables among the lines of one page, in order."""
    cells = [_cells(line) for line in lines]
    found: list[Found] = []
    start = 0
    while start < len(lines):
        end = _run_end(lines, cells, start)
        table = _table(lines[start:end], cells[start:end], page, vocabulary) if end - start >= LEAST_ROWS else None
        if table:
            found.append(Found(start, end, table))
            start = end
        else:
            start += 1
    return found


def _cells(line: Line) -> list[_Cell]:
    if line.parts == 1:
        return [_Cell(line.words)]
    cells: list[_Cell] = []
    gap = CELL_GAP * max(line.style.size, 1.0)
    for word in line.words:
        if cells and word.x0 - cells[-1].x1 <= gap:
            cells[-1].words.append(word)
        else:
            cells.append(_Cell([word]))
    first = join_words(cells[0].words)
    opens_item = bool(marker(first + " x")) or (len(cells) == 2 and _NUMBERING.match(first))
    if len(cells) > 1 and opens_item:
        cells[:2] = [_Cell(cells[0].words + cells[1].words)]
    return cells


def _run_end(lines: Sequence[Line], cells: Sequence[list[_Cell]], start: int) -> int:
    """Past the last line of the run of tabular lines from ``start``; at most two lines of one cell may stand between."""
    if len(cells[start]) < 2:
        return start
    end = start + 1
    loose, last = 0, cells[start]
    for index in range(start + 1, len(lines)):
        step = lines[index].top - lines[index - 1].top
        if not 0 < step < 3 * lines[index].style.size or abs(lines[index].style.size - lines[start].style.size) > 1.5:
            break
        if len(cells[index]) >= 2:
            end, loose, last = index + 1, 0, cells[index]
            continue
        if end == index and lines[index].x0 >= last[-1].x0 - _NEAR:
            end = index + 1
            continue
        loose += 1
        if loose > 2:
            break
    return end


def _table(lines: Sequence[Line], cells: Sequence[list[_Cell]], page: int, vocabulary: Vocabulary) -> Rows | None:
    tabular = [row for row in cells if len(row) >= 2]
    if len(tabular) < LEAST_ROWS:
        return None
    columns = _columns(tabular)
    if len(columns) < 2 or not _is_aligned(tabular, columns):
        return None
    table = Rows(page, [left for left, _ in columns])
    parts: list[list[list[str]]] = []
    for line, row in zip(lines, cells, strict=True):
        texts = [""] * len(columns)
        for cell in row:
            texts[_column(cell, columns)] = clean(f"{texts[_column(cell, columns)]} {join_words(cell.words)}")
        if parts and _is_continuation(texts, row):
            for column, text in enumerate(texts):
                parts[-1][column] += [text] if text else []
        else:
            parts.append([[text] if text else [] for text in texts])
            table.rows.append(Row([], [], all(word.style.bold for word in line.words), line.top))
    for entry, part in zip(table.rows, parts, strict=True):
        entry.cells = [join_cell(texts, vocabulary) for texts in part]
        entry.shown = list(entry.cells)
    take_header(table)
    return table if table.rows else None


def _columns(rows: Sequence[list[_Cell]]) -> list[tuple[float, float]]:
    """The strips that cells cover, from the rows with the usual number of cells or more."""
    usual = median(len(row) for row in rows)
    spans = sorted((cell.x0, cell.x1) for row in rows if len(row) >= usual for cell in row)
    strips: list[tuple[float, float]] = []
    for left, right in spans:
        if strips and left <= strips[-1][1] + 1:
            strips[-1] = (strips[-1][0], max(strips[-1][1], right))
        else:
            strips.append((left, right))
    return strips


def _column(cell: _Cell, columns: Sequence[tuple[float, float]]) -> int:
    def overlap(index: int) -> float:
        left, right = columns[index]
        return min(right, cell.x1) - max(left, cell.x0)

    return max(range(len(columns)), key=overlap)


def _is_aligned(rows: Sequence[list[_Cell]], columns: Sequence[tuple[float, float]]) -> bool:
    """Cells of each column but the first start or end at one place, and they do not look like running text."""
    groups: list[list[_Cell]] = [[] for _ in columns]
    for row in rows:
        for cell in row:
            groups[_column(cell, columns)].append(cell)
    if any(not group for group in groups):
        return False
    for group in groups[1:]:
        starts, ends = median(cell.x0 for cell in group), median(cell.x1 for cell in group)
        same = max(
            sum(abs(cell.x0 - starts) <= _NEAR for cell in group), sum(abs(cell.x1 - ends) <= _NEAR for cell in group)
        )
        if same < ALIGNED * len(group):
            return False
    values = [join_words(cell.words) for group in groups[1:] for cell in group]
    numbers = sum(is_number(value) for value in values)
    labels = median(len(join_words(cell.words)) for cell in groups[0])
    return numbers >= 0.4 * len(values) or (labels <= 30 and len(rows) >= LEAST_ROWS)


def _is_continuation(texts: Sequence[str], row: Sequence[_Cell]) -> bool:
    """A line that belongs to the row above: nothing in the first column, or only the rest of one cell."""
    if len(row) == 1 and not any(is_number(text) for text in texts):
        return True
    return not texts[0] and not any(is_number(text) for text in texts)
