"""The four outputs and the CSV are read back: they hold the same numbers as the decisions they were made from."""

import csv
import io
import json
import re
import zipfile
from collections import Counter
from functools import lru_cache
from pathlib import Path
from typing import Any

import lxml.etree
import lxml.html
import openpyxl
import pytest
from docx import Document as WordDocument
from pptx import Presentation

from pipeline.errors import SheetError
from pipeline.frameworks import Frame, load_frame
from pipeline.inventory import build
from pipeline.likeness import compare
from pipeline.report.flat import COLUMNS, read_csv
from pipeline.report.make import make_all
from pipeline.schema import Decision
from tests.foto import context, decision, voorbeeldegem

DECISIONS = voorbeeldegem()
CONFIRMED = [row for row in DECISIONS if row.verdict == "ja"]
FRAMES = context().frames


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("foto")
    make_all(build(DECISIONS), context(DECISIONS), target)
    return target


def _expected(frame: str, rows: list[Decision] = CONFIRMED) -> dict[str, int]:
    count = Counter(label for row in rows for label in row.labels[frame])
    return {FRAMES[frame].show(label): count[label] for label in FRAMES[frame].ids}


def _sheet(folder: Path, name: str) -> list[tuple[Any, ...]]:
    return list(_book(folder)[name].iter_rows(values_only=True))


@lru_cache(maxsize=2)
def _book(folder: Path) -> Any:
    return openpyxl.load_workbook(folder / "lokale-foto.xlsx")


def _page(folder: Path) -> Any:
    return lxml.html.fromstring((folder / "lokale-foto.html").read_bytes().decode())


def _word_tables(folder: Path) -> list[list[list[str]]]:
    document = WordDocument(str(folder / "lokale-foto.docx"))
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]


def _charts(folder: Path) -> list[dict[str, float]]:
    slides = Presentation(str(folder / "lokale-foto.pptx")).slides
    charts = [shape.chart for slide in slides for shape in slide.shapes if shape.has_chart]
    return [dict(zip(chart.plots[0].categories, chart.plots[0].series[0].values, strict=True)) for chart in charts]


def _word_charts(folder: Path) -> list[dict[str, float]]:
    """The values of the first series of each chart."""
    charts = []
    with zipfile.ZipFile(folder / "lokale-foto.docx") as archive:
        for name in sorted(n for n in archive.namelist() if n.startswith("word/charts/chart")):
            series = lxml.etree.fromstring(archive.read(name)).find(".//{*}ser")
            names = [v.text for v in series.findall("{*}cat//{*}pt/{*}v")]
            values = [float(v.text) for v in series.findall("{*}val//{*}pt/{*}v")]
            charts.append(dict(zip(names, values, strict=True)))
    return charts


@pytest.mark.parametrize("frame", ["sdg", "mvo"])
def test_the_counts_per_label_are_those_of_the_decisions_in_every_output(folder: Path, frame: str) -> None:
    expected = _expected(frame)
    name = FRAMES[frame].name
    sheet = {row[0]: row[1] for row in _sheet(folder, f"Aantal {name}") if row[0] in expected}
    table = _page(folder).xpath(f'//table[thead/tr/th[1]="{name}" and contains(@class, "bars")]')[0]
    page = {
        row.xpath("string(.//a)"): int(row.xpath("string(.//*[@class='value'])")) for row in table.xpath("./tbody/tr")
    }
    word = next(rows for rows in _word_tables(folder) if rows[0][:2] == [name, "totaal"])
    slide = next(chart for chart in _charts(folder) if set(chart) == set(expected))
    assert sheet == expected
    assert page == expected
    assert {row[0]: int(row[1]) for row in word[1:]} == expected
    assert slide == expected
    assert expected in _word_charts(folder)


def test_the_matrix_is_the_same_everywhere(folder: Path) -> None:
    expected = [
        [sum(sdg in row.labels["sdg"] and mvo in row.labels["mvo"] for row in CONFIRMED) for mvo in FRAMES["mvo"].ids]
        for sdg in FRAMES["sdg"].ids
    ]
    sheet = [list(row[1:8]) for row in _sheet(folder, "SDG x MVO")[1:18]]
    page = [
        [int(cell.text) for cell in row.xpath("td")] for row in _page(folder).xpath('//table[@class="matrix"]/tbody/tr')
    ]
    word = next(rows for rows in _word_tables(folder) if rows[0][0] == "SDG" and len(rows[0]) == 8)
    slides = Presentation(str(folder / "lokale-foto.pptx")).slides
    table = next(shape.table for slide in slides for shape in slide.shapes if shape.has_table)
    slide = [[int(cell.text) for cell in list(row.cells)[1:]] for row in list(table.rows)[1:]]
    assert sheet == page == slide == expected
    assert [[int(cell) for cell in row[1:]] for row in word[1:]] == expected


