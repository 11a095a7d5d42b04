"""Which files of a folder are documents: all of them, except what programs leave behind."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import UsageError

REGISTER_FILE = "documenten.csv"
_LEFTOVER = re.compile(
    r"^(?:~\$.*|\..*|thumbs\.db|desktop\.ini|.*\.(?:tmp|crdownload|part|lnk|url|bak))$", re.IGNORECASE
)
_LEFTOVER_FOLDER = re.compile(r"^(?:\..*|__MACOSX|.+_(?:bestanden|files))$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Source:
    """A file on disk and the name by which the document is known."""

    path: Path
    name: str


def find_files(folder: Path) -> list[Source]:
    """Every document below the folder, sorted by name; a single file is a list of one.

    The pictures and scripts that a browser saves beside a page (``pagina_bestanden``) are not documents.

    Raises:
        UsageError: there is no such file or folder.
    """
    if folder.is_file():
        return [Source(folder, readable_name(folder.name))]
    if not folder.is_dir():
        raise UsageError(f"De map of het bestand {folder} bestaat niet. Controleer de naam.")
    found = [Source(path, readable_name(path.relative_to(folder).as_posix())) for path in _walk(folder)]
    return sorted(found, key=lambda source: source.name)


def is_leftover(name: str) -> bool:
    """Whether a path (with ``/``) names something that programs leave behind, not a document."""
    *folders, last = name.split("/")
    return bool(_LEFTOVER.match(last)) or any(map(_LEFTOVER_FOLDER.match, folders))


def readable_name(name: str) -> str:
    """The name as text that can be written in any file; bytes that are no text become a question mark."""
    return os.fsencode(name).decode("utf-8", "replace")


def _walk(folder: Path) -> Iterator[Path]:
    for root, folders, files in os.walk(folder):
        pages = {Path(name).stem for name in files if name.lower().endswith((".htm", ".html"))}
        folders[:] = sorted(name for name in folders if not _is_skipped(name, pages))
        for name in sorted(files):
            if not _LEFTOVER.match(name) and name != REGISTER_FILE:
                yield Path(root) / name


def _is_skipped(name: str, pages: set[str]) -> bool:
    beside = re.match(r"^(.+)_(?:bestanden|files)$", name, re.IGNORECASE)
    return (beside.group(1) in pages) if beside else bool(_LEFTOVER_FOLDER.match(name))
