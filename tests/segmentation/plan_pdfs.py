"""The two plans as PDF: nested headings with running text (Hazelgoor), and a ruled landscape table (Zilverloo)."""

import io
from collections.abc import Iterable
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)
from reportlab.platypus.tableofcontents import TableOfContents

from tests.segmentation.markup import Block, Content
from tests.voorbeeldegem.pdf_base import build_counted, canvas_maker

RED, SAND = colors.HexColor("#7A2E2E"), colors.HexColor("#F3ECE0")
NAVY, ICE = colors.HexColor("#23395B"), colors.HexColor("#DCE6F2")
YEARS = [str(year) for year in range(2026, 2032)]

BODY = ParagraphStyle("body", fontName="Helvetica", fontSize=10, leading=14, spaceAfter=5)
BULLET = ParagraphStyle("bullet", parent=BODY, leftIndent=20, bulletIndent=8, spaceAfter=2)
META = ParagraphStyle("meta", fontName="Helvetica-Oblique", fontSize=8, leading=10, textColor=colors.grey, spaceAfter=8)
INTRO = ParagraphStyle("intro", fontName="Helvetica-Bold", fontSize=16, leading=20, textColor=RED, spaceAfter=8)
GOAL = ParagraphStyle(
    "goal",
    fontName="Helvetica-Bold",
    fontSize=13,
    leading=17,
    textColor=colors.white,
    backColor=RED,
    borderPadding=(5, 6, 5, 6),
    spaceBefore=22,
    spaceAfter=14,
)
PLAN = ParagraphStyle("plan", fontName="Helvetica-Bold", fontSize=11.5, leading=15, textColor=RED, spaceBefore=12)
ACTION = ParagraphStyle("action", fontName="Helvetica-Bold", fontSize=10, leading=13, spaceBefore=8, spaceAfter=2)
HEADINGS = {
    "bd": ("Beleidsdoelstelling {}: ", GOAL, 0),
    "ap": ("Actieplan {} ", PLAN, 1),
    "ac": ("Actie {} ", ACTION, 2),
}
TOC = [
    ParagraphStyle(f"toc{n}", fontName=f, fontSize=9.5 - n * 0.6, leading=12, leftIndent=n * 12, rightIndent=16)
    for n, f in enumerate(("Helvetica-Bold", "Helvetica", "Helvetica"))
]


class ContentsTemplate(BaseDocTemplate):
    """Headings announce themselves to the table of contents."""

    def afterFlowable(self, flowable: Flowable) -> None:  # noqa: N802 (reportlab's name)
        level = getattr(flowable, "toc_level", None)
        if level is not None:
            self.notify("TOCEntry", (level, flowable.getPlainText(), self.page))


def nested_plan(content: Content) -> bytes:
    """Portrait, headings inside headings, no table but the finances at the end."""
    return build_counted(lambda total: _build_nested(content, total))


def _build_nested(content: Content, total: int) -> bytes:
    buffer = io.BytesIO()
    document = ContentsTemplate(buffer, pagesize=A4)
    frame = Frame(24 * mm, 22 * mm, A4[0] - 48 * mm, A4[1] - 46 * mm, 0, 0, 0, 0)
    document.addPageTemplates([PageTemplate("body", [frame], onPage=_nested_furniture)])
    document.multiBuild(
        list(_nested_story(content)), canvasmaker=canvas_maker(total, title=content.title, author="Gemeente Hazelgoor")
    )
    return buffer.getvalue()


def _nested_furniture(canvas: Canvas, document: BaseDocTemplate) -> None:
    if document.page == 1:
        return
    canvas.setFont("Helvetica", 8)
    canvas.drawString(24 * mm, A4[1] - 14 * mm, "Gemeente Hazelgoor | NIS 99997 | meerjarenplan 2026-2031")
    canvas.drawCentredString(A4[0] / 2, 12 * mm, f"- {document.page} van {canvas.total_pages} -")


def _nested_story(content: Content) -> Iterable[Flowable]:
    yield Spacer(1, 70 * mm)
    yield Paragraph(content.title, ParagraphStyle("cover", parent=INTRO, fontSize=30, leading=38))
    yield Paragraph("Meerjarenplan van gemeente en OCMW Hazelgoor, vastgesteld door de raad op 16 december 2025", BODY)
    yield PageBreak()
    yield Paragraph("Inhoud", INTRO)
    yield TableOfContents(dotsMinLevel=0, levelStyles=TOC)
    yield PageBreak()
    rows: list[tuple[str, ...]] = []
    for block in content.blocks:
        if block.kind == "rij":
            rows.append(block.cells)
            continue
        if rows:
            yield _money_table(rows)
            rows = []
        yield from _nested_block(block)


def _nested_block(block: Block) -> Iterable[Flowable]:
    text = escape(block.text)
    if block.kind in HEADINGS:
        prefix, style, level = HEADINGS[block.kind]
        heading = Paragraph(prefix.format(block.code) + text, style)
        heading.toc_level, heading.keepWithNext = level, True
        yield heading
    elif block.kind == "kaal":
        yield Paragraph(text, {"B": GOAL}.get(text[0], PLAN if text.startswith("Actieplan") else ACTION))
    elif block.kind == "h1":
        yield Spacer(1, 10)
        yield Paragraph(text, INTRO)
    elif block.kind == "b":
        yield Paragraph(text, BULLET, bulletText="•")
    else:
        yield Paragraph(text, META if block.kind == "meta" else BODY)


