"""The vision note as a portrait PDF: goals in boxes, numbered headings, a side box, a table and footnotes."""

import io
import re
from collections.abc import Iterable

from reportlab.lib import colors
from reportlab.lib.enums import TA_JUSTIFY, TA_LEFT, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    HRFlowable,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
)
from reportlab.platypus.flowables import BalancedColumns, KeepTogether

from tests.voorbeeldegem.content import Block, Document, join
from tests.voorbeeldegem.pdf_base import build_counted, canvas_maker, hyphenate

BLUE = colors.HexColor("#17456B")
PALE = colors.HexColor("#EAF1F6")
MARGIN = 25 * mm
BODY = ParagraphStyle("body", fontName="Times-Roman", fontSize=10.6, leading=14, alignment=TA_JUSTIFY, spaceAfter=7)
H1 = ParagraphStyle(
    "h1", fontName="Helvetica-Bold", fontSize=15, leading=19, textColor=BLUE, spaceBefore=14, spaceAfter=7
)
H2 = ParagraphStyle(
    "h2", fontName="Helvetica-Bold", fontSize=11.5, leading=15, textColor=BLUE, spaceBefore=9, spaceAfter=4
)
GOAL = ParagraphStyle("goal", fontName="Helvetica-Bold", fontSize=10, leading=13, textColor=BLUE)
BOX = ParagraphStyle("box", fontName="Helvetica", fontSize=8.6, leading=11.5)
NOTE = ParagraphStyle("note", fontName="Times-Roman", fontSize=8.2, leading=10)
LIST = ParagraphStyle("list", parent=BODY, alignment=TA_LEFT, leftIndent=14, bulletIndent=3, spaceAfter=3)


def visienota_pdf(document: Document) -> bytes:
    """The whole document."""
    return build_counted(lambda total_pages: _build(document, total_pages))


def _build(document: Document, total_pages: int) -> bytes:
    buffer = io.BytesIO()
    template = BaseDocTemplate(buffer, pagesize=A4)
    body = Frame(MARGIN, 21 * mm, A4[0] - 2 * MARGIN, A4[1] - 43 * mm, 0, 0, 0, 0, id="body")
    template.addPageTemplates(
        [
            PageTemplate("cover", [Frame(MARGIN, 60 * mm, 150 * mm, 120 * mm)], onPage=_cover),
            PageTemplate("body", [body], onPage=_furniture),
        ]
    )
    properties = {"title": "Visienota klimaat en ruimte", "author": "Dienst Omgeving, Voorbeeldegem"}
    template.build(list(_story(document)), canvasmaker=canvas_maker(total_pages, **properties))
    return buffer.getvalue()


def _cover(canvas: Canvas, _template: BaseDocTemplate) -> None:
    canvas.setFillColor(BLUE)
    canvas.rect(0, A4[1] - 74 * mm, A4[0], 74 * mm, stroke=0, fill=1)
    canvas.setFillColor(colors.HexColor("#7FB2A0"))
    path = canvas.beginPath()
    path.moveTo(0, A4[1] - 70 * mm)
    path.curveTo(60 * mm, A4[1] - 45 * mm, 120 * mm, A4[1] - 95 * mm, A4[0], A4[1] - 55 * mm)
    path.lineTo(A4[0], A4[1] - 78 * mm)
    path.curveTo(130 * mm, A4[1] - 105 * mm, 60 * mm, A4[1] - 60 * mm, 0, A4[1] - 84 * mm)
    canvas.drawPath(path, stroke=0, fill=1)


def _furniture(canvas: Canvas, template: BaseDocTemplate) -> None:
    canvas.setFont("Helvetica", 7.5)
    canvas.setFillColor(colors.HexColor("#555555"))
    canvas.drawString(MARGIN, A4[1] - 15 * mm, "Visienota klimaat en ruimte | Voorbeeldegem 2050")
    canvas.drawRightString(A4[0] - MARGIN, 14 * mm, f"{template.page} / {canvas.total_pages}")
    canvas.drawString(MARGIN, 14 * mm, "Kennisgeving gemeenteraad 24 maart 2025")


def _story(document: Document) -> Iterable[Flowable]:
    title = ParagraphStyle("title", fontName="Helvetica-Bold", fontSize=28, leading=34, textColor=BLUE)
    yield Paragraph("Ruimte voor een veerkrachtig Voorbeeldegem", title)
    yield Spacer(1, 14)
    yield Paragraph("Visienota klimaat en ruimte", H1)
    yield Paragraph("Dienst Omgeving, maart 2025", BOX)
    yield NextPageTemplate("body")
    yield PageBreak()
    for block in document.blocks:
        yield from _block(block)


def _block(block: Block) -> Iterable[Flowable]:
    text = hyphenate(_raise_notes(join(block.texts)))
    if block.kind == "kop1":
        yield _keep(Paragraph(text, H1))
    elif block.kind == "kop2":
        yield _keep(Paragraph(text, H2))
    elif block.kind == "doel":
        yield _boxed(Paragraph(text, GOAL), 160 * mm)
        yield Spacer(1, 5)
    elif block.kind == "kader":
        yield KeepTogether(_boxed([Paragraph(block.keys["titel"], GOAL), Paragraph(text, BOX)], 95 * mm))
        yield Spacer(1, 8)
    elif block.kind == "maatregelen":
        items = [Paragraph(hyphenate(t), LIST, bulletText="•") for t in block.texts]
        yield BalancedColumns(items, nCols=2, innerPadding=10, endSlack=0.3)
    elif block.kind == "tabel":
        yield _table(block.keys["rijen"])
    elif block.kind == "voetnoten":
        yield Spacer(1, 6)
        yield HRFlowable(width="30%", hAlign="LEFT", thickness=0.5, color=colors.grey)
        for note in block.texts:
            yield Paragraph(_raise_notes(note), NOTE)
    else:
        yield Paragraph(text, BODY)


def _keep(paragraph: Paragraph) -> Paragraph:
    paragraph.keepWithNext = True
    return paragraph


def _raise_notes(text: str) -> str:
    return re.sub(r"\[(\d)\]", r"<super>\1</super>", text)


def _boxed(content: Flowable | list[Flowable], width: float) -> Table:
    style = [
        ("BACKGROUND", (0, 0), (-1, -1), PALE),
        ("LINEBEFORE", (0, 0), (0, -1), 3, BLUE),
        ("LEFTPADDING", (0, 0), (-1, -1), 9),
        ("TOPPADDING", (0, 0), (-1, -1), 6),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 7),
    ]
    return Table([[content]], [width], style=style, hAlign="RIGHT" if isinstance(content, list) else "LEFT")


def _table(rows: list[list[str]]) -> Table:
    right = ParagraphStyle("right", parent=BOX, alignment=TA_RIGHT)
    cells = [[Paragraph(c, right if i else BOX) for i, c in enumerate(row)] for row in rows]
    style = [("GRID", (0, 0), (-1, -1), 0.4, BLUE), ("BACKGROUND", (0, 0), (-1, 0), PALE)]
    return Table(cells, [45 * mm] + [27 * mm] * 4, repeatRows=1, style=style, spaceBefore=4)
