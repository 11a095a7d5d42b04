"""Counts per frame: how many rows of the inventory carry each label, and what they are.

A row is an ``actie``, a ``doel`` (BD, AP, a goal of a vision note) or a ``wens`` (asked for by an advisory council); a
total is always kept with that split. A row that nobody judged on a frame may be placed there by the keywords of the
frame's labels; such rows are counted apart and are part of no total.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from pipeline.frameworks import Frame, load_frames
from pipeline.inventory import Inventory, Item, Kind
from pipeline.keywords import Keywords
from pipeline.schema import Record
from pipeline.words import FUNCTION_WORDS, stems

STRONG_THEMES = 3
EXAMPLES = 3
FEWEST_THEMES = 3
_OFTEN = 3  # a word is a theme's own when so many of its actions hold it,
_OWN = 0.6  # and so large a share of the actions that hold it are of this theme
_OPENERS = FUNCTION_WORDS | {"daarin", "daarmee", "daarna", "daarvoor", "hierbij", "hiermee", "hiervoor", "elk", "elke"}


class Tally(Record):
    """A number of rows and how it splits."""

    total: int = 0
    actions: int = 0
    goals: int = 0
    wishes: int = 0


class LabelCount(Record):
    """The rows of one label; ``show`` is the label as a person sees it, ``previous`` its total in the older foto.

    ``derived`` counts the rows placed by keyword, which are part of no total.
    """

    id: str
    name: str
    show: str
    colour: str
    white_text: bool
    tally: Tally
    items: tuple[Item, ...]
    derived: int = 0
    derived_items: tuple[Item, ...] = ()
    previous: int | None = None


class FrameFigures(Record):
    """One frame: a count per label in the order of the frame, and the rows judged to have no label in it.

    ``judged`` counts the rows a person judged on this frame; ``derived`` the rows that keywords placed because nobody did.
    """

    id: str
    name: str
    title: str
    labels: tuple[LabelCount, ...]
    without: int
    judged: int
    derived: int = 0

    @property
    def counted(self) -> bool:
        """Whether what persons judged tells enough; else most rows stand here by keyword, and the frame only shows those."""
        return self.judged >= self.derived


class Matrix(Record):
    """Counts of rows that carry both labels: ``cells[row][column]``, and the largest of them."""

    rows: tuple[LabelCount, ...]
    columns: tuple[LabelCount, ...]
    cells: tuple[tuple[int, ...], ...]
    largest: int


class Strong(Record):
    """A theme with many actions, and a few telling ones."""

    frame: str
    label: LabelCount
    examples: tuple[Item, ...]


def tally(items: Iterable[Item]) -> Tally:
    """How many rows, and of which kind."""
    count: Counter[Kind] = Counter(item.kind for item in items)
    return Tally(total=count.total(), actions=count["actie"], goals=count["doel"], wishes=count["wens"])


def count_frame(items: Sequence[Item], frame: Frame, older: Inventory | None) -> FrameFigures:
    """The figures of one frame; ``older`` is the foto to compare with."""
    judged = [item for item in items if frame.id in item.labels]
    placed = _by_keyword([item for item in items if frame.id not in item.labels], frame)
    return FrameFigures(
        id=frame.id,
        name=frame.name,
        title=frame.title,
        labels=tuple(
            _label(
                frame,
                label,
                [item for item in judged if label in item.labels[frame.id]],
                placed.get(label, []),
                older,
            )
            for label in frame.ids
        ),
        without=sum(not item.labels[frame.id] for item in judged),
        judged=len(judged),
        derived=len({item.nr for found in placed.values() for item in found}),
    )


def _label(frame: Frame, label_id: str, items: list[Item], placed: list[Item], older: Inventory | None) -> LabelCount:
    label = frame.label(label_id)
    before = None if older is None else sum(label_id in item.labels.get(frame.id, ()) for item in older.items)
    return LabelCount(
        id=label.id,
        name=label.name,
        show=frame.show(label.id),
        colour=label.colour,
        white_text=label.white_text,
        tally=tally(items),
        items=tuple(items),
        derived=len(placed),
        derived_items=tuple(placed),
        previous=before,
    )


def _by_keyword(items: Sequence[Item], frame: Frame) -> dict[str, list[Item]]:
    """Items that nobody judged on this frame under the labels whose keywords they hold; none in a frame without keywords."""
    placed: dict[str, list[Item]] = {}
    if any(label.keywords for label in frame.labels):
        for item, found in zip(items, Keywords(frame).find([item.text for item in items]), strict=True):
            for label in found:
                placed.setdefault(label, []).append(item)
    return placed


def pillars(items: Sequence[Item], sdg: Frame) -> FrameFigures:
    """The five P's: an item counts once in each P that one of its SDGs belongs to."""
    frame = load_frames(("p5",))["p5"]
    group = {label.id: label.group for label in sdg.labels}
    moved = [
        item.model_copy(
            update={"labels": {"p5": tuple(dict.fromkeys(group[goal] for goal in item.labels["sdg"] if goal in group))}}
        )
        for item in items
        if "sdg" in item.labels
    ]
    return count_frame(moved, frame, None)


