"""The points of a council, each with what was decided: a bare title takes in the first sentence below it that informs.

"Aanvullend verkeersreglement: fietszone" says little; "Motorvoertuigen mogen fietsers niet inhalen" below it says what will be
done. Sentences of form (who gives notice, approves or is informed, when it takes effect) stay apart.
"""

import re
from collections.abc import Sequence

from pipeline.schema import Candidate
from pipeline.segment import council
from pipeline.segment.identity import candidate_id
from pipeline.words import normalised

# A title that ends in its decision says enough, and stands once more in the list of points.
_DECIDED = re.compile(
    r"\b(?:goedkeuring|vaststelling|bekrachtiging|stopzetting|oprichting|toestemming|advies|reglement)\W*$", re.I
)
# Words that a sentence must add to its title before it informs.
_NEW_WORDS = 4


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
    if candidate.layout not in {"minutes", "decision"} or candidate.text.endswith(":"):
        return False
    below = point.title in candidate.context
    new = set(normalised(candidate.text).split()) - set(normalised(point.text).split())
    return below and len(new) >= _NEW_WORDS and not council.is_form(candidate.text)


def _together(point: Candidate, decision: Candidate) -> Candidate:
    text = f"{point.text.rstrip(' .')}. {decision.text}"
    return point.model_copy(update={"text": text, "id": candidate_id(text, point.code, point.context)})
