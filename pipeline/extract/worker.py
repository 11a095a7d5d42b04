"""One process per document, with limits on memory, processor time and wall time.

``read_isolated`` and ``unpack_isolated`` start this module anew (``python -m pipeline.extract.worker``): it imports one reader
and nothing of the rest of the program, answers with one record on standard output, and ends. So a document that crashes,
hangs or eats memory is one named failure, on Windows as elsewhere.
"""

import os
import signal
import subprocess
import sys
from pathlib import Path

from pydantic import ValidationError

from pipeline.errors import DocumentError, LokaleFotoError, ResourceLimitError
from pipeline.extract.limits import Limits, apply_limits
from pipeline.extract.read import read_document
from pipeline.extract.zip import Member, unpack
from pipeline.schema import Extraction, Record

_ROOT = Path(__file__).parents[2]
_TOO_MUCH = "Het lezen nam te veel {what}. Het bestand is wellicht beschadigd; bewaar het opnieuw of splits het."
_CRASHED = (
    "Het lezen is afgebroken: het bestand is wellicht beschadigd. Open het, bewaar het opnieuw en probeer nog eens."
)


class Answer(Record):
    """What a worker says: one of an extraction, the members of an archive, or a Dutch error.

    ``limited`` marks an error that may not come back on a quieter machine.
    """

    extraction: Extraction | None = None
    members: tuple[Member, ...] | None = None
    error: str = ""
    limited: bool = False


def read_isolated(path: Path, limits: Limits) -> Answer:
    """Read one document in a process of its own."""
    return _run(["read", str(path)], limits)


def unpack_isolated(path: Path, folder: Path, limits: Limits) -> Answer:
    """Unpack an archive into a folder in a process of its own."""
    return _run(["unpack", str(path), str(folder)], limits)


def _run(arguments: list[str], limits: Limits) -> Answer:
    command = [sys.executable, "-m", __name__, str(limits.memory_mb), str(limits.cpu_seconds), *arguments]
    known = os.environ.get("PYTHONPATH")
    environment = os.environ | {
        "PYTHONPATH": os.pathsep.join(filter(None, (str(_ROOT), known))),
        "PYTHONUTF8": "1",
        "PYTHONWARNINGS": "ignore",
    }
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=limits.wall_seconds,
            env=environment,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Answer(error=_TOO_MUCH.format(what="tijd"), limited=True)
    except OSError as error:
        return Answer(
            error=f"Er kan geen leesproces gestart worden ({error.strerror}). Sluit programma's.", limited=True
        )
    if done.returncode == 0:
        try:
            return Answer.model_validate_json(done.stdout)
        except ValidationError:
            return Answer(error=_CRASHED)
    return _failure(done.returncode)


def _failure(code: int) -> Answer:
    """What the exit code of a process that gave no answer means."""
    if code == -getattr(signal, "SIGXCPU", 0) or (sys.platform == "win32" and code == 1816):
        return Answer(error=_TOO_MUCH.format(what="rekentijd"), limited=True)
    if code == -getattr(signal, "SIGKILL", 0):
        return Answer(error=_TOO_MUCH.format(what="geheugen"), limited=True)
    return Answer(error=_CRASHED)


def answer(action: str, paths: list[str]) -> Answer:
    """Do the work of a worker process; every failure becomes a Dutch error."""
    try:
        if action == "unpack":
            return Answer(members=unpack(Path(paths[0]), Path(paths[1])))
        return Answer(extraction=read_document(Path(paths[0])))
    except ResourceLimitError as error:
        return Answer(error=str(error))
    except DocumentError as error:
        return Answer(error=str(error))
    except LokaleFotoError as error:
        return Answer(error=str(error), limited=True)
    except MemoryError:
        return Answer(error=_TOO_MUCH.format(what="geheugen"), limited=True)
    except Exception as error:
        # The last border: a reader met something that nobody foresaw; the other documents must go on.
        return Answer(error=f"{_CRASHED} ({type(error).__name__})")


def main(arguments: list[str]) -> int:
    """Answer on standard output; libraries that print there are sent elsewhere."""
    output = os.dup(1)
    os.dup2(2, 1)
    apply_limits(Limits(memory_mb=int(arguments[0]), cpu_seconds=int(arguments[1])))
    result = answer(arguments[2], arguments[3:])
    with os.fdopen(output, "wb") as stream:
        stream.write(result.model_dump_json().encode("utf-8"))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
