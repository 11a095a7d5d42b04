"""Suggestions out to a review sheet, as CSV and as workbook with the same rows; never over work that is not confirmed.

In come suggestions and what was decided before; out go two files, each written whole or not at all, the same bytes for
the same input.
"""

import csv
import io
import os
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import NamedTuple
from urllib.parse import quote

from pipeline.cells import guarded
from pipeline.decisions import decided_ids
from pipeline.frameworks import Frame
from pipeline.review.columns import columns, decided_row, row_of
from pipeline.review.confirm import touched
from pipeline.review.drafts import Drafts, drafts_in
from pipeline.review.order import in_order, most_doubtful
from pipeline.review.read import read_sheet
from pipeline.review.workbook import Line, workbook
from pipeline.schema import Decision, Suggestion
from pipeline.store import digest, digest_file, write_bytes, write_text

NAME = "suggesties"
_WRITTEN = "bladen.txt"
_REMEMBERED = 200
# What a sheet held when it was written: proposals only, or also what a reviewer had changed and not decided.
_FRESH, _DRAFTS = "voorstel", "aangepast"
EXPLANATION = (
    "Kies per rij in de kolom beslissing: ja (hoort in de inventaris, met de labels zoals ze er nu staan) of nee. Leeg = nog niet beslist.",
    "Klopt een label niet? Kies een ander uit de lijst in die cel, of maak ze leeg. Ja met lege SDG-cellen of 'geen' = een actie zonder SDG.",
    "Bovenaan staan de rijen waar wellicht niets aan te veranderen is, per thema en document bij elkaar. Rijen met 'twijfel' in de kolom waarom leren het programma het meest.",
    "Sorteren, filteren en kolommen verbergen mag. Laat de kolom rij_id staan en sorteer altijd het hele blad, nooit één kolom.",
    "Klaar, of even genoeg? Bewaar en sluit het bestand en voer 'lokale-foto confirm' uit. Met meer mensen: ieder een kopie met de naam erbij, zoals suggesties-An.xlsx.",
)
_SECOND_LOOK = (
    "Dit zijn beslissingen die al bevestigd zijn maar een tweede blik verdienen; in de kolom waarom staat waarom.",
    "Klopt de beslissing? Laat de rij dan zoals ze is. Een verrassende beslissing is vaak juist.",
    "Klopt ze niet? Verander ja of nee, of de labels. Leeg maken verandert niets: de eerdere beslissing blijft dan gelden.",
    "De tekst van de passage en waar ze staat vindt u verder op dezelfde rij.",
    "Klaar? Bewaar en sluit het bestand en voer 'lokale-foto confirm' uit met dit bestand.",
)


class Unfinished(NamedTuple):
    """What sheets hold that is not in the log: ``waiting`` those with decisions, and what was changed on undecided rows.

    ``clashes`` are the rows that two sheets changed differently.
    """

    waiting: tuple[Path, ...]
    drafts: Drafts
    clashes: tuple[str, ...]


def export_sheets(
    folder: Path,
    suggestions: Sequence[Suggestion],
    frames: Mapping[str, Frame],
    decided: Sequence[Decision],
    *,
    name: str = NAME,
    documents: Path | None = None,
    drafts: Drafts | None = None,
) -> list[Path]:
    """Write ``<name>.csv`` and ``<name>.xlsx`` and return their paths; rows that were decided are left out.

    ``drafts`` are cells by row id that show what the reviewer typed earlier instead of what is proposed; ``documents`` is the
    folder that was read: with it, the workbook links each row to its source.

    Raises:
        StoreError: a file cannot be written (disk full, open in Excel).
    """
    known = decided_ids(decided)
    open_rows = [s for s in suggestions if known.isdisjoint(s.candidate.ids)]
    doubtful = most_doubtful(open_rows)
    kept = drafts or {}
    lines = [
        Line(
            row_of(s, frames, doubtful) | kept.get(s.candidate.id, {}),
            _band(s.sureness),
            _link(folder, documents, s.candidate.places[0].document),
        )
        for s in in_order(open_rows, frames)
    ]
    agreed = sum(decision.verdict == "ja" for decision in decided)
    names = columns(frames)
    book = workbook(lines, names, frames, EXPLANATION, (agreed, len(decided) - agreed))
    sheet = to_csv([line.cells for line in lines], names)
    return write_pair(folder, name, book, sheet, holds_drafts=bool(kept))


