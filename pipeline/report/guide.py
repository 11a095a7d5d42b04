"""What guides a reader through the foto: the gist, what the words mean, how sure it all is, and what to do next.

Written for who sits in the steering group and has never seen the program.
"""

from pipeline import notation
from pipeline.figures import Figures, ReportContext
from pipeline.report import wording

STRONG_NOTE = (
    "De thema's met de meeste bevestigde acties. Dat zegt hoeveel er gebeurt, niet hoe goed het gaat. Bij elk thema staan "
    "enkele voorbeelden, met hun bron."
)
BLIND_NOTE = (
    "Geen bevestigde actie gevonden betekent niet dat er niets gebeurt. Misschien staat het in een document dat niet gelezen "
    "is, of is het nog niet nagekeken."
)
BLIND_QUESTIONS = (
    "Gebeurt hier echt weinig, of staat het in een document dat niet gelezen is?",
    "Wie in ons bestuur weet hier meer over?",
)
BLIND_HEAD = f"{wording.NOTHING_FOUND.capitalize()} bij:"
NO_STRONG = "Er zijn nog geen bevestigde acties bij een thema."
NO_BLIND = "Bij elk thema is minstens één bevestigde actie gevonden."
MATRIX_NOTE = (
    "Elk vak telt de acties, doelen en wensen die bij die SDG én bij dat MVO-thema horen. Hoe donkerder, hoe meer."
)
STEPS = (
    "Kijk of er iets ontbreekt. Bezorg het document of de actie aan wie de foto maakt.",
    "Bespreek de blinde vlekken in de kopgroep: wat is een echte leemte, en wat staat alleen niet in deze documenten?",
    "Bekijk de acties die op elkaar lijken. Kunnen ze samen, of versterken ze elkaar?",
    "Leg de foto naast de scores van de MVO-scan en kies enkele thema's die voorrang krijgen.",
    "Neem de foto mee in het MVO-actieplan en in de omgevingsanalyse van het volgende meerjarenplan.",
)

# Percent: below this, what is missing in the foto may simply not have been looked at yet.
FEW_REVIEWED = 75


def caution(figures: Figures) -> str:
    """What to keep in mind beside strong themes and blind spots while much is not reviewed; empty when enough or nothing is."""
    if not figures.tally.total or figures.share_decided is None or figures.share_decided >= FEW_REVIEWED:
        return ""
    return (
        f"Let op: nog maar {figures.share_decided} % is nagekeken. Sterke thema's en blinde vlekken kunnen nog veranderen. Neem "
        "hierop nog geen beslissing."
    )


def no_blind(figures: Figures) -> str:
    """What to say when there is no blind spot to show."""
    if not figures.tally.total:
        return "Er is nog niets bevestigd. Over blinde vlekken valt nog niets te zeggen."
    return NO_BLIND


def summary(figures: Figures) -> list[str]:
    """The foto in a few sentences, for who reads nothing else."""
    if not figures.tally.actions:
        return []
    lines = []
    for frame in figures.frames:
        best = [wording.counted(strong.label) for strong in figures.strong if strong.frame == frame.id]
        lines += [f"{frame.name}: de meeste acties staan bij {notation.joined(best)}."] if best else []
    if figures.blind:
        names = [blind.label.show for blind in figures.blind]
        more = [f"{len(names) - 5} andere thema's"] if len(names) > 6 else []
        lines.append(f"{wording.NOTHING_FOUND.capitalize()} bij {notation.joined(names[: 5 if more else 6] + more)}.")
    elif figures.fewest:
        few = sorted(figures.fewest, key=lambda label: label.tally.actions)[:3]
        lines.append(
            f"{NO_BLIND} De minste acties staan bij {notation.joined([wording.counted(label) for label in few])}."
        )
    lines.append(wording.goals(figures))
    if figures.overlaps:
        lines.append(
            f"{wording.overlap_count(figures)} lijken twee acties uit verschillende documenten of diensten op elkaar."
        )
    return lines


def glossary(figures: Figures) -> list[tuple[str, str]]:
    """The words of the foto, each with its meaning, for who sees them for the first time."""
    words = [
        (
            "SDG",
            "Een van de 17 duurzameontwikkelingsdoelstellingen van de Verenigde Naties, van 'geen armoede' tot 'klimaatactie'. De "
            "landen willen ze halen tegen 2030.",
        ),
        (
            "MVO-thema",
            "MVO is maatschappelijk verantwoord ondernemen. De thema's komen uit de internationale richtlijn ISO 26000 en bekijken "
            "hoe een bestuur werkt: voor zijn personeel, zijn burgers, zijn leveranciers en het milieu.",
        ),
        ("Doel, actie, wens", wording.KINDS_EXPLAINED),
        (
            "Sterk thema",
            "Een thema met meer bevestigde acties dan de andere. Dat zegt hoeveel er gebeurt, niet hoe goed het gaat.",
        ),
        ("Blinde vlek", f"Een thema waarbij in de gelezen documenten geen bevestigde actie gevonden is. {BLIND_NOTE}"),
        (
            "Kopgroep",
            "De medewerkers en mandatarissen die samen het duurzaamheidsbeleid voorbereiden. Zij bespreken deze foto.",
        ),
    ]
    shown = {"SDG": "sdg", "MVO-thema": "mvo"}
    return [(word, text) for word, text in words if word not in shown or figures.frame(shown[word])]


def how_made(figures: Figures, context: ReportContext) -> list[str]:
    """How the figures came about, sentence by sentence."""
    lines = [
        "Een computerprogramma zocht in de documenten naar doelen en acties en stelde thema's voor. Een persoon keek elk voorstel na. "
        "Alleen wat met 'ja' bevestigd is, telt mee.",
        wording.COUNTED_PER_LABEL,
        wording.reviewed(figures),
        context.lower_bound,
        f"De voorstellen kwamen van model {context.model}." if context.model else "",
    ]
    return [line for line in lines if line]
