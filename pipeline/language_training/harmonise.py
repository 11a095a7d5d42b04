"""One annotation out of two: sentences of 2017 or of today in, sentences with today's word classes and plain lemmas out.

Today's lemmas mark the seams of compounds with underscores (`klooster_orde`, `mee_doen`); a reader of plans wants
`kloosterorde` and `meedoen`, so the underscores go. The file of 2017 has other word classes for a closed set of words;
each rule below was found by comparing, per word, its classes in both years, and was checked on today's part.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from pipeline.language_training.treebank import Sentence, Word

KEPT_FEATS = ("Degree", "Number", "Tense", "VerbForm")
MODALS = frozenset({"moeten", "kunnen", "mogen", "zullen"})
POSSESSIVES = frozenset({"zijn", "haar", "hun", "mijn", "onze", "ons", "uw", "jouw", "jullie", "je", "z'n", "m'n"})
GRADED = frozenset({"meer", "minder", "meest", "minst", "meeste", "veel", "weinig"})
LEMMAS_OF_GRADED = {"meer": "veel", "meest": "veel", "meeste": "veel", "minder": "weinig", "minst": "weinig"}
DETERMINERS = frozenset({"dezelfde", "hetzelfde", "allerlei", "voldoende"})
ADJECTIVES = frozenset({"eerder", "eerst", "juist", "vrij", "verder", "zoek"})
LEMMAS_OF_ADJECTIVES = {"verder": "ver", "eerst": "één"}
ORDINAL = re.compile(
    r"(\d+([.]|e|de|ste)|.*(eerste?|tweede|derde|vierde|vijfde|zesde|zevende|achtste|negende|[nf]de|ste))$"
)
NO_PARTICLES = frozenset({"te", "ten", "ter", "van", "tot", "er", "naar", "met"})


@dataclass(frozen=True)
class Spot:
    """A word where it stands: what a rule may look at."""

    word: Word
    index: int
    words: Sequence[Word]


Rule = Callable[[Spot], Word | None]


def harmonise(sentence: Sentence) -> Sentence:
    """Bring a sentence to today's word classes, plain lemmas and the few features that are kept."""
    words: Sequence[Word] = sentence.words
    if not sentence.today:
        words = _with_names(words)
        words = [_first(Spot(word, index, words)) for index, word in enumerate(words)]
        words = _with_particles(words)
    return replace(sentence, words=tuple(_plain(word) for word in words))


def is_usable(sentence: Sentence) -> bool:
    """Tell whether a sentence teaches anything: the treebank holds lines of question marks, lost letters of 2005."""
    return sum(word.form == "?" for word in sentence.words) < 3 and not any("�" in w.form for w in sentence.words)


def plain_lemma(form: str, lemma: str, upos: str = "NOUN") -> str:
    """Remove the seams from a lemma; what stands before the last seam stays as written, with its linking letters.

    >>> plain_lemma("kloosterorden", "klooster_orde"), plain_lemma("Koningsklasses", "koning_klasse")
    ('kloosterorde', 'koningsklasse')
    >>> plain_lemma("racebanen", "race_baan"), plain_lemma("afgelopen", "af_lopen", "VERB")
    ('racebaan', 'aflopen')
    >>> plain_lemma("Halle-Vilvoorde", "Halle_Vilvoorde", "PROPN")
    'Halle-Vilvoorde'
    """
    if " " in lemma:  # an abbreviation written out: `onder ander`
        return form.lower()
    if "_" not in lemma or "_" in form:
        return lemma
    if upos in {"VERB", "AUX", "ADP"}:
        return lemma.replace("_", "")
    modifiers, _, head = lemma.rpartition("_")
    low = form.lower()
    positions = range(max(1, len(modifiers) - 3), len(form))
    shared = {cut: _shared_start(low[cut:], head.lower()) for cut in positions}
    if not shared or max(shared.values()) < min(2, len(head)):
        return lemma.replace("_", "")
    cut = max(shared, key=lambda position: (shared[position], -position))
    before = form[:cut] if modifiers[0].isupper() == form[0].isupper() else form[0].swapcase() + form[1:cut]
    return before + head


