"""A sample of the damaged and hostile files of ``tests.mutate``, through the real worker processes, beside good files."""

import sys
from pathlib import Path

import pytest

from pipeline.extract.limits import Limits
from pipeline.extract.run import extract_folder
from tests import mutate

LIMITS = Limits(memory_mb=1_000, cpu_seconds=15, wall_seconds=30)
# Per format what is most likely to slip through, quick to make and to refuse; the script makes them all.
HOSTILE = {
    "pdf": "kids-loop",
    "docx": "doctype",
    "pptx": "deep",
    "xlsx": "sparse",
    "odt": "huge-span",
    "html": "deep-table",
    "eml": "nested",
    "msg": "loop",
    "csv": "open-quote",
    "txt": "noise",
    "md": "stars",
    "zip": "climb",
}


@pytest.mark.skipif(sys.platform == "win32", reason="the limits are checked where they can be measured")
def test_damaged_files_fail_by_name_and_leave_good_files_alone(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for kind, sound in mutate.seeds().items():
        (folder / f"goed.{kind}").write_bytes(sound)
        (folder / f"kapot.{kind}").write_bytes(dict(mutate.hostile(kind, sound))[HOSTILE[kind]]())
    documents = extract_folder(folder, tmp_path / "c", workers=2, progress=lambda *_: None, limits=LIMITS)
    good = {document.path: document.state for document in documents if document.path.startswith("goed.")}
    assert len(good) >= len(mutate.FORMATS)
    assert set(good.values()) <= {"gelezen", "dubbel"}
    messages = [p.message for d in documents if d.state == "mislukt" for p in d.problems]
    assert messages
    assert [message for message in messages if not message.endswith(".") or "afgebroken" in message] == []
