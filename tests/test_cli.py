"""The command line as an officer meets it: Dutch, the right exit code, and every failure named with what to do."""

import csv
import io
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from docx import Document as Docx
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen import canvas

from pipeline import versions
from pipeline.cli import main, parser
from pipeline.decisions import in_force, read_rounds
from pipeline.retrain import new_classifier
from tests.corpus_rig import FRAMES, ROOT, some

COMMANDS = tuple(
    "extract classify confirm undo steekproef report twijfels retrain rollback search status evaluate label candidates".split()
)
ENGLISH = (
    "usage",
    "positional",
    "optional arguments",
    "options:",
    "show this",
    "error:",
    "invalid",
    "required",
    "Traceback",
)
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The versions of a small classifier."""
    folder = tmp_path_factory.mktemp("classifier")
    training = versions.Training(last_round=0, base_digest="", local_digest="", base_rows=0, local_rows=0)
    versions.save_version(folder, "v0000-proef", new_classifier(FRAMES).fit(some(400)), training, "# Modelkaart\n")
    versions.promote(folder, "v0000-proef")
    return folder


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the language model."""
    root = tmp_path_factory.mktemp("gemeente")
    shutil.copytree(ROOT / "models" / "nl_lokale_foto", root / "models" / "nl_lokale_foto")
    return root


@pytest.fixture
def town(installation: Path, trained: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An installation with both models and nothing in it yet; what a test makes in it is gone afterwards."""
    (installation / "data" / "raw").mkdir(parents=True)
    shutil.copytree(trained, installation / "models" / "classifier")
    monkeypatch.setenv("LOKALE_FOTO_MAP", str(installation))
    yield installation
    (installation / "instellingen.toml").unlink(missing_ok=True)
    shutil.rmtree(installation / "data")
    shutil.rmtree(installation / "models" / "classifier", ignore_errors=True)


@pytest.fixture
def run(town: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run one command: exit code, standard output, standard error."""

    def command(*arguments: str | Path) -> tuple[int, str, str]:
        capsys.readouterr()
        code = main([str(argument) for argument in arguments])
        told = capsys.readouterr()
        return code, told.out, told.err

    return command


def note(folder: Path, name: str = "notitie.txt") -> None:
    (folder / name).write_text(
        "Actieplan wijkwerking\n\nWe leggen een fietspad aan langs de Kerkstraat.\n\nWe planten bomen in het park.\n",
        encoding="utf-8",
    )


def sheet(root: Path) -> list[dict[str, str]]:
    text = (root / "data" / "work" / "suggesties.csv").read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


def save(path: Path, rows: list[dict[str, str]]) -> Path:
    buffer = io.StringIO(newline="")
    writer = csv.DictWriter(buffer, rows[0].keys(), delimiter=";", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    path.write_bytes(buffer.getvalue().encode("utf-8-sig"))
    return path


# --- help and wrong use --------------------------------------------------------------------------------------------


def help_of(*command: str, capsys: pytest.CaptureFixture[str]) -> str:
    with pytest.raises(SystemExit) as done:
        parser().parse_args([*command, "--help"])
    assert done.value.code == 0
    return capsys.readouterr().out


def test_help_is_dutch_and_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    text = help_of(capsys=capsys)
    assert text.startswith("gebruik: lokale-foto")
    assert "toon deze uitleg" in text
    listed = [line.split()[0] for line in text.splitlines() if line.startswith("    ") and line[4:5].isalpha()]
    assert sorted(listed) == sorted(COMMANDS)
    assert not [word for word in ENGLISH if word in text]


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_a_command_is_dutch(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    text = help_of(command, capsys=capsys)
    assert text.startswith(f"gebruik: lokale-foto {command}")
    assert not [word for word in ENGLISH if word in text]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "COMMANDO"),
        (["classificeer"], "onbekend: classificeer"),
        (["extract", "--snel"], "--snel"),
        (["classify", "--top", "veel"], "veel is geen aantal van minstens 1"),
        (["classify", "--top", "0"], "0 is geen aantal van minstens 1"),
        (["steekproef"], "N"),
        (["search"], "VRAAG"),
        (["label", "in.jsonl"], "UIT"),
        (["candidates"], "PAD"),
    ],
)
def test_wrong_use_ends_with_2_and_one_dutch_line(run: Run, arguments: list[str], told: str) -> None:
    code, out, error = run(*arguments)
    assert (code, out) == (2, "")
    assert error.startswith("Fout: dit commando is niet volledig of klopt niet")
    assert told in error
    assert "--help" in error
    assert error.count("\n") == 1
    assert not [word for word in ENGLISH if word in error]


