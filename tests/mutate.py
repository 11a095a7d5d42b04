"""Damaged and hostile files of every format, made from sound ones: nothing may crash, hang or pass its limits.

Run from the repository root: ``python -m tests.mutate [--per-format 200] [--seed 1] [--format docx]``. Each file is read in
a forked process with the limits of a worker; the script counts what came of it and names every reader that raised
something other than its own Dutch errors. Exit code 1 when one did. Needs an operating system that can fork.
"""

import argparse
import base64
import io
import multiprocessing
import random
import resource
import sys
import tempfile
import time
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from pathlib import Path

import pptx
from pptx.util import Inches

from pipeline.errors import DocumentError
from pipeline.extract.limits import Limits, apply_limits
from pipeline.extract.read import _READERS
from pipeline.extract.read import read_document as read_blocks
from pipeline.extract.zip import unpack
from tests.ole import message
from tests.voorbeeldegem.bbc_csv import plan_csv
from tests.voorbeeldegem.content import load, read_document
from tests.voorbeeldegem.make import SMALL_WRITERS, WRITERS
from tests.voorbeeldegem.plan import read_plan
from tests.voorbeeldegem.xlsx_document import jaaractieplan_xlsx

# A file that is made only when it is asked for: some take seconds and hundreds of megabytes.
Named = tuple[str, Callable[[], bytes]]
LIMITS = Limits(memory_mb=1_500, cpu_seconds=60, wall_seconds=90)
FORMATS = ("pdf", "docx", "pptx", "xlsx", "odt", "html", "eml", "msg", "csv", "txt", "md", "zip")
_ZIPPED = {
    "docx": "word/document.xml",
    "pptx": "ppt/slides/slide1.xml",
    "xlsx": "xl/worksheets/sheet1.xml",
    "odt": "content.xml",
}


def seeds() -> dict[str, bytes]:
    """One sound file per format, most of them documents of Voorbeeldegem."""
    found: dict[str, bytes] = {}
    for name, write in WRITERS.items():
        document = read_document(load(name))
        found[document.name.rpartition(".")[2]] = write(document)
    for raw in load("kleine_teksten.toml")["document"]:
        document = read_document(raw)
        found[document.name.rpartition(".")[2]] = SMALL_WRITERS[Path(document.name).suffix](document)
    found["xlsx"] = jaaractieplan_xlsx(load("jaaractieplan.toml"))
    found["csv"] = plan_csv(read_plan()[:2])
    html = found["html"]
    found["pptx"] = presentation()
    found["msg"] = message("Nieuwsbrief", "Wij planten bomen in de wijk. " * 20, html, ("plan.pdf",))
    found["zip"] = zip_of({"a/notitie.txt": found["txt"], "brief.eml": found["eml"], "b/visie.odt": found["odt"]})
    return {name: found[name] for name in FORMATS}


def presentation() -> bytes:
    """Two slides: a title with bullets, and a table."""
    show = pptx.Presentation()
    slide = show.slides.add_slide(show.slide_layouts[1])
    slide.shapes.title.text = "Klimaatplan"
    slide.placeholders[1].text = "Bomen planten in de wijk\nHet dak van de school isoleren"
    slide.notes_slide.notes_text_frame.text = "Niet vergeten: de timing"
    table = (
        show.slides.add_slide(show.slide_layouts[5]).shapes.add_table(2, 2, 0, Inches(2), Inches(8), Inches(2)).table
    )
    for row, cells in enumerate((("Actie", "Timing"), ("Haag aanplanten", "2027"))):
        for column, text in enumerate(cells):
            table.cell(row, column).text = text
    buffer = io.BytesIO()
    show.save(buffer)
    return buffer.getvalue()


