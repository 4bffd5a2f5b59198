"""Bytes to characters, by evidence: what the bytes can be, then which reading is Chinese; a declaration breaks ties.

Chinese sources come as UTF-8, GB18030 (of which GBK and GB2312 are parts), Big5 and UTF-16, and are declared wrongly
often enough that a declaration is only a hint. Almost any bytes can be read as GB18030 or Big5, so that a strict
decoding proves nothing: the right one is full of the commonest characters of Chinese (the 140 below make up about
half of official texts), the wrong one of rare ones.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

from tracker.errors import UnreadableSource
from tracker.language.patterns import regex
from tracker.messages import said
from tracker.model import Diagnostic

__all__ = ["Decoded", "decode"]

COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"
    "十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全"
    "第条款项规办市区企资金管责任关委员及知印通单位务请申审标准施应建设并按照或者依"
    "這為個國來時們會對發動學經進著電裡現實加兩體製機當點從業應開還條項規辦區資關員單務請審標準設並依與號總職權"
)
PUNCTUATION = frozenset("，。、；：（）《》“”〔〕　【】")

CANDIDATES = ("gb18030", "big5hkscs")
SAMPLE = 200_000
"""Characters on which two readings are compared."""
FEW_BAD = 0.01
"""A reading with at most this ratio of bytes that fit no character is damaged, not wrong."""
CONTROLS = bytes([*range(9), 0x0B, *range(0x0E, 0x1B), *range(0x1C, 0x20), 0x7F])
BINARY = 0.002
"""More control characters than this ratio: not a text."""
CHARSET = regex(r"charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]+)", re.IGNORECASE)

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""Byte order marks; that of UTF-16 LE begins that of UTF-32 LE, which therefore comes first."""

ALIASES = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "x-gbk": "gb18030",
    "cp936": "gb18030",
    "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
    "cn-big5": "big5hkscs",
    "x-x-big5": "big5hkscs",
}
"""Encodings by the larger ones that hold them (WHATWG Encoding Standard)."""

CODECS = frozenset(
    ("ascii", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "hz", "big5", "big5hkscs", "cp950")
) | {"iso8859-1", "cp1252", "shift_jis", "cp932", "euc_jp", "euc_kr", "cp949"}
"""Codecs that a declaration may ask for. Python knows others that are no encodings of text (``rot13``, ``zip``)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """The text, the encoding it was read in, and whether some bytes fitted no character (U+FFFD stands for them)."""

    text: str
    encoding: str
    damaged: bool = False

    def diagnostics(self, text: str) -> Iterator[Diagnostic]:
        """What could not be read, as spans of the text that the source is given."""
        if self.damaged:
            for found in re.finditer("\ufffd+", text):
                yield Diagnostic(
                    severity="warning",
                    code="unreadable",
                    message=f"有{len(found.group())}个字节不是{self.encoding}字符：原文件已损坏",
                    span=found.span(),
                )


def decode(data: bytes, name: str, declared: str | None = None) -> Decoded:
    """The text of the bytes; ``declared`` is an encoding, or a media type with a charset, and may be wrong.

    Raises:
        UnreadableSource: The bytes are not text in any encoding that Chinese texts come in.
    """
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _marked(data[len(mark) :], encoding, name)
    if b"\x00" in data:
        return _wide(data, name)
    _refuse_binary(data, name)
    try:
        return Decoded(text=data.decode(), encoding="utf-8")
    except UnicodeDecodeError:
        return _by_evidence(data, name, _encoding(declared))


def _encoding(declared: str | None) -> str | None:
    """The codec of a declaration, the larger encoding for a part of it; ``None`` where it names none."""
    if not declared:
        return None
    found = CHARSET.search(declared)
    label = (found.group(1) if found else declared).strip().lower()
    try:
        codec = codecs.lookup(ALIASES.get(label, label)).name
    except (LookupError, ValueError):
        return None
    return codec if codec in CODECS else None


def _marked(data: bytes, encoding: str, name: str) -> Decoded:
    text = data.decode(encoding, "replace")
    if text.count("\ufffd") > FEW_BAD * max(len(text), 100):
        raise UnreadableSource(
            said("the bytes are not the {encoding} they are marked as", encoding=encoding),
            where=name,
            do="fetch it again",
        )
    return Decoded(text=text, encoding=encoding, damaged="\ufffd" in text)


def _wide(data: bytes, name: str) -> Decoded:
    """Bytes with zeros are UTF-16 without a mark, or no text."""
    readings = [_reading(data, encoding) for encoding in ("utf-16-le", "utf-16-be")]
    best = max(readings, key=lambda reading: _likeness(reading.text))
    if best.damaged or _likeness(best.text) < 0.3 or "\x00" in best.text:  # noqa: PLR2004  # of common characters
        raise UnreadableSource("this is binary data, not text", where=name, do="name a text, PDF, HTML or DOCX file")
    return best


def _refuse_binary(data: bytes, name: str) -> None:
    controls = len(data) - len(data.translate(None, CONTROLS))
    if controls > max(8, BINARY * len(data)):
        raise UnreadableSource("this is binary data, not text", where=name, do="name a text, PDF, HTML or DOCX file")


def _by_evidence(data: bytes, name: str, declared: str | None) -> Decoded:
    """The reading that is Chinese; UTF-8 with a few bad bytes is damaged UTF-8, for nothing else looks like it."""
    utf8 = _reading(data, "utf-8")
    if utf8.text.count("\ufffd") <= max(4, FEW_BAD * len(utf8.text)) < len(utf8.text) / 4 and not utf8.text.isascii():
        return utf8
    names = list(dict.fromkeys([*([declared] if declared else []), *CANDIDATES]))
    readings = [_reading(data, encoding) for encoding in names if encoding != "utf-8"]
    usable = [r for r in readings if r.text.count("\ufffd") <= max(2, FEW_BAD * len(r.text))]
    best = max(usable, key=lambda reading: (_likeness(reading.text), not reading.damaged), default=None)
    if best is not None and _likeness(best.text) > 0.2:  # noqa: PLR2004  # of common characters
        return best
    return _last_resort(data, name, best)


def _reading(data: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(text=data.decode(encoding), encoding=encoding)
    except UnicodeDecodeError:
        return Decoded(text=data.decode(encoding, "replace"), encoding=encoding, damaged=True)


def _likeness(text: str) -> float:
    """The ratio of the characters beyond ASCII that are common in Chinese texts."""
    beyond = [character for character in text[:SAMPLE] if character > "\x7f"]
    if not beyond:
        return 0.0
    return sum(character in COMMON or character in PUNCTUATION for character in beyond) / len(beyond)


def _last_resort(data: bytes, name: str, best: Decoded | None) -> Decoded:
    """Short texts and other languages: what charset-normalizer takes them for."""
    from charset_normalizer import from_bytes  # noqa: PLC0415  # slow to load, and hardly ever needed

    guess = from_bytes(data[:SAMPLE], cp_isolation=["gb18030", "big5hkscs", "utf_8", "cp1252", "shift_jis", "euc_kr"])
    found = guess.best()
    if found is not None:
        reading = _reading(data, found.encoding)
        if not reading.damaged:
            return reading
    if best is not None and not best.damaged:
        return best
    raise UnreadableSource(
        "the bytes are no text in UTF-8, GB18030, Big5 or UTF-16",
        where=name,
        do="convert it to UTF-8, with `iconv -f ENCODING -t UTF-8` for example",
    )
