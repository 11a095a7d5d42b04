"""Rows of tables as drafts: of a plan, whose reader found the parts, and of an ordinary table, by what its columns are called."""

import re
from collections.abc import Iterator

from pipeline.schema import Block, Layout, Level
from pipeline.segment import columns, facts, noise, people
from pipeline.segment.headings import level_of, without_level
from pipeline.segment.section import Draft, Section, Title

# Labels of the fields of a plan that readers leave in the text.
_LABEL = re.compile(
    r"^[ \t]*(?:commentaar|evaluatie|publieke info\w*|(?:kwalitatieve|kwantitatieve|korte|lange) omschrijving)[ \t]*:[ \t]*",
    re.I | re.M,
)
_DEPTH: dict[Level, int] = {"bd": 2, "ap": 3, "actie": 4, "activiteit": 5}


def plan_item(block: Block, section: Section) -> Iterator[Draft]:
    """A goal, plan or action that a reader found whole."""
    plan = block.plan
    if plan is None:
        return
    title, code = facts.take_code(plan.title)
    parents = tuple(parent.title for parent in plan.parents if parent.title and not noise.is_container(parent.title))
    status = None if parents else section.status
    yield Draft(
        block,
        _LABEL.sub("", plan.long_text),
        parents or section.context,
        plan.level,
        "record",
        status,
        Title(_LABEL.sub("", title), plan.code or code, plan.dienst),
    )


def table_row(block: Block, section: Section) -> Iterator[Draft]:
    """A row of an ordinary table: the goal that it opens, if any, and its action."""
    names = section.columns_for(block)
    if names is None or columns.lists_people(names) or columns.only_counts(names, block.cells):
        return
    if any(map(noise.is_bookkeeping, section.context)):
        return
    filled = [cell.strip() for cell in block.cells if cell.strip()]
    if people.lists_people(" ".join(filled)) or noise.is_letterhead(": ".join(filled[:2])):
        return
    if len(filled) == 1 and (level := level_of(filled[0])):
        yield _goal(block, filled[0], level, section)
        return
    goal = columns.goal_beside_action(names)
    if goal is not None and (cell := block.cells[goal].strip()):
        yield _goal(block, cell, level_of(cell) or "bd", section)
    yield from _action(block, names, goal, section)


def _goal(block: Block, cell: str, level: Level, section: Section) -> Draft:
    title = without_level(cell)
    section.enter(_DEPTH[level], title)
    return Draft(
        block, "", section.context[:-1], level, "record", section.status, Title(title, facts.take_code(cell)[1])
    )


def _action(block: Block, names: tuple[str, ...], goal: int | None, section: Section) -> Iterator[Draft]:
    cells: dict[str, list[str]] = {}
    for number, (column, cell) in enumerate(zip(names, block.cells, strict=True)):
        if cell.strip() and number != goal:
            cells.setdefault(columns.role(column, cell), []).append(cell.strip())
    main = cells.get("title", []) + cells.get("text", [])
    if not main and not section.attendance:
        main = [cell for cell in cells.get("other", []) if len(cell.split()) >= 3]
    if not main:
        return
    title, code = facts.take_code(main[0])
    status = facts.status_of_heading(" ".join(cells.get("status", []))) or section.status
    own = Title(
        title,
        code or " ".join(cells.get("code", [])[:1]),
        " ".join(cells.get("dienst", [])[:1]),
        columns.deadline(" - ".join(cells.get("deadline", []))),
    )
    text = _LABEL.sub("", "\n".join(dict.fromkeys(main[1:])))
    layout: Layout = "minutes" if section.council else "record"
    yield Draft(block, text, section.context, "actie", layout, status, own)
