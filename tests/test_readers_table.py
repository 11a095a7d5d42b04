"""CSV and XLSX: header rows told by their content, title blocks, merged cells, encodings, several sheets."""

import datetime
import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from xlsxwriter.workbook import Workbook

from pipeline.errors import DocumentError
from pipeline.extract.encoding import decode
from pipeline.extract.read import read_document
from pipeline.extract.table import read_xlsx
from tests.extraction_rig import blocks, outline
from tests.voorbeeldegem.content import load
from tests.voorbeeldegem.xlsx_document import jaaractieplan_xlsx, read_goals

HEADER = ("Actie", "Trekker", "Timing")


def workbook(fill: Callable[[Workbook], None]) -> bytes:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    fill(book)
    book.close()
    return buffer.getvalue()


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("end", ["\r\n", "\n"])
def test_a_csv_is_read_whatever_its_delimiter_encoding_and_line_ends(
    delimiter: str, encoding: str, end: str, tmp_path: Path
) -> None:
    rows = [HEADER, ("Café’s vergroenen", "Groen", "2027"), ("Geëngageerde buren", "Welzijn", "2028")]
    data = end.join(delimiter.join(row) for row in rows).encode(encoding)
    assert [(b.columns, b.cells, b.place) for b in blocks(tmp_path, "x.csv", data)] == [
        (HEADER, rows[1], "rij 2"),
        (HEADER, rows[2], "rij 3"),
    ]


def test_a_sep_line_names_the_delimiter_and_is_no_row(tmp_path: Path) -> None:
    found = blocks(tmp_path, "x.csv", "sep=,\r\nActie,Trekker\r\nHaag planten,Groen\r\n")
    assert [(b.cells, b.place) for b in found] == [(("Haag planten", "Groen"), "rij 3")]


def test_a_cell_may_hold_several_lines_and_the_delimiter(tmp_path: Path) -> None:
    found = blocks(tmp_path, "x.csv", 'Actie;Toelichting\r\n"Haag planten";"Eerst; de grond\r\ndan de haag"\r\n')
    assert found[0].cells == ("Haag planten", "Eerst; de grond\ndan de haag")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Actie;Budget\nBomen planten;1000\nTotaal;1000\n", [("rij", "Bomen planten | 1000")]),
        ("Plan van de dienst;;\nversie 3;;\nActie;Trekker;Budget\nBomen;Groen;10\n", [("kop1", "Plan van de dienst"), ("rij", "Bomen | Groen | 10")]),
        ("Actie;Trekker\nPlanning;\nBomen;Groen\nHagen;Groen\n", [("kop3", "Planning"), ("rij", "Bomen | Groen"), ("rij", "Hagen | Groen")]),
        ("Bomen planten in de wijk\nHagen planten langs het veld\n", [("alinea", "Bomen planten in de wijk"), ("alinea", "Hagen planten langs het veld")]),
        ("Actie;Trekker;Budget\nBomen planten;;\nHagen planten;;\n", [("rij", "Bomen planten"), ("rij", "Hagen planten")]),
        ("Maatregel;Trekker;Timing;Status\nDakisolatie aankopen;Dienst Klimaat;2026;loopt\n", [("rij", "Dakisolatie aankopen | Dienst Klimaat | 2026 | loopt")]),
        ("Ref;Wat gaan we doen?;Voor wie?;Wanneer?\nS-01;Een zitdag houden;gezinnen;mei\n", [("rij", "S-01 | Een zitdag houden | gezinnen | mei")]),
        ("Actie;Trekker\nBomen;Groen\nActie;Trekker\nHagen;Groen\n", [("rij", "Bomen | Groen"), ("rij", "Hagen | Groen")]),
    ],
)  # fmt: skip
def test_each_row_is_what_it_shows_itself_to_be(text: str, expected: list[tuple[str, str]], tmp_path: Path) -> None:
    assert outline(blocks(tmp_path, "x.csv", text)) == expected


def test_a_sheet_with_labels_and_texts_becomes_headings_and_paragraphs(tmp_path: Path) -> None:
    text = (
        "Doelstelling;Meer mensen nemen de fiets naar het werk en de school.\nTrekker;Mobiliteit\n"
        "Stand van zaken;De telling is klaar en de kruispunten zijn gekozen.\nPlanning;In 2027 leggen we de eerste fietsstraat aan.\n"
    )
    assert [kind for kind, _ in outline(blocks(tmp_path, "x.csv", text), asides=True)] == [
        "kop3", "alinea", "opzij", "kop3", "alinea", "kop3", "alinea",
    ]  # fmt: skip


