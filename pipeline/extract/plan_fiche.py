"""Sheets of one action: a table of labels and what they say, in which one label names the level.

Actie         1.1.1 Zorgpunt in elke kern
Omschrijving  We openen een zorgpunt …
Trekker       dienst Welzijn
"""

import re
from collections.abc import Sequence

from pipeline.extract.plan_items import Plan
from pipeline.extract.plan_text import Titled, parse_title
from pipeline.schema import Block

_LEVEL = re.compile(
    r"^(?:prioritaire?\s+)?(?:beleidsdoelstelling|actieplan|actie)(?:\s+[\w.\-/]*\d[\w.\-/]*)?\s*:?$", re.IGNORECASE
)
_TEXT = re.compile(
    r"^(?:(?:korte |lange |concrete |kwalitatieve )?(?:omschrijving|beschrijving)|toelichting|uitleg|inhoud|doel|wat)\b",
    re.IGNORECASE,
)
_SERVICE = re.compile(r"^(?:verantwoordelijke?|trekker|dienst|uitvoerder|eigenaar)\b", re.IGNORECASE)


def is_fiche(lines: Sequence[Sequence[str]]) -> bool:
    """Whether the rows of a table are such a sheet: a level with its title, and a text or service below it.

    >>> is_fiche([("Actie", "1.1 Zorgpunt"), ("Omschrijving", "We openen het.")]), is_fiche([("Actie", "Omschrijving")])
    (True, False)
    """
    told = [_label_and_text(line) for line in lines]
    return any(_titled(*line) for line in told) and any(
        text and (_TEXT.match(label) or _SERVICE.match(label)) for label, text in told
    )


def read_fiche(rows: Sequence[Block], plan: Plan) -> bool:
    """Take such sheets into the plan; False when the table is none."""
    names = rows[0].columns
    lines = [(names, rows[0])] if any(names) else []
    lines += [(row.cells, row) for row in rows]
    if not is_fiche([cells for cells, _ in lines]):
        return False
    for cells, row in lines:
        label, text = _label_and_text(cells)
        titled = _titled(label, text)
        if titled:
            plan.open(titled.level, titled.code, titled.title, row)
        elif plan.last and _TEXT.match(label):
            plan.last.add_text(text)
        elif plan.last and _SERVICE.match(label):
            plan.last.dienst = plan.last.dienst or text
    return True


def _label_and_text(cells: Sequence[str]) -> tuple[str, str]:
    return cells[0], " ".join(filter(None, cells[1:]))


def _titled(label: str, text: str) -> Titled | None:
    if not text or not _LEVEL.match(label) or _TEXT.match(text):
        return None
    bare = label.rstrip(" :")
    return parse_title(f"{bare} {text}") or parse_title(f"{bare}: {text}")
