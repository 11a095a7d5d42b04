"""Tables of any format -> ``table_row`` blocks: title rows, header rows told by their content, rows that group others.

Comes in: the rows of one table with their merged cells known. Goes out, to a ``Flow``: headings for rows of one cell that
stand above what they group ("Stand van zaken"), rows with column names for the rest. A table of one column is no table.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pipeline.extract.flow import Flow, looks_like_title
from pipeline.extract.plan_fiche import is_fiche
from pipeline.extract.plan_overview import is_overview_cell
from pipeline.extract.plan_text import parse_amount, parse_title
from pipeline.extract.text import clean, clean_lines
from pipeline.schema import BlockKind

HEADER_DEPTH = 25
_NAME = re.compile(
    r"^(?:(?:nr|nummer|code|id|ref(?:erentie)?|volgnr)\b|acties?\b|actie(?:punt|plan|nummer|code)\w*|maatregel|project|activiteit|"
    r"(?:korte |lange |beknopte )?(?:omschrijving|beschrijving)|titel|naam|benaming|(?:sub|hoofd|deel)?doel|operationele|strategische|"
    r"thema|beleids|trekker|verantwoordelijk|uitvoerder|eigenaar|(?:deel)?dienst|afdeling|cluster|team|wie\b|wat\b|wanneer|hoe\b|"
    r"waar\b|timing|tijd|termijn|planning|deadline|periode|start|eind|uitvoering|status|stand\b|fase|voortgang|budget|bedrag|raming|"
    r"kost|krediet|uitgave|ontvangst|saldo|investering|exploitatie|financ|middelen|partner|betrokken|indicator|kpi|opmerking|"
    r"toelichting|commentaar|evaluatie|resultaat|effect|prioritei|jaar|type|soort|niveau|doelgroep|sdg|datum|post\b|bestuur|"
    r"rapport|aanwezig|hoedanigheid|functie|nis\b|entiteit|locatie|bron|advies|vraag|antwoord|onderwerp|totaal|eenheid|aantal|link|email|e-mail|telefoon|"
    r"(?:ac|ap|bd)[-\s]?(?:code|nr|nummer|omschrijving)|(?:ac|ap|bd)$|voor wie|maatregel|20[1-4]\d\b(?!\s*[-–/]))",
    re.IGNORECASE,
)
_YEAR = re.compile(r"^(?:\D{0,25}\s)?20[1-4]\d$")
_BLOCK = re.compile(
    r"^(?:stand van zaken|planning|gepland\w*(?: acties)?|lopende?(?: acties| projecten| werking)?|realisaties?|gerealiseerd\w*|"
    r"(?:nieuwe |huidige |bestaande |geplande )?acties(?: en maatregelen)?|actiepunten|maatregelen|uitgevoerd\w*|afgerond\w*|in uitvoering|"
    r"vooruitblik|terugblik|doelstellingen|volgende stappen|resultaten|evaluatie|toekomst|budget|middelen)(?:\s+(?:\d{4}|in \d{4}))?\s*:?$",
    re.IGNORECASE,
)
_GROUP = re.compile(
    r"^(?:(?:strategische|operationele|beleids|hoofd|sub)?\s?(?:doel\w*|thema|pijler|cluster|domein|programma|hoofdstuk|dienst|werf)\b"
    r"|[A-Z]{1,4}[.\- ]?\d+(?:\.\d+)*\s*[:.–\-—]?\s+\S|\d+(?:\.\d+)*\.?\s+[A-Z])",
    re.IGNORECASE,
)
_ATTENDANCE = re.compile(r"^(?:aanwezig|verontschuldigd|afwezig)", re.IGNORECASE)
_TOTAL = re.compile(r"^(?:sub|eind|algemeen )?totaal\b|^(?:sub)?totalen\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its place in Dutch, its cells on the grid (a merged cell counts once), and what its format says of it.

    ``spread`` repeats merged cells over their columns (for column names); ``whole`` says that one merged cell covers the
    row; ``header`` that the format marks it as header; ``bold`` that all its cells are bold.
    """

    place: str
    cells: tuple[str, ...]
    spread: tuple[str, ...] = ()
    whole: bool = False
    header: bool = False
    bold: bool = False

    @property
    def filled(self) -> int:
        """How many cells hold text."""
        return sum(map(bool, self.cells))

    @property
    def text(self) -> str:
        """All that the row says, in one line."""
        return clean(" – ".join(cell for cell in self.cells if cell))


