"""The sentences that more than one output shows, so that they say the same in the same words."""

from collections.abc import Mapping, Sequence

from pipeline.counts import FrameFigures, LabelCount, Tally
from pipeline.figures import Blind, Count, Figures, ReportContext
from pipeline.frameworks import Frame
from pipeline.inventory import Item
from pipeline.likeness import MOST_OVERLAPS, Change
from pipeline.notation import joined, number, several, shortened
from pipeline.schema import Place

NOTHING_FOUND = "geen bevestigde actie gevonden in de gelezen documenten"
COUNTED_PER_LABEL = (
    "Geteld zijn bevestigde acties, doelen en wensen samen. Wat bij meer dan één thema hoort, telt bij elk van die thema's mee. "
    "Tel de aantallen dus niet op: dat geeft meer dan het totaal."
)
KINDS_EXPLAINED = (
    "Een doel is een beleidsdoelstelling, een actieplan of een doel uit een visienota. Een wens is gevraagd door een "
    "adviesraad en is nog geen beslissing van het bestuur. Al de rest is een actie."
)


def split(tally: Tally) -> str:
    """What a total consists of: ``12 acties, 3 doelen en 1 wens``."""
    parts = [(tally.actions, "actie"), (tally.goals, "doel"), (tally.wishes, "wens")]
    shown = [several(count, noun) for count, noun in parts if count]
    return joined(shown) or "niets"


def title(context: ReportContext) -> str:
    """The name of the foto."""
    return f"Lokale foto {context.municipality}".strip()


def quoted(item: Item, length: int) -> str:
    """The text of an item as an example, without the comma or semicolon that a list left behind it."""
    return shortened(item.text.rstrip(" ;,"), length)


def goals(figures: Figures) -> str:
    """Goals against actions, and the themes that have a goal but no action."""
    verb = "staat" if figures.tally.actions == 1 else "staan"
    text = f"Tegenover {several(figures.tally.goals, 'doel')} {verb} {several(figures.tally.actions, 'actie')}."
    lonely = [blind.label.show for blind in figures.goals_without_action]
    if lonely:
        text += f" Bij {joined(lonely)} is wel een doel bevestigd, maar geen actie."
    return text


def headline(figures: Figures) -> str:
    """The inventory in one sentence."""
    if not figures.tally.total:
        return "Er is nog niets bevestigd. De foto is leeg tot er acties met 'ja' bevestigd zijn."
    return f"Deze foto telt {split(figures.tally)}, één voor één nagekeken en bevestigd door een persoon."


def reviewed(figures: Figures) -> str:
    """How much of what was proposed has been decided."""
    if figures.share_decided is None:
        return "Er is nog niets voorgesteld of nagekeken."
    text = (
        f"Nagekeken: {number(figures.decided)} van de {number(figures.proposed)} voorstellen ({figures.share_decided} %). "
        f"Daarvan zijn er {number(figures.tally.total)} bevestigd en {number(figures.rejected)} afgewezen."
    )
    if figures.undecided:
        text += f" De andere {number(figures.undecided)} tellen nergens mee."
    return text


def read(figures: Figures) -> str:
    """Which documents were read and which not."""
    text = f"{several(figures.read, 'document')} gelezen"
    text += f" ({several(figures.pages, 'bladzijde')})" if figures.pages else ""
    text += f", {number(figures.failed)} niet gelezen" if figures.failed else ""
    text += f", {number(figures.double)} dubbel" if figures.double else ""
    return text + "."


def without(frame: FrameFigures) -> str:
    """How many confirmed rows a person placed nowhere in a frame; empty when there are none."""
    if not frame.without:
        return ""
    return f"Bij geen enkel thema hierboven: {several(frame.without, 'actie, doel of wens')}."


def blind_note(blind: Blind) -> str:
    """A blind spot: what was not found, and what is there in its stead."""
    return f"{NOTHING_FOUND}{instead(blind)}"


def instead(blind: Blind) -> str:
    """What a blind spot does have; empty when that is nothing."""
    tally = blind.label.tally
    return f" (wel {split(tally.model_copy(update={'actions': 0}))})" if tally.total else ""


