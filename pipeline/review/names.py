"""Who reviewed a sheet, from the name of its file: ``suggesties-An.xlsx`` is An's."""

import re
from pathlib import Path

_OURS = re.compile(r"(?:suggesties|nakijken|steekproef[-_ ]?\d+)(?![^\W_])", re.IGNORECASE)
# What programs and people put behind a name to tell one file from another.
_NO_NAME = frozenset(
    "af blad copy copie csv def definitief door en excel final herstel hersteld ingevuld kopie klaar kopieren nagekeken nieuw "
    "nieuwste ok oud oude reserve rev reviewed sdg suggesties utf van versie voor xlsx".split()
)


def name_in(path: Path) -> str:
    """The name that stands in the name of a file, empty when there is none.

    >>> name_in(Path("suggesties-An.xlsx")), name_in(Path("suggesties An Peeters (2).csv"))
    ('An', 'An Peeters')
    >>> name_in(Path("suggesties.xlsx")), name_in(Path("suggesties - Kopie v2.xlsx")), name_in(Path("blad.csv"))
    ('', '', '')
    """
    found = _OURS.match(path.stem)
    if not found:
        return ""
    words = re.split(r"[\s_,()\[\]]+|(?<!\w)-|-(?!\w)|(?<=\d)-", path.stem[found.end() :].lstrip("-_ "))
    return " ".join(word for word in words if word.casefold() not in _NO_NAME and _is_name(word))


def _is_name(word: str) -> bool:
    return bool(re.fullmatch(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*\.?", word)) and not re.fullmatch(
        r"v\d*", word, re.IGNORECASE
    )
