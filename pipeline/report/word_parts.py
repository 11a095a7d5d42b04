"""The frame of the Word document: page, styles, tables and notes; knows nothing of the figures."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from docx import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Cm, Pt, RGBColor

from pipeline.report.colours import ACCENT

_TOGETHER = 20  # a table of more rows than this may run over to the next page


def new_document(title: str, day: date) -> Any:
    """An A4 document in Dutch with its styles set."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin = section.bottom_margin = Cm(2)
    for name, size in (("Normal", 10.5), ("Title", 26), ("Heading 1", 17), ("Heading 2", 13)):
        style = document.styles[name]
        style.font.name, style.font.size = "Calibri", Pt(size)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        if name != "Normal":
            style.font.color.rgb = RGBColor.from_string(ACCENT)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "nl-BE")
    document.styles["Normal"].element.get_or_add_rPr().append(language)
    properties = document.core_properties
    properties.title, properties.author, properties.language = title, "", "nl-BE"
    properties.comments = ""
    properties.created = properties.modified = datetime(day.year, day.month, day.day)
    document.add_heading(title, 0)
    return document


def add_note(document: Any, text: str) -> None:
    """A remark in small italics."""
    paragraph = document.add_paragraph()
    run = paragraph.add_run(text)
    run.italic, run.font.size = True, Pt(9)


def add_caution(document: Any, text: str) -> None:
    """A warning that is not to be overlooked; nothing when there is none."""
    if text:
        run = document.add_paragraph().add_run(text)
        run.bold, run.font.color.rgb = True, RGBColor.from_string("B3261E")


def add_terms(document: Any, terms: Iterable[tuple[str, str]]) -> None:
    """Words in bold, each with its meaning."""
    for word, meaning in terms:
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(4)
        paragraph.add_run(f"{word}. ").bold = True
        paragraph.add_run(meaning)


def add_table(
    document: Any,
    heads: Sequence[str],
    rows: Iterable[Sequence[str]],
    widths: Sequence[float],
    size: float = 9.5,
    together: bool = True,
) -> Any:
    """A table with a header that repeats on every page; ``together`` keeps it on one page."""
    rows = list(rows)
    together = together and len(rows) <= _TOGETHER
    table = document.add_table(rows=1 + len(rows), cols=len(heads), style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    for place, (line, cells) in enumerate(zip(table.rows, [heads, *rows], strict=True)):
        line._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell, text, width in zip(line.cells, cells, widths, strict=True):
            cell.width = Cm(width)
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_after = Pt(0)
            paragraph.paragraph_format.keep_with_next = together and place < len(rows)
            paragraph.add_run(text).font.size = Pt(size)
            if width <= 2.0 and (place == 0 or text.replace(".", "").replace(",", "").isdigit()):
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for cell in table.rows[0].cells:
        colour_cell(cell, ACCENT, "FFFFFF")
        cell.paragraphs[0].runs[0].bold = True
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    return table


def turn_heads(table: Any, height: float) -> None:
    """Write the headings of all columns but the first from bottom to top, in a row of ``height`` cm."""
    row = table.rows[0]
    row.height, row.height_rule = Cm(height), WD_ROW_HEIGHT_RULE.EXACTLY
    for cell in row.cells[1:]:
        direction = OxmlElement("w:textDirection")
        direction.set(qn("w:val"), "btLr")
        cell._tc.get_or_add_tcPr().append(direction)
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.LEFT


def colour_cell(cell: Any, fill: str, colour: str) -> None:
    """Give a cell a colour, and its text one that can be read on it."""
    shading = OxmlElement("w:shd")
    shading.set(qn("w:val"), "clear")
    shading.set(qn("w:fill"), fill)
    cell._tc.get_or_add_tcPr().append(shading)
    for run in cell.paragraphs[0].runs:
        run.font.color.rgb = RGBColor.from_string(colour)
