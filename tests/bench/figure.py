"""One measurement, and what every measurement shares: where the project stands, and peak memory."""

import sys
from dataclasses import dataclass
from pathlib import Path

try:
    import resource
except ImportError:  # Windows: peak memory is not measured there
    resource = None  # type: ignore[assignment]

ROOT = Path(__file__).resolve().parents[2]
PDFS, SPEED = "pdf", "snelheid"


@dataclass(frozen=True)
class Figure:
    """What was measured: how much of which unit in how many seconds; ``beside`` compares with another row of the run.

    ``peak_mb`` is that of the process that did the work, None where the system does not tell.
    """

    what: str
    amount: float
    unit: str
    seconds: float | None = None
    beside: str = ""
    peak_mb: float | None = None
    table: str = SPEED


def peak_mb(*, children: bool = False) -> float | None:
    """The most memory this process (or its children, whichever took most) has held."""
    if resource is None:
        return None
    peak = resource.getrusage(resource.RUSAGE_CHILDREN if children else resource.RUSAGE_SELF).ru_maxrss
    return round(peak / (1024 * 1024 if sys.platform == "darwin" else 1024), 1)
