"""Placing texts under the labels of a frame by keyword, before anybody labelled a passage in it."""

from pathlib import Path

import numpy as np
import pytest

from pipeline.classify import suggest
from pipeline.frameworks import Frame, Label, load_frames
from pipeline.keywords import Keywords
from pipeline.retrain import FRAME_FROM, new_classifier, retrain
from pipeline.schema import Candidate, Place
from tests.corpus_rig import FRAMES, some

LEKP = load_frames(("lekp",))["lekp"]


def label(name: str, description: str, keywords: tuple[str, ...] = ()) -> Label:
    return Label(id=name, name=name, colour="000000", white_text=True, description=description, keywords=keywords)


def frame(*labels: Label, max_labels: int = 2) -> Frame:
    return Frame(id="eigen", name="Eigen", title="Eigen kader", max_labels=max_labels, prefix="", labels=labels)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Aanleg van een fietspad langs de vaart", {"mobiliteit": ("fietspad",)}),
        (
            "Hemelwaterput en zonnepanelen op de sporthal",
            {"energie": ("zonnepanelen",), "regenwater": ("hemelwaterput",)},
        ),
        ("Onderhoud van trage wegen", {"mobiliteit": ("trage", "wegen")}),
        ("Busreis voor senioren in de boomgaard van het kasteel", {}),
        ("Aankoop van bureaustoelen", {}),
        ("De leden van de raad krijgen een computer", {}),
    ],
)
def test_keywords_are_found_as_words_phrases_and_members_of_compounds(
    text: str, expected: dict[str, tuple[str, ...]]
) -> None:
    assert Keywords(LEKP).find([text]) == [expected]


def test_the_label_with_most_keywords_comes_first_and_no_more_than_the_frame_allows() -> None:
    (found,) = Keywords(LEKP).find(["Bomen en hagen langs fietspaden, een haag aan de wadi en zonnepanelen op het dak"])
    assert list(found) == ["vergroening", "energie"]


def test_function_words_in_a_phrase_do_not_keep_it_from_being_found() -> None:
    own = frame(label("Zorg voor het milieu", ""), label("Wielen", "", ("school op wielen",)))
    texts = ["We dragen zorg voor ons milieu", "Een school op wielen voor de wijk", "Zorg voor ouderen", "Op school"]
    assert [tuple(found) for found in Keywords(own).find(texts)] == [("Zorg voor het milieu",), ("Wielen",), (), ()]


def test_a_label_without_keywords_is_known_by_its_name_and_the_phrases_of_its_description() -> None:
    own = frame(label("Muziek", "harmonie, academie voor muziek"), label("Toneel", "amateurtheater"))
    assert Keywords(own).find(
        ["Subsidie voor de harmonie", "Amateurtheaters krijgen een podium", "Nieuwe vuilnisbakken"]
    ) == [
        {"Muziek": ("harmonie",)},
        {"Toneel": ("amateurtheaters",)},
        {},
    ]


def test_a_frame_that_the_model_has_not_learnt_is_proposed_by_keyword_with_the_words_as_reason() -> None:
    model = new_classifier(FRAMES).fit(some(400))
    place = Place(document="plan.pdf", sha256="0" * 64, page=1, place="", block=0, start=0, end=10)
    row = Candidate(
        id="act-1",
        text="Plaatsen van laadpalen en aanleg van fietspaden",
        title="Laadpalen",
        level="actie",
        code="",
        context=(),
        brontype="bbc",
        status="gepland",
        layout="record",
        places=(place,),
    )
    (said,) = suggest([row], model, set(), [*FRAMES.values(), LEKP])
    assert said.labelling.proposed["lekp"] == ("mobiliteit",)
    assert said.labelling.why["lekp"] == {"mobiliteit": ("laadpalen", "fietspaden")}
    (bare,) = suggest([row], model, set())
    assert "lekp" not in bare.labelling.proposed
    assert bare.labelling.proposed["sdg"] == said.labelling.proposed["sdg"]


def test_retraining_learns_a_frame_only_from_enough_passages_judged_in_it(tmp_path: Path) -> None:
    frames = FRAMES | {"lekp": LEKP}
    actions = [row for row in some(1000) if row.actie]
    for enough, count in ((False, FRAME_FROM - 1), (True, FRAME_FROM)):
        judged = {row.id for row in actions[:count]}
        rows = [
            row.model_copy(update={"labels": dict(row.labels) | {"lekp": ()}}) if row.id in judged else row
            for row in some(1000)
        ]
        retrain(tmp_path / str(count), rows, [], frames, np.random.default_rng(1), "01/01/2027")
        (version,) = [path for path in (tmp_path / str(count)).iterdir() if path.is_dir()]
        assert ("lekp" in (version / "model.json").read_text(encoding="utf-8")) is enough
