"""The archive of an OFD: its parts by their names, as XML without any entity, and limits beyond which it is a trap."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any, Final, TypeAlias

from lxml import etree

from tracker.errors import EncryptedSource, SourceTooLarge, UnreadableSource
from tracker.messages import said

__all__ = ["Element", "Package", "children", "local_name"]

Element: TypeAlias = Any
"""An element of XML (lxml)."""

MOST_PARTS: Final = 20_000
LARGEST_PART: Final = 60_000_000
"""Bytes that a part of markup may unpack to; a page of text has some ten thousand."""
LARGEST_ALL: Final = 600_000_000
ROOT: Final = "OFD.xml"

_DAMAGED = (zipfile.BadZipFile, zlib.error, ValueError, OSError, EOFError, RuntimeError, NotImplementedError)


class Package:
    """An opened OFD. Nothing is unpacked to disk: names of parts only look parts up."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except _DAMAGED as error:
            raise UnreadableSource("the OFD is cut off or damaged", where=name, do="fetch it again") from error
        entries = self._archive.infolist()
        if any(entry.flag_bits & 1 for entry in entries):
            raise EncryptedSource("the parts of the OFD are encrypted", where=name, do="save it without a password")
        if len(entries) > MOST_PARTS or sum(entry.file_size for entry in entries) > LARGEST_ALL:
            raise SourceTooLarge("the OFD unpacks to more than a text has", where=name, do="do not open it: a trap")
        self._entries = {_normal("/", entry.filename): entry for entry in entries}

    def place(self, base: str, location: str) -> str:
        """The whole name of a part that the part ``base`` locates (GB/T 33190, 7.3: relative, or from the root)."""
        return _normal(posixpath.dirname(base), location.strip())

    def xml(self, part: str) -> Element | None:
        """The root element of a part; ``None`` where the archive has none of that name.

        Raises:
            UnreadableSource: It is no XML, or declares entities, which OFD never does.
            SourceTooLarge: It unpacks to more than ``LARGEST_PART``.
        """
        entry = self._entries.get(_normal("/", part))
        if entry is None:
            return None
        try:
            with self._archive.open(entry) as stream:
                content = stream.read(LARGEST_PART + 1)
        except _DAMAGED as error:
            raise UnreadableSource(
                said("{part} of the OFD is damaged", part=part), where=self.name, do="fetch it again"
            ) from error
        if len(content) > LARGEST_PART:
            raise SourceTooLarge(
                said("{part} of the OFD unpacks to more than a text has", part=part), where=self.name, do="a trap"
            )
        return self._parsed(content, part)

    def _parsed(self, content: bytes, part: str) -> Element:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            root = etree.fromstring(content, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise UnreadableSource(
                said("{part} of the OFD is no XML", part=part), where=self.name, do="fetch it again"
            ) from error
        if root.getroottree().docinfo.doctype:
            raise UnreadableSource(
                said("{part} of the OFD declares a DTD", part=part), where=self.name, do="it may be a trap"
            )
        return root


def _normal(folder: str, location: str) -> str:
    return posixpath.normpath(posixpath.join("/", folder, location.replace("\\", "/")))


def local_name(element: Element) -> str:
    """An element's name without its namespace; empty for comments and processing instructions."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def children(element: Element, *path: str) -> Iterator[Element]:
    """The elements below another by the names of a path, whatever their namespace."""
    if not path:
        yield element
        return
    for child in element:
        if local_name(child) == path[0]:
            yield from children(child, *path[1:])
