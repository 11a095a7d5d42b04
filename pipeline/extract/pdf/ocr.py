"""Read a page without usable text with Tesseract, when it is installed with Dutch; its words go through the same layout.

Tesseract runs as a program of its own, with a time limit; nothing is installed or downloaded.
"""

import csv
import io
import os
import shutil
import subprocess
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from statistics import median

from pipeline.errors import DocumentError
from pipeline.extract.pdf.marks import PageMarks, Style, Word

DOTS_PER_INCH = 300
SECONDS_PER_PAGE = 120
MAX_PAGES = 100
# Words that Tesseract is less sure of than this are mostly specks and borders.
LEAST_CONFIDENCE = 30.0
_WINDOWS = ("ProgramFiles", "ProgramFiles(x86)", "LOCALAPPDATA")


@lru_cache(maxsize=1)
def tesseract() -> str:
    """The path of a Tesseract that knows Dutch, empty when there is none."""
    places = [shutil.which("tesseract") or ""]
    for variable in _WINDOWS:
        folder = os.environ.get(variable, "")
        places += [
            str(Path(folder, *parts, "tesseract.exe")) for parts in (("Tesseract-OCR",), ("Programs", "Tesseract-OCR"))
        ]
    for place in places:
        if place and Path(place).is_file() and "nld" in _languages(place):
            return place
    return ""


def _languages(program: str) -> list[str]:
    try:
        answer = subprocess.run([program, "--list-langs"], capture_output=True, timeout=20, check=False)
    except (OSError, subprocess.SubprocessError):
        return []
    return answer.stdout.decode("utf-8", "replace").split()


def recognise(program: str, picture: Path, number: int, width: float, height: float) -> PageMarks:
    """The words that Tesseract sees on a picture of a page of this size in points.

    Raises:
        DocumentError: Tesseract fails, takes too long, or sees no words.
    """
    # One thread: other documents are being read at the same time, and more threads make Tesseract slower on one page.
    environment = os.environ | {"OMP_THREAD_LIMIT": "1"}
    command = [program, str(picture), "stdout", "-l", "nld", "--psm", "1", "tsv"]
    try:
        answer = subprocess.run(command, capture_output=True, timeout=SECONDS_PER_PAGE, check=False, env=environment)
    except (OSError, subprocess.SubprocessError) as error:
        raise DocumentError("Tesseract kon deze bladzijde niet verwerken") from error
    if answer.returncode != 0:
        raise DocumentError("Tesseract kon deze bladzijde niet verwerken")
    rows = csv.DictReader(io.StringIO(answer.stdout.decode("utf-8", "replace")), delimiter="\t", quoting=csv.QUOTE_NONE)
    words = words_from_rows(list(rows), width)
    if not words:
        raise DocumentError("Tesseract herkende op deze bladzijde geen tekst")
    return PageMarks(number, width, height, words=words, chars=sum(len(word.text) for word in words))


def words_from_rows(rows: list[dict[str, str]], width: float) -> list[Word]:
    """Words in points; every word of a block gets the size of the median line, for single lines differ by chance."""
    page = next((row for row in rows if row["level"] == "1"), None)
    if page is None or not float(page["width"]):
        return []
    scale = width / float(page["width"])
    heights: dict[str, list[float]] = defaultdict(list)
    lines: dict[tuple[str, ...], tuple[float, float]] = {}
    for row in rows:
        if row["level"] == "4":
            top, height = float(row["top"]) * scale, float(row["height"]) * scale
            heights[row["block_num"]].append(height)
            lines[_line(row)] = (top, top + height)
    styles = {block: Style(float(round(0.8 * median(values)))) for block, values in heights.items()}
    words = []
    last: tuple[str, ...] = ()
    for row in rows:
        text = (row.get("text") or "").strip()
        if row["level"] != "5" or not text or float(row["conf"]) < LEAST_CONFIDENCE:
            continue
        if text == "e" and _line(row) != last:
            text = "•"
        top, bottom = lines[_line(row)]
        left = float(row["left"]) * scale
        right = left + float(row["width"]) * scale
        words.append(Word(text, left, right, top, bottom, styles[row["block_num"]], breaks=_line(row) != last))
        last = _line(row)
    return words


def _line(row: Mapping[str, str]) -> tuple[str, ...]:
    return row["block_num"], row["par_num"], row["line_num"]


def page_ranges(numbers: Iterable[int]) -> str:
    """Page numbers for people.

    >>> page_ranges([1, 2, 3, 7])
    'p. 1-3, 7'
    """
    ranges: list[list[int]] = []
    for number in sorted(numbers):
        if ranges and number == ranges[-1][-1] + 1:
            ranges[-1] = [ranges[-1][0], number]
        else:
            ranges.append([number])
    return "p. " + ", ".join("-".join(map(str, part)) for part in ranges)


def temporary_picture() -> tempfile.TemporaryDirectory[str]:
    """A folder for the picture of one page, removed afterwards."""
    return tempfile.TemporaryDirectory(prefix="lokale-foto-")
