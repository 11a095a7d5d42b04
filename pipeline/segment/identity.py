"""What makes two passages the same action: one key, from which the row id follows."""

import hashlib
from collections.abc import Sequence

from pipeline.words import normalised

_SHORT = 4  # words: below this a title means nothing without the title above it ("Onderhoud", "Trage wegen")


def candidate_id(text: str, code: str, context: Sequence[str]) -> str:
    """The row id of a passage, from its content alone: ``act-00042-7f3c``.

    The letters in front keep Excel from reading a date or number. Two different passages get the same id about once in
    30 inventories of 20,000 rows; ``merge`` then still tells them apart by their text.
    """
    key = normalised(text)
    if len(key.split()) < _SHORT and context:
        key += " < " + normalised(context[-1])
    number = int.from_bytes(hashlib.sha256(f"{key}|{normalised(code)}".encode()).digest()[:8])
    return f"act-{number % 100_000:05d}-{number // 100_000 % 65_536:04x}"
