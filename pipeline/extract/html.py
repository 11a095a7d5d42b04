"""Read a web page: main content in order; menus, cookie and footer text kept as ``aside``.

The rules are few and general: zones by element, role and class name; what stands outside the main element is a zone; a
table is data when it looks like a grid and layout when it holds pages within pages; a short block in bold or large type is
a heading, for newsletters have no other. Border to lxml's HTML parser.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from pipeline.errors import DocumentError, ResourceLimitError
from pipeline.extract.encoding import decode_markup
from pipeline.extract.flow import Flow, looks_like_title
from pipeline.extract.package import MAX_TAGS
from pipeline.extract.rows import Row, add_table
from pipeline.extract.text import clean, marker
from pipeline.schema import Extraction

MAX_BYTES = 60 * 2**20
MAX_DEPTH = 200
_DROPPED = frozenset(
    "script style noscript template head svg iframe object embed canvas video audio select option textarea input meta link map math".split()
)
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q s samp small span strike strong sub sup time "
    "tt u var wbr img picture o:p st1:place button".split()
)
_ZONES = frozenset(("nav", "footer", "dialog", "menu"))
_ROLES = frozenset("navigation banner contentinfo search dialog alertdialog menu menubar toolbar".split())
_ZONE_NAMES = re.compile(
    r"(?:^|[\s_-])(?:cookies?|cookie\w*|consent|gdpr|breadcrumbs?|kruimel\w*|nav|navbar|navigation|navigatie|menu|hoofdmenu|footer|skip"
    r"|skiplinks?|share|sharing|social|socials|pagination|pager|searchbox|search|zoekbalk|toolbar|login|topbar|back-to-top)(?:$|[\s_-])",
    re.IGNORECASE,
)
_TOGGLE = re.compile(r"(?:accordion|accordeon|collapse|panel|toggle)[\w-]*(?:title|header|heading|button|trigger|toggle|kop)", re.I)
_MAIN_IDS = ("main", "content", "main-content", "maincontent", "inhoud", "hoofdinhoud", "page-content")
_BOLD = re.compile(r"font-weight\s*:\s*(bold|bolder|[6-9]00)|font\s*:[^;]*\bbold\b", re.IGNORECASE)
_NOT_BOLD = re.compile(r"font-weight\s*:\s*(normal|[1-5]00)", re.IGNORECASE)
_SIZE = re.compile(r"font(?:-size)?\s*:[^;]*?(\d+(?:\.\d+)?)\s*(px|pt|em|rem|%)", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
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
    for element in list(root.iter(etree.Comment, etree.ProcessingInstruction)):
        if element.getparent() is not None:
            _drop(element)
    body = next((child for child in root if child.tag == "body"), root)
    main = None if mail else _main(body)
    _Walker(flow, main, len(_text_of(body)), mail).walk_body(body)


def parse(markup: str) -> etree._Element:
    """The element tree of an HTML text; broken markup is repaired as a browser would.

    Raises:
        DocumentError: there is nothing to parse, or far too much.
    """
    if markup.count("<") > MAX_TAGS:
        raise ResourceLimitError("De webpagina bevat te veel elementen.")
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_pis=True)
    try:
        root = etree.fromstring(markup.replace("\0", "").encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError, AssertionError) as error:
        raise DocumentError("De webpagina is leeg of beschadigd. Bewaar ze opnieuw vanuit de browser.") from error
    if root is None:
        raise DocumentError("De webpagina is leeg. Bewaar ze opnieuw vanuit de browser.")
    return root


def _drop(element: etree._Element) -> None:
    """Remove an element but not the text that follows it."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def _text_of(element: etree._Element) -> str:
    """All visible text below an element, without scripts."""
    parts: list[str] = []
    stack = [element]
    while stack:
        current = stack.pop()
        if not isinstance(current.tag, str) or current.tag in _DROPPED:
            continue
        parts += [current.text or "", *(child.tail or "" for child in current)]
        stack += list(current)
    return clean(" ".join(parts))


def _main(body: etree._Element) -> etree._Element | None:
    """The element that holds the page proper, when it names itself and holds enough of the text."""
    total = len(_text_of(body))
    named = [e for e in body.iter("main")] + [e for e in body.iter() if e.get("role") == "main"]
    articles = list(body.iter("article"))
    named += articles if len(articles) == 1 else []
    named += [e for name in _MAIN_IDS for e in body.iter() if (e.get("id") or "").lower() == name]
    return next((element for element in named if len(_text_of(element)) >= 0.25 * total), None)


