"""Text that is no candidate whatever the model thinks: furniture of documents, names in attendance lists, containers.

Only what is certain stands here; everything doubtful is left to the model, which gives a probability.
"""

import re

_CONTAINERS = re.compile(
    r"^(?:huidige werking(?: [^.:;\n]+)?|(?:overig|regulier) ?beleid(?: \w+){0,2}|overige acties\b.*|gelijkblijvend beleid\b.*|verrichtingen zonder (?:(?:beleids)?doelstelling|actie)\w*(?: .*)?|gbb(?: .*)?|"
    r"niet[- ]prioritair\w* \w+|prioritair\w* \w+|(?:personeels|werkings|exploitatie)(?:kost|uitgave)\w*(?: .*)?|algemene (?:financiering|werking\w*|diensten)|overige algemene diensten|"
    r"exploitatie|investeringen?|financiering|diverse|allerlei|n\.?v\.?t\.?|geen|onbepaald|sub ?tota\w+(?: .*)?|"
    r"tota(?:al|len?)(?: (?:van |voor )?(?:de |het )?(?:uitgaven|ontvangsten|meerjarenplan|saldo|budget|kosten|jaar|20\d\d|investeringen|exploitatie|"
    r"financiering|actieplan|beleidsdoelstelling|lasten|baten|algemeen)\b.*)?|"
    r"(?:dagelijkse|reguliere|gewone) werking(?: [^.:;\n]+)?|.*\(overig beleid\)|ondersteunende middelen\b[^:;\n]*|werkingsmiddelen(?: \w+)?|"
    r"verrichtingen binnen \w*budget(?: \w+)?|kerkfabrieken|erediensten|(?:technische|ondersteunende) diensten?|going concern|lenings?lasten\b.*|(?:aflossing(?:en)?|intrest(?:en)?|rente)(?: (?:en|van|op) .*)?leningen|"
    r"leningen|(?:fiscaliteit|belastingen|dotaties)(?: en (?:fiscaliteit|belastingen|dotaties|fondsen))?|"
    r"verzekeringen(?: en (?:erelonen|belastingen|taksen))?|erelonen)\W*$",
    re.IGNORECASE,
)
_FURNITURE = re.compile(
    r"^(?:lees (?:meer|verder)|meer info\b.*|terug naar (?:navigatie|boven)\b.*|naar (?:de )?inhoud|deel (?:dit|deze)\b.*|klik (?:hier|op|door)\b.*|"
    r"v\.?u\.?\s*:.*|bekijk (?:de )?\w+ online.*|uitschrijven.*|(?:tabel|figuur|grafiek|kaart) \d.*|schrijf (?:je|u) uit.*|©.*|copyright.*|volg ons\b.*|print.*)$",
    re.IGNORECASE,
)
_ATTENDANCE = re.compile(
    r"^(?:aanwezig\w*|verontschuldigd\w*|afwezig\w*|leden|voorzitter|secretaris|verslaggever|samenstelling|presentielijst|"
    r"aanwezigheden|aanwezigheidslijst|stemgerechtigde leden|waarnemers|genodigden|verslag(?: door)?|zijn aanwezig)\b",
    re.IGNORECASE,
)
# Headings of what stands around the actions: forewords, reading guides, analyses, practical information, calendars.
_FRAME = re.compile(
    r"^(?!.*(?:actie|maatregel|doelstelling|project))(?:"
    r"(?:proficiat|welkom|contact|praktisch|praktische info|bronnen|faq|agenda(?:punten)?|dagorde|(?:activiteiten|uit|evenementen)?kalender|"
    r"uitagenda|te noteren|context|achtergrond)\W*$"
    r"|(?:voorwoord|woord vooraf|inleiding|ten geleide|editoriaal|leeswijzer|leidraad|over dit (?:plan|document|nummer)|tot slot|slotwoord|"
    r"nawoord|situering|omgevingsanalyse|swot|probleemstelling|begrippen|begrippenlijst|(?:verklarende )?woordenlijst|afkortingen|"
    r"bijlagen?|methodiek|totstandkoming|hoe (?:kwam|is|werd) dit|hoe lees|waarom (?:deze|dit|een|wij|we)|waar staan we|"
    r"wat is (?:een|de|het)|beste|lezers(?:brieven| schrijven)?|veelgestelde vragen|openingsuren|colofon|wegwijzer|"
    r"verslag (?:van de )?vorige?|welkom en|goedkeuring (?:van het )?(?:vorig |vorige )?verslag|volgende (?:vergadering|zitting)|"
    r"varia en volgende|rondvraag|financieel evenwicht|financiële (?:nota|toestand|toelichting))\b)",
    re.I,
)
# Whole words: under "Geboortebos" and "Huwelijksaangifte" stand actions.
_FAMILY_NEWS = re.compile(
    r"^(?:burgerlijke stand|geboorten?|geboren|gehuwd|huwelijken|huwelijk|overleden|overlijdens?|jubilea|jubilarissen|in memoriam|"
    r"familienieuws)\b",
    re.I,
)
# From this share of capitals a line is names: "An Peeters (voorzitter), Jan Janssens" has 0.8, a sentence under 0.3.
_NAMES_FROM = 0.6
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
    r"(?:\w+ )?(?:algemene )?(?:jaar)?vergadering)"
    r"|\b(?:college|raads) ?voorstellen\b|[.–-]\s*(?:kennis(?:name|neming)|aktename|(?:vaststelling )?mandaat|aanstelling|aanduiding|jaarrekening|"
    r"retributie\w*|belasting\w*)\b",
    re.I,
)
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
_PREPOSITION = re.compile(
    r"(?:in|op|aan|voor|met|van|bij|om|uit|door|over|tegen|onder|tussen|na|naar|tijdens|volgens|sinds)\b", re.I
)
_BOOKKEEPING = re.compile(
    r"^(?:werkblad )?(?:budget|begroting|kostenraming|raming|kredieten|cijfers en budget|kosten en \w+)\W*(?:20\d\d.*)?$"
    r"|\b(?:baten en lasten|geraamde baten|beleidsindicatoren|prognosebalans|kengetallen|toezichtnormen|woonlasten|staat van (?:het )?financieel evenwicht|"
    r"financieel (?:overzicht|evenwicht)|financiële (?:nota|toestand|risico)|kasstroom|schulden? per|leges)\b|^schema [mtj]\d",
    re.I,
)
_LETTERHEAD = re.compile(
    r"^(?:aan|van|cc|datum|betreft|onderwerp|kenmerk|bijlagen?|foto|tekst|bron|plaats|locatie|(?:plaats|datum) en uur|"
    r"(?:op(?:gemaakt|gesteld)|verslag) door|auteurs?|versie|aanvang|einde)\s*:|^(?:plaats|datum) en uur\b"
    r"|^(?:(?-i:Gemeente|Stad|OCMW|Lokaal [Bb]estuur))(?: (?-i:[A-Z][\w'’-]+)){1,3}$",
    re.I,
)
# Somebody is quoted: what a person says in a newsletter is no action, also where it tells of one.
_QUOTE = re.compile(
    r"""^["'‘“].*["'’”],? (?:zegt|zei|lacht|vertelt|aldus|klinkt|besluit|glundert|weet|verklaart|reageert|vindt)\b"""
)
_ONLY_FIGURES = re.compile(r"^[\W\d_]*(?:(?:EUR|euro|km|ha|m²|m2|%|p|blz|pagina)[\W\d_]*)*$", re.IGNORECASE)
_CONTACT = re.compile(
    r"^\S+@\S+$|^(?:https?://|www\.)\S+$|^(?:tel|t|gsm|fax|e-mail|mail)\s*[.:]\s*[\d+(/@\w.-][^\s]*(?:\s[\d/.]+)*$",
    re.I,
)


