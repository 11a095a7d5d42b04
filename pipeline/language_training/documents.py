"""Sentences in, training documents out: joined with the boundaries that plans have, in other cases, as titles and lists.

A treebank sentence stands alone and ends with a full stop. In a plan it follows a title on the line above, is an item of
a list, lacks its full stop, or stands in capitals. Each variant below is drawn from one seeded generator.
"""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.language_training.treebank import Sentence, Word

BREAKS = ("\n", "\n\n", "\n \n")
BULLETS = ("•", "-", "*", "–", "o", "1.", "a)", "2.1", "AC", "✓", "▪")
FINAL = frozenset({".", "!", "?", "...", "…", '"', "''", "”"})
CONTENT = frozenset({"NOUN", "ADJ", "VERB"})


@dataclass(frozen=True)
class Piece:
    """A sentence as it will stand in a document: `before` is the white space between it and the previous one."""

    words: tuple[Word, ...]
    before: str = " "


def running_text(nlp: Language, sentences: Sequence[Sentence], per_document: int = 10) -> list[Doc]:
    """Join sentences with single spaces, `per_document` at a time, unchanged: the form in which the model is measured."""
    groups = [sentences[start : start + per_document] for start in range(0, len(sentences), per_document)]
    return [document(nlp, [Piece(sentence.words) for sentence in group]) for group in groups]


def as_lines(nlp: Language, sentences: Sequence[Sentence], per_document: int = 10) -> list[Doc]:
    """Join sentences with line breaks, `per_document` at a time."""
    groups = [sentences[start : start + per_document] for start in range(0, len(sentences), per_document)]
    return [document(nlp, [Piece(sentence.words, "\n") for sentence in group]) for group in groups]


def as_written(nlp: Language, sentences: Sequence[Sentence], per_document: int = 10) -> list[Doc]:
    """Join as a plan does: a space after a final mark, a line break after a title or item without one."""
    documents = []
    for start in range(0, len(sentences), per_document):
        group = sentences[start : start + per_document]
        breaks = [" ", *(" " if is_closed(sentence) else "\n" for sentence in group)]
        documents.append(document(nlp, [Piece(s.words, before) for s, before in zip(group, breaks[:-1], strict=True)]))
    return documents


def is_closed(sentence: Sentence) -> bool:
    """Tell whether a sentence ends with a mark that ends sentences."""
    return sentence.words[-1].form in FINAL


def training_documents(nlp: Language, sentences: Sequence[Sentence], rng: random.Random, passes: int = 3) -> list[Doc]:
    """Make the training documents: per pass, every sentence once, in groups of one to six, each group in one manner."""
    documents = [document(nlp, _pieces(group, rng)) for _ in range(passes) for group in _groups(sentences, rng)]
    rng.shuffle(documents)
    return documents


def document(nlp: Language, pieces: Iterable[Piece]) -> Doc:
    """Make one annotated document; white space other than one space is a token of its own, at the end of a sentence."""
    rows: list[tuple[str, bool, str, str, str, bool]] = []
    for number, piece in enumerate(pieces):
        if number and piece.before != " ":
            rows[-1] = (rows[-1][0], False, *rows[-1][2:])
            rows.append((piece.before, False, "SPACE", piece.before, "", False))
        for index, word in enumerate(piece.words):
            space = word.space or index == len(piece.words) - 1
            rows.append((word.form, space, word.upos, word.lemma, word.feats, index == 0))
    forms, spaces, upos, lemmas, feats, starts = (list(column) for column in zip(*rows, strict=True))
    doc = Doc(nlp.vocab, words=forms, spaces=spaces, pos=upos, lemmas=lemmas, sent_starts=starts)
    for token, features in zip(doc, feats, strict=True):
        if (
            token.pos
        ):  # a word without class is one that nobody annotated: no features either, rather than none to be found
            token.set_morph(features)  # type: ignore[attr-defined]
    return doc


def _groups(sentences: Sequence[Sentence], rng: random.Random) -> Iterable[list[Sentence]]:
    start = 0
    while start < len(sentences):
        size = rng.choice((1, 2, 3, 4, 5, 6))
        yield list(sentences[start : start + size])
        start += size


