"""Blocks of one document in, passages out: the right unit for each layout, with its context and facts.

A BBC record is one passage, with a further one for each action that its long text lists; a table row is one passage put
together from its columns; prose gives a passage per sentence or list item. Whether a passage is an action is not decided
here.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import NamedTuple

from pipeline.language import Language, Sentence
from pipeline.schema import Block, Candidate, Document, Layout, Level, Place, Status
from pipeline.segment import facts, noise, split
from pipeline.segment.identity import candidate_id
from pipeline.segment.tags import take_sdg_tags

# Part of the key under which passages are kept: raise it when the same blocks give other passages.
VERSION = 3
# A record's own passage stops growing here; what follows is proposed sentence by sentence. 60 words is about what a
# reviewer takes in at a glance in one cell of the sheet.
MAX_WORDS = 60

_COLUMNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("code", re.compile(r"^(?:code|nr\.?|nummer|actienummer|actiecode|id|ref\w*)$", re.I)),
    ("dienst", re.compile(r"dienst|trekker|verantwoordelijke|eigenaar|\bwie\b|uitvoerder|coördinator", re.I)),
    ("status", re.compile(r"status|stand van zaken|voortgang|fase", re.I)),
    ("deadline", re.compile(r"timing|termijn|deadline|wanneer|planning|periode|jaar|einddatum|startdatum|tegen", re.I)),
    ("money", re.compile(r"bedrag|budget|kost|raming|krediet|uitgave|ontvangst|€|euro|^20\d\d$|saldo|mjp", re.I)),
    (
        "aside",
        re.compile(r"partner|indicator|kpi|opmerking|bron|evaluatie|contact|prioriteit|sdg|doelgroep|naam", re.I),
    ),
    (
        "title",
        re.compile(
            r"^(?:actie|maatregel|project|activiteit|titel|doel\w*|initiatief|voorstel|advies|wat|onderwerp)s?\b", re.I
        ),
    ),
    ("text", re.compile(r"omschrijving|toelichting|beschrijving|inhoud|actie|maatregel|project|doel|wat", re.I)),
)


_DECISION = re.compile(
    r"\b(?:goedkeuring|vaststelling|goedgekeurd|\w*reglement|gunning|toelage|\w*subsidie|\w*overeenkomst|toekenning|\w*premie|ontwerp)\b",
    re.I,
)
_WE = re.compile(r"\b(?:we|wij)\b", re.I)
_LEVEL_HEADINGS: tuple[tuple[Level, re.Pattern[str]], ...] = (
    (
        "bd",
        re.compile(
            r"^(?:(?:strategische |operationele |beleids)?doelstelling|doel|ambitie|BD|SD|OD)\s*(?:[\d.:]|(?-i:[A-Z])\b)",
            re.I,
        ),
    ),
    ("ap", re.compile(r"^(?:actieplan|AP)\s*(?:[\d.:]|(?-i:[A-Z])\b)", re.I)),
    ("actie", re.compile(r"^(?:actie|maatregel|AC|ACT)\s*[\d.:]", re.I)),
)
_SECTION_NUMBER = re.compile(
    r"^(?:(?:hoofdstuk|deel|artikel)\s+)?(?:\d{1,2}(?:\.\d{1,2}){0,4}(?:\.(?=[A-Z]))?\.?|[IVX]{1,4}\.|[A-Z]\.)\s+(?=\S)",
    re.I,
)


@dataclass
class _Section:
    """Where the walk stands: the headings above, and what they say of status and names."""

    titles: list[tuple[int, str]] = field(default_factory=list)
    status: Status | None = None
    attendance: bool = False
    families: bool = False
    intro: str = ""
    header: tuple[str, ...] = ()
    council: bool = False

    def enter(self, level: int, title: str) -> None:
        self.titles = [(above, text) for above, text in self.titles if above < level]
        self.titles.append((level, title))
        self.status = next(filter(None, (facts.status_of_heading(text) for _, text in reversed(self.titles))), None)
        self.attendance = noise.opens_attendance(title)
        self.families = noise.opens_family_news(title)
        self.intro = ""
        self.header = ()

    def columns_for(self, block: Block) -> tuple[str, ...] | None:
        """The names of a row's columns, from the row itself or from a row above that holds names; None for that row."""
        if any(block.columns):
            return block.columns
        roles = {_column_role(cell, "xxx") for cell in block.cells if cell.strip()}
        if len(roles - {"other", "money"}) >= 2 and all(len(cell.split()) <= 5 for cell in block.cells):
            self.header = block.cells
            return None
        return self.header if len(self.header) == len(block.cells) else block.columns

    @property
    def context(self) -> tuple[str, ...]:
        return tuple(text for _, text in self.titles[-3:])


