"""What a reviewer typed in one cell, read by rule: a decision, labels, a status."""

import re
from typing import get_args

from pipeline.frameworks import NO_LABEL, Frame
from pipeline.schema import Status, Verdict

_YES, _NO = {"ja", "j", "x", "yes", "y", "✓", "✔", "√"}, {"nee", "neen", "n", "no"}
_NOTHING = {"", "-", "/", "nvt", NO_LABEL}
# Between labels in one cell. A comma comes last, as it also stands inside names.
_SEPARATORS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (r"[;/|+&\n]", r"[;/|+&\n]|(?:,|\sen)\s*(?=sdg)", r"[;/|+&\n]|,(?=\s*[^\d\s])")
)
_DECIMALS = re.compile(r"(?<=\d)[.,]0+$")
_UNSURE = re.compile(r"[?!<>=*~%#]|^[-+]\s*\d")


def read_decision(value: str) -> Verdict | None:
    """``ja`` or ``nee`` for what a reviewer typed, None when it is neither.

    >>> read_decision("JA "), read_decision("x"), read_decision("Neen."), read_decision("ja?")
    ('ja', 'ja', 'nee', None)
    """
    word = value.casefold().strip(" .!'\"\n\t")
    return "ja" if word in _YES else "nee" if word in _NO else None


def read_status(value: str) -> Status | None:
    """The status for what a reviewer typed, None when it is none."""
    word = value.casefold().strip(" .")
    return next((status for status in get_args(Status) if status == word), None)


def read_labels(value: str, frame: Frame) -> tuple[str, ...] | None:
    """The label ids in one cell, none when it is empty or ``geen``, None when it is not understood.

    Two numbers with a comma between them stay unread: Excel makes the number 3,1 out of "3,10".
    """
    bare = value.strip(" .,;'\"\n\t")
    if _key(bare) in _NOTHING or _key(bare) == NO_LABEL + _key(frame.name):
        return ()
    if (label := _read_label(bare, frame)) is not None:
        return (label,)
    for separator in _SEPARATORS if re.search(r"[^\W\d_]", bare) else _SEPARATORS[:1]:
        parts = [_read_label(part.strip(), frame) for part in separator.split(bare) if part.strip()]
        known = [part for part in parts if part is not None]
        if len(parts) > 1 and len(known) == len(parts):
            return tuple(dict.fromkeys(known))
    return None


def _read_label(value: str, frame: Frame) -> str | None:
    whole = _DECIMALS.sub("", value)
    # The frame drops all punctuation: "1/2" and "3,1" would become the labels 12 and 31, "11?" a certain 11.
    if len(re.findall(r"\d+", whole)) > 1 or _UNSURE.search(whole):
        return None
    return frame.read_label(whole)


def _key(value: str) -> str:
    value = value.casefold().strip()
    return re.sub(r"[^\w/-]|_", "", value) or value
