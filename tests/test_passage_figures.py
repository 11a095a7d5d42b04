"""The actions of documents whose actions are known are found as well as the figures in the README say, two points lower."""

import pytest

from tests.passage_figures import SETS
from tests.segmentation.score import found_in, match, read_truth


@pytest.mark.parametrize(
    ("name", "recall", "precision"),
    [("acht andere gemeenten", 0.92, 0.91), ("drie andere gemeenten", 0.93, 0.96), ("Voorbeeldegem", 0.97, 0.96)],
)
def test_actions_are_found_above_the_floor(name: str, recall: float, precision: float) -> None:
    folder, truth = SETS[name]
    actions, found = read_truth(truth), found_in(folder)
    pairs = 0
    for document in {action.document for action in actions}:
        its = [candidate for candidate in found if candidate.places[0].document == document]
        pairs += len(match([action for action in actions if action.document == document], its))
    assert pairs / len(actions) >= recall
    assert pairs / len(found) >= precision
