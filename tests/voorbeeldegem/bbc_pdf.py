"""The plan as the ruled PDF of a BBC package.

One row per budget line, so that actions repeat; the totals add up and rows may break over pages.
"""

import io
from collections.abc import Iterable

from reportlab.lib import colors
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
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
from reportlab.platypus.tableofcontents import TableOfContents

from tests.voorbeeldegem.content import load
from tests.voorbeeldegem.pdf_base import amount, build_counted, canvas_maker, hyphenate
from tests.voorbeeldegem.plan import YEARS, ActionPlan, BudgetLine, Goal, PlanAction, policy_items, total

GREEN = colors.HexColor("#1F5C4D")
PALE = colors.HexColor("#E4EFEA")
LINE = colors.HexColor("#7C8F88")
SIZE = landscape(A4)
MARGIN = 15 * mm
WIDTHS = [101, 213, 108, 50] + [47.5] * 6
ANNEX = "Financieel overzicht per beleidsdoelstelling"

BODY = ParagraphStyle("body", fontName="Helvetica", fontSize=9.5, leading=13, spaceAfter=6)
H1 = ParagraphStyle("h1", fontName="Helvetica-Bold", fontSize=15, leading=19, textColor=GREEN, spaceAfter=8)
H2 = ParagraphStyle(
    "h2", fontName="Helvetica-Bold", fontSize=11, leading=14, textColor=GREEN, spaceBefore=10, spaceAfter=4
)
CELL = ParagraphStyle("cell", fontName="Helvetica", fontSize=7.5, leading=9.2, allowOrphans=1, allowWidows=1)
CELL_BOLD = ParagraphStyle("cellbold", parent=CELL, fontName="Helvetica-Bold")
CODE = ParagraphStyle("code", parent=CELL, fontSize=6.4)
NUMBER = ParagraphStyle("number", parent=CELL, fontSize=7, alignment=TA_RIGHT)
TOC_1 = ParagraphStyle("toc1", fontName="Helvetica-Bold", fontSize=9, leading=12, spaceBefore=5, rightIndent=14)
TOC_2 = ParagraphStyle("toc2", fontName="Helvetica", fontSize=8.5, leading=11, leftIndent=12, rightIndent=14)


class PlanTemplate(BaseDocTemplate):
    """Page templates of the plan; headings announce themselves to the table of contents."""

    def afterFlowable(self, flowable: Flowable) -> None:  # noqa: N802 (reportlab's name)
        level = getattr(flowable, "toc_level", None)
        if level is not None:
            self.notify("TOCEntry", (level, flowable.getPlainText().replace("\xad", ""), self.page))


def plan_pdf(goals: list[Goal]) -> bytes:
    """The whole document."""
    return build_counted(lambda total_pages: _build(goals, total_pages))


def _build(goals: list[Goal], total_pages: int) -> bytes:
    buffer = io.BytesIO()
    document = PlanTemplate(buffer, pagesize=SIZE)
    body = Frame(MARGIN, 16 * mm, SIZE[0] - 2 * MARGIN, SIZE[1] - 35 * mm, 0, 0, 0, 0)
    document.addPageTemplates(
        [
            PageTemplate("cover", [Frame(70 * mm, 30 * mm, 190 * mm, 110 * mm)], onPage=_cover),
            PageTemplate("body", [body], onPage=_furniture),
        ]
    )
    properties = {"title": "Meerjarenplan 2026-2031", "author": "Lokaal bestuur Voorbeeldegem", "subject": "BBC"}
    document.multiBuild(list(_story(goals)), canvasmaker=canvas_maker(total_pages, **properties))
    return buffer.getvalue()


def _cover(canvas: Canvas, _document: BaseDocTemplate) -> None:
    canvas.setFillColor(GREEN)
    canvas.rect(0, 0, 55 * mm, SIZE[1], stroke=0, fill=1)
    canvas.setFillColor(colors.HexColor("#8FC1A9"))
    for step in range(4):
        canvas.circle(27 * mm, (40 + 12 * step) * mm, (16 - 3 * step) * mm, stroke=0, fill=1)
        canvas.setFillColor(colors.HexColor(("#B9DCCB", "#DDEFE6", "#FFFFFF", "#FFFFFF")[step]))


def _furniture(canvas: Canvas, document: BaseDocTemplate) -> None:
    canvas.setStrokeColor(LINE)
    canvas.setFillColor(colors.HexColor("#444444"))
    canvas.setFont("Helvetica", 7.5)
    top, bottom, right = SIZE[1] - 12 * mm, 10 * mm, SIZE[0] - MARGIN
    canvas.drawString(MARGIN, top, "Gemeente en OCMW Voorbeeldegem")
    canvas.drawRightString(right, top, "Meerjarenplan 2026-2031 - totaaloverzicht")
    canvas.line(MARGIN, top - 3, right, top - 3)
    canvas.line(MARGIN, bottom + 10, right, bottom + 10)
    canvas.drawString(MARGIN, bottom, "Markt 1, 9999 Voorbeeldegem - NIS-code 99999 - afdrukdatum 01/12/2025")
    canvas.drawRightString(right, bottom, f"Pagina {document.page} van {canvas.total_pages}")


