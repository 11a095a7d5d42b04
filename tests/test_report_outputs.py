"""What the outputs look like to who opens them: safe, readable, complete, also when there is little or nothing to show."""

import csv
import io
import re
from pathlib import Path
from typing import Any

import lxml.html
import openpyxl
import pytest
from docx import Document as WordDocument
from pptx import Presentation

from pipeline.errors import SheetError, UsageError
from pipeline.figures import Figures, compute
from pipeline.frameworks import load_frames
from pipeline.inventory import Inventory, build
from pipeline.report import guide, quadrant
from pipeline.report.colours import contrast, ink, shade
from pipeline.report.make import make_all
from pipeline.report.scan import read_scan
from pipeline.report.workbook_sheets import sheet_names
from tests.foto import context, decision, voorbeeldegem

SCORES = {"goede_werkgever": 71.0, "zorg_voor_het_milieu": 39.5, "eerlijk_zaken_doen": 28.0}


def _made(folder: Path, inventory: Inventory, **changes: Any) -> Path:
    make_all(inventory, context(**changes), folder)
    return folder


def _page(folder: Path) -> Any:
    return lxml.html.fromstring((folder / "lokale-foto.html").read_bytes().decode())


@pytest.mark.parametrize("rows", [0, 1])
def test_a_foto_of_nothing_or_one_row_opens_everywhere(tmp_path: Path, rows: int) -> None:
    _made(tmp_path, build([decision()][:rows]))
    book = openpyxl.load_workbook(tmp_path / "lokale-foto.xlsx")
    assert book["Inventaris"].max_row >= 1
    assert len(Presentation(str(tmp_path / "lokale-foto.pptx")).slides) in range(8, 11)
    assert WordDocument(str(tmp_path / "lokale-foto.docx")).tables
    assert (guide.BLIND_HEAD in _page(tmp_path).text_content()) is bool(rows)


def test_everything_at_once_still_fits_ten_slides_with_notes(tmp_path: Path) -> None:
    decisions = voorbeeldegem()
    _made(tmp_path, build(decisions), scan=SCORES, older=build(decisions[:99]), lower_bound="Minstens 78 % gevonden.")
    slides = Presentation(str(tmp_path / "lokale-foto.pptx")).slides
    assert len(slides) in range(8, 11)
    assert all(slide.notes_slide.notes_text_frame.text for slide in slides)
    assert all(slide.shapes.title.text_frame.text for slide in slides)


def test_text_that_looks_like_a_formula_or_markup_stays_text(tmp_path: Path) -> None:
    texts = ["=1+1", "@SUM(A1)", "</script><script>alert(1)</script>", "5 < 6 & 'x'", "vreemd \x0b\x00 teken", "1.2.3"]
    _made(tmp_path, build([decision(text, id=f"act-{n}", code="1-2") for n, text in enumerate(texts)]))
    sheet = openpyxl.load_workbook(tmp_path / "lokale-foto.xlsx")["Inventaris"]
    cells = [cell for row in sheet.iter_rows(min_row=2) for cell in row if cell.value in texts]
    assert {cell.data_type for cell in cells} == {"s"}
    assert len(cells) == 5
    rows = list(
        csv.reader(io.StringIO((tmp_path / "lokale-foto.csv").read_text("utf-8-sig"), newline=""), delimiter=";")
    )
    assert {"'=1+1", "'@SUM(A1)", "code 1-2"} <= {cell for row in rows for cell in row}
    page = (tmp_path / "lokale-foto.html").read_text("utf-8")
    assert page.count("<script") == 2
    assert "<script>alert" not in page
    assert WordDocument(str(tmp_path / "lokale-foto.docx")).paragraphs


def test_the_page_stands_alone_and_names_its_parts(tmp_path: Path) -> None:
    page = _page(_made(tmp_path, build(voorbeeldegem()), scan=SCORES))
    source = (tmp_path / "lokale-foto.html").read_text("utf-8")
    assert not re.search(r"(?:src|href)=[\"'](?!#)|url\(|@import|https?://", source)
    assert page.get("lang") == "nl-BE"
    assert all(table.xpath("caption") for table in page.xpath("//table"))
    assert all(figure.get("aria-label") for figure in page.xpath("//svg"))
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in page.xpath("//a/@href")} <= set(ids)
    assert {label.get("for") for label in page.xpath("//label")} == set(page.xpath("//input/@id | //select/@id"))


def test_labels_are_written_in_ink_that_can_be_read() -> None:
    figures = compute(build(voorbeeldegem()), context())
    labels = [label for frame in (*figures.frames, figures.pillars) if frame for label in frame.labels]
    assert min(contrast(label.colour, ink(label)) for label in labels) >= 4.5
    white = {label.id for label in figures.frames[0].labels if ink(label) == "FFFFFF"}
    assert white == {"1", "4", "8", "10", "13", "16", "17"}