def test_a_header_of_two_rows_gives_names_of_both(tmp_path: Path) -> None:
    def fill(book: Workbook) -> None:
        sheet = book.add_worksheet("Plan")
        sheet.merge_range(0, 0, 1, 0, "Actie")
        sheet.merge_range(0, 1, 0, 2, "2026")
        sheet.write_row(1, 1, ["Uitgaven", "Ontvangsten"])
        sheet.write_row(2, 0, ["Bomen planten", 1000.5, 0])

    found = blocks(tmp_path, "x.xlsx", workbook(fill))
    assert [(b.columns, b.cells) for b in found] == [
        (("Actie", "2026 Uitgaven", "2026 Ontvangsten"), ("Bomen planten", "1000,5", "0"))
    ]


def test_values_are_shown_as_a_belgian_excel_shows_them(tmp_path: Path) -> None:
    def fill(book: Workbook) -> None:
        sheet = book.add_worksheet("Cijfers")
        sheet.write_row(0, 0, ["Actie", "Datum", "Aandeel", "Budget", "Klaar", "Fout"])
        sheet.write_string(1, 0, "=geen formule")
        sheet.write_datetime(1, 1, datetime.datetime(2026, 3, 1), book.add_format({"num_format": "dd/mm/yyyy"}))
        sheet.write_number(1, 2, 0.125, book.add_format({"num_format": "0.0%"}))
        sheet.write_number(1, 3, 1234.5)
        sheet.write_boolean(1, 4, True)
        sheet.write_formula(1, 5, "=1/0", None, "#DIV/0!")

    found = blocks(tmp_path, "x.xlsx", workbook(fill))
    assert found[0].cells == ("=geen formule", "01/03/2026", "12,5 %", "1234,5", "Ja", "")


def test_every_visible_sheet_is_read_and_a_hidden_one_is_named(tmp_path: Path) -> None:
    def fill(book: Workbook) -> None:
        for name in ("Acties", "Lijst", "Meer acties"):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, ["Actie", "Trekker"])
            sheet.write_row(1, 0, [f"Bomen van {name}", "Groen"])
        book.get_worksheet_by_name("Lijst").hide()

    path = tmp_path / "x.xlsx"
    path.write_bytes(workbook(fill))
    extraction = read_document(path)
    assert [block.place for block in extraction.blocks if block.kind != "aside"] == [
        "werkblad Acties",
        "werkblad Acties, rij 2",
        "werkblad Meer acties",
        "werkblad Meer acties, rij 2",
    ]
    assert [problem.place for problem in extraction.problems] == ["werkblad Lijst"]


def test_the_year_plan_gives_every_action_under_its_goal_and_block(tmp_path: Path) -> None:
    raw = load("jaaractieplan.toml")
    path = tmp_path / "x.xlsx"
    path.write_bytes(jaaractieplan_xlsx(raw))
    expected = []
    for goal, parts in read_goals(raw):
        for key, name in (("stand", "Stand van zaken"), ("planning", "Planning")):
            expected += [(f"{goal.code} {goal.text}", name, action.code, action.text) for action in parts[key]]
    goal = part = ""
    rows = []
    for block in read_xlsx(path).blocks:
        if block.kind == "heading":
            goal, part = (goal, block.text) if block.level == 4 else (block.text, "")
        elif block.kind == "table_row" and "Jaaractieplan" in block.place:
            rows.append((goal, part, *block.cells[:2]))
    assert rows == expected


def test_a_workbook_that_openpyxl_writes_is_read_as_well(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Actie", "Timing"])
    book.active.append(["Dak isoleren", datetime.date(2027, 5, 1)])
    buffer = io.BytesIO()
    book.save(buffer)
    assert blocks(tmp_path, "x.xlsx", buffer.getvalue())[0].cells == ("Dak isoleren", "01/05/2027")


def test_a_quote_that_is_never_closed_is_named_when_it_swallows_too_much(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="aanhalingstekens"):
        blocks(tmp_path, "x.csv", 'Actie;Trekker\n"' + "Bomen;Groen\n" * 100_000)


@given(st.text(st.characters(codec="cp1252", exclude_categories=["Cc"])))
def test_text_comes_back_from_either_encoding(text: str) -> None:
    assert decode(text.encode("utf-8")) == text.removeprefix("\ufeff")
    data = text.encode("cp1252")
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        assert decode(data) == text


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(*[st.from_regex(r"[A-Z][a-z]{3,9}( [a-z]{3,9}){3,6}", fullmatch=True)] * 3), min_size=2, max_size=8
    )
)
def test_no_cell_is_lost_and_none_is_invented(tmp_path: Path, rows: list[tuple[str, str, str]]) -> None:
    text = "\n".join(";".join(row) for row in [HEADER, *rows])
    found = blocks(tmp_path, "x.csv", text)
    assert [block.cells for block in found if block.kind == "table_row"] == rows
