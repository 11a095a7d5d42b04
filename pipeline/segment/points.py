"""The points of a council, each with what was decided: a bare title takes in the first sentence below it that informs.

"Aanvullend verkeersreglement: fietszone" says little; "Motorvoertuigen mogen fietsers niet inhalen" below it says what will be
done. Sentences of form (who gives notice, approves or is informed, when it takes effect) stay apart.
"""

import re
from collections.abc import Sequence

from pipeline.schema import Candidate
from pipeline.segment.identity import candidate_id
from pipeline.words import normalised

# A decision stands at most this many blocks below its title: after "Besluit:" or "Artikel 1".
_NEAR = 3
# A title that ends in its decision says enough, and stands once more in the list of points.
_DECIDED = re.compile(
    r"\b(?:goedkeuring|vaststelling|bekrachtiging|stopzetting|oprichting|toestemming|advies|reglement)\W*$", re.I
)
# Words that a sentence must add to its title before it informs.
_NEW_WORDS = 4
_FORM = re.compile(
    r"^(?:gelet|overwegende|kennis|de (?:\w*raad|voorzitter|heer|burgemeester|schepen|wethouder|tarieven|fracties?)|het (?:college|reglement|bestek|bedrag)|"
    r"(?:aan )?de (?:\w*raad|leden|raadsleden)|mevrouw|raadslid|wethouder|wh)\b"
    r"|\b(?:goedgekeurd|goed te keuren|goedkeuring|gunstig advies|vast ?(?:te )?stellen|vastgesteld|in werking|gaat in op|loopt (?:van|tot|af)|"
    r"te informeren|akkoord te gaan|in te stemmen|kennis te nemen|mandaa?t\w*|mandateren|ten laste|krediet\w*|openbaar nut|gegund|bijlagen?|"
    r"artikel \d+|decreet|zienswijzen?|stemmen|stemden|motie|amendement)\b",
    re.I,
)


def with_decisions(found: Sequence[Candidate]) -> list[Candidate]:
    """The passages of a document in reading order, a sentence that a point took in left out."""
    joined: list[Candidate] = []
    for candidate in found:
        if joined and _tells(joined[-1], candidate):
            joined[-1] = _together(joined[-1], candidate)
        else:
            joined.append(candidate)
    return joined


def _tells(point: Candidate, candidate: Candidate) -> bool:
    if point.layout != "point" or point.text != point.title or _DECIDED.search(point.text):
        return False
    if candidate.layout != "minutes" or candidate.text.endswith(":"):
        return False
    near = 0 < candidate.places[0].block - point.places[0].block <= _NEAR
    new = set(normalised(candidate.text).split()) - set(normalised(point.text).split())
    return near and len(new) >= _NEW_WORDS and not _FORM.search(candidate.text)


def _together(point: Candidate, decision: Candidate) -> Candidate:
    text = f"{point.text.rstrip(' .')}. {decision.text}"
    return point.model_copy(update={"text": text, "id": candidate_id(text, point.code, point.context)})
