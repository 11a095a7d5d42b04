"""Labelled passages from CSV files: the base corpus, written by this project, as rows to learn from.

Columns: ``id;tekst;actie;sdg;mvo;brontype`` and optionally ``context;sdg_ok;mvo_ok``; ``actie`` is ja or nee; ``sdg`` and
``mvo`` hold label ids with a space between them, most direct first; ``*_ok`` those that only one of two annotators gave.
"""

import csv
from collections.abc import Mapping
from pathlib import Path

from pipeline.errors import StoreError
from pipeline.frameworks import Frame
from pipeline.schema import Decision, LabelledPassage

COLUMNS = ("id", "tekst", "actie", "sdg", "mvo", "brontype")


def read_corpus(folder: Path, frames: Mapping[str, Frame]) -> list[LabelledPassage]:
    """All labelled passages of the CSV files in a folder, in the order of file name and row.

    Raises:
        StoreError: a file misses a column, or a row holds an unknown value; the message names file, row and remedy.
    """
    rows: list[LabelledPassage] = []
    seen: dict[str, str] = {}
    for path in sorted(folder.glob("*.csv")):
        for passage in _read(path, frames):
            if passage.id in seen:
                raise StoreError(
                    f"{path.name}: de id {passage.id} komt ook voor in {seen[passage.id]}. Geef elke rij een eigen id."
                )
            seen[passage.id] = path.name
            rows.append(passage)
    return rows


def _read(path: Path, frames: Mapping[str, Frame]) -> list[LabelledPassage]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream, delimiter=";")
            missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
            if missing:
                raise StoreError(f"{path.name}: kolom {', '.join(missing)} ontbreekt. Nodig: {';'.join(COLUMNS)}.")
            return [_passage(path.name, reader.line_num, row, frames) for row in reader]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise StoreError(
            f"{path.name} kan niet gelezen worden ({error}). Bewaar het bestand als CSV in UTF-8."
        ) from error


def _passage(name: str, line: int, row: Mapping[str, str], frames: Mapping[str, Frame]) -> LabelledPassage:
    if None in row or any(row[column] is None for column in COLUMNS):
        raise StoreError(
            f"{name}, regel {line} heeft te veel of te weinig cellen. Zet tekst met een puntkomma tussen aanhalingstekens."
        )
    if row["actie"] not in {"ja", "nee"} or not row["tekst"].strip():
        raise StoreError(
            f"{name}, regel {line}: 'actie' moet ja of nee zijn en 'tekst' mag niet leeg zijn. Verbeter de rij."
        )
    where = f"{name}, regel {line}"
    return LabelledPassage(
        id=row["id"],
        text=row["tekst"],
        actie=row["actie"] == "ja",
        labels={frame.id: _labels(row[frame.id], frame, where) for frame in frames.values() if frame.id in row},
        debatable={f.id: _labels(row[f"{f.id}_ok"], f, where) for f in frames.values() if row.get(f"{f.id}_ok")},
        brontype=row["brontype"],
        context=row.get("context") or "",
        group=row["id"],
    )


def _labels(cell: str, frame: Frame, where: str) -> tuple[str, ...]:
    labels = tuple(cell.split())
    wrong = [label for label in labels if label not in frame.ids]
    if wrong:
        raise StoreError(f"{where}: onbekend label {wrong[0]} voor {frame.id}. Toegelaten: {', '.join(frame.ids)}.")
    return labels


def passages_of(decisions: list[Decision], weight: float) -> list[LabelledPassage]:
    """What reviewers decided as rows to learn from: their labels, counted ``weight`` times, grouped by document."""
    return [
        LabelledPassage(
            id=decision.id,
            text=decision.source_text,
            actie=decision.verdict == "ja",
            labels=decision.judged if decision.verdict == "ja" else {},
            brontype=decision.brontype,
            context=" ".join(decision.context),
            weight=weight,
            group=decision.places[0].document if decision.places else decision.id,
        )
        for decision in decisions
    ]
