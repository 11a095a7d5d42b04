"""What the tests of the readers share: write a file, read it, and look at its blocks in a short form."""

from collections.abc import Sequence
from pathlib import Path

from pipeline.extract.read import read_document
from pipeline.schema import Block

SHORT = {
    "heading": "kop",
    "paragraph": "alinea",
    "list_item": "punt",
    "table_row": "rij",
    "aside": "opzij",
    "plan_item": "plan",
}


def blocks(folder: Path, name: str, data: bytes | str) -> tuple[Block, ...]:
    """The blocks of a file with these contents."""
    path = folder / name
    path.write_bytes(data.encode("utf-8") if isinstance(data, str) else data)
    return read_document(path).blocks


def outline(found: Sequence[Block], asides: bool = False) -> list[tuple[str, str]]:
    """Kind (with the level of headings and nested items) and text of each block."""
    lines = []
    for block in found:
        level = str(block.level) if block.kind == "heading" or block.level else ""
        if asides or block.kind != "aside":
            lines.append((SHORT[block.kind] + level, block.text))
    return lines
