"""Which parts of a web page are not the page proper: menus, cookie texts, footers, share buttons, copies for machines."""

import re

from lxml import etree

from pipeline.extract.flow import looks_like_title
from pipeline.extract.text import clean

DROPPED = frozenset(
    "script style noscript template head svg iframe object embed canvas video audio select option textarea input meta link map math".split()
)
HEADINGS = {f"h{level}": level for level in range(1, 7)}
_ZONES = frozenset(("nav", "footer", "dialog", "menu"))
_ROLES = frozenset(
    ["navigation", "banner", "contentinfo", "search", "dialog", "alertdialog", "menu", "menubar", "toolbar"]
)
_NAMES = re.compile(
    r"(?:^|[\s_-])(?:cookies?|cookie\w*|consent|gdpr|breadcrumbs?|kruimel\w*|nav|navbar|navigation|navigatie|menu|hoofdmenu|footer|skip"
    r"|skiplinks?|share|sharing|social|socials|pagination|pager|searchbox|search|zoekbalk|toolbar|login|topbar|back-to-top)(?:$|[\s_-])",
    re.IGNORECASE,
)
_NAMED = frozenset(["div", "ul", "ol", "section", "aside", "p", "form", "a", "span"])
_TOGGLE = re.compile(
    r"(?:accordion|accordeon|collapse|panel|toggle)[\w-]*(?:title|header|heading|button|trigger|toggle|kop)", re.I
)
_MAIN_IDS = ("main", "content", "main-content", "maincontent", "inhoud", "hoofdinhoud", "page-content")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
# A zone by name or by its links holds a small part of the page; the body of some pages is called "has-menu".
MAX_SHARE = 0.4
MAX_LOOKUPS = 1_000


class Page:
    """What is known of a whole page before it is walked: its main element, if it names one, and its text."""

    def __init__(self, body: etree._Element, mail: bool) -> None:
        """Look through the page; ``mail`` for a newsletter, in which everything is main."""
        self._text = text_of(body)
        self._mail = mail
        self._looked_up = 0
        self.main = None if mail else _main(body, len(self._text))

    def is_zone(self, element: etree._Element, tag: str) -> bool:
        """Whether an element, with all it holds, does not belong to the page proper."""
        if tag in _ZONES or (element.get("role") or "") in _ROLES:
            return True
        if _HIDDEN.search(element.get("style") or ""):
            return self._mail or self._is_copy(element)
        if tag == "header":
            return element.find(".//h1") is None
        if tag == "button":
            return not is_toggle(element, tag) and not in_heading(element)
        if tag in _NAMED and _NAMES.search(f"{element.get('class') or ''} {element.get('id') or ''}"):
            return len(text_of(element)) < MAX_SHARE * len(self._text)
        return tag in ("ul", "ol") and not self._mail and _is_link_list(element, self.main is None)

    def _is_copy(self, element: etree._Element) -> bool:
        """Whether hidden text stands elsewhere too: a copy for machines. Folded accordions are hidden as well."""
        self._looked_up += 1
        start = text_of(element)[:80]
        return self._looked_up <= MAX_LOOKUPS and self._text.find(start) != self._text.rfind(start)


def _main(body: etree._Element, total: int) -> etree._Element | None:
    """The element that holds the page proper, when it names itself and holds enough of the text."""
    named = [*body.iter("main"), *(e for e in body.iter() if e.get("role") == "main")]
    articles = list(body.iter("article"))
    named += articles if len(articles) == 1 else []
    named += [e for name in _MAIN_IDS for e in body.iter() if (e.get("id") or "").lower() == name]
    return next((element for element in named if len(text_of(element)) >= 0.25 * total), None)


def _is_link_list(element: etree._Element, anywhere: bool) -> bool:
    """A list of short links and nothing else: a menu; or a table of contents, whose links lead to the page itself."""
    links = [text_of(link) for link in element.iter("a") if anywhere or (link.get("href") or "").startswith("#")]
    text = text_of(element)
    return len(links) >= 4 and sum(map(len, links)) >= 0.85 * len(text) and len(text.split()) <= 5 * len(links)


def is_toggle(element: etree._Element, tag: str) -> bool:
    """Whether an element is the head of an accordion: it opens what follows, and says what that is."""
    if tag not in ("button", "a", "div", "span") or in_heading(element):
        return False
    opens = element.get("aria-expanded") is not None and (tag == "button" or element.get("aria-controls") is not None)
    if not opens and not _TOGGLE.search(element.get("class") or ""):
        return False
    return looks_like_title(text_of(element)) and not any(element.find(f".//{tag}") is not None for tag in HEADINGS)


def in_heading(element: etree._Element) -> bool:
    """Whether an element stands in a heading."""
    return any(above.tag in HEADINGS for above in element.iterancestors())


def text_of(element: etree._Element) -> str:
    """All visible text below an element, without scripts."""
    parts: list[str] = []
    stack = [element]
    while stack:
        current = stack.pop()
        if not isinstance(current.tag, str) or current.tag in DROPPED:
            continue
        parts += [current.text or "", *(child.tail or "" for child in current)]
        stack += list(current)
    return clean(" ".join(parts))
