"""The compound files of older Microsoft programs (MS-CFB), as far as reading an Outlook message needs them.

A compound file is a small file system: sectors, chained by a table (FAT), a directory, and a second, finer chain for small
streams. Every chain is bounded by the number of sectors, so that a damaged file ends and never loops.
"""

import struct
from collections.abc import Iterator

from pipeline.errors import DocumentError

_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LAST = 0xFFFFFFFA
_DAMAGED = "Het bericht is beschadigd of onvolledig. Open het in Outlook en bewaar het opnieuw."
_STREAM, _STORAGE, _ROOT = 2, 1, 5


class Compound:
    """The streams of one compound file by their path, like ``__attach_version1.0_#00000000/__substg1.0_3707001F``."""

    def __init__(self, data: bytes) -> None:
        """Read the tables of the file.

        Raises:
            DocumentError: it is damaged.
        """
        if not data.startswith(_SIGNATURE) or len(data) < 1536:
            raise DocumentError(_DAMAGED)
        try:
            self._open(data)
        except (struct.error, IndexError, UnicodeDecodeError) as error:
            raise DocumentError(_DAMAGED) from error

    def _open(self, data: bytes) -> None:
        self._data = data
        shift, small_shift = struct.unpack_from("<HH", data, 30)
        if shift not in (9, 12) or small_shift != 6:
            raise DocumentError(_DAMAGED)
        self._size = 1 << shift
        directory, self._cutoff, small_start = (struct.unpack_from("<I", data, at)[0] for at in (48, 56, 60))
        extra, extra_count = struct.unpack_from("<II", data, 68)
        self._fat = self._read_fat(extra, extra_count)
        entries = list(self._entries(b"".join(self._chain(directory))))
        self._small_fat = _numbers(b"".join(self._chain(small_start)))
        root = next((entry for entry in entries if entry[1] == _ROOT), None)
        if root is None:
            raise DocumentError(_DAMAGED)
        self._small = b"".join(self._chain(root[5]))
        self.streams: dict[str, bytes] = {}
        self._collect(entries, root[4], "", set())

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        return self._data[start : start + self._size]

    def _read_fat(self, extra: int, count: int) -> tuple[int, ...]:
        places = list(struct.unpack_from("<109I", self._data, 76))
        for _ in range(min(count, len(self._data) // self._size)):
            if extra >= _LAST:
                break
            block = _numbers(self._sector(extra))
            places += block[:-1]
            extra = block[-1]
        return tuple(number for place in places if place < _LAST for number in _numbers(self._sector(place)))

    def _chain(self, start: int) -> Iterator[bytes]:
        for _ in range(len(self._fat)):
            if start >= min(_LAST, len(self._fat)):
                return
            yield self._sector(start)
            start = self._fat[start]

    def _entries(self, directory: bytes) -> Iterator[tuple[str, int, int, int, int, int, int]]:
        """Name, kind, left, right, child, first sector and size of each entry."""
        for at in range(0, len(directory) - 127, 128):
            length, kind = struct.unpack_from("<HB", directory, at + 64)
            name = directory[at : at + max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace")
            left, right, child = struct.unpack_from("<III", directory, at + 68)
            start, size = struct.unpack_from("<II", directory, at + 116)
            yield name, kind, left, right, child, start, size

    def _collect(
        self, entries: list[tuple[str, int, int, int, int, int, int]], first: int, path: str, seen: set[int]
    ) -> None:
        """The streams of one storage: its entries form a tree of left and right neighbours."""
        waiting = [(first, path)]
        while waiting:
            number, folder = waiting.pop()
            if number >= len(entries) or number in seen:
                continue
            seen.add(number)
            name, kind, left, right, child, start, size = entries[number]
            waiting += [(left, folder), (right, folder)]
            if kind == _STORAGE:
                waiting.append((child, f"{folder}{name}/"))
            elif kind == _STREAM:
                self.streams[f"{folder}{name}"] = self._content(start, size)

    def _content(self, start: int, size: int) -> bytes:
        if size >= self._cutoff:
            return b"".join(self._chain(start))[:size]
        parts = []
        for _ in range(len(self._small_fat)):
            if start >= len(self._small_fat):
                break
            parts.append(self._small[start * 64 : start * 64 + 64])
            start = self._small_fat[start]
        return b"".join(parts)[:size]


def _numbers(data: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])
