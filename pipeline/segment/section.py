"""Where the walk through a document stands, and what it hands on: drafts of passages."""

from dataclasses import dataclass, field
from typing import NamedTuple

from pipeline.schema import Block, Brontype, Layout, Level, Status
from pipeline.segment import columns, facts, noise, people
from pipeline.segment.council import Part, part_of_point
from pipeline.words import normalised


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


@dataclass
class Section:
    """The headings above, and what they say of status, names and procedure."""

    brontype: Brontype
    council: bool
    titles: list[tuple[int, str]] = field(default_factory=list)
    status: Status | None = None
    attendance: bool = False
    families: bool = False
    frame: bool = False
    part: Part | None = None
    intro: str = ""
    header: tuple[str, ...] = ()

    def enter(self, level: int, title: str, *, chapter: bool = False) -> None:
        """Go on under a heading; a ``chapter`` is never part of a foreword or introduction."""
        ended = noise.opens_frame if chapter else noise.is_foreword
        self.titles = [(above, text) for above, text in self.titles if above < level and not ended(text)]
        self.titles.append((level, title))
        self.status = next(filter(None, (facts.status_of_heading(text) for _, text in reversed(self.titles))), None)
        self.attendance = people.opens_attendance(title)
        self.families = self.brontype == "nieuwsbrief" and people.opens_family_news(title)
        # The pages of a newsletter bear the name of their first article.
        framing = self.titles[-1:] if self.brontype == "nieuwsbrief" else self.titles
        self.frame = any(noise.opens_frame(text) for _, text in framing)
        self.part = part_of_point(title) if self.council else None
        self.intro = ""
        self.header = ()

    def repeats(self, title: str) -> bool:
        """Whether a heading only says once more what stands above it: the name of a worksheet and its first line."""
        return any(normalised(title) == normalised(text) for _, text in self.titles)

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
        """The titles above, from top to bottom."""
        return tuple(text for _, text in self.titles[-3:])
