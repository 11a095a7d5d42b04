"""Write the documents of Voorbeeldegem to `data/raw` and the truth to `waarheid.csv`, the same bytes on every run.

Run from the repository root: `python -m tests.voorbeeldegem.make [FOLDER]`.
"""

import sys
from pathlib import Path

from tests.voorbeeldegem import (
    bbc_csv,
    bbc_pdf,
    docx_documents,
    infoblad_pdf,
    small_documents,
    visienota_pdf,
    web_documents,
    xlsx_document,
)
from tests.voorbeeldegem.content import load, read_document
from tests.voorbeeldegem.pdf_base import PageFinder
from tests.voorbeeldegem.plan import read_plan
from tests.voorbeeldegem.truth import TruthRow, document_rows, plan_csv_rows, plan_pdf_rows, truth_csv

ROOT = Path(__file__).parents[2]
TRUTH = Path(__file__).parent / "waarheid.csv"
PLAN_PDF, PLAN_CSV = "meerjarenplan-2026-2031.pdf", "meerjarenplan-export.csv"
WRITERS = {
    "beleidsverklaring.toml": docx_documents.beleidsverklaring_docx,
    "visienota.toml": visienota_pdf.visienota_pdf,
    "adviesraad.toml": docx_documents.adviesraad_docx,
    "infoblad.toml": infoblad_pdf.infoblad_pdf,
    "webpagina.toml": web_documents.webpagina_html,
    "nieuwsbrief.toml": web_documents.nieuwsbrief_eml,
}
SMALL_WRITERS = {".odt": small_documents.odt, ".txt": small_documents.txt, ".md": small_documents.markdown}


def build() -> tuple[dict[str, bytes], bytes]:
    """All documents by file name, and the truth about them."""
    goals = read_plan()
    files = {PLAN_PDF: bbc_pdf.plan_pdf(goals), PLAN_CSV: bbc_csv.plan_csv(goals)}
    rows = plan_pdf_rows(PLAN_PDF, goals, PageFinder(files[PLAN_PDF])) + plan_csv_rows(PLAN_CSV, goals)
    for name, writer in WRITERS.items():
        document = read_document(load(name))
        files[document.name] = writer(document)
        rows += document_rows(document.name, document.actions, _finder(document.name, files[document.name]))
    rows += _add_year_plan(files)
    for raw in load("kleine_teksten.toml")["document"]:
        document = read_document(raw)
        files[document.name] = SMALL_WRITERS[Path(document.name).suffix](document)
        rows += document_rows(document.name, document.actions)
    return files, truth_csv(rows)


def _finder(name: str, data: bytes) -> PageFinder | None:
    return PageFinder(data) if name.endswith(".pdf") else None


def _add_year_plan(files: dict[str, bytes]) -> list[TruthRow]:
    raw = load("jaaractieplan.toml")
    files[raw["document"]] = xlsx_document.jaaractieplan_xlsx(raw)
    actions = []
    for goal, blocks in xlsx_document.read_goals(raw):
        actions += [goal, *(action for block in blocks.values() for action in block)]
    return document_rows(raw["document"], actions)


def main() -> None:
    """Write everything; the folder for the documents may be given as the first argument."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "data" / "raw"
    files, truth = build()
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in sorted(files.items()):
        (folder / name).write_bytes(data)
        print(f"{name}: {len(data)} bytes")
    TRUTH.write_bytes(truth)
    print(f"{TRUTH.name}: {truth.count(bytes([13, 10])) - 1} rows")


if __name__ == "__main__":
    main()
