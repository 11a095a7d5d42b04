"""The figures of quality against cases worked out by hand."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.evaluate import FrameFigures, calibration_error, difference_interval, f1, measure, row_scores, summary
from pipeline.schema import LabelledPassage, Labelling

LABELS = ("6", "13", "15")


def truth(*labels: str, actie: bool = True, free: tuple[str, ...] = (), judged: bool = True) -> LabelledPassage:
    return LabelledPassage(
        id="x",
        text="x",
        actie=actie,
        labels={"sdg": labels} if judged else {},
        debatable={"sdg": free} if free else {},
        brontype="bbc",
    )


def said(*p: float, actie: float = 0.9, proposed: tuple[str, ...] = ()) -> Labelling:
    return Labelling(
        actie=actie,
        probabilities={"sdg": dict(zip(LABELS, p or (0.0, 0.0, 0.0), strict=True))},
        proposed={"sdg": proposed},
        why={"sdg": {}},
    )


def sdg(*pairs: tuple[LabelledPassage, Labelling]) -> FrameFigures:
    return measure([row for row, _ in pairs], [labelling for _, labelling in pairs]).frames["sdg"]


def test_without_rows_nothing_is_measured() -> None:
    figures = measure([], [])
    assert (figures.rows, figures.actions, figures.actie_f1, figures.kept_non_actions) == (0, 0, None, None)
    assert figures.frames == {}
    assert summary(figures) == {"actie_f1": None, "actie_kept_nonactions": None}


@pytest.mark.parametrize(
    ("counts", "value"), [((0, 0, 0), None), ((0, 1, 0), 0), ((2, 0, 0), 1), ((1, 1, 0), 2 / 3), ((2, 1, 3), 0.5)]
)
def test_f1(counts: tuple[int, int, int], value: float | None) -> None:
    assert f1(*counts) == value


def test_is_it_an_action() -> None:
    rows = [truth(), truth(), truth(), truth(actie=False), truth(actie=False)]
    figures = measure(rows, [said(actie=p) for p in (0.9, 0.5, 0.4, 0.6, 0.1)])
    # Two found, one missed, one non-action kept of two.
    assert figures.actie_f1 == pytest.approx(2 * 2 / (2 * 2 + 1 + 1))
    assert figures.kept_non_actions == 0.5
    assert (figures.rows, figures.actions) == (5, 3)


def test_first_and_top_three_and_proposals() -> None:
    figures = sdg(
        (truth("6"), said(0.9, 0.2, 0.1, proposed=("6",))),
        (truth("15", "13"), said(0.8, 0.1, 0.3, proposed=("6", "15"))),
        (truth(), said(0.1, 0.1, 0.1)),
        (truth(), said(0.7, 0.1, 0.1, proposed=("6",))),
    )
    assert figures.first == 0.5
    assert figures.top3 == 1
    assert figures.none == 0.5
    # Label 6: one right, two too many; 13: one missed; 15: one right.
    assert figures.per_label == {"6": 0.5, "13": 0, "15": 1}
    assert figures.macro == 0.5
    assert figures.micro == pytest.approx(2 * 2 / (2 * 2 + 2 + 1))
    assert figures.support == {"6": 1, "13": 1, "15": 1}


def test_macro_counts_only_labels_that_occur() -> None:
    figures = sdg((truth("6"), said(0.9, 0.8, 0.1, proposed=("6", "13"))))
    assert figures.per_label == {"6": 1}
    assert figures.macro == 1
    assert figures.micro == pytest.approx(2 / 3)


def test_masked_labels_count_neither_for_nor_against() -> None:
    proposed = said(0.3, 0.9, 0.1, proposed=("13", "6"))
    strict, lenient = sdg((truth("6"), proposed)), sdg((truth("6", free=("13",)), proposed))
    assert (strict.first, strict.micro) == (0, pytest.approx(2 / 3))
    # The most probable label is debatable: the row says nothing about the first proposal.
    assert (lenient.first, lenient.micro) == (None, 1)
    assert lenient.ece == pytest.approx((0.7 + 0.1) / 2)
    assert strict.ece == pytest.approx((0.7 + 0.9 + 0.1) / 3)
    assert sdg((truth(free=("6",)), proposed)).none is None


def test_a_frame_is_measured_on_the_actions_that_were_judged_in_it() -> None:
    wrong = said(0.9, 0.1, 0.1, proposed=("6",))
    figures = measure([truth("15"), truth(judged=False), truth("15", actie=False)], [wrong] * 3)
    assert figures.frames["sdg"].support == {"6": 0, "13": 0, "15": 1}
    assert figures.frames["sdg"].micro == 0
    assert measure([truth(judged=False)], [wrong]).frames == {}


def test_the_share_with_nine_in_ten_right_is_the_longest_run_from_the_most_certain() -> None:
    rows = [(truth("6"), said(0.9 - n / 100, 0.0, 0.0)) for n in range(9)]
    late = (truth("15"), said(0.5, 0.0, 0.0))
    assert sdg(*rows, late).auto90 == 1
    assert sdg(*rows, late, late).auto90 == pytest.approx(10 / 11)
    early = (truth("15"), said(0.99, 0.0, 0.0))
    assert sdg(*rows[:8], early).auto90 == 0
    assert sdg(*rows, early).auto90 == 1


@pytest.mark.parametrize(
    ("probabilities", "right", "error"),
    [
        ([], [], None),
        ([1.0, 0.0], [True, False], 0),
        ([1.0], [False], 1),
        ([0.75, 0.75, 0.75, 0.75], [True, True, True, False], 0),
        ([0.8, 0.8], [True, False], 0.3),
        # Two bins: 0.15 and 0.15 with one right (gap 0.7), 0.95 right (gap 0.05), over three.
        ([0.15, 0.15, 0.95], [True, False, True], 0.25),
    ],
)
def test_the_calibration_error(probabilities: list[float], right: list[bool], error: float | None) -> None:
    found = calibration_error(np.array(probabilities), np.array(right))
    assert found == (None if error is None else pytest.approx(error))


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=60))
def test_the_calibration_error_lies_between_nothing_and_one_and_does_not_depend_on_order(
    pairs: list[tuple[float, bool]],
) -> None:
    forth, back = (
        calibration_error(np.array([p for p, _ in way]), np.array([y for _, y in way])) for way in (pairs, pairs[::-1])
    )
    assert forth is not None
    assert back is not None
    assert -1e-9 <= forth <= 1 + 1e-9
    assert math.isclose(forth, back, abs_tol=1e-9)


@pytest.mark.parametrize(
    ("row", "labelling", "score"),
    [
        (truth("6"), said(proposed=("6",)), 1),
        (truth("6"), said(proposed=("6",), actie=0.4), 0),
        (truth(actie=False), said(actie=0.4, proposed=("6",)), 1),
        (truth(actie=False), said(), 0),
        (truth("6", "13"), said(proposed=("6", "15")), 0.5),
        (truth("6"), said(proposed=("6", "15")), 2 / 3),
        (truth("6"), said(), 0),
        (truth(), said(), 1),
        (truth(), said(proposed=("6",)), 0),
        (truth(judged=False), said(proposed=("6",)), 1),
        (truth("6", free=("13",)), said(proposed=("6", "13")), 1),
        (truth(free=("13",)), said(proposed=("13",)), 1),
    ],
)
def test_a_row_scores_as_right_as_its_whole_suggestion(
    row: LabelledPassage, labelling: Labelling, score: float
) -> None:
    assert row_scores([row], [labelling]) == [pytest.approx(score)]


def test_rows_and_labellings_must_pair_up() -> None:
    with pytest.raises(ValueError, match="zip"):
        measure([truth()], [])


def test_the_interval_is_the_same_for_the_same_generator() -> None:
    old, new = [0.0, 1.0, 0.5, 1.0] * 10, [1.0, 1.0, 0.0, 1.0] * 10
    first, second = (difference_interval(old, new, np.random.default_rng(5)) for _ in range(2))
    assert first == second
    assert first[0] <= sum(new) / 40 - sum(old) / 40 <= first[1]


def test_the_summary_names_every_figure_of_every_frame() -> None:
    figures = measure([truth("6")], [said(0.9, 0.1, 0.1, proposed=("6",))])
    short = summary(figures)
    assert (
        short["sdg_p1"] == short["sdg_hit3"] == short["sdg_micro"] == short["sdg_macro"] == short["sdg_auto_p90"] == 1
    )
    assert short["sdg_none"] is None
    assert short["sdg_ece"] == pytest.approx(0.1)
