"""What a text is cut into, and the settings by which it is cut."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from spacy.tokens import Doc, Token


class Part(NamedTuple):
    """A stretch of a text; ``listed`` when it is an item of a list, ``intro`` the sentence that announces that list."""

    start: int
    end: int
    intro: str = ""
    listed: bool = False


@dataclass(frozen=True)
class Rules:
    """What can be set: words up to which a text without finite verb is one title; characters up to which a passage takes
    in the sentence that explains it; words that an item of an enumeration must have; whether enumerations are cut."""

    title_words: int = 30
    explained_up_to: int = 400
    item_words: int = 3
    enumerations: bool = True


def words_between(doc: Doc, start: int, end: int) -> Iterator[Token]:
    """The words between two places in a text, without white space."""
    span = doc.char_span(start, end, alignment_mode="expand")
    return (token for token in span or () if not token.is_space)
