"""Sheets mangled in every way that Excel, LibreOffice and people mangle them: no decision lost, invented or changed.

Each sheet gets decisions, then several manglings at once. A mangling either leaves the meaning alone, and then every
decision must come back exactly, or it makes a row impossible to understand, and then that row must be named and not
saved while all others come back. LOKALE_FOTO_SHEETS sets the number of sheets (2000 takes about two minutes).
"""

import csv
import io
import os
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import openpyxl
import pytest

from pipeline.cells import guarded
from pipeline.review.columns import FIXED, columns
from pipeline.review.confirm import Preview
from pipeline.review.export import export_sheets
from tests.review_rig import FRAMES, confirm, suggestions

SHEETS = int(os.environ.get("LOKALE_FOTO_SHEETS", "240"))
BATCHES = 8
ROWS = suggestions(40)
ACCENTED = next(row for row in ROWS if row.candidate.text.startswith("Café"))
Row = dict[str, str]
LABEL_COLUMNS = ("sdg_1", "sdg_2", "sdg_3", "mvo_1", "mvo_2")


@dataclass
class Draft:
    """A sheet in the making: its rows and columns, what must come back, and which rows must be named instead."""

    rows: list[Row]
    names: list[str]
    random: random.Random
    expected: dict[str, tuple[str, dict[str, tuple[str, ...]], str]]
    named: set[str] = field(default_factory=set)
    above: list[list[str]] = field(default_factory=list)
    encoding: str = "utf-8-sig"
    delimiter: str = ";"
    line_end: str = "\r\n"
    quoting: int = csv.QUOTE_MINIMAL
    first_line: str = ""
    packed: bool = False
    workbook: bool = False
    numbers: bool = False

    def decided(self) -> list[Row]:
        return [row for row in self.rows if row["rij_id"] in self.expected]

    def one(self, verdict: str = "") -> Row | None:
        """A decided row that no other mangling has made unreadable."""
        fit = [
            r
            for r in self.decided()
            if r["rij_id"] not in self.named and verdict in ("", self.expected[r["rij_id"]][0])
        ]
        return self.random.choice(fit) if fit else None

    def spoil(self, row: Row) -> None:
        self.named.add(row["rij_id"])


Mangling = Callable[[Draft], None]


def _drafted(generator: random.Random, exported: list[Row]) -> Draft:
    rows = [dict(row) for row in generator.sample(exported, generator.randint(3, len(exported)))]
    expected = {}
    for row in rows:
        verdict = generator.choice(["ja", "ja", "nee", ""])
        if not verdict:
            continue
        row["beslissing"] = verdict
        if generator.random() < 0.3:
            row["opmerking"] = generator.choice(
                ["goed voorbeeld", "zie café; pagina 3", '"letterlijk" zo', "- nakijken", "één, twee"]
            )
        if generator.random() < 0.4:
            for frame in FRAMES.values():
                chosen = generator.sample(frame.ids, generator.randint(0, frame.max_labels))
                for at in range(frame.max_labels):
                    row[f"{frame.id}_{at + 1}"] = frame.show(chosen[at]) if at < len(chosen) else ""
        labels = {
            frame.id: tuple(
                label
                for n in range(frame.max_labels)
                if (label := frame.read_label(row[f"{frame.id}_{n + 1}"])) is not None
            )
            for frame in FRAMES.values()
        }
        expected[row["rij_id"]] = (verdict, labels if verdict == "ja" else {}, row["opmerking"])
    return Draft(rows=rows, names=list(FIXED), random=generator, expected=expected)


def _each(change: Callable[[Draft, Row], None]) -> Mangling:
    def mangle(draft: Draft) -> None:
        for row in draft.rows:
            change(draft, row)

    return mangle


def _words(yes: str, no: str) -> Mangling:
    def change(draft: Draft, row: Row) -> None:
        if row["rij_id"] not in draft.named:
            row["beslissing"] = {"ja": yes, "nee": no}.get(row["beslissing"], row["beslissing"])

    return _each(change)


