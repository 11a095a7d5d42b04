"""The flat table: one row per item and label, for Power BI and for comparing with the foto of another municipality.

A row of the inventory with two SDGs and one MVO theme gives three rows here; count ``rij_id`` distinct. An item without
label in a frame has one row with an empty label there.
"""

import csv
import io
from collections.abc import Iterator, Mapping
from pathlib import Path

from pydantic import TypeAdapter

from pipeline.cells import code_shown, guarded, unguarded
from pipeline.errors import SheetError
from pipeline.frameworks import Frame
from pipeline.inventory import Inventory, Item
from pipeline.report.wording import page
from pipeline.schema import BRONTYPES, LEVELS, Place, Status

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

_LEVELS = {name: level for level, name in LEVELS.items()}
_BRONTYPES = {name: brontype for brontype, name in BRONTYPES.items()}
_STATUS: TypeAdapter[Status] = TypeAdapter(Status)


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


def read_csv(path: Path, frames: Mapping[str, Frame]) -> Inventory:
    """The inventory that a ``lokale-foto.csv`` was made from, as far as the table tells.

    Labels of frames that are not used here, or that have another name now, are left out.

    Raises:
        SheetError: the file cannot be read, or is no flat table of a foto.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream, delimiter=";")
            missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
            rows = list(reader)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise SheetError(
            f"{path.name} kan niet gelezen worden ({error}). Geef een lokale-foto.csv die dit programma maakte."
        ) from error
    if missing:
        raise SheetError(
            f"{path.name} is geen lokale-foto.csv: kolom {', '.join(missing)} ontbreekt. Maak de foto opnieuw."
        )
    items: dict[str, Item] = {}
    for number, row in enumerate(rows, 2):
        try:
            item = items.get(row["rij_id"]) or _read_item(row)
            items[item.id] = _with_label(item, row, frames)
        except (KeyError, ValueError, AttributeError, TypeError) as error:
            raise SheetError(
                f"{path.name}, rij {number} is beschadigd. Maak de foto opnieuw en geef dat bestand."
            ) from error
    return Inventory(items=tuple(items.values()))


def _read_item(row: Mapping[str, str]) -> Item:
    page_shown = row["pagina"]
    page_nr = int(page_shown.removeprefix("p. ")) if page_shown.startswith("p. ") else None
    where = Place(
        document=unguarded(row["document"]),
        sha256="",
        page=page_nr,
        place="" if page_nr is not None else unguarded(page_shown),
        block=0,
        start=0,
        end=0,
    )
    return Item(
        nr=int(row["nr"]),
        id=row["rij_id"],
        text=unguarded(row["tekst"]),
        labels={},
        level=_LEVELS[row["niveau"]],
        brontype=_BRONTYPES[row["brontype"]],
        status=_STATUS.validate_python(row["status"]),
        code=unguarded(row["code"]).removeprefix("code "),
        dienst=unguarded(row["dienst"]),
        remark=unguarded(row["opmerking"]),
        reviewer=unguarded(row["bevestigd_door"]),
        confirmed_on=row["bevestigd_op"],
        places=(where,) if where.document else (),
    )


def _with_label(item: Item, row: Mapping[str, str], frames: Mapping[str, Frame]) -> Item:
    frame = frames.get(row["kader"])
    if frame is None:
        return item
    given = item.labels.get(frame.id, ())
    added = (row["label_id"],) if row["label_id"] in frame.ids else ()
    return item.model_copy(update={"labels": {**item.labels, frame.id: given + added}})
