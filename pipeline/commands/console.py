"""What a person sees: lines in Dutch on standard output, progress and complaints on standard error."""

import sys
from collections.abc import Sequence

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from pipeline.schema import Document

# Wide enough never to break a line that another program reads; markup off, since file names may hold brackets.
_OUT = Console(markup=False, highlight=False, soft_wrap=True)
_ERR = Console(stderr=True, markup=False, highlight=False, soft_wrap=True)


def say(text: str = "") -> None:
    """One line for the user."""
    _OUT.print(text)


def complain(text: str) -> None:
    """One line about something that went wrong."""
    _ERR.print(text)


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
        complain(f"  ! {document.path}{where}: {problem.message}")


def count(number: int, one: str, many: str) -> str:
    """A number with its noun.

    >>> count(1, "document", "documenten")
    '1 document'
    """
    return f"{number:,}".replace(",", ".") + f" {one if number == 1 else many}"
