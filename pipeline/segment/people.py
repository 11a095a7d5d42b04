"""Names of people: attendance lists, votes, births and marriages, which hold no action."""

import re

_ATTENDANCE = re.compile(
    r"^(?:aanwezig\w*|verontschuldigd\w*|afwezig\w*|leden|voorzitter|secretaris|verslaggever|samenstelling|presentielijst|"
    r"aanwezigheden|aanwezigheidslijst|stemgerechtigde leden|waarnemers|genodigden|verslag(?: door)?(?! v)|zijn aanwezig)\b",
    re.IGNORECASE,
)
# Whole words: under "Geboortebos" and "Huwelijksaangifte" stand actions.
_FAMILY_NEWS = re.compile(
    r"^(?:burgerlijke stand|geboorten?|geboren|gehuwd|huwelijken|huwelijk|overleden|overlijdens?|jubilea|jubilarissen|in memoriam|"
    r"familienieuws)\b",
    re.I,
)
# From this share of capitals a line is names: "An Peeters (voorzitter), Jan Janssens" has 0.8, a sentence under 0.3.
_NAMES_FROM = 0.6
_NAME = r"(?:[A-ZÀ-Ý][\w'’.-]*|van|de|den|der|ter|te|el|al|di|da|von|le|la)"
_FUNCTION = (
    r"(?:burgemeester|(?:gemeente|raads|ocmw-?)?raadslid|raadsleden|schepen(?:en)?|voorzitter|ondervoorzitter|(?:algemeen|financieel) "
    r"directeur|secretaris|waarnemend\w*|lid|leden|verslaggever|ambtenaar)"
)
_PERSON = re.compile(
    rf"^(?:de heer |mevrouw |dhr\.? |mevr\.? )?{_NAME}(?: {_NAME}){{1,5}}\s*[;,(–-]\s*{_FUNCTION}\b", re.UNICODE
)
_PEOPLE = re.compile(
    rf"^(?:{_NAME}(?: {_NAME}){{1,4}}(?:\s*\([^)]*\))?\s*(?:[,;]|en)\s*){{2,}}{_NAME}(?: {_NAME}){{1,4}}\W*(?:\([^)]*\))?\W*$"
)
_VOTE = re.compile(
    r"^(?:stemming|stemden?|voor|tegen|onthouding\w*|voorstanders?|tegenstanders?|onthield\w*|geheime stemming)\b[^:]{0,30}:",
    re.I,
)


def names_people(text: str) -> bool:
    """Whether a line only names persons: an attendance list, the outcome of a vote.

    >>> names_people("Els Vermote; schepen"), names_people("Voor: An De Smet, Piet Claes")
    (True, True)
    >>> names_people("Jan Maes, Els De Witte en Omar Haddou"), names_people("Brugge, Gent en Aalst werken samen")
    (True, False)
    """
    return bool(_PERSON.match(text) or _VOTE.match(text) or (text[:1].isupper() and _PEOPLE.match(text)))


def lists_people(text: str) -> bool:
    """Whether a text that begins as an attendance list or family news goes on with names.

    >>> lists_people("Aanwezig: An Peeters (voorzitter), Jan Janssens en Karim El Amrani")
    True
    >>> lists_people("Leden van verenigingen krijgen korting op het huren van materiaal.")
    False
    """
    begin = _ATTENDANCE.match(text.strip()) or _FAMILY_NEWS.match(text.strip())
    words = re.findall(r"[^\W\d_][\w'’-]*", text.strip()[begin.end() :]) if begin else []
    return bool(words) and sum(word[0].isupper() for word in words) / len(words) >= _NAMES_FROM


def opens_attendance(text: str) -> bool:
    """Whether a heading or line begins a list of names of persons."""
    return bool(_ATTENDANCE.match(text.strip()))


def opens_family_news(text: str) -> bool:
    """Whether a heading begins the births, marriages and deaths."""
    return bool(_FAMILY_NEWS.match(text.strip()))
