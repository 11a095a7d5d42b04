"""Native Office charts, drawn on a slide; the letter takes over the same charts (see ``word_charts``)."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from pptx.chart.data import CategoryChartData, XyChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
)
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Inches, Pt

from pipeline import notation
from pipeline.counts import LabelCount
from pipeline.figures import Count, ScanPoint
from pipeline.report.colours import KINDS, OUTLINE
from pipeline.report.quadrant import marks

_LETTER = 0.5 / 72  # inches that a letter takes per point of its size
_MOST_ROOM = 0.5  # of the width of a chart


def rgb(colour: str) -> Any:
    """A colour for the office libraries."""
    return RGBColor(*bytes.fromhex(colour))  # type: ignore[no-untyped-call]


class Box(NamedTuple):
    """Where something stands on a slide, in inches."""

    left: float
    top: float
    width: float
    height: float

    def emu(self) -> tuple[int, int, int, int]:
        """The same in the unit of Office files."""
        return Inches(self.left), Inches(self.top), Inches(self.width), Inches(self.height)


def label_bars(
    slide: Any, box: Box, labels: Sequence[LabelCount], values: Sequence[int], alt: str, size: int = 11
) -> Any:
    """One bar per label in its own colour, the first on top, with its number."""
    data: Any = CategoryChartData(number_format="#,##0")  # type: ignore[no-untyped-call]
    data.categories = [label.show for label in labels]
    data.add_series("bevestigd", values)
    chart = _placed(slide, XL_CHART_TYPE.BAR_CLUSTERED, box, data, alt)
    chart.has_legend = False
    plot = _bar_plot(chart, size, box)
    for number, label in enumerate(labels):
        _paint(plot.series[0].points[number].format, label.colour)
    plot.has_data_labels = True
    plot.data_labels.show_value = True
    plot.data_labels.position = XL_LABEL_POSITION.OUTSIDE_END
    plot.data_labels.font.size = Pt(size)
    plot.data_labels.font.bold = True
    chart.value_axis.visible = False
    return chart


def kind_bars(slide: Any, box: Box, counts: Sequence[Count], alt: str, size: int = 11) -> Any:
    """Actions, goals and wishes of each row as one stacked bar; its total stands in its name, for bars can be narrow."""
    data: Any = CategoryChartData(number_format="#,##0")  # type: ignore[no-untyped-call]
    data.categories = [f"{count.name}: {notation.number(count.tally.total)}" for count in counts]
    data.add_series("acties", [count.tally.actions for count in counts])
    data.add_series("doelen", [count.tally.goals for count in counts])
    data.add_series("wensen", [count.tally.wishes for count in counts])
    chart = _placed(slide, XL_CHART_TYPE.BAR_STACKED, box, data, alt)
    chart.has_legend = True
    chart.legend.position = XL_LEGEND_POSITION.BOTTOM
    chart.legend.include_in_layout = False
    chart.legend.font.size = Pt(size)
    plot = _bar_plot(chart, size, box)
    plot.overlap = 100
    chart.value_axis.visible = False
    for series, colour in zip(plot.series, KINDS.values(), strict=True):
        _paint(series.format, colour)
    return chart


def scan_dots(slide: Any, box: Box, points: Sequence[ScanPoint], alt: str, size: int = 11) -> Any:
    """Score in the MVO-scan (up) against number of actions (right): one numbered dot per theme, named in the text beside it."""
    data: Any = XyChartData(number_format="General")  # type: ignore[no-untyped-call]
    for number, point in enumerate(points, 1):
        data.add_series(f"{number}. {point.label.show}").add_data_point(point.label.tally.actions, point.score)
    chart = _placed(slide, XL_CHART_TYPE.XY_SCATTER, box, data, alt)
    for series, point, mark in zip(chart.plots[0].series, points, marks(points), strict=True):
        if mark:
            label = series.points[0].data_label
            label.text_frame.text = mark
            label.text_frame.paragraphs[0].runs[0].font.size = Pt(size + 2)
            label.text_frame.paragraphs[0].runs[0].font.bold = True
            label.position = XL_LABEL_POSITION.RIGHT
        series.format.line.fill.background()
        series.marker.style = XL_MARKER_STYLE.CIRCLE
        series.marker.size = 14
        _paint(series.marker.format, point.label.colour)
    chart.has_legend = False
    for axis, name in ((chart.category_axis, "bevestigde acties"), (chart.value_axis, "score MVO-scan")):
        axis.minimum_scale = 0
        axis.has_title = True
        axis.axis_title.text_frame.text = name
        axis.axis_title.text_frame.paragraphs[0].runs[0].font.size = Pt(size)
        axis.tick_labels.font.size = Pt(size)
        axis.major_gridlines.format.line.color.rgb = rgb("D9D9D9")
    # Room on the right for the numbers beside the dots.
    end = _round_up(max(point.label.tally.actions for point in points))
    chart.category_axis.maximum_scale, chart.category_axis.major_unit = end, end / 5
    chart.value_axis.maximum_scale = 100
    chart.value_axis.major_unit = 50
    return chart


def _placed(slide: Any, kind: Any, box: Box, data: Any, alt: str) -> Any:
    frame = slide.shapes.add_chart(kind, *box.emu(), data)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", alt)
    frame.chart.has_title = False
    frame.chart.font.name = "Calibri"
    return frame.chart


def _round_up(most: int) -> int:
    """The end of an axis that must hold ``most`` with room to spare: 1, 2 or 5 times a power of ten."""
    power = int("1" + "0" * max(1, len(str(most)) - 1))
    return next(end * power for end in (1, 2, 5, 10, 20) if end * power >= 1.1 * most)


def _bar_plot(chart: Any, size: int, box: Box) -> Any:
    plot = chart.plots[0]
    _make_room(chart, size, box)
    plot.gap_width = 35
    plot.vary_by_categories = False
    chart.category_axis.reverse_order = True
    chart.category_axis.tick_labels.font.size = Pt(size)
    chart.category_axis.has_major_gridlines = False
    _show_every_category(chart)
    chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    chart.value_axis.minimum_scale = 0
    chart.value_axis.has_major_gridlines = False
    chart.value_axis.tick_labels.font.size = Pt(size)
    return plot


def _make_room(chart: Any, size: int, box: Box) -> None:
    """Give the names on the left the room they need; left to themselves programs break them or make them tiny."""
    longest = max((len(str(name)) for name in chart.plots[0].categories), default=0)
    left = min(_MOST_ROOM, longest * size * _LETTER / box.width + 0.02)
    bottom = 0.9 if chart.has_legend else 0.97
    area = chart._chartSpace.find(f".//{qn('c:plotArea')}")
    for old in area.findall(qn("c:layout")):
        area.remove(old)
    sides = {"x": left, "y": 0.02, "w": 0.92 - left, "h": bottom - 0.02}
    values = "".join(f'<c:{side} val="{value:.4f}"/>' for side, value in sides.items())
    layout = (
        f'<c:layout {nsdecls("c")}><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>'
        f"{values}</c:manualLayout></c:layout>"
    )
    area.insert(0, parse_xml(layout))


def _show_every_category(chart: Any) -> None:
    """Else programs leave out every second name when there are many; the element has its fixed place in the schema."""
    axis = chart.category_axis._element
    skip = axis.makeelement(qn("c:tickLblSkip"), {"val": "1"})
    after = axis.find(qn("c:noMultiLvlLbl"))
    after.addprevious(skip) if after is not None else axis.append(skip)


def _paint(style: Any, colour: str) -> None:
    style.fill.solid()
    style.fill.fore_color.rgb = rgb(colour)
    style.line.color.rgb = rgb(OUTLINE)
    style.line.width = Pt(0.75)