def _labels(show: Callable[[str, str, str], str]) -> Mangling:
    """Write each label otherwise; ``show`` gets the cell, the id and the name."""

    def change(draft: Draft, row: Row) -> None:
        for name in LABEL_COLUMNS:
            frame = FRAMES[name[:3]]
            label = frame.read_label(row[name])
            if label is not None and row["rij_id"] not in draft.named:
                row[name] = show(row[name], label, frame.label(label).name)

    return _each(change)


def _text(change: Callable[[str], str]) -> Mangling:
    def mangle(draft: Draft, row: Row) -> None:
        if row["rij_id"] not in draft.named:
            row["tekst"] = change(row["tekst"])

    return _each(mangle)


def _cell(name: str, change: Callable[[str], str]) -> Mangling:
    def mangle(draft: Draft, row: Row) -> None:
        row[name] = change(row[name])

    return _each(mangle)


def _set(**values: object) -> Mangling:
    def mangle(draft: Draft) -> None:
        for name, value in values.items():
            setattr(draft, name, value)

    return mangle


def _spoiled(column: str, value: str, verdict: str = "") -> Mangling:
    """Make one decided row impossible to understand."""

    def mangle(draft: Draft) -> None:
        if row := draft.one(verdict):
            draft.spoil(row)
            row[column] = value

    return mangle


def _old(encoding: str) -> Mangling:
    """Encodings that show themselves only by an accent in a text: as good as every plan has one."""

    def mangle(draft: Draft) -> None:
        draft.encoding = encoding
        if all(row["rij_id"] != ACCENTED.candidate.id for row in draft.rows):
            draft.rows.append(
                dict.fromkeys(FIXED, "") | {"rij_id": ACCENTED.candidate.id, "tekst": ACCENTED.candidate.text}
            )

    return mangle


def _drop(names: tuple[str, ...]) -> Mangling:
    def mangle(draft: Draft) -> None:
        draft.names = [name for name in draft.names if name not in names]
        if "opmerking" in names:
            draft.expected = {key: (verdict, labels, "") for key, (verdict, labels, _) in draft.expected.items()}

    return mangle


def _shuffle(draft: Draft) -> None:
    draft.random.shuffle(draft.rows)


def _shuffle_columns(draft: Draft) -> None:
    draft.random.shuffle(draft.names)


def _sort_by_page(draft: Draft) -> None:
    draft.rows.sort(key=lambda row: row["pagina"])


