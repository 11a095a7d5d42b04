"""The items of one plan while it is read: BD, AP and AC drafts, merged on their codes, each under its parents."""

import re
from collections import defaultdict
from dataclasses import dataclass, field

from pipeline.extract.plan_overview import plain_text
from pipeline.extract.plan_text import LEVEL_ORDER, PlanLevel, code_shape, code_steps, service_at_end
from pipeline.schema import Block, Parent, PlanItem

MAX_LONG_TEXT = 4_000
# The number that a plan prints before a title and again before its text: "10.5.2 We moedigen …"; not "2.500 bomen".
_NUMBER = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})+|(?:BD|AP|ACT?) ?\d+)[.:]?\s+")
# The bullets of a list that was written on one line.
_BULLET = re.compile(r"(?<=\S)[ \t]+[•▪●‣][ \t]+|(?<=[:;])[ \t]+[-–][ \t]+")
# A code that no two items of one plan share: letters and a serial number, or a long number.
_STRONG = re.compile(r"^(?:[A-Za-z]{1,6}[-_]?\d{3,}.*|\d{6,}.*|.*/.*\d.*)$")


@dataclass(slots=True)
class Draft:
    """A plan item under construction; ``places`` holds per stretch of the plan the block at which it stands there."""

    level: PlanLevel
    code: str
    title: str
    parents: tuple["Draft", ...] = ()
    places: dict[int, int] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)
    amounts: dict[int, float] = field(default_factory=dict)
    lines: int = 0
    dienst: str = ""
    depth: int = 0

    def add_text(self, text: str) -> bool:
        """Add long text that is not there yet, a service named at its end apart; False when nothing was taken."""
        service, text = service_at_end(_BULLET.sub("\n• ", plain_text(text)))
        self.dienst = self.dienst or service
        if not text or text in self.texts or sum(map(len, self.texts)) + len(text) > MAX_LONG_TEXT:
            return bool(service)
        self.texts.append(text)
        return True

    def add_amounts(self, amounts: dict[int, float]) -> None:
        """Add the amounts of one budget line."""
        for year, amount in amounts.items():
            self.amounts[year] = round(self.amounts.get(year, 0.0) + amount, 2)

    def finished(self, block: Block) -> Block:
        """The draft as a block of kind ``plan_item``, in the place of a block."""
        long_text = "\n".join(self.texts)
        title = self.title or long_text.split("\n", 1)[0][:100]
        number = match.group() if (match := _NUMBER.match(title)) else ""
        long_text = "" if long_text == title else long_text.removeprefix(number)
        item = PlanItem(
            level=self.level,
            code=self.code,
            title=title,
            long_text=long_text,
            parents=tuple(Parent(level=parent.level, code=parent.code, title=parent.title) for parent in self.parents),
            amounts=dict(sorted(self.amounts.items())),
            budget_lines=max(self.lines, 1),
            dienst=self.dienst,
        )
        told = long_text.startswith(title.removeprefix(number))
        text = number + long_text if told else f"{title} {long_text}".strip()
        return Block(nr=block.nr, kind="plan_item", text=text, page=block.page, place=block.place, plan=item)


class Plan:
    """All items of one document in the order in which they first stood, and the place where the reading is now.

    The stretches between headings that are no part of the plan count: where its titles stand in a tree before they are told
    at length, an item has its place in the stretch that tells.
    """

    def __init__(self, action_shapes: frozenset[str] = frozenset()) -> None:
        """An empty plan; codes of these shapes are those of actions."""
        self._action_shapes = action_shapes
        self._known: dict[tuple[str, ...], Draft] = {}
        self._by_code: dict[str, Draft] = {}
        self._by_steps: dict[tuple[str, ...], Draft] = {}
        self._current: dict[PlanLevel, Draft] = {}
        self._open = False
        self._stretch = 0
        self._told: dict[int, int] = {}

    @property
    def last(self) -> Draft | None:
        """The deepest item at which the reading is now."""
        return next(
            (self._current[level] for level in reversed(LEVEL_ORDER) if level in self._current and self._open), None
        )

    def open(self, level: PlanLevel, code: str, title: str, block: Block) -> Draft:
        """Go to the item with this code (or title), making it when it is new; deeper levels are closed."""
        above = LEVEL_ORDER[: LEVEL_ORDER.index(level)]
        parents = self._by_path(code) or tuple(self._current[upper] for upper in above if upper in self._current)
        draft = self._known.setdefault(self._key(level, code, title, parents), Draft(level, code, title, parents))
        draft.places.setdefault(self._stretch, block.nr)
        draft.title = draft.title or title
        draft.depth = draft.depth or block.level
        self._by_code.setdefault(code, draft)
        self._by_steps.setdefault(code_steps(code), draft)
        if len(parents) > len(draft.parents):
            draft.parents = parents
        for deeper in LEVEL_ORDER[LEVEL_ORDER.index(level) :]:
            self._current.pop(deeper, None)
        for parent in draft.parents:
            self._current[parent.level] = parent
        self._current[level] = draft
        self._open = True
        return draft

    def level_of(self, code: str) -> PlanLevel | None:
        """The level of a code without a level word: below the item here whose code it goes on from, or that of an action."""
        steps = code_steps(code)
        here = set(map(id, self._current.values()))
        for length in range(len(steps) - 1, 0, -1):
            above = self._by_steps.get(steps[:length])
            if above and id(above) in here:
                return LEVEL_ORDER[min(LEVEL_ORDER.index(above.level) + len(steps) - length, len(LEVEL_ORDER) - 1)]
        return "actie" if code_shape(code) in self._action_shapes else None

    def interrupt(self) -> None:
        """What follows explains no item: a list of several stood here."""
        self._open = False

    def leave(self, depth: int) -> None:
        """Leave the plan at a heading of this depth: a deeper one only interrupts what stands under it."""
        self.interrupt()
        first = next((self._current[level] for level in LEVEL_ORDER if level in self._current), None)
        if first is None or not first.depth or depth <= first.depth:
            self._current.clear()
            self._told[self._stretch] = self._length()
            self._stretch += 1

    def placed(self) -> dict[int, list[Draft]]:
        """The items by the block at which they stand: in the first stretch that tells, else where they first stood."""
        self._told[self._stretch] = self._length()
        telling = {stretch for stretch, length in self._told.items() if length > self._told.get(stretch - 1, 0)}
        placed: dict[int, list[Draft]] = defaultdict(list)
        for draft in self._known.values():
            first = next((stretch for stretch in draft.places if stretch in telling), next(iter(draft.places)))
            placed[draft.places[first]].append(draft)
        return placed

    def _length(self) -> int:
        return sum(len(draft.texts) for draft in self._known.values())

    def _by_path(self, code: str) -> tuple[Draft, ...]:
        """The parents that a code such as BD000003/AP000034/AC000165 names, when they are known."""
        steps = code.split("/")
        paths = ["/".join(steps[: end + 1]) for end in range(len(steps) - 1)]
        return tuple(self._by_code[path] for path in paths if path in self._by_code)

    @staticmethod
    def _key(level: PlanLevel, code: str, title: str, parents: tuple[Draft, ...]) -> tuple[str, ...]:
        own = code.casefold() or "=" + re.sub(r"\W+", " ", title).strip().casefold()
        if code and _STRONG.match(code):
            return (level, own)
        return (level, *(parent.code.casefold() or parent.title.casefold() for parent in parents), own)
