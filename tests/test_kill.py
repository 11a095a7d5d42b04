"""A run that is killed at any moment loses nothing: the next run completes and gives what an undisturbed run gives."""

import csv
import io
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
MOMENTS = (0.3, 1.2, 2.0, 2.8)


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("gemeente")
    raw = root / "data" / "raw"
    raw.mkdir(parents=True)
    for name in ("meerjarenplan-2026-2031.pdf", "beleidsverklaring-2025-2030.docx", "infoblad-voorjaar.pdf"):
        shutil.copy(ROOT / "data" / "raw" / name, raw)
    shutil.copytree(ROOT / "models", root / "models")
    (root / "data" / "labelled" / "basis").mkdir(parents=True)
    for path in (ROOT / "data" / "labelled" / "basis").glob("*.csv"):
        lines = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline=""), delimiter=";"))
        with (root / "data" / "labelled" / "basis" / path.name).open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream, delimiter=";").writerows([lines[0], *lines[1::25]])
    return root


def start(root: Path, *arguments: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-m", "pipeline.cli", *arguments],
        cwd=ROOT,
        env={**os.environ, "LOKALE_FOTO_MAP": str(root)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def run(root: Path, *arguments: str) -> None:
    process = start(root, *arguments)
    _, error = process.communicate(timeout=300)
    assert process.returncode == 0, error.decode()


def kill(root: Path, *arguments: str) -> None:
    for moment in MOMENTS:
        process = start(root, *arguments)
        time.sleep(moment)
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def data(root: Path) -> dict[str, bytes]:
    """Everything that was made, without the leftovers of killed runs (hidden temporary files)."""
    return {
        str(path.relative_to(root)): path.read_bytes()
        for path in sorted((root / "data").rglob("*"))
        if path.is_file() and not path.name.startswith(".") and path.name != "bladen.txt"
    }


def decide(root: Path) -> None:
    path = root / "data" / "work" / "suggesties.csv"
    rows = list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline=""), delimiter=";"))
    for number, row in enumerate(rows[1:41]):
        row[1] = "ja" if number % 4 else "nee"
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=";").writerows(rows)
    path.write_bytes(buffer.getvalue().encode("utf-8-sig"))


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL does not exist on Windows")
def test_killed_runs_are_completed_by_the_next(town: Path, tmp_path: Path) -> None:
    calm = tmp_path / "rustig"
    shutil.copytree(town, calm)
    for root, disturb in ((calm, False), (town, True)):
        for command in (["extract"], ["classify"]):
            if disturb:
                kill(root, *command)
            run(root, *command)
    assert {k: v for k, v in data(town).items() if "bron.txt" not in k and not k.endswith(".xlsx")} == {
        k: v for k, v in data(calm).items() if "bron.txt" not in k and not k.endswith(".xlsx")
    }

    decide(town)
    kill(town, "confirm", "--beoordelaar", "An")
    run(town, "confirm", "--beoordelaar", "An")
    rounds = sorted((town / "data" / "labelled" / "rondes").glob("ronde-*.jsonl"))
    assert len(rounds) == 1
    assert len(rounds[0].read_text(encoding="utf-8").splitlines()) == 41

    kill(town, "retrain")
    run(town, "retrain")
    run(town, "classify")
    assert len(list((town / "models" / "classifier").glob("v0001-*/training.json"))) == 1
