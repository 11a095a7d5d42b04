"""E-mail: the better part, without quoted history; an Outlook message gives the same as the same mail in .eml."""

import struct
import zlib
from email.message import EmailMessage
from pathlib import Path

import pytest

from pipeline.extract.read import read_document
from tests.extraction_rig import blocks, outline
from tests.ole import compound, message

NEWS = "<h2>Groen</h2><p>Wij planten duizend bomen in de wijk en langs de weg.</p>"
HISTORY = "\n\nVan: Jan\nVerzonden: maandag 3 maart\nAan: Piet\nOnderwerp: oud\n\nEen oude tekst die weg mag.\n"
TEXT = "Wij planten duizend bomen in de wijk en langs de weg."


def mail(subject: str, plain: str = "", html: str = "", charset: str = "utf-8") -> bytes:
    made = EmailMessage()
    made["Subject"], made["From"] = subject, "Gemeente <nieuws@voorbeeldegem.example>"
    if plain:
        made.set_content(plain, charset=charset)
    if html and plain:
        made.add_alternative(html, subtype="html", charset=charset)
    elif html:
        made.set_content(html, subtype="html", charset=charset)
    return made.as_bytes()


@pytest.mark.parametrize(
    ("plain", "html", "expected"),
    [
        ("Kan je dit niet lezen?", NEWS, [("kop1", "Nieuws"), ("kop2", "Groen"), ("alinea", TEXT)]),
        (TEXT * 20, "<p>Bekijk het bericht.</p>", [("kop1", "Nieuws"), ("alinea", TEXT * 20)]),
        (TEXT, "", [("kop1", "Nieuws"), ("alinea", TEXT)]),
        ("", NEWS, [("kop1", "Nieuws"), ("kop2", "Groen"), ("alinea", TEXT)]),
    ],
)
def test_the_part_that_says_most_is_read(
    plain: str, html: str, expected: list[tuple[str, str]], tmp_path: Path
) -> None:
    assert outline(blocks(tmp_path, "x.eml", mail("Nieuws", plain, html))) == expected


@pytest.mark.parametrize("charset", ["utf-8", "cp1252", "iso-8859-1"])
def test_letters_survive_the_encoding_of_the_mail(charset: str, tmp_path: Path) -> None:
    found = outline(
        blocks(tmp_path, "x.eml", mail("Één café", "Geëngageerde buren planten een haag.", charset=charset))
    )
    assert found == [("kop1", "Één café"), ("alinea", "Geëngageerde buren planten een haag.")]


@pytest.mark.parametrize(
    ("subject", "plain", "html", "kept"),
    [
        ("RE: plan", TEXT + HISTORY, "", False),
        ("FW: plan", "Ter info." + HISTORY, "", True),
        ("RE: plan", "> Een oude tekst die weg mag.\n" + TEXT, "", False),
        ("RE: plan", "", f"{NEWS}<div class='gmail_quote'>Een oude tekst die weg mag.</div>", False),
        ("Doorgestuurd: plan", "", f"{NEWS}<div class='gmail_quote'>Een oude tekst die weg mag.</div>", True),
        ("RE: plan", "", f"{NEWS}<div id='divRplyFwdMsg'>Van: Jan</div><div>Een oude tekst die weg mag.</div>", False),
        ("RE: plan", "", f"<blockquote type='cite'>{NEWS} Een oude tekst die weg mag.</blockquote>", True),
    ],
)  # fmt: skip
def test_quoted_history_goes_unless_the_mail_is_about_it(
    subject: str, plain: str, html: str, kept: bool, tmp_path: Path
) -> None:
    found = " ".join(text for _, text in outline(blocks(tmp_path, "x.eml", mail(subject, plain, html))))
    assert ("oude tekst" in found) is kept


def test_preheader_and_footer_are_set_aside(tmp_path: Path) -> None:
    html = f"<div style='display:none'>Korte inhoud</div><p>Bekijk deze mail in je browser</p>{NEWS}<p>Je krijgt deze mail omdat je inschreef. Uitschrijven.</p>"
    found = blocks(tmp_path, "x.eml", mail("Nieuws", "", html))
    assert [text for _, text in outline(found)] == ["Nieuws", "Groen", TEXT]
    assert len(found) == 7


def test_an_attachment_is_named_not_lost(tmp_path: Path) -> None:
    made = EmailMessage()
    made["Subject"] = "Plan"
    made.set_content(TEXT)
    made.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="plan.pdf")
    path = tmp_path / "x.eml"
    path.write_bytes(made.as_bytes())
    assert [problem.place for problem in read_document(path).problems] == ["bijlage plan.pdf"]


@pytest.mark.parametrize("long", [1, 400])
def test_an_outlook_message_gives_the_same_as_the_mail_it_was(long: int, tmp_path: Path) -> None:
    html = NEWS * long
    as_mail = outline(blocks(tmp_path, "x.eml", mail("Één nieuws", "kort", html)))
    as_message = outline(blocks(tmp_path, "x.msg", message("Één nieuws", "kort", html.encode())))
    assert as_message == as_mail
    assert len(as_mail) == 1 + 2 * long


def test_html_wrapped_in_rtf_is_unwrapped(tmp_path: Path) -> None:
    rtf = (
        rb"{\rtf1\ansi\ansicpg1252\fromhtml1 \deff0{\fonttbl{\f0 Arial;}}{\*\htmltag64 <p>}\htmlrtf {\b \htmlrtf0 "
        rb"Caf\'e9 en \u8364? planten bomen in de wijk.\htmlrtf }\htmlrtf0 {\*\htmltag72 </p>}}"
    )
    stored = struct.pack("<II4sI", len(rtf) + 12, len(rtf), b"MELA", zlib.crc32(rtf)) + rtf
    streams = {"__properties_version1.0": b"\0" * 64, "__substg1.0_10090102": stored}
    assert outline(blocks(tmp_path, "x.msg", compound(streams))) == [("alinea", "Café en € planten bomen in de wijk.")]
