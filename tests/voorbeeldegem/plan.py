"""The multi-year plan in the content folder in, records out: goals, plans, actions and their budget lines.

Keys: `n` number, `t` title, `s` text in the PDF, `p` sub-actions (`t`, `l`), `b` budget lines, `l` labels, `st` status,
`tag` the SDG tag that the municipality prints inside the text, `com`/`ev` comment and evaluation. A budget line reads
"0200 IO 0 60 100 0 0 0": policy item, kind (E exploitation, I investment, then O for income), six amounts in thousand
euro; "24.5+" is an amount that grows by two percent a year.
"""

from dataclasses import dataclass
from typing import Any

from tests.voorbeeldegem.content import FOLDER, Labels, load

YEARS = tuple(range(2026, 2032))


@dataclass(frozen=True)
class BudgetLine:
    """Six yearly amounts in euro on one policy item."""

    item: str
    investment: bool
    income: bool
    amounts: tuple[int, ...]

    @classmethod
    def parse(cls, notation: str) -> "BudgetLine":
        """Read the short notation.

        >>> BudgetLine.parse("0350 E 10+").amounts
        (10000, 10200, 10404, 10612, 10824, 11041)
        """
        item, kind, *values = notation.split()
        if values[0].endswith("+"):
            amounts = tuple(round(float(values[0][:-1]) * 1000 * 1.02**i) for i in range(6))
        else:
            amounts = tuple(round(float(v) * 1000) for v in values)
        if len(amounts) != len(YEARS):
            raise ValueError(f"six amounts expected: {notation!r}")
        return cls(item, kind[0] == "I", kind.endswith("O"), amounts)


@dataclass(frozen=True)
class Activity:
    """One of several things that the long text of an action lists."""

    text: str
    labels: Labels


@dataclass(frozen=True)
class PlanAction:
    """An action (AC); `labels` is None for a content-free container."""

    code: str
    title: str
    text: str
    long_text: str
    activities: tuple[Activity, ...]
    budget: tuple[BudgetLine, ...]
    labels: Labels | None
    status: str
    tag: str
    comment: str
    evaluation: str

    @property
    def short_code(self) -> str:
        """The last part of the code: AC000045."""
        return self.code.rsplit("/", 1)[-1]


@dataclass(frozen=True)
class ActionPlan:
    """An action plan (AP) and its actions."""

    code: str
    title: str
    text: str
    labels: Labels | None
    actions: tuple[PlanAction, ...]


@dataclass(frozen=True)
class Goal:
    """A policy goal (BD) and its action plans."""

    code: str
    title: str
    text: str
    labels: Labels | None
    plans: tuple[ActionPlan, ...]


def read_plan() -> list[Goal]:
    """All goals in the order of their numbers."""
    long_texts = load("meerjarenplan/lange_teksten.toml")
    names = sorted(p.name for p in (FOLDER / "meerjarenplan").glob("bd*.toml"))
    return [_goal(load(f"meerjarenplan/{name}"), long_texts) for name in names]


def policy_items() -> dict[str, str]:
    """Names of the policy items ("beleidsitems") by number, and of the policy domains by their first two digits."""
    return {str(k): str(v) for k, v in load("beleidsvelden.toml").items()}


def total(lines: list[BudgetLine], income: bool) -> tuple[int, ...]:
    """Sum per year of the expenses or of the income."""
    return tuple(sum(line.amounts[i] for line in lines if line.income == income) for i in range(len(YEARS)))


def _labels(raw: dict[str, Any]) -> Labels | None:
    return Labels.parse(raw["l"]) if "l" in raw else None


def _goal(raw: dict[str, Any], long_texts: dict[str, str]) -> Goal:
    code = f"BD{raw['code']:06d}"
    plans = tuple(_action_plan(ap, code, long_texts) for ap in raw["ap"])
    return Goal(code, raw["titel"], raw["tekst"], _labels(raw), plans)


def _action_plan(raw: dict[str, Any], goal_code: str, long_texts: dict[str, str]) -> ActionPlan:
    code = f"{goal_code}/AP{raw['n']:06d}"
    actions = tuple(_action(ac, code, long_texts) for ac in raw["ac"])
    return ActionPlan(code, raw["titel"], raw["tekst"], _labels(raw), actions)


def _action(raw: dict[str, Any], plan_code: str, long_texts: dict[str, str]) -> PlanAction:
    return PlanAction(
        code=f"{plan_code}/AC{raw['n']:06d}",
        title=raw["t"],
        text=raw.get("s", ""),
        long_text=" ".join(filter(None, [long_texts.get(str(raw["n"]), ""), raw.get("x", "")])),
        activities=tuple(Activity(p["t"], Labels.parse(p["l"])) for p in raw.get("p", [])),
        budget=tuple(BudgetLine.parse(b) for b in raw["b"]),
        labels=_labels(raw),
        status=raw.get("st", "gepland"),
        tag=raw.get("tag", ""),
        comment=raw.get("com", ""),
        evaluation=raw.get("ev", ""),
    )
