"""Items that are alike: which run parallel within one inventory, and how one inventory differs from another.

Likeness is counted over the stems of the texts; labels and codes play no part.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from pipeline.inventory import Inventory, Item
from pipeline.schema import Record
from pipeline.words import stems

# Likeness is the weight of the shared stems, as a share of the weight of both texts' stems (rare stems weigh more).
# Tuned on the 177 pairs of doubles in Voorbeeldegem: at 0.28 it finds 0.94 of them, and 0.93 of what it finds is one of
# them; at 0.32 0.93 and 0.98, but then pairs that only run parallel are lost. With weights that fall less steeply for
# common stems ("gezin", "krijgt") 0.28 gives 0.95 and 0.87.
PARALLEL = 0.28
SAME = 0.72
MOST_OVERLAPS = 1000
_RARE = 4
_FEW = 100  # with fewer items than this a stem that two of them share would seem common
_COMMON = 60  # a stem in more items than this leads to no comparisons: it still counts in the likeness
_COMPARED = {"tekst": "text", "niveau": "level", "status": "status", "code": "code", "dienst": "dienst"}


class Overlap(Record):
    """Two items that say the same (``zelfde``) or run parallel (``verwant``) in another document or service.

    ``likeness`` runs from 0 to 1; ``shared`` holds the stems that carry it, rarest first.
    """

    first: Item
    second: Item
    likeness: float
    shared: tuple[str, ...]

    @property
    def same(self) -> bool:
        """Whether the two are probably one action told twice."""
        return self.likeness >= SAME


class Change(Record):
    """An item that is in both inventories with another value: per field (Dutch name) the old and the new one."""

    old: Item
    new: Item
    fields: dict[str, tuple[str, str]]


class Comparison(Record):
    """How a newer inventory differs from an older one."""

    new: tuple[Item, ...]
    gone: tuple[Item, ...]
    changed: tuple[Change, ...]
    unchanged: int


def overlaps(inventory: Inventory, limit: int = MOST_OVERLAPS) -> list[Overlap]:
    """Pairs of items in different documents or services that are alike, most alike first, at most ``limit``.

    Two rows of one document are compared only when they name different services.
    """
    items = [item for item in inventory.items if item.level not in {"bd", "ap"}]
    bags = [frozenset(stems(item.text)) for item in items]
    weight = _weights(bags)
    mass = [sum(weight[s] for s in bag) for bag in bags]
    found: list[tuple[float, int, int]] = []
    for number, other in _meetings(bags):
        if _apart(items[number], items[other]):
            shared = sum(weight[s] for s in bags[number] & bags[other])
            # A title that stands whole in a longer text is the same action; a few loose words in it are only akin.
            whole = 0.75 if min(len(bags[number]), len(bags[other])) >= 5 else 0.6
            part = whole * shared / min(mass[number], mass[other])
            likeness = max(shared / (mass[number] + mass[other] - shared), part)
            if likeness >= PARALLEL:
                found.append((likeness, other, number))
    found.sort(key=lambda pair: (-pair[0], items[pair[1]].nr, items[pair[2]].nr))
    return [
        Overlap(
            first=items[a],
            second=items[b],
            likeness=round(likeness, 3),
            shared=tuple(sorted(bags[a] & bags[b], key=lambda s: (-weight[s], s))[:6]),
        )
        for likeness, a, b in found[:limit]
    ]


def _weights(bags: Sequence[frozenset[str]]) -> dict[str, float]:
    count = Counter(s for bag in bags for s in bag)
    total = max(len(bags), _FEW) + 1
    return {s: (math.log(total / n) / math.log(total)) ** 2 for s, n in count.items()}


def _meetings(bags: Sequence[frozenset[str]]) -> Iterator[tuple[int, int]]:
    count = Counter(s for bag in bags for s in bag)
    index: dict[str, list[int]] = defaultdict(list)
    for number, bag in enumerate(bags):
        met: Counter[int] = Counter()
        for s in bag:
            if count[s] <= _COMMON:
                met.update(index[s])
                index[s].append(number)
                # One very rare stem ("renovatiecoach") is as good as two.
                met.update(index[s] if count[s] <= _RARE else ())
        yield from ((number, other) for other in sorted(met) if other != number and (met[other] >= 2 or len(bag) <= 3))


def _apart(a: Item, b: Item) -> bool:
    return a.document != b.document or bool(a.dienst and b.dienst and a.dienst != b.dienst)


def compare(old: Inventory, new: Inventory) -> Comparison:
    """What is new, gone and changed between two inventories.

    Two items are one when their row ids meet, else when their text is the same, else when they are nearly the same; codes
    are not used, for they mean something else in the next plan.
    """
    pairs = _paired(old.items, new.items)
    taken = {a for a, _ in pairs}
    matched = {b: a for a, b in pairs}
    changes = [
        Change(old=old.items[a], new=new.items[b], fields=fields)
        for b, a in sorted(matched.items())
        if (fields := _differences(old.items[a], new.items[b]))
    ]
    return Comparison(
        new=tuple(item for number, item in enumerate(new.items) if number not in matched),
        gone=tuple(item for number, item in enumerate(old.items) if number not in taken),
        changed=tuple(changes),
        unchanged=len(pairs) - len(changes),
    )


def _paired(old: Sequence[Item], new: Sequence[Item]) -> list[tuple[int, int]]:
    pairs: list[tuple[int, int]] = []
    free_old, free_new = set(range(len(old))), set(range(len(new)))

    def pair(keys_old: Callable[[Item], Iterable[str]], keys_new: Callable[[Item], Iterable[str]]) -> None:
        known: dict[str, list[int]] = defaultdict(list)
        for a in sorted(free_old):
            for key in keys_old(old[a]):
                known[key].append(a)
        for b in sorted(free_new):
            a_or_none = next((a for key in keys_new(new[b]) for a in known[key] if a in free_old), None)
            if a_or_none is not None:
                pairs.append((a_or_none, b))
                free_old.discard(a_or_none)
                free_new.discard(b)

    pair(lambda item: [item.id], lambda item: [item.id])
    pair(_ids, _ids)
    pair(_text_key, _text_key)
    for a, b in _alike(old, new, free_old, free_new):
        if a in free_old and b in free_new:
            pairs.append((a, b))
            free_old.discard(a)
            free_new.discard(b)
    return pairs


def _ids(item: Item) -> list[str]:
    return [item.id, *item.aliases]


def _text_key(item: Item) -> list[str]:
    return [" ".join(stems(item.text))]


def _alike(old: Sequence[Item], new: Sequence[Item], free_old: set[int], free_new: set[int]) -> list[tuple[int, int]]:
    """Pairs of what is left whose stems are nearly the same, most alike first."""
    left = [(old[a], a, True) for a in sorted(free_old)] + [(new[b], b, False) for b in sorted(free_new)]
    bags = [frozenset(stems(item.text)) for item, _, _ in left]
    found: list[tuple[float, int, int]] = []
    for number, other in _meetings(bags):
        (_, b, new_is_old), (_, a, other_is_old) = left[number], left[other]
        if other_is_old and not new_is_old:
            likeness = len(bags[number] & bags[other]) / len(bags[number] | bags[other])
            if likeness >= SAME:
                found.append((-likeness, a, b))
    return [(a, b) for _, a, b in sorted(found)]


def _differences(old: Item, new: Item) -> dict[str, tuple[str, str]]:
    """The fields a reader cares about that differ; labels under the id of their frame, their ids joined by a space."""
    plain = {name: (str(getattr(old, field)), str(getattr(new, field))) for name, field in _COMPARED.items()}
    for frame in sorted({*old.labels, *new.labels}):
        plain[frame] = (" ".join(old.labels.get(frame, ())), " ".join(new.labels.get(frame, ())))
    return {name: (before, after) for name, (before, after) in plain.items() if before != after}
