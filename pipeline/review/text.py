"""What a spreadsheet does to text, undone: is the text of a row still the text that was exported?"""

import re
import unicodedata
from typing import Literal

from pipeline.words import normalised

Fate = Literal["same", "damaged", "edited", "other"]

_ERROR = re.compile(r"#[A-ZÀ-Ü_/0-9]+[!?]?|#+|(?:Err|Fout):\d+", re.IGNORECASE)
# Lengths at which Excel and older programs cut a cell.
_CUTS = {254, 255, 256, 1023, 1024, 8191, 8192, 32_000, 32_766, 32_767}
_LOOKALIKES = str.maketrans(
    {"‘": "'", "’": "'", "‚": "'", "“": '"', "”": '"', "„": '"', "–": "-", "—": "-", "‑": "-", "…": "...", "\u00ad": ""}
)
_OLD = ("cp850", "cp437", "mac_roman")
_NEAREST = {"≥": "=", "≤": "=", "Ł": "L", "ł": "l", "€": "EUR"}
# Of an edited text at least this share of the words of the shorter of the two must stand in the other.
_ALIKE = 0.5


def tidy(value: str) -> str:
    """A cell as it was meant: without invisible characters, outer spaces, or UTF-8 that was read as cp1252."""
    if value.isascii() and "\r" not in value:
        return value.strip()
    value = _decoded_once_more(value).replace("\u00a0", " ").replace("\r\n", "\n").replace("\r", "\n")
    return re.sub(r"[\u200b-\u200f\u2060\ufeff]", "", value).strip()


def is_error(value: str) -> bool:
    """Whether a cell holds an error of Excel or LibreOffice (``#NAAM?``, ``#REF!``, ``Err:508``, ``####``)."""
    return bool(_ERROR.fullmatch(value.strip(" '")))


def fate(text: str, source: str) -> Fate:
    """What happened to a text in the sheet.

    ``same``: at most spaces, quotes, dashes and characters that cp1252 lacks differ; ``damaged``: empty, an error, or
    cut off by a program; ``edited``: a person changed it; ``other``: it is not about the same thing any more.
    """
    if is_same(text, source):
        return "same"
    if not text or is_error(text) or _is_cut(text, source):
        return "damaged"
    ours, theirs = set(normalised(text).split()), set(normalised(source).split())
    shared = len(ours & theirs) / max(1, min(len(ours), len(theirs)))
    return "edited" if shared >= _ALIKE else "other"


def is_same(text: str, source: str) -> bool:
    """Whether nobody changed the text: at most spaces, quotes, dashes and lost letters differ."""
    ours, theirs = _fine(text), _fine(source)
    return ours in {theirs, f"'{theirs}"} or _same_but_for_lost_letters(text, source)


def other_encoding(text: str, source: str) -> str | None:
    """The encoding in which the text was written when it is not cp1252 and only then equals the source.

    Excel offers two such kinds of CSV, "MS-DOS" and "Macintosh".
    """
    if text.isascii() or is_same(text, source):
        return None
    readings = {name: tidy(recoded(text, name)) for name in _OLD}
    return next((name for name, its in readings.items() if is_same(its, source) or _is_cut(its, source)), None)


def recoded(value: str, encoding: str) -> str:
    """Text that was read as cp1252, read in another encoding."""
    data = b"".join(c.encode("cp1252", "ignore") or c.encode("latin-1", "ignore") for c in value)
    return data.decode(encoding, "replace")


def _is_cut(text: str, source: str) -> bool:
    """Whether the text is the beginning of the source, cut off where a person would not: in a word, with dots, at 255."""
    part, whole = _fine(text.rstrip("….?\ufffd")), _fine(source)
    if part.startswith("'") and not whole.startswith("'"):
        part = part[1:]
    if not part or len(part) >= len(whole):
        return False
    if not whole.startswith(part) and not _same_but_for_lost_letters(part, " ".join(source.split())[: len(part)]):
        return False
    inside_word = part[-1].isalnum() and whole[len(part)].isalnum()
    return len(text) in _CUTS or inside_word or text.endswith(("…", "...", "?", "\ufffd"))


def _fine(text: str) -> str:
    """Text in which only what a reviewer would change on purpose still makes a difference."""
    return " ".join(unicodedata.normalize("NFKC", text.translate(_LOOKALIKES)).translate(_LOOKALIKES).split())


def _same_but_for_lost_letters(text: str, source: str) -> bool:
    """Letters that an encoding lacks became ?, U+FFFD or the nearest that it has (Excel makes = of ≥, L of Ł)."""
    if source.isascii() and not {"?", "\ufffd"} & set(text):
        return False
    return bool(re.fullmatch("'?" + "".join(map(_survivors, " ".join(source.split()))), " ".join(text.split())))


def _survivors(character: str) -> str:
    """A pattern for what may be left of a character of the source."""
    if character.isascii() and character not in "'\"-.":
        return re.escape(character)
    plain = character.translate(_LOOKALIKES)
    left = [
        character,
        plain,
        _unaccented(unicodedata.normalize("NFKC", character)),
        _NEAREST.get(character, ""),
        "?",
        "\ufffd",
    ]
    return f"(?:{'|'.join(re.escape(each) for each in dict.fromkeys(left))})"


def _unaccented(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def _decoded_once_more(value: str) -> str:
    """UTF-8 that was read as cp1252 (``cafÃ©``) read rightly; all other text as it is."""
    if not re.search(r"[ÂÃâ]", value):
        return value
    try:
        return b"".join(c.encode("cp1252", "ignore") or c.encode("latin-1") for c in value).decode("utf-8")
    except UnicodeError:
        return value