class _Row(NamedTuple):
    """A record of a plan or table before it is cut."""

    title: str
    long_text: str
    code: str
    level: Level
    service: str
    context: tuple[str, ...]
    deadline: str = ""


_DEPTH: dict[Level, int] = {"bd": 2, "ap": 3, "actie": 4, "activiteit": 5}


class Segmenter:
    """Cuts documents into passages with one loaded language model."""

    def __init__(self, language: Language) -> None:
        self._language = language

    def __call__(self, document: Document, blocks: Sequence[Block]) -> list[Candidate]:
        """The passages of one document in reading order; equal passages on different places are not merged yet."""
        return [candidate for candidate in self._walk(document, blocks) if _says_something(candidate)]

    def _find(self, text: str) -> tuple[Sentence, ...]:
        # One character for one keeps the offsets; a line end inside a paragraph is a space to the sentence finder.
        return next(iter(self._language.sentences([text.replace("\n", " ")])))

    def _walk(self, document: Document, blocks: Sequence[Block]) -> Iterator[Candidate]:
        shown = [block for block in blocks if block.kind != "aside"]
        opening = [document.path, *(block.text for block in shown[:6] if block.kind == "heading")]
        section = _Section(council=any(map(noise.is_council, opening)))
        for block, following in zip_longest(shown, shown[1:]):
            if block.kind == "heading":
                section.enter(block.level, _without_number(take_sdg_tags(block.text)[0]))
                bare = following is None or (following.kind == "heading" and following.level <= block.level)
                if not section.attendance:
                    yield from self._heading(document, block, section, bare)
            elif block.kind == "plan_item":
                yield from self._plan_item(document, block, section)
            elif block.kind == "table_row":
                yield from self._table_row(document, block, section)
            elif section.families and document.brontype == "nieuwsbrief":
                continue
            elif noise.lists_people(block.text) or section.attendance:
                section.attendance = section.attendance and not block.text.endswith((".", "!", "?"))
            else:
                yield from self._prose(document, block, section)

    def _heading(self, document: Document, block: Block, section: _Section, bare: bool) -> Iterator[Candidate]:
        """A heading is a passage when it says it is a goal or action, is a point of the council, or has nothing under it."""
        level = _level_of_heading(block.text)
        title, code = facts.take_code(block.text) if level else (_without_number(block.text), "")
        point = section.council and (_SECTION_NUMBER.match(block.text) or _DECISION.search(title))
        if (level or bare or point) and len(title.split()) >= 3:
            above = section.context[:-1]
            yield self._candidate(
                document,
                block,
                title,
                0,
                len(block.text),
                level or "actie",
                above,
                section,
                code,
                layout="record" if level else "heading",
            )

    def _prose(self, document: Document, block: Block, section: _Section) -> Iterator[Candidate]:
        level: Level = "activiteit" if document.brontype == "nieuwsbrief" else "actie"
        context = section.context
        if block.kind == "list_item" and section.intro:
            context = (*context, section.intro)
        layout: Layout = "minutes" if section.council and len(section.titles) > 1 else "prose"
        if block.kind == "list_item" and layout == "prose":
            layout = "planned_item" if section.status else "item"
        for part in split.lines_and_bullets(block.text):
            for piece in self._pieces(block.text, part):
                text = block.text[piece.start : piece.end]
                extra = (piece.intro,) if piece.intro else ()
                if text.rstrip().endswith(":") and not split.tells(text):
                    continue
                title, code = facts.take_code(text)
                yield self._candidate(
                    document,
                    block,
                    title,
                    piece.start,
                    piece.end,
                    level,
                    context + extra,
                    section,
                    code,
                    layout="item" if piece.listed and layout == "prose" else layout,
                )
        if block.kind == "paragraph":
            section.intro = block.text if block.text.rstrip().endswith(":") else ""

    def _pieces(self, text: str, part: split.Part) -> Iterator[split.Part]:
        content = text[part.start : part.end]
        found = self._find(content)
        for piece in split.sentences(content, found):
            start, end = part.start + piece.start, part.start + piece.end
            words = [
                word._replace(start=word.start - piece.start)
                for sentence in found
                if piece.start <= sentence.start < piece.end
                for word in sentence.words
            ]
            items = split.enumeration(text[start:end], words)
            for item in items:
                yield split.Part(start + item.start, start + item.end, item.intro)
            if not items:
                yield split.Part(start, end, part.intro, part.listed)

    def _plan_item(self, document: Document, block: Block, above: _Section) -> Iterator[Candidate]:
        plan = block.plan
        if plan is None:
            return
        title, code_in_title = facts.take_code(plan.title)
        parents = tuple(
            parent.title for parent in plan.parents if parent.title and not noise.is_container(parent.title)
        )
        row = _Row(title, plan.long_text, plan.code or code_in_title, plan.level, plan.dienst, parents or above.context)
        yield from self._record(document, block, row, _Section(status=None if parents else above.status))

    def _table_row(self, document: Document, block: Block, section: _Section) -> Iterator[Candidate]:
        """A row of an ordinary table, its parts found by what the columns are called."""
        columns = section.columns_for(block)
        if columns is None or any(map(noise.is_bookkeeping, section.context)):
            return
        filled = [cell.strip() for cell in block.cells if cell.strip()]
        if noise.lists_people(" ".join(filled)):
            return
        level = _level_of_heading(filled[0]) if len(filled) == 1 else None
        if level:
            section.enter(_DEPTH[level], _without_level(filled[0]))
            row = _Row(_without_level(filled[0]), "", facts.take_code(filled[0])[1], level, "", section.context[:-1])
            yield from self._record(document, block, row, section)
            return
        cells: dict[str, list[str]] = {}
        for column, cell in zip(columns, block.cells, strict=True):
            if cell.strip():
                cells.setdefault(_column_role(column, cell), []).append(cell.strip())
        main = cells.get("title", []) + cells.get("text", [])
        if not main and not section.attendance:
            main = [cell for cell in cells.get("other", []) if len(cell.split()) >= 3]
        if not main:
            return
        title, code = facts.take_code(main[0])
        status = facts.status_of_heading(" ".join(cells.get("status", []))) or section.status
        row = _Row(
            title=title,
            long_text="\n".join(dict.fromkeys(main[1:])),
            code=code or " ".join(cells.get("code", [])[:1]),
            level="actie",
            service=" ".join(cells.get("dienst", [])[:1]),
            context=section.context,
            deadline=_deadline(" - ".join(cells.get("deadline", []))),
        )
        yield from self._record(document, block, row, _Section(status=status))

    def _record(self, document: Document, block: Block, row: "_Row", section: _Section) -> Iterator[Candidate]:
        """A record is one passage, title and text together, and one more for each action that its text lists."""
        title = row.title
        long_text = "" if noise.is_container(row.long_text) else _without_title(row.long_text, title)
        if noise.is_container(title) and not long_text:
            return
        if len(title) >= 95 and long_text.startswith("…"):
            title, long_text = _completed(title, long_text)
        pieces = [piece for part in split.lines_and_bullets(long_text) for piece in self._pieces(long_text, part)]
        own, rest = _own_part(title, long_text, pieces)
        own_text = " ".join(filter(None, ("" if noise.is_container(title) else title, own)))
        where = (document, block, own_text, 0, len(own_text))
        yield self._candidate(
            *where, row.level, row.context, section, row.code, title, row.service, row.deadline, layout="record"
        )
        for piece in rest:
            text = long_text[piece.start : piece.end]
            if not text.rstrip().endswith(":") or split.tells(text):
                where = (document, block, text, piece.start, piece.end)
                yield self._candidate(
                    *where, "activiteit", (*row.context, title), section, row.code, "", row.service, layout="part"
                )

    def _candidate(
        self,
        document: Document,
        block: Block,
        text: str,
        start: int,
        end: int,
        level: Level,
        context: tuple[str, ...],
        section: _Section,
        code: str = "",
        title: str = "",
        service: str = "",
        deadline: str = "",
        layout: Layout = "prose",
    ) -> Candidate:
        shown, goals = take_sdg_tags(" ".join(text.split()))
        place = Place(
            document=document.path,
            sha256=document.sha256,
            page=block.page,
            place=block.place,
            block=block.nr,
            start=start,
            end=end,
            code=code,
        )
        return Candidate(
            id=candidate_id(shown, code, context),
            text=shown,
            title=title or (shown if len(shown) <= 100 else shown[:99].rsplit(" ", 1)[0] + "…"),
            level=level,
            code=code,
            context=context,
            brontype=document.brontype,
            status=facts.status_of(shown, document.brontype, section.status or document.status),
            layout=layout,
            places=(place,),
            sdg_bron=goals,
            dienst=service or facts.service_of(shown) or document.dienst,
            deadline=deadline or facts.deadline_of(shown),
        )


