"""Work in progress in a sheet: what a reviewer changed on rows without ja or nee, so that a new sheet can show it again."""

from collections.abc import Mapping, Sequence

from pipeline.cells import unguarded
from pipeline.frameworks import Frame
from pipeline.review.columns import REMARK, STATUS, TEXT, label_columns
from pipeline.review.known import Lost, Register
from pipeline.review.read import Sheet, SheetRow
from pipeline.review.text import tidy
from pipeline.review.votes import Vote, vote
from pipeline.schema import Decision, Suggestion

# By row id the cells as the reviewer left them, without those that nobody touched.
Drafts = dict[str, dict[str, str]]


def drafts_in(
    sheet: Sheet, suggestions: Sequence[Suggestion], in_force: Sequence[Decision], frames: Mapping[str, Frame]
) -> Drafts:
    """What was changed on the rows of a sheet that have no decision yet, in the sheet or in the log."""
    register = Register(suggestions, in_force)
    sheet, _ = register.in_its_encoding(sheet)
    found: Drafts = {}
    for row in sheet.rows:
        its = register.find(row.id, row.text)
        if row.decision or isinstance(its, Lost) or its.known.earlier:
            continue
        said = vote(sheet, row, its.known, frames, "", edited=its.fate == "edited", blind=False)
        if cells := _cells(sheet, row, said, frames):
            found[its.known.blank.id] = cells
    return found


def _cells(sheet: Sheet, row: SheetRow, said: Vote, frames: Mapping[str, Frame]) -> dict[str, str]:
    changed = {TEXT: said.text, STATUS: said.status or "", REMARK: said.remark}
    cells = {name: value for name, value in changed.items() if value}
    for frame in frames.values():
        names = [name for name in label_columns(frame) if name in sheet.columns]
        if any(name not in row.labels for name in names):
            cells |= {name: unguarded(tidy(row.raw.get(name, ""))) for name in names}
        elif frame.id in said.relabelled:
            shown = [frame.show(label) for label in said.labels[frame.id]]
            cells |= dict.fromkeys(label_columns(frame), "") | dict(zip(label_columns(frame), shown, strict=False))
    return cells
