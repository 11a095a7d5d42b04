"""Web pages: content in order, furniture aside, headings where a page has no other than bold type, tables that are tables."""

from pathlib import Path

import pytest

from tests.extraction_rig import blocks, outline

MENU = "<ul><li><a href='/a'>Wonen</a></li><li><a href='/b'>Zorg</a></li><li><a href='/c'>Milieu</a></li><li><a href='/d'>Sport</a></li></ul>"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>Een zin.</p>", [("alinea", "Een zin.")]),
        ("Losse tekst <b>met vet</b> erin.<p>En een alinea.", [("alinea", "Losse tekst met vet erin."), ("alinea", "En een alinea.")]),
        ("<h2>Water</h2><p>Regen<br>valt.</p>", [("kop2", "Water"), ("alinea", "Regen\nvalt.")]),
        ("<p>Eerste deel.<br><br>Tweede deel.</p>", [("alinea", "Eerste deel."), ("alinea", "Tweede deel.")]),
        ("<ul><li>Een<ul><li>Diep</li></ul></li><li>Twee</li></ul>", [("punt", "Een"), ("punt1", "Diep"), ("punt", "Twee")]),
        ("<ol><li>Eerst</li><li>Dan</li></ol>", [("punt", "1. Eerst"), ("punt", "2. Dan")]),
        ("<ul><li><h3>Kop</h3><p>Tekst.</p></li></ul>", [("kop3", "Kop"), ("punt", "Tekst.")]),
        ("<details><summary>Energie</summary><p>Scan van je woning.</p></details>", [("kop1", "Energie"), ("alinea", "Scan van je woning.")]),
        ("<h3><button aria-expanded='false'>Water</button></h3><p>Een premie.</p>", [("kop3", "Water"), ("alinea", "Een premie.")]),
        ("<button aria-expanded='false'>Water</button><div hidden>Een premie.</div>", [("kop1", "Water"), ("alinea", "Een premie.")]),
        ("<p><strong>Onze plannen</strong></p><p>Meer bomen.</p>", [("kop1", "Onze plannen"), ("alinea", "Meer bomen.")]),
        ("<div><b>312 nieuwe bomen</b><br><br>Wij planten een bos.</div>", [("kop1", "312 nieuwe bomen"), ("alinea", "Wij planten een bos.")]),
        ("<p><strong>Wij planten bomen.</strong></p>", [("alinea", "Wij planten bomen.")]),
        ("<p>- bomen planten<br>- hagen planten</p>", [("punt", "bomen planten"), ("punt", "hagen planten")]),
        ("<dl><dt>Doel</dt><dd>Meer groen in de wijk.</dd></dl>", [("kop1", "Doel"), ("alinea", "Meer groen in de wijk.")]),
        ("<p>Zonne&shy;panelen en &eacute;&eacute;n caf&eacute;</p>", [("alinea", "Zonnepanelen en één café")]),
        ("<p>Zin met een<!-- opmerking --> woord.</p><script>var x = 1;</script><style>p{}</style>", [("alinea", "Zin met een woord.")]),
    ],
)  # fmt: skip
def test_each_element_becomes_the_block_that_a_reader_sees(
    body: str, expected: list[tuple[str, str]], tmp_path: Path
) -> None:
    assert outline(blocks(tmp_path, "x.html", f"<html><body>{body}</body></html>")) == expected


@pytest.mark.parametrize(
    "furniture",
    [
        f"<nav>{MENU}</nav>",
        MENU,
        "<footer><p>© Gemeente, alle rechten</p></footer>",
        "<div class='cookie-banner'><p>Wij gebruiken cookies op deze site.</p></div>",
        "<div role='dialog'><p>Aanvaard de voorwaarden van deze site.</p></div>",
        "<header><a href='/'>Gemeente</a><form><label>Zoeken</label></form></header>",
        "<p><a href='#top'>Terug naar navigatie - AC 1.1</a></p>",
        "<div class='breadcrumb'><a href='/'>Home</a> Milieu</div>",
        "<a class='skip-link' href='#x'>Naar de inhoud</a>",
        "<ul><li><a href='#a'>Water</a></li><li><a href='#b'>Bomen</a></li><li><a href='#c'>Lucht</a></li><li><a href='#d'>Bodem</a></li></ul>",
    ],
)  # fmt: skip
def test_furniture_is_kept_but_set_aside(furniture: str, tmp_path: Path) -> None:
    content = "<h1>Klimaat</h1>" + "<p>Wij planten duizend bomen in de wijk en langs de weg.</p>" * 4
    found = blocks(tmp_path, "x.html", f"<html><body>{furniture}{content}{furniture}</body></html>")
    assert {kind for kind, _ in outline(found)} == {"kop1", "alinea"}
    assert any(block.kind == "aside" for block in found)


def test_with_a_main_element_all_else_is_furniture(tmp_path: Path) -> None:
    page = "<body><div>Gemeente Voorbeeldegem</div><main><h1>Groen</h1><p>Wij planten bomen.</p></main><div>Bel ons.</div></body>"
    assert [text for _, text in outline(blocks(tmp_path, "x.html", page))] == ["Groen", "Wij planten bomen."]


def test_a_main_element_that_holds_next_to_nothing_is_not_believed(tmp_path: Path) -> None:
    page = f"<body><main><p>Kort.</p></main><div>{'<p>Hier staat de tekst van de pagina.</p>' * 9}</div></body>"
    assert len(outline(blocks(tmp_path, "x.html", page))) == 10


def test_a_data_table_gives_rows_and_a_layout_table_gives_texts(tmp_path: Path) -> None:
    data = "<table><tr><th>Actie</th><th>Jaar</th></tr><tr><td>Haag planten</td><td>2027</td></tr></table>"
    layout = "<table><tr><td><table><tr><td style='font:bold 18px Arial'>Nieuws</td></tr><tr><td>Wij planten bomen.</td></tr></table></td></tr></table>"
    found = blocks(tmp_path, "x.html", f"<body>{layout}{data}</body>")
    assert outline(found) == [("kop1", "Nieuws"), ("alinea", "Wij planten bomen."), ("rij", "Haag planten | 2027")]
    assert found[-1].columns == ("Actie", "Jaar")
    assert found[-1].place == "tabel 1, rij 2"


def test_a_cell_over_two_rows_keeps_the_others_in_their_columns(tmp_path: Path) -> None:
    page = (
        "<table><tr><th>Doel</th><th>Actie</th><th>Jaar</th></tr><tr><td rowspan=2>Groen</td><td>Bomen</td><td>2026</td></tr>"
        "<tr><td>Hagen</td><td>2027</td></tr></table>"
    )
    assert [b.cells for b in blocks(tmp_path, "x.html", page)] == [("Groen", "Bomen", "2026"), ("", "Hagen", "2027")]


@pytest.mark.parametrize(
    "data",
    [
        "<html><head><meta charset='windows-1252'></head><body><p>Café, één plan – €</p></body></html>".encode(
            "cp1252"
        ),
        "<html><body><p>Café, één plan – €</p></body></html>".encode("cp1252"),
        "<html><head><meta charset='iso-8859-1'></head><body><p>Café, één plan – €</p></body></html>".encode(),
        "<html><body><p>Café, één plan – €</p></body></html>".encode("utf-16"),
    ],
)
def test_letters_survive_a_missing_or_wrong_declaration(data: bytes, tmp_path: Path) -> None:
    assert outline(blocks(tmp_path, "x.html", data)) == [("alinea", "Café, één plan – €")]
