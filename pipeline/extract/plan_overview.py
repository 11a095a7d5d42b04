"""The cells of the government's overview of a plan: labelled fields in one cell, and the labels and flags that software adds."""

import re
from dataclasses import dataclass

_FLAG = re.compile(r"^(?:ja|neen?|n\.?v\.?t\.?|/|-|\?|geen)\.?$", re.IGNORECASE)
_LABEL = re.compile(
    r"^(?:kwalitatieve omschrijving|publieke info(?:rmatie)?|lange omschrijving|korte omschrijving|omschrijving|toelichting|"
    r"beschrijving)\s*:\s*",
    re.IGNORECASE,
)
_FLAGGED = re.compile(
    r"^(?:prioritair|publiek|gepubliceerd|zichtbaar|legistratief|rapporteren)\s*:\s*(?:ja|neen?)\b\.?\s*", re.I
)
_OVERVIEW = ("code", "korte omschrijving", "lange omschrijving", "commentaar", "evaluatie")


@dataclass(frozen=True, slots=True)
class OverviewCell:
    """One plan cell of the government's overview: code, short and long text, remarks."""

    code: str = ""
    short: str = ""
    long: str = ""
    comment: str = ""
    evaluation: str = ""

    @property
    def empty(self) -> bool:
        """Whether the cell names nothing at all."""
        return not (self.code or self.short or self.long)


def is_overview_cell(text: str) -> bool:
    """Whether a cell has the fixed shape of the government's overview."""
    low = text.casefold()
    return low.lstrip().startswith("code:") and "korte omschrijving:" in low


def parse_overview_cell(text: str) -> OverviewCell:
    """The fields of an overview cell; each may be empty without swallowing the next.

    >>> parse_overview_cell("Code: AC1\\nKorte omschrijving: Haag\\nLange omschrijving: \\nCommentaar: \\nEvaluatie: ").short
    'Haag'
    """
    starts: list[tuple[int, int, str]] = []
    position = 0
    inline = "\n" not in text.strip()
    for name in _OVERVIEW:
        opening = r"(?:^|\s)" if inline else r"(?:^|\n)[ \t]*"
        found = [
            match for match in re.finditer(rf"{opening}{name}[ \t]*:", text, re.IGNORECASE) if match.start() >= position
        ]
        if not found:
            continue
        # The last of the remark labels counts: a long text may hold a line that opens with the same word.
        match = found[-1] if name in ("commentaar", "evaluatie") else found[0]
        starts.append((match.start(), match.end(), name))
        position = match.end()
    fields = dict.fromkeys(_OVERVIEW, "")
    for index, (_, end, name) in enumerate(starts):
        stop = starts[index + 1][0] if index + 1 < len(starts) else len(text)
        fields[name] = text[end:stop].strip()
    return OverviewCell(
        code=fields["code"],
        short=plain_text(fields["korte omschrijving"]),
        long=plain_text(fields["lange omschrijving"]),
        comment=plain_text(fields["commentaar"]),
        evaluation=plain_text(fields["evaluatie"]),
    )


def plain_text(text: str) -> str:
    """The text without the labels and flags that the planning software puts before it.

    >>> plain_text("Publieke info: Ja"), plain_text("Kwalitatieve omschrijving: We planten bomen.")
    ('', 'We planten bomen.')
    """
    lines = []
    for line in text.strip().splitlines():
        rest = line.strip()
        previous = None
        while rest != previous:
            previous = rest
            rest = _LABEL.sub("", _FLAGGED.sub("", rest))
        if rest and not _FLAG.match(rest):
            lines.append(rest)
    return "\n".join(lines)
