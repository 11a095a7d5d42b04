"""Three running texts as PDF: coalition agreement, advice of the council of the elderly, and a two-column magazine."""

import io
from collections.abc import Callable, Iterable
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)

from tests.segmentation.markup import Block, Content
from tests.voorbeeldegem.pdf_base import build_counted, canvas_maker, hyphenate

GREEN, YELLOW = colors.HexColor("#2F5D3A"), colors.HexColor("#FBF3D0")
Furniture = Callable[[Canvas, BaseDocTemplate], None]
Story = Callable[[], Iterable[Flowable]]

SERIF = ParagraphStyle(
    "serif", fontName="Times-Roman", fontSize=12.5, leading=20, alignment=TA_JUSTIFY, spaceAfter=11, firstLineIndent=14
)
CHAPTER = ParagraphStyle(
    "chapter",
    fontName="Times-Bold",
    fontSize=17,
    leading=22,
    textColor=GREEN,
    spaceBefore=16,
    spaceAfter=9,
    keepWithNext=1,
)
PLAIN = ParagraphStyle("plain", fontName="Helvetica", fontSize=10.5, leading=14.5, spaceAfter=6)
POINT = ParagraphStyle(
    "point", fontName="Helvetica-Bold", fontSize=11, leading=15, spaceBefore=10, spaceAfter=4, keepWithNext=1
)
ITEM = ParagraphStyle("item", parent=PLAIN, leftIndent=22, bulletIndent=4)
NARROW = ParagraphStyle(
    "narrow", fontName="Helvetica", fontSize=10.6, leading=14.6, alignment=TA_JUSTIFY, spaceAfter=5, splitLongWords=0
)
ARTICLE = ParagraphStyle(
    "article",
    fontName="Times-BoldItalic",
    fontSize=15,
    leading=18,
    textColor=GREEN,
    spaceBefore=9,
    spaceAfter=4,
    keepWithNext=1,
)


def _render(frames: list[list[Frame]], story: Story, furniture: Furniture, **properties: str) -> bytes:
    """First page in the first list of frames, the others in the second; page totals are known to the footers."""

    def build(total: int) -> bytes:
        buffer = io.BytesIO()
        document = BaseDocTemplate(buffer, pagesize=A4)
        document.addPageTemplates(
            [PageTemplate(f"t{n}", group, onPage=furniture) for n, group in enumerate(frames)],
        )
        flow = [NextPageTemplate(f"t{len(frames) - 1}"), *story()]
        document.build(flow, canvasmaker=canvas_maker(total, **properties))
        return buffer.getvalue()

    return build_counted(build)


def _frame(left: float, bottom: float, width: float, height: float) -> Frame:
    return Frame(left * mm, bottom * mm, width * mm, height * mm, 0, 0, 0, 0)


def agreement(content: Content) -> bytes:
    """Serif prose with chapters, a cover and a signature line."""

    def furniture(canvas: Canvas, document: BaseDocTemplate) -> None:
        if document.page > 1:
            canvas.setFont("Times-Italic", 9)
            canvas.drawRightString(A4[0] - 34 * mm, A4[1] - 17 * mm, "Bestuursakkoord Hazelgoor 2025-2030")
            canvas.drawRightString(A4[0] - 34 * mm, 15 * mm, f"{document.page}")

    def story() -> Iterable[Flowable]:
        cover = ParagraphStyle("cover", parent=CHAPTER, fontSize=34, leading=42, keepWithNext=0)
        yield Spacer(1, 80 * mm)
        yield Paragraph(content.title, cover)
        yield Paragraph("Bestuursakkoord 2025-2030 van de fracties Samen Goor, Dorpspartij en Groen Licht", SERIF)
        yield PageBreak()
        for block in content.blocks:
            yield Paragraph(hyphenate(escape(block.text)), CHAPTER if block.kind == "h1" else SERIF)

    frame = _frame(34, 26, 142, 244)
    return _render([[frame]], story, furniture, title=content.title, author="Hazelgoor")