def test_every_confirmed_row_stands_in_the_inventory_with_its_source(folder: Path) -> None:
    head, *rows = _sheet(folder, "Inventaris")
    shown = [dict(zip(head, row, strict=True)) for row in rows]
    assert [row["doelstelling_actie"] for row in shown] == [row.text for row in CONFIRMED]
    assert [row["document"] for row in shown] == [row.places[0].document for row in CONFIRMED]
    assert all(row["pagina"] for row in shown)
    data = json.loads(_page(folder).xpath('string(//script[@id="gegevens"])'))
    assert [row["text"] for row in data["rows"]] == [row.text for row in CONFIRMED]


def test_the_flat_table_holds_every_label_once_in_workbook_and_csv(folder: Path) -> None:
    text = (folder / "lokale-foto.csv").read_bytes()
    assert text.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(text.decode("utf-8-sig"), newline=""), delimiter=";"))
    given = Counter((row["kader"], row["label_id"]) for row in rows if row["label_id"])
    assert given == Counter((frame, label) for row in CONFIRMED for frame, ids in row.labels.items() for label in ids)
    assert len({row["rij_id"] for row in rows}) == len(CONFIRMED)
    assert len(_sheet(folder, "Power BI")) == len(rows) + 1


def test_status_and_kind_of_source_add_up_to_all_confirmed_rows(folder: Path) -> None:
    for name in ("Status", "Niveau", "Soort bron"):
        assert sum(row[1] for row in _sheet(folder, name)[1:] if isinstance(row[1], int)) == len(CONFIRMED)
    assert (
        Counter(row.status for row in CONFIRMED)["lopend"]
        == dict(row[:2] for row in _sheet(folder, "Status"))["lopend"]
    )


def test_each_output_says_how_many_rows_were_confirmed_and_how_many_wait(folder: Path) -> None:
    kinds = Counter(item.kind for item in build(DECISIONS).items)
    headline = f"Deze foto telt {kinds['actie']} acties, {kinds['doel']} doelen en {kinds['wens']} wensen"
    waiting = "De andere 61 tellen nergens mee"
    word = "\n".join(p.text for p in WordDocument(str(folder / "lokale-foto.docx")).paragraphs)
    slides = Presentation(str(folder / "lokale-foto.pptx")).slides
    shown = "\n".join(shape.text_frame.text for slide in slides for shape in slide.shapes if shape.has_text_frame)
    sheet = "\n".join(str(row[0]) for row in _sheet(folder, "Overzicht"))
    for text in (word, shown, sheet, _page(folder).text_content()):
        assert headline in text
        assert waiting in text


def test_a_foto_read_back_from_its_flat_table_differs_in_nothing(folder: Path) -> None:
    inventory = build(DECISIONS)
    back = read_csv(folder / "lokale-foto.csv", FRAMES)
    difference = compare(back, inventory)
    assert (difference.new, difference.gone, difference.changed) == ((), (), ())
    assert [item.nr for item in back.items] == [item.nr for item in inventory.items]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "geen lokale-foto"),
        ("a;b\n1;2\n", "kolom nr, rij_id"),
        (";".join(COLUMNS) + "\nx;y\n", "rij 2 is beschadigd"),
    ],
)
def test_a_file_that_is_no_flat_table_is_refused(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "andere.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SheetError, match=message):
        read_csv(path, FRAMES)


def test_the_same_input_gives_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    paths = make_all(build(DECISIONS), context(DECISIONS), tmp_path)
    assert sorted(path.suffix for path in paths) == [".csv", ".docx", ".html", ".pptx", ".xlsx"]
    for path in paths:
        assert path.read_bytes() == (folder / path.name).read_bytes(), path.name


def test_no_clock_is_left_in_the_office_files(tmp_path: Path) -> None:
    folder = tmp_path
    make_all(build(DECISIONS[:9]), context(date="2031-10-17"), folder)
    for suffix in ("xlsx", "docx", "pptx"):
        with zipfile.ZipFile(folder / f"lokale-foto.{suffix}") as archive:
            assert {entry.date_time[0] for entry in archive.infolist()} <= {1980, 2031}
            stamps = re.findall(rb">(\d{4}-\d\d-\d\d)T", archive.read("docProps/core.xml"))
            assert set(stamps) == {b"2031-10-17"}


def test_a_frame_of_the_user_appears_in_every_output_without_code(tmp_path: Path) -> None:
    own = tmp_path / "wijken.toml"
    own.write_text(
        'id = "wijk"\nname = "Wijk"\ntitle = "Onze wijken"\nmax_labels = 1\nprefix = ""\n'
        '[[labels]]\nid = "noord"\nname = "Noord: de \'kouter\'"\ncolour = "112233"\nwhite_text = true\ndescription = ""\n',
        encoding="utf-8",
    )
    frames: dict[str, Frame] = {**FRAMES, "wijk": load_frame(own)}
    rows = [decision(labels={"sdg": ("11",), "mvo": (), "wijk": ("noord",)})]
    make_all(build(rows), context(rows, frames=frames), tmp_path)
    assert _sheet(tmp_path, "Aantal Wijk")[1][:2] == ("Noord: de 'kouter'", 1)
    assert "wijk_1" in _sheet(tmp_path, "Inventaris")[0]
    assert "Onze wijken" in _page(tmp_path).text_content()
    assert any(table[0][0] == "Wijk" for table in _word_tables(tmp_path))
