"""A table on a page -> rows of cell texts: header rows found, merged cells filled down, rows broken over pages mended."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.extract.pdf.columns import lines_in_order
from pipeline.extract.pdf.grid import CellWords, Table
from pipeline.extract.pdf.lines import Line
from pipeline.extract.pdf.marks import Word
from pipeline.extract.plan_text import level_of_code
from pipeline.extract.text import Vocabulary, clean, join_cell

_NUMBER = re.compile(r"^[-+(]?[€%\s]*\d[\d.,\s]*[)%€]?-?$")
MAX_HEADER_ROWS = 6
_YEAR = re.compile(r"^(?:[A-Za-zé. ]+)?(?:19|20)\d\d(?:\s*[-/]\s*(?:20)?\d\d)?\.?$")
_HEADER_WORDS = re.compile(
    r"\b(\w*code|omschrijving|naam|titel|actie|actieplan|beleidsdoelstelling|prioritair|uitgaven?|ontvangsten?|saldo|"
    r"jaar|totaal|bedrag|datum|timing|dienst|status|verantwoordelijke|indicator|begroting|rekening|raming|exploitatie|investering(?:en)?|nr)\b",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Row:
    """One row: the text of each column, the text a reader sees, and whether its letters are bold."""

    cells: list[str]
    shown: list[str]
    bold: bool
    top: float
    covered: bool = False


@dataclass(slots=True)
class Rows:
    """The rows of one table on one page; ``header`` holds column names, empty when the table has none here."""

    page: int
    edges: list[float]
    header: list[str] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)


def is_table(table: Table, filled: CellWords) -> bool:
    """Whether the cells hold a table and not a frame around running text."""
    if len(filled) < 2 or len(table.columns) < 2:
        return False
    rows = {cell[1] for cell in filled}
    columns = {cell[0] for cell in filled}
    if len(columns) < 2 or (len(rows) < 2 and len(columns) < 3):
        return False
    longest = max(sum(len(word.text) + 1 for word in group) for group in filled.values())
    return longest < 2500 or len(filled) > 6


def read_rows(table: Table, filled: CellWords, page: int, vocabulary: Vocabulary) -> Rows:
    """The rows of a table with the text of each cell."""
    texts: dict[tuple[float, float, float, float], str] = {}
    for cell, group in filled.items():
        texts[cell] = _cell_text(lines_in_order(group), vocabulary)
    columns = table.columns
    rows = []
    for index, top in enumerate(table.tops):
        bottom = table.tops[index + 1] if index + 1 < len(table.tops) else table.box[3]
        here = [cell for cell in table.cells if cell[1] <= top + 1 and cell[3] >= bottom - 1]
        cells, shown = [""] * len(columns), [""] * len(columns)
        own: list[Word] = []
        for cell in here:
            column = min(range(len(columns)), key=lambda i, x=cell[0]: abs(columns[i] - x))  # type: ignore[misc]
            cells[column] = texts.get(cell, "")
            if abs(cell[1] - top) <= 1:
                shown[column] = cells[column]
                own += filled.get(cell, [])
        if any(shown):
            bold = bool(own) and all(word.style.bold for word in own)
            rows.append(
                Row(cells, shown, bold, top, covered=any(c and not s for c, s in zip(cells, shown, strict=True)))
            )
    result = Rows(page, list(columns), rows=rows)
    _drop_empty_columns(result)
    take_header(result)
    return result


def _cell_text(lines: Sequence[Line], vocabulary: Vocabulary) -> str:
    """The text of a cell: one line per paragraph, told by list markers, by bold giving way, and by larger gaps."""
    groups: list[list[Line]] = []
    for line in lines:
        if groups and not _new_paragraph(groups[-1][-1], line):
            groups[-1].append(line)
        else:
            groups.append([line])
    return "\n".join(join_cell([clean(line.text) for line in group], vocabulary) for group in groups)


def _new_paragraph(above: Line, line: Line) -> bool:
    weights = {word.style.bold for word in above.words}, {word.style.bold for word in line.words}
    if weights in (({True}, {False}), ({False}, {True})):
        return True
    return line.top - above.bottom > 0.6 * line.style.size


def _drop_empty_columns(table: Rows) -> None:
    used = [i for i in range(len(table.edges)) if any(row.cells[i] for row in table.rows)]
    table.edges = [table.edges[i] for i in used]
    for row in table.rows:
        row.cells = [row.cells[i] for i in used]
        row.shown = [row.shown[i] for i in used]


def is_number(text: str) -> bool:
    """Whether a cell holds an amount, a count or a percentage."""
    return bool(_NUMBER.match(text))


def _looks_like_header(row: Row, below: Sequence[Row]) -> bool:
    filled = [cell for cell in row.cells if cell]
    if not filled or any(len(cell) > 90 or level_of_code(cell) for cell in filled):
        return False
    values = [cell for cell in filled if is_number(cell) and not _YEAR.match(cell)]
    if values:
        return False
    named = sum(len(cell) <= 45 and bool(_HEADER_WORDS.search(cell) or _YEAR.match(cell)) for cell in filled)
    if sum(bool(_YEAR.match(cell)) for cell in filled) >= 2:
        return True
    bold_only_here = row.bold and bool(below) and not all(other.bold for other in below)
    return (bold_only_here and len(filled) >= 2) or (named >= 2 and named >= 0.5 * len(filled))


def take_header(table: Rows) -> None:
    """Move the leading header rows into ``header``, joined per column; a row beside a merged header cell is one too."""
    taken: list[Row] = []
    while len(taken) < MAX_HEADER_ROWS and len(table.rows) > len(taken) + 1:
        row = table.rows[len(taken)]
        beside = (
            bool(taken) and row.covered and not any(is_number(cell) and not _YEAR.match(cell) for cell in row.cells)
        )
        weaker = bool(taken) and taken[0].bold and not row.bold
        if not beside and (weaker or not _looks_like_header(row, table.rows[len(taken) + 1 :])):
            break
        taken.append(row)
    if not taken and len(table.rows) == 1 and _looks_like_header(table.rows[0], []):
        taken = table.rows[:1]
    if not taken:
        return
    table.rows = table.rows[len(taken) :]
    table.header = [""] * len(table.edges)
    for number, row in enumerate(taken):
        last = ""
        for i, cell in enumerate(row.cells):
            spanned = number < len(taken) - 1 and not cell
            last = last if spanned else cell
            part = (last if spanned and i else cell).replace("\n", " ")
            if part and part not in table.header[i].split(" | "):
                table.header[i] = clean(f"{table.header[i]} {part}")


def mend(tables: Sequence[Rows]) -> None:
    """Let a table that goes on over pages keep its header, drop repeated headers, and rejoin broken rows."""
    for previous, table in itertools.pairwise(tables):
        if not _continues(previous, table):
            continue
        if not table.header:
            table.header = list(previous.header)
        if table.rows and previous.rows and _is_rest(table.rows[0], previous):
            rest, whole = table.rows.pop(0), previous.rows[-1]
            for i, text in enumerate(rest.shown):
                if text:
                    whole.cells[i] = _over_page(whole.cells[i], text)
                    whole.shown[i] = _over_page(whole.shown[i], text)


def _over_page(above: str, below: str) -> str:
    """A cell text that goes on over the page; a capital opens a new paragraph there."""
    if not above:
        return below
    if below[:1].isupper() and not above.endswith("-"):
        return f"{above}\n{below}"
    *head, last = above.split("\n")
    first, *tail = below.split("\n")
    return "\n".join([*head, join_cell([last, first]), *tail])


def _continues(previous: Rows, table: Rows) -> bool:
    if table.page != previous.page + 1 or len(table.edges) != len(previous.edges):
        return False
    if table.header and previous.header and table.header != previous.header:
        return False
    return all(abs(a - b) <= 4 for a, b in zip(previous.edges, table.edges, strict=True))


def _is_rest(row: Row, previous: Rows) -> bool:
    """Whether the first row on a page is the rest of the last row on the page before: no key of its own, no amounts."""
    if row.cells[0] or not any(row.cells) or any(is_number(cell) for cell in row.cells):
        return False
    keyed = sum(bool(other.cells[0]) for other in previous.rows)
    return keyed >= 0.7 * len(previous.rows)
