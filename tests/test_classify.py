"""From candidates to suggestions: what the layout adds, how sure a row is, and what is not asked again."""

import math
from typing import Any

import pytest

from pipeline.classify import (
    PROPOSED_FROM,
    label_candidates,
    proposed_only,
    suggest,
    sureness,
    with_layout,
)
from pipeline.decisions import decided_ids
from pipeline.model import Classifier
from pipeline.retrain import new_classifier
from pipeline.schema import Brontype, Candidate, Labelling, Layout, Level, Place
from tests.corpus_rig import FRAMES, corpus, decision, some


@pytest.fixture(scope="module")
def model() -> Classifier:
    learnt = new_classifier(FRAMES).fit(some(400))
    learnt.version = "v0001-proef"
    return learnt


def candidate(row_id: str, text: str = "We planten bomen in het bos.", **more: Any) -> Candidate:
    place = Place(document="plan.pdf", sha256="0" * 64, page=1, place="", block=0, start=0, end=len(text))
    values: dict[str, Any] = {
        "title": text,
        "level": "actie",
        "code": "",
        "context": (),
        "brontype": "beleidsverklaring",
        "status": "gepland",
        "places": (place,),
    }
    return Candidate(id=row_id, text=text, **(values | more))


def labelling(actie: float = 0.9, proposed: tuple[str, ...] = (), **goals: float) -> Labelling:
    probabilities = {"sdg": {name.removeprefix("sdg"): p for name, p in goals.items()}} if goals else {}
    return Labelling(actie=actie, probabilities=probabilities, proposed={"sdg": proposed} if goals else {}, why={})


# --- layout --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("layout", "level", "brontype", "direction"),
    [
        ("prose", "actie", "beleidsverklaring", -1),
        ("prose", "actie", "bbc", -1),
        ("prose", "activiteit", "nieuwsbrief", -1),
        ("part", "activiteit", "bbc", 0),
        ("heading", "actie", "bbc", 0),
        ("record", "activiteit", "bbc", 0),
        ("record", "actie", "bbc", 1),
        ("item", "actie", "dienst", 1),
        ("item", "actie", "adviesraad", -1),
        ("planned_item", "actie", "dienst", 1),
        ("wish", "actie", "adviesraad", 1),
        ("point", "actie", "dienst", 1),
        ("decision", "actie", "dienst", -1),
        ("record", "activiteit", "nieuwsbrief", -1),
        ("frame", "actie", "visienota", -1),
        ("minutes", "actie", "adviesraad", -1),
    ],
)
def test_where_a_passage_stands_makes_an_action_more_or_less_likely(
    layout: Layout, level: Level, brontype: Brontype, direction: int
) -> None:
    standing = candidate("act-1", layout=layout, level=level, brontype=brontype)
    for p in (0.05, 0.5, 0.95):
        after = with_layout(p, standing)
        assert 0 < after < 1
        assert (after > p) - (after < p) == direction or math.isclose(after, p)
        assert math.isclose(after, p) is (direction == 0)


@pytest.mark.parametrize("p", [0.0, 1e-9, 1.0])
def test_certainty_of_the_text_model_stays_within_bounds(p: float) -> None:
    assert 0 <= with_layout(p, candidate("act-1", layout="record", level="bd")) <= 1


def test_goals_and_plans_are_taken_on_the_word_of_their_plan() -> None:
    order = [with_layout(0.1, candidate("act-1", layout="record", level=level)) for level in ("actie", "ap", "bd")]
    assert order == sorted(order)
    assert order[1] >= PROPOSED_FROM
    told = candidate(
        "act-1", "Een warm dorp. Het is er goed wonen.", title="Een warm dorp", code="BD1", layout="record", level="bd"
    )
    assert with_layout(0.0001, told) >= PROPOSED_FROM


@pytest.mark.parametrize(
    ("brontype", "layout", "more"),
    [("visienota", "prose", True), ("nieuwsbrief", "prose", False), ("visienota", "frame", False)],
)
def test_what_a_vision_sets_for_a_year_is_more_likely_a_goal(brontype: Brontype, layout: Layout, more: bool) -> None:
    undated = candidate("act-1", brontype=brontype, layout=layout)
    dated = undated.model_copy(update={"deadline": "2035"})
    assert (with_layout(0.3, dated) > with_layout(0.3, undated)) is more


