"""The coalition agreement and the council report as DOCX, with what real files hold and simple readers lose.

Besides headings, lists and tables: a content control, a tracked deletion and insertion, and a text box with its
fallback copy (`mc:Fallback` repeats the same text for old versions of Word; it must be read once).
"""

import io
from datetime import datetime
from xml.sax.saxutils import escape

import docx as python_docx
from docx.document import Document as DocxDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt, RGBColor
from docx.text.paragraph import Paragraph

from tests.voorbeeldegem.archive import repack
from tests.voorbeeldegem.content import Action, Block, Document, join

MOMENT = datetime(2025, 12, 1, 9, 0, 0)
STYLES = {"kop1": "Heading 1", "kop2": "Heading 2", "opsomming": "List Bullet", "genummerd": "List Number"}
W = nsdecls("w")

TEXT_BOX = """<w:p {w} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"
 xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
 xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
 xmlns:v="urn:schemas-microsoft-com:vml"><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>
<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="5400000" cy="720000"/>
<wp:docPr id="7" name="Tekstvak 7"/>
<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>
<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="5400000" cy="720000"/></a:xfrm>
<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill><a:srgbClr val="E4EFEA"/></a:solidFill></wps:spPr>
<wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic>
</wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape style="width:425pt;height:57pt"><v:textbox>
<w:txbxContent>{content}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"""


def beleidsverklaring_docx(document: Document) -> bytes:
    """The coalition agreement: a title, then prose with headings and enumerations."""
    docx = _new("Bestuursakkoord 2025-2030", "College van burgemeester en schepenen")
    title = docx.add_paragraph("Voorbeeldegem, samen vooruit", style="Title")
    title.alignment = WD_ALIGN_PARAGRAPH.LEFT
    docx.add_paragraph("Beleidsverklaring 2025-2030", style="Subtitle")
    return _finish(docx, document)


def adviesraad_docx(document: Document) -> bytes:
    """The report of the advisory council."""
    return _finish(_new("Verslag milieu- en klimaatraad", "Bram Ossewaert"), document)


def _new(title: str, author: str) -> DocxDocument:
    docx = python_docx.Document()
    core = docx.core_properties
    core.title, core.author, core.last_modified_by, core.comments = title, author, author, ""
    core.created = core.modified = MOMENT
    core.revision, core.language = 3, "nl-BE"
    docx.styles["Normal"].font.name = "Calibri"
    docx.styles["Normal"].font.size = Pt(11)
    for name in ("Title", "Heading 1", "Heading 2"):
        docx.styles[name].font.color.rgb = RGBColor(0x1F, 0x5C, 0x4D)
    section = docx.sections[0]
    section.header.paragraphs[0].text = f"Lokaal bestuur Voorbeeldegem\t\t{title}"
    footer = section.footer.paragraphs[0]
    footer.add_run("Markt 1, 9999 Voorbeeldegem | pagina ")
    footer._p.append(parse_xml(f'<w:fldSimple {W} w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>'))
    return docx


def _finish(docx: DocxDocument, document: Document) -> bytes:
    for block in document.blocks:
        _add(docx, block)
    buffer = io.BytesIO()
    docx.save(buffer)
    return repack(buffer.getvalue())


def _add(docx: DocxDocument, block: Block) -> None:
    if block.kind in {"opsomming", "genummerd"}:
        for text in block.texts:
            docx.add_paragraph(text, style=STYLES[block.kind])
    elif block.kind in {"aanwezigen", "tabel"}:
        _add_table(docx, block)
    elif block.kind == "tekstkader":
        _append(docx, TEXT_BOX.format(w=W, content="".join(f"<w:p>{_run(t)}</w:p>" for t in block.texts)))
    elif block.kind == "besturingselement":
        content = f"<w:p>{_run(join(block.texts))}</w:p>"
        _append(
            docx,
            f'<w:sdt {W}><w:sdtPr><w:alias w:val="Advies"/></w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>',
        )
    elif block.kind == "wijziging":
        _add_change(docx.add_paragraph(), block)
    else:
        docx.add_paragraph(join(block.texts), style=STYLES.get(block.kind))


def _append(docx: DocxDocument, xml: str) -> None:
    docx.element.body.insert(len(docx.element.body) - 1, parse_xml(xml))


def _run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _add_change(paragraph: Paragraph, block: Block) -> None:
    who = 'w:author="Bram Ossewaert" w:date="2025-09-15T10:00:00Z"'
    gone = f'<w:r><w:delText xml:space="preserve">{escape(block.keys["geschrapt"])}</w:delText></w:r>'
    paragraph._p.append(parse_xml(f'<w:del {W} w:id="11" {who}>{gone}</w:del>'))
    paragraph._p.append(parse_xml(f'<w:ins {W} w:id="12" {who}>{_run(join(block.texts))}</w:ins>'))


def _add_table(docx: DocxDocument, block: Block) -> None:
    rows = block.keys.get("rijen") or [
        block.keys["kop"],
        *([str(n), a.text, a.extra["r"]] for n, a in enumerate(block.actions, start=1)),
    ]
    table = docx.add_table(len(rows), len(rows[0]), style="Light Grid Accent 1")
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text.text if isinstance(text, Action) else text
    docx.add_paragraph()
