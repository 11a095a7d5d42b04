"""Plans in tables and headings: the same items whatever the order of the columns or the shape of the plan."""

import itertools
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.plan import with_plan_items
from pipeline.extract.plan_overview import OverviewCell, parse_overview_cell, plain_text
from pipeline.extract.plan_text import (
    is_amounts_line,
    level_of_code,
    parse_amount,
    parse_title,
)
from pipeline.schema import Block, BlockKind, PlanItem


def table(columns: Sequence[str], *rows: Sequence[str], page: int = 1) -> list[Block]:
    return [
        Block(nr=n, kind="table_row", text=" | ".join(row), page=page, columns=tuple(columns), cells=tuple(row))
        for n, row in enumerate(rows)
    ]


def texts(*parts: tuple[BlockKind, str]) -> list[Block]:
    return [Block(nr=n, kind=kind, text=text, page=1) for n, (kind, text) in enumerate(parts)]


def items(blocks: Sequence[Block]) -> list[PlanItem]:
    return [block.plan for block in with_plan_items(blocks) if block.plan]


def outline(blocks: Sequence[Block]) -> list[tuple[str, str, str, tuple[str, ...]]]:
    return [(i.level, i.code, i.title, tuple(p.code for p in i.parents)) for i in items(blocks)]


EXPECTED = [
    ("bd", "BD000001", "Groene gemeente", ()),
    ("ap", "AP000001", "Meer bomen", ("BD000001",)),
    ("actie", "AC000001", "Bomen planten", ("BD000001", "AP000001")),
    ("actie", "AC000002", "Hagen aanleggen", ("BD000001", "AP000001")),
]


def test_nothing_gives_nothing() -> None:
    assert with_plan_items([]) == ()


def test_a_long_table_gives_goals_plans_and_actions() -> None:
    rows = table(
        ("Code", "Omschrijving", "2026", "2027"),
        ("BD000001", "Groene gemeente", "100", "200"),
        ("AP000001", "Meer bomen", "100", "200"),
        ("AC000001", "Bomen planten", "60", "150"),
        ("AC000002", "Hagen aanleggen", "40", "50"),
        ("Totaal", "", "100", "200"),
    )
    assert outline(rows) == EXPECTED
    goal, _, one, two = items(rows)
    assert goal.amounts == {2026: 100.0, 2027: 200.0}
    assert {year: one.amounts[year] + two.amounts[year] for year in one.amounts} == goal.amounts


WIDE = ("Code BD", "Beleidsdoelstelling", "Code AP", "Actieplan", "Code AC", "Actie", "2026")
WIDE_ROWS = (
    ("BD000001", "Groene gemeente", "AP000001", "Meer bomen", "AC000001", "Bomen planten", "1.000,00"),
    ("BD000001", "Groene gemeente", "AP000001", "Meer bomen", "AC000001", "Bomen planten", "500,50"),
    ("", "", "", "", "AC000002", "Hagen aanleggen", "€ 40"),
)


@pytest.mark.parametrize("order", list(itertools.permutations(range(7)))[::97])
def test_columns_are_known_in_any_order(order: tuple[int, ...]) -> None:
    rows = table([WIDE[i] for i in order], *([row[i] for i in order] for row in WIDE_ROWS))
    assert outline(rows) == EXPECTED


def test_budget_lines_are_merged_on_the_code() -> None:
    action = items(table(WIDE, *WIDE_ROWS))[2]
    assert (action.amounts, action.budget_lines) == ({2026: 1500.5}, 2)


def test_only_expenses_are_added_where_rows_say_what_they_are() -> None:
    rows = table(
        ("Actie", "Omschrijving", "Soort", "2026", "2027"),
        ("AC000001", "Bomen", "Investering uitgave", "100", "0"),
        ("AC000001", "Bomen", "Investering ontvangst", "60", "0"),
    )
    assert items(rows)[0].amounts == {2026: 100.0, 2027: 0.0}


def test_only_expenses_are_added_where_columns_say_so() -> None:
    columns = ("Code", "Omschrijving", "Uitgaven 2026", "Ontvangsten 2026", "Saldo 2026")
    assert items(table(columns, ("AC000001", "Bomen", "100", "60", "-40")))[0].amounts == {2026: 100.0}