def export_decided(
    folder: Path, decisions: Sequence[Decision], frames: Mapping[str, Frame], reasons: Mapping[str, str], *, name: str
) -> list[Path]:
    """Write decisions back to a sheet to look at again, as they stand; what is changed in it becomes a new decision.

    ``reasons`` says per id why the row deserves a second look; the rows keep the order given.

    Raises:
        StoreError: a file cannot be written.
    """
    names = columns(frames)
    lines = [Line(decided_row(decision, frames, reasons.get(decision.id, ""))) for decision in decisions]
    book = workbook(lines, names, frames, _SECOND_LOOK, None)
    return write_pair(folder, name, book, to_csv([line.cells for line in lines], names))


def unfinished(
    folder: Path,
    suggestions: Sequence[Suggestion],
    frames: Mapping[str, Frame],
    decided: Sequence[Decision] = (),
    *,
    name: str = NAME,
) -> Unfinished:
    """What the sheets in the folder hold that is not in the log yet.

    ``suggestions`` are those that the sheets were written from, ``decided`` the decisions in force.

    Raises:
        SheetError: a file by that name is no review sheet (any more), so nobody can say what is in it.
    """
    written = _written(folder)
    waiting: list[Path] = []
    drafts: Drafts = {}
    clashes: list[str] = []
    for path in (folder / f"{name}.csv", folder / f"{name}.xlsx"):
        if not path.exists() or written.get(digest_file(path)) == _FRESH:
            continue
        sheet = read_sheet(path, frames)
        if touched(sheet, suggestions, decided, frames):
            waiting.append(path)
        for row_id, cells in drafts_in(sheet, suggestions, decided, frames).items():
            if drafts.setdefault(row_id, cells) != cells:
                clashes.append(row_id)
    return Unfinished(tuple(waiting), drafts, tuple(clashes))


def untouched(folder: Path, path: Path) -> bool:
    """Whether a sheet still is as it left the program, byte for byte."""
    return digest_file(path) in _written(folder)


def to_csv(rows: Sequence[Mapping[str, str]], names: Sequence[str]) -> bytes:
    """Rows as Excel with Belgian settings opens them: ``;``, UTF-8 with BOM, CRLF, no cell that becomes a formula."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    writer.writerow(names)
    writer.writerows([guarded(row.get(name, "")) for name in names] for row in rows)
    return buffer.getvalue().encode("utf-8-sig")


def write_pair(folder: Path, name: str, book: bytes, sheet: bytes, *, holds_drafts: bool = False) -> list[Path]:
    """Write workbook and CSV, each whole or not at all, and return the paths, CSV first.

    ``holds_drafts`` when unfinished work of a reviewer stands in them: they are read again before they are overwritten.

    Raises:
        StoreError: a file cannot be written; the workbook goes first, so when Excel holds it open neither file changes.
    """
    paths = [folder / f"{name}.xlsx", folder / f"{name}.csv"]
    # Remembered before they are written: a run that is killed halfway leaves sheets that are known to be nobody's work.
    kind = _DRAFTS if holds_drafts else _FRESH
    before = _written(folder)
    after = before | {digest(data): kind for data in (book, sheet)}
    if after != before:
        lines = [f"{file} {its}\n" for file, its in after.items()][-_REMEMBERED:]
        write_text(folder / _WRITTEN, "".join(lines))
    for path, data in zip(paths, (book, sheet), strict=True):
        write_bytes(path, data)
    return paths[::-1]


def _written(folder: Path) -> dict[str, str]:
    """The digests of the sheets as they left the program, the last ones last, and what they held."""
    path = folder / _WRITTEN
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return {file: kind or _FRESH for file, _, kind in (line.partition(" ") for line in lines)}


def _band(sureness: float) -> str:
    return "sure" if sureness >= 0.75 else "fair" if sureness >= 0.5 else "unsure"


def _link(folder: Path, documents: Path | None, document: str) -> str:
    """Where the document stands, seen from the sheet; empty when it cannot be said."""
    if documents is None or "#" in document:
        return ""
    try:
        relative = Path(os.path.relpath(documents / PurePosixPath(document), folder)).as_posix()
    except ValueError:  # another drive of Windows
        return ""
    return "external:" + relative if len(quote(relative)) < 1000 else ""
