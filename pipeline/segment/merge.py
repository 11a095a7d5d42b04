"""Duplicates: the same action on several budget lines, in plan and newsletter, in CSV and PDF, becomes one candidate.

One policy, in this order: passages with the same row id are one; passages with the same text are one unless both carry a
code of their own in the same document (two actions may bear one title); passages with the same code and title are one
(the long text may be missing in one source); long passages that share nearly all their words are one; an action of which another
document holds most of the words that are rare, whatever their form, and all figures, is told there again. The richest text is
kept, and every place.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence

from pipeline.schema import Candidate, Place
from pipeline.words import normalised, stems

# Shared share of words from which two long passages are the same action told twice. At 0.8 two actions that differ in
# a street name or a year still stay apart when they have at most 15 words.
SIMILAR = 0.85
_MIN_WORDS = 7
# Words from which the same title in two documents is the same action.
_WHOLE_TITLE = 4
# The share of the stems of an action (or of its title), by their rarity, that another document must hold to tell the same; at
# least so many, and so rare together. Of the 103 actions that stand twice in the documents of twelve invented municipalities,
# .7 joins 81 and no two that differ; with three stems it joins two that differ, with five 69. Only what is told in the same
# words joined 37.
_HELD = 0.7
_HELD_WORDS = 4
_HELD_RARITY = 10.0
# In fewer candidates than this nothing can be seen to be common.
_FEW = 200
_NAME = re.compile(r"(?<=[a-z0-9à-ÿ,] )[A-ZÀ-Ý][\w’'-]*[a-z]\w*")
_DEEDS = frozenset(
    stems(
        "aanleg aanleggen leggen bouwen plaatsen inrichten inrichting invoeren invoering voeren opmaken opmaak uitvoeren uitvoering "
        "realiseren starten opstart organiseren goedkeuring vaststelling instelling reglement subsidiereglement huishoudelijk "
        "aanvullend verkeersreglement gemeente gemeentelijk bestuur komen krijgen"
    )
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
    for same in _by(
        [c for c in candidates if len(c.title.split()) >= _WHOLE_TITLE], lambda c: (normalised(c.title), "")
    ):
        groups.join_unless(same, lambda a, b: _beside(a, b) or a.level != b.level)
    for a, b in _similar_pairs(candidates):
        if not _codes_clash(a, b) and not _numbers_differ(a, b):
            groups.join([a, b])
    # Again, now that what is literally the same is one: else an action that is told twice has two equal counterparts.
    found = [_merged(group) for group in groups.in_order()]
    groups = _Groups(found)
    for one, told in _told_again(found):
        groups.join([one, told])
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


def _told_again(candidates: Sequence[Candidate]) -> Iterable[tuple[Candidate, Candidate]]:
    """An action and the one of another document that holds most of what is rare in it; none when two of one document do."""
    bags = [_telling(candidate.text) for candidate in candidates]
    titles = [_telling(candidate.title) for candidate in candidates]
    index: dict[str, list[int]] = defaultdict(list)
    for number, bag in enumerate(bags):
        for word in bag:
            index[word].append(number)
    size = max(_FEW, len(candidates))
    rarity = {word: math.log((size + 1) / len(found)) for word, found in index.items()}

    def weight(words: Iterable[str]) -> float:
        return sum(rarity.get(word, 0.0) for word in words)

    def held(part: frozenset[str], text: str, number: int) -> float:
        shared = part & bags[number]
        known = len(shared) >= _HELD_WORDS and weight(shared) >= _HELD_RARITY
        if not known or not _figures(text) <= _figures(candidates[number].text):
            return 0.0
        return weight(shared) / weight(part)

    for number, candidate in enumerate(candidates):
        if candidate.level in {"bd", "ap"} or len(bags[number]) < _HELD_WORDS:
            continue
        near = Counter(other for word in bags[number] for other in index[word])
        others = [
            other for other, count in near.items() if count >= _HELD_WORDS and _may_tell(candidate, candidates[other])
        ]
        shares = {
            other: max(held(bags[number], candidate.text, other), held(titles[number], candidate.title, other))
            for other in others
        }
        best = sorted((other for other in others if shares[other] >= _HELD), key=lambda other: (-shares[other], other))
        if best and not any(_beside(candidates[best[0]], candidates[other]) for other in best[1:2]):
            yield candidates[best[0]], candidate


def _may_tell(one: Candidate, other: Candidate) -> bool:
    names, others = _names(one.text), _names(other.text)
    elsewhere = bool(names and others) and not names & others
    return other.level not in {"bd", "ap"} and not _beside(one, other) and not elsewhere


def _names(text: str) -> frozenset[str]:
    """The words with a capital that do not begin a sentence: places, people, organisations."""
    return frozenset(_NAME.findall(text))


def _beside(one: Candidate, other: Candidate) -> bool:
    """Whether two actions stand in the same document."""
    return bool({place.document for place in one.places} & {place.document for place in other.places})


def _telling(text: str) -> frozenset[str]:
    """The stems of a text without what says only that something is done or decided."""
    return frozenset(stems(text)) - _DEEDS


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