def _story(goals: list[Goal]) -> Iterable[Flowable]:
    intro = load("plan_inleiding.toml")
    big = ParagraphStyle("big", fontName="Helvetica-Bold", fontSize=34, leading=40, textColor=GREEN)
    yield Spacer(1, 90)
    yield Paragraph("Meerjarenplan", big)
    yield Paragraph("2026-2031", big)
    yield Spacer(1, 18)
    yield Paragraph(intro["cover"], BODY)
    yield NextPageTemplate("body")
    yield PageBreak()
    yield Paragraph("Inhoudstafel", H1)
    contents = TableOfContents(dotsMinLevel=0, levelStyles=[TOC_1, TOC_2])
    yield contents
    yield PageBreak()
    for chapter in intro["hoofdstuk"]:
        yield Spacer(1, 8)
        yield _heading(chapter["titel"], H1, 0)
        for paragraph in chapter["alineas"]:
            yield Paragraph(hyphenate(paragraph), BODY)
    for goal in goals:
        yield from _goal(goal)
    yield from _annex(goals)


def _heading(text: str, style: ParagraphStyle, level: int) -> Paragraph:
    paragraph = Paragraph(hyphenate(text), style)
    paragraph.toc_level = level  # no keepWithNext: reportlab would move a whole table to the next page with its heading
    return paragraph


def _goal(goal: Goal) -> Iterable[Flowable]:
    yield Spacer(1, 16)
    yield CondPageBreak(60 * mm)
    yield _heading(f"{goal.code}: {goal.title}", H1, 0)
    if goal.text:
        yield Paragraph(hyphenate(goal.text), BODY)
    for plan in goal.plans:
        yield CondPageBreak(45 * mm)
        yield _heading(f"{plan.code}: {plan.title}", H2, 1)
        if plan.text:
            yield Paragraph(hyphenate(plan.text), BODY)
        yield _plan_table(plan)
    lines = [b for plan in goal.plans for b in _lines(plan)]
    yield Spacer(1, 10)
    yield _table([], _totals(goal.code, lines))


def _lines(plan: ActionPlan) -> list[BudgetLine]:
    return [line for action in plan.actions for line in action.budget]


def _plan_table(plan: ActionPlan) -> Table:
    rows = [row for action in plan.actions for row in _action_rows(action)]
    return _table(rows, _totals(plan.code, _lines(plan)))


def _action_rows(action: PlanAction) -> Iterable[list[Paragraph]]:
    lines = action.budget or (BudgetLine("-", False, False, (0,) * 6),)
    tag = f" ({action.tag})" if action.tag and "–" not in action.tag else ""
    for number, line in enumerate(lines):
        text = hyphenate(action.title) if number else f"<b>{hyphenate(action.title)}</b>"
        if not number and action.text:
            text += f"<br/>{hyphenate(description(action))}{tag}"
        item = f"{line.item} {policy_items()[line.item]}" if line.item != "-" else "-"
        kind = ("Investering" if line.investment else "Exploitatie") + (" ontvangst" if line.income else " uitgave")
        cells = [Paragraph(action.code, CODE), Paragraph(text, CELL), Paragraph(hyphenate(item), CELL)]
        yield [*cells, Paragraph(kind, CELL), *(Paragraph(amount(a), NUMBER) for a in line.amounts)]


def description(action: PlanAction) -> str:
    """The short text; the services with even action numbers also filled in the long one."""
    long_text = action.long_text if not action.activities and int(action.code[-6:]) % 2 == 0 else ""
    return f"{action.text} {long_text}".strip()


def _totals(name: str, lines: list[BudgetLine]) -> list[list[str]]:
    """Three rows of plain strings, which reportlab does not break inside a line as it does with paragraphs."""
    out, into = total(lines, income=False), total(lines, income=True)
    balance = tuple(b - a for a, b in zip(out, into, strict=True))
    rows = [("Uitgaven", out), ("Ontvangsten", into), ("Saldo", balance)]
    return [[f"Totaal {name}", "", label, "", *map(amount, amounts)] for label, amounts in rows]


def _table(rows: list[list[Paragraph]], totals: list[list[str]]) -> Table:
    white = ParagraphStyle("white", parent=CELL_BOLD, textColor=colors.white)
    right = ParagraphStyle("right", parent=white, alignment=TA_RIGHT)
    names = ["Actie", "Omschrijving", "Beleidsitem", "Soort"]
    head = [
        [Paragraph(n, white) for n in names] + [Paragraph("Raming (in euro)", white)] + [""] * 5,
        [""] * 4 + [Paragraph(str(y), right) for y in YEARS],
    ]
    first = 2 + len(rows)
    style = [
        ("GRID", (0, 0), (-1, -1), 0.4, LINE),
        ("BACKGROUND", (0, 0), (-1, 1), GREEN),
        ("SPAN", (4, 0), (9, 0)),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("BACKGROUND", (0, first), (-1, -1), PALE),
        ("FONT", (0, first), (-1, -1), "Helvetica-Bold", 7, 9.2),
        ("ALIGN", (4, first), (-1, -1), "RIGHT"),
        ("LEFTPADDING", (0, 0), (-1, -1), 3),
        ("RIGHTPADDING", (0, 0), (-1, -1), 3),
        ("TOPPADDING", (0, 0), (-1, -1), 2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
        *(("SPAN", (column, 0), (column, 1)) for column in range(4)),
        *(("SPAN", (a, r), (b, r)) for r in range(first, first + len(totals)) for a, b in ((0, 1), (2, 3))),
    ]
    return Table([*head, *rows, *totals], WIDTHS, repeatRows=2, style=TableStyle(style), splitByRow=0, splitInRow=1)


def _annex(goals: list[Goal]) -> Iterable[Flowable]:
    yield PageBreak()
    yield _heading(ANNEX, H1, 0)
    rows = [row for goal in goals for row in _totals(goal.code, [b for p in goal.plans for b in _lines(p)])]
    everything = [b for goal in goals for p in goal.plans for b in _lines(p)]
    yield _table([], [*rows, *_totals("meerjarenplan", everything)])
