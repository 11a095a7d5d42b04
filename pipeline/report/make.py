"""All outputs of one foto, from one set of figures, into one folder."""

from pathlib import Path
from typing import Any

from pipeline import notation
from pipeline.cells import plain
from pipeline.figures import ReportContext, compute
from pipeline.inventory import Inventory, Item
from pipeline.report import flat, letter, page, slides, workbook
from pipeline.report.ooxml import fixed
from pipeline.schema import Document, Place, Problem
from pipeline.store import write_bytes

NAME = "lokale-foto"


def make_all(inventory: Inventory, context: ReportContext, folder: Path) -> list[Path]:
    """Write the reports and return their paths; the same input gives the same bytes.

    Raises:
        StoreError: a file cannot be written (open in Excel, disk full).
        UsageError: the date of the context is no date.
    """
    inventory, context = _cleaned(inventory), _clean_context(context)
    figures = compute(inventory, context)
    day = notation.parse_date(context.date)
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
    """The item without characters that an office file cannot hold; a file name may have them too.

    Nearly every item has none and stays the same object: a copy of all of them would take half as much memory again.
    """
    cleaned: dict[str, Any] = {
        name: plain(getattr(item, name)) for name in ("text", "remark", "dienst", "reviewer", "code")
    }
    places = tuple(map(_clean_place, item.places))
    cleaned |= {"places": places, "context": tuple(map(plain, item.context))}
    changed = {name: value for name, value in cleaned.items() if value != getattr(item, name)}
    return item.model_copy(update=changed) if changed else item


def _clean_place(place: Place) -> Place:
    changed = {"document": plain(place.document), "place": plain(place.place)}
    return place if changed == {"document": place.document, "place": place.place} else place.model_copy(update=changed)


def _cleaned(inventory: Inventory) -> Inventory:
    return inventory.model_copy(update={"items": tuple(map(_clean, inventory.items))})


def _clean_document(document: Document) -> Document:
    problems = tuple(Problem(place=plain(p.place), message=plain(p.message)) for p in document.problems)
    names = {"path": plain(document.path), "same_as": plain(document.same_as)}
    return document.model_copy(update={**names, "problems": problems})


def _clean_context(context: ReportContext) -> ReportContext:
    names = {name: plain(getattr(context, name)) for name in ("municipality", "model", "lower_bound", "older_name")}
    older = None if context.older is None else _cleaned(context.older)
    documents = tuple(map(_clean_document, context.documents))
    return context.model_copy(update={**names, "older": older, "documents": documents})
