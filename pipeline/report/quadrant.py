"""The MVO-scan beside the actions: themes in four boxes, and dots with numbers that stay readable where themes coincide.

Every output shows both: the boxes say in words where a theme falls, the dots how far from the others.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from markupsafe import Markup

from pipeline.figures import ScanPoint
from pipeline.report.colours import ink

_NEAR = 0.05  # of both axes: two themes this close share one number in a chart


class QuadrantBox(NamedTuple):
    """One quarter: its name, what it asks of the reader, and the themes in it with their number."""

    name: str
    question: str
    points: list[tuple[int, ScanPoint]]


def name_of(point: ScanPoint) -> str:
    """Where a theme falls: its score in the MVO-scan against its number of actions."""
    return _name(point.high, point.many)


def _name(high: bool, many: bool) -> str:
    return f"{'hoge' if high else 'lage'} score, {'veel' if many else 'weinig'} acties"


_QUESTIONS = (
    ((True, False), "Goede score, maar weinig acties gevonden. Klopt de score, of ontbreken er documenten?"),
    ((True, True), "Hier is het bestuur sterk. Wat kan het daarvan tonen?"),
    ((False, False), "Hier is het meeste werk. Krijgt dit thema voorrang?"),
    ((False, True), "Er gebeurt veel, maar de score blijft laag. Wat ontbreekt er?"),
)


def boxes(points: Sequence[ScanPoint]) -> list[QuadrantBox]:
    """The four quarters as they lie in the chart: high scores on top, many actions on the right."""
    numbered = list(enumerate(points, 1))
    found = []
    for (high, many), question in _QUESTIONS:
        inside = [(n, point) for n, point in numbered if (point.high, point.many) == (high, many)]
        found.append(QuadrantBox(_name(high, many).capitalize(), question, inside))
    return found


def marks(points: Sequence[ScanPoint]) -> list[str]:
    """The number beside each dot of a chart; of dots that (nearly) coincide the first one carries all numbers.

    >>> marks([])
    []
    """
    most = max((point.label.tally.actions for point in points), default=0) or 1
    shown: list[list[int]] = []
    for number, point in enumerate(points, 1):
        near = (
            other
            for other in range(number - 1)
            if shown[other]
            and abs(points[other].score - point.score) <= 100 * _NEAR
            and abs(points[other].label.tally.actions - point.label.tally.actions) <= most * _NEAR
        )
        first = next(near, None)
        shown.append([number] if first is None else [])
        if first is not None:
            shown[first].append(number)
    return ["+".join(map(str, numbers)) for numbers in shown]


_WIDTH, _HEIGHT, _LEFT, _BOTTOM, _TOP = 640, 360, 60, 50, 20
_RADIUS = 12


def drawing(points: Sequence[ScanPoint], middle: float) -> Markup:
    """The quadrant as a drawing with numbered dots; the boxes below it say which number is what."""
    if not points:
        return Markup("")
    most = max(1, *(point.label.tally.actions for point in points))
    across, up = _WIDTH - _LEFT - 20, _HEIGHT - _BOTTOM - _TOP

    def x(actions: float) -> float:
        return round(_LEFT + across * actions / (most * 1.08), 1)

    def y(score: float) -> float:
        return round(_TOP + up * (1 - score / 100), 1)

    label = "Score in de MVO-scan tegenover het aantal acties; de vakken hieronder geven dezelfde cijfers."
    # Themes with the middle number of actions have few: the line lies to the right of their dots.
    half = x(middle + 0.5 if middle == int(middle) else middle)
    parts = [
        f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="{label}" font-size="13">',
        f'<rect x="{_LEFT}" y="{_TOP}" width="{across}" height="{up}" fill="#f3f6f7" stroke="#595959"/>',
        f'<path d="M{half} {_TOP}V{_TOP + up}M{_LEFT} {y(50)}H{_LEFT + across}" stroke="#595959" stroke-dasharray="5 4"/>',
    ]
    parts += [f'<text x="{_LEFT - 8}" y="{y(s) + 4}" text-anchor="end">{s}</text>' for s in (0, 50, 100)]
    parts += [
        f'<text x="{_LEFT + across / 2}" y="{_HEIGHT - 12}" text-anchor="middle">aantal bevestigde acties (0 tot {most})</text>',
        f'<text transform="translate(18 {_TOP + up / 2}) rotate(-90)" text-anchor="middle">score MVO-scan</text>',
    ]
    for number, (point, (cx, cy)) in enumerate(zip(points, _apart(points, x, y), strict=True), 1):
        parts.append(
            f'<circle cx="{cx}" cy="{cy}" r="{_RADIUS}" fill="#{point.label.colour}" stroke="#1a1a1a"/>'
            f'<text x="{cx}" y="{cy + 4.5}" text-anchor="middle" font-weight="700" fill="#{ink(point.label)}">{number}</text>'
        )
    return Markup("".join(parts) + "</svg>")


def _apart(
    points: Sequence[ScanPoint], x: Callable[[float], float], y: Callable[[float], float]
) -> list[tuple[float, float]]:
    """The places of the dots; one that would cover another steps aside, right and left in turn."""
    placed: list[tuple[float, float]] = []
    for point in points:
        home, cy = x(point.label.tally.actions), y(point.score)
        steps = [0.0, *(way * 2.0 * n for n in range(1, 150) for way in (1, -1))]
        cy = min(max(cy, _TOP + _RADIUS), _HEIGHT - _BOTTOM - _RADIUS)
        tries = (home + step for step in steps)
        inside = [cx for cx in tries if _LEFT + _RADIUS <= cx <= _WIDTH - 20 - _RADIUS]
        free = (cx for cx in inside if all((cx - a) ** 2 + (cy - b) ** 2 >= (2 * _RADIUS) ** 2 for a, b in placed))
        placed.append((round(next(free, home), 1), round(cy, 1)))
    return placed
