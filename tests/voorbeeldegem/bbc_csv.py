"""The plan as the CSV that the government's analysis tool exports: quoted, `;`, UTF-8, three multi-line cells per row.

Short descriptions are cut at 100 characters. Where there is no long text the line "Lange omschrijving:" stays empty.
"""

import csv
import io

from tests.voorbeeldegem.plan import YEARS, ActionPlan, BudgetLine, Goal, PlanAction, policy_items

CUT = 100
COLUMNS = [
    "Bestuur",
    "NIS-code",
    "Type bestuur",
    "Rapport",
    "Beleidsdomein",
    "Beleidssubdomein",
    "Beleidsveld",
    "Beleidsdoelst. totaaloverzicht",
    "Actieplan totaaloverzicht",
    "Actie totaaloverzicht",
    "Prioritair",
    "Exploitatie/Investering",
    "Uitgave/Ontvangst",
    *(str(year) for year in YEARS),
]


def plan_csv(goals: list[Goal]) -> bytes:
    """The whole export, one row per budget line."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for goal in goals:
        for plan in goal.plans:
            for action in plan.actions:
                for line in action.budget or (BudgetLine("0119", False, False, (0,) * 6),):
                    writer.writerow(_row(goal, plan, action, line))
    return buffer.getvalue().encode("utf-8")


def long_text(action: PlanAction) -> str:
    """What follows "Lange omschrijving:", sub-actions as bullets included."""
    text = _uncut(action.title, f"{action.text} {action.long_text}".strip())
    return "\n".join([text, *(f"- {activity.text}" for activity in action.activities)])


def _uncut(title: str, text: str) -> str:
    return f"{title}. {text}".strip() if len(title) > CUT else text


def _row(goal: Goal, plan: ActionPlan, action: PlanAction, line: BudgetLine) -> list[str]:
    number = int(action.code[-6:])
    items = policy_items()
    text = long_text(action)
    if text and number % 7 == 0:
        text = f"Kwalitatieve omschrijving: {text}"
    if action.tag:
        text = f"{action.tag}\n{text}"
    comment = action.comment or ("Publieke info: Ja" if number % 5 == 0 else "")
    return [
        "Voorbeeldegem",
        "99999",
        "Gemeente en OCMW",
        "MJP 2026-2031",
        items[line.item[:2]],
        f"{line.item[:3]} {items[line.item[:2]]}",
        f"{line.item} {items[line.item]}",
        _cell(goal.code, goal.title, _uncut(goal.title, goal.text)),
        _cell(plan.code, plan.title, _uncut(plan.title, plan.text)),
        _cell(action.code, action.title, text, comment, action.evaluation),
        "Ja" if action.tag or line.investment else "Neen",
        "Investering" if line.investment else "Exploitatie",
        "Ontvangst" if line.income else "Uitgave",
        *(_amount(amount) for amount in line.amounts),
    ]


def _cell(code: str, title: str, text: str, comment: str = "", evaluation: str = "") -> str:
    lines = [
        f"Code: {code}",
        f"Korte omschrijving: {title[:CUT]}",
        f"Lange omschrijving: {text}",
        f"Commentaar: {comment}",
        f"Evaluatie: {evaluation}",
    ]
    return "\n".join(line.rstrip() for line in lines)


def _amount(euro: int) -> str:
    return f"{euro:,}".replace(",", ".") + ",00"
