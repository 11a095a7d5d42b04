"""Read an Outlook message (.msg): its properties become the same ``Message`` that an .eml gives.

The HTML body stands in a property of its own or, as Outlook usually writes it, wrapped in compressed RTF.
"""

import re
import struct
from pathlib import Path

from pipeline.errors import DocumentError
from pipeline.extract.compound import Compound
from pipeline.extract.encoding import decode, decode_markup
from pipeline.extract.mail import Message, extract
from pipeline.extract.text import clean
from pipeline.schema import Extraction

_SUBJECT, _SENDER, _BODY, _HTML, _RTF = "0037", "0C1A", "1000", "1013", "1009"
_ATTACHMENT_NAME = re.compile(r"^__attach_version1\.0_#[0-9A-F]{8}/__substg1\.0_3707(001[EF])$", re.IGNORECASE)
MAX_RTF = 64 * 2**20
# The text that every compressed RTF is taken to follow (MS-OXRTFCP 2.1.2.1): what is common is thus never stored.
_PRESET = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArial"
    b"Times New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)
_TOKEN = re.compile(rb"\\([a-z]+)(-?\d{1,6})? ?|\\'([0-9a-fA-F]{2})|\\([^a-z])|([{}])|([^\\{}]+)", re.DOTALL)


def read(path: Path) -> Extraction:
    """The blocks of an Outlook message, its subject as the first heading.

    Raises:
        DocumentError: the file is damaged or holds no message.
    """
    streams = Compound(path.read_bytes()).streams
    html = _binary(streams, _HTML) or _html_of_rtf(_decompress(_binary(streams, _RTF)))
    content = Message(
        subject=clean(_text(streams, _SUBJECT)),
        sender=clean(_text(streams, _SENDER)),
        html=decode_markup(html) if isinstance(html, bytes) else html,
        plain=_text(streams, _BODY),
        attachments=tuple(_attachments(streams)),
    )
    if not (content.html.strip() or content.plain.strip() or content.subject):
        raise DocumentError("Het bericht bevat geen tekst. Open het in Outlook en bewaar het opnieuw.")
    return extract(content)


def _text(streams: dict[str, bytes], name: str) -> str:
    """A text property, in Unicode or in the code page of old messages."""
    wide = streams.get(f"__substg1.0_{name}001F")
    return (
        wide.decode("utf-16-le", "replace") if wide is not None else decode(streams.get(f"__substg1.0_{name}001E", b""))
    )


def _binary(streams: dict[str, bytes], name: str) -> bytes:
    found = streams.get(f"__substg1.0_{name}0102")
    return found if found is not None else _text(streams, name).encode("utf-8") if name == _HTML else b""


def _attachments(streams: dict[str, bytes]) -> list[str]:
    names = []
    for path, data in sorted(streams.items()):
        found = _ATTACHMENT_NAME.match(path)
        if found:
            name = data.decode("utf-16-le", "replace") if found.group(1).upper() == "001F" else decode(data)
            if not re.search(r"\.(?:png|jpe?g|gif|bmp)$", name, re.IGNORECASE):
                names.append(clean(name))
    return names


def _decompress(data: bytes) -> bytes:
    """RTF as compressed by Outlook (LZFu): runs of literal bytes and references into a window of 4,096."""
    if len(data) < 16:
        return b""
    size, kind = struct.unpack_from("<I4s", data, 4)
    if kind == b"MELA":
        return data[16 : 16 + size]
    if kind != b"LZFu" or size > MAX_RTF:
        return b""
    window = bytearray(_PRESET.ljust(4096, b"\0"))
    place = len(_PRESET)
    result = bytearray()
    at = 16
    while at < len(data) and len(result) < size:
        flags = data[at]
        at += 1
        for bit in range(8):
            if at >= len(data) or len(result) >= size:
                break
            if not flags & (1 << bit):
                piece = data[at : at + 1]
                at += 1
                result += piece
                window[place] = piece[0]
                place = (place + 1) % 4096
                continue
            if at + 1 >= len(data):
                return bytes(result)
            reference = data[at] << 8 | data[at + 1]
            at += 2
            start, length = reference >> 4, (reference & 0xF) + 2
            if start == place:
                return bytes(result)
            for offset in range(length):
                byte = window[(start + offset) % 4096]
                result.append(byte)
                window[place] = byte
                place = (place + 1) % 4096
    return bytes(result[:size])


def _html_of_rtf(rtf: bytes) -> str:
    """The HTML that Outlook wrapped in RTF (MS-OXRTFEX): the ``htmltag`` groups and the text between them."""
    if b"\\fromhtml1" not in rtf:
        return ""
    codepage = re.search(rb"\\ansicpg(\d{3,5})", rtf)
    encoding = f"cp{codepage.group(1).decode()}" if codepage else "cp1252"
    parts: list[str] = []
    # Per open group: whether its text is left out. Plain text between \htmlrtf and \htmlrtf0 is for RTF readers only.
    hidden = [False]
    rtf_only = False
    start = rtf.find(b"{\\*\\htmltag")
    skip = 0
    for word, number, byte, symbol, brace, text in _TOKEN.findall(rtf[max(start, 0) :]):
        if brace == b"{":
            hidden.append(hidden[-1])
        elif brace == b"}":
            if len(hidden) > 1:
                hidden.pop()
        elif word == b"htmlrtf":
            rtf_only = number != b"0"
        elif word == b"htmltag":
            hidden[-1] = False
        elif symbol == b"*" or word in (b"mhtmltag", b"fonttbl", b"colortbl", b"stylesheet", b"pntext"):
            hidden[-1] = True
        elif hidden[-1] or rtf_only:
            continue
        elif word:
            parts.append(_word(word, number))
            skip = 1 if word == b"u" else 0
        elif byte:
            parts.append(
                "" if skip else bytes([int(byte, 16)]).decode(encoding if _is_known(encoding) else "cp1252", "replace")
            )
            skip = 0
        elif symbol:
            parts.append({b"~": "\u00a0", b"_": "-", b"\\": "\\", b"{": "{", b"}": "}"}.get(symbol, ""))
        else:
            plain = text.decode("latin-1").replace("\r", "").replace("\n", "")
            parts.append(plain[skip:])
            skip = 0
    return "".join(parts)


def _is_known(encoding: str) -> bool:
    try:
        "".encode(encoding)
    except LookupError:
        return False
    return True


def _word(word: bytes, number: bytes) -> str:
    if word == b"u" and number:
        return chr(int(number) % 0x10000) if not 0xD800 <= int(number) % 0x10000 < 0xE000 else ""
    names = {
        b"par": "\n",
        b"line": "\n",
        b"tab": "\t",
        b"lquote": "‘",
        b"rquote": "’",
        b"ldblquote": "“",
        b"rdblquote": "”",
    }
    return (names | {b"bullet": "•", b"endash": "–", b"emdash": "—"}).get(word, "")
