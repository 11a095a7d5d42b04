"""The records that stages hand to each other: frozen, closed, and carrying where they come from.

Block -> Candidate -> Suggestion -> (reviewer) -> Decision -> Item (see ``inventory``). A step that changes the
meaning of the data changes the type. Documents are named by their path below the folder that was read (POSIX slashes).
"""

from typing import Literal

from pydantic import BaseModel, ConfigDict

BlockKind = Literal["heading", "paragraph", "list_item", "table_row", "plan_item", "aside"]
Brontype = Literal["bbc", "beleidsverklaring", "visienota", "dienst", "adviesraad", "nieuwsbrief"]
Level = Literal["bd", "ap", "actie", "activiteit"]
Status = Literal["gepland", "lopend", "gerealiseerd", "wens"]
Verdict = Literal["ja", "nee"]
Layout = Literal[
    "record", "part", "heading", "point", "planned_item", "item", "wish", "prose", "decision", "frame", "minutes"
]

BRONTYPES: dict[Brontype, str] = {
    "bbc": "meerjarenplan (BBC)",
    "beleidsverklaring": "beleidsverklaring of bestuursakkoord",
    "visienota": "visienota of thematisch plan",
    "dienst": "doelen of actieplan van een dienst",
    "adviesraad": "verslag of advies van een adviesraad",
    "nieuwsbrief": "nieuwsbrief, infoblad of website",
}
LEVELS: dict[Level, str] = {
    "bd": "beleidsdoelstelling",
    "ap": "actieplan",
    "actie": "actie",
    "activiteit": "activiteit",
}


