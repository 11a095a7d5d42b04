"""The stuff of practice sentences: noun phrases, subjects and additions of plans, drawn from one generator.

Compounds are put together anew, so that a noun that nobody saw before is still taken for a noun, also with a capital;
abbreviations, amounts, dates and codes stand where plans have them.
"""

import random
from collections.abc import Callable

from pipeline.language_training.treebank import Word

Phrase = tuple[Word, ...]

# Article, singular, plural (empty: none).
NOUNS = tuple(
    tuple(entry.split("/"))
    for entry in (
        "het/fietspad/fietspaden de/straat/straten de/weg/wegen het/plein/pleinen het/gebouw/gebouwen de/school/scholen de/sporthal/sporthallen "
        "het/park/parken de/woning/woningen het/plan/plannen het/reglement/reglementen de/premie/premies de/subsidie/subsidies de/dienst/diensten "
        "de/vereniging/verenigingen de/inwoner/inwoners het/gezin/gezinnen de/jongere/jongeren de/oudere/ouderen het/kind/kinderen "
        "de/handelaar/handelaars de/wijk/wijken de/boom/bomen de/haag/hagen de/gracht/grachten de/riolering/rioleringen de/leiding/leidingen "
        "het/bekken/bekkens de/laadpaal/laadpalen de/lamp/lampen de/zone/zones het/project/projecten de/actie/acties het/traject/trajecten "
        "de/opleiding/opleidingen de/cursus/cursussen de/activiteit/activiteiten het/evenement/evenementen de/campagne/campagnes het/aanbod/ "
        "de/toegankelijkheid/ de/veiligheid/ de/samenwerking/ het/beleid/ de/dienstverlening/ de/mobiliteit/ de/participatie/ "
        "het/erfgoed/ het/zwerfvuil/ de/leegstand/ de/armoede/ de/biodiversiteit/ de/natuur/ het/patrimonium/ de/infrastructuur/ "
        "het/bos/bossen de/speelplaats/speelplaatsen het/speelterrein/speelterreinen het/terrein/terreinen de/begraafplaats/begraafplaatsen "
        "de/parking/parkings het/kruispunt/kruispunten de/oversteekplaats/oversteekplaatsen de/brug/bruggen de/halte/haltes de/route/routes "
        "de/kerk/kerken het/museum/musea het/centrum/centra de/bibliotheek/bibliotheken het/loket/loketten de/website/websites "
        "de/toepassing/toepassingen het/systeem/systemen het/netwerk/netwerken de/procedure/procedures het/dossier/dossiers "
        "de/medewerker/medewerkers de/vrijwilliger/vrijwilligers de/ondernemer/ondernemers de/landbouwer/landbouwers de/mantelzorger/mantelzorgers "
        "de/nieuwkomer/nieuwkomers de/leerling/leerlingen de/ouder/ouders de/leerkracht/leerkrachten de/huurder/huurders de/eigenaar/eigenaars "
        "het/lokaal/lokalen de/kamer/kamers het/dak/daken het/zonnepaneel/zonnepanelen de/installatie/installaties het/toestel/toestellen "
        "het/voertuig/voertuigen de/fiets/fietsen de/camera/camera's de/auto/auto's de/foto/foto's de/wadi/wadi's de/regenwaterput/regenwaterputten "
        "de/maatregel/maatregelen de/doelstelling/doelstellingen het/voorstel/voorstellen de/studie/studies het/onderzoek/onderzoeken "
        "de/overeenkomst/overeenkomsten het/contract/contracten de/opdracht/opdrachten het/advies/adviezen de/taak/taken de/rol/rollen "
        "de/crisis/crisissen het/initiatief/initiatieven het/idee/ideeën de/kans/kansen de/drempel/drempels het/recht/rechten de/plek/plekken "
        "de/ruimte/ruimtes de/zaal/zalen de/maaltijd/maaltijden de/markt/markten de/kern/kernen de/deelgemeente/deelgemeenten het/dorp/dorpen "
        "de/stad/steden de/buurt/buurten de/lijn/lijnen de/verbinding/verbindingen het/knelpunt/knelpunten de/klacht/klachten de/melding/meldingen "
        "de/partner/partners de/club/clubs de/kunstenaar/kunstenaars de/bezoeker/bezoekers de/toerist/toeristen het/kamp/kampen de/les/lessen"
    ).split()
)
# Base form, form with -e.
ADJECTIVES = tuple(
    tuple(entry.split("/"))
    for entry in (
        "nieuw/nieuwe veilig/veilige groen/groene lokaal/lokale sociaal/sociale duurzaam/duurzame openbaar/openbare oud/oude jong/jonge "
        "kwetsbaar/kwetsbare toegankelijk/toegankelijke digitaal/digitale bestaand/bestaande gemeentelijk/gemeentelijke groot/grote klein/kleine "
        "leeg/lege goed/goede extra/extra gratis/gratis breed/brede laag/lage hoog/hoge fris/frisse wijs/wijze actief/actieve creatief/creatieve "
        "integraal/integrale centraal/centrale regionaal/regionale landelijk/landelijke stedelijk/stedelijke betaalbaar/betaalbare "
        "gezond/gezonde inclusief/inclusieve kwalitatief/kwalitatieve energiezuinig/energiezuinige klimaatneutraal/klimaatneutrale divers/diverse"
    ).split()
)
# First parts of compounds, with their linking letters.
MODIFIERS = (
    "wijk buurt dorps school sport jeugd cultuur zorg thuis woon water regen groen fiets verkeers klimaat energie afval erfgoed jongeren "
    "senioren vrijwilligers bewoners taal lees speel feest zwem dieren natuur landbouw markt winkel handels bedrijven veiligheids brand "
    "nood crisis subsidie personeels opleidings stads burger kinder peuter gezins gezondheids voedings beweeg boeren parkeer bus haven"
).split()
SUBJECTS = "gemeente stad dienst provincie raad schepen werkgroep intercommunale politie vereniging".split()
PEOPLE = "vrijwilliger inwoner medewerker partner jongere ouder landbouwer".split()
PLACES = "Gent Leuven Aalst Mechelen Hasselt Kortrijk Genk Turnhout Balen Mol Diest Ieper Lier Temse Bree Halle Ninove Tielt Vlaanderen".split()
NAMES = "Peeters Janssens Maes Jacobs Willems Claes Goossens Wouters Vermeulen Dubois Aerts Lambrecht".split()
BODIES = "OCMW AWV VMM VVSG LEKP GECORO VLM ANB BIN Fluvius Aquafin Natuurpunt Unizo Pidpa".split()
WITH_PARTNER = "i.s.m. m.b.t. d.m.v. o.l.v. t.a.v. t.b.v. i.f.v. n.a.v. t.g.v. i.v.m. t.h.v. o.b.v. t.o.v. i.p.v. o.a. o.m. bv. bijv. nl. vnl. incl. excl. m.i.v.".split()
BEFORE_NUMBER = "max. min. ca. art. nr. nrs. p. blz. afb. t.e.m. vanaf tot".split()
CLOSING = "enz. e.d. e.a. etc.".split()
TITLES = "dhr. mevr. dr. ir. prof. burgemeester schepen".split()
MONTHS = "januari februari maart april mei juni juli augustus september oktober november december".split()


