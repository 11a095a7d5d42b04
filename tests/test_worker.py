"""Reading a folder: a process per document with limits, a cache that is never half, archives, doubles."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipeline.errors import StoreError, UsageError
from pipeline.extract.limits import Limits
from pipeline.extract.run import blocks_of, extract_folder
from pipeline.extract.worker import read_isolated
from pipeline.schema import Document
from tests.mutate import zip_of

TEXT = "Actieplan groen\n\nWij planten bomen in de wijk en langs de weg, samen met de buren en de school.\n"
LIMITS = Limits(memory_mb=600, cpu_seconds=20, wall_seconds=40)


def run(folder: Path, cache: Path, workers: int = 2) -> list[Document]:
    return extract_folder(folder, cache, workers=workers, progress=lambda *_: None, limits=LIMITS)


def test_a_folder_gives_one_record_per_document_in_order(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    (folder / "sub").mkdir(parents=True)
    (folder / "plan.txt").write_text(TEXT, encoding="utf-8")
    (folder / "sub" / "leeg.docx").write_bytes(b"")
    seen: list[tuple[str, int, int]] = []
    documents = extract_folder(
        folder,
        tmp_path / "c",
        workers=2,
        progress=lambda d, done, total: seen.append((d.path, done, total)),
        limits=LIMITS,
    )
    assert [(d.path, d.state) for d in documents] == [("plan.txt", "gelezen"), ("sub/leeg.docx", "mislukt")]
    assert "leeg" in documents[1].problems[0].message
    assert sorted(done for _, done, _ in seen) == [1, 2]
    assert {total for _, _, total in seen} == {2}
    assert [block.kind for block in blocks_of(documents[0], tmp_path / "c")] == ["heading", "paragraph"]
    assert blocks_of(documents[1], tmp_path / "c") == ()


def test_an_empty_folder_has_no_documents_and_an_absent_one_is_an_error(tmp_path: Path) -> None:
    assert run(tmp_path, tmp_path / "c") == []
    with pytest.raises(UsageError):
        run(tmp_path / "weg", tmp_path / "c")


def test_an_unchanged_document_is_never_read_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, cache = tmp_path / "in", tmp_path / "c"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    (folder / "kapot.docx").write_bytes(b"PK\x03\x04rommel")
    (folder / "b.zip").write_bytes(zip_of({"c.txt": b"Wij isoleren het dak van de school."}))
    first = run(folder, cache)
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: pytest.fail("a process was started"))
    assert run(folder, cache) == first
    (folder / "a.txt").rename(folder / "nieuwe naam.txt")
    assert [d.path for d in run(folder, cache)] == ["b.zip/c.txt", "kapot.docx", "nieuwe naam.txt"]


def test_a_changed_document_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    before = run(path, tmp_path / "c")
    path.write_text(TEXT + "\nEn hagen langs het veld.\n", encoding="utf-8")
    after = run(path, tmp_path / "c")
    assert (before[0].blocks, after[0].blocks) == (2, 3)


def test_what_other_versions_of_the_readers_left_is_removed(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    cache = tmp_path / "c"
    cache.mkdir()
    (cache / "0000-txt-oudeversie.json").write_text("{}", encoding="utf-8")
    documents = run(tmp_path / "a.txt", cache)
    assert len(list(cache.iterdir())) == 1
    next(cache.iterdir()).unlink()
    with pytest.raises(StoreError, match="opnieuw"):
        blocks_of(documents[0], cache)


def test_a_damaged_cache_file_is_read_anew(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    first = run(tmp_path / "a.txt", tmp_path / "c")
    next((tmp_path / "c").iterdir()).write_bytes(b"{half")
    assert run(tmp_path / "a.txt", tmp_path / "c") == first


def test_the_documents_of_an_archive_have_its_name_and_its_troubles_too(tmp_path: Path) -> None:
    inner = {
        "map/plan.txt": TEXT.encode(),
        "../boven.txt": b"Wij isoleren het dak.",
        "kapot.docx": b"x",
        "nog.zip": zip_of({"x.txt": b"y"}),
    }
    (tmp_path / "a.zip").write_bytes(zip_of(inner | {"__MACOSX/plan.txt": b"x", "map/Thumbs.db": b"x"}))
    documents = run(tmp_path, tmp_path / "c")
    assert {d.path: d.state for d in documents} == {
        "a.zip/boven.txt": "gelezen",
        "a.zip/kapot.docx": "mislukt",
        "a.zip/map/plan.txt": "gelezen",
        "a.zip/nog.zip": "mislukt",
    }
    assert not (tmp_path.parent / "boven.txt").exists()


def test_the_same_text_twice_is_said(tmp_path: Path) -> None:
    long = TEXT + " ".join(f"Wij planten {i} bomen langs de {i}e straat van het dorp." for i in range(20))
    (tmp_path / "a.txt").write_text(long, encoding="utf-8")
    (tmp_path / "b.txt").write_text(long, encoding="utf-8")
    html = "".join(f"<p>{line}</p>" for line in long.splitlines() if line)
    (tmp_path / "c.html").write_text(f"<html><body>{html}</body></html>", encoding="utf-8")
    assert [(d.state, d.same_as) for d in run(tmp_path, tmp_path / "c")] == [
        ("gelezen", ""),
        ("dubbel", "a.txt"),
        ("dubbel", "a.txt"),
    ]


def test_the_register_overrules_what_the_program_thinks(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "documenten.csv").write_text("bestand;brontype;dienst\na.txt;adviesraad;Milieu\n", encoding="utf-8")
    document = run(tmp_path, tmp_path / "c")[0]
    assert (document.brontype, document.dienst, document.reason) == (
        "adviesraad",
        "Milieu",
        "opgegeven in documenten.csv",
    )


@pytest.mark.skipif(sys.platform == "win32", reason="limits are set in another way there")
@pytest.mark.parametrize(
    ("limits", "name", "data", "message"),
    [
        (Limits(memory_mb=200, cpu_seconds=20, wall_seconds=30), "a.html", b"<p>woord</p>" * 400_000, "geheugen"),
        (Limits(memory_mb=900, cpu_seconds=1, wall_seconds=30), "a.html", b"<p>woord</p>" * 400_000, "rekentijd"),
        (Limits(memory_mb=900, cpu_seconds=20, wall_seconds=0.05), "a.txt", b"tekst", "tijd"),
    ],
)
def test_a_document_that_takes_too_much_is_one_named_failure(
    limits: Limits, name: str, data: bytes, message: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    start = time.monotonic()
    answer = read_isolated(path, limits)
    assert message in answer.error
    assert answer.limited
    assert time.monotonic() - start < 25


def test_a_worker_imports_no_models() -> None:
    code = (
        "import sys, pipeline.extract.worker, pipeline.extract.docx, pipeline.extract.table, pipeline.extract.html;"
        "print([name for name in ('spacy', 'sklearn', 'scipy', 'rich') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.skipif(sys.platform == "win32", reason="needs signals")
def test_a_run_that_is_killed_leaves_nothing_half_and_the_next_one_goes_on(tmp_path: Path) -> None:
    folder, cache = tmp_path / "in", tmp_path / "c"
    folder.mkdir()
    for number in range(6):
        (folder / f"{number}.txt").write_text(TEXT * (number + 1), encoding="utf-8")
    code = (
        "import sys; from pathlib import Path; from pipeline.extract.run import extract_folder;"
        "extract_folder(Path(sys.argv[1]), Path(sys.argv[2]), workers=1, progress=lambda d, i, n: print(i, flush=True))"
    )
    process = subprocess.Popen([sys.executable, "-c", code, str(folder), str(cache)], stdout=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.readline()
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    process.stdout.close()
    assert 1 <= len(list(cache.glob("*.json"))) < 6
    assert {document.state for document in run(folder, cache)} <= {"gelezen", "dubbel"}
    assert len(list(cache.glob("*.json"))) == 6