def add_table(flow: Flow, rows: Sequence[Row], cell_flow: Callable[[str, str], None] | None = None) -> None:
    """Put the rows of one table in the flow; ``cell_flow`` takes the text of a table that has but one column."""
    rows = _tidy(rows)
    if not rows:
        return
    if len(rows[0].cells) == 1:
        for row in rows:
            if row.bold and looks_like_title(row.cells[0]):
                flow.title(row.cells[0], row.place)
            else:
                (cell_flow or flow.paragraph)(row.cells[0], row.place)
        return
    _Reader(flow, rows).read()


def _tidy(rows: Sequence[Row]) -> list[Row]:
    """Rows of equal width with clean cells, without empty rows and columns."""
    width = max((len(row.cells) for row in rows), default=0)
    padded = []
    for row in rows:
        blank = ("",) * (width - len(row.cells))
        cells = tuple(map(clean_lines, row.cells)) + blank
        spread = tuple(map(clean, row.spread)) + ("",) * (width - len(row.spread)) if row.spread else cells
        padded.append((row, cells, spread))
    used = [i for i in range(width) if any(cells[i] for _, cells, _ in padded)]
    return [
        Row(
            row.place,
            tuple(cells[i] for i in used),
            tuple(clean(spread[i]) for i in used),
            row.whole,
            row.header,
            row.bold,
        )
        for row, cells, spread in padded
        if any(cells)
    ]


class _Reader:
    """Walks down the rows of one table with the column names that hold at the moment."""

    def __init__(self, flow: Flow, rows: list[Row]) -> None:
        self._flow = flow
        self._rows = rows
        self._names: tuple[str, ...] = ("",) * len(rows[0].cells)
        self._base = flow.heading_level

    def read(self) -> None:
        if self._is_label_table():
            if is_fiche([row.cells for row in self._rows if row.filled == 2]):
                for row in self._rows:
                    self._flow.row(self._names, row.cells, row.place, "table_row")
            else:
                self._label_rows()
            return
        index = self._title_block()
        while index < len(self._rows):
            index = self._step(index)
        self._flow.heading_level = self._base

    def _title_block(self) -> int:
        """Put what stands above the header aside, its first line as the title; returns the row to go on with."""
        first = next((i for i in range(min(HEADER_DEPTH, len(self._rows))) if self._is_header(i)), 0)
        above = self._rows[:first]
        if any(row.filled > 1 and not _is_meta(row) for row in above):
            return 0
        for number, row in enumerate(above):
            self._single(row, self._rows[number + 1], top=number == 0)
        return first

    def _step(self, index: int) -> int:
        row = self._rows[index]
        if self._is_header(index):
            names = row.spread
            if index + 1 < len(self._rows) and self._is_second_header(index + 1):
                below = self._rows[index + 1].spread
                names = tuple(_combined(one, two) for one, two in zip(names, below, strict=True))
                index += 1
            self._names = tuple(names)
            return index + 1
        if row.filled == 1 and self._is_group(index):
            self._single(row, self._rows[index + 1] if index + 1 < len(self._rows) else None)
        else:
            people = any(map(_ATTENDANCE.match, self._names))
            kind: BlockKind = "aside" if people or _TOTAL.match(next(filter(None, row.cells))) else "table_row"
            self._flow.row(self._names, row.cells, row.place, kind)
        return index + 1

    def _is_header(self, index: int) -> bool:
        row = self._rows[index]
        filled = [cell for cell in row.cells if cell]
        if len(filled) < 2 or not all(_can_be_name(cell) for cell in filled):
            return False
        known = sum(map(_is_name, filled))
        # Below a header only a row of nothing but names opens a new part of the table.
        if known >= max(2, (1.0 if self._has_names() else 0.5) * len(filled)) and _distinct(row.spread):
            return True
        if (index == 0 and row.header and len(self._rows) > 1) or (self._has_names() and row.spread == self._names):
            return True
        return index < 4 and (row.bold or known > 0) and not self._has_names() and self._contrasts(index, filled)

    def _has_names(self) -> bool:
        return any(self._names)

    def _contrasts(self, index: int, filled: list[str]) -> bool:
        """Whether the rows below are of another kind: figures, or far longer texts, under names that differ."""
        below = [row for row in self._rows[index + 1 : index + 30] if row.filled > 1]
        if not below or len(set(filled)) < len(filled) or len(filled) < 0.8 * len(self._rows[index].cells):
            return False
        figures = any(parse_amount(cell) is not None for row in below for cell in row.cells if cell)
        longest = max(sum(len(row.cells[i]) for row in below) / len(below) for i in range(len(below[0].cells)))
        return figures or longest > 3 * max(map(len, filled)) or self._rows[index].bold

    def _is_second_header(self, index: int) -> bool:
        """Whether a row goes on with the header above it: it names what stands below a merged cell."""
        above, row = self._rows[index - 1], self._rows[index]
        merged = any(one and one == two for one, two in zip(above.spread, above.spread[1:], strict=False))
        gaps = any(name and not cell for name, cell in zip(row.cells, above.cells, strict=True))
        names = [cell for cell in row.cells if cell]
        return (
            bool(names)
            and (merged or gaps)
            and all(_can_be_name(cell) and len(cell) < 40 for cell in names)
            and (all(map(_is_name, names)))
        )

    def _is_group(self, index: int) -> bool:
        """Whether a row of one cell stands above what follows; a plan title stays with its table."""
        row = self._rows[index]
        text = row.text
        if parse_title(text) or is_overview_cell(text) or index + 1 >= len(self._rows):
            return False
        if row.whole or _BLOCK.match(text):
            return True
        if not row.cells[0] or parse_amount(text) is not None:
            return False
        return (row.bold or bool(_GROUP.match(text))) and not text.endswith((".", ";"))

    def _single(self, row: Row, below: Row | None, top: bool = False) -> None:
        """A row of one cell as the heading or the text that it is."""
        text = row.text
        if _BLOCK.match(text):
            self._flow.heading(text, self._base + 3, row.place)
        elif _is_meta(row) or below is None:
            self._flow.aside(text, row.place)
        elif text.endswith((".", ";", "!")) or len(text) > 200:
            self._flow.paragraph("\n".join(filter(None, row.cells)), row.place)
        elif top and not _GROUP.match(text):
            self._flow.heading(text, self._base + 1, row.place)
        else:
            self._flow.heading(text, self._base + 2, row.place)

    def _is_label_table(self) -> bool:
        """Whether the table is a sheet of two columns, a label and its text: the form of many service plans."""
        if len(self._names) != 2 or all(_is_name(cell) and _can_be_name(cell) for cell in self._rows[0].cells):
            return False
        labels = [row.cells[0] for row in self._rows if row.filled == 2]
        known = sum((_is_name(label) or bool(_BLOCK.match(label))) and _can_be_name(label) for label in labels)
        return bool(labels) and known >= 0.6 * len(labels) and known >= 2

    def _label_rows(self) -> None:
        for row in self._rows:
            label, text = row.cells
            if row.filled == 1:
                self._single(row, row) if looks_like_title(row.text) else self._flow.paragraph(label or text, row.place)
            elif len(text.split()) < 4 and not _BLOCK.match(label):
                self._flow.aside(f"{clean(label)}: {clean(text)}", row.place)
            else:
                self._flow.heading(label, self._base + 3, row.place)
                self._flow.paragraph(text, row.place)
        self._flow.heading_level = self._base


