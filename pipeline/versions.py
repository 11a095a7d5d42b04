"""The versions of the classifier: folders below ``models/classifier``, and ``current`` with the name of the one in use.

Each version holds the model, its card in Dutch and ``training.json``: which rows it learnt from. A version is never
changed; choosing another one is writing one line.
"""

import json
from collections.abc import Sequence
from pathlib import Path

from pipeline.errors import ModelError, UsageError
from pipeline.model import Classifier
from pipeline.schema import Record
from pipeline.store import write_text

CURRENT = "current"
CARD = "kaart.md"
TRAINING = "training.json"
HISTORY = "history.txt"


class Training(Record):
    """What a version learnt from: the last round, digests of base and decisions, and the local rows it knew.

    ``format`` is that of the model: another way of learning gives another version from the same rows.
    """

    last_round: int
    base_digest: str
    local_digest: str
    base_rows: int
    local_rows: int
    format: int = 1


def names(folder: Path) -> list[str]:
    """All complete versions, by name."""
    return sorted(path.parent.name for path in folder.glob(f"*/{TRAINING}"))


def current_name(folder: Path) -> str | None:
    """The version in use, None when none was ever made."""
    path = folder / CURRENT
    return path.read_text(encoding="utf-8").strip() if path.exists() else None


def load_current(folder: Path) -> Classifier:
    """The classifier in use.

    Raises:
        ModelError: there is none yet, or it is damaged.
    """
    name = current_name(folder)
    if not name:
        raise ModelError("Er is nog geen model om mee te classificeren. Maak het met 'lokale-foto retrain'.")
    return Classifier.load(folder / name)


def training_of(folder: Path, name: str) -> Training | None:
    """What a version learnt from, None when the version is unknown."""
    path = folder / name / TRAINING
    return Training.model_validate_json(path.read_text(encoding="utf-8")) if path.exists() else None


def save_version(folder: Path, name: str, model: Classifier, training: Training, card: str) -> None:
    """Write a version; ``training.json`` comes last, so that a version without it is seen as unfinished."""
    model.save(folder / name)
    write_text(folder / name / CARD, card)
    write_text(folder / name / TRAINING, json.dumps(training.model_dump(), indent=1) + "\n")


def promote(folder: Path, name: str) -> None:
    """Take a version into use and remember the order in which versions were used."""
    used = history(folder)
    if not used or used[-1] != name:
        write_text(folder / HISTORY, "".join(f"{version}\n" for version in [*used, name]))
    write_text(folder / CURRENT, name + "\n")


def roll_back(folder: Path, to: str = "") -> str:
    """Take the previous version (or the one named) into use again and return its name.

    Raises:
        UsageError: there is no earlier version, or the named one does not exist.
    """
    used = history(folder)
    complete = names(folder)
    if to and to not in complete:
        raise UsageError(f"De versie {to} bestaat niet. Kies uit: {', '.join(complete) or 'geen'}.")
    name = to or next((version for version in reversed(used[:-1]) if version in complete and version != used[-1]), "")
    if not name:
        raise UsageError("Er is geen eerdere versie om naar terug te keren.")
    if to:
        promote(folder, name)
    else:
        write_text(folder / HISTORY, "".join(f"{version}\n" for version in used[: _last(used, name) + 1]))
        write_text(folder / CURRENT, name + "\n")
    return name


def history(folder: Path) -> list[str]:
    """The versions in the order in which they were taken into use; the last is the current one."""
    path = folder / HISTORY
    return path.read_text(encoding="utf-8").split() if path.exists() else []


def _last(used: Sequence[str], name: str) -> int:
    return max(number for number, version in enumerate(used) if version == name)
