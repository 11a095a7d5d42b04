"""Records to files and back: JSON Lines, atomic writes, digests.

A file is written beside its target and then moved over it, so a reader sees the old file or the new one, never half of
one, also after a power cut. This module knows no paths of its own.
"""

import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from pipeline.errors import StoreError
from pipeline.schema import Record

AnyRecord = TypeVar("AnyRecord", bound=Record)


def digest(data: bytes) -> str:
    """SHA-256 of the bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def digest_file(path: Path) -> str:
    """SHA-256 of a file, read in pieces.

    Raises:
        StoreError: the file cannot be read.
    """
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise StoreError(
            f"{path.name} kan niet geopend worden ({error.strerror}). Sluit het bestand elders en probeer opnieuw."
        ) from error


def write_bytes(path: Path, data: bytes) -> bool:
    """Write the whole file or nothing; returns False when it already held exactly these bytes.

    Raises:
        StoreError: disk full, no rights, or the file is held open by another program (Excel on Windows).
    """
    try:
        if path.exists() and path.read_bytes() == data:
            return False
        with _written_beside(path, data) as temporary:
            temporary.replace(path)
    except PermissionError as error:
        raise StoreError(
            f"{path} kan niet geschreven worden: het bestand staat wellicht nog open in Excel, of u hebt er geen "
            f"schrijfrecht op. Sluit het en probeer opnieuw."
        ) from error
    except OSError as error:
        raise StoreError(
            f"{path} kan niet geschreven worden ({error.strerror}). Maak plaats vrij en probeer opnieuw."
        ) from error
    return True


def write_new(path: Path, text: str) -> bool:
    """Write a file that must not exist yet, whole or not at all; returns False when the name is taken.

    Raises:
        StoreError: disk full or no rights.
    """
    try:
        with _written_beside(path, text.encode("utf-8")) as temporary:
            _claim(temporary, path)
    except FileExistsError:
        return False
    except OSError as error:
        raise StoreError(
            f"{path} kan niet geschreven worden ({error.strerror}). Maak plaats vrij en probeer opnieuw."
        ) from error
    return True


def write_text(path: Path, text: str) -> bool:
    """As ``write_bytes``, in UTF-8 without changing line ends."""
    return write_bytes(path, text.encode("utf-8"))


def to_lines(records: Iterable[Record]) -> str:
    """Records as JSON Lines; equal records give equal bytes."""
    return "".join(record.model_dump_json() + "\n" for record in records)


def write_records(path: Path, records: Iterable[Record]) -> bool:
    """Write records as JSON Lines, atomically; returns False when nothing changed."""
    return write_text(path, to_lines(records))


def read_records(path: Path, kind: type[AnyRecord]) -> list[AnyRecord]:
    """All records of a JSON Lines file; an absent file holds none.

    Raises:
        StoreError: a line is damaged or of another version; the message names file and line.
    """
    if not path.exists():
        return []
    records = []
    for number, line in enumerate(_lines(path), 1):
        try:
            records.append(kind.model_validate_json(line))
        except ValidationError as error:
            raise StoreError(
                f"{path}, regel {number} is beschadigd. Zet een reservekopie terug of verwijder het bestand."
            ) from error
    return records


def _claim(temporary: Path, path: Path) -> None:
    """Give a finished file its name, unless the name is taken."""
    if os.name == "nt":
        temporary.rename(path)
        return
    try:
        path.hardlink_to(temporary)
    except FileExistsError:
        raise
    except OSError:
        # Some network shares and USB sticks know no hard links: reserve the name, then put the file in its place.
        path.touch(exist_ok=False)
        temporary.replace(path)


@contextmanager
def _written_beside(path: Path, data: bytes) -> Iterator[Path]:
    """The data in a temporary file beside its target, safe on disk; gone afterwards unless it was moved."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.chmod(0o644)
        yield temporary
    finally:
        temporary.unlink(missing_ok=True)


def _lines(path: Path) -> Iterator[str]:
    try:
        with path.open(encoding="utf-8") as stream:
            yield from (line for line in stream if line.strip())
    except (OSError, UnicodeDecodeError) as error:
        raise StoreError(
            f"{path} kan niet gelezen worden. Zet een reservekopie terug of verwijder het bestand."
        ) from error
