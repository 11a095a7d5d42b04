"""The border to PDFium: opens a PDF and turns each page into ``PageMarks``; every failure becomes a Dutch DocumentError.

Speed decides the shape: the text of a page is fetched in one call, boxes only of the first and last character of each
word, and the look of a run once per text object, all through prototypes that pass plain addresses. Page objects are
walked once for ruling lines. PDFium is not thread-safe: one document per process.
"""

import ctypes
import math
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
from pypdfium2 import raw

from pipeline.errors import DocumentError, ResourceLimitError
from pipeline.extract.pdf.frame import Frame
from pipeline.extract.pdf.marks import PageMarks, Style, Word
from pipeline.extract.pdf.paths import read_paths
from pipeline.extract.pdf.quality import is_garbled

# A page beyond these numbers is a drawing or a trap, not a text: walking it takes minutes (measured on mutated files).
MAX_OBJECTS = 20_000
MAX_CHARS = 50_000
MAX_PAGES = 5_000

_WORD = re.compile(r"[^\s\x02\ufffe]+")
# m2 and CO2 also end in a small figure; a footnote mark follows a whole word.
_NOTE_MARK = re.compile(r"^(\D{4,}|\D*[.,;:!?)\"'”’])\d{1,2}$")
_BOLD = re.compile(r"bold|black|heavy|semib|demi|,b|extrab|-bd|-b$", re.IGNORECASE)
_ITALIC = re.compile(r"italic|oblique|-it$", re.IGNORECASE)
_FORCE_BOLD = 1 << 18
_INVISIBLE_MODES = (raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP)
_STROKED_MODES = (raw.FPDF_TEXTRENDERMODE_FILL_STROKE, raw.FPDF_TEXTRENDERMODE_STROKE)
# Text that is not along an axis (a watermark) gets this angle.
_SLANTED = -1


def _plain(function: Any, *arguments: Any, result: Any = ctypes.c_int) -> Any:
    """The same C function with address arguments: four times faster in a ``map`` than the typed one."""
    return ctypes.CFUNCTYPE(result, *arguments)(ctypes.cast(function, ctypes.c_void_p).value or 0)


_loose_box = _plain(raw.FPDFText_GetLooseCharBox, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)
_text_object = _plain(raw.FPDFText_GetTextObject, ctypes.c_void_p, ctypes.c_int, result=ctypes.c_void_p)
_matrix = _plain(raw.FPDFText_GetMatrix, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)
_font_size = _plain(raw.FPDFText_GetFontSize, ctypes.c_void_p, ctypes.c_int, result=ctypes.c_double)
_render_mode = _plain(raw.FPDFTextObj_GetTextRenderMode, ctypes.c_void_p)
_font = _plain(raw.FPDFTextObj_GetFont, ctypes.c_void_p, result=ctypes.c_void_p)
_fill_colour = _plain(raw.FPDFPageObj_GetFillColor, ctypes.c_void_p, *[ctypes.c_void_p] * 4)
# PDFium writes a matrix and a colour here; one process reads one document at a time.
_six_floats = (ctypes.c_float * 6)()
_SIX_FLOATS = ctypes.addressof(_six_floats)
_four_numbers = (ctypes.c_uint * 4)()
_COLOUR_PARTS = tuple(ctypes.addressof(_four_numbers) + 4 * part for part in range(4))
_unicode = _plain(raw.FPDFText_GetUnicode, ctypes.c_void_p, ctypes.c_int, result=ctypes.c_uint)


