"""From decisions to inventory, likeness within it, and the difference between two."""

import pytest

from pipeline.figures import compute
from pipeline.inventory import build
from pipeline.likeness import PARALLEL, compare, overlaps
from pipeline.schema import Decision
from tests.foto import context, decision, truth, voorbeeldegem


def test_no_decisions_make_an_empty_inventory() -> None:
    assert build([]).items == ()


def test_only_yes_makes_an_item_and_no_is_counted() -> None:
    inventory = build([decision("a"), decision("b", verdict="nee"), decision("c")])
    assert [item.text for item in inventory.items] == ["a", "c"]
    assert inventory.rejected == 1


def test_an_item_keeps_its_number_when_an_earlier_row_is_withdrawn() -> None:
    rows = [decision("a"), decision("b"), decision("c")]
    withdrawn = [rows[0], rows[1].model_copy(update={"verdict": "nee"}), rows[2]]
    assert [item.nr for item in build(rows).items] == [1, 2, 3]
    assert [item.nr for item in build(withdrawn).items] == [1, 3]


def test_a_row_that_was_merged_into_a_later_one_gives_way() -> None:
    early = decision("Fietspad Dorpsstraat", id="act-1")
    late = decision("Fietspad Dorpsstraat, fase 2", id="act-2", aliases=("act-1",), time="2026-04-01T10:00:00")
    assert [item.id for item in build([early, late]).items] == ["act-2"]
    assert [item.id for item in build([late, early.model_copy(update={"time": "2026-05-01T10:00:00"})]).items] == [
        "act-2",
        "act-1",
    ]


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({}, "actie"),
        ({"level": "activiteit"}, "actie"),
        ({"level": "bd"}, "doel"),
        ({"level": "ap"}, "doel"),
        ({"status": "wens"}, "wens"),
        ({"level": "bd", "status": "wens"}, "wens"),
    ],
)
def test_a_row_counts_as_action_goal_or_wish(changes: dict[str, str], kind: str) -> None:
    assert build([decision(**changes)]).items[0].kind == kind


def test_most_doubles_of_voorbeeldegem_are_found_and_little_else() -> None:
    rows = truth()
    decisions = [
        decision(
            row["tekst"],
            id=str(number),
            level=row["niveau"],
            places=(decision().places[0].model_copy(update={"document": row["document"]}),),
        )
        for number, row in enumerate(rows)
    ]
    root = [row["dubbel_van"] or row["rij"] for row in rows]
    expected = {
        (a, b)
        for a in range(len(rows))
        for b in range(a + 1, len(rows))
        if root[a] == root[b] and rows[a]["document"] != rows[b]["document"] and rows[a]["niveau"] not in {"bd", "ap"}
    }
    found = {(int(o.first.id), int(o.second.id)) for o in overlaps(build(decisions))}
    assert len(found & expected) / len(expected) >= 0.85
    assert len(found & expected) / len(found) >= 0.85


def _pair(first: str, second: str, **changes: str) -> list[Decision]:
    other = decision().places[0].model_copy(update={"document": "andere.pdf"})
    return [decision(first, id="act-1"), decision(second, id="act-2", places=(other,), **changes)]


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        ("Renovatiecoach aan huis voor eigenaars", "De renovatiecoach komt gratis bij eigenaars", True),
        ("Aanplant van 4.000 bomen langs de Kouterweg", "Sociale kruidenier De Voorraadkast", False),
        ("Onderhoud", "Aankoop", False),
    ],
)
def test_rows_of_two_documents_run_parallel_when_their_rare_words_meet(first: str, second: str, found: bool) -> None:
    assert bool(overlaps(build(_pair(first, second)))) is found


def test_rows_of_one_document_run_parallel_only_across_services() -> None:
    text = "Kookworkshop met seizoensgroenten voor jonge ouders"
    same = [decision(text, id="a", dienst="Jeugd"), decision(f"{text} in de wijk", id="b", dienst="Jeugd")]
    across = [same[0], same[1].model_copy(update={"dienst": "Sociale zaken"})]
    assert overlaps(build(same)) == []
    assert [o.likeness >= PARALLEL for o in overlaps(build(across))] == [True]


def test_an_inventory_compared_with_itself_is_unchanged() -> None:
    inventory = build(voorbeeldegem())
    difference = compare(inventory, inventory)
    assert (difference.new, difference.gone, difference.changed) == ((), (), ())
    assert difference.unchanged == len(inventory.items)


def test_new_gone_and_changed_are_told_apart() -> None:
    stays = decision("Stadspark vernieuwen met de buurtbewoners", id="a")
    old = build([stays, decision("Sluiting van het oude zwembad in Lindeveld", id="b")])
    new = build(
        [stays.model_copy(update={"status": "lopend", "labels": {"sdg": ("15",)}}), decision("Trage wegen", id="c")]
    )
    difference = compare(old, new)
    assert [item.id for item in difference.new] == ["c"]
    assert [item.id for item in difference.gone] == ["b"]
    assert difference.changed[0].fields == {
        "status": ("gepland", "lopend"),
        "sdg": ("11", "15"),
        "mvo": ("zorg_voor_het_milieu", ""),
    }