def zip_of(members: dict[str, bytes]) -> bytes:
    """A zip archive with these files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def mutations(kind: str, sound: bytes, count: int, chance: random.Random) -> Iterator[tuple[str, bytes]]:
    """Named damaged versions of one file: the hostile ones of its format first, then random damage."""
    special = list(hostile(kind, sound))
    for label, make in special[:count]:
        yield label, make()
    for number in range(count - len(special)):
        yield damaged(kind, sound, number, chance)


def damaged(kind: str, sound: bytes, number: int, chance: random.Random) -> tuple[str, bytes]:
    """One file with random damage, every second time inside a part of a zipped document."""
    change = chance.choice(_CHANGES)
    data = _inside(sound, chance) if kind in _ZIPPED and number % 2 else change(sound, chance)
    return f"{change.__name__}-{number}", data


def _truncate(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data))]


def _flip(data: bytes, chance: random.Random) -> bytes:
    damaged = bytearray(data)
    for _ in range(chance.choice((1, 4, 40, 400))):
        damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
    return bytes(damaged)


def _blank(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data))
    size = chance.randrange(1, 2000)
    return data[:start] + bytes(min(size, len(data) - start)) + data[start + size :]


def _repeat(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data))
    return data[:start] + data[start : start + 3000] * chance.choice((2, 20)) + data[start:]


def _swap(data: bytes, chance: random.Random) -> bytes:
    one, other = sorted(chance.randrange(len(data)) for _ in range(2))
    return data[other:] + data[one:other] + data[:one]


def _insert(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data))
    junk = chance.choice(
        (
            b"\xff\xfe\x00",
            b'"',
            b"<![CDATA[",
            b"\x1a" * 50,
            b"]]>",
            b"<table>" * 300,
            b"\xed\xa0\x80",
            b"&#x110000;",
            b";" * 5000,
        )
    )
    return data[:start] + junk + data[start:]


def _grow_number(data: bytes, chance: random.Random) -> bytes:
    digits = [i for i, byte in enumerate(data[:200_000]) if 48 <= byte <= 57]
    if not digits:
        return _flip(data, chance)
    place = chance.choice(digits)
    return (
        data[:place] + chance.choice((b"999999999", b"-1", b"0", b"99999999999999999999", b"1e99")) + data[place + 1 :]
    )


_CHANGES: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    _truncate,
    _flip,
    _blank,
    _repeat,
    _swap,
    _insert,
    _grow_number,
)


def _inside(data: bytes, chance: random.Random) -> bytes:
    """Damage in one part of a zipped document, the archive itself sound."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    names = [name for name in members if members[name]]
    name = chance.choice(names)
    if chance.random() < 0.1:
        del members[name]
    else:
        members[name] = chance.choice(_CHANGES)(members[name], chance)
    return zip_of(members)


def hostile(kind: str, sound: bytes) -> Iterator[Named]:
    """The files that someone would make on purpose, by name."""
    yield "empty", lambda: b""
    yield "zeros", lambda: bytes(5000)
    yield "only-newlines", lambda: b"\r\n" * 5000
    yield "noise", lambda: random.Random(7).randbytes(50_000)
    yield "pdf-inside", lambda: b"%PDF-1.7\n" + sound[:2000]
    yield "zip-inside", lambda: b"PK\x03\x04" + sound[:2000]
    yield "ole-inside", lambda: bytes.fromhex("d0cf11e0a1b11ae1") + sound[:2000]
    if kind in _ZIPPED:
        yield from _hostile_zipped(kind, sound)
    makers: dict[str, Callable[[bytes], Iterator[Named]]] = {
        "html": _hostile_html, "eml": _hostile_mail, "csv": _hostile_csv, "txt": _hostile_text, "md": _hostile_text,
        "pdf": _hostile_pdf, "msg": _hostile_message, "zip": _hostile_archive,
    }  # fmt: skip
    if kind in makers:
        yield from makers[kind](sound)


