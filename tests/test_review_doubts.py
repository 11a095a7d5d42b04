"""Second looks: surprising decisions are listed with a reason, and nothing is changed."""

import pytest

from pipeline.model import Classifier
from pipeline.review.doubts import doubtful, out_of_fold
from pipeline.schema import Decision, LabelledPassage, Labelling
from tests.review_rig import FRAMES, TIME, suggestions

CANDIDATE = suggestions(21)[20].candidate


def decision(verdict: str = "ja", sdg: tuple[str, ...] = ("6",), row_id: str = "act-1") -> Decision:
    facts = {
        name: getattr(CANDIDATE, name)
        for name in ("level", "code", "context", "brontype", "status", "dienst", "deadline", "sdg_bron", "places")
    }
    return Decision(
        id=row_id, verdict=verdict, text="x", source_text="x", labels={"sdg": sdg} if verdict == "ja" else {}, proposed={}, remark="",
        reviewer="An", time=TIME, model="", **facts,
    )  # fmt: skip


def labelling(actie: float = 0.9, **sdg: float) -> Labelling:
    likely = dict.fromkeys(FRAMES["sdg"].ids, 0.1) | {name[1:]: p for name, p in sdg.items()}
    return Labelling(actie=actie, probabilities={"sdg": likely}, proposed={}, why={})


@pytest.mark.parametrize(
    ("taken", "said", "reason"),
    [
        (decision(), labelling(), ""),
        (decision(), labelling(s6=0.06), ""),
        (
            decision(),
            labelling(s6=0.02),
            "U gaf SDG 6 Schoon water en sanitair; op grond van vergelijkbare passages is dat onverwacht (2 %).",
        ),
        (
            decision(),
            labelling(s13=0.97),
            "U gaf SDG 13 Klimaatactie niet; op grond van vergelijkbare passages werd het verwacht (97 %).",
        ),
        (decision(sdg=("1", "2", "3")), labelling(s13=0.97), ""),
        (decision(), labelling(actie=0.03), "U besliste ja, maar dit lijkt niet op een actie (3 %)."),
        (decision("nee"), labelling(actie=0.98), "U besliste nee, maar dit lijkt sterk op een actie (98 %)."),
        (decision("nee"), labelling(actie=0.4, s6=0.99), ""),
    ],
)
def test_only_what_a_model_strongly_contradicts_is_listed(taken: Decision, said: Labelling, reason: str) -> None:
    found = doubtful([taken], [said], FRAMES)
    assert [doubt.reason for doubt in found] == ([reason] if reason else [])


def test_the_most_surprising_comes_first_and_the_list_is_short() -> None:
    taken = [decision(row_id=f"act-{number}") for number in range(5)]
    said = [labelling(s6=p) for p in (0.04, 0.001, 0.5, 0.02, 0.03)]
    assert [doubt.decision.id for doubt in doubtful(taken, said, FRAMES, limit=3)] == ["act-1", "act-3", "act-4"]


def test_a_planted_mistake_is_found_by_models_that_did_not_learn_from_it() -> None:
    topics = {
        "6": "riolering afkoppelen en regenwater laten infiltreren in de",
        "4": "kinderopvang en school uitbreiden met een klas in de",
    }
    streets = ["Dries", "Molenstraat", "Veldkant", "Beekhoek", "Kerkdreef", "Hoogveld", "Stationswijk", "Oude Baan"]
    base = [
        LabelledPassage(id=f"b{n}{sdg}", text=f"We gaan {words} {streets[n % 8]} {n}", actie=True, labels={"sdg": (sdg,), "mvo": ()}, brontype="bbc")
        for n in range(20)
        for sdg, words in topics.items()
    ]  # fmt: skip
    base += [
        LabelledPassage(
            id=f"n{n}", text=f"Gelet op artikel {n} van het decreet", actie=False, labels={}, brontype="bbc"
        )
        for n in range(20)
    ]
    local = [
        LabelledPassage(id=f"l{n}", text=f"We gaan {topics['6']} {street}", actie=True, labels={"sdg": ("4",) if n == 3 else ("6",), "mvo": ()}, brontype="bbc", group="plan.pdf")
        for n, street in enumerate(streets)
    ]  # fmt: skip
    said = out_of_fold(base, local, Classifier({"sdg": FRAMES["sdg"].ids}, {"sdg": 3}))
    taken = [decision(sdg=row.labels["sdg"], row_id=row.id) for row in local]
    chances = [labelling.probabilities["sdg"][row.labels["sdg"][0]] for row, labelling in zip(local, said, strict=True)]
    assert min(range(len(local)), key=lambda n: chances[n]) == 3
    assert [doubt.decision.id for doubt in doubtful(taken, said, FRAMES)][:1] == ["l3"]
