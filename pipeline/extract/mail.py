"""Read e-mail newsletters (.eml, .mht): the better alternative part; quoted history, hidden preheader and footer aside.

Border to the standard library's e-mail parser. A forwarded message keeps its history, for there the newsletter stands in it.
"""

import email
import email.policy
import re
from dataclasses import dataclass
from email.errors import MessageError
from email.message import EmailMessage
from pathlib import Path

from lxml import etree

from pipeline.errors import DocumentError, ResourceLimitError
from pipeline.extract.encoding import decode, decode_markup
from pipeline.extract.flow import FURNITURE, Flow
from pipeline.extract.html import parse, read_markup
from pipeline.extract.plain import add_text
from pipeline.extract.text import clean
from pipeline.schema import Extraction, Problem

MAX_PARTS = 200
MAX_DEPTH = 8
# The standard library takes quadratic time over parts; the largest newsletter met had 14.
MAX_BOUNDARIES = 2_000
_FORWARDED = re.compile(r"^\s*(?:fw|fwd|doorgestuurd|tr|wg|ds)\s*:", re.IGNORECASE)
_PREFIX = re.compile(r"^\s*(?:(?:fw|fwd|re|ds|antw|aw|tr)\s*:\s*)+", re.IGNORECASE)
_HISTORY = re.compile(
    r"^(?:-{2,}\s*(?:oorspronkelijk|original|doorgestuurd|forwarded)[^\n]*|_{10,}"
    r"|(?:op|on|le)\s.{6,120}\b(?:schreef|wrote|a écrit)\b.{0,80}:|(?:van|from):\s.{1,200}\n(?:verzonden|datum|sent|date|aan|to):\s.*)\s*$",
    re.IGNORECASE | re.MULTILINE,
)
_FOOTER = re.compile(
    FURNITURE.pattern
    + r"|^(?=.{0,700}$)(?:.*\b(?:uitschrijven|uit te schrijven|schrijf (?:je|u) (?:hier )?uit|unsubscribe|afmelden voor deze|in (?:je|uw|de) browser"
    r"|(?:mail|nieuwsbrief|bericht) (?:online|niet goed)|bekijk (?:hem|deze|het|de (?:mail|nieuwsbrief)) .{0,20}online"
    r"|(?:krijgt|ontvangt|kreeg) (?:deze|dit) (?:mail|e-mail|nieuwsbrief|bericht)|webversie)\b.*)$",
    re.IGNORECASE,
)
_QUOTES = ("gmail_quote", "moz-cite-prefix", "yahoo_quoted", "outlookmessageheader")


@dataclass(frozen=True, slots=True)
class Message:
    """What a mail holds, whatever file it came in: header fields and its body as HTML and as plain text."""

    subject: str = ""
    sender: str = ""
    date: str = ""
    html: str = ""
    plain: str = ""
    attachments: tuple[str, ...] = ()


def read(path: Path) -> Extraction:
    """The blocks of a mail, its subject as the first heading.

    Raises:
        DocumentError: the file is no mail, or holds no text.
    """
    data = path.read_bytes()
    if data.count(b"\n--") > MAX_BOUNDARIES or data.count(b"boundary=") > MAX_PARTS:
        raise ResourceLimitError(
            "De e-mail bestaat uit veel te veel delen. Bewaar ze opnieuw vanuit het e-mailprogramma."
        )
    try:
        message = email.message_from_bytes(data, policy=email.policy.default)
        content = _content(message)
    except (MessageError, LookupError, ValueError, TypeError, AttributeError, IndexError, RecursionError) as error:
        raise DocumentError("De e-mail is beschadigd. Bewaar ze opnieuw vanuit het e-mailprogramma.") from error
    return extract(content)


