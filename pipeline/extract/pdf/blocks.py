"""Lines of a whole document -> paragraphs and list items.

Paragraphs end where the document says so: at a larger gap, a change of style, a list marker, an indent, or a line that
stops although the next word would have fitted. Headings are told apart elsewhere.
"""

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from pipeline.extract.pdf.lines import Line
from pipeline.extract.pdf.marks import Style
from pipeline.extract.plan_text import parse_coded, parse_title
from pipeline.extract.text import Vocabulary, clean, is_bullet, join_lines, marker, without_marker

Kind = Literal["heading", "paragraph", "list_item", "aside"]

# Captions are set in 70 to 80 % of the size of the text, plain footnotes in 85 to 90 %.
_SMALL_PRINT = 0.82
_BARE_NUMBER = re.compile(r"^\d{1,2}(?:\.\d{1,2})*\.?$")
_ENDS_SENTENCE = re.compile(
    r"(?<!\bo\.a)(?<!\bbv)(?<!\bbijv)(?<!\bm\.b\.t)(?<!\bi\.s\.m)(?<!\bt\.e\.m)(?<!\bi\.f\.v)(?<!\bd\.w\.z)(?<!\bnr)"
    r"(?<!\bart)(?<!\bca)(?<!\bincl)(?<!\bresp)(?<!\bi\.k\.v)(?<!\bt\.o\.v)(?<!\bm\.i\.v)[.!?;:…][\"'”’)]*$"
)


@dataclass(slots=True)
class Text:
    """A run of lines that form one block; ``mark`` is the list marker that opens it."""

    page: int
    lines: list[Line]
    kind: Kind = "paragraph"
    level: int = 0
    mark: str = ""
    text: str = ""


@dataclass(slots=True)
class Measures:
    """What is normal in this document: the style of running text and the usual distance between its lines."""

    body: Style
    pitch: dict[float, float] = field(default_factory=dict)


def measure(pages: Sequence[Sequence[Line]]) -> Measures:
    """The style that most characters have, and per size the usual line distance."""
    styles: Counter[Style] = Counter()
    pitches: dict[float, Counter[float]] = defaultdict(Counter)
    for lines in pages:
        for line in lines:
            styles[line.style] += len(line.text)
        for above, line in itertools.pairwise(lines):
            step = line.top - above.top
            size = line.style.size
            if above.style.size == size and 0 < step < 3 * size:
                pitches[size][round(step * 2) / 2] += 1
    body = styles.most_common(1)[0][0] if styles else Style(10.0)
    return Measures(body, {size: _usual(counts) for size, counts in pitches.items()})


def _usual(counts: Counter[float]) -> float:
    """The smallest distance that is about as common as the commonest."""
    most = max(counts.values())
    return min(step for step, count in counts.items() if count >= 0.5 * most)


def group_lines(lines: Sequence[Line], page: int, measures: Measures, asides: set[int]) -> list[Text]:
    """The lines of one page as texts, not yet told apart into headings and paragraphs."""
    texts: list[Text] = []
    above: Line | None = None
    for line in lines:
        if id(line) in asides:
            if texts and texts[-1].kind == "aside" and above and _near(above, line, measures):
                texts[-1].lines.append(line)
            else:
                texts.append(Text(page, [line], "aside"))
            above = line
            continue
        mark = marker(line.text)
        if texts and texts[-1].kind != "aside" and above and not _starts_new(texts[-1], above, line, mark, measures):
            texts[-1].lines.append(line)
        else:
            texts.append(Text(page, [line], mark=mark))
        above = line
    return texts


def _near(above: Line, line: Line, measures: Measures) -> bool:
    return 0 < line.top - above.top < 1.6 * measures.pitch.get(line.style.size, 1.3 * line.style.size)


def _starts_new(text: Text, above: Line, line: Line, mark: str, measures: Measures) -> bool:
    """Whether ``line`` opens a new text; the surest signs come first."""
    if mark and (is_bullet(mark) or _shape(mark) == _shape(text.mark) or not _mid_sentence(above, line)):
        return True
    one, two = above.style, line.style
    if len(text.lines) == 1 and _BARE_NUMBER.match(above.text) and _near(above, line, measures):
        return False
    if one.bold and two.bold and (parse_coded(line.text) or parse_title(line.text)):
        return True
    if abs(one.size - two.size) > 0.6 or (one.bold != two.bold and _whole(above) and _whole(line)):
        return True
    if (one.colour, one.font) != (two.colour, two.font) and _whole(above) and _whole(line) and _stands_out(above, line):
        return True
    step = line.top - above.top
    usual = measures.pitch.get(two.size, 1.25 * two.size)
    if step < -0.5 * two.size:
        return not _runs_on(above, line)
    if step > 1.3 * usual and step > usual + 2:
        return True
    size = max(two.size, 1.0)
    if text.mark:
        return line.x0 < text.lines[0].x0 - 0.5 * size or (_forced(above, line) and line.x0 <= text.lines[0].x0 + 1)
    if line.x0 > above.x0 + 0.9 * size and line.x0 < above.x0 + 5 * size and _ENDS_SENTENCE.search(above.text):
        return True
    if not _forced(above, line):
        return False
    if _is_display(above.style, measures.body) and one == two:
        return False
    half_empty = above.right - above.x1 > 0.35 * (above.right - above.left)
    return bool(_ENDS_SENTENCE.search(above.text)) or (line.text[:1].isupper() and half_empty)