def test_numbered_levels_are_told_from_their_depth() -> None:
    rows = table(
        ("", "", "", ""),
        ("1", "Groene gemeente", "", ""),
        ("1.1", "Meer bomen", "", ""),
        ("1.1.1", "Bomen planten", "100", "200"),
        ("1.1.2", "Hagen", "10", "20"),
    )
    assert [item.level for item in items(rows)] == ["bd", "ap", "actie", "actie"]


def test_a_type_column_names_the_level() -> None:
    rows = table(
        ("Type", "Nummer", "Titel", "Toelichting"),
        ("Beleidsdoelstelling", "9", "Groen", ""),
        ("Actieplan", "9:10", "Bomen", ""),
        ("Actie", "9:10.1", "Bomen planten", "Langs alle wegen."),
    )
    assert outline(rows)[2] == ("actie", "9:10.1", "Bomen planten", ("9", "9:10"))
    assert items(rows)[2].long_text == "Langs alle wegen."


def test_column_names_are_found_below_a_title_block() -> None:
    rows = table(
        ("", "", ""),
        ("Meerjarenplan Voorbeeldegem", "", ""),
        ("Code", "Omschrijving", "2026"),
        ("AC000001", "Bomen planten", "10"),
    )
    assert [item.code for item in items(rows)] == ["AC000001"]


def test_codes_are_never_cut() -> None:
    rows = table(("Code actie", "Omschrijving"), ("1.03.03.01", "Bomen"), ("1.03.03.02", "Hagen"))
    assert [item.code for item in items(rows)] == ["1.03.03.01", "1.03.03.02"]


def test_spanned_rows_name_the_goal_and_the_plan_of_the_rows_below() -> None:
    rows = table(
        ("Code actie", "Actie", "2026"),
        ("Beleidsdoelstelling 1: Groene gemeente", "", ""),
        ("Actieplan 1.1: Meer bomen", "", ""),
        ("AC000001", "Bomen planten", "10"),
    )
    assert outline(rows)[2] == ("actie", "AC000001", "Bomen planten", ("1", "1.1"))


def test_a_code_path_names_its_own_parents() -> None:
    rows = table(
        ("Code", "Omschrijving"),
        ("BD000001", "Groen"),
        ("BD000001/AP000001", "Bomen"),
        ("BD000002", "Wonen"),
        ("BD000001/AP000001/AC000007", "Late actie"),
    )
    assert outline(rows)[-1][3] == ("BD000001", "BD000001/AP000001")


def test_a_cell_with_a_bold_title_above_its_text_is_taken_apart() -> None:
    rows = table(("Actie", "Omschrijving", "2026", "2027"), ("AC000001", "Bomen\nWe planten er duizend.", "1", "2"))
    assert (items(rows)[0].title, items(rows)[0].long_text) == ("Bomen", "We planten er duizend.")


def test_other_tables_are_left_alone_but_their_sums_are_set_aside() -> None:
    rows = table(("Programma", "2026", "2027"), ("Wegen", "10", "20"), ("Totaal", "10", "20"))
    assert [block.kind for block in with_plan_items(rows)] == ["table_row", "aside"]


def test_a_table_that_goes_on_over_the_page_is_one_table() -> None:
    one = table(("Code", "Omschrijving", "2026"), ("BD000001", "Groen", "1"), ("AC000001", "Bomen", "1"))
    two = table(("Code", "Omschrijving", "2026"), ("AC000002", "Hagen", "1"), page=2)
    footer = texts(("aside", "p. 1"))
    kinds = [(block.kind, block.page) for block in with_plan_items([*one, *footer, *two])]
    assert kinds == [("plan_item", 1), ("plan_item", 1), ("aside", 1), ("plan_item", 2)]


