"""The classifier: is it an action, which labels of each frame, how sure, and because of which words.

One regression per answer (see ``regression``) over the features of ``features``, and for "is it an action" also of ``form``,
beside what a network says that reads the passage as a whole (see ``network``);
calibration and thresholds come from scores that a model gave to passages it had not learnt from. A saved model is arrays and
JSON; loading it runs no code from it.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from pipeline.errors import ModelError
from pipeline.features import Featuriser
from pipeline.form import FormFeaturiser
from pipeline.model_files import REMEDY, Array, as_json, read_model, write_model
from pipeline.network import network
from pipeline.reasons import Reasons
from pipeline.regression import EVEN_SHARE, Floats, Weights, best_threshold, calibrate, regress
from pipeline.schema import LabelledPassage, Labelling

# Raise it when what is saved or how it is learnt changes.
FORMAT = 3
_FEATURES, _FORM, _ABOUT = "features.txt", "form.txt", "model.json"
ACTIE = "actie"
# What the form of a passage counts beside its content; out of fold on the base corpus, is-it-an-action has F1 .940 with
# 0.6, .939 with 1 and .935 with 1.5.
FORM_WEIGHT = 0.6
# Calibration learns from scores out of so many folds: with five instead of three every figure stays within .003, and fitting takes
# half as long again.
FOLDS = 3
TOO_FEW = "Er zijn te weinig beoordeelde passages om van te leren. Zet data/labelled/basis terug."
# A label with fewer examples than this shares the threshold of its frame: its own would be noise.
OWN_THRESHOLD_FROM = 25


class Head(NamedTuple):
    """What one column of the model answers: ``frame`` is empty for "is it an action"."""

    frame: str
    label: str


class Classifier:
    """Multi-label classifier over frames; ``fit`` once, or ``load`` what was saved."""

    def __init__(self, frames: Mapping[str, Sequence[str]], max_labels: Mapping[str, int]) -> None:
        """``frames`` maps each frame to its label ids, ``max_labels`` to how many may be proposed for one passage."""
        self.frames = {frame: tuple(labels) for frame, labels in frames.items()}
        self.max_labels = dict(max_labels)
        self.heads = [
            Head("", ACTIE),
            *(Head(frame, label) for frame, labels in self.frames.items() for label in labels),
        ]
        self.featuriser = Featuriser()
        self.form = FormFeaturiser()
        self.even_share = EVEN_SHARE
        self.coefficients = np.zeros((0, len(self.heads)), dtype=np.float32)
        self.intercepts = np.zeros(len(self.heads))
        self.slopes = np.ones(len(self.heads))
        self.offsets = np.zeros(len(self.heads))
        self.network_slope = 0.0
        self.thresholds = np.full(len(self.heads), 0.5)
        self.version = ""
        self._column = {head: number for number, head in enumerate(self.heads)}
        self._reasons = Reasons(self.featuriser, self.coefficients)

    def fit(self, rows: Sequence[LabelledPassage]) -> "Classifier":
        """Learn from labelled passages; the same rows in the same order give the same model.

        Raises:
            ModelError: there are too few rows to learn from.
        """
        if sum(row.actie for row in rows) < 2 * FOLDS:
            raise ModelError(TOO_FEW)
        texts, contexts = [row.text for row in rows], [row.context for row in rows]
        self.featuriser.fit(texts)
        self.form.fit(texts)
        features = self._features(texts, contexts)
        truth = self.truth(rows)
        weights = np.array([row.weight for row in rows])
        self.coefficients, self.intercepts = self._regress(features, truth, weights)
        self._reasons = Reasons(self.featuriser, self.coefficients)
        scores = self._out_of_fold(features, truth, weights, folds(rows))
        self._calibrate(scores, network()(texts), truth)
        return self

    def truth(self, rows: Sequence[LabelledPassage]) -> Floats:
        """Rows by heads: 1 given, 0 not given, NaN not judged (a non-action, a frame left out, a debatable label)."""
        table = np.full((len(rows), len(self.heads)), np.nan)
        for number, row in enumerate(rows):
            table[number, 0] = row.actie
            for column, head in enumerate(self.heads[1:], 1):
                judged = head.frame in row.labels and head.label not in row.debatable.get(head.frame, ())
                if row.actie and judged:
                    table[number, column] = head.label in row.labels[head.frame]
        return table

    def probabilities(self, texts: Sequence[str], contexts: Sequence[str] | None = None) -> Floats:
        """Calibrated probabilities, one row per text and one column per head."""
        return self._calibrated(self._scores(self._features(texts, contexts)), network()(texts))

    def label(self, texts: Sequence[str], contexts: Sequence[str] | None = None) -> list[Labelling]:
        """What the model says of each text, with the labels it proposes and the words that carried them."""
        table = self.probabilities(texts, contexts)
        return [self._labelling(text, row) for text, row in zip(texts, table, strict=True)]

    def out_of_fold(self, rows: Sequence[LabelledPassage]) -> list[Labelling]:
        """What the recipe says of each row when learnt from the other folds only; changes nothing in this model.

        Thresholds and calibration are those fitted on the same out-of-fold scores, as ``fit`` does. Each fold has a model
        of its own, so no reasons are given.
        """
        texts, contexts = [row.text for row in rows], [row.context for row in rows]
        fresh = Classifier(self.frames, self.max_labels)
        fresh.featuriser.fit(texts)
        fresh.form.fit(texts)
        features, truth = fresh._features(texts, contexts), self.truth(rows)
        weights = np.array([row.weight for row in rows])
        scores = fresh._out_of_fold(features, truth, weights, folds(rows))
        odds = network()(texts)
        fresh._calibrate(scores, odds, truth)
        return [fresh._labelling("", row) for row in fresh._calibrated(scores, odds)]

    def propose(self, probabilities: Floats) -> dict[str, tuple[str, ...]]:
        """The labels to offer for one row of probabilities, most probable first, at most ``max_labels`` per frame."""
        proposed: dict[str, tuple[str, ...]] = {}
        for frame in self.frames:
            columns = [self._column[Head(frame, label)] for label in self.frames[frame]]
            over = [number for number in columns if probabilities[number] >= self.thresholds[number]]
            over.sort(key=lambda number: (-probabilities[number], number))
            proposed[frame] = tuple(self.heads[number].label for number in over[: self.max_labels[frame]])
        return proposed

    def save(self, folder: Path) -> str:
        """Write the model and return the digest over its content."""
        arrays: dict[str, Array] = {
            "idf": self.featuriser.idf,
            "form_idf": self.form.idf,
            "coefficients": self.coefficients[: len(self.featuriser.vocabulary)],
            "form_coefficients": self.coefficients[len(self.featuriser.vocabulary) :, 0],
            "intercepts": self.intercepts,
            "slopes": self.slopes,
            "offsets": self.offsets,
            "network_slope": np.array([self.network_slope]),
            "thresholds": self.thresholds,
        }
        about = {
            "format": FORMAT,
            "frames": list(self.frames.items()),
            "max_labels": self.max_labels,
            "min_count": self.featuriser.min_count,
            "context_weight": self.featuriser.context_weight,
            "kept": sorted(self.form.kept),
        }
        features, form = "\n".join(self.featuriser.vocabulary), "\n".join(self.form.vocabulary)
        return write_model(folder, arrays, {_FEATURES: features, _FORM: form, _ABOUT: as_json(about)})

    @classmethod
    def load(cls, folder: Path) -> "Classifier":
        """The model saved in a folder.

        Raises:
            ModelError: a file is missing, its digest is wrong, or it is of another format.
        """
        arrays, texts = read_model(folder, (_FEATURES, _FORM, _ABOUT))
        about = json.loads(texts[_ABOUT])
        if about.get("format") != FORMAT:
            raise ModelError(f"Het model in {folder} is van een andere versie van het programma. {REMEDY}")
        return cls._restored(about, texts, arrays, folder.name)

    @classmethod
    def _restored(
        cls, about: dict[str, Any], texts: Mapping[str, str], arrays: Mapping[str, Any], version: str
    ) -> "Classifier":
        model = cls(dict(about["frames"]), about["max_labels"])
        model.featuriser = Featuriser(about["min_count"], about["context_weight"])
        model.featuriser.restore(texts[_FEATURES].split("\n"), arrays["idf"])
        model.form.restore(about["kept"], texts[_FORM].split("\n"), arrays["form_idf"])
        form = np.zeros((len(model.form.vocabulary), len(model.heads)), dtype=np.float32)
        form[:, 0] = arrays["form_coefficients"]
        model.coefficients = np.vstack([arrays["coefficients"], form])
        model.intercepts, model.slopes = arrays["intercepts"], arrays["slopes"]
        model.offsets, model.thresholds = arrays["offsets"], arrays["thresholds"]
        model.network_slope = float(arrays["network_slope"][0])
        model._reasons = Reasons(model.featuriser, model.coefficients)
        model.version = version
        return model

    def _regress(self, features: Any, truth: Floats, weights: Floats) -> tuple[Weights, Floats]:
        content = features[:, : len(self.featuriser.vocabulary)]
        coefficients = np.zeros((features.shape[1], len(self.heads)), dtype=np.float32)
        intercepts = np.zeros(len(self.heads))
        # One after the other: liblinear draws from one generator per process, so in threads no two runs give the same bytes.
        for column, head in enumerate(self.heads):
            # The form of a passage says whether something is done, not what it is about.
            seen = content if head.frame else features
            line, intercepts[column] = regress(seen, truth[:, column], weights, self.even_share)
            coefficients[: len(line), column] = line
        return coefficients, intercepts

    def _features(self, texts: Sequence[str], contexts: Sequence[str] | None) -> Any:
        """Content and form side by side; the columns of the form come last and only the first head looks at them."""
        form = FORM_WEIGHT * self.form.transform(texts)
        return sp.hstack([self.featuriser.transform(texts, contexts), form], format="csr")

    def _scores(self, features: Any) -> Floats:
        return np.asarray(features @ self.coefficients, dtype=np.float64) + self.intercepts

    def _calibrated(self, scores: Floats, odds: Floats) -> Floats:
        """Probabilities from the scores of all heads and, for the first, the log odds of the network."""
        lines = scores * self.slopes + self.offsets
        lines[:, 0] += self.network_slope * odds
        return np.asarray(1 / (1 + np.exp(-lines)))

    def _out_of_fold(self, features: Any, truth: Floats, weights: Floats, fold: npt.NDArray[np.int64]) -> Floats:
        scores = np.zeros(truth.shape)
        for held_out in range(FOLDS):
            inside = fold != held_out
            coefficients, intercepts = self._regress(features[inside], truth[inside], weights[inside])
            scores[~inside] = features[~inside] @ coefficients + intercepts
        return scores

    def _calibrate(self, scores: Floats, odds: Floats, truth: Floats) -> None:
        for column in range(len(self.heads)):
            seen = np.column_stack([scores[:, column], odds] if column == 0 else [scores[:, column]])
            if (line := calibrate(seen, truth[:, column])) is not None:
                slopes, self.offsets[column] = line
                self.slopes[column] = slopes[0]
                self.network_slope = slopes[1] if column == 0 else self.network_slope
        table = self._calibrated(scores, odds)
        for frame in self.frames:
            columns = np.array([number for number, head in enumerate(self.heads) if head.frame == frame])
            shared = best_threshold(table[:, columns].ravel(), truth[:, columns].ravel())
            for column in columns:
                many = np.nansum(truth[:, column]) >= OWN_THRESHOLD_FROM
                own = best_threshold(table[:, column], truth[:, column]) if many else shared
                # Halfway between its own and the shared one: the best cut of a single label is a noisy estimate.
                self.thresholds[column] = (own + shared) / 2

    def _labelling(self, text: str, row: Floats) -> Labelling:
        proposed = self.propose(row)
        rounded = np.round(row, 4).tolist()
        probabilities: dict[str, dict[str, float]] = {frame: {} for frame in self.frames}
        for head, p in zip(self.heads[1:], rounded[1:], strict=True):
            probabilities[head.frame][head.label] = p
        columns = [self._column[Head(frame, label)] for frame, labels in proposed.items() for label in labels]
        why: dict[str, dict[str, tuple[str, ...]]] = {frame: {} for frame in self.frames}
        for column, words in zip(columns, self._reasons.words(text, columns), strict=True):
            why[self.heads[column].frame][self.heads[column].label] = words
        return Labelling(actie=rounded[0], probabilities=probabilities, proposed=proposed, why=why)


def folds(rows: Sequence[LabelledPassage], count: int = FOLDS) -> npt.NDArray[np.int64]:
    """The fold of each row, from its group (else its id), so that what belongs together is held out together."""
    keys = (row.group or row.id for row in rows)
    return np.array([int(hashlib.sha256(key.encode()).hexdigest()[:8], 16) % count for key in keys])
