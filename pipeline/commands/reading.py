"""``extract`` and ``candidates``: documents in, passages out."""

import json
import os
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from pipeline.classify import PROPOSED_FROM, label_candidates
from pipeline.commands.console import complain, complain_of, count, next_step, progress, say
from pipeline.documents import update_register
from pipeline.errors import UsageError
from pipeline.extract.run import blocks_of, extract_folder
from pipeline.language import Language
from pipeline.model import Classifier
from pipeline.schema import BRONTYPES, Candidate, Document
from pipeline.segment.merge import merge
from pipeline.segment.passages import VERSION, Segmenter
from pipeline.settings import Settings
from pipeline.store import digest_file, write_text
from pipeline.versions import load_current
from pipeline.work import Work


def extract(settings: Settings, folder: Path) -> int:
    """Read every new or changed document below a folder and cut it into passages."""
    if not folder.exists():
        raise UsageError(f"De map {folder} bestaat niet. Geef een map met documenten: lokale-foto extract pad/naar/map")
    work = Work(settings.work)
    documents = _read(folder, work.blocks)
    update_register(folder, documents)
    if not any(document.state == "gelezen" for document in documents):
        # A mistyped folder must not empty the work of before.
        return _told(documents, [], folder)
    work.save_documents(documents)
    work.save_source(folder if folder.is_dir() else folder.parent)
    candidates = merge(_passages(documents, settings, work))
    work.save_candidates(candidates)
    return _told(documents, candidates, folder)


def candidates(settings: Settings, paths: Sequence[Path], out: str) -> int:
    """Everything the program holds to be a goal, action or activity in these files and folders, as JSON Lines."""
    missing = [str(path) for path in paths if not path.exists()]
    if missing:
        raise UsageError(f"Niet gevonden: {', '.join(missing)}.")
    model = load_current(settings.classifiers)
    segmenter = Segmenter(Language(language_model(settings)))
    lines, failed = [], False
    with tempfile.TemporaryDirectory() as cache:
        for path in paths:
            documents = _read(path, Path(cache))
            found = merge(
                [c for d in documents if d.state == "gelezen" for c in segmenter(d, blocks_of(d, Path(cache)))]
            )
            lines += [json.dumps(line, ensure_ascii=False) + "\n" for line in _plain(found, model)]
            for document in documents:
                complain_of(document)
                failed = failed or document.state == "mislukt"
    if out == "-":
        say("".join(lines).rstrip("\n"))
    else:
        write_text(Path(out), "".join(lines))
        complain(f"{count(len(lines), 'kandidaat', 'kandidaten')} geschreven naar {out}.")
    return 1 if failed else 0


def language_model(settings: Settings) -> Path | str:
    """The folder of our own pipeline, or the name of an installed one."""
    folder = settings.root / settings.language_model
    return folder if folder.is_dir() else settings.language_model


def _read(folder: Path, cache: Path) -> list[Document]:
    with progress("Lezen") as bar:
        task = bar.add_task("", total=None)

        def step(document: Document, done: int, total: int) -> None:
            bar.update(task, completed=done, total=total, description=document.path[-40:])

        return extract_folder(folder, cache, workers=os.cpu_count() or 1, progress=step)


def _passages(documents: Sequence[Document], settings: Settings, work: Work) -> list[Candidate]:
    """The passages of all documents; what was cut before is not cut again, and then no language model is loaded."""
    model = language_model(settings)
    stamp = digest_file(model / "meta.json") if isinstance(model, Path) else model
    read = [document for document in documents if document.state == "gelezen"]
    keys = {d.path: f"{VERSION}|{stamp}|{d.sha256}|{d.path}|{d.brontype}|{d.status}|{d.dienst}" for d in read}
    found = {path: work.passages_of(key) for path, key in keys.items()}
    todo = [document for document in read if found[document.path] is None]
    if todo:
        segmenter = Segmenter(Language(model))
        with progress("Knippen") as bar:
            task = bar.add_task("", total=len(todo))
            for document in todo:
                bar.update(task, description=document.path[-40:])
                found[document.path] = segmenter(document, blocks_of(document, work.blocks))
                work.save_passages(keys[document.path], found[document.path] or [])
                bar.advance(task)
    return [candidate for document in read for candidate in found[document.path] or []]


def _plain(found: Sequence[Candidate], model: Classifier) -> Iterable[dict[str, object]]:
    for candidate, labelling in zip(found, label_candidates(found, model), strict=True):
        if labelling.actie >= PROPOSED_FROM:
            place = candidate.places[0]
            yield {
                "document": place.document,
                "page": place.page,
                "level": candidate.level,
                "code": candidate.code,
                "title": candidate.title,
                "text": candidate.text,
                "context": list(candidate.context),
                "brontype": candidate.brontype,
                "status": candidate.status,
                "p": labelling.actie,
            }


def _told(documents: Sequence[Document], candidates: Sequence[Candidate], folder: Path) -> int:
    read = [document for document in documents if document.state == "gelezen"]
    for document in read:
        pages = ", " + count(document.pages, "bladzijde", "bladzijden") if document.pages else ""
        say(f"  {document.path}: {BRONTYPES[document.brontype]}{pages} ({document.reason})")
    for document in documents:
        if document.state == "dubbel":
            say(f"  {document.path}: zelfde inhoud als {document.same_as}, niet nog eens gelezen")
    failed = [document for document in documents if document.state == "mislukt"]
    say()
    say(
        f"{count(len(read), 'document', 'documenten')} gelezen, {count(len(candidates), 'passage', 'passages')} gevonden."
    )
    troubled = [document for document in documents if document.problems]
    if troubled:
        complain("Niet (helemaal) gelezen:")
        for document in troubled:
            complain_of(document)
    if not documents:
        say(
            f"Er staan geen documenten in {folder}. Zet er plannen, nota's en nieuwsbrieven in (PDF, DOCX, XLSX, CSV, HTML, ...)."
        )
        next_step("zet documenten in de map en voer 'lokale-foto extract' opnieuw uit.")
        return 2
    if not read:
        next_step(
            "verbeter of vervang deze bestanden en voer 'lokale-foto extract' opnieuw uit; wat eerder gelezen was, blijft bewaard."
        )
        return 1
    next_step("lokale-foto classify")
    return 1 if failed else 0
