"""The card of a model in Dutch, and the names of the figures on it."""

from collections.abc import Mapping, Sequence

from pipeline.frameworks import Frame
from pipeline.gate import Comparison
from pipeline.versions import Training

_NAMES = {
    "actie_f1": "actie of niet: juist (F1)",
    "actie_kept_nonactions": "niet-acties die toch voorgesteld worden",
    "p1": "eerste voorstel juist",
    "hit3": "een juist label bij de eerste drie",
    "micro": "alle voorstellen samen (micro-F1)",
    "macro": "elk label even zwaar (macro-F1)",
    "none": "niets voorgesteld waar niets hoort",
    "ece": "fout op de zekerheid (ECE)",
    "auto_p90": "deel waarvan 9 op 10 juist is, zekerste eerst",
}


def figure_name(key: str, frames: Mapping[str, Frame]) -> str:
    """What a figure of ``evaluate.summary`` is called."""
    if key in _NAMES:
        return _NAMES[key]
    frame, _, figure = key.partition("_")
    return f"{frames[frame].name}: {_NAMES[figure]}"


def exact(value: float | None) -> str:
    """A figure to three decimals.

    >>> exact(0.8154), exact(None)
    ('0,815', '-')
    """
    return "-" if value is None else f"{value:.3f}".replace(".", ",")


def card(
    name: str,
    date: str,
    training: Training,
    local_weight: float,
    comparisons: Sequence[Comparison],
    reason: str,
    frames: Mapping[str, Frame],
) -> str:
    """What a version learnt from, how it did beside the old one, and why it was taken into use or not."""
    lines = [
        f"# Modelkaart {name}",
        "",
        f"Gemaakt op {date} uit {training.base_rows} passages van het basiscorpus en {training.local_rows} eigen beslissingen "
        f"(tot en met ronde {training.last_round}; een eigen beslissing telt {local_weight:.0f} keer).",
        f"Kaders: {', '.join(frame.title for frame in frames.values())}.",
        f"Vingerafdruk van de gegevens: basis {training.base_digest[:16]}, beslissingen {training.local_digest[:16]}.",
        "",
        reason,
        "",
        "Het model is logistische regressie op woorden en lettergroepen, geijkt op passages die het niet zag. Het stelt voor; "
        "een mens beslist. Het kent alleen gemeentelijk Nederlands zoals in het corpus.",
    ]
    for comparison in comparisons:
        lines += ["", *_table(comparison, frames)]
    return "\n".join(lines) + "\n"


def _table(comparison: Comparison, frames: Mapping[str, Frame]) -> list[str]:
    sides = (comparison.old, comparison.new, comparison.dummy)
    rows = [[figure_name(key, frames), *(exact(side[key]) for side in sides)] for key in comparison.new]
    return [
        f"## {comparison.rows} achtergehouden {comparison.name}",
        "",
        "| cijfer | oud | nieuw | zonder kennis |",
        "|---|---|---|---|",
        *(f"| {' | '.join(row)} |" for row in rows),
    ]
