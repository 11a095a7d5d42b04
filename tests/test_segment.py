"""Documents into passages: what is cut where, what never comes out, what a passage says of itself, and what is one action."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc
from spacy.vocab import Vocab

from pipeline.language import Language
from pipeline.schema import Block, BlockKind, Brontype, Candidate, Document, Level, Parent, Place, PlanItem, Status
from pipeline.segment import council, facts, noise, split
from pipeline.segment.enumeration import enumeration
from pipeline.segment.identity import candidate_id
from pipeline.segment.merge import merge
from pipeline.segment.parts import Part, Rules
from pipeline.segment.passages import Segmenter
from pipeline.segment.tags import take_sdg_tags
from pipeline.words import normalised

MODEL = Path(__file__).resolve().parents[1] / "models" / "nl_lokale_foto"
Cut = Callable[..., list[Candidate]]
Item = tuple[BlockKind, str, dict[str, Any]]


@pytest.fixture(scope="module")
def language() -> Language:
    return Language(MODEL)


@pytest.fixture(scope="module")
def cut(language: Language) -> Cut:
    segmenter = Segmenter(language)

    def passages(
        *items: Item, brontype: Brontype = "beleidsverklaring", path: str = "stuk.docx", **about: Any
    ) -> list[Candidate]:
        document = Document(path=path, sha256="0" * 64, brontype=brontype, reason="", state="gelezen", **about)
        blocks = [Block(nr=nr, kind=kind, text=text, **more) for nr, (kind, text, more) in enumerate(items)]
        return segmenter(document, blocks)

    return passages


def head(text: str, level: int = 1) -> Item:
    return "heading", text, {"level": level}


def para(text: str) -> Item:
    return "paragraph", text, {}


def bullet(text: str) -> Item:
    return "list_item", text, {}


def row(*cells: str, columns: Sequence[str] = ()) -> Item:
    return "table_row", " | ".join(cells), {"cells": cells, "columns": tuple(columns) or ("",) * len(cells)}


PARENTS = (Parent(level="bd", code="BD1", title="Een groene gemeente"), Parent(level="ap", code="AP1", title="Bomen"))


def plan(title: str, long_text: str = "", code: str = "AC000012", level: str = "actie", **more: Any) -> Item:
    values: dict[str, Any] = {"level": level, "code": code, "title": title, "long_text": long_text, "parents": PARENTS}
    return "plan_item", title, {"plan": PlanItem(**(values | more))}


def texts(found: Sequence[Candidate]) -> list[str]:
    return [candidate.text for candidate in found]


# --- prose ---------------------------------------------------------------------------------------------------------


PROSE = [
    pytest.param("", [], id="leeg"),
    pytest.param("  \n ", [], id="wit"),
    pytest.param(
        "We leggen een fietspad aan in de Kerkstraat. We plaatsen laadpalen op het dorpsplein.",
        ["We leggen een fietspad aan in de Kerkstraat.", "We plaatsen laadpalen op het dorpsplein."],
        id="zinnen",
    ),
    pytest.param(
        "We plaatsen laadpalen op het dorpsplein. Zo rijden meer inwoners elektrisch.",
        ["We plaatsen laadpalen op het dorpsplein. Zo rijden meer inwoners elektrisch."],
        id="een zin die uitlegt hoort bij de vorige",
    ),
    pytest.param(
        "We plaatsen laadpalen op het dorpsplein.\nZo combineren we rijden en winkelen.",
        ["We plaatsen laadpalen op het dorpsplein. Zo combineren we rijden en winkelen."],
        id="ook op een nieuwe regel",
    ),
    pytest.param(
        "We plaatsen laadpalen op het dorpsplein.\nDit doen we in stappen:\n- eerst aan de kerk",
        ["We plaatsen laadpalen op het dorpsplein.", "eerst aan de kerk"],
        id="maar niet wat een lijst aankondigt",
    ),
    pytest.param(
        "We plaatsen laadpalen op het dorpsplein. Daarnaast wordt de parking onthard.",
        ["We plaatsen laadpalen op het dorpsplein.", "Daarnaast wordt de parking onthard."],
        id="wat ernaast gebeurt staat op zichzelf",
    ),
    pytest.param(
        "We versterken het lokale sociale beleid met onder meer: de uitbouw van een dorpsrestaurant, de oprichting van een "
        "buurtwinkel en de aanwerving van een brugfiguur.",
        [
            "We versterken het lokale sociale beleid",
            "de uitbouw van een dorpsrestaurant",
            "de oprichting van een buurtwinkel",
            "de aanwerving van een brugfiguur",
        ],
        id="opsomming met komma's",
    ),
    pytest.param(
        "Deze actie omvat onder meer: het aanplanten van hagen; het aanleggen van poelen; het herstellen van trage wegen.",
        ["het aanplanten van hagen", "het aanleggen van poelen", "het herstellen van trage wegen"],
        id="opsomming met puntkomma's, zonder de kapstok",
    ),
    pytest.param(
        "Het was een winter om niet te vergeten: mist, storm en veel regen.",
        ["Het was een winter om niet te vergeten: mist, storm en veel regen."],
        id="een dubbelpunt zonder doen knipt niet",
    ),
    pytest.param(
        "Projecten:\n- aanleg van een speelplein\n• renovatie van de sporthal\no vergroening van de begraafplaats",
        ["aanleg van een speelplein", "renovatie van de sporthal", "vergroening van de begraafplaats"],
        id="bullets",
    ),
    pytest.param(
        "1. Opmaak van een mobiliteitsplan\n2. Invoering van een zone 30\na) Plaatsen van borden",
        ["Opmaak van een mobiliteitsplan", "Invoering van een zone 30", "Plaatsen van borden"],
        id="genummerd",
    ),
    pytest.param(
        "We doen dit zo:\n- een bos planten;\n- een poel graven, en\n- een haag zetten.",
        ["een bos planten", "een poel graven", "een haag zetten."],
        id="wat een punt aan het volgende bindt",
    ),
    pytest.param(
        "Aanleg van een fietspad langs\nde Dorpsstraat en de Molenweg",
        ["Aanleg van een fietspad langs de Dorpsstraat en de Molenweg"],
        id="een regel die klein verdergaat",
    ),
    pytest.param(
        "We verruimen de automatische toekenning van rechten: wie recht heeft op een sociaal tarief, hoeft er niet om te vragen.",
        [
            "We verruimen de automatische toekenning van rechten: wie recht heeft op een sociaal tarief, hoeft er niet om te vragen."
        ],
        id="halve zinnen na een dubbelpunt zijn geen opsomming",
    ),
    pytest.param(
        "Samen met het Vlaams Agentschap Innoveren en Ondernemen (VLAIO) starten we een winkelcoach.",
        ["Samen met het Vlaams Agentschap Innoveren en Ondernemen (VLAIO) starten we een winkelcoach."],
        id="een letterwoord tussen haakjes scheurt geen zin",
    ),
    pytest.param(
        "We herinrichten de Markt. De werken starten in het voorjaar. Inschrijven kan aan de balie.",
        ["We herinrichten de Markt. De werken starten in het voorjaar. Inschrijven kan aan de balie."],
        id="wanneer en waar hoort bij wat",
    ),
    pytest.param(
        "We openen een zorgpunt in elke kern. Zo versterken we gezinnen. Zo plaatsen we er banken.",
        ["We openen een zorgpunt in elke kern. Zo versterken we gezinnen.", "Zo plaatsen we er banken."],
        id="waartoe het dient hoort bij wat",
    ),
    pytest.param(
        "'We lenen nu elkaars ladder', lacht Omar. We breiden het Burenfonds uit naar alle wijken.",
        ["We breiden het Burenfonds uit naar alle wijken."],
        id="wat iemand zegt",
    ),
    pytest.param(
        "12 juli - Seniorenbal in zaal Ons Huis 21 juli - Te Deum en receptie",
        ["12 juli - Seniorenbal in zaal Ons Huis", "21 juli - Te Deum en receptie"],
        id="kalender op één regel",
    ),
    pytest.param(
        "Op 12 juli planten we bomen en op 21 juli graven we een poel.",
        ["Op 12 juli planten we bomen en op 21 juli graven we een poel."],
        id="data in een zin",
    ),
    pytest.param(
        "We kiezen voor open uren op zondag, een stille zaal in de blok en een taalcafé voor ouders.",
        ["open uren op zondag", "een stille zaal in de blok", "een taalcafé voor ouders"],
        id="drie dingen zonder dubbelpunt",
    ),
    pytest.param(
        "We zetten in op sport, cultuur en jeugd.",
        ["We zetten in op sport, cultuur en jeugd."],
        id="losse woorden zijn geen acties",
    ),
    pytest.param(
        "We stellen een ambtenaar aan, voeren een keurmerk in en leiden vrijwilligers op.",
        ["We stellen een ambtenaar aan", "voeren een keurmerk in", "leiden vrijwilligers op."],
        id="drie werkwoorden met elk hun voorwerp",
    ),
    pytest.param(
        "Het OCMW koopt en renoveert twee woningen.",
        ["Het OCMW koopt en renoveert twee woningen."],
        id="twee werkwoorden met één voorwerp",
    ),
    pytest.param(
        "Vertrouwenspersonen aanstellen, een fietsplan invoeren en jaarlijks een meting houden.",
        ["Vertrouwenspersonen aanstellen", "een fietsplan invoeren", "jaarlijks een meting houden."],
        id="drie infinitieven",
    ),
    pytest.param(
        "Opstart van een boerenmarkt op het plein en promotie van de hoevewinkels.",
        ["Opstart van een boerenmarkt op het plein en promotie van de hoevewinkels."],
        id="twee werken",
    ),
    pytest.param(
        "Zaal De Kring. Gebruiksreglement. Goedkeuring.",
        ["Zaal De Kring. Gebruiksreglement. Goedkeuring."],
        id="besluittitel zonder werkwoord",
    ),
]


@pytest.mark.parametrize(("text", "expected"), PROSE)
def test_prose_is_cut_where_layout_or_wording_says_so(cut: Cut, text: str, expected: list[str]) -> None:
    assert texts(cut(para(text))) == expected


def test_a_document_without_blocks_or_with_furniture_only_gives_nothing(cut: Cut) -> None:
    assert cut() == []
    assert cut(("aside", "We leggen een fietspad aan in de Kerkstraat.", {})) == []


def test_a_passage_of_prose_stands_in_its_block_at_the_offsets_it_names(cut: Cut) -> None:
    text = (
        "Projecten:\n- aanleg van een speelplein\n- renovatie van de sporthal\nWe planten een bos. We graven een poel."
    )
    found = cut(para(text))
    assert len(found) == 4
    assert [text[c.places[0].start : c.places[0].end] for c in found] == texts(found)


def test_an_item_carries_the_sentence_that_announces_it_as_context(cut: Cut) -> None:
    listed = cut(head("Energie"), para("We doen dit door:"), bullet("zonnepanelen op het gemeentehuis te plaatsen"))
    assert [(c.text, c.context) for c in listed] == [
        ("zonnepanelen op het gemeentehuis te plaatsen", ("Energie", "We doen dit door:"))
    ]
    inline = cut(para("Projecten:\n- aanleg van een speelplein"))
    assert inline[0].context == ("Projecten:",)


def test_prose_of_a_newsletter_is_an_activity(cut: Cut) -> None:
    said = para("Op zaterdag 12 mei houden we een repaircafé in de bibliotheek.")
    assert [c.level for c in cut(said, brontype="nieuwsbrief")] == ["activiteit"]
    assert [c.level for c in cut(said)] == ["actie"]


def test_numbers_in_the_margin_go_where_they_count_on_and_stay_where_they_count_something(cut: Cut) -> None:
    counted = para("26 We zetten de werking voort."), para("27 We bouwen een nieuwe bibliotheek.")
    assert texts(cut(*counted)) == ["We zetten de werking voort.", "We bouwen een nieuwe bibliotheek."]
    assert [c.places[0].start for c in cut(*counted)] == [3, 3]
    assert texts(cut(para("12 Laadpalen plaatsen we dit jaar."))) == ["12 Laadpalen plaatsen we dit jaar."]


@pytest.mark.parametrize(
    ("heading", "layout"),
    [
        ("Voorwoord van de burgemeester", "frame"),
        ("Waar staan we vandaag?", "frame"),
        ("Bijlage: lijst van acties", "prose"),
        ("Mobiliteit", "prose"),
    ],
)
def test_what_frames_the_actions_is_marked_as_such(cut: Cut, heading: str, layout: str) -> None:
    assert [c.layout for c in cut(head(heading), para("We maken van Oostveld een warm dorp."))] == [layout]


def test_what_an_advisory_council_asks_for_is_marked_as_a_wish(cut: Cut) -> None:
    said = para(
        "De raad vraagt om de voetpaden te herstellen. De leden vragen hierover uitleg. Twee leden verlaten de zaal."
    )
    assert [c.layout for c in cut(said, brontype="adviesraad")] == ["wish", "prose", "prose"]
    assert {c.layout for c in cut(said, brontype="dienst")} == {"prose"}


def test_of_a_council_only_the_titles_of_decisions_stand_out(cut: Cut) -> None:
    found = cut(
        head("Besluitenlijst gemeenteraad 3 juni"),
        para("Gemeente Oostveld"),
        head("2025_GR_00012 - Dagopvang De Kring. Huishoudelijk reglement. Goedkeuring.", 2),
        para("De opvang sluit op vrijdag om 17 uur."),
        para("Speelplein Westveld. Aanleg. Goedkeuring."),
    )
    assert [(c.text, c.layout, c.code) for c in found] == [
        ("Dagopvang De Kring. Huishoudelijk reglement. Goedkeuring.", "point", ""),
        ("De opvang sluit op vrijdag om 17 uur.", "minutes", ""),
        ("Speelplein Westveld. Aanleg. Goedkeuring.", "point", ""),
    ]


def test_a_section_of_an_agenda_is_no_point_and_a_bare_title_takes_in_what_was_decided(cut: Cut) -> None:
    found = cut(
        head("Besluitenlijst gemeenteraad 3 juni"),
        head("5.a Financiën, Economie en Sport", 2),
        head("5.b Ruimte, Mobiliteit en Cultuur", 2),
        head("5.b.1 Invoering van een fietszone", 2),
        para("Besluit:"),
        para("Binnen de vesten mogen auto's de fietsers niet inhalen."),
        head("5.b.2 Premie voor geveltuinen", 2),
        para("De raad keurt de premie goed."),
    )
    assert [(c.text, c.layout) for c in found] == [
        ("Invoering van een fietszone. Binnen de vesten mogen auto's de fietsers niet inhalen.", "point"),
        ("Premie voor geveltuinen", "point"),
        ("De raad keurt de premie goed.", "minutes"),
    ]


def test_points_without_text_stand_out_where_no_points_stand_under_their_like(cut: Cut) -> None:
    found = cut(
        head("Agenda gemeenteraad 3 juni"),
        head("1. Premie voor nieuwe geveltuinen", 2),
        head("2. Aanleg van een speelbos", 2),
    )
    assert texts(found) == ["Premie voor nieuwe geveltuinen", "Aanleg van een speelbos"]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Schriftelijke vragen over het speelbos", True),
        ("134 Schriftelijke vragen over het speelbos", True),
        ("Voorstel in te stemmen met het jaarverslag van de bibliotheek", True),
        ("Aanduiding van een vertegenwoordiger in de raad van bestuur", True),
        ("Intercommunale. Algemene vergadering. Vaststelling mandaat. Goedkeuring.", True),
        ("Voorstel tot het vaststellen van de verordening op kamers", False),
        ("Aanduiding van de Kerkstraat als fietsstraat", False),
        ("", False),
    ],
)
def test_a_point_of_form_is_procedure(title: str, expected: bool) -> None:
    assert council.is_procedure(title) is expected


# --- headings ------------------------------------------------------------------------------------------------------


def test_headings_with_level_words_are_goals_plans_and_actions_under_each_other(cut: Cut) -> None:
    found = cut(
        head("Doelstelling 2: Een klimaatneutrale gemeente tegen 2050", 1),
        head("Actieplan 2.1 - Energie besparen in gebouwen", 2),
        head("Actie 2.1.1: Het gemeentehuis isoleren", 3),
        para("We isoleren het dak van het gemeentehuis."),
    )
    goal, action = "Een klimaatneutrale gemeente tegen 2050", "Het gemeentehuis isoleren"
    assert [(c.level, c.code, c.text, c.context) for c in found] == [
        ("bd", "2", goal, ()),
        ("ap", "2.1", "Energie besparen in gebouwen", (goal,)),
        ("actie", "2.1.1", action, (goal, "Energie besparen in gebouwen")),
        ("actie", "", "We isoleren het dak van het gemeentehuis.", (goal, "Energie besparen in gebouwen", action)),
    ]


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        ([head("Mobiliteit")], []),
        ([head("Water vasthouden waar het valt"), para("We graven wadi's.")], ["We graven wadi's."]),
        ([head("Meer zebrapaden aan de scholen")], ["Meer zebrapaden aan de scholen"]),
        (
            [
                head("Besluitenlijst gemeenteraad"),
                head("Zaal De Kring. Gebruiksreglement. Goedkeuring.", 2),
                para("De raad keurt het reglement goed."),
            ],
            ["Zaal De Kring. Gebruiksreglement. Goedkeuring.", "De raad keurt het reglement goed."],
        ),
        ([head("3.1 Meer bomen in de straten"), para("We planten platanen.")], ["We planten platanen."]),
    ],
    ids=["één woord", "gewone kop", "niets eronder", "besluit", "nummer van een paragraaf"],
)
def test_a_heading_is_a_passage_only_when_it_says_so_or_nothing_stands_under_it(
    cut: Cut, blocks: list[Item], expected: list[str]
) -> None:
    assert texts(cut(*blocks)) == expected


# --- plans ---------------------------------------------------------------------------------------------------------

LONG = "We realiseren bijkomend groen in de dorpskernen van Oostveld en Westveld door pleinen te ontharden en"

PLANS = [
    pytest.param(plan("Overig beleid"), [], id="container"),
    pytest.param(plan("Personeelskosten cultuur"), [], id="personeelskosten"),
    pytest.param(plan("Verrichtingen zonder beleidsdoelstelling"), [], id="zonder doelstelling"),
    pytest.param(plan("Gelijkblijvend beleid groendienst"), [], id="gelijkblijvend beleid"),
    pytest.param(
        plan("Huidige werking.", "We onderhouden de hagen langs trage wegen."),
        ["We onderhouden de hagen langs trage wegen."],
        id="container met inhoud",
    ),
    pytest.param(plan("GBB Kerkfabrieken"), [], id="gelijkblijvend beleid, afgekort"),
    pytest.param(plan("Leningslasten en financiële verrichtingen"), [], id="leningen"),
    pytest.param(plan("Totaal uitgaven"), [], id="totaal"),
    pytest.param(plan("Overige acties met betrekking tot mobiliteit"), [], id="overige acties"),
    pytest.param(plan("Totaalrenovatie van de sporthal"), ["Totaalrenovatie van de sporthal"], id="geen totaal"),
    pytest.param(plan("Hagen langs akkers planten"), ["Hagen langs akkers planten"], id="alleen een titel"),
    pytest.param(plan("Hagen planten", "Commentaar:"), ["Hagen planten"], id="leeg veld met naam"),
    pytest.param(
        plan("Zwembad", "Kwalitatieve omschrijving: Het bad krijgt nieuwe filters."),
        ["Zwembad. Het bad krijgt nieuwe filters."],
        id="naam van een veld",
    ),
    pytest.param(
        plan("Dorpsplein ontharden", "1.850 m² beton verdwijnt."),
        ["Dorpsplein ontharden. 1.850 m² beton verdwijnt."],
        id="duizendtal is geen code",
    ),
    pytest.param(
        plan("Hagen langs akkers planten", "Huidige werking."),
        ["Hagen langs akkers planten"],
        id="lange tekst container",
    ),
    pytest.param(
        plan("Een nieuw zwembad bouwen", "Een nieuw zwembad bouwen. We zoeken een private partner."),
        ["Een nieuw zwembad bouwen. We zoeken een private partner."],
        id="titel herhaald",
    ),
    pytest.param(
        plan(LONG[:100], LONG + " bomen te planten. De buurt denkt mee over de inrichting."),
        [LONG + " bomen te planten. De buurt denkt mee over de inrichting."],
        id="titel afgeknipt op 100 tekens",
    ),
    pytest.param(
        plan("Propere straten", "We plaatsen slimme vuilnisbakken. We ruimen zwerfvuil. We beboeten sluikstorters."),
        ["Propere straten", "We plaatsen slimme vuilnisbakken.", "We ruimen zwerfvuil.", "We beboeten sluikstorters."],
        id="elke We-zin een actie",
    ),
    pytest.param(
        plan("Propere straten", "We plaatsen slimme vuilnisbakken in elke wijk."),
        ["Propere straten. We plaatsen slimme vuilnisbakken in elke wijk."],
        id="één We-zin hoort bij de titel",
    ),
    pytest.param(
        plan("Sociaal huis", "Deze actie omvat:\n- de uitbouw van een zitdag\n- de opstart van een huisbezoekteam"),
        ["Sociaal huis", "de uitbouw van een zitdag", "de opstart van een huisbezoekteam"],
        id="bullets in de lange tekst",
    ),
    pytest.param(
        plan("Taal op maat", "De stad financiert voorleesuurtjes. In de zomer is er een taalbad van twee weken."),
        ["Taal op maat", "De stad financiert voorleesuurtjes.", "In de zomer is er een taalbad van twee weken."],
        id="zinnen met een eigen doener of voorwerp",
    ),
    pytest.param(
        plan("Sluikverkeer weren", "We sluiten de doorgang af. De wegenis wordt na de werken hersteld."),
        ["Sluikverkeer weren. We sluiten de doorgang af. De wegenis wordt na de werken hersteld."],
        id="hoe het werk verloopt is geen eigen actie",
    ),
    pytest.param(
        plan("Minder zwerfvuil", "Wij bestrijden zwerfvuil. We plaatsen camera's. Elke straat krijgt een vuilnisbak."),
        ["Minder zwerfvuil. Wij bestrijden zwerfvuil.", "We plaatsen camera's.", "Elke straat krijgt een vuilnisbak."],
        id="een zin die de titel herhaalt",
    ),
    pytest.param(
        plan(
            "Fietspaden", "We investeren in veilige fietspaden:\n- een brug over de beek\n- een tunnel onder het spoor"
        ),
        ["Fietspaden. We investeren in veilige fietspaden:", "een brug over de beek", "een tunnel onder het spoor"],
        id="wat een lijst aankondigt en iets zegt",
    ),
    pytest.param(
        plan(
            "Huis van het Kind",
            "Raad en spel onder één dak.\nMaandelijkse ochtend voor ouders.\nEen spelotheek voor elke peuter.",
        ),
        [
            "Huis van het Kind. Raad en spel onder één dak.",
            "Maandelijkse ochtend voor ouders.",
            "Een spelotheek voor elke peuter.",
        ],
        id="regels zonder werkwoord",
    ),
    pytest.param(
        plan("Geveltuinen", "Verdeling van gratis klimplanten in de lente\nOnderhoud van 85 hangmanden in het centrum"),
        ["Geveltuinen", "Verdeling van gratis klimplanten in de lente", "Onderhoud van 85 hangmanden in het centrum"],
        id="enkel regels zonder punt",
    ),
    pytest.param(plan("Huidige werking – waterlopen"), [], id="container met een domein"),
    pytest.param(plan("Water"), ["Water"], id="titel van één kort woord"),
    pytest.param(plan("Verrichtingen zonder actie - vrije tijd"), [], id="zonder actie"),
]


@pytest.mark.parametrize(("item", "expected"), PLANS)
def test_a_record_of_a_plan_is_one_passage_and_one_more_for_each_action_it_lists(
    cut: Cut, item: Item, expected: list[str]
) -> None:
    assert texts(cut(item, brontype="bbc")) == expected


def test_listed_actions_keep_the_code_and_the_title_of_their_record(cut: Cut) -> None:
    own, *listed = cut(plan("Sociaal huis", "Deze actie omvat:\n- de uitbouw van een zitdag"), brontype="bbc")
    assert (own.level, own.code, own.title, own.context) == (
        "actie",
        "AC000012",
        "Sociaal huis",
        ("Een groene gemeente", "Bomen"),
    )
    assert [(c.level, c.code, c.context[-1]) for c in listed] == [("activiteit", "AC000012", "Sociaal huis")]


def test_an_action_that_a_reader_left_in_the_text_of_another_keeps_its_own_code(cut: Cut) -> None:
    swallowed = plan("Zorgpunt in elke kern", "Zij brengt hulp samen.\nActie 3.1.2 Mantelzorgers krijgen een toelage.")
    assert [(c.text, c.code, c.level) for c in cut(swallowed, brontype="bbc")] == [
        ("Zorgpunt in elke kern. Zij brengt hulp samen.", "AC000012", "actie"),
        ("Mantelzorgers krijgen een toelage.", "3.1.2", "actie"),
    ]


def test_a_container_above_is_no_context_and_a_code_in_the_title_is_taken(cut: Cut) -> None:
    above = (*PARENTS[:1], Parent(level="ap", code="AP9", title="Overig beleid"))
    (found,) = cut(plan("AC 2.2.1: Aanplanten van hagen", code="", parents=above), brontype="bbc")
    assert (found.code, found.title, found.context) == ("2.2.1", "Aanplanten van hagen", ("Een groene gemeente",))


# --- tables --------------------------------------------------------------------------------------------------------

COLUMNS = ("Nr", "Actie", "Omschrijving", "Trekker", "Timing", "Status", "Budget")


def test_a_row_is_put_together_from_its_named_columns(cut: Cut) -> None:
    cells = (
        "1.2",
        "Buurttuin aanleggen",
        "We leggen met de buurt een tuin aan.",
        "dienst Groen",
        "2027",
        "lopend",
        "12.000",
    )
    (found,) = cut(row(*cells, columns=COLUMNS), brontype="visienota")
    assert found.text == "Buurttuin aanleggen. We leggen met de buurt een tuin aan."
    assert (found.title, found.code, found.dienst, found.deadline, found.status) == (
        "Buurttuin aanleggen",
        "1.2",
        "dienst Groen",
        "2027",
        "lopend",
    )


def test_a_row_of_names_heads_the_rows_below_until_the_next_heading(cut: Cut) -> None:
    names, idea = row("Actie", "Trekker", "Timing"), "Een repaircafé opstarten in de bibliotheek"
    (found,) = cut(names, row(idea, "dienst Milieu", "voorjaar 2027"), brontype="dienst")
    assert (found.text, found.dienst, found.deadline) == (idea, "dienst Milieu", "voorjaar 2027")
    (bare,) = cut(names, head("Groen"), row(idea, "dienst Milieu", "voorjaar 2027"), brontype="dienst")
    assert (bare.text, bare.dienst, bare.deadline) == (idea, "", "")


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (("", ""), []),
        (("12.000", "2027"), []),
        (("Totaal", "12.000"), []),
        (("Een repaircafé opstarten", "12.000"), ["Een repaircafé opstarten"]),
        (("Doelstelling 1: Een gezonde gemeente voor iedereen", ""), ["Een gezonde gemeente voor iedereen"]),
    ],
)
def test_a_row_without_names_gives_what_reads_as_an_action(
    cut: Cut, cells: tuple[str, ...], expected: list[str]
) -> None:
    assert texts(cut(row(*cells), brontype="dienst")) == expected


def test_a_row_that_names_a_level_heads_the_rows_below_it(cut: Cut) -> None:
    found = cut(
        row("Doelstelling 1: Een gezonde gemeente voor iedereen", ""),
        row("Valpreventie aanbieden aan ouderen", "dienst Welzijn", columns=("Actie", "Trekker")),
        brontype="dienst",
    )
    assert [(c.level, c.code, c.context) for c in found] == [
        ("bd", "1", ()),
        ("actie", "", ("Een gezonde gemeente voor iedereen",)),
    ]


# --- what never comes out ------------------------------------------------------------------------------------------

WISH = "De raad vraagt om meer bomen te planten langs de Dorpsstraat."
NAMES = "An Peeters, Jan Janssens, Karim El Amrani, Els De Smet"


@pytest.mark.parametrize(
    "blocks",
    [
        [head("Aanwezig"), para(NAMES), bullet("Piet De Smet, schepen"), row("Jan Van Den Broeck", "voorzitter")],
        [head("Leden van de raad"), bullet("Jan Van Den Broeck"), head("Verontschuldigd", 2), para("Mia De Vos.")],
        [para(f"Aanwezig: {NAMES}")],
        [para(f"Verontschuldigden: {NAMES}.")],
        [para("Voorzitter: Jan Van Den Broeck"), para("Verslag: An De Smet")],
        [row("Aanwezig", NAMES)],
    ],
    ids=["onder een kop", "leden", "op één regel", "verontschuldigd", "voorzitter", "tabel"],
)
def test_attendance_lists_never_come_out_and_what_follows_does(cut: Cut, blocks: list[Item]) -> None:
    assert texts(cut(*blocks, head("Advies"), para(WISH), brontype="adviesraad")) == [WISH]


def test_a_sentence_about_members_is_no_attendance_list(cut: Cut) -> None:
    said = (
        "Leden van de jeugdverenigingen krijgen voortaan een korting op het huren van materiaal bij de uitleendienst, ook op "
        "tenten, tafels en banken, zodat elke vereniging haar kamp of feest vlot kan organiseren zonder extra kosten."
    )
    assert texts(cut(para(said))) == [said]


@pytest.mark.parametrize(
    "blocks",
    [
        [head("Burgerlijke stand"), head("Geboorten", 2), para("Lotte, dochter van Jan Janssens en Els De Smet")],
        [
            head("Familienieuws"),
            bullet("Noah De Wilde, zoon van Karel en Sofie"),
            para("Overleden: Maria Claes, 92 jaar"),
        ],
        [head("Huwelijken"), para("Jan Janssens en Els De Smet traden in het huwelijk.")],
        [para("Overleden: Maria Claes, Jozef Peeters")],
    ],
    ids=["geboorten", "familienieuws", "huwelijken", "losse regel"],
)
def test_family_news_never_comes_out_and_what_follows_does(cut: Cut, blocks: list[Item]) -> None:
    news = "We openen een nieuwe speeltuin in het park."
    assert texts(cut(*blocks, head("Nieuws"), para(news), brontype="nieuwsbrief")) == [news]


def test_actions_of_the_civil_registry_are_no_family_news(cut: Cut) -> None:
    digital = para("We digitaliseren de akten van de burgerlijke stand.")
    assert len(cut(head("Burgerlijke stand"), digital, brontype="dienst")) == 1
    assert len(cut(head("Geboortebos"), para("We planten een boom per kind."), brontype="nieuwsbrief")) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", True),
        ("12.345 euro", True),
        ("Lees meer", True),
        ("info@voorbeeldegem.example", True),
        ("https://www.voorbeeldegem.example/groen", True),
        ("Aan: de leden van de raad", True),
        ("Overig beleid", True),
        ("Werkingskosten", True),
        ("Personeelskosten bibliotheek", True),
        ("Huidige werking.", True),
        ("Financiering", True),
        ("Reguliere werking lager onderwijs", True),
        ("Dagelijkse werking veiligheid.", True),
        ("Dagelijkse werking\nWe planten bomen langs de Kerkstraat", False),
        ("_Een gezonde omgeving realiseren (overig beleid)", True),
        ("Kerkfabrieken", True),
        ("We betalen de toelagen aan de kerkfabrieken", False),
        ("Financiering van de energietransitie", False),
        ("Hemelwaterplan", False),
        ("Trage wegen", False),
    ],
)
def test_only_what_is_certain_is_noise(text: str, expected: bool) -> None:
    assert noise.is_noise(text) is expected


# --- facts ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "code", "rest"),
    [
        ("", "", ""),
        ("Aanplanten van hagen", "", "Aanplanten van hagen"),
        ("AC000123 Heraanleg dorpsplein", "AC000123", "Heraanleg dorpsplein"),
        ("BD000003/AP000034 Een zorgzame gemeente", "BD000003/AP000034", "Een zorgzame gemeente"),
        ("1.03.03.02 Bibliotheek", "1.03.03.02", "Bibliotheek"),
        ("9:10.1 Sport voor iedereen", "9:10.1", "Sport voor iedereen"),
        ("3LMS050101 Zwerfvuil ruimen", "3LMS050101", "Zwerfvuil ruimen"),
        ("M26A040251 Bomen planten", "M26A040251", "Bomen planten"),
        ("LBS/002 Schuldhulp", "LBS/002", "Schuldhulp"),
        ("AC279_12: Fietspad aanleggen", "AC279_12", "Fietspad aanleggen"),
        ("AC 2.2.1: Aanplanten van hagen", "2.2.1", "Aanplanten van hagen"),
        ("Actieplan 4 Gezonde lucht", "4", "Gezonde lucht"),
        ("N60 herinrichten", "", "N60 herinrichten"),
        ("E40 ondertunnelen", "", "E40 ondertunnelen"),
        ("3 nieuwe speelpleinen", "", "3 nieuwe speelpleinen"),
        ("2030 klimaatneutraal", "", "2030 klimaatneutraal"),
    ],
)
def test_a_code_before_a_title_is_taken_whole(title: str, code: str, rest: str) -> None:
    assert facts.take_code(title) == (rest, code)


@pytest.mark.parametrize(
    ("text", "rest", "goals"),
    [
        ("", "", ()),
        ("Wij kiezen de SDG's als kader.", "Wij kiezen de SDG's als kader.", ()),
        ("Stedenband met Nkolando (SDG17)", "Stedenband met Nkolando", (17,)),
        ("SDG 3, 10 en 11: buurtwerk uitbouwen", ": buurtwerk uitbouwen", (3, 10, 11)),
        ("Riolering. SDG 6 – Schoon water en sanitair, SDG 11 – Duurzame steden", "Riolering.", (6, 11)),
        ("Bomen planten #SDG15 #SDG13", "Bomen planten", (15, 13)),
        ("Link met SDG 4", "", (4,)),
        ("SDG 18 bestaat niet", "SDG 18 bestaat niet", ()),
    ],
)
def test_printed_goals_are_kept_as_a_fact_and_taken_out_of_the_text(
    text: str, rest: str, goals: tuple[int, ...]
) -> None:
    assert take_sdg_tags(text) == (rest, goals)


def test_the_model_does_not_read_the_answer_that_the_source_prints(cut: Cut) -> None:
    tagged = plan("Riolering aanleggen in de Beekstraat", "SDG 6 – Schoon water en sanitair")
    (found,) = cut(tagged, brontype="bbc")
    assert (found.text, found.sdg_bron) == ("Riolering aanleggen in de Beekstraat", (6,))


@pytest.mark.parametrize(
    ("text", "brontype", "inherited", "status"),
    [
        ("", "bbc", None, "gepland"),
        ("", "dienst", None, "lopend"),
        ("", "nieuwsbrief", None, "lopend"),
        ("", "adviesraad", None, "wens"),
        ("We planten bomen.", "bbc", "gerealiseerd", "gerealiseerd"),
        ("De dienst snoeit jaarlijks de hagen.", "bbc", None, "lopend"),
        ("We zetten de jaarlijkse zwerfvuilactie verder.", "bbc", None, "lopend"),
        ("Het fietspad is intussen aangelegd.", "bbc", "gepland", "gerealiseerd"),
        ("Tegen 2027 wordt het fietspad aangelegd.", "bbc", None, "gepland"),
        ("De raad vraagt om meer bomen.", "adviesraad", "lopend", "wens"),
        ("De raad vraagt om meer bomen.", "bbc", None, "gepland"),
    ],
)
def test_the_status_follows_from_the_words_then_the_heading_then_the_kind_of_document(
    text: str, brontype: Brontype, inherited: Status | None, status: Status
) -> None:
    assert facts.status_of(text, brontype, inherited) == status


def test_a_heading_gives_its_status_to_what_stands_under_it(cut: Cut) -> None:
    found = cut(
        head("Stand van zaken", 2),
        para("De dienst Omgeving werkt aan een hemelwaterplan."),
        head("Planning", 2),
        para("We keuren het hemelwaterplan goed."),
        head("Realisaties 2024", 1),
        head("Groen", 2),
        para("We planten duizend bomen in het bos."),
        brontype="visienota",
    )
    assert [c.status for c in found] == ["lopend", "gepland", "gerealiseerd"]


@pytest.mark.parametrize(
    ("text", "deadline"),
    [
        ("", ""),
        ("We planten 2030 bomen.", ""),
        ("Tegen 31 december 2030 wordt de school gebouwd.", "31 december 2030"),
        ("Een klimaatneutrale gemeente tegen 2050", "2050"),
        ("In het voorjaar van 2027 start de bouw.", ""),
        ("Uiterlijk in maart 2028 is het plan klaar.", "maart 2028"),
        ("Tegen eind 2027 keurt de raad het plan goed.", "2027"),
    ],
)
def test_a_deadline_is_kept_as_printed(text: str, deadline: str) -> None:
    assert facts.deadline_of(text) == deadline


@pytest.mark.parametrize(
    ("text", "service"),
    [
        ("", ""),
        ("Elke dienst doet mee.", ""),
        ("De dienst Omgeving volgt dit op.", "dienst Omgeving"),
        ("De dienst Vrije Tijd organiseert een buitenspeeldag.", "dienst Vrije Tijd"),
        ("De dienst Omgeving en zijn partners planten bomen.", "dienst Omgeving"),
        ("Trekker: Sociaal Huis", "Sociaal Huis"),
        ("Verantwoordelijke dienst: technische uitvoering; 2027", "technische uitvoering"),
    ],
)
def test_a_service_is_taken_when_the_text_names_one(text: str, service: str) -> None:
    assert facts.service_of(text) == service


def test_the_document_says_the_service_where_the_text_does_not(cut: Cut) -> None:
    ours, theirs = para("We organiseren een buitenspeeldag."), para("De dienst Groen plant bomen in het park.")
    assert [c.dienst for c in cut(ours, theirs, brontype="dienst", dienst="Jeugd")] == ["Jeugd", "dienst Groen"]


# --- identity and duplicates ---------------------------------------------------------------------------------------


def candidate(text: str, code: str = "", document: str = "plan.pdf", **more: Any) -> Candidate:
    place = Place(document=document, sha256="0" * 64, page=1, place="", block=0, start=0, end=len(text), code=code)
    context = tuple(more.pop("context", ()))
    level: Level = more.pop("level", "actie")
    values: dict[str, Any] = {"title": text[:100], "brontype": "bbc", "status": "gepland", **more}
    row_id = candidate_id(text, code, context)
    return Candidate(id=row_id, text=text, level=level, code=code, context=context, places=(place,), **values)


BREAKFAST = "We organiseren elk jaar een gezond ontbijt voor alle kinderen van de basisscholen in onze gemeente."

ONE = [
    pytest.param(
        candidate("Hagen planten langs akkers", "AC1"),
        candidate("Hagen planten langs akkers.", "AC1"),
        id="budgetlijnen",
    ),
    pytest.param(
        candidate("Hagen planten langs akkers", "AC1"),
        candidate("Hagen planten langs akkers", document="infoblad.pdf", brontype="nieuwsbrief", level="activiteit"),
        id="plan en infoblad",
    ),
    pytest.param(
        candidate(BREAKFAST, "AC1", "plan-gemeente.pdf"),
        candidate(BREAKFAST, "AC7", "plan-ocmw.pdf"),
        id="gemeente en OCMW",
    ),
    pytest.param(
        candidate("Gezond ontbijt", "AC1"),
        candidate(f"Gezond ontbijt {BREAKFAST}", "AC1", "export.csv", title="Gezond ontbijt"),
        id="de lange tekst ontbreekt in één bron",
    ),
    pytest.param(
        candidate(
            "Vrijliggend fietspad langs de Heirbaan tussen Oostveld en Westveld. We leggen aan weerszijden een breed pad aan.",
            "AC1",
            title="Vrijliggend fietspad langs de Heirbaan tussen Oostveld en Westveld",
            layout="record",
        ),
        candidate(
            "Tussen Oostveld en Westveld legt de gemeente langs de Heirbaan een vrijliggend fietspad aan.",
            document="infoblad.pdf",
            level="activiteit",
        ),
        id="het infoblad vertelt de titel van het plan",
    ),
    pytest.param(
        candidate("Een boom voor elk kind", document="klimaatplan.docx"),
        candidate(
            "Een boom voor elk kind. Elk najaar planten gezinnen een boom.",
            "AC1",
            title="Een boom voor elk kind",
            layout="record",
        ),
        id="alleen de titel van het plan",
    ),
    pytest.param(
        candidate(
            "Herbestemmen van de oude brouwerij De Meerkoet tot cultuurhuis met ateliers", "AC1", document="plan.pdf"
        ),
        candidate("Graag een cultuurhuis met ateliers in brouwerij De Meerkoet.", document="advies.pdf"),
        id="in andere woordvormen",
    ),
    pytest.param(
        candidate(BREAKFAST, document="akkoord.docx"),
        candidate(BREAKFAST.replace("onze", "de"), document="infoblad.pdf"),
        id="één woord anders",
    ),
]
TWO = [
    pytest.param(
        candidate("Aanleg van een vrijliggend fietspad langs de Kouterweg tussen dorp en station over 2 km", "AC1"),
        candidate(
            "Langs de Kouterweg tussen dorp en station komt een fietspad van 3 meter breed.", document="infoblad.pdf"
        ),
        id="andere cijfers",
    ),
    pytest.param(
        candidate("Met een tonnagebeperking van 3,5 ton weren we zwaar verkeer uit Oudewalle.", document="akkoord.pdf"),
        candidate("Zwaar doorgaand verkeer weren we uit Mispelaar door een tonnagebeperking van 3,5 ton."),
        id="een andere plaats",
    ),
    pytest.param(
        candidate("Onderhoud van voetpaden en fietspaden", "AC1", layout="record"),
        candidate("Het onderhoud van voetpaden gaat voor op dat van fietspaden.", document="infoblad.pdf"),
        id="een titel van weinig woorden",
    ),
    pytest.param(
        candidate("Heraanleg van de Kerkstraat met brede voetpaden en bomen"),
        candidate("Heraanleg van de Molenstraat met brede voetpaden en bomen"),
        id="straatnaam",
    ),
    pytest.param(
        candidate(f"{BREAKFAST} De actie loopt in 2026."), candidate(f"{BREAKFAST} De actie loopt in 2027."), id="jaar"
    ),
    pytest.param(
        candidate("Onderhoud van de gebouwen", "AC1"), candidate("Onderhoud van de gebouwen", "AC2"), id="code"
    ),
    pytest.param(
        candidate("Trage wegen", context=("Oostveld",)),
        candidate("Trage wegen", context=("Westveld",)),
        id="korte titel",
    ),
    pytest.param(
        candidate("Een zorgzame gemeente voor iedereen", "1", level="bd"),
        candidate("Een zorgzame gemeente voor iedereen", "1.1", level="ap"),
        id="doelstelling en actieplan",
    ),
]


def test_nothing_merges_into_nothing() -> None:
    assert merge([]) == []


@pytest.mark.parametrize(("first", "second"), ONE)
def test_the_same_action_told_twice_becomes_one_with_both_places(first: Candidate, second: Candidate) -> None:
    (found,) = merge([first, second])
    assert len(found.text) == max(len(first.text), len(second.text))
    assert set(found.places) == {*first.places, *second.places}
    assert {found.id, *found.aliases} == {first.id, second.id}


@pytest.mark.parametrize(("first", "second"), TWO)
def test_actions_that_differ_in_what_matters_stay_apart(first: Candidate, second: Candidate) -> None:
    assert merge([first, second]) == [first, second]


def test_the_text_of_a_plan_goes_before_that_of_a_newsletter() -> None:
    told = candidate(BREAKFAST, document="infoblad.pdf", brontype="nieuwsbrief", level="activiteit", sdg_bron=(2,))
    planned = candidate(BREAKFAST, "AC1", "plan.pdf", sdg_bron=(3,), dienst="Jeugd")
    (found,) = merge([told, planned])
    assert (found.code, found.level, found.sdg_bron, found.dienst) == ("AC1", "actie", (3, 2), "Jeugd")
    assert [place.document for place in found.places] == ["plan.pdf", "infoblad.pdf"]


def test_merging_again_changes_nothing() -> None:
    once = merge([param.values[n] for param in [*ONE, *TWO] for n in (0, 1)])  # type: ignore[misc]
    assert merge(once) == once


def test_ids_stay_when_documents_are_added(cut: Cut) -> None:
    own = cut(plan("Hagen langs akkers planten"), plan("Sociaal huis", "We openen elke dag."), brontype="bbc")
    other = cut(para(f"{BREAKFAST} We leggen een fietspad aan."), path="akkoord.docx")
    more = merge([*other, *own])
    assert {c.id for c in merge(own)} <= {c.id for c in more}
    assert {c.id for c in merge([*own, *other])} == {c.id for c in more}


def test_an_id_follows_from_the_content_alone_and_is_no_date_or_number() -> None:
    assert candidate_id("Hagen planten langs akkers", "AC1", ()) == candidate_id(
        "hagen  planten langs akkers.", "ac1", ("X",)
    )
    different = {
        candidate_id("Hagen planten langs akkers", "AC1", ()),
        candidate_id("Hagen planten langs akkers", "AC2", ()),
        candidate_id("Trage wegen", "", ("Oostveld",)),
        candidate_id("Trage wegen", "", ("Westveld",)),
    }
    assert len(different) == 4
    assert all(row_id.startswith("act-") and len(row_id) == 14 for row_id in different)


# --- properties ----------------------------------------------------------------------------------------------------

PIECES = st.sampled_from(
    "We planten bomen. |Projecten:|\n|- |• |1. |a) |o |onder meer: |de aanleg van een pad|, |; | en |het herstel van hagen|é|'s | |X"
    "|met |zoals |Zo |2030|SDG 6".split("|")
)
DUTCH = st.lists(PIECES, max_size=25).map("".join)
ANY = st.text(max_size=80)


def sound(parts: Sequence[Part], text: str) -> None:
    """Parts lie in the text, in order, without overlap, each not blank and without white space around it."""
    at = 0
    for part in parts:
        assert at <= part.start < part.end <= len(text)
        piece = text[part.start : part.end]
        assert piece == piece.strip()
        at = part.end


@given(DUTCH | ANY)
def test_lines_lie_in_the_text_in_order(text: str) -> None:
    sound(split.lines_and_bullets(text), text)


@given(DUTCH)
@settings(max_examples=60, deadline=None)
def test_the_parts_of_a_text_lie_in_the_text_in_order(language: Language, text: str) -> None:
    (doc,) = language.pipe([text])
    sound(split.passages(doc, Rules()), text)


@given(DUTCH)
@settings(max_examples=60, deadline=None)
def test_every_passage_of_prose_is_what_stands_at_its_place(cut: Cut, text: str) -> None:
    for found in cut(para(text)):
        place = found.places[0]
        assert 0 <= place.start < place.end <= len(text)
        if not found.sdg_bron and not found.code:
            assert found.text == " ".join(text[place.start : place.end].split())


@given(ANY)
def test_normalised_text_is_a_fixed_point_of_plain_words(text: str) -> None:
    once = normalised(text)
    assert normalised(once) == once
    assert all(c.isascii() and (c.isdigit() or c.islower() or c == " ") for c in once)
    assert normalised(text.upper()) == normalised(text.upper().lower())


@given(DUTCH)
def test_taking_the_code_or_the_goals_out_twice_takes_no_more(text: str) -> None:
    rest, _ = take_sdg_tags(text)
    assert take_sdg_tags(rest) == (rest, ())
    title, code = facts.take_code(text)
    assert text.endswith(title)
    assert not code or code in text


def test_words_without_verb_or_noun_are_no_enumeration() -> None:
    text = "Het budget omvat: een, twee, drie"
    words = Doc(
        Vocab(), words=text.split(), pos=["DET", "NOUN", "VERB", "NUM", "NUM", "NUM"], sent_starts=[1] + [0] * 5
    )
    assert enumeration(words, text, Part(0, len(text)), Rules()) == []
    assert split.passages(words, Rules()) == [Part(0, len(text))]
    assert split.passages(Doc(Vocab()), Rules()) == []