def test_headings_open_items_and_what_follows_belongs_to_them() -> None:
    blocks = texts(
        ("heading", "BD 1 Groene gemeente"),
        ("paragraph", "Wij willen groen."),
        ("heading", "Actieplan 1.2: Meer bomen"),
        ("heading", "AC 1.2.1: Haag aanplanten"),
        ("paragraph", "Langs wegen, onder meer:"),
        ("list_item", "in het dorp"),
        ("paragraph", "Verantwoordelijke dienst: Groendienst"),
        ("paragraph", "Uitgaven 10.000 20.000 30.000"),
        ("heading", "Bijlage"),
        ("paragraph", "Een andere tekst."),
    )
    done = with_plan_items(blocks)
    assert [block.kind for block in done] == ["plan_item"] * 3 + ["aside", "heading", "paragraph"]
    action = items(blocks)[-1]
    assert (action.code, action.long_text, action.dienst) == (
        "1.2.1",
        "Langs wegen, onder meer:\n• in het dorp",
        "Groendienst",
    )
    assert [block.nr for block in done] == list(range(len(done)))


def test_a_small_table_of_amounts_below_a_heading_belongs_to_the_item() -> None:
    heading = texts(("heading", "Actie AC000001: Bomen planten"))
    amounts = table(("", "2026", "2027"), ("Uitgaven", "10.000", "5.000"), ("Ontvangsten", "1.000", "0"))
    done = with_plan_items([*heading, *amounts])
    assert [block.kind for block in done] == ["plan_item", "aside", "aside"]
    assert done[0].plan is not None
    assert done[0].plan.amounts == {2026: 10000.0, 2027: 5000.0}


def test_a_level_alone_on_its_line_takes_the_heading_below_as_its_title_and_codes_go_on_from_there() -> None:
    blocks = texts(
        ("paragraph", "Beleidsdoelstelling 1"),
        ("heading", "Een gemeente die water vasthoudt"),
        ("paragraph", "Tegen 2031 blijft elke straat droog."),
        ("paragraph", "Actieplan 1.01"),
        ("heading", "Beken krijgen ruimte"),
        ("heading", "1.01.01 Oevers van de Kleine Beek verlagen"),
        ("paragraph", "Samen met de polder graven we de oever af."),
        ("paragraph", "Raming 2026-2031 uitgaven € 10.000 | ontvangsten € 0 Trekker: dienst Milieu"),
        ("heading", "1.01.02 Stuwen herstellen"),
    )
    assert outline(blocks) == [
        ("bd", "1", "Een gemeente die water vasthoudt", ()),
        ("ap", "1.01", "Beken krijgen ruimte", ("1",)),
        ("actie", "1.01.01", "Oevers van de Kleine Beek verlagen", ("1", "1.01")),
        ("actie", "1.01.02", "Stuwen herstellen", ("1", "1.01")),
    ]
    assert (items(blocks)[2].long_text, items(blocks)[2].dienst) == (
        "Samen met de polder graven we de oever af.",
        "dienst Milieu",
    )


def test_numbers_of_chapters_are_no_codes_of_the_plan() -> None:
    blocks = texts(
        ("heading", "1.1 Leeswijzer"),
        ("heading", "Beleidsdoelstelling 4: Groen"),
        ("heading", "4. Financiële nota"),
        ("heading", "4.1 Schema M1"),
    )
    assert outline([block.model_copy(update={"level": 1}) for block in blocks]) == [("bd", "4", "Groen", ())]


def test_codes_of_one_shape_head_the_actions_of_a_plan_that_names_only_its_goals() -> None:
    blocks = texts(
        ("heading", "M20A001 Sluitende begroting"),
        ("heading", "BD1 Een groene gemeente"),
        ("heading", "M20A101 Bomen planten"),
        ("paragraph", "Wij planten er duizend."),
        ("heading", "M20A102 Hagen aanleggen"),
        ("heading", "N60 anders inrichten"),
    )
    assert outline(blocks) == [
        ("actie", "M20A001", "Sluitende begroting", ()),
        ("bd", "BD1", "Een groene gemeente", ()),
        ("actie", "M20A101", "Bomen planten", ("BD1",)),
        ("actie", "M20A102", "Hagen aanleggen", ("BD1",)),
    ]


