"""Sheets out: the same rows in both formats, in an order that makes runs, harmless in any spreadsheet, whole or not at all."""

import csv
import io
import itertools
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest

from pipeline.cells import code_shown, guarded, is_formula, unguarded
from pipeline.frameworks import Frame
from pipeline.review.columns import FIXED, columns
from pipeline.review.export import export_sheets
from pipeline.review.order import chance_right, grote_lijnen, in_order, most_doubtful, top
from pipeline.schema import Labelling, Suggestion
from tests.review_rig import FRAMES, confirm, suggestions

ROWS = suggestions(60)
HEADING = "rij_id;beslissing;tekst;sdg_1;sdg_2;sdg_3;mvo_1;mvo_2;opmerking;zekerheid;waarom;context;brontype;status;document;pagina;code"
# A formula, a field code of an old attack, and what starts one after an apostrophe or a tab.
ATTACKS = (
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(1)",
    "\t=1+1",
    "\r=1+1",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://x.example","y")',
    "-2+3+cmd|' /C calc'!A0",
)


def rows_of(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline=""), delimiter=";"))


def cells_of(path: Path) -> list[list[str]]:
    sheet = openpyxl.load_workbook(path)["Suggesties"]
    return [["" if cell.value is None else str(cell.value) for cell in row] for row in sheet.iter_rows()]


def test_the_csv_is_what_excel_opens_with_belgian_settings(tmp_path: Path) -> None:
    path, _ = export_sheets(tmp_path, ROWS[16:], FRAMES, [])
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf" + HEADING.encode() + b"\r\n")
    assert data.count(b"\r\n") == len(ROWS[16:]) + 1
    assert tuple(HEADING.split(";")) == FIXED


def test_values_are_shown_so_that_a_spreadsheet_leaves_them_alone(tmp_path: Path) -> None:
    for row in rows_of(export_sheets(tmp_path, ROWS, FRAMES, [])[0]):
        assert re.fullmatch(r"act-\d{5}-[0-9a-f]{4}", row["rij_id"])
        assert re.fullmatch(r"\d{1,3} %", row["zekerheid"])
        assert re.fullmatch(r"p\. \d+|alinea 12", row["pagina"])
        assert row["code"] == "" or row["code"][0].isalpha()
        assert row["sdg_1"] == "" or re.fullmatch(r"SDG \d+ .+", row["sdg_1"])
        assert row["beslissing"] == row["opmerking"] == ""


def test_both_formats_hold_the_same_rows(tmp_path: Path) -> None:
    sheet, book = export_sheets(tmp_path, ROWS, FRAMES, [])
    names, *cells = cells_of(book)
    assert names == list(FIXED)
    assert [dict(zip(names, row, strict=True)) for row in cells] == [
        {name: unguarded(value) for name, value in row.items()} for row in rows_of(sheet)
    ]


def test_the_same_suggestions_give_the_same_bytes(tmp_path: Path) -> None:
    first = export_sheets(tmp_path / "een", ROWS, FRAMES, [])
    second = export_sheets(tmp_path / "twee", ROWS, FRAMES, [])
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


def test_no_suggestions_still_give_a_sheet(tmp_path: Path) -> None:
    sheet, book = export_sheets(tmp_path, [], FRAMES, [])
    assert (rows_of(sheet), cells_of(book)[0]) == ([], list(FIXED))
    assert confirm(book, []).complete


def test_more_frames_get_columns_after_code() -> None:
    lekp = Frame(**FRAMES["sdg"].model_dump() | {"id": "lekp", "max_labels": 2})
    assert columns(FRAMES | {"lekp": lekp}) == (*FIXED, "lekp_1", "lekp_2")


def test_nothing_is_asked_twice(tmp_path: Path) -> None:
    sheet, _ = export_sheets(tmp_path, ROWS, FRAMES, [], name="eerst")
    rows = rows_of(sheet)
    path = tmp_path / "blad.csv"
    path.write_text("rij_id;beslissing\n" + "".join(f"{row['rij_id']};ja\n" for row in rows[:10]), encoding="utf-8")
    decisions = confirm(path, ROWS).decisions
    merged = decisions[0].model_copy(update={"id": "act-00000-0000", "aliases": (decisions[0].id,)})
    left = rows_of(export_sheets(tmp_path, ROWS, FRAMES, [merged, *decisions[1:]])[0])
    assert [row["rij_id"] for row in left] == [row["rij_id"] for row in rows[10:]]