def test_the_program_also_starts_as_a_process_of_its_own(town: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pipeline.cli", "status"],
        cwd=ROOT,
        env=dict(os.environ),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    assert "Volgende stap: zet documenten in data/raw" in done.stdout.decode("utf-8")


# --- nothing there yet ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["extract", "bestaat-niet"], "De map bestaat-niet bestaat niet"),
        (["classify"], "Er zijn nog geen documenten gelezen. Voer eerst 'lokale-foto extract' uit."),
        (["confirm"], "Er is nog geen blad met suggesties"),
        (["confirm", "bestaat-niet.csv"], "bestaat-niet.csv"),
        (["undo"], "Er is geen ronde om ongedaan te maken."),
        (["undo", "--ronde", "7"], "Ronde 7 bestaat niet of is al ongedaan gemaakt."),
        (["twijfels"], "Er zijn nog geen bevestigde beslissingen"),
        (["rollback"], "Er is geen eerdere versie"),
        (["rollback", "v9999"], "De versie v9999 bestaat niet. Kies uit: v0000-proef."),
        (["retrain"], "data/labelled/basis"),
        (["evaluate", "bestaat-niet.jsonl"], "bestaat-niet.jsonl kan niet gelezen worden"),
        (["label", "bestaat-niet.jsonl", "-"], "bestaat-niet.jsonl kan niet gelezen worden"),
        (["candidates", "bestaat-niet"], "Niet gevonden: bestaat-niet"),
    ],
)
def test_what_is_missing_is_named_with_what_to_do_first(run: Run, arguments: list[str], told: str) -> None:
    code, _, error = run(*arguments)
    assert code == 2
    assert error.startswith("Fout: ")
    assert told in error


def test_an_empty_folder_is_unusable_input_and_says_what_to_put_in_it(run: Run, town: Path) -> None:
    code, out, _ = run("extract")
    assert code == 2
    assert f"Er staan geen documenten in {town / 'data' / 'raw'}" in out
    assert "Volgende stap: zet documenten in de map" in out


@pytest.mark.parametrize("command", [["status"], ["report"], ["search", "fietspad"]])
def test_looking_at_an_empty_installation_is_no_error(run: Run, command: list[str]) -> None:
    code, out, error = run(*command)
    assert (code, error) == (0, "")
    assert "Volgende stap: " in out


def test_without_a_classifier_the_way_to_make_one_is_told(run: Run, town: Path, tmp_path: Path) -> None:
    shutil.rmtree(town / "models" / "classifier")
    (tmp_path / "in.jsonl").write_text('{"id": 1, "text": "x"}\n', encoding="utf-8")
    code, _, error = run("label", tmp_path / "in.jsonl", "-")
    assert code == 2
    assert "lokale-foto retrain" in error


def test_a_wrong_setting_is_named(run: Run, town: Path) -> None:
    (town / "instellingen.toml").write_text('kleur = "rood"\n', encoding="utf-8")
    code, _, error = run("status")
    assert code == 2
    assert "instellingen.toml: onbekende instelling kleur. Toegelaten: taalmodel" in error


# --- documents that cannot be read ---------------------------------------------------------------------------------


def _encrypted(path: Path) -> None:
    page = canvas.Canvas(str(path), encrypt=StandardEncryption("geheim", ownerPassword="baas", canPrint=0))
    page.drawString(72, 720, "We planten bomen in het park.")
    page.save()