def _can_be_name(cell: str) -> bool:
    """Whether a cell can be the name of a column: a few words, no amount (a year can), no sentence, no plan text."""
    text = clean(cell)
    if _YEAR.match(text):
        return True
    short = len(text) <= 60 and len(text.split()) <= 8
    return short and parse_amount(text) is None and not text.endswith(("!", ";")) and not parse_title(text)


def _is_name(cell: str) -> bool:
    """Whether a cell opens like the name of a column and is not a name of something itself.

    >>> _is_name("Verantwoordelijke dienst"), _is_name("Code Actie"), _is_name("Dienst Klimaat"), _is_name("2026-2030")
    (True, True, False, False)
    """
    text = clean(cell)
    found = _NAME.match(text)
    following = re.match(r"\w*\s+([A-ZÀ-Þ][a-zà-ÿ].*)", text[found.end() :]) if found else None
    return bool(found) and (following is None or bool(_NAME.match(following.group(1))))


def _distinct(names: Sequence[str]) -> bool:
    """Whether the names of a header differ, those of merged cells apart; a budget line repeats its words."""
    runs = [name for i, name in enumerate(names) if name and (i == 0 or names[i - 1] != name)]
    return len(set(runs)) >= 0.6 * len(runs)


def _combined(upper: str, lower: str) -> str:
    return upper if not lower or lower == upper else f"{upper} {lower}".strip()


def _is_meta(row: Row) -> bool:
    """Whether a row above a table tells about the file: version, date, author, remarks for the reader."""
    text = row.text
    return bool(
        re.search(
            r"\b(?:versie|goedgekeurd|opgemaakt|bijgewerkt|laatste (?:wijziging|update)|print ?datum|afdruk|pagina|lees dit|legende|"
            r"kleurcode|bedragen in|auteur|datum|rapport(?:eringsdatum|jaar)?|bron|bestuur\s*:|nis-code|filter|export van|gebruiker\s*:|afgedrukt)\b",
            text,
            re.IGNORECASE,
        )
    )
