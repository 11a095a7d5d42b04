"""Zipped XML documents (DOCX, PPTX, XLSX, ODT): opened within limits, parsed without entities.

The border to ``zipfile`` and to lxml's XML parser: whatever they raise on a damaged file leaves here as ``DocumentError``.
"""

import struct
import zipfile
import zlib
from pathlib import Path
from types import TracebackType

from lxml import etree

from pipeline.errors import DocumentError, ResourceLimitError

# The largest real part met was 31 MB (document.xml of a 500-page report); 4 million tags take about 600 MB as a tree.
MAX_PART = 128 * 2**20
MAX_TAGS = 4_000_000
MAX_MEMBERS = 20_000
MAX_ATTRIBUTES = 500
ZIP_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    RuntimeError,
    NotImplementedError,
    ValueError,
    KeyError,
    IndexError,
    OverflowError,
    struct.error,
)


class Package:
    """One open zipped document; ``names`` are its parts."""

    def __init__(self, path: Path) -> None:
        """Open the archive.

        Raises:
            DocumentError: it is no sound archive, or holds absurdly many parts.
        """
        try:
            self._archive = zipfile.ZipFile(path)
        except ZIP_ERRORS as error:
            raise DocumentError(
                "Het bestand is beschadigd of onvolledig. Vraag het opnieuw op, of open het en bewaar het opnieuw."
            ) from error
        self.names = self._archive.namelist()
        if len(self.names) > MAX_MEMBERS:
            self._archive.close()
            raise ResourceLimitError(f"Het bestand bevat {len(self.names)} onderdelen; dat is geen gewoon document.")

    def __enter__(self) -> "Package":
        """The package itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the archive."""
        self._archive.close()

    def read(self, name: str) -> bytes:
        """The bytes of one part.

        Raises:
            DocumentError: the part is missing, damaged, encrypted or larger than ``MAX_PART``.
        """
        try:
            with self._archive.open(name) as stream:
                data = stream.read(MAX_PART + 1)
        except ZIP_ERRORS as error:
            raise DocumentError(
                f"Het onderdeel {name} ontbreekt of is beschadigd. Open het document en bewaar het opnieuw."
            ) from error
        if len(data) > MAX_PART:
            raise ResourceLimitError(f"Het onderdeel {name} is groter dan {MAX_PART // 2**20} MB; splits het document.")
        return data

    def xml(self, name: str) -> etree._Element:
        """The element tree of one part.

        Raises:
            DocumentError: as ``read``, or the part is no well-formed XML or declares entities.
        """
        return parse_xml(self.read(name), name)


def check_xml(data: bytes, name: str) -> None:
    """Refuse what no word processor writes: a DOCTYPE, or more tags than memory can hold.

    Raises:
        DocumentError: the part is refused.
    """
    if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data[:4096]:
        raise DocumentError(f"Het onderdeel {name} bevat een DOCTYPE en wordt om veiligheidsredenen niet gelezen.")
    if data.count(b"<") > MAX_TAGS:
        raise ResourceLimitError(f"Het onderdeel {name} bevat te veel elementen; splits het document.")


def parse_xml(data: bytes, name: str) -> etree._Element:
    """Well-formed XML without document type as an element tree.

    Raises:
        DocumentError: anything else.
    """
    check_xml(data, name)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise DocumentError(
            f"Het onderdeel {name} is beschadigd ({_short(error)}). Open het document en bewaar het opnieuw."
        ) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise DocumentError(f"Het onderdeel {name} bevat een DOCTYPE en wordt om veiligheidsredenen niet gelezen.")
    return root


def _short(error: Exception) -> str:
    return str(error).splitlines()[0][:120] if str(error) else type(error).__name__


def local(element: etree._Element) -> str:
    """The name of an element without its namespace; empty for comments and entities."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: etree._Element, name: str) -> str:
    """The value of an attribute whatever its namespace, empty when absent.

    Word's two generations of namespaces (transitional and strict) name the same attributes. An element with absurdly many
    attributes has none: going through them takes lxml quadratic time.
    """
    if len(element.attrib) > MAX_ATTRIBUTES:
        return ""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return ""
