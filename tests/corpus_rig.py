"""What the tests of the classifier share: the shipped corpus, a quick part of it, and decisions made from other rows."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from pipeline.corpus import read_corpus
from pipeline.frameworks import load_frames
from pipeline.schema import Decision, LabelledPassage, Place, Round
from pipeline.store import digest

ROOT = Path(__file__).resolve().parents[1]
BASIS = ROOT / "data" / "labelled" / "basis"
FRAMES = load_frames()


@cache
def corpus() -> tuple[LabelledPassage, ...]:
    """The base corpus as it ships."""
    return tuple(read_corpus(BASIS, FRAMES))


@cache
def _mixed() -> tuple[LabelledPassage, ...]:
    return tuple(sorted(corpus(), key=lambda row: digest(row.id.encode())))


def some(count: int, start: int = 0) -> list[LabelledPassage]:
    """``count`` rows of the corpus in an order that stays when rows are added, from number ``start`` on."""
    return list(_mixed()[start : start + count])


def decision(row: LabelledPassage, document: str = "plan.pdf") -> Decision:
    """The row as a reviewer who agrees with the corpus would confirm it."""
    place = Place(document=document, sha256="0" * 64, page=1, place="", block=0, start=0, end=len(row.text))
    return Decision(
        id=f"act-{row.id}",
        verdict="ja" if row.actie else "nee",
        text=row.text,
        source_text=row.text,
        labels=row.labels if row.actie else {},
        proposed={},
        remark="",
        reviewer="An Peeters",
        time="2026-03-02T10:00:00+01:00",
        model="",
        level="actie",
        code="",
        context=(row.context,) if row.context else (),
        brontype="bbc",
        status="gepland",
        dienst="",
        deadline="",
        sdg_bron=(),
        places=(place,),
    )


def decisions(rows: Sequence[LabelledPassage]) -> list[Decision]:
    """The rows as decisions over ten documents."""
    return [decision(row, f"document-{number % 10}.pdf") for number, row in enumerate(rows)]


def one_round(made: Sequence[Decision], nr: int = 1) -> tuple[Round, list[Decision]]:
    """Decisions as a round of the log."""
    return Round(nr=nr, kind="beslissingen", reviewer="An Peeters", time="2026-03-02"), list(made)
