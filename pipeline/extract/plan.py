"""Multi-year plans in any format: rows and headings that name goals, plans and actions -> ``plan_item`` blocks.

Blocks come in, blocks go out. Tables are recognised by what they hold (``plan_table``); outside tables a heading such as
``AC 2.2.1: …`` opens an item, and the texts and amounts below it belong to it until the next heading. Rows of amounts and
totals become ``aside``: kept, but nobody will take them for an action.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from pipeline.extract.plan_items import Draft, Plan
from pipeline.extract.plan_table import read_table
from pipeline.extract.plan_text import (
    Titled,
    is_amount_word,
    is_amounts_line,
    parse_amount,
    parse_title,
)
from pipeline.schema import Block

_YEAR = re.compile(r"^(?:\D*\s)?(20[1-4]\d)$")
_INCOME = re.compile(r"ontvangst|saldo|opbrengst|baten|totaal", re.IGNORECASE)
_DIENST = re.compile(r"^(?:verantwoordelijke(?: dienst)?|dienst|trekker)\s*:\s*(?P<name>.{2,80})$", re.IGNORECASE)
MAX_TITLE = 300


def with_plan_items(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks with every plan row and plan heading replaced by its item; other blocks as they are, renumbered."""
    plan = Plan()
    blocks = _numbered(blocks)
    result: list[Block | Draft] = []
    for run in _runs(blocks):
        if run[0].kind == "table_row":
            result += _read_rows(run, plan)
        else:
            result += _read_text(run[0], plan)
    done = (entry.finished() if isinstance(entry, Draft) else entry for entry in result)
    return tuple(_numbered(done))


def _numbered(blocks: Iterable[Block]) -> list[Block]:
    return [
        block if block.nr == number else block.model_copy(update={"nr": number}) for number, block in enumerate(blocks)
    ]


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


def _read_rows(blocks: list[Block], plan: Plan) -> list[Block | Draft]:
    rows = [block for block in blocks if block.kind == "table_row"]
    if read_table(rows, plan):
        result: list[Block | Draft] = []
        for block in blocks:
            result += plan.by_block.get(block.nr) or [block.model_copy(update={"kind": "aside"})]
        return result
    if plan.last and _read_amounts(rows, plan.last):
        return [block.model_copy(update={"kind": "aside"}) for block in blocks]
    return [block.model_copy(update={"kind": "aside"}) if _is_total(block) else block for block in blocks]


def _is_total(block: Block) -> bool:
    """A row of sums: a label like Totaal or Saldo, and for the rest amounts."""
    filled = [cell for cell in block.cells if cell]
    amounts = sum(parse_amount(cell) is not None for cell in filled)
    return amounts >= 2 and all(parse_amount(cell) is not None or is_amount_word(cell) for cell in filled)


def _read_amounts(rows: Sequence[Block], draft: Draft) -> bool:
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


def _read_text(block: Block, plan: Plan) -> list[Block | Draft]:
    titled = _title_of(block)
    if titled:
        draft = plan.open(titled.level, titled.code, titled.title, block)
        new = plan.by_block.get(block.nr, [])
        return [draft] if draft in new else [block.model_copy(update={"kind": "aside"})]
    last = plan.last
    if last is None or block.kind in ("aside", "plan_item"):
        return [block]
    if block.kind == "heading":
        plan.leave()
        return [block]
    if is_amounts_line(block.text):
        return [block.model_copy(update={"kind": "aside"})]
    service = _DIENST.match(block.text)
    if service:
        last.dienst = last.dienst or service.group("name").strip()
        return []
    if not last.title:
        last.title = block.text
        return []
    length = len(last.texts)
    last.add_text(f"• {block.text}" if block.kind == "list_item" else block.text)
    return [] if len(last.texts) > length else [block]


def _title_of(block: Block) -> Titled | None:
    if block.kind not in ("heading", "paragraph", "list_item") or len(block.text) > MAX_TITLE:
        return None
    titled = parse_title(block.text)
    if titled is None or block.kind == "heading":
        return titled
    if not titled.code or not titled.title:
        return None
    return titled if not re.search(r"[.;]$", block.text) or ":" in block.text[:40] else None
