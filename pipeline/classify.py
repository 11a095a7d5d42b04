"""Candidates in, suggestions out: what is not decided yet, with probability, labels, reasons and sureness."""

import math
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet

from pipeline.frameworks import Frame
from pipeline.keywords import Keywords
from pipeline.model import Classifier
from pipeline.schema import Brontype, Candidate, Labelling, Layout, Level, Suggestion

PROPOSED_FROM = 0.5

# What the place in a document adds to what the text says by itself, in log odds: a goal or plan of a plan is one by
# definition (containers were taken out before), a list item is nearly always an action, running text of a plan document
# hardly ever is, nor what frames the actions or stands under the title of a decision.
# A coded action with a text of its own: from the plans of 68 towns, where those that weighed too light with 1.5, because
# their text tells at length why, were all actions; a bare title that weighs too light is mostly a container that no list
# foresaw ("Leningslasten en financiële verrichtingen").
# Of the eight items that 1.8 brings in from the budget of Wassenaar about six are actions; of the planned items that 2.0
# would bring in from the coalition agreement of Flanders, about a third.
_TOLD = 6.0
_RECORD: dict[Level, float] = {"bd": 20.0, "ap": 8.0, "actie": 1.5, "activiteit": 0.0}
_LAYOUT: dict[Layout, float] = {
    "planned_item": 1.5,
    "item": 1.8,
    "wish": 2.0,
    "point": 2.5,
    "decision": -1.0,
    "frame": -4.0,
    "minutes": -5.0,
}
# In running text fewer passages are actions than in the base corpus, so that the same words prove less. Fitted as an offset on
# the prose of Voorbeeldegem and nine other towns (1,596 passages): councils -1.3, plans -4.9, agreements -0.5, services -2.6,
# newsletters -0.7, visions -0.9. Services lie closer to 0 here: of what was not proposed in a real budget a third was an action.
# What stands around it (the probabilities before and after, of the section, of the document) adds nothing to that. The point of
# a council was fitted so too: 2.6, on fifty.
_PROSE: dict[Brontype, float] = {
    "adviesraad": -1.2,
    "bbc": -3.0,
    "beleidsverklaring": -0.4,
    "dienst": -1.0,
    "nieuwsbrief": -0.8,
    "visienota": -0.6,
}
# What a vision note or coalition agreement says must be so by a year is a goal: so were 15 of 17 on Voorbeeldegem and in the
# three towns, and all 13 that this brings in from the coalition agreement of Flanders.
_DATED = 1.5
_VISIONS: frozenset[Brontype] = frozenset({"visienota", "beleidsverklaring"})


def suggest(
    candidates: Sequence[Candidate], model: Classifier, decided: AbstractSet[str], frames: Iterable[Frame] = ()
) -> list[Suggestion]:
    """A suggestion for every candidate that is not decided, in the order given; ``decided`` holds row ids.

    Of ``frames`` those that the model has not learnt yet are proposed by their keywords.
    """
    open_rows = [c for c in candidates if decided.isdisjoint(c.ids)]
    labellings = label_candidates(open_rows, model)
    for frame in frames:
        if frame.id not in model.frames:
            labellings = _by_keyword(labellings, open_rows, frame)
    return [
        Suggestion(candidate=candidate, labelling=labelling, sureness=sureness(labelling), model=model.version)
        for candidate, labelling in zip(open_rows, labellings, strict=True)
    ]


def _by_keyword(labellings: Sequence[Labelling], rows: Sequence[Candidate], frame: Frame) -> list[Labelling]:
    placed = Keywords(frame).find([row.text for row in rows])
    return [
        labelling.model_copy(
            update={
                "probabilities": labelling.probabilities | {frame.id: {}},
                "proposed": labelling.proposed | {frame.id: tuple(found)},
                "why": labelling.why | {frame.id: found},
            }
        )
        for labelling, found in zip(labellings, placed, strict=True)
    ]


def label_candidates(candidates: Sequence[Candidate], model: Classifier) -> list[Labelling]:
    """The labelling of each candidate, its titles as context, and the layout counted in the probability of an action."""
    labellings = model.label([c.text for c in candidates], [" ".join(c.context) for c in candidates])
    return [
        labelling.model_copy(update={"actie": round(with_layout(labelling.actie, candidate), 4)})
        for candidate, labelling in zip(candidates, labellings, strict=True)
    ]


def with_layout(p: float, candidate: Candidate) -> float:
    """The probability that a candidate is an action once its place in the document is known."""
    p = min(max(p, 1e-6), 1 - 1e-6)
    return 1 / (1 + math.exp(-(math.log(p / (1 - p)) + _added(candidate))))


def _added(candidate: Candidate) -> float:
    if _tells_anything(candidate):
        added = _PROSE[candidate.brontype]
    elif candidate.layout == "record":
        told = candidate.code and len(candidate.text.split()) > len(candidate.title.split())
        added = max(_TOLD if told else 0.0, _RECORD[candidate.level])
    else:
        added = _LAYOUT.get(candidate.layout, 0.0)
    dated = (
        candidate.deadline and candidate.brontype in _VISIONS and candidate.layout in {"prose", "item", "planned_item"}
    )
    return added + _DATED if dated else added


def _tells_anything(candidate: Candidate) -> bool:
    """Running text; so are the lists of an advisory council (what was said) and the calendars of a newsletter (what is on)."""
    return (candidate.layout, candidate.brontype) in {("item", "adviesraad"), ("record", "nieuwsbrief")} or (
        candidate.layout == "prose"
    )


def sureness(labelling: Labelling) -> float:
    """How sure the row is as it stands: the most probable SDG is right, or none is due."""
    goals = labelling.probabilities.get("sdg", {})
    if not goals:
        return labelling.actie
    best = max(goals.values())
    return round(best if labelling.proposed.get("sdg") else 1 - best, 4)


def proposed_only(suggestions: Iterable[Suggestion]) -> list[Suggestion]:
    """The suggestions that the program holds to be a goal, action or activity."""
    return [suggestion for suggestion in suggestions if suggestion.labelling.actie >= PROPOSED_FROM]
