"""The blocks of one document in, drafts of passages out: what stands where, under which titles, in which layout.

No language model is needed here. A draft holds the title of a record or heading, the text that is still to be cut, or both.
What can be no passage whatever the model thinks (names, births, containers, amounts) is left out here.
"""

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from itertools import pairwise, zip_longest
from typing import NamedTuple

from pipeline.schema import Block, Document, Layout, Level, Status
from pipeline.segment import columns, facts, noise
from pipeline.segment.tags import take_sdg_tags


class Title(NamedTuple):
    """What a record or heading says of itself before its text."""

    text: str
    code: str = ""
    service: str = ""
    deadline: str = ""


class Draft(NamedTuple):
    """One block on its way to passages; ``start`` is where ``text`` begins in the text of a block of prose."""

    block: Block
    text: str
    context: tuple[str, ...]
    level: Level
    layout: Layout
    status: Status | None
    title: Title | None = None
    start: int = 0


_DECISION = re.compile(
    r"\b(?:goedkeuring|vaststelling|goedgekeurd|\w*reglement|gunning|toelage|\w*subsidie|\w*overeenkomst|toekenning|\w*premie|ontwerp)\b",
    re.I,
)
# The title of a decision as lists of points print it: "Dagopvang Kwakkie. Huishoudelijk reglement. Goedkeuring."
_POINT = re.compile(
    r"^.{10,250}[.:–-]\s*(?:\w+ )?(?:goedkeuring|vaststelling|bekrachtiging|gunning|oprichting|"
    r"wijziging|aanpassing|verlenging|vernieuwing|toekenning|principiële toestemming)\b[^.]{0,60}\W*$",
    re.I,
)
_LEVEL_HEADINGS: tuple[tuple[Level, re.Pattern[str]], ...] = (
    (
        "bd",
        re.compile(
            r"^(?:(?:strategische |operationele |beleids)?doelstelling|doel|ambitie|BD|SD|OD)\s*(?:[SO]D ?\d|[\d.:]|(?-i:[A-Z])\b)",
            re.I,
        ),
    ),
    ("ap", re.compile(r"^(?:actieplan|AP)\s*(?:[\d.:]|(?-i:[A-Z])\b)", re.I)),
    ("actie", re.compile(r"^(?:actie|maatregel|AC|ACT)\s*[\d.:]", re.I)),
)
_SECTION_NUMBER = re.compile(
    r"^(?:(?:hoofdstuk|deel|artikel)\s+)?(?:\d{1,2}(?:\.(?:\d{1,2}|[a-z])\b){0,4}(?:\.?\s+|\.(?=[A-Z]))|(?:[IVX]{1,4}|[A-Z])\.\s+)(?=\S)",
    re.I,
)
_DOTTED = re.compile(r"\d{1,2}(?:\.(?:\d{1,2}|[a-z])\b)*")
# Labels of the fields of a plan that readers leave in the text.
_LABEL = re.compile(
    r"^[ \t]*(?:commentaar|evaluatie|publieke info\w*|(?:kwalitatieve|kwantitatieve|korte|lange) omschrijving)[ \t]*:[ \t]*",
    re.I | re.M,
)
_MARGIN_NUMBER = re.compile(r"(\d{1,3})\s+(?=[A-ZÀ-Ý“‘\"'])")
_DEPTH: dict[Level, int] = {"bd": 2, "ap": 3, "actie": 4, "activiteit": 5}


@dataclass
class _Section:
    """Where the walk stands: the headings above, and what they say of status, names and procedure."""

    council: bool
    titles: list[tuple[int, str]] = field(default_factory=list)
    status: Status | None = None
    attendance: bool = False
    families: bool = False
    frame: bool = False
    intro: str = ""
    header: tuple[str, ...] = ()

    def enter(self, level: int, title: str) -> None:
        self.titles = [(above, text) for above, text in self.titles if above < level]
        self.titles.append((level, title))
        self.status = next(filter(None, (facts.status_of_heading(text) for _, text in reversed(self.titles))), None)
        self.attendance = noise.opens_attendance(title)
        self.families = noise.opens_family_news(title)
        self.frame = any(noise.opens_frame(text) for _, text in self.titles)
        self.intro = ""
        self.header = ()

    def columns_for(self, block: Block) -> tuple[str, ...] | None:
        """The names of a row's columns, from the row itself or from a row above that holds names; None for that row."""
        if any(block.columns):
            return block.columns
        if columns.is_header(block.cells):
            self.header = block.cells
            return None
        return self.header if len(self.header) == len(block.cells) else block.columns

    @property
    def context(self) -> tuple[str, ...]:
        return tuple(text for _, text in self.titles[-3:])


def drafts(document: Document, blocks: Sequence[Block]) -> Iterator[Draft]:
    """The drafts of one document in reading order."""
    shown = [block for block in blocks if block.kind != "aside"]
    opening = [document.path, *(block.text for block in shown[:6] if block.kind == "heading")]
    council = any(map(noise.is_council, opening))
    section = _Section(council)
    numbered = _numbered(shown)
    parents = _parents(shown) if council else frozenset()
    for block, following in zip_longest(shown, shown[1:]):
        if block.kind == "heading":
            section.enter(block.level, without_number(take_sdg_tags(block.text)[0]))
            empty = following is None or following.kind == "heading"
            bare = empty and (following is None or following.level <= block.level)
            bare = bare and (block is not shown[0] or following is None)  # the title of the document
            if not section.attendance and not (empty and _is_section(block.text, parents)):
                yield from _heading(block, section, bare)
        elif block.kind == "plan_item":
            yield from _plan_item(block, section)
        elif block.kind == "table_row":
            yield from _table_row(block, section)
        elif section.families and document.brontype == "nieuwsbrief":
            continue
        elif noise.lists_people(block.text) or section.attendance:
            section.attendance = section.attendance and not block.text.endswith((".", "!", "?"))
        else:
            yield _prose(document, block, section, numbered.get(block.nr, 0))


