"""Frames of reference as data: each TOML file beside this module is one frame with its labels.

A frame is what suggestions, sheets and reports are made for; code never names a label. ``read_label`` turns what a
reviewer typed back into a label id.
"""

import re
import tomllib
import unicodedata
from collections.abc import Sequence
from functools import cached_property
from importlib import resources
from pathlib import Path

from pydantic import ValidationError

from pipeline.errors import SettingsError
from pipeline.schema import Record

NO_LABEL = "geen"


class Label(Record):
    """One label of a frame: id, name, colour (hex without #), and words that describe it."""

    id: str
    name: str
    colour: str
    white_text: bool
    description: str
    group: str = ""
    keywords: tuple[str, ...] = ()


class Frame(Record):
    """A frame of reference: its labels in their own order and how many may be given to one action."""

    id: str
    name: str
    title: str
    max_labels: int
    prefix: str
    labels: tuple[Label, ...]

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """The label ids, in the order of the frame."""
        return tuple(label.id for label in self.labels)

    @cached_property
    def _by_id(self) -> dict[str, Label]:
        return {label.id: label for label in self.labels}

    @cached_property
    def _by_name(self) -> dict[str, str]:
        known: dict[str, str] = {}
        for label in self.labels:
            spellings = [label.id, label.name, self.show(label.id), self.prefix + label.id]
            if label.id.isdigit():
                spellings += [f"{label.id}{label.name}", label.id.zfill(2), self.prefix + label.id.zfill(2)]
            known.update((_normalised(spelling), label.id) for spelling in spellings)
        return known

    def label(self, label_id: str) -> Label:
        """The label with this id."""
        return self._by_id[label_id]

    def show(self, label_id: str) -> str:
        """The label as a person sees it: ``SDG 11 Duurzame steden en gemeenschappen``, ``Zorg voor het milieu``."""
        name = self._by_id[label_id].name
        return f"{self.prefix} {label_id} {name}" if self.prefix else name

    def read_label(self, value: str) -> str | None:
        """The label id for what a person typed (``SDG11``, ``11``, ``sdg 11``, the bare name), None when unknown."""
        return self._by_name.get(_normalised(re.sub(r"(?<=\d)[.,]0+$", "", value.strip())))


def _normalised(value: str) -> str:
    plain = unicodedata.normalize("NFKD", value.casefold())
    return re.sub(r"[^a-z0-9]", "", plain)


def load_frame(path: Path) -> Frame:
    """Read one frame file.

    Raises:
        SettingsError: the file is no TOML, or a field is missing or wrong.
    """
    try:
        return Frame.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, ValidationError) as error:
        raise SettingsError(f"Het kader {path.name} kan niet gelezen worden: {error}. Verbeter dat bestand.") from error


def load_frames(names: Sequence[str] = ("sdg", "mvo"), own: Path | None = None) -> dict[str, Frame]:
    """The named frames, in the order given: a file in the folder ``own`` goes before the one shipped with the program.

    Raises:
        SettingsError: there is no such frame, or its file is damaged.
    """
    shipped = Path(str(resources.files("pipeline.frameworks")))
    frames: dict[str, Frame] = {}
    for name in names:
        folders = [folder for folder in (own, shipped) if folder is not None and (folder / f"{name}.toml").exists()]
        if not folders:
            known = ", ".join(sorted(path.stem for path in shipped.glob("*.toml")))
            raise SettingsError(
                f"Het kader '{name}' bestaat niet. Kies uit {known}, of zet {name}.toml in de map kaders."
            )
        frames[name] = load_frame(folders[0] / f"{name}.toml")
    return frames
