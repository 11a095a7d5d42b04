"""The native charts of the workbook; each reads the cells of the sheet that it stands on."""

from collections.abc import Sequence
from typing import Any

from pipeline.counts import LabelCount
from pipeline.figures import HIGH_SCORE, ScanPoint
from pipeline.report.colours import KINDS, OUTLINE
from pipeline.report.quadrant import marks

_TITLE = 45  # pixels that the title of a chart takes


def bars(workbook: Any, sheet: str, title: str, labels: Sequence[LabelCount], column: int) -> Any:
    """One bar per label in its own colour, first label on top; ``column`` holds the values."""
    chart = workbook.add_chart({"type": "bar"})
    last = len(labels)
    chart.add_series(
        {
            "name": title,
            "categories": [sheet, 1, 0, last, 0],
            "values": [sheet, 1, column, last, column],
            "points": [{"fill": {"color": f"#{label.colour}"}, "border": {"color": f"#{OUTLINE}"}} for label in labels],
            "data_labels": {"value": True},
            "gap": 40,
        }
    )
    chart.set_title({"name": f"{title}: aantal bevestigd", "name_font": {"size": 13}})
    chart.set_legend({"none": True})
    chart.set_y_axis({"reverse": True, "num_font": {"size": 9}, "interval_unit": 1})
    chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}, "min": 0})
    # Left to themselves programs give long names less room than they need.
    height = 120 + 30 * last
    top = _TITLE / height
    chart.set_plotarea({"layout": {"x": 0.4, "y": top, "width": 0.53, "height": 0.97 - top}})
    chart.set_size({"width": 800, "height": height})
    return chart


def stacked(workbook: Any, sheet: str, title: str, rows: int) -> Any:
    """Actions, goals and wishes of each row as one stacked bar."""
    chart = workbook.add_chart({"type": "bar", "subtype": "stacked"})
    for column, (name, colour) in enumerate(KINDS.items(), 2):
        chart.add_series(
            {
                "name": name,
                "categories": [sheet, 1, 0, rows, 0],
                "values": [sheet, 1, column, rows, column],
                "fill": {"color": f"#{colour}"},
                "border": {"color": f"#{OUTLINE}"},
                "gap": 40,
            }
        )
    chart.set_title({"name": f"{title}: aantal bevestigd", "name_font": {"size": 13}})
    chart.set_legend({"position": "bottom"})
    chart.set_y_axis({"reverse": True, "interval_unit": 1})
    chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}, "min": 0})
    chart.set_size({"width": 700, "height": min(140 + 34 * rows, 1200)})
    return chart


def quadrant(workbook: Any, sheet: str, points: Sequence[ScanPoint]) -> Any:
    """Score in the MVO-scan (up) against number of actions (right), one dot per theme, named in the legend.

    The number beside a dot is the row of its theme below the heading.
    """
    chart = workbook.add_chart({"type": "scatter"})
    for row, (point, mark) in enumerate(zip(points, marks(points), strict=True), 1):
        chart.add_series(
            {
                "name": f"{row}. {point.label.show}",
                "categories": [sheet, row, 2, row, 2],
                "values": [sheet, row, 1, row, 1],
                "marker": {"type": "circle", "size": 11, "fill": {"color": f"#{point.label.colour}"}},
                "data_labels": {
                    "value": True,
                    "position": "right",
                    "custom": [{"value": mark} if mark else {"delete": True}],
                },
            }
        )
    chart.set_title({"name": "Score in de MVO-scan en aantal acties", "name_font": {"size": 13}})
    chart.set_legend({"position": "right"})
    chart.set_x_axis({"name": "bevestigde acties", "min": 0, "major_gridlines": {"visible": False}})
    chart.set_y_axis({"name": "score", "min": 0, "max": 100, "major_unit": HIGH_SCORE})
    chart.set_size({"width": 760, "height": 460})
    return chart