def advice(content: Content) -> bytes:
    """A report as a volunteer types it: attendance in a borderless table, numbered wishes."""

    def furniture(canvas: Canvas, document: BaseDocTemplate) -> None:
        canvas.setFont("Helvetica-Oblique", 8)
        canvas.drawString(
            20 * mm, 11 * mm, "Ouderenraad Hazelgoor - secretariaat: Sociaal Huis, Dreef 2, 9997 Hazelgoor"
        )
        canvas.drawRightString(A4[0] - 20 * mm, 11 * mm, f"blad {document.page}/{canvas.total_pages}")

    def story() -> Iterable[Flowable]:
        title = ParagraphStyle("title", parent=POINT, fontSize=18, leading=24, alignment=TA_CENTER)
        yield Paragraph(content.title, title)
        people = [block.cells for block in content.blocks if block.kind == "lijst"]
        number = 0
        for block in content.blocks:
            if block.kind == "lijst":
                if people:
                    yield _people(people)
                    people = []
                continue
            number += block.kind == "n"
            yield _advice_block(block, number)

    return _render([[_frame(20, 19, 170, 262)]], story, furniture, title=content.title, author="Ouderenraad")


def _advice_block(block: Block, number: int) -> Paragraph:
    text = escape(block.text)
    if block.kind == "n":
        return Paragraph(text, ITEM, bulletText=f"{number})")
    if block.kind == "b":
        return Paragraph(text, ITEM, bulletText="-")
    if block.kind == "onder":
        return Paragraph(text, ParagraphStyle("sub", parent=PLAIN, alignment=TA_CENTER, spaceAfter=14))
    return Paragraph(text, POINT if block.kind == "h1" else PLAIN)


def _people(rows: list[tuple[str, ...]]) -> Table:
    cells = [[Paragraph(f"<b>{head}</b>", PLAIN), Paragraph(escape(names), PLAIN)] for head, names in rows]
    return Table(cells, [36 * mm, 134 * mm], style=TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP")]))


def magazine(content: Content) -> bytes:
    """Two columns per page, articles that run on from one column to the next, agenda and hours in a box."""

    def furniture(canvas: Canvas, document: BaseDocTemplate) -> None:
        if document.page == 1:
            canvas.setFillColor(GREEN)
            canvas.rect(0, A4[1] - 46 * mm, A4[0], 46 * mm, stroke=0, fill=1)
            canvas.setFillColor(colors.white)
            canvas.setFont("Times-BoldItalic", 38)
            canvas.drawString(16 * mm, A4[1] - 28 * mm, content.title)
            canvas.setFont("Helvetica", 10)
            canvas.drawString(
                16 * mm, A4[1] - 38 * mm, "Infoblad van de gemeente Meirvoorde | jaargang 12 | zomer 2026"
            )
        canvas.setFillColor(colors.black)
        canvas.setFont("Helvetica", 8)
        canvas.drawString(16 * mm, 10 * mm, f"{document.page} | {content.title}")

    def story() -> Iterable[Flowable]:
        box: list[Block] = []
        for block in content.blocks:
            if block.kind == "b" or (block.kind == "h1" and block.text in {"Agenda", "Openingsuren"}):
                box.append(block)
                continue
            if box:
                yield _box(box)
                box = []
            yield Paragraph(hyphenate(escape(block.text)), ARTICLE if block.kind == "h1" else NARROW)

    first = [_frame(16, 18, 85, 226), _frame(109, 18, 85, 226)]
    later = [_frame(16, 18, 85, 264), _frame(109, 18, 85, 264)]
    return _render([first, later], story, furniture, title=content.title, author="Gemeente Meirvoorde")


def _box(blocks: list[Block]) -> Table:
    small = ParagraphStyle("small", parent=NARROW, fontSize=8.4, leading=11, spaceAfter=1)
    cell = [Paragraph(escape(b.text), small if b.kind == "b" else POINT) for b in blocks]
    return Table([[cell]], [85 * mm], style=TableStyle([("BACKGROUND", (0, 0), (-1, -1), YELLOW)]))
