"""Write the held-out documents to `documenten` and the truth about them to `waarheid.csv`, the same bytes on every run.

Run from the repository root: `python -m tests.segmentation.make`. The texts stand in `inhoud`; three fictional
municipalities (Hazelgoor, Zilverloo, Meirvoorde) that share no text or layout with Voorbeeldegem.
"""

import csv
import io
from collections.abc import Callable
from pathlib import Path

from tests.segmentation import plan_pdfs, sheets, text_documents, text_pdfs, web
from tests.segmentation.markup import FOLDER, Content, load
from tests.voorbeeldegem.pdf_base import DOTTED_LEADER, bare, page_texts
from tests.voorbeeldegem.truth import COLUMNS

HERE = Path(__file__).parent
DOCUMENTS, TRUTH = HERE / "documenten", HERE / "waarheid.csv"
WRITERS: dict[str, Callable[[Content], bytes]] = {
    "01": plan_pdfs.nested_plan,
    "02": plan_pdfs.ruled_plan,
    "03": sheets.plan_export,
    "04": sheets.government_csv,
    "05": text_pdfs.agreement,
    "06": text_documents.agreement_docx,
    "07": text_documents.climate_docx,
    "08": text_documents.vision_odt,
    "09": text_documents.service_docx,
    "10": sheets.service_plan,
    "11": text_pdfs.advice,
    "12": web.decision_list,
    "13": web.theme_page,
    "14": web.newsletter,
    "15": text_pdfs.magazine,
}


def build() -> tuple[dict[str, bytes], bytes]:
    """All documents by file name, and the truth about them."""
    files: dict[str, bytes] = {}
    rows: list[list[str]] = []
    for path in sorted(FOLDER.glob("*.txt")):
        content = load(path)
        files[content.name] = WRITERS[path.name[:2]](content)
        rows += _truth_rows(content, files[content.name])
    refs = [row[-1] for row in rows]
    unknown = {row[-2] for row in rows} - {"", *refs}
    if unknown or len(set(refs)) < len(refs):
        raise ValueError(f"row names not unique, or dubbel_van without a row: {sorted(unknown)}")
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows(rows)
    return files, buffer.getvalue().encode("utf-8-sig")


def _truth_rows(content: Content, data: bytes) -> list[list[str]]:
    starts = [action.parts[0] for action in content.actions]
    pages = _pages(starts, data) if content.name.endswith(".pdf") else [""] * len(starts)
    return [
        [
            content.name,
            action.text,
            action.level,
            action.code,
            page,
            " ".join(map(str, action.sdg)),
            " ".join(action.mvo),
            action.status,
            action.duplicate_of,
            action.ref,
        ]
        for action, page in zip(content.actions, pages, strict=True)
    ]


def _pages(starts: list[str], data: bytes) -> list[str]:
    """Page (from 1) on which each text begins, read in order; tables of contents do not count."""
    texts = ["" if len(DOTTED_LEADER.findall(t)) > 3 else bare(t) for t in page_texts(data)]
    found: list[str] = []
    page, position = 0, 0
    for start in starts:
        wanted = bare(start)
        for length in (len(wanted), 40, 25):
            hit = _seek(texts, wanted[:length], page, position)
            if hit:
                page, position = hit
                break
        else:
            raise LookupError(f"on no page: {start!r}")
        found.append(str(page + 1))
    return found


def _seek(texts: list[str], wanted: str, page: int, position: int) -> tuple[int, int] | None:
    for number in range(page, len(texts)):
        at = texts[number].find(wanted, position if number == page else 0)
        if at >= 0:
            return number, at
    return None


def main() -> None:
    """Write everything and say how much."""
    files, truth = build()
    DOCUMENTS.mkdir(exist_ok=True)
    for name, data in sorted(files.items()):
        (DOCUMENTS / name).write_bytes(data)
        print(f"{name}: {len(data)} bytes")
    TRUTH.write_bytes(truth)
    print(f"{TRUTH.name}: {truth.count(bytes([13, 10])) - 1} rows")


if __name__ == "__main__":
    main()
