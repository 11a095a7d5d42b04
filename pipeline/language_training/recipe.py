"""Treebanks, plan sentences, passages and vectors in, a finished model folder out; the whole recipe, in the order in which it runs.

First a few teachers learn from what was annotated by hand. Then they annotate the passages of the base corpus together, and the
model learns from both.
"""

import json
import random
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import spacy
from spacy.cli.train import train as spacy_train
from spacy.language import Language
from spacy.tokens import DocBin
from spacy.training.initialize import convert_vectors
from spacy.vectors import Vectors

from pipeline.language_training.documents import running_text, training_documents
from pipeline.language_training.harmonise import harmonise, is_usable
from pipeline.language_training.patterns import practice
from pipeline.language_training.teachers import lexicon, taught
from pipeline.language_training.tokeniser import blank_pipeline
from pipeline.language_training.treebank import (
    ALPINO_DEV,
    ALPINO_OLD,
    LASSY,
    Sentence,
    TreebankError,
    check_folder,
    read,
)
from pipeline.language_training.verbs import regular

VERSION = "1.1.0"
# Passes over each part: today's annotation and plan sentences count more than the many sentences of 2017.
PASSES_OLD, PASSES_TODAY, PASSES_PLANS = 2, 4, 8
PRACTICE = 9000
# Each teacher draws other documents and begins elsewhere: they err in other places.
TEACHERS = (20, 21)
# The model has as much again to learn from as its teachers had.
FINAL = {"training.max_steps": 3600, "training.eval_frequency": 600}
TREEBANK_SOURCES = [
    {
        "name": "UD Dutch LassySmall (train of 2017, dev)",
        "license": "CC BY-SA 4.0",
        "author": "University of Groningen",
    },
    {"name": "UD Dutch Alpino (train of 2017, dev)", "license": "CC BY-SA 4.0", "author": "University of Groningen"},
    {"name": "Plan sentences and passages written for this project", "license": "Apache-2.0", "author": "lokale-foto"},
]
VECTOR_SOURCES = (
    "Dutch floret vectors (cbow, 2 hashes, 50,000 buckets, subwords of 4 to 5) trained on 41 million lower-cased tokens of public "
    "Dutch texts: laws, ministerial rules, circulars and archive selection lists (public domain), Belgian federal laws (official "
    "acts), written questions and plenary reports of the Belgian Chamber (CC0 and official acts), decisions of the Flemish "
    "Government (official acts), council minutes (official acts)"
)


@dataclass(frozen=True)
class Material:
    """What is learned from, of which `followed` is a part that shows how far the training is; the test files are not in it."""

    old: tuple[Sentence, ...]
    today: tuple[Sentence, ...]
    plans: tuple[Sentence, ...]
    followed: tuple[Sentence, ...]
    taught: tuple[Sentence, ...] = ()


@dataclass(frozen=True)
class Sources:
    """What the training draws on beside the sentences: word vectors, their dimensions, words that exist, and settings."""

    vectors: Path
    dimensions: int
    words: Path
    config: Path


