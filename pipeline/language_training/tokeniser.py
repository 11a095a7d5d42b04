"""The tokeniser of the pipeline: spaCy's Dutch rules made fit for plans; everything in it is saved with the model.

spaCy's list of Dutch abbreviations comes from legal writing. It glues the full stop to words that often end a sentence
(`top.`, `hand.`, `ver.`); those go. Abbreviations of plans (`excl.`, `bijz.`, `t.e.m.`) and marks of lists are added.
"""

import re
from typing import Any

import spacy
from spacy.language import Language
from spacy.symbols import ORTH
from spacy.util import compile_prefix_regex

# One token each, and no end of a sentence. Some stand in spaCy's list too: ours must not depend on its version.
ABBREVIATIONS = (
    "aanv. afb. afd. alg. art. bijl. bijv. bijz. blz. bv. ca. cfr. dd. dhr. div. dr. e.a. e.d. enz. etc. evt. excl. gebr. "
    "gew. hfdst. hfst. hoofdst. incl. ing. ir. jl. lic. max. min. mej. mevr. mio. mln. mld. mr. mvr. nl. nr. nrs. opp. "
    "p. pag. plm. prof. prov. resp. tel. vb. vgl. vlg. vnl. voorz. vs. wnd. zgn. zgz."
).split()
NAME_ABBREVIATIONS = ("St.", "O.-L.-V.")
# Words of spaCy's list that end sentences: a full stop after them is a full stop.
ORDINARY = (
    "a. b. c. d. e. f. g. h. i. j. k. l. m. n. o. q. r. s. t. u. w. x. y. z. abs. adv. al. app. bab. bel. belg. best. cap. "
    "cas. co. dat. def. dtp. dyn. ex. fa. form. fra. gem. gen. get. hand. hert. herald. int. inv. it. jur. kador. kg. kon. lat. "
    "mand. me. med. mod. mon. ms. muz. not. or. ors. os. ov. pan. pas. pat. pens. pers. pk. po. pol. proc. red. reg. rep. "
    "res. rev. rom. sec. sir. soc. ss. st. stas. stat. su. tom. top. univ. ver. verg. verl. vn. vo. vol. volt. ww. zr. ed. vr. "
    "landscrt."
).split()
LIST_MARKS = r"[•▪◦●○■□▸►▶➢➤✓✔·‣⁃*–—\uf0b7\uf0a7]"
HYPHEN_BEFORE_CAPITAL = r"-(?=[A-ZÀ-Ý][a-zà-ÿ])"
# i.s.m., t.e.m., N.V., b.d.: letters with a stop after each, whatever their meaning.
DOTTED = re.compile(r"^(?:[A-Za-zÀ-ÿ]{1,2}\.){2,}$")


def blank_pipeline() -> Language:
    """Make an empty Dutch pipeline with the tokeniser of this project.

    >>> [token.text for token in blank_pipeline()("•Heraanleg i.s.m. AWV (o.a. Dorp), excl. btw op de top.")]
    ['•', 'Heraanleg', 'i.s.m.', 'AWV', '(', 'o.a.', 'Dorp', ')', ',', 'excl.', 'btw', 'op', 'de', 'top', '.']
    """
    nlp = spacy.blank("nl")
    tokeniser: Any = nlp.tokenizer
    ordinary = {form for word in ORDINARY for form in (word, word.capitalize(), word.upper())}
    tokeniser.rules = {form: rule for form, rule in tokeniser.rules.items() if form not in ordinary}
    for abbreviation in ABBREVIATIONS:
        for form in (abbreviation, abbreviation.capitalize(), abbreviation.upper()):
            tokeniser.add_special_case(form, [{ORTH: form}])
    for form in NAME_ABBREVIATIONS:
        tokeniser.add_special_case(form, [{ORTH: form}])
    prefixes = (",,", LIST_MARKS, HYPHEN_BEFORE_CAPITAL, *(nlp.Defaults.prefixes or ()))
    tokeniser.prefix_search = compile_prefix_regex(prefixes).search
    tokeniser.token_match = DOTTED.match
    return nlp