def word(form: str, upos: str, lemma: str = "", feats: str = "") -> Word:
    """Make a word; the lemma is the form unless given."""
    return Word(form, upos, lemma or form, feats)


def noun_phrase(rng: random.Random, *, bare: bool, plural: bool) -> Phrase:
    """Make `een nieuw plein`, `de oude bruggen`, or bare `nieuwe pleinen`."""
    article, singular, plural_form = _noun(rng)
    plural = plural and bool(plural_form)
    adjective = rng.choice(ADJECTIVES) if rng.random() < 0.3 else None
    determiner = "" if bare else _determiner(article, plural, rng)
    words = []
    if determiner:
        lemma = {"onze": "ons", "alle": "al"}.get(determiner, determiner)
        words.append(word(determiner, "PRON" if lemma == "ons" else "DET", lemma))
    if adjective:
        uninflected = not plural and article == "het" and determiner in {"een", "", "ons"}
        words.append(word(adjective[0 if uninflected else 1], "ADJ", adjective[0], "Degree=Pos"))
    words.append(word(plural_form if plural else singular, "NOUN", singular, f"Number={'Plur' if plural else 'Sing'}"))
    return tuple(words)


def _noun(rng: random.Random) -> tuple[str, str, str]:
    """Draw article, singular and plural; one noun in three gets a modifier before it."""
    article, singular, plural = rng.choice(NOUNS)
    if rng.random() < 0.35:
        modifier = rng.choice(MODIFIERS)
        return article, modifier + singular, plural and modifier + plural
    return article, singular, plural


def _determiner(article: str, plural: bool, rng: random.Random) -> str:
    if plural:
        return rng.choice(("de", "alle", "onze", ""))
    return rng.choice((article, "een", "ons" if article == "het" else "onze"))


def subject(rng: random.Random) -> Phrase:
    """Make who acts, in the singular: a service, the local government, a town, a body, a person with a title."""
    draw = rng.random()
    if draw < 0.25:
        return (
            word("het", "DET"),
            word("lokaal", "ADJ", feats="Degree=Pos"),
            word("bestuur", "NOUN", feats="Number=Sing"),
        )
    if draw < 0.35:
        return (word(rng.choice(PLACES), "PROPN"),)
    if draw < 0.45:
        return word("het" if rng.random() < 0.5 else "de", "DET"), word(rng.choice(BODIES), "PROPN")
    if draw < 0.52:
        title = rng.choice(TITLES)
        kind = word(title, "X") if title.endswith(".") else word(title, "NOUN", feats="Number=Sing")
        return kind, word(rng.choice(NAMES), "PROPN")
    return word("de", "DET"), word(rng.choice(SUBJECTS), "NOUN", feats="Number=Sing")