def _shared_start(first: str, second: str) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(first, second, strict=False)))


def _plain(word: Word) -> Word:
    return replace(word, lemma=plain_lemma(word.form, word.lemma, word.upos), feats=_features(word))


def _features(word: Word) -> str:
    """Keep what segmentation uses; add the tense of participles (`lopend` runs, `gerealiseerd` is done)."""
    pairs = dict(pair.split("=", 1) for pair in word.feats.split("|") if "=" in pair)
    kept = {name: pairs[name] for name in KEPT_FEATS if name in pairs}
    if word.upos not in {"NOUN", "VERB", "AUX"}:
        kept.pop("Number", None)
    if word.upos != "ADJ":
        kept.pop("Degree", None)
    if word.upos not in {"VERB", "AUX"}:
        kept.pop("VerbForm", None)
        kept.pop("Tense", None)
    if kept.get("VerbForm") == "Part":
        kept["Tense"] = "Pres" if re.search(r"end(e|en|s)?$", word.form.lower()) and _is_present(word) else "Past"
        kept.pop("Number", None)
    return "|".join(f"{name}={value}" for name, value in sorted(kept.items()))


def _is_present(word: Word) -> bool:
    """Tell `lopend` from `verzend`: a present participle is its infinitive with d, apart from a separable particle."""
    lemma = plain_lemma(word.form, word.lemma, word.upos).lower()
    return word.form.lower().startswith(lemma) and len(lemma) > 3 and lemma.endswith("n")


def _first(spot: Spot) -> Word:
    for rule in RULES:
        changed = rule(spot)
        if changed is not None:
            return changed
    return spot.word


def _auxiliary(spot: Spot) -> Word | None:
    """Today only seven verbs are auxiliaries; `worden` as copula and `willen`, `laten`, `gaan` are full verbs."""
    word = spot.word
    if word.upos not in {"AUX", "VERB"}:
        return None
    relation = word.relation.split(":")[0]
    if word.lemma == "zijn":
        auxiliary = relation in {"aux", "cop"}
    elif word.lemma == "moeten":
        auxiliary = any(other.upos in {"VERB", "AUX"} and other.lemma != "moeten" for other in spot.words)
    elif word.lemma in MODALS | {"hebben", "worden"}:
        auxiliary = relation == "aux"
    else:
        auxiliary = False
    return replace(word, upos="AUX" if auxiliary else "VERB")


def _als(spot: Spot) -> Word | None:
    """`als` is a subordinating conjunction everywhere, also in `als basis`."""
    word = spot.word
    return replace(word, upos="SCONJ", lemma="als") if word.form.lower() == "als" and word.upos != "PROPN" else None


def _ordinal(spot: Spot) -> Word | None:
    """`eerste`, `19e`: adjective today, numeral in 2017; the lemma stays that of the numeral."""
    word = spot.word
    return replace(word, upos="ADJ", feats="") if word.upos == "NUM" and ORDINAL.match(word.form.lower()) else None


def _possessive(spot: Spot) -> Word | None:
    """`zijn beleid`: pronoun today, determiner in 2017."""
    word = spot.word
    return replace(word, upos="PRON") if word.upos == "DET" and word.form.lower() in POSSESSIVES else None


def _graded(spot: Spot) -> Word | None:
    """`meer`, `veel`: determiner before a noun, adverb with a verb or adjective, `de meeste huizen` too."""
    word, following = spot.word, spot.words[spot.index + 1 :]
    form = word.form.lower()
    if form not in GRADED or word.upos not in {"PRON", "DET", "ADV", "ADJ"}:
        return None
    lemma = LEMMAS_OF_GRADED.get(form, word.lemma)
    if form == "meeste":
        prenominal = bool(following) and following[0].upos in {"NOUN", "ADJ", "PROPN"}
        return replace(word, upos="ADV" if prenominal else word.upos, lemma=lemma)
    relation = word.relation.split(":")[0]
    upos = {"advmod": "ADV", "det": "DET", "amod": "DET", "nummod": "DET"}.get(relation, "PRON")
    return replace(word, upos=upos, lemma=lemma)


