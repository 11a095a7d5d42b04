"""What lies between the stages, in ``data/work``: all of it derived, none of it the only copy of a decision."""

from collections.abc import Iterable
from pathlib import Path

from pipeline.schema import Candidate, Document, Suggestion
from pipeline.store import digest, read_records, write_records, write_text


class Work:
    """The files of one ``data/work`` folder; an absent file reads as empty."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def blocks(self) -> Path:
        """The cache of what documents gave, one file per digest of their bytes."""
        return self.folder / "blokken"

    def documents(self) -> list[Document]:
        """The documents of the last ``extract``."""
        return read_records(self.folder / "documenten.jsonl", Document)

    def save_documents(self, documents: Iterable[Document]) -> None:
        """Keep the list of documents."""
        write_records(self.folder / "documenten.jsonl", documents)

    def source(self) -> Path | None:
        """The folder that was read last, None when it is gone."""
        path = self.folder / "bron.txt"
        folder = Path(path.read_text(encoding="utf-8")) if path.exists() else None
        return folder if folder and folder.is_dir() else None

    def save_source(self, folder: Path) -> None:
        """Remember which folder was read, so that sheets can link to the documents."""
        write_text(self.folder / "bron.txt", str(folder.resolve()))

    def candidates(self) -> list[Candidate]:
        """The passages of all documents, duplicates merged."""
        return read_records(self.folder / "kandidaten.jsonl", Candidate)

    def save_candidates(self, candidates: Iterable[Candidate]) -> None:
        """Keep the merged passages."""
        write_records(self.folder / "kandidaten.jsonl", candidates)

    def suggestions(self) -> list[Suggestion]:
        """What the model said of every undecided passage, also of those that are not proposed."""
        return read_records(self.folder / "suggesties.jsonl", Suggestion)

    def save_suggestions(self, suggestions: Iterable[Suggestion]) -> None:
        """Keep the suggestions."""
        write_records(self.folder / "suggesties.jsonl", suggestions)

    def passages_of(self, key: str) -> list[Candidate] | None:
        """The passages of one document as cut before, None when they never were; see ``save_passages``."""
        path = self._passages(key)
        return read_records(path, Candidate) if path.exists() else None

    def save_passages(self, key: str, candidates: Iterable[Candidate]) -> None:
        """Keep the passages of one document; ``key`` names everything they depend on."""
        write_records(self._passages(key), candidates)

    def _passages(self, key: str) -> Path:
        return self.folder / "passages" / f"{digest(key.encode())[:32]}.jsonl"