def extract(message: Message) -> Extraction:
    """The blocks of a message."""
    flow = Flow(furniture=_FOOTER)
    forwarded = bool(_FORWARDED.match(message.subject))
    flow.heading(_PREFIX.sub("", message.subject), 1, "onderwerp")
    flow.aside(" – ".join(filter(None, (message.sender, message.date))), "hoofding")
    if _is_better(message.html, message.plain):
        read_markup(message.html if forwarded else _without_history(message.html), flow, mail=True)
    else:
        add_text(flow, message.plain if forwarded else _plain_without_history(message.plain))
    for name in message.attachments:
        flow.problems.append(
            Problem(place=f"bijlage {name}", message="Bijlagen worden niet gelezen. Bewaar ze apart in dezelfde map.")
        )
    return flow.done()


def _content(message: EmailMessage) -> Message:
    parts: dict[str, list[str]] = {"html": [], "plain": []}
    attachments: list[str] = []
    _collect(message, parts, attachments, 0)
    return Message(
        subject=clean(str(message.get("Subject", ""))),
        sender=clean(str(message.get("From", ""))),
        date=clean(str(message.get("Date", ""))),
        html="\n".join(parts["html"]),
        plain="\n\n".join(parts["plain"]),
        attachments=tuple(attachments),
    )


def _collect(part: EmailMessage, parts: dict[str, list[str]], attachments: list[str], depth: int) -> None:
    if depth > MAX_DEPTH or len(attachments) > MAX_PARTS or sum(map(len, parts.values())) > MAX_PARTS:
        return
    kind = part.get_content_type()
    if part.is_multipart():
        for inner in part.iter_parts() if kind.startswith("multipart/") else part.get_payload():
            _collect(inner, parts, attachments, depth + 1)  # type: ignore[arg-type]
    elif part.get_content_disposition() == "attachment" or not kind.startswith("text/"):
        name = clean(str(part.get_filename() or ""))
        if part.get_content_disposition() == "attachment" and name and not kind.startswith("image/"):
            attachments.append(name)
    elif kind in ("text/html", "text/plain"):
        payload = part.get_payload(decode=True)
        data = payload if isinstance(payload, bytes) else b""
        declared = part.get_content_charset() or ""
        if kind == "text/html":
            parts["html"].append(decode(data, declared) if declared else decode_markup(data))
        else:
            parts["plain"].append(decode(data, declared))


def _is_better(html: str, plain: str) -> bool:
    """Whether the HTML part says at least about as much as the plain one, which is often a stub or a copy."""
    if not html.strip():
        return False
    words = len(re.sub(r"(?is)<(script|style|head)\b.*?</\1>|<[^>]*>", " ", html).split())
    return words > 0 and words >= 0.5 * len(plain.split())


def _plain_without_history(text: str) -> str:
    text = re.sub(r"\r\n?", "\n", text)
    found = _HISTORY.search(text)
    kept = text[: found.start()] if found and len(text[: found.start()].split()) >= 5 else text
    return "\n".join(line for line in kept.split("\n") if not line.lstrip().startswith(">"))


def _without_history(markup: str) -> str:
    """The markup without what was quoted below an answer; when nothing else would be left, it all stays."""
    root = parse(markup)
    for element in list(root.iter()):
        if isinstance(element.tag, str) and element.getparent() is not None and _is_quote(element):
            _cut(element)
    kept = str(etree.tostring(root, encoding="unicode", method="html"))
    return kept if len(re.sub(r"(?is)<(script|style|head)\b.*?</\1>|<[^>]*>", " ", kept).split()) >= 5 else markup


def _is_quote(element: etree._Element) -> bool:
    names = f"{element.get('class') or ''} {element.get('id') or ''}".lower()
    return (
        (element.tag == "blockquote" and (element.get("type") or "").lower() == "cite")
        or any(name in names for name in _QUOTES)
        or "divrplyfwdmsg" in names
    )


def _cut(element: etree._Element) -> None:
    """Remove a quote; below Outlook's reply header everything that follows is quoted."""
    parent = element.getparent()
    if parent is None:
        return
    if "divrplyfwdmsg" in (element.get("id") or "").lower():
        for later in list(element.itersiblings()):
            parent.remove(later)
        element.tail = None
    elif element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)