def test_a_table_below_a_plan_holds_its_actions_and_a_text_alone_explains_the_row_above() -> None:
    columns = ("Code", "Omschrijving", "Budgetlijn", "2026", "2027")
    blocks = [
        *texts(("heading", "BD-K1: Groen"), ("heading", "Actieplan AP-K1.1 – Ruimte voor water")),
        *table(
            columns,
            ("K1.1.01", "Een wadi graven", "Investering", "10", "20"),
            ("", "De wadi vangt het water van drie straten op.", "", "", ""),
            ("K1.1.01", "Een wadi graven", "Subsidie", "-5", "-5"),
            ("K1.1.02", "Een gracht openleggen", "Investering", "5", "5"),
            ("", "Totaal actieplan AP-K1.1", "", "15", "25"),
        ),
    ]
    assert outline(blocks) == [
        ("bd", "BD-K1", "Groen", ()),
        ("ap", "AP-K1.1", "Ruimte voor water", ("BD-K1",)),
        ("actie", "K1.1.01", "Een wadi graven", ("BD-K1", "AP-K1.1")),
        ("actie", "K1.1.02", "Een gracht openleggen", ("BD-K1", "AP-K1.1")),
    ]
    assert [item.long_text for item in items(blocks)] == ["", "", "De wadi vangt het water van drie straten op.", ""]


def test_an_item_of_a_tree_of_titles_stands_where_the_plan_tells_of_it() -> None:
    tree = table(("Code", "Omschrijving"), ("BD000001", "Groen"), ("AP000001", "Bomen"), page=2)
    told = table(
        ("", "", ""),
        ("BD000001", "Groen\nWij willen groen.", ""),
        ("AP000001", "Bomen", ""),
        ("AC000001", "Een bos planten\nMet de school.\nDienst: Groen", ""),
        ("Raming", "2026", "2027"),
        ("Uitgaven", "10.000", "20.000"),
        page=4,
    )
    sums = table(("Actie", "Rekening", "Krediet"), ("AC000001 Een bos planten", "2140007", "30.000"), page=9)
    middle, last = texts(("heading", "Uitwerking")), texts(("heading", "Financiële nota"))
    done = with_plan_items([*tree, *middle, *told, *last, *sums])
    plan = [(block.page, block.plan.code, block.plan.dienst) for block in done if block.plan]
    assert plan == [(4, "BD000001", ""), (4, "AP000001", ""), (4, "AC000001", "Groen")]


@pytest.mark.parametrize(
    ("columns", "row"),
    [
        (("Kenmerk", "2015", "2020", "Vlaanderen"), ("Huishoudens met een leefloon", "41", "58", "–")),
        (("Beleidsveld", "Omschrijving", "2026", "2027"), ("0020", "Fiscale aangelegenheden", "-11.220", "-11.388")),
        (("Beleidsdoelstelling", "2026", "2027"), ("Beleidsdoelstelling 1 - saldo", "-1.480", "-1.524")),
    ],
)
def test_figures_and_balances_are_set_aside(columns: tuple[str, ...], row: tuple[str, ...]) -> None:
    assert [block.kind for block in with_plan_items(table(columns, row))] == ["aside"]


def test_a_project_with_its_amounts_is_kept() -> None:
    rows = table(("Omschrijving", "2026", "2027"), ("Aankoop van een veegwagen", "100.000", "0"))
    assert [block.kind for block in with_plan_items(rows)] == ["table_row"]


def test_a_sheet_of_labels_is_one_action() -> None:
    rows = table(
        ("", ""),
        ("Actie", "1.1.1 Zorgpunt in elke kern"),
        ("Omschrijving", "We openen er drie."),
        ("Trekker", "dienst Welzijn"),
        ("Timing", "2027"),
        ("Actie 1.1.2", "Buurtzorg"),
        ("Toelichting", "Vrijwilligers helpen."),
    )
    assert [(i.level, i.code, i.title, i.long_text, i.dienst) for i in items(rows)] == [
        ("actie", "1.1.1", "Zorgpunt in elke kern", "We openen er drie.", "dienst Welzijn"),
        ("actie", "1.1.2", "Buurtzorg", "Vrijwilligers helpen.", ""),
    ]


def test_a_sheet_with_the_code_in_a_column_of_its_own_is_one_action_too() -> None:
    rows = table(
        ("", "", ""),
        ("Actie", "AC000011", "Zone 30 in de dorpen"),
        ("Toelichting", "", "We plaatsen borden."),
        ("Uitgaven", "2026: 10.000", "2027: 20.000"),
    )
    assert [(i.level, i.code, i.title, i.long_text) for i in items(rows)] == [
        ("actie", "AC000011", "Zone 30 in de dorpen", "We plaatsen borden.")
    ]


