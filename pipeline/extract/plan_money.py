"""Tables of amounts and figures in a plan: read into the item above them, or recognised as no text at all.

So are tables that explain words, colours or signs, and analyses of strengths and weaknesses: they tell of nothing to be done.
"""

import re
from collections.abc import Sequence

from pipeline.extract.plan_items import Draft
from pipeline.extract.plan_text import is_amount_word, parse_amount
from pipeline.schema import Block

_YEAR = re.compile(r"^(?:\D*\s)?(20[1-4]\d)$")
_TOTAL = re.compile(
    r"^(?:sub|eind|algemeen )?totaal\b|^(?:sub)?totalen\b|^saldo\b|[-–:]\s*(?:saldo|uitgaven|ontvangsten|totaal)$",
    re.IGNORECASE,
)
_INCOME = re.compile(r"ontvangst|saldo|opbrengst|baten|totaal", re.IGNORECASE)
_FIGURE = re.compile(r"^[-+–]?\s*\d[\d.,\s]*\s*(?:%|ton|kg|km|ha|m[²³]?|p\.?m\.?)?$|^[-–]$|^p\.?m\.?$", re.IGNORECASE)
# The first column of a table of figures says what is counted, or names the budget field; that of a list of projects does not.
_COUNTED = re.compile(
    r"\b(?:kenmerk|\w*cijfers?|indicator(?:en)?|parameter|leeftijd\w*|aantal|\w*type|beleids(?:veld|item|code)|rekening\w*|ontvangst(?:en)?|"
    r"resultaat|saldo|\w*marge|kredieten)\b",
    re.IGNORECASE,
)
_COUNT = re.compile(r"^(?:aantal|totaal aantal)\b", re.IGNORECASE)
_SIGN = re.compile(
    r"^(?:status|kleur(?:code)?|symbool|icoon|pictogram|afkorting|letterwoord|term|begrip|woord|code|teken)$",
    re.IGNORECASE,
)
_MEANING = re.compile(r"^(?:betekenis|definitie|verklaring|voluit|omschrijving|uitleg|toelichting)$", re.IGNORECASE)
_STRENGTH = re.compile(
    r"^(?:sterk(?:e punten|te[ns]?)?|zwak(?:ke punten|te[ns]?)?|kans(?:en)?|bedreiging(?:en)?|uitdaging(?:en)?|risico['’]?s?)$",
    re.IGNORECASE,
)


def is_legend(block: Block) -> bool:
    """A row that says what a word, colour or sign means, or one of an analysis of strengths and weaknesses.

    >>> is_legend(Block(nr=0, kind="table_row", text="", columns=("Kleur", "Betekenis"), cells=("groen", "op schema")))
    True
    """
    names = [name.strip() for name in block.columns if name.strip()]
    explains = len(names) == 2 and bool(_SIGN.match(names[0]) and _MEANING.match(names[1]))
    if explains and names[0].casefold() in ("code", "status"):
        explains = names[1].casefold() in ("betekenis", "definitie", "verklaring")
    return explains or (len(names) > 1 and all(map(_STRENGTH.match, names)))


def is_total(block: Block) -> bool:
    """A row of sums or balances ("Totaal actieplan 1.2", "Beleidsdoelstelling 1 - saldo")."""
    return any(_TOTAL.search(cell) for cell in block.cells)


def is_money(block: Block) -> bool:
    """A row of amounts or of their years: a label like Uitgaven, Raming or Totaal, and for the rest numbers."""
    filled = [cell for cell in block.cells if cell]
    numbers = sum(parse_amount(cell) is not None for cell in filled)
    return numbers >= 2 and all(parse_amount(cell) is not None or is_amount_word(cell) for cell in filled)


def is_figures(block: Block) -> bool:
    """A row of key figures or of balances: one label, counted over the years or compared with other places."""
    labels = [cell for cell in block.cells if cell and not _FIGURE.match(cell)]
    figures = sum(bool(_FIGURE.match(cell)) for cell in block.cells)
    counts = sum(bool(cell and _COUNT.match(name)) for name, cell in zip(block.columns, block.cells, strict=False))
    if figures and counts == figures and len(labels) <= 1:
        return True
    return figures >= 2 and len(labels) <= 1 and (is_total(block) or bool(_COUNTED.search(block.columns[0])))


def read_amounts(rows: Sequence[Block], draft: Draft) -> bool:
    """Take a small table of amounts below a heading into its item: years across or down; only expenses count."""
    names = list(rows[0].columns)
    body = list(rows)
    if not any(map(_YEAR.match, names)) and any(map(_YEAR.match, rows[0].cells)):
        names, body = list(rows[0].cells), body[1:]
    across = {i: int(match.group(1)) for i, name in enumerate(names) if (match := _YEAR.match(name))}
    if not across:
        return _read_amounts_down(names, body, draft)
    if not all(is_amount_word(_label(row)) or not _label(row) for row in body):
        return False
    expenses = [row for row in body if "uitga" in _label(row).casefold()]
    for row in expenses or [row for row in body if not _INCOME.search(_label(row))]:
        draft.add_amounts({year: parse_amount(row.cells[i]) or 0.0 for i, year in across.items() if row.cells[i]})
    return True


def _label(row: Block) -> str:
    return " ".join(cell for cell in row.cells if cell and parse_amount(cell) is None)


def _read_amounts_down(names: Sequence[str], rows: Sequence[Block], draft: Draft) -> bool:
    years = [_YEAR.match(row.cells[0]) for row in rows]
    if not rows or sum(map(bool, years)) < 0.6 * len(rows):
        return False
    column = next((i for i, name in enumerate(names) if "uitga" in name.casefold()), 1)
    for row, year in zip(rows, years, strict=True):
        value = parse_amount(row.cells[column]) if year and column < len(row.cells) else None
        if year and value is not None:
            draft.add_amounts({int(year.group(1)): value})
    return True
