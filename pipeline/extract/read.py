"""Which reader reads this file: told by its first bytes and, for text, by its suffix; then plan items are recognised."""

import importlib
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Literal, cast

from pipeline.errors import DocumentError, UnknownFormatError
from pipeline.extract.package import ZIP_ERRORS
from pipeline.extract.plan import with_plan_items
from pipeline.schema import Extraction

Format = Literal["pdf", "docx", "pptx", "xlsx", "odf", "html", "eml", "msg", "csv", "txt", "md", "zip"]

# Modules by name: a worker process imports the one reader that it needs, and starts in a fraction of a second.
_READERS: dict[Format, tuple[str, str]] = {
    "pdf": ("pipeline.extract.pdf", "read"),
    "docx": ("pipeline.extract.docx", "read"),
    "pptx": ("pipeline.extract.pptx", "read"),
    "xlsx": ("pipeline.extract.table", "read_xlsx"),
    "odf": ("pipeline.extract.odt", "read"),
    "html": ("pipeline.extract.html", "read"),
    "eml": ("pipeline.extract.mail", "read"),
    "msg": ("pipeline.extract.msg", "read"),
    "csv": ("pipeline.extract.table", "read_csv"),
    "txt": ("pipeline.extract.plain", "read_text"),
    "md": ("pipeline.extract.plain", "read_markdown"),
}
_BY_SUFFIX: dict[str, Format] = {
    ".csv": "csv",
    ".tsv": "csv",
    ".tab": "csv",
    ".md": "md",
    ".markdown": "md",
    ".txt": "txt",
    ".text": "txt",
    ".log": "txt",
    ".htm": "html",
    ".html": "html",
    ".xhtml": "html",
    ".aspx": "html",
    ".php": "html",
    ".eml": "eml",
    ".mht": "eml",
    ".mhtml": "eml",
    "": "txt",
}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAIL = re.compile(
    rb"\A(?:(?:From|Return-Path|Received|Delivered-To|MIME-Version|Message-ID|Subject|Date|To|X-[\w-]+):? )", re.I
)
_HTML = re.compile(
    rb"\A\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_PICTURES = {".jpg", ".jpeg", ".png", ".gif", ".tif", ".tiff", ".bmp", ".webp", ".heic", ".svg"}
_OLD = {
    ".doc": "Dit is een Word-document in het oude formaat. Open het in Word en bewaar het als .docx.",
    ".xls": "Dit is een Excel-bestand in het oude formaat. Open het in Excel en bewaar het als .xlsx.",
    ".ppt": "Dit is een presentatie in het oude formaat. Open ze in PowerPoint en bewaar ze als .pptx.",
}
MAX_SIZE = 400 * 2**20


def read_document(path: Path) -> Extraction:
    """The blocks of one document in reading order, plan rows and headings as plan items.

    Raises:
        UnknownFormatError: no reader exists for this kind of file.
        DocumentError: the file is empty, damaged, protected or too large.
    """
    kind = format_of(path)
    if kind == "zip":
        raise UnknownFormatError("Dit is een archief; pak het uit en lees de documenten erin.")
    module, function = _READERS[kind]
    reader = cast(Callable[[Path], Extraction], getattr(importlib.import_module(module), function))
    extraction = reader(path)
    if not any(block.kind != "aside" for block in extraction.blocks):
        raise DocumentError(_empty(extraction))
    # The PDF reader has done this itself: there, tables and texts alternate over pages.
    return extraction if kind == "pdf" else extraction.model_copy(update={"blocks": with_plan_items(extraction.blocks)})


def _empty(extraction: Extraction) -> str:
    reason = extraction.problems[0].message if extraction.problems else "Vraag het oorspronkelijke document op."
    return f"Er staat geen leesbare tekst in dit document. {reason}"


def format_of(path: Path) -> Format:
    """The format of a file; what the bytes say counts before the suffix.

    Raises:
        UnknownFormatError: no reader exists for it; the message says what to do instead.
        DocumentError: the file is empty, too large or cannot be opened.
    """
    suffix = path.suffix.lower()
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            head = stream.read(8192)
    except OSError as error:
        raise DocumentError(f"Het bestand kan niet geopend worden ({error.strerror}). Sluit het elders.") from error
    if not head.strip(b"\0 \r\n\t"):
        raise DocumentError("Het bestand is leeg. Vraag het opnieuw op.")
    if size > MAX_SIZE:
        raise DocumentError(f"Het bestand is groter dan {MAX_SIZE // 2**20} MB; splits het of verklein de beelden.")
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(b"PK"):
        return _zipped(path)
    if head.startswith(_OLE):
        return _compound(path, suffix)
    return _text_format(head, suffix)


def _text_format(head: bytes, suffix: str) -> Format:
    if suffix in _PICTURES:
        raise UnknownFormatError(
            "Dit is een beeld zonder tekst. Bezorg het document waaruit het komt, of typ de tekst over."
        )
    if head.startswith(b"{\\rtf"):
        raise UnknownFormatError("Dit is een RTF-document. Open het in Word en bewaar het als .docx.")
    if suffix in (".eml", ".mht", ".mhtml"):
        return "eml"
    if _HTML.match(head.removeprefix(b"\xef\xbb\xbf")):
        return "html"
    if suffix in (".csv", ".tsv", ".tab", ".md", ".markdown", ".htm", ".html", ".xhtml"):
        return _readable(head, _BY_SUFFIX[suffix])
    if _MAIL.match(head):
        return "eml"
    if suffix in _BY_SUFFIX:
        return _readable(head, _BY_SUFFIX[suffix])
    if suffix in (".docx", ".xlsx", ".pptx", ".odt", ".ods", ".pdf", ".msg", ".zip", *_OLD):
        raise DocumentError(
            f"Het bestand heet {suffix}, maar de inhoud is dat niet: het is beschadigd of onvolledig. Vraag het opnieuw op."
        )
    raise UnknownFormatError(
        f"Bestanden van de soort {suffix or 'zonder naam'} worden niet gelezen. Bewaar het als .docx of .pdf."
    )


def _readable(head: bytes, kind: Format) -> Format:
    """The format, when the bytes are text at all."""
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff")) or head[1:200:2].count(0) > 60 or head[:200:2].count(0) > 60
    control = sum(byte < 9 or 13 < byte < 27 for byte in head)
    if not wide and control > 0.02 * len(head) + 2:
        raise DocumentError("Het bestand bevat geen leesbare tekst: het is beschadigd of van een andere soort.")
    return kind


def _zipped(path: Path) -> Format:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            mime = archive.open("mimetype").read(100) if "mimetype" in names else b""
    except ZIP_ERRORS as error:
        raise DocumentError("Het bestand is beschadigd of onvolledig. Vraag het opnieuw op.") from error
    if mime.startswith(b"application/vnd.oasis.opendocument"):
        return "odf"
    for folder, kind in (("word/", "docx"), ("ppt/", "pptx"), ("xl/", "xlsx")):
        if "[Content_Types].xml" in names and any(name.startswith(folder) for name in names):
            if "xl/workbook.bin" in names:
                raise UnknownFormatError("Dit is een binaire Excel-werkmap. Open ze in Excel en bewaar ze als .xlsx.")
            return cast(Format, kind)
    return "zip"


def _compound(path: Path, suffix: str) -> Format:
    """Old Office files, Outlook messages, and Office files with a password share one container."""
    data = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise DocumentError("Het document is beveiligd met een wachtwoord. Bewaar het zonder wachtwoord.")
    if "__properties_version1.0".encode("utf-16-le") in data:
        return "msg"
    for name, old in (("WordDocument", ".doc"), ("Workbook", ".xls"), ("PowerPoint Document", ".ppt")):
        if name.encode("utf-16-le") in data:
            raise UnknownFormatError(_OLD[old])
    raise UnknownFormatError(
        _OLD.get(suffix, "Dit is een Office-bestand in een oud formaat. Bewaar het in een nieuw formaat.")
    )