def test_scores_of_the_mvo_scan_without_mvo_themes_are_refused_with_what_to_do(run: Run, town: Path) -> None:
    (town / "instellingen.toml").write_text('kaders = ["sdg"]\n', encoding="utf-8")
    code, _, errors = run("report", "--mvo-scan", "scores.csv")
    assert code == 2
    assert "scores.csv" in errors
    assert 'ontbreekt "mvo" in kaders' in errors
    assert "zonder --mvo-scan" in errors


def test_what_cannot_be_read_is_named_one_by_one_and_the_rest_is_done(run: Run, town: Path) -> None:
    raw = town / "data" / "raw"
    note(raw)
    _encrypted(raw / "versleuteld.pdf")
    broken = {
        "stuk.pdf": b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nkapot",
        "leeg.docx": b"",
        "geen-zip.docx": b"dit is geen Word-bestand",
        "tekening.dwg": b"AC1027\0\0\0",
    }
    for name, data in broken.items():
        (raw / name).write_bytes(data)
    code, out, error = run("extract")
    assert code == 1
    assert "1 document gelezen, 2 passages gevonden." in out
    told = error.splitlines()
    assert told[0] == "Niet (helemaal) gelezen:"
    assert {line.split(":")[0].split(",")[0] for line in told[1:]} == {
        f"  ! {name}" for name in [*broken, "versleuteld.pdf"]
    }
    assert "wachtwoord" in next(line for line in told if "versleuteld.pdf" in line)
    assert not [word for word in ENGLISH if word in error]
    code, out, _ = run("status")
    assert code == 0
    assert "waarvan 5 mislukt" in out


def test_a_document_without_a_word_is_no_crash(run: Run, town: Path) -> None:
    Docx().save(str(town / "data" / "raw" / "leeg-blad.docx"))
    note(town / "data" / "raw")
    code, out, _ = run("extract")
    assert code in {0, 1}
    assert "2 passages gevonden." in out


# --- the review ----------------------------------------------------------------------------------------------------


def test_a_sheet_with_a_wrong_label_saves_nothing_unless_asked(run: Run, town: Path) -> None:
    note(town / "data" / "raw")
    assert run("extract")[0] == 0
    assert run("classify")[0] == 0
    rows = sheet(town)
    assert len(rows) == 2
    for row in rows:
        row["beslissing"] = "ja"
    rows[0]["sdg_1"] = "SDG 99 Vliegende auto's"
    path = save(town / "data" / "work" / "suggesties.csv", rows)
    rounds = town / "data" / "labelled" / "rondes"

    code, out, error = run("confirm", path)
    assert code == 2
    assert "SDG 99 Vliegende auto's" in out + error
    assert "sdg_1" in out + error
    assert "Er is niets bewaard" in error
    assert not list(rounds.glob("*"))

    code, out, _ = run("confirm", path, "--toch", "--dry-run")
    assert code == 0
    assert "er is niets bewaard" in out
    assert not list(rounds.glob("*"))

    code, out, _ = run("confirm", path, "--toch", "--beoordelaar", "An Peeters")
    assert code == 1
    assert "Bewaard als ronde 1: 1 beslissing van An Peeters." in out

    rows[0]["sdg_1"] = "11"
    save(path, rows)
    code, out, _ = run("confirm", path, "--beoordelaar", "An Peeters")
    assert code == 0
    assert "Bewaard als ronde 2: 1 beslissing" in out
    code, out, _ = run("confirm", path)
    assert code == 0
    assert "geen nieuwe beslissingen" in out


@pytest.fixture
def reviewed(run: Run, town: Path) -> Path:
    """The folder with a sheet of two rows that nobody filled in yet."""
    note(town / "data" / "raw")
    assert run("extract")[0] == 0
    assert run("classify")[0] == 0
    return town / "data" / "work"


def fill(town: Path, *cells: dict[str, str], name: str = "suggesties.csv") -> Path:
    """The sheet with these cells, row by row."""
    rows = sheet(town)
    return save(
        town / "data" / "work" / name, [row | (cells[n] if n < len(cells) else {}) for n, row in enumerate(rows)]
    )