@pytest.mark.parametrize("largest", [1, 7, 83, 400])
def test_every_shade_of_the_matrix_can_be_read(largest: int) -> None:
    assert min(contrast(*shade(value, largest)) for value in range(largest + 1)) >= 4.5


def test_telling_examples_are_confirmed_actions_with_a_source() -> None:
    figures = compute(build(voorbeeldegem()), context())
    for strong in figures.strong:
        assert len(strong.examples) == 3
        assert len({item.document for item in strong.examples}) > 1
        for item in strong.examples:
            assert item.kind == "actie"
            assert strong.label.id in item.labels[strong.frame]
            assert item.document


def test_documents_that_were_not_read_are_named(tmp_path: Path) -> None:
    _made(tmp_path, build([decision()]))
    assert "ingescand" in _page(tmp_path).text_content()
    slides = Presentation(str(tmp_path / "lokale-foto.pptx")).slides
    assert "scan.pdf" in "".join(s.text_frame.text for s in slides[1].shapes if s.has_text_frame)
    assert [line.state for line in compute(build([decision()]), context()).documents] == [
        "niet gelezen",
        "niet meer aanwezig",
    ]


def _figures(rows: int) -> Figures:
    return compute(
        build([decision(str(n), id=str(n)) for n in range(rows)]),
        context(scan={"zorg_voor_het_milieu": 30.0, "consument": 80.0}),
    )


def test_the_quadrant_tells_high_scores_with_few_actions_from_low_with_many() -> None:
    assert [(point.label.id, point.high, point.many) for point in _figures(4).scan] == [
        ("zorg_voor_het_milieu", False, True),
        ("consument", True, False),
    ]


@pytest.mark.parametrize(
    ("text", "scores"),
    [
        (
            "thema;score\nGoede werkgever;71\nzorg_voor_het_milieu;39,5\n",
            {"goede_werkgever": 71.0, "zorg_voor_het_milieu": 39.5},
        ),
        ("\ufeffThema,Score\nConsument en burger,66 %\n\n", {"consument": 66.0}),
        ("score\tthema\n0\tgoede werkgever\n", {"goede_werkgever": 0.0}),
    ],
)
def test_the_scores_of_the_scan_are_read(tmp_path: Path, text: str, scores: dict[str, float]) -> None:
    path = tmp_path / "scan.csv"
    path.write_text(text, encoding="utf-8")
    assert read_scan(path, load_frames()["mvo"]) == scores


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "geen kolommen"),
        ("naam;punten\na;1\n", "geen kolommen"),
        ("thema;score\nVoetbal;50\n", "rij 2: 'Voetbal' is geen thema"),
        ("thema;score\nGoede werkgever;veel\n", "rij 2: 'veel' is geen score"),
        ("thema;score\nGoede werkgever;101\n", "is geen score"),
        ("thema;score\nGoede werkgever;1\ngoede werkgever;2\n", "twee keer"),
    ],
)
def test_a_scan_that_cannot_be_understood_is_refused_with_its_place(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "scan.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SheetError, match=message):
        read_scan(path, load_frames()["mvo"])


def test_a_scan_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(SheetError, match=r"weg\.csv kan niet geopend worden"):
        read_scan(tmp_path / "weg.csv", load_frames()["mvo"])


def test_a_date_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="vandaag"):
        make_all(Inventory(), context(date="vandaag"), tmp_path)


def test_no_two_sheets_share_a_name_and_none_is_too_long() -> None:
    names = list(sheet_names(compute(Inventory(), context())).values())
    assert len({name.casefold() for name in names}) == len(names)
    assert max(map(len, names)) <= 31
    assert {"MVO Goede werkgever", "De maatschappij ondersteunen"} <= set(names)


def test_the_comparison_names_labels_as_a_person_does(tmp_path: Path) -> None:
    old, new = decision(labels={"sdg": ("11",)}), decision(labels={"sdg": ("13",)})
    _made(tmp_path, build([new]), older=build([old]), older_name="de foto van 2025")
    sheet = openpyxl.load_workbook(tmp_path / "lokale-foto.xlsx")["Vergelijking"]
    row = [cell.value for cell in sheet[2]]
    assert row[:4] == ["gewijzigd", "SDG", "SDG 11 Duurzame steden en gemeenschappen", "SDG 13 Klimaatactie"]
    assert "de foto van 2025" in _page(tmp_path).text_content()


def _texts(folder: Path) -> dict[str, list[str]]:
    """What a reader sees in each output, piece by piece."""
    slides = Presentation(str(folder / "lokale-foto.pptx")).slides
    return {
        "xlsx": [
            str(row[0].value) for row in openpyxl.load_workbook(folder / "lokale-foto.xlsx")["Overzicht"].iter_rows()
        ],
        "docx": [paragraph.text for paragraph in WordDocument(str(folder / "lokale-foto.docx")).paragraphs],
        "pptx": [s.text_frame.text.strip() for slide in slides for s in slide.shapes if s.has_text_frame],
        "html": [str(node).strip() for node in _page(folder).xpath("//main//text()")],
    }


