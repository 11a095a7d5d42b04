"""The small print of multi-year plans (BBC): codes, amounts in Dutch notation, titles with a level word.

Codes are free-form and are never cut: ``1.03.03.02`` and ``1.03.03.01`` are two actions.
"""

import re
from dataclasses import dataclass
from typing import Literal

PlanLevel = Literal["bd", "ap", "actie"]
LEVEL_ORDER: tuple[PlanLevel, ...] = ("bd", "ap", "actie")

_CODE = r"[A-Za-z]{0,6}[-_ ]?(?:[A-Z]{1,3})?\d[\w]*(?:[./:_-]\w+)*"
# A letter or Roman numeral counts where a sign parts it from the title: "BD II. Warm", "Actie A.1: …".
_LETTER = r"(?-i:[A-Z](?:\.\d{1,2})+|(?:[A-H]|[IVX]{1,4})(?=\s*[.:)–—-]))"
CODE = re.compile(rf"^(?:{_CODE})$")
_PREFIXED = re.compile(r"(?:^|[/_.\-])(BD|AP|ACT?)(?:[-_ .]?\d|[-_][A-Z]{1,3}\d)", re.IGNORECASE)
_LEVEL_WORDS: tuple[tuple[re.Pattern[str], PlanLevel], ...] = (
    # "actieplan" before "actie": the longer word holds the shorter one.
    (re.compile(r"\bactieplan(?:nen)?\b|\bap\b", re.IGNORECASE), "ap"),
    (re.compile(r"\bbeleidsdoelst(?:elling(?:en)?)?\b|\bbd\b|\bdoelstelling(?:en)?\b", re.IGNORECASE), "bd"),
    (re.compile(r"\bactie(?:s|code|nummer|nr|naam|titel)?\b|\bac\b", re.IGNORECASE), "actie"),
)
_TITLE = re.compile(
    r"^(?:prioritaire\s+|overige\s+)?(?P<word>beleidsdoelstelling|doelstelling|actieplan|actie|bd|ap|act?)"
    rf"(?:\s*[:.–—-]\s*|\s+)(?P<code>{_CODE}|{_LETTER})(?P<sep>\s*[:–—]\s*|\s+[-|]\s+|\.?\s+)(?P<title>\S.*)$",
    re.IGNORECASE | re.DOTALL,
)
_TITLE_BY_CODE = re.compile(
    r"^(?P<code>(?:[\w.-]+/)*(?:BD|AP|AC)(?:[-_]?\d|[-_][A-Z]{1,3}\d)\w*(?:[./:_-]\w+)*)(?P<sep>\s*[:–—]\s*|\s+[-|]\s+|\s+)(?P<title>\S.*)$",
    re.DOTALL,
)
_TITLE_WITHOUT_CODE = re.compile(
    r"^(?:prioritaire\s+)?(?P<word>beleidsdoelstelling|actieplan|actie)\s*[:–—]\s*(?P<title>\S.*)$",
    re.IGNORECASE | re.DOTALL,
)
_ONLY_CODE = re.compile(
    rf"^(?P<word>beleidsdoelstelling|actieplan|actie|bd|ap|act?)\s*:?\s+(?P<code>{_CODE}|(?-i:[A-H]|[IVX]{{1,4}}))\s*:?$",
    re.IGNORECASE,
)
# A code that names no level: dotted numbers, or letters and a serial number; no road (N60), no year and no word.
_CODED = re.compile(
    r"^(?P<code>(?:[A-Z]{1,3}[-.]?)?\d{1,2}(?:[./]\d{1,3}){1,3}|[A-Z]{1,4}\d{1,2}[A-Z]{1,3}\d{2,}|[A-Z]{1,4}[-_]?\d{3,}[A-Z0-9._-]*)"
    r"[.:]?\s+(?:[–-]\s+)?(?P<title>\S.{2,})$",
    re.DOTALL,
)
_SERVICE = re.compile(
    r"(?:^|\s(?=(?-i:[A-Z])))(?:verantwoordelijke(?: dienst)?|dienst|trekker|uitvoerder)\s*:\s*(?P<name>[^:.;|\n]{2,80})"
    r"(?:\|[^|\n]{2,80}){0,3}$",
    re.IGNORECASE,
)
_WORD_LEVEL: dict[str, PlanLevel] = {
    "beleidsdoelstelling": "bd",
    "doelstelling": "bd",
    "bd": "bd",
    "actieplan": "ap",
    "ap": "ap",
    "actie": "actie",
    "ac": "actie",
    "act": "actie",
}
_AMOUNT = re.compile(
    r"^\(?[-+−–]?\s*(?:€|EUR)?\s*[-+−–]?\s*(\d{1,3}(?:[. \u00a0]\d{3})+|\d+)(?:,(\d{1,2}))?\s*(?:€|EUR)?\s*-?\)?$"
)
_AMOUNT_WORD = re.compile(
    r"^(?:totale?\s+)?(?:uitgaven?|ontvangsten?|saldo|exploitatie\w*|investering(?:en|suitgaven)?|financiering|raming|bedrag(?:en)?"
    r"|totaal|jaar|lasten|baten|kosten|opbrengsten|kredieten?|budget)\b",
    re.IGNORECASE,
)
_SMALL_WORDS = frozenset({"en", "van", "per", "in", "euro", "eur", "totale", "geraamde", "bd", "ap", "ac"})


@dataclass(frozen=True, slots=True)
class Titled:
    """A line that names its own level: ``AC 2.2.1: Haag aanplanten``."""

    level: PlanLevel
    code: str
    title: str


