"""Plain text, Markdown, OpenDocument and presentations; and which reader a file gets."""

import io
import zipfile
from pathlib import Path

import pytest

from pipeline.errors import DocumentError, UnknownFormatError
from pipeline.extract.read import format_of, read_document
from tests.extraction_rig import blocks, outline
from tests.mutate import presentation, zip_of
from tests.ole import compound

NAMES = " ".join(
    f'xmlns:{p}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"'
    for p, n in (("office", "office"), ("text", "text"), ("table", "table"), ("draw", "drawing"), ("style", "style"))
) + ' xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'  # fmt: skip


def odt(body: str, styles: str = "", kind: str = "text") -> bytes:
    content = (
        f"<office:document-content {NAMES}><office:automatic-styles>{styles}</office:automatic-styles><office:body>"
        f"<office:{kind}>{body}</office:{kind}></office:body></office:document-content>"
    )
    return zip_of({"mimetype": f"application/vnd.oasis.opendocument.{kind}".encode(), "content.xml": content.encode()})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Een zin.", [("alinea", "Een zin.")]),
        ("Actieplan groen\n\nWij planten bomen in de wijk.\n", [("kop1", "Actieplan groen"), ("alinea", "Wij planten bomen in de wijk.")]),
        ("Titel\n=====\n\nDeel\n----\n\nTekst die volgt.", [("kop1", "Titel"), ("kop2", "Deel"), ("alinea", "Tekst die volgt.")]),
        ("PLAN\n\n1.2 Water en bodem\n\nWij graven.", [("kop1", "PLAN"), ("kop3", "1.2 Water en bodem"), ("alinea", "Wij graven.")]),
        ("- een\n  - diep\n- twee", [("punt", "een"), ("punt1", "diep"), ("punt", "twee")]),
        (
            "Wij planten bomen in elke straat van de gemeente, want schaduw is\nnodig, en we geven een premie voor wie zijn voortuin ont-\nhardt.",
            [("alinea", "Wij planten bomen in elke straat van de gemeente, want schaduw is nodig, en we geven een premie voor wie zijn voortuin onthardt.")],
        ),
    ],
)  # fmt: skip
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_plain_text_shows_its_structure_by_its_lines(
    text: str, expected: list[tuple[str, str]], end: str, tmp_path: Path
) -> None:
    assert outline(blocks(tmp_path, "x.txt", text.replace("\n", end))) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# Plan\n\nTekst **met vet** en [een link](http://x.example).", [("kop1", "Plan"), ("alinea", "Tekst met vet en een link.")]),
        ("Plan\n====\n\nDeel\n----\nTekst.", [("kop1", "Plan"), ("kop2", "Deel"), ("alinea", "Tekst.")]),
        ("- een\n- twee\n  gaat verder\n  - diep", [("punt", "een"), ("punt", "twee gaat verder"), ("punt1", "diep")]),
        ("1. eerst\n2. dan", [("punt", "1. eerst"), ("punt", "2. dan")]),
        ("**Stand van zaken**\n\nTekst.", [("kop1", "Stand van zaken"), ("alinea", "Tekst.")]),
        ("|Actie|Jaar|\n|--|--|\n|Haag planten|2027|", [("rij", "Haag planten | 2027")]),
        ("---\ndienst: x\n---\n# Plan\n\nTekst.\n\n```\ncode\n```", [("kop1", "Plan"), ("alinea", "Tekst.")]),
    ],
)  # fmt: skip
def test_markdown_gives_the_blocks_that_its_signs_mean(
    text: str, expected: list[tuple[str, str]], tmp_path: Path
) -> None:
    assert outline(blocks(tmp_path, "x.md", text)) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('<text:h text:outline-level="2">Water</text:h><text:p>Een<text:s/>zin.</text:p>', [("kop2", "Water"), ("alinea", "Een zin.")]),
        (
            "<text:list><text:list-item><text:p>een</text:p><text:list><text:list-item><text:p>diep</text:p></text:list-item></text:list>"
            "</text:list-item></text:list>",
            [("punt", "een"), ("punt1", "diep")],
        ),
        ("<text:tracked-changes><text:p>Weg.</text:p></text:tracked-changes><text:p>Blijft.</text:p>", [("alinea", "Blijft.")]),
        ("<text:table-of-content><text:p>Water 3</text:p></text:table-of-content><text:p>Tekst.</text:p>", [("alinea", "Tekst.")]),
        ("<text:p>Zin.<draw:frame><draw:text-box><text:p>Kader.</text:p></draw:text-box></draw:frame></text:p>", [("alinea", "Zin."), ("alinea", "Kader.")]),
        ("<text:p>Zin<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Noot.</text:p></text:note-body></text:note>.</text:p>", [("alinea", "Zin.")]),
        ('<text:p text:style-name="V">Onze plannen</text:p>', [("kop1", "Onze plannen")]),
    ],
)  # fmt: skip
def test_an_opendocument_text_gives_what_it_prints(body: str, expected: list[tuple[str, str]], tmp_path: Path) -> None:
    styles = (
        '<style:style style:name="B"><style:text-properties fo:font-weight="bold"/></style:style>'
        '<style:style style:name="V" style:parent-style-name="B"><style:text-properties/></style:style>'
    )
    assert outline(blocks(tmp_path, "x.odt", odt(body, styles))) == expected


