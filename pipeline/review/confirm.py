"""Sheets to decisions: what a round would save, shown before anything is saved.

In come the sheets of one or more reviewers, the suggestions and the decisions in force; out goes a ``Preview``. What is
not understood, and what two sheets say differently, is named and never guessed. Writing the round is for ``decisions``.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from pipeline.frameworks import Frame
from pipeline.review.columns import ID, TEXT, label_columns
from pipeline.review.known import Known, Lost, Register
from pipeline.review.preview import Conflict, Edit, Filled, Preview, Revision, short
from pipeline.review.read import Sheet, SheetProblem, SheetRow
from pipeline.review.text import is_error
from pipeline.review.votes import Vote, decision_of, disagree, equal, vote
from pipeline.schema import Decision, Suggestion

__all__ = ["Preview", "review", "touched"]


def review(
    sheets: Sequence[Sheet],
    suggestions: Sequence[Suggestion],
    in_force: Sequence[Decision],
    frames: Mapping[str, Frame],
    reviewer: str,
    time: str,
    *,
    blind: AbstractSet[str] = frozenset(),
) -> Preview:
    """What the sheets decide, beside what was decided before.

    ``reviewer`` and ``time`` are written in each decision; a sheet with a reviewer of its own keeps that name. ``blind`` holds
    the ids that were drawn for a blind sample: on a blind sheet nothing was proposed, and a frame left empty was not judged.
    """
    desk = _Desk(Register(suggestions, in_force), frames, blind, reviewer)
    for sheet in sheets:
        desk.take_in(sheet)
    return desk.preview(time)


def touched(
    sheet: Sheet, suggestions: Sequence[Suggestion], in_force: Sequence[Decision], frames: Mapping[str, Frame]
) -> bool:
    """Whether a sheet holds decisions that are not in the log, or cells where a decision was meant."""
    preview = review([sheet], suggestions, in_force, frames, "", "")
    return bool(preview.decisions) or not preview.complete


class _Desk:
    """Takes in what the sheets say, row by row, and then decides."""

    def __init__(self, register: Register, frames: Mapping[str, Frame], blind: AbstractSet[str], reviewer: str) -> None:
        self._register, self._frames, self._blind, self._reviewer = register, frames, blind, reviewer
        self._votes: dict[str, list[Vote]] = defaultdict(list)
        self._seen: dict[str, Known] = {}
        self._filled: list[Filled] = []
        self._problems: list[SheetProblem] = []
        self._pending: list[str] = []
        self._notes: list[str] = []
        self._unknown: dict[str, None] = {}

    def take_in(self, sheet: Sheet) -> None:
        """Read all rows of a sheet."""
        sheet, encoding = self._register.in_its_encoding(sheet)
        if encoding:
            self._notes.append(
                f"{sheet.name} is bewaard in een oude tekenset ({encoding}); letters met accent zijn hersteld."
            )
        self._problems += sheet.problems
        verdicts = Counter(row.decision for row in sheet.rows)
        self._filled.append(
            Filled(name=sheet.name, reviewer=sheet.reviewer or self._reviewer, ja=verdicts["ja"], nee=verdicts["nee"])
        )
        is_blind = "zekerheid" not in sheet.columns and any(row.id in self._blind for row in sheet.rows)
        if not is_blind:
            self._notes += _missing_columns(sheet, self._frames)
        for row in sheet.rows:
            self._problems += row.problems
            found = self._register.find(row.id, row.text)
            if isinstance(found, Lost):
                self._lost(row, found)
                continue
            known = found.known
            key = known.blank.id + known.blank.source_text
            self._seen[key] = known
            said = vote(
                sheet,
                row,
                known,
                self._frames,
                self._reviewer,
                edited=found.fate == "edited",
                blind=is_blind and row.id in self._blind,
            )
            if row.problems:
                continue
            if said.verdict:
                self._votes[key].append(said)
                self._notes += _repairs(row, said, found.fate == "damaged" and TEXT in sheet.columns)
            elif said.edited and not known.earlier:
                self._pending.append(
                    f"{said.where}: {' en '.join(said.edited)} aangepast in '{short(known.blank.text)}'"
                )

    def preview(self, time: str) -> Preview:
        """What all rows together come to."""
        decisions: list[Decision] = []
        revisions, edits, conflicts, same = [], [], [], 0
        for every in self._votes.values():
            votes = _news(every)
            known, verdict = votes[0].known, votes[0].verdict
            if disagree(votes) or verdict is None:
                conflicts.append(self._conflict(votes))
                continue
            decision = decision_of(votes, verdict, time)
            if known.earlier and equal(decision, known.earlier):
                same += 1
                continue
            decisions.append(decision)
            if known.earlier:
                revisions.append(self._revision(decision, known.earlier))
            if decision.text != known.standing.text:
                edits.append(Edit(id=decision.id, before=known.standing.text, after=decision.text))
        ja = [decision for decision in decisions if decision.verdict == "ja"]
        return Preview(
            sheets=tuple(self._filled),
            decisions=tuple(decisions),
            ja=len(ja),
            nee=len(decisions) - len(ja),
            changed=sum(_relabelled(decision) for decision in ja),
            same=same,
            undecided=sum(key not in self._votes and not known.earlier for key, known in self._seen.items()),
            unknown=tuple(self._unknown),
            pending=tuple(self._pending),
            edits=tuple(edits),
            revisions=tuple(revisions),
            problems=tuple(self._problems),
            conflicts=tuple(conflicts),
            notes=tuple(dict.fromkeys(self._notes)),
        )

    def _lost(self, row: SheetRow, lost: Lost) -> None:
        if not row.id:
            return  # the reader has named it
        if lost.unknown:
            self._unknown[row.id] = None
        if row.decision:
            column, value = (ID, row.id) if lost.unknown else (TEXT, row.text)
            self._problems.append(
                SheetProblem(sheet=row.sheet, row=row.row, column=column, value=value, allowed=lost.why, id=row.id)
            )

    def _conflict(self, votes: Sequence[Vote]) -> Conflict:
        versions = tuple(
            f"{each.reviewer} ({each.where}): {self._in_words(decision_of([each], each.verdict, ''))}"
            for each in votes
            if each.verdict
        )
        return Conflict(id=votes[0].known.blank.id, text=votes[0].known.blank.source_text, versions=versions)

    def _revision(self, decision: Decision, earlier: Decision) -> Revision:
        return Revision(
            id=decision.id,
            text=decision.source_text,
            before=f"{self._in_words(earlier)} ({earlier.reviewer}, {earlier.time[:10]})",
            after=self._in_words(decision),
        )

    def _in_words(self, decision: Decision) -> str:
        if decision.verdict == "nee":
            return "nee"
        labels = [
            frame.show(label)
            for frame in self._frames.values()
            for label in decision.labels.get(frame.id, ())
            if label in frame.ids
        ]
        text = f", tekst '{decision.text}'" if decision.text != decision.source_text else ""
        return f"ja, {' + '.join(labels) or 'zonder label'}, {decision.status}{text}"


def _news(votes: Sequence[Vote]) -> Sequence[Vote]:
    """The votes without those that only repeat the decision in force, when another one differs from it: an old sheet that
    is still around does not speak against a correction.
    """
    earlier = votes[0].known.earlier
    if earlier is None:
        return votes
    return [v for v in votes if not v.verdict or not equal(decision_of([v], v.verdict, ""), earlier)] or votes


def _relabelled(decision: Decision) -> bool:
    return any(labels != decision.proposed.get(frame, ()) for frame, labels in decision.labels.items())


def _repairs(row: SheetRow, said: Vote, text_damaged: bool) -> Iterator[str]:
    if text_damaged:
        yield f"{said.where}: de tekst was beschadigd; de oorspronkelijke blijft staan."
    if is_error(row.remark):
        yield f"{said.where}: de opmerking is een foutwaarde ({row.remark}) en wordt niet bewaard."


def _missing_columns(sheet: Sheet, frames: Mapping[str, Frame]) -> Iterator[str]:
    for frame in frames.values():
        missing = [name for name in label_columns(frame) if name not in sheet.columns]
        if len(missing) == frame.max_labels:
            yield f"{sheet.name}: alle kolommen van {frame.name} ontbreken; voor {frame.name} wordt niets bevestigd."
        elif missing:
            yield f"{sheet.name}: kolom {', '.join(missing)} ontbreekt; het voorgestelde label daarin blijft staan."
