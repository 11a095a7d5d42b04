"""The newsletter as a PDF: a first page in two columns, the next ones in three; boxes for agenda, hours and colofon."""

import io
from collections.abc import Iterable
from xml.sax.saxutils import escape

from reportlab.graphics.shapes import Circle, Drawing, Polygon, Rect
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    FrameBreak,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
)

from tests.voorbeeldegem.content import Block, Document, join
from tests.voorbeeldegem.pdf_base import build_counted, canvas_maker, hyphenate

RED = colors.HexColor("#A8341F")
SAND = colors.HexColor("#F6EBDD")
MARGIN, GUTTER = 14 * mm, 6 * mm
BODY = ParagraphStyle("body", fontName="Helvetica", fontSize=9.4, leading=12.4, spaceAfter=6)
FRONT = ParagraphStyle("front", parent=BODY, fontSize=10.2, leading=13.8)
LEAD = ParagraphStyle("lead", parent=BODY, fontName="Helvetica-Oblique", fontSize=10, leading=13.4)
HEAD = ParagraphStyle(
    "head", fontName="Helvetica-Bold", fontSize=13, leading=15, textColor=RED, spaceBefore=8, spaceAfter=4
)
BOX_HEAD = ParagraphStyle("boxhead", fontName="Helvetica-Bold", fontSize=10.5, leading=13, textColor=RED)
SMALL = ParagraphStyle("small", fontName="Helvetica", fontSize=8, leading=10.4)


def infoblad_pdf(document: Document) -> bytes:
    """The whole document."""
    return build_counted(lambda total_pages: _build(document, total_pages))


def _columns(count: int, top: float) -> list[Frame]:
    width = (A4[0] - 2 * MARGIN - (count - 1) * GUTTER) / count
    lefts = [MARGIN + i * (width + GUTTER) for i in range(count)]
    return [Frame(left, 20 * mm, width, A4[1] - 20 * mm - top, 0, 0, 0, 0) for left in lefts]


def _build(document: Document, total_pages: int) -> bytes:
    buffer = io.BytesIO()
    template = BaseDocTemplate(buffer, pagesize=A4)
    template.addPageTemplates(
        [
            PageTemplate("front", _columns(2, 66 * mm), onPage=_front),
            PageTemplate("inside", _columns(3, 24 * mm), onPage=_furniture),
        ]
    )
    properties = {"title": "Infoblad Voorbeeldegem, voorjaar 2026", "author": "Dienst Communicatie"}
    template.build(list(_story(document)), canvasmaker=canvas_maker(total_pages, **properties))
    return buffer.getvalue()


def _front(canvas: Canvas, template: BaseDocTemplate) -> None:
    canvas.setFillColor(RED)
    canvas.rect(0, A4[1] - 55 * mm, A4[0], 55 * mm, stroke=0, fill=1)
    canvas.setFillColor(colors.white)
    canvas.setFont("Helvetica-Bold", 34)
    canvas.drawString(MARGIN, A4[1] - 30 * mm, "Infoblad Voorbeeldegem")
    canvas.setFont("Helvetica", 12)
    canvas.drawString(MARGIN, A4[1] - 42 * mm, "voorjaar 2026 | jaargang 31 | nr. 1")
    _foot(canvas, template)


def _furniture(canvas: Canvas, template: BaseDocTemplate) -> None:
    canvas.setFillColor(RED)
    canvas.setFont("Helvetica-Bold", 9)
    canvas.drawString(MARGIN, A4[1] - 14 * mm, "INFOBLAD VOORBEELDEGEM")
    canvas.setStrokeColor(RED)
    canvas.line(MARGIN, A4[1] - 16 * mm, A4[0] - MARGIN, A4[1] - 16 * mm)
    canvas.setStrokeColor(colors.lightgrey)
    width = (A4[0] - 2 * MARGIN - 2 * GUTTER) / 3
    for number in (1, 2):
        x = MARGIN + number * width + (number - 0.5) * GUTTER
        canvas.line(x, 20 * mm, x, A4[1] - 22 * mm)
    _foot(canvas, template)


def _foot(canvas: Canvas, template: BaseDocTemplate) -> None:
    canvas.setFillColor(colors.HexColor("#555555"))
    canvas.setFont("Helvetica", 8)
    canvas.drawString(MARGIN, 11 * mm, "www.voorbeeldegem.example")
    canvas.drawRightString(A4[0] - MARGIN, 11 * mm, f"{template.page} | {canvas.total_pages}")


def _story(document: Document) -> Iterable[Flowable]:
    yield NextPageTemplate("inside")
    style = FRONT
    for block in document.blocks:
        if block.kind == "nieuwe_pagina":
            style = BODY
            yield PageBreak()
        else:
            if block.kind == "agenda":
                yield FrameBreak()
            yield from _block(block, style)


def _block(block: Block, style: ParagraphStyle) -> Iterable[Flowable]:
    title = escape(block.keys["titel"])
    if block.kind in {"agenda", "openingsuren", "colofon"}:
        lines = [Paragraph(escape(t), SMALL) for t in block.texts]
        yield Spacer(1, 6)
        yield _box([Paragraph(title, BOX_HEAD), *lines])
        return
    yield CondPageBreak(28 * mm)
    heading = Paragraph(title, HEAD)
    heading.keepWithNext = True
    yield heading
    if block.kind == "editoriaal":
        for text in block.texts:
            yield Paragraph(hyphenate(escape(text)), LEAD)
        yield _photo()
        yield Paragraph("Foto: de zaterdagmarkt in maart (archief gemeente)", SMALL)
    else:
        yield Paragraph(hyphenate(escape(join(block.texts))), style)


def _photo() -> Drawing:
    """A drawn landscape where a real newsletter has its photo."""
    drawing = Drawing(240, 96)
    shapes = [
        (Rect(0, 0, 240, 96), "#C9DFEA"),
        (Circle(200, 74, 12), "#F3C96B"),
        (Polygon([0, 0, 240, 0, 240, 34, 150, 58, 70, 30, 0, 48]), "#86A66B"),
        (Polygon([0, 0, 240, 0, 240, 16, 120, 34, 0, 12]), "#587A45"),
    ]
    for shape, colour in shapes:
        shape.fillColor, shape.strokeColor = colors.HexColor(colour), None
        drawing.add(shape)
    return drawing


def _box(content: list[Flowable]) -> Table:
    width = (A4[0] - 2 * MARGIN - 2 * GUTTER) / 3
    style = [("BACKGROUND", (0, 0), (-1, -1), SAND), ("BOX", (0, 0), (-1, -1), 0.6, RED)]
    return Table([[content]], [width], style=style)
