"""Minutes, agendas and lists of decisions: what in them is a point, what only leads to a decision, what is form.

A point is the title of something decided. Under it stand its facts and legal grounds, which hold no action, and the
decision itself: articles of form ("Het reglement wordt goedgekeurd"), and now and then one that does something.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

from pipeline.schema import Block, Layout
from pipeline.segment import facts

Part = Literal["grounds", "decision"]

_COUNCIL = re.compile(
    r"besluitenlijst|(?<![a-z])notulen(?![a-z])|zittingsverslag|\bagenda\b.{0,30}(?:raad|college|bureau)|(?:raads|raad)\w*[- ]?(?:zitting|vergadering)",
    re.I,
)
# Points of a council that are procedure by their title: reports, questions, appointments, taxes and accounts.
_PROCEDURE = re.compile(
    r"^(?:\d+ )?(?:voorstel (?:tot|om|met betrekking tot|in te stemmen met)(?: het| de)? )?(?:(?:het )?(?:vaststellen|goedkeuren) van de )?"
    r"(?:(?:mondelinge |schriftelijke |actuele )?vragen\b|interpellatie|toezegging|vooruitblik|mededeling|rondvraag|varia\b|hamerstukken|"
    r"(?:\w+ )?notulen|verslag\b|(?:uitstel )?behandeling|beantwoord|raadsinformatiebrief|informatiebrief|burgemeestersbrief|informeren van de \w*raad|"
    r"(?:gemeente|ocmw)[- ]?raad\b|raad\b|bestuur en middelen|kennis(?:name|neming|nemen)|akte(?:name|nemen)|(?:openbare )?(?:b&w[- ])?besluitenlijst|"
    r"zienswijze\b|(?:indienen van )?wensen en bedenkingen|(?:instellen (?:\w+ )?(?:hoger )?|hoger )?beroep\b|bestuurlijk wederhoor|"
    r"(?:her)?benoem|aanstell|aanwijz|afvaardig|aanduid\w+ (?:\w+ ){0,4}(?:vertegenwoordig|afgevaardigd|lid\b|leden\b|ambtena|bestuurder)|actualiseren aanwijzing|profielschets|verkiezing|ontslag|mandaat|"
    r"jaar(?:rekening|verslag|stukken)|begroting|budgetwijziging|retributie|belasting|bekrachtiging|woo-verzoek|managementletter|"
    r"omgevingsvergunning|(?:\w+ )?inname (?:van (?:het )?)?openbaar domein|(?:afvoering|inschrijving) van ambtswege|bezwaarschrift|kohier|concessie|"
    r"(?:goedkeuring|vaststelling) van de (?:bestelbon|factu|agenda|betaal|mandaat)|(?:toekenning van )?(?:een )?individuele steun|proces-verbaal|"
    r"(?:\w+ )?(?:algemene )?(?:jaar)?vergadering)"
    r"|\b(?:college|raads) ?voorstellen\b|[.–-]\s*(?:kennis(?:name|neming)|aktename|(?:vaststelling )?mandaat|aanstelling|aanduiding|jaarrekening|"
    r"retributie\w*|belasting\w*)\b",
    re.I,
)
_GROUNDS = re.compile(
    r"^(?:feiten|context|juridische|wettelijke|rechtsgrond\w*|bevoegdheid|motivering|argument\w*|voorgeschiedenis|aanleiding|toelichting|"
    r"regelgeving|verwijzing\w*|financiële (?:gevolgen|weerslag|impact|informatie)|visum|stem(?:ming|men)|tussenkomst\w*|bijlagen?)\b",
    re.I,
)
_DECISION = re.compile(r"^(?:besluit(?:en)?|beslissing(?:en)?|(?:enig )?artikel(?: \d+)?)\W*$", re.I)
_ARTICLE = re.compile(r"^(?:enig artikel|art(?:ikel|\.)? ?\d{1,2}(?:bis)?)\s*[.:–-]+\s*(?=\S)", re.I)
_DECIDES = re.compile(
    r"\b(?:goedkeuring|vaststelling|goedgekeurd|\w*reglement|gunning|toelage|\w*subsidie|\w*overeenkomst|toekenning|\w*premie|ontwerp)\b",
    re.I,
)
# The title of a decision as lists of points print it: "Dagopvang Kwakkie. Huishoudelijk reglement. Goedkeuring."
_POINT = re.compile(
    r"^.{10,250}[.:–-]\s*(?:\w+ )?(?:goedkeuring|vaststelling|bekrachtiging|gunning|oprichting|"
    r"wijziging|aanpassing|verlenging|vernieuwing|toekenning|principiële toestemming)\b[^.]{0,60}\W*$",
    re.I,
)
# What a list of decisions prints beside a point that leads to nothing.
_WITHOUT_EFFECT = re.compile(
    r"^(?:kennis(?:name|neming)|akte(?:name|neming)|weigering|geweigerd|vergunning|vergund|onontvankelijk|ongegrond|verdaagd|verworpen|"
    r"ingetrokken|afgevoerd|aanstelling|besloten|niet openbaar)\b",
    re.I,
)
_FORM = re.compile(
    r"^(?:gelet|overwegende|kennis|de (?:\w*raad|voorzitter|heer|burgemeester|schepen|wethouder|tarieven|fracties?)|het (?:college|reglement|bestek|bedrag)|"
    r"(?:aan )?de (?:\w*raad|leden|raadsleden)|mevrouw|raadslid|wethouder|wh)\b"
    r"|\b(?:goedgekeurd|goed te keuren|goedkeuring|gunstig advies|vast ?(?:te )?stellen|vastgesteld|in werking|gaat in op|loopt (?:van|tot|af)|"
    r"te informeren|ter kennis|akkoord te gaan|in te stemmen|kennis te nemen|\w*mandaa?t\w*|mandateren|ten laste|krediet\w*|openbaar nut|gegund|bijlagen?|"
    r"artikel \d+|decreet|(?:begin|einde)e? zone|onderbord\w*|referentiepunt|zienswijzen?|stemmen|stemden|motie|amendement|raming|kostprijs|te verrekenen)\b",
    re.I,
)
_NUMBERED = re.compile(r"^(\d{1,3})[.)]?\s+(?=[A-ZÀ-Ý])")
# A list of points counts on through the whole document; a list within a point begins anew.
_LEAST_POINTS = 5
_COUNTING_ON = 0.8


def is_council(text: str) -> bool:
    """Whether a title is that of minutes, an agenda or a list of decisions of the council."""
    return bool(_COUNCIL.search(text))


def is_procedure(title: str) -> bool:
    """Whether the title of a point of the council says that nothing is done but the meeting itself.

    >>> is_procedure("Vragen van raadsleden"), is_procedure("Subsidiereglement leerhulp. Goedkeuring.")
    (True, False)
    >>> is_procedure("Tijdelijke inname openbaar domein Kerkstraat 4"), is_procedure("Goedkeuring van de bestelbonnen week 42")
    (True, True)
    """
    return bool(_PROCEDURE.search(title))


def part_of_point(heading: str) -> Part | None:
    """What stands under a heading, or a line that serves as one, within a point.

    >>> part_of_point("Feiten en context"), part_of_point("Besluit:"), part_of_point("Besluit over het zwembad")
    ('grounds', 'decision', None)
    """
    if _DECISION.match(heading):
        return "decision"
    return "grounds" if _GROUNDS.match(heading) and len(heading.split()) <= 4 else None


def is_form(text: str) -> bool:
    """Whether a sentence of a decision is form: who gives notice, approves or is informed, when it takes effect.

    >>> is_form("Het reglement treedt in werking op 1 januari."), is_form("Er komen camera's op zes pleinen.")
    (True, False)
    >>> is_form("De raad vraagt het college om een halte aan het ziekenhuis.")
    False
    """
    return bool(_FORM.search(text)) and not facts.asks(text)


def article(text: str) -> int:
    """How many characters the number of an article takes."""
    match = _ARTICLE.match(text)
    return match.end() if match else 0


def decides(title: str) -> bool:
    """Whether a heading names a decision."""
    return bool(_DECIDES.search(title))


def is_point(text: str) -> bool:
    """Whether a line is the title of a decision by its last words.

    >>> is_point("Dagopvang Kwakkie. Huishoudelijk reglement. Goedkeuring.")
    True
    """
    return bool(_POINT.match(text))


def numbered_points(blocks: Sequence[Block]) -> frozenset[int]:
    """The blocks that are points by their number, in a document whose list items count on from begin to end."""
    found = [
        (block.nr, int(match[1]))
        for block in blocks
        if block.kind == "list_item" and (match := _NUMBERED.match(block.text))
    ]
    following = sum(other == one + 1 for (_, one), (_, other) in pairwise(found))
    counts_on = len(found) >= _LEAST_POINTS and following >= _COUNTING_ON * (len(found) - 1)
    return frozenset(nr for nr, _ in found) if counts_on else frozenset()


def point(text: str) -> tuple[str, Layout]:
    """The title of a point without its number and the outcome beside it, and its layout by both.

    >>> point("12. Aankoop van fietsbeugels | goedkeuring"), point("13. Verslag van de schoolraad | kennisname")
    (('Aankoop van fietsbeugels', 'point'), ('Verslag van de schoolraad', 'minutes'))
    """
    title, _, outcome = _NUMBERED.sub("", text).partition(" | ")
    return title, "minutes" if _WITHOUT_EFFECT.match(outcome) else layout_of(title)


def layout_of(title: str) -> Layout:
    """The layout of a point: minutes when it is procedure."""
    return "minutes" if is_procedure(title) else "point"
