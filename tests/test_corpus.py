"""The base corpus that ships: its form and its spread; and a damaged corpus, named in Dutch."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.corpus import COLUMNS, passages_of, read_corpus
from pipeline.errors import StoreError
from pipeline.frameworks import load_frames
from pipeline.schema import BRONTYPES, LabelledPassage
from pipeline.words import normalised
from tests.corpus_rig import BASIS, FRAMES, corpus, decision

LEAST = 200
HEAD = ";".join(COLUMNS)
NEAR = 0.9


def actions() -> list[LabelledPassage]:
    return [row for row in corpus() if row.actie]


def near_duplicates() -> Iterator[tuple[str, str]]:
    """Pairs that share more than ``NEAR`` of their words: those whose rarest words meet."""
    bags = [frozenset(normalised(row.text).split()) for row in corpus()]
    count = Counter(word for bag in bags for word in bag)
    index: dict[str, list[int]] = defaultdict(list)
    for number, bag in enumerate(bags):
        for word in sorted(bag, key=lambda word: (count[word], word))[: 1 + len(bag) // 10]:
            for other in index[word]:
                if len(bag & bags[other]) > NEAR * len(bag | bags[other]):
                    yield corpus()[other].id, corpus()[number].id
            index[word].append(number)


# --- the corpus that ships -----------------------------------------------------------------------------------------


def test_ids_are_unique_and_every_row_is_well_formed() -> None:
    ids = [row.id for row in corpus()]
    assert len(set(ids)) == len(ids)
    for row in corpus():
        assert row.id
        assert row.text == row.text.strip()
        assert len(row.text.split()) <= 120, row.id
        assert row.brontype in BRONTYPES, row.id
        assert list(row.labels) == list(FRAMES), row.id


def test_labels_stay_within_their_frame_once_each() -> None:
    for row in corpus():
        for name, frame in FRAMES.items():
            given, free = row.labels[name], row.debatable.get(name, ())
            assert len(given) == len(set(given)) <= frame.max_labels, row.id
            assert set(given).isdisjoint(free), row.id
            assert set(given) | set(free) <= set(frame.ids), row.id


def test_what_is_no_action_has_no_labels() -> None:
    assert [row.id for row in corpus() if not row.actie and (any(row.labels.values()) or row.debatable)] == []


def test_no_two_passages_are_nearly_the_same() -> None:
    assert list(near_duplicates()) == []


@pytest.mark.parametrize("goal", FRAMES["sdg"].ids)
def test_every_goal_has_enough_rows(goal: str) -> None:
    assert sum(goal in row.labels["sdg"] for row in actions()) >= LEAST


@pytest.mark.parametrize("theme", FRAMES["mvo"].ids)
def test_every_theme_has_enough_rows(theme: str) -> None:
    assert sum(theme in row.labels["mvo"] for row in actions()) >= LEAST


def test_there_are_enough_actions_without_goal_and_enough_non_actions() -> None:
    assert sum(not row.labels["sdg"] for row in actions()) >= 600
    assert len(corpus()) - len(actions()) >= 1200


def test_every_kind_of_source_is_in_it() -> None:
    kinds = Counter(row.brontype for row in corpus())
    assert all(kinds[kind] >= LEAST for kind in BRONTYPES)


# --- reading a corpus ----------------------------------------------------------------------------------------------


def write(folder: Path, text: str, name: str = "eigen.csv", encoding: str = "utf-8") -> Path:
    (folder / name).write_bytes(text.encode(encoding))
    return folder


def test_an_empty_folder_and_a_file_without_rows_hold_no_passages(tmp_path: Path) -> None:
    assert read_corpus(tmp_path, FRAMES) == []
    assert read_corpus(tmp_path / "bestaat-niet", FRAMES) == []
    assert read_corpus(write(tmp_path, HEAD + "\n"), FRAMES) == []


def test_a_row_is_read_with_its_labels_in_order(tmp_path: Path) -> None:
    text = f"{HEAD};context;sdg_ok;mvo_ok\na-1;Bomen; planten;ja\n".replace("Bomen; planten", '"Bomen; planten"')
    text = text.replace(";ja\n", ";ja;15 13;zorg_voor_het_milieu;bbc;Groen > Bos;11;\n")
    (row,) = read_corpus(write(tmp_path, text, encoding="utf-8-sig"), FRAMES)
    assert row.text == "Bomen; planten"
    assert row.labels == {"sdg": ("15", "13"), "mvo": ("zorg_voor_het_milieu",)}
    assert row.debatable == {"sdg": ("11",)}
    assert (row.actie, row.context, row.brontype, row.group) == (True, "Groen > Bos", "bbc", "a-1")


def test_a_frame_without_column_was_not_judged(tmp_path: Path) -> None:
    (row,) = read_corpus(write(tmp_path, f"{HEAD}\na-1;Bomen;ja;15;;bbc\n"), load_frames(("sdg", "mvo", "lekp")))
    assert set(row.labels) == {"sdg", "mvo"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "eigen.csv: kolom id, tekst, actie, sdg, mvo, brontype ontbreekt. Nodig: id;tekst"),
        ("id,tekst\n", "kolom id, tekst"),
        ("id;tekst;actie;sdg;brontype\n", "eigen.csv: kolom mvo ontbreekt"),
        (f"{HEAD}\na-1;Bomen;misschien;;;bbc\n", "eigen.csv, regel 2: 'actie' moet ja of nee zijn"),
        (f"{HEAD}\na-1;Bomen;ja;15;;bbc\na-2; ;ja;;;bbc\n", "regel 3: .*'tekst' mag niet leeg zijn"),
        (f"{HEAD}\na-1;Bomen;ja;18;;bbc\n", "regel 2: onbekend label 18 voor sdg. Toegelaten: 1, 2"),
        (f"{HEAD}\na-1;Bomen;ja;;milieu;bbc\n", "onbekend label milieu voor mvo. Toegelaten: behoorlijk_bestuur"),
        (f"{HEAD};sdg_ok\na-1;Bomen;ja;;;bbc;SDG1\n", "onbekend label SDG1 voor sdg"),
        (f"{HEAD}\na-1;Bomen;ja;;;bbc\na-1;Poelen;ja;;;bbc\n", "de id a-1 komt ook voor in eigen.csv"),
        (f"{HEAD}\na-1;Bomen;ja;;\n", "eigen.csv, regel 2 heeft te veel of te weinig cellen"),
        (f"{HEAD}\na-1;Bomen;ja;;;bbc;te;veel\n", "eigen.csv, regel 2 heeft te veel of te weinig cellen"),
    ],
    ids=["leeg", "komma's", "kolom", "actie", "tekst", "sdg", "mvo", "betwist", "id", "te kort", "te lang"],
)
def test_a_wrong_column_or_value_is_named_with_file_row_and_remedy(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(StoreError, match=told):
        read_corpus(write(tmp_path, text), FRAMES)


def test_another_encoding_is_refused_with_a_remedy(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"eigen.csv kan niet gelezen worden.*CSV in UTF-8"):
        read_corpus(write(tmp_path, f"{HEAD}\na-1;Café openen;ja;;;bbc\n", encoding="cp1252"), FRAMES)


def test_the_same_id_in_two_files_names_both(tmp_path: Path) -> None:
    write(tmp_path, f"{HEAD}\na-1;Bomen;ja;;;bbc\n", "een.csv")
    write(tmp_path, f"{HEAD}\na-1;Poelen;ja;;;bbc\n", "twee.csv")
    with pytest.raises(StoreError, match=r"twee.csv: de id a-1 komt ook voor in een.csv"):
        read_corpus(tmp_path, FRAMES)


# --- decisions as rows ---------------------------------------------------------------------------------------------


def test_decisions_become_rows_that_count_more_and_stay_with_their_document() -> None:
    yes, no = decision(actions()[0], "plan.pdf"), decision(next(row for row in corpus() if not row.actie))
    edited = yes.model_copy(update={"text": "Anders verwoord", "context": ("Groen", "Bos")})
    first, second = passages_of([edited, no.model_copy(update={"labels": {"sdg": ("1",)}, "places": ()})], 5.0)
    assert (first.text, first.weight, first.group, first.context) == (yes.source_text, 5.0, "plan.pdf", "Groen Bos")
    assert first.labels == yes.labels
    assert (second.actie, second.labels, second.group) == (False, {}, no.id)
    assert passages_of([], 5.0) == []


def test_a_frame_that_was_left_empty_where_nothing_could_be_proposed_is_not_learnt_from() -> None:
    labels = {"sdg": ("15",), "lekp": ()}
    (row,) = passages_of([decision(actions()[0]).model_copy(update={"labels": labels, "proposed": {"sdg": ()}})], 5.0)
    assert row.labels == {"sdg": ("15",)}


def test_the_corpus_is_read_the_same_twice() -> None:
    assert read_corpus(BASIS, FRAMES)[:50] == list(corpus()[:50])
