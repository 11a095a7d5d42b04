"""How dates, numbers and lists are written in Dutch as spoken in Flanders; knows nothing of the figures."""

from collections.abc import Sequence
from datetime import date

from pipeline.errors import UsageError

MONTHS = "januari februari maart april mei juni juli augustus september oktober november december".split()
_PLURALS = {
    "actie": "acties",
    "actie, doel of wens": "acties, doelen en wensen",
    "doel": "doelen",
    "wens": "wensen",
    "rij": "rijen",
    "document": "documenten",
    "bladzijde": "bladzijden",
}


def parse_date(text: str) -> date:
    """The date of a report.

    Raises:
        UsageError: not an ISO date.
    """
    try:
        return date.fromisoformat(text[:10])
    except ValueError as error:
        raise UsageError(f"De datum '{text}' is niet bruikbaar. Schrijf ze als 2026-10-17.") from error


def long_date(text: str) -> str:
    """A date as a person writes it; anything else as it stands.

    >>> long_date("2026-10-07"), long_date("")
    ('7 oktober 2026', '')
    """
    try:
        day = date.fromisoformat(text[:10])
    except ValueError:
        return text
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def number(value: float) -> str:
    """A number in Belgian notation.

    >>> number(12500), number(39.5), number(40.0)
    ('12.500', '39,5', '40')
    """
    text = f"{value:,.1f}".removesuffix(".0")
    return text.translate(str.maketrans(",.", ".,"))


def several(count: int, noun: str) -> str:
    """A count with its noun.

    >>> several(1, "actie"), several(1200, "doel")
    ('1 actie', '1.200 doelen')
    """
    return f"{number(count)} {noun if count == 1 else _PLURALS[noun]}"


def joined(parts: Sequence[str]) -> str:
    """Parts as one enumeration.

    >>> joined(["a", "b", "c"]), joined(["a"])
    ('a, b en c', 'a')
    """
    return " en ".join(filter(None, [", ".join(parts[:-1]), *parts[-1:]]))


def shortened(text: str, length: int) -> str:
    """A text of at most ``length`` characters, cut between words.

    >>> shortened("een twee drie", 8)
    'een …'
    """
    return text if len(text) <= length else text[: length - 1].rsplit(" ", 1)[0].rstrip(" ,;:.") + " …"
