"""The PDF reader on documents made here and on those of Voorbeeldegem: order, structure, tables, and what cannot be read."""

import csv
import io
import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pdfplumber
import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from pipeline.errors import DocumentError, ResourceLimitError
from pipeline.extract import pdf
from pipeline.extract.pdf import ocr, pdfium
from pipeline.extract.pdf.grid import find_tables
from pipeline.extract.pdf.marks import Rule
from pipeline.extract.pdf.quality import is_garbled
from pipeline.schema import Block

ROOT = Path(__file__).parent.parent
RAW = ROOT / "data" / "raw"
WORDS = "De gemeente plant samen met de inwoners bomen en hagen langs de wegen en op de pleinen van elk dorp ".split()
Draw = Callable[[Canvas], None]


def make(path: Path, *pages: Draw, size: tuple[float, float] = A4) -> Path:
    canvas = Canvas(str(path), pagesize=size, invariant=1)
    for draw in pages:
        canvas.setFont("Helvetica", 10)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return path


def column(canvas: Canvas, x: float, top: float, name: str, lines: int) -> None:
    for n in range(lines):
        canvas.drawString(x, top - 12 * n, f"{name}{n + 1} " + " ".join(WORDS[n % 7 : n % 7 + 6]))


def grid(canvas: Canvas, x: float, top: float, widths: list[float], rows: list[list[str]]) -> None:
    edges = [x + sum(widths[:i]) for i in range(len(widths) + 1)]
    heights = [top - 20 * i for i in range(len(rows) + 1)]
    canvas.grid(edges, heights)
    for row, height in zip(rows, heights, strict=False):
        for edge, cell in zip(edges, row, strict=False):
            canvas.drawString(edge + 3, height - 14, cell)


def kinds(blocks: tuple[Block, ...]) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in blocks]


def joined(blocks: tuple[Block, ...]) -> str:
    return " ".join(block.text for block in blocks)


@pytest.mark.parametrize("count", [2, 3])
def test_columns_are_read_one_after_the_other_below_a_title_over_all(tmp_path: Path, count: int) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica-Bold", 18)
        canvas.drawString(40, 780, "Nieuws uit de gemeente voor alle inwoners")
        canvas.setFont("Helvetica", 10 if count == 2 else 6)
        for n in range(12):
            for number in range(count):
                words = " ".join(WORDS[n % 7 : n % 7 + 6])
                canvas.drawString(40 + number * 520 / count, 740 - 12 * n, f"{'ABC'[number]}{n + 1} {words}")

    found = re.findall(r"\b[ABC]\d+\b", joined(pdf.read(make(tmp_path / "kolommen.pdf", draw)).blocks))
    assert found == [f"{letter}{n}" for letter in "ABC"[:count] for n in range(1, 13)]


