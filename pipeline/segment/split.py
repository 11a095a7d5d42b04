"""Texts into parts that each hold one action: lines, bullets, sentences, enumerations.

A part keeps its offsets in the text it came from. Rules only cut where the layout or the wording says so; whether a part
is an action is decided later.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.language import Sentence, Word


class Part(NamedTuple):
    """A stretch of a text; ``listed`` when it is an item of a list, ``intro`` the sentence that announces that list."""

    start: int
    end: int
    intro: str = ""
    listed: bool = False


_TITLE_WORDS = 30

BULLET = re.compile(r"^[ \t]*(?:[-–—•●▪■◦○‣*·✓➢»]|o(?=[ \t])|\(?\d{1,2}[.)](?=[ \t])|\(?[a-z]\)(?=[ \t]))[ \t]*")
# "met onder meer: de uitvoering van …": the cue announces items that are each an action. A bare colon does so only after
# words of doing or planning; "een winter om niet te vergeten: mist, storm" is no list of actions.
_ENUMERATION = re.compile(
    r"\b(?:waaronder|(?:met )?onder (?:meer|andere)|namelijk|zoals|omvat(?:ten)?(?: onder (?:meer|andere))?|als volgt)\s*:\s+"
    r"|\b(?:we|wij|gemeente|stad|bestuur|ocmw|acties|maatregelen|projecten|initiatieven|inzetten|werk van)\b[^:]{0,160}:\s+"
    r"|\b(?:met|door) onder (?:meer|andere)\s+(?=de |het |een )",
    re.IGNORECASE,
)
_COLON_CUE = re.compile(
    r"(?:we|wij|gemeente|stad|bestuur|ocmw|acties|maatregelen|projecten|initiatieven|inzetten|werk van)\b", re.I
)
_HOOK = re.compile(
    r"\b(?:omvat|omvatten|bevat|volgende|onderstaande|als volgt|hieronder|bestaat uit|bestaan uit|dit doen we|doen we dit|dit betekent|"
    r"dit houdt in|concreet|onder andere|gebeurt door|tabel|stappen)\b",
    re.IGNORECASE,
)
_CUE_AT_END = re.compile(
    r"[\s,]*\b(?:waaronder|(?:(?:met|door) )?onder (?:meer|andere)|namelijk|zoals|als volgt)$", re.IGNORECASE
)
# Sentences that only explain the one before: they begin with a word that points back and name no new doer.
_EXPLAINS = re.compile(
    r"^(?:Dit|Dat|Deze|Zo|Daarmee|Hiermee|Hierdoor|Daardoor|Op die manier|Op deze manier|Het doel|Doel|Bedoeling|De bedoeling|"
    r"Zij|Ze|Hij|Daarbij|Hierbij|Daarvoor|Hiervoor|Daarnaast|Die|Dankzij)\b"
)
_DOER = re.compile(
    r"\b(?:we|wij|gemeente|stad|lokaal bestuur|bestuur|ocmw|dienst|vraagt|vragen|adviseert|adviseren|stelt voor|pleit)\b",
    re.IGNORECASE,
)


def sentences(text: str, found: Sequence[Sentence]) -> list[Part]:
    """The passages in running text: its sentences, an explaining one joined to the one before.

    Short texts without a finite verb are titles ("Zaal De Kring. Gebruiksreglement. Goedkeuring.") and stay whole.
    """
    if (
        len(found) > 1
        and len(text.split()) <= _TITLE_WORDS
        and not any(w.verb == "fin" for s in found for w in s.words)
    ):
        return [Part(found[0].start, found[-1].end)]
    parts: list[Part] = []
    for sentence in found:
        part = Part(sentence.start, sentence.end)
        if parts and explains(text[part.start : part.end]) and part.end - parts[-1].start < 400:
            parts[-1] = Part(parts[-1].start, part.end)
        else:
            parts.append(part)
    return parts


def explains(sentence: str) -> bool:
    """Whether a sentence only explains the previous one.

    >>> explains("Zo blijven de straten langer droog.")
    True
    >>> explains("Daarnaast plaatsen we banken.")
    False
    """
    return bool(_EXPLAINS.match(sentence)) and not _DOER.search(sentence)


def lines_and_bullets(text: str) -> list[Part]:
    """The lines of a text as parts; bulleted lines without their bullet and with the line that announces them.

    A line that goes on with a small letter belongs to the line before.

    >>> text = "Projecten:\\n- aanleg van een plein\\n- bouw van een brug"
    >>> [text[p.start:p.end] for p in lines_and_bullets(text)]
    ['Projecten:', 'aanleg van een plein', 'bouw van een brug']
    >>> lines_and_bullets(text)[2].intro
    'Projecten:'
    """
    parts: list[Part] = []
    intro, offset = "", 0
    in_list = False
    for line in text.split("\n"):
        bullet = BULLET.match(line)
        start = offset + (bullet.end() if bullet else len(line) - len(line.lstrip()))
        end = offset + len(line.rstrip())
        offset += len(line) + 1
        if end <= start:
            continue
        content = text[start:end]
        if bullet:
            in_list = True
            parts.append(Part(start, end, intro, listed=True))
        elif parts and content[0].islower() and not text[parts[-1].start : parts[-1].end].endswith((".", ":", ";")):
            parts[-1] = parts[-1]._replace(end=end)
        else:
            intro, in_list = (content, False) if content.endswith(":") else ("", False)
            parts.append(Part(start, end))
        if bullet and not in_list:
            intro = ""
    return parts


def enumeration(text: str, words: Sequence[Word]) -> list[Part]:
    """What announces and the items of "… met onder meer: a, b en c", when each item is a phrase of its own; else empty.

    The first part is the announcement without its cue, left out when it says nothing by itself ("Deze actie omvat:").

    An item must hold at least two words and a noun or verb; all items together must make up most of what follows the
    cue, so that a colon before an explanation does not cut.
    """
    cue = _ENUMERATION.search(text)
    if not cue:
        return []
    tail = text[cue.end() :]
    separator = ";" if tail.count(";") >= 1 else ","
    items: list[Part] = []
    start = cue.end()
    # "en" closes the list only before the last item, so it is looked for after the last separator.
    last = tail.rfind(separator)
    if last < 0:
        return []
    pieces = [(m.start(), m.end()) for m in re.finditer(rf"{separator}\s+(?:en\s+|alsook\s+|evenals\s+)?", tail)]
    closing = re.search(r"\s+(?:en|alsook|evenals)\s+(?=(?:de|het|een)\s)", tail[pieces[-1][1] :]) if pieces else None
    if closing:
        pieces.append((pieces[-1][1] + closing.start(), pieces[-1][1] + closing.end()))
    for cut, resume in [*pieces, (len(tail), len(tail))]:
        end = cue.end() + cut
        piece = text[start:end].rstrip(" .;,")
        if piece:
            items.append(Part(start, start + len(piece), text[: cue.end()].strip(), listed=True))
        start = cue.end() + resume
    sound = [item for item in items if _is_phrase(item, words)]
    if len(sound) != len(items) or len(items) < 2:
        return []
    announced = text[: cue.start()] if cue[0][0].islower() and not _COLON_CUE.match(cue[0]) else text[: cue.end()]
    announced = _CUE_AT_END.sub("", announced.rstrip(" :,"))
    return [Part(0, len(announced)), *items] if tells(announced) else items


def tells(announcement: str) -> bool:
    """Whether the sentence before a list is a passage itself, and not only the hook on which the list hangs.

    >>> tells("We maken de schoolomgevingen veiliger")
    True
    >>> tells("Deze actie omvat de volgende projecten")
    False
    """
    return len(announcement.split()) >= 5 and not _HOOK.search(announcement)


def _is_phrase(part: Part, words: Sequence[Word]) -> bool:
    inside = [word for word in words if part.start <= word.start < part.end]
    return len(inside) >= 3 and any(word.pos in {"NOUN", "VERB", "PROPN"} for word in inside)
