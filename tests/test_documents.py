"""The folder of documents: what is found, what kind it is and why, the register that people edit, and doubles."""

import csv
import io
import os
from collections import Counter
from pathlib import Path

import pytest

from pipeline.documents import Register, find_files, infer, mark_doubles, missing_kinds, update_register, words_of
from pipeline.errors import StoreError, UsageError
from pipeline.schema import Block, Brontype, Document, PlanItem, Problem


def document(path: str, **fields: object) -> Document:
    values: dict[str, object] = {"sha256": path, "brontype": "dienst", "reason": "bestandsnaam", "state": "gelezen"}
    return Document.model_validate({"path": path, **values, **fields})


def text(*lines: str) -> list[Block]:
    return [Block(nr=number, kind="paragraph", text=line) for number, line in enumerate(lines)]


def table(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline=""), delimiter=";"))


def test_all_files_are_found_but_not_what_programs_leave_behind(tmp_path: Path) -> None:
    names = ["b.docx", "a/c.pdf", "pagina.html", "pagina_bestanden/stijl.css", "x_bestanden/plan.pdf", "documenten.csv", "~$b.docx",
             "Thumbs.db", ".verborgen", "__MACOSX/c.pdf", "a/b.tmp"]  # fmt: skip
    for name in names:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    assert [source.name for source in find_files(tmp_path)] == [
        "a/c.pdf",
        "b.docx",
        "pagina.html",
        "x_bestanden/plan.pdf",
    ]
    assert [source.name for source in find_files(tmp_path / "a" / "c.pdf")] == ["c.pdf"]


