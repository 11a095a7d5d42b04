"""The columns of an ordinary table: which holds the action, which its code, service, deadline or money.

Found by what a column is called; a cell without words is a code or an amount whatever its column.
"""

import re
from collections.abc import Sequence

from pipeline.segment import facts

_COLUMNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("code", re.compile(r"^(?:code|nr\.?|nummer|actienummer|actiecode|id|ref\w*)$", re.I)),
    ("dienst", re.compile(r"dienst|trekker|verantwoordelijke|eigenaar|\bwie\b|uitvoerder|coördinator", re.I)),
    ("status", re.compile(r"status|stand van zaken|voortgang|fase", re.I)),
    ("deadline", re.compile(r"timing|termijn|deadline|wanneer|planning|periode|jaar|einddatum|startdatum|tegen", re.I)),
    ("money", re.compile(r"bedrag|budget|kost|raming|krediet|uitgave|ontvangst|€|euro|^20\d\d$|saldo|mjp", re.I)),
    (
        "aside",
        re.compile(
            r"partner|leverancier|indicator|kpi|opmerking|bron|evaluatie|contact|prioriteit|sdg|doelgroep|naam", re.I
        ),
    ),
    (
        "title",
        re.compile(
            r"^(?:actie|maatregel|project|activiteit|titel|doel\w*|initiatief|voorstel|advies|wat|onderwerp)s?\b", re.I
        ),
    ),
    ("text", re.compile(r"omschrijving|toelichting|beschrijving|inhoud|(?<!fr)actie|maatregel|project|doel|wat", re.I)),
)

# What is said beside an action, and is none itself.
ASIDE = frozenset({"dienst", "deadline", "money", "aside"})
_PEOPLE = re.compile(
    r"\b(?:naam|mandat\w*|mandaat|fractie|partij|bevoegdhe\w+|functie|graad|vte|gsm|tel(?:efoon)?|e-?mail\w*|lid|leden|schepen\w*|"
    r"ploegbaas|telefoonnummer)\b",
    re.I,
)
# What rows of figures are about when it is none of the columns of an action.
_MEASURED = re.compile(
    r"^(?:pijler|thema|(?:beleids)?domein|hoofdstuk|cluster|accommodatie|gebouw|locatie|plaats|kern|wijk|deelgemeente|sector|indicator|"
    r"kenmerk|leeftijd\w*|groep|soort|type|bron|jaar|post|rubriek)$",
    re.I,
)
_UNIT = re.compile(r"\((?:in )?(?:euro|eur|€|kg|ton|km|m²|ha|k?wh|mwh|%|aantal|per|‰)(?![a-z])[^)]*\)$", re.I)
_FIGURE = re.compile(
    r"^[-+<>±≈ ]*(?:€ ?)?\d[\d.,  ]*(?P<unit>%|procent|kg|ton|k?wh|mwh|km|m²|m2|m³|ha|x)?(?: euro)?$|^[-–/]$", re.I
)
_ACTION = re.compile(r"^(?:actie|maatregel|project|activiteit|initiatief)(?:s|en|ten)?\b", re.I)
_GOAL = re.compile(r"^(?:\w+ )?(?:doel|\w*doelstelling(?:en)?|actieplan|ambitie)\b", re.I)


def role(column: str, cell: str) -> str:
    """What a cell says, by the name of its column.

    >>> role("Trekker", "dienst Groen"), role("Omschrijving", "We planten bomen"), role("2027", "12.000")
    ('dienst', 'text', 'money')
    """
    if not re.search(r"[A-Za-zÀ-ÿ]{3}", cell) and not re.fullmatch(r"20[2-5]\d", cell):
        return "code" if re.search(r"\d", cell) and _COLUMNS[0][1].search(column) else "money"
    return next((name for name, pattern in _COLUMNS if pattern.search(column.strip())), "other")


def only_counts(names: Sequence[str], cells: Sequence[str]) -> bool:
    """Whether a row is one label beside figures that are no amounts for an action: shares, weights, or totals of a theme.

    >>> only_counts(("", "", ""), ("Woningen met label E of F", "36 %", "24 %"))
    True
    >>> only_counts(("Pijler", "Investering", "Subsidies"), ("Energie en gebouwen", "3.890.000", "1.120.000"))
    True
    >>> only_counts(("Cijfer", "2023", "2024"), ("Restafval (kg per inwoner)", "112", "108"))
    True
    >>> only_counts(("Wat", "2026", "2027"), ("Aanleg van een plein", "50.000", "120.000"))
    False
    """
    filled = [cell.strip() for cell in cells if cell.strip()]
    figures = [match for cell in filled if (match := _FIGURE.match(cell))]
    if len(figures) < 2 or len(filled) - len(figures) != 1:
        return False
    measured = bool(names and _MEASURED.match(names[0].strip())) or any(map(_UNIT.search, filled))
    return measured or 2 * sum(bool(f["unit"]) for f in figures) > len(figures)


def lists_people(names: Sequence[str]) -> bool:
    """Whether the columns are those of a list of people and what they do, without anything that is done.

    >>> lists_people(("Ploeg", "Ploegbaas", "VTE", "Gsm")), lists_people(("Actie", "Naam trekker"))
    (True, False)
    """
    named = [name for name in names if name.strip()]
    return any(map(_PEOPLE.search, named)) and not any(role(name, "xxx") in {"title", "text"} for name in named)


def goal_beside_action(names: Sequence[str]) -> int | None:
    """The column of goals in a table that has one of actions to the right of it.

    >>> goal_beside_action(("Doel", "Actie", "Timing")), goal_beside_action(("Actie", "Doel")), goal_beside_action(("Doel",))
    (0, None, None)
    """
    action = next((number for number, name in enumerate(names) if _ACTION.match(name.strip())), 0)
    return next((number for number, name in enumerate(names[:action]) if _GOAL.match(name.strip())), None)


def is_header(cells: tuple[str, ...]) -> bool:
    """Whether a row names columns: short cells of which at least two name a part of an action."""
    roles = {role(cell, "xxx") for cell in cells if cell.strip()}
    people = sum(bool(_PEOPLE.search(cell)) for cell in cells)
    return (len(roles - {"other", "money"}) >= 2 or people >= 2) and all(len(cell.split()) <= 5 for cell in cells)


def deadline(cell: str) -> str:
    """What a cell says of the deadline: the whole of a short one, else the year or date it names."""
    return cell if len(cell.split()) <= 4 else facts.deadline_of(cell)