def _filter_rows(draft: Draft) -> None:
    for row in draft.random.sample(draft.rows, len(draft.rows) // 3):
        if row["rij_id"] not in draft.named:
            draft.rows.remove(row)
            draft.expected.pop(row["rij_id"], None)


def _blank_lines(draft: Draft) -> None:
    for _ in range(3):
        draft.rows.insert(draft.random.randint(0, len(draft.rows)), dict.fromkeys(draft.names, ""))


def _own_columns(draft: Draft) -> None:
    draft.names.insert(draft.random.randint(0, len(draft.names)), "mijn notitie")
    draft.names.append("")
    for row in draft.rows:
        row["mijn notitie"] = "ja; nee"


def _doubled_rows(draft: Draft) -> None:
    draft.rows += [dict(row) for row in draft.random.sample(draft.rows, min(3, len(draft.rows)))]


def _repeated_heading(draft: Draft) -> None:
    draft.rows.insert(len(draft.rows) // 2, {name: name for name in draft.names if name})


def _title_above(draft: Draft) -> None:
    draft.above = [["Nazicht gemeente Voorbeeldegem"], [], ["stand van", "12/03/2026"]]


def _headings_otherwise(draft: Draft) -> None:
    renamed = {name: f" {name.replace('_', ' ').upper()} " for name in draft.names}
    draft.rows = [{renamed.get(key, key): value for key, value in row.items()} | row for row in draft.rows]
    draft.names = [renamed[name] for name in draft.names]


def _geen(draft: Draft) -> None:
    for row in draft.rows:
        for name in LABEL_COLUMNS:
            row[name] = row.get(name) or draft.random.choice(["geen", "Geen", "-", "n.v.t."])


def _moved_cell(draft: Draft) -> None:
    """The labels one cell to the right where there is room: the order stays, so the meaning stays."""
    for row in draft.rows:
        if row.get("sdg_1") and row.get("sdg_2") and not row.get("sdg_3"):
            row["sdg_1"], row["sdg_2"], row["sdg_3"] = "", row["sdg_1"], row["sdg_2"]


def _all_in_one_cell(draft: Draft) -> None:
    for row in draft.rows:
        cells = [row[name] for name in ("sdg_1", "sdg_2", "sdg_3") if any(c.isdigit() for c in row.get(name, ""))]
        if len(cells) > 1:
            row["sdg_1"], row["sdg_2"], row["sdg_3"] = "; ".join(cells), "", ""


def _swapped_texts(draft: Draft) -> None:
    """One column sorted apart: two rows carry each other's text."""
    first = draft.one()
    others = [row for row in draft.decided() if first and row is not first and row["rij_id"] not in draft.named]
    if first and others:
        second = draft.random.choice(others)
        if first["tekst"] != second["tekst"]:
            first["tekst"], second["tekst"] = second["tekst"], first["tekst"]
            draft.spoil(first)
            draft.spoil(second)


def _changed_id(value: Callable[[str], str]) -> Mangling:
    def mangle(draft: Draft) -> None:
        if row := draft.one():
            draft.expected.pop(row["rij_id"])
            row["rij_id"] = value(row["rij_id"])
            draft.named.add(row["rij_id"])

    return mangle


def _contradiction(draft: Draft) -> None:
    """A row copied and decided otherwise in the same sheet."""
    if row := draft.one():
        draft.spoil(row)
        other = "nee" if draft.expected[row["rij_id"]][0] == "ja" else "ja"
        draft.rows.append(row | {"beslissing": other})


def _cut(length: int) -> Callable[[str], str]:
    return lambda text: text[:length] if len(text) > length + 1 and text[length - 1 : length + 1].isalnum() else text


MEANING_KEPT: dict[str, Mangling] = {
    "utf-8 without mark": _set(encoding="utf-8"),
    "cp1252": _set(encoding="cp1252"),
    "utf-16": _set(encoding="utf-16"),
    "utf-16 big-endian": _set(encoding="utf-16-be-bom"),
    "MS-DOS": _old("cp850"),
    "Macintosh": _old("mac_roman"),
    "utf-8 read as cp1252": _set(encoding="mojibake"),
    "comma": _set(delimiter=","),
    "tab": _set(delimiter="\t"),
    "bar": _set(delimiter="|"),
    "LF": _set(line_end="\n"),
    "CR": _set(line_end="\r", quoting=csv.QUOTE_ALL),
    "everything quoted": _set(quoting=csv.QUOTE_ALL),
    "sep line": _set(first_line="sep={}"),
    "quoted sep line": _set(first_line='"sep={}"'),
    "opened with the wrong delimiter": _set(packed=True),
    "workbook": _set(workbook=True),
    "workbook with numbers": _set(workbook=True, numbers=True),
    "shuffled": _shuffle,
    "sorted": _sort_by_page,
    "filtered": _filter_rows,
    "blank lines": _blank_lines,
    "columns shuffled": _shuffle_columns,
    "columns added": _own_columns,
    "columns of information removed": _drop(("context", "waarom", "zekerheid", "code", "pagina")),
    "remarks removed": _drop(("opmerking",)),
    "text removed": _drop(("tekst",)),
    "rows doubled": _doubled_rows,
    "heading repeated": _repeated_heading,
    "title above": _title_above,
    "headings in capitals": _headings_otherwise,
    "Ja and Nee": _words("Ja", "Nee"),
    "JA and NEE": _words("JA ", " NEE"),
    "j and n": _words("j", "n"),
    "x and neen": _words("x", "neen"),
    "decision with full stop": _words("ja.", "Nee."),
    "label as number": _labels(lambda cell, label, name: label if label.isdigit() else cell),
    "label as SDG11": _labels(lambda cell, label, name: f"SDG{label}" if label.isdigit() else cell),
    "label as sdg 11": _labels(lambda cell, label, name: f"sdg {label}" if label.isdigit() else cell.lower()),
    "label as bare name": _labels(lambda cell, label, name: name),
    "label in capitals": _labels(lambda cell, label, name: cell.upper()),
    "label with spaces": _labels(lambda cell, label, name: f" \u00a0{cell}  "),
    "label with decimals": _labels(lambda cell, label, name: f"{label},0" if label.isdigit() else cell),
    "label by id": _labels(lambda cell, label, name: label),
    "geen": _geen,
    "labels moved": _moved_cell,
    "labels in one cell": _all_in_one_cell,
    "text is #NAAM?": _text(lambda text: "#NAAM?" if text[:1] in "=+-@" else text),
    "text is #VERW!": _text(lambda text: "#VERW!"),
    "text cut at 255": _text(_cut(255)),
    "text with dots": _text(lambda text: text[:40] + "…" if len(text) > 60 else text),
    "text in one line": _text(lambda text: " ".join(text.split())),
    "text with curly quotes": _text(lambda text: text.replace("'", "’").replace('"', "”")),
    "text with hard spaces": _text(lambda text: text.replace(" ", "\u00a0")),
    "apostrophe before text": _text(lambda text: "'" + text),
    "id in capitals": _cell("rij_id", str.upper),
    "id with spaces": _cell("rij_id", lambda value: f" {value} " if value else value),
    "id with dash": _cell("rij_id", lambda value: value.replace("-", "\u2013")),
    "code is a date": _cell("code", lambda value: "1/feb"),
    "page is a number": _cell("pagina", lambda value: "12,5"),
    "sureness is a number": _cell("zekerheid", lambda value: "0,87"),
    "status in capitals": _cell("status", str.upper),
}

ROW_NAMED: dict[str, Mangling] = {
    "decision with doubt": _spoiled("beslissing", "ja?"),
    "decision in words": _spoiled("beslissing", "misschien"),
    "decision is an error": _spoiled("beslissing", "#NAAM?"),
    "decision is true": _spoiled("beslissing", "WAAR"),
    "label unknown": _spoiled("sdg_1", "SDG 99", "ja"),
    "label is a decimal number": _spoiled("sdg_1", "3,11", "ja"),
    "label is 1,1": _spoiled("sdg_1", "1,1", "ja"),
    "label is a date": _spoiled("sdg_2", "03/11/2026", "ja"),
    "label is an error": _spoiled("mvo_1", "#VERW!", "ja"),
    "label with doubt": _spoiled("sdg_1", "11?", "ja"),
    "theme unknown": _spoiled("mvo_1", "zorg voor het milleu", "ja"),
    "text of nowhere": _spoiled("tekst", "Lorem ipsum dolor sit amet, consectetur adipiscing elit"),
    "status unknown": _spoiled("status", "bijna klaar", "ja"),
    "texts swapped": _swapped_texts,
    "id unknown": _changed_id(lambda value: "act-99999-ffff"),
    "id gone": _changed_id(lambda value: ""),
    "id became a number": _changed_id(lambda value: "42"),
    "two decisions on a row": _contradiction,
}


def _written(draft: Draft, path: Path) -> Path:
    grid = [*draft.above, draft.names, *([row.get(name, "") for name in draft.names] for row in draft.rows)]
    if draft.workbook:
        return _as_workbook(grid, path.with_suffix(".xlsx"), draft.numbers)
    buffer = io.StringIO(newline="")
    delimiter = ";" if draft.packed else draft.delimiter
    writer = csv.writer(buffer, delimiter=delimiter, lineterminator=draft.line_end, quoting=draft.quoting)
    writer.writerows([guarded(cell) for cell in row] for row in grid)
    text = buffer.getvalue()
    if draft.packed:
        text = _packed(grid, draft.line_end)
    if draft.first_line:
        text = draft.first_line.format(draft.delimiter) + draft.line_end + text
    path.write_bytes(_encoded(text, draft.encoding))
    return path


def _packed(grid: list[list[str]], line_end: str) -> str:
    """Each row in one cell: opened under comma settings, saved again. (Line breaks in a cell would have split it.)"""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=",", lineterminator=line_end, quoting=csv.QUOTE_ALL)
    for row in grid:
        line = io.StringIO(newline="")
        csv.writer(line, delimiter=";", lineterminator="").writerow([guarded(cell.replace("\n", " ")) for cell in row])
        writer.writerow([line.getvalue()])
    return buffer.getvalue()


def _encoded(text: str, encoding: str) -> bytes:
    if encoding == "mojibake":
        raw = text.encode("utf-8")
        return "".join(bytes([b]).decode("cp1252", "ignore") or chr(b) for b in raw).encode("utf-8")
    if encoding == "utf-16-be-bom":
        return b"\xfe\xff" + text.encode("utf-16-be")
    return text.encode(encoding, "replace")


def _as_workbook(grid: list[list[str]], path: Path, numbers: bool) -> Path:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Suggesties")
    for row in grid:
        cells = []
        for value in row:
            cell = openpyxl.cell.WriteOnlyCell(sheet, value=float(value) if numbers and value.isdigit() else value)
            if isinstance(cell.value, str):
                cell.data_type = "s"
            cells.append(cell)
        sheet.append(cells)
    book.save(path)
    return path


def _mangled(draft: Draft, generator: random.Random) -> list[str]:
    """Mangle in a sensible order: meanings first, then how the rows and the file are written."""
    kept = set(generator.sample(sorted(MEANING_KEPT), generator.randint(1, 7)))
    named = generator.sample(sorted(ROW_NAMED), generator.choice([0, 0, 1, 2, 3]))
    if kept & {"MS-DOS", "Macintosh"}:
        # A hard space or dash becomes a letter there, and the cell is named as unknown; without text nothing shows the encoding.
        kept -= {"label with spaces", "id with dash", "text removed", "text is #VERW!"}
    if {"texts swapped", "text of nowhere"} & set(named):
        kept.discard("text removed")
    late = {"headings in capitals", "columns shuffled", "columns added", "heading repeated", "blank lines"}
    early = [name for name in MEANING_KEPT if name in kept - late]
    order = [*named, *early, *(name for name in MEANING_KEPT if name in kept & late)]
    for name in order:
        (ROW_NAMED.get(name) or MEANING_KEPT[name])(draft)
    return order


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> list[Row]:
    path, _ = export_sheets(tmp_path_factory.mktemp("export"), ROWS, FRAMES, [])
    rows = list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline=""), delimiter=";"))
    assert [*rows[0]] == list(columns(FRAMES))
    texts = {row.candidate.id: row.candidate.text for row in ROWS}
    return [row | {"tekst": texts[row["rij_id"]]} for row in rows]


