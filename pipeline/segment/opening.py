"""What opens a document and is no text yet: the lines of its table of contents, and the title page before them.

Readers set aside the contents that show themselves by their style or by dotted leaders; here go those that show themselves
only by what they say: titles that come back as headings, or that end in rising page numbers.
"""

import re
from collections.abc import Sequence
from itertools import pairwise, takewhile

from pipeline.schema import Block
from pipeline.segment.headings import without_number
from pipeline.words import normalised

_CONTENTS = re.compile(
    r"^(?:\d+\.?\s*)?(?:inhoud(?:s?tafel|sopgave|sopgaaf|soverzicht)?|in (?:dit nummer|deze (?:nieuwsbrief|editie)))\s*:?$",
    re.I,
)
_PAGE = re.compile(r"(?:^|[\s|.…])(\d{1,3})$")
_MAX_WORDS = 15
# Lines that must show themselves: under a title that announces contents, and without one.
_ENTRIES = 3
_UNTITLED = 4
# Blocks within which the contents begin, and before which no more than a title page stands.
_NEAR_TOP = 40
_TITLE_PAGE = 12


def opening(blocks: Sequence[Block]) -> frozenset[int]:
    """The numbers of the blocks that are contents or title page.

    >>> texts = ["Samen sterk", "Akkoord 2025-2030", "Inhoud", "1. Wonen 3", "2. Groen 4", "3. Zorg 7", "We planten bomen."]
    >>> sorted(opening([Block(nr=nr, kind="paragraph", text=text) for nr, text in enumerate(texts)]))
    [0, 1, 2, 3, 4, 5]
    """
    top = [block for block in blocks[: _NEAR_TOP + _MAX_WORDS] if block.kind != "aside" or _CONTENTS.match(block.text)]
    headings = {normalised(without_number(block.text)) for block in blocks if block.kind == "heading"}
    for start, block in enumerate(top[:_NEAR_TOP]):
        titled = bool(_CONTENTS.match(block.text))
        lines = list(takewhile(_is_line, top[start + titled :]))
        length = _titled(lines, headings) if titled else _untitled(lines)
        if length or (titled and block.kind == "aside"):
            before = [b for b in top[:start] if start <= _TITLE_PAGE and _is_title(b)]
            return frozenset(b.nr for b in (*before, *top[start : start + titled + length]))
    return frozenset()


def _titled(lines: Sequence[Block], headings: set[str]) -> int:
    """How many lines under a title are contents: up to the last that names a page or a heading of the document."""
    known = [bool(_PAGE.search(line.text)) or normalised(without_number(line.text)) in headings for line in lines]
    last = max((number for number, entry in enumerate(known, 1) if entry), default=0)
    return last if sum(known) >= max(_ENTRIES, last / 2) else 0


def _untitled(lines: Sequence[Block]) -> int:
    """How many lines from here end in page numbers that rise."""
    pages = [int(match[1]) for match in takewhile(bool, (_PAGE.search(line.text) for line in lines)) if match]
    rising = all(one <= other for one, other in pairwise(pages))
    return len(pages) if rising and len(pages) >= _UNTITLED else 0


def _is_line(block: Block) -> bool:
    return (
        block.kind not in ("heading", "plan_item") and len(block.text.split()) <= _MAX_WORDS and not any(block.columns)
    )


def _is_title(block: Block) -> bool:
    return block.kind in ("heading", "paragraph") and not block.text.rstrip().endswith((".", "!", "?", ":"))
