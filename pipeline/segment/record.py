"""The record of a plan: its title made whole, and what of its explanation belongs to it and what stands on its own."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.segment import facts, noise
from pipeline.segment.enumeration import tells
from pipeline.segment.section import Draft
from pipeline.words import normalised

# From this length a title may be one that its source cut off at 100 characters, its code among them.
_CUT_OFF = 85
# A record's own passage stops growing here; what follows is proposed sentence by sentence. 60 words is about what a
# reviewer takes in at a glance in one cell of the sheet.
MAX_WORDS = 60
# Words up to this length say nothing of what a sentence is about.
_SMALL = 3
# Words from which a line in a text of nothing but such lines names an action.
_LINE_WORDS = 4
# Where a sentence or line ends.
_STOP = (".", "!", "?")
_STOPS = re.compile(r"[.!?\n]")
# A sentence that does something: we or the municipality do it, somebody gets it, it comes. "De weide krijgt een dijk" tells of
# what the title names; "Elk bedrijf krijgt tien bomen" names something of its own.
_DEFINITE = r"(?:De|Het|Deze|Dit|Dat|Die) [a-zà-ÿ]"
_ACTS = re.compile(
    r"\b(?i:we|wij)\b|\b(?i:komt|komen|is|zijn) er\b|\b(?i:er komt|er komen)\b|^(?:Later|Daarna|Nadien|Vervolgens) volg(?:t|en)\b"
    r"|^(?:De (?:gemeente|stad)|Het (?:OCMW|lokaal bestuur|bestuur)|Lokaal bestuur)\b"
    rf"|^(?!{_DEFINITE}).*\bkrijg(?:t|en)\b"
)
# Among such sentences "Tien straten worden een fietsstraat" is one more; alone it tells how the thing is done.
_MADE = re.compile(rf"^(?!{_DEFINITE}).*\bword(?:t|en)\b")
_TOLD_OF = re.compile(r"^(?:Wie|Zo|Deze|Dit|Dat|Die|Daarmee|Hiermee|Hierdoor|Daarin|Hierin|Als|Omdat)\b")


class Piece(NamedTuple):
    """A part that the component found in the running text of a draft; a ``phrase`` is a line of its own without finite verb."""

    text: str
    start: int
    end: int
    intro: str
    listed: bool
    phrase: bool = False

    @property
    def announces(self) -> bool:
        """Whether it only announces what follows ("Deze actie omvat:")."""
        return self.text.rstrip().endswith(":") and not tells(self.text)


def completed(draft: Draft) -> Draft:
    """A record with the text that is left once its title is taken out, and with the whole of a title that was cut off."""
    if draft.title is None:
        return draft
    title = draft.title.text
    text = "" if noise.is_container(draft.text) else _without_title(draft.text, title)
    if text.startswith("…") and len(title) >= _CUT_OFF:
        title, text = _whole_title(title, text)
    return draft._replace(title=draft.title._replace(text=title), text=text.removeprefix("…"))


def _without_title(long_text: str, title: str) -> str:
    """The long text without a first line that only repeats the title."""
    stripped = long_text.strip()
    bare = title.rstrip(" .…")
    if bare and stripped[: len(bare)].casefold() == bare.casefold():
        rest = stripped[len(bare) :]
        if not rest.strip(" ."):
            return ""
        if len(title) >= _CUT_OFF or rest[:1].isalnum():
            return "…" + stripped
        return rest.lstrip(" .:\n–-")
    return stripped


def _whole_title(title: str, long_text: str) -> tuple[str, str]:
    """A title cut off at 100 characters, completed with the first line of the long text that repeats it."""
    whole = long_text.removeprefix("…")
    line, _, rest = whole.partition("\n")
    sentence = re.match(rf".{{{len(title.rstrip(' .…'))}}}[^.!?]*[.!?]?", line)
    full = sentence[0] if sentence else line
    return full.strip(), (line[len(full) :] + "\n" + rest).strip()


def of_goal(pieces: Sequence[Piece], text: str) -> list[Piece]:
    """The pieces of what a goal or plan says: it sums up what is wanted, so that only the lines of a list stand apart."""
    joined: list[Piece] = []
    for piece in pieces:
        begins = text[text.rfind("\n", 0, piece.start) + 1 : piece.start].strip()
        if not piece.listed or len(begins) == 1:
            joined.append(piece)
        elif joined and not _STOPS.search(text[joined[-1].end : piece.start]) and not joined[-1].text.endswith(_STOP):
            last = joined.pop()
            joined.append(last._replace(text=text[last.start : piece.end], end=piece.end))
        else:
            joined.append(piece._replace(listed=False))
    return joined


def own_part(title: str, pieces: Sequence[Piece]) -> tuple[str, Sequence[Piece]]:
    """What of the long text belongs to the record's own passage, and the pieces that stand on their own."""
    apart = _apart(pieces)
    room = MAX_WORDS - len(title.split())
    own: list[str] = []
    for number, piece in enumerate(pieces):
        again = number == 0 and not piece.listed and _repeats(title, piece)
        if (apart[number] and not again) or piece.announces or len(piece.text.split()) > room:
            return " ".join(own), pieces[number:]
        own.append(" ".join(piece.text.split()))
        room -= len(piece.text.split())
    return " ".join(own), []


def _apart(pieces: Sequence[Piece]) -> list[bool]:
    """Which pieces are actions of their own: listed or coded ones, and sentences or lines where several stand together."""
    several = sum(map(_acts, pieces)) > 1
    lines = sum(piece.phrase for piece in pieces[1:]) > 1
    only_lines = len(pieces) > 1 and all(map(_names_action, pieces))
    return [
        piece.listed
        or only_lines
        or bool(facts.take_code(piece.text)[1])
        or (lines and piece.phrase and number > 0)
        or (several and (_acts(piece) or bool(_MADE.match(piece.text))))
        for number, piece in enumerate(pieces)
    ]


def _names_action(piece: Piece) -> bool:
    return piece.phrase and len(piece.text.split()) >= _LINE_WORDS and not piece.text.rstrip().endswith(_STOP)


def _acts(piece: Piece) -> bool:
    return bool(_ACTS.search(piece.text)) and not _TOLD_OF.match(piece.text)


def _repeats(title: str, piece: Piece) -> bool:
    """Whether a sentence only says its title once more ("Minder zwerfvuil. Wij bestrijden zwerfvuil.")."""
    said = {word for word in normalised(piece.text).split() if len(word) > _SMALL}
    return 2 * len(said & set(normalised(title).split())) >= len(said) > 0