def addition(rng: random.Random) -> list[Word]:
    """Add, in two sentences of five, a place, a partner, an amount, a date or a remark in brackets."""
    return rng.choice(ADDITIONS)(rng) if rng.random() < 0.4 else []


def _plain(rng: random.Random) -> list[Word]:
    noun = noun_phrase(rng, bare=rng.random() < 0.4, plural=rng.random() < 0.5)
    return [word(rng.choice(("in", "met", "voor", "via", "bij", "aan", "rond", "tegen")), "ADP"), *noun]


def _abbreviated(rng: random.Random) -> list[Word]:
    """Add `i.s.m. de scholen`, `o.a. fietsen`, `incl. btw`."""
    short = rng.choice(WITH_PARTNER)
    if short in {"incl.", "excl."}:
        return [word(short, "X"), word("btw", "NOUN", feats="Number=Sing")]
    if rng.random() < 0.3:
        return [word(short, "X"), word(rng.choice(BODIES), "PROPN")]
    return [word(short, "X"), *noun_phrase(rng, bare=rng.random() < 0.5, plural=True)]


def _numbered(rng: random.Random) -> list[Word]:
    """Add `(max. 300 euro)`, `art. 12`, `t.e.m. 30 juni 2027`."""
    short = rng.choice(BEFORE_NUMBER)
    number = word(str(rng.randint(1, 31)), "NUM")
    first = word(short, "X" if short.endswith(".") else "ADP")
    if short in {"t.e.m.", "vanaf", "tot"}:
        return [first, number, word(rng.choice(MONTHS), "PROPN"), word(str(rng.randint(2024, 2031)), "NUM")]
    if short in {"max.", "min.", "ca."}:
        unit = rng.choice(
            (word("euro", "NOUN", feats="Number=Sing"), word("m²", "SYM"), word("%", "SYM"), word("EUR", "SYM"))
        )
        return _bracketed([first, word(f"{rng.randint(1, 9)}.{rng.randint(100, 999)}", "NUM"), unit])
    return _bracketed([first, number])


def _amount(rng: random.Random) -> list[Word]:
    """Add `: € 45.000`, `: € 2,5 mio.`"""
    start = [word(":", "PUNCT"), word("€", "SYM")]
    if rng.random() < 0.4:
        return [
            *start,
            word(f"{rng.randint(1, 20)},{rng.randint(1, 9)}", "NUM"),
            word(rng.choice(("mio.", "mln.")), "X"),
        ]
    return [*start, word(f"{rng.randint(1, 900)}.000", "NUM")]


def _and_so_on(rng: random.Random) -> list[Word]:
    """Add `: scholen, bruggen, enz.`"""
    nouns = [noun_phrase(rng, bare=True, plural=True) for _ in range(2)]
    comma = word(",", "PUNCT")
    return [word(":", "PUNCT"), *nouns[0], comma, *nouns[1], comma, word(rng.choice(CLOSING), "X")]


def _bracketed(words: list[Word]) -> list[Word]:
    return [Word("(", "PUNCT", "(", space=False), *words, word(")", "PUNCT")]


ADDITIONS: tuple[Callable[[random.Random], list[Word]], ...] = (
    _plain,
    _plain,
    _plain,
    _abbreviated,
    _abbreviated,
    _numbered,
    _amount,
    _and_so_on,
)


def code(rng: random.Random) -> list[Word]:
    """Make the code before a title: `AC000123:`, `AP-2.4`, `2.1.3`."""
    digits = f"{rng.randint(1, 400):06d}"
    form = rng.choice(
        (
            f"AC{digits}",
            f"AP{digits}",
            f"BD{digits}",
            f"AP-{rng.randint(1, 9)}.{rng.randint(1, 9)}",
            f"{rng.randint(1, 9)}.{rng.randint(1, 9)}.{rng.randint(1, 9)}",
        )
    )
    mark = [word(":", "PUNCT")] if rng.random() < 0.5 else []
    return [word(form, "NUM" if form[0].isdigit() else "SYM"), *mark]


def tightened(words: list[Word]) -> list[Word]:
    """Take away the spaces before closing marks."""
    following = [*words[1:], word("", "X")]
    return [
        Word(w.form, w.upos, w.lemma, w.feats, space=w.space and after.form not in CLOSING_MARKS)
        for w, after in zip(words, following, strict=True)
    ]


CLOSING_MARKS = frozenset({",", ":", ")", "."})
