"""Native charts in a Word document: python-docx has none, so a chart drawn on a scratch slide is moved over, data and all."""

from typing import Any

from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.shared import Inches
from pptx import Presentation

_CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_BOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    f'xmlns:r="{_RELATIONS}"'
)


def scratch_slide() -> Any:
    """A slide to draw charts on; it is never saved."""
    presentation = Presentation()
    return presentation.slides.add_slide(presentation.slide_layouts[6])


def add_chart(document: Any, chart: Any, width: float, height: float, alt: str) -> None:
    """Put a chart of a slide in a paragraph of its own, on the page of what stands above and below it; ``width`` and ``height`` in inches."""
    package = document.part.package
    number = sum(part.content_type == _CHART_TYPE for part in package.parts) + 1
    book = Part(
        PackURI(f"/word/embeddings/grafiek{number}.xlsx"), _BOOK_TYPE, chart.part.chart_workbook.xlsx_part.blob, package
    )
    part = Part(PackURI(f"/word/charts/chart{number}.xml"), _CHART_TYPE, chart.part.blob, package)
    part.load_rel(f"{_RELATIONS}/package", book, _book_relation(chart))
    relation = document.part.relate_to(part, f"{_RELATIONS}/chart")
    inline: Any = parse_xml(
        f'<w:drawing {_NAMESPACES}><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{int(Inches(width))}" cy="{int(Inches(height))}"/><wp:docPr id="{1000 + number}" name="Grafiek {number}"/>'
        f"<wp:cNvGraphicFramePr/><a:graphic><a:graphicData "
        f'uri="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart r:id="{relation}"/></a:graphicData>'
        f"</a:graphic></wp:inline></w:drawing>"
    )
    inline.find(".//{*}docPr").set("descr", alt)
    document.paragraphs[-1].paragraph_format.keep_with_next = True
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.keep_with_next = True
    paragraph.add_run()._r.append(inline)


def _book_relation(chart: Any) -> str:
    """The id under which the chart names its workbook."""
    return str(chart._chartSpace.find("{*}externalData").get(f"{{{_RELATIONS}}}id"))