def test_an_action_that_a_plan_tells_at_length_weighs_more_than_its_bare_title() -> None:
    bare = candidate(
        "act-1", "Kunstgrasveld Drogenbrood", title="Kunstgrasveld Drogenbrood", layout="record", code="AC1"
    )
    told = bare.model_copy(
        update={"text": "Kunstgrasveld Drogenbrood. De toenemende drukte vraagt om meer capaciteit."}
    )
    assert with_layout(0.1, bare) < PROPOSED_FROM < with_layout(0.1, told)


def test_titles_above_and_layout_both_count(model: Classifier) -> None:
    text = "Verdere uitwerking en opvolging"
    alone, under = candidate("act-1", text), candidate("act-1", text, context=("Bos en natuur", "Bomen planten"))
    record = candidate("act-1", text, layout="record", code="AC1")
    without, with_titles, as_record = label_candidates([alone, under, record], model)
    assert with_titles.probabilities["sdg"]["15"] > without.probabilities["sdg"]["15"]
    assert as_record.actie > without.actie
    assert as_record.probabilities == without.probabilities
    assert label_candidates([], model) == []


# --- sureness ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "sure"),
    [
        (labelling(actie=0.7), 0.7),
        (labelling(proposed=("13",), sdg7=0.2, sdg13=0.8), 0.8),
        (labelling(proposed=("13", "7"), sdg7=0.5, sdg13=0.6), 0.6),
        (labelling(proposed=(), sdg7=0.1, sdg13=0.25), 0.75),
        (labelling(proposed=(), sdg7=0.0), 1.0),
    ],
    ids=["geen kader sdg", "één voorstel", "twee voorstellen", "niets voorgesteld", "zeker niets"],
)
def test_sureness_is_the_chance_that_the_row_is_right_as_it_stands(said: Labelling, sure: float) -> None:
    assert sureness(said) == sure


# --- what is asked -------------------------------------------------------------------------------------------------


def test_without_candidates_nothing_is_suggested(model: Classifier) -> None:
    assert suggest([], model, set()) == []
    assert suggest([candidate("act-1")], model, {"act-1"}) == []


def test_every_open_candidate_gets_one_suggestion_in_the_order_given(model: Classifier) -> None:
    rows = [candidate(f"act-{n}", f"We planten {n} bomen in het bos.") for n in (3, 1, 2)]
    found = suggest(rows, model, set())
    assert [s.candidate for s in found] == rows
    assert {s.model for s in found} == {"v0001-proef"}
    assert all(s.sureness == sureness(s.labelling) for s in found)


@pytest.mark.parametrize(
    ("decided", "left"),
    [
        (set(), ["act-1", "act-2", "act-3"]),
        ({"act-2"}, ["act-1", "act-3"]),
        ({"act-oud"}, ["act-1", "act-2"]),
        ({"act-1", "act-2", "act-3"}, []),
        ({"act-9"}, ["act-1", "act-2", "act-3"]),
    ],
)
def test_a_row_decided_under_its_own_id_or_that_of_a_passage_merged_into_it_is_not_asked_again(
    model: Classifier, decided: set[str], left: list[str]
) -> None:
    rows = [candidate("act-1"), candidate("act-2"), candidate("act-3", aliases=("act-oud", "act-ouder"))]
    assert [s.candidate.id for s in suggest(rows, model, decided)] == left


def test_a_decision_speaks_for_the_passages_that_were_merged_into_it(model: Classifier) -> None:
    made = decision(corpus()[0]).model_copy(update={"id": "act-9", "aliases": ("act-2",)})
    assert decided_ids([made]) == {"act-9", "act-2"}
    rows = [candidate("act-1"), candidate("act-2"), candidate("act-3", aliases=("act-2",))]
    assert [s.candidate.id for s in suggest(rows, model, decided_ids([made]))] == ["act-1"]


def test_only_what_is_held_to_be_an_action_is_proposed(model: Classifier) -> None:
    (base,) = suggest([candidate("act-1")], model, set())
    chances = (0.0, PROPOSED_FROM - 0.001, PROPOSED_FROM, 1.0)
    rows = [base.model_copy(update={"labelling": labelling(actie=p)}) for p in chances]
    assert proposed_only(rows) == rows[2:]
    assert proposed_only([]) == []