@dataclass(slots=True)
class _Run:
    """Inline text that is not put in the flow yet, with whether each piece stands out as a heading would."""

    pieces: list[tuple[str, bool]] = field(default_factory=list)
    links: int = 0

    def take(self) -> tuple[str, bool]:
        """The text so far and whether all of it stands out."""
        text = "".join(piece for piece, _ in self.pieces)
        strong = all(bold for piece, bold in self.pieces if piece.strip())
        self.pieces.clear()
        return text, strong


@dataclass(slots=True)
class _Item:
    """A list item that waits for its text."""

    level: int
    label: str = ""
    used: bool = False


class _Walker:
    """Walks the tree in order; ``_run`` gathers inline text until a block ends."""

    def __init__(self, flow: Flow, main: etree._Element | None, total: int, mail: bool) -> None:
        self._flow = flow
        self._main = main
        self._total = total
        self._mail = mail
        self._run = _Run()
        self._items: list[_Item] = []

    def walk_body(self, body: etree._Element) -> None:
        self._flow.zone = self._main is not None and self._main is not body
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
        if tag in _DROPPED:
            return
        if tag == "br":
            self._run.pieces.append(("\n", True))
            return
        kept = self._flow.zone
        zone = self._zone(element, tag, kept)
        if zone == kept and tag in _INLINE and not self._is_toggle(element, tag):
            self._children(element, _stands_out(element, tag, strong), depth)
            return
        self._flush()
        self._flow.zone = zone
        self._block(element, tag, strong, depth)
        self._flow.zone = kept

    def _zone(self, element: etree._Element, tag: str, inside: bool) -> bool:
        if element is self._main:
            return False
        if inside or tag in _ZONES or (element.get("role") or "") in _ROLES:
            return True
        style = element.get("style") or ""
        if self._mail and _HIDDEN.search(style):
            return True
        if tag == "header":
            return element.find(".//h1") is None
        if tag == "button":
            return not self._is_toggle(element, tag) and not any(a.tag in _HEADINGS for a in element.iterancestors())
        names = f"{element.get('class') or ''} {element.get('id') or ''}"
        if tag in ("div", "ul", "section", "aside", "p", "form", "a", "span", "ol") and _ZONE_NAMES.search(names):
            return len(_text_of(element)) < 0.4 * self._total
        if tag in ("ul", "ol") and self._main is None and not self._mail:
            return _is_link_list(element)
        return False

    def _is_toggle(self, element: etree._Element, tag: str) -> bool:
        """The head of an accordion: it opens what follows."""
        if tag not in ("button", "a", "div", "span") or any(a.tag in _HEADINGS for a in element.iterancestors()):
            return False
        opens = element.get("aria-expanded") is not None and (tag == "button" or element.get("aria-controls") is not None)
        return (opens or bool(_TOGGLE.search(element.get("class") or ""))) and looks_like_title(_text_of(element)) and (
            element.find(".//h2") is None and element.find(".//h3") is None
        )

    def _block(self, element: etree._Element, tag: str, strong: bool, depth: int) -> None:
        if tag in _HEADINGS:
            self._children(element, False, depth)
            text, _ = self._run.take()
            self._flow.heading(text, _HEADINGS[tag])
        elif tag in ("summary", "dt", "legend") or self._is_toggle(element, tag):
            self._children(element, False, depth)
            text, _ = self._run.take()
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
        text, strong = self._run.take()
        for part in re.split(r"\n\s*\n", text):
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
        rows = list(_table_rows(table))
        if not _is_data(table, rows):
            for row in rows:
                for cell in row:
                    if isinstance(cell.tag, str):
                        self._children(cell, _stands_out(cell, "td", _stands_out(row, "tr", strong)), depth)
                        self._flush()
            return
        self._flow.tables += 1
        place = f"tabel {self._flow.tables}"
        add_table(self._flow, [_row(row, f"{place}, rij {number}") for number, row in enumerate(_grid(rows), 1)])


_HEADINGS = {f"h{level}": level for level in range(1, 7)}


