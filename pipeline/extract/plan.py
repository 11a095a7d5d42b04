"""Multi-year plans in any format: rows and headings that name goals, plans and actions -> ``plan_item`` blocks.

Blocks come in, blocks go out. Tables are recognised by what they hold (``plan_table``); outside tables a heading such as
``AC 2.2.1: …`` opens an item, and the texts and amounts below it belong to it until the next heading. Rows of amounts and
totals become ``aside``: kept, but nobody will take them for an action.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from pipeline.extract.plan_fiche import read_fiche
from pipeline.extract.plan_items import Plan
from pipeline.extract.plan_money import is_figures, is_legend, is_money, read_amounts
from pipeline.extract.plan_table import read_table
from pipeline.extract.plan_text import Titled, code_shape, is_amounts_line, parse_coded, parse_title, service_at_end
from pipeline.schema import Block

MAX_TITLE = 300
# Headings with codes of one shape that make it the shape of the actions of a plan.
_FAMILY = 3


def with_plan_items(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks with every plan row and plan heading replaced by its item; other blocks as they are, renumbered."""
    blocks = _numbered(blocks)
    plan = Plan(_action_shapes(blocks))
    left: list[Block] = []
    for run in _runs(blocks):
        left += _read_rows(run, plan) if run[0].kind == "table_row" else _read_text(run[0], plan)
    remains = {block.nr: block for block in left}
    placed = plan.placed()
    result: list[Block] = []
    for block in blocks:
        items = placed.get(block.nr, [])
        result += [item.finished(block) for item in items]
        if not items and block.nr in remains:
            result.append(remains[block.nr])
    return tuple(_numbered(result))


def _numbered(blocks: Iterable[Block]) -> list[Block]:
    return [
        block if block.nr == number else block.model_copy(update={"nr": number}) for number, block in enumerate(blocks)
    ]


def _action_shapes(blocks: Sequence[Block]) -> frozenset[str]:
    """The shapes of the codes that head the actions, where a plan names only its goals by a word ("M20A101 Haag")."""
    headings = [block.text for block in blocks if block.kind == "heading"]
    if not any(titled.level != "actie" for text in headings if (titled := parse_title(text))):
        return frozenset()
    codes = [coded[0] for text in headings if not parse_title(text) and (coded := parse_coded(text))]
    shapes = Counter(code_shape(code) for code in codes if any(char.isalpha() for char in code))
    return frozenset(shape for shape, count in shapes.items() if count >= _FAMILY)


def _runs(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """Single texts, and tables whole: rows with the same columns, page headers and footers between them included."""
    run: list[Block] = []
    between: list[Block] = []
    for block in blocks:
        if run and block.kind == "table_row" and _same_table(run[0], block):
            run += [*between, block]
            between = []
        elif run and block.kind == "aside":
            between.append(block)
        else:
            yield from ([run] if run else [])
            yield from ([aside] for aside in between)
            run, between = [], []
            if block.kind == "table_row":
                run = [block]
            else:
                yield [block]
    yield from ([run] if run else [])
    yield from ([aside] for aside in between)


def _same_table(one: Block, other: Block) -> bool:
    return one.columns == other.columns and len(one.cells) == len(other.cells)


def _read_rows(blocks: list[Block], plan: Plan) -> list[Block]:
    rows = [block for block in blocks if block.kind == "table_row"]
    if all(map(is_legend, rows)):
        return [_aside(block) for block in blocks]
    if read_fiche(rows, plan) or read_table(rows, plan) or (plan.last and read_amounts(rows, plan.last)):
        return [_aside(block) for block in blocks]
    return [_aside(block) if is_money(block) or is_figures(block) else block for block in blocks]


def _aside(block: Block) -> Block:
    return block.model_copy(update={"kind": "aside"})


def _read_text(block: Block, plan: Plan) -> list[Block]:
    """What is left of a block outside tables, once the plan has taken from it what it holds."""
    titled = _title_of(block, plan)
    if titled:
        plan.open(titled.level, titled.code, titled.title, block)
        return [_aside(block)]
    last = plan.last
    if last and not last.title and block.kind != "aside" and len(block.text) <= MAX_TITLE:
        last.title, last.depth = block.text, last.depth or block.level
        return []
    if block.kind == "heading":
        plan.leave(block.level)
    if last is None or block.kind in ("heading", "aside", "plan_item"):
        return [block]
    service, rest = service_at_end(block.text)
    if service and (not rest or is_amounts_line(rest)):
        last.dienst = last.dienst or service
    if not rest or is_amounts_line(rest):
        return [_aside(block)] if rest else []
    return [] if last.add_text(f"• {block.text}" if block.kind == "list_item" else block.text) else [block]


def _title_of(block: Block, plan: Plan) -> Titled | None:
    if block.kind not in ("heading", "paragraph", "list_item") or len(block.text) > MAX_TITLE:
        return None
    titled = parse_title(block.text)
    if block.kind == "heading":
        coded = None if titled else parse_coded(block.text)
        level = plan.level_of(coded[0]) if coded else None
        return Titled(level, *coded) if coded and level else titled
    if titled is None or not titled.code:
        return None
    return titled if not re.search(r"[.;]$", block.text) or ":" in block.text[:40] else None
