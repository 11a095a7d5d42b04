"""Infinitives in, verb forms out: the verbs of plans, by the spelling rules of Dutch; irregular ones are listed."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

INSEPARABLE = ("be", "ge", "er", "her", "ont", "ver", "mis", "onder", "over")
PARTICLES = (
    "heraan goed bekend overeen stop voort tewerk deel les samen terug verder binnen achter tegen door rond voor over open klaar vast vrij weg "
    "toe aan uit in op af bij na mee los"
).split()
# Infinitives that only look as if they began with a particle.
WHOLE = frozenset(
    "openen organiseren optimaliseren ontvangen ontmoeten oefenen integreren informeren inventariseren inspecteren infiltreren "
    "investeren".split()
)
# Verbs whose last vowel is unstressed: their stem does not lengthen it (verbeter, not verbeteer).
UNSTRESSED = tuple(
    "verbeteren minderen veranderen vorderen vergaderen zekeren herinneren openen heropenen luisteren burgeren ankeren wijzeren "
    "handelen bufferen weigeren monitoren verwelkomen zuiveren verwijderen leveren onteigenen tekenen rekenen oefenen ordenen".split()
)
VERBS = (
    "plaatsen herstellen vernieuwen uitbreiden renoveren ondersteunen stimuleren organiseren realiseren verbeteren aanleggen heraanleggen "
    "inrichten onderhouden versterken uitwerken opmaken opstarten invoeren uitvoeren voorzien aanpakken aanpassen "
    "bewaken bouwen verbouwen uitbouwen isoleren verbreden beveiligen ontharden vergroenen aanplanten planten beheren herwaarderen "
    "sensibiliseren informeren begeleiden opleiden vormen opvolgen evalueren actualiseren bijsturen bepalen vaststellen "
    "ontwikkelen herbestemmen restaureren beschermen ontsluiten promoten faciliteren digitaliseren automatiseren "
    "vereenvoudigen verlagen verhogen verminderen beperken vermijden bestrijden voorkomen afkoppelen scheiden hergebruiken inzamelen "
    "betrekken raadplegen bevragen luisteren overleggen samenwerken verankeren bestendigen verduurzamen verledden verlichten bewegwijzeren "
    "toekennen verlenen subsidiëren financieren investeren besteden aankopen verkopen huren verhuren verpachten onteigenen slopen afbreken "
    "verwerven openstellen heropenen openen sluiten toeleiden activeren tewerkstellen aanwerven werven motiveren waarderen belonen "
    "controleren handhaven beboeten inspecteren meten monitoren registreren inventariseren onderzoeken bestuderen analyseren "
    "opvangen huisvesten helpen ontzorgen bezoeken vervoeren verdelen bedelen uitdelen uitlenen lenen ontlenen delen koken serveren "
    "verwelkomen onthalen inburgeren integreren verbinden ontmoeten vieren herdenken opwaarderen vervangen moderniseren optimaliseren "
    "coördineren afstemmen plannen programmeren ontwerpen tekenen ondertekenen goedkeuren beslissen adviseren vragen antwoorden "
    "beantwoorden melden aanmelden inschrijven publiceren verspreiden communiceren bekendmaken vertalen verwijderen opruimen ruimen reinigen "
    "composteren sorteren recycleren verwerken bufferen infiltreren zuiveren opslaan opwekken verwarmen koelen elektrificeren "
    "uitfaseren afbouwen stopzetten voortzetten verlengen hernieuwen herzien hertekenen inperken inzetten opzetten "
    "aanbieden geven krijgen nemen houden maken brengen doen zien zoeken vinden kiezen sturen schrijven lezen spreken bespreken lopen "
    "rijden fietsen wandelen bewegen sporten spelen leren lesgeven groeien bloeien wonen werken leven rusten trekken dragen bijdragen "
    "deelnemen meewerken meedenken toezien toepassen nakomen naleven nastreven streven stijgen dalen ontvangen behouden "
    "verkrijgen vergroten verkleinen versnellen vertragen versmallen verharden verplichten verbieden toelaten toestaan vergunnen weigeren "
    "bedanken verwittigen waarschuwen oefenen inoefenen trainen coachen wijzigen ontruimen begraven verzorgen bevorderen "
    "aanmoedigen prikkelen uitnodigen verwijzen doorverwijzen toetsen opstellen bijstellen samenstellen vrijmaken vastleggen opleggen afleggen uitleggen"
).split()
# Separable verbs of irregular ones: their participles are the hardest forms.
SEPARABLE = (
    "aansluiten afsluiten insluiten uitsluiten toewijzen aanwijzen afwijzen aanbrengen inbrengen uitbrengen opbrengen aantrekken "
    "intrekken optrekken terugtrekken aannemen opnemen overnemen afnemen toenemen innemen meenemen aanhouden bijhouden uitgeven "
    "toegeven opgeven doorgeven aangeven vrijgeven binnenkomen aankomen overeenkomen uitkomen opkomen terugkomen inzien uitzien "
    "aanspreken afspreken doorverwijzen doorbreken afstaan openstaan ingaan doorgaan uitgaan opgaan nagaan vastleggen indienen "
    "binnenhalen inhalen ophalen afhalen opschrijven overschrijven voorschrijven uitvinden terugvinden aanvangen oproepen "
    "uitroepen inroepen inladen opladen afladen uitsteken opsteken afsteken aandringen doordringen terugdringen opspringen "
    "uitkiezen voorlezen inlezen uitlezen opeten afwassen opzoeken uitzoeken uitblijven aanblijven".split()
)
# Infinitive without particle: third person, past singular, past plural, participle.
IRREGULAR = {
    line.split()[0]: tuple(line.split()[1:])
    for line in """bieden biedt bood boden geboden
    verbieden verbiedt verbood verboden verboden
    geven geeft gaf gaven gegeven
    krijgen krijgt kreeg kregen gekregen
    verkrijgen verkrijgt verkreeg verkregen verkregen
    nemen neemt nam namen genomen
    houden houdt hield hielden gehouden
    onderhouden onderhoudt onderhield onderhielden onderhouden
    behouden behoudt behield behielden behouden
    brengen brengt bracht brachten gebracht
    doen doet deed deden gedaan
    zien ziet zag zagen gezien
    voorzien voorziet voorzag voorzagen voorzien
    herzien herziet herzag herzagen herzien
    zoeken zoekt zocht zochten gezocht
    bezoeken bezoekt bezocht bezochten bezocht
    onderzoeken onderzoekt onderzocht onderzochten onderzocht
    vinden vindt vond vonden gevonden
    kiezen kiest koos kozen gekozen
    schrijven schrijft schreef schreven geschreven
    lezen leest las lazen gelezen
    spreken spreekt sprak spraken gesproken
    bespreken bespreekt besprak bespraken besproken
    breken breekt brak braken gebroken
    lopen loopt liep liepen gelopen
    rijden rijdt reed reden gereden
    bewegen beweegt bewoog bewogen bewogen
    trekken trekt trok trokken getrokken
    betrekken betrekt betrok betrokken betrokken
    dragen draagt droeg droegen gedragen
    stijgen stijgt steeg stegen gestegen
    ontvangen ontvangt ontving ontvingen ontvangen
    vangen vangt ving vingen gevangen
    vervangen vervangt verving vervingen vervangen
    laten laat liet lieten gelaten
    staan staat stond stonden gestaan
    bestaan bestaat bestond bestonden bestaan
    gaan gaat ging gingen gegaan
    komen komt kwam kwamen gekomen
    voorkomen voorkomt voorkwam voorkwamen voorkomen
    slaan slaat sloeg sloegen geslagen
    sluiten sluit sloot sloten gesloten
    ontsluiten ontsluit ontsloot ontsloten ontsloten
    strijden strijdt streed streden gestreden
    bestrijden bestrijdt bestreed bestreden bestreden
    vermijden vermijdt vermeed vermeden vermeden
    scheiden scheidt scheidde scheidden gescheiden
    verbinden verbindt verbond verbonden verbonden
    verwerven verwerft verwierf verwierven verworven
    werven werft wierf wierven geworven
    kopen koopt kocht kochten gekocht
    verkopen verkoopt verkocht verkochten verkocht
    denken denkt dacht dachten gedacht
    herdenken herdenkt herdacht herdachten herdacht
    ontwerpen ontwerpt ontwierp ontwierpen ontworpen
    beslissen beslist besliste beslisten beslist
    sluipen sluipt sloop slopen geslopen
    wijzen wijst wees wezen gewezen
    verwijzen verwijst verwees verwezen verwezen
    helpen helpt hielp hielpen geholpen
    verlaten verlaat verliet verlieten verlaten
    overleggen overlegt overlegde overlegden overlegd
    meten meet mat maten gemeten
    zuigen zuigt zoog zogen gezogen
    begraven begraaft begroef begroeven begraven
    streven streeft streefde streefden gestreefd
    vragen vraagt vroeg vroegen gevraagd
    bevragen bevraagt bevroeg bevroegen bevraagd
    ontzorgen ontzorgt ontzorgde ontzorgden ontzorgd
    snijden snijdt sneed sneden gesneden
    vallen valt viel vielen gevallen
    verschijnen verschijnt verscheen verschenen verschenen
    zitten zit zat zaten gezeten
    liggen ligt lag lagen gelegen
    zwemmen zwemt zwom zwommen gezwommen
    drinken drinkt dronk dronken gedronken
    eten eet at aten gegeten
    blijven blijft bleef bleven gebleven
    genieten geniet genoot genoten genoten
    verliezen verliest verloor verloren verloren
    treden treedt trad traden getreden
    bakken bakt bakte bakten gebakken
    bedriegen bedriegt bedroog bedrogen bedrogen
    beginnen begint begon begonnen begonnen
    bergen bergt borg borgen geborgen
    bevelen beveelt beval bevalen bevolen
    bewijzen bewijst bewees bewezen bewezen
    bezitten bezit bezat bezaten bezeten
    bijten bijt beet beten gebeten
    blazen blaast blies bliezen geblazen
    blijken blijkt bleek bleken gebleken
    buigen buigt boog bogen gebogen
    dringen dringt drong drongen gedrongen
    duiken duikt dook doken gedoken
    dwingen dwingt dwong dwongen gedwongen
    fluiten fluit floot floten gefloten
    gelden geldt gold golden gegolden
    genezen geneest genas genazen genezen
    gieten giet goot goten gegoten
    glijden glijdt gleed gleden gegleden
    grijpen grijpt greep grepen gegrepen
    hangen hangt hing hingen gehangen
    heffen heft hief hieven geheven
    hijsen hijst hees hesen gehesen
    jagen jaagt joeg joegen gejaagd
    kijken kijkt keek keken gekeken
    klimmen klimt klom klommen geklommen
    klinken klinkt klonk klonken geklonken
    knijpen knijpt kneep knepen geknepen
    kruipen kruipt kroop kropen gekropen
    lachen lacht lachte lachten gelachen
    laden laadt laadde laadden geladen
    liegen liegt loog logen gelogen
    lijden lijdt leed leden geleden
    lijken lijkt leek leken geleken
    ontbreken ontbreekt ontbrak ontbraken ontbroken
    ontstaan ontstaat ontstond ontstonden ontstaan
    overlijden overlijdt overleed overleden overleden
    overtreffen overtreft overtrof overtroffen overtroffen
    prijzen prijst prees prezen geprezen
    roepen roept riep riepen geroepen
    ruiken ruikt rook roken geroken
    schenken schenkt schonk schonken geschonken
    scheppen schept schiep schiepen geschapen
    schieten schiet schoot schoten geschoten
    schrikken schrikt schrok schrokken geschrokken
    schuiven schuift schoof schoven geschoven
    slapen slaapt sliep sliepen geslapen
    slijten slijt sleet sleten gesleten
    smelten smelt smolt smolten gesmolten
    spannen spant spande spanden gespannen
    springen springt sprong sprongen gesprongen
    spuiten spuit spoot spoten gespoten
    steken steekt stak staken gestoken
    stelen steelt stal stalen gestolen
    sterven sterft stierf stierven gestorven
    stoten stoot stootte stootten gestoten
    treffen treft trof troffen getroffen
    betreffen betreft betrof betroffen betroffen
    vechten vecht vocht vochten gevochten
    verdwijnen verdwijnt verdween verdwenen verdwenen
    vergelijken vergelijkt vergeleek vergeleken vergeleken
    vergeten vergeet vergat vergaten vergeten
    vernemen verneemt vernam vernamen vernomen
    verstaan verstaat verstond verstonden verstaan
    vertrekken vertrekt vertrok vertrokken vertrokken
    vliegen vliegt vloog vlogen gevlogen
    vouwen vouwt vouwde vouwden gevouwen
    vriezen vriest vroor vroren gevroren
    wassen wast waste wasten gewassen
    overwegen overweegt overwoog overwogen overwogen
    weten weet wist wisten geweten
    winnen wint won wonnen gewonnen
    wrijven wrijft wreef wreven gewreven
    zenden zendt zond zonden gezonden
    zingen zingt zong zongen gezongen
    zinken zinkt zonk zonken gezonken
    zwijgen zwijgt zweeg zwegen gezwegen
    ondernemen onderneemt ondernam ondernamen ondernomen
    onderscheiden onderscheidt onderscheidde onderscheidden onderscheiden
    onderwijzen onderwijst onderwees onderwezen onderwezen
    ontstijgen ontstijgt ontsteeg ontstegen ontstegen
    besluiten besluit besloot besloten besloten
    begrijpen begrijpt begreep begrepen begrepen
    bevinden bevindt bevond bevonden bevonden
    beschrijven beschrijft beschreef beschreven beschreven
    beslaan beslaat besloeg besloegen beslagen
    verslaan verslaat versloeg versloegen verslagen
    verstrekken verstrekt verstrekte verstrekten verstrekt""".splitlines()
}


@dataclass(frozen=True)
class Verb:
    """The forms of a verb; only `lemma` and `participle` have the particle."""

    particle: str
    infinitive: str
    singular: str
    past: str
    past_plural: str
    participle: str

    @property
    def lemma(self) -> str:
        """The infinitive as one word."""
        return self.particle + self.infinitive

    @property
    def stem(self) -> str:
        """The form with `ik`, also the imperative.

        >>> [conjugate(verb).stem for verb in ("bouwen", "opzetten", "aanbieden", "ingaan", "isoleren", "kiezen")]
        ['bouw', 'zet', 'bied', 'ga', 'isoleer', 'kies']
        """
        if self.infinitive.endswith("aan"):
            return self.infinitive[:-2]
        return self.singular if self.infinitive.endswith("ten") else self.singular.removesuffix("t")


def conjugate(infinitive: str) -> Verb:
    """Give the forms of a verb.

    >>> conjugate("verbeteren").singular, conjugate("organiseren").singular, conjugate("uitbreiden").participle
    ('verbetert', 'organiseert', 'uitgebreid')
    >>> conjugate("maken").past, conjugate("bouwen").past, conjugate("reizen").past, conjugate("herstellen").participle
    ('maakte', 'bouwde', 'reisde', 'hersteld')
    >>> conjugate("aankopen").past, conjugate("aankopen").participle, conjugate("isoleren").participle
    ('kocht', 'aangekocht', 'geïsoleerd')
    """
    particle, bare = split(infinitive)
    if bare in IRREGULAR:
        singular, past, past_plural, participle = IRREGULAR[bare]
        return Verb(particle, bare, singular, past, past_plural, particle + participle)
    base, stem = bare[:-2], _stem(bare)
    ending = "t" if base[-1] in "tkfspx" or base.endswith("ch") else "d"
    participle = particle + _with_prefix(bare, stem if stem[-1] in "td" else stem + ending)
    singular = stem if stem.endswith("t") else stem + "t"
    return Verb(particle, bare, singular, stem + ending + "e", stem + ending + "en", participle)


def regular(attested: Mapping[str, AbstractSet[str]]) -> list[str]:
    """Choose the infinitives of which past forms or participles were seen, and none that the rules would not make.

    >>> regular({"pogen": {"poogde"}, "wegen": {"woog"}, "nagaan": {"ging", "nagegaan"}, "vervallen": set()})
    ['pogen', 'nagaan']
    """
    out = []
    for infinitive, forms in attested.items():
        verb = conjugate(infinitive)
        made = {verb.past, verb.past_plural, verb.participle, verb.participle + "e"}
        joined = {verb.particle + form for form in made}
        if forms and forms <= made | joined:
            out.append(infinitive)
    return out


def split(infinitive: str) -> tuple[str, str]:
    """Split off the separable particle, if any.

    >>> split("inzetten"), split("investeren"), split("onderhouden")
    (('in', 'zetten'), ('', 'investeren'), ('', 'onderhouden'))
    """
    if infinitive in IRREGULAR or infinitive in WHOLE:
        return "", infinitive
    for particle in PARTICLES:
        rest = infinitive.removeprefix(particle)
        regular = len(rest) > 4 and rest.endswith("en") and (rest[0] not in "aeiou" or rest == "oefenen")
        if rest != infinitive and (regular or rest in IRREGULAR):
            return particle, rest
    return "", infinitive


def _with_prefix(bare: str, participle: str) -> str:
    """Put `ge` before, with a diaeresis where two vowels would merge; inseparable verbs have none."""
    if bare.startswith(INSEPARABLE) and len(bare) > 6:
        return participle
    return "ge" + {"i": "ï", "e": "ë"}.get(participle[0], participle[0]) + participle[1:]


def _stem(infinitive: str) -> str:
    """Take off -en and respell: `maak`, `pak`, `reis`, `leef`, `evalueer`, but `verbeter`."""
    base = infinitive[:-2]
    if infinitive.endswith(("ueren", "iëren")):
        return infinitive[:-4].replace("ë", "e") + "eer"
    if len(base) > 2 and base[-1] == base[-2]:
        return base[:-1]
    open_syllable = (
        len(base) > 1 and base[-1] not in "aeiouw" and base[-2] in "aeou" and base[-3:-2] not in tuple("aeiou")
    )
    if open_syllable and not _is_unstressed(infinitive):
        base = base[:-1] + base[-2] + base[-1]
    return base[:-1] + {"v": "f", "z": "s"}.get(base[-1], base[-1])


def _is_unstressed(infinitive: str) -> bool:
    stressed_elen = ("delen", "spelen", "koelen", "stelen")
    return infinitive.endswith(UNSTRESSED) or (infinitive.endswith("elen") and not infinitive.endswith(stressed_elen))