def _says_something(candidate: Candidate) -> bool:
    """One word can be the title of a record ("Noodplanning"); elsewhere it is what is left of a heading or menu."""
    if noise.is_noise(candidate.text):
        return False
    return candidate.layout == "record" or (len(candidate.text.split()) > 1 and not noise.is_torn(candidate.text))


def _level_of_heading(heading: str) -> Level | None:
    """The level that a heading claims, by its word or by a code with letters; None for an ordinary heading.

    >>> _level_of_heading("Doelstelling 2: een klimaatneutrale gemeente")
    'bd'
    >>> _level_of_heading("VT.1 Iedereen kan deelnemen")
    'bd'
    >>> _level_of_heading("3.1 Water vasthouden") is None
    True
    """
    named = next((level for level, pattern in _LEVEL_HEADINGS if pattern.match(heading)), None)
    code = facts.take_code(heading)[1]
    return named or ("bd" if re.search(r"[A-Z]", code) else None)


def _without_level(heading: str) -> str:
    """A heading without the word and code of its level ("Actieplan 1.2 - Ruimte om te spelen")."""
    return facts.take_code(heading)[0].lstrip(" :–-")


def _without_number(heading: str) -> str:
    """A heading without the number of its section, or its code.

    >>> _without_number("3.1 Water vasthouden waar het valt")
    'Water vasthouden waar het valt'
    """
    return facts.take_code(_SECTION_NUMBER.sub("", heading))[0]


