"""Agreements, minutes, newsletters and tables into passages: what opens them, titles, councils, people, what somebody says."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from pipeline.language import Language
from pipeline.schema import Block, BlockKind, Brontype, Candidate, Document
from pipeline.segment.passages import Segmenter

MODEL = Path(__file__).resolve().parents[1] / "models" / "nl_lokale_foto"
Item = tuple[BlockKind, str, dict[str, Any]]


@pytest.fixture(scope="module")
def segmenter() -> Segmenter:
    return Segmenter(Language(MODEL))


def cut(
    segmenter: Segmenter, *items: Item, brontype: Brontype = "beleidsverklaring", path: str = "stuk.docx"
) -> list[Candidate]:
    document = Document(path=path, sha256="0" * 64, brontype=brontype, reason="", state="gelezen")
    return segmenter(
        document, [Block(nr=nr, kind=kind, text=text, **more) for nr, (kind, text, more) in enumerate(items)]
    )


def head(text: str, level: int = 1) -> Item:
    return "heading", text, {"level": level}


def para(text: str) -> Item:
    return "paragraph", text, {}


def bullet(text: str, level: int = 0) -> Item:
    return "list_item", text, {"level": level}


def row(*cells: str, columns: Sequence[str] = ()) -> Item:
    return "table_row", " | ".join(cells), {"cells": cells, "columns": tuple(columns) or ("",) * len(cells)}


def texts(found: Sequence[Candidate]) -> list[str]:
    return [candidate.text for candidate in found]


BOS = "We planten een bos aan de rand van het dorp."
OPENINGS = [
    pytest.param([head("Inhoud"), *map(bullet, ["1. Wonen 3", "2. Groen 4", "3. Zorg voor elkaar 7"])], id="met bladzijden"),
    pytest.param(
        [head("Inhoud"), *map(bullet, ["1. Wonen", "2. Meer groen", "3. Zorg"]), head("1. Wonen"), head("2. Meer groen"), head("3. Zorg")],
        id="titels die terugkomen",
    ),
    pytest.param([row(title, str(page)) for page, title in enumerate(["Voorpagina", "Uit de wijken", "Zorg en welzijn", "Agenda"], 2)], id="tabel"),
    pytest.param(
        [head("Samen sterk"), para("Coalitieakkoord voor Kruisdorp"), para("Lijst Dorp - Nieuw Begin"), ("aside", "Inhoudstafel", {}), head("Groen")],
        id="titelblad",
    ),
]  # fmt: skip


@pytest.mark.parametrize("opening", OPENINGS)
def test_contents_and_title_page_never_come_out(segmenter: Segmenter, opening: list[Item]) -> None:
    assert texts(cut(segmenter, *opening, para(BOS)))[-1:] == [BOS]
    assert "Zorg en welzijn" not in (found := texts(cut(segmenter, *opening, para(BOS))))
    assert not any(
        "Coalitieakkoord" in text or text.endswith(("3", "4", "7")) or "Meer groen 4" in text for text in found
    )


def test_a_list_under_a_heading_contents_that_comes_back_nowhere_is_kept(segmenter: Segmenter) -> None:
    found = cut(
        segmenter,
        head("Inhoud"),
        bullet("aanleg van een speelbos"),
        bullet("bouw van een jeugdlokaal"),
        bullet("aankoop van een bus"),
    )
    assert texts(found) == ["aanleg van een speelbos", "bouw van een jeugdlokaal", "aankoop van een bus"]


def test_a_heading_that_names_a_year_to_come_is_a_goal_and_one_that_asks_is_not(segmenter: Segmenter) -> None:
    found = cut(
        segmenter, head("Akkoord"), para(BOS), head("4. Een klimaatneutrale gemeente tegen 2050"), para(BOS), head("Waar staan we in 2030?"), para(BOS)
    )  # fmt: skip
    assert [(c.text, c.level, c.layout) for c in found if c.text != BOS] == [
        ("Een klimaatneutrale gemeente tegen 2050", "bd", "record")
    ]


def test_a_heading_that_repeats_the_one_above_is_no_passage(segmenter: Segmenter) -> None:
    sheet = [head("2 Zorg en ontmoeting"), head("2. Zorg en ontmoeting", 3), head("Thuis blijven wonen", 3), para(BOS)]
    assert texts(cut(segmenter, *sheet, brontype="dienst")) == [BOS]


# --- tables --------------------------------------------------------------------------------------------------------


def test_a_goal_beside_its_action_is_a_passage_of_its_own_above_the_actions(segmenter: Segmenter) -> None:
    columns = ("Doel", "Actie", "Timing")
    found = cut(
        segmenter,
        row("Doel 1. Wegen liggen er veilig bij", "Voetpaden herstellen in het centrum", "2026", columns=columns),
        row("", "Fietspaden eerst strooien", "elke winter", columns=columns),
        brontype="dienst",
    )
    assert [(c.text, c.level) for c in found] == [
        ("Wegen liggen er veilig bij", "bd"),
        ("Voetpaden herstellen in het centrum", "actie"),
        ("Fietspaden eerst strooien", "actie"),
    ]
    assert found[2].context == ("Wegen liggen er veilig bij",)


PEOPLE = [
    [row("Wegen en riolen", "Jan Maes", "8,0", columns=("Ploeg", "Ploegbaas", "VTE"))],
    [row("Eerste schepen: wonen en mobiliteit", "An Peeters", "Nieuw Begin", columns=("Mandaat", "Naam", "Fractie"))],
    [row("Lid van het college", "Bevoegdheden"), row("An Peeters", "schepen – wonen, jeugd en sport")],
    [row("Betreft", "Voortgang van de acties van de dienst")],
    [row("Contact", "welzijn@kruisdorp.example, elke werkdag open")],
]


@pytest.mark.parametrize("rows", PEOPLE)
def test_tables_of_people_and_letterheads_hold_no_action(segmenter: Segmenter, rows: list[Item]) -> None:
    assert cut(segmenter, *rows, brontype="dienst") == []


# --- councils ------------------------------------------------------------------------------------------------------


def council(segmenter: Segmenter, *items: Item) -> list[tuple[str, str]]:
    found = cut(segmenter, *items, brontype="dienst", path="besluitenlijst.pdf")
    return [(c.text, c.layout) for c in found if c.layout != "minutes"]


def test_numbered_lines_that_count_on_are_points_and_their_outcome_says_which_lead_to_something(
    segmenter: Segmenter,
) -> None:
    points = ["Notulen van de zitting | goedkeuring", "Aankoop van fietsbeugels aan het station | gunning",
              "Verslag van de schoolraad van mei | kennisname", "Plaatsing van een picknickbank in het park | weigering",
              "Opening van een tweede peuterklas in de wijkschool | goedkeuring"]  # fmt: skip
    found = council(segmenter, *(bullet(f"{number}. {point}") for number, point in enumerate(points, 1)))
    assert found == [
        ("Aankoop van fietsbeugels aan het station", "point"),
        ("Opening van een tweede peuterklas in de wijkschool", "point"),
    ]


def test_of_a_point_only_its_decision_counts_and_an_article_that_does_something_stands_out(
    segmenter: Segmenter,
) -> None:
    found = council(
        segmenter,
        head("10. Toetreding tot het project tegen sluikstort", 3),
        head("Feiten en context", 4),
        para("De intercommunale stelde op 4 juni een werkwijze voor."),
        head("Besluit", 4),
        para("Artikel 1. Het reglement wordt goedgekeurd."),
        para("Artikel 2. Op zes pleinen worden camera's geplaatst die na drie maanden verhuizen."),
    )
    assert found == [
        ("Toetreding tot het project tegen sluikstort", "point"),
        ("Op zes pleinen worden camera's geplaatst die na drie maanden verhuizen.", "decision"),
    ]


def test_a_request_of_the_council_completes_its_point(segmenter: Segmenter) -> None:
    found = council(
        segmenter,
        head("17. Motie over de bereikbaarheid van het ziekenhuis", 3),
        head("Toelichting", 4),
        para("Bezoekers stappen vandaag een kilometer."),
        head("Besluit", 4),
        para("De raad vraagt het college om aan te dringen op een halte."),
    )
    assert found == [
        (
            "Motie over de bereikbaarheid van het ziekenhuis. De raad vraagt het college om aan te dringen op een halte.",
            "point",
        )
    ]


# --- newsletters and lists -----------------------------------------------------------------------------------------


def test_a_line_between_texts_of_a_newsletter_is_their_title_and_a_run_of_lines_is_a_list(segmenter: Segmenter) -> None:
    news = [
        para("Nieuwe voetpaden"),
        para(BOS),
        para("Cursus naaien voor beginners"),
        para("Boekenkastje aan het station"),
    ]
    found = cut(segmenter, *news, brontype="nieuwsbrief")
    assert texts(found) == [BOS, "Cursus naaien voor beginners", "Boekenkastje aan het station"]
    assert found[0].context == ("Nieuwe voetpaden",)


def test_a_short_item_above_a_sublist_only_gathers_its_items(segmenter: Segmenter) -> None:
    found = cut(
        segmenter,
        bullet("Veilig fietsen"),
        bullet("Aanleg van een fietsbrug over de Wezel", 1),
        bullet("Zone 30 in alle woonstraten"),
    )
    assert texts(found) == ["Aanleg van een fietsbrug over de Wezel", "Zone 30 in alle woonstraten"]
    assert found[0].context == ("Veilig fietsen",)


def test_fields_below_an_item_are_no_passages(segmenter: Segmenter) -> None:
    found = cut(
        segmenter,
        bullet("Digitaal werkbonnensysteem voor alle ploegen"),
        bullet("budget: 14.000 euro", 1),
        bullet("leverancier: raamcontract van de provincie", 1),
    )
    assert texts(found) == ["Digitaal werkbonnensysteem voor alle ploegen"]


def test_what_follows_the_first_sentence_of_an_item_tells_about_it(segmenter: Segmenter) -> None:
    found = cut(segmenter, bullet("Aanleg van een park op de terreinen van de spinnerij. De spinnerij sloot in 1987."))
    assert [c.layout for c in found] == ["item", "prose"]


SAID = [
    ("Juf Els zag het. “Het is klaar. We zijn blij”, zegt ze. " + BOS, ["Juf Els zag het.", BOS]),
    ('Burgemeester Maes: "Ik heb zelf over die kasseien gereden." ' + BOS, [BOS]),
    ("“Een dorp is pas een dorp als je elkaars hond kent.” (inwoner van Kruisdorp)", []),
    (
        "Hun actie heet “Kilometer haag” en loopt in de herfst.",
        ["Hun actie heet “Kilometer haag” en loopt in de herfst."],
    ),
]


@pytest.mark.parametrize(("text", "expected"), SAID)
def test_what_somebody_says_stays_whole_and_is_no_passage(segmenter: Segmenter, text: str, expected: list[str]) -> None:
    assert texts(cut(segmenter, para(text), brontype="nieuwsbrief")) == expected


def test_a_council_that_asks_only_announces_its_list(segmenter: Segmenter) -> None:
    found = cut(
        segmenter,
        para("De jeugdraad dringt er met klem op aan:"),
        bullet("om een fietspad aan te leggen"),
        brontype="adviesraad",
    )
    assert texts(found) == ["om een fietspad aan te leggen"]


@pytest.mark.parametrize("chapter", ["1. Wonen in het dorp", "Hoofdstuk 1 Wonen in het dorp"])
def test_a_foreword_ends_where_the_first_chapter_begins_whatever_its_size(segmenter: Segmenter, chapter: str) -> None:
    found = cut(segmenter, head("Woord vooraf", 2), para("Beste inwoner, dank u."), head(chapter, 3), para(BOS))
    assert [candidate.layout for candidate in found if candidate.text == BOS] == ["prose"]
    assert not any("Woord vooraf" in candidate.context for candidate in found if candidate.text == BOS)


@pytest.mark.parametrize(
    ("columns", "cells"),
    [
        (("Pijler", "Investering", "Subsidies"), ("Energie en gebouwen van ons", "3.890.000", "1.120.000")),
        (("", "", ""), ("Woningen met label E of F", "36 %", "24 %")),
    ],
)
def test_a_row_of_figures_is_no_passage(segmenter: Segmenter, columns: Sequence[str], cells: Sequence[str]) -> None:
    assert cut(segmenter, row(*cells, columns=columns)) == []


def test_an_action_with_its_amounts_is_one(segmenter: Segmenter) -> None:
    found = cut(segmenter, row("Aanleg van een dorpsplein", "50.000", "120.000", columns=("Wat", "2026", "2027")))
    assert texts(found) == ["Aanleg van een dorpsplein"]


def test_the_caption_of_a_picture_in_a_newsletter_stands_apart_from_its_articles(segmenter: Segmenter) -> None:
    found = cut(segmenter, para(BOS), para("Ann en Steven bij hun geveltuin."), brontype="nieuwsbrief")
    assert {candidate.text: candidate.layout for candidate in found} == {
        BOS: "prose",
        "Ann en Steven bij hun geveltuin.": "frame",
    }


def test_the_name_of_a_premium_is_a_passage_though_text_stands_under_it(segmenter: Segmenter) -> None:
    found = cut(segmenter, head("Premies"), head("Premie groendak", 2), para("31 euro per m², tot 2.000 euro."))
    assert "Premie groendak" in texts(found)
    assert "Premies" not in texts(found)


def test_what_stands_below_a_line_that_says_decision_was_decided(segmenter: Segmenter) -> None:
    found = council(
        segmenter,
        head("5.1 Visie op het strand", 3),
        para("Besluit:"),
        bullet("het inrichten van een duinplein met speeltoestellen voor kinderen"),
        bullet("een bewaakte fietsenstalling bij de opgang naar het strand"),
        bullet("de raadsinformatiebrief vast te stellen"),
    )
    assert ("Visie op het strand. het inrichten van een duinplein met speeltoestellen voor kinderen", "point") in found
    assert dict(found)["een bewaakte fietsenstalling bij de opgang naar het strand"] == "decision"
    assert "de raadsinformatiebrief vast te stellen" not in dict(found)


def test_a_lettered_line_above_running_text_is_its_title(segmenter: Segmenter) -> None:
    text = "We bouwen twaalf aangepaste woningen naast het dienstencentrum en verhuren ze aan ouderen uit het dorp."
    found = cut(segmenter, bullet("b. Ouder worden in de buurt"), para(text))
    assert [(candidate.text, candidate.context[-1:]) for candidate in found] == [(text, ("Ouder worden in de buurt",))]


def test_what_stands_under_a_point_of_procedure_is_procedure_too(segmenter: Segmenter) -> None:
    found = council(
        segmenter,
        head("Gemeenteraad", 1),
        head("Algemene vergadering van de afvalintercommunale: mandaat", 2),
        head("Beslissing", 3),
        bullet("1. Goedkeuring van de statutenwijziging van de intercommunale en de vennoten"),
        head("Reglement speelstraten. Goedkeuring.", 2),
        head("Beslissing", 3),
        para("In acht straten mogen kinderen in juli en augustus op de rijweg spelen."),
    )
    assert [layout for text, layout in found if "statutenwijziging" in text] == []
    assert ("In acht straten mogen kinderen in juli en augustus op de rijweg spelen.", "decision") in found
