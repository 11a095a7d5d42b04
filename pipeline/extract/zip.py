"""A zip of documents: its files one by one into a folder, within limits; what cannot be unpacked is named.

Nothing of the archive decides where a file is written: the files get a number, their names are only kept.
"""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from pipeline.errors import DocumentError, ResourceLimitError
from pipeline.extract.package import ZIP_ERRORS
from pipeline.schema import Record
from pipeline.store import digest

MAX_FILES = 2_000
MAX_FILE = 400 * 2**20
MAX_TOTAL = 2 * 2**30
# Text compresses 5 to 20 times; what compresses more and is large as well was made to fill a disk.
MAX_RATIO = 150
RATIO_FROM = 50 * 2**20


class Member(Record):
    """One file of an archive: its name there, and the digest and file it was unpacked to, or why it was not."""

    name: str
    sha256: str = ""
    file: str = ""
    error: str = ""


def unpack(path: Path, folder: Path) -> tuple[Member, ...]:
    """Unpack the documents of an archive into a folder.

    Raises:
        DocumentError: the archive is damaged or holds too much.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
            if len(infos) > MAX_FILES:
                raise ResourceLimitError(
                    f"Het archief bevat {len(infos)} bestanden; pak het uit en kies de documenten."
                )
            return tuple(_members(archive, infos, folder))
    except DocumentError:
        raise
    except ZIP_ERRORS as error:
        raise DocumentError("Het archief is beschadigd of onvolledig. Vraag het opnieuw op.") from error


def _members(archive: zipfile.ZipFile, infos: list[zipfile.ZipInfo], folder: Path) -> Iterator[Member]:
    total = 0
    for number, info in enumerate(infos):
        name = "/".join(part for part in re.split(r"[/\\]+", info.filename) if part.strip(". "))
        target = folder / f"{number}{Path(name).suffix.lower()[:12]}"
        try:
            data = _read(archive, info)
        except DocumentError as error:
            yield Member(name=name, error=str(error))
            continue
        total += len(data)
        if total > MAX_TOTAL:
            raise ResourceLimitError("Het archief is uitgepakt te groot; pak het uit en kies de documenten.")
        target.write_bytes(data)
        yield Member(name=name, sha256=digest(data), file=target.name)


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    if info.flag_bits & 0x1:
        raise DocumentError(
            "Het bestand is in het archief beveiligd met een wachtwoord. Pak het uit met het wachtwoord."
        )
    if info.file_size > RATIO_FROM and info.file_size > MAX_RATIO * max(info.compress_size, 1):
        raise ResourceLimitError("Het bestand is verdacht sterk gecomprimeerd en wordt niet uitgepakt.")
    try:
        with archive.open(info) as stream:
            data = stream.read(MAX_FILE + 1)
    except ZIP_ERRORS as error:
        raise DocumentError("Het bestand is in het archief beschadigd. Vraag het opnieuw op.") from error
    if len(data) > MAX_FILE:
        raise ResourceLimitError(f"Het bestand is groter dan {MAX_FILE // 2**20} MB.")
    return data
