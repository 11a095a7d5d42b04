"""What stands on a page but is not its text: running headers and footers, page numbers, contents, footnotes.

Nothing is thrown away: the lines found here become ``aside`` blocks.
"""

import itertools
import re
from collections import defaultdict
from collections.abc import Sequence

from pipeline.extract.pdf.lines import Line
from pipeline.extract.plan_text import parse_title

# Share of the page height in which headers and footers stand.
EDGE = 0.13
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"^(?:[-–|•\s]*)(?:pagina|bladzijde|blz\.?|pag\.?|p\.?)?\s*(\d{1,4}|[ivxl]{1,6})(?:\s*(?:/|van|-)\s*\d{1,4})?[-–|•\s]*$",
    re.IGNORECASE,
)
_LEADERS = re.compile(r"(?:\.\s?){4,}\s*\d{0,4}$|…{2,}\s*\d{0,4}$|_{4,}\s*\d{1,4}$")
_ENDS_IN_PAGE = re.compile(r"\D(\d{1,4})$")
_CONTENTS = re.compile(r"^(?:\d+\.?\s*)?inhoud(?:s?tafel|sopgave|sopgaaf|soverzicht)?\s*:?$", re.IGNORECASE)
_FOOTNOTE = re.compile(r"^\(?\d{1,3}\)?\s*\S|^[*†‡]\s*\S")


def running_lines(pages: Sequence[tuple[float, Sequence[Line]]]) -> set[int]:
    """Identities (``id``) of lines that repeat at the edge of pages, digits aside, and of page numbers there.

    ``pages`` holds per page its height and its lines. A line must repeat at about the same height on three pages, or on two
    in a document of at most four.
    """
    places: dict[tuple[str, int], list[tuple[int, Line]]] = defaultdict(list)
    numbers: list[tuple[int, Line]] = []
    for index, (height, lines) in enumerate(pages):
        for line in lines:
            top, bottom = line.top, line.bottom
            if top > EDGE * height and bottom < (1 - EDGE) * height:
                continue
            text = line.text
            if len(text) < 160:
                # "Actieplan 2" and "Actieplan 3" at the head of two pages are two headings.
                same = text if parse_title(text) else _DIGITS.sub("#", text)
                places[same.casefold(), round(top / 12)].append((index, line))
            if _PAGE_NUMBER.match(text):
                numbers.append((index, line))
    enough = 3 if len(pages) > 4 else 2
    found: set[int] = set()
    body = _body_size(pages)
    for (text, step), group in places.items():
        nearby = group + places.get((text, step + 1), []) + places.get((text, step - 1), [])
        where = sorted({index for index, _ in nearby})
        smallest = min(line.style.size for _, line in nearby)
        # A large line that opens chapter after chapter in the same words is a heading; a running one stands on every page.
        large = smallest > 1.1 * body or group[0][1].style.bold
        if len(where) >= enough and not (large and where[-1] - where[0] > 3 * len(where)):
            found.update(id(line) for _, line in group if line.style.size < 1.3 * smallest)
    found.update(_in_header_places(pages, found))
    found.update(_numbers_at_the_edge(pages, numbers))
    return found


def _in_header_places(pages: Sequence[tuple[float, Sequence[Line]]], found: set[int]) -> set[int]:
    """Lines that stand where other pages have their running header, in the same type: the name of a short chapter."""
    places: dict[tuple[float, float, str], int] = defaultdict(int)
    for _, lines in pages:
        for line in lines:
            if id(line) in found:
                places[_place(line)] += 1
    usual = {place for place, count in places.items() if count >= max(5, 0.1 * len(pages))}
    return {
        id(line)
        for height, lines in pages
        for line in lines
        if line.bottom < 0.1 * height and len(line.text) < 80 and _place(line) in usual
    }


def _place(line: Line) -> tuple[float, float, str]:
    return round(line.top / 3), line.style.size, line.style.font


def _body_size(pages: Sequence[tuple[float, Sequence[Line]]]) -> float:
    sizes: dict[float, int] = defaultdict(int)
    for _, lines in pages:
        for line in lines:
            sizes[line.style.size] += len(line.text)
    return max(sizes, key=lambda size: sizes[size], default=10.0)


def _numbers_at_the_edge(pages: Sequence[tuple[float, Sequence[Line]]], numbers: list[tuple[int, Line]]) -> set[int]:
    """Page numbers: a bare number that is the outermost line of its page."""
    found = set()
    for index, line in numbers:
        tops = [other.top for other in pages[index][1]]
        if line.top <= min(tops) + 2 or line.top >= max(tops) - 2:
            found.add(id(line))
    return found


def contents_lines(pages: Sequence[Sequence[Line]]) -> set[int]:
    """Identities of the lines of a table of contents: dotted leaders, or a run of rising page numbers under its title."""
    found: set[int] = set()
    open_contents = False
    for lines in pages:
        titled = next((i for i, line in enumerate(lines) if _CONTENTS.match(line.text)), None)
        texts = [line.text for line in lines]
        leaders = [bool(_LEADERS.search(text)) for text in texts]
        numbers = [_page_at_end(text, len(pages)) for text in texts]
        start = titled if titled is not None else 0
        entries = [i for i in range(start, len(lines)) if leaders[i] or numbers[i] is not None]
        is_contents = (titled is not None or open_contents) and len(entries) >= 0.5 * (len(lines) - start)
        if is_contents and len(entries) >= 3 and _rises([numbers[i] for i in entries]):
            found.update(id(line) for line in lines[start : entries[-1] + 1])
            open_contents = True
            continue
        open_contents = False
        if sum(leaders) >= 3:
            found.update(id(line) for line, dotted in zip(lines, leaders, strict=True) if dotted)
    return found


def _page_at_end(text: str, pages: int) -> int | None:
    match = _ENDS_IN_PAGE.search(text)
    if not match or len(text) < 5:
        return None
    number = int(match.group(1))
    return number if number <= pages + 60 else None


def _rises(numbers: Sequence[int | None]) -> bool:
    known = [number for number in numbers if number is not None]
    if len(known) < 3:
        return bool(numbers)
    rising = sum(a <= b for a, b in itertools.pairwise(known))
    return rising >= 0.85 * (len(known) - 1)


def footnote_lines(lines: Sequence[Line], height: float, body: float) -> set[int]:
    """Identities of the footnotes of a page: small print below the last line of normal size, opening with a mark."""
    last = max((line.bottom for line in lines if line.style.size >= 0.92 * body), default=0.0)
    small = [
        line for line in lines if line.top >= last - 1 and line.style.size < 0.92 * body and line.top > 0.45 * height
    ]
    start = next((i for i, line in enumerate(small) if _FOOTNOTE.match(line.text)), None)
    return set() if start is None else {id(line) for line in small[start:]}
