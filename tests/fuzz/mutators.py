"""Ways to change an input: bytes, characters of official texts, lines, and the parts of an archive."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable
from random import Random

MOST = 200_000
"""Bytes of an input; larger ones are cut."""
WORDS = (
    *("第", "条", "款", "项", "第一条", "第十二条之一", "第九千九百九十九条", "（一）", "（一", "一、", "1."),
    *(
        "附件",
        "目 录",
        "附则",
        "〔2025〕12号",
        "〔",
        "〕",
        "《",
        "》",
        "“",
        "”",
        "修改为：",
        "删去",
        "增加一条，作为",
        "废止",
    ),
    *("自公布之日起施行", "2025年13月40日", "百分之", "一百万元", "…………", "A", "0" * 40, "，" * 40, "《a》" * 9),
    *("\t", "　", "\u200b", "\u202e", "\ud7ff", "\x00", "\x0c"),
)
_PLACES = (0, 1, 127, 128, 255)


def mutated(data: bytes, random: Random, other: bytes = b"") -> bytes:
    """An input changed in one to six ways; of an archive sometimes a part inside it. ``other`` is another input."""
    if data[:4] == b"PK\x03\x04" and random.random() < 0.8:
        data = _in_archive(data, random)
    else:
        for _ in range(random.randint(1, 6)):
            data = random.choice(_WAYS)(data, random, other)
    return data[:MOST]


def _byte(data: bytes, random: Random, _: bytes) -> bytes:
    place = random.randrange(len(data) + 1)
    value = random.choice(_PLACES) if random.random() < 0.5 else random.randrange(256)
    return data[:place] + bytes([value]) + data[place + random.randint(0, 1) :]


def _cut(data: bytes, random: Random, _: bytes) -> bytes:
    start, end = sorted(random.randrange(len(data) + 1) for _ in range(2))
    return data[:start] + data[end:] if random.random() < 0.7 else data[start:end]


def _repeated(data: bytes, random: Random, _: bytes) -> bytes:
    start = random.randrange(len(data) + 1)
    piece = data[start : start + random.randint(1, 200)]
    return data[:start] + piece * random.choice((2, 3, 20, 300)) + data[start:]


def _word(data: bytes, random: Random, _: bytes) -> bytes:
    text = data.decode("utf-8", "surrogateescape")
    place = random.randrange(len(text) + 1)
    changed = text[:place] + random.choice(WORDS) + text[place + random.choice((0, 0, 1, 4)) :]
    return changed.encode("utf-8", "surrogateescape")


def _lines(data: bytes, random: Random, _: bytes) -> bytes:
    lines = data.split(b"\n")
    first, second = (random.randrange(len(lines)) for _ in range(2))
    if random.random() < 0.5:
        lines[first], lines[second] = lines[second], lines[first]
    else:
        lines.insert(first, lines[second])
    return (b"" if random.random() < 0.1 else b"\n").join(lines)


def _spliced(data: bytes, random: Random, other: bytes) -> bytes:
    return data[: random.randrange(len(data) + 1)] + other[random.randrange(len(other) + 1) :]


_WAYS: tuple[Callable[[bytes, Random, bytes], bytes], ...] = (_byte, _cut, _repeated, _word, _word, _lines, _spliced)


def _in_archive(data: bytes, random: Random) -> bytes:
    """An archive one of whose parts is changed, taken out, or put in once more."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [(one, archive.read(one)) for one in archive.namelist()]
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, RuntimeError, EOFError):
        return _byte(data, random, b"")
    if not parts:
        return data
    at = random.randrange(len(parts))
    name, content = parts[at]
    chance = random.random()
    if chance < 0.8:
        parts[at] = (name, mutated(content, random, random.choice(parts)[1]))
    elif chance < 0.9:
        del parts[at]
    else:
        parts.append((random.choice((name, f"../{name}", name.upper())), random.choice(parts)[1]))
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for one, inside in parts:
            archive.writestr(zipfile.ZipInfo(one), inside)
    return made.getvalue()
