"""The decision log: one file per confirmed round in ``data/labelled/rondes``, never changed afterwards.

A round is a head line followed by its decisions, written whole or not at all. Undoing a round is a round of its own. What
counts now is a view computed from all rounds: a later decision on the same row replaces the earlier one.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

from pydantic import ValidationError

from pipeline.errors import StoreError
from pipeline.schema import Decision, Round
from pipeline.store import digest, to_lines, write_new

_PATTERN = "ronde-*.jsonl"


def append_round(folder: Path, head: Round, decisions: Sequence[Decision], *, after: int | None = None) -> Round:
    """Add one round to the log and return its head as written, with its number.

    Two processes that confirm at once each get a number of their own: a file that exists is never written over. ``after`` is
    the last round that the decisions take into account: a round added since then is an error, so that it cannot be
    overruled unseen.

    Raises:
        StoreError: the file cannot be written, or the log has grown; it is then as it was.
    """
    body = to_lines(decisions)
    number = head.nr or 1 + max((read_round(path)[0].nr for path in _files(folder)), default=0)
    while True:
        if after is not None and number != after + 1:
            raise StoreError(
                f"Intussen heeft iemand anders ronde {number - 1} bewaard. Er is niets van u bewaard: bevestig opnieuw, dan ziet u wat er veranderd is."
            )
        whole = head.model_copy(update={"nr": number, "rows": len(decisions), "sha256": digest(body.encode())})
        if write_new(folder / f"ronde-{number:04d}.jsonl", to_lines([whole]) + body):
            return whole
        number += 1


def read_round(path: Path) -> tuple[Round, list[Decision]]:
    """One round of the log.

    Raises:
        StoreError: the file is damaged: it does not hold what was written.
    """
    problem = f"{path} is beschadigd of veranderd. Beslissingen worden nooit in dit bestand zelf gewijzigd: zet een reservekopie terug."
    try:
        first, _, body = path.read_text(encoding="utf-8").partition("\n")
        head = Round.model_validate_json(first)
        # Not splitlines: that would also cut at the line separators of Unicode, which texts from PDF and web hold.
        decisions = [Decision.model_validate_json(line) for line in body.split("\n") if line]
    except (OSError, UnicodeDecodeError, ValidationError) as error:
        raise StoreError(problem) from error
    if head.rows != len(decisions) or head.sha256 != digest(body.encode()):
        raise StoreError(problem)
    return head, decisions


def read_rounds(folder: Path) -> list[tuple[Round, list[Decision]]]:
    """All rounds in the order of their numbers."""
    return sorted((read_round(path) for path in _files(folder)), key=lambda pair: pair[0].nr)


def undone(rounds: Iterable[tuple[Round, list[Decision]]]) -> set[int]:
    """The numbers of the rounds that do not count any more."""
    taken_back: set[int] = set()
    # From the last to the first, so that undoing an undo brings the first round back.
    for head, _ in sorted(rounds, key=lambda pair: -pair[0].nr):
        if head.undoes is not None and head.nr not in taken_back:
            taken_back.add(head.undoes)
    return taken_back


def in_force(rounds: Iterable[tuple[Round, list[Decision]]]) -> list[Decision]:
    """The decisions that count now: undone rounds left out, the last word on each row kept, in the order first decided."""
    rounds = list(rounds)
    taken_back = undone(rounds)
    view: dict[str, Decision] = {}
    for head, decisions in rounds:
        if head.nr not in taken_back:
            view.update((decision.id, decision) for decision in decisions)
    return list(view.values())


def confirmed_sheets(rounds: Iterable[tuple[Round, list[Decision]]]) -> dict[str, int]:
    """The digests of the files of which everything is in the log, with the number of the round that took them in.

    An undo makes them unknown: part of what stands in a later sheet may have been saved by the round that was undone.
    """
    heads = [head for head, _ in rounds]
    last_undo = max((head.nr for head in heads if head.kind == "ongedaan"), default=0)
    return {file: head.nr for head in heads if head.nr > last_undo for file in head.sheet_digests}


def decided_ids(decisions: Iterable[Decision]) -> set[str]:
    """The ids of rows that are not asked again: each decided row and the passages that were merged into it."""
    return {row_id for decision in decisions for row_id in (decision.id, *decision.aliases)}


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob(_PATTERN))
