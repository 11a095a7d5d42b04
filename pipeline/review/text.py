"""What a spreadsheet does to text, undone: is the text of a row still the text that was exported?"""

import re
import unicodedata
from typing import Literal

Fate = Literal["same", "damaged", "edited", "other"]

_ERROR = re.compile(r"#[A-ZÀ-Ü_/0-9]+[!?]?|#+|(?:Err|Fout):\d+", re.IGNORECASE)
# Lengths at which Excel and older programs cut a cell.
_CUTS = {254, 255, 256, 1023, 1024, 8191, 8192, 32_000, 32_766, 32_767}
_LOOKALIKES = str.maketrans(
    {"‘": "'", "’": "'", "‚": "'", "“": '"', "”": '"', "„": '"', "–": "-", "—": "-", "‑": "-", "…": "...", "\u00ad": ""}
)
# Of an edited text at least this share of the words of the shorter of the two must stand in the other.
_ALIKE = 0.5


def normalised(text: str) -> str:
    """Text for comparison: small letters, no accents, no punctuation, single spaces."""
    return " ".join(re.findall(r"[a-z0-9]+", _unaccented(text.casefold())))


def tidy(value: str) -> str:
    """A cell as it was meant: without invisible characters, outer spaces, or UTF-8 that was read as cp1252."""
    value = re.sub(r"[\u200b-\u200f\u2060\ufeff]", "", value.replace("\u00a0", " ").replace("\r\n", "\n"))
    return _decoded_once_more(value.replace("\r", "\n")).strip()


def is_error(value: str) -> bool:
    """Whether a cell holds an error of Excel or LibreOffice (``#NAAM?``, ``#REF!``, ``Err:508``, ``####``)."""
    return bool(_ERROR.fullmatch(value.strip()))


def fate(text: str, source: str) -> Fate:
    """What happened to a text in the sheet.

    ``same``: at most spaces, quotes, dashes and characters that cp1252 lacks differ; ``damaged``: empty, an error, or
    cut off by a program; ``edited``: a person changed it; ``other``: it is not about the same thing any more.
    """
    if _fine(text) == _fine(source) or _same_in_another_encoding(text, source):
        return "same"
    if not text or is_error(text) or _is_cut(text, source):
        return "damaged"
    ours, theirs = set(normalised(text).split()), set(normalised(source).split())
    shared = len(ours & theirs) / max(1, min(len(ours), len(theirs)))
    return "edited" if shared >= _ALIKE else "other"


def _is_cut(text: str, source: str) -> bool:
    whole, part = _fine(source), _fine(text.rstrip("….")).rstrip()
    if not part or not whole.startswith(part) or len(part) >= len(whole):
        return False
    inside_word = part[-1].isalnum() and whole[len(part)].isalnum()
    return len(text) in _CUTS or inside_word or text.endswith(("…", "..."))


def _fine(text: str, encoding: str = "cp1252") -> str:
    """Text in which only what a reviewer would change on purpose still makes a difference, as an encoding keeps it."""
    text = unicodedata.normalize("NFKC", text.translate(_LOOKALIKES)).translate(_LOOKALIKES)
    kept = text.encode(encoding, "ignore").decode(encoding).replace("?", "")
    return " ".join(kept.split()).removeprefix("'")


def _same_in_another_encoding(text: str, source: str) -> bool:
    """Excel's other two kinds of CSV ("MS-DOS", "Macintosh") read as cp1252, and letters that became ? or U+FFFD."""
    if text.isascii():
        return "?" in text and _fine(text, "ascii") == _fine(source, "ascii")
    if "\ufffd" in text:
        return _fine(text, "ascii") == _fine(source, "ascii")
    data = b"".join(c.encode("cp1252", "ignore") or c.encode("latin-1", "ignore") for c in text)
    return any(_fine(data.decode(name, "ignore"), name) == _fine(source, name) for name in ("cp850", "mac_roman"))


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
