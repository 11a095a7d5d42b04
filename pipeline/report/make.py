"""All outputs of one foto, from one set of figures, into one folder."""

from pathlib import Path

from pipeline.figures import ReportContext, compute
from pipeline.inventory import Inventory, Item
from pipeline.report import flat, letter, page, slides, wording, workbook
from pipeline.report.ooxml import fixed
from pipeline.review.columns import plain
from pipeline.store import write_bytes

NAME = "lokale-foto"


def make_all(inventory: Inventory, context: ReportContext, folder: Path) -> list[Path]:
    """Write the reports and return their paths; the same input gives the same bytes.

    Raises:
        StoreError: a file cannot be written (open in Excel, disk full).
        UsageError: the date of the context is no date.
    """
    inventory = inventory.model_copy(update={"items": tuple(map(_clean, inventory.items))})
    figures = compute(inventory, context)
    day = wording.parse_date(context.date)
    files = {
        "xlsx": workbook.make(inventory, figures, context),
        "html": page.make(inventory, figures, context),
        "docx": fixed(letter.make(figures, context), day),
        "pptx": fixed(slides.make(figures, context), day),
        "csv": flat.to_csv(inventory, context.frames),
    }
    paths = []
    for suffix, data in files.items():
        path = folder / f"{NAME}.{suffix}"
        write_bytes(path, data)
        paths.append(path)
    return paths


def _clean(item: Item) -> Item:
    """The item without characters that an office file cannot hold."""
    cleaned = {name: plain(getattr(item, name)) for name in ("text", "remark", "dienst", "reviewer", "code")}
    return item.model_copy(update={**cleaned, "context": tuple(map(plain, item.context))})
