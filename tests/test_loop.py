"""The whole loop on Voorbeeldegem: extract, classify, decide, confirm, inventory, retrain, classify better."""

import csv
import io
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook

from pipeline.cli import main
from pipeline.decisions import in_force, read_rounds
from pipeline.frameworks import load_frames
from pipeline.store import digest_file
from pipeline.versions import current_name, load_current
from pipeline.words import normalised
from pipeline.work import Work

ROOT = Path(__file__).resolve().parents[1]
FRAMES = load_frames()
SIZE = 1200  # rows of the base corpus to learn from: enough for the loop, and quick


def sheet_rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline=""), delimiter=";"))


def save_sheet(path: Path, rows: list[dict[str, str]]) -> None:
    buffer = io.StringIO(newline="")
    writer = csv.DictWriter(buffer, rows[0].keys(), delimiter=";", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    path.write_bytes(buffer.getvalue().encode("utf-8-sig"))


def true_labels() -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    with (ROOT / "tests" / "voorbeeldegem" / "waarheid.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = csv.DictReader(stream, delimiter=";")
        return {normalised(row["tekst"]): (tuple(row["sdg"].split()), tuple(row["mvo"].split())) for row in rows}


def labels_of(row: dict[str, str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    read = {
        name: tuple(label for n in range(1, frame.max_labels + 1) if (label := frame.read_label(row[f"{name}_{n}"])))
        for name, frame in FRAMES.items()
    }
    return read["sdg"], read["mvo"]


def snapshot(folder: Path) -> dict[str, str]:
    return {str(path.relative_to(folder)): digest_file(path) for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An installation of its own: the documents, the language model, part of the base corpus."""
    root = tmp_path_factory.mktemp("gemeente")
    shutil.copytree(ROOT / "data" / "raw", root / "data" / "raw")
    (root / "models").mkdir()
    shutil.copytree(ROOT / "models" / "nl_lokale_foto", root / "models" / "nl_lokale_foto")
    basis = root / "data" / "labelled" / "basis"
    basis.mkdir(parents=True)
    for path in sorted((ROOT / "data" / "labelled" / "basis").glob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as stream:
            rows = list(csv.DictReader(stream, delimiter=";"))
        save_sheet(basis / path.name, rows[:: max(1, len(rows) * 6 // SIZE)])
    before = os.environ.get("LOKALE_FOTO_MAP")
    os.environ["LOKALE_FOTO_MAP"] = str(root)
    yield root
    if before is None:
        del os.environ["LOKALE_FOTO_MAP"]
    else:
        os.environ["LOKALE_FOTO_MAP"] = before


def test_the_loop_closes(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    work, rounds = town / "data" / "work", town / "data" / "labelled" / "rondes"

    # A first model, then reading and proposing.
    assert main(["retrain"]) == 0
    first_model = current_name(town / "models" / "classifier")
    assert main(["extract"]) == 0
    assert main(["classify"]) == 0
    assert "Volgende stap" in capsys.readouterr().out
    rows = sheet_rows(work / "suggesties.csv")
    assert len(rows) > 250

    # A second run of both changes no byte.
    before = snapshot(town / "data")
    assert main(["extract"]) == 0
    assert main(["classify"]) == 0
    assert snapshot(town / "data") == before

    # Some fifty rows: accept, correct the labels, change the text, reject, leave. The corrections are the true labels.
    truth = true_labels()
    known = [row for row in rows if normalised(row["tekst"]) in truth]
    corrected = [row for row in known if labels_of(row) != truth[normalised(row["tekst"])]][:20]
    accepted = [row for row in known if labels_of(row) == truth[normalised(row["tekst"])]][:15]
    retold, rejected, left_open = known[-5:], [row for row in rows if row not in known][:8], known[-10:-5]
    for row in [*corrected, *accepted, *retold]:
        row["beslissing"] = "ja"
    for row in rejected:
        row["beslissing"] = "nee"
    for row in corrected:
        goals, themes = truth[normalised(row["tekst"])]
        for column, label in zip(("sdg_1", "sdg_2", "sdg_3"), [*goals, "", "", ""], strict=False):
            row[column] = FRAMES["sdg"].show(label) if label else ""
        for column, label in zip(("mvo_1", "mvo_2"), [*themes, "", ""], strict=False):
            row[column] = FRAMES["mvo"].show(label) if label else ""
        row["opmerking"] = "nagekeken; één woord: vis"
    for row in retold:
        row["tekst"] += " (aangevuld)"
    save_sheet(work / "suggesties.csv", rows)

    # What is not confirmed is not overwritten.
    assert main(["classify"]) == 2
    assert "confirm" in capsys.readouterr().err
    assert sheet_rows(work / "suggesties.csv") == rows

    assert main(["confirm", "--beoordelaar", "An Peeters"]) == 0
    decisions = {decision.id: decision for decision in in_force(read_rounds(rounds))}
    assert len(decisions) == 48
    for row in corrected:
        decision = decisions[row["rij_id"]]
        goals, themes = truth[normalised(row["tekst"])]
        assert decision.labels == {"sdg": goals, "mvo": themes}
        assert decision.remark == "nagekeken; één woord: vis"
        assert decision.reviewer == "An Peeters"
        assert decision.model == first_model
    assert all(decisions[row["rij_id"]].text.endswith("(aangevuld)") for row in retold)

    # Confirming the same sheet again records nothing.
    assert main(["confirm", "--beoordelaar", "An Peeters"]) == 0
    assert len(read_rounds(rounds)) == 1

    assert main(["report"]) == 0
    book = load_workbook(work / "lokale-foto.xlsx", read_only=True)
    inventory = [list(row) for row in book["Inventaris"].iter_rows(values_only=True)]
    shown = {str(cell) for row in inventory for cell in row}
    assert sum(decision.verdict == "ja" for decision in decisions.values()) == 40
    assert all(decision.text in shown for decision in decisions.values() if decision.verdict == "ja")
    assert not any(decision.text in shown for decision in decisions.values() if decision.verdict == "nee")

    # Decided rows are not asked again; the new model has learnt the corrections.
    old = load_current(town / "models" / "classifier")
    assert main(["retrain"]) == 0
    assert main(["classify"]) == 0
    left = {row["rij_id"] for row in sheet_rows(work / "suggesties.csv")}
    assert left.isdisjoint(decisions)
    assert {row["rij_id"] for row in left_open} <= left
    new = load_current(town / "models" / "classifier")
    assert new.version != old.version
    near = [decisions[row["rij_id"]].source_text + " Dit gebeurt vanaf volgend jaar." for row in corrected]
    wanted = [set(truth[normalised(row["tekst"])][0]) for row in corrected]
    right = {
        name: sum(set(said.proposed["sdg"]) == goals for said, goals in zip(model.label(near), wanted, strict=True))
        for name, model in (("old", old), ("new", new))
    }
    assert right["new"] >= 16 > right["old"]

    # And again: a second run of every stage changes no byte.
    assert main(["report"]) == 0
    before = snapshot(town)
    for command in (["extract"], ["classify"], ["confirm"], ["report"], ["retrain"]):
        assert main(command) == 0
    assert snapshot(town) == before
    capsys.readouterr()
    assert main(["status"]) == 0
    assert "40 ja, 8 nee" in capsys.readouterr().out

    # Undoing the round brings its rows back; what the model learnt from it stays until it is retrained.
    assert main(["undo"]) == 0
    assert in_force(read_rounds(rounds)) == []
    assert main(["classify"]) == 0
    asked = {row_id for said in Work(work).suggestions() for row_id in (said.candidate.id, *said.candidate.aliases)}
    assert set(decisions) <= asked


def test_label_answers_every_line_in_the_agreed_form(town: Path, tmp_path: Path) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "uit.jsonl"
    passages = [
        {"id": "a", "text": "We leggen een fietspad aan langs de Kerkstraat."},
        {"id": 2, "text": "Schuldhulpverlening uitbreiden", "context": ["Een zorgzame gemeente"]},
        {"id": "leeg", "text": ""},
    ]
    source.write_text("\n".join(json.dumps(passage) for passage in passages) + "\n", encoding="utf-8")
    assert main(["label", str(source), str(target)]) == 0
    lines = [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]
    assert [line["id"] for line in lines] == ["a", 2, "leeg"]
    for line in lines:
        assert set(line) == {"id", "actie", "sdg", "mvo", "sdg_voorstel", "mvo_voorstel", "waarom"}
        assert list(line["sdg"]) == [str(number) for number in range(1, 18)]
        assert all(0 <= p <= 1 for p in [line["actie"], *line["sdg"].values(), *line["mvo"].values()])
        assert len(line["sdg_voorstel"]) <= 3
        assert len(line["mvo_voorstel"]) <= 2
        assert set(line["waarom"]["sdg"]) == {str(goal) for goal in line["sdg_voorstel"]}


def test_label_names_a_line_it_cannot_use_and_does_the_rest(
    town: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "uit.jsonl"
    source.write_text('{"id": 1}\n\n{"id": 2, "text": "We planten bomen"}\n', encoding="utf-8")
    assert main(["label", str(source), str(target)]) == 1
    assert "overgeslagen" in capsys.readouterr().err
    assert [json.loads(line)["id"] for line in target.read_text(encoding="utf-8").splitlines()] == [2]


def test_candidates_gives_documents_below_the_path_with_all_fields(town: Path, tmp_path: Path) -> None:
    target = tmp_path / "uit.jsonl"
    (tmp_path / "in" / "plannen").mkdir(parents=True)
    shutil.copy(ROOT / "data" / "raw" / "beleidsverklaring-2025-2030.docx", tmp_path / "in" / "plannen")
    assert main(["candidates", str(tmp_path / "in"), "--out", str(target)]) == 0
    lines = [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]
    assert lines
    fields = {"document", "page", "level", "code", "title", "text", "context", "brontype", "status", "p"}
    assert all(set(line) == fields for line in lines)
    assert {line["document"] for line in lines} == {"plannen/beleidsverklaring-2025-2030.docx"}
    assert all(line["page"] is None and line["p"] >= 0.5 for line in lines)
    single = ROOT / "data" / "raw" / "notitie-wijkwerking.txt"
    assert main(["candidates", str(single), "--out", str(target)]) == 0
    names = {json.loads(line)["document"] for line in target.read_text(encoding="utf-8").splitlines()}
    assert names == {"notitie-wijkwerking.txt"}
