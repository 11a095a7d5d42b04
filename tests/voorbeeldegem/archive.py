"""Zip archives with the same bytes on every run: fixed dates, given order."""

import io
import zipfile

DATE = (2025, 12, 1, 9, 0, 0)


def pack(members: list[tuple[str, bytes]], stored: frozenset[str] = frozenset()) -> bytes:
    """Zip the members in the order given; names in `stored` are not compressed (ODF wants that for `mimetype`)."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in members:
            info = zipfile.ZipInfo(name, DATE)
            info.create_system = 0
            info.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            archive.writestr(info, data, compresslevel=9)
    return buffer.getvalue()


def repack(data: bytes) -> bytes:
    """The same archive with fixed dates, for libraries that write the clock into it."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return pack([(name, archive.read(name)) for name in archive.namelist()])