def _heading(block: Block, section: _Section, bare: bool) -> Iterator[Draft]:
    """A heading is a passage when it says it is a goal or action, is a point of the council, or has nothing under it."""
    level = level_of(block.text)
    title, code = facts.take_code(block.text) if level else (without_number(block.text), "")
    point = section.council and (_SECTION_NUMBER.match(block.text) or _DECISION.search(title))
    if (level or bare or point) and len(title.split()) >= 3:
        layout: Layout = _of_council(title) if section.council else "record" if level else "heading"
        yield Draft(block, "", section.context[:-1], level or "actie", layout, section.status, Title(title, code))


def _of_council(title: str) -> Layout:
    return "minutes" if noise.is_procedure(title) else "point"


def _prose(document: Document, block: Block, section: _Section, start: int) -> Draft:
    level: Level = "activiteit" if document.brontype == "nieuwsbrief" else "actie"
    text, context = block.text[start:], section.context
    if block.kind == "list_item" and section.intro:
        context = (*context, section.intro)
    if block.kind == "paragraph":
        section.intro = text if text.rstrip().endswith(":") else ""
    layout: Layout = "prose"
    if section.council:
        layout = _of_council(text) if _POINT.match(text) else "minutes"
    elif section.frame:
        layout = "frame"
    elif block.kind == "list_item":
        layout = "planned_item" if section.status else "item"
    return Draft(block, text, context, level, layout, section.status, start=start)


def _plan_item(block: Block, section: _Section) -> Iterator[Draft]:
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


def _table_row(block: Block, section: _Section) -> Iterator[Draft]:
    """A row of an ordinary table, its parts found by what the columns are called."""
    names = section.columns_for(block)
    if names is None or any(map(noise.is_bookkeeping, section.context)):
        return
    filled = [cell.strip() for cell in block.cells if cell.strip()]
    if noise.lists_people(" ".join(filled)):
        return
    level = level_of(filled[0]) if len(filled) == 1 else None
    if level:
        title, code = _without_level(filled[0]), facts.take_code(filled[0])[1]
        section.enter(_DEPTH[level], title)
        yield Draft(block, "", section.context[:-1], level, "record", section.status, Title(title, code))
        return
    cells: dict[str, list[str]] = {}
    for column, cell in zip(names, block.cells, strict=True):
        if cell.strip():
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


def _numbered(blocks: Sequence[Block]) -> dict[int, int]:
    """The numbers in the margin: for each block of a run that counts on, how many characters its number takes.

    A number counts only in a run ("26 We zetten …", "27 De openbare omroep …"), so that "12 Laadpalen" keeps its twelve.
    """
    found = [(block, match) for block in blocks if block.plan is None and (match := _MARGIN_NUMBER.match(block.text))]
    numbered: dict[int, int] = {}
    for (one, first), (other, second) in pairwise(found):
        if int(second[1]) == int(first[1]) + 1:
            numbered |= {one.nr: first.end(), other.nr: second.end()}
    return numbered


def _parents(blocks: Sequence[Block]) -> frozenset[str]:
    """The numbers of the headings that have numbered headings below them, and above those: "5" and "5.a" of "5.a.1"."""
    numbers = (_DOTTED.match(block.text) for block in blocks if block.kind == "heading")
    return frozenset(_above(number[0]) for number in numbers if number) - {""}


def _is_section(heading: str, parents: AbstractSet[str]) -> bool:
    """Whether a heading without text is a section of the agenda: points stand under it, or under one like it.

    >>> _is_section("5.b Cultuur en Welzijn", {"5.a", "5"}), _is_section("5.a.1 Laadpalenplan", {"5.a", "5"})
    (True, False)
    """
    match = _DOTTED.match(heading)
    number = match[0] if match else ""
    return bool(number) and (number in parents or _above(number) in {_above(parent) for parent in parents} - {""})


def _above(number: str) -> str:
    return number.rpartition(".")[0]


def level_of(heading: str) -> Level | None:
    """The level that a heading claims, by its word or by a code with letters; None for an ordinary heading.

    >>> level_of("Doelstelling 2: een klimaatneutrale gemeente")
    'bd'
    >>> level_of("VT.1 Iedereen kan deelnemen")
    'bd'
    >>> level_of("3.1 Water vasthouden") is None
    True
    """
    named = next((level for level, pattern in _LEVEL_HEADINGS if pattern.match(heading)), None)
    code = facts.take_code(heading)[1]
    return named or ("bd" if re.search(r"[A-Z]", code) and not facts.is_decision_code(code) else None)


def _without_level(heading: str) -> str:
    """A heading without the word and code of its level ("Actieplan 1.2 - Ruimte om te spelen")."""
    return facts.take_code(heading)[0].lstrip(" :–-")


def without_number(heading: str) -> str:
    """A heading without the number of its section, or its code.

    >>> without_number("3.1 Water vasthouden waar het valt"), without_number("13.Goedkeuring reglement")
    ('Water vasthouden waar het valt', 'Goedkeuring reglement')
    """
    return facts.take_code(_SECTION_NUMBER.sub("", heading))[0]