def sure(suggestion: Suggestion, actie: float) -> Suggestion:
    return suggestion.model_copy(update={"labelling": suggestion.labelling.model_copy(update={"actie": actie})})


def test_the_chance_that_a_row_is_right_counts_every_answer_on_it() -> None:
    labelling = Labelling(
        actie=0.9, probabilities={"sdg": {"1": 0.8, "2": 0.3}}, proposed={"sdg": ("1",)}, why={"sdg": {}}
    )
    assert chance_right(ROWS[0].model_copy(update={"labelling": labelling})) == pytest.approx(0.9 * 0.8 * 0.7)


def test_rows_that_need_no_correction_come_first_in_blocks_of_one_theme_and_document() -> None:
    ordered = in_order(suggestions(400), FRAMES)
    bands = [chance_right(s) < 0.5 for s in ordered]
    assert bands == sorted(bands)
    assert 20 < bands.count(False) < 380
    blocks = [
        (band, s.labelling.proposed["sdg"][:1], s.candidate.places[0].document)
        for band, s in zip(bands, ordered, strict=True)
        if s.labelling.proposed["sdg"]
    ]
    changes = sum(a != b for a, b in itertools.pairwise(blocks))
    assert changes + 1 == len(set(blocks))


def test_within_a_block_the_surest_comes_first() -> None:
    rows = [sure(ROWS[20], p) for p in (0.8, 0.95, 0.9)]
    rows = [
        row.model_copy(update={"candidate": row.candidate.model_copy(update={"id": f"act-{n}"})})
        for n, row in enumerate(rows)
    ]
    assert [s.labelling.actie for s in in_order(rows, FRAMES)] == [0.95, 0.9, 0.8]


def test_the_rows_that_teach_most_are_marked(tmp_path: Path) -> None:
    marked = [
        row for row in rows_of(export_sheets(tmp_path, ROWS, FRAMES, [])[0]) if row["waarom"].startswith("twijfel")
    ]
    assert {row["rij_id"] for row in marked} == most_doubtful(ROWS)
    assert len(marked) == 6
    assert all(int(row["zekerheid"].split()[0]) <= 75 for row in marked)


@pytest.mark.parametrize(("number", "size"), [(0, 0), (-1, 0), (5, 5), (1000, 60)])
def test_top_takes_the_surest(number: int, size: int) -> None:
    chosen = top(ROWS, number)
    assert len(chosen) == size
    assert not chosen or min(map(chance_right, chosen)) >= max(
        (chance_right(s) for s in ROWS if s not in chosen), default=0
    )


def test_grote_lijnen_are_goals_and_plans() -> None:
    assert {s.candidate.level for s in grote_lijnen(ROWS)} == {"bd", "ap"}


@pytest.mark.parametrize(
    ("code", "shown"),
    [("", ""), ("AC000165", "AC000165"), ("BD000003/AP000034", "BD000003/AP000034"), ("1.2.3", "code 1.2.3"), ("2020/1", "code 2020/1"),
     ("3,11", "code 3,11"), ("1E5", "code 1E5"), ("DEC2026", "code DEC2026"), ("mei-30", "code mei-30"), ("00012", "code 00012"), ("=1", "code =1")],
)  # fmt: skip
def test_codes_stay_codes(code: str, shown: str) -> None:
    assert code_shown(code) == shown


@pytest.mark.parametrize(
    ("value", "formula"),
    [*((attack, True) for attack in ATTACKS), ("", False), ("tekst", False), ("-1.234,56", False), ("+32 3 123 45 67", False), ("- hagen", True), ("1=1", False), ("-", True)],
)  # fmt: skip
def test_what_could_become_a_formula_is_guarded_in_csv(value: str, formula: bool) -> None:
    assert is_formula(value) == formula
    assert guarded(value) == ("'" + value if formula else value)
    assert unguarded(guarded(value)) == value


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_column_can_carry_a_formula_into_either_format(tmp_path: Path, attack: str) -> None:
    row = ROWS[20]
    place = row.candidate.places[0].model_copy(update={"document": attack, "page": None, "place": attack})
    candidate = row.candidate.model_copy(
        update={"text": attack, "title": attack, "code": attack, "context": (attack,), "places": (place,)}
    )
    why = {frame: dict.fromkeys(labels, (attack,)) for frame, labels in row.labelling.proposed.items()}
    evil = row.model_copy(update={"candidate": candidate, "labelling": row.labelling.model_copy(update={"why": why})})
    sheet, book = export_sheets(tmp_path, [evil], FRAMES, [], documents=tmp_path)
    for value in rows_of(sheet)[0].values():
        assert not is_formula(value)
    with zipfile.ZipFile(book) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")
        formulas = re.findall(rb"<f>(.*?)</f>", archive.read("xl/worksheets/sheet3.xml"))
    assert formulas
    assert not any(word in formula for formula in formulas for word in (b"cmd", b"HYPERLINK", b"SUM(", b"1+1"))


