"""The columns of the review sheet and how each value is shown so that a spreadsheet leaves it alone.

Suggestions go in, rows of strings come out; files are written elsewhere. No value shown here can become a formula, a
date or a number once ``guarded`` has passed over it.
"""

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cache

from pipeline.frameworks import Frame
from pipeline.schema import LEVELS, Candidate, Decision, Suggestion

ID, DECISION, TEXT, REMARK, STATUS = "rij_id", "beslissing", "tekst", "opmerking", "status"
FIXED = (
    "rij_id",
    "beslissing",
    "tekst",
    "sdg_1",
    "sdg_2",
    "sdg_3",
    "mvo_1",
    "mvo_2",
    "opmerking",
    "zekerheid",
    "waarom",
    "context",
    "brontype",
    "status",
    "document",
    "pagina",
    "code",
)
DOUBT = "twijfel"
# A cell of Excel holds 32,767 characters; XlsxWriter leaves out a longer one altogether.
MAX_CELL = 32_000

_FORMULA_START = frozenset("=+-@\t\r\n")
_NUMBER = re.compile(r"[+-]?\d[\d.,\s]*%?")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_MONTHS = "jan feb mar maa mrt apr avr mei mai may jun jui jul aug aou sep okt oct nov dec".split()


def label_columns(frame: Frame) -> tuple[str, ...]:
    """The columns that hold the labels of a frame: ``sdg_1``, ``sdg_2``, ``sdg_3``."""
    return _numbered(frame.id, frame.max_labels)


@cache
def _numbered(name: str, number: int) -> tuple[str, ...]:
    return tuple(f"{name}_{position}" for position in range(1, number + 1))


def columns(frames: Mapping[str, Frame]) -> tuple[str, ...]:
    """All columns in their order: the fixed ones, then those of frames that have no fixed columns."""
    more = [name for frame in frames.values() for name in label_columns(frame) if name not in FIXED]
    return (*FIXED, *more)


def row_of(suggestion: Suggestion, frames: Mapping[str, Frame], doubtful: AbstractSet[str]) -> dict[str, str]:
    """What the sheet shows of one suggestion, by column; ``doubtful`` holds the ids that are marked."""
    candidate = suggestion.candidate
    row = passage_of(candidate)
    # Never 100 %: a person decides.
    row["zekerheid"] = f"{min(99, round(100 * suggestion.sureness))} %"
    row["waarom"] = _why(suggestion, frames, candidate.id in doubtful)
    return row | _labels_shown(suggestion.labelling.proposed, frames)


def decided_row(decision: Decision, frames: Mapping[str, Frame], reason: str) -> dict[str, str]:
    """What the sheet shows of a row that was decided, as it stands; ``reason`` says why it is shown again."""
    row = passage_of(decision) | _labels_shown(decision.labels, frames)
    return row | {DECISION: decision.verdict, REMARK: plain(decision.remark), "waarom": plain(reason)}


def passage_of(candidate: Candidate | Decision) -> dict[str, str]:
    """What the sheet shows of a passage itself: no labels, no sureness."""
    place = candidate.places[0]
    above = (
        [*candidate.context, f"[{LEVELS[candidate.level]}]"] if candidate.level in {"bd", "ap"} else candidate.context
    )
    return {
        "rij_id": candidate.id,
        "tekst": plain(candidate.text),
        "context": plain(" › ".join(above)),
        "brontype": candidate.brontype,
        "status": candidate.status,
        "document": plain(place.document),
        "pagina": f"p. {place.page}" if place.page is not None else plain(place.place),
        "code": plain(code_shown(candidate.code)),
    }


def code_shown(code: str) -> str:
    """A code as a spreadsheet keeps it: what could be read as a number, date or formula gets a word before it.

    >>> code_shown("AC000165"), code_shown("1.03.03.02"), code_shown("DEC2026")
    ('AC000165', 'code 1.03.03.02', 'code DEC2026')
    """
    letters = re.match(r"[A-Za-z]*", code)
    word = letters[0].lower() if letters else ""
    safe = bool(word) and not any(word.startswith(month) for month in _MONTHS) and any(c.isdigit() for c in code)
    return code if safe or not code else f"code {code}"


def plain(value: str) -> str:
    """A value without characters that no cell can hold, and no longer than a cell."""
    value = _CONTROL.sub(" ", value)
    return value if len(value) <= MAX_CELL else value[:MAX_CELL].rstrip() + "…"


def is_formula(value: str) -> bool:
    """Whether a spreadsheet could take the value for a formula; plain numbers such as -1.234,56 are none."""
    return value[:1] in _FORMULA_START and not _NUMBER.fullmatch(value)


def guarded(value: str) -> str:
    """The value as it goes into a CSV file: an apostrophe before what could become a formula."""
    return f"'{value}" if is_formula(value) else value


def unguarded(value: str) -> str:
    """The value without the apostrophe that ``guarded`` put before it.

    >>> unguarded("'=1+1"), unguarded("'t Centrum")
    ('=1+1', "'t Centrum")
    """
    return value[1:] if value[:1] == "'" and is_formula(value[1:]) else value


def _labels_shown(labels: Mapping[str, Sequence[str]], frames: Mapping[str, Frame]) -> dict[str, str]:
    cells: dict[str, str] = {}
    for frame in frames.values():
        shown = [frame.show(label) for label in labels.get(frame.id, ()) if label in frame.ids]
        cells |= dict(zip(label_columns(frame), shown, strict=False))
    return cells


def _why(suggestion: Suggestion, frames: Mapping[str, Frame], doubtful: bool) -> str:
    parts = [DOUBT] if doubtful else []
    for frame in frames.values():
        reasons = suggestion.labelling.why.get(frame.id, {})
        for label in suggestion.labelling.proposed.get(frame.id, ()):
            if words := reasons.get(label):
                name = f"{frame.prefix} {label}" if frame.prefix else frame.label(label).name
                parts.append(f"{name}: {', '.join(words)}")
    return plain(" · ".join(parts))


def theme_of(suggestion: Suggestion, frames: Mapping[str, Frame]) -> str:
    """The first label that is proposed in the first frame that proposes one; empty when nothing is proposed."""
    proposals: Sequence[tuple[str, ...]] = [suggestion.labelling.proposed.get(name, ()) for name in frames]
    return next((f"{name}:{given[0]}" for name, given in zip(frames, proposals, strict=True) if given), "")
