"""The flat table: one row per item and label, for Power BI and for comparing with another foto.

A row of the inventory with two SDGs and one MVO theme gives three rows here; count ``rij_id`` distinct. An item without
label in a frame has one row with an empty label there.
"""

import csv
import io
from collections.abc import Iterator, Mapping

from pipeline.frameworks import Frame
from pipeline.inventory import Inventory, Item
from pipeline.report.wording import page
from pipeline.review.columns import code_shown, guarded
from pipeline.schema import BRONTYPES, LEVELS

COLUMNS = (
    "nr",
    "rij_id",
    "kader",
    "label_id",
    "label",
    "volgorde",
    "soort",
    "tekst",
    "niveau",
    "status",
    "brontype",
    "document",
    "pagina",
    "code",
    "dienst",
    "opmerking",
    "bevestigd_door",
    "bevestigd_op",
)


def flat_rows(inventory: Inventory, frames: Mapping[str, Frame]) -> Iterator[list[str]]:
    """The rows below ``COLUMNS``, in the order of the inventory."""
    for item in inventory.items:
        fields = _fields(item)
        if not item.labels:
            yield [str(item.nr), item.id, "", "", "", "", *fields]
        for frame in frames.values():
            given = item.labels.get(frame.id)
            if given is None:
                continue
            shown = [(label, frame.show(label), str(n)) for n, label in enumerate(given, 1) if label in frame.ids]
            for cells in shown or [("", "geen", "")]:
                yield [str(item.nr), item.id, frame.id, *cells, *fields]


def to_csv(inventory: Inventory, frames: Mapping[str, Frame]) -> bytes:
    """The flat table as Belgian Excel opens it: ``;``, UTF-8 with BOM, CRLF."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([guarded(cell) for cell in row] for row in flat_rows(inventory, frames))
    return text.getvalue().encode("utf-8-sig")


def _fields(item: Item) -> list[str]:
    return [
        item.kind,
        item.text,
        LEVELS[item.level],
        item.status,
        BRONTYPES[item.brontype],
        item.document,
        page(item),
        code_shown(item.code),
        item.dienst,
        item.remark,
        item.reviewer,
        item.confirmed_on,
    ]
