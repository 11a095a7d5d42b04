"""What a person sees: lines in Dutch on standard output, progress and complaints on standard error."""

import os
import re
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import PurePosixPath

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from pipeline.notation import number as in_dutch
from pipeline.schema import Document

# Wide enough never to break a line that another program reads; markup off, since file names may hold brackets.
_OUT = Console(markup=False, highlight=False, soft_wrap=True)
_ERR = Console(stderr=True, markup=False, highlight=False, soft_wrap=True)
# Set by the Makefile: the folder of the installed commands, for who works with make and has them nowhere on the path.
_FROM_MAKE = "LOKALE_FOTO_MAKE"
_TARGETS = "extract|classify|confirm|report|retrain|rollback|undo|status|evaluate"


def say(text: str = "") -> None:
    """One line for the user."""
    _OUT.print(_as_typed(text))


def complain(text: str) -> None:
    """One line about something that went wrong."""
    _ERR.print(_as_typed(text))


def _as_typed(text: str) -> str:
    """Commands as this user types them: who came by make reads ``make confirm`` for ``lokale-foto confirm``."""
    folder = os.environ.get(_FROM_MAKE)
    if not folder:
        return text
    text = re.sub(rf"\blokale-foto ({_TARGETS})(?=['.,:;)]|$| en | of | \()", r"make \1", text)
    return re.sub(r"(?<![\w/\\])lokale-foto (?=[a-z]+ )", f"{folder}/lokale-foto ", text)


def next_step(text: str) -> None:
    """The closing line of every command."""
    say()
    say(f"Volgende stap: {text}")


def progress(title: str) -> Progress:
    """A progress bar on standard error, gone when done; silent when nobody is watching."""
    columns = (TextColumn(f"{title} {{task.description}}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=_ERR, transient=True, disable=not sys.stderr.isatty())


def table(rows: Sequence[Sequence[str]]) -> None:
    """Rows of short texts under each other, the last column left free."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]) - 1)] if rows else []
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=False)]
        say("  " + "  ".join([*cells, row[-1]]).rstrip())


def complain_of(document: Document) -> None:
    """What could not be read of one document, each place on a line."""
    for problem in document.problems:
        where = f", {problem.place}" if problem.place not in {"", document.path} else ""
        message = problem.message.removeprefix(f"{PurePosixPath(document.path).name} ")
        complain(f"  ! {document.path}{where}: {message}")


def count(number: int, one: str, many: str) -> str:
    """A number with its noun.

    >>> count(1, "document", "documenten")
    '1 document'
    """
    return f"{in_dutch(number)} {one if number == 1 else many}"


def moment(time: str) -> str:
    """A time of the log as people write it.

    >>> moment("2026-03-02T10:05:09+01:00")
    '2/3/2026 om 10.05 uur'
    """
    at = datetime.fromisoformat(time)
    return f"{at.day}/{at.month}/{at.year} om {at:%H.%M} uur"
