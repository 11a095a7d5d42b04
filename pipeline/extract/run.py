"""Read all documents of a folder: new and changed ones in worker processes, the others from the cache.

The cache holds one file per content (digest), suffix and version of the readers; each is written whole or not at all, so
a run that is killed leaves nothing half and the next one goes on where it stopped.
"""

import hashlib
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from pipeline.documents import Register, Source, find_files, infer, mark_doubles, words_of
from pipeline.documents.find import is_leftover, readable_name
from pipeline.errors import DocumentError, StoreError
from pipeline.extract.limits import Limits
from pipeline.extract.read import format_of
from pipeline.extract.worker import Answer, read_isolated, unpack_isolated
from pipeline.extract.zip import Member
from pipeline.schema import Block, Document, Problem
from pipeline.store import digest_file, write_bytes

Progress = Callable[[Document, int, int], None]
_PACKAGE = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class _Job:
    """A document to account for: ``error`` when it failed before it could be read."""

    name: str
    path: Path
    sha256: str
    error: str = ""


def extract_folder(
    folder: Path, cache: Path, *, workers: int, progress: Progress, limits: Limits | None = None
) -> list[Document]:
    """Read every file below a folder (or one file) and say per document how it went, sorted by path.

    ``progress`` is called once per document with the number done and the total.

    Raises:
        UsageError: there is no such folder.
        StoreError: the cache cannot be written, or ``documenten.csv`` cannot be understood.
    """
    limits = limits or Limits()
    register = Register.read(folder)
    store = _Cache(cache)
    words: dict[str, Counter[str]] = {}
    documents: list[Document] = []
    with tempfile.TemporaryDirectory(prefix="lokale-foto-") as unpacked:
        jobs = list(_jobs(find_files(folder), store, Path(unpacked), limits))
        for job, result in _answers(jobs, store, workers, limits):
            document, blocks = _document(job, result, register)
            if document.state == "gelezen":
                words[job.sha256] = words_of(blocks)
            documents.append(document)
            progress(document, len(documents), len(jobs))
    store.forget_old()
    return mark_doubles(sorted(documents, key=lambda document: document.path), words)


def blocks_of(document: Document, cache: Path) -> tuple[Block, ...]:
    """The blocks of a document that was read before; a failed document has none, a double has its own.

    Raises:
        StoreError: the cache no longer holds them.
    """
    if document.state == "mislukt":
        return ()
    found = _Cache(cache).get(document.sha256, document.path)
    if found is None or found.extraction is None:
        raise StoreError(f"De gelezen tekst van {document.path} is weg. Lees de documenten opnieuw met “extract”.")
    return found.extraction.blocks


class _Cache:
    """Answers by content: the file name holds digest, suffix and version of the readers."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._version = reader_version()

    def get(self, sha256: str, name: str) -> Answer | None:
        try:
            return Answer.model_validate_json(self._path(sha256, name).read_bytes())
        except (OSError, ValidationError):
            return None

    def put(self, sha256: str, name: str, result: Answer) -> None:
        """Keep an answer, but not one that a busy machine may have caused."""
        if not result.limited:
            write_bytes(self._path(sha256, name), result.model_dump_json().encode("utf-8"))

    def forget_old(self) -> None:
        """Remove what other versions of the readers left."""
        for path in self._folder.glob("*.json"):
            if not path.name.endswith(f"-{self._version}.json"):
                path.unlink(missing_ok=True)

    def _path(self, sha256: str, name: str) -> Path:
        suffix = "".join(char for char in Path(name).suffix.lower()[1:12] if char.isalnum())
        return self._folder / f"{sha256}-{suffix or 'x'}-{self._version}.json"


def reader_version() -> str:
    """A short name for the code that reads: it changes with every change to it."""
    sources = sorted([*(_PACKAGE / "extract").rglob("*.py"), _PACKAGE / "schema.py"])
    summary = hashlib.sha256()
    for source in sources:
        summary.update(source.relative_to(_PACKAGE).as_posix().encode() + b"\0" + source.read_bytes() + b"\0")
    return summary.hexdigest()[:12]


def _jobs(sources: Iterable[Source], store: _Cache, folder: Path, limits: Limits) -> Iterator[_Job]:
    """The documents to account for: the files themselves, and the files in archives."""
    for number, source in enumerate(sources):
        try:
            sha256 = digest_file(source.path)
        except StoreError as error:
            yield _Job(source.name, source.path, "", str(error))
            continue
        if _is_archive(source.path):
            yield from _archive_jobs(source, sha256, store, folder / str(number), limits)
        else:
            yield _Job(source.name, source.path, sha256)


def _is_archive(path: Path) -> bool:
    try:
        return format_of(path) == "zip"
    except DocumentError:
        return False


def _archive_jobs(source: Source, sha256: str, store: _Cache, folder: Path, limits: Limits) -> Iterator[_Job]:
    known = store.get(sha256, source.name)
    if known is None or known.members is None or not all(_is_known(member, store) for member in known.members):
        folder.mkdir(parents=True)
        known = unpack_isolated(source.path, folder, limits)
        store.put(sha256, source.name, known)
    members = [member for member in known.members or () if not is_leftover(member.name)]
    if not members:
        yield _Job(source.name, source.path, sha256, known.error or "Het archief is leeg.")
    for member in members:
        name = readable_name(f"{source.name}/{member.name}")
        yield _Job(name, folder / member.file, member.sha256 or sha256, member.error)


def _is_known(member: Member, store: _Cache) -> bool:
    return bool(member.error) or store.get(member.sha256, member.name) is not None


def _answers(jobs: list[_Job], store: _Cache, workers: int, limits: Limits) -> Iterator[tuple[_Job, Answer]]:
    """An answer for every job: failures and cached ones first, then the rest as they are read, the largest first."""
    waiting: dict[tuple[str, str], list[_Job]] = {}
    for job in jobs:
        known = Answer(error=job.error) if job.error else store.get(job.sha256, job.name)
        if known is not None:
            yield job, known
        else:
            waiting.setdefault((job.sha256, Path(job.name).suffix.lower()), []).append(job)
    ordered = sorted(waiting.values(), key=lambda same: (-same[0].path.stat().st_size, same[0].name))
    with ThreadPoolExecutor(max_workers=max(workers, 1)) as pool:
        futures: dict[Future[Answer], list[_Job]] = {
            pool.submit(read_isolated, same[0].path, limits): same for same in ordered
        }
        try:
            for future in as_completed(futures):
                result = future.result()
                same = futures[future]
                store.put(same[0].sha256, same[0].name, result)
                yield from ((job, result) for job in same)
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _document(job: _Job, result: Answer, register: Register) -> tuple[Document, tuple[Block, ...]]:
    extraction = result.extraction
    blocks = extraction.blocks if extraction else ()
    found = infer(job.name, blocks)
    chosen = register.brontype(job.name)
    error = result.error or ("" if extraction else "Het document kon niet gelezen worden.")
    problems = (Problem(place=job.name, message=error),) if error else (extraction.problems if extraction else ())
    document = Document(
        path=job.name,
        sha256=job.sha256,
        brontype=chosen or found.brontype,
        reason="opgegeven in documenten.csv" if chosen else found.reason,
        state="mislukt" if error else "gelezen",
        status=found.status,
        dienst=register.dienst(job.name) or found.dienst,
        pages=extraction.pages if extraction else None,
        blocks=len(blocks),
        problems=problems,
    )
    return document, blocks
