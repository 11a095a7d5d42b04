"""Which rows a reviewer gets and in what order: runs of rows that need no correction first, the doubtful ones marked."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from statistics import fmean

from pipeline.frameworks import Frame
from pipeline.review.columns import theme_of
from pipeline.schema import Suggestion

# Rows that are likelier right than not as they stand come first. Of the first two hundred rows of Voorbeeldegem 125 need
# no correction; in the order of the first label alone 85. A second split gains nothing and breaks up the runs.
_RIGHT_FROM = 0.5
# Never a row that the sheet shows in green.
_DOUBTFUL_BELOW = 0.75
_DOUBTFUL_SHARE = 0.1
_DOUBTFUL_MOST = 50
_Block = tuple[bool, str, str]


def chance_right(suggestion: Suggestion) -> float:
    """The chance that a row is right as it stands: an action, with the labels proposed and no others."""
    labelling = suggestion.labelling
    chances = [labelling.actie]
    for frame, labels in labelling.probabilities.items():
        chances += [p if label in labelling.proposed.get(frame, ()) else 1 - p for label, p in labels.items()]
    return math.prod(chances)


def in_order(suggestions: Sequence[Suggestion], frames: Mapping[str, Frame]) -> list[Suggestion]:
    """Rows that are probably right first; within that, blocks of one theme and in it one document, surest first."""
    chances = {suggestion.candidate.id: chance_right(suggestion) for suggestion in suggestions}
    blocks: dict[str, _Block] = {}
    by_theme: dict[tuple[bool, str], list[float]] = defaultdict(list)
    by_block: dict[_Block, list[float]] = defaultdict(list)
    for suggestion in suggestions:
        row_id = suggestion.candidate.id
        block = chances[row_id] < _RIGHT_FROM, theme_of(suggestion, frames), suggestion.candidate.places[0].document
        blocks[row_id] = block
        by_theme[block[:2]].append(chances[row_id])
        by_block[block].append(chances[row_id])
    themes = {theme: -fmean(values) for theme, values in by_theme.items()}
    means = {block: -fmean(values) for block, values in by_block.items()}

    def key(suggestion: Suggestion) -> tuple[float, str, float, str, float, str]:
        row_id = suggestion.candidate.id
        _, theme, document = block = blocks[row_id]
        # The mean of a theme is taken within its band, so this also puts the surer band first.
        return themes[block[:2]], theme, means[block], document, -chances[row_id], row_id

    return sorted(suggestions, key=key)


def top(suggestions: Iterable[Suggestion], number: int) -> list[Suggestion]:
    """The rows that bring most in little time: those that most probably need no correction."""
    return sorted(suggestions, key=lambda s: (-chance_right(s), s.candidate.id))[: max(number, 0)]


def grote_lijnen(suggestions: Iterable[Suggestion]) -> list[Suggestion]:
    """The goals and plans only, without the actions below them."""
    return [suggestion for suggestion in suggestions if suggestion.candidate.level in {"bd", "ap"}]


def most_doubtful(suggestions: Sequence[Suggestion]) -> set[str]:
    """The ids of the rows from which the model learns most: one in ten, at most 50, the least certain."""
    number = min(_DOUBTFUL_MOST, round(len(suggestions) * _DOUBTFUL_SHARE))
    unsure = [s for s in suggestions if s.sureness < _DOUBTFUL_BELOW]
    return {s.candidate.id for s in sorted(unsure, key=lambda s: (-_doubt(s), s.candidate.id))[:number]}


def _doubt(suggestion: Suggestion) -> float:
    """How many answers on this row are expected to be wrong."""
    labelling = suggestion.labelling
    answers = [labelling.actie, *(p for labels in labelling.probabilities.values() for p in labels.values())]
    return sum(min(p, 1 - p) for p in answers)