def test_a_folder_that_is_not_there_is_an_error_with_its_name(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="weg bestaat niet"):
        find_files(tmp_path / "weg")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_a_name_that_is_no_text_gets_a_name_that_can_be_written(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_bytes(b"x")
    assert find_files(tmp_path)[0].name.encode("utf-8")


@pytest.mark.parametrize(
    ("name", "brontype"),
    [
        ("meerjarenplan-2026-2031.pdf", "bbc"),
        ("MJP_aanpassing3.xlsx", "bbc"),
        ("Bestuursakkoord 2025-2030.docx", "beleidsverklaring"),
        ("beleidsverklaring.docx", "beleidsverklaring"),
        ("visienota_klimaat.pdf", "visienota"),
        ("klimaatactieplan-2030.pdf", "visienota"),
        ("jaaractieplan-vrije-tijd.xlsx", "dienst"),
        ("fiche.md", "dienst"),
        ("verslag-milieuraad-12-mei.docx", "adviesraad"),
        ("advies gecoro op het meerjarenplan.pdf", "adviesraad"),
        ("infoblad-lente.pdf", "nieuwsbrief"),
        ("nieuwsbrief.eml", "nieuwsbrief"),
        ("dienst/acties.docx", "dienst"),
        ("adviesraden/2025/document1.docx", "adviesraad"),
        ("bericht.eml", "nieuwsbrief"),
        ("lijst.xlsx", "dienst"),
    ],
)
def test_the_name_tells_what_kind_of_source_it_is(name: str, brontype: Brontype) -> None:
    found = infer(name, [])
    assert found.brontype == brontype
    assert found.reason


@pytest.mark.parametrize(
    ("blocks", "brontype", "reason"),
    [
        ([Block(nr=0, kind="heading", level=1, text="Bestuursakkoord 2025")], "beleidsverklaring", "titel"),
        ([Block(nr=i, kind="plan_item", text="x", plan=PlanItem(level="actie", code=f"A{i}", title="x")) for i in range(6)], "bbc", "inhoud"),
        (text(*["De raad adviseert om bomen te planten."] * 4), "adviesraad", "woordgebruik"),
        (text("Wij planten bomen."), "dienst", "pas aan"),
    ],
)  # fmt: skip
def test_without_a_telling_name_the_content_decides(blocks: list[Block], brontype: Brontype, reason: str) -> None:
    found = infer("document1.docx", blocks)
    assert found.brontype == brontype
    assert reason in found.reason


@pytest.mark.parametrize(
    ("name", "status"),
    [("jaarverslag-2024.pdf", "gerealiseerd"), ("opvolgingsrapport.pdf", "lopend"), ("visienota.pdf", None)],
)
def test_a_report_of_what_was_done_says_so(name: str, status: str | None) -> None:
    assert infer(name, []).status == status


def test_the_service_is_taken_from_the_title() -> None:
    blocks = [Block(nr=0, kind="heading", level=1, text="Jaarplan 2026 – dienst Vrije Tijd")]
    assert infer("jaarplan.docx", blocks).dienst == "Vrije Tijd"


def test_missing_kinds_counts_only_what_could_be_read() -> None:
    documents = [document("a", brontype="bbc"), document("b", brontype="visienota", state="mislukt")]
    assert missing_kinds(documents) == ["beleidsverklaring", "visienota", "dienst", "adviesraad", "nieuwsbrief"]
    assert missing_kinds([]) == ["bbc", "beleidsverklaring", "visienota", "dienst", "adviesraad", "nieuwsbrief"]


def test_the_register_is_written_as_excel_wants_it(tmp_path: Path) -> None:
    (tmp_path / "plan.pdf").write_bytes(b"x")
    assert update_register(tmp_path, [document("plan.pdf", pages=3)])
    data = (tmp_path / "documenten.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbfbestand;brontype;dienst;aangeleverd_door;datum;toestand;opmerking\r\n")
    row = table(tmp_path / "documenten.csv")[0]
    assert row["toestand"] == "gelezen, 3 bladzijden; brontype voorgesteld als dienst (bestandsnaam)"
    assert len(row["datum"]) == 10


def test_a_second_pass_changes_nothing(tmp_path: Path) -> None:
    documents = [document("a.pdf"), document("b.zip/c.docx", state="dubbel", same_as="a.pdf")]
    update_register(tmp_path, documents)
    first = (tmp_path / "documenten.csv").read_bytes()
    update_register(tmp_path, documents)
    assert (tmp_path / "documenten.csv").read_bytes() == first


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_what_a_person_wrote_comes_back_and_stays(encoding: str, delimiter: str, tmp_path: Path) -> None:
    rows = [
        ["opmerking", "bestand", "brontype", "dienst", "aangeleverd_door", "datum", "eigen kolom"],
        ["nakijken é", "a.pdf", "Visienota", "Milieu", "Jan", "1/2/2026", "x"],
    ]
    path = tmp_path / "documenten.csv"
    path.write_bytes("\r\n".join(delimiter.join(row) for row in rows).encode(encoding))
    register = Register.read(tmp_path)
    assert (register.brontype("a.pdf"), register.dienst("a.pdf")) == ("visienota", "Milieu")
    update_register(tmp_path, [document("a.pdf", brontype="visienota", dienst="Milieu")])
    row = table(path)[0]
    assert [row[name] for name in ("opmerking", "brontype", "aangeleverd_door", "datum", "eigen kolom", "toestand")] == [
        "nakijken é", "visienota", "Jan", "1/2/2026", "x", "gelezen",
    ]  # fmt: skip


def test_a_proposal_of_the_program_is_no_choice_of_a_person(tmp_path: Path) -> None:
    update_register(tmp_path, [document("a.pdf", brontype="bbc"), document("b.pdf", brontype="bbc")])
    path = tmp_path / "documenten.csv"
    path.write_bytes(path.read_bytes().replace(b"b.pdf;bbc", b"b.pdf;dienst"))
    register = Register.read(tmp_path)
    assert (register.brontype("a.pdf"), register.brontype("b.pdf"), register.brontype("c.pdf")) == (
        None,
        "dienst",
        None,
    )


def test_an_unknown_brontype_is_named_and_not_thrown_away(tmp_path: Path) -> None:
    path = tmp_path / "documenten.csv"
    path.write_text("bestand;brontype\na.pdf;krantje\n", encoding="utf-8")
    update_register(tmp_path, [document("a.pdf")])
    row = table(path)[0]
    assert row["brontype"] == "krantje"
    assert "“krantje” is onbekend" in row["toestand"]


def test_a_file_that_is_gone_keeps_its_row(tmp_path: Path) -> None:
    path = tmp_path / "documenten.csv"
    path.write_text("bestand;opmerking\nweg.pdf;belangrijk\n", encoding="utf-8")
    update_register(tmp_path, [document("a.pdf")])
    assert [(row["bestand"], row["opmerking"], row["toestand"][:9]) for row in table(path)] == [
        ("a.pdf", "", "gelezen; "),
        ("weg.pdf", "belangrijk", "ontbreekt"),
    ]


def test_failures_and_names_that_look_like_formulas_are_written_safely(tmp_path: Path) -> None:
    failed = document("=cmd.pdf", state="mislukt", problems=(Problem(place="x", message="Het bestand is leeg."),))
    update_register(tmp_path, [failed])
    row = table(tmp_path / "documenten.csv")[0]
    assert row["bestand"] == "'=cmd.pdf"
    assert row["toestand"].startswith("niet gelezen: Het bestand is leeg.")
    assert "=cmd.pdf" in Register.read(tmp_path).rows


def test_a_register_without_the_column_of_files_is_an_error_and_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "documenten.csv"
    path.write_text("naam;soort\na;b\n", encoding="utf-8")
    with pytest.raises(StoreError, match="geen kolom “bestand”"):
        update_register(tmp_path, [])
    assert path.read_text(encoding="utf-8") == "naam;soort\na;b\n"


def test_a_folder_that_cannot_be_written_to_is_no_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert not update_register(tmp_path, [document("a.pdf")])
    assert not update_register(tmp_path / "a.pdf", [document("a.pdf")])
    assert list(tmp_path.iterdir()) == []


WORDS = Counter(f"woord{letter}" for letter in "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz" * 3)


@pytest.mark.parametrize(
    ("other", "states"),
    [
        (WORDS, ["gelezen", "dubbel"]),
        (WORDS + Counter(["bladzijde", "nummer"]), ["dubbel", "gelezen"]),
        (WORDS - Counter(["wooordje"]), ["gelezen", "dubbel"]),
        (WORDS + Counter(f"nieuw{i}" for i in range(60)), ["gelezen", "gelezen"]),
        (
            Counter(list(WORDS.elements())[:-5]) + Counter(["een", "heel", "andere", "nieuwe", "actie"]),
            ["gelezen", "gelezen"],
        ),
    ],
)
def test_only_a_document_without_which_nothing_is_lost_is_a_double(other: Counter[str], states: list[str]) -> None:
    documents = [document("a.docx"), document("b.docx")]
    marked = mark_doubles(documents, {"a.docx": WORDS, "b.docx": other})
    assert [one.state for one in marked] == states


def test_the_same_bytes_are_a_double_and_the_version_with_pages_is_kept() -> None:
    documents = [
        document("a.docx"),
        document("b.pdf", pages=3),
        document("c.docx", sha256="a.docx"),
        document("d", state="mislukt"),
    ]
    marked = mark_doubles(documents, {"a.docx": WORDS, "b.pdf": WORDS})
    assert [(one.state, one.same_as) for one in marked] == [
        ("dubbel", "b.pdf"),
        ("gelezen", ""),
        ("dubbel", "b.pdf"),
        ("mislukt", ""),
    ]


def test_what_is_set_aside_does_not_count_as_text() -> None:
    assert words_of([Block(nr=0, kind="aside", text="bladzijde"), *text("Bomen planten")]) == Counter(
        bomen=1, planten=1
    )
