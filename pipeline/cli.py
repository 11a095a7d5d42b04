"""The command line: parses, calls, and turns errors into one Dutch line and an exit code.

Exit codes: 0 done, 1 done but some documents or rows failed, 2 wrong use or unusable input.
"""

import argparse
import getpass
import os
import re
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, NoReturn

import numpy as np

from pipeline.commands import deciding, learning, proposing, reading, sheets, showing
from pipeline.commands.console import complain
from pipeline.errors import LokaleFotoError, UsageError
from pipeline.settings import Settings, load_settings

SEED = 20300701


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    # Windows consoles and pipes do not speak UTF-8 by themselves.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        return _run(parser().parse_args(arguments), load_settings(_root()))
    except LokaleFotoError as error:
        complain(f"Fout: {error}")
        return 2
    except KeyboardInterrupt:
        complain("Onderbroken. Wat klaar was, is bewaard; voer hetzelfde commando opnieuw uit om verder te gaan.")
        return 130


class _DutchFormatter(argparse.HelpFormatter):
    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "gebruik: " if prefix is None else prefix)


class _DutchParser(argparse.ArgumentParser):
    """An argument parser that speaks Dutch to the user."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**given, add_help=False, formatter_class=_DutchFormatter)
        self._positionals.title, self._optionals.title = "argumenten", "opties"
        self.add_argument("-h", "--help", action="help", help="toon deze uitleg")

    def error(self, message: str) -> NoReturn:
        raise UsageError(
            f"dit commando is niet volledig of klopt niet ({_told(message)}). Bekijk de uitleg met: {self.prog} --help"
        )


def _told(message: str) -> str:
    """What argparse complains of, without its English."""
    quoted = re.findall(r"'([^']*)'", message)
    if quoted and "choose from" in message:
        return f"onbekend: {quoted[0]}"
    return message.rpartition(": ")[2]


def parser() -> argparse.ArgumentParser:
    """All commands and their options, with help in Dutch."""
    top = _DutchParser(
        prog="lokale-foto",
        description="Maakt de lokale foto: een inventaris van doelen en acties op de SDG's en de MVO-thema's, uit uw eigen documenten.",
        epilog="Gewone volgorde: extract, classify, het blad nakijken, confirm, report, retrain.",
    )
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMANDO", title="commando's")

    one = commands.add_parser("extract", help="lees de documenten in een map")
    one.add_argument("folder", nargs="?", type=Path, metavar="MAP", help="map met documenten (anders data/raw)")

    one = commands.add_parser("classify", help="stel labels voor en schrijf het blad met suggesties")
    one.add_argument("--top", type=_positive, metavar="N", help="alleen de N nuttigste rijen")
    one.add_argument("--grote-lijnen", action="store_true", help="alleen doelstellingen en actieplannen")

    one = commands.add_parser("confirm", help="bewaar de beslissingen uit het nagekeken blad")
    one.add_argument(
        "sheets",
        nargs="*",
        type=Path,
        metavar="BLAD",
        help="nagekeken bladen, CSV of XLSX (anders de bladen in data/work waarin gewerkt is: suggesties, steekproef en nakijken)",
    )
    one.add_argument(
        "--beoordelaar",
        default="",
        metavar="NAAM",
        help="wie de beslissingen nam (anders de naam in de bestandsnaam, zoals suggesties-An.xlsx)",
    )
    one.add_argument("--toch", action="store_true", help="bewaar wat duidelijk is, ook als er onduidelijke rijen zijn")
    one.add_argument("--dry-run", action="store_true", help="toon wat er bewaard zou worden en bewaar niets")

    one = commands.add_parser("undo", help="maak een bevestigde ronde ongedaan")
    one.add_argument("--ronde", type=_positive, metavar="N", help="nummer van de ronde (anders de laatste)")
    one.add_argument("--beoordelaar", default="", metavar="NAAM", help="wie dit beslist")

    one = commands.add_parser(
        "steekproef", help="trek blind passages die niet voorgesteld werden, om na te gaan of alles gevonden is"
    )
    one.add_argument("number", type=_positive, metavar="N", help="aantal passages")

    one = commands.add_parser("report", help="maak de lokale foto van wat bevestigd is")
    one.add_argument("--mvo-scan", type=Path, metavar="CSV", help="scores per MVO-thema (0-100) om ernaast te leggen")
    one.add_argument(
        "--vergelijk",
        type=Path,
        metavar="FOTO",
        help="lokale-foto.csv van vorig jaar of een andere gemeente, om mee te vergelijken",
    )

    commands.add_parser("twijfels", help="toon beslissingen die een tweede blik verdienen")
    commands.add_parser("retrain", help="laat het model leren van de bevestigde beslissingen")
    one = commands.add_parser("rollback", help="neem een eerder model terug in gebruik")
    one.add_argument("version", nargs="?", default="", metavar="VERSIE", help="naam van de versie (anders de vorige)")
    one.add_argument("--lijst", action="store_true", help="toon alleen welke modellen er zijn")

    one = commands.add_parser("search", help="zoek of een idee al bestaat: bevestigde en voorgestelde acties")
    one.add_argument("query", metavar="VRAAG", help='bijvoorbeeld "deelfietsen aan het station"')

    commands.add_parser("status", help="wat staat waar, en wat is de volgende stap")
    one = commands.add_parser("evaluate", help="cijfers over de kwaliteit van de voorstellen")
    one.add_argument(
        "gold", nargs="?", type=Path, metavar="JSONL", help="beoordeelde passages (anders het basiscorpus)"
    )

    one = commands.add_parser("label", help="label passages uit een JSON Lines-bestand (voor andere systemen)")
    one.add_argument(
        "source", metavar="IN", help='JSON Lines met "id", "text" en eventueel "context"; - is standaardinvoer'
    )
    one.add_argument("target", metavar="UIT", help="waar de labels komen; - is standaarduitvoer")

    one = commands.add_parser(
        "candidates", help="doelen en acties uit documenten als JSON Lines (voor andere systemen)"
    )
    one.add_argument("paths", nargs="+", type=Path, metavar="PAD", help="bestanden of mappen")
    one.add_argument("--out", default="-", metavar="UIT", help="waar de kandidaten komen; - is standaarduitvoer")
    return top


def _run(options: argparse.Namespace, settings: Settings) -> int:
    command: str = options.command
    now = datetime.now().astimezone()
    match command:
        case "extract":
            return reading.extract(settings, options.folder or settings.raw)
        case "classify":
            return proposing.classify(settings, options.top, options.grote_lijnen)
        case "confirm":
            who = _reviewer(options, settings)
            time = now.isoformat(timespec="seconds")
            return deciding.confirm(settings, options.sheets, who, time, anyway=options.toch, dry_run=options.dry_run)
        case "undo":
            return deciding.undo(
                settings, options.ronde, _reviewer(options, settings), now.isoformat(timespec="seconds")
            )
        case "steekproef":
            return deciding.sample(
                settings, options.number, np.random.default_rng(SEED), now.isoformat(timespec="seconds")
            )
        case "report":
            return showing.report(settings, f"{now:%Y-%m-%d}", options.mvo_scan, options.vergelijk)
        case "retrain":
            return learning.run_retrain(settings, np.random.default_rng(SEED), f"{now:%d/%m/%Y}")
        case "twijfels":
            return learning.run_doubts(settings)
        case "rollback":
            return learning.run_rollback(settings, options.version, options.lijst)
        case "search":
            return showing.search(settings, options.query)
        case "status":
            return showing.status(settings)
        case "evaluate":
            return learning.run_evaluate(settings, options.gold)
        case "label":
            return proposing.label(settings, options.source, options.target)
        case _:
            return reading.candidates(settings, list(options.paths), str(options.out))


def _reviewer(options: argparse.Namespace, settings: Settings) -> sheets.Reviewer:
    known = settings.reviewer
    if not known:
        try:
            known = getpass.getuser()
        except (KeyError, OSError):
            known = "onbekend"
    return sheets.Reviewer(given=options.beoordelaar, known=known)


def _root() -> Path:
    """The installation: the working folder when it holds ``models``, else the folder of the checkout."""
    given = os.environ.get("LOKALE_FOTO_MAP")
    if given:
        return Path(given)
    here = Path.cwd()
    return here if (here / "models").is_dir() else Path(__file__).resolve().parent.parent


def _positive(value: str) -> int:
    if not value.isdigit() or int(value) < 1:
        raise argparse.ArgumentTypeError(f"{value} is geen aantal van minstens 1")
    return int(value)


if __name__ == "__main__":
    sys.exit(main())