def test_columns_that_begin_at_other_heights_and_stretched_lines_are_read_one_after_the_other(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        for n in range(12):
            canvas.drawString(40, 706 - 14 * n, f"A{n + 1} in de wijken van het dorp")
            canvas.drawString(220, 641 - 14 * n, f"B{n + 1} in de wijken van het dorp")
        canvas.drawString(40, 720, "Werken in het dorp")
        for x, word in zip((400, 432, 472, 520), ("C1 we", "planten", "bomen", "samen"), strict=True):
            canvas.drawString(x, 720, word)
        for n in range(1, 12):
            canvas.drawString(400, 720 - 14 * n, f"C{n + 1} in de wijken van het dorp")

    found = re.findall(r"\b[ABC]\d+\b", joined(pdf.read(make(tmp_path / "kolommen.pdf", draw)).blocks))
    assert found == [f"{letter}{n}" for letter in "ABC" for n in range(1, 13)]


def test_the_outcome_at_the_edge_goes_behind_its_point_and_the_point_stays_whole(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        for n, (title, rest, outcome) in enumerate(
            [("1. Aankoop van camera's voor de", "wijken", "gunning"), ("2. Verslag van de raad van mei", "en juni", "kennisname"), ("3. Aanleg van een park met een", "vijver", "goedkeuring")]
        ):  # fmt: skip
            canvas.setFont("Helvetica-Bold", 11)
            canvas.drawString(60, 700 - 60 * n, title)
            canvas.drawString(80, 686 - 60 * n, rest)
            canvas.setFont("Helvetica", 11)
            canvas.drawRightString(530, 700 - 60 * n, outcome)
            canvas.drawString(
                60, 672 - 60 * n, "De levering gebeurt volgens de afspraken van het college van schepenen."
            )

    titles = [block.text for block in pdf.read(make(tmp_path / "lijst.pdf", draw)).blocks if block.text[0].isdigit()]
    assert titles == [
        "1. Aankoop van camera's voor de wijken | gunning",
        "2. Verslag van de raad van mei en juni | kennisname",
        "3. Aanleg van een park met een vijver | goedkeuring",
    ]


def test_a_caption_does_not_tear_the_paragraph_that_goes_on_in_the_next_column(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        for n in range(6):
            canvas.drawString(60, 700 - 12 * n, "a" * 6 + " van de inwoners van het hele dorp aan")
            canvas.drawString(320, 700 - 12 * n, "b" * 6 + " van de inwoners van het hele dorp aan")
        canvas.setFont("Helvetica", 7)
        canvas.drawString(60, 600, "De kapel in 1910")

    assert [kind for kind, _ in kinds(pdf.read(make(tmp_path / "foto.pdf", draw)).blocks)] == ["paragraph"] * 2


def test_headings_lists_and_paragraphs_are_told_apart(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica-Bold", 16)
        canvas.drawString(60, 780, "1 Groen en water")
        canvas.setFont("Helvetica-Bold", 12)
        canvas.drawString(60, 750, "1.1 Bomen")
        canvas.setFont("Helvetica", 10)
        for n, line in enumerate(
            ("We planten elk jaar duizend bomen in alle wijken van de ge-", "meente, samen met de scholen.")
        ):
            canvas.drawString(60, 725 - 12 * n, line)
        canvas.drawString(60, 695, "• langs de wegen")
        canvas.drawString(75, 681, "- ook de trage wegen")
        canvas.drawString(60, 667, "• in de parken")

    blocks = pdf.read(make(tmp_path / "a.pdf", draw)).blocks
    assert kinds(blocks) == [
        ("heading", "1 Groen en water"),
        ("heading", "1.1 Bomen"),
        ("paragraph", "We planten elk jaar duizend bomen in alle wijken van de gemeente, samen met de scholen."),
        ("list_item", "langs de wegen"),
        ("list_item", "ook de trage wegen"),
        ("list_item", "in de parken"),
    ]
    assert [block.level for block in blocks] == [1, 2, 0, 0, 1, 0]


def test_running_headers_page_numbers_and_contents_are_set_aside(tmp_path: Path) -> None:
    def furniture(canvas: Canvas) -> None:
        canvas.drawString(60, 810, "Meerjarenplan Voorbeeldegem")
        canvas.drawString(500, 25, f"Pagina {canvas.getPageNumber()} van 5")

    def contents(canvas: Canvas) -> None:
        furniture(canvas)
        canvas.drawString(60, 700, "Inhoudstafel")
        for n in range(6):
            canvas.drawString(60, 680 - 14 * n, f"Hoofdstuk {'abcdef'[n]} ............................ {n + 2}")

    def page(canvas: Canvas) -> None:
        furniture(canvas)
        column(canvas, 60, 700, f"tekst{'abcd'[canvas.getPageNumber() - 2]}", 8)

    blocks = pdf.read(make(tmp_path / "a.pdf", contents, page, page, page, page)).blocks
    aside = " ".join(block.text for block in blocks if block.kind == "aside")
    assert aside.count("Meerjarenplan Voorbeeldegem") == 5
    assert "Pagina 3 van 5" in aside
    assert "Hoofdstuk f" in aside
    assert {block.kind for block in blocks if block.text.startswith("tekst")} == {"paragraph"}


def test_footnotes_are_set_aside_and_their_marks_leave_the_text(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        column(canvas, 60, 700, "tekst", 10)
        canvas.drawString(60, 560, "We meten de beek")
        canvas.setFont("Helvetica", 6)
        canvas.drawString(60 + canvas.stringWidth("We meten de beek", "Helvetica", 10), 564, "1")
        canvas.setFont("Helvetica", 7)
        canvas.drawString(60, 60, "1 Gemeten in juli 2025.")

    blocks = pdf.read(make(tmp_path / "a.pdf", draw)).blocks
    assert ("aside", "1 Gemeten in juli 2025.") in kinds(blocks)
    assert "We meten de beek" in joined(blocks)
    assert "beek1" not in joined(blocks)


ROWS = [["Dienst", "Omschrijving", "Datum"], ["Groen", "Maaien van bermen", "1 mei"], ["Wegen", "Fietspad", "2 juni"]]


def test_a_ruled_table_gives_rows_with_named_columns(tmp_path: Path) -> None:
    blocks = pdf.read(make(tmp_path / "a.pdf", lambda canvas: grid(canvas, 60, 700, [80, 200, 80], ROWS))).blocks
    assert [(block.columns, block.cells) for block in blocks] == [(tuple(ROWS[0]), tuple(row)) for row in ROWS[1:]]


def test_a_table_that_goes_on_over_the_page_keeps_its_columns_and_mends_the_broken_row(tmp_path: Path) -> None:
    def one(canvas: Canvas) -> None:
        grid(canvas, 60, 160, [80, 200, 80], [*ROWS, ["Cultuur", "Feest op het", "3 juli"]])

    def two(canvas: Canvas) -> None:
        grid(canvas, 60, 800, [80, 200, 80], [["", "plein met muziek", ""], ["Sport", "Loopwedstrijd", "4 juli"]])

    blocks = pdf.read(make(tmp_path / "a.pdf", one, two)).blocks
    assert [block.cells for block in blocks[2:]] == [
        ("Cultuur", "Feest op het plein met muziek", "3 juli"),
        ("Sport", "Loopwedstrijd", "4 juli"),
    ]
    assert {block.columns for block in blocks} == {tuple(ROWS[0])}
    assert [block.page for block in blocks] == [1, 1, 1, 2]


def test_a_table_without_lines_gives_rows_too(tmp_path: Path) -> None:
    rows = [
        ["Spoor", "2026", "2027"],
        ["Water", "1.200", "1.300"],
        ["Groen", "200", "50"],
        ["Energie", "12.000", "9.000"],
    ]

    def draw(canvas: Canvas) -> None:
        for n, row in enumerate(rows):
            canvas.drawString(60, 700 - 14 * n, row[0])
            for x, cell in zip((300, 400), row[1:], strict=True):
                canvas.drawRightString(x, 700 - 14 * n, cell)

    blocks = pdf.read(make(tmp_path / "a.pdf", draw)).blocks
    assert [(block.columns, list(block.cells)) for block in blocks] == [(tuple(rows[0]), row) for row in rows[1:]]


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_turned_pages_read_like_upright_ones(tmp_path: Path, degrees: int) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setPageRotation(degrees)
        column(canvas, 60, 500, "tekst", 5)

    upright = pdf.read(make(tmp_path / "recht.pdf", lambda canvas: column(canvas, 60, 500, "tekst", 5))).blocks
    assert kinds(pdf.read(make(tmp_path / "gedraaid.pdf", draw)).blocks) == kinds(upright)


@pytest.mark.parametrize("degrees", [90, 270])
def test_text_drawn_sideways_reads_like_upright_text(tmp_path: Path, degrees: int) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.translate(*((0, 0) if degrees == 0 else (595, 0) if degrees == 90 else (0, 842)))
        canvas.rotate(degrees)
        column(canvas, 60, 500, "tekst", 5)

    upright = pdf.read(
        make(tmp_path / "recht.pdf", lambda canvas: column(canvas, 60, 500, "tekst", 5), size=landscape(A4))
    ).blocks
    assert kinds(pdf.read(make(tmp_path / "a.pdf", draw)).blocks) == kinds(upright)


def test_text_painted_twice_to_look_bold_counts_once(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(60, 700, "Feest op het plein")
        canvas.drawString(60.4, 700, "Feest op het plein")

    assert joined(pdf.read(make(tmp_path / "a.pdf", draw)).blocks) == "Feest op het plein"


def test_hidden_text_is_left_out_unless_it_is_all_there_is(tmp_path: Path) -> None:
    def hidden(canvas: Canvas) -> None:
        text = canvas.beginText(60, 650)
        text.setTextRenderMode(3)
        text.textLine("verborgen woorden onder het beeld")
        canvas.drawText(text)

    def both(canvas: Canvas) -> None:
        column(canvas, 60, 700, "tekst", 3)
        hidden(canvas)

    assert "verborgen" not in joined(pdf.read(make(tmp_path / "a.pdf", both)).blocks)
    assert joined(pdf.read(make(tmp_path / "b.pdf", hidden)).blocks) == "verborgen woorden onder het beeld"


def scan(canvas: Canvas) -> None:
    picture = io.BytesIO()
    Image.new("L", (60, 80), 200).save(picture, "PNG")
    picture.seek(0)
    canvas.drawImage(ImageReader(picture), 0, 0, 595, 842)


@pytest.fixture
def _without_tesseract(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "tesseract", lambda: "")


@pytest.mark.usefixtures("_without_tesseract")
def test_scanned_pages_are_named_with_the_remedy_and_the_others_go_on(tmp_path: Path) -> None:
    def text(canvas: Canvas) -> None:
        column(canvas, 60, 700, "Tekst", 3)

    read = pdf.read(make(tmp_path / "a.pdf", text, scan, scan, text))
    assert [(problem.place, "Tesseract" in problem.message) for problem in read.problems] == [("p. 2-3", True)]
    assert {block.page for block in read.blocks} == {1, 4}


@pytest.mark.usefixtures("_without_tesseract")
def test_a_document_of_scans_only_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=r"geen leesbare tekst.*scan.*Tesseract"):
        pdf.read(make(tmp_path / "a.pdf", scan))


@pytest.mark.skipif(not ocr.tesseract(), reason="Tesseract is not installed")
def test_a_scan_is_recognised_where_tesseract_is_installed(tmp_path: Path) -> None:
    source = make(tmp_path / "bron.pdf", lambda canvas: column(canvas, 60, 700, "tekst", 8))
    with pdfium.Pdf(source) as document:
        document.save_picture(1, tmp_path / "beeld.png", 200)
    read = pdf.read(
        make(tmp_path / "scan.pdf", lambda canvas: canvas.drawImage(str(tmp_path / "beeld.png"), 0, 0, 595, 842))
    )
    assert "gemeente" in joined(read.blocks)
    assert "Tesseract" in read.problems[0].message


def test_a_program_that_is_no_tesseract_fails_in_our_own_words(tmp_path: Path) -> None:
    false = shutil.which("false") or shutil.which("where.exe") or ""
    with pytest.raises(DocumentError, match="Tesseract kon deze bladzijde niet verwerken"):
        ocr.recognise(false, tmp_path / "geen.png", 1, 595, 842)


def test_words_of_tesseract_get_their_place_and_bullets() -> None:
    names = "level page_num block_num par_num line_num word_num left top width height conf text".split()
    values = [
        "1 1 0 0 0 0 0 0 1000 1400 -1 ",
        "4 1 1 1 1 0 100 200 400 40 -1 ",
        "5 1 1 1 1 1 100 200 20 40 90 e",
        "5 1 1 1 1 2 150 200 100 40 90 Bomen",
        "5 1 1 1 1 3 260 200 100 40 5 ~~",
    ]
    rows = [dict(zip(names, (*line.split(" ")[:11], line.split(" ")[11]), strict=True)) for line in values]
    words = ocr.words_from_rows(rows, 500)
    assert [(word.text, word.x0, word.top) for word in words] == [("•", 50.0, 100.0), ("Bomen", 75.0, 100.0)]


@pytest.mark.parametrize(
    ("text", "garbled"),
    [
        ("", False),
        ("2026 12.000 € 45.000 " * 30, False),
        ("BD000001/AP000003 AC000012 1.000 " * 30, False),
        ("De raad keurt het plan goed voor alle inwoners. " * 10, False),
        ("\x04\x05\x06 \x07\x08\x0b\x0c " * 10, True),
        ("Fgf tcckf mgwtv jgv rncp igf xqqt bnng. " * 10, True),
        (",--./01234356/54764.--7480776/694:63;<02:--.4=>>.4<6547>694=-94 " * 10, False),
    ],
)
def test_broken_text_layers_are_seen(text: str, garbled: bool) -> None:
    assert is_garbled(text) is garbled


def test_a_locked_a_broken_and_an_absent_file_are_refused_in_dutch(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "slot.pdf"), encrypt=StandardEncryption("geheim"))
    canvas.drawString(60, 700, "tekst")
    canvas.save()
    with pytest.raises(DocumentError, match=r"slot\.pdf is beveiligd met een wachtwoord"):
        pdf.read(tmp_path / "slot.pdf")
    (tmp_path / "stuk.pdf").write_bytes(b"%PDF-1.4 niets meer")
    with pytest.raises(DocumentError, match=r"stuk\.pdf kan niet als pdf geopend worden"):
        pdf.read(tmp_path / "stuk.pdf")
    with pytest.raises(DocumentError, match="bestaat niet meer"):
        pdf.read(tmp_path / "weg.pdf")


def mutated(data: bytes, seed: int) -> bytes:
    rng = random.Random(seed)
    changed = bytearray(data)
    start = rng.randrange(len(changed))
    match seed % 4:
        case 0:
            del changed[start:]
        case 1:
            del changed[start : start + rng.randrange(5000)]
        case 2:
            for _ in range(rng.randrange(1, 200)):
                changed[rng.randrange(len(changed))] ^= 1 << rng.randrange(8)
        case _:
            changed[start : start + 2000] = rng.randbytes(2000)
    return bytes(changed)


def test_damaged_files_give_text_or_a_dutch_refusal_and_nothing_else(tmp_path: Path) -> None:
    data = (RAW / "infoblad-voorjaar.pdf").read_bytes()
    path = tmp_path / "stuk.pdf"
    refused = 0
    for seed in range(60):
        path.write_bytes(mutated(data, seed))
        try:
            pdf.read(path)
        except DocumentError:
            refused += 1
    assert 0 < refused < 60


def test_a_page_beyond_the_limits_is_skipped_and_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdfium, "MAX_CHARS", 200)
    path = make(
        tmp_path / "a.pdf",
        lambda canvas: column(canvas, 60, 700, "tekst", 2),
        lambda canvas: column(canvas, 60, 700, "tekst", 30),
    )
    read = pdf.read(path)
    assert [problem.place for problem in read.problems] == ["p. 2"]
    monkeypatch.setattr(pdfium, "MAX_OBJECTS", 0)
    with pdfium.Pdf(path) as document, pytest.raises(ResourceLimitError, match="tekenobjecten"):
        document.page(1)


def test_an_open_row_at_the_foot_of_a_page_is_closed() -> None:
    down = [Rule(x, 0, 50) for x in (0, 40, 80)]
    across = [Rule(0, 0, 80), Rule(20, 0, 80)]
    assert [len(table.cells) for table in find_tables(across, down)] == [4]


def cells_of(boxes: list[tuple[float, float, float, float]]) -> set[tuple[int, ...]]:
    return {tuple(round(value / 4) for value in box) for box in boxes}


def test_the_cells_are_those_that_pdfplumber_finds() -> None:
    path = RAW / "visienota-klimaat-en-ruimte.pdf"
    with pdfplumber.open(path) as document, pdfium.Pdf(path) as own:
        for number, page in enumerate(document.pages, 1):
            marks = own.page(number)
            theirs = [cell for table in page.find_tables() if len(table.cells) > 1 for cell in table.cells]
            ours = [cell for table in find_tables(marks.across, marks.down) for cell in table.cells]
            assert cells_of(ours) == cells_of(theirs)


TRUTH = ROOT / "tests" / "voorbeeldegem" / "waarheid.csv"


def letters(text: str) -> str:
    return re.sub(r"\W", "", text).casefold()


@pytest.mark.parametrize(
    "name", ["meerjarenplan-2026-2031.pdf", "infoblad-voorjaar.pdf", "visienota-klimaat-en-ruimte.pdf"]
)
def test_every_passage_of_voorbeeldegem_comes_out_whole_on_its_page(name: str) -> None:
    blocks = [block for block in pdf.read(RAW / name).blocks if block.kind != "aside"]
    with TRUTH.open(encoding="utf-8-sig", newline="") as stream:
        rows = [row for row in csv.DictReader(stream, delimiter=";") if row["document"] == name]
    assert rows
    lost = [
        row["rij"]
        for row in rows
        if not any(
            letters(row["tekst"]) in letters(block.text) and str(block.page) == row["pagina"] for block in blocks
        )
    ]
    assert lost == []


def test_the_amounts_of_the_plan_add_up_to_its_printed_totals() -> None:
    blocks = pdf.read(RAW / "meerjarenplan-2026-2031.pdf").blocks
    actions = [block.plan for block in blocks if block.plan and block.plan.level == "actie"]
    printed = {
        match.group(1): [int(value.replace(".", "")) for value in match.group(2).split(" | ")]
        for block in blocks
        if (match := re.match(r"Totaal (BD\d+/AP\d+) \| Uitgaven \| ([\d. |]+)$", block.text))
    }
    assert len(printed) > 20
    for code, totals in printed.items():
        sums = [
            sum(action.amounts.get(year, 0) for action in actions if action.parents[-1].code == code)
            for year in range(2026, 2032)
        ]
        assert sums == totals, code