def parse_amount(text: str) -> float | None:
    """An amount in Dutch notation, None when it is none; a dash alone is zero.

    >>> parse_amount("€ 1.234.567,89"), parse_amount("-12"), parse_amount("2.500,00-"), parse_amount("1.2.3")
    (1234567.89, -12.0, -2500.0, None)
    """
    value = text.strip()
    if value in ("-", "–", "—"):
        return 0.0
    match = _AMOUNT.match(value)
    if not match:
        return None
    whole = re.sub(r"\D", "", match.group(1))
    number = float(f"{whole}.{match.group(2) or '0'}")
    negative = any(sign in value for sign in "-−–") or (value.startswith("(") and value.endswith(")"))
    return -number if negative else number


def level_of_code(code: str) -> PlanLevel | None:
    """The level that a code names itself, by the last of its parts.

    >>> level_of_code("BD000003/AP000034/AC000165"), level_of_code("AP-1.2"), level_of_code("1.2")
    ('actie', 'ap', None)
    """
    found = _PREFIXED.findall(code)
    return _WORD_LEVEL[found[-1].casefold()] if found else None


def level_of_words(text: str) -> PlanLevel | None:
    """The level that a column name or a type cell speaks of.

    >>> level_of_words("Omschrijving actieplan"), level_of_words("Code BD"), level_of_words("Bedrag")
    ('ap', 'bd', None)
    """
    return next((level for pattern, level in _LEVEL_WORDS if pattern.search(text)), None)


def parse_title(text: str) -> Titled | None:
    """Level, code and title of a line that opens with a level word or a BD/AP/AC code; None for any other line.

    >>> parse_title("Beleidsdoelstelling: 2026000001 - Een groene gemeente")
    Titled(level='bd', code='2026000001', title='Een groene gemeente')
    >>> parse_title("Actie 3 werd vorig jaar uitgevoerd.") is None
    True
    """
    value = text.strip()
    for pattern in (_TITLE_BY_CODE, _TITLE):
        match = pattern.match(value)
        if match and _opens_title(match):
            code, title = match.group("code"), match.group("title")
            named = match.groupdict().get("word")
            level = level_of_code(code) or (_WORD_LEVEL[named.casefold()] if named else None)
            if level:
                return Titled(level, code, title)
    match = _TITLE_WITHOUT_CODE.match(value)
    if match:
        return Titled(_WORD_LEVEL[match.group("word").casefold()], "", match.group("title"))
    match = _ONLY_CODE.match(value)
    return Titled(_WORD_LEVEL[match.group("word").casefold()], match.group("code"), "") if match else None


def parse_coded(text: str) -> tuple[str, str] | None:
    """Code and title of a heading that opens with a code without a level.

    >>> parse_coded("1.01.01 Heraanleg van de doortocht"), parse_coded("M20A101 Geboortebos"), parse_coded("N60 heraanleggen")
    (('1.01.01', 'Heraanleg van de doortocht'), ('M20A101', 'Geboortebos'), None)
    """
    match = _CODED.match(text.strip())
    return (match["code"], match["title"]) if match else None


def code_shape(code: str) -> str:
    """A code with its digits alike.

    >>> code_shape("M20A101")
    'M00A000'
    """
    return re.sub(r"\d", "0", code)


def code_steps(code: str) -> tuple[str, ...]:
    """The steps of a code from the goal down, without the letters that name its level and the zeros that fill it up.

    >>> code_steps("AP-K1.1"), code_steps("K1.1.01"), code_steps("1.04.00.00")
    (('K1', '1'), ('K1', '1', '01'), ('1', '04'))
    """
    steps = re.split(r"[./_-]", re.sub(r"^(?:BD|AP|ACT?)[-_ ]?(?=\w)", "", code))
    while len(steps) > 1 and not steps[-1].strip("0"):
        steps.pop()
    return tuple(steps)


def service_at_end(text: str) -> tuple[str, str]:
    """The service that the end of a text names as responsible, and the text before it.

    >>> service_at_end("Wij planten bomen.\\nDienst: Groen")
    ('Groen', 'Wij planten bomen.')
    >>> service_at_end("Trekker: Sociaal Huis | Timing: 2027")
    ('Sociaal Huis', '')
    """
    match = _SERVICE.search(text)
    return (match["name"].strip(), text[: match.start()].rstrip()) if match else ("", text)


def _opens_title(match: re.Match[str]) -> bool:
    """A sign between code and title, or a title that opens with a capital; else it is a sentence about an action.

    >>> parse_title("Beleidsdoelstelling 1 ..... 4") is None  # in the table of contents
    True
    """
    title = match.group("title")
    said = any(char.isalpha() for char in title)
    return said and (bool(match.group("sep").strip(" .")) or not title[:1].islower())


def is_amounts_line(text: str) -> bool:
    """Whether a line holds amounts or years and hardly anything else.

    >>> is_amounts_line("Uitgaven 12.000 13.000 14.000"), is_amounts_line("We planten 1.000 bomen")
    (True, False)
    """
    digits = sum(char.isdigit() for char in text)
    letters = sum(char.isalpha() for char in text)
    numbers = len(re.findall(r"\d[\d.,]*", text))
    return bool(digits) and (letters == 0 or (bool(_AMOUNT_WORD.match(text)) and (numbers >= 2 or digits > letters)))


def is_amount_word(text: str) -> bool:
    """Whether a row label speaks of money and of nothing else.

    >>> is_amount_word("Exploitatie uitgaven"), is_amount_word("Investeringen in de bibliotheek")
    (True, False)
    """
    words = re.findall(r"[^\W\d_]+", text)
    return bool(words) and all(_AMOUNT_WORD.match(word) or word.casefold() in _SMALL_WORDS for word in words)