def matrix(rows: FrameFigures, columns: FrameFigures) -> Matrix:
    """How often the labels of two frames go together."""
    numbers = [{item.nr for item in label.items} for label in columns.labels]
    cells = tuple(tuple(sum(item.nr in nrs for item in row.items) for nrs in numbers) for row in rows.labels)
    return Matrix(
        rows=rows.labels, columns=columns.labels, cells=cells, largest=max((n for row in cells for n in row), default=0)
    )


def strongest(frames: Sequence[FrameFigures]) -> list[Strong]:
    """The labels of each frame with the most actions, each with a few telling ones; no action is an example twice."""
    shown: list[Item] = []
    strong: list[Strong] = []
    for frame in frames:
        everywhere = Counter(word for item in _actions(frame.labels) for word in set(stems(item.text)))
        for label in _extremes(frame)[0]:
            examples = telling(frame.id, label, everywhere, shown)
            strong.append(Strong(frame=frame.id, label=label, examples=examples))
            shown += examples
    return strong


def _actions(labels: Iterable[LabelCount]) -> list[Item]:
    return list({item.nr: item for label in labels for item in label.items if item.kind == "actie"}.values())


def weakest(frame: FrameFigures) -> list[LabelCount]:
    """The labels with the fewest actions, of those that have any and are not among the strongest."""
    return _extremes(frame)[1]


def _extremes(frame: FrameFigures) -> tuple[list[LabelCount], list[LabelCount]]:
    """The labels with the most and with the fewest actions; of a small frame at most half count as either."""
    half = max(1, len(frame.labels) // 2)
    most = sorted((label for label in frame.labels if label.tally.actions), key=lambda label: -label.tally.actions)
    strong = min(STRONG_THEMES, half)
    rest = sorted(most[strong:], key=lambda label: label.tally.actions)
    return most[:strong], rest[: min(FEWEST_THEMES, half)]


def telling(
    frame: str, label: LabelCount, everywhere: Mapping[str, int], shown: Sequence[Item] = ()
) -> tuple[Item, ...]:
    """A few actions that show a theme at its best, from different documents where there are.

    Telling is what already runs or is done, is about this theme first and in its own words, stands in a plan rather than in
    the news, can be looked up on a page, and takes one or two sentences to read. ``everywhere`` counts the actions of the
    frame that hold each stem; what is ``shown`` already comes last.
    """
    actions = _actions([label])
    words_of = {item.nr: set(stems(item.text)) for item in actions}
    here = Counter(word for found in words_of.values() for word in found)
    own = {word for word, n in here.items() if n >= _OFTEN and n >= _OWN * everywhere[word]}

    def dull(item: Item) -> tuple[int, int]:
        return _dull(item, frame, label.id) - min(2, len(own & words_of[item.nr])), item.nr

    chosen: list[Item] = []
    actions = sorted(actions, key=lambda item: (item in shown, dull(item)))
    for fresh in (True, False):
        for item in actions:
            new = item not in chosen and item.text not in {other.text for other in chosen}
            if len(chosen) < EXAMPLES and new and (not fresh or item.document not in {c.document for c in chosen}):
                chosen.append(item)
    return tuple(chosen)


def _dull(item: Item, frame: str, label: str) -> int:
    length = len(item.text)
    points = 2 * (item.labels[frame][0] != label) + (item.status == "gepland") + (item.brontype == "nieuwsbrief")
    points += _runs_on(item.text) + 2 * (not item.text[:1].isupper())
    return points + 2 * (length > 280) + 2 * (length < 45) + (not item.places or item.places[0].page is None)


def _runs_on(text: str) -> bool:
    """Whether a title and the text below it stand in one sentence: "bij jongeren Een medewerker is"."""
    return any(
        before[-1].isalnum() and word[0].isupper() and word.lower() in _OPENERS
        for before, word in pairwise(text.split())
    )
