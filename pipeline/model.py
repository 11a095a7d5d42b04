"""The classifier: is it an action, which labels of each frame, how sure, and because of which words.

One logistic regression per answer over the features of ``features`` (and for "is it an action" also of ``form``), each feature scaled by how unevenly it is spread
over yes and no (naive Bayes features, Wang and Manning 2012), then Platt scaling per answer on scores that the model gave to passages it had not learnt from. Thresholds for proposing come from the same out-of-fold probabilities.
A saved model is arrays and JSON; loading it runs no code from it.
"""

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp
from sklearn.linear_model import LogisticRegression

from pipeline.errors import ModelError
from pipeline.features import Featuriser, pair_features, words_of
from pipeline.form import FormFeaturiser
from pipeline.schema import LabelledPassage, Labelling
from pipeline.store import digest, write_bytes, write_text

Floats = npt.NDArray[np.float64]

FORMAT = 1
ACTIE = "actie"
REGULARISATION = 12.0  # C of the regressions: flat between 8 and 16 out of fold on the base corpus
# How features are scaled before they are learnt from: halfway between all alike (1) and by their log ratio alone (0). Out of
# fold on the base corpus of 10,698 rows this lifted the micro-F1 of the SDGs from .770 to .796 and of the themes from .795 to
# .820; a share of 0, .25 and .5 differ by .002.
EVEN_SHARE = 0.5
# Added to the count of every feature: with 3 the SDGs lose .010, with .1 they gain nothing.
_UNSEEN = 0.3
# What the form of a passage counts beside its content; out of fold on the base corpus, is-it-an-action has F1 .940 with
# 0.6, .939 with 1 and .935 with 1.5.
FORM_WEIGHT = 0.6
# Calibration learns from scores out of so many folds: with five instead of three every figure stays within .003, and fitting takes
# half as long again.
FOLDS = 3
TOO_FEW = "Er zijn te weinig beoordeelde passages om van te leren. Zet data/labelled/basis terug."
_FILES = ("arrays.npz", "features.txt", "form.txt", "model.json")
# A label with fewer examples than this shares the threshold of its frame: its own would be noise.
OWN_THRESHOLD_FROM = 25
_WHY_WORDS = 3
# Words that every plan holds, whatever it is about: they carry weight, but as a reason they tell nobody anything.
_STOPWORDS = frozenset(
    "0 aan aanpak aantal actief al alle als ambitie andere anderen basis behoeve behouden bekijken belangrijk "
    "belangrijkste benutten beperkt betrekken betrekking bieden bij bijdragen binnen blijven brengen bv conform "
    "daarbij daarnaast daarom dan dat de deel definitief deze die dit diverse doelstelling doelstellingen doen door "
    "dus een eind einde en enkel er evalueren extra functie gaan gebruik gebruiken geen gegeven genomen georganiseerd "
    "gestart geven gezamenlijk gezamenlijke grote haar had hand hebben hectare heeft het hierbij hiermee hiervoor hij "
    "hoe hun ieder iedereen iets in initiatieven inspanningen investeren invulling inzake is jaar jaarlijks je kader "
    "kan kiezen komen kunnen kwalitatief langs lijn locatie maar maken maximaal maximale mee meer men met middelen "
    "mijn minstens moet moeten mogelijk mogelijkheid na naar naast nemen net niet nieuw nieuwe niveau nog "
    "noodzakelijk noodzakelijke nu of om onder ondersteund ondersteunen onderzoeken ons ontwikkeld ontwikkelen onze "
    "ook op opgenomen oplossingen optimaliseren opvolging organiseren over per plaats plaatsen plannen project "
    "projecten realiseren resultaten richting rond samen slag specifiek specifieke stappen starten sterk stimuleren "
    "streven structuren te tegen ten ter terecht terrein tijdens toe tot tussen u uit uitbreiden uitbreiding "
    "uitgerold uitgezonderd uitvoering uw van vanaf vanuit verbeteren verder verdere verhogen vermijden verschillende "
    "versterken vervangen via voldoende volgens volwaardig voor voorzien vormen waar waarbij waarin wanneer wat we "
    "wel werd werken werking werkt wie wij willen worden wordt zal ze zetten zich zijn zo zoals zorgen zullen één".split()
)


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
        self.thresholds = np.full(len(self.heads), 0.5)
        self.version = ""
        self._column = {head: number for number, head in enumerate(self.heads)}
        self._weights: dict[str, npt.NDArray[np.float32]] = {}

    def fit(self, rows: Sequence[LabelledPassage]) -> "Classifier":
        """Learn from labelled passages; the same rows in the same order give the same model.

        Raises:
            ModelError: there are too few rows to learn from.
        """
        if sum(row.actie for row in rows) < 2 * FOLDS:
            raise ModelError(TOO_FEW)
        texts, contexts = [row.text for row in rows], [row.context for row in rows]
        self._weights = {}
        self.featuriser.fit(texts)
        self.form.fit(texts)
        features = self._features(texts, contexts)
        truth = self.truth(rows)
        weights = np.array([row.weight for row in rows])
        self.coefficients, self.intercepts = self._regress(features, truth, weights)
        scores = self._out_of_fold(features, truth, weights, folds(rows))
        self._calibrate(scores, truth)
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
        return self._calibrated(self._scores(self._features(texts, contexts)))

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
        fresh._calibrate(scores, truth)
        return [fresh._labelling("", row) for row in fresh._calibrated(scores)]

    def propose(self, probabilities: Floats) -> dict[str, tuple[str, ...]]:
        """The labels to offer for one row of probabilities, most probable first, at most ``max_labels`` per frame."""
        proposed: dict[str, tuple[str, ...]] = {}
        for frame in self.frames:
            columns = [self._column[Head(frame, label)] for label in self.frames[frame]]
            over = [number for number in columns if probabilities[number] >= self.thresholds[number]]
            over.sort(key=lambda number: (-probabilities[number], number))
            proposed[frame] = tuple(self.heads[number].label for number in over[: self.max_labels[frame]])
        return proposed

    def why(self, text: str, heads: Sequence[Head]) -> list[tuple[str, ...]]:
        """For each head the words of the text that speak most for it, the strongest first."""
        words = words_of(text)
        if not words or not heads:
            return [() for _ in heads]
        number = {word: position for position, word in enumerate(dict.fromkeys(words))}
        weights = np.array([self._word_weights(word) for word in number])
        for first, second, pair in zip(words, words[1:], pair_features(words), strict=False):
            known = self.featuriser.vocabulary.get(pair)
            if known is not None:
                half = self.coefficients[known] * self.featuriser.idf[known] / 2
                weights[number[first]] += half
                weights[number[second]] += half
        telling = np.array([word not in _STOPWORDS and len(word) > 1 for word in number])
        return [_strongest(list(number), np.where(telling, weights[:, self._column[head]], 0.0)) for head in heads]

    def _word_weights(self, word: str) -> npt.NDArray[np.float32]:
        """What a word adds to each head, by itself and by its parts."""
        known = self._weights.get(word)
        if known is None:
            ids = self.featuriser.ids(word)
            known = self._weights[word] = self.featuriser.idf[ids] @ self.coefficients[ids]
        return known

    def save(self, folder: Path) -> str:
        """Write the model and return the digest over its content, which is also its version's last part."""
        arrays: dict[str, npt.NDArray[Any]] = {
            "idf": self.featuriser.idf,
            "form_idf": self.form.idf,
            "coefficients": self.coefficients[: len(self.featuriser.vocabulary)],
            "form_coefficients": self.coefficients[len(self.featuriser.vocabulary) :, 0],
            "intercepts": self.intercepts,
            "slopes": self.slopes,
            "offsets": self.offsets,
            "thresholds": self.thresholds,
        }
        about = {
            "format": FORMAT,
            "frames": list(self.frames.items()),
            "max_labels": self.max_labels,
            "min_count": self.featuriser.min_count,
            "context_weight": self.featuriser.context_weight,
        }
        packed = _pack(arrays)
        files = {
            "arrays.npz": packed,
            "features.txt": "\n".join(self.featuriser.vocabulary).encode(),
            "form.txt": "\n".join(self.form.vocabulary).encode(),
            "model.json": _json(about),
        }
        digests = {name: digest(data) for name, data in files.items()}
        for name, data in files.items():
            write_bytes(folder / name, data)
        write_text(folder / "sha256.json", _json(digests).decode())
        return digest(_json(digests))

    @classmethod
    def load(cls, folder: Path) -> "Classifier":
        """The model saved in a folder.

        Raises:
            ModelError: a file is missing, its digest is wrong, or it is of another format.
        """
        remedy = "Kies een andere versie met 'lokale-foto rollback', of maak een nieuwe met 'lokale-foto retrain'."
        try:
            digests = json.loads((folder / "sha256.json").read_text(encoding="utf-8"))
            files = {name: (folder / name).read_bytes() for name in _FILES}
            wrong = [name for name, data in files.items() if digests.get(name) != digest(data)]
            if wrong:
                raise ModelError(f"Het model in {folder} is beschadigd ({', '.join(wrong)}). {remedy}")
            about = json.loads(files["model.json"])
            if about["format"] != FORMAT:
                raise ModelError(f"Het model in {folder} is van een andere versie van het programma. {remedy}")
            with np.load(io.BytesIO(files["arrays.npz"]), allow_pickle=False) as arrays:
                return cls._restored(about, files, arrays, folder.name)
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise ModelError(f"Het model in {folder} kan niet gelezen worden. {remedy}") from error

    @classmethod
    def _restored(
        cls, about: dict[str, Any], files: Mapping[str, bytes], arrays: Mapping[str, Any], version: str
    ) -> "Classifier":
        model = cls(dict(about["frames"]), about["max_labels"])
        model.featuriser = Featuriser(about["min_count"], about["context_weight"])
        model.featuriser.restore(files["features.txt"].decode().split("\n"), arrays["idf"])
        model.form.restore(files["form.txt"].decode().split("\n"), arrays["form_idf"])
        form = np.zeros((len(model.form.vocabulary), len(model.heads)), dtype=np.float32)
        form[:, 0] = arrays["form_coefficients"]
        model.coefficients = np.vstack([arrays["coefficients"], form])
        model.intercepts, model.slopes = arrays["intercepts"], arrays["slopes"]
        model.offsets, model.thresholds = arrays["offsets"], arrays["thresholds"]
        model.version = version
        return model

    def _regress(self, features: Any, truth: Floats, weights: Floats) -> tuple[npt.NDArray[np.float32], Floats]:
        # One after the other: liblinear draws from one generator per process, so in threads no two runs give the same bytes.
        heads = [self._head(column, features, truth, weights) for column in range(len(self.heads))]
        return np.stack([line for line, _ in heads], axis=1), np.array([intercept for _, intercept in heads])

    def _head(
        self, column: int, features: Any, truth: Floats, weights: Floats
    ) -> tuple[npt.NDArray[np.float32], float]:
        """Coefficients and intercept of one head; the form of a passage counts for the first head only."""
        coefficients = np.zeros(features.shape[1], dtype=np.float32)
        judged = ~np.isnan(truth[:, column])
        answers = truth[judged, column]
        if answers.min(initial=1) >= answers.max(initial=0):
            # Only one answer was ever given, or none: the head says that answer with what certainty so many rows allow.
            share = (answers.sum() + 0.5) / (len(answers) + 1)
            return coefficients, float(np.log(share / (1 - share)))
        width = features.shape[1] if column == 0 else len(self.featuriser.vocabulary)
        # The dual solver: deterministic, and eight times faster than lbfgs on wide sparse rows. With this tolerance it stops
        # after half the time, and no score differs by more than .005 from where it would have ended.
        head = LogisticRegression(
            C=REGULARISATION, solver="liblinear", dual=True, random_state=0, max_iter=200, tol=0.01
        )
        seen = features[judged, :width]
        telling = _tellingness(seen, answers, weights[judged], self.even_share)
        seen.data = seen.data * telling[seen.indices]
        head.fit(seen, answers, sample_weight=weights[judged])
        coefficients[:width] = head.coef_[0] * telling
        return coefficients, float(head.intercept_[0])

    def _features(self, texts: Sequence[str], contexts: Sequence[str] | None) -> Any:
        """Content and form side by side; the columns of the form come last and only the first head looks at them."""
        form = FORM_WEIGHT * self.form.transform(texts)
        return sp.hstack([self.featuriser.transform(texts, contexts), form], format="csr")

    def _scores(self, features: Any) -> Floats:
        return np.asarray(features @ self.coefficients, dtype=np.float64) + self.intercepts

    def _calibrated(self, scores: Floats) -> Floats:
        return np.asarray(1 / (1 + np.exp(-(scores * self.slopes + self.offsets))))

    def _out_of_fold(self, features: Any, truth: Floats, weights: Floats, fold: npt.NDArray[np.int64]) -> Floats:
        scores = np.zeros(truth.shape)
        for held_out in range(FOLDS):
            inside = fold != held_out
            coefficients, intercepts = self._regress(features[inside], truth[inside], weights[inside])
            scores[~inside] = features[~inside] @ coefficients + intercepts
        return scores

    def _calibrate(self, scores: Floats, truth: Floats) -> None:
        for column in range(len(self.heads)):
            judged = ~np.isnan(truth[:, column])
            answers = truth[judged, column]
            if answers.min(initial=1) < answers.max(initial=0):
                platt = LogisticRegression(C=1.0, max_iter=1000).fit(scores[judged, column : column + 1], answers)
                self.slopes[column], self.offsets[column] = platt.coef_[0, 0], platt.intercept_[0]
        table = self._calibrated(scores)
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
        heads = [Head(frame, label) for frame, labels in proposed.items() for label in labels]
        why: dict[str, dict[str, tuple[str, ...]]] = {frame: {} for frame in self.frames}
        for head, words in zip(heads, self.why(text, heads), strict=True):
            why[head.frame][head.label] = words
        return Labelling(actie=rounded[0], probabilities=probabilities, proposed=proposed, why=why)