@pytest.mark.parametrize(("undecided", "share"), [(0, 100), (32, 75), (60, 61), (300, 24)])
def test_a_foto_of_which_little_is_reviewed_warns_beside_strong_themes_and_blind_spots(
    tmp_path: Path, undecided: int, share: int
) -> None:
    rows = [decision(f"Fietspad nummer {n} in de wijk", id=str(n)) for n in range(96)]
    _made(tmp_path, build(rows), undecided=undecided)
    warned = {
        kind: sum(text.startswith("Let op: nog maar") for text in texts) for kind, texts in _texts(tmp_path).items()
    }
    few = share < guide.FEW_REVIEWED
    assert warned == ({"xlsx": 1, "docx": 3, "pptx": 3, "html": 3} if few else dict.fromkeys(warned, 0))
    assert not few or any(f"nog maar {share} % is nagekeken" in text for text in _texts(tmp_path)["docx"])


def test_every_output_tells_what_the_words_mean_and_what_to_do_next(tmp_path: Path) -> None:
    _made(tmp_path, build(voorbeeldegem()))
    for kind, texts in _texts(tmp_path).items():
        shown = " ".join(texts)
        for word in ("ISO 26000", "Verenigde Naties", "Sterk thema", "Blinde vlek", "Kopgroep", guide.STEPS[0]):
            assert word in shown, (kind, word)


def test_what_was_new_gone_and_changed_stands_in_every_output(tmp_path: Path) -> None:
    stays = decision("Stadspark vernieuwen met de buurtbewoners", id="a")
    old = build([stays, decision("Sluiting van het oude zwembad in Lindeveld", id="b")])
    new = build([stays.model_copy(update={"status": "lopend"}), decision("Trage wegen herstellen", id="c")])
    _made(tmp_path, new, older=old, older_name="de foto van 2025")
    sheet = openpyxl.load_workbook(tmp_path / "lokale-foto.xlsx")["Vergelijking"]
    assert [row[0].value for row in sheet.iter_rows(min_row=2, max_row=4)] == ["nieuw", "verdwenen", "gewijzigd"]
    texts = _texts(tmp_path)
    for kind in ("docx", "pptx", "html"):
        shown = " ".join(texts[kind])
        for text in ("Trage wegen herstellen", "Sluiting van het oude zwembad", "status: gepland wordt lopend"):
            assert text in shown, (kind, text)


def test_themes_on_one_point_share_a_number_in_a_chart_and_lie_apart_in_the_drawing() -> None:
    scan = dict.fromkeys(context().frames["mvo"].ids, 62.0)
    figures = compute(
        build([decision(labels={"sdg": (), "mvo": ("consument",)}) for _ in range(1)]), context(scan=scan)
    )
    assert quadrant.marks(figures.scan) == ["1+2+3+4+5+7", "", "", "", "", "6", ""]
    drawing = lxml.html.fromstring(quadrant.drawing(figures.scan, figures.scan_median))
    dots = [(float(dot.get("cx")), float(dot.get("cy"))) for dot in drawing.xpath("//circle")]
    assert len(dots) == 7
    assert all(60 <= x <= 620 and 20 <= y <= 310 for x, y in dots)
    assert min((a - c) ** 2 + (b - d) ** 2 for n, (a, b) in enumerate(dots) for c, d in dots[:n]) >= 24**2 - 1
    assert sorted(n for box in quadrant.boxes(figures.scan) for n, _ in box.points) == list(range(1, 8))


def test_a_frame_that_keywords_fill_says_so_in_every_output(tmp_path: Path) -> None:
    rows = [
        decision(f"Fietspad nummer {n} in de wijk", id=str(n), labels={"sdg": ("11",), "mvo": (), "lekp": ()})
        for n in range(4)
    ]
    _made(tmp_path, build(rows))
    texts = _texts(tmp_path)
    assert any(text.startswith("Op trefwoord: 4 acties, doelen en wensen.") for text in texts["docx"])
    assert any(text.startswith("Op trefwoord geplaatst door het programma") for text in texts["pptx"])
    assert "Op trefwoord: 4 acties, doelen en wensen." in " ".join(texts["html"])
    sheet = openpyxl.load_workbook(tmp_path / "lokale-foto.xlsx")["Aantal LEKP"]
    assert [cell.value for cell in sheet[4]] == ["Mobiliteit", 0, 0, 0, 0, 4]
    inventory = openpyxl.load_workbook(tmp_path / "lokale-foto.xlsx")["Inventaris"]
    row = dict(zip(*(map(str, values) for values in inventory.iter_rows(max_row=2, values_only=True)), strict=True))
    assert row["lekp_1"] == "Mobiliteit (op trefwoord)"
    strong, after = (
        texts["docx"].index("Sterke thema's"),
        texts["docx"].index("Doelen tegenover acties, status en bron"),
    )
    assert not {"Vergroening", "Energie", "Mobiliteit", "Regenwater"} & set(texts["docx"][strong:after])
