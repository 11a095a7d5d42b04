"""What stands on one PDF page, in upright top-down coordinates (points): words, ruling lines, filled boxes, pictures.

These records are the border between PDFium and the layout rules; nothing here knows PDFium.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Style:
    """How a run of text looks: size in points on the page, weight, colour (RRGGBB), font family, and whether it shows."""

    size: float
    bold: bool = False
    italic: bool = False
    colour: str = "000000"
    invisible: bool = False
    angle: int = 0
    font: str = ""


@dataclass(slots=True)
class Word:
    """One word with its box; ``breaks`` when the content stream starts a new line before it."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    style: Style
    breaks: bool = False

    @property
    def middle(self) -> float:
        """Height of the middle of the word on the page."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line: ``at`` is its fixed coordinate, ``start`` and ``end`` where it runs along the other axis."""

    at: float
    start: float
    end: float


@dataclass(slots=True)
class PageMarks:
    """Everything the layout rules need of one page; ``turned`` holds words that run in another direction."""

    number: int
    width: float
    height: float
    words: list[Word] = field(default_factory=list)
    turned: list[Word] = field(default_factory=list)
    across: list[Rule] = field(default_factory=list)
    down: list[Rule] = field(default_factory=list)
    boxes: list[tuple[float, float, float, float]] = field(default_factory=list)
    picture_share: float = 0.0
    chars: int = 0
    garbled: bool = False
