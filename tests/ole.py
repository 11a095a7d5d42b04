"""Write small compound files (MS-CFB), to make Outlook messages for the tests: the mirror of what the reader knows."""

import struct
from dataclasses import dataclass, field

SECTOR, SMALL, CUTOFF = 512, 64, 4096
END, FREE, FAT_SECTOR = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


@dataclass
class _Entry:
    name: str
    kind: int
    child: int = FREE
    right: int = FREE
    start: int = END
    size: int = 0
    children: list[int] = field(default_factory=list)


def compound(streams: dict[str, bytes]) -> bytes:
    """A compound file with these streams; a ``/`` in a name opens a storage."""
    entries = [_Entry("Root Entry", 5)]
    places = {"": 0}
    for path in streams:
        *folders, _ = path.split("/")
        for depth in range(len(folders)):
            folder = "/".join(folders[: depth + 1])
            if folder not in places:
                places[folder] = _add(entries, places["/".join(folders[:depth])], _Entry(folders[depth], 1))
    sectors: list[bytes] = []
    chains: list[int] = []
    small = b""
    small_chain: list[int] = []
    for path, data in streams.items():
        folder, _, name = path.rpartition("/")
        entry = _Entry(name, 2, size=len(data))
        _add(entries, places[folder], entry)
        if len(data) >= CUTOFF:
            entry.start = _store(sectors, chains, data, SECTOR)
        elif data:
            count = -(-len(data) // SMALL)
            entry.start = len(small_chain)
            small_chain += [*range(len(small_chain) + 1, len(small_chain) + count), END]
            small += data.ljust(count * SMALL, b"\0")
    if small:
        entries[0].start, entries[0].size = _store(sectors, chains, small, SECTOR), len(small)
    small_fat = _store(sectors, chains, _numbers(small_chain), SECTOR) if small_chain else END
    for entry in entries:
        for one, other in zip(entry.children, entry.children[1:], strict=False):
            entries[one].right = other
        entry.child = entry.children[0] if entry.children else FREE
    directory = _store(sectors, chains, b"".join(map(_directory_entry, entries)), SECTOR)
    fat_count = 1
    while (len(chains) + fat_count) * 4 > fat_count * SECTOR:
        fat_count += 1
    fat_places = list(range(len(chains), len(chains) + fat_count))
    chains += [FAT_SECTOR] * fat_count
    chains += [FREE] * (fat_count * SECTOR // 4 - len(chains))
    fat = _numbers(chains)
    header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16)
    header += struct.pack(
        "<HHHHH6xIIIIIIIIII",
        0x3E,
        3,
        0xFFFE,
        9,
        6,
        0,
        fat_count,
        directory,
        0,
        CUTOFF,
        small_fat,
        1,
        END,
        0,
        *fat_places[:1],
    )
    header += _numbers([*fat_places[1:], *[FREE] * (109 - fat_count)])
    return header + b"".join(sectors) + fat


def message(subject: str, body: str = "", html: bytes = b"", attachments: tuple[str, ...] = ()) -> bytes:
    """An Outlook message with these properties."""
    streams = {
        "__properties_version1.0": bytes(64),
        "__substg1.0_0037001F": subject.encode("utf-16-le"),
        "__substg1.0_1000001F": body.encode("utf-16-le"),
    }
    if html:
        streams["__substg1.0_10130102"] = html
    for number, name in enumerate(attachments):
        streams[f"__attach_version1.0_#{number:08X}/__substg1.0_3707001F"] = name.encode("utf-16-le")
    return compound(streams)


def _add(entries: list[_Entry], parent: int, entry: _Entry) -> int:
    entries.append(entry)
    entries[parent].children.append(len(entries) - 1)
    return len(entries) - 1


def _store(sectors: list[bytes], chains: list[int], data: bytes, size: int) -> int:
    start = len(sectors)
    pieces = [data[at : at + size].ljust(size, b"\0") for at in range(0, len(data), size)]
    sectors += pieces
    chains += [*range(start + 1, start + len(pieces)), END]
    return start


def _directory_entry(entry: _Entry) -> bytes:
    name = entry.name.encode("utf-16-le") + b"\0\0"
    head = name.ljust(64, b"\0") + struct.pack("<HBBIII", len(name), entry.kind, 1, FREE, entry.right, entry.child)
    return (head + bytes(36) + struct.pack("<IIxxxx", entry.start, entry.size))[:128]


def _numbers(values: list[int]) -> bytes:
    return struct.pack(f"<{len(values)}I", *values)