def _shape(mark: str) -> str:
    """The kind of a list marker: ``2.1 `` and ``3.4 `` are of one kind, ``a) `` is of another."""
    return re.sub(r"[a-z]+", "a", re.sub(r"\d+", "1", mark.strip()))


def _is_display(style: Style, body: Style) -> bool:
    """Type for headings: larger than the text or of another family; its lines are broken by hand."""
    return style.size >= 1.12 * body.size or (style.font != body.font and style.size >= body.size)


def _whole(line: Line) -> bool:
    first = line.words[0].style
    return all(
        word.style is first
        or (word.style.bold == first.bold and word.style.colour == first.colour and word.style.font == first.font)
        for word in line.words
    )


def _stands_out(above: Line, line: Line) -> bool:
    return len(above.text) < 0.75 * len(line.text) or _forced(above, line)


def _mid_sentence(above: Line, line: Line) -> bool:
    """A number or letter that only looks like a marker: the sentence runs through it."""
    return not _ENDS_SENTENCE.search(above.text) and not _forced(above, line)


def _forced(above: Line, line: Line) -> bool:
    """Whether the line break was not needed: the next word would have fitted with some room to spare."""
    first = line.words[0]
    return above.x1 + (first.x1 - first.x0) + 1.3 * max(first.style.size, 1.0) < above.right


def _runs_on(above: Line, line: Line) -> bool:
    """Whether a paragraph goes on at the head of the next column."""
    return not _ENDS_SENTENCE.search(above.text) and (line.text[:1].islower() or above.text.endswith("-"))


def finish(texts: Sequence[Text], vocabulary: Vocabulary) -> list[Text]:
    """Give every text its words; join paragraphs that run on over a column or page; tell list items and their depth."""
    done: list[Text] = []
    last: Text | None = None
    margins: list[float] = []
    for text in texts:
        if text.kind == "paragraph" and text.mark and is_bullet(text.mark) or text.kind == "paragraph" and text.mark:
            text.kind = "list_item"
        if text.kind == "list_item":
            text.level = _nesting(text.lines[0].x0 - text.lines[0].left, margins)
        elif text.kind != "aside":
            margins.clear()
        raw = [clean(line.text) for line in text.lines]
        if last and text.kind == "paragraph" and _goes_on(last, text):
            last.lines += text.lines
            last.text = join_lines([last.text, *raw], vocabulary)
            continue
        text.text = join_lines(raw, vocabulary)
        if text.kind == "list_item":
            text.text = without_marker(text.text)
        text.text = " | ".join([text.text, *(line.label for line in text.lines if line.label)])
        if text.text:
            done.append(text)
            if text.kind != "aside" and not (last and _is_small_print(text, last)):
                last = text
    return done


def _is_small_print(text: Text, last: Text) -> bool:
    """Whether a text is a caption, which may stand in the middle of a paragraph that goes on in the next column."""
    small = text.lines[0].style.size < _SMALL_PRINT * last.lines[-1].style.size
    return text.kind == "paragraph" and last.kind != "heading" and small


def _goes_on(last: Text, text: Text) -> bool:
    """Whether the paragraph is the rest of the one before it, which ended a page or column in the middle of a sentence."""
    if last.kind not in ("paragraph", "list_item") or last.lines[-1].style.size != text.lines[0].style.size:
        return False
    moved = text.page != last.page or text.lines[0].top < last.lines[-1].top
    open_end = not _ENDS_SENTENCE.search(last.text) and (text.lines[0].text[:1].islower() or last.text.endswith("-"))
    return moved and open_end


def _nesting(x0: float, margins: list[float]) -> int:
    """Depth of a list item from its indent in its column, among the items just above it."""
    while margins and margins[-1] > x0 + 4:
        margins.pop()
    if not margins or x0 > margins[-1] + 4:
        margins.append(x0)
    return len(margins) - 1
