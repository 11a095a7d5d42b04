"""Bytes to text by rule, not by guess: byte order mark, else declared or strict UTF-8, else cp1252.

Guessing libraries turned ``ï`` into ``ď`` in every cp1252 sheet they were tried on.
"""

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_\-]{3,20})""")


def decode(data: bytes, declared: str = "") -> str:
    """The text of the bytes; ``declared`` is an encoding that a header names, used when the bytes are no UTF-8.

    >>> decode("één".encode()), decode("één".encode("cp1252")), decode("één".encode("utf-8-sig"))
    ('één', 'één', 'één')
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data.decode(name, errors="replace").removeprefix("\ufeff")
    if data[:200].count(0) > 40:
        return data.decode("utf-16-le" if data[1:2] == b"\0" else "utf-16-be", errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode(_known(declared), errors="replace")


def decode_markup(data: bytes) -> str:
    """As ``decode``, with the encoding that the head of an HTML page declares."""
    found = _DECLARED.search(data[:2048])
    return decode(data, found.group(1).decode("ascii") if found else "")


def _known(name: str) -> str:
    """A usable encoding: what pages call latin-1, ascii or (wrongly) UTF-8 is cp1252 in practice."""
    try:
        found = codecs.lookup(name or "cp1252").name
    except LookupError:
        return "cp1252"
    return "cp1252" if found in ("iso8859-1", "iso8859-15", "ascii", "utf-8") else found