def _stands_out(element: etree._Element, tag: str, inherited: bool) -> bool:
    style = element.get("style") or ""
    if _NOT_BOLD.search(style):
        return False
    size = _SIZE.search(style)
    large = size is not None and float(size.group(1)) >= _LARGE[size.group(2).lower()]
    return inherited or tag in ("b", "strong") or bool(_BOLD.search(style)) or large


def _is_link_list(element: etree._Element) -> bool:
    """A list of short links and nothing else: a menu."""
    links = [_text_of(link) for link in element.iter("a")]
    text = _text_of(element)
    return len(links) >= 4 and sum(map(len, links)) >= 0.85 * len(text) and len(text.split()) <= 5 * len(links)


def _raw(element: etree._Element) -> str:
    return "".join(str(piece) for piece in element.itertext())


def _table_rows(table: etree._Element) -> Iterator[etree._Element]:
    """The rows of this table, not of the tables inside it."""
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from (row for row in child if row.tag == "tr")


def _is_data(table: etree._Element, rows: list[etree._Element]) -> bool:
    """Whether a table is a grid of data; the others only place things on the page."""
    if table.get("role") in ("presentation", "none") or table.find(".//table") is not None or len(rows) < 2:
        return False
    if any(table.find(f".//{tag}") is not None for tag in ("h1", "h2", "h3", "img")):
        return False
    widths = [sum(child.tag in ("td", "th") for child in row) for row in rows]
    if max(widths, default=0) < 2:
        return False
    if table.find(".//th") is not None or table.find("caption") is not None:
        return True
    same = sum(width == max(widths) for width in widths) >= 0.6 * len(widths)
    return same and len(_text_of(table)) / len(rows) < 1500


@dataclass(slots=True)
class _Cell:
    text: str
    span: int
    header: bool
    start: bool


def _grid(rows: list[etree._Element]) -> Iterator[list[_Cell]]:
    """The rows with cells that span several rows repeated as empty cells below."""
    pending: dict[int, tuple[int, int]] = {}
    for row in rows:
        cells: list[_Cell] = []
        column = 0
        below: dict[int, tuple[int, int]] = {}
        for element in [child for child in row if child.tag in ("td", "th")]:
            column = _fill(cells, column, pending, below)
            span, high = _span(element, "colspan"), _span(element, "rowspan")
            cells.append(_Cell(_cell_text(element), span, element.tag == "th", True))
            if high > 1:
                below[column] = (span, high - 1)
            column += span
        _fill(cells, column, pending, below)
        pending = below
        yield cells


def _fill(
    cells: list[_Cell], column: int, pending: dict[int, tuple[int, int]], below: dict[int, tuple[int, int]]
) -> int:
    while column in pending:
        span, high = pending[column]
        cells.append(_Cell("", span, False, False))
        if high > 1:
            below[column] = (span, high - 1)
        column += span
    return column


def _span(element: etree._Element, name: str) -> int:
    value = (element.get(name) or "").strip()
    return min(max(int(value), 1), 200) if value.isdecimal() and len(value) < 6 else 1


def _row(cells: list[_Cell], place: str) -> Row:
    texts: list[str] = []
    spread: list[str] = []
    for cell in cells:
        texts += [cell.text] + [""] * (cell.span - 1)
        spread += [cell.text] * cell.span
    header = bool(cells) and all(cell.header for cell in cells if cell.text)
    whole = len(cells) == 1 and cells[0].span > 1
    return Row(place, tuple(texts), tuple(spread), whole=whole, header=header, bold=header)


def _cell_text(cell: etree._Element) -> str:
    """The text of a cell, its paragraphs and list items on lines of their own."""
    parts: list[str] = []

    def visit(element: etree._Element, depth: int) -> None:
        tag = str(element.tag).lower()
        if tag in _DROPPED or depth > MAX_DEPTH:
            return
        block = tag not in _INLINE and tag not in ("td", "th")
        parts.append("\n" if block else "")
        parts.append("• " if tag == "li" else "")
        parts.append(re.sub(r"\s+", " ", element.text or ""))
        for child in element:
            if isinstance(child.tag, str):
                visit(child, depth + 1)
            parts.append(re.sub(r"\s+", " ", child.tail or ""))
        parts.append("\n" if block else "")

    visit(cell, 0)
    return re.sub(r"• *\n", "• ", "".join(parts)).strip()
