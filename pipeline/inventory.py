"""Decisions in force in, the inventory out: one item per confirmed goal or action, with all its fields and its source.

Only a decision ``ja`` makes an item; suggestions never do.
"""

from collections.abc import Sequence
from typing import Literal

from pipeline.schema import Brontype, Decision, Level, Place, Record, Status

Kind = Literal["doel", "actie", "wens"]
KINDS: tuple[Kind, ...] = ("actie", "doel", "wens")


class Item(Record):
    """One confirmed goal, action or wish; ``nr`` is its place in the log and keeps when other rows are withdrawn.

    ``labels`` maps a frame to label ids, most direct first; a frame that is absent was not judged (see ``Decision.judged``).
    ``places`` is where it stands, the first as shown to the reviewer; ``confirmed_on`` is a date (ISO).
    """

    nr: int
    id: str
    aliases: tuple[str, ...] = ()
    text: str
    labels: dict[str, tuple[str, ...]]
    level: Level
    brontype: Brontype
    status: Status
    code: str = ""
    context: tuple[str, ...] = ()
    dienst: str = ""
    deadline: str = ""
    remark: str = ""
    reviewer: str = ""
    confirmed_on: str = ""
    sdg_bron: tuple[int, ...] = ()
    places: tuple[Place, ...] = ()

    @property
    def kind(self) -> Kind:
        """What the row counts as: what an advisory council asks for is a wish, not something that is being done."""
        if self.status == "wens":
            return "wens"
        return "doel" if self.level in {"bd", "ap"} else "actie"

    @property
    def document(self) -> str:
        """The document it was confirmed from, empty when unknown."""
        return self.places[0].document if self.places else ""


class Inventory(Record):
    """The items in the order in which they were first decided, and how many rows were decided ``nee``."""

    items: tuple[Item, ...] = ()
    rejected: int = 0


def build(decisions: Sequence[Decision]) -> Inventory:
    """The inventory of the decisions in force (see ``decisions.in_force``).

    A row that was later merged into another decided row gives way to it, so that nothing counts twice.
    """
    later: dict[str, str] = {}
    for decision in decisions:
        for alias in decision.aliases:
            later[alias] = max(later.get(alias, ""), decision.time)
    standing = [(nr, d) for nr, d in enumerate(decisions, 1) if later.get(d.id, "") <= d.time]
    return Inventory(
        items=tuple(_item(nr, decision) for nr, decision in standing if decision.verdict == "ja"),
        rejected=sum(decision.verdict == "nee" for _, decision in standing),
    )


def _item(nr: int, decision: Decision) -> Item:
    shared = set(Item.model_fields) & set(Decision.model_fields)
    values = {name: getattr(decision, name) for name in shared}
    return Item(nr=nr, confirmed_on=decision.time[:10], **{**values, "labels": decision.judged})
