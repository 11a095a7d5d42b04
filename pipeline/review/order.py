"""Which rows a reviewer gets and in what order: runs of alike and certain rows first, the doubtful ones marked."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from pipeline.frameworks import Frame
from pipeline.review.columns import theme_of
from pipeline.schema import Suggestion

# Rows are first split by how sure they are, so that the runs at the top hardly need a correction.
_BANDS = (0.75, 0.5)
_DOUBTFUL_SHARE = 0.1
_DOUBTFUL_MOST = 50


def in_order(suggestions: Sequence[Suggestion], frames: Mapping[str, Frame]) -> list[Suggestion]:
    """Certain rows before uncertain ones; within that, blocks of one theme and in it one document, surest first."""
    by_theme: dict[tuple[int, str], list[float]] = defaultdict(list)
    by_block: dict[tuple[int, str, str], list[float]] = defaultdict(list)
    for suggestion in suggestions:
        block = _block(suggestion, frames)
        by_theme[block[:2]].append(suggestion.sureness)
        by_block[block].append(suggestion.sureness)

    def key(suggestion: Suggestion) -> tuple[float, str, float, str, float, str]:
        band, theme, document = block = _block(suggestion, frames)
        # The mean of a theme is taken within a band, so this also puts the surer band first.
        return (
            -_mean(by_theme[band, theme]),
            theme,
            -_mean(by_block[block]),
            document,
            -suggestion.sureness,
            suggestion.candidate.id,
        )

    return sorted(suggestions, key=key)


def top(suggestions: Iterable[Suggestion], number: int) -> list[Suggestion]:
    """The rows that bring most in little time: surely an action, and surely labelled right."""
    return sorted(suggestions, key=lambda s: (-s.sureness * s.labelling.actie, s.candidate.id))[: max(number, 0)]


def grote_lijnen(suggestions: Iterable[Suggestion]) -> list[Suggestion]:
    """The goals and plans only, without the actions below them."""
    return [suggestion for suggestion in suggestions if suggestion.candidate.level in {"bd", "ap"}]


def most_doubtful(suggestions: Sequence[Suggestion]) -> set[str]:
    """The ids of the rows from which the model learns most: one in ten, at most 50, the least certain."""
    number = min(_DOUBTFUL_MOST, round(len(suggestions) * _DOUBTFUL_SHARE))
    unsure = [s for s in suggestions if s.sureness < _BANDS[0]]
    return {s.candidate.id for s in sorted(unsure, key=lambda s: (-_doubt(s), s.candidate.id))[:number]}


def _doubt(suggestion: Suggestion) -> float:
    """How many answers on this row are expected to be wrong."""
    labelling = suggestion.labelling
    answers = [labelling.actie, *(p for labels in labelling.probabilities.values() for p in labels.values())]
    return sum(min(p, 1 - p) for p in answers)


def _block(suggestion: Suggestion, frames: Mapping[str, Frame]) -> tuple[int, str, str]:
    band = sum(suggestion.sureness < bound for bound in _BANDS)
    return band, theme_of(suggestion, frames), suggestion.candidate.places[0].document


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)
