"""The drawn objects of a page, read through PDFium: ruling lines, filled boxes and the share taken by pictures.

A line may be a stroked path, a thin filled rectangle, or one edge of a box; a whole grid may be one path. Objects in
form objects are followed two levels deep.
"""

import ctypes
from collections.abc import Callable
from typing import Any

from pypdfium2 import raw

from pipeline.extract.pdf.marks import PageMarks, Rule

Box = tuple[float, float, float, float]
Turn = Callable[[Box], Box]

THIN = 2.5
SHORTEST = 3.0
MAX_SEGMENTS = 4_000
MAX_DEPTH = 2
# A filled shape or picture no larger than this may be a drawn bullet.
BULLET = 36.0


def read_paths(page: Any, count: int, marks: PageMarks, turn: Turn, area: float) -> None:
    """Add the ruling lines, boxes and the picture share of a page to its marks."""
    pictures = 0.0
    for item in _objects(raw.FPDFPage_GetObject, page, count):
        pictures += _read_object(item, marks, turn, 0)
    marks.picture_share = min(pictures / area, 1.0)


def _objects(getter: Any, parent: Any, count: int) -> list[Any]:
    return [getter(parent, index) for index in range(count)]


def _read_object(item: Any, marks: PageMarks, turn: Turn, depth: int) -> float:
    """Read one object; returns the area when it is a picture."""
    kind = raw.FPDFPageObj_GetType(item)
    if kind == raw.FPDF_PAGEOBJ_PATH:
        _read_path(item, marks, turn)
    elif kind == raw.FPDF_PAGEOBJ_IMAGE:
        x0, top, x1, bottom = box = turn(_bounds(item))
        if max(x1 - x0, bottom - top) <= BULLET:
            marks.boxes.append(box)
        return (x1 - x0) * (bottom - top)
    elif kind == raw.FPDF_PAGEOBJ_FORM and depth < MAX_DEPTH:
        inner = _inside(item, turn)
        number = max(raw.FPDFFormObj_CountObjects(item), 0)
        return sum(
            _read_object(child, marks, inner, depth + 1)
            for child in _objects(raw.FPDFFormObj_GetObject, item, min(number, MAX_SEGMENTS))
        )
    return 0.0


def _inside(form: Any, turn: Turn) -> Turn:
    """How boxes inside a form object land on the page."""
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(form, matrix)
    a, b, c, d, e, f = matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f

    def inner(box: Box) -> Box:
        corners = [(x, y) for x in (box[0], box[2]) for y in (box[1], box[3])]
        xs = [a * x + c * y + e for x, y in corners]
        ys = [b * x + d * y + f for x, y in corners]
        return turn((min(xs), min(ys), max(xs), max(ys)))

    return inner


def _bounds(item: Any) -> Box:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    raw.FPDFPageObj_GetBounds(item, left, bottom, right, top)
    return left.value, bottom.value, right.value, top.value


def _read_path(item: Any, marks: PageMarks, turn: Turn) -> None:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(item, fill, stroke)
    if not fill.value and not stroke.value:
        return
    segments = raw.FPDFPath_CountSegments(item)
    box = turn(_bounds(item))
    if segments == 2 and not fill.value:
        _add_line(box, marks)
    elif segments <= 6 or min(box[2] - box[0], box[3] - box[1]) < THIN:
        _add_box(box, marks, filled=bool(fill.value), stroked=bool(stroke.value))
    elif fill.value and max(box[2] - box[0], box[3] - box[1]) <= BULLET:
        marks.boxes.append(box)
    elif segments <= MAX_SEGMENTS:
        _read_segments(item, segments, marks, turn)


def _add_line(box: Box, marks: PageMarks) -> None:
    """A single stroke; PDFium counts its thickness into the box. A short thick one may be a drawn bullet."""
    x0, top, x1, bottom = box
    width, height = x1 - x0, bottom - top
    if max(width, height) <= BULLET:
        marks.boxes.append(box)
    if width >= height and width >= SHORTEST:
        marks.across.append(Rule((top + bottom) / 2, x0, x1))
    elif height >= SHORTEST:
        marks.down.append(Rule((x0 + x1) / 2, top, bottom))


def _read_segments(item: Any, segments: int, marks: PageMarks, turn: Turn) -> None:
    """A path of many pieces: each straight piece along an axis counts, curves do not.

    The points are taken in the coordinates of the object, so its own matrix is applied first.
    """
    inner = _inside(item, turn)
    x, y = ctypes.c_float(), ctypes.c_float()
    start = last = (0.0, 0.0)
    for index in range(segments):
        segment = raw.FPDFPath_GetPathSegment(item, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = (x.value, y.value)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == raw.FPDF_SEGMENT_LINETO:
            _add_piece(last, point, marks, inner)
        last = point
        if raw.FPDFPathSegment_GetClose(segment):
            _add_piece(last, start, marks, inner)


def _add_piece(one: tuple[float, float], two: tuple[float, float], marks: PageMarks, turn: Turn) -> None:
    box = (min(one[0], two[0]), min(one[1], two[1]), max(one[0], two[0]), max(one[1], two[1]))
    x0, top, x1, bottom = turn(box)
    if bottom - top < 0.5 or x1 - x0 < 0.5:
        _add_box((x0, top, x1, bottom), marks, filled=False, stroked=True)


def _add_box(box: Box, marks: PageMarks, *, filled: bool, stroked: bool) -> None:
    x0, top, x1, bottom = box
    width, height = x1 - x0, bottom - top
    if filled and max(width, height) < SHORTEST:
        marks.boxes.append(box)  # the bullet of a browser's print
    elif height <= THIN:
        if width >= SHORTEST:
            marks.across.append(Rule((top + bottom) / 2, x0, x1))
    elif width <= THIN:
        if height >= SHORTEST:
            marks.down.append(Rule((x0 + x1) / 2, top, bottom))
    else:
        if filled:
            marks.boxes.append(box)
        if filled or stroked:
            marks.across += [Rule(top, x0, x1), Rule(bottom, x0, x1)]
            marks.down += [Rule(x0, top, bottom), Rule(x1, top, bottom)]
