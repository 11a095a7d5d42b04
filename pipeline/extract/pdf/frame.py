"""Coordinates: from those of a PDF page (upwards, perhaps turned) to upright, top-down ones."""

from typing import Any

from pypdfium2 import raw

from pipeline.extract.pdf.marks import Word


class Frame:
    """The box of one page, and how points in it look to a reader of text at a given angle."""

    def __init__(self, page: Any) -> None:
        """Take the visible box and the rotation from the page."""
        box = raw.FS_RECTF()
        raw.FPDF_GetPageBoundingBox(page.raw, box)
        self.left: float = box.left
        self.bottom: float = box.bottom
        self.right: float = box.right
        self.up: float = box.top
        self.rotation: int = page.get_rotation()

    @property
    def area(self) -> float:
        """The area of the page in square points."""
        return max((self.right - self.left) * (self.up - self.bottom), 1.0)

    def size(self, angle: int) -> tuple[float, float]:
        """Width and height for a reader of text at this angle."""
        width, height = self.right - self.left, self.up - self.bottom
        return (height, width) if angle in (90, 270) else (width, height)

    def turn(self, box: tuple[float, float, float, float], angle: int) -> tuple[float, float, float, float]:
        """(left, bottom, right, top) on the page -> (x0, top, x1, bottom) for a reader of text at this angle."""
        left, bottom, right, up = box
        if angle == 90:
            return bottom - self.bottom, left - self.left, up - self.bottom, right - self.left
        if angle == 180:
            return self.right - right, bottom - self.bottom, self.right - left, up - self.bottom
        if angle == 270:
            return self.up - up, self.right - right, self.up - bottom, self.right - left
        return left - self.left, self.up - up, right - self.left, self.up - bottom

    def upright(self, word: Word, angle: int) -> bool:
        """Put the word in upright coordinates; False when it lies outside the page."""
        x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
        if not (self.left - 1 <= x <= self.right + 1 and self.bottom - 1 <= y <= self.up + 1):
            return False
        word.x0, word.top, word.x1, word.bottom = self.turn((word.x0, word.bottom, word.x1, word.top), angle)
        return True
