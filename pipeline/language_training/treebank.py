"""CoNLL-U files in, plain sentences out; leaves out trees, extended dependencies and the language's own tags' inflection."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.errors import LokaleFotoError

LASSY, ALPINO_OLD = "lassysmall-train.conllu", "alpino-2017-train.conllu"
ALPINO_DEV, ALPINO_TEST = "alpino-dev.conllu", "alpino-test.conllu"
TREEBANKS = (LASSY, ALPINO_OLD, ALPINO_DEV, ALPINO_TEST)


class TreebankError(LokaleFotoError, ValueError):
    """A treebank folder or file that cannot be used; the message is Dutch and meant for the person at the keyboard."""


@dataclass(frozen=True)
class Word:
    """One token: `space` tells whether a space follows; `head` counts from 1, 0 is the root, None means unknown."""

    form: str
    upos: str
    lemma: str
    feats: str = ""
    space: bool = True
    xpos: str = ""
    head: int | None = None
    relation: str = ""


@dataclass(frozen=True)
class Sentence:
    """One sentence; `today` is False for the annotation of 2017; `source` names the document and paragraph."""

    words: tuple[Word, ...]
    source: str = ""
    today: bool = True
    topic: str = ""

    @property
    def text(self) -> str:
        """The running text.

        >>> Sentence((Word("Ja", "INTJ", "ja", space=False), Word(".", "PUNCT", "."))).text
        'Ja.'
        """
        return "".join(word.form + (" " if word.space else "") for word in self.words).strip()


def check_folder(folder: Path) -> None:
    """Raise TreebankError, in Dutch, unless every treebank file stands in `folder`."""
    if not folder.is_dir():
        raise TreebankError(f"De map met treebanks bestaat niet: {folder}. Geef de map waarin {LASSY} staat.")
    missing = [name for name in TREEBANKS if not (folder / name).is_file()]
    if missing:
        raise TreebankError(f"In de map {folder} ontbreekt: {', '.join(missing)}. Zet deze bestanden in de map.")


def read(path: Path) -> list[Sentence]:
    """Read the sentences of a CoNLL-U file in their order; lines of merged or empty words are skipped."""
    return list(_sentences(path.read_text(encoding="utf-8").splitlines(), path.name))


def _sentences(lines: list[str], name: str) -> Iterator[Sentence]:
    meta: dict[str, str] = {}
    rows: list[list[str]] = []
    for number, line in enumerate([*lines, ""], 1):
        if line.startswith("#"):
            key, _, value = line[1:].partition("=")
            meta[key.strip()] = value.strip()
        elif line:
            row = line.split("\t")
            if len(row) != 10:
                raise TreebankError(f"{name}, regel {number}: {len(row)} kolommen in plaats van 10.")
            if row[0].isdigit():
                rows.append(row)
        elif rows:
            yield _sentence(meta, rows)
            meta, rows = {}, []


def _sentence(meta: dict[str, str], rows: list[list[str]]) -> Sentence:
    today = "auto" in meta or "onderwerp" in meta
    source = re.sub(r"\.s\.\d+.*$", "", meta.get("sent_id", ""))
    words = tuple(
        Word(
            form=row[1],
            upos=row[3],
            lemma=row[2],
            feats="" if row[5] == "_" else row[5],
            space="SpaceAfter=No" not in row[9],
            xpos="" if row[4] == "_" else row[4],
            head=int(row[6]) if row[6].isdigit() else None,
            relation="" if row[7] == "_" else row[7],
        )
        for row in rows
    )
    if "text" not in meta:
        words = _respaced(words)
    return Sentence(words, source, today, meta.get("onderwerp", ""))


def _respaced(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """Guess the spaces of a sentence whose text was not kept: none before a closing mark nor after an opening one."""
    out = []
    for word, following in zip(words, [*words[1:], None], strict=True):
        tight = following is not None and following.form in {",", ".", ";", ":", "?", "!", ")", "]", "»", "”", "..."}
        out.append(replace(word, space=not tight and word.form not in {"(", "[", "«", "“"}))
    return tuple(out)