def derived_note(frame: FrameFigures) -> str:
    """What to know about rows that keywords placed in a frame; empty when there are none."""
    if not frame.derived:
        return ""
    found = several(frame.derived, "actie, doel of wens")
    return (
        f"Op trefwoord: {found}. Niemand koos daar zelf een plaats in {frame.name} voor; het programma deed dat op woorden zoals "
        "'fietspad'. De actie zelf is bevestigd, haar plaats hier niet. Ze staat apart en telt in geen totaal mee."
    )


def by_keyword(figures: Figures) -> dict[tuple[str, int], list[str]]:
    """Per frame and item number the labels that keywords placed it under, said to be so."""
    shown: dict[tuple[str, int], list[str]] = {}
    for frame in figures.frames:
        for label in frame.labels:
            for item in label.derived_items:
                shown.setdefault((frame.id, item.nr), []).append(f"{label.show} (op trefwoord)")
    return shown


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


OVERLAP_NOTE = (
    "Bevestigde acties uit verschillende documenten of diensten die op elkaar lijken. Ze tellen allebei mee. Kijk of het om "
    "dezelfde actie gaat, of om twee initiatieven die elkaar kunnen versterken."
)


def overlap(same: bool) -> str:
    """What a pair of alike rows probably is."""
    return "waarschijnlijk dezelfde" if same else "verwant"


def overlap_count(figures: Figures) -> str:
    """How often two rows are alike; of very many only so much is known that there are more."""
    count = len(figures.overlaps)
    return f"{'Minstens ' if count >= MOST_OVERLAPS else ''}{number(count)} keer"


def scan_note(figures: Figures) -> str:
    """How the quadrant of the MVO-scan is to be read."""
    return (
        "De MVO-scan geeft elk thema een score van 0 tot 100. Hier staat die score naast het aantal bevestigde acties. Hoog is 50 of "
        f"meer. Veel is meer dan het middelste thema ({number(figures.scan_median)} acties)."
    )


def compared(figures: Figures, context: ReportContext) -> str:
    """The difference with the older foto in one sentence; empty without one."""
    comparison = figures.comparison
    if comparison is None:
        return ""
    return (
        f"Vergeleken met {context.older_name}: {number(len(comparison.new))} nieuw, {number(len(comparison.gone))} "
        f"verdwenen, {number(len(comparison.changed))} gewijzigd en {number(comparison.unchanged)} ongewijzigd."
    )


def changes(change: Change, frames: Mapping[str, Frame]) -> list[tuple[str, str, str]]:
    """What differs between the old and the new item: the name of the field, what it was, and what it is now."""
    shown = []
    for field, values in change.fields.items():
        frame = frames.get(field)
        old, new = (labels(frame, value) if frame else value for value in values)
        shown.append((frame.name if frame else field, old, new))
    return shown


def changed(change: Change, frames: Mapping[str, Frame]) -> str:
    """The same in one sentence: ``status: gepland wordt lopend``; a new text is only said to be new."""
    return "; ".join(
        "tekst aangepast" if name == "tekst" else f"{name}: {old or 'leeg'} wordt {new or 'leeg'}"
        for name, old, new in changes(change, frames)
    )


def labels(frame: Frame, ids: str) -> str:
    """Label ids joined by spaces as a person sees them."""
    return "; ".join(frame.show(label) for label in ids.split() if label in frame.ids) or "geen"


def counted(label: LabelCount) -> str:
    """A label with its number of actions."""
    return f"{label.show} ({number(label.tally.actions)})"


def fewest(figures: Figures) -> str:
    """The themes with the fewest actions, with their number."""
    return joined([counted(label) for label in figures.fewest])


def alt(frame: FrameFigures) -> str:
    """What a chart of a frame shows, for who cannot see it."""
    return f"{frame.title}, aantal bevestigde acties, doelen en wensen: " + "; ".join(
        f"{label.show} {number(label.tally.total)}" for label in frame.labels
    )


def alt_counts(name: str, counts: Sequence[Count]) -> str:
    """What a chart of counts shows, for who cannot see it."""
    return f"{name}: " + "; ".join(f"{count.name} {split(count.tally)}" for count in counts)
