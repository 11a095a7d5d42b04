"""What a passage says about itself besides its content: code, status, deadline, responsible service.

Every rule returns its finding or an empty value, so that a caller can fall back on what the document says as a whole.
"""

import re

from pipeline.notation import MONTHS
from pipeline.schema import Brontype, Status

# A code before a title, tried in this order: first a code that shows itself by its shape (AC000123, 1.03.02), letters
# included; then a level word, which makes any number a code. A road (N60, E40, R4) and a year are no codes.
_LEVEL_CODE = re.compile(
    r"^(?:(?:strategische? |operatione(?:le|el) |beleids)?(?:doelstelling|doel)|actieplan|actie|maatregel|BD|AP|AC|ACT|SD|OD)\s*[-:. ]?\s*"
    r"(?P<code>[A-Z]{0,3}\d[\w./-]*\d|\d(?:[a-z]\b)?|(?-i:[A-Z])(?=\s*[:.)–-]))[.:)]?\s*[:–-]?\s+(?=[^\s%])",
    re.IGNORECASE,
)
# Strategic and operational goals are numbered apart: "SD 1" and "OD 1.1" are no "1" and "1.1".
_GOAL_CODE = re.compile(
    r"^(?:(?:strategische|operationele) doelstelling\s+)?(?P<code>[SO]D ?\d{1,2}(?:\.\d{1,2})*)[.:)]?\s*[:–-]?\s+(?=\S)",
    re.IGNORECASE,
)
# Strategic and operational goals are numbered apart: "SD 1" and "OD 1.1" are no "1" and "1.1".
_GOAL_CODE = re.compile(
    r"^(?:(?:strategische|operationele) doelstelling\s+)?(?P<code>[SO]D ?\d{1,2}(?:\.\d{1,2})*)[.:)]?\s*[:–-]?\s+(?=\S)",
    re.IGNORECASE,
)
# "1.850 m² beton", "1.400 bomen": thousands of something.
_AMOUNT = re.compile(r"^\d{1,3}(?:\.\d{3})+\s+[a-zà-ÿ%€]")
# The number of a decision in the register of a council: no code of a plan, but no part of its title either.
_DECISION_CODE = re.compile(r"\d{4}[_-][A-Z]{1,5}[_-]\d{2,6}")
_BARE_CODE = re.compile(
    r"^(?P<code>(?:[A-Z]{1,4}[-.]?)?\d{1,4}(?:[./:_-][A-Z]{0,3}\d{1,4}){1,4}"
    r"|(?![NER]\d{1,3}\b)[A-Z]{1,4}[-_]?\d{2,8}(?:[/_][A-Z]{0,4}\d+)*|\d[A-Z]{2,4}\d{4,}|[A-Z]{1,4}\.\d{1,3}"
    r"|[A-Z]{1,4}\d{1,4}[A-Z]{1,2}\d{3,}|[A-Z]{2,4}/\d{2,4}|[A-Z]{2}\d{1,2}\.[A-Z]{2}\d{1,3}|\d{4}[_-][A-Z]{1,5}[_-]\d{2,6})"
    r"\.?\s*[:–-]?\s+(?=[A-Za-zÀ-ÿ'‘\"“])"
)


def take_code(title: str) -> tuple[str, str]:
    """The title without the code printed before it, and that code.

    >>> take_code("AC 2.2.1: Aanplanten van hagen")
    ('Aanplanten van hagen', '2.2.1')
    >>> take_code("Strategische doelstelling A: Een open huis")
    ('Een open huis', 'A')
    >>> take_code("A07-03-03 We ruimen op")
    ('We ruimen op', 'A07-03-03')
    >>> take_code("Strategische doelstelling SD 1 – Een huis voor elk gezin")
    ('Een huis voor elk gezin', 'SD 1')
    >>> take_code("AC000123 Heraanleg dorpsplein")
    ('Heraanleg dorpsplein', 'AC000123')
    >>> take_code("N60 herinrichten")
    ('N60 herinrichten', '')
    >>> take_code("3 nieuwe speelpleinen"), take_code("1.400 bomen planten")
    (('3 nieuwe speelpleinen', ''), ('1.400 bomen planten', ''))
    """
    if _AMOUNT.match(title):
        return title, ""
    for pattern in (_GOAL_CODE, _BARE_CODE, _LEVEL_CODE):
        match = pattern.match(title)
        if match:
            return title[match.end() :], match["code"]
    return title, ""


def is_decision_code(code: str) -> bool:
    """Whether a code is the number of a decision.

    >>> is_decision_code("2024_GR_00087"), is_decision_code("AC000087")
    (True, False)
    """
    return bool(_DECISION_CODE.fullmatch(code))


