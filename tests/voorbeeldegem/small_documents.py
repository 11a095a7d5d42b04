"""The three small documents: an OpenDocument text written by hand, plain text and Markdown."""

import textwrap
from xml.sax.saxutils import escape

from tests.voorbeeldegem.archive import pack
from tests.voorbeeldegem.content import Document, join

NAMESPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (("office", "office"), ("text", "text"), ("style", "style"), ("meta", "meta"))
)
MIME = "application/vnd.oasis.opendocument.text"
MANIFEST = f"""<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">
<manifest:file-entry manifest:full-path="/" manifest:version="1.2" manifest:media-type="{MIME}"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>
<manifest:file-entry manifest:full-path="meta.xml" manifest:media-type="text/xml"/>
</manifest:manifest>"""


def odt(document: Document) -> bytes:
    """Title, headings, paragraphs and bullets as ODT."""
    parts = [_heading(document.keys["titel"], 1)]
    for block in document.blocks:
        if block.kind == "kop2":
            parts.append(_heading(join(block.texts), 2))
        elif block.kind == "opsomming":
            items = "".join(f"<text:list-item><text:p>{escape(t)}</text:p></text:list-item>" for t in block.texts)
            parts.append(f"<text:list>{items}</text:list>")
        else:
            parts.append(f"<text:p>{escape(join(block.texts))}</text:p>")
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-content {NAMESPACES} office:version="1.2">'
        f"<office:body><office:text>{''.join(parts)}</office:text></office:body></office:document-content>"
    )
    meta = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-meta {NAMESPACES} office:version="1.2"><office:meta>'
        "<meta:creation-date>2025-06-02T09:00:00</meta:creation-date></office:meta></office:document-meta>"
    )
    members = [("mimetype", MIME), ("content.xml", content), ("meta.xml", meta), ("META-INF/manifest.xml", MANIFEST)]
    return pack([(name, text.encode("utf-8")) for name, text in members], stored=frozenset({"mimetype"}))


def _heading(text: str, level: int) -> str:
    return f'<text:h text:outline-level="{level}">{escape(text)}</text:h>'


def txt(document: Document) -> bytes:
    """Plain text as a Windows editor saves it: cp1252, CRLF, lines of at most 72 characters, asterisks as bullets."""
    lines = [document.keys["titel"], ""]
    for block in document.blocks:
        if block.kind == "opsomming":
            for text in block.texts:
                lines += textwrap.wrap(text, 70, initial_indent="* ", subsequent_indent="  ", break_on_hyphens=False)
        else:
            lines += textwrap.wrap(join(block.texts), 72, break_on_hyphens=False)
        lines.append("")
    return "\r\n".join(lines).encode("cp1252")


def markdown(document: Document) -> bytes:
    """Markdown with a front matter block."""
    lines = ["---", "dienst: onderwijs", "versie: 0.4", "---", "", f"# {document.keys['titel']}", ""]
    for block in document.blocks:
        if block.kind == "kop2":
            lines.append(f"## {join(block.texts)}")
        elif block.kind == "opsomming":
            lines += [f"- {text}" for text in block.texts]
        else:
            lines.append(join(block.texts))
        lines.append("")
    return "\n".join(lines).encode("utf-8")