def test_an_opendocument_sheet_names_sheet_and_row(tmp_path: Path) -> None:
    def row(*cells: str) -> str:
        made = "".join(f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>" for cell in cells)
        return f"<table:table-row>{made}</table:table-row>"

    gap = '<table:table-row table:number-rows-repeated="7"><table:table-cell table:number-columns-repeated="1000"/></table:table-row>'
    sheet = f'<table:table table:name="Plan">{row("Actie", "Jaar")}{gap}{row("Haag planten", "2027")}</table:table>'
    found = blocks(tmp_path, "x.ods", odt(sheet, kind="spreadsheet"))
    assert [(b.columns, b.cells, b.place) for b in found] == [
        (("Actie", "Jaar"), ("Haag planten", "2027"), "werkblad Plan, rij 9")
    ]


def test_a_presentation_gives_titles_bullets_and_tables_per_slide(tmp_path: Path) -> None:
    found = blocks(tmp_path, "x.pptx", presentation())
    assert outline(found) == [
        ("kop1", "Klimaatplan"),
        ("punt", "Bomen planten in de wijk"),
        ("punt", "Het dak van de school isoleren"),
        ("rij", "Haag aanplanten | 2027"),
    ]
    assert [block.page for block in found] == [1, 1, 1, 1, 2]
    assert [block.text for block in found if block.kind == "aside"] == ["Niet vergeten: de timing"]


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("plan.pdf", odt("<text:p>x</text:p>"), "odf"),
        ("plan.docx", b"%PDF-1.4 x", "pdf"),
        ("mail.txt", b"From: a@b.be\r\nSubject: x\r\n\r\ntekst", "eml"),
        ("pagina.txt", b"<!DOCTYPE html><html><body>x</body></html>", "html"),
        ("tabel.csv", b"a;b", "csv"),
        ("LEESMIJ", b"gewone tekst", "txt"),
        ("oud.msg", compound({"__properties_version1.0": b"\0" * 64}), "msg"),
        ("archief.zip", zip_of({"a.txt": b"x"}), "zip"),
    ],
)
def test_the_content_decides_before_the_suffix(name: str, data: bytes, kind: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert format_of(path) == kind


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("leeg.docx", b"", "leeg"),
        ("oud.doc", compound({"WordDocument": b"x" * 5000}), r"bewaar het als \.docx"),
        ("oud.xls", compound({"Workbook": b"x" * 5000}), r"bewaar het als \.xlsx"),
        ("slot.docx", compound({"EncryptedPackage": b"x" * 5000}), "wachtwoord"),
        ("foto.png", b"\x89PNG\r\n", "beeld"),
        ("brief.rtf", b"{\\rtf1 x}", "RTF"),
        ("film.mp4", b"\0\0\0\x18ftypmp42", "mp4"),
        ("plan.xlsx", b"geen werkmap", "heet .xlsx"),
        ("rommel.txt", bytes(range(1, 9)) * 200, "geen leesbare tekst"),
        ("leeg.txt", b" \n ", "leeg"),
        ("kaal.html", b"<html><body></body></html>", "geen leesbare tekst"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_remedy(name: str, data: bytes, message: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(DocumentError, match=message):
        read_document(path)


def test_a_zip_is_not_read_as_one_document(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "tekst")
    with pytest.raises(UnknownFormatError):
        read_document(path)


def test_a_damaged_slide_leaves_the_others(tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(presentation())) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    path = tmp_path / "x.pptx"
    path.write_bytes(zip_of(members | {"ppt/slides/slide1.xml": b"<p:sld"}))
    extraction = read_document(path)
    assert [problem.place for problem in extraction.problems] == ["dia 1"]
    assert [block.page for block in extraction.blocks] == [2]
