"""Content files in, frozen records out: the sentences of a document and which of them are actions.

A content file holds blocks; the `inhoud` of a block lists strings (no action) and tables (actions). Keys of an action:
`a` text, `l` labels as "11 3|zm", `st` status, `niv` level, `dub` the action it repeats (`AC000045` or an `id`), `id`.
What a block looks like on the page is for the module that renders the document.
"""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "inhoud"

MVO = {
    "bb": "behoorlijk_bestuur",
    "rm": "rechten_voor_mensen",
    "gw": "goede_werkgever",
    "zm": "zorg_voor_het_milieu",
    "ez": "eerlijk_zaken_doen",
    "co": "consument",
    "ms": "maatschappij_ondersteunen",
}
STATUSES = ("gepland", "lopend", "gerealiseerd", "wens")
LEVELS = ("bd", "ap", "actie", "activiteit")


@dataclass(frozen=True)
class Labels:
    """SDG numbers (0 to 3) and MVO ids (0 to 2), most direct first."""

    sdg: tuple[int, ...]
    mvo: tuple[str, ...]

    @classmethod
    def parse(cls, notation: str) -> "Labels":
        """Read the short notation.

        >>> Labels.parse("11 3|zm")
        Labels(sdg=(11, 3), mvo=('zorg_voor_het_milieu',))
        >>> Labels.parse("-|-")
        Labels(sdg=(), mvo=())
        """
        left, right = notation.split("|")
        sdg = tuple(int(n) for n in left.split() if n != "-")
        mvo = tuple(MVO[m] for m in right.split() if m != "-")
        if len(sdg) > 3 or len(mvo) > 2 or len(set(sdg)) < len(sdg) or any(not 1 <= n <= 17 for n in sdg):
            raise ValueError(f"labels out of bounds: {notation!r}")
        return cls(sdg, mvo)


@dataclass(frozen=True)
class Action:
    """One action of a document other than the plan; `ref` is unique over all documents."""

    ref: str
    text: str
    labels: Labels
    status: str
    level: str = "actie"
    duplicate_of: str = ""
    code: str = ""
    extra: dict[str, Any] = field(default_factory=dict, hash=False, compare=False)


@dataclass(frozen=True)
class Block:
    """A heading, paragraph, list or table: its kind, its parts in reading order and its other keys."""

    kind: str
    parts: tuple[str | Action, ...]
    keys: dict[str, Any] = field(default_factory=dict, hash=False, compare=False)

    @property
    def actions(self) -> list[Action]:
        """The actions among the parts."""
        return [part for part in self.parts if isinstance(part, Action)]

    @property
    def texts(self) -> list[str]:
        """The parts as text, in order."""
        return [part.text if isinstance(part, Action) else part for part in self.parts]


@dataclass(frozen=True)
class Document:
    """File name, title and blocks of one document."""

    name: str
    blocks: tuple[Block, ...]
    keys: dict[str, Any] = field(default_factory=dict, hash=False, compare=False)

    @property
    def actions(self) -> list[Action]:
        """All actions in reading order."""
        return [action for block in self.blocks for action in block.actions]


class ActionReader:
    """Numbers the actions of one document as they are read."""

    def __init__(self, prefix: str, status: str) -> None:
        self.prefix, self.status, self.count = prefix, status, 0

    def read(self, raw: dict[str, Any], level: str = "actie", code: str = "") -> Action:
        """Turn one table of a content file into an action."""
        self.count += 1
        known = {"a", "l", "st", "niv", "dub", "id"}
        action = Action(
            ref=raw.get("id", f"{self.prefix}-{self.count:02d}"),
            text=raw["a"],
            labels=Labels.parse(raw["l"]),
            status=raw.get("st", self.status),
            level=raw.get("niv", level),
            duplicate_of=raw.get("dub", ""),
            code=code,
            extra={k: v for k, v in raw.items() if k not in known},
        )
        if action.status not in STATUSES or action.level not in LEVELS:
            raise ValueError(f"{action.ref}: status {action.status!r}, level {action.level!r}")
        return action


def load(name: str) -> dict[str, Any]:
    """Read one content file, `name` relative to the content folder."""
    with (FOLDER / name).open("rb") as stream:
        return tomllib.load(stream)


def read_document(raw: dict[str, Any]) -> Document:
    """Build a document from the tables `blok` and `accordeon` of a content file."""
    reader = ActionReader(raw["prefix"], raw["status"])
    blocks = []
    for table in [*raw.get("blok", []), *({"soort": "accordeon"} | a for a in raw.get("accordeon", []))]:
        parts = tuple(reader.read(p) if isinstance(p, dict) else p for p in table["inhoud"])
        keys = {k: v for k, v in table.items() if k not in {"soort", "inhoud"}}
        blocks.append(Block(table.get("soort", "alinea"), parts, keys))
    return Document(raw["document"], tuple(blocks), {k: v for k, v in raw.items() if k not in {"blok", "accordeon"}})


def join(parts: list[str]) -> str:
    """Join sentences and fragments into one paragraph; punctuation sticks to what precedes it.

    >>> join(["een kern", ", met ", "groen", "."])
    'een kern, met groen.'
    """
    text = ""
    for part in parts:
        glue = "" if not text or text[-1].isspace() or part[0] in ",.;: " else " "
        text += glue + part
    return text