def _deadline(cell: str) -> str:
    """What a cell says of the deadline: the whole of a short one, else the year or date it names."""
    return cell if len(cell.split()) <= 4 else facts.deadline_of(cell)


def _column_role(column: str, cell: str) -> str:
    if not re.search(r"[A-Za-zÀ-ÿ]{3}", cell) and not re.fullmatch(r"20[2-5]\d", cell):
        return "code" if re.search(r"\d", cell) and _COLUMNS[0][1].search(column) else "money"
    return next((role for role, pattern in _COLUMNS if pattern.search(column.strip())), "other")


def _without_title(long_text: str, title: str) -> str:
    """The long text without a first line that only repeats the title."""
    stripped = long_text.strip()
    bare = title.rstrip(" .…")
    if bare and stripped[: len(bare)].casefold() == bare.casefold():
        rest = stripped[len(bare) :]
        if not rest.strip(" ."):
            return ""
        if len(title) >= 95 or rest[:1].isalnum():
            return "…" + stripped
        return rest.lstrip(" .:\n–-")
    return stripped


def _completed(title: str, long_text: str) -> tuple[str, str]:
    """A title cut off at 100 characters, completed with the first line of the long text that repeats it."""
    whole = long_text.removeprefix("…")
    line, _, rest = whole.partition("\n")
    sentence = re.match(rf".{{{len(title.rstrip(' .…'))}}}[^.!?]*[.!?]?", line)
    full = sentence[0] if sentence else line
    return full.strip(), (line[len(full) :] + "\n" + rest).strip()


def _own_part(title: str, long_text: str, pieces: Sequence[split.Part]) -> tuple[str, list[split.Part]]:
    """What of the long text belongs to the record's own passage, and the pieces that stand on their own."""
    if long_text.startswith("…"):
        long_text = " " + long_text[1:]
    several = sum(bool(_WE.search(long_text[piece.start : piece.end])) for piece in pieces) > 1
    room = MAX_WORDS - len(title.split())
    if len(long_text.split()) <= room and not several and not any(piece.listed for piece in pieces):
        return " ".join(long_text.split()), []
    own: list[str] = []
    for number, piece in enumerate(pieces):
        text = long_text[piece.start : piece.end]
        apart = piece.listed or (several and _WE.search(text))
        if apart or text.endswith(":") or len(text.split()) > room:
            return " ".join(own), list(pieces[number:])
        own.append(" ".join(text.split()))
        room -= len(text.split())
    return " ".join(own), []
