"""The answer to "doen we dit al?" in Dutch: hits in, lines of text out."""

from collections.abc import Sequence

from pipeline.report import wording
from pipeline.search import Hit

# How near a hit is, by the score that it reaches. Of the kept queries half of the right answers reach 0.5, and one in eight of
# the other hits; 0.3 is reached by eight in ten and by half.
_NEAR = "sluit nauw aan"
_NEARNESS = ((0.5, _NEAR), (0.3, "sluit deels aan"), (0.0, "ver verwant"))


def nearness(hit: Hit) -> str:
    """How near an item is to the query, in words."""
    return next(name for least, name in _NEARNESS if hit.score >= least)


def in_dutch(query: str, hits: Sequence[Hit]) -> list[str]:
    """One sentence on whether the idea exists, then two lines per hit: its text, and how near it is and where it stands."""
    if not hits:
        return [
            f"Niets gevonden dat lijkt op '{query}'. In de gelezen documenten staat dit dus nog niet, of in heel andere woorden."
        ]
    near = sum(nearness(hit) == _NEAR for hit in hits)
    found = (
        f"Dit lijkt op '{query}', het meest gelijkende eerst:"
        if near
        else f"Niets sluit nauw aan bij '{query}'. Dit komt nog het dichtst in de buurt:"
    )
    lines = [found]
    for hit in hits:
        places = "; ".join(dict.fromkeys(map(wording.place, hit.item.places)))
        same = f"{nearness(hit)} ({', '.join(hit.why)})" if hit.why else nearness(hit)
        lines += [f"- {hit.item.text}", f"    {' · '.join(filter(None, (same, hit.item.state, places)))}"]
    return lines
