"""The rows that exist: what was suggested and what was decided, found by the id and the text that a sheet shows."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import NamedTuple

from pipeline.review.read import Sheet
from pipeline.review.text import Fate, fate, other_encoding, recoded
from pipeline.schema import Decision, Suggestion
from pipeline.words import normalised

_BEST: tuple[Fate, ...] = ("same", "damaged", "edited", "other")
_UNKNOWN = (
    "Deze rij_id is niet bekend: ze is veranderd, of de passage staat niet meer in de documenten. Zet de rij_id terug."
)
_TWICE = "Twee rijen dragen deze rij_id. Zet de oorspronkelijke tekst terug en schrijf uw verbetering in opmerking."
_MOVED = (
    "De tekst hoort bij een andere rij: werd één kolom apart gesorteerd of doorgetrokken? Zet de juiste tekst terug."
)
_OTHER = "De tekst lijkt niet meer op de oorspronkelijke. Zet die terug en schrijf uw verbetering in opmerking."


class Known(NamedTuple):
    """One row that exists.

    ``blank`` holds all that a decision on it keeps, with the proposed labels and the text of the document, and no verdict of
    its own; ``texts`` are those that a sheet may show without anybody having edited it; ``earlier`` is the decision in force.
    """

    blank: Decision
    texts: tuple[str, ...]
    earlier: Decision | None

    @property
    def standing(self) -> Decision:
        """The row as it stands now: as it was decided, else as it was suggested."""
        return self.earlier or self.blank


class Found(NamedTuple):
    """A row of a sheet found back, and what became of its text."""

    known: Known
    fate: Fate


class Lost(NamedTuple):
    """Why a row of a sheet cannot be found back, in Dutch; ``unknown`` when its id does not exist at all."""

    why: str
    unknown: bool = False


class Register:
    """All known rows by id and by text."""

    def __init__(self, suggestions: Iterable[Suggestion], in_force: Sequence[Decision]) -> None:
        self._by_id: dict[str, list[Known]] = defaultdict(list)
        decided = {name: decision for decision in in_force for name in decision.aliases}
        decided |= {decision.id: decision for decision in in_force}
        for suggestion in suggestions:
            names = suggestion.candidate.ids
            self._add(_known(suggestion, next((decided[name] for name in names if name in decided), None)))
        for decision in in_force:
            if decision.id not in self._by_id:
                self._add(Known(decision, (decision.source_text, decision.text), decision))

    def find(self, row_id: str, text: str) -> Found | Lost:
        """The known row that a row of a sheet stands for.

        The id decides, and the text must agree; the id alone decides when the text was lost (an error of Excel, cut off).
        """
        named = [Found(known, _fate(text, known)) for known in self._by_id.get(row_id, ())]
        if not named:
            return Lost(_UNKNOWN, unknown=True)
        if len(named) > 1:
            same = [found for found in named if found.fate == "same"]
            return same[0] if len(same) == 1 else Lost(_TWICE)
        known, its = named[0]
        if its in {"same", "damaged"}:
            return named[0]
        others = self._by_text.get(normalised(text), set())
        if others and not others & {row_id, known.blank.id}:
            return Lost(_MOVED)
        if row_id != known.blank.id and row_id in known.blank.aliases:
            # The sheet shows the text of a passage that has since been merged into this one: nobody edited it.
            return Found(known, "same")
        return Lost(_OTHER) if its == "other" else named[0]

    def in_its_encoding(self, sheet: Sheet) -> tuple[Sheet, str | None]:
        """A sheet as it was typed, and the old encoding in which it was saved; None when it was not."""
        encoding = self._encoding(sheet)
        if encoding is None:
            return sheet, None
        rows = tuple(
            row.model_copy(
                update={
                    "text": recoded(row.text, encoding),
                    "remark": recoded(row.remark, encoding),
                    "raw": {name: recoded(cell, encoding) for name, cell in row.raw.items()},
                }
            )
            for row in sheet.rows
        )
        return sheet.model_copy(update={"rows": rows}), encoding

    def _encoding(self, sheet: Sheet) -> str | None:
        """Seen from the texts of the rows that are known."""
        seen = (
            other_encoding(row.text, known.blank.source_text)
            for row in sheet.rows
            for known in self._by_id.get(row.id, ())
        )
        return next(filter(None, seen), None)

    def _add(self, known: Known) -> None:
        for name in (known.blank.id, *known.blank.aliases):
            self._by_id[name].append(known)

    @cached_property
    def _by_text(self) -> dict[str, set[str]]:
        """The ids by text: made only when a sheet holds a changed text."""
        found: dict[str, set[str]] = defaultdict(set)
        for known in (known for named in self._by_id.values() for known in named):
            for text in known.texts:
                found[normalised(text)].add(known.blank.id)
        return found


def _fate(text: str, known: Known) -> Fate:
    return min((fate(text, one) for one in dict.fromkeys(known.texts)), key=_BEST.index)


def _known(suggestion: Suggestion, earlier: Decision | None) -> Known:
    candidate = suggestion.candidate
    # A new decision on a row takes the id of the earlier one, or both would count.
    row_id = earlier.id if earlier else candidate.id
    ids = {candidate.id, *candidate.aliases, *(earlier.aliases if earlier else ())}
    blank = Decision(
        id=row_id,
        aliases=tuple(sorted(ids - {row_id})),
        verdict="nee",
        text=candidate.text,
        source_text=candidate.text,
        labels=suggestion.labelling.proposed,
        proposed=suggestion.labelling.proposed,
        remark="",
        reviewer="",
        time="",
        model=suggestion.model,
        level=candidate.level,
        code=candidate.code,
        context=candidate.context,
        brontype=candidate.brontype,
        status=candidate.status,
        dienst=candidate.dienst,
        deadline=candidate.deadline,
        sdg_bron=candidate.sdg_bron,
        places=candidate.places,
    )
    texts = (candidate.text, earlier.source_text, earlier.text) if earlier else (candidate.text,)
    return Known(blank, texts, earlier)