def is_container(text: str) -> bool:
    """Whether a title is a box for amounts without content ("Overig beleid", "Personeelskosten cultuur")."""
    return bool(_CONTAINERS.match(text.strip()))


def is_noise(text: str) -> bool:
    """Whether a passage can be no action: no words, a container, furniture, an address."""
    stripped = text.strip()
    return (
        len(re.findall(r"[A-Za-zÀ-ÿ]{3,}", stripped)) < 2
        and not re.search(r"[A-Za-zÀ-ÿ]{9,}", stripped)
        or bool(_ONLY_FIGURES.match(stripped))
        or is_container(stripped)
        or bool(_FURNITURE.match(stripped))
        or bool(_LETTERHEAD.match(stripped))
        or bool(_QUOTE.match(stripped))
        or names_people(stripped)
        or bool(_CONTACT.match(stripped))
    )


def names_people(text: str) -> bool:
    """Whether a line only names persons: an attendance list, the outcome of a vote.

    >>> names_people("Els Vermote; schepen"), names_people("Voor: An De Smet, Piet Claes")
    (True, True)
    >>> names_people("Jan Maes, Els De Witte en Omar Haddou"), names_people("Brugge, Gent en Aalst werken samen")
    (True, False)
    """
    return bool(_PERSON.match(text) or _VOTE.match(text) or (text[:1].isupper() and _PEOPLE.match(text)))


def is_torn(text: str) -> bool:
    """Whether a passage is the torn-off beginning of a sentence.

    >>> is_torn("In onze partnergemeente"), is_torn("Met de bus naar zee."), is_torn("Aan de slag met vrijwilligers in de wijk")
    (True, False, False)
    """
    return len(text.split()) <= 4 and bool(_PREPOSITION.match(text)) and not text.rstrip().endswith((".", "!", "?"))


def is_bookkeeping(heading: str) -> bool:
    """Whether a heading or name of a worksheet says that amounts follow, not actions."""
    return bool(_BOOKKEEPING.search(heading))


def is_council(text: str) -> bool:
    """Whether a title is that of minutes, an agenda or a list of decisions of the council."""
    return bool(_COUNCIL.search(text))


def is_procedure(title: str) -> bool:
    """Whether the title of a point of the council says that nothing is done but the meeting itself.

    >>> is_procedure("Vragen van raadsleden"), is_procedure("Subsidiereglement leerhulp. Goedkeuring.")
    (True, False)
    """
    return bool(_PROCEDURE.search(title))


def opens_frame(heading: str) -> bool:
    """Whether a heading begins what stands around the actions and seldom holds one: foreword, analysis, calendar.

    >>> opens_frame("Voorwoord van de burgemeester"), opens_frame("Agenda 21 uitvoeren in de scholen"), opens_frame("Groen")
    (True, False, False)
    """
    match = _FRAME.match(heading.strip())
    return bool(match) and (len(heading.split()) <= 6 or heading.rstrip().endswith("?"))


def opens_family_news(text: str) -> bool:
    """Whether a heading begins the births, marriages and deaths."""
    return bool(_FAMILY_NEWS.match(text.strip()))


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
