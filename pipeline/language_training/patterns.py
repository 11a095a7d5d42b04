"""Verbs and nouns of plans in, annotated practice sentences out: the phrasings of actions that the treebanks lack.

`Fietspaden aanleggen`, `Aanleggen van een plein`, `We bouwen de opvang uit`, `om het plein aan te leggen`, `Plein aangelegd`:
encyclopedias and newspapers hardly have them, so that a model without them takes a final infinitive for a finite plural.
The sentences need not make sense; their word classes, forms and lemmas are right by construction.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from pipeline.language_training.phrases import PEOPLE, Phrase, addition, code, noun_phrase, subject, tightened, word
from pipeline.language_training.treebank import Sentence, Word
from pipeline.language_training.verbs import IRREGULAR, SEPARABLE, VERBS, Verb, conjugate

PARTICLE_CLASSES = {
    "goed": "ADJ",
    "bekend": "ADJ",
    "vrij": "ADJ",
    "open": "ADJ",
    "deel": "NOUN",
    "les": "NOUN",
    "samen": "ADV",
    "terug": "ADV",
}
AUXILIARIES = {
    ("worden", "Pres"): ("wordt", "worden"),
    ("worden", "Past"): ("werd", "werden"),
    ("zijn", "Pres"): ("is", "zijn"),
    ("zijn", "Past"): ("was", "waren"),
    ("zullen", "Pres"): ("zal", "zullen"),
    ("kunnen", "Pres"): ("kan", "kunnen"),
    ("moeten", "Pres"): ("moet", "moeten"),
}
HAVE = {("Sing", "Pres"): "heeft", ("Plur", "Pres"): "hebben", ("Sing", "Past"): "had", ("Plur", "Past"): "hadden"}
FINITE = "Number={}|Tense={}|VerbForm=Fin"


@dataclass(frozen=True)
class Parts:
    """What a phrasing is made of; a phrasing takes what it needs."""

    verb: Verb
    thing: Phrase
    subject: Phrase
    rng: random.Random


Pattern = Callable[[Parts], list[Word]]


def _infinitive(verb: Verb) -> Word:
    return word(verb.lemma, "VERB", feats="VerbForm=Inf")


def _participle(verb: Verb) -> Word:
    return word(verb.participle, "VERB", verb.lemma, "Tense=Past|VerbForm=Part")


def _particle(verb: Verb) -> list[Word]:
    if not verb.particle:
        return []
    return [word(verb.particle, PARTICLE_CLASSES.get(verb.particle, "ADP"))]


def _finite(verb: Verb, number: str, tense: str) -> Word:
    forms = {
        ("Sing", "Pres"): verb.singular,
        ("Plur", "Pres"): verb.infinitive,
        ("Sing", "Past"): verb.past,
        ("Plur", "Past"): verb.past_plural,
    }
    return word(forms[number, tense], "VERB", verb.lemma, FINITE.format(number, tense))


def _auxiliary(rng: random.Random, subject: Phrase, lemma: str) -> Word:
    number = "Plur" if subject[-1].feats == "Number=Plur" else "Sing"
    tense = "Past" if (lemma, "Past") in AUXILIARIES and rng.random() < 0.3 else "Pres"
    form = AUXILIARIES[lemma, tense][number == "Plur"]
    return word(form, "AUX", lemma, FINITE.format(number, tense))


def _we_verb(parts: Parts) -> list[Word]:
    """We bouwen de opvang uit."""
    first = word(parts.rng.choice(("we", "wij")), "PRON")
    return [replace(first, lemma=first.form), _finite(parts.verb, "Plur", "Pres"), *parts.thing, *_particle(parts.verb)]


def _it_verb(parts: Parts) -> list[Word]:
    """De gemeente bouwt de opvang uit."""
    tense = "Past" if parts.rng.random() < 0.3 else "Pres"
    return [*parts.subject, _finite(parts.verb, "Sing", tense), *parts.thing, *_particle(parts.verb)]


def _i_verb(parts: Parts) -> list[Word]:
    """Ik bouw de opvang uit. / Daarom bouw ik de opvang uit. / Bouw de opvang uit."""
    verb = word(parts.verb.stem, "VERB", parts.verb.lemma, FINITE.format("Sing", "Pres"))
    me, rest = word("ik", "PRON"), [*parts.thing, *_particle(parts.verb)]
    adverb = word(parts.rng.choice(("daarom", "nu", "dan", "hier")), "ADV")
    return parts.rng.choice(([me, verb, *rest], [adverb, verb, me, *rest], [verb, *rest]))


def _have(parts: Parts) -> list[Word]:
    """De gemeente heeft een plan. / De gemeente heeft een plan uitgewerkt."""
    number = "Plur" if parts.subject[-1].feats == "Number=Plur" else "Sing"
    tense = "Past" if parts.rng.random() < 0.4 else "Pres"
    done = parts.rng.random() < 0.5
    verb = word(HAVE[number, tense], "AUX" if done else "VERB", "hebben", FINITE.format(number, tense))
    return [*parts.subject, verb, *parts.thing, *addition(parts.rng), *([_participle(parts.verb)] if done else [])]


def _they_verb(parts: Parts) -> list[Word]:
    """Vrijwilligers bouwden de opvang uit."""
    people = parts.rng.choice(PEOPLE)
    plural = people + ("n" if people.endswith("e") else "s")
    tense = "Past" if parts.rng.random() < 0.5 else "Pres"
    noun = word(plural, "NOUN", people, "Number=Plur")
    start = [noun] if parts.rng.random() < 0.4 else [word("de", "DET"), noun]
    return [*start, _finite(parts.verb, "Plur", tense), *parts.thing, *_particle(parts.verb)]


def _final_infinitive(parts: Parts) -> list[Word]:
    """De opvang uitbouwen. / De opvang uitbouwen en verbeteren met partners."""
    words = [*parts.thing, _infinitive(parts.verb)]
    if parts.rng.random() < 0.3:
        words += [word("en", "CCONJ"), _infinitive(conjugate(parts.rng.choice(VERBS)))]
    return words + addition(parts.rng)


def _nominal_infinitive(parts: Parts) -> list[Word]:
    """Uitbouwen van de opvang."""
    if parts.rng.random() < 0.25:
        return [word("het", "DET"), _infinitive(parts.verb), word("van", "ADP"), *parts.thing]
    return [_infinitive(parts.verb), word("van", "ADP"), *parts.thing, *addition(parts.rng)]


def _result(parts: Parts) -> list[Word]:
    """Opvang uitgebouwd."""
    return [*parts.thing, _participle(parts.verb), *addition(parts.rng)]


def _passive(parts: Parts) -> list[Word]:
    """De opvang wordt uitgebouwd. / Tegen 2030 wordt de opvang uitgebouwd."""
    auxiliary = _auxiliary(parts.rng, parts.thing, parts.rng.choice(("worden", "worden", "zijn")))
    if parts.rng.random() < 0.35:
        return [
            word("tegen", "ADP"),
            word(str(parts.rng.randint(2024, 2035)), "NUM"),
            auxiliary,
            *parts.thing,
            _participle(parts.verb),
        ]
    return [*parts.thing, auxiliary, *addition(parts.rng), _participle(parts.verb)]


def _modal(parts: Parts) -> list[Word]:
    """De gemeente wil de opvang uitbouwen."""
    if parts.rng.random() < 0.4:
        return [
            *parts.subject,
            word("wil", "VERB", "willen", FINITE.format("Sing", "Pres")),
            *parts.thing,
            _infinitive(parts.verb),
        ]
    return [
        *parts.subject,
        _auxiliary(parts.rng, parts.subject, parts.rng.choice(("zullen", "kunnen", "moeten"))),
        *parts.thing,
        _infinitive(parts.verb),
    ]


def _to_infinitive(parts: Parts) -> list[Word]:
    """Partners helpen om de opvang uit te bouwen."""
    opening = parts.rng.choice(
        (
            [word("premie", "NOUN", feats="Number=Sing"), word("om", "ADP")],
            [word("acties", "NOUN", "actie", "Number=Plur"), word("om", "ADP")],
            [*parts.subject, word("tracht", "VERB", "trachten", FINITE.format("Sing", "Pres"))],
            [word("door", "ADP")],
        )
    )
    tail = [word("te", "ADP"), word(parts.verb.infinitive, "VERB", parts.verb.lemma, "VerbForm=Inf")]
    return [*opening, *parts.thing, *_particle(parts.verb), *tail]


# How often each phrasing is drawn: verb-final infinitives and their look-alikes, finite plurals, weigh most.
PATTERNS: tuple[tuple[Pattern, int], ...] = (
    (_final_infinitive, 5),
    (_nominal_infinitive, 4),
    (_we_verb, 4),
    (_they_verb, 4),
    (_it_verb, 3),
    (_passive, 3),
    (_result, 2),
    (_modal, 2),
    (_to_infinitive, 2),
    (_i_verb, 2),
    (_have, 2),
)


def practice(count: int, rng: random.Random, more: Sequence[str] = ()) -> list[Sentence]:
    """Make `count` practice sentences with the verbs of plans and `more`; each verb comes about equally often."""
    functions = [function for function, weight in PATTERNS for _ in range(weight)]
    verbs = [conjugate(verb) for verb in dict.fromkeys((*VERBS, *IRREGULAR, *SEPARABLE, *more))]
    out = []
    for number in range(count):
        verb = verbs[number % len(verbs)]
        function = rng.choice(functions)
        thing = noun_phrase(rng, bare=rng.random() < 0.45, plural=rng.random() < 0.6)
        out.append(Sentence(_finished(function(Parts(verb, thing, subject(rng), rng)), rng)))
    return out


def _finished(words: Sequence[Word], rng: random.Random) -> Phrase:
    """Capitalise, put a code before one title in ten, a full stop after two in three."""
    first = replace(words[0], form=words[0].form[0].upper() + words[0].form[1:])
    before = code(rng) if rng.random() < 0.1 else []
    stop = [word(".", "PUNCT")] if rng.random() < 0.65 and not words[-1].form.endswith(".") else []
    return tuple(tightened([*before, first, *words[1:], *stop]))
