"""The scores of the MVO-scan: a small CSV with the columns ``thema`` and ``score`` in, a score per theme out."""

import csv
from pathlib import Path

from pipeline.errors import SheetError
from pipeline.frameworks import Frame

_DELIMITERS = ";,\t"


def read_scan(path: Path, frame: Frame) -> dict[str, float]:
    """Scores from 0 to 100 by theme; themes may be named by id or name, decimals written with comma or point.

    Raises:
        SheetError: the file cannot be read, a heading is missing, or a theme or score is not understood.
    """
    rows = _rows(path)
    scores: dict[str, float] = {}
    for number, row in enumerate(rows, 2):
        name, value = (row.get("thema") or "").strip(), (row.get("score") or "").strip()
        if not name and not value:
            continue
        label = frame.read_label(name)
        if label is None:
            allowed = ", ".join(frame.show(known) for known in frame.ids)
            raise SheetError(f"{path.name}, rij {number}: '{name}' is geen thema. Toegelaten: {allowed}.")
        if label in scores:
            raise SheetError(f"{path.name}, rij {number}: '{name}' staat er twee keer in. Schrap een van beide rijen.")
        scores[label] = _score(value, f"{path.name}, rij {number}")
    return scores


def _score(value: str, place: str) -> float:
    try:
        score = float(value.removesuffix("%").strip().replace(",", "."))
    except ValueError:
        score = -1.0
    if not 0 <= score <= 100:
        raise SheetError(f"{place}: '{value}' is geen score. Schrijf een getal van 0 tot 100.")
    return score


def _rows(path: Path) -> list[dict[str, str]]:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SheetError(
            f"{path.name} kan niet geopend worden ({error.strerror}). Sluit het bestand elders en probeer opnieuw."
        ) from error
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    lines = text.splitlines()
    for delimiter in _DELIMITERS:
        headings = [cell.strip().strip('"').casefold() for cell in (lines or [""])[0].split(delimiter)]
        if {"thema", "score"} <= set(headings):
            return list(csv.DictReader(lines[1:], fieldnames=headings, delimiter=delimiter))
    raise SheetError(f"{path.name} heeft geen kolommen 'thema' en 'score' op de eerste rij. Zet die er als kop boven.")
