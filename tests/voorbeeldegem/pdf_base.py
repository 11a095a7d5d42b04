"""What the three PDFs share: hyphenation, number format, page counts, and finding a text back on its page.

Only the standard PDF fonts are used and reportlab runs in its invariant mode, so the bytes do not depend on the
machine.
"""

import re
from collections.abc import Callable
from functools import cache
from typing import Any

import pypdfium2
from reportlab.pdfgen.canvas import Canvas

from tests.voorbeeldegem.content import FOLDER

SOFT_HYPHEN = "\xad"
DOTTED_LEADER = re.compile(r"(\. ?){12}")


@cache
def _splits() -> dict[str, str]:
    words = (FOLDER / "afbreking.txt").read_text(encoding="utf-8").split("\n")
    return {w.replace(" ", ""): w.replace(" ", SOFT_HYPHEN) for w in words if " " in w}


def hyphenate(text: str) -> str:
    """Put soft hyphens in the long words that the hyphenation list knows.

    >>> hyphenate("Gemeenteraad").replace(SOFT_HYPHEN, "-")
    'Gemeente-raad'
    """

    def split(match: re.Match[str]) -> str:
        word = match.group()
        known = _splits().get(word.lower())
        return word[0] + known[1:] if known else word

    return re.sub(r"[A-Za-zà-ÿ']{9,}", split, text)


def amount(euro: int) -> str:
    """A whole amount in Dutch notation.

    >>> amount(-1234567)
    '-1.234.567'
    """
    return f"{euro:,}".replace(",", ".")


def canvas_maker(total_pages: int, **properties: str) -> Callable[..., Canvas]:
    """A canvas class that knows how many pages the document has (0 while that is being counted)."""

    class CountedCanvas(Canvas):
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **(kwargs | {"invariant": 1}))
            self.total_pages = total_pages
            self.setTitle(properties.get("title", ""))
            self.setAuthor(properties.get("author", ""))
            self.setSubject(properties.get("subject", ""))
            self.setCreator("Voorbeeldegem")

    return CountedCanvas


def build_counted(build: Callable[[int], bytes]) -> bytes:
    """Render twice: once to count the pages, once with the count in the footers."""
    return build(len(page_texts(build(0))))


def page_texts(data: bytes) -> list[str]:
    """The text of each page as PDFium reads it."""
    document = pypdfium2.PdfDocument(data)
    texts = []
    for page in document:
        textpage = page.get_textpage()
        texts.append(textpage.get_text_range())
        textpage.close()
        page.close()
    document.close()
    return texts


def bare(text: str) -> str:
    """Text without white space, hyphens and the marks PDFium puts for a hyphen at a line end."""
    return re.sub(r"[\s\-\xad\ufffe\x02]", "", text)


class PageFinder:
    """Finds on which page (from 1) a text or code begins; tables of contents do not count."""

    def __init__(self, data: bytes) -> None:
        raw = page_texts(data)
        self.pages = ["" if len(DOTTED_LEADER.findall(t)) > 3 else t for t in raw]
        self.bare_pages = [bare(t) for t in self.pages]

    def code(self, code: str) -> int:
        """First page that prints exactly this code."""
        pattern = re.compile(re.escape(code) + r"(?![/\d])")
        for number, text in enumerate(self.pages, start=1):
            if pattern.search(text):
                return number
        raise LookupError(f"code {code} is on no page")

    def text(self, text: str) -> int:
        """First page on which the text begins; the rest may stand on the next one."""
        wanted = bare(text)
        for length in (len(wanted), 40, 25):
            for number, page in enumerate(self.bare_pages, start=1):
                if wanted[:length] in page:
                    return number
        raise LookupError(f"on no page: {text!r}")
