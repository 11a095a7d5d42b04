"""Word documents: everything that is printed comes out, what is deleted does not."""

import html
import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from pipeline.errors import DocumentError
from tests.extraction_rig import blocks, outline
from tests.voorbeeldegem.content import Document, load, read_document
from tests.voorbeeldegem.docx_documents import adviesraad_docx, beleidsverklaring_docx

W = nsdecls("w")
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def document(*xml: str, tables: tuple[list[list[str]], ...] = ()) -> bytes:
    made = docx.Document()
    for table in tables:
        grid = made.add_table(len(table), len(table[0]))
        for row, cells in zip(grid.rows, table, strict=True):
            for cell, text in zip(row.cells, cells, strict=True):
                cell.text = text
    for piece in xml:
        made.element.body.insert(len(made.element.body) - 1, parse_xml(piece))
    return saved(made)


def saved(made: "docx.document.Document") -> bytes:
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def p(text: str, properties: str = "") -> str:
    return f"<w:p {W}><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


RUN = "<w:r><w:t>{}</w:t></w:r>"
BOX = f"""<w:p {W} {MC}><w:r><w:t>Ervoor. </w:t><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><w:txbxContent>
<w:p><w:r><w:t>In het kader.</w:t></w:r></w:p></w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent>
<w:p><w:r><w:t>In het kader.</w:t></w:r></w:p></w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"""


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        (p("Een zin."), [("alinea", "Een zin.")]),
        (f"<w:sdt {W}><w:sdtContent>{p('In een besturingselement.')}</w:sdtContent></w:sdt>", [("alinea", "In een besturingselement.")]),
        (
            f"<w:p {W}><w:del w:id='1'><w:r><w:delText>Weg.</w:delText></w:r></w:del><w:ins w:id='2'>{RUN.format('Nieuw.')}</w:ins></w:p>",
            [("alinea", "Nieuw.")],
        ),
        (f"<w:p {W}><w:moveFrom w:id='1'>{RUN.format('Oud.')}</w:moveFrom><w:hyperlink>{RUN.format('Een koppeling.')}</w:hyperlink></w:p>", [("alinea", "Een koppeling.")]),
        (BOX, [("alinea", "Ervoor."), ("alinea", "In het kader.")]),
        (f"<w:p {W}><w:r><w:t>niet</w:t><w:noBreakHyphen/><w:t>kerende grond</w:t><w:br/><w:t>tweede lijn</w:t></w:r></w:p>", [("alinea", "niet-kerende grond\ntweede lijn")]),
        (f"<w:p {W}><w:r><w:t>kern</w:t><w:softHyphen/><w:t>versterking.</w:t></w:r></w:p>", [("alinea", "kernversterking.")]),
        (f"<w:p {W}><w:r><w:fldChar w:fldCharType='begin'/><w:instrText>PAGE</w:instrText></w:r>{RUN.format('Bladzijde 3.')}</w:p>", [("alinea", "Bladzijde 3.")]),
        (p("• bomen planten") + "", [("punt", "bomen planten")]),
        (f"<w:p {W}><w:r><w:rPr><w:b/></w:rPr><w:t>Stand van zaken</w:t></w:r></w:p>", [("kop1", "Stand van zaken")]),
        (f"<w:p {W}><w:r><w:rPr><w:b/></w:rPr><w:t>Veilig op weg.</w:t></w:r>{RUN.format(' De raad vraagt een fietspad.')}</w:p>", [("kop1", "Veilig op weg"), ("alinea", "De raad vraagt een fietspad.")]),
        (f"<w:p {W}><w:r><w:rPr><w:b/></w:rPr><w:t>3. Waarom dit advies?</w:t></w:r></w:p>", [("kop1", "3. Waarom dit advies?")]),
        (p("Punt onder een stijl", '<w:outlineLvl w:val="2"/>'), [("kop3", "Punt onder een stijl")]),
    ],
)  # fmt: skip
def test_what_word_prints_is_read_and_nothing_else(xml: str, expected: list[tuple[str, str]], tmp_path: Path) -> None:
    assert outline(blocks(tmp_path, "x.docx", document(xml))) == expected


def test_headings_lists_and_contents_are_told_by_their_styles(tmp_path: Path) -> None:
    made = docx.Document()
    made.add_paragraph("Klimaatplan", style="Title")
    made.add_paragraph("Water", style="Heading 2")
    made.add_paragraph("regenput", style="List Bullet")
    made.add_paragraph("groendak", style="List Bullet 2")
    made.add_paragraph("eerst", style="List Number")
    made.add_paragraph("dan", style="List Number")
    assert outline(blocks(tmp_path, "x.docx", saved(made))) == [
        ("kop1", "Klimaatplan"),
        ("kop2", "Water"),
        ("punt", "regenput"),
        ("punt1", "groendak"),
        ("punt", "1. eerst"),
        ("punt", "2. dan"),
    ]


