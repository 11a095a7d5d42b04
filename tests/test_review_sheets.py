"""Reading sheets: what LibreOffice wrote under Belgian settings, and each rule for a cell."""

from pathlib import Path

import openpyxl
import pytest

from pipeline.errors import SheetError, StoreError
from pipeline.frameworks import Frame
from pipeline.review import text
from pipeline.review.cells import read_decision, read_labels
from pipeline.review.columns import FIXED
from pipeline.review.preview import in_dutch
from pipeline.review.read import read_sheet
from tests.review_rig import FRAMES, SHEETS, confirm, read, suggestions

ROWS = suggestions(24)
# What was typed, by the number of the row in ROWS: LibreOffice 7.4 (nl-BE) opened the exported workbook or CSV, got these
# values typed into its cells, and saved the files. "=zie mail" became an error in the CSV but stayed text in the workbook, where
# the cells are text; "1/2" became a date in the CSV.
TYPED = {
    0: "ja", 1: "ja", 2: "nee", 4: "ja", 5: "ja", 6: "nee", 10: "ja", 11: "ja", 12: "nee", 13: "ja", 14: "ja", 15: "ja",
    16: "ja", 17: "nee",
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(path.name for path in SHEETS.glob("*") if path.suffix in {".csv", ".xlsx"}))
def test_what_libreoffice_wrote_is_understood(name: str) -> None:
    preview = confirm(SHEETS / name, ROWS)
    got = {int(decision.id.split("-")[1]): decision for decision in preview.decisions}
    from_csv = name.startswith("csv")
    assert {number: decision.verdict for number, decision in got.items()} == TYPED | ({} if from_csv else {9: "ja"})
    assert all(decision.text == decision.source_text for decision in preview.decisions)
    assert got[1].labels["sdg"][0] == "11"
    assert got[4].labels == {"sdg": (), "mvo": ()}
    assert (got[5].labels["sdg"][:2], got[5].remark) == (("13", "6"), "mooi voorbeeld; één voor de folder")
    assert got[6].remark == ("" if from_csv else "=zie mail")
    assert got[14].labels["mvo"] == ("zorg_voor_het_milieu",)
    told = {(problem.column, problem.value) for problem in preview.problems}
    assert told == {("beslissing", "misschien"), ("sdg_1", "3,11")} | ({("sdg_1", "01/02/2026")} if from_csv else set())
    assert not preview.edits
    assert not preview.conflicts


def test_another_format_is_refused_with_the_remedy() -> None:
    with pytest.raises(SheetError, match="Bewaar het in Excel of LibreOffice als 'CSV UTF-8'"):
        read(SHEETS / "werkmap.ods")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is geen beoordelingsblad"),
        (b"naam;straat\r\nAn;Dries\r\n", "kolommen rij_id en beslissing"),
        (b"rij_id;tekst\r\nact-00001-abcd;x\r\n", "kolommen rij_id en beslissing"),
        (b"rij_id;beslissing;beslissing\r\na;ja;nee\r\n", "komt 2 keer voor"),
        (b"PK\x03\x04 not a zip", "kan niet als Excel-werkmap gelezen worden"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "geen CSV en geen XLSX"),
    ],
)
def test_what_is_no_review_sheet_is_refused(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "blad.csv"
    path.write_bytes(content)
    with pytest.raises(SheetError, match=message):
        read(path)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"blad\.csv kan niet geopend worden"):
        read(tmp_path / "blad.csv")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("", None), ("ja", "ja"), ("JA", "ja"), (" Ja. ", "ja"), ("j", "ja"), ("x", "ja"), ("X", "ja"), ("✓", "ja"),
        ("nee", "nee"), ("Neen", "nee"), ("n", "nee"), ("ja?", None), ("ja/nee", None), ("misschien", None), ("1", None), ("WAAR", None),
    ],
)  # fmt: skip
def test_decisions_are_read_by_rule(typed: str, meant: str | None) -> None:
    assert read_decision(typed) == meant


@pytest.mark.parametrize(
    ("typed", "labels"),
    [
        ("", ()), ("geen", ()), ("Geen", ()), ("-", ()), ("n.v.t.", ()), ("geen SDG", ()),
        ("11", ("11",)), ("SDG11", ("11",)), ("sdg 11", ("11",)), ("SDG 11", ("11",)), ("SDG-11", ("11",)), ("11,0", ("11",)), ("11.0", ("11",)),
        ("Duurzame steden en gemeenschappen", ("11",)), ("SDG 11 Duurzame steden en gemeenschappen", ("11",)), ("Geen armoede", ("1",)),
        ("SDG 9 Industrie, innovatie en infrastructuur", ("9",)), ("11; 13", ("11", "13")), ("SDG 3, SDG 11", ("3", "11")), ("1/2", ("1", "2")),
        ("SDG 9 Industrie, innovatie en infrastructuur, SDG 7", ("9", "7")), ("sdg 3 en sdg 11", ("3", "11")),
        ("18", None), ("SDG 99", None), ("3,11", None), ("3,1", None), ("1,1", None), ("1.1", None), ("-1", None), ("11?", None), ("#VERW!", None),
        ("03/11/2026", None), ("11 of 13", None), ("klimaat", None), ("0,11", None),
    ],
)  # fmt: skip
def test_labels_are_read_by_rule(typed: str, labels: tuple[str, ...] | None) -> None:
    assert read_labels(typed, FRAMES["sdg"]) == labels


