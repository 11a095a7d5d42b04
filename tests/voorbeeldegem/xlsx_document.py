"""The year plan of the leisure service as XLSX: title block, merged cells, and two fixed blocks per goal."""

import io
from datetime import datetime
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from tests.voorbeeldegem.content import Action, ActionReader

BLOCKS = {"stand": "Stand van zaken", "planning": "Planning"}
HEADINGS = ["Nr.", "Actie", "Trekker", "Timing", "Budget"]


def read_goals(raw: dict[str, Any]) -> list[tuple[Action, dict[str, list[Action]]]]:
    """The goals of the year plan, each with the actions of its two blocks."""
    reader = ActionReader(raw["prefix"], raw["status"])
    goals = []
    for table in raw["doel"]:
        goal = reader.read(table, level="bd", code=table["code"])
        blocks, number = {}, 0
        for key in BLOCKS:
            blocks[key] = []
            for item in table[key]:
                number += 1
                blocks[key].append(reader.read(item, code=f"{table['code']}.{number}"))
        goals.append((goal, blocks))
    return goals


def jaaractieplan_xlsx(raw: dict[str, Any]) -> bytes:
    """The whole workbook: the plan, a budget sheet and a contact sheet."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.set_properties({"title": raw["titel"], "author": "dienst Vrije Tijd", "created": datetime(2025, 11, 17, 9, 0)})
    _plan_sheet(book, raw)
    _budget_sheet(book, raw)
    contact = book.add_worksheet("Contact")
    for row, line in enumerate(["Dienst Vrije Tijd, De Zwaan, Kerkstraat 12", "09 999 10 30", "ma-vr 9-12 u."]):
        contact.write_string(row, 0, line)
    book.close()
    return buffer.getvalue()


def _formats(book: Workbook) -> dict[str, Format]:
    edge = {"border": 1, "text_wrap": True, "valign": "top"}
    return {
        "title": book.add_format({"bold": True, "font_size": 16, "font_color": "#1F5C4D"}),
        "note": book.add_format({"italic": True, "text_wrap": True, "valign": "top"}),
        "goal": book.add_format({**edge, "bold": True, "bg_color": "#1F5C4D", "font_color": "white"}),
        "block": book.add_format({**edge, "bold": True, "bg_color": "#E4EFEA"}),
        "head": book.add_format({**edge, "bold": True}),
        "cell": book.add_format(edge),
        "green": book.add_format({**edge, "bg_color": "#D5E8CF"}),
        "orange": book.add_format({**edge, "bg_color": "#F8DFC0"}),
        "euro": book.add_format({**edge, "num_format": "#,##0"}),
    }


def _plan_sheet(book: Workbook, raw: dict[str, Any]) -> None:
    formats = _formats(book)
    sheet = book.add_worksheet("Jaaractieplan 2026")
    sheet.set_column(0, 0, 8)
    sheet.set_column(1, 1, 70)
    sheet.set_column(2, 4, 20)
    sheet.merge_range(0, 0, 0, 4, raw["titel"], formats["title"])
    sheet.merge_range(1, 0, 1, 4, raw["ondertitel"], formats["note"])
    sheet.merge_range(2, 0, 2, 4, raw["toelichting"], formats["note"])
    row = 4
    for goal, blocks in read_goals(raw):
        sheet.merge_range(row, 0, row, 4, f"{goal.code} {goal.text}", formats["goal"])
        row += 1
        for key, name in BLOCKS.items():
            sheet.merge_range(row, 0, row, 4, name, formats["block"])
            for column, heading in enumerate(HEADINGS):
                sheet.write_string(row + 1, column, heading, formats["head"])
            row += 2
            for action in blocks[key]:
                _action_row(sheet, row, action, formats)
                row += 1
        row += 1
    sheet.freeze_panes(4, 0)


def _action_row(sheet: Worksheet, row: int, action: Action, formats: dict[str, Format]) -> None:
    colour = {"gerealiseerd": "green", "lopend": "orange"}.get(action.status, "cell")
    sheet.write_string(row, 0, action.code, formats["cell"])
    sheet.write_string(row, 1, action.text, formats["cell"])
    sheet.write_string(row, 2, action.extra["wie"], formats["cell"])
    sheet.write_string(row, 3, action.extra["wanneer"], formats[colour])
    sheet.write_number(row, 4, action.extra["euro"], formats["euro"])


def _budget_sheet(book: Workbook, raw: dict[str, Any]) -> None:
    sheet = book.add_worksheet("Budget")
    sheet.set_column(0, 0, 40)
    sheet.write_row(0, 0, ["Post", "Raming 2026"])
    for row, item in enumerate(raw["budget"], start=1):
        sheet.write_string(row, 0, item["post"])
        sheet.write_number(row, 1, item["bedrag"])
    last = len(raw["budget"])
    sheet.write_string(last + 1, 0, "Totaal")
    sheet.write_formula(last + 1, 1, f"=SUM(B2:B{last + 1})", None, sum(item["bedrag"] for item in raw["budget"]))
