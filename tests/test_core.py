"""Records, store, settings, frames, decision log: the ground everything stands on."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from pipeline.decisions import append_round, in_force, read_round, read_rounds
from pipeline.errors import SettingsError, StoreError
from pipeline.frameworks import load_frames
from pipeline.schema import Block, Decision, Round
from pipeline.settings import load_settings
from pipeline.store import read_records, write_bytes, write_new, write_records


def decision(row: str, verdict: str = "ja", text: str = "We planten bomen") -> Decision:
    return Decision.model_validate(
        {
            "id": row,
            "verdict": verdict,
            "text": text,
            "source_text": text,
            "labels": {"sdg": ["15"]},
            "proposed": {"sdg": ["15"]},
            "remark": "",
            "reviewer": "An",
            "time": "2026-01-01T10:00:00+01:00",
            "model": "v1",
            "level": "actie",
            "code": "",
            "context": [],
            "brontype": "bbc",
            "status": "gepland",
            "dienst": "",
            "deadline": "",
            "sdg_bron": [],
            "places": [],
        }
    )


def head(**given: object) -> Round:
    return Round.model_validate({"nr": 0, "kind": "beslissingen", "reviewer": "An", "time": "t"} | given)


def test_records_are_closed_and_frozen() -> None:
    block = Block(nr=0, kind="paragraph", text="x")
    with pytest.raises(ValidationError):
        block.text = "y"  # type: ignore[misc]
    with pytest.raises(ValidationError):
        Block.model_validate({"nr": 0, "kind": "paragraph", "text": "x", "extra": 1})


def test_records_come_back_as_they_were_written(tmp_path: Path) -> None:
    blocks = [Block(nr=n, kind="list_item", text=f"regel {n}\u2028é", page=n + 1) for n in range(3)]
    path = tmp_path / "blokken.jsonl"
    assert write_records(path, blocks)
    assert read_records(path, Block) == blocks


def test_writing_the_same_bytes_again_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b.txt"
    assert write_bytes(path, b"x")
    before = path.stat().st_mtime_ns
    assert not write_bytes(path, b"x")
    assert path.stat().st_mtime_ns == before
    assert [p.name for p in path.parent.iterdir()] == ["b.txt"]


def test_a_damaged_line_is_named_with_its_number(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text(Block(nr=0, kind="paragraph", text="goed").model_dump_json() + "\n{kapot\n", encoding="utf-8")
    with pytest.raises(StoreError, match="regel 2"):
        read_records(path, Block)


def test_a_new_file_never_replaces_an_old_one(tmp_path: Path) -> None:
    assert write_new(tmp_path / "r.txt", "een")
    assert not write_new(tmp_path / "r.txt", "twee")
    assert (tmp_path / "r.txt").read_text(encoding="utf-8") == "een"


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("", None),
        ("11", "11"),
        ("SDG11", "11"),
        ("sdg 11", "11"),
        ("SDG-11", "11"),
        ("11,0", "11"),
        ("Duurzame steden en gemeenschappen", "11"),
        ("SDG 11 Duurzame steden en gemeenschappen", "11"),
        ("01", "1"),
        ("18", None),
        ("110", None),
    ],
)
def test_a_label_is_read_however_a_person_types_it(typed: str, label: str | None) -> None:
    assert load_frames()["sdg"].read_label(typed) == label


def test_every_label_reads_back_from_how_it_is_shown() -> None:
    for frame in load_frames().values():
        assert [frame.read_label(frame.show(label)) for label in frame.ids] == list(frame.ids)


def test_settings_name_the_wrong_key(tmp_path: Path) -> None:
    assert load_settings(tmp_path).language_model == "models/nl_lokale_foto"
    (tmp_path / "instellingen.toml").write_text('taalmodel = "nl_core_news_md"\n', encoding="utf-8")
    assert load_settings(tmp_path).language_model == "nl_core_news_md"
    (tmp_path / "instellingen.toml").write_text('kleur = "rood"\n', encoding="utf-8")
    with pytest.raises(SettingsError, match="kleur"):
        load_settings(tmp_path)


def test_rounds_are_numbered_and_come_back(tmp_path: Path) -> None:
    first = append_round(tmp_path, head(), [decision("act-1"), decision("act-2", "nee")])
    second = append_round(tmp_path, head(), [decision("act-1", "nee")])
    assert (first.nr, second.nr) == (1, 2)
    assert [len(rows) for _, rows in read_rounds(tmp_path)] == [2, 1]


def test_the_last_decision_on_a_row_counts_and_undoing_brings_the_earlier_one_back(tmp_path: Path) -> None:
    append_round(tmp_path, head(), [decision("act-1", "ja")])
    append_round(tmp_path, head(), [decision("act-1", "nee")])
    assert [d.verdict for d in in_force(read_rounds(tmp_path))] == ["nee"]
    append_round(tmp_path, head(kind="ongedaan", undoes=2), [])
    assert [d.verdict for d in in_force(read_rounds(tmp_path))] == ["ja"]
    append_round(tmp_path, head(kind="ongedaan", undoes=3), [])
    assert [d.verdict for d in in_force(read_rounds(tmp_path))] == ["nee"]


def test_a_round_that_was_tampered_with_is_refused(tmp_path: Path) -> None:
    append_round(tmp_path, head(), [decision("act-1")])
    path = tmp_path / "ronde-0001.jsonl"
    path.write_text(path.read_text(encoding="utf-8").replace('"ja"', '"nee"'), encoding="utf-8")
    with pytest.raises(StoreError, match="ronde-0001"):
        read_round(path)


def test_a_half_written_round_does_not_count(tmp_path: Path) -> None:
    append_round(tmp_path, head(), [decision("act-1")])
    (tmp_path / ".ronde-0002.jsonl.abc.tmp").write_text("half", encoding="utf-8")
    assert len(read_rounds(tmp_path)) == 1
