"""Text repair shared by all readers: white space, ligatures, bullets, and words broken at the end of a line.

In Dutch a hyphen at a line end is either the break of one word (``onder-/wijs``), part of the word (``Sint-/Truiden``) or the
suspended hyphen of an enumeration (``zon-/ en windenergie``). ``join_broken`` decides; ``Vocabulary`` holds what the rest of
the document says about it.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

_LIGATURES = str.maketrans(
    {
        "\ufb00": "ff",
        "\ufb01": "fi",
        "\ufb02": "fl",
        "\ufb03": "ffi",
        "\ufb04": "ffl",
        "\ufb05": "st",
        "\ufb06": "st",
        "\u0132": "IJ",
        "\u0133": "ij",
        "\u2010": "-",
        "\u2011": "-",
        "\ufffe": "-",
        "\u0002": "-",
        "\uf0b7": "•",
        "\uf0a7": "▪",
        "\uf0d8": "➢",
        "\uf0fc": "✓",
        "\uf02d": "-",
        "\u200b": None,
        "\u200c": None,
        "\u200d": None,
        "\u2060": None,
        "\ufeff": None,
    }
)
_SPACES = re.compile(r"[\s\u00a0\u2000-\u200a\u202f\u3000]+")
# A space before a point or comma is left where a footnote mark was.
_LOOSE_POINT = re.compile(r"(?<=\w) ([.,;])(?= |$)")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LAST_PART = re.compile(r"([^\W_]+(?:[-.][^\W_]+)*)-$")
_FIRST_PART = re.compile(r"[^\W_]+")
_SUSPENDED = re.compile(r"(?:en|of|tot|én|and|als|noch|maar|respectievelijk|resp\.?|&)(?=\W|$)")
# Written with a hyphen before a word that could also stand alone.
_PREFIXES = frozenset({"niet", "non", "oud", "ex", "anti", "pro", "quasi", "bijna", "semi", "sint", "adjunct", "co"})
_CLASHES = frozenset({"aa", "ee", "oo", "uu", "ii", "ae", "ai", "au", "ei", "eu", "ie", "oe", "oi", "ou", "ui", "ij"})

SOFT_HYPHEN = "\u00ad"
BULLETS = "•‣▪●○◦–—-*✓✔❖➢➤►▶□■·∙⁃→»\u2043"
_BULLET = re.compile(rf"^(?:[{re.escape(BULLETS)}\ue000-\uf8ff]\s*(?=\S)|o\s+(?=\S))")
_NUMBERED = re.compile(
    r"^\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s+(?=\S)|^\((?:\d{1,2}|[IVX]{1,4})\)\s*(?=\S)|^\d{1,2}(?:\.\d{1,2})+\.?\s+(?=[A-Z])|^[①-⑳]\s*(?=\S)"
)


def clean(text: str) -> str:
    """One line of readable text: composed accents, no ligatures or control characters, single spaces.

    >>> clean("  de ﬁets\\u00a0–\\n \\u0133sbaan ")
    'de fiets – ijsbaan'
    """
    if text.isascii() and text.isprintable() and "  " not in text and not _LOOSE_POINT.search(text):
        return text.strip()
    composed = unicodedata.normalize("NFC", text.translate(_LIGATURES)).replace(SOFT_HYPHEN, "")
    return _LOOSE_POINT.sub(r"\1", _SPACES.sub(" ", _CONTROL.sub("", composed))).strip()


def clean_lines(text: str) -> str:
    """As ``clean``, but line ends stay, without blank lines."""
    lines = (clean(line) for line in text.splitlines())
    return "\n".join(line for line in lines if line)


@dataclass(slots=True)
class Vocabulary:
    """The words of one document as they stand inside lines, in lower case: whole words and words with a hyphen."""

    whole: set[str] = field(default_factory=set)
    hyphenated: set[str] = field(default_factory=set)

    def add(self, line: str) -> None:
        """Take in the words of a line, but not one that is broken at its end."""
        for word in _WORD.findall(line.casefold().rstrip("-")):
            (self.hyphenated if "-" in word else self.whole).add(word)


def join_broken(left: str, right: str, vocabulary: Vocabulary | None = None) -> str:
    """Two successive lines of one paragraph as one line.

    >>> join_broken("beter onder-", "wijs voor")
    'beter onderwijs voor'
    >>> join_broken("zon-", "en windenergie")
    'zon- en windenergie'
    >>> join_broken("de BBC-", "plannen")
    'de BBC-plannen'
    """
    if left.endswith(SOFT_HYPHEN):
        return left.rstrip(SOFT_HYPHEN) + right
    broken = _LAST_PART.search(left, max(len(left) - 60, 0)) if left.endswith("-") else None
    start = _FIRST_PART.match(right)
    if not broken:
        return f"{left} {right}" if left and right else left or right
    if not start or _SUSPENDED.match(right):
        return f"{left} {right}"
    return left + right if _keeps_hyphen(broken.group(1), start.group(), vocabulary) else left[:-1] + right


def join_lines(lines: Iterable[str], vocabulary: Vocabulary | None = None) -> str:
    """All lines of one paragraph as one clean line."""
    joined = ""
    for line in lines:
        joined = join_broken(joined, line, vocabulary) if joined else line
    return clean(joined)


def _keeps_hyphen(first: str, second: str, vocabulary: Vocabulary | None) -> bool:
    """Whether the hyphen between the two parts belongs to the word; the surest evidence comes first."""
    tail = first.rsplit("-", 1)[-1]
    if any(char.isdigit() for char in tail + second) or second[0].isupper():
        return True
    if len(tail) > 1 and tail.isupper():
        return True
    low, high = tail.casefold(), second.casefold()
    if vocabulary:
        if f"{first}-{second}".casefold() in vocabulary.hyphenated or f"{low}-{high}" in vocabulary.hyphenated:
            return True
        if low + high in vocabulary.whole:
            return False
    if low in _PREFIXES:
        return True
    return low[-1] == high[0] and low[-1] + high[0] in _CLASHES and len(high) > 3 and low in _known(vocabulary)


def _known(vocabulary: Vocabulary | None) -> set[str]:
    return vocabulary.whole if vocabulary else set()


def marker(line: str) -> str:
    """The list marker that opens the line (``•``, ``-``, ``a)``), empty when it opens no list item.

    >>> marker("• meer bomen"), marker("2) fietsen"), marker("Het plan")
    ('• ', '2) ', '')
    """
    found = _BULLET.match(line) or _NUMBERED.match(line)
    return found.group() if found else ""


def is_bullet(mark: str) -> bool:
    """Whether a list marker is a bullet, not a number or letter."""
    sign = mark.strip()
    return sign == "o" or (bool(sign) and not any(char.isalnum() for char in sign))


def without_marker(line: str) -> str:
    """The line without the bullet that opens it; numbers and letters stay, for they may be a code."""
    found = _BULLET.match(line)
    return line[found.end() :].strip() if found else line


def join_cell(lines: Sequence[str], vocabulary: Vocabulary | None = None) -> str:
    """The lines of a table cell: joined like a paragraph, list items on a line of their own."""
    groups: list[list[str]] = []
    for line in lines:
        if groups and not _BULLET.match(line):
            groups[-1].append(line)
        else:
            groups.append([line])
    return "\n".join(text for group in groups if (text := join_lines(group, vocabulary)))