def _hostile_zipped(kind: str, sound: bytes) -> Iterator[Named]:
    name = _ZIPPED[kind]
    with zipfile.ZipFile(io.BytesIO(sound)) as archive:
        members = {part: archive.read(part) for part in archive.namelist()}
    xml = members[name]
    end = xml.rindex(b"</")
    bomb = (
        b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
        + b"".join(b'<!ENTITY %c "%s">' % (98 + i, b"&%c;" % (97 + i) * 10) for i in range(9))
        + b"]>"
    )
    declaration = xml.find(b"?>") + 2 if xml.startswith(b"<?xml") else 0
    empty = {"docx": b"<w:p/>", "pptx": b"<p:sp/>", "xlsx": b"<row/>", "odt": b"<text:p/>"}[kind]
    nest = {"docx": b"w:sdt", "pptx": b"p:grpSp", "xlsx": b"row", "odt": b"text:section"}[kind]
    table = {
        "docx": b'<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr></w:tc></w:tr></w:tbl>',
        "pptx": b"<p:sp><p:txBody/></p:sp>",
        "xlsx": b'<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>',
        "odt": b'<table:table><table:table-row table:number-rows-repeated="99999999"><table:table-cell '
        b'table:number-columns-repeated="99999999"><text:p>x</text:p></table:table-cell></table:table-row></table:table>',
    }[kind]
    changed: dict[str, Callable[[], bytes]] = {
        "doctype": lambda: xml[:declaration] + bomb + xml[declaration:],
        "doctype-utf16": lambda: (
            (b"<?xml version='1.0' encoding='UTF-16'?>" + bomb + b"<x>&j;</x>").decode().encode("utf-16")
        ),
        "eight-million": lambda: xml[:end] + empty * 8_300_000 + xml[end:],
        "many-but-allowed": lambda: xml[:end] + empty * 300_000 + xml[end:],
        "deep": lambda: xml[:end] + b"<%s>" % nest * 100_000 + b"</%s>" % nest * 100_000 + xml[end:],
        "deep-allowed": lambda: xml[:end] + b"<%s>" % nest * 200 + b"</%s>" % nest * 200 + xml[end:],
        "huge-span": lambda: xml[:end] + table + xml[end:],
        "spaces": lambda: xml[:end] + b" " * 300_000_000 + xml[end:],
        "long-text": lambda: xml[:end] + b"a" * 60_000_000 + xml[end:],
        "empty-part": lambda: b"",
        "no-root": lambda: b"<?xml version='1.0'?>",
        "other-root": lambda: b"<?xml version='1.0'?><html/>",
        "many-attributes": lambda: (
            xml[:end] + b"<x " + b" ".join(b'a%d="1"' % i for i in range(100_000)) + b"/>" + xml[end:]
        ),
    }
    for label, make in changed.items():
        yield label, lambda make=make: zip_of(members | {name: make()})
    for part in list(members):
        yield (
            f"without-{part.rpartition('/')[2]}",
            lambda part=part: zip_of({key: value for key, value in members.items() if key != part}),
        )
    yield "many-members", lambda: zip_of(members | {f"x/{i}": b"" for i in range(30_000)})
    yield "encrypted-flag", lambda: sound.replace(b"PK\x01\x02\x14\x00\x14\x00\x00", b"PK\x01\x02\x14\x00\x14\x00\x01")
    if kind == "xlsx":
        far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
        yield "sparse", lambda: zip_of(members | {name: xml.replace(b"</sheetData>", far + b"</sheetData>")})
        strings = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="999999999"><si><t>x</t></si></sst>'
        yield "few-strings", lambda: zip_of(members | {"xl/sharedStrings.xml": strings})


def _hostile_html(sound: bytes) -> Iterator[Named]:
    yield "deep-div", lambda: b"<html><body>" + b"<div>" * 200_000 + b"tekst"
    yield "deep-table", lambda: b"<html><body>" + b"<table><tr><td>" * 20_000 + b"tekst"
    yield "deep-list", lambda: b"<html><body>" + b"<ul><li>" * 50_000 + b"tekst"
    yield "many-tags", lambda: b"<html><body>" + b"<p>" * 5_000_000
    yield "many-allowed", lambda: b"<html><body>" + b"<p>woord</p>" * 150_000
    yield (
        "huge-span",
        lambda: b"<html><body><table>" + b"<tr><td rowspan=999999999 colspan=999999999>a<td>b</tr>" * 500 + b"</table>",
    )
    yield "entities", lambda: b"<html><body><p>" + b"&#1114112;&#x0;&#xD800;&bestaatniet;" * 20_000
    yield "one-line", lambda: b"<html><body><p>" + b"woord " * 3_000_000
    yield "wrong-charset", lambda: b'<html><head><meta charset="bestaat-niet"></head><body><p>caf\xe9</p></body></html>'
    yield "utf16", lambda: sound.decode().encode("utf-16")
    yield "doctype", lambda: b'<!DOCTYPE html [<!ENTITY a "b">]><html><body><p>&a;</p></body></html>'
    yield "ids", lambda: b"<html><body>" + b"".join(b'<div id="content">%d</div>' % i for i in range(60_000))
    yield "links", lambda: b"<html><body>" + b"<ul>" * 300 + b'<li><a href="#">x</a></li>' * 20_000
    yield "hidden", lambda: b"<html><body>" + b'<div style="display:none">tekst die overal staat</div>' * 30_000


