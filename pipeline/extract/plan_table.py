"""Plan tables: rows -> items, budget lines merged.

Three shapes occur. *Wide*: columns for goal, plan and action side by side. *Long*: one code or type column says per row
what the row is. *Overview*: the cells of the government's export. Rows below an action without a level of their own are
its budget lines; total rows are nothing.
"""

import re
from collections.abc import Sequence

from pipeline.extract.plan_columns import INCOME, Role, column_names, column_roles, is_plan, numeric_depths, row_level
from pipeline.extract.plan_items import Draft, Plan
from pipeline.extract.plan_money import is_money, is_total
from pipeline.extract.plan_overview import parse_overview_cell
from pipeline.extract.plan_text import (
    LEVEL_ORDER,
    PlanLevel,
    is_amount_word,
    level_of_code,
    parse_amount,
    parse_title,
)
from pipeline.schema import Block

# "1.2 Meer bomen" in a column of titles; not "10.000 bomen" and not "2030 Klimaatplan".
_NUMBERED = re.compile(r"(?P<code>\d{1,2}(?:\.\d{1,3})*)[.:]?\s+(?:[–-]\s+)?(?=[A-ZÀ-Ý])")


def read_table(rows: Sequence[Block], plan: Plan) -> bool:
    """Take the rows of one table into the plan; False when the table is no plan (and the plan is untouched)."""
    names, start = column_names(rows)
    body = rows[start:]
    cells = [row.cells for row in body if not (is_total(row) or is_money(row)) and len(set(row.cells) - {""}) > 1]
    roles = column_roles(names, cells)
    depths = numeric_depths(roles, cells) or _below(roles, cells, plan)
    if not cells or not (is_plan(roles, cells, depths) or _is_headed(body, roles)):
        return False
    above = plan.last
    told: list[Draft] = []
    for row in body:
        explained = plan.last if plan.last is not above else None
        _read_row(row, roles, depths, plan, explained)
        told += [plan.last] if plan.last and plan.last is not above else []
    if any(one.level == told[-1].level and one is not told[-1] for one in told):
        plan.interrupt()
    return True


def _is_headed(rows: Sequence[Block], roles: Sequence[Role]) -> bool:
    """Whether goals and plans stand over the width of the table, above the codes and titles of their actions."""
    alone = [cells.pop() for row in rows if len(cells := set(row.cells) - {""}) == 1]
    return {"code", "title"} <= {role.field for role in roles} and any(map(parse_title, alone))


def _below(roles: Sequence[Role], cells: Sequence[tuple[str, ...]], plan: Plan) -> dict[str, PlanLevel]:
    """The levels of codes that go on from the code of the item above the table."""
    column = next((i for i, role in enumerate(roles) if role.field == "code" and role.level is None), None)
    if column is None:
        return {}
    return {row[column]: level for row in cells if row[column] and (level := plan.level_of(row[column]))}


def _read_row(
    row: Block, roles: Sequence[Role], depths: dict[str, PlanLevel], plan: Plan, explained: Draft | None
) -> None:
    """Take one row; a text alone below an item of this table explains that item."""
    if is_total(row) or is_money(row):
        return
    filled = {cell: role.field for cell, role in zip(row.cells, roles, strict=True) if cell}
    if len(filled) == 1:
        text, field = next(iter(filled.items()))
        titled = parse_title(text)
        if titled:
            plan.open(titled.level, titled.code, titled.title, row)
        elif explained and field in ("title", "long"):
            explained.add_text(text)
        return
    wide = {role.level for role in roles if role.field in ("code", "title", "overview") and role.level}
    opened = _read_wide(row, roles, plan) if wide else _read_long(row, roles, depths, plan)
    last = plan.last
    if last is None:
        return
    amounts = _amounts(row.cells, roles)
    if opened or not last.amounts or wide:
        last.add_amounts(amounts)
    if wide:
        for parent in last.parents:
            parent.add_amounts(amounts)
    last.lines += 1


def _read_wide(row: Block, roles: Sequence[Role], plan: Plan) -> bool:
    """Open the item of each level named in the row; an empty cell stands for the one above it (merged cells)."""
    opened = False
    for level in LEVEL_ORDER:
        parts: dict[str, str] = {}
        for cell, role in zip(row.cells, roles, strict=True):
            if role.level == level and cell and role.field in ("code", "title", "long"):
                parts[role.field] = f"{parts[role.field]} {cell}" if role.field in parts else cell
            elif (
                role.field == "overview"
                and cell
                and (role.level or level_of_code(parse_overview_cell(cell).code)) == level
            ):
                overview = parse_overview_cell(cell)
                parts |= {"code": overview.code, "title": overview.short, "long": overview.long}
        if not any(parts.values()) or (not parts.get("code") and is_amount_word(parts.get("title", ""))):
            continue
        _open(level, parts, row, roles, plan)
        opened = True
    return opened


def _read_long(row: Block, roles: Sequence[Role], depths: dict[str, PlanLevel], plan: Plan) -> bool:
    parts: dict[str, str] = {}
    for cell, role in zip(row.cells, roles, strict=True):
        if cell and role.field in ("code", "title", "long") and role.field not in parts:
            parts[role.field] = cell
    level = row_level(row.cells, roles, depths) or plan.level_of(parts.get("code", ""))
    if level is None:
        return False
    _open(level, parts, row, roles, plan)
    return True


def _open(level: PlanLevel, parts: dict[str, str], row: Block, roles: Sequence[Role], plan: Plan) -> None:
    code = parts.get("code", "")
    title, _, rest = parts.get("title", "").partition("\n")
    if level_of_code(code) or "/" in code:
        code = re.sub(r"\s+", "", code)
    if not code and (numbered := _NUMBERED.match(title)):
        code, title = numbered["code"], title[numbered.end() :]
    for text in (title, code):
        titled = parse_title(text)
        if titled and (not code or code in (titled.code, text)):
            code, title = titled.code, titled.title or title
    draft = plan.open(level, code, title, row)
    draft.add_text(rest)
    draft.add_text(parts.get("long", ""))
    dienst = next((cell for cell, role in zip(row.cells, roles, strict=True) if role.field == "dienst" and cell), "")
    draft.dienst = draft.dienst or dienst


def _amounts(cells: Sequence[str], roles: Sequence[Role]) -> dict[int, float]:
    """The expenses of a row per year; a row of income adds nothing."""
    amounts: dict[int, float] = {}
    if any(role.field == "flow" and INCOME.search(cell) for cell, role in zip(cells, roles, strict=True)):
        return amounts
    for cell, role in zip(cells, roles, strict=True):
        value = parse_amount(cell) if role.field == "amount" and role.year else None
        if value is not None and role.year:
            amounts[role.year] = round(amounts.get(role.year, 0.0) + value, 2)
    return amounts
