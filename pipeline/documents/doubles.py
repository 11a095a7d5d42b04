"""Documents that repeat another one: the same bytes, or the same text in another format.

A document is a double only when nothing would be lost without it: practically all its words stand in the other document,
and that one is hardly longer. A revised version with one new action is no double.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from pipeline.schema import Block, Document

# Words of the double that the other may lack (a list number, a word broken by a PDF), and how much longer the other may be.
MISSING_SHARE = 0.002
LONGER = 1.1
MIN_WORDS = 25
_WORD = re.compile(r"[^\W\d_]{2,}")


def words_of(blocks: Sequence[Block]) -> Counter[str]:
    """The words of a document with their counts, without what is set aside."""
    words: Counter[str] = Counter()
    for block in blocks:
        if block.kind != "aside":
            words.update(_WORD.findall(block.text.casefold()))
    return words


def mark_doubles(documents: Sequence[Document], words: Mapping[str, Counter[str]]) -> list[Document]:
    """The documents with state ``dubbel`` and ``same_as`` where they repeat another; ``words`` goes by digest."""
    marked = {document.path: document for document in documents}
    first: dict[str, Document] = {}
    for document in documents:
        if document.state == "gelezen":
            kept = first.setdefault(document.sha256, document)
            if kept is not document:
                marked[document.path] = _double(document, kept)
    rest = sorted(first.values(), key=lambda d: (d.pages is None, d.path))
    totals = {document.path: words[document.sha256].total() for document in rest}
    kept_ones: list[Document] = []
    for document in sorted(rest, key=lambda d: -totals[d.path]):
        same = next((other for other in kept_ones if _same_text(document, other, words, totals)), None)
        if same is None:
            kept_ones.append(document)
        else:
            marked[document.path] = _double(document, same)
    # A double of a double points to the one that is kept.
    final = {path: document.same_as for path, document in marked.items() if document.state == "dubbel"}
    return [
        d.model_copy(update={"same_as": final.get(d.same_as, d.same_as)}) if (d := marked[document.path]).same_as else d
        for document in documents
    ]


def _double(document: Document, kept: Document) -> Document:
    return document.model_copy(update={"state": "dubbel", "same_as": kept.path})


def _same_text(
    document: Document, other: Document, words: Mapping[str, Counter[str]], totals: Mapping[str, int]
) -> bool:
    own, total = totals[document.path], totals[other.path]
    if own < MIN_WORDS or total > LONGER * own:
        return False
    missing = (words[document.sha256] - words[other.sha256]).total()
    return missing <= max(1, MISSING_SHARE * own)