def _hostile_mail(sound: bytes) -> Iterator[Named]:
    head = b"From: a@b.be\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: "
    yield (
        "nested",
        lambda: (
            head
            + b"".join(b'multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\nContent-Type: ' % (i, i) for i in range(3000))
            + b"text/plain\r\n\r\nx"
        ),
    )
    yield (
        "rfc822",
        lambda: head + b"message/rfc822\r\n\r\n" + (b"Subject: x\r\nContent-Type: message/rfc822\r\n\r\n" * 3000),
    )
    yield (
        "many-parts",
        lambda: (
            head + b'multipart/mixed; boundary="b"\r\n\r\n' + b"--b\r\nContent-Type: text/plain\r\n\r\nx\r\n" * 100_000
        ),
    )
    yield "bad-charset", lambda: head + b"text/plain; charset=bestaat-niet\r\n\r\ncaf\xe9"
    yield (
        "bad-encoding",
        lambda: head + b"text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n@@@@not base64" + b"=" * 1000,
    )
    yield (
        "huge-base64",
        lambda: (
            head
            + b"text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n"
            + base64.encodebytes(b"<p>woord</p>" * 3_000_000)
        ),
    )
    yield (
        "bad-header",
        lambda: b"Subject: =?utf-8?q?" + b"=C3" * 5000 + b"?=\r\nFrom: =?x?b?////?=\r\n\r\ntekst in een mail",
    )
    yield "long-header", lambda: b"Subject: " + b"a" * 5_000_000 + b"\r\n\r\ntekst"
    yield "no-boundary", lambda: head + b"multipart/alternative\r\n\r\n--b\r\n\r\ntekst"
    yield "date", lambda: sound.replace(b"Date: Thu", b"Date: 99/99/99999")
    yield "to", lambda: sound.replace(b"To: ", b"To: <<<>>>,,;;:@")
    yield "type", lambda: sound.replace(b"text/html", b"text/html; charset*0=x; charset*1*=''%ff")
    yield (
        "name",
        lambda: (
            head
            + b'application/pdf; name="=?utf-8?b?//8=?="\r\nContent-Disposition: attachment; filename*0*=x\'\'%FF%; filename="\xff"\r\n\r\nx'
        ),
    )


def _hostile_csv(sound: bytes) -> Iterator[Named]:
    yield "open-quote", lambda: b'"' + sound
    yield "many-columns", lambda: b";".join(b"x" for _ in range(500_000)) + b"\r\n1;2"
    yield "many-rows", lambda: b"actie;budget\r\n" + b"bomen;1\r\n" * 400_000
    yield "many-rows-allowed", lambda: b"actie;budget\r\n" + b"bomen planten;1\r\n" * 60_000
    yield "big-cell", lambda: b'actie;tekst\r\n"' + b"a" * 3_000_000 + b'";x'
    yield "utf16", lambda: sound.decode("utf-8-sig").encode("utf-16")
    yield "cp1252", lambda: "actie;timing\r\nCafé \x80;x".encode("latin-1")
    yield "sep", lambda: b"sep=;\r\n" + sound
    yield "sep-only", lambda: b"sep="
    yield "one-line", lambda: b"woord " * 1_000_000
    yield "mixed-ends", lambda: sound.replace(b"\r\n", b"\r")
    yield (
        "codes",
        lambda: (
            b"code;actie;2026\r\n"
            + b"".join(b"AC%d;Code: x Korte omschrijving: y;%s\r\n" % (i, b"9" * 400) for i in range(3000))
        ),
    )