def load_material(treebanks: Path, plans: Path | None) -> Material:
    """Read and harmonise."""
    check_folder(treebanks)
    lassy = [harmonise(s) for s in read(treebanks / LASSY) if is_usable(s)]
    alpino_old = [harmonise(s) for s in read(treebanks / ALPINO_OLD)]
    alpino = [harmonise(s) for s in read(treebanks / ALPINO_DEV)]
    return Material(
        old=(*(s for s in lassy if not s.today), *alpino_old),
        today=(*alpino, *(s for s in lassy if s.today)),
        plans=tuple(harmonise(s) for s in read(plans)) if plans and plans.is_file() else (),
        followed=tuple(alpino[len(alpino) * 4 // 5 :]),
    )


def read_vectors(path: Path, dimensions: int, nlp: Language) -> None:
    """Give `nlp` the floret vectors: rotated to their main directions, cut to `dimensions`, scaled to unit spread."""
    if not path.is_file():
        raise TreebankError(f"Het bestand met woordvectoren bestaat niet: {path}. Geef het met --vectors.")
    convert_vectors(nlp, path, truncate=0, prune=0, mode="floret", attr="LOWER")
    full: Any = nlp.vocab.vectors
    data = np.asarray(full.data, dtype=np.float32)
    centred = data - data.mean(axis=0)
    _, directions = np.linalg.eigh(centred.T @ centred)
    reduced = data @ directions[:, ::-1][:, :dimensions]
    reduced /= reduced.std()
    nlp.vocab.vectors = Vectors(
        strings=nlp.vocab.strings,
        data=np.ascontiguousarray(reduced, dtype=np.float32),
        mode="floret",
        attr="LOWER",
        minn=full.minn,
        maxn=full.maxn,
        hash_count=full.hash_count,
        hash_seed=full.hash_seed,
        bow=full.bow,
        eow=full.eow,
        name="nl_lokale_foto.vectors",
    )


def attested_verbs(material: Material) -> dict[str, set[str]]:
    """Collect the infinitives of the treebanks, each with the past forms and participles that were seen."""
    found: dict[str, set[str]] = {}
    for sentence in (*material.old, *material.today):
        for word in sentence.words:
            if word.upos == "VERB" and word.lemma.isalpha() and word.lemma.islower() and word.lemma.endswith("en"):
                forms = found.setdefault(word.lemma, set())
                if "Tense=Past" in word.feats:
                    forms.add(word.form.lower())
    return found


def write_corpora(material: Material, folder: Path, seed: int) -> None:
    """Write `train.spacy` and `dev.spacy`."""
    nlp, rng = blank_pipeline(), random.Random(seed)
    docs = training_documents(nlp, material.old, rng, PASSES_OLD)
    docs += training_documents(nlp, material.today, rng, PASSES_TODAY)
    docs += training_documents(nlp, material.plans, rng, PASSES_PLANS)
    verbs = regular(attested_verbs(material))
    docs += training_documents(nlp, practice(PRACTICE, rng, verbs), rng, 1)
    docs += training_documents(nlp, material.taught, rng, 1)
    rng.shuffle(docs)
    DocBin(docs=docs).to_disk(folder / "train.spacy")
    DocBin(docs=running_text(nlp, material.followed)).to_disk(folder / "dev.spacy")


def learn(material: Material, texts: Sequence[str], sources: Sources, work: Path, overrides: dict[str, Any]) -> Path:
    """Train the teachers, then the model on what they annotated as well; return its folder."""
    known = lexicon((*material.old, *material.today, *material.plans), read_words(sources.words))
    folders = [train(material, sources, work / f"teacher-{n}", {**overrides, "system.seed": n}) for n in TEACHERS]
    teachers = [spacy.load(folder) for folder in folders]
    complete = replace(material, taught=tuple(taught(teachers, texts, known)))
    return train(complete, sources, work / "model", {**FINAL, **overrides})


def read_words(path: Path) -> list[str]:
    """Read a list of Dutch words, one a line; names and other words with a capital are left out."""
    if not path.is_file():
        raise TreebankError(f"De woordenlijst bestaat niet: {path}. Geef ze met --words.")
    return [word for word in path.read_text(encoding="utf-8").split("\n") if word.islower()]


def train(material: Material, sources: Sources, work: Path, overrides: dict[str, Any]) -> Path:
    """Run one training in `work` and return the folder of its last model."""
    work.mkdir(parents=True, exist_ok=True)
    base = blank_pipeline()
    if sources.dimensions:
        read_vectors(sources.vectors, sources.dimensions, base)
    base.to_disk(work / "base")
    seed = int(spacy.util.load_config(sources.config, overrides=overrides)["system"]["seed"])
    write_corpora(material, work, seed)
    settings = {
        "paths.train": str(work / "train.spacy"),
        "paths.dev": str(work / "dev.spacy"),
        "paths.base": str(work / "base"),
        **overrides,
    }
    if not sources.dimensions:
        settings["components.tok2vec.model.embed.*.words.include_static_vectors"] = False
    spacy_train(sources.config, work / "out", overrides=settings)
    return work / "out" / "model-last"  # the rate has gone down to nothing: no earlier one is better but by chance


def finish(model: Path, target: Path, *, date: str, figures: dict[str, Any], dimensions: int) -> None:
    """Free the trained model of machine paths, write its meta and put it in the place of the old one at once."""
    nlp = spacy.load(model)
    nlp.config["paths"] = dict.fromkeys(nlp.config["paths"])
    nlp.config["initialize"]["vectors"] = None
    nlp.config["initialize"]["before_init"] = None
    nlp.meta.update(
        name="lokale_foto",
        version=VERSION,
        description="Dutch for plans of Flemish municipalities: sentences, word classes, verb forms, lemmas.",
        author="lokale-foto",
        email="",
        url="",
        license="CC BY-SA 4.0",
        sources=TREEBANK_SOURCES,
        performance=figures,
        date=date,
        vectors_sources=VECTOR_SOURCES if dimensions else "",
    )
    with tempfile.TemporaryDirectory(dir=target.parent) as scratch:
        fresh = Path(scratch) / "fresh"
        nlp.to_disk(fresh)
        _complete_meta(fresh / "meta.json", date, figures)
        if target.exists():
            target.rename(Path(scratch) / "old")
        fresh.rename(target)


def _complete_meta(path: Path, date: str, figures: dict[str, Any]) -> None:
    """Sort the meta, so that the same training gives the same bytes."""
    meta = json.loads(path.read_text(encoding="utf-8"))
    meta |= {"date": date, "performance": figures}
    meta.pop("_sourced_vectors_hashes", None)
    path.write_text(json.dumps(meta, ensure_ascii=False, indent=2, sort_keys=True) + "\n", encoding="utf-8")
