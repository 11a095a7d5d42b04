"""Blocks of one document in, passages out: the right unit for each layout, with its context and facts.

A BBC record is one passage, with a further one for each action that its long text lists; a table row is one passage put
together from its columns; prose gives a passage per sentence or list item. Whether a passage is an action is not decided
here.
"""

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Span

from pipeline.language import Language
from pipeline.schema import Block, Candidate, Document, Layout, Level, Place
from pipeline.segment import facts, noise
from pipeline.segment.component import PASSAGES
from pipeline.segment.headings import level_of
from pipeline.segment.identity import candidate_id
from pipeline.segment.points import with_decisions
from pipeline.segment.record import Piece, completed, of_goal, own_part
from pipeline.segment.section import Draft, Title
from pipeline.segment.tags import take_sdg_tags
from pipeline.segment.walk import drafts

# Part of the key under which passages are kept: raise it when the same blocks give other passages.
VERSION = 15


class Segmenter:
    """Cuts documents into passages with one loaded language model."""

    def __init__(self, language: Language) -> None:
        language.add(PASSAGES)
        self._language = language

    def __call__(self, document: Document, blocks: Sequence[Block]) -> list[Candidate]:
        """The passages of one document in reading order; equal passages on different places are not merged yet."""
        todo = [completed(draft) for draft in drafts(document, blocks)]
        cut = self._language.pipe(draft.text for draft in todo)
        found: list[Candidate] = []
        for draft, doc in zip(todo, cut, strict=True):
            pieces = [_piece(span, draft.text) for span in doc.spans[PASSAGES]]
            make = _prose(document, draft, pieces) if draft.title is None else _record(document, draft, pieces)
            found += [candidate for candidate in make if _says_something(candidate)]
        return with_decisions(found)


def _piece(span: Span, text: str) -> Piece:
    opens = text[: span.start_char].rstrip(" ").endswith("\n") or not span.start_char
    verb = any(token.morph.get("VerbForm", []) == ["Fin"] for token in span)
    return Piece(span.text, span.start_char, span.end_char, span._.intro, span._.listed, opens and not verb)


def _prose(document: Document, draft: Draft, pieces: Sequence[Piece]) -> Iterator[Candidate]:
    for piece in pieces:
        if not piece.announces:
            title, code = facts.take_code(piece.text)
            layout: Layout = "item" if piece.listed and draft.layout == "prose" else draft.layout
            if piece.start and not piece.listed and layout in {"item", "planned_item"}:
                layout = "prose"  # what follows in a list item tells about it
            if document.brontype == "adviesraad" and layout in {"prose", "item", "planned_item"} and facts.asks(title):
                layout = "wish"
            if layout == "prose" and document.brontype == "nieuwsbrief" and piece.phrase and noise.is_caption(title):
                layout = "frame"
            context = (*draft.context, *filter(None, [piece.intro]))
            place = _place(document, draft.block, draft.start + piece.start, draft.start + piece.end, code)
            yield _candidate(document, draft, title, place, draft.level, context, layout)


def _record(document: Document, draft: Draft, pieces: Sequence[Piece]) -> Iterator[Candidate]:
    """A record is one passage, title and text together, and one more for each action that its text lists."""
    title = draft.title or Title("")
    if noise.is_container(title.text) and not draft.text:
        return
    own, rest = own_part(title.text, of_goal(pieces, draft.text) if draft.level in {"bd", "ap"} else pieces)
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
    """One word can be the title of a record ("Water"); elsewhere it is what is left of a heading or menu."""
    if candidate.layout == "record" and candidate.code:
        return bool(re.search(r"[^\W\d_]{3}", candidate.text)) and not noise.is_container(candidate.text)
    if noise.is_noise(candidate.text):
        return False
    return candidate.layout == "record" or (len(candidate.text.split()) > 1 and not noise.is_torn(candidate.text))


def _joined(title: str, text: str) -> str:
    """A title and its text as two sentences.

    >>> _joined("Trage wegen", "We herstellen er vijf."), _joined("Waar kan het?", "Overal.")
    ('Trage wegen. We herstellen er vijf.', 'Waar kan het? Overal.')
    """
    if not take_sdg_tags(text)[0]:
        return f"{title} {text}".strip()
    stop = "" if not title or title.endswith((".", "!", "?", ":", ";", ",", "…")) or text[:1].islower() else "."
    return f"{title}{stop} {text}".strip()