def _hostile_text(sound: bytes) -> Iterator[Named]:
    yield "one-line", lambda: b"woord " * 2_000_000
    yield "no-spaces", lambda: b"a" * 5_000_000
    yield "hashes", lambda: b"#" * 100_000 + b"\n" + b"# x\n" * 100_000
    yield "brackets", lambda: b"[" * 50_000 + b"](" * 50_000
    yield "stars", lambda: b"**a " * 50_000
    yield "pipes", lambda: b"|a|b|\n|--|--|\n" + b"|" * 100_000
    yield "quotes", lambda: b">" * 100_000
    yield "lists", lambda: b"\n".join(b" " * (i % 2000) + b"- punt" for i in range(20_000))
    yield "fence", lambda: b"```\n" + b"x\n" * 100_000
    yield "rules", lambda: b"a\n" + b"---\n" * 100_000
    yield "utf16", lambda: sound.decode("cp1252").encode("utf-16")
    yield "form-feeds", lambda: b"tekst\f" * 100_000
    yield "front", lambda: b"---\n" * 3 + sound
    yield "comment", lambda: b"<!--" * 20_000
    yield "hyphens", lambda: b"woord-\n" * 100_000


def _hostile_pdf(sound: bytes) -> Iterator[Named]:
    def with_content(stream: bytes, extra: bytes = b"/Filter /FlateDecode") -> bytes:
        parts = [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
            b"<</Length %d %s>>stream\n%s\nendstream" % (len(stream), extra, stream),
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        ]
        body = b"%PDF-1.4\n"
        for number, part in enumerate(parts, 1):
            body += b"%d 0 obj%s\nendobj\n" % (number, part)
        return body + b"trailer<</Root 1 0 R/Size 6>>\n%%EOF"

    yield (
        "nested-flate",
        lambda: with_content(
            zlib.compress(zlib.compress(bytes(400_000_000), 9), 9), b"/Filter[/FlateDecode/FlateDecode]"
        ),
    )
    yield "many-characters", lambda: with_content(zlib.compress(b"BT /F 1 Tf " + b"(aaaaaaaaaa) Tj " * 400_000 + b"ET"))
    yield "many-lines", lambda: with_content(zlib.compress(b"0 0 m 9 9 l S " * 300_000))
    yield "many-states", lambda: with_content(zlib.compress(b"q " * 2_000_000))
    yield "count", lambda: sound.replace(b"/Count ", b"/Count 99999")
    yield (
        "kids-loop",
        lambda: (
            b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Count 9/Kids[2 0 R 2 0 R]>>endobj trailer<</Root 1 0 R>>"
        ),
    )
    yield (
        "encrypted",
        lambda: sound.replace(b"trailer\n<<", b"trailer\n<</Encrypt<</Filter/Standard/V 1/R 2/O(x)/U(x)/P 1>>"),
    )
    yield "box", lambda: sound.replace(b"/MediaBox [ 0 0", b"/MediaBox [ -1e30 1e30")


def _hostile_message(sound: bytes) -> Iterator[Named]:
    yield "loop", lambda: sound.replace(b"\x02\x00\x00\x00\x03\x00\x00\x00", b"\x02\x00\x00\x00\x02\x00\x00\x00")
    yield "fat-far", lambda: sound[:76] + b"\xf0\xff\xff\x7f" * 109 + sound[512:]
    yield "sector-size", lambda: sound[:30] + b"\x1f\x00" + sound[32:]
    yield "dir-far", lambda: sound[:48] + b"\xff\xff\xff\x0f" + sound[52:]
    yield "difat", lambda: sound[:68] + b"\x00\x00\x00\x00\xff\xff\xff\x7f" + sound[76:]
    yield (
        "word",
        lambda: sound.replace(
            "__properties_version1.0".encode("utf-16-le"), "WordDocument\0\0\0\0\0\0\0\0\0\0\0".encode("utf-16-le")
        ),
    )
    yield "password", lambda: sound + "EncryptedPackage".encode("utf-16-le")
    yield "rtf", lambda: sound.replace("10130102".encode("utf-16-le"), "10090102".encode("utf-16-le"))