def _what_is_wrong(draft: Draft, preview: Preview) -> list[str]:
    got = {decision.id: decision for decision in preview.decisions}
    told = {problem.id for problem in preview.problems} | {conflict.id for conflict in preview.conflicts}
    wrong = [f"not named: {row_id}" for row_id in draft.named if row_id not in told]
    wrong += [f"invented: {row_id}" for row_id in got if row_id not in draft.expected or row_id in draft.named]
    texts = {row.candidate.id: row.candidate.text for row in ROWS}
    for row_id, (verdict, labels, remark) in draft.expected.items():
        if row_id in draft.named:
            continue
        if row_id not in got:
            wrong.append(f"lost: {row_id}")
            continue
        decision = got[row_id]
        if (decision.verdict, decision.labels, decision.remark) != (verdict, labels, remark):
            wrong.append(
                f"changed: {row_id} {decision.verdict} {decision.labels} {decision.remark!r}, not {verdict} {labels} {remark!r}"
            )
        if decision.text != texts[row_id]:
            wrong.append(f"text changed: {row_id} {decision.text[:80]!r}")
    return wrong


@pytest.mark.parametrize("batch", range(BATCHES))
def test_no_decision_is_lost_invented_or_changed(batch: int, exported: list[Row], tmp_path: Path) -> None:
    for seed in range(batch, SHEETS, BATCHES):
        generator = random.Random(seed)
        draft = _drafted(generator, exported)
        order = _mangled(draft, generator)
        preview = confirm(_written(draft, tmp_path / f"blad{seed}.csv"), ROWS)
        assert not _what_is_wrong(draft, preview), f"sheet {seed}: {order}"


@pytest.mark.parametrize("name", [*MEANING_KEPT, *ROW_NAMED])
def test_each_mangling_alone(name: str, exported: list[Row], tmp_path: Path) -> None:
    draft = _drafted(random.Random(name), exported)
    (ROW_NAMED.get(name) or MEANING_KEPT[name])(draft)
    assert not _what_is_wrong(draft, confirm(_written(draft, tmp_path / "blad.csv"), ROWS))
