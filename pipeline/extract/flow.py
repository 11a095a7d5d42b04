"""Collects the blocks of one document in reading order, numbers them and says in Dutch where each one stands."""

import re
from dataclasses import dataclass, field

from pipeline.errors import ResourceLimitError
from pipeline.extract.text import clean, clean_lines, is_bullet, marker, without_marker
from pipeline.schema import Block, BlockKind, Extraction, Problem

# Far above any real document (a plan of 400 pages gives 12,000 blocks), far below what fills the memory.
MAX_BLOCKS = 300_000
MAX_CHARACTERS = 40_000_000
MAX_HEADING = 200
# With more, the words in bold are as often an action themselves.
RUN_IN_WORDS = 4
_DECIMAL = re.compile(r"^\d{1,2}(?:\.\d{1,2})*\.?\s+[A-ZÀ-Þ]")
FURNITURE = re.compile(
    r"^(?:(?:↑\s*)?terug naar (?:navigatie|boven|top|inhoud|overzicht|begin)\b.*|naar (?:de )?(?:hoofd)?inhoud\b.*|lees (?:meer|voor)"
    r"|meer (?:info|lezen)|delen|(?:deel|print) deze pagina\b.*|(?:delen|deel) (?:via|op)\b.*|afdrukken|sluiten|menu|zoeken|terug|pdf-versie|download(?:en)?|inhoudsopgave"
    r"|inhoudstafel|©.{0,120})$",
    re.IGNORECASE,
)
# Above the names in a report of a meeting; as a heading it says what follows is no text.
_ATTENDANCE = re.compile(r"^(?:aanwezigen?|verontschuldigden?|afwezigen?)\s*:?$", re.IGNORECASE)
_SENTENCE_END = (".", ";", "!", ",", ":")


@dataclass(slots=True)
class Flow:
    """The blocks so far; ``page`` and ``unit`` ("alinea", "regel") give the place of the blocks added next.

    ``zone`` is true inside menus, footers and the like: whatever is added there becomes an ``aside``; so does a text in
    which ``furniture`` is found.
    """

    unit: str = "alinea"
    page: int | None = None
    zone: bool = False
    furniture: re.Pattern[str] = FURNITURE
    blocks: list[Block] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    tables: int = 0
    heading_level: int = 0
    _count: int = 0
    _characters: int = 0

    def heading(self, text: str, level: int, place: str = "") -> None:
        """A heading; one that is too long to be one becomes a paragraph."""
        text = clean(text)
        if len(text) > MAX_HEADING:
            self.paragraph(text, place)
        elif self.furniture.match(text):
            self.aside(text, place)
        elif text:
            level = min(max(level, 1), 9)
            self._add("heading", text, place, level)
            self.heading_level = level

    def title(self, text: str, place: str = "") -> None:
        """A heading that shows only by its type (bold, alone): one below the last real heading."""
        kept = self.heading_level
        self.heading(text, kept + 1, place)
        self.heading_level = kept

    def paragraph(self, text: str, place: str = "") -> None:
        """A paragraph, or the list item that it shows itself to be by its marker; line ends stay."""
        for kind, lines in _split_items(clean_lines(text)):
            if kind == "list_item":
                self.item(lines, 0, place)
            elif self.furniture.match(clean(lines)):
                self.aside(lines, place)
            elif _ATTENDANCE.match(lines):
                self.title(lines, place)
            else:
                self._add("paragraph", lines, place)

    def item(self, text: str, level: int, place: str = "") -> None:
        """An item of a list, 0 = outermost; a bullet goes, a number or letter stays."""
        text = clean_lines(text)
        if _ATTENDANCE.match(text):
            self.title(text, place)
            return
        self._add("list_item", without_marker(text) if is_bullet(marker(text)) else text, place, max(level, 0))

    def aside(self, text: str, place: str = "") -> None:
        """Something kept but not part of the running text."""
        self._add("aside", clean(text), place)

    def row(self, columns: tuple[str, ...], cells: tuple[str, ...], place: str, kind: BlockKind = "table_row") -> None:
        """A row of a table."""
        text = " | ".join(" ".join(cell.split()) for cell in cells if cell)
        self._add(kind, text, place, columns=columns, cells=cells)

    def done(self, pages: int | None = None) -> Extraction:
        """What the document gave."""
        return Extraction(blocks=tuple(self.blocks), pages=pages, problems=tuple(self.problems))

    def _add(
        self,
        kind: BlockKind,
        text: str,
        place: str,
        level: int = 0,
        columns: tuple[str, ...] = (),
        cells: tuple[str, ...] = (),
    ) -> None:
        if not text:
            return
        self._count += 1
        self._characters += len(text)
        if len(self.blocks) >= MAX_BLOCKS or self._characters > MAX_CHARACTERS:
            raise ResourceLimitError("Het document bevat meer tekst dan verwerkt kan worden; splits het in delen.")
        if not place and self.page is None:
            place = f"{self.unit} {self._count}"
        if self.zone:
            kind, level = "aside", 0
        self.blocks.append(
            Block(
                nr=len(self.blocks),
                kind=kind,
                text=text,
                page=self.page,
                place=place,
                level=level,
                columns=columns,
                cells=cells,
            )
        )


def _split_items(text: str) -> list[tuple[BlockKind, str]]:
    """The lines of a paragraph, cut before each line that opens with a list marker."""
    parts: list[tuple[BlockKind, str]] = []
    for line in text.splitlines():
        if marker(line):
            parts.append(("list_item", line))
        elif parts and parts[-1][0] == "paragraph":
            parts[-1] = ("paragraph", f"{parts[-1][1]}\n{line}")
        elif parts and line[:1].islower():
            parts[-1] = ("list_item", f"{parts[-1][1]} {line}")
        else:
            parts.append(("paragraph", line))
    return parts


def looks_like_title(text: str, words: int = 14) -> bool:
    """Whether a text set in bold can be a heading: short, one line, not ending like a sentence.

    >>> looks_like_title("Stand van zaken"), looks_like_title("Dit is beslist."), looks_like_title("- een punt")
    (True, False, False)
    """
    text = text.strip()
    short = 0 < len(text.split()) <= words and len(text) <= 120 and "\n" not in text
    numbered = bool(_DECIMAL.match(text))
    return short and not text.endswith(_SENTENCE_END) and (numbered or not marker(text)) and any(map(str.isalpha, text))


def is_run_in_title(text: str) -> bool:
    """Whether the words in bold that open a paragraph are its title: few, closed by a full stop or colon.

    >>> is_run_in_title("Veilig op weg."), is_run_in_title("Let op"), is_run_in_title("De raad vraagt om meer banken.")
    (True, False, False)
    """
    return text.rstrip().endswith((".", ":")) and 0 < len(text.split()) <= RUN_IN_WORDS and not marker(text)
