"""Text that is no candidate whatever the model thinks: furniture of documents, names in attendance lists, containers.

Only what is certain stands here; everything doubtful is left to the model, which gives a probability.
"""

import re

from pipeline.segment.people import names_people

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
    r"^(?:lees (?:meer|verder)|meer info\b.*|terug naar (?:navigatie|boven)\b.*|naar (?:de )?inhoud|deel (?:dit|deze)\b.*|(?:ontdek|bekijk|lees|reserveer|bestel|maak een|vraag je|vraag uw|schrijf je)(?: [\w-]+){1,3}|u bent hier\b.*|klik (?:hier|op|door)\b.*|"
    r"v\.?u\.?\s*:.*|bekijk (?:de )?\w+ online.*|uitschrijven.*|(?:tabel|figuur|grafiek|kaart) \d.*|schrijf (?:je|u) uit.*|©.*|copyright.*|volg ons\b.*|print.*)$",
    re.IGNORECASE,
)
# Headings of what stands around the actions: forewords, reading guides, analyses, practical information, calendars.
_FRAME = re.compile(
    r"^(?!.*(?:actie|maatregel|doelstelling|project))(?:"
    r"(?:proficiat|welkom|contact|praktisch|praktische info|bronnen|faq|agenda(?:punten)?|dagorde|(?:activiteiten|uit|evenementen)?kalender|"
    r"uitagenda|te noteren|context|achtergrond|zie ook|lees ook|meer (?:weten|info|lezen)|(?:handige |nuttige )?links|verwante? \w+|gerelateerd)\W*$"
    r"|(?:voorwoord|woord vooraf|inleiding|ten geleide|editoriaal|leeswijzer|leidraad|over dit (?:plan|document|nummer)|tot slot|slotwoord|"
    r"nawoord|situering|omgevingsanalyse|swot|probleemstelling|begrippen|begrippenlijst|(?:verklarende )?woordenlijst|afkortingen|"
    r"bijlagen?|methodiek|totstandkoming|hoe (?:kwam|is|werd) dit|hoe lees|waarom (?:deze|dit|een|wij|we)|waar staan we|"
    r"wat is (?:een|de|het)|beste|lezers(?:brieven| schrijven)?|veelgestelde vragen|openingsuren|colofon|wegwijzer|(?:\w+ )?vragen aan|interview|in gesprek met|uit de oude doos|recept|(?:kruiswoord|zoek)?(?:raadsel|puzzel)|"
    r"nieuwe gezichten|(?:nuttige|handige) (?:nummers|adressen)|wachtdienst\w*|lezersfoto|"
    r"verslag (?:van de )?vorige?|welkom en|goedkeuring (?:van het )?(?:vorig |vorige )?verslag|volgende (?:vergadering|zitting)|"
    r"varia en volgende|rondvraag|financieel evenwicht|financiële (?:nota|toestand|toelichting))\b)",
    re.I,
)
# What is a text of its own, whatever size its title was printed in.
_FOREWORD = re.compile(r"^(?:voorwoord|woord vooraf|ten geleide|editoriaal|leeswijzer|colofon)\b", re.I)
_GROUP_WORDS = 3
_LOOSE_WORDS = 12
_TITLE_WORDS = 7
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
    r"^(?:aan|van|cc|datum|betreft|onderwerp|kenmerk|bijlagen?|foto[’']?s?|tekst(?:en)?|bron|plaats|locatie|(?:plaats|datum) en uur|auteurs?|versie|"
    r"aanvang|einde|redactie|vormgeving|lay-?out|druk|oplage|v\.?u\.?|verantwoordelijke uitgever|verspreiding|legende|looptijd|contact|"
    r"studiebureau|bekendgemaakt op|verslag|verontschuldigd)\s*:"
    r"|^(?:plaats|datum) en uur\b|^(?:(?:op(?:gemaakt|gesteld)|verslag|uitgesproken) door|(?:goedgekeurd|besproken) (?:door|op|in)) "
    r"|^(?:(?-i:Gemeente|Stad|OCMW|Lokaal [Bb]estuur)(?: en OCMW)?)(?: (?-i:[A-Z][\w'’-]+)){1,3}(?:\s*[–|,-]\s*(?:dienst \w+|\w*dienst)|\s\([^)]*\))?$"
    r"|\b(?:jaargang|nr\.|nummer) \d+\b.{0,40}\b20\d\d$",
    re.I,
)
# Who made a picture: "De kapel omstreeks 1910. Archief heemkring"; the words before it are its caption.
_CREDIT = re.compile(
    r"^(?:\S+\s+){0,20}?(?:(?:Foto|Beeld|Illustratie)(?:[’']s)?\s*:(?:\s+\S.{0,60})?|(?:Collectie|Archief)(?: (?:van )?[\w'’-]+){1,4})\W*$"
)
# "Nieuws | Agenda | Contact", "Home > Zittingen > Gemeenteraad", the parties on a cover.
_ROW_OF_LINKS = re.compile(r"^[^|>·»•.!?]{2,40}(?:\s+[|>·»•]\s+[^|>·»•.!?]{2,40}){2,}$")
# Somebody is quoted: what a person says in a newsletter is no action, also where it tells of one.
_SAYS = (
    r"(?:zegt|zei|lacht|lachte|vertelt|vertelde|aldus|klinkt|klonk|besluit|glundert|weet|verklaart|reageert|vindt|zucht|zuchtte|knipoogt|"
    r"herinnert zich|noemde|vult aan)"
)
_QUOTE = re.compile(
    rf"""^["'‘“„].*["'’”],? (?:dat )?{_SAYS}\b"""  # “Eindelijk”, zuchtte de juf.
    rf"""|^[A-Z][\w'’-]+(?: [\w'’-]+){{0,3}}?(?: {_SAYS})?: ["“„]"""  # Nele: “Met een lekkende kraan.
    r"""|^["“„](?:\S+\s+){5,}\S+["”]\W*(?:\([^)]*\)|[–-] .{3,60})?\W*$""",  # a quotation that stands by itself
    re.DOTALL,
)
_ONLY_FIGURES = re.compile(r"^[\W\d_]*(?:(?:EUR|euro|km|ha|m²|m2|%|p|blz|pagina)[\W\d_]*)*$", re.IGNORECASE)
_CONTACT = re.compile(
    r".* \d+[a-z]?,? (?:B-)?[1-9]\d{3} (?-i:[A-Z])[\w'’-]+(?: (?-i:[A-Z])[\w'’-]+)?$|"
    r"^\S+@\S+$|^(?:https?://|www\.)\S+$|^(?:tel|t|gsm|fax|e-mail|mail)\s*[.:]\s*[\d+(/@\w.-][^\s]*(?:\s[\d/.]+)*$",
    re.I,
)


