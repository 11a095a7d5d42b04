"""The notebooks run from top to bottom on what is committed; ``python -m tests.test_notebooks`` renews their outputs."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
NEEDED = ("data/raw", "data/labelled/basis", "models/nl_lokale_foto", "models/classifier", "notebooks")
MOST_BYTES = 400_000

# In a process of its own: the notebook client starts event loops and kernels, whose warnings are not ours.
EXECUTE = """
import sys
import nbformat
from nbclient import NotebookClient
path = sys.argv[1]
book = nbformat.read(path, as_version=4)
NotebookClient(book, timeout=300, kernel_name="python3", record_timing=False).execute()
book.metadata["language_info"] = {"name": "python"}
nbformat.write(book, path)
"""


def execute(notebook: Path) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": str(ROOT), "MPLBACKEND": "module://matplotlib_inline.backend_inline"}
    return subprocess.run(
        [sys.executable, "-c", EXECUTE, notebook.name],
        cwd=notebook.parent,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        timeout=600,
        check=False,
    )


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout with only what the notebooks need."""
    root = tmp_path_factory.mktemp("checkout")
    for name in NEEDED:
        if (ROOT / name).exists():
            shutil.copytree(ROOT / name, root / name)
    return root


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_the_notebook_runs_and_leaves_the_data_as_it_was(notebook: Path, copy: Path) -> None:
    before = set((copy / "data").rglob("*"))
    done = execute(copy / "notebooks" / notebook.name)
    assert done.returncode == 0, done.stderr[-3000:]
    assert set((copy / "data").rglob("*")) == before


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_the_notebook_is_committed_with_outputs_of_a_modest_size_and_without_paths_of_a_machine(notebook: Path) -> None:
    book = nbformat.read(notebook, as_version=4)
    code = [cell for cell in book.cells if cell.cell_type == "code"]
    outputs = [output for cell in code for output in cell.outputs]
    assert any(output.output_type == "display_data" for output in outputs)
    assert not [output for output in outputs if output.output_type == "error"]
    assert notebook.stat().st_size < MOST_BYTES
    assert str(Path.home()) not in str(outputs)
    assert all(cell.execution_count for cell in code)


if __name__ == "__main__":
    for path in NOTEBOOKS:
        result = execute(path)
        print(path.name, "renewed" if result.returncode == 0 else result.stderr[-3000:])
