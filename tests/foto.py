"""Decisions to make fotos of: the truth of Voorbeeldegem as a reviewer would confirm it, and single decisions."""

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pipeline.figures import ReportContext
from pipeline.frameworks import load_frames
from pipeline.inventory import Inventory
from pipeline.schema import Brontype, Decision, Document, Place, Problem

TRUTH = Path(__file__).parent / "voorbeeldegem" / "waarheid.csv"
_BRONTYPES: dict[str, Brontype] = {
    "meerjarenplan": "bbc",
    "beleidsverklaring": "beleidsverklaring",
    "visi": "visienota",
    "jaaractieplan": "dienst",
    "fiche": "dienst",
    "verslag": "adviesraad",
}


def truth() -> list[dict[str, str]]:
    """The rows of the truth, doubles included."""
    with TRUTH.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream, delimiter=";"))


def decision(text: str = "Aanleg van een fietspad langs de Dorpsstraat", **changes: Any) -> Decision:
    """One decision ``ja``, with what the test cares about changed."""
    place = Place(document="plan.pdf", sha256="0" * 64, page=3, place="", block=0, start=0, end=9)
    values: dict[str, Any] = {
        "id": f"act-{abs(hash_of(text)) % 100_000:05d}-0000",
        "verdict": "ja",
        "text": text,
        "source_text": text,
        "labels": {"sdg": ("11",), "mvo": ("zorg_voor_het_milieu",)},
        "proposed": {"sdg": (), "mvo": ()},
        "remark": "",
        "reviewer": "Els Voorbeeld",
        "time": "2026-03-02T10:00:00",
        "model": "2026-01",
        "level": "actie",
        "code": "",
        "context": (),
        "brontype": "bbc",
        "status": "gepland",
        "dienst": "",
        "deadline": "",
        "sdg_bron": (),
        "places": (place,),
    }
    return Decision(**{**values, **changes})


def hash_of(text: str) -> int:
    """A number that follows from the text alone, in every process."""
    number = 0
    for character in text:
        number = (number * 31 + ord(character)) % 1_000_003
    return number


def voorbeeldegem() -> list[Decision]:
    """The truth as decisions: one per row that is no double, every ninth of them ``nee``."""
    rows = [row for row in truth() if not row["dubbel_van"]]
    return [_decision(number, row) for number, row in enumerate(rows)]


def _decision(number: int, row: dict[str, str]) -> Decision:
    page = int(row["pagina"]) if row["pagina"] else None
    place = Place(
        document=row["document"],
        sha256="0" * 64,
        page=page,
        place="" if page else f"alinea {number}",
        block=0,
        start=0,
        end=9,
    )
    brontypes = (kind for start, kind in _BRONTYPES.items() if row["document"].startswith(start))
    return decision(
        row["tekst"],
        id=f"act-{number:05d}-{row['rij'][:3]}",
        verdict="nee" if number % 9 == 8 else "ja",
        labels={"sdg": tuple(row["sdg"].split()), "mvo": tuple(row["mvo"].split())},
        level=row["niveau"],
        code=row["code"],
        brontype=next(brontypes, "nieuwsbrief"),
        status=row["status"],
        dienst=("Omgeving", "Sociale zaken", "")[number % 3],
        places=(place,),
    )


def context(decisions: Sequence[Decision] = (), **changes: Any) -> ReportContext:
    """What a report needs beside the decisions; their documents read, and one that could not be."""
    paths = sorted({decision.places[0].document for decision in decisions})
    documents = [
        Document(path=path, sha256="0" * 64, brontype="bbc", reason="", state="gelezen", pages=4, blocks=9)
        for path in paths
    ]
    broken = Problem(place="p. 1", message="Deze bladzijde is ingescand. Lever een doorzoekbare pdf.")
    documents.append(
        Document(path="scan.pdf", sha256="1" * 64, brontype="visienota", reason="", state="mislukt", problems=(broken,))
    )
    values: dict[str, Any] = {
        "frames": load_frames(("sdg", "mvo", "lekp")),
        "documents": tuple(documents),
        "undecided": 61,
        "model": "2026-01",
        "date": "2026-10-17",
        "municipality": "Voorbeeldegem",
    }
    return ReportContext(**{**values, **changes})


def empty() -> Inventory:
    """An inventory before anything is confirmed."""
    return Inventory()