def is_container(text: str) -> bool:
    """Whether a title is a box for amounts without content ("Overig beleid", "Personeelskosten cultuur")."""
    return bool(_CONTAINERS.match(text.strip()))


def is_noise(text: str) -> bool:
    """Whether a passage can be no action: no words, a container, furniture, an address, somebody's words.

    >>> is_noise("“Eindelijk”, zuchtte juf Katleen."), is_noise("Nele: “We begonnen met een lekkende kraan.”")
    (True, True)
    >>> is_noise("Nieuws | Agenda | Contact"), is_noise("De markt omstreeks 1910. Archief Kruisdorp"), is_noise("Bekijk het filmpje")
    (True, True, True)
    """
    stripped = text.strip()
    return (
        len(re.findall(r"[A-Za-zÀ-ÿ]{3,}", stripped)) < 2
        and not re.search(r"[A-Za-zÀ-ÿ]{9,}", stripped)
        or bool(_ONLY_FIGURES.match(stripped))
        or is_container(stripped)
        or bool(_FURNITURE.match(stripped))
        or is_letterhead(stripped)
        or bool(_CREDIT.match(stripped))
        or bool(_ROW_OF_LINKS.match(stripped))
        or bool(_QUOTE.match(stripped))
        or names_people(stripped)
        or bool(_CONTACT.match(stripped))
    )


def is_letterhead(text: str) -> bool:
    """Whether a line says who wrote or printed what, to whom and when.

    >>> is_letterhead("Betreft: stand van zaken"), is_letterhead("Goedgekeurd door de gemeenteraad op 26 mei")
    (True, True)
    """
    return bool(_LETTERHEAD.search(text))


def is_group_title(text: str) -> bool:
    """Whether an item above a sublist only names what its items have in common.

    >>> is_group_title("Veilig fietsen"), is_group_title("Herziening van het subsidiereglement voor sportclubs")
    (True, False)
    """
    return len(text.split()) <= _GROUP_WORDS and not text.rstrip().endswith((".", "!", "?", ":", ";"))


def is_title_line(text: str) -> bool:
    """Whether a line may be a title: a few words without a stop.

    >>> is_title_line("b. Ouder worden in de buurt"), is_title_line("b. We bouwen een school.")
    (True, False)
    """
    return len(text.split()) <= _TITLE_WORDS and not text.rstrip().endswith((".", "!", "?", ":", ";", ","))


def is_loose_line(text: str) -> bool:
    """Whether a line of a newsletter is the title of an article or the caption of a picture: short, and no sentence.

    >>> is_loose_line("Puntgave voetpaden"), is_loose_line("zo 12/10 Jaarmarkt, centrum"), is_loose_line("We planten bomen.")
    (True, False, False)
    """
    return len(text.split()) <= _LOOSE_WORDS and not re.search(
        r"[.!?:;…”\"]\W*$|^\W*(?:\w+ )?\d{1,2}(?:/| \w{3})", text
    )


def is_caption(phrase: str) -> bool:
    """Whether a phrase without finite verb, on a line of its own in a newsletter, is the caption of a picture.

    >>> is_caption("Ann en Steven bij hun geveltuin."), is_caption("Gratis compost op zaterdag 3 mei")
    (True, False)
    """
    return len(phrase.split()) <= _LOOSE_WORDS and phrase.rstrip().endswith(".")


def is_torn(text: str) -> bool:
    """Whether a passage is the torn-off beginning of a sentence.

    >>> is_torn("In onze partnergemeente"), is_torn("Met de bus naar zee."), is_torn("Aan de slag met vrijwilligers in de wijk")
    (True, False, False)
    """
    return len(text.split()) <= 4 and bool(_PREPOSITION.match(text)) and not text.rstrip().endswith((".", "!", "?"))


def is_bookkeeping(heading: str) -> bool:
    """Whether a heading or name of a worksheet says that amounts follow, not actions."""
    return bool(_BOOKKEEPING.search(heading))


def opens_frame(heading: str) -> bool:
    """Whether a heading begins what stands around the actions and seldom holds one: foreword, analysis, calendar.

    >>> opens_frame("Voorwoord van de burgemeester"), opens_frame("Agenda 21 uitvoeren in de scholen"), opens_frame("Groen")
    (True, False, False)
    """
    match = _FRAME.match(heading.strip())
    return bool(match) and (len(heading.split()) <= 6 or heading.rstrip().endswith("?"))


def is_foreword(heading: str) -> bool:
    """Whether a heading opens a frame that has no chapters below it, even where these are printed as smaller headings."""
    return opens_frame(heading) and bool(_FOREWORD.match(heading.strip()))
