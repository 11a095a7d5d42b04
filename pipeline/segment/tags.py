"""SDG tags that a source prints itself: kept as a fact about the source, taken out of the text that is classified.

Left in, the model would read the answer instead of the action.
"""

import re

_NUMBER = r"(?:1[0-7]|0?[1-9])"
# The names of the goals as Flemish and Dutch documents print them; without a known name only what runs up to a comma, full
# stop, bracket or the end is taken for one, so that no word of the action goes along.
_NAMES = (
    "geen armoede|(?:einde aan|beëindig) armoede|geen honger|(?:goede )?gezondheid en welzijn|(?:kwaliteits)?onderwijs|gendergelijkheid|"
    "schoon water en sanitair|betaalbare en duurzame energie|(?:eerlijk|waardig) werk en economische groei|"
    "(?:industrie, )?innovatie en (?:duurzame )?infrastructuur|ongelijkheid verminderen|(?:minder|vermindering van) ongelijkheid|"
    "duurzame steden(?: en gemeenschappen)?|verantwoorde? consumptie(?: en productie)?|klimaatactie|leven in het water|leven op het land|"
    "vrede, (?:justitie|veiligheid)(?: en sterke (?:publieke diensten|instituties))?|vrede en recht|"
    "partnerschap(?:pen)?(?: om (?:de )?doelstellingen te bereiken)?"
)
_TAG = re.compile(
    rf"""
    [(\[]?\s*
    (?:\#?SDG|\#?sdg|Duurzame\ [Oo]ntwikkelingsdoelstelling)(?:['’]?s)?\s*[:.\-–]?\s*     # SDG, SDG's:
    (?P<numbers>{_NUMBER}(?!\d)(?:\s*(?:,|;|/|\+|&|en)\s*(?:SDG\s*)?{_NUMBER}(?!\d))*)
    (?P<name>\s*[–—:-]?\s*(?i:{_NAMES.replace(" ", "[ ]")})\b
        |\s*[–—:-]\s*[A-Z][^,;.()\[\]\n|]{{2,60}}?(?=\s*(?:[,;.)\]|\n]|$)))?                # – Schoon water en sanitair
    \s*[,;]?\s*[)\]]?
    """,
    re.VERBOSE,
)
_LEFTOVER = re.compile(r"\s*(?:Link met|Gelinkt aan|Draagt bij (?:aan|tot)|SDG's?)\s*:?\s*(?=$|[.)\]])", re.IGNORECASE)


def take_sdg_tags(text: str) -> tuple[str, tuple[int, ...]]:
    """The text without printed SDG tags, and the goals they name in order of appearance.

    >>> take_sdg_tags("We leggen riolering aan. SDG 6 – Schoon water en sanitair, SDG 11 – Duurzame steden")
    ('We leggen riolering aan.', (6, 11))
    >>> take_sdg_tags("SDG 1 – Geen armoede, SDG 2 – Geen honger Gezinnen winkelen er zelf")
    ('Gezinnen winkelen er zelf', (1, 2))
    >>> take_sdg_tags("Stedenband met Nkolando (SDG17)")
    ('Stedenband met Nkolando', (17,))
    >>> take_sdg_tags("Wij kiezen de SDG's als kader.")
    ("Wij kiezen de SDG's als kader.", ())
    """
    goals: list[int] = []
    for match in _TAG.finditer(text):
        goals += [int(number) for number in re.findall(r"\d+", match["numbers"])]
    if not goals:
        return text, ()
    kept = _LEFTOVER.sub("", _TAG.sub(" ", text))
    kept = re.sub(r"[ \t]{2,}", " ", kept)
    kept = re.sub(r"\s+([,.;:!?)])", r"\1", kept)
    return kept.strip(" \t,;|–-"), tuple(dict.fromkeys(goals))