def _money_table(rows: list[tuple[str, ...]]) -> Table:
    style = [
        ("FONT", (0, 0), (-1, -1), "Helvetica", 8),
        ("FONT", (0, 0), (-1, 0), "Helvetica-Bold", 8),
        ("ALIGN", (1, 0), (-1, -1), "RIGHT"),
        ("LINEBELOW", (0, 0), (-1, -1), 0.3, colors.grey),
        ("BACKGROUND", (0, -1), (-1, -1), SAND),
    ]
    return Table([list(row) for row in rows], [46 * mm] + [18.5 * mm] * 6, style=TableStyle(style), spaceAfter=8)


CELL = ParagraphStyle("cell", fontName="Helvetica", fontSize=8, leading=10, allowOrphans=1, allowWidows=1)
STRONG = ParagraphStyle("strong", parent=CELL, fontName="Helvetica-Bold")
WHITE = ParagraphStyle("white", parent=STRONG, textColor=colors.white)
RIGHT = ParagraphStyle("right", parent=CELL, fontSize=7, alignment=TA_RIGHT)
COLUMNS = ["Omschrijving", "Toelichting", "Code", "Dienst", *YEARS]
WIDTHS = [46 * mm, 92 * mm, 19 * mm, 23 * mm] + [14.8 * mm] * 6


def ruled_plan(content: Content) -> bytes:
    """Landscape: goals and plans are bands across the table, the code stands in the third column."""
    return build_counted(lambda total: _build_ruled(content, total))


def _build_ruled(content: Content, total: int) -> bytes:
    size = landscape(A4)
    buffer = io.BytesIO()
    document = BaseDocTemplate(buffer, pagesize=size)

    def furniture(canvas: Canvas, template: BaseDocTemplate) -> None:
        canvas.setFont("Helvetica", 7)
        canvas.drawString(12 * mm, size[1] - 10 * mm, "Stad Zilverloo (NIS 99998)")
        canvas.drawRightString(size[0] - 12 * mm, size[1] - 10 * mm, content.title)
        canvas.drawString(12 * mm, 8 * mm, f"blz. {template.page} / {canvas.total_pages}")
        canvas.drawRightString(size[0] - 12 * mm, 8 * mm, "afgedrukt op 18/11/2025 09:12")

    frame = Frame(12 * mm, 13 * mm, size[0] - 24 * mm, size[1] - 27 * mm, 0, 0, 0, 0)
    document.addPageTemplates([PageTemplate("body", [frame], onPage=furniture)])
    big = ParagraphStyle("big", fontName="Helvetica-Bold", fontSize=20, leading=26, textColor=NAVY)
    story = [Paragraph(content.title, big)]
    story += [Paragraph(escape(b.text), BODY) for b in content.blocks if b.kind == "p"]
    story += [Spacer(1, 6), _ruled_table(content)]
    document.build(story, canvasmaker=canvas_maker(total, title=content.title, author="Stad Zilverloo"))
    return buffer.getvalue()


def _ruled_table(content: Content) -> Table:
    rows: list[list[Any]] = [[Paragraph(name, WHITE) for name in COLUMNS]]
    style: list[tuple[Any, ...]] = [
        ("GRID", (0, 0), (-1, -1), 0.5, NAVY),
        ("BACKGROUND", (0, 0), (-1, 0), NAVY),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 3),
        ("RIGHTPADDING", (0, 0), (-1, -1), 3),
    ]
    titles: dict[str, str] = {}
    for block in content.blocks:
        if block.kind in {"bd", "ap"}:
            name = "Beleidsdoelstelling" if block.kind == "bd" else "Actieplan"
            style += [("SPAN", (0, len(rows)), (-1, len(rows)))]
            style += [("BACKGROUND", (0, len(rows)), (-1, len(rows)), colors.silver if block.kind == "bd" else ICE)]
            rows.append([Paragraph(f"{name} {block.code} - {escape(block.text)}", STRONG), *[""] * 9])
        elif block.kind == "rec":
            title, note, service, money = block.cells
            plain = title.split(" ~ ")
            title, code = (plain[1], plain[2]) if len(plain) == 3 else (title, block.code)
            titles[code] = title
            rows.append(_record(title, note, code, service, money))
        elif block.kind == "bis":
            code, money = block.cells
            rows.append(_record(titles[code], "-", code, "", money))
        elif block.kind == "tot":
            style += [("SPAN", (0, len(rows)), (3, len(rows))), ("BACKGROUND", (0, len(rows)), (-1, len(rows)), ICE)]
            rows.append([Paragraph(block.cells[0], STRONG), "", "", "", Paragraph(block.cells[1], RIGHT), *[""] * 5])
    return Table(rows, WIDTHS, repeatRows=1, style=TableStyle(style))


def _record(title: str, note: str, code: str, service: str, money: str) -> list[Paragraph]:
    cells = [Paragraph(escape(text), CELL) for text in (title, "" if note == "-" else note, code, service)]
    return cells + [Paragraph(amount, RIGHT) for amount in money.split(";")]