def _hostile_archive(sound: bytes) -> Iterator[Named]:
    yield "bomb", lambda: zip_of({"a.txt": bytes(300_000_000)})
    yield "bombs", lambda: zip_of({f"{i}.txt": bytes(40_000_000) for i in range(60)})
    yield "many", lambda: zip_of({f"{i}.txt": b"x" for i in range(30_000)})
    yield (
        "climb",
        lambda: zip_of(
            {
                "../../../tmp/boven.txt": b"tekst in een bestand",
                "/tmp/wortel.txt": b"tekst",
                "..\\..\\weg.txt": b"tekst",
            }
        ),
    )
    yield "zip-in-zip", lambda: zip_of({"a.zip": sound, "goed.txt": b"We planten bomen in de wijk."})
    yield (
        "names",
        lambda: zip_of(
            {"a" * 5000 + ".txt": b"tekst", "con.txt": b"tekst", "a\nb.txt": b"tekst", "\u202egnp.txt": b"tekst"}
        ),
    )
    yield "encrypted", lambda: sound.replace(b"PK\x01\x02\x14\x03\x14\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01")


def read_one(path: Path, connection: Connection) -> None:
    """Read one file within the limits and tell what came of it."""
    apply_limits(LIMITS)
    try:
        if path.suffix == ".zip":
            with tempfile.TemporaryDirectory() as folder:
                unpack(path, Path(folder))
        else:
            read_blocks(path)
        outcome = "gelezen"
    except DocumentError as error:
        outcome = "genoemd" if str(error) else "zonder boodschap"
    except MemoryError:
        outcome = "geheugen"
    except RecursionError:
        outcome = "FOUT RecursionError"
    except Exception as error:
        outcome = f"FOUT {type(error).__name__}: {str(error)[:100]}"
    connection.send((outcome, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024))


def outcome_of(path: Path) -> tuple[str, int]:
    """What reading a file gives, and the megabytes it took, in a process of its own."""
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=read_one, args=(path, sender))
    process.start()
    sender.close()
    try:
        return receiver.recv() if receiver.poll(LIMITS.wall_seconds) else ("HANGT", 0)
    except EOFError:
        process.join(10)
        return f"afgebroken {process.exitcode}", 0
    finally:
        process.kill()
        process.join()


def main() -> int:
    """Make and read everything; print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--per-format", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--format", choices=FORMATS)
    parser.add_argument("--keep", type=Path, help="folder for the files that went wrong")
    arguments = parser.parse_args()
    for module, _ in _READERS.values():
        __import__(module)
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        for kind, sound in seeds().items():
            if arguments.format in (None, kind):
                wrong += _one_format(kind, sound, arguments, Path(folder))
    return 1 if wrong else 0


def _one_format(kind: str, sound: bytes, arguments: argparse.Namespace, folder: Path) -> int:
    outcomes: Counter[str] = Counter()
    peak, slowest, wrong = (0, ""), (0.0, ""), 0
    for label, data in mutations(kind, sound, arguments.per_format, random.Random(arguments.seed)):
        path = folder / f"bestand.{kind}"
        path.write_bytes(data)
        start = time.monotonic()
        outcome, memory = outcome_of(path)
        peak, slowest = max(peak, (memory, label)), max(slowest, (time.monotonic() - start, label))
        outcomes[outcome.split(":")[0]] += 1
        if outcome.startswith(("FOUT", "HANGT", "zonder")):
            wrong += 1
            print(f"  {kind} {label}: {outcome}", flush=True)
            if arguments.keep:
                arguments.keep.mkdir(parents=True, exist_ok=True)
                (arguments.keep / f"{label.replace('/', '_')}.{kind}").write_bytes(data)
    told = ", ".join(f"{name} {count}" for name, count in outcomes.most_common())
    print(
        f"{kind}: {outcomes.total()} bestanden: {told}; hoogstens {peak[0]} MB ({peak[1]}) en {slowest[0]:.1f} s ({slowest[1]})",
        flush=True,
    )
    return wrong


if __name__ == "__main__":
    sys.exit(main())