def _pieces(group: Sequence[Sentence], rng: random.Random) -> list[Piece]:
    manner = rng.random()
    if manner < 0.55:
        pieces = [Piece(sentence.words, _break(group[number - 1], rng)) for number, sentence in enumerate(group)]
    elif manner < 0.75:
        pieces = _titled(group, rng)
    else:
        pieces = _listed(group, rng)
    return [replace(piece, words=_recased(piece.words, rng)) for piece in pieces]


def _break(previous: Sentence, rng: random.Random) -> str:
    """After a closed sentence mostly a space; after an open one mostly a line break, as nothing else tells where it ends."""
    return " " if rng.random() < (0.85 if is_closed(previous) else 0.4) else rng.choice(BREAKS)


def _titled(group: Sequence[Sentence], rng: random.Random) -> list[Piece]:
    """Put a title, cut from the sentence itself, on the line above each sentence."""
    pieces = []
    for sentence in group:
        title = _fragment(sentence.words, rng)
        if title:
            pieces.append(Piece(title, rng.choice(BREAKS)))
        pieces.append(Piece(sentence.words, rng.choice(BREAKS)))
    return pieces


def _listed(group: Sequence[Sentence], rng: random.Random) -> list[Piece]:
    """Make items of a list, each on a line, most without full stop, half of them with a mark."""
    bullet = _bullet(rng.choice(BULLETS)) if rng.random() < 0.6 else ()
    pieces = []
    for sentence in group:
        words = sentence.words
        if rng.random() < 0.5:
            words = _fragment(words, rng) or words
        if words[-1].form == "." and rng.random() < 0.7:
            words = words[:-1]
            if rng.random() < 0.3:
                words = (*words[:-1], replace(words[-1], space=False), Word(";", "PUNCT", ";"))
        if words:
            pieces.append(Piece((*bullet, *words), "\n"))
    return pieces or [Piece(group[0].words)]


def _bullet(mark: str) -> tuple[Word, ...]:
    if mark == "1.":
        return Word("1", "NUM", "1", space=False), Word(".", "PUNCT", ".")
    if mark == "a)":
        return Word("a", "X", "a", space=False), Word(")", "PUNCT", ")")
    if mark == "2.1":
        return (Word("2.1", "NUM", "2.1"),)
    if mark == "AC":
        return Word("AC000123", "SYM", "AC000123", space=False), Word(":", "PUNCT", ":")
    return (Word(mark, "PUNCT", mark),)


def _fragment(words: Sequence[Word], rng: random.Random) -> tuple[Word, ...]:
    """Cut a stretch that begins with a content word, ends before a mark, and gets a capital: it looks like a title."""
    starts = [index for index, word in enumerate(words) if word.upos in CONTENT and word.form.isalpha()]
    if not starts:
        return ()
    start = rng.choice(starts)
    end = start
    while end < len(words) and words[end].upos not in {"PUNCT", "SYM"} and end - start < 12:
        end += 1
    stretch = words[start:end]
    first = replace(stretch[0], form=stretch[0].form[0].upper() + stretch[0].form[1:])
    return (first, *stretch[1:])


def _recased(words: Sequence[Word], rng: random.Random) -> tuple[Word, ...]:
    """Write a few sentences wholly in small letters or capitals, or without their first capital."""
    draw = rng.random()
    # Names in small letters teach that any unknown word may be a name.
    if draw < 0.06 and all(word.upos not in {"PROPN", "X", ""} or word.form.islower() for word in words):
        return tuple(replace(word, form=word.form.lower(), lemma=word.lemma.lower()) for word in words)
    if draw < 0.10:
        # Capitals lose the lemma: no edit leads from GENUA to Genua for an unknown word.
        lemmas = ["" if word.form.isalpha() else word.lemma for word in words]
        return tuple(replace(w, form=w.form.upper(), lemma=lemma) for w, lemma in zip(words, lemmas, strict=True))
    if draw < 0.16 and words[0].upos != "PROPN":
        return (replace(words[0], form=words[0].form[0].lower() + words[0].form[1:]), *words[1:])
    return tuple(words)
