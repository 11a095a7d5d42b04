"""Ruled tables: lines -> crossings -> cells -> tables, by the same rules as pdfplumber's lattice but on joined lines.

A cell is the smallest rectangle whose four corners are crossings joined by lines. Cells that share a corner form a table.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.extract.pdf.marks import Rule, Word

# pdfplumber's own defaults, so that the cells are the same.
SNAP = 3.0
REACH = 3.0
MAX_CROSSINGS = 20_000

Box = tuple[float, float, float, float]
CellWords = dict[Box, list[Word]]


@dataclass(slots=True)
class Table:
    """A table on a page: its box, the left edges of its columns, and its rows of cells (None where a cell is covered)."""

    box: Box
    columns: list[float]
    tops: list[float]
    cells: list[Box]

    def words_by_cell(self, words: Iterable[Word]) -> CellWords:
        """The words whose middle lies in each cell."""
        place: dict[tuple[int, int], Box] = {}
        for cell in self.cells:
            for column in range(_index(self.columns, cell[0]), _index(self.columns, cell[2] - 2 * SNAP) + 1):
                for row in range(_index(self.tops, cell[1]), _index(self.tops, cell[3] - 2 * SNAP) + 1):
                    place[row, column] = cell
        found: CellWords = {}
        for word in words:
            row = bisect_right(self.tops, word.middle) - 1
            cell_here = place.get((row, bisect_right(self.columns, (word.x0 + word.x1) / 2) - 1))
            if cell_here is None:
                cell_here = place.get((row, bisect_right(self.columns, word.x0 + 1) - 1))
            if cell_here is not None:
                found.setdefault(cell_here, []).append(word)
        return found

    def split(self, words: Iterable[Word]) -> tuple[list[Word], list[Word]]:
        """The words inside the table and those outside it."""
        x0, top, x1, bottom = self.box
        inside: list[Word] = []
        outside: list[Word] = []
        for word in words:
            here = top - 1 <= (word.top + word.bottom) / 2 <= bottom + 1 and x0 - 1 <= (word.x0 + word.x1) / 2 <= x1 + 1
            (inside if here else outside).append(word)
        return inside, outside


def _index(edges: Sequence[float], value: float) -> int:
    return max(bisect_right(edges, value + SNAP) - 1, 0)


def find_tables(across: Sequence[Rule], down: Sequence[Rule]) -> list[Table]:
    """The tables that these lines draw, from top to bottom; single boxes are no tables."""
    if len(across) < 2 or len(down) < 2:
        return []
    columns = _joined(down)
    cells = _cells(_closed(_joined(across), columns), columns)
    tables = [_table(group) for group in _groups(cells) if len(group) > 1]
    return sorted(tables, key=lambda table: (table.box[1], table.box[0]))


def _joined(rules: Iterable[Rule]) -> list[Rule]:
    """Lines at nearly the same height as one line where they touch."""
    result: list[Rule] = []
    for cluster in _clusters(sorted(rules, key=lambda rule: rule.at)):
        at = sum(rule.at for rule in cluster) / len(cluster)
        start, end = None, 0.0
        for rule in sorted(cluster, key=lambda rule: rule.start):
            if start is None:
                start, end = rule.start, rule.end
            elif rule.start <= end + SNAP:
                end = max(end, rule.end)
            else:
                result.append(Rule(at, start, end))
                start, end = rule.start, rule.end
        if start is not None:
            result.append(Rule(at, start, end))
    return result


def _closed(across: list[Rule], down: list[Rule]) -> list[Rule]:
    """The lines across, with one added where three or more lines down end together in the open: a row cut by the page."""
    added: list[Rule] = []
    for ends in ([(rule.end, rule.at) for rule in down], [(rule.start, rule.at) for rule in down]):
        for group in _near_values(sorted(ends)):
            height = group[0][0]
            if len(group) < 3 or any(abs(line.at - height) <= 2 * SNAP for line in across):
                continue
            added.append(Rule(height, min(at for _, at in group), max(at for _, at in group)))
    return sorted([*across, *added], key=lambda rule: rule.at)


def _near_values(pairs: list[tuple[float, float]]) -> list[list[tuple[float, float]]]:
    groups: list[list[tuple[float, float]]] = []
    for pair in pairs:
        if groups and pair[0] - groups[-1][0][0] <= SNAP:
            groups[-1].append(pair)
        else:
            groups.append([pair])
    return groups


def _clusters(rules: list[Rule]) -> list[list[Rule]]:
    clusters: list[list[Rule]] = []
    for rule in rules:
        if clusters and rule.at - clusters[-1][-1].at <= SNAP:
            clusters[-1].append(rule)
        else:
            clusters.append([rule])
    return clusters


def _cells(across: list[Rule], down: list[Rule]) -> list[Box]:
    down = sorted(down, key=lambda rule: rule.at)
    positions = [rule.at for rule in down]
    on_row: list[list[int]] = []
    on_column: list[list[int]] = [[] for _ in down]
    crossings: set[tuple[int, int]] = set()
    across = sorted(across, key=lambda rule: rule.at)
    for y, line in enumerate(across):
        low = bisect_right(positions, line.start - REACH - 1e-6)
        high = bisect_right(positions, line.end + REACH)
        row = [x for x in range(low, high) if down[x].start - REACH <= line.at <= down[x].end + REACH]
        on_row.append(row)
        for x in row:
            on_column[x].append(y)
            crossings.add((y, x))
        if len(crossings) > MAX_CROSSINGS:
            return []
    cells = []
    for y, x in crossings:
        cell = _cell(y, x, on_row[y], on_column[x], crossings)
        if cell:
            cells.append((down[x].at, across[y].at, down[cell[1]].at, across[cell[0]].at))
    return sorted(cells, key=lambda box: (box[1], box[0]))


def _cell(y: int, x: int, row: list[int], column: list[int], crossings: set[tuple[int, int]]) -> tuple[int, int] | None:
    """The nearest opposite corner (row line, column line) of the cell whose top left corner is this crossing."""
    for below in column[bisect_right(column, y) :]:
        for right in row[bisect_right(row, x) :]:
            if (below, right) in crossings:
                return below, right
    return None


def _groups(cells: list[Box]) -> list[list[Box]]:
    """Cells that hang together by a corner."""
    parent = list(range(len(cells)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    corners: dict[tuple[float, float], int] = {}
    for i, (x0, top, x1, bottom) in enumerate(cells):
        for corner in ((x0, top), (x0, bottom), (x1, top), (x1, bottom)):
            if corner in corners:
                parent[root(i)] = root(corners[corner])
            else:
                corners[corner] = i
    groups: dict[int, list[Box]] = {}
    for i, cell in enumerate(cells):
        groups.setdefault(root(i), []).append(cell)
    return list(groups.values())


def _table(cells: list[Box]) -> Table:
    box = (
        min(cell[0] for cell in cells),
        min(cell[1] for cell in cells),
        max(cell[2] for cell in cells),
        max(cell[3] for cell in cells),
    )
    return Table(box, sorted({cell[0] for cell in cells}), sorted({cell[1] for cell in cells}), cells)
