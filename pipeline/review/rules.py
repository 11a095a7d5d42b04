"""What the workbook does by itself: dropdowns for decisions and labels, and colours that follow what is chosen."""

from collections.abc import Mapping, Sequence
from typing import Any

from xlsxwriter.utility import xl_col_to_name

from pipeline.frameworks import NO_LABEL, Frame
from pipeline.review.columns import DECISION, DOUBT, ID, TEXT, label_columns

UNSURE = "#FBE3D6"


def add_dropdowns(sheet: Any, columns: Sequence[str], frames: Mapping[str, Frame], rows: int) -> None:
    """Offer a list in each cell for a decision or a label; what is pasted passes by it, so reading checks again."""
    last = max(rows, 1)
    sheet.data_validation(
        1,
        (at := list(columns).index(DECISION)),
        last,
        at,
        {
            "validate": "list",
            "source": "=lijst_beslissing",
            "error_title": "Beslissing",
            "error_message": "Kies ja of nee, of laat de cel leeg als u nog niet beslist.",
        },
    )
    for frame in frames.values():
        for name in (name for name in label_columns(frame) if name in columns):
            at = list(columns).index(name)
            sheet.data_validation(
                1,
                at,
                last,
                at,
                {
                    "validate": "list",
                    "source": f"=lijst_{frame.id}",
                    "error_title": frame.name,
                    "error_message": f"Kies een waarde uit de lijst, of maak de cel leeg ({frame.name}).",
                },
            )


def add_lists(book: Any, frames: Mapping[str, Frame]) -> None:
    """The values of the dropdowns: on a hidden sheet, as a list inside a cell's rule stops at 255 characters."""
    hidden = book.add_worksheet("Lijsten")
    hidden.hide()
    lists = {"beslissing": ["ja", "nee"]}
    lists |= {frame.id: [NO_LABEL, *(frame.show(label) for label in frame.ids)] for frame in frames.values()}
    for column, (name, values) in enumerate(lists.items()):
        for row, value in enumerate(values):
            hidden.write_string(row, column, value)
        letter = xl_col_to_name(column)
        book.define_name(f"lijst_{name}", f"=Lijsten!${letter}$1:${letter}${len(values)}")


def add_colours(book: Any, sheet: Any, columns: Sequence[str], frames: Mapping[str, Frame], rows: int) -> None:
    """Colour decided rows, doubtful rows, and each label in a tint of its own."""
    last = max(rows, 1)
    names = list(columns)
    decided = f"${xl_col_to_name(names.index(DECISION))}2"
    refused = book.add_format({"font_color": "#A6A6A6", "font_strikeout": True, "bg_color": "#F5F5F5"})
    agreed = book.add_format({"bg_color": "#E6F3E6"})
    sheet.conditional_format(
        1,
        0,
        last,
        len(names) - 1,
        {"type": "formula", "criteria": f'={decided}="nee"', "format": refused, "stop_if_true": True},
    )
    for name in (ID, DECISION, TEXT):
        at = names.index(name)
        sheet.conditional_format(1, at, last, at, {"type": "formula", "criteria": f'={decided}="ja"', "format": agreed})
    if "waarom" in names:
        at = names.index("waarom")
        doubt = book.add_format({"bold": True, "font_color": "#9C3A00", "bg_color": UNSURE})
        sheet.conditional_format(
            1, at, last, at, {"type": "text", "criteria": "begins with", "value": DOUBT, "format": doubt}
        )
    for frame in frames.values():
        for label in frame.labels:
            # Tints: on a tall row the full colour of a goal would outshout the text.
            first = book.add_format({"bg_color": _tint(label.colour, 0.42), "bold": True})
            other = book.add_format({"bg_color": _tint(label.colour, 0.2)})
            for position, name in enumerate(name for name in label_columns(frame) if name in columns):
                at = names.index(name)
                rule = {"type": "cell", "criteria": "==", "value": f'"{frame.show(label.id)}"'}
                sheet.conditional_format(1, at, last, at, rule | {"format": first if position == 0 else other})


def _tint(colour: str, share: float) -> str:
    """A colour mixed with white: ``share`` of it remains."""
    parts = (int(colour[at : at + 2], 16) for at in (0, 2, 4))
    return "#" + "".join(f"{round(255 - (255 - part) * share):02X}" for part in parts)
