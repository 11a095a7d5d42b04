"""Suggestions of the fictional municipality Voorbeeldegem for the tests of the review loop, with every trap in them."""

import hashlib
import random
from pathlib import Path

from pipeline.frameworks import Frame, load_frames
from pipeline.review.confirm import Preview, review
from pipeline.review.read import Sheet, read_sheet
from pipeline.schema import Candidate, Decision, Labelling, Place, Suggestion

FRAMES = load_frames()
SHEETS = Path(__file__).parent / "sheets"
TIME = "2026-03-02T10:00:00"

# Texts that a spreadsheet likes to change: formulas, numbers, quotes, delimiters, line ends, letters that cp1252 lacks.
TRAPS = (
    '=HYPERLINK("http://voorbeeldegem.example";"klik") Aanleg van een fietspad',
    "+32 telefoonlijn voor ouderen uitbouwen",
    "- Hagen en houtkanten aanplanten langs trage wegen",
    "@voorbeeldegem: sociale media inzetten voor inspraak",
    "=> Zwerfvuil ruimen met vrijwilligers; elk voorjaar, in alle dorpen",
    "\tWaterpunten plaatsen aan de sporthal",
    "'s Avonds de bibliotheek openhouden voor studenten",
    'Project "Warme Buurt" verderzetten in de wijk \'t Veld',
    "CO₂-uitstoot met ≥ 55 % verlagen tegen 2030 – samen met onze inwoners",
    "Café Santé: ontmoeting voor mensen met dementie… één keer per maand, € 2 per kop",
    "Ontharden van de speelplaats\nmet een wadi\nen een zitrand",
    "Kinderopvang uitbreiden met 24 plaatsen, o.a. in Łódź-straat 3 (partnergemeente)",
    "Renovatie van het zwembad. " + "We isoleren het dak, vernieuwen de filters en plaatsen zonnepanelen. " * 60,
    "2026",
    "Ja, ik wil fietsen: premie voor een tweedehandsfiets",
    "rij_id;beslissing;tekst in één cel uitleggen aan het personeel",
)
CODES = (
    "1.2.3",
    "2020/1",
    "1-2",
    "3,11",
    "1E5",
    "DEC2026",
    "MAART1",
    "AC000165",
    "BD000003/AP000034",
    "9:10.1",
    "00012",
    "",
)
_DOING = (
    "Aanleggen van",
    "Onderhouden van",
    "Verder uitbouwen van",
    "We investeren in",
    "Opmaken van een plan voor",
    "Subsidie voor",
)
_WHAT = (
    "een veilig fietspad", "bufferbekkens", "de buitenschoolse opvang", "zonnepanelen op scholen", "buurtwerk", "een repaircafé",
    "sociale woningen", "nieuwe bomen", "het dienstencentrum", "de jeugdlokalen", "een waterplan", "toegankelijke haltes",
)  # fmt: skip
_WHERE = ("Molenstraat", "Kerkdreef", "Beekhoek", "Stationswijk", "Oude Baan", "Veldkant", "Dries", "Hoogveld")


def suggestions(count: int = 60, seed: int = 7, frames: dict[str, Frame] | None = None) -> list[Suggestion]:
    """``count`` suggestions with texts that all differ, the traps first."""
    generator = random.Random(seed)
    return [_suggestion(number, generator, frames or FRAMES) for number in range(count)]


def _suggestion(number: int, generator: random.Random, frames: dict[str, Frame]) -> Suggestion:
    if number < len(TRAPS):
        text = TRAPS[number]
    else:
        text = f"{generator.choice(_DOING)} {generator.choice(_WHAT)} in de {generator.choice(_WHERE)}, deel {number}, tegen {2026 + number % 6}"
    digest = hashlib.sha256(f"{number}{text}".encode()).hexdigest()
    document = f"plannen/meerjarenplan {2026 + number % 3}.pdf"
    place = Place(
        document=document,
        sha256=hashlib.sha256(document.encode()).hexdigest(),
        page=None if number % 7 == 0 else number + 1,
        place="alinea 12" if number % 7 == 0 else "",
        block=number,
        start=0,
        end=len(text),
    )
    candidate = Candidate(
        id=f"act-{number:05d}-{digest[:4]}",
        text=text,
        title=text[:100],
        level=generator.choice(("bd", "ap", "actie", "actie", "actie", "activiteit")),
        code=CODES[number % len(CODES)],
        context=("Een zorgzame gemeente", "=Plan voor iedereen"),
        brontype="bbc",
        status="gepland",
        places=(place,),
    )
    proposed = {
        frame.id: tuple(generator.sample(frame.ids, generator.randint(0, frame.max_labels)))
        for frame in frames.values()
    }
    sureness = round(generator.uniform(0.2, 0.99), 4)
    labelling = Labelling(
        actie=0.9,
        probabilities={
            frame.id: {label: sureness if label in proposed[frame.id] else 0.005 for label in frame.ids}
            for frame in frames.values()
        },
        proposed=proposed,
        why={name: dict.fromkeys(labels, ("fietspad", "veilig")) for name, labels in proposed.items()},
    )
    return Suggestion(candidate=candidate, labelling=labelling, sureness=sureness, model="v0001-abcdef01")


def confirm(
    path: Path,
    rows: list[Suggestion],
    in_force: list[Decision] | None = None,
    reviewer: str = "An",
    **more: frozenset[str],
) -> Preview:
    """The preview of confirming one sheet."""
    return review([read(path)], rows, in_force or [], FRAMES, reviewer, TIME, **more)


def read(path: Path) -> Sheet:
    """A sheet with the default frames."""
    return read_sheet(path, FRAMES)
