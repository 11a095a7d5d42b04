"""Blocks of one document in, passages out: the right unit for each layout, with its context and facts.

A BBC record is one passage, with a further one for each action that its long text lists; a table row is one passage put
together from its columns; prose gives a passage per sentence or list item. Whether a passage is an action is not decided
here.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.language import Language
from pipeline.schema import Block, Candidate, Document, Layout, Level, Place
from pipeline.segment import facts, noise, split
from pipeline.segment.component import PASSAGES
from pipeline.segment.headings import level_of
from pipeline.segment.identity import candidate_id
from pipeline.segment.points import with_decisions
from pipeline.segment.section import Draft, Title
from pipeline.segment.tags import take_sdg_tags
from pipeline.segment.walk import drafts

# Part of the key under which passages are kept: raise it when the same blocks give other passages.
VERSION = 7
# From this length a title may be one that its source cut off at 100 characters, its code among them.
_CUT_OFF = 85
# A record's own passage stops growing here; what follows is proposed sentence by sentence. 60 words is about what a
# reviewer takes in at a glance in one cell of the sheet.
MAX_WORDS = 60
_WE = re.compile(r"\b(?:we|wij)\b", re.I)


class _Piece(NamedTuple):
    """A part that the component found in the running text of a draft."""

    text: str
    start: int
    end: int
    intro: str
    listed: bool

    @property
    def announces(self) -> bool:
        """Whether it only announces what follows ("Deze actie omvat:")."""
        return self.text.rstrip().endswith(":") and (facts.asks(self.text) or not split.tells(self.text))


class Segmenter:
    """Cuts documents into passages with one loaded language model."""

    def __init__(self, language: Language) -> None:
        language.add(PASSAGES)
        self._language = language

    def __call__(self, document: Document, blocks: Sequence[Block]) -> list[Candidate]:
        """The passages of one document in reading order; equal passages on different places are not merged yet."""
        todo = [_completed(draft) for draft in drafts(document, blocks)]
        cut = self._language.pipe(draft.text for draft in todo)
        found: list[Candidate] = []
        for draft, doc in zip(todo, cut, strict=True):
            pieces = [
                _Piece(span.text, span.start_char, span.end_char, span._.intro, span._.listed)
                for span in doc.spans[PASSAGES]
            ]
            make = _prose(document, draft, pieces) if draft.title is None else _record(document, draft, pieces)
            found += [candidate for candidate in make if _says_something(candidate)]
        return with_decisions(found)


def _prose(document: Document, draft: Draft, pieces: Sequence[_Piece]) -> Iterator[Candidate]:
    for piece in pieces:
        if not piece.announces:
            title, code = facts.take_code(piece.text)
            layout: Layout = "item" if piece.listed and draft.layout == "prose" else draft.layout
            if piece.start and not piece.listed and layout in {"item", "planned_item"}:
                layout = "prose"  # what follows in a list item tells about it
            if document.brontype == "adviesraad" and layout in {"prose", "item", "planned_item"} and facts.asks(title):
                layout = "wish"
            context = (*draft.context, *filter(None, [piece.intro]))
            place = _place(document, draft.block, draft.start + piece.start, draft.start + piece.end, code)
            yield _candidate(document, draft, title, place, draft.level, context, layout)


def _record(document: Document, draft: Draft, pieces: Sequence[_Piece]) -> Iterator[Candidate]:
    """A record is one passage, title and text together, and one more for each action that its text lists."""
    title = draft.title or Title("")
    if noise.is_container(title.text) and not draft.text:
        return
    own, rest = _own_part(title.text, draft.text, pieces)
    text = _joined("" if noise.is_container(title.text) else title.text, own)
    place = _place(document, draft.block, 0, len(text), title.code)
    yield _candidate(document, draft, text, place, draft.level, draft.context, draft.layout, title)
    for piece in rest:
        if not piece.announces:
            stripped, code = facts.take_code(piece.text)
            place = _place(document, draft.block, piece.start, piece.end, code or title.code)
            level: Level = (level_of(piece.text) if code else None) or "activiteit"
            about = Title("", place.code, title.service)
            yield _candidate(document, draft, stripped, place, level, (*draft.context, title.text), "part", about)


def _place(document: Document, block: Block, start: int, end: int, code: str) -> Place:
    return Place(
        document=document.path,
        sha256=document.sha256,
        page=block.page,
        place=block.place,
        block=block.nr,
        start=start,
        end=end,
        code=code,
    )


def _candidate(
    document: Document,
    draft: Draft,
    text: str,
    place: Place,
    level: Level,
    context: tuple[str, ...],
    layout: Layout,
    about: Title | None = None,
) -> Candidate:
    shown, goals = take_sdg_tags(" ".join(text.split()))
    about = about or Title("")
    return Candidate(
        id=candidate_id(shown, place.code, context),
        text=shown,
        title=about.text or (shown if len(shown) <= 100 else shown[:99].rsplit(" ", 1)[0] + "…"),
        level=level,
        code=place.code,
        context=context,
        brontype=document.brontype,
        status=facts.status_of(shown, document.brontype, draft.status or document.status),
        layout=layout,
        places=(place,),
        sdg_bron=goals,
        dienst=about.service or facts.service_of(shown) or document.dienst,
        deadline=about.deadline or facts.deadline_of(shown),
    )


def _says_something(candidate: Candidate) -> bool:
    """One word can be the title of a record ("Noodplanning"); elsewhere it is what is left of a heading or menu."""
    if noise.is_noise(candidate.text):
        return False
    return candidate.layout == "record" or (len(candidate.text.split()) > 1 and not noise.is_torn(candidate.text))


def _completed(draft: Draft) -> Draft:
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


def _joined(title: str, text: str) -> str:
    """A title and its text as two sentences.

    >>> _joined("Trage wegen", "We herstellen er vijf."), _joined("Waar kan het?", "Overal.")
    ('Trage wegen. We herstellen er vijf.', 'Waar kan het? Overal.')
    """
    if not take_sdg_tags(text)[0]:
        return f"{title} {text}".strip()
    stop = "" if not title or title.endswith((".", "!", "?", ":", ";", ",", "…")) or text[:1].islower() else "."
    return f"{title}{stop} {text}".strip()


def _own_part(title: str, long_text: str, pieces: Sequence[_Piece]) -> tuple[str, Sequence[_Piece]]:
    """What of the long text belongs to the record's own passage, and the pieces that stand on their own."""
    several = sum(bool(_WE.search(piece.text)) for piece in pieces) > 1
    room = MAX_WORDS - len(title.split())
    coded = [bool(facts.take_code(piece.text)[1]) for piece in pieces]
    if len(long_text.split()) <= room and not several and not any(coded) and not any(p.listed for p in pieces):
        return " ".join(long_text.split()), []
    own: list[str] = []
    for number, piece in enumerate(pieces):
        apart = piece.listed or coded[number] or (several and _WE.search(piece.text))
        if apart or piece.text.endswith(":") or len(piece.text.split()) > room:
            return " ".join(own), pieces[number:]
        own.append(" ".join(piece.text.split()))
        room -= len(piece.text.split())
    return " ".join(own), []
