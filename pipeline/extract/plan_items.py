"""The items of one plan while it is read: BD, AP and AC drafts, merged on their codes, each under its parents."""

import re
from dataclasses import dataclass, field

from pipeline.extract.plan_text import LEVEL_ORDER, PlanLevel, plain_text
from pipeline.schema import Block, Parent, PlanItem

MAX_LONG_TEXT = 4_000
# A code that no two items of one plan share: letters and a serial number, or a long number.
# The number that a plan prints before a title and again before its text: "10.5.2 We moedigen …"; not "2.500 bomen".
_NUMBER = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})+|(?:BD|AP|ACT?) ?\d+)[.:]?\s+")
_STRONG = re.compile(r"^(?:[A-Za-z]{1,6}[-_]?\d{3,}.*|\d{6,}.*|.*/.*\d.*)$")


@dataclass(slots=True)
class Draft:
    """A plan item under construction, and the block at which it first stood."""

    level: PlanLevel
    code: str
    title: str
    block: Block
    parents: tuple["Draft", ...] = ()
    texts: list[str] = field(default_factory=list)
    amounts: dict[int, float] = field(default_factory=dict)
    lines: int = 0
    dienst: str = ""

    def add_text(self, text: str) -> None:
        """Add long text that is not there yet."""
        text = plain_text(text)
        if text and text not in self.texts and sum(map(len, self.texts)) + len(text) <= MAX_LONG_TEXT:
            self.texts.append(text)

    def add_amounts(self, amounts: dict[int, float]) -> None:
        """Add the amounts of one budget line."""
        for year, amount in amounts.items():
            self.amounts[year] = round(self.amounts.get(year, 0.0) + amount, 2)

    def finished(self) -> Block:
        """The draft as a block of kind ``plan_item``."""
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
        block = self.block
        return Block(nr=block.nr, kind="plan_item", text=text, page=block.page, place=block.place, plan=item)


class Plan:
    """All items of one document in the order in which they first stood, and the place where the reading is now."""

    def __init__(self) -> None:
        """An empty plan."""
        self.by_block: dict[int, list[Draft]] = {}
        self._known: dict[tuple[str, ...], Draft] = {}
        self._by_code: dict[str, Draft] = {}
        self._current: dict[PlanLevel, Draft] = {}

    @property
    def last(self) -> Draft | None:
        """The deepest item at which the reading is now."""
        return next((self._current[level] for level in reversed(LEVEL_ORDER) if level in self._current), None)

    def open(self, level: PlanLevel, code: str, title: str, block: Block) -> Draft:
        """Go to the item with this code (or title), making it when it is new; deeper levels are closed."""
        above = LEVEL_ORDER[: LEVEL_ORDER.index(level)]
        parents = self._by_path(code) or tuple(self._current[upper] for upper in above if upper in self._current)
        key = self._key(level, code, title, parents)
        draft = self._known.get(key)
        if draft is None:
            draft = Draft(level, code, title, block, parents)
            self._known[key] = draft
            self._by_code.setdefault(code, draft)
            self.by_block.setdefault(block.nr, []).append(draft)
        elif not draft.title:
            draft.title = title
        if len(parents) > len(draft.parents):
            draft.parents = parents
        for deeper in LEVEL_ORDER[LEVEL_ORDER.index(level) :]:
            self._current.pop(deeper, None)
        for parent in draft.parents:
            self._current[parent.level] = parent
        self._current[level] = draft
        return draft

    def _by_path(self, code: str) -> tuple[Draft, ...]:
        """The parents that a code such as BD000003/AP000034/AC000165 names, when they are known."""
        steps = code.split("/")
        paths = ["/".join(steps[: end + 1]) for end in range(len(steps) - 1)]
        return tuple(self._by_code[path] for path in paths if path in self._by_code)

    def leave(self) -> None:
        """Leave the plan: what follows is other text."""
        self._current.clear()

    @staticmethod
    def _key(level: PlanLevel, code: str, title: str, parents: tuple[Draft, ...]) -> tuple[str, ...]:
        own = code.casefold() or "=" + re.sub(r"\W+", " ", title).strip().casefold()
        if code and _STRONG.match(code):
            return (level, own)
        return (level, *(parent.code.casefold() or parent.title.casefold() for parent in parents), own)
