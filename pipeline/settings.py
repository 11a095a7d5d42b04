"""Where things stand and the few choices a municipality can make, read from ``instellingen.toml`` if there is one."""

import tomllib
from pathlib import Path

from pydantic import ConfigDict, ValidationError

from pipeline.errors import SettingsError
from pipeline.schema import Record

SETTINGS_FILE = "instellingen.toml"


class Settings(Record):
    """The choices of one installation; ``root`` is the folder that holds ``data/`` and ``models/``.

    ``language_model`` is a folder below the root or the name of an installed spaCy package (``nl_core_news_md``);
    ``reviewer`` is the name written in the decision log when none is given on the command line.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    root: Path
    language_model: str = "models/nl_lokale_foto"
    frames: tuple[str, ...] = ("sdg", "mvo")
    municipality: str = ""
    reviewer: str = ""

    @property
    def raw(self) -> Path:
        """Where the documents come in."""
        return self.root / "data" / "raw"

    @property
    def base_corpus(self) -> Path:
        """Labelled passages that ship with the program."""
        return self.root / "data" / "labelled" / "basis"

    @property
    def rounds(self) -> Path:
        """The decision log: the only truth about decisions."""
        return self.root / "data" / "labelled" / "rondes"

    @property
    def samples(self) -> Path:
        """The blind samples that were drawn: like the rounds, never changed afterwards."""
        return self.root / "data" / "labelled" / "steekproeven"

    @property
    def work(self) -> Path:
        """Everything derived; may be deleted at any time."""
        return self.root / "data" / "work"

    @property
    def own_frames(self) -> Path:
        """Frames of the municipality itself, one TOML file each."""
        return self.root / "kaders"

    @property
    def models(self) -> Path:
        """The language model and the versions of the classifier."""
        return self.root / "models"

    @property
    def classifiers(self) -> Path:
        """The versions of the classifier, with ``current`` naming the one in use."""
        return self.models / "classifier"


def load_settings(root: Path) -> Settings:
    """The settings of the installation in ``root``.

    Raises:
        SettingsError: ``instellingen.toml`` is damaged or holds an unknown key or value.
    """
    path = root / SETTINGS_FILE
    if not path.exists():
        return Settings(root=root)
    keys = {
        "taalmodel": "language_model",
        "kaders": "frames",
        "gemeente": "municipality",
        "beoordelaar": "reviewer",
    }
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(
            f"{SETTINGS_FILE} kan niet gelezen worden: {error}. Verbeter of verwijder het bestand."
        ) from error
    unknown = sorted(set(given) - set(keys))
    if unknown:
        raise SettingsError(
            f"{SETTINGS_FILE}: onbekende instelling {', '.join(unknown)}. Toegelaten: {', '.join(keys)}."
        )
    try:
        return Settings(root=root, **{keys[name]: value for name, value in given.items()})
    except ValidationError as error:
        wrong = ", ".join(str(e["loc"][0]) for e in error.errors())
        raise SettingsError(
            f"{SETTINGS_FILE}: de waarde van {wrong} is niet toegelaten. Verbeter het bestand."
        ) from error
