"""Texts into parts that each hold one action: lines, bullets, sentences, enumerations.

A text comes as a spaCy document with its sentences marked; a part keeps its offsets in that text. Rules only cut where the
layout or the wording says so; whether a part is an action is decided later.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc

from pipeline.notation import MONTHS
from pipeline.segment.clauses import clauses
from pipeline.segment.enumeration import enumeration
from pipeline.segment.parts import Part, Rules, words_between

BULLET = re.compile(r"^[ \t]*(?:[-–—•●▪■◦○‣*·✓➢»]|o(?=[ \t])|\(?\d{1,2}[.)](?=[ \t])|\(?[a-z][.)](?=[ \t]))[ \t]*")
_MONTH = "|".join(MONTHS)
_DATE = re.compile(
    rf"(?<!\S)(?:(?:ma|di|wo|do|vr|za|zo)(?:\w*dag)?\.?\s+)?\d{{1,2}}(?:/\d{{1,2}}|\s+(?:{_MONTH}))(?:[/ ]20\d\d)?(?=\s*[-–:,]\s|\s+[A-Z])",
    re.I,
)
# What joins an item to the next one: "…; en".
_TAIL = re.compile(r"(?<=[\w)’'.])(?:\s*[;,]+(?:\s+(?:en|of|alsook|evenals))?|\s+(?:en|of))$")
_SENTENCE_END = re.compile(r"""[.!?:;…]["'’”)\]]*\s*$""")
# A sentence also begins after what somebody said ("… normaal?” Op 23 juni"), which models of sentences often miss.
_AFTER_QUOTE = re.compile(r"""[.!?]["”]\s+(?=[A-ZÀ-Ý])""")
# Sentences that only explain the one before: they say what it serves, or begin with a word that points back, or with the
# work or the practical side of what was told; the last two only when they name no new doer.
_SERVES = re.compile(
    r"^(?:Daarmee|Hiermee|Hierdoor|Daardoor|Op die manier|Op deze manier|Zodoende|Het doel|Doel|Bedoeling|De bedoeling|"
    r"Met (?:deze|dit|die) (?:\w+ )?(?:maatregel\w*|ingre\w+|aanpak|visie|project\w*|investering\w*|acties?|initiatie\w+)|Dit doen we (?:met|op|in|volgens)|"
    r"Zo (?:bouwen|maken|creëren|versterken|zorgen|blijven|houden|spelen|vermijden|kunnen|willen|bevorderen|dragen|verhogen|verbeteren|"
    r"garanderen|verkleinen|geven|waarborgen|combineren|vergroten|stimuleren|verminderen|vormen|verzekeren|behouden|realiseren|beschermen|besparen) "
    r"(?:we|wij)|"
    r"(?:Deze|Dit|Het|De) (?:acties?|project\w*|investering\w*|maatregel\w*|aanpak|plan|vernieuwing|heraanleg|ingre\w+|werken|initiatie\w+|renovatie) "
    r"(?:draagt|dragen|past|passen|maakt deel|maken deel|sluit|sluiten|versterkt|versterken|bevordert|bevorderen|verhoogt|verhogen|verbetert|"
    r"verbeteren|zorgt|zorgen|biedt|bieden|garandeert|waarborgt|vermindert|verminderen|kadert|kaderen|leidt|leiden))\b"
)
_EXPLAINS = re.compile(
    r"^(?:Dit|Dat|Deze|Zo|Zij|Ze|Hij|Daarbij|Hierbij|Daarvoor|Hiervoor|Die|Dankzij|"
    r"De (?:werken|uitvoering|raming|(?:totale )?kostprijs|studie|plannen|timing|start|oplevering)|Het (?:ontwerp|geheel|resultaat)|"
    r"(?:Inschrijven|Aanvragen|Reserveren|Deelnemen|Aanmelden) kan|Schrijf (?:je|u) (?:\w+ )?in (?:via|bij|(?:voor|vóór|tegen) \d+)|"
    r"Breng (?:je|uw) \w+ mee|(?:Bel|Mail|Surf) naar)\b"
)
_DOER = re.compile(
    r"\b(?:we|wij|gemeente|stad|lokaal bestuur|bestuur|ocmw|dienst|vraagt|vragen|adviseert|adviseren|stelt voor|pleit)\b",
    re.IGNORECASE,
)


def passages(doc: Doc, rules: Rules) -> list[Part]:
    """The parts of a text: its lines and bullets, and in each of them its sentences and enumerations."""
    text = doc.text  # put together anew at each call
    marked = [sentence.start_char for sentence in doc.sents] if doc.has_annotation("SENT_START") else []
    starts = sorted({*marked, *(match.end() for match in _AFTER_QUOTE.finditer(text))})
    parts: list[Part] = []
    lines = [entry for line in lines_and_bullets(text) for entry in dated(text, line)]
    for line in lines:
        for sentence in sentences(doc, text, starts, line, rules):
            items = _several(doc, text, sentence, rules) if rules.enumerations else []
            if parts and not items and _explained(text, parts[-1], sentence, line, rules):
                parts[-1] = parts[-1]._replace(end=sentence.end)
            else:
                parts += items or [sentence]
    return [part._replace(end=part.start + len(_TAIL.sub("", text[part.start : part.end]))) for part in parts]