def test_goals_and_plans_over_the_width_of_a_table_head_its_codes() -> None:
    rows = table(
        ("", "", ""),
        ("Beleidsdoelstelling 1: Wonen", "", ""),
        ("Actieplan 1.1: Betaalbaar wonen", "", ""),
        ("1.1.1", "Huurpremie voor jonge gezinnen", "10.000"),
        ("1.1.2", "Leegstand aanpakken", "0"),
    )
    assert outline(rows) == [
        ("bd", "1", "Wonen", ()),
        ("ap", "1.1", "Betaalbaar wonen", ("1",)),
        ("actie", "1.1.1", "Huurpremie voor jonge gezinnen", ("1", "1.1")),
        ("actie", "1.1.2", "Leegstand aanpakken", ("1", "1.1")),
    ]


def test_numbers_beside_and_inside_titles_are_codes() -> None:
    rows = table(
        ("BD", "AP", "Nr", "Actie", "2026", "2027"),
        ("1 Groene gemeente", "1.1 Water", "1.1.1", "Een wadi graven", "10", "20"),
        ("", "", "1.1.2", "10.000 liter regenwater bergen", "10", "20"),
    )
    assert outline(rows) == [
        ("bd", "1", "Groene gemeente", ()),
        ("ap", "1.1", "Water", ("1",)),
        ("actie", "1.1.1", "Een wadi graven", ("1", "1.1")),
        ("actie", "1.1.2", "10.000 liter regenwater bergen", ("1", "1.1")),
    ]


def test_a_second_pass_changes_nothing() -> None:
    once = with_plan_items(table(WIDE, *WIDE_ROWS))
    assert with_plan_items(once) == once


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", None),
        ("Actie 3 werd vorig jaar uitgevoerd.", None),
        ("Actieplannen zijn nuttig", None),
        ("BD 1 Wonen", ("bd", "1", "Wonen")),
        ("Actieplan 1.2: Meer groen", ("ap", "1.2", "Meer groen")),
        ("AC 2.2.1: Haag", ("actie", "2.2.1", "Haag")),
        ("AC000165 - Haag", ("actie", "AC000165", "Haag")),
        ("BD000003/AP000034/AC000165: Haag", ("actie", "BD000003/AP000034/AC000165", "Haag")),
        ("Beleidsdoelstelling: 2026000001 - Groen", ("bd", "2026000001", "Groen")),
        ("Prioritaire beleidsdoelstelling 1: Groen", ("bd", "1", "Groen")),
        ("Actie: Haag aanplanten", ("actie", "", "Haag aanplanten")),
        ("Actieplan 4", ("ap", "4", "")),
        ("Beleidsdoelstelling BD-K1", ("bd", "BD-K1", "")),
        ("Beleidsdoelstelling IV", ("bd", "IV", "")),
        ("BD II. Warm", ("bd", "II", "Warm")),
        ("Actie A.1: zorgpunt openen", ("actie", "A.1", "zorgpunt openen")),
        ("Actie A wordt uitgevoerd", None),
        ("BD-K1: Groen", ("bd", "BD-K1", "Groen")),
    ],
)
def test_titles_are_taken_apart(text: str, found: tuple[str, str, str] | None) -> None:
    titled = parse_title(text)
    assert (titled and (titled.level, titled.code, titled.title)) == found


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("", None),
        ("tekst", None),
        ("1.2.3", None),
        ("-", 0.0),
        ("0", 0.0),
        ("1.234", 1234.0),
        ("€ 1.234.567,89", 1234567.89),
        ("-1.234,50", -1234.5),
        ("2.500,00-", -2500.0),
        ("(300)", -300.0),
        ("1 234,5", 1234.5),
    ],
)
def test_amounts_are_read_in_dutch_notation(text: str, amount: float | None) -> None:
    assert parse_amount(text) == amount