_ASKS = re.compile(
    r"\b(?:\w*raad|commissie|werkgroep|leden|gecoro|wij|we|men|hij|zij)\b[^.]{0,80}?\b(?:vraagt|vragen (?!over|hierover|bij)|adviseert|"
    r"adviseren|dringt|dringen|pleit|pleiten|stelt voor|stellen voor|beveelt|bevelen|suggereert|wenst|wensen|verzoekt|verzoeken|hoopt)\b"
    r"|\bstelt de \w*raad voor|\b(?:is|zijn) vragende partij\b|\b(?:er wordt gevraagd|het zou goed zijn|zou kunnen|graag)\b",
    re.IGNORECASE,
)
_WISH = re.compile(r"\b(?:suggestie|advies|aanbeveling)\b", re.IGNORECASE)
_DONE = re.compile(
    r"\b(?:gerealiseerd|afgerond|voltooid|opgeleverd|afgewerkt|ingehuldigd|uitgevoerd|geplaatst|geopend|uitgereikt|aangelegd|"
    r"afgelopen (?:jaar|maand|weken|zomer|winter|schooljaar)|vorig jaar|vorige maand)\b",
    re.IGNORECASE,
)
_NOT_DONE = re.compile(
    r"\b(?:wordt|worden|zal|zullen|moet|moeten|te worden|kan|kunnen|tegen (?:eind )?20\d\d|zodra|nog niet|willen|wil)\b",
    re.IGNORECASE,
)
_RUNNING = re.compile(
    r"\b(?:loopt|lopende?|verderzetten|zetten? (?:\w+ ){0,6}(?:verder|voort)|voortzetten|blijven|blijft|continueren|"
    r"bestendigen|behouden|jaarlijkse?|wekelijkse?|maandelijkse?|in uitvoering|bezig|in opmaak|momenteel|onderhouden)\b",
    re.IGNORECASE,
)
_HEADING_STATUS: tuple[tuple[re.Pattern[str], Status], ...] = (
    (
        re.compile(r"\b(?:realisaties|gerealiseerd|afgewerkt|uitgevoerd|afgerond|terugblik|wat deden we)\b", re.I),
        "gerealiseerd",
    ),
    (
        re.compile(r"\b(?:planning|gepland|toekomst|volgende stappen|vooruitblik|wat plannen we|te doen)\b", re.I),
        "gepland",
    ),
    (re.compile(r"\b(?:stand van zaken|lopend|in uitvoering|werking|huidige acties|wat doen we)\b", re.I), "lopend"),
    (re.compile(r"\b(?:advies|adviezen|aanbevelingen|suggesties|vragen|wensen|voorstellen)\b", re.I), "wens"),
)
# What a government calls proposals in its own plan or agreement, it intends to do.
_OWN_PLANS: frozenset[Brontype] = frozenset({"bbc", "beleidsverklaring"})
_DEFAULT: dict[Brontype, Status] = {
    "bbc": "gepland",
    "beleidsverklaring": "gepland",
    "visienota": "gepland",
    "dienst": "lopend",
    "adviesraad": "wens",
    "nieuwsbrief": "lopend",
}


def status_of_heading(heading: str) -> Status | None:
    """The status that a heading or a status cell gives to what stands under it."""
    return next((status for pattern, status in _HEADING_STATUS if pattern.search(heading)), None)


def asks(text: str) -> bool:
    """Whether an advisory council asks for something in these words.

    >>> asks("De raad is vragende partij voor een speelbos aan de rand van het dorp.")
    True
    >>> asks("Wij verzoeken het bestuur om hierover te onderhandelen."), asks("De leden stellen vragen over de timing.")
    (True, False)
    """
    return bool(_ASKS.search(text))


def status_of(text: str, brontype: Brontype, inherited: Status | None) -> Status:
    """How far an action is: by its own words, else by its heading, else by the kind of document.

    >>> status_of("Het fietspad is intussen aangelegd.", "bbc", None)
    'gerealiseerd'
    >>> status_of("Tegen 2027 wordt het fietspad aangelegd.", "bbc", None)
    'gepland'
    >>> status_of("De raad vraagt om meer bomen.", "adviesraad", None)
    'wens'
    >>> status_of("Renovatie van schoolgebouwen", "beleidsverklaring", status_of_heading("Concrete voorstellen"))
    'gepland'
    """
    if brontype == "adviesraad" and (asks(text) or _WISH.search(text)):
        return "wens"
    if _DONE.search(text) and not _NOT_DONE.search(text):
        return "gerealiseerd"
    if inherited is not None and not (inherited == "wens" and brontype in _OWN_PLANS):
        return inherited
    if _RUNNING.search(text) and not _NOT_DONE.search(text):
        return "lopend"
    return _DEFAULT[brontype]


_MONTH = f"(?:{'|'.join(MONTHS)})"
_DEADLINE = re.compile(
    rf"\b(?:tegen|uiterlijk(?: op| in)?|vóór|voor|ten laatste(?: op| in)?|in|vanaf|einde?|begin|najaar|voorjaar|zomer|winter)\s+"
    rf"(?:het\s+)?(?:(?:eind|einde|begin|najaar|voorjaar|midden|zomer|winter)\s+)?((?:\d{{1,2}}\s+)?(?:{_MONTH}\s+)?20[2-5]\d)\b",
    re.IGNORECASE,
)


def deadline_of(text: str) -> str:
    """The year or date by which something must be done, as printed; empty when none is named.

    >>> deadline_of("Tegen 31 december 2030 wordt de school gebouwd.")
    '31 december 2030'
    """
    match = _DEADLINE.search(text)
    return match[1] if match else ""


_SERVICE = re.compile(
    r"\b(?:(?i:verantwoordelijke?|trekker|uitvoerende) ?(?:dienst)?\s*:\s*(?P<named>[^.;\n(]{3,50})"
    r"|(?:de\s+)?(?P<service>(?:[Dd]ienst|[Tt]eam|[Aa]fdeling)\s+[A-Z][\w&-]+(?:\s+(?:(?:en|&)\s+)?[A-Z][\w-]*)*))"
)


def service_of(text: str) -> str:
    """The responsible service when the text names one.

    >>> service_of("De dienst Omgeving volgt dit op.")
    'dienst Omgeving'
    >>> service_of("De dienst Vrije Tijd en Sport en de jeugdraad werken samen.")
    'dienst Vrije Tijd en Sport'
    """
    match = _SERVICE.search(text)
    return (match["named"] or match["service"]).strip() if match else ""
