"""The frame of the slides: size, title, footer, notes, and text in one typeface; knows nothing of the figures."""

from collections.abc import Sequence
from typing import Any

from pptx import Presentation
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Inches, Pt

from pipeline.report.charts import Box, rgb
from pipeline.report.colours import ACCENT

_WIDTH, _HEIGHT = 13.333, 7.5
BODY = Box(0.7, 1.45, 11.95, 5.35)
_TITLE_ONLY = 5
LANGUAGE = "nl-BE"


class Deck:
    """A presentation under construction."""

    def __init__(self, footer: str) -> None:
        self.presentation = Presentation()
        self.presentation.slide_width, self.presentation.slide_height = Inches(_WIDTH), Inches(_HEIGHT)
        self.footer = footer

    def slide(self, title: str, notes: Sequence[str]) -> Any:
        """A slide with its title, the footer and the notes."""
        slide = self.presentation.slides.add_slide(self.presentation.slide_layouts[_TITLE_ONLY])
        shape = slide.shapes.title
        shape.left, shape.top, shape.width, shape.height = Box(0.7, 0.35, 11.95, 0.95).emu()
        shape.text_frame.word_wrap = True
        shape.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
        paragraph = shape.text_frame.paragraphs[0]
        paragraph.alignment = PP_ALIGN.LEFT
        write(paragraph, title, 30, bold=True, colour=ACCENT)
        number = len(self.presentation.slides)
        self.text(slide, Box(0.7, 6.95, 11.95, 0.35), [f"{self.footer} · {number}"], 11, colour="595959")
        slide.notes_slide.notes_text_frame.text = "\n".join(notes)
        return slide

    def text(
        self, slide: Any, box: Box, lines: Sequence[str], size: int, *, colour: str = "1A1A1A", space: int = 6
    ) -> Any:
        """Lines of text; what stands before a tab in a line is bold."""
        frame = slide.shapes.add_textbox(*box.emu()).text_frame
        frame.word_wrap = True
        for number, line in enumerate(lines):
            paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
            paragraph.space_after = Pt(space)
            strong, tab, rest = line.partition("\t")
            write(paragraph, strong, size, bold=bool(tab), colour=colour)
            if tab:
                write(paragraph, f" {rest}", size, colour=colour)
        return frame


def write(paragraph: Any, text: str, size: float, *, bold: bool = False, colour: str = "1A1A1A") -> None:
    """Add a run of text to a paragraph."""
    run = paragraph.add_run()
    run.text = text
    run.font.size, run.font.bold, run.font.name = Pt(size), bold, "Calibri"
    run.font.color.rgb = rgb(colour)
    run.font._element.set("lang", LANGUAGE)


def fill_cell(
    cell: Any, text: str, fill: str, colour: str, size: int, *, bold: bool = False, centred: bool = False
) -> None:
    """Write a cell of a table on a slide: its text on its colour."""
    cell.fill.solid()
    cell.fill.fore_color.rgb = rgb(fill)
    cell.margin_top = cell.margin_bottom = Inches(0.02)
    cell.margin_left = cell.margin_right = Inches(0.06)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    paragraph = cell.text_frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.CENTER if centred else PP_ALIGN.LEFT
    write(paragraph, text, size, bold=bold, colour=colour)