@pytest.mark.parametrize(
    "text",
    [
        "Aanleg van een fietspad langs de DORPSSTRAAT.",
        "Aanleg van het nieuwe fietspad langs de Dorpsstraat",
    ],
)
def test_a_row_with_another_id_is_the_same_when_its_text_is(text: str) -> None:
    difference = compare(build([decision(id="a")]), build([decision(text, id="b")]))
    assert (difference.new, difference.gone) == ((), ())


def test_suggestions_are_in_no_count() -> None:
    decisions = voorbeeldegem()
    without = compute(build(decisions), context(decisions, undecided=0))
    many = compute(build(decisions), context(decisions, undecided=5000))
    assert without.tally == many.tally
    assert [f.labels for f in without.frames] == [f.labels for f in many.frames]
    assert many.share_decided == 100 * many.decided // (many.decided + 5000)


def test_a_theme_with_only_goals_and_wishes_is_a_blind_spot() -> None:
    rows = [
        decision("Doel", id="a", level="bd", labels={"sdg": ("14",)}),
        decision("Wens", id="b", status="wens", labels={"sdg": ("14",)}),
    ]
    figures = compute(build(rows), context())
    assert "14" in {blind.label.id for blind in figures.blind if blind.frame == "sdg"}
    assert [blind.label.id for blind in figures.goals_without_action] == ["14"]


def test_rows_placed_by_keyword_are_counted_apart_and_only_where_nobody_judged() -> None:
    rows = [
        decision("Fietspad langs de vaart", id="a"),
        decision("Stalling aan het fietspad", id="b", labels={"sdg": ("11",), "lekp": ()}, proposed={"lekp": ()}),
        decision("Nieuwe fietsbrug", id="c", labels={"sdg": ("11",), "lekp": ("mobiliteit",)}),
    ]
    lekp = compute(build(rows), context()).frame("lekp")
    assert lekp is not None
    mobility = lekp.labels[lekp.labels.index(next(label for label in lekp.labels if label.id == "mobiliteit"))]
    assert (mobility.tally.total, mobility.derived, lekp.judged, lekp.without) == (1, 1, 2, 1)


def test_an_action_counts_once_in_each_of_the_five_ps() -> None:
    figures = compute(build([decision(labels={"sdg": ("1", "3", "16")})]), context())
    assert figures.pillars is not None
    assert [label.tally.total for label in figures.pillars.labels] == [1, 0, 0, 1, 0]


def test_a_frame_that_nothing_was_proposed_for_is_not_judged_by_leaving_its_cells_empty() -> None:
    labels = {"sdg": ("11",), "mvo": (), "lekp": ()}
    rows = [decision(f"Fietspad {n}", id=str(n), labels=labels, proposed={"sdg": (), "mvo": ()}) for n in range(3)]
    figures = compute(build(rows), context())
    lekp = figures.frame("lekp")
    assert build(rows).items[0].labels == {"sdg": ("11",), "mvo": ()}
    assert lekp is not None
    assert (lekp.judged, lekp.derived, lekp.counted) == (0, 3, False)
    assert not [theme for theme in (*figures.blind, *figures.strong) if theme.frame == "lekp"]


def test_none_on_a_blind_sample_is_a_judgement() -> None:
    """There nothing was proposed, and a frame is only judged when the reviewer typed something in it."""
    (item,) = build([decision(labels={"sdg": ()}, proposed={})]).items
    assert item.labels == {"sdg": ()}
    sdg = compute(build([decision(labels={"sdg": ()}, proposed={})]), context()).frame("sdg")
    assert sdg is not None
    assert (sdg.judged, sdg.without) == (1, 1)


def test_no_action_is_a_telling_example_twice_and_a_theme_shows_its_own_words() -> None:
    cake = decision("De opbrengst van de wafelverkoop gaat naar de jeugdbeweging van het dorp", id="w", status="lopend")
    text = "Een zelfoogsttuin openen in de wijk nummer {}, voor iedereen die wil"
    gardens = [decision(text.format(n), id=f"t{n}", status="lopend") for n in range(6)]
    figures = compute(build([cake, *gardens]), context())
    assert [strong.label.id for strong in figures.strong] == ["11", "zorg_voor_het_milieu"]
    shown = [item.id for strong in figures.strong for item in strong.examples]
    assert sorted(shown) == [f"t{n}" for n in range(6)]


def test_no_theme_is_both_strong_and_weak_and_a_small_frame_has_few_of_either() -> None:
    rows = [
        decision(f"Actie {n} {label}", id=f"{label}{n}", labels={"sdg": ("11",), "mvo": (), "lekp": (label,)})
        for size, label in enumerate(("vergroening", "energie", "mobiliteit"), 2)
        for n in range(size)
    ]
    figures = compute(build(rows), context())
    strong = {(theme.frame, theme.label.id) for theme in figures.strong}
    assert strong == {("sdg", "11"), ("lekp", "mobiliteit"), ("lekp", "energie")}
    assert [label.id for label in figures.fewest] == ["vergroening"]
    assert [theme.label.id for theme in figures.blind if theme.frame == "lekp"] == ["regenwater"]
