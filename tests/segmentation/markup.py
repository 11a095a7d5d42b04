"""The content of the held-out documents: a line is a block, a part between `<<` and `>>` is (part of) a true action.

`kind: text` where the text may hold `<<tag: words>>`. The tag gives level (`bd ap ac av`), SDGs (`13,6`), MVO themes by
letter, status, `#code`, `@name` and `=name of the same action elsewhere`; `<<+: words>>` continues the action before it.
Lines before the first block are settings (`document`, `prefix`, `status`, `titel`, `statuskolom`).
"""

import re
from dataclasses import dataclass, field
from pathlib import Path

FOLDER = Path(__file__).parent / "inhoud"
SPAN = re.compile(r"<<([^:>]*(?::[^\s>][^:>]*)*): (.*?)>>")
SETTINGS = {"document", "prefix", "status", "titel", "statuskolom"}
LEVELS = {"bd": "bd", "ap": "ap", "ac": "actie", "av": "activiteit"}
STATUSES = {"gepland": "gepland", "lopend": "lopend", "gedaan": "gerealiseerd", "wens": "wens"}
THEMES = {
    "b": "behoorlijk_bestuur",
    "r": "rechten_voor_mensen",
    "g": "goede_werkgever",
    "z": "zorg_voor_het_milieu",
    "e": "eerlijk_zaken_doen",
    "c": "consument",
    "m": "maatschappij_ondersteunen",
}


@dataclass
class TrueAction:
    """One action that a document holds; `parts` are its passages in reading order."""

    ref: str
    status: str
    level: str = "actie"
    code: str = ""
    sdg: tuple[int, ...] = ()
    mvo: tuple[str, ...] = ()
    duplicate_of: str = ""
    parts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The whole text: title and its own sentences."""
        return " ".join(self.parts)


@dataclass(frozen=True)
class Block:
    """One line of content: plain texts of its cells (split at `|`) and the actions that begin in it."""

    kind: str
    text: str
    cells: tuple[str, ...]
    actions: tuple[TrueAction, ...]

    @property
    def code(self) -> str:
        """Code of the first action that begins here."""
        return self.actions[0].code if self.actions else ""


@dataclass(frozen=True)
class Content:
    """A document to be: its settings, blocks and true actions."""

    settings: dict[str, str]
    blocks: tuple[Block, ...]
    actions: tuple[TrueAction, ...]

    @property
    def name(self) -> str:
        """File name of the document."""
        return self.settings["document"]

    @property
    def title(self) -> str:
        """Title that the document prints."""
        return self.settings["titel"]


def load(path: Path) -> Content:
    """Read one content file."""
    settings: dict[str, str] = {}
    reader = _Reader(settings)
    for line in path.read_text(encoding="utf-8").splitlines():
        kind, _, text = line.partition(": ")
        if not line.strip() or line.startswith("//"):
            continue
        if kind in SETTINGS and not reader.blocks:
            settings[kind] = text
        else:
            reader.add(kind, text.strip())
    return Content(settings, tuple(reader.blocks), tuple(reader.actions))


class _Reader:
    def __init__(self, settings: dict[str, str]) -> None:
        self.settings = settings
        self.blocks: list[Block] = []
        self.actions: list[TrueAction] = []
        self.parent_code = ""

    def add(self, kind: str, text: str) -> None:
        first = len(self.actions)
        for tag, words in SPAN.findall(text):
            if tag == "+":
                self.actions[-1].parts.append(words.strip())
            else:
                self._begin(tag.split(), words.strip())
        plain = SPAN.sub(lambda match: match[2], text)
        if "<<" in plain or ">>" in plain:
            raise ValueError(f"{self.settings['document']}: no valid tag in {text!r}")
        begun = self.actions[first:]
        cells = tuple(re.split(r"\s*\|\s*", plain))
        for pair in filter(None, self.settings.get("statuskolom", "").split(";")):
            shown, status = pair.split("=")
            if shown in cells:
                for action in begun:
                    action.status = STATUSES[status]
        self.blocks.append(Block(kind, plain, cells, tuple(begun)))

    def _begin(self, tokens: list[str], words: str) -> None:
        ref = f"{self.settings['prefix']}-{len(self.actions) + 1:02d}"
        action = TrueAction(ref, STATUSES[self.settings["status"]], parts=[words])
        for token in tokens:
            _apply(action, token, self.settings["prefix"])
        if action.level == "activiteit":
            action.code = self.parent_code
        elif action.level == "actie":
            self.parent_code = action.code
        self.actions.append(action)


def _apply(action: TrueAction, token: str, prefix: str) -> None:
    if token in LEVELS:
        action.level = LEVELS[token]
    elif token in STATUSES:
        action.status = STATUSES[token]
    elif token[0] == "#":
        action.code = token[1:]
    elif token[0] == "@":
        action.ref = f"{prefix}-{token[1:]}"
    elif token[0] == "=":
        action.duplicate_of = token[1:]
    elif token[0].isdigit():
        action.sdg = tuple(int(number) for number in token.split(","))
    else:
        action.mvo = tuple(THEMES[letter] for letter in token)
