"""Sheets of one action: a table of labels and what they say, in which one label names the level or is the code.

Actie         1.1.1 Zorgpunt in elke kern     ACT-1.1.1    Zorgpunt in elke kern
Omschrijving  We openen een zorgpunt …        Toelichting  We openen een zorgpunt …
Trekker       dienst Welzijn                  Timing       2026-2028
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.extract.plan_items import Plan
from pipeline.extract.plan_text import CODE, LEVEL_ORDER, Titled, level_of_code, level_of_words, parse_title
from pipeline.schema import Block

_LEVEL = re.compile(
    r"^(?:prioritaire?\s+)?(?:beleidsdoelstelling|actieplan|actie|bd|ap|act?)(?:\s+[\w.\-/]*\d[\w.\-/]*)?$",
    re.IGNORECASE,
)
_CODE = re.compile(r"^(?:(?:actie)?(?:code|nummer|nr\.?)|id)(?: (?:van de )?actie)?$", re.IGNORECASE)
_TITLE = re.compile(r"^(?:(?:actie)?(?:titel|naam)|benaming|korte omschrijving)(?: (?:van de )?actie)?$", re.IGNORECASE)
_TEXT = re.compile(
    r"^(?:(?:korte |lange |concrete |kwalitatieve )?(?:omschrijving|beschrijving)|toelichting|uitleg|inhoud|doel|wat|realisatie)\b",
    re.IGNORECASE,
)
_SERVICE = re.compile(r"^(?:verantwoordelijke?|trekker|dienst|uitvoerder|eigenaar)\b", re.IGNORECASE)
_TELLS = re.compile(f"{_TEXT.pattern}|{_SERVICE.pattern}", re.IGNORECASE)
_FIELD = re.compile(
    r"^(?:timing|planning|periode|termijn|looptijd|status|budget|raming|krediet|partners?)\b", re.IGNORECASE
)
# A label with what it says, twice beside each other; a row with more belongs to a table with a column for each.
_MOST_CELLS = 4


class _Line(NamedTuple):
    """One line of a sheet: its label, what it says, and the item that it names."""

    label: str
    text: str
    titled: Titled | None


def is_fiche(lines: Sequence[Sequence[str]]) -> bool:
    """Whether the rows of a table are such a sheet: a level or code with its title, and below it what sheets tell.

    >>> is_fiche([("Actie", "1.1 Zorgpunt"), ("Omschrijving", "We openen het.")]), is_fiche([("Actie", "Omschrijving")])
    (True, False)
    >>> is_fiche([("AC-1.1", "Zorgpunt"), ("Timing", "2027")]), is_fiche([("Code", "1.1"), ("Titel", "Haag"), ("Dienst", "Groen")])
    (True, True)
    """
    if any(len(set(filter(None, cells))) > _MOST_CELLS for cells in lines):
        return False
    told = [line for _, line in _lines(lines)]
    named = [line for line in told if line.titled]
    explained = any(line.text and _TELLS.match(line.label) for line in told)
    beside = any(line.text for line in named) and any(line.text and _FIELD.match(line.label) for line in told)
    return bool(named) and (explained or beside)


def read_fiche(rows: Sequence[Block], plan: Plan) -> bool:
    """Take such sheets into the plan; False when the table is none."""
    names = rows[0].columns
    blocks = [*rows[:1], *rows] if any(names) else rows
    cells = [names, *(row.cells for row in rows)] if any(names) else [row.cells for row in rows]
    if not is_fiche(cells):
        return False
    for sheet in _sheets([(blocks[at], line) for at, line in _lines(cells)]):
        for block, line in sheet:
            _take(block, line, plan)
    return True


def _take(block: Block, line: _Line, plan: Plan) -> None:
    if line.titled:
        title, _, text = line.titled.title.partition("\n")
        plan.open(line.titled.level, line.titled.code, title, block).add_text(text)
    elif plan.last and _TITLE.match(line.label) and not plan.last.title:
        plan.last.title = line.text
    elif plan.last and _TEXT.match(line.label):
        plan.last.add_text(line.text)
    elif plan.last and _SERVICE.match(line.label):
        plan.last.dienst = plan.last.dienst or line.text


def _lines(rows: Sequence[Sequence[str]]) -> Iterator[tuple[int, _Line]]:
    """The lines with their position; a code on a line of its own goes with the title that follows."""
    code = ""
    for at, cells in enumerate(rows):
        label, text = cells[0].strip().rstrip(" :"), " ".join(dict.fromkeys(filter(None, cells[1:])))
        if _CODE.match(label) and CODE.match(text):
            code = text
        elif code and (_TITLE.match(label) or (_LEVEL.match(label) and not parse_title(f"{label} {text}"))):
            yield at, _Line(label, text, Titled(level_of_code(code) or level_of_words(label) or "actie", code, text))
            code = ""
        else:
            yield at, _Line(label, text, _titled(label, text))


def _sheets(lines: Sequence[tuple[Block, _Line]]) -> Iterator[list[tuple[Block, _Line]]]:
    """The lines as they are; where actions stand above their plan and goal, sheet by sheet with these first."""
    first = next((line.titled.level for _, line in lines if line.titled), None)
    if first != "actie":
        yield list(lines)
        return
    starts = [at for at, (_, line) in enumerate(lines) if line.titled and line.titled.level == first]
    for start, end in zip([0, *starts[1:]], [*starts[1:], len(lines)], strict=True):
        yield sorted(lines[start:end], key=lambda entry: _rank(entry[1]))


def _rank(line: _Line) -> int:
    return LEVEL_ORDER.index(line.titled.level) if line.titled else len(LEVEL_ORDER)


def _titled(label: str, text: str) -> Titled | None:
    if not text or text == label:
        return parse_title(label)
    if _TELLS.match(text) or _FIELD.match(text):
        return None
    if _LEVEL.match(label):
        return parse_title(f"{label} {text}") or parse_title(f"{label}: {text}")
    level = level_of_code(label) if CODE.match(label) else None
    return Titled(level, label, text) if level else None