def _several(doc: Doc, text: str, sentence: Part, rules: Rules) -> list[Part]:
    """The actions that one sentence lists or tells in its clauses; a sentence that only explains may list, not tell."""
    listed = enumeration(doc, text, sentence, rules)
    return listed or ([] if explains(text[sentence.start : sentence.end]) else clauses(doc, text, sentence))


def sentences(doc: Doc, text: str, starts: Sequence[int], line: Part, rules: Rules) -> list[Part]:
    """The sentences of a line.

    Short texts without a finite verb are titles ("Zaal De Kring. Gebruiksreglement. Goedkeuring.") and stay whole.
    """
    found = list(_bounds(text, starts, line))
    if len(found) > 1 and len(text[line.start : line.end].split()) <= rules.title_words:
        tokens = words_between(doc, found[0][0], found[-1][1])
        if not any(token.morph.get("VerbForm", []) == ["Fin"] for token in tokens):
            found = [(found[0][0], found[-1][1])]
    return [Part(start, end, line.intro, line.listed) for start, end in found]


def _explained(text: str, part: Part, following: Part, line: Part, rules: Rules) -> bool:
    """Whether a part takes in the sentence after it: one of its line, or what a next line that is no list begins with."""
    said = text[following.start : following.end]
    same_line = part.start >= line.start
    fits = following.end - part.start < rules.explained_up_to
    runs_on = part.listed == line.listed if same_line else not (part.listed or line.listed or said.endswith(":"))
    return fits and runs_on and explains(said)


def _bounds(text: str, starts: Sequence[int], line: Part) -> Iterator[tuple[int, int]]:
    """The stretches of a line between the sentence ends that are marked and that the writing confirms."""
    start = line.start
    for marked in starts[bisect_right(starts, start) : bisect_left(starts, line.end)]:
        after = text[marked : line.end].lstrip()
        if after and _ends(text[start:marked]) and _begins(after) and not _in_quote(text[start:marked], after):
            yield start, start + len(text[start:marked].rstrip())
            start = line.end - len(after)
    if start < line.end:
        yield start, line.end


def _ends(before: str) -> bool:
    """Whether a sentence can end here: without a full stop only an acronym or a name in brackets tore it."""
    return bool(_SENTENCE_END.search(before))


def _begins(after: str) -> bool:
    """Whether a sentence can begin here: "mw. | mr. Norde" and "Voedingsonderzoek | (ILVO)" are torn."""
    return not (after[:1].islower() or after[:1] in "(),;")


def _in_quote(before: str, after: str) -> bool:
    """Whether what somebody says goes on here: its quotation marks were opened before and are closed after."""
    curly = before.count("“") + before.count("„") > before.count("”") and "”" in after
    return curly or (before.count('"') % 2 == 1 and '"' in after)


def explains(sentence: str) -> bool:
    """Whether a sentence only explains the previous one.

    >>> explains("Zo blijven de straten langer droog.")
    True
    >>> explains("Daarnaast wordt de parking onthard."), explains("Daarvoor plaatsen we banken.")
    (False, False)
    """
    return bool(_SERVES.match(sentence) or (_EXPLAINS.match(sentence) and not _DOER.search(sentence)))


def lines_and_bullets(text: str) -> list[Part]:
    """The lines of a text as parts; bulleted lines without their bullet and with the line that announces them.

    A line that goes on with a small letter belongs to the line before.

    >>> text = "Projecten:\\n- aanleg van een plein\\n- bouw van een brug"
    >>> [text[p.start:p.end] for p in lines_and_bullets(text)]
    ['Projecten:', 'aanleg van een plein', 'bouw van een brug']
    >>> lines_and_bullets(text)[2].intro
    'Projecten:'
    """
    parts: list[Part] = []
    intro, offset = "", 0
    for line in text.split("\n"):
        bullet = BULLET.match(line)
        start = offset + (bullet.end() if bullet else len(line) - len(line.lstrip()))
        end = offset + len(line.rstrip())
        offset += len(line) + 1
        if end <= start:
            continue
        content = text[start:end]
        if bullet:
            parts.append(Part(start, end, intro, listed=True))
        elif parts and content[0].islower() and not text[parts[-1].start : parts[-1].end].endswith((".", ":", ";")):
            parts[-1] = parts[-1]._replace(end=end)
        else:
            intro = content if content.endswith(":") else ""
            parts.append(Part(start, end))
    return parts


def dated(text: str, line: Part) -> list[Part]:
    """The entries of a calendar that was written on one line, each with its date; any other line as it is.

    >>> text = "zo 8/3 Opendeurdag academie wo 18/3 Bloedinzameling, 17 uur"
    >>> [text[p.start : p.end] for p in dated(text, Part(0, len(text)))]
    ['zo 8/3 Opendeurdag academie', 'wo 18/3 Bloedinzameling, 17 uur']
    """
    starts = [line.start + match.start() for match in _DATE.finditer(text[line.start : line.end])]
    if len(starts) < 2 or starts[0] != line.start:
        return [line]
    ends = [start + len(text[start:end].rstrip()) for start, end in zip(starts, [*starts[1:], line.end], strict=True)]
    return [line._replace(start=start, end=end) for start, end in zip(starts, ends, strict=True)]