def _determiner(spot: Spot) -> Word | None:
    """`dezelfde`, `voldoende` before a noun: determiner today."""
    word = spot.word
    if word.form.lower() in DETERMINERS and word.upos == "ADJ" and word.relation.split(":")[0] in {"amod", "det"}:
        return replace(word, upos="DET")
    return None


def _lexical(spot: Spot) -> Word | None:
    """Single words with one class today: `zowel`, adverbial adjectives, `geboren`."""
    word = spot.word
    form = word.form.lower()
    if form == "zowel":
        return replace(word, upos="CCONJ")
    if form in ADJECTIVES and word.upos == "ADV":
        return replace(word, upos="ADJ", lemma=LEMMAS_OF_ADJECTIVES.get(form, word.lemma))
    if form in LEMMAS_OF_ADJECTIVES and word.upos == "ADJ":
        return replace(word, lemma=LEMMAS_OF_ADJECTIVES[form])
    if form == "-" and word.upos == "PUNCT" and (word.relation != "punct" or _between_numbers(spot)):
        return replace(word, upos="SYM")
    if form == "zo'n":
        return replace(word, upos="ADV")
    if word.upos == "X" and word.form.isupper() and word.form.isalpha() and len(form) > 1:  # parties: VGC, COCOF
        return replace(word, upos="PROPN")
    if form == "geboren":
        return replace(word, upos="VERB", feats="VerbForm=Part")
    return None


def _between_numbers(spot: Spot) -> bool:
    before, after = spot.words[: spot.index], spot.words[spot.index + 1 :]
    return bool(before and after) and before[-1].upos == after[0].upos == "NUM"


RULES: tuple[Rule, ...] = (
    _als,  # before the lexical rules: it is the most frequent difference and has no exception
    _auxiliary,
    _ordinal,
    _possessive,
    _graded,  # before determiners: both know `veel`, this one looks at the relation
    _determiner,
    _lexical,
)


def _with_names(words: Sequence[Word]) -> list[Word]:
    """Make every word of a capitalised fixed group a name with its form as lemma: `Tweede Wereldoorlog`.

    Not so in `Vrede van Lausanne`, `Ministerie van Landbouw`: today their nouns are mostly nouns.
    """
    groups: dict[int, list[int]] = {}
    for index, word in enumerate(words):
        if word.relation.split(":")[0] in {"fixed", "flat"} and word.head:
            groups.setdefault(word.head - 1, [word.head - 1]).append(index)
    out = list(words)
    for members in groups.values():
        forms = [words[index].form for index in members]
        if len(forms) >= 2 and all(form[0].isupper() for form in forms):
            for index in members:
                if words[index].upos in {"NOUN", "ADJ", "PROPN"} or ORDINAL.match(words[index].form.lower()):
                    out[index] = replace(words[index], upos="PROPN", lemma=words[index].form, feats="", relation="flat")
    return out


def _with_particles(words: Sequence[Word]) -> list[Word]:
    """Put a separated particle before its verb's lemma, as today: `vindt … plaats` has the lemma `plaatsvinden`."""
    out = list(words)
    heads = {word.head for word in words}
    for number, word in enumerate(words, 1):
        particle = word.form.lower()
        alone = number not in heads and word.upos in {"ADP", "ADV", "ADJ", "NOUN"} and particle not in NO_PARTICLES
        if word.relation == "compound:prt" and word.head and alone:
            verb = out[word.head - 1]
            if verb.upos == "VERB" and not verb.lemma.startswith(particle):
                out[word.head - 1] = replace(verb, lemma=particle + verb.lemma)
    return out
