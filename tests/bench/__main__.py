"""Run every measurement in a fresh process and print the tables; extra PDFs may be given as arguments."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.bench.figure import PDFS, ROOT, SPEED, Figure
from tests.printed import busy, number, table

ONE_CORE = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"), "1")
HEADS = {
    PDFS: ("pdf's, één kern", ("wat", "aantal", "s", "per s", "piek MB", "ernaast")),
    SPEED: ("de rest", ("wat", "aantal", "s", "per s", "piek MB", "ernaast")),
}


def main(arguments: Sequence[str]) -> int:
    missing = [path for path in arguments if not Path(path).is_file()]
    if missing:
        print(f"Niet gevonden: {', '.join(missing)}. Geef pdf-bestanden als argument.", file=sys.stderr)
        return 2
    failed = 0
    with tempfile.TemporaryDirectory(prefix="lokale-foto-") as folder:
        figures: list[Figure] = []
        for title, step, cores in _steps(folder, arguments):
            with busy(title):
                found = _measured(step, cores)
            failed += found is None
            figures += found or []
    for name, (title, head) in HEADS.items():
        table(title, head, [_cells(figure) for figure in figures if figure.table == name])
    print(f"\nGemeten met {os.cpu_count()} kernen{_load()}. Tijden gelden voor deze machine, verhoudingen ook elders.")
    return 1 if failed else 0


def _steps(folder: str, pdfs: Sequence[str]) -> list[tuple[str, tuple[str, ...], dict[str, str]]]:
    """What to measure, in this order: the review sheet must be written before it can be read."""
    return [
        ("een plan van 200 bladzijden lezen, en hetzelfde met pdfplumber", ("pdf", "long_plan", folder), ONE_CORE),
        *((Path(path).name, ("pdf", "measure", str(Path(path).resolve())), ONE_CORE) for path in pdfs),
        ("passages knippen", ("reading", "segmentation"), ONE_CORE),
        ("lokale-foto label", ("learning", "labelling", folder), ONE_CORE),
        ("het model laten leren", ("learning", "training"), {}),
        ("grootte op schijf", ("learning", "sizes"), {}),
        ("20.000 rijen naar het blad", ("sheets", "export", folder), ONE_CORE),
        ("20.000 beslissingen uit het blad", ("sheets", "confirm", folder), ONE_CORE),
        ("20.000 rijen uit het werkboek", ("sheets", "workbook", folder), ONE_CORE),
        ("5.000 acties naar de lokale foto", ("sheets", "report", folder), ONE_CORE),
    ]


def _measured(step: Sequence[str], cores: dict[str, str]) -> list[Figure] | None:
    """The figures of one step, None when it failed; what it said is then on standard error."""
    run = subprocess.run(
        [sys.executable, "-m", "tests.bench.one", *step],
        cwd=ROOT,
        env={**os.environ, **cores, "PYTHONIOENCODING": "utf-8"},
        stdout=subprocess.PIPE,
        encoding="utf-8",
        check=False,
    )
    if run.returncode:
        print(f"\n{' '.join(step)} is niet gemeten: zie hierboven.", file=sys.stderr)
        return None
    return [Figure(**json.loads(line)) for line in run.stdout.splitlines() if line.startswith('{"what"')]


def _cells(figure: Figure) -> tuple[str, ...]:
    many = figure.seconds is not None and figure.seconds > 0 and figure.amount > 1
    return (
        figure.what,
        f"{number(figure.amount, 0 if figure.amount >= 100 or figure.amount == int(figure.amount) else 1)} {figure.unit}",
        "-" if figure.seconds is None else number(figure.seconds, 2),
        number(figure.amount / figure.seconds, 1) if many and figure.seconds else "-",
        "-" if figure.peak_mb is None else number(figure.peak_mb),
        figure.beside,
    )


def _load() -> str:
    if not hasattr(os, "getloadavg"):
        return ""
    return f", gemiddelde belasting van het laatste kwartier {number(os.getloadavg()[2], 1)}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
