"""From sheet to decision: what counts, what is asked again, what is never guessed."""

import csv
import io
import multiprocessing
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from pipeline.decisions import append_round, in_force, read_rounds
from pipeline.errors import StoreError
from pipeline.review.confirm import Preview, review
from pipeline.review.export import export_decided, export_sheets, unfinished
from pipeline.review.preview import in_dutch
from pipeline.schema import Decision, Round
from tests.review_rig import FRAMES, TIME, confirm, read, suggestions

ROWS = suggestions(30)
A, B, C = (row.candidate for row in ROWS[20:23])
Cells = Mapping[str, str]


def sheet(folder: Path, cells: Mapping[str, Cells], name: str = "blad.csv", drop: Sequence[str] = ()) -> Path:
    """The exported sheet with these cells filled in, by id."""
    export_sheets(folder, ROWS, FRAMES, [], name="export")
    rows = list(csv.DictReader(io.StringIO((folder / "export.csv").read_text("utf-8-sig"), newline=""), delimiter=";"))
    filled = [row | cells.get(row["rij_id"], {}) for row in rows]
    buffer = io.StringIO(newline="")
    writer = csv.DictWriter(buffer, [n for n in rows[0] if n not in drop], delimiter=";", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(filled)
    path = folder / name
    path.write_text(buffer.getvalue(), encoding="utf-8")
    return path


def decided(
    folder: Path, cells: Mapping[str, Cells], earlier: Sequence[Decision] = (), reviewer: str = "An"
) -> Preview:
    return confirm(sheet(folder, cells), ROWS, list(earlier), reviewer)


def proposed(row_id: str) -> dict[str, tuple[str, ...]]:
    return next(row for row in ROWS if row.candidate.id == row_id).labelling.proposed


def test_an_untouched_sheet_decides_nothing(tmp_path: Path) -> None:
    preview = decided(tmp_path, {})
    assert (preview.decisions, preview.undecided, preview.complete) == ((), len(ROWS), True)


def test_a_decision_keeps_all_that_is_needed_to_rebuild(tmp_path: Path) -> None:
    (decision,) = decided(tmp_path, {A.id: {"beslissing": "ja", "opmerking": "goed"}}).decisions
    assert (decision.verdict, decision.text, decision.source_text, decision.remark) == ("ja", A.text, A.text, "goed")
    assert (decision.labels, decision.proposed) == (proposed(A.id), proposed(A.id))
    assert (decision.reviewer, decision.time, decision.model) == ("An", TIME, "v0001-abcdef01")
    assert (decision.places, decision.context, decision.code, decision.level) == (A.places, A.context, A.code, A.level)


def test_labels_come_in_the_order_of_the_cells_and_geen_means_none(tmp_path: Path) -> None:
    cells = {
        A.id: {"beslissing": "ja", "sdg_1": "", "sdg_2": "13", "sdg_3": "SDG 6", "mvo_1": "geen", "mvo_2": ""},
        B.id: {"beslissing": "ja", "sdg_1": "geen", "sdg_2": "", "sdg_3": "geen"},
    }
    first, second = sorted(decided(tmp_path, cells).decisions, key=lambda d: d.id)
    assert first.labels == {"sdg": ("13", "6"), "mvo": ()}
    assert second.labels == {"sdg": (), "mvo": proposed(B.id)["mvo"]}


def test_nee_keeps_no_labels_and_looks_at_no_label_cells(tmp_path: Path) -> None:
    (decision,) = decided(tmp_path, {A.id: {"beslissing": "nee", "sdg_1": "onzin"}}).decisions
    assert (decision.verdict, decision.labels) == ("nee", {})


def test_an_edited_text_is_kept_beside_the_source_and_shown(tmp_path: Path) -> None:
    better = A.text.replace("deel 20", "fase twee")
    preview = decided(tmp_path, {A.id: {"beslissing": "ja", "tekst": better}})
    assert (preview.decisions[0].text, preview.decisions[0].source_text) == (better, A.text)
    assert [(edit.id, edit.after) for edit in preview.edits] == [(A.id, better)]


def test_a_changed_status_is_kept(tmp_path: Path) -> None:
    (decision,) = decided(tmp_path, {A.id: {"beslissing": "ja", "status": "gerealiseerd"}}).decisions
    assert decision.status == "gerealiseerd"


def test_an_edited_row_without_decision_is_mentioned_and_not_saved(tmp_path: Path) -> None:
    preview = decided(tmp_path, {A.id: {"opmerking": "later"}, B.id: {"sdg_1": "SDG 17", "sdg_2": "", "sdg_3": ""}})
    assert preview.decisions == ()
    assert {pending.split(" aangepast")[0].split(": ")[1] for pending in preview.pending} == {"opmerking", "labels"}
    assert preview.pending[0].startswith("blad.csv, rij ")
    assert any("blijft in het blad staan" in line for line in in_dutch(preview))


def test_a_removed_label_column_keeps_the_proposal_and_a_removed_frame_is_not_judged(tmp_path: Path) -> None:
    row = next(row for row in ROWS if len(row.labelling.proposed["sdg"]) == 3)
    path = sheet(tmp_path, {row.candidate.id: {"beslissing": "ja"}}, drop=("sdg_2", "mvo_1", "mvo_2"))
    preview = confirm(path, ROWS)
    assert preview.decisions[0].labels == {"sdg": row.labelling.proposed["sdg"]}
    assert any("kolom sdg_2 ontbreekt" in note for note in preview.notes)
    assert any("voor MVO wordt niets bevestigd" in note for note in preview.notes)


def test_what_was_decided_so_before_is_not_recorded_again(tmp_path: Path) -> None:
    cells = {A.id: {"beslissing": "ja", "sdg_1": "7"}, B.id: {"beslissing": "nee"}}
    first = decided(tmp_path, cells)
    again = decided(tmp_path, cells, first.decisions, reviewer="Bert")
    assert (again.decisions, again.same, again.undecided) == ((), 2, len(ROWS) - 2)


@pytest.mark.parametrize(
    "change", [{"beslissing": "nee"}, {"sdg_1": "SDG 17"}, {"opmerking": "toch"}, {"status": "lopend"}]
)
def test_a_decision_changed_later_is_a_new_decision_that_shows_the_old(tmp_path: Path, change: Cells) -> None:
    first = decided(tmp_path, {A.id: {"beslissing": "ja", "sdg_1": "7"}})
    later = decided(tmp_path, {A.id: {"beslissing": "ja", "sdg_1": "7"} | change}, first.decisions, reviewer="Bert")
    assert [(d.id, d.reviewer) for d in later.decisions] == [(A.id, "Bert")]
    assert "(An, 2026-03-02)" in later.revisions[0].before


def test_leaving_a_decided_row_empty_takes_nothing_back(tmp_path: Path) -> None:
    first = decided(tmp_path, {A.id: {"beslissing": "ja"}})
    assert decided(tmp_path, {}, first.decisions).decisions == ()


def test_an_untouched_text_does_not_undo_an_earlier_edit(tmp_path: Path) -> None:
    better = A.text + " met de buurt"
    first = decided(tmp_path, {A.id: {"beslissing": "ja", "tekst": better}})
    later = decided(tmp_path, {A.id: {"beslissing": "ja", "sdg_1": "SDG 17"}}, first.decisions)
    assert later.decisions[0].text == better


def test_a_row_that_is_no_longer_suggested_can_still_be_changed(tmp_path: Path) -> None:
    first = decided(tmp_path, {A.id: {"beslissing": "ja"}})
    path = sheet(tmp_path, {A.id: {"beslissing": "nee"}})
    left = [row for row in ROWS if row.candidate.id != A.id]
    assert [d.verdict for d in confirm(path, left, list(first.decisions)).decisions] == ["nee"]


def test_a_sheet_from_before_a_merge_counts_for_the_row_it_was_merged_into(tmp_path: Path) -> None:
    path = sheet(tmp_path, {B.id: {"beslissing": "ja"}})
    merged = ROWS[20].model_copy(update={"candidate": A.model_copy(update={"aliases": (B.id,)})})
    (decision,) = confirm(path, [merged]).decisions
    assert (decision.id, decision.aliases, decision.text) == (A.id, (B.id,), A.text)


def test_a_decision_on_a_merged_row_replaces_the_one_on_its_old_id(tmp_path: Path) -> None:
    first = decided(tmp_path, {B.id: {"beslissing": "ja"}})
    merged = ROWS[20].model_copy(update={"candidate": A.model_copy(update={"aliases": (B.id,)})})
    later = confirm(sheet(tmp_path, {A.id: {"beslissing": "nee"}}), [merged], list(first.decisions))
    assert [(d.id, d.aliases, d.verdict) for d in later.decisions] == [(B.id, (A.id,), "nee")]


def test_two_rows_with_one_id_are_told_apart_by_their_text(tmp_path: Path) -> None:
    twin = ROWS[21].model_copy(update={"candidate": B.model_copy(update={"id": A.id})})
    rows = [ROWS[20], twin]
    path = tmp_path / "blad.csv"
    path.write_text(f"rij_id;beslissing;tekst\n{A.id};ja;{B.text}\n{A.id};nee;{A.text}\n", encoding="utf-8")
    assert {d.text: d.verdict for d in confirm(path, rows).decisions} == {B.text: "ja", A.text: "nee"}
    path.write_text(f"rij_id;beslissing;tekst\n{A.id};ja;#NAAM?\n", encoding="utf-8")
    assert "Twee rijen dragen deze rij_id" in str(confirm(path, rows).problems[0])


def test_nothing_is_complete_with_a_problem_but_the_rest_can_still_be_saved(tmp_path: Path) -> None:
    preview = decided(
        tmp_path, {A.id: {"beslissing": "ja"}, B.id: {"beslissing": "hm"}, C.id: {"beslissing": "ja", "sdg_1": "77"}}
    )
    assert not preview.complete
    assert [d.id for d in preview.decisions] == [A.id]
    assert {(p.id, p.column) for p in preview.problems} == {(B.id, "beslissing"), (C.id, "sdg_1")}


def test_rows_of_unknown_id_are_named(tmp_path: Path) -> None:
    path = tmp_path / "blad.csv"
    path.write_text("rij_id;beslissing;tekst\nact-77777-0000;ja;Iets\nact-88888-0000;;Iets\n", encoding="utf-8")
    preview = confirm(path, ROWS)
    assert preview.unknown == ("act-77777-0000", "act-88888-0000")
    assert [problem.id for problem in preview.problems] == ["act-77777-0000"]


def test_a_text_that_belongs_to_another_row_is_named_even_when_it_is_much_alike(tmp_path: Path) -> None:
    first, second = "Aanleggen van een fietspad in de Molenstraat", "Aanleggen van een fietspad in de Kerkstraat"
    rows = [
        row.model_copy(update={"candidate": row.candidate.model_copy(update={"text": text})})
        for row, text in zip(ROWS, (first, second), strict=False)
    ]
    path = tmp_path / "blad.csv"
    path.write_text(f"rij_id;beslissing;tekst\n{rows[0].candidate.id};ja;{second}\n", encoding="utf-8")
    preview = confirm(path, rows)
    assert preview.decisions == ()
    assert "hoort bij een andere rij" in str(preview.problems[0])


class TestSeveralReviewers:
    def both(self, folder: Path, first: Mapping[str, Cells], second: Mapping[str, Cells]) -> Preview:
        sheets = [
            read(sheet(folder, cells, f"{name}.csv")).model_copy(update={"reviewer": name})
            for name, cells in (("An", first), ("Bert", second))
        ]
        return review(sheets, ROWS, [], FRAMES, "", TIME)

    def test_each_decides_a_part(self, tmp_path: Path) -> None:
        preview = self.both(tmp_path, {A.id: {"beslissing": "ja"}}, {B.id: {"beslissing": "nee"}})
        assert {d.id: (d.verdict, d.reviewer) for d in preview.decisions} == {A.id: ("ja", "An"), B.id: ("nee", "Bert")}
        assert preview.undecided == len(ROWS) - 2

    def test_the_preview_says_who_filled_in_which_sheet(self, tmp_path: Path) -> None:
        preview = self.both(tmp_path, {A.id: {"beslissing": "ja"}}, {B.id: {"beslissing": "nee"}})
        assert in_dutch(preview)[:2] == [
            "An.csv, nagekeken door An: 1 keer ja en 0 keer nee ingevuld.",
            "Bert.csv, nagekeken door Bert: 0 keer ja en 1 keer nee ingevuld.",
        ]

    def test_agreement_is_one_decision_of_both_with_both_remarks(self, tmp_path: Path) -> None:
        preview = self.both(
            tmp_path,
            {A.id: {"beslissing": "ja", "opmerking": "fijn"}},
            {A.id: {"beslissing": "JA", "opmerking": "dienst Groen"}},
        )
        assert [(d.reviewer, d.remark) for d in preview.decisions] == [("An, Bert", "fijn | dienst Groen")]

    @pytest.mark.parametrize(
        "other",
        [{"beslissing": "nee"}, {"beslissing": "ja", "sdg_1": "SDG 17"}, {"beslissing": "ja", "status": "wens"}],
    )
    def test_a_contradiction_is_shown_and_not_guessed(self, tmp_path: Path, other: Cells) -> None:
        preview = self.both(
            tmp_path,
            {A.id: {"beslissing": "ja", "sdg_1": "1", "status": "lopend"}},
            {A.id: other, B.id: {"beslissing": "ja"}},
        )
        assert [d.id for d in preview.decisions] == [B.id]
        (conflict,) = preview.conflicts
        assert conflict.id == A.id
        assert [version[:4] for version in conflict.versions] == ["An (", "Bert"]
        assert any("Tegenstrijdig" in line for line in in_dutch(preview))

    def test_ja_and_nee_with_the_same_labels_contradict_each_other(self, tmp_path: Path) -> None:
        for first, second in (("ja", "nee"), ("nee", "ja")):
            preview = self.both(tmp_path, {A.id: {"beslissing": first}}, {A.id: {"beslissing": second}})
            assert (preview.decisions, len(preview.conflicts)) == ((), 1)

    def test_an_empty_row_contradicts_nothing(self, tmp_path: Path) -> None:
        assert self.both(tmp_path, {A.id: {"beslissing": "ja"}}, {}).complete


class TestUnfinished:
    def fill(self, folder: Path, cells: Mapping[str, Cells]) -> Path:
        return sheet(folder, cells, "suggesties.csv")

    def test_fresh_sheets_hold_nothing(self, tmp_path: Path) -> None:
        export_sheets(tmp_path, ROWS, FRAMES, [])
        assert unfinished(tmp_path, ROWS, FRAMES) == ((), {}, ())
        assert unfinished(tmp_path / "leeg", ROWS, FRAMES) == ((), {}, ())

    @pytest.mark.parametrize("cells", [{"beslissing": "ja"}, {"beslissing": "hm"}, {"beslissing": "nee"}])
    def test_a_decision_waits_for_confirm(self, tmp_path: Path, cells: Cells) -> None:
        path = self.fill(tmp_path, {A.id: cells})
        assert unfinished(tmp_path, ROWS, FRAMES) == ((path,), {}, ())

    @pytest.mark.parametrize(
        ("cells", "kept"),
        [
            ({"opmerking": "navragen"}, {"opmerking": "navragen"}),
            ({"status": "wens"}, {"status": "wens"}),
            ({"tekst": A.text + " met bomen"}, {"tekst": A.text + " met bomen"}),
            ({"mvo_1": "", "mvo_2": ""}, {"mvo_1": "", "mvo_2": ""}),
            (
                {"sdg_1": "13", "sdg_2": "", "sdg_3": ""},
                {"sdg_1": "SDG 13 Klimaatactie", "sdg_2": "", "sdg_3": ""},
            ),
            ({"sdg_1": "vissen?", "sdg_2": "7", "sdg_3": ""}, {"sdg_1": "vissen?", "sdg_2": "7", "sdg_3": ""}),
        ],
    )
    def test_what_was_changed_without_a_decision_comes_back_in_the_next_sheet(
        self, tmp_path: Path, cells: Cells, kept: Cells
    ) -> None:
        row = ROWS[20].model_copy(
            update={
                "labelling": ROWS[20].labelling.model_copy(
                    update={"proposed": {"sdg": ("1", "2"), "mvo": ("goede_werkgever",)}}
                )
            }
        )
        rows = [row, *ROWS[21:]]
        export_sheets(tmp_path, rows, FRAMES, [])
        path = tmp_path / "suggesties.csv"
        lines = list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"), newline=""), delimiter=";"))
        buffer = io.StringIO(newline="")
        writer = csv.DictWriter(buffer, lines[0], delimiter=";")
        writer.writeheader()
        writer.writerows(line | cells if line["rij_id"] == A.id else line for line in lines)
        path.write_text(buffer.getvalue(), encoding="utf-8")
        left = unfinished(tmp_path, rows, FRAMES)
        assert left == ((), {A.id: kept}, ())
        for _ in range(2):  # and in the one after that
            export_sheets(tmp_path, rows, FRAMES, [], drafts=left.drafts)
            left = unfinished(tmp_path, rows, FRAMES)
            assert left == ((), {A.id: kept}, ())

    @pytest.mark.parametrize("encoding", ["cp850", "mac_roman"])
    def test_a_sheet_saved_in_an_old_encoding_holds_no_edited_texts(self, tmp_path: Path, encoding: str) -> None:
        rows = suggestions(60)
        export_sheets(tmp_path, rows, FRAMES, [])
        path = tmp_path / "suggesties.csv"
        lines = path.read_text("utf-8-sig").splitlines(keepends=True)
        accented = next(n for n, line in enumerate(lines) if "café" in line)
        lines[accented] = lines[accented].replace("café", "café én bar")
        path.write_bytes("".join(lines).encode(encoding, "replace"))
        ((_, cells),) = unfinished(tmp_path, rows, FRAMES).drafts.items()
        assert "café én bar" in cells["tekst"]

    def test_sheets_that_were_changed_differently_clash(self, tmp_path: Path) -> None:
        self.fill(tmp_path, {A.id: {"opmerking": "navragen"}})
        (tmp_path / "suggesties.csv").rename(tmp_path / "suggesties.xlsx")  # the format follows from the content
        self.fill(tmp_path, {A.id: {"opmerking": "nagevraagd"}})
        assert unfinished(tmp_path, ROWS, FRAMES).clashes == (A.id,)

    def test_what_is_in_the_log_does_not_count(self, tmp_path: Path) -> None:
        path = self.fill(tmp_path, {A.id: {"beslissing": "ja", "opmerking": "goed"}})
        log = confirm(path, ROWS).decisions
        assert unfinished(tmp_path, ROWS, FRAMES, log) == ((), {}, ())
        self.fill(tmp_path, {A.id: {"beslissing": "nee"}})
        assert unfinished(tmp_path, ROWS, FRAMES, log) == ((path,), {}, ())


def test_decisions_can_be_written_out_changed_and_read_back(tmp_path: Path) -> None:
    first = decided(tmp_path, {A.id: {"beslissing": "ja", "sdg_1": "7"}, B.id: {"beslissing": "nee"}})
    paths = export_decided(tmp_path, first.decisions, FRAMES, {A.id: "Verrassend."}, name="nakijken")
    for path in paths:
        assert confirm(path, [], list(first.decisions)).same == 2
    text = paths[0].read_text("utf-8-sig")
    assert "Verrassend." in text
    paths[0].write_text(text.replace(";nee;", ";ja;", 1), encoding="utf-8")
    assert [(d.id, d.verdict) for d in confirm(paths[0], [], list(first.decisions)).decisions] == [(B.id, "ja")]


def _round(folder: Path, decisions: Sequence[Decision], number: int) -> None:
    append_round(folder, Round(nr=0, kind="beslissingen", reviewer=f"R{number}", time=TIME), decisions)


def test_two_confirms_at_once_are_both_kept(tmp_path: Path) -> None:
    preview = decided(tmp_path, {row.candidate.id: {"beslissing": "ja"} for row in ROWS})
    context = multiprocessing.get_context("spawn")
    halves = (preview.decisions[::2], preview.decisions[1::2])
    workers = [context.Process(target=_round, args=(tmp_path / "rondes", half, n)) for n, half in enumerate(halves)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(30)
    rounds = read_rounds(tmp_path / "rondes")
    assert [head.nr for head, _ in rounds] == [1, 2]
    assert {d.id for d in in_force(rounds)} == {d.id for d in preview.decisions}


def test_a_round_that_came_in_between_is_not_overruled_unseen(tmp_path: Path) -> None:
    first = decided(tmp_path, {A.id: {"beslissing": "ja"}}).decisions
    head = Round(nr=0, kind="beslissingen", reviewer="An", time=TIME)
    append_round(tmp_path / "rondes", head, first, after=0)
    with pytest.raises(StoreError, match="Intussen heeft iemand anders ronde 1 bewaard"):
        append_round(tmp_path / "rondes", head, first, after=0)
    assert len(read_rounds(tmp_path / "rondes")) == 1


def test_a_log_with_every_kind_of_line_end_in_its_texts_can_be_read_again(tmp_path: Path) -> None:
    first = decided(tmp_path, {A.id: {"beslissing": "ja"}}).decisions[0]
    odd = first.model_copy(update={"text": "a\u2028b\u2029c\x85d\x0be\rf\ng\x1ch"})
    append_round(tmp_path / "rondes", Round(nr=0, kind="beslissingen", reviewer="An", time=TIME), [odd])
    assert in_force(read_rounds(tmp_path / "rondes")) == [odd]
