"""The review sheets that lie in ``data/work``: which of them hold something new, and whose they are."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from pipeline.commands.console import complain, say
from pipeline.decisions import confirmed_sheets
from pipeline.errors import UsageError
from pipeline.review.export import NAME, untouched
from pipeline.review.names import name_in
from pipeline.schema import Decision, Round
from pipeline.settings import Settings
from pipeline.store import digest_file

SECOND_LOOK = "nakijken"
_NAMES = (NAME, f"{NAME}[-_ ]*", "steekproef-*", SECOND_LOOK, f"{SECOND_LOOK}[-_ ]*")
# What Excel and LibreOffice put beside a file that they hold open.
_LOCKS = ("~${name}", ".~lock.{name}#")
Rounds = Sequence[tuple[Round, list[Decision]]]


class Reviewer(NamedTuple):
    """Who decides: ``given`` on the command line goes for every sheet, ``known`` where a file bears no name."""

    given: str
    known: str

    def of(self, path: Path) -> str:
        """Who reviewed this sheet."""
        return self.given or name_in(path) or self.known

    @property
    def here(self) -> str:
        """Who sits at the keyboard."""
        return self.given or self.known


class AtHand(NamedTuple):
    """The sheets in ``data/work``: worked in since, all of it in the log (with the round), or as the program wrote them."""

    fresh: list[Path]
    confirmed: dict[Path, int]
    untouched: list[Path]


def at_hand(settings: Settings, rounds: Rounds) -> AtHand:
    """The sheets of suggestions, blind samples and second looks, also those with the name of a reviewer.

    A sheet of which everything is in the log is kept apart: it would speak against what was corrected later.
    """
    known, found = confirmed_sheets(rounds), AtHand([], {}, [])
    for path in _all(settings):
        if number := known.get(digest_file(path)):
            found.confirmed[path] = number
        elif untouched(settings.work, path):
            found.untouched.append(path)
        else:
            found.fresh.append(path)
    return found


def worked_in(settings: Settings, rounds: Rounds) -> list[Path]:
    """The sheets to confirm when none is named; says which ones are passed over and why.

    Raises:
        UsageError: there is no sheet at all.
    """
    found = at_hand(settings, rounds)
    if not any(found):
        raise UsageError(
            "Er is nog geen blad met suggesties. Voer eerst 'lokale-foto extract' en 'lokale-foto classify' uit, "
            'of geef het bestand: lokale-foto confirm "pad/naar/blad.xlsx"'
        )
    for path, number in found.confirmed.items():
        say(f"{path.name}: alles daarin is al bevestigd (ronde {number}).")
    if not found.fresh:
        say("In de bladen in data/work staat niets nieuws. Hebt u het blad bewaard in Excel?")
    return found.fresh


def named(paths: Sequence[Path]) -> list[Path]:
    """The sheets that the user named.

    Raises:
        UsageError: one of them does not exist.
    """
    if missing := [str(path) for path in paths if not path.is_file()]:
        raise UsageError(f"Niet gevonden: {', '.join(missing)}. Controleer de map en de naam van het blad.")
    return list(paths)


def warn_of_open(settings: Settings, chosen: Sequence[Path]) -> None:
    """Say which sheets are still open in a spreadsheet: what was typed there and not saved cannot be read."""
    for path in chosen or _all(settings):
        if any((path.parent / lock.format(name=path.name)).exists() for lock in _LOCKS):
            complain(
                f"Let op: {path.name} staat nog open in Excel of LibreOffice. Wat daar niet bewaard is, is niet gelezen."
            )


def _all(settings: Settings) -> list[Path]:
    return [
        path for name in _NAMES for suffix in ("xlsx", "csv") for path in sorted(settings.work.glob(f"{name}.{suffix}"))
    ]
