"""Search by meaning, on kept questions with known answers."""

import csv
import time
from pathlib import Path

import pytest

from pipeline.corpus import read_corpus
from pipeline.frameworks import load_frames
from pipeline.inventory import build
from pipeline.report.answer import in_dutch
from pipeline.search import Index, SearchItem, from_inventory, search
from tests.foto import decision, truth

ROOT = Path(__file__).resolve().parents[1]
QUERIES = Path(__file__).parent / "search" / "queries.csv"


def _item(name: str, text: str) -> SearchItem:
    return SearchItem(id=name, state="bevestigd", text=text, labels={})


@pytest.fixture(scope="module")
def voorbeeldegem() -> Index:
    rows = [row for row in truth() if not (row["dubbel_van"] and row["document"].endswith(".csv"))]
    return Index(
        [
            SearchItem(id=row["rij"], state="bevestigd", text=row["tekst"], labels={}, level=row["niveau"])
            for row in rows
        ]
    )


def _questions(kind: str) -> list[tuple[str, set[str]]]:
    with QUERIES.open(encoding="utf-8", newline="") as stream:
        return [
            (row["vraag"], set(row["antwoord"].split()))
            for row in csv.DictReader(stream, delimiter=";")
            if row["soort"] == kind
        ]


@pytest.mark.parametrize(("kind", "least"), [("afgestemd", 0.95), ("ongezien", 0.9)])
def test_a_known_answer_is_among_the_first_five(voorbeeldegem: Index, kind: str, least: float) -> None:
    root = {row["rij"]: row["dubbel_van"] or row["rij"] for row in truth()}
    questions = _questions(kind)
    assert not {answer for _, answers in questions for answer in answers} - set(root)
    missed = [
        question
        for question, answers in questions
        if not answers & {root[hit.item.id] for hit in search(question, voorbeeldegem, 5)}
    ]
    assert 1 - len(missed) / len(questions) >= least, missed


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("boom", "Aanplant van straatbomen"),
        ("riool", "Rioleringsproject Kapellestraat"),
        ("deelfietsen", "Fietsen delen aan de halte"),
        ("laadpunt", "Dertig publieke laadpalen"),
        ("fietspat", "Aanleg van een fietspad"),
        ("CAFÉ", "Repair cafe in de oude kazerne"),
        ("doen we al iets met zonnepanelen?", "Zonnepaneel op het dak van de school"),
    ],
)
def test_other_forms_compounds_synonyms_and_slips_are_found(query: str, text: str) -> None:
    hits = search(query, [_item("ander", "Aankoop van bureaustoelen"), _item("juist", text)])
    assert [hit.item.id for hit in hits] == ["juist"]


@pytest.mark.parametrize("query", ["", "   ", "de het een", "?!", "qqqqqqqq"])
def test_a_query_that_says_nothing_finds_nothing(query: str) -> None:
    assert search(query, [_item("a", "Aanleg van een fietspad")]) == []


@pytest.mark.parametrize(
    "query",
    """raketlancering;paardenrennen;kernfusie;skipiste aanleggen;luchthaven uitbreiden;een standbeeld voor de koning;militaire dienst
    walvissen;opera;gevangenis;kerncentrale;paintball;olifanten;gratis bier;blockchain;babybonus""".replace(
        "\n", ";"
    ).split(";"),
)
def test_an_idea_that_no_document_holds_finds_nothing(voorbeeldegem: Index, query: str) -> None:
    assert [hit.item.text for hit in search(query, voorbeeldegem)] == []


@pytest.mark.parametrize(
    ("query", "first", "second"),
    [
        ("deelfietsen aan het station", "Dit lijkt op 'deelfietsen aan het station'", "sluit nauw aan (deelfietsen"),
        ("tegels uitbreken in de voortuin", "Niets sluit nauw aan bij 'tegels", "sluit deels aan ("),
        ("walvissen", "Niets gevonden dat lijkt op 'walvissen'", ""),
    ],
)
def test_the_answer_says_in_words_how_near_it_is(voorbeeldegem: Index, query: str, first: str, second: str) -> None:
    lines = in_dutch(query, search(query, voorbeeldegem))
    assert lines[0].startswith(first)
    assert second in " ".join(lines[2:3])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Buurtfeesten", "sluit nauw aan (buurtfeesten)"),
        ("Herinrichting van het dorpsplein", "sluit deels aan (dorpsplein)"),
    ],
)
def test_only_a_word_of_the_question_itself_makes_an_answer_near(text: str, said: str) -> None:
    assert said in in_dutch("buurtfeest", search("buurtfeest", [_item("a", text)]))[2]


def test_what_is_near_stands_above_what_only_means_much_the_same() -> None:
    items = [_item("ver", "Tweewieler"), _item("nauw", "Fietspad langs de Kerkstraat")]
    hits = search("fiets", items)
    assert [hit.item.id for hit in hits] == ["ver", "nauw"]
    assert in_dutch("fiets", hits)[1::2] == ["- Fietspad langs de Kerkstraat", "- Tweewieler"]


def test_nothing_to_search_in_gives_no_answer() -> None:
    assert search("fietspad", []) == []


def test_a_text_without_words_does_not_shift_the_others() -> None:
    items = [_item("leeg", "?"), _item("juist", "Fietspad"), _item("leeg2", "")]
    assert [hit.item.id for hit in search("fietspad", items)] == ["juist"]


def test_titles_above_count_but_less_than_the_text() -> None:
    inside, above = (
        decision("Fietspad", id="in"),
        decision("Aanleg Kerkstraat", id="boven", context=("Meer fietspaden",)),
    )
    assert [hit.item.id for hit in search("fietspad", from_inventory(build([above, inside])))] == ["in", "boven"]


def test_twenty_thousand_actions_are_searched_within_a_tenth_of_a_second() -> None:
    rows = read_corpus(ROOT / "data" / "labelled" / "basis", load_frames())
    texts = [row.text for row in rows if row.actie]
    index = Index([_item(str(n), f"{texts[n % len(texts)]} fase {n // len(texts)}") for n in range(20_000)])
    questions = [question for question, _ in _questions("afgestemd")][:12]
    index.search("eerste")
    spent = []
    for question in questions:
        start = time.process_time()
        assert index.search(question)
        spent.append(time.process_time() - start)
    assert sorted(spent)[len(spent) // 2] <= 0.1
