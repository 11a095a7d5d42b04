"""The blocks of one document in, drafts of passages out: what stands where, under which titles, in which layout.

No language model is needed here. A draft holds the title of a record or heading, the text that is still to be cut, or both.
What can be no passage whatever the model thinks (names, births, containers, contents, amounts) is left out here.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, zip_longest

from pipeline.schema import Block, Document, Layout, Level
from pipeline.segment import columns, council, facts, noise, people
from pipeline.segment.headings import (
    from_level,
    is_chapter,
    is_numbered,
    is_section,
    level_of,
    names_premium,
    parent_numbers,
    sets_goal,
    without_level,
    without_number,
)
from pipeline.segment.opening import opening
from pipeline.segment.section import Draft, Section, Title
from pipeline.segment.tables import plan_item, table_row
from pipeline.segment.tags import take_sdg_tags

_MARGIN_NUMBER = re.compile(r"(\d{1,3})\s+(?=[A-ZÀ-Ý“‘\"'])")
# From this depth a line is a title only because of what follows it.
_LOOSE = 9
_LETTERED = re.compile(r"[A-Za-z][.)] ")
# Words from which a paragraph is running text.
_RUNNING = 12


def drafts(document: Document, blocks: Sequence[Block]) -> Iterator[Draft]:
    """The drafts of one document in reading order."""
    left_out = opening(blocks)
    shown = [block for block in blocks if block.kind != "aside"]
    first = shown[0] if shown else None
    names = [document.path, *(block.text for block in shown[:6] if block.kind == "heading")]
    section = Section(document.brontype, any(map(council.is_council, names)))
    walk = _Walk(section, shown)
    shown = [block for block in shown if block.nr not in left_out]
    for block, following in zip_longest(shown, shown[1:]):
        if block.kind == "heading":
            yield from walk.heading(block, following, block is first)
        elif block.kind == "plan_item":
            yield from plan_item(block, section)
        elif block.kind == "table_row":
            yield from table_row(block, section)
        else:
            yield from walk.text(block, following)


class _Walk:
    """Makes drafts of headings and running text, by where the walk stands."""

    def __init__(self, section: Section, blocks: Sequence[Block]) -> None:
        self._section = section
        self._margins = _numbers_in_margin(blocks)
        self._parents = parent_numbers(blocks) if section.council else frozenset()
        self._loose = _loose_lines(blocks) if section.brontype == "nieuwsbrief" else frozenset()
        self._points = council.numbered_points(blocks) if section.council else frozenset()

    def heading(self, block: Block, following: Block | None, opens: bool) -> Iterator[Draft]:
        """A heading is a passage when it says it is a goal or action, is a point of the council, or has nothing under it."""
        section = self._section
        title = without_number(take_sdg_tags(block.text)[0])
        if section.council:
            title = council.point(title)[0]
        again = section.repeats(title)
        section.enter(block.level, title, chapter=is_chapter(block.text))
        empty = following is None or following.kind == "heading"
        if section.attendance or again or (empty and is_section(block.text, self._parents)):
            return
        bare = empty and (following is None or following.level <= block.level)
        bare = bare and (not opens or following is None)  # the title of the document
        yield from _passage(block, section, bare)

    def text(self, block: Block, following: Block | None) -> Iterator[Draft]:
        """A paragraph or list item, unless it names people, only announces, or leads to a decision."""
        section = self._section
        if section.families or _is_field(block):
            return
        if people.lists_people(block.text) or section.attendance:
            section.attendance = section.attendance and not block.text.endswith((".", "!", "?"))
        elif block.nr in self._loose:
            section.enter(_LOOSE, block.text)
        elif section.council and (part := council.part_of_point(block.text)):
            section.part = part
        elif _heads_sublist(block, following):
            section.intro = block.text
        elif _heads_text(block, following):
            section.enter(_LOOSE, without_number(block.text))
        elif section.part != "decision" and (
            block.nr in self._points or (section.council and council.is_point(block.text))
        ):
            title, layout = council.point(block.text)
            section.enter(_LOOSE, title)
            yield Draft(block, "", section.context[:-1], "actie", layout, section.status, Title(title))
        elif section.part != "grounds":
            yield _prose(block, section, self._margins.get(block.nr, 0))


def _passage(block: Block, section: Section, bare: bool) -> Iterator[Draft]:
    level = level_of(block.text)
    if level is None and sets_goal(block.text, section.brontype):
        level = "bd"
    claimed = from_level(block.text)
    coded = facts.take_code(claimed)[1] if level else ""
    title = without_level(claimed) if coded else without_number(block.text)
    layout: Layout = "record" if level else "heading"
    if section.council:
        title, layout = council.point(title)
    point = section.council and not section.part and (is_numbered(block.text) or council.decides(title))
    premium = not section.council and names_premium(title)
    if premium or ((level or bare or point) and len(title.split()) >= 3):
        yield Draft(block, "", section.context[:-1], level or "actie", layout, section.status, Title(title, coded))


def _prose(block: Block, section: Section, start: int) -> Draft:
    level: Level = "activiteit" if section.brontype == "nieuwsbrief" else "actie"
    if section.council:
        start = council.article(block.text)
    text, context = block.text[start:], section.context
    if block.kind == "list_item" and section.intro:
        context = (*context, section.intro)
    if block.kind == "paragraph":
        section.intro = text if text.rstrip().endswith(":") else ""
    return Draft(block, text, context, level, _layout(block, text, section), section.status, start=start)


def _layout(block: Block, text: str, section: Section) -> Layout:
    if section.council:
        form = council.is_form(text) or any(council.is_procedure(title) for _, title in section.titles[1:])
        return "decision" if section.part == "decision" and not form else "minutes"
    if section.frame:
        return "frame"
    if block.kind == "list_item":
        return "planned_item" if section.status else "item"
    return "prose"


def _is_field(block: Block) -> bool:
    """Whether an item below another only gives its deadline, service or money: "budget: 14.000 euro"."""
    label, colon, said = block.text.partition(":")
    below = block.kind == "list_item" and block.level > 0
    return below and bool(colon) and len(label.split()) <= 2 and columns.role(label, said) in columns.ASIDE


def _heads_sublist(block: Block, following: Block | None) -> bool:
    below = following is not None and following.kind == "list_item" and following.level > block.level
    return block.kind == "list_item" and below and noise.is_group_title(block.text)


def _heads_text(block: Block, following: Block | None) -> bool:
    """A lettered line above running text is its title, though a reader took it for an item: "b. Ouder worden in de buurt"."""
    below = following is not None and following.kind == "paragraph" and len(following.text.split()) >= _RUNNING
    return block.kind == "list_item" and below and bool(_LETTERED.match(block.text)) and noise.is_title_line(block.text)


def _loose_lines(blocks: Sequence[Block]) -> frozenset[int]:
    """The lines of a newsletter that are the title of an article or the caption of a picture; a run of them is a list."""
    loose = [block.kind == "paragraph" and noise.is_loose_line(block.text) for block in blocks]
    around = zip([False, *loose], [*loose[1:], False], strict=False)
    return frozenset(
        block.nr
        for block, line, (before, after) in zip(blocks, loose, around, strict=True)
        if line and not (before or after)
    )


def _numbers_in_margin(blocks: Sequence[Block]) -> dict[int, int]:
    """The numbers in the margin: for each block of a run that counts on, how many characters its number takes.

    A number counts only in a run ("26 We zetten …", "27 De openbare omroep …"), so that "12 Laadpalen" keeps its twelve.
    """
    found = [(block, match) for block in blocks if block.plan is None and (match := _MARGIN_NUMBER.match(block.text))]
    numbered: dict[int, int] = {}
    for (one, first), (other, second) in pairwise(found):
        if int(second[1]) == int(first[1]) + 1:
            numbered |= {one.nr: first.end(), other.nr: second.end()}
    return numbered
