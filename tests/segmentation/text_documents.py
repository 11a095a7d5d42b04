"""Word and OpenDocument texts: agreement with nested bullets, climate plan with tables, service plan, vision note."""

import io
from datetime import datetime
from xml.sax.saxutils import escape

import docx as python_docx
from docx.document import Document as DocxDocument
from docx.shared import Cm, Pt

from tests.segmentation.markup import Block, Content
from tests.voorbeeldegem.archive import pack, repack

MOMENT = datetime(2025, 10, 6, 10, 0, 0)
DOCX_STYLES = {
    "h1": "Heading 1",
    "h2": "Heading 2",
    "doel": "Heading 1",
    "b": "List Bullet",
    "b1": "List Bullet",
    "b2": "List Bullet 2",
}
SPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"),
        ("text", "text"),
        ("style", "style"),
        ("fo", "xsl-fo-compatible"),
        ("manifest", "manifest"),
    )
)
MIME = "application/vnd.oasis.opendocument.text"


def agreement_docx(content: Content) -> bytes:
    """Themes as headings, bullets inside bullets, party line in the header."""
    document = _new(content, "Georgia", "Stad Zilverloo | coalitieakkoord")
    document.add_paragraph(content.title, style="Title")
    for block in content.blocks:
        document.add_paragraph(block.text, style=DOCX_STYLES.get(block.kind))
    return _bytes(document)


def climate_docx(content: Content) -> bytes:
    """Prose, and a table of measures per chapter (Maatregel, Trekker, Timing, Status)."""
    document = _new(content, "Verdana", "Klimaatactieplan Meirvoorde 2030 - ontwerp")
    document.add_paragraph(content.title, style="Title")
    _with_tables(document, content, "Table Grid")
    return _bytes(document)


def service_docx(content: Content) -> bytes:
    """Per goal a heading and the blocks "Stand van zaken" and "Planning" as bold lines with bullets."""
    document = _new(content, "Arial", "Dienstplan 2026 | De Letterbak")
    document.add_heading(content.title, level=0)
    _with_tables(document, content, "Light List")
    return _bytes(document)


def _new(content: Content, font: str, header: str) -> DocxDocument:
    document = python_docx.Document()
    core = document.core_properties
    core.title, core.author, core.comments = content.title, "Lokaal bestuur", ""
    core.created = core.modified = MOMENT
    document.styles["Normal"].font.name = font
    document.styles["Normal"].font.size = Pt(10)
    section = document.sections[0]
    section.left_margin = section.right_margin = Cm(2.2)
    section.header.paragraphs[0].text = header
    section.footer.paragraphs[0].text = "versie 6 oktober 2025"
    return document


def _with_tables(document: DocxDocument, content: Content, table_style: str) -> None:
    rows: list[Block] = []
    for block in content.blocks:
        if block.kind in {"kop", "rij"}:
            rows.append(block)
            continue
        if rows:
            _add_table(document, rows, table_style)
            rows = []
        _add_block(document, block)
    if rows:
        _add_table(document, rows, table_style)


def _add_block(document: DocxDocument, block: Block) -> None:
    if block.kind in {"stand", "plan"}:
        document.add_paragraph().add_run(block.text).bold = True
    elif block.kind == "doel":
        document.add_heading(f"{block.cells[0]}: {block.cells[1]}", level=1)
    else:
        document.add_paragraph(block.text, style=DOCX_STYLES.get(block.kind))


def _add_table(document: DocxDocument, rows: list[Block], style: str) -> None:
    table = document.add_table(len(rows), len(rows[0].cells), style=style)
    for row, block in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, block.cells, strict=True):
            cell.text = text
            cell.paragraphs[0].runs[0].bold = block.kind == "kop"
    document.add_paragraph()


def _bytes(document: DocxDocument) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return repack(buffer.getvalue())


def vision_odt(content: Content) -> bytes:
    """Headings, paragraphs with line breaks and a footnote, lists with automatic styles, written by hand."""
    parts = [f'<text:p text:style-name="Title">{escape(content.title)}</text:p>']
    items: list[str] = []
    for block in [*content.blocks, None]:
        if block is not None and block.kind == "l":
            items.append(f'<text:list-item><text:p text:style-name="P2">{escape(block.text)}</text:p></text:list-item>')
            continue
        if items:
            parts.append(f'<text:list text:style-name="L1">{"".join(items)}</text:list>')
            items = []
        if block is not None:
            parts.append(_odt_block(block))
    styles = (
        '<office:automatic-styles><style:style style:name="P2" style:family="paragraph">'
        '<style:paragraph-properties fo:margin-left="0.6cm"/></style:style><text:list-style style:name="L1">'
        '<text:list-level-style-bullet text:level="1" text:bullet-char="–"/></text:list-style>'
        "</office:automatic-styles>"
    )
    body = f"<office:body><office:text>{''.join(parts)}</office:text></office:body>"
    members = [
        ("mimetype", MIME),
        ("content.xml", _odf("office:document-content", styles + body)),
        ("meta.xml", _odf("office:document-meta", "<office:meta/>")),
        ("META-INF/manifest.xml", _manifest()),
    ]
    return pack([(name, text.encode("utf-8")) for name, text in members], stored=frozenset({"mimetype"}))


def _odt_block(block: Block) -> str:
    text = escape(block.text)
    if block.kind == "h1":
        return f'<text:h text:style-name="Heading_20_1" text:outline-level="1">{text}</text:h>'
    note = (
        '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body>'
        "<text:p>Bron: onderzoek verplaatsingsgedrag, 2023.</text:p></text:note-body></text:note>"
    )
    text = text.replace("9 procent openbaar vervoer", f"9{'<text:s/>'}procent openbaar vervoer")
    return f"<text:p>{text}{note if 'modal split' in text else ''}</text:p>"


def _odf(root: str, inner: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} {SPACES} office:version="1.3">{inner}</{root}>'


def _manifest() -> str:
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{kind}"/>'
        for path, kind in (("/", MIME), ("content.xml", "text/xml"), ("meta.xml", "text/xml"))
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<manifest:manifest {SPACES}>{entries}</manifest:manifest>'