@given(st.integers(-(10**9), 10**9), st.integers(0, 99))
def test_amounts_make_the_round_trip(euro: int, cents: int) -> None:
    written = f"{euro:,}".replace(",", ".") + f",{cents:02d}"
    expected = abs(euro) + cents / 100
    assert parse_amount(written) == pytest.approx(-expected if euro < 0 else expected)


@pytest.mark.parametrize(
    ("code", "level"),
    [("", None), ("1.2", None), ("AC000165", "actie"), ("BD1/AP2", "ap"), ("BACH1", None), ("BD-3", "bd")],
)
def test_codes_name_their_level(code: str, level: str | None) -> None:
    assert level_of_code(code) == level


CELL = "Code: {}\nKorte omschrijving: {}\nLange omschrijving: {}\nCommentaar: {}\nEvaluatie: {}"


@pytest.mark.parametrize(
    "fields",
    list(
        itertools.product(
            ("", "BD1/AC2"), ("", "Haag"), ("", "Eerste regel.\nTweede: regel."), ("", "let op"), ("", "goed")
        )
    ),
)
def test_an_empty_field_of_an_overview_cell_swallows_nothing(fields: tuple[str, ...]) -> None:
    assert parse_overview_cell(CELL.format(*fields)) == OverviewCell(*fields)


def test_flags_and_labels_are_no_text() -> None:
    cell = parse_overview_cell(
        CELL.format("AC1", "Haag", "Kwalitatieve omschrijving: We planten.", "Publieke info: Ja", "Neen")
    )
    assert (cell.long, cell.comment, cell.evaluation) == ("We planten.", "", "")
    assert plain_text("Ja") == ""


def test_an_overview_cell_on_one_line_is_understood() -> None:
    cell = parse_overview_cell(CELL.format("AC1", "Haag", "Lang", "", "").replace("\n", " "))
    assert (cell.code, cell.short, cell.long) == ("AC1", "Haag", "Lang")


def test_rows_of_the_government_overview_become_items() -> None:
    columns = (
        "Beleidsdomein",
        "Beleidsdoelst. totaaloverzicht",
        "Actieplan totaaloverzicht",
        "Actie totaaloverzicht",
        "2026",
    )
    cells = [CELL.format(code, title, "", "", "") for code, title in (("BD1", "Groen"), ("AP1", "Bomen"), ("", "Haag"))]
    rows = table(columns, ("Natuur", *cells, "1.000,50"), ("Natuur", *cells, "1,50"))
    assert outline(rows) == [
        ("bd", "BD1", "Groen", ()),
        ("ap", "AP1", "Bomen", ("BD1",)),
        ("actie", "", "Haag", ("BD1", "AP1")),
    ]
    assert items(rows)[2].amounts == {2026: 1002.0}


@pytest.mark.parametrize(
    ("title", "long_text", "left"),
    [
        ("10.5.2 We planten bo", "10.5.2 We planten bomen", "We planten bomen"),
        ("BD 10 Een groene stad", "BD 10 Zo wordt het groen.", "Zo wordt het groen."),
        ("10.5.2 We planten bomen", "10.5.2 We planten bomen", ""),
        ("10.5.2 We planten", "We planten bomen", "We planten bomen"),
        ("2.500 bomen", "2.500 bomen erbij", "2.500 bomen erbij"),
    ],
)
def test_the_number_that_a_plan_prints_before_title_and_text_is_taken_out_of_the_text(
    title: str, long_text: str, left: str
) -> None:
    columns = ("Beleidsdoelst. totaaloverzicht", "Actieplan totaaloverzicht", "Actie totaaloverzicht", "2026")
    cells = [CELL.format("BD1", "Groen", "", "", ""), CELL.format("AP1", "Bomen", "", "", "")]
    rows = table(columns, (*cells, CELL.format("AC1", title, long_text, "", ""), "1,00"))
    action = items(rows)[2]
    assert (action.title, action.long_text) == (title, left)


@pytest.mark.parametrize(
    ("text", "is_amounts"),
    [
        ("", False),
        ("2026 2027 2028", True),
        ("Uitgaven 10 20", True),
        ("We planten 1.000 bomen", False),
        ("Saldo", False),
    ],
)
def test_lines_of_amounts_are_told_from_sentences(text: str, is_amounts: bool) -> None:
    assert is_amounts_line(text) == is_amounts