def _tellingness(features: Any, answers: Floats, weights: Floats, even_share: float) -> npt.NDArray[np.float32]:
    """How unevenly each feature is spread over yes and no: 1 on average, ``even_share`` when it says nothing."""
    present = sp.csr_array((np.ones_like(features.data), features.indices, features.indptr), shape=features.shape)
    yes, no = (_UNSEEN + present.T @ (weights * (answers == answer)) for answer in (1, 0))
    ratio = np.abs(np.log(yes / yes.sum()) - np.log(no / no.sum()))
    return np.asarray(even_share + (1 - even_share) * ratio / ratio.mean(), dtype=np.float32)


def _strongest(words: Sequence[str], weights: npt.NDArray[np.float32]) -> tuple[str, ...]:
    order = [number for number in np.argsort(-weights, kind="stable")[:_WHY_WORDS] if weights[number] > 0]
    return tuple(words[number] for number in order if weights[number] >= weights[order[0]] / 4)


def folds(rows: Sequence[LabelledPassage], count: int = FOLDS) -> npt.NDArray[np.int64]:
    """The fold of each row, from its group (else its id), so that what belongs together is held out together."""
    keys = (row.group or row.id for row in rows)
    return np.array([int(hashlib.sha256(key.encode()).hexdigest()[:8], 16) % count for key in keys])


def best_threshold(probabilities: Floats, truth: Floats) -> float:
    """The cut, in steps of 0.01 between 0.15 and 0.6, with the best F1; NaN in ``truth`` is left out.

    Without a single right answer nothing can be gained by proposing, and the cut is the highest.
    """
    judged = ~np.isnan(truth)
    p, y = probabilities[judged], truth[judged] > 0
    cuts = np.arange(0.15, 0.605, 0.01)
    if not y.any():
        return float(cuts[-1])
    figures = [2 * (y & (p >= cut)).sum() / max(1, y.sum() + (p >= cut).sum()) for cut in cuts]
    return float(cuts[int(np.argmax(figures))])


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _pack(arrays: Mapping[str, npt.NDArray[Any]]) -> bytes:
    """Arrays as .npz with fixed dates, so that the same model gives the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, array in arrays.items():
            inner = io.BytesIO()
            np.lib.format.write_array(inner, np.ascontiguousarray(array), allow_pickle=False)
            archive.writestr(
                zipfile.ZipInfo(f"{name}.npy", date_time=(1980, 1, 1, 0, 0, 0)), inner.getvalue(), zipfile.ZIP_DEFLATED
            )
    return buffer.getvalue()