def test_the_workbook_is_pleasant_to_work_in(tmp_path: Path) -> None:
    _, path = export_sheets(tmp_path, ROWS, FRAMES, [], documents=tmp_path / "bron")
    book = openpyxl.load_workbook(path)
    assert [(sheet.title, sheet.sheet_state) for sheet in book] == [
        ("Suggesties", "visible"), ("Uitleg", "visible"), ("Voortgang", "visible"), ("Lijsten", "hidden"),
    ]  # fmt: skip
    sheet = book["Suggesties"]
    assert sheet.freeze_panes == "D2"
    assert sheet.tables["suggesties"].ref == f"A1:Q{len(ROWS) + 1}"
    lists = {rule.formula1 for rule in sheet.data_validations.dataValidation}
    assert lists == {"lijst_beslissing", "lijst_sdg", "lijst_mvo"}
    assert book.defined_names["lijst_sdg"].attr_text == "Lijsten!$B$1:$B$18"
    assert [cell.value for cell in book["Lijsten"]["B"]][:2] == ["geen", "SDG 1 Geen armoede"]
    assert sheet["C2"].alignment.wrap_text
    assert sheet["O2"].hyperlink.target.replace("\\", "/").startswith("bron/plannen/")
    assert sum(bool(cell.value) for cell in book["Uitleg"]["A"]) == 5
    assert not sheet.protection.sheet


def test_a_text_longer_than_a_cell_is_cut_and_still_found_back(tmp_path: Path) -> None:
    long = ROWS[20].model_copy(
        update={"candidate": ROWS[20].candidate.model_copy(update={"text": "Fietspad aanleggen. " * 3000})}
    )
    for path in export_sheets(tmp_path, [long], FRAMES, []):
        preview = confirm(path, [long])
        assert (preview.undecided, preview.pending, preview.complete) == (1, (), True)


_FULL_DISK = """
import resource, sys
from pathlib import Path
from pipeline.errors import StoreError
from pipeline.decisions import append_round
from pipeline.review.export import export_sheets
from pipeline.schema import Round
from tests.review_rig import FRAMES, TIME, confirm, suggestions
folder, rows = Path(sys.argv[1]), suggestions(300)
decisions = confirm(folder / "blad.csv", rows).decisions
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
for attempt in (
    lambda: export_sheets(folder, rows, FRAMES, []),
    lambda: append_round(folder / "rondes", Round(nr=0, kind="beslissingen", reviewer="An", time=TIME), decisions),
):
    try:
        attempt()
    except StoreError as error:
        print("StoreError", error)
"""


def work_in(folder: Path) -> dict[Path, bytes]:
    """All files but the list of sheets as written, which is brought up to date before a sheet is."""
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file() and path.name != "bladen.txt"}


@pytest.mark.skipif(
    sys.platform == "win32", reason="the limit on file size stands in for a full disk, and Windows has none"
)
def test_a_full_disk_leaves_everything_as_it_was(tmp_path: Path) -> None:
    rows = suggestions(300)
    export_sheets(tmp_path, rows[:20], FRAMES, [])
    (tmp_path / "rondes").mkdir()
    (tmp_path / "blad.csv").write_text(
        "rij_id;beslissing\n" + "".join(f"{row.candidate.id};ja\n" for row in rows), encoding="utf-8"
    )
    before = work_in(tmp_path)
    root = Path(__file__).resolve().parents[1]
    done = subprocess.run(
        [sys.executable, "-c", _FULL_DISK, str(tmp_path)],
        cwd=root,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert done.stdout.count("StoreError") == 2
    assert "Maak plaats vrij en probeer opnieuw" in done.stdout
    assert work_in(tmp_path) == before
