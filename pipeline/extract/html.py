"""Read a web page: main content in order; menus, cookie and footer text kept as ``aside``.

The rules are few and general: zones by element, role and class name; what stands outside the main element is a zone; a
table is data when it looks like a grid and layout when it holds pages within pages; a short block in bold or large type is
a heading, for newsletters have no other. Border to lxml's HTML parser.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from pipeline.errors import DocumentError, ResourceLimitError
from pipeline.extract.encoding import decode_markup
from pipeline.extract.flow import Flow, looks_like_title
from pipeline.extract.html_tables import INLINE, MAX_DEPTH, data_rows, is_data, table_rows
from pipeline.extract.html_zones import DROPPED, HEADINGS, Page, is_toggle
from pipeline.extract.package import MAX_TAGS
from pipeline.extract.rows import add_table
from pipeline.extract.text import clean, marker
from pipeline.schema import Extraction

MAX_BYTES = 60 * 2**20
_BOLD = re.compile(r"font-weight\s*:\s*(bold|bolder|[6-9]00)|font\s*:[^;]*\bbold\b", re.IGNORECASE)
_NOT_BOLD = re.compile(r"font-weight\s*:\s*(normal|[1-5]00)", re.IGNORECASE)
_PARAGRAPH = re.compile(r"(?:(?!\n\s*\n).)+", re.DOTALL)
_SIZE = re.compile(r"font(?:-size)?\s*:[^;]*?(\d+(?:\.\d+)?)\s*(px|pt|em|rem|%)", re.IGNORECASE)
# Body text on pages and in newsletters is 12 to 16 px; what is set larger, alone on its line, is a heading.
_LARGE = {"px": 17.5, "pt": 13.5, "em": 1.19, "rem": 1.19, "%": 119.0}


def read(path: Path) -> Extraction:
    """The blocks of a web page in reading order.

    Raises:
        DocumentError: the page is too large or holds nothing.
    """
    data = path.read_bytes()
    if len(data) > MAX_BYTES:
        raise ResourceLimitError(f"De webpagina is groter dan {MAX_BYTES // 2**20} MB.")
    flow = Flow()
    read_markup(decode_markup(data), flow)
    return flow.done()


def read_markup(markup: str, flow: Flow, mail: bool = False) -> None:
    """Put the content of an HTML text in the flow; ``mail`` also sets aside what a mail hides.

    Raises:
        DocumentError: it cannot be parsed at all.
    """
    root = parse(markup)
    body = next((child for child in root if child.tag == "body"), root)
    _Walker(flow, Page(body, mail)).walk_body(body)


def parse(markup: str) -> etree._Element:
    """The element tree of an HTML text; broken markup is repaired as a browser would.

    Raises:
        DocumentError: there is nothing to parse, or far too much.
    """
    if markup.count("<") > MAX_TAGS:
        raise ResourceLimitError("De webpagina bevat te veel elementen.")
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(markup.replace("\0", "").encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError, AssertionError) as error:
        raise DocumentError("De webpagina is leeg of beschadigd. Bewaar ze opnieuw vanuit de browser.") from error
    if root is None:
        raise DocumentError("De webpagina is leeg. Bewaar ze opnieuw vanuit de browser.")
    return root


@dataclass(slots=True)
class _Run:
    """Inline text that is not put in the flow yet, with whether each piece stands out as a heading would."""

    pieces: list[tuple[str, bool]] = field(default_factory=list)

    def take(self) -> list[tuple[str, bool]]:
        """The paragraphs so far, cut at empty lines, each with whether all of it stands out."""
        text = "".join(piece for piece, _ in self.pieces)
        plain = [not bold and not char.isspace() for piece, bold in self.pieces for char in piece]
        self.pieces.clear()
        return [(part[0], not any(plain[part.start() : part.end()])) for part in _PARAGRAPH.finditer(text)]

    def all(self) -> str:
        """All of the text so far."""
        return "".join(text for text, _ in self.take())


@dataclass(slots=True)
class _Item:
    """A list item that waits for its text."""

    level: int
    label: str = ""
    used: bool = False


class _Walker:
    """Walks the tree in order; ``_run`` gathers inline text until a block ends."""

    def __init__(self, flow: Flow, page: Page) -> None:
        self._flow = flow
        self._page = page
        self._run = _Run()
        self._items: list[_Item] = []

    def walk_body(self, body: etree._Element) -> None:
        self._flow.zone = self._page.main is not None and self._page.main is not body
        self._children(body, False, 0)
        self._flush()

    def _children(self, element: etree._Element, strong: bool, depth: int) -> None:
        self._add(element.text, strong)
        if depth < MAX_DEPTH:
            for child in element:
                if isinstance(child.tag, str):
                    self._element(child, strong, depth + 1)
                self._add(child.tail, strong)

    def _add(self, text: str | None, strong: bool) -> None:
        if text:
            self._run.pieces.append((re.sub(r"\s+", " ", text), strong))

    def _element(self, element: etree._Element, strong: bool, depth: int) -> None:
        tag = str(element.tag).lower()
        if tag in DROPPED:
            return
        if tag == "br":
            self._run.pieces.append(("\n", True))
            return
        kept = self._flow.zone
        zone = element is not self._page.main and (kept or self._page.is_zone(element, tag))
        if zone == kept and tag in INLINE and not is_toggle(element, tag):
            self._children(element, _stands_out(element, tag, strong), depth)
            if tag == "button":
                self._run.pieces.append((" ", True))
            return
        self._flush()
        self._flow.zone = zone
        self._block(element, tag, strong, depth)
        self._flow.zone = kept

    def _block(self, element: etree._Element, tag: str, strong: bool, depth: int) -> None:
        if tag in HEADINGS:
            self._children(element, False, depth)
            self._flow.heading(self._run.all(), HEADINGS[tag])
        elif tag in ("summary", "dt", "legend") or is_toggle(element, tag):
            self._children(element, False, depth)
            text = self._run.all()
            (self._flow.title if looks_like_title(text) else self._flow.paragraph)(clean(text))
        elif tag == "table":
            self._table(element, strong, depth)
        elif tag in ("ul", "ol"):
            self._list(element, tag, depth)
        elif tag == "pre":
            self._flow.paragraph(_raw(element))
        else:
            self._children(element, _stands_out(element, tag, strong), depth)
            self._flush()

    def _list(self, element: etree._Element, tag: str, depth: int) -> None:
        number = 0
        for child in element:
            if child.tag == "li":
                number += 1
                self._items.append(_Item(len(self._items), f"{number}." if tag == "ol" else ""))
                self._children(child, _stands_out(child, "li", False), depth)
                self._flush()
                self._items.pop()
            elif isinstance(child.tag, str):
                self._element(child, False, depth + 1)
                self._flush()

    def _flush(self) -> None:
        """Put the gathered inline text in the flow as the block that it is."""
        for part, strong in self._run.take():
            lines = "\n".join(filter(None, (clean(line) for line in part.split("\n"))))
            if lines:
                self._text(lines, strong)

    def _text(self, text: str, strong: bool) -> None:
        item = self._items[-1] if self._items else None
        if item and not item.used:
            item.used = True
            numbered = item.label and not marker(text)
            self._flow.item(f"{item.label} {text}" if numbered else text, item.level)
        elif strong and looks_like_title(text) and not marker(text) and not self._flow.zone:
            self._flow.title(text)
        else:
            self._flow.paragraph(text)

    def _table(self, table: etree._Element, strong: bool, depth: int) -> None:
        rows = list(table_rows(table))
        if not is_data(table, rows):
            for row in rows:
                for cell in row:
                    if isinstance(cell.tag, str):
                        self._children(cell, _stands_out(cell, "td", _stands_out(row, "tr", strong)), depth)
                        self._flush()
            return
        self._flow.tables += 1
        add_table(self._flow, data_rows(rows, f"tabel {self._flow.tables}"))


def _stands_out(element: etree._Element, tag: str, inherited: bool) -> bool:
    style = element.get("style") or ""
    if _NOT_BOLD.search(style):
        return False
    size = _SIZE.search(style)
    large = size is not None and float(size.group(1)) >= _LARGE[size.group(2).lower()]
    return inherited or tag in ("b", "strong", "u") or bool(_BOLD.search(style)) or large


def _raw(element: etree._Element) -> str:
    return "".join(str(piece) for piece in element.itertext())
