"""Read plain text and Markdown: headings, lists with nesting, tables, and lines that were broken by hand."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.extract.encoding import decode
from pipeline.extract.flow import Flow, looks_like_title
from pipeline.extract.rows import Row, add_table
from pipeline.extract.text import Vocabulary, clean, join_lines, marker
from pipeline.schema import Extraction

_UNDERLINE = re.compile(r"^\s*(=|-|~|\*|_|#)\1{2,}\s*$")
_FENCE = re.compile(r"^\s{0,3}(?:```|~~~)")
_HASHES = re.compile(r"^\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
_MD_ITEM = re.compile(r"^(\s*)(?:[-*+]|\d{1,3}[.)])\s+(?=\S)")
_MD_TABLE_RULE = re.compile(r"^\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$")
_DECIMAL = re.compile(r"^(\d{1,2}(?:\.\d{1,2})*)\.?\s+[A-ZÀ-Þ]")
# Lengths are bounded: a text of nothing but opening signs would take quadratic time.
_INLINE: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"<!--.{0,4000}?-->", re.DOTALL), ""),
    (re.compile(r"!\[([^\[\]]{0,400})\]\([^()]{0,400}\)"), ""),
    (re.compile(r"\[([^\[\]]{1,400})\]\([^()]{0,400}\)"), r"\1"),
    (re.compile(r"(\*\*|__)(?=\S)(.{1,400}?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<![\w*])[*_](?=\S)([^*_]{1,400}?)(?<=\S)[*_](?![\w*])"), r"\1"),
    (re.compile(r"`([^`]+)`"), r"\1"),
    (re.compile(r"</?(?:b|i|u|em|strong|br|p|div|span)\s*/?>", re.IGNORECASE), " "),
    (re.compile(r"\\([\\`*_{}\[\]()#+.!-])"), r"\1"),
)
_BOLD_LINE = re.compile(r"^(\*\*|__)(?=\S)([^*_]+)(?<=\S)\1:?$")
_QUOTE = re.compile(r"^\s{0,3}>\s?")


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    text: str


def read_text(path: Path) -> Extraction:
    """The blocks of a plain text file in any common encoding."""
    flow = Flow(unit="regel")
    add_text(flow, decode(path.read_bytes()))
    return flow.done()


def add_text(flow: Flow, text: str) -> None:
    """Put plain text in the flow: paragraphs stand between blank lines, lists and short lines show themselves."""
    lines = [_Line(number, line.replace("\0", "")) for number, line in enumerate(re.split(r"\r\n|\r|\n|\f", text), 1)]
    vocabulary = Vocabulary()
    for line in lines:
        vocabulary.add(clean(line.text))
    groups = list(_groups(lines))
    for index, group in enumerate(groups):
        if len(group) == 2 and _UNDERLINE.match(group[1].text):
            flow.heading(group[0].text, 2 if "-" in group[1].text else 1, _place(flow, group[0]))
        elif len(group) == 1 and _is_title(group[0].text, groups[index + 1] if index + 1 < len(groups) else None):
            _add_title(flow, group[0], first=not flow.blocks)
        else:
            _add_group(flow, group, vocabulary)


def _place(flow: Flow, line: _Line) -> str:
    return f"{flow.unit} {line.number}"


def _groups(lines: list[_Line]) -> Iterator[list[_Line]]:
    """Lines between blank lines; a line of only signs is blank unless it underlines the line above it."""
    group: list[_Line] = []
    for line in lines:
        ruled = bool(_UNDERLINE.match(line.text))
        if line.text.strip() and not (ruled and len(group) != 1):
            group.append(line)
            if not ruled:
                continue
        if group:
            yield group
        group = []
    if group:
        yield group


def _is_title(text: str, below: list[_Line] | None) -> bool:
    """A short line alone above something longer; in capitals or numbered it needs nothing below."""
    text = text.strip()
    if not looks_like_title(text, 12):
        return False
    return text.isupper() or bool(_DECIMAL.match(text)) or (below is not None and text[:1].isupper())


def _add_title(flow: Flow, line: _Line, first: bool) -> None:
    numbered = _DECIMAL.match(line.text.strip())
    level = 1 if first else (2 + numbered.group(1).count(".") if numbered else 2)
    flow.heading(line.text, level, _place(flow, line))


def _add_group(flow: Flow, group: list[_Line], vocabulary: Vocabulary) -> None:
    width = max(len(line.text) for line in group)
    parts: list[list[_Line]] = []
    for line in group:
        if parts and _goes_on(parts[-1][-1].text, line.text, width):
            parts[-1].append(line)
        else:
            parts.append([line])
    margins: list[int] = []
    for part in parts:
        text = join_lines([clean(line.text) for line in part], vocabulary)
        if marker(clean(part[0].text)):
            flow.item(text, _nesting(part[0].text, margins), _place(flow, part[0]))
        elif part is parts[0] and len(parts) > 1 and text.isupper() and looks_like_title(text):
            _add_title(flow, part[0], first=False)
        else:
            flow.paragraph(text, _place(flow, part[0]))


def _goes_on(above: str, line: str, width: int) -> bool:
    """Whether a line is the rest of the one above, which was broken because it was full."""
    if marker(clean(line)):
        return False
    first = line.split(maxsplit=1)[0] if line.split() else ""
    full = len(above.rstrip()) + 1 + len(first) > 0.9 * width and width > 40
    open_end = not above.rstrip().endswith((".", ":", ";", "!", "?")) and line.lstrip()[:1].islower()
    return full or open_end


def _nesting(line: str, margins: list[int]) -> int:
    indent = len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip())
    while margins and margins[-1] > indent:
        margins.pop()
    if not margins or indent > margins[-1] + 1:
        margins.append(indent)
    return len(margins) - 1


def read_markdown(path: Path) -> Extraction:
    """The blocks of a Markdown file; the front matter and code are set aside."""
    flow = Flow(unit="regel")
    lines = [_Line(number, line) for number, line in enumerate(decode(path.read_bytes()).splitlines(), 1)]
    lines = _without_front_matter(flow, lines)
    index = 0
    while index < len(lines):
        index = _markdown_block(flow, lines, index)
    return flow.done()


def _without_front_matter(flow: Flow, lines: list[_Line]) -> list[_Line]:
    if not lines or lines[0].text.strip() != "---":
        return lines
    end = next((i for i, line in enumerate(lines[1:60], 1) if line.text.strip() in ("---", "...")), None)
    if end is None:
        return lines
    for line in lines[1:end]:
        flow.aside(line.text, _place(flow, line))
    return lines[end + 1 :]


def _markdown_block(flow: Flow, lines: list[_Line], index: int) -> int:
    line = lines[index]
    heading = _HASHES.match(line.text)
    if not line.text.strip() or re.match(r"^\s{0,3}(?:[-*_]\s*){3,}$", line.text):
        return index + 1
    if _FENCE.match(line.text):
        end = next((i for i in range(index + 1, len(lines)) if _FENCE.match(lines[i].text)), len(lines) - 1)
        flow.aside(" ".join(inner.text for inner in lines[index + 1 : end]), _place(flow, line))
        return end + 1
    if heading:
        flow.heading(_plain(heading.group(2)), len(heading.group(1)), _place(flow, line))
        return index + 1
    if "|" in line.text and index + 1 < len(lines) and _MD_TABLE_RULE.match(lines[index + 1].text):
        return _markdown_table(flow, lines, index)
    return _markdown_text(flow, lines, index)


def _markdown_table(flow: Flow, lines: list[_Line], index: int) -> int:
    rows: list[Row] = []
    end = index
    while end < len(lines) and "|" in lines[end].text:
        if end != index + 1:
            content = re.sub(r"^\s*\||\|\s*$", "", lines[end].text)
            cells = tuple(_plain(cell.replace("\\|", "|")) for cell in re.split(r"(?<!\\)\|", content))
            rows.append(Row(_place(flow, lines[end]), cells, header=end == index))
        end += 1
    add_table(flow, rows)
    return end


def _markdown_text(flow: Flow, lines: list[_Line], index: int) -> int:
    """A paragraph or one list item with the lines that belong to it; or a heading underlined with = or -."""
    start = lines[index]
    item = _MD_ITEM.match(start.text)
    texts = [start.text]
    end = index + 1
    while end < len(lines) and lines[end].text.strip() and not _starts_block(lines[end].text):
        if not item and re.match(r"^\s{0,3}(=+|-+)\s*$", lines[end].text):
            flow.heading(_plain(" ".join(texts)), 1 if "=" in lines[end].text else 2, _place(flow, start))
            return end + 1
        texts.append(lines[end].text)
        end += 1
    text = join_lines([clean(_QUOTE.sub("", line)) for line in texts])
    if item:
        depth = len(item.group(1).expandtabs(4))
        bullet = not item.group().strip()[:1].isdigit()
        flow.item(
            _plain(text[2:] if bullet else text), (depth + 1) // 2 if depth < 4 else depth // 2, _place(flow, start)
        )
    elif _BOLD_LINE.match(text) and looks_like_title(_plain(text).rstrip(":")):
        flow.title(_plain(text).rstrip(":"), _place(flow, start))
    else:
        flow.paragraph(_plain(text), _place(flow, start))
    return end


def _starts_block(text: str) -> bool:
    return bool(_MD_ITEM.match(text) or _HASHES.match(text) or _FENCE.match(text))


def _plain(text: str) -> str:
    """Markdown without its signs.

    >>> _plain("**Groen** in de [wijk](https://voorbeeld.example)")
    'Groen in de wijk'
    """
    for pattern, replacement in _INLINE:
        text = pattern.sub(replacement, text)
    return text.strip()
