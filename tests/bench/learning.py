"""The classifier: labelling through the plain door, learning from the whole base corpus, and size on disk."""

import json
import subprocess
import sys
import time
from pathlib import Path

from pipeline.corpus import read_corpus
from pipeline.errors import ModelError
from pipeline.frameworks import load_frames
from pipeline.network import FOLDER
from pipeline.retrain import new_classifier
from pipeline.schema import LabelledPassage
from pipeline.settings import Settings
from pipeline.versions import load_current
from tests.bench.figure import ROOT, Figure, peak_mb

_STARTS = 3


def labelling(folder: str) -> list[Figure]:
    """``lokale-foto label`` on one passage is its start; what the whole corpus takes beyond that is labelling.

    A few words are added to each passage: of what it was trained on, the network knows the answer by heart.
    """
    rows = _rows()
    one, whole = Path(folder) / "een.jsonl", Path(folder) / "alle.jsonl"
    _write(one, rows[:1])
    _write(whole, rows)
    start = min(_label(one) for _ in range(_STARTS))
    start_peak = peak_mb(children=True)
    labelled = max(_label(whole) - start, 0.001)
    return [
        Figure("lokale-foto label: starten, één passage", 1, "keer", start, f"beste van {_STARTS}", start_peak),
        Figure("lokale-foto label: na het starten", len(rows) - 1, "passages", labelled, "", peak_mb(children=True)),
    ]


def training() -> list[Figure]:
    frames = load_frames()
    rows = _rows()
    start = time.perf_counter()
    new_classifier(frames).fit(rows)
    seconds = time.perf_counter() - start
    return [Figure("model leren uit het basiscorpus (alle kernen)", len(rows), "passages", seconds, "", peak_mb())]


def sizes() -> list[Figure]:
    settings = Settings(root=ROOT)
    classifier = settings.classifiers / load_current(settings.classifiers).version
    language = settings.root / settings.language_model
    return [
        Figure("model op schijf", _megabytes(classifier), "MB"),
        Figure("taalmodel op schijf", _megabytes(language), "MB"),
        Figure("actienetwerk op schijf", _megabytes(FOLDER), "MB"),
    ]


def _rows() -> list[LabelledPassage]:
    return read_corpus(Settings(root=ROOT).base_corpus, load_frames())


def _write(path: Path, rows: list[LabelledPassage]) -> None:
    lines = ({"id": row.id, "text": f"{row.text} Ook dit jaar.", "context": row.context} for row in rows)
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")


def _label(source: Path) -> float:
    start = time.perf_counter()
    run = subprocess.run(
        [sys.executable, "-m", "pipeline.cli", "label", str(source), str(source.with_suffix(".uit"))],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        check=False,
    )
    if run.returncode:
        raise ModelError(run.stderr.strip())
    return time.perf_counter() - start


def _megabytes(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6