class Record(BaseModel):
    """Base of all records: immutable, and an unknown field is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Parent(Record):
    """A title above an item: its level in a BBC plan, its code (may be empty) and its text."""

    level: Level
    code: str
    title: str


class PlanItem(Record):
    """One BD, AP or AC of a multi-year plan, its budget lines already merged.

    ``amounts`` maps a year to the total in euro over all merged budget lines; ``title`` is the short text,
    ``long_text`` the long one without flags and empty prefixes; ``parents`` run from BD down.
    """

    level: Literal["bd", "ap", "actie"]
    code: str
    title: str
    long_text: str = ""
    parents: tuple[Parent, ...] = ()
    amounts: dict[int, float] = {}
    budget_lines: int = 1
    dienst: str = ""


class Block(Record):
    """One piece of a document in reading order.

    ``nr`` counts from 0 within the document; ``page`` from 1, None where the format has no pages; ``place`` says in
    Dutch where it stands when there is no page ("alinea 12", "werkblad Acties, rij 5"); ``level`` is the depth of a
    heading (1 = top) or of a list item (0 = outermost); ``columns`` and ``cells`` hold a table row (same length; column
    names are empty strings where the table has no header); ``aside`` blocks (running headers, page numbers, contents,
    menus, colofon) are kept but not segmented.
    """

    nr: int
    kind: BlockKind
    text: str
    page: int | None = None
    place: str = ""
    level: int = 0
    columns: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()
    plan: PlanItem | None = None


class Problem(Record):
    """Something a reader could not do, in Dutch: where (page, sheet, row) and what to do about it."""

    place: str
    message: str


class Extraction(Record):
    """What one document gave: blocks in reading order, the number of pages (None without pages), and what failed."""

    blocks: tuple[Block, ...]
    pages: int | None = None
    problems: tuple[Problem, ...] = ()


class Document(Record):
    """One file in the folder: where, which bytes, what kind of source, and how reading it went.

    ``state`` is ``gelezen`` (perhaps with problems), ``mislukt`` (see ``problems``) or ``dubbel`` (same bytes or same
    text as ``same_as``). ``reason`` says in Dutch why this brontype and status were chosen.
    """

    path: str
    sha256: str
    brontype: Brontype
    reason: str
    state: Literal["gelezen", "mislukt", "dubbel"]
    status: Status | None = None
    dienst: str = ""
    same_as: str = ""
    pages: int | None = None
    blocks: int = 0
    problems: tuple[Problem, ...] = ()


class Place(Record):
    """Where a candidate stands: document, its digest, page or place, the block and the span of characters in it."""

    document: str
    sha256: str
    page: int | None
    place: str
    block: int
    start: int
    end: int
    code: str = ""


class Candidate(Record):
    """A passage that may be a goal, action or activity, with everywhere it stands.

    ``id`` follows from the content alone, so the same action keeps it in every run. ``text`` is the passage to the
    letter (the title of a record and its text as two sentences); ``context`` the titles above it from top to bottom; ``places`` at least
    one, the first is shown to the reviewer; ``sdg_bron`` the SDG tags that the source itself prints; ``aliases`` the ids
    of the passages that were merged into this one, so that a decision on any of them counts for it.

    ``layout`` says as what it stands in the document: the ``record`` of a plan or table, a ``part`` of its long text, a
    ``heading``, the title of a ``point`` of the council, a list item under a heading such as "Planning" (``planned_item``),
    another list ``item``, what an advisory council asks for (``wish``), ``prose``, what ``frame``s the actions (foreword,
    analysis, calendar), or what stands under the title of a point of the council and what is only procedure there (``minutes``).
    """

    id: str
    aliases: tuple[str, ...] = ()
    text: str
    title: str
    level: Level
    code: str
    context: tuple[str, ...]
    brontype: Brontype
    status: Status
    layout: Layout = "prose"
    places: tuple[Place, ...]
    sdg_bron: tuple[int, ...] = ()
    dienst: str = ""
    deadline: str = ""

    @property
    def ids(self) -> tuple[str, ...]:
        """Its own id and those of the passages that were merged into it."""
        return (self.id, *self.aliases)


class Labelling(Record):
    """What the model says of one text.

    ``actie`` and ``probabilities[frame][label]`` are calibrated probabilities 0..1; ``proposed[frame]`` the labels
    offered to the reviewer, most probable first; ``why[frame][label]`` the words that carried a proposed label.
    """

    actie: float
    probabilities: dict[str, dict[str, float]]
    proposed: dict[str, tuple[str, ...]]
    why: dict[str, dict[str, tuple[str, ...]]]


class Suggestion(Record):
    """A candidate with its labelling; ``sureness`` (0..1) is the probability that its first SDG is right, or that none is due."""

    candidate: Candidate
    labelling: Labelling
    sureness: float
    model: str


class Decision(Record):
    """What a reviewer decided on one row: the whole truth about it, so that nothing else is needed to rebuild.

    ``text`` is the text as the reviewer left it, ``source_text`` as it stood in the document; ``labels`` and
    ``proposed`` map a frame to label ids, most direct first; ``aliases`` as in ``Candidate``.
    """

    id: str
    aliases: tuple[str, ...] = ()
    verdict: Verdict
    text: str
    source_text: str
    labels: dict[str, tuple[str, ...]]
    proposed: dict[str, tuple[str, ...]]
    remark: str
    reviewer: str
    time: str
    model: str
    level: Level
    code: str
    context: tuple[str, ...]
    brontype: Brontype
    status: Status
    dienst: str
    deadline: str
    sdg_bron: tuple[int, ...]
    places: tuple[Place, ...]

    @property
    def judged(self) -> dict[str, tuple[str, ...]]:
        """The labels of the frames that the reviewer judged.

        In a frame for which nothing could be proposed, cells left empty are no judgement: ``ja`` leaves them empty for every
        row. Where nothing was proposed at all (a blind sample) ``labels`` already lacks what was not judged.
        """
        return {
            frame: given for frame, given in self.labels.items() if given or frame in self.proposed or not self.proposed
        }


class Round(Record):
    """The head of one file in the decision log: number, kind, who, when, and the digest of the decisions below it.

    ``sheets`` are the names of the files it came from and ``sheet_digests`` their SHA-256, the latter only when all that
    stood in them could be saved; ``undoes`` is the number of the round that an ``ongedaan`` round takes back.
    """

    nr: int
    kind: Literal["beslissingen", "ongedaan"]
    reviewer: str
    time: str
    sheets: tuple[str, ...] = ()
    sheet_digests: tuple[str, ...] = ()
    undoes: int | None = None
    rows: int = 0
    sha256: str = ""


class LabelledPassage(Record):
    """A training row: a passage with the labels a person gave it.

    ``labels`` maps a frame to label ids, most direct first; a frame that is absent was not judged. ``debatable``
    labels were given by only one of two annotators: they count neither for nor against. ``group`` names what
    must stay together when rows are held out (a document, a base file); ``weight`` counts the row that many times.
    """

    id: str
    text: str
    actie: bool
    labels: dict[str, tuple[str, ...]]
    brontype: str
    debatable: dict[str, tuple[str, ...]] = {}
    context: str = ""
    weight: float = 1.0
    group: str = ""