def test_multi_level_numbers_are_printed_as_word_prints_them(tmp_path: Path) -> None:
    made = docx.Document()
    numbering = made.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for i, (form, text) in enumerate((("decimal", "%1."), ("decimal", "%1.%2"), ("lowerLetter", "%3)")))
    )
    numbering.insert(0, parse_xml(f'<w:abstractNum {W} w:abstractNumId="90">{levels}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {W} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))
    for text, depth in (("een", 0), ("een een", 1), ("a", 2), ("b", 2), ("een twee", 1), ("twee", 0), ("twee een", 1)):
        number = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="90"/></w:numPr>'
        made.element.body.insert(len(made.element.body) - 1, parse_xml(p(text, number)))
    found = [text for _, text in outline(blocks(tmp_path, "x.docx", saved(made)))]
    assert found == ["1. een", "1.1 een een", "a) a", "b) b", "1.2 een twee", "2. twee", "2.1 twee een"]


def test_a_table_gives_rows_with_the_names_of_its_columns(tmp_path: Path) -> None:
    table = [["Actie", "Trekker", "Timing"], ["Haag planten", "Groen", "2027"], ["Dak isoleren", "Gebouwen", "2028"]]
    found = blocks(tmp_path, "x.docx", document(tables=(table,)))
    assert [(block.columns, block.cells, block.place) for block in found] == [
        (("Actie", "Trekker", "Timing"), ("Haag planten", "Groen", "2027"), "tabel 1, rij 2"),
        (("Actie", "Trekker", "Timing"), ("Dak isoleren", "Gebouwen", "2028"), "tabel 1, rij 3"),
    ]


def test_a_row_of_one_merged_cell_groups_the_rows_below_it(tmp_path: Path) -> None:
    made = docx.Document()
    table = made.add_table(4, 3)
    for row, cells in ((0, "Actie Trekker Timing"), (2, "Bomen Groen 2027"), (3, "Hagen Groen 2028")):
        for cell, text in zip(table.rows[row].cells, cells.split(), strict=True):
            cell.text = text
    table.cell(1, 0).merge(table.cell(1, 2)).text = "Planning"
    assert [kind for kind, _ in outline(blocks(tmp_path, "x.docx", saved(made)))] == ["kop3", "rij", "rij"]


def test_a_cell_merged_over_rows_counts_once(tmp_path: Path) -> None:
    made = docx.Document()
    table = made.add_table(3, 2)
    for row, cells in enumerate((("Doel", "Actie"), ("Meer groen", "Bomen planten"), ("", "Hagen planten"))):
        for cell, text in zip(table.rows[row].cells, cells, strict=True):
            cell.text = text
    table.cell(1, 0).merge(table.cell(2, 0))
    assert [block.cells for block in blocks(tmp_path, "x.docx", saved(made))] == [
        ("Meer groen", "Bomen planten"),
        ("", "Hagen planten"),
    ]


@pytest.mark.parametrize(
    ("name", "write"), [("beleidsverklaring", beleidsverklaring_docx), ("adviesraad", adviesraad_docx)]
)
def test_every_word_of_a_whole_document_comes_out(
    name: str, write: Callable[[Document], bytes], tmp_path: Path
) -> None:
    data = write(read_document(load(f"{name}.toml")))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        xml = archive.read("word/document.xml").decode()
    xml = re.sub(r"<mc:Fallback>.*?</mc:Fallback>", "", xml, flags=re.DOTALL)
    xml = re.sub(r"</w:p>", "<w:t> </w:t>", xml)
    printed = re.findall(r"\w+", html.unescape(" ".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", xml))))
    found = blocks(tmp_path, "x.docx", data)
    read = {word for block in found for word in re.findall(r"\w+", " ".join((block.text, *block.columns)))}
    assert [word for word in printed if word not in read] == []


@pytest.mark.parametrize(
    ("part", "data", "message"),
    [
        ("word/document.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><w:document/>', "DOCTYPE"),
        ("word/document.xml", b"<w:document", "beschadigd"),
        ("word/document.xml", b"<w:p/>" * 4_000_001, "te veel elementen"),
    ],
)  # fmt: skip
def test_a_refused_document_says_why(part: str, data: bytes, message: str, tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(document(p("Tekst.")))) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (members | {part: data}).items():
            archive.writestr(name, content)
    with pytest.raises(DocumentError, match=message):
        blocks(tmp_path, "x.docx", buffer.getvalue())
