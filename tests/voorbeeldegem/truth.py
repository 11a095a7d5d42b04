"""The truth: one row per action that a document holds, with its labels, written to `waarheid.csv`.

Columns as in the brief of the test, plus `rij`, a stable name of the row; `dubbel_van` holds the `rij` of the row that
says the same elsewhere. Rows that repeat within a plan (one per budget line) are one row here.
"""

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass

from tests.voorbeeldegem.bbc_csv import CUT, long_text
from tests.voorbeeldegem.bbc_pdf import description
from tests.voorbeeldegem.content import Action, Labels
from tests.voorbeeldegem.pdf_base import PageFinder
from tests.voorbeeldegem.plan import ActionPlan, Goal, PlanAction

COLUMNS = ["document", "tekst", "niveau", "code", "pagina", "sdg", "mvo", "status", "dubbel_van", "rij"]


@dataclass(frozen=True)
class TruthRow:
    """One expected action; `page` is None where the format has no pages."""

    document: str
    text: str
    level: str
    code: str
    page: int | None
    labels: Labels
    status: str
    duplicate_of: str
    ref: str

    def cells(self) -> list[str]:
        """The row in the order of `COLUMNS`."""
        sdg, mvo = " ".join(map(str, self.labels.sdg)), " ".join(self.labels.mvo)
        page = "" if self.page is None else str(self.page)
        head = [self.document, self.text, self.level, self.code, page]
        return [*head, sdg, mvo, self.status, self.duplicate_of, self.ref]


def document_rows(document: str, actions: list[Action], finder: PageFinder | None = None) -> list[TruthRow]:
    """Rows of a document other than the plan; `dub` names an action of the plan (AC000045) or another row."""
    return [
        TruthRow(
            document,
            action.text,
            action.level,
            action.code,
            finder.text(action.text) if finder else None,
            action.labels,
            action.status,
            f"mjp-{action.duplicate_of}" if action.duplicate_of.startswith("AC") else action.duplicate_of,
            action.ref,
        )
        for action in actions
    ]


def plan_pdf_rows(document: str, goals: list[Goal], finder: PageFinder) -> list[TruthRow]:
    """Goals, plans and actions as the PDF prints them; content-free containers have no labels and no row."""

    def row(item: Goal | ActionPlan | PlanAction, level: str, text: str, status: str) -> TruthRow:
        return TruthRow(
            document, text, level, item.code, finder.code(item.code), item.labels, status, "", _ref("mjp", item)
        )

    return _walk(goals, row, lambda action: _join(action.title, description(action)))


def plan_csv_rows(document: str, goals: list[Goal]) -> list[TruthRow]:
    """The same plan as the export tells it: every row repeats one of the PDF, except the sub-actions."""

    def row(item: Goal | ActionPlan | PlanAction, level: str, text: str, status: str) -> TruthRow:
        return TruthRow(
            document, text, level, item.code, None, item.labels, status, _ref("mjp", item), _ref("csv", item)
        )

    rows = []
    for goal_row in _walk(goals, row, _export_text):
        rows.append(goal_row)
        action = next((a for a in _actions(goals) if a.code == goal_row.code), None)
        for number, activity in enumerate(action.activities if action else (), start=1):
            ref = f"{goal_row.ref}.{number}"
            rows.append(
                TruthRow(
                    document, activity.text, "activiteit", action.code, None, activity.labels, action.status, "", ref
                )
            )
    return rows


def truth_csv(rows: list[TruthRow]) -> bytes:
    """All rows as CSV; refuses a `rij` that is not unique and a `dubbel_van` that names no row."""
    refs = [row.ref for row in rows]
    if len(set(refs)) < len(refs):
        raise ValueError("a row name occurs twice")
    unknown = {row.duplicate_of for row in rows} - {"", *refs}
    if unknown:
        raise ValueError(f"dubbel_van names no row: {sorted(unknown)}")
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows(row.cells() for row in rows)
    return buffer.getvalue().encode("utf-8-sig")


def _actions(goals: list[Goal]) -> list[PlanAction]:
    return [action for goal in goals for plan in goal.plans for action in plan.actions]


def _walk(
    goals: list[Goal],
    row: Callable[[Goal | ActionPlan | PlanAction, str, str, str], TruthRow],
    action_text: Callable[[PlanAction], str],
) -> list[TruthRow]:
    rows = []
    for goal in goals:
        if goal.labels is None:
            continue
        rows.append(row(goal, "bd", _join(goal.title, goal.text), "gepland"))
        for plan in goal.plans:
            rows.append(row(plan, "ap", _join(plan.title, plan.text), "gepland"))
            rows += [row(action, "actie", action_text(action), action.status) for action in plan.actions]
    return rows


def _export_text(action: PlanAction) -> str:
    text = long_text(action).split("\n")[0]
    if len(action.title) > CUT:
        return text.removesuffix(" Deze actie omvat onder meer:")
    return _join(action.title, text.removesuffix("Projecten:").strip())


def _join(title: str, text: str) -> str:
    return f"{title} {text}".strip()


def _ref(prefix: str, item: Goal | ActionPlan | PlanAction) -> str:
    return f"{prefix}-{item.code.rsplit('/', 1)[-1]}"
