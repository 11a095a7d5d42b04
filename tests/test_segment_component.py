"""The spaCy components on their own: on a bare pipeline and on ours, with other settings, and kept on disk."""

from pathlib import Path

import pytest
import spacy
from spacy.language import Language

import pipeline.segment.component  # noqa: F401  registers the components
from pipeline.errors import ModelError
from pipeline.language import Language as Loaded
from pipeline.settings import Settings
from pipeline.versions import current_name

ROOT = Path(__file__).resolve().parents[1]
MODEL = ROOT / "models" / "nl_lokale_foto"
LIST = "Projecten:\n- aanleg van een speelplein\n- renovatie van de sporthal"
SENTENCES = "We planten bomen. Zo blijft het koel. We graven een poel."
INLINE = (
    "We versterken samen de zorg met onder meer: de uitbouw van een dorpsrestaurant, de oprichting van een buurtwinkel."
)


def bare() -> Language:
    """A pipeline that knows nothing of Dutch but where a sentence ends."""
    nlp = spacy.blank("nl")
    nlp.add_pipe("sentencizer")
    return nlp


def parts(nlp: Language, text: str, key: str = "passages") -> list[str]:
    doc = nlp(text)
    return [span.text for span in doc.spans[key]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (LIST, ["Projecten:", "aanleg van een speelplein", "renovatie van de sporthal"]),
        (SENTENCES, ["We planten bomen. Zo blijft het koel. We graven een poel."]),
    ],
    ids=["leeg", "bullets", "zonder werkwoorden is een korte tekst een titel"],
)
def test_passages_are_found_on_any_pipeline_with_sentences(text: str, expected: list[str]) -> None:
    nlp = bare()
    nlp.add_pipe("passages")
    assert parts(nlp, text) == expected


def test_items_carry_what_announces_them() -> None:
    nlp = bare()
    nlp.add_pipe("passages")
    doc = nlp(LIST)
    assert [(span._.intro, span._.listed) for span in doc.spans["passages"]] == [
        ("", False),
        ("Projecten:", True),
        ("Projecten:", True),
    ]


@pytest.mark.parametrize(
    ("config", "text", "expected"),
    [
        ({}, SENTENCES, ["We planten bomen. Zo blijft het koel.", "We graven een poel."]),
        ({"explained_up_to": 20}, SENTENCES, ["We planten bomen.", "Zo blijft het koel.", "We graven een poel."]),
        (
            {},
            INLINE,
            ["We versterken samen de zorg", "de uitbouw van een dorpsrestaurant", "de oprichting van een buurtwinkel"],
        ),
        ({"enumerations": False}, INLINE, [INLINE]),
        ({"item_words": 9}, INLINE, [INLINE]),
        ({"title_words": 2}, "Zaal De Kring. Reglement.", ["Zaal De Kring.", "Reglement."]),
        ({}, "Zaal De Kring. Reglement.", ["Zaal De Kring. Reglement."]),
    ],
)
def test_settings_change_what_is_cut(config: dict[str, object], text: str, expected: list[str]) -> None:
    nlp = spacy.load(MODEL)
    nlp.add_pipe("passages", config={**config, "spans_key": "delen"})
    assert parts(nlp, text, "delen") == expected


def test_the_pipeline_comes_back_from_disk_with_settings_and_classifier(tmp_path: Path) -> None:
    classifiers = Settings(root=ROOT).classifiers
    nlp = bare()
    nlp.add_pipe("passages", config={"enumerations": False})
    nlp.add_pipe("action_probability").from_disk(classifiers / str(current_name(classifiers)))  # type: ignore[attr-defined]
    nlp.to_disk(tmp_path)
    again = spacy.load(tmp_path)
    assert again.config["components"] == nlp.config["components"]
    assert again.get_pipe_config("passages")["enumerations"] is False
    for one, two in zip(nlp.pipe([LIST, INLINE]), again.pipe([LIST, INLINE]), strict=True):
        mine, theirs = one.spans["passages"], two.spans["passages"]
        assert [span.text for span in mine] == [span.text for span in theirs]
        assert [s._.action_probability for s in mine] == [s._.action_probability for s in theirs]


def test_an_action_gets_a_higher_probability_than_a_fact() -> None:
    classifiers = Settings(root=ROOT).classifiers
    nlp = spacy.load(MODEL)
    nlp.add_pipe("passages")
    nlp.add_pipe("action_probability").from_disk(classifiers / str(current_name(classifiers)))  # type: ignore[attr-defined]
    doc = nlp("We leggen een vrijliggend fietspad aan in de Dorpsstraat. De gemeente telt 12.000 inwoners.")
    action, fact = (span._.action_probability for span in doc.spans["passages"])
    assert 0 <= fact < 0.5 < action <= 1


def test_without_a_classifier_the_probability_is_refused() -> None:
    nlp = bare()
    nlp.add_pipe("passages")
    nlp.add_pipe("action_probability")
    with pytest.raises(ModelError, match="from_disk"):
        nlp(LIST)


def test_the_segmenter_runs_the_component_once_on_a_loaded_pipeline() -> None:
    language = Loaded(MODEL)
    language.add("passages")
    language.add("passages")
    (doc,) = language.pipe([LIST])
    assert [span.text for span in doc.spans["passages"]][1:] == [
        "aanleg van een speelplein",
        "renovatie van de sporthal",
    ]
