"""The columns of a plan table: what each one holds, told from its name and from its cells, whatever their order."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.extract.plan_overview import is_overview_cell
from pipeline.extract.plan_text import (
    CODE,
    LEVEL_ORDER,
    PlanLevel,
    level_of_code,
    level_of_words,
    parse_amount,
    parse_title,
)
from pipeline.schema import Block

Field = Literal["code", "title", "long", "overview", "level", "amount", "dienst", "flow", ""]

INCOME = re.compile(r"ontvangst|saldo|opbrengst|baten|inkomst", re.IGNORECASE)
# Column names are looked for in this many leading rows when the reader found none (title block of an export).
MAX_HEADER_DEPTH = 15
_YEAR = re.compile(r"(?<!\d)(20[1-4]\d)(?!\d)")
_CODE_NAME = re.compile(r"\b(?:\w*code|(?:actie)?(?:nr|nummer)|id|ref(?:erentie)?)\b", re.IGNORECASE)
_LONG_NAME = re.compile(r"\b(?:lang|lange|toelichting|beschrijving|uitleg|inhoud|kwalitatieve)\b", re.IGNORECASE)
_TITLE_NAME = re.compile(r"\b(?:omschrijving|naam|titel|kort|korte|benaming|label)\b", re.IGNORECASE)
_DIENST_NAME = re.compile(r"\b(?:dienst|verantwoordelijke|trekker|afdeling|cluster)\b", re.IGNORECASE)
_FLOW = re.compile(r"\buitga(?:ve|ven|af)\b|\bontvangst(?:en)?\b", re.IGNORECASE)
_EXPENSE = re.compile(r"uitga|kost|last", re.IGNORECASE)
# Three steps of at most two digits are a code; an amount goes in groups of three.
_STEPS = re.compile(r"^\d{1,2}(?:\.\d{1,2}){2,}$")
_SAMPLE = 60


@dataclass(frozen=True, slots=True)
class Role:
    """What a column holds, of which level, and for which year."""

    field: Field
    level: PlanLevel | None = None
    year: int | None = None


def column_names(rows: Sequence[Block]) -> tuple[tuple[str, ...], int]:
    """The names of the columns, and how many leading rows they take when the reader found none."""
    if any(rows[0].columns):
        return rows[0].columns, 0
    for index, row in enumerate(rows[:MAX_HEADER_DEPTH]):
        if any(map(_is_plan_code, row.cells)):
            break
        known = sum(bool(_name_role(cell)) for cell in row.cells)
        if known >= 2 and not any(parse_title(cell) or is_overview_cell(cell) for cell in row.cells):
            return row.cells, index + 1
    return ("",) * len(rows[0].cells), 0


def _name_role(name: str) -> bool:
    if len(name) > 60:
        return False
    return bool(_YEAR.search(name) or level_of_words(name) or _CODE_NAME.search(name) or _TITLE_NAME.search(name))


def column_roles(names: Sequence[str], cells: Sequence[tuple[str, ...]]) -> list[Role]:
    """What each column holds, by its name where it has one and by its cells."""
    named = any(names)
    roles = [
        _role(name, [row[i] for row in cells if i < len(row) and row[i]][:_SAMPLE], named)
        for i, name in enumerate(names)
    ]
    if any(role.field == "amount" and _EXPENSE.search(name) for role, name in zip(roles, names, strict=True)):
        roles = [
            Role("") if role.field == "amount" and not _EXPENSE.search(name) else role
            for role, name in zip(roles, names, strict=True)
        ]
    roles = _without_level(_long_texts(_with_levels(roles), cells), cells)
    return [_numbering(i, roles, cells) for i in range(len(roles))]


def _without_level(roles: list[Role], cells: Sequence[tuple[str, ...]]) -> list[Role]:
    """The roles; a column named "Actie" says nothing where the codes name plans as well as actions."""
    at = next((i for i, role in enumerate(roles) if role.field == "code" and role.level is None), None)
    if at is None or len({role.level for role in roles} - {None}) != 1:
        return roles
    levels = {level_of_code(row[at]) for row in cells} - {None}
    mixed = len(levels) > 1 or bool(numeric_depths(roles, cells))
    return [Role(role.field, None, role.year) for role in roles] if mixed else roles


def _numbering(at: int, roles: Sequence[Role], cells: Sequence[tuple[str, ...]]) -> Role:
    """The role of a column; numbers that name no level are the codes of the titles right of them ("Nr. | Actie")."""
    role = roles[at]
    named = role.level or any(level_of_code(row[at]) for row in cells) or numeric_depths(roles, cells)
    right = next((other.level for other in roles[at + 1 :] if other.field == "title"), None)
    return role if role.field != "code" or named else Role("code", right)


def _role(name: str, values: Sequence[str], named: bool) -> Role:
    level = level_of_words(name)
    year = _YEAR.search(name)
    if values and _share(values, is_overview_cell) > 0.3:
        return Role("overview", level)
    if year and (not values or _share(values, lambda value: parse_amount(value) is not None) > 0.5):
        return (
            Role("") if INCOME.search(name) and not _EXPENSE.search(name) else Role("amount", year=int(year.group(1)))
        )
    if not values:
        return Role("")
    if _share(values, lambda value: len(value) < 30 and _only_level(value)) > 0.6:
        return Role("level")
    if _share(values, lambda value: len(value) < 40 and bool(_FLOW.search(value))) > 0.8:
        return Role("flow")
    if _DIENST_NAME.search(name) and not level:
        return Role("dienst")
    if _holds_codes(name, values, level):
        return Role("code", level or _level_of(values))
    if _share(values, lambda value: parse_amount(value) is not None) > 0.6:
        return Role("")
    if _LONG_NAME.search(name):
        return Role("long", level)
    if (
        _TITLE_NAME.search(name)
        or level
        or not named
        or _share(values, lambda value: parse_title(value) is not None) > 0.3
    ):
        return Role("title", level)
    return Role("")


def _holds_codes(name: str, values: Sequence[str], level: PlanLevel | None) -> bool:
    """Whether a column holds codes: the name says so, or it does not say otherwise and the values look like codes."""
    if _CODE_NAME.search(name):
        return _share(values, lambda value: len(value) <= 60 and " " not in value) > 0.6
    if _LONG_NAME.search(name) or _TITLE_NAME.search(name) or _share(values, _is_code) <= 0.6:
        return False
    return (
        level is not None
        or _share(values, _is_plan_code) > 0.5
        or _share(values, _STEPS.match) > 0.5
        or _is_hierarchy(values)
    )


def _share(values: Sequence[str], test: Callable[[str], object]) -> float:
    return sum(bool(test(value)) for value in values) / len(values)


def _only_level(value: str) -> bool:
    return bool(level_of_words(value)) and not any(char.isdigit() for char in value)


def _is_code(value: str) -> bool:
    plain = re.sub(r"\s*\n\s*|(?<=/) ", "", value)
    return len(plain) <= 40 and (bool(CODE.match(plain)) or (level_of_code(plain) is not None and " " not in plain))


def _is_plan_code(value: str) -> bool:
    return _is_code(value) and level_of_code(value) is not None


def _is_hierarchy(values: Sequence[str]) -> bool:
    """Numbers like 1, 1.2 and 1.2.3, most of them below another one in the column; amounts are not."""
    if any("," in value or not re.match(r"^\d{1,2}(?:\.\d{1,2}){0,2}\.?$", value) for value in values):
        return False
    numbers = {value.strip(".") for value in values}
    below = [value for value in numbers if "." in value]
    return len(below) >= 2 and sum(value.rsplit(".", 1)[0] in numbers for value in below) >= 0.8 * len(below)


def _level_of(values: Sequence[str]) -> PlanLevel | None:
    """The one level that all codes of a column name, None when they differ or name none."""
    levels = {level_of_code(value) for value in values}
    return levels.pop() if len(levels) == 1 else None


def _with_levels(roles: list[Role]) -> list[Role]:
    """A text column without a level belongs to the code column left of it, else to the one right of it."""
    result = []
    for i, role in enumerate(roles):
        if role.field in ("title", "long") and role.level is None:
            left = next((r.level for r in reversed(roles[:i]) if r.field in ("code", "title") and r.level), None)
            right = next((r.level for r in roles[i + 1 :] if r.field == "code" and r.level), None)
            role = Role(role.field, left or right)  # noqa: PLW2901
        result.append(role)
    return result


def _long_texts(roles: list[Role], cells: Sequence[tuple[str, ...]]) -> list[Role]:
    """Of two title columns at one level the one with the longer texts is the long text."""
    for level in (*LEVEL_ORDER, None):
        titles = [i for i, role in enumerate(roles) if role.field == "title" and role.level == level]
        if len(titles) > 1:
            lengths = {i: sum(len(row[i]) for row in cells) for i in titles}
            shortest = titles[0] if lengths[titles[0]] else max(titles, key=lambda i: lengths[i])
            for i in titles:
                if i != shortest:
                    roles[i] = Role("long", level)
    return roles


def numeric_depths(roles: Sequence[Role], cells: Sequence[tuple[str, ...]]) -> dict[str, PlanLevel]:
    """Codes like 1, 1.2 and 1.2.3 in one column: their depth is their level, where each has its parent in the column."""
    column = next((i for i, role in enumerate(roles) if role.field == "code" and role.level is None), None)
    if column is None:
        return {}
    codes = {row[column] for row in cells if re.match(r"^\d+(?:\.\d+){0,2}\.?$", row[column])}
    depths = {code: code.strip(".").count(".") for code in codes}
    if len(set(depths.values())) < 2:
        return {}
    parents = {code.strip(".") for code in codes}
    orphans = sum(depth > 0 and code.strip(".").rsplit(".", 1)[0] not in parents for code, depth in depths.items())
    deepest = max(depths.values())
    if orphans > 0.2 * len(codes):
        return {}
    return {code: LEVEL_ORDER[2 - (deepest - depth)] for code, depth in depths.items() if deepest - depth <= 2}


def is_plan(roles: Sequence[Role], cells: Sequence[tuple[str, ...]], depths: dict[str, PlanLevel]) -> bool:
    """Whether enough says so: overview cells, texts with a level beside codes or amounts, or rows that name their level."""
    if any(role.field == "overview" for role in roles):
        return True
    titles = [role for role in roles if role.field in ("title", "long")]
    if not titles:
        return False
    levels = {role.level for role in roles if role.field in ("code", "title") and role.level}
    coded = any(role.field == "code" for role in roles)
    amounts = sum(role.field == "amount" for role in roles)
    if levels and (amounts >= 2 or len(levels) > 1):
        return True
    # "Nr. | Actie | Trekker" is the plan of a service: its numbers are no codes of a multi-year plan.
    numbered = [row[at] for at, role in enumerate(roles) if role.field == "code" for row in cells if row[at]]
    of_plan = (
        any(role.field == "code" and role.level for role in roles) or _share(numbered or [""], _is_plan_code) > 0.5
    )
    if levels and coded and of_plan:
        return True
    found = sum(row_level(row, roles, depths) is not None for row in cells)
    return found >= max(1, 0.3 * len(cells))


def row_level(row: tuple[str, ...], roles: Sequence[Role], depths: dict[str, PlanLevel]) -> PlanLevel | None:
    """The level that a row names itself: in a type column, in its code, or at the head of its title."""
    for cell, role in zip(row, roles, strict=True):
        if role.field == "level" and cell:
            return level_of_words(cell)
    for cell, role in zip(row, roles, strict=True):
        if role.field == "code" and cell:
            level = level_of_code(cell) or depths.get(cell) or level_of_words(cell)
            if level:
                return level
    for cell, role in zip(row, roles, strict=True):
        titled = parse_title(cell) if role.field in ("title", "code") and cell else None
        if titled:
            return titled.level
    return None
