"""Colours that stay readable: text on labels and on the shades of the matrix."""

from pipeline.counts import LabelCount

ACCENT = "1F4E5F"
OUTLINE = "595959"
KINDS = {"acties": "1F4E5F", "doelen": "7FB3C8", "wensen": "D9D9D9"}
_BLACK, _WHITE = "000000", "FFFFFF"


def ink(label: LabelCount) -> str:
    """The colour of text on the colour of a label."""
    return _WHITE if label.white_text else _BLACK


def shade(value: int, largest: int) -> tuple[str, str]:
    """The fill of a cell between white (0) and the accent colour (``largest``), and the colour of the text on it.

    >>> shade(0, 10), shade(10, 10)
    (('FFFFFF', '000000'), ('1F4E5F', 'FFFFFF'))
    """
    part = value / largest if largest else 0.0
    channels = [round(255 + part * (int(ACCENT[i : i + 2], 16) - 255)) for i in (0, 2, 4)]
    fill = "".join(f"{channel:02X}" for channel in channels)
    return fill, _WHITE if contrast(fill, _WHITE) > contrast(fill, _BLACK) else _BLACK


def contrast(first: str, second: str) -> float:
    """The contrast of two colours as WCAG counts it: 1 (none) to 21.

    >>> round(contrast("FFFFFF", "000000"), 1), contrast("767676", "FFFFFF") > 4.5
    (21.0, True)
    """
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