YES, NO = {"beslissing": "ja"}, {"beslissing": "nee"}


def test_each_reviewer_is_named_in_the_file_name_and_conflicts_are_shown(run: Run, town: Path, reviewed: Path) -> None:
    fill(town, YES, YES, name="suggesties-An.csv")
    fill(town, YES, NO, name="suggesties Bert Claes (2).csv")
    code, out, _ = run("confirm")
    assert code == 2
    assert "suggesties-An.csv, nagekeken door An: 2 keer ja en 0 keer nee ingevuld." in out
    assert "1 tegenstrijdig" in out
    assert re.search(r"Bert Claes \(.*, rij 3\): nee", out)
    assert run("confirm", "--toch")[0] == 1
    ((head, decisions),) = read_rounds(town / "data" / "labelled" / "rondes")
    assert [decision.reviewer for decision in decisions] == ["Bert Claes, An"]
    assert head.reviewer == "Bert Claes, An"


def test_a_name_on_the_command_line_goes_before_the_one_in_the_file_name(run: Run, town: Path, reviewed: Path) -> None:
    path = fill(town, YES, name="suggesties-An.csv")
    assert run("confirm", path, "--beoordelaar", "dienst Milieu")[0] == 0
    assert read_rounds(town / "data" / "labelled" / "rondes")[0][1][0].reviewer == "dienst Milieu"


def test_a_sheet_that_is_confirmed_does_not_speak_against_a_later_correction(
    run: Run, town: Path, reviewed: Path
) -> None:
    rounds = town / "data" / "labelled" / "rondes"
    fill(town, YES)
    assert run("confirm")[0] == 0
    fill(town, NO, name="nakijken.csv")
    assert run("confirm")[0] == 0
    for _ in range(2):
        code, out, _ = run("confirm")
        assert code == 0
        assert "suggesties.csv: alles daarin is al bevestigd (ronde 1)." in out
    assert [decision.verdict for decision in in_force(read_rounds(rounds))] == ["nee"]


def test_undo_goes_back_one_round_at_a_time_and_says_how_to_return(run: Run, town: Path, reviewed: Path) -> None:
    rounds = town / "data" / "labelled" / "rondes"
    fill(town, YES)
    assert run("confirm")[0] == 0
    fill(town, YES, NO)
    assert run("confirm")[0] == 0
    code, out, _ = run("undo")
    assert code == 0
    assert "Ronde 2 (1 beslissing" in out
    assert "'lokale-foto undo --ronde 3' zet ze terug" in out
    assert "1 ja, 0 nee, in 1 ronde, laatst ronde 1" in run("status")[1]
    assert "(1 ronde ongedaan gemaakt)" in run("status")[1]
    assert "Ronde 1 (1 beslissing" in run("undo")[1]
    assert in_force(read_rounds(rounds)) == []
    assert run("undo")[0] == 2
    # Undoing the undo of the first round brings that round back, and it can be undone once more.
    assert "Ronde 1 telt opnieuw mee." in run("undo", "--ronde", "4")[1]
    assert len(in_force(read_rounds(rounds))) == 1
    assert "Ronde 1 (1 beslissing" in run("undo")[1]


def test_what_was_undone_is_saved_again_from_the_same_sheet(run: Run, town: Path, reviewed: Path) -> None:
    fill(town, YES)
    assert run("confirm")[0] == 0
    fill(town, YES, NO)
    assert run("confirm")[0] == 0  # this sheet also holds what the first round saved
    assert run("undo", "--ronde", "1")[0] == 0
    assert "Nieuw: 1 ja" in run("confirm")[1]


