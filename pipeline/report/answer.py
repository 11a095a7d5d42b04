"""The answer to "doen we dit al?" in Dutch: hits in, lines of text out."""

from collections.abc import Sequence

from pipeline.report import wording
from pipeline.search import Hit

# How near a hit is, by the score that it reaches. Of the kept queries half of the right answers reach 0.5, and one in eight of
# the other hits; 0.3 is reached by eight in ten and by half.
_NEAR, _PARTLY, _FAR = "sluit nauw aan", "sluit deels aan", "ver verwant"
_LEAST = {_NEAR: 0.5, _PARTLY: 0.3, _FAR: 0.0}


def nearness(hit: Hit) -> str:
    """How near an item is to the query, in words.

    Words that only mean much the same never make it near: of the 43 such hits on the kept queries 10 were right ("buurtfeest"
    finds "dorpsplein"), of the other 91 52.
    """
    return next(name for name, least in _LEAST.items() if hit.score >= least and (hit.literal or name != _NEAR))


def in_dutch(query: str, hits: Sequence[Hit]) -> list[str]:
    """One sentence on whether the idea exists, then two lines per hit: its text, and how near it is and where it stands."""
    if not hits:
        return [
            f"Niets gevonden dat lijkt op '{query}'. In de gelezen documenten staat dit dus nog niet, of in heel andere woorden."
        ]
    found = (
        f"Dit lijkt op '{query}', het meest gelijkende eerst:"
        if _NEAR in map(nearness, hits)
        else f"Niets sluit nauw aan bij '{query}'. Dit komt nog het dichtst in de buurt:"
    )
    lines = [found]
    for hit in sorted(hits, key=lambda hit: list(_LEAST).index(nearness(hit))):
        places = "; ".join(dict.fromkeys(map(wording.place, hit.item.places)))
        same = f"{nearness(hit)} ({', '.join(hit.why)})" if hit.why else nearness(hit)
        lines += [f"- {hit.item.text}", f"    {' · '.join(filter(None, (same, hit.item.state, places)))}"]
    return lines
