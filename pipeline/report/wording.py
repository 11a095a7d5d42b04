"""The sentences that more than one output shows, so that they say the same in the same words."""

from collections.abc import Sequence
from datetime import date

from pipeline.counts import FrameFigures, Tally
from pipeline.errors import UsageError
from pipeline.figures import Blind, Count, Figures, ReportContext, ScanPoint
from pipeline.frameworks import Frame
from pipeline.inventory import Item
from pipeline.schema import Place

NOTHING_FOUND = "geen bevestigde actie gevonden in de gelezen documenten"
KIND_NAMES = {"actie": "actie", "doel": "doel", "wens": "wens"}
COUNTED_PER_LABEL = (
    "Een rij met twee labels telt bij elk van beide. De aantallen per label optellen geeft dus meer dan het totaal."
)
KINDS_EXPLAINED = (
    "Een doel is een beleidsdoelstelling, een actieplan of een doel uit een visienota. Een wens is gevraagd door een "
    "adviesraad en is nog geen beslissing van het bestuur. Al de rest is een actie."
)
_MONTHS = "januari februari maart april mei juni juli augustus september oktober november december".split()
_PLURALS = {"actie": "acties", "doel": "doelen", "wens": "wensen", "rij": "rijen", "document": "documenten"}


def parse_date(text: str) -> date:
    """The date of a report.

    Raises:
        UsageError: not an ISO date.
    """
    try:
        return date.fromisoformat(text[:10])
    except ValueError as error:
        raise UsageError(f"De datum '{text}' is niet bruikbaar. Schrijf ze als 2026-10-17.") from error


def long_date(text: str) -> str:
    """A date as a person writes it; anything else as it stands.

    >>> long_date("2026-10-07"), long_date("")
    ('7 oktober 2026', '')
    """
    try:
        day = date.fromisoformat(text[:10])
    except ValueError:
        return text
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def number(value: float) -> str:
    """A number in Belgian notation.

    >>> number(12500), number(39.5), number(40.0)
    ('12.500', '39,5', '40')
    """
    text = f"{value:,.1f}".removesuffix(".0")
    return text.translate(str.maketrans(",.", ".,"))


def several(count: int, noun: str) -> str:
    """A count with its noun.

    >>> several(1, "actie"), several(1200, "doel")
    ('1 actie', '1.200 doelen')
    """
    return f"{number(count)} {noun if count == 1 else _PLURALS[noun]}"


def joined(parts: Sequence[str]) -> str:
    """Parts as one enumeration.

    >>> joined(["a", "b", "c"]), joined(["a"])
    ('a, b en c', 'a')
    """
    return " en ".join(filter(None, [", ".join(parts[:-1]), *parts[-1:]]))


def split(tally: Tally) -> str:
    """What a total consists of: ``12 acties, 3 doelen en 1 wens``."""
    parts = [(tally.actions, "actie"), (tally.goals, "doel"), (tally.wishes, "wens")]
    shown = [several(count, noun) for count, noun in parts if count]
    return joined(shown) or "niets"


def title(context: ReportContext) -> str:
    """The name of the foto."""
    return f"Lokale foto {context.municipality}".strip()


def shortened(text: str, length: int) -> str:
    """A text of at most ``length`` characters, cut between words.

    >>> shortened("een twee drie", 8)
    'een …'
    """
    return text if len(text) <= length else text[: length - 1].rsplit(" ", 1)[0].rstrip(" ,;:.") + " …"


def goals(figures: Figures) -> str:
    """Goals against actions, and the themes that have a goal but no action."""
    text = f"Tegenover {several(figures.tally.goals, 'doel')} staan {several(figures.tally.actions, 'actie')}."
    lonely = [blind.label.show for blind in figures.goals_without_action]
    if lonely:
        text += f" Een doel maar geen bevestigde actie: {joined(lonely)}."
    return text


def headline(figures: Figures) -> str:
    """The inventory in one sentence."""
    if not figures.tally.total:
        return "Er zijn nog geen rijen bevestigd: de foto is leeg tot er rijen met 'ja' bevestigd zijn."
    return f"De foto telt {several(figures.tally.total, 'rij')} die een persoon bevestigde: {split(figures.tally)}."


# Percent: below this, what is missing in the foto may simply not have been looked at yet.
FEW_REVIEWED = 75


def reviewed(figures: Figures) -> str:
    """How much of what was proposed has been decided."""
    if figures.share_decided is None:
        return "Er is nog niets voorgesteld of beoordeeld."
    text = (
        f"Beoordeeld: {number(figures.decided)} van de {number(figures.proposed)} rijen ({figures.share_decided} %), "
        f"waarvan {number(figures.tally.total)} bevestigd en {number(figures.rejected)} afgewezen."
    )
    if figures.undecided:
        text += f" {number(figures.undecided)} voorgestelde rijen zijn nog niet beoordeeld en tellen nergens mee."
    if figures.share_decided < FEW_REVIEWED:
        text += " Sterke thema's en blinde vlekken zeggen daarom nog weinig."
    return text


