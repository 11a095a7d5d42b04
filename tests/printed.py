"""Tables and progress as the measurements print them: figures on standard output, progress on standard error."""

import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager


def table(title: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """A heading and rows under it: the first column to the left, figures to the right."""
    widths = [max(len(row[column]) for row in (head, *rows)) for column in range(len(head))]
    print(f"\n{title}")
    for row in (head, ["-" * width for width in widths], *rows):
        first, *others = (
            cell.ljust(w) if not n else cell.rjust(w) for n, (cell, w) in enumerate(zip(row, widths, strict=True))
        )
        print("  " + "  ".join([first, *others]).rstrip())
    sys.stdout.flush()


@contextmanager
def busy(what: str) -> Iterator[None]:
    """Say on standard error what is being measured and how long it took."""
    print(f"... {what}", end="", file=sys.stderr, flush=True)
    start = time.perf_counter()
    try:
        yield
    finally:
        print(f" ({time.perf_counter() - start:.0f} s)", file=sys.stderr, flush=True)


def share(value: float | None) -> str:
    """A figure between 0 and 1 with three decimals, a dash when there was nothing to measure."""
    return "-" if value is None else f"{value:.3f}".replace(".", ",")


def number(value: float, decimals: int = 0) -> str:
    """A number as it is written in Flanders: ``12.345,6``."""
    return f"{value:,.{decimals}f}".translate(str.maketrans(",.", ".,"))
