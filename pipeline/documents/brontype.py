"""What kind of source a document is and how far its actions are, with the reason in Dutch.

Tried in this order, the first that says something decides: the folders and the file name (people name files after what
they are), what was read (a document full of plan items is a plan), its title, its format, the words of its text.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.schema import BRONTYPES, Block, Brontype, Document, Status

# Order matters: "advies van de klimaatraad op het meerjarenplan" is advice; "jaaractieplan" is no multi-year plan;
# "visienota" goes before "dienst" because a service writes vision notes too.
_RULES: tuple[tuple[Brontype, re.Pattern[str]], ...] = (
    (
        "adviesraad",
        re.compile(
            r"(?<![a-z])advie[sz]\w*|gecoro|minaraad|\w*(?:milieu|klimaat|senioren|ouderen|jeugd|cultuur|sport|welzijns|landbouw|"
            r"natuur|mobiliteits|handicap|participatie|kinder|wijk|dorps|noord-?zuid|erfgoed|verkeers)-?ra(?:ad|den)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "nieuwsbrief",
        re.compile(
            r"nieuwsbrief\w*|newsletter|info(?:blad|krant|magazine|gids)\w*|(?:gemeente|stads?|dorps)(?:blad|krant|magazine)\w*|"
            r"web(?:pagina|site)\w*|persbericht\w*|nieuws(?:bericht|flits)\w*",
            re.IGNORECASE,
        ),
    ),
    (
        "beleidsverklaring",
        re.compile(
            r"beleids-?verklaring|(?:bestuurs|coalitie|regeer|meerderheids|beleids)-?akkoord|bestuurs(?:programma|overeenkomst)",
            re.IGNORECASE,
        ),
    ),
    (
        "bbc",
        re.compile(
            r"meerjaren-?plan\w*|(?<![a-z])mjp(?![a-z])|(?<![a-z])bbc(?![a-z])|strategische nota|totaaloverzicht|doelstellingenrapport|"
            r"beleids-? en beheerscyclus|(?<![a-z])a?mjp\d*",
            re.IGNORECASE,
        ),
    ),
    (
        "visienota",
        re.compile(
            r"visie\w*|\w*klimaat-?(?:actie)?-?plan\w*|(?<![a-z])se(?:c)?ap(?![a-z])|masterplan\w*|\w*(?:mobiliteits|beleids|structuur|"
            r"hemelwater|energie|warmte|bomen|groen|wijk|ruimtelijk|armoede|actieplan klimaat|toekomst)-?plan\w*|beleidsnota|\w*strategie"
            r"|roadmap|routekaart|lekp|omgevingsanalyse",
            re.IGNORECASE,
        ),
    ),
    (
        "dienst",
        re.compile(
            r"\w*actie-?plan\w*|jaar-?plan\w*|(?<![a-z])dienst(?![a-z])\w*|afdeling|fiche\w*|notitie|werkplan|jaar-?verslag\w*|jaarrekening|"
            r"(?<![a-z])team(?![a-z])|opvolging\w*|actielijst|projectenlijst|besluitenlijst|notulen|begroting",
            re.IGNORECASE,
        ),
    ),
)
_STATUSES: tuple[tuple[Status, re.Pattern[str]], ...] = (
    (
        "gerealiseerd",
        re.compile(r"jaar-?verslag|activiteitenverslag|jaarrekening|realisaties|terugblik|evaluatierapport", re.I),
    ),
    ("lopend", re.compile(r"opvolgings?\w*|voortgangs?\w*|stand[- ]van[- ]zaken|tussentijdse rapport\w*", re.I)),
)
_WORDS: tuple[tuple[Brontype, re.Pattern[str]], ...] = (
    (
        "adviesraad",
        re.compile(
            r"\b(?:de (?:advies)?raad|de leden|de werkgroep) (?:adviseert|vra(?:agt|gen)|beveelt|dringt|stelt voor)",
            re.I,
        ),
    ),
    (
        "beleidsverklaring",
        re.compile(r"\b(?:bestuursperiode|legislatuur|coalitie|meerderheid|deze bestuursploeg)\b", re.I),
    ),
    (
        "nieuwsbrief",
        re.compile(r"\b(?:inschrijven (?:via|kan|voor)|schrijf je in|openingsuren|tickets|meer info)\b", re.I),
    ),
)
_SERVICE = re.compile(r"\b[Dd]ienst\s+((?:[A-Z][\w&-]+)(?:(?:\s+(?:en|&))?\s+[A-Z][\w-]+)*)")


@dataclass(frozen=True, slots=True)
class Inferred:
    """What the program makes of a document: ``reason`` is shown to the user, ``dienst`` may be empty."""

    brontype: Brontype
    reason: str
    status: Status | None = None
    dienst: str = ""


def infer(name: str, blocks: Sequence[Block]) -> Inferred:
    """Brontype, status and service of a document from its name and what was read of it (nothing, when that failed).

    >>> infer("meerjarenplan-2026.pdf", []).brontype, infer("adviezen/2025/verslag.docx", []).brontype
    ('bbc', 'adviesraad')
    """
    title = _title(blocks)
    brontype, reason = _brontype(name, title, blocks)
    place = re.sub(r"[_\-/.]+", " ", name)
    status = next((status for status, pattern in _STATUSES if pattern.search(place) or pattern.search(title)), None)
    service = _SERVICE.search(title) if brontype == "dienst" else None
    return Inferred(brontype, reason, status, service.group(1) if service else "")


def missing_kinds(documents: Iterable[Document]) -> list[Brontype]:
    """The kinds of source of which no document could be read."""
    present = {document.brontype for document in documents if document.state != "mislukt"}
    return [brontype for brontype in BRONTYPES if brontype not in present]


def _title(blocks: Sequence[Block]) -> str:
    """The first words that tell what the document is: its first headings, else its first lines."""
    head = [block for block in blocks[:60] if block.kind != "aside"][:12]
    headings = [block.text for block in head if block.kind == "heading"][:2]
    return " – ".join(headings) or " ".join(block.text for block in head[:2])[:200]


def _brontype(name: str, title: str, blocks: Sequence[Block]) -> tuple[Brontype, str]:
    *folders, last = name.split("/")
    for part, what in ((last, "bestandsnaam"), *((folder, "map") for folder in reversed(folders))):
        found = _match(re.sub(r"[_.]+", " ", part).replace("-", " ")) or _match(part)
        if found:
            return found[0], f"{what}: “{found[1]}”"
    items = sum(block.kind == "plan_item" for block in blocks)
    if items >= 5 and items >= 0.2 * sum(block.kind != "aside" for block in blocks):
        return "bbc", f"inhoud: {items} doelstellingen, actieplannen en acties met een code"
    found = _match(title)
    if found:
        return found[0], f"titel: “{found[1]}”"
    return _by_format(last, blocks)


def _match(text: str) -> tuple[Brontype, str] | None:
    for brontype, pattern in _RULES:
        found = pattern.search(text)
        if found:
            return brontype, found.group().strip()
    return None


def _by_format(name: str, blocks: Sequence[Block]) -> tuple[Brontype, str]:
    suffix = name.rpartition(".")[2].lower()
    if suffix in ("eml", "msg", "htm", "html", "mht", "mhtml"):
        return "nieuwsbrief", "een webpagina of e-mail; pas aan als dat niet klopt"
    if suffix in ("csv", "xlsx", "xlsm", "ods", "pptx"):
        return "dienst", "een rekenblad of presentatie; pas aan als dat niet klopt"
    text = " ".join(block.text for block in blocks[:400] if block.kind != "aside")
    counts = [(len(pattern.findall(text)), brontype) for brontype, pattern in _WORDS]
    most = max(count for count, _ in counts)
    if most >= 3:
        brontype = next(brontype for count, brontype in counts if count == most)
        return brontype, "woordgebruik in de tekst; pas aan als dat niet klopt"
    if len(text.split()) > 1500:
        return "visienota", "een lange tekst zonder ander kenmerk; pas aan als dat niet klopt"
    return "dienst", "geen duidelijk kenmerk gevonden; pas aan als dat niet klopt"