def test_a_changed_row_without_decision_stays_changed_in_every_next_sheet(run: Run, town: Path, reviewed: Path) -> None:
    fill(town, {}, {"opmerking": "navragen", "sdg_1": "14", "sdg_2": "", "sdg_3": ""})
    code, out, _ = run("confirm")
    assert code == 0
    assert "labels en opmerking aangepast" in out
    for command in (["classify"], ["classify"], ["classify", "--grote-lijnen"], ["classify", "--top", "1"]):
        code, out, _ = run(*command)
        assert code == 0
        assert "staat opnieuw in het blad (1 rij)" in out
        (row,) = [row for row in sheet(town) if row["opmerking"]]
        assert (row["opmerking"], row["sdg_1"], row["sdg_2"]) == ("navragen", "SDG 14 Leven in het water", "")
    assert "is gewerkt" not in run("status")[1]


def test_status_says_that_a_sheet_waits_for_confirm(run: Run, town: Path, reviewed: Path) -> None:
    assert "vul 'beslissing' in" in run("status")[1]
    fill(town, YES)
    assert "in suggesties.csv is gewerkt sinds de laatste keer" in run("status")[1]
    assert run("confirm")[0] == 0
    assert "vul 'beslissing' in" in run("status")[1]


def test_status_and_search_say_that_passages_came_back_by_undo(run: Run, town: Path, reviewed: Path) -> None:
    fill(town, YES)
    assert run("confirm")[0] == 0
    assert run("classify")[0] == 0
    assert "vul 'beslissing' in" in run("status")[1]
    assert "in een deel van de passages is nog niet gezocht" not in run("search", "fietspad")[1]
    assert run("undo")[0] == 0
    assert "Volgende stap: lokale-foto classify" in run("status")[1]
    assert "in een deel van de passages is nog niet gezocht" in run("search", "fietspad")[1]
    assert run("classify")[0] == 0
    assert "vul 'beslissing' in" in run("status")[1]


def test_an_empty_question_is_asked_again(run: Run, reviewed: Path) -> None:
    code, out, error = run("search", " ")
    assert (code, out) == (2, "")
    assert "Wat zoekt u?" in error


def test_a_foto_without_the_name_of_the_municipality_says_how_to_add_it(run: Run, town: Path, reviewed: Path) -> None:
    fill(town, YES)
    assert run("confirm")[0] == 0
    assert "schrijf gemeente =" in run("report")[1]
    (town / "instellingen.toml").write_text('gemeente = "Voorbeeldegem"', encoding="utf-8")
    assert "schrijf gemeente =" not in run("report")[1]


@pytest.mark.parametrize("lock", ["~$suggesties.csv", ".~lock.suggesties.csv#"])
def test_a_sheet_that_is_still_open_is_named(run: Run, reviewed: Path, lock: str) -> None:
    assert "staat nog open" not in run("confirm")[2]
    (reviewed / lock).touch()
    assert "suggesties.csv staat nog open in Excel" in run("confirm")[2]


