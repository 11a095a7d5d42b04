"""Duplicates: the same action on several budget lines, in plan and newsletter, in CSV and PDF, becomes one candidate.

One policy, in this order: passages with the same row id are one; passages with the same text are one unless both carry a
code of their own in the same document (two actions may bear one title); passages with the same code and title are one
(the long text may be missing in one source); long passages that share nearly all their words are one; a passage that holds every
word of one record of another document, or of its title, or stands whole in it, is that action. The richest text is kept,
and every place.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from pipeline.schema import Candidate, Place
from pipeline.words import normalised

# Shared share of words from which two long passages are the same action told twice. At 0.8 two actions that differ in
# a street name or a year still stay apart when they have at most 15 words.
SIMILAR = 0.85
_MIN_WORDS = 7
# Words, the small ones aside, that must all come back before a passage and a record of two documents tell the same action.
# With four, "Onderhoud van wegen, voetpaden en fietspaden" would swallow what is told of one of them. Equal is surer.
_HELD_WORDS = 5
_EQUAL_WORDS = 3
_SMALL = frozenset(
    "de het een en of van voor met in op aan bij tot te om door over uit naar langs tussen onze ons we wij is zijn".split()
)

Clash = Callable[[Candidate, Candidate], bool]
Key = Callable[[Candidate], tuple[str, str]]


def merge(candidates: Sequence[Candidate]) -> list[Candidate]:
    """One candidate per action, in the order in which each first appears."""
    groups = _Groups(candidates)
    for same in _by(candidates, lambda c: (c.id, normalised(c.text))):
        groups.join(same)
    for same in _by(
        candidates,
        lambda c: (normalised(c.text), "" if len(c.text.split()) >= 4 else normalised(" ".join(c.context[-1:]))),
    ):
        groups.join_unless(same, _codes_clash)
    for same in _by([c for c in candidates if c.code], lambda c: (c.code, normalised(c.title)[:80])):
        groups.join_unless(same, lambda a, b: a.level != b.level)
    for a, b in _similar_pairs(candidates):
        if not _codes_clash(a, b) and not _numbers_differ(a, b):
            groups.join([a, b])
    for record, told in _told_records(candidates):
        groups.join([record, told])
    return [_merged(group) for group in groups.in_order()]


class _Groups:
    """Union-find over candidates by their position."""

    def __init__(self, candidates: Sequence[Candidate]) -> None:
        self._candidates = candidates
        self._position = {id(candidate): number for number, candidate in enumerate(candidates)}
        self._parent = list(range(len(candidates)))

    def _root(self, number: int) -> int:
        while self._parent[number] != number:
            self._parent[number] = self._parent[self._parent[number]]
            number = self._parent[number]
        return number

    def join(self, same: Sequence[Candidate]) -> None:
        first = self._root(self._position[id(same[0])])
        for other in same[1:]:
            second = self._root(self._position[id(other)])
            first, second = min(first, second), max(first, second)
            self._parent[second] = first

    def join_unless(self, same: Sequence[Candidate], clash: Clash) -> None:
        kept: list[Candidate] = []
        for candidate in same:
            partner = next((other for other in kept if not clash(other, candidate)), None)
            if partner is None:
                kept.append(candidate)
            else:
                self.join([partner, candidate])

    def in_order(self) -> list[list[Candidate]]:
        groups: dict[int, list[Candidate]] = defaultdict(list)
        for number, candidate in enumerate(self._candidates):
            groups[self._root(number)].append(candidate)
        return [groups[root] for root in sorted(groups)]


def _by(candidates: Iterable[Candidate], key: Key) -> list[list[Candidate]]:
    groups: dict[tuple[str, str], list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        groups[key(candidate)].append(candidate)
    return [group for group in groups.values() if len(group) > 1]


def _codes_clash(a: Candidate, b: Candidate) -> bool:
    if a.level in {"bd", "ap"} and b.level in {"bd", "ap"} and a.level != b.level:
        return True
    same_document = a.places[0].document == b.places[0].document
    return bool(a.code and b.code and a.code != b.code and same_document)


def _numbers_differ(a: Candidate, b: Candidate) -> bool:
    return _figures(a.text) != _figures(b.text)


def _figures(text: str) -> set[str]:
    return {word for word in normalised(text).split() if any(c.isdigit() for c in word)}


def _similar_pairs(candidates: Sequence[Candidate]) -> Iterable[tuple[Candidate, Candidate]]:
    """Pairs of long passages that share nearly all their words, found through their rarest words."""
    bags = [frozenset(normalised(candidate.text).split()) for candidate in candidates]
    count: dict[str, int] = defaultdict(int)
    for bag in bags:
        for word in bag:
            count[word] += 1
    index: dict[str, list[int]] = defaultdict(list)
    for number, bag in enumerate(bags):
        if len(bag) < _MIN_WORDS:
            continue
        # With at least SIMILAR of the words shared, one of the rarest few must be among them.
        rare = sorted(bag, key=lambda word: (count[word], word))[: 2 + len(bag) // 5]
        seen: set[int] = set()
        for word in rare:
            for other in index[word]:
                if other not in seen:
                    seen.add(other)
                    if len(bag & bags[other]) / len(bag | bags[other]) >= SIMILAR:
                        yield candidates[other], candidates[number]
            index[word].append(number)


def _told_records(candidates: Sequence[Candidate]) -> Iterable[tuple[Candidate, Candidate]]:
    """A record and the passage of another document that tells it, when that passage tells no other record as well."""
    bags = [_content(candidate.text) for candidate in candidates]
    index: dict[str, list[int]] = defaultdict(list)
    for number, bag in enumerate(bags):
        for word in bag:
            index[word].append(number)

    def holding(words: frozenset[str]) -> Iterable[int]:
        if len(words) >= _EQUAL_WORDS:
            for number in min((index[word] for word in words), key=len, default=[]):
                if words == bags[number] or (len(words) >= _HELD_WORDS and words <= bags[number]):
                    yield number

    told: dict[int, dict[str, int]] = defaultdict(dict)
    for number, candidate in enumerate(candidates):
        if candidate.layout == "record" and candidate.level == "actie":
            for other in (*holding(_content(candidate.title)), *holding(bags[number])):
                told[other].setdefault(normalised(candidate.title), number)
        else:
            for other in holding(bags[number]):
                if candidates[other].layout == "record" and candidates[other].level == "actie":
                    told[number].setdefault(normalised(candidates[other].title), other)
    for number, records in told.items():
        passage, record = candidates[number], candidates[next(iter(records.values()))]
        apart = passage.places[0].document != record.places[0].document
        if len(records) == 1 and apart and not passage.code and passage.level in {"actie", "activiteit"}:
            yield record, passage


def _content(text: str) -> frozenset[str]:
    return frozenset(normalised(text).split()) - _SMALL


def _merged(group: Sequence[Candidate]) -> Candidate:
    # The text of a plan outranks that of a newsletter: it carries code and parents; then the richer text wins.
    best = max(group, key=lambda c: (c.level != "activiteit", bool(c.code), c.brontype == "bbc", len(c.text)))
    places: list[Place] = []
    for candidate in (best, *group):
        places += [place for place in candidate.places if place not in places]
    aliases = sorted({row_id for c in group for row_id in c.ids} - {best.id})
    goals = tuple(dict.fromkeys(goal for c in (best, *group) for goal in c.sdg_bron))
    dienst = best.dienst or next((c.dienst for c in group if c.dienst), "")
    return best.model_copy(
        update={"places": tuple(places), "aliases": tuple(aliases), "sdg_bron": goals, "dienst": dienst}
    )
