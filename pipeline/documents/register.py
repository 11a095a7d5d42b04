"""``documenten.csv``: one row per document, kept up to date by the program, in which what a person wrote always wins.

The program fills in ``bestand``, ``brontype``, ``datum`` and ``toestand`` once and afterwards changes only ``toestand``, and
``brontype`` as long as it still holds the program's own proposal (``toestand`` names it).
"""

import csv
import datetime
import errno
import io
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.documents.find import REGISTER_FILE
from pipeline.errors import StoreError
from pipeline.schema import BRONTYPES, Brontype, Document
from pipeline.store import write_bytes

COLUMNS = ("bestand", "brontype", "dienst", "aangeleverd_door", "datum", "toestand", "opmerking")
_PROPOSED = re.compile(r"brontype voorgesteld als (\w+)")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Register:
    """The rows as a person left them, by file name; unknown columns are kept."""

    rows: Mapping[str, dict[str, str]]
    extra: tuple[str, ...] = ()

    @classmethod
    def read(cls, folder: Path) -> "Register":
        """The register of a folder, empty when there is none.

        Raises:
            StoreError: it cannot be opened, or has no column ``bestand``.
        """
        path = folder / REGISTER_FILE
        if not folder.is_dir() or not path.is_file():
            return cls({})
        try:
            data = path.read_bytes()
        except OSError as error:
            raise StoreError(
                f"{path} kan niet geopend worden. Sluit het bestand in Excel en probeer opnieuw."
            ) from error
        return cls._parse(_decode(data), path)

    @classmethod
    def _parse(cls, text: str, path: Path) -> "Register":
        first, _, rest = text.partition("\n")
        if re.match(r'^"?sep=.', first):
            text = rest
        for delimiter in (";", ",", "\t"):
            records = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
            start = next(
                (i for i, row in enumerate(records[:15]) if "bestand" in [cell.strip().lower() for cell in row]), None
            )
            if start is None:
                continue
            names = [cell.strip().lower() for cell in records[start]]
            rows: dict[str, dict[str, str]] = {}
            for record in records[start + 1 :]:
                row = {name: cell.strip() for name, cell in zip(names, record, strict=False) if name}
                if row.get("bestand"):
                    rows[_plain(row["bestand"])] = row
            return cls(rows, tuple(name for name in names if name and name not in COLUMNS))
        if not text.strip():
            return cls({})
        raise StoreError(
            f"{path} heeft geen kolom “bestand”. Herstel de eerste rij ({';'.join(COLUMNS)}) of verwijder het bestand."
        )

    def brontype(self, name: str) -> Brontype | None:
        """The brontype that a person chose; None when the cell is empty, unknown or still the program's proposal."""
        row = self.rows.get(name, {})
        chosen = _known(row.get("brontype", ""))
        proposed = _PROPOSED.search(row.get("toestand", ""))
        return None if chosen is None or (proposed and proposed.group(1) == chosen) else chosen

    def wrong_brontype(self, name: str) -> str:
        """What stands in the brontype cell when that is no brontype."""
        value = self.rows.get(name, {}).get("brontype", "")
        return value if value and _known(value) is None else ""

    def dienst(self, name: str) -> str:
        """The service that a person wrote."""
        return self.rows.get(name, {}).get("dienst", "")


def update_register(folder: Path, documents: Iterable[Document]) -> bool:
    """Write ``documenten.csv`` for the documents of a folder; False when the folder cannot be written to.

    Rows of files that are gone stay, with that state. A single file has no register.

    Raises:
        StoreError: the register is open in another program, or damaged.
    """
    path = folder / REGISTER_FILE
    if not folder.is_dir() or not os.access(folder, os.W_OK):
        return False
    register = Register.read(folder)
    rows: dict[str, dict[str, str]] = {}
    for document in documents:
        rows[document.path] = _row(document, register, folder)
    for name, row in register.rows.items():
        if name not in rows:
            rows[name] = row | {"toestand": "ontbreekt in de map"}
    try:
        write_bytes(path, _to_csv(rows, register.extra))
    except StoreError as error:
        if _is_read_only(error) and not path.exists():
            return False
        raise
    return True


def _row(document: Document, register: Register, folder: Path) -> dict[str, str]:
    old = register.rows.get(document.path, {})
    chosen = register.brontype(document.path)
    wrong = register.wrong_brontype(document.path)
    return {
        "dienst": document.dienst,
        "datum": _date(folder / document.path),
        **old,
        "bestand": document.path,
        "brontype": wrong or document.brontype,
        "toestand": _state(document, chosen, wrong),
    }


def _state(document: Document, chosen: Brontype | None, wrong: str) -> str:
    parts = []
    if document.state == "dubbel":
        parts.append(f"dubbel: dezelfde inhoud als {document.same_as}")
    elif document.state == "mislukt":
        parts.append(f"niet gelezen: {document.problems[0].message if document.problems else 'onbekende reden'}")
    else:
        pages = f", {document.pages} bladzijden" if document.pages else ""
        problems = f", {len(document.problems)} opmerkingen" if document.problems else ""
        parts.append(f"gelezen{pages}{problems}")
    if wrong:
        parts.append(f"brontype “{wrong}” is onbekend, kies uit: {', '.join(BRONTYPES)}")
    if chosen is None:
        parts.append(f"brontype voorgesteld als {document.brontype} ({document.reason})")
    return "; ".join(parts)


def _known(value: str) -> Brontype | None:
    """The brontype that a cell names, by id or by its label."""
    text = value.strip().casefold()
    return next((key for key, label in BRONTYPES.items() if text and text in (key, label.casefold())), None)


def _date(path: Path) -> str:
    """The date on which the file was last changed; a document in an archive has that of the archive."""
    while not path.exists() and path.parent != path:
        path = path.parent
    try:
        changed = path.stat().st_mtime
    except OSError:
        return ""
    return datetime.datetime.fromtimestamp(changed, tz=datetime.UTC).strftime("%d/%m/%Y") if path.is_file() else ""


def _decode(data: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("utf-8", "replace")


def _to_csv(rows: Mapping[str, dict[str, str]], extra: tuple[str, ...]) -> bytes:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    writer.writerow([*COLUMNS, *extra])
    for name in sorted(rows):
        writer.writerow([_safe(rows[name].get(column, "")) for column in (*COLUMNS, *extra)])
    return buffer.getvalue().encode("utf-8-sig")


def _safe(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _plain(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA) else cell


def _is_read_only(error: StoreError) -> bool:
    cause = error.__cause__
    return isinstance(cause, OSError) and cause.errno in (errno.EROFS, errno.EACCES, errno.EPERM)