def test_who_came_by_make_reads_make(run: Run, reviewed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "voer 'lokale-foto confirm' uit" in run("status")[1]
    monkeypatch.setenv("LOKALE_FOTO_MAKE", ".venv/bin")
    out = run("status")[1]
    assert "voer 'make confirm' uit" in out
    assert "'.venv/bin/lokale-foto steekproef 100'" in out


def test_the_way_back_after_a_rollback_is_told(run: Run, town: Path) -> None:
    folder = town / "models" / "classifier"
    training = versions.Training(last_round=3, base_digest="", local_digest="", base_rows=9, local_rows=55)
    versions.save_version(folder, "v0003-nieuw", versions.load_current(folder), training, "# Modelkaart\n")
    versions.promote(folder, "v0003-nieuw")
    assert "55 eigen beslissingen (tot en met ronde 3), in gebruik" in run("rollback", "--lijst")[1]
    out = run("rollback")[1]
    assert "Model v0000-proef (geleerd uit het basiscorpus) is opnieuw in gebruik." in out
    assert "lokale-foto rollback v0003-nieuw" in out
    assert "v0003-nieuw" in run("rollback", "v0003-nieuw")[1]
    assert versions.current_name(folder) == "v0003-nieuw"


def test_a_blind_sample_is_drawn_and_the_command_to_confirm_it_can_be_typed_over(run: Run, town: Path) -> None:
    procedure = "\n\n".join(f"Gelet op artikel {n} van het decreet over het lokaal bestuur." for n in range(40, 46))
    (town / "data" / "raw" / "besluit.txt").write_text(procedure, encoding="utf-8")
    assert run("extract")[0] == 0
    assert run("classify")[0] == 0
    code, out, _ = run("steekproef", "4")
    assert code == 0
    assert "Steekproef 1: 4 getrokken uit 6 passages" in out
    _, *words = shlex.split(out[out.rindex("lokale-foto confirm") :])
    assert run(*words)[0] == 0
    assert "(4 van de 4 rijen wachten op ja of nee)" in run("status")[1]


def test_a_file_that_is_no_review_sheet_is_refused(run: Run, tmp_path: Path) -> None:
    wrong = tmp_path / "lijst.csv"
    wrong.write_text("naam;bedrag\nAn;3\n", encoding="utf-8")
    code, _, error = run("confirm", wrong)
    assert code == 2
    assert "lijst.csv" in error


# --- the plain doors -----------------------------------------------------------------------------------------------


def test_label_refuses_lines_that_are_no_json_and_names_the_line(run: Run, tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text('{"id": 1, "text": "We planten bomen"}\n{kapot\n', encoding="utf-8")
    code, out, error = run("label", source, tmp_path / "uit.jsonl")
    assert (code, out) == (2, "")
    assert "regel 2 is geen geldige JSON" in error
    assert not (tmp_path / "uit.jsonl").exists()


def test_label_takes_the_line_separators_of_unicode_for_text(run: Run, tmp_path: Path) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "uit.jsonl"
    source.write_text('{"id": "a", "text": "We planten bomen\u2028in het bos"}\r\n', encoding="utf-8", newline="")
    assert run("label", source, target)[0] == 0
    assert target.read_text(encoding="utf-8").startswith('{"id": "a"')


@pytest.mark.parametrize(("command", "more"), [("evaluate", []), ("label", ["-"])])
def test_a_file_of_passages_in_another_encoding_is_refused_with_what_to_give(
    run: Run, tmp_path: Path, command: str, more: list[str]
) -> None:
    source = tmp_path / "passages.jsonl"
    source.write_text('{"id": 1, "text": "Één bos"}\n', encoding="cp1252")
    code, _, error = run(command, source, *more)
    assert code == 2
    assert "Geef een bestand met JSON Lines in UTF-8" in error


def test_evaluate_measures_given_passages_and_refuses_others(run: Run, tmp_path: Path) -> None:
    gold = tmp_path / "goud.jsonl"
    gold.write_text('{"id": 1, "text": "We planten bomen in het bos", "actie": true, "sdg": [15]}\n', encoding="utf-8")
    code, out, _ = run("evaluate", gold)
    assert code == 0
    assert "goud.jsonl: 1 passage, 1 actie" in out
    gold.write_text('{"id": 1, "text": "We planten bomen"}\n', encoding="utf-8")
    code, _, error = run("evaluate", gold)
    assert code == 2
    assert "elke regel moet id, text, actie" in error


def test_evaluate_without_passages_measures_the_corpus_out_of_fold(run: Run, town: Path) -> None:
    basis = town / "data" / "labelled" / "basis"
    basis.mkdir(parents=True)
    rows = [f"a-{n};We planten {n} bomen in bos {n};ja;15;zorg_voor_het_milieu;bbc" for n in range(15)]
    rows += [f"b-{n};Gelet op artikel {n} van het decreet;nee;;;bbc" for n in range(15)]
    text = "\n".join(["id;tekst;actie;sdg;mvo;brontype", *rows]) + "\n"
    (basis / "klein.csv").write_text(text, encoding="utf-8")
    code, out, _ = run("evaluate")
    assert code == 0
    assert "in 3 beurten" in out
    assert "Basiscorpus: 30 passages, 15 acties" in out
    assert "SDG: eerste voorstel juist" in out
