"""Segmentation: the words per second of the product, beside those of the bare language model on the same words."""

import tempfile
import time
from itertools import cycle
from pathlib import Path

from pipeline.extract.run import blocks_of, extract_folder
from pipeline.language import Language
from pipeline.schema import Block, Document
from pipeline.segment.passages import Segmenter
from pipeline.settings import Settings
from tests.bench.figure import ROOT, Figure, peak_mb
from tests.printed import number

LEAST_WORDS = 50_000


def segmentation() -> list[Figure]:
    settings = Settings(root=ROOT)
    documents = _read(settings.raw)
    start = time.perf_counter()
    language = Language(settings.root / settings.language_model)
    loading = time.perf_counter() - start
    segmenter = Segmenter(language)
    todo = _enough(documents)
    words = sum(_words(blocks) for _, blocks in todo)
    start = time.perf_counter()
    passages = sum(len(segmenter(document, blocks)) for document, blocks in todo)
    own = time.perf_counter() - start
    own_peak = peak_mb()
    texts = [text for _, blocks in todo for block in blocks if (text := _text(block))]
    plain = Language(settings.root / settings.language_model)
    start = time.perf_counter()
    for _ in plain.pipe(texts):
        pass
    bare = time.perf_counter() - start
    return [
        Figure("taalmodel laden", 1, "keer", loading),
        Figure(
            "passages knippen",
            words,
            "woorden",
            own,
            f"{number(passages)} passages; {number(bare / own, 2)} x enkel het taalmodel",
            own_peak,
        ),
        Figure("enkel het taalmodel, dezelfde woorden", words, "woorden", bare, "1,00 x", peak_mb()),
    ]


def _read(folder: Path) -> list[tuple[Document, tuple[Block, ...]]]:
    with tempfile.TemporaryDirectory() as cache:
        documents = extract_folder(folder, Path(cache), workers=1, progress=lambda *_: None)
        return [(one, blocks_of(one, Path(cache))) for one in documents if one.state == "gelezen"]


def _enough(documents: list[tuple[Document, tuple[Block, ...]]]) -> list[tuple[Document, tuple[Block, ...]]]:
    """The documents over and over until they hold enough words."""
    todo, words = [], 0
    for document, blocks in cycle(documents):
        if words >= LEAST_WORDS:
            break
        todo.append((document, blocks))
        words += _words(blocks)
    return todo


def _words(blocks: tuple[Block, ...]) -> int:
    return sum(len(_text(block).split()) for block in blocks)


def _text(block: Block) -> str:
    if block.kind == "aside":
        return ""
    return f"{block.plan.title}\n{block.plan.long_text}" if block.plan else block.text