@pytest.mark.parametrize(
    ("shown", "source", "fate"),
    [
        ("Een fietspad", "Een fietspad", "same"), ("een  fietspad ", "een fietspad", "same"), ("'=> Actie", "=> Actie", "same"),
        ("CO? met = 55 %", "CO₂ met ≥ 55 %", "same"), ("Caf? Sant?", "Café Santé", "same"), ("‘t Veld – nu", "'t Veld - nu", "same"),
        ("", "Een fietspad", "damaged"), ("#NAAM?", "=> Actie", "damaged"), ("Err:508", "=Actie", "damaged"), ("####", "2026", "damaged"),
        ("Een veilig fiets", "Een veilig fietspad", "damaged"), ("Een veilig…", "Een veilig fietspad", "damaged"),
        ("Een veilig", "Een veilig fietspad", "edited"), ("Een breed fietspad", "Een veilig fietspad", "edited"), ("Een Fietspad", "Een fietspad", "edited"),
        ("Verlagen met ≤ 55 %", "Verlagen met ≥ 55 %", "edited"), ("Subsidie voor bomen", "Een veilig fietspad", "other"),
    ],
)  # fmt: skip
def test_what_became_of_a_text(shown: str, source: str, fate: str) -> None:
    assert text.fate(shown, source) == fate


def test_a_line_break_outside_quotes_does_not_cost_the_labels(tmp_path: Path) -> None:
    row = ROWS[20].candidate
    path = tmp_path / "blad.csv"
    path.write_text(
        f"{';'.join(FIXED)}\n{row.id};ja;Een tekst\ndie verder gaat;SDG 11;;;;;;;;;;;;;\n{ROWS[21].candidate.id};nee\n",
        encoding="utf-8",
    )
    first, second, third = read(path).rows
    assert "afgebroken door een regeleinde" in str(first.problems[0])
    assert second.problems
    assert (third.decision, third.problems) == ("nee", ())


def test_rows_swallowed_by_a_stray_quote_are_named(tmp_path: Path) -> None:
    path = tmp_path / "blad.csv"
    rows = "".join(f"{row.candidate.id};ja;{'' if n else chr(34)}tekst\r\n" for n, row in enumerate(ROWS[:4]))
    path.write_text("rij_id;beslissing;tekst\r\n" + rows, encoding="utf-8")
    sheet = read(path)
    assert len(sheet.rows) == 1
    assert "rijen in elkaar geschoven" in str(sheet.rows[0].problems[0])


def test_a_problem_says_where_what_and_what_is_allowed(tmp_path: Path) -> None:
    path = tmp_path / "blad.csv"
    path.write_text(f"rij_id;beslissing\r\n\r\n{ROWS[0].candidate.id};twijfel\r\n", encoding="utf-8")
    preview = confirm(path, ROWS)
    assert str(preview.problems[0]) == "blad.csv, rij 3, kolom beslissing: 'twijfel'. Toegelaten: ja, nee of leeg."
    assert in_dutch(preview)[2:4] == ["Niet begrepen, en dus niet bewaard:", f"  - {preview.problems[0]}"]


def test_each_worksheet_with_the_headings_is_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for sheet, row in zip(
        (book.active, book.create_sheet("van Bert"), book.create_sheet("Notities")), ROWS[:3], strict=True
    ):
        if sheet.title != "Notities":
            sheet.append(["rij_id", "beslissing"])
        sheet.append([row.candidate.id, "ja"])
    path = tmp_path / "blad.xlsx"
    book.save(path)
    preview = confirm(path, ROWS)
    assert [decision.id for decision in preview.decisions] == [ROWS[0].candidate.id, ROWS[1].candidate.id]


def test_frames_without_columns_of_their_own_come_after_code(tmp_path: Path) -> None:
    more = FRAMES | {"lekp": Frame(**FRAMES["sdg"].model_dump() | {"id": "lekp", "name": "LEKP", "prefix": "Werf"})}
    path = tmp_path / "blad.csv"
    path.write_text("rij_id;beslissing;lekp_2;code\r\nact-00001-abcd;ja;Werf 4;x\r\n", encoding="utf-8")
    sheet = read_sheet(path, more)
    assert sheet.columns == ("rij_id", "beslissing", "code", "lekp_2")
    assert sheet.rows[0].labels == {"lekp_2": ("4",)}