def read(figures: Figures) -> str:
    """Which documents were read and which not."""
    text = f"{several(figures.read, 'document')} gelezen"
    text += f" ({number(figures.pages)} bladzijden)" if figures.pages else ""
    text += f", {number(figures.failed)} niet gelezen" if figures.failed else ""
    text += f", {number(figures.double)} dubbel" if figures.double else ""
    return text + "."


def how_made(figures: Figures, context: ReportContext) -> list[str]:
    """How the figures came about, sentence by sentence."""
    model = f" (model {context.model})" if context.model else ""
    lines = [
        f"Een programma zocht in de documenten naar doelen en acties en stelde labels voor{model}. Een persoon besliste "
        "rij per rij. Alleen rijen met beslissing 'ja' tellen mee, met de labels die toen in het blad stonden.",
        KINDS_EXPLAINED,
        COUNTED_PER_LABEL,
        reviewed(figures),
    ]
    if context.lower_bound:
        lines.append(context.lower_bound)
    lines.append(
        "Een thema zonder actie betekent niet dat er niets gebeurt: het staat dan niet in de gelezen documenten, of nog "
        "niet tussen de bevestigde rijen."
    )
    return lines


def blind_note(blind: Blind) -> str:
    """A blind spot: what was not found, and what is there in its stead."""
    tally = blind.label.tally
    other = split(tally.model_copy(update={"actions": 0})) if tally.total else ""
    return f"{NOTHING_FOUND}{f' (wel {other})' if other else ''}"


def derived_note(frame: FrameFigures) -> str:
    """What to know about rows that keywords placed in a frame; empty when there are none."""
    if not frame.derived:
        return ""
    return (
        f"{several(frame.derived, 'rij')} zonder oordeel over {frame.name} {'is' if frame.derived == 1 else 'zijn'} op trefwoord "
        f"geplaatst. De rijen zelf zijn bevestigd, hun plaats in {frame.name} niet. Ze staan apart en tellen in geen totaal."
    )


def source(item: Item) -> str:
    """Where an item stands: ``plan.pdf, p. 12``."""
    return place(item.places[0]) if item.places else ""


def place(where: Place) -> str:
    """One place in a document."""
    spot = f"p. {where.page}" if where.page is not None else where.place
    return ", ".join(filter(None, (where.document, spot)))


def page(item: Item) -> str:
    """The page or place of an item, without the document."""
    return "" if not item.places else place(item.places[0].model_copy(update={"document": ""}))


def quadrant(point: ScanPoint) -> str:
    """Where a theme falls: its score in the MVO-scan against its number of actions."""
    score = "hoge score" if point.high else "lage score"
    return f"{score}, {'veel' if point.many else 'weinig'} acties"


OVERLAP_NOTE = (
    "Paren van bevestigde rijen uit verschillende documenten of diensten die op elkaar lijken. Ze tellen gewoon mee: kijk of "
    "het om dezelfde actie gaat, of om twee initiatieven die elkaar kunnen versterken."
)


def overlap(same: bool) -> str:
    """What a pair of alike rows probably is."""
    return "waarschijnlijk dezelfde" if same else "verwant"


def scan_note(figures: Figures) -> str:
    """How the quadrant of the MVO-scan is to be read."""
    return (
        "Score van de MVO-scan (0 tot 100) naast het aantal bevestigde acties. Hoog is een score van 50 of meer; veel is meer "
        f"acties dan het middelste thema ({number(figures.scan_median)})."
    )


def compared(figures: Figures, context: ReportContext) -> str:
    """The difference with the older foto in one sentence; empty without one."""
    comparison = figures.comparison
    if comparison is None:
        return ""
    return (
        f"Vergeleken met {context.older_name}: {several(len(comparison.new), 'rij')} nieuw, {number(len(comparison.gone))} "
        f"verdwenen, {number(len(comparison.changed))} gewijzigd en {number(comparison.unchanged)} ongewijzigd."
    )


def labels(frame: Frame, ids: str) -> str:
    """Label ids joined by spaces as a person sees them."""
    return "; ".join(frame.show(label) for label in ids.split() if label in frame.ids) or "geen"


def fewest(figures: Figures) -> str:
    """The themes with the fewest actions, with their number."""
    return joined([f"{label.show} ({number(label.tally.actions)})" for label in figures.fewest])


def alt(frame: FrameFigures) -> str:
    """What a chart of a frame shows, for who cannot see it."""
    return f"{frame.title}, bevestigde rijen: " + "; ".join(
        f"{label.show} {number(label.tally.total)}" for label in frame.labels
    )


def alt_counts(name: str, counts: Sequence[Count]) -> str:
    """What a chart of counts shows, for who cannot see it."""
    return f"{name}: " + "; ".join(f"{count.name} {split(count.tally)}" for count in counts)
