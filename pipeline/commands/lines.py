"""JSON Lines from other programs: a file or standard input in, one object per line out."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.errors import UsageError


def read_lines(source: str) -> Iterator[dict[str, Any]]:
    """The objects in a file, or on standard input for ``-``; blank lines are skipped.

    Raises:
        UsageError: the file cannot be read, or a line is no JSON object.
    """
    try:
        data = sys.stdin.buffer.read() if source == "-" else Path(source).read_bytes()
        text = data.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{source} kan niet gelezen worden. Geef een bestand met JSON Lines in UTF-8.") from error
    # Not splitlines: that would also cut at the line separators of Unicode, which texts from PDF and web hold.
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield _object(line, f"{source}, regel {number}")


def _object(line: str, where: str) -> dict[str, Any]:
    try:
        value = json.loads(line)
    except json.JSONDecodeError as error:
        raise UsageError(f"{where} is geen geldige JSON ({error.msg}). Verbeter die regel of haal ze weg.") from error
    if not isinstance(value, dict):
        raise UsageError(f"{where} is geen JSON-object. Verbeter die regel of haal ze weg.")
    return value
