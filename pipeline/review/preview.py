"""What confirming would do, as a record and in Dutch."""

from collections.abc import Sequence

from pipeline.notation import number
from pipeline.review.read import SheetProblem
from pipeline.schema import Decision, Record

_SHOWN = 20


class Edit(Record):
    """A text that a reviewer changed: on which row, and from what to what."""

    id: str
    before: str
    after: str


class Revision(Record):
    """A row that was decided before and now gets another decision, both in words."""

    id: str
    text: str
    before: str
    after: str


class Conflict(Record):
    """A row on which sheets disagree, with what each says."""

    id: str
    text: str
    versions: tuple[str, ...]


class Filled(Record):
    """What one sheet says: its name, who filled it in, and how many rows got ja and nee."""

    name: str
    reviewer: str
    ja: int
    nee: int


class Preview(Record):
    """What confirming would do.

    ``sheets`` say what each file holds; ``decisions`` are all that can be saved as they stand; ``changed`` counts the new ja
    rows with other labels than proposed; ``same`` rows were decided just so before; ``undecided`` rows have no decision yet, of
    which those in ``pending`` (sheet, row and what was changed) were edited all the same; ``unknown`` are the ids that do not
    exist, decided or not; ``notes`` say what was repaired and how.
    """

    sheets: tuple[Filled, ...]
    decisions: tuple[Decision, ...]
    ja: int
    nee: int
    changed: int
    same: int
    undecided: int
    unknown: tuple[str, ...]
    pending: tuple[str, ...]
    edits: tuple[Edit, ...]
    revisions: tuple[Revision, ...]
    problems: tuple[SheetProblem, ...]
    conflicts: tuple[Conflict, ...]
    notes: tuple[str, ...]

    @property
    def complete(self) -> bool:
        """Whether all that the sheets say can be saved; if not, nothing is saved unless the user says so."""
        return not self.problems and not self.conflicts


def in_dutch(preview: Preview) -> list[str]:
    """The preview in lines to show: first the counts, then what needs a look, at most 20 of each."""
    lines = [
        f"{sheet.name}, nagekeken door {sheet.reviewer}: {sheet.ja} keer ja en {sheet.nee} keer nee ingevuld."
        for sheet in preview.sheets
    ]
    changed = f" (waarvan {preview.changed} met andere labels dan voorgesteld)" if preview.changed else ""
    counts = [f"{preview.ja} ja{changed}", f"{preview.nee} nee", f"{number(preview.undecided)} nog niet beslist"]
    if preview.same:
        counts.append(f"{preview.same} al eerder zo bevestigd")
    if preview.problems:
        counts.append(f"{len(preview.problems)} niet begrepen")
    if preview.conflicts:
        counts.append(f"{len(preview.conflicts)} tegenstrijdig")
    lines.append("Nieuw: " + " · ".join(counts) + ".")
    lines += _listed("Niet begrepen, en dus niet bewaard:", [str(problem) for problem in preview.problems])
    lines += _listed(
        "Tegenstrijdig, en dus niet bewaard (spreek af wat juist is, en maak de rijen gelijk of maak er één leeg):",
        ["\n      ".join([f"'{short(c.text)}' ({c.id})", *c.versions]) for c in preview.conflicts],
    )
    lines += _listed(
        "Eerdere beslissing wordt vervangen:",
        [f"{r.id} '{short(r.text)}': was {r.before}, wordt {r.after}" for r in preview.revisions],
    )
    lines += _listed(
        "Tekst aangepast:", [f"{e.id}: '{short(e.before)}' wordt '{short(e.after)}'" for e in preview.edits]
    )
    lines += _listed(
        "Aangepast maar nog zonder ja of nee (uw aanpassing blijft in het blad staan, beslissen kan later):",
        preview.pending,
    )
    lines += _listed("Onbekende rijen:", preview.unknown)
    return lines + _listed("Ter info:", preview.notes)


def _listed(title: str, items: Sequence[str]) -> list[str]:
    if not items:
        return []
    more = [f"  … en nog {len(items) - _SHOWN}."] if len(items) > _SHOWN else []
    return [title, *(f"  - {item}" for item in items[:_SHOWN]), *more]


def short(text: str) -> str:
    """The beginning of a text, enough to know it again."""
    return text if len(text) <= 70 else text[:69].rstrip() + "…"
