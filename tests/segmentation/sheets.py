"""The sheets: a plan as exported to XLSX, the yearly plan of the social service, and the government's BBC file as CSV."""

import csv
import io
from datetime import datetime
from itertools import pairwise

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from tests.segmentation.markup import Block, Content

MOMENT = datetime(2025, 11, 17, 14, 32)
EXPORT_HEAD = ["Beleidsdoelstelling", "Actieplan", "Code", "Titel", "Toelichting", "2026", "2027", "Stand"]
CSV_HEAD = [
    "Bestuur",
    "NIS-code",
    "Rapporteringsperiode",
    "Prioritair",
    "Beleidsdomein",
    "Beleidssubdomein",
    "Actie totaaloverzicht",
    "Actieplan totaaloverzicht",
    "Beleidsdoelst. totaaloverzicht",
    "Type verrichting",
    "Boekjaar",
    "Bedrag",
]


def plan_export(content: Content) -> bytes:
    """A title block above the table, goals and plans in cells merged down, a second line for subsidies."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.set_properties({"title": content.title, "created": MOMENT})
    edge = {"border": 1, "text_wrap": True, "valign": "top"}
    cell, bold = book.add_format(edge), book.add_format({**edge, "bold": True, "bg_color": "#F4D9B8"})
    big = book.add_format({"bold": True, "font_size": 14})
    sheet = book.add_worksheet("Acties")
    for first, last, width in ((0, 1, 30), (2, 2, 10), (3, 3, 45), (4, 4, 70), (5, 7, 13)):
        sheet.set_column(first, last, width)
    sheet.merge_range(0, 1, 0, 7, content.title, big)
    row = 1
    for block in content.blocks:
        if block.kind == "onder":
            sheet.merge_range(row, 1, row, 7, block.text)
            row += 1
    row += 1
    for column, name in enumerate(EXPORT_HEAD):
        sheet.write_string(row, column, name, bold)
    _export_rows(sheet, content, row + 1, cell, bold)
    book.close()
    return buffer.getvalue()


def _export_rows(sheet: Worksheet, content: Content, row: int, cell: Format, bold: Format) -> None:
    starts: dict[str, list[tuple[int, str]]] = {"bd": [], "ap": []}
    titles: dict[str, str] = {}
    for block in content.blocks:
        if block.kind in starts:
            starts[block.kind].append((row, f"{block.code} {block.text}"))
        elif block.kind == "rec":
            title, note, *money, state = block.cells
            titles[block.code] = title
            _write(sheet, row, [block.code, title, note.replace("\\n", "\n"), *money, state], cell)
            row += 1
        elif block.kind == "bis":
            code, note, *money = block.cells
            _write(sheet, row, [code, titles[code], note, *money, ""], cell)
            row += 1
        elif block.kind == "leeg":
            if starts["ap"][-1][1] != block.cells[0]:
                starts["ap"].append((row, block.cells[0]))
                starts["bd"].append((row, "BD-9 Verrichtingen zonder beleidsdoelstelling"))
            _write(sheet, row, [*block.cells[1:], ""], cell)
            row += 1
        elif block.kind == "tot":
            sheet.merge_range(row, 0, row, 4, block.cells[0], bold)
            _write(sheet, row, block.cells[1:], bold, first=5)
    for column, kind in enumerate(starts):
        for (first, text), (after, _) in pairwise([*starts[kind], (row, "")]):
            if after - first > 1:
                sheet.merge_range(first, column, after - 1, column, text, cell)
            else:
                sheet.write_string(first, column, text, cell)


def _write(sheet: Worksheet, row: int, texts: list[str] | tuple[str, ...], style: Format, first: int = 2) -> None:
    for column, text in enumerate(texts, start=first):
        digits = text.replace(".", "").removeprefix("-")
        if digits.isdigit():
            sheet.write_number(row, column, int(text.replace(".", "")), style)
        else:
            sheet.write_string(row, column, text, style)


def service_plan(content: Content) -> bytes:
    """One sheet per cluster, each with its own heading row two rows down; a sheet with figures."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.set_properties({"title": content.title, "created": MOMENT})
    head = book.add_format({"bold": True, "bottom": 2})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    sheet, row = None, 0
    for block in content.blocks:
        if block.kind == "blad":
            sheet, row = book.add_worksheet(block.text), 0
            sheet.set_column(1, 1, 60)
            sheet.set_column(2, 4, 24)
            continue
        if sheet is None:
            raise ValueError(f"{content.name}: a block before the first sheet")
        if block.kind == "kop":
            sheet.write_string(row, 0, content.title, head)
            row += 2
        for column, text in enumerate((block.text,) if block.kind == "vrij" else block.cells):
            sheet.write_string(row, column, text, head if block.kind == "kop" else wrap)
        row += 1
    book.close()
    return buffer.getvalue()


def government_csv(content: Content) -> bytes:
    """Goal, plan and action as one multi-line cell each; an action repeats per year and kind of transaction."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(CSV_HEAD)
    goal = plan = ""
    number = 0
    for block in content.blocks:
        if block.kind == "bd":
            goal = _cell(block.code, block.cells)
        elif block.kind == "ap":
            plan = _cell(block.code, block.cells)
        elif block.kind == "rec":
            number += 1
            writer.writerows(_budget_lines(block, [_cell(block.code, block.cells[2:4]), plan, goal], number))
        elif block.kind == "leeg":
            domain, field, code, name, priority, money = block.cells
            plain = [_cell(code, (name,))] * 3
            writer.writerow(
                ["Zilverloo", "99998", "MJP 2026-2031", priority, domain, field, *plain, "E", "2026", money]
            )
    return buffer.getvalue().encode("utf-8")


def _cell(code: str, texts: tuple[str, ...]) -> str:
    long_text = texts[1] if len(texts) > 1 else ""
    return f"Code: {code}\nKorte omschrijving: {texts[0]}\nLange omschrijving: {long_text}\nCommentaar: \nEvaluatie: "


def _budget_lines(block: Block, plan_cells: list[str], number: int) -> list[list[str]]:
    domain, field, _, _, priority, money = block.cells
    head = ["Zilverloo", "99998", "MJP 2026-2031", priority, domain, field, *plan_cells]
    kinds = [("Exploitatie", "2026"), ("Investering", "2027"), ("Investering", "2028")]
    return [[*head, kind, year, money] for kind, year in kinds[: 1 + number % 3]]
