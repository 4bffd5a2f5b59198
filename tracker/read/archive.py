"""The documents inside a ZIP archive of attachments, each by its name and its bytes; nothing is unpacked to disk."""

from __future__ import annotations

import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tracker.errors import EncryptedSource, SourceTooLarge, UnreadableSource
from tracker.language.patterns import regex
from tracker.messages import said
from tracker.read import TOO_LARGE

__all__ = ["ArchivedFile", "archived_files"]

MOST_FILES: Final = 2_000
"""Files from which an archive is refused: a year of a gazette has a tenth of it."""

_UTF_8: Final = 0x800
_ENCRYPTED: Final = 0x1
_DAMAGED = (zipfile.BadZipFile, zlib.error, ValueError, OSError, EOFError, RuntimeError, NotImplementedError)


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivedFile:
    """A file inside an archive: ``place`` is its index there, ``inner`` its name in it, folders included."""

    archive: Path
    inner: str
    place: int

    @property
    def name(self) -> str:
        """The file's name without its folders."""
        return self.inner.rsplit("/", 1)[-1]

    def __str__(self) -> str:
        return f"{self.archive}/{self.inner}"

    def data(self) -> bytes:
        """Its bytes, up to ``TOO_LARGE``.

        Raises:
            UnreadableSource: it is damaged or locked, or unpacks to more than a source may have.
        """
        try:
            with zipfile.ZipFile(self.archive) as opened:
                entry = opened.infolist()[self.place]
                if entry.flag_bits & _ENCRYPTED:
                    raise EncryptedSource("the archive needs a password", where=str(self), do="unpack it with one")
                with opened.open(entry) as stream:
                    content = stream.read(TOO_LARGE)
        except _DAMAGED as error:
            raise UnreadableSource("it is damaged inside its archive", where=str(self), do="fetch it again") from error
        if len(content) >= TOO_LARGE:
            raise SourceTooLarge("it unpacks to more than a source has", where=str(self), do="do not open it: a trap")
        return content


def archived_files(archive: Path, suffixes: frozenset[str]) -> tuple[ArchivedFile, ...]:
    """The files of an archive with one of some suffixes, by their names; none where it is no archive that can be read.

    Names that a Chinese Windows wrote are in GBK, which ZIP itself does not say (APPNOTE.TXT, appendix D).

    Raises:
        SourceTooLarge: it holds more than ``MOST_FILES`` files.
    """
    try:
        with zipfile.ZipFile(archive) as opened:
            entries = opened.infolist()
    except _DAMAGED:
        return ()
    if len(entries) > MOST_FILES:
        do = said("unpack it, and name the files that you want")
        raise SourceTooLarge(
            said("the archive holds more than {most} files", most=MOST_FILES), where=str(archive), do=do
        )
    found = [
        ArchivedFile(archive=archive, inner=inner, place=place)
        for place, entry in enumerate(entries)
        if (inner := _inner(entry)) and not entry.is_dir() and _is_taken(inner, suffixes)
    ]
    return tuple(sorted(found, key=lambda one: (one.inner, one.place)))


def _inner(entry: zipfile.ZipInfo) -> str:
    """The name as it was typed, without the parts that lead out of the archive."""
    name = entry.filename
    if not entry.flag_bits & _UTF_8:
        name = _from_gbk(name)
    parts = name.replace("\\", "/").split("/")
    return "/".join(part for part in parts if part not in ("", ".", ".."))


def _from_gbk(name: str) -> str:
    """A name that Python read as code page 437, read as UTF-8 or GBK where it is that.

    The bytes of 通知 in GBK are UTF-8 too, of letters that no Chinese name has.
    """
    try:
        raw = name.encode("cp437")
    except UnicodeEncodeError:
        return name
    for encoding in ("utf-8", "gb18030"):
        try:
            read = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding != "utf-8" or _CHINESE.fullmatch(read):
            return read
    return name


_CHINESE: Final = regex("[\x20-\x7e\u2010-\u2027\u3000-\u303f\u3400-\u9fff\uff00-\uffef]*")


def _is_taken(inner: str, suffixes: frozenset[str]) -> bool:
    """Whether a file is a document, and none of those that a Mac puts beside them or hides."""
    parts = inner.split("/")
    hidden = any(part.startswith((".", "__MACOSX", "~$")) for part in parts)
    return not hidden and Path(parts[-1]).suffix.lower() in suffixes
