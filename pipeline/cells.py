"""Values as a spreadsheet leaves them alone: no formula, date or number by accident; one policy for sheets and reports."""

import re

_LONGEST = 32_000  # a cell of Excel holds 32,767 characters
_FORMULA_START = tuple("=+-@\t\r\n")
_NUMBER = re.compile(r"[+-]?\d[\d.,\s]*%?")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_MONTHS = tuple("jan feb mar maa mrt apr avr mei mai may jun jui jul aug aou sep okt oct nov dec".split())


def plain(value: str) -> str:
    """A value without characters that no office file can hold, and no longer than a cell."""
    value = _UNPRINTABLE.sub(" ", value)
    return value if len(value) <= _LONGEST else value[:_LONGEST].rstrip() + "…"


def guarded(value: str) -> str:
    """A value as it goes into a CSV file: an apostrophe before what could become a formula.

    >>> guarded("=1+1"), guarded("-1.234,56"), guarded("- bomen")
    ("'=1+1", '-1.234,56', "'- bomen")
    """
    return f"'{value}" if is_formula(value) else value


def unguarded(value: str) -> str:
    """The value that ``guarded`` was given."""
    return value[1:] if value[:1] == "'" and is_formula(value[1:]) else value


def code_shown(code: str) -> str:
    """A code as a spreadsheet keeps it: a word before what could be read as a number or date.

    >>> code_shown("AC000165"), code_shown("1.03.03.02"), code_shown("DEC2026")
    ('AC000165', 'code 1.03.03.02', 'code DEC2026')
    """
    letters = re.match(r"[A-Za-z]*", code)
    word = letters[0].lower() if letters else ""
    safe = bool(word) and not word.startswith(_MONTHS) and any(c.isdigit() for c in code)
    return code if safe or not code else f"code {code}"


def is_formula(value: str) -> bool:
    """Whether a spreadsheet could take the value for a formula; plain numbers such as -1.234,56 are none."""
    return value[:1] in _FORMULA_START and not _NUMBER.fullmatch(value)