class Pdf:
    """An open PDF; use it as a context manager."""

    def __init__(self, path: Path) -> None:
        """Open the file.

        Raises:
            DocumentError: it is no PDF, is damaged, or is protected with a password.
        """
        try:
            self._document = pypdfium2.PdfDocument(path)
        except FileNotFoundError as error:
            raise DocumentError(f"{path.name} bestaat niet meer. Zet het bestand terug in de map.") from error
        except (pypdfium2.PdfiumError, OSError, ValueError) as error:
            raise DocumentError(_why_not_open(path.name, str(error))) from error
        self.name = path.name
        self._fonts: dict[int, tuple[bool, bool, str]] = {}

    def __enter__(self) -> "Pdf":
        """The open document itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the document."""
        self._document.close()

    def __len__(self) -> int:
        """The number of pages."""
        return len(self._document)

    def page(self, number: int) -> PageMarks:
        """The marks on page ``number`` (from 1).

        Raises:
            DocumentError: the page is damaged.
            ResourceLimitError: the page holds more than can reasonably be text.
        """
        try:
            page = self._document[number - 1]
        except (pypdfium2.PdfiumError, IndexError) as error:
            raise DocumentError("de bladzijde is beschadigd en kan niet geopend worden") from error
        try:
            return self._marks(page, number)
        except pypdfium2.PdfiumError as error:
            raise DocumentError("de tekst van de bladzijde kan niet gelezen worden") from error
        finally:
            page.close()

    def bookmarks(self) -> list[tuple[int, int, str]]:
        """The outline of the document: (depth from 0, page from 1, title)."""
        marks = []
        try:
            for item in self._document.get_toc(max_depth=6):
                destination = item.get_dest()
                index = destination.get_index() if destination else None
                if index is not None and index >= 0:
                    marks.append((item.level, index + 1, item.get_title()))
        except (pypdfium2.PdfiumError, UnicodeDecodeError):
            return marks
        return marks

    def save_picture(self, number: int, path: Path, dots_per_inch: int) -> None:
        """Render page ``number`` to a PNG file, no larger than about 40 million pixels.

        Raises:
            DocumentError: the page cannot be rendered.
        """
        try:
            page = self._document[number - 1]
            width, height = page.get_size()
            scale = min(dots_per_inch / 72, math.sqrt(40e6 / max(width * height, 1)))
            page.render(scale=scale, grayscale=True).to_pil().save(path, "PNG")
            page.close()
        except (pypdfium2.PdfiumError, OSError, ValueError) as error:
            raise DocumentError("de bladzijde kan niet omgezet worden naar een beeld") from error

    def _marks(self, page: Any, number: int) -> PageMarks:
        objects = raw.FPDFPage_CountObjects(page.raw)
        if objects > MAX_OBJECTS:
            raise ResourceLimitError(f"de bladzijde telt {objects} tekenobjecten, meer dan een tekst kan hebben")
        text_page = page.get_textpage()
        try:
            count = text_page.count_chars()
            if count > MAX_CHARS:
                raise ResourceLimitError(f"de bladzijde telt {count} tekens, meer dan een tekst kan hebben")
            frame = Frame(page)
            text = _page_text(text_page, count)
            garbled = is_garbled(text)
            width, height = page.get_size()
            marks = PageMarks(number, width, height, chars=len(text.strip()), garbled=garbled)
            words = [] if garbled else list(self._words(text_page, text))
        finally:
            text_page.close()
        directions: Counter[int] = Counter()
        for word in words:
            directions[word.style.angle] += len(word.text)
        del directions[_SLANTED]
        main = directions.most_common(1)[0][0] if directions else frame.rotation
        if words:
            marks.width, marks.height = frame.size(main)
        for word in words:
            turned = frame.upright(word, word.style.angle)
            if not turned:
                continue
            (marks.words if word.style.angle == main else marks.turned).append(word)
        read_paths(page.raw, objects, marks, lambda box: frame.turn(box, main), frame.area)
        return marks

    def _words(self, text_page: Any, text: str) -> Iterator[Word]:
        spans = [(match.start(), match.end(), match.group()) for match in _WORD.finditer(text)]
        if not spans:
            return
        handle = ctypes.cast(text_page.raw, ctypes.c_void_p).value or 0
        total = len(spans)
        boxes = (ctypes.c_float * (8 * total))()
        base = ctypes.addressof(boxes)
        handles = [handle] * total
        starts = [start for start, _, _ in spans]
        list(map(_loose_box, handles, starts, range(base, base + 32 * total, 32)))
        list(map(_loose_box, handles, [end - 1 for _, end, _ in spans], range(base + 16, base + 16 + 32 * total, 32)))
        objects = list(map(_text_object, handles, starts))
        box = boxes[:]
        styles: dict[int, Style] = {}
        previous_end = 0
        raised = self._raised(handle, spans, objects)
        for i, (start, end, token) in enumerate(spans):
            if i in raised:
                token = token[: raised[i]]  # noqa: PLW2901
            known = styles.get(objects[i] or 0)
            if known is None:
                known = styles[objects[i] or 0] = self._style(handle, start, objects[i])
            j = 8 * i
            left, top, right, bottom = box[j], box[j + 1], box[j + 2], box[j + 3]
            left, right = min(left, box[j + 4]), max(right, box[j + 6])
            top, bottom = max(top, box[j + 5]), min(bottom, box[j + 7])
            between = text[previous_end:start]
            shown = token + "-" if end < len(text) and text[end] in "\x02\ufffe" else token
            yield Word(shown, left, right, top, bottom, known, "\n" in between or between[:1] in ("\x02", "\ufffe"))
            previous_end = end

    def _raised(self, handle: int, spans: list[tuple[int, int, str]], objects: list[int | None]) -> dict[int, int]:
        """Words that end in the raised number of a footnote -> where the word itself ends."""
        found = {}
        for i, (start, _, token) in enumerate(spans):
            match = _NOTE_MARK.match(token)
            if not match:
                continue
            mark = start + match.end(1)
            item = _text_object(handle, mark)
            if item == objects[i]:
                continue
            if self._style(handle, mark, item).size < 0.85 * self._style(handle, start, objects[i]).size:
                found[i] = match.end(1)
        return found

    def _style(self, handle: int, index: int, item: int | None) -> Style:
        a, b, c, d, _, _ = _six_floats if _matrix(handle, index, _SIX_FLOATS) else (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
        size = round(_font_size(handle, index) * (math.hypot(c, d) or 1.0), 1)
        degrees = math.degrees(math.atan2(b, a))
        nearest = round(degrees / 90) * 90
        angle = nearest % 360 if abs(degrees - nearest) < 5 else _SLANTED
        if not item:
            return Style(size, angle=angle)
        mode = _render_mode(item)
        _fill_colour(item, *_COLOUR_PARTS)
        bold, italic, family = self._font(_font(item) or 0)
        return Style(
            size=size,
            bold=bold or mode in _STROKED_MODES,
            italic=italic,
            colour="{:02X}{:02X}{:02X}".format(*tuple(_four_numbers[:3])),
            invisible=mode in _INVISIBLE_MODES,
            angle=angle,
            font=family,
        )

    def _font(self, address: int) -> tuple[bool, bool, str]:
        """(bold, italic, family) of a font, by its name and flags."""
        if not address:
            return False, False, ""
        if address not in self._fonts:
            font = ctypes.cast(address, raw.FPDF_FONT)
            buffer = ctypes.create_string_buffer(256)
            raw.FPDFFont_GetBaseFontName(font, buffer, 256)
            name = buffer.value.decode("utf-8", "replace")
            forced = bool(raw.FPDFFont_GetFlags(font) & _FORCE_BOLD)
            self._fonts[address] = (forced or bool(_BOLD.search(name)), bool(_ITALIC.search(name)), _family(name))
        return self._fonts[address]


def _page_text(text_page: Any, count: int) -> str:
    """The characters of the page, one per character index."""
    if count <= 0:
        return ""
    buffer = (ctypes.c_ushort * (count + 1))()
    written = raw.FPDFText_GetText(text_page, 0, count, buffer)
    text = bytes(buffer)[: max(written - 1, 0) * 2].decode("utf-16-le", "replace")
    if len(text) == count:
        return text
    handle = ctypes.cast(text_page.raw, ctypes.c_void_p).value
    codes = map(_unicode, [handle] * count, range(count))
    return "".join(chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd" for code in codes)


def _family(name: str) -> str:
    """The family without the subset prefix and the cut: ``ABCDEF+Calibri-Bold`` -> ``calibri``."""
    return re.split(r"[-,]", name.rsplit("+", maxsplit=1)[-1])[0].casefold()


def _why_not_open(name: str, reason: str) -> str:
    if "password" in reason.lower() or "security" in reason.lower():
        return (
            f"{name} is beveiligd met een wachtwoord. Open het, bewaar het zonder wachtwoord (Afdrukken naar pdf) en "
            f"zet die versie in de map."
        )
    return (
        f"{name} kan niet als pdf geopend worden: het bestand is beschadigd of is geen pdf. Vraag het opnieuw op of "
        f"bewaar het opnieuw als pdf."
    )
