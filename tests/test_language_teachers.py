"""What the teachers hand on to the model that is trained after them, and what of it stands in the training documents."""

import random
from pathlib import Path

import pytest
import spacy
from spacy.language import Language

from pipeline.language_training.__main__ import passages
from pipeline.language_training.documents import Piece, document, training_documents
from pipeline.language_training.recipe import read_words
from pipeline.language_training.teachers import Lexicon, lexicon, taught
from pipeline.language_training.tokeniser import blank_pipeline
from pipeline.language_training.treebank import Sentence, TreebankError, Word, read

ROOT = Path(__file__).resolve().parents[1]
SENTENCES = ROOT / "data" / "labelled" / "taal"
TEXTS = ("We bouwen de bibliotheek uit.", "Aanleg van een fietspad. De werken starten in 2027.", "")


@pytest.fixture(scope="module")
def teacher() -> Language:
    return spacy.load(ROOT / "models" / "nl_lokale_foto")


@pytest.fixture(scope="module")
def known() -> Lexicon:
    return lexicon(read(SENTENCES / "plan-train.conllu"), ["bibliotheek"])


@pytest.mark.parametrize(
    ("lemma", "upos", "expected"),
    [
        ("baan", "NOUN", True),
        ("racebaan", "NOUN", True),
        ("raceban", "NOUN", False),
        ("Racebaan", "NOUN", True),
        ("kermis", "NOUN", True),
        ("kermiss", "NOUN", False),
        ("baan", "VERB", False),
        ("toenemen", "VERB", True),
        ("intoenemen", "VERB", False),
        ("kermis", "VERB", False),
        ("vloten", "ADJ", False),
        ("fris", "ADJ", True),
    ],
)
def test_a_lemma_exists_as_it_was_annotated_as_a_word_or_as_a_compound(lemma: str, upos: str, expected: bool) -> None:
    lemmas = {"NOUN": frozenset({"baan"}), "VERB": frozenset({"nemen"}), "ADJ": frozenset({"fris"})}
    assert Lexicon(lemmas, frozenset({"kermis", "vloten"})).knows(lemma, upos) is expected


def test_texts_are_cut_into_sentences_and_annotated(teacher: Language, known: Lexicon) -> None:
    sentences = taught([teacher, teacher], TEXTS, known)
    assert [s.text for s in sentences] == [
        "We bouwen de bibliotheek uit.",
        "Aanleg van een fietspad.",
        "De werken starten in 2027.",
    ]
    words = {(w.form, w.upos, w.lemma) for s in sentences for w in s.words}
    assert {("bouwen", "VERB", "uitbouwen"), ("bibliotheek", "NOUN", "bibliotheek"), ("van", "ADP", "van")} <= words


def test_a_lemma_that_does_not_exist_is_not_taught(teacher: Language) -> None:
    nothing = Lexicon({}, frozenset())
    lemmas = {w.upos: w.lemma for s in taught([teacher], ["De bibliotheek."], nothing) for w in s.words}
    assert lemmas == {"DET": "de", "NOUN": "", "PUNCT": "."}


def test_a_word_without_class_has_no_annotation_to_learn() -> None:
    doc = document(blank_pipeline(), [Piece((Word("De", "DET", "de"), Word("trits", "", "")))])
    assert [(token.pos_, token.lemma_, token.has_morph()) for token in doc] == [("DET", "de", True), ("", "", False)]


def test_no_name_is_written_in_small_letters() -> None:
    sentence = Sentence((Word("We", "PRON", "we"), Word("bezoeken", "VERB", "bezoeken"), Word("Gent", "PROPN", "Gent")))
    docs = training_documents(blank_pipeline(), [sentence] * 200, random.Random(1), passes=1)
    assert {token.text for doc in docs for token in doc if token.pos_ == "PROPN"} == {"Gent", "GENT"}


def test_no_passage_holds_a_sentence_that_is_measured_on() -> None:
    tests = read(SENTENCES / "plan-test.conllu")
    texts = passages(tests)
    assert len(texts) > 20_000
    assert not [s.text for s in tests if any(s.text in text for text in texts)]


def test_a_word_list_leaves_out_names(tmp_path: Path) -> None:
    (tmp_path / "woorden.txt").write_text("fietspad\nGent\nbtw-plichtig\n", encoding="utf-8")
    assert read_words(tmp_path / "woorden.txt") == ["fietspad", "btw-plichtig"]


def test_a_missing_word_list_is_said_in_dutch(tmp_path: Path) -> None:
    with pytest.raises(TreebankError, match=r"De woordenlijst bestaat niet: .*weg\.txt\. Geef ze met --words\."):
        read_words(tmp_path / "weg.txt")
