"""Which texts are headings, and of which level.

Headings are lines that stand out: by size, weight, family or colour, by capitals, or by their numbering. The level follows
from the rank of their look among all headings of the document and from their numbering; bookmarks decide where there are any.
"""

import re
from collections.abc import Sequence

from pipeline.extract.pdf.blocks import Measures, Text
from pipeline.extract.text import clean, is_bullet

_NUMBERING = re.compile(
    r"^(?:hoofdstuk|deel|titel|thema|pijler|doelstelling)?\s*(\d{1,2}(?:\.\d{1,2})*)\.?\s*[-–—:.]?\s+\S", re.I
)
_NO_HEADING_END = re.compile(r"[.;,]$")
MAX_HEADING_CHARS = 200
MAX_HEADING_LINES = 5
MAX_LEVEL = 6


def find_headings(texts: Sequence[Text], measures: Measures, bookmarks: dict[tuple[int, str], int]) -> None:
    """Mark the headings and give each its level (1 = top)."""
    found: list[tuple[Text, tuple[float, bool, str], int]] = []
    for index, text in enumerate(texts):
        if text.kind == "aside":
            continue
        words = clean(" ".join(line.text for line in text.lines))
        depth = bookmarks.get((text.page, _plain(words)))
        following = texts[index + 1] if index + 1 < len(texts) else None
        if depth is not None or _is_heading(text, words, following, measures):
            text.kind, text.level = "heading", (depth or 0) if depth is not None else -1
            found.append((text, _look(text), _depth(words)))
    ranks = {key: rank for rank, key in enumerate(sorted({(look, depth) for _, look, depth in found}), 1)}
    for text, look, numbering in found:
        text.level = min(text.level + 1 if text.level >= 0 else ranks[look, numbering], MAX_LEVEL)


def _plain(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()


def bookmark_depths(bookmarks: Sequence[tuple[int, int, str]]) -> dict[tuple[int, str], int]:
    """Bookmarks by page and title without spaces or signs, so that a heading finds its own."""
    return {(page, _plain(title)): depth for depth, page, title in bookmarks if _plain(title)}


def _look(text: Text) -> tuple[float, bool, str]:
    style = (
        text.lines[0].style if len(text.lines) == 1 else max((line.style for line in text.lines), key=lambda s: s.size)
    )
    return -round(style.size), not style.bold, ""


def _depth(words: str) -> int:
    match = _NUMBERING.match(words)
    return match.group(1).count(".") + 1 if match else 1


def _is_heading(text: Text, words: str, following: Text | None, measures: Measures) -> bool:
    if (
        not any(char.isalpha() for char in words)
        or len(words) > MAX_HEADING_CHARS
        or len(text.lines) > MAX_HEADING_LINES
    ):
        return False
    body, style = measures.body, text.lines[0].style
    bold = all(word.style.bold for line in text.lines for word in line.words)
    sentence = _NO_HEADING_END.search(words) and not words.endswith("...")
    distinct = (bold and not body.bold) or style.font != body.font or style.size > 1.1 * body.size
    if is_bullet(text.mark) or (sentence and not (distinct and _NUMBERING.match(words))):
        return False
    if style.size >= 1.12 * body.size and (style.size >= 1.3 * body.size or words[:1].isupper() or words[:1].isdigit()):
        return True
    followed = following is not None and following.lines[0].style != style
    if bold and not body.bold and style.size >= 0.9 * body.size:
        return not text.mark or bool(_NUMBERING.match(words))
    short = len(text.lines) <= 2 and len(words) < 120
    if not short or style.size < 0.95 * body.size:
        return False
    if style.colour not in (body.colour, "000000") and followed:
        return True
    if style.font != body.font and followed and (words[:1].isupper() or words[:1].isdigit()):
        return True
    if words.isupper() and sum(char.isalpha() for char in words) > 3:
        return True
    numbered = _NUMBERING.match(words)
    opens_text = following is not None and not following.mark and len(following.lines) > 1
    return bool(numbered and "." in numbered.group(1) and words[-1:].isalnum() and opens_text)
