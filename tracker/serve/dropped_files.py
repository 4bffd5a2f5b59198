"""Two files that somebody drops on a page: taken from the body, compared in the box, and forgotten.

They are never written anywhere. The box reads strangers' bytes without rights and within limits of time and memory, and
the comparison is made and drawn there too: a text made to stall it stalls nobody else.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tracker.errors import MalformedSource
from tracker.language.patterns import regex
from tracker.messages import said
from tracker.model import Issue

if TYPE_CHECKING:
    from tracker.box.processes import Box

LARGEST: Final = 20_000_000
"""Bytes of one file."""

_BOUNDARY = regex(r'multipart/form-data;.*?boundary="?([0-9A-Za-z\'()+_,./:=? -]{1,70})"?', 0)
_NAME = regex(r'(?:^|;)\s*name="([^"]*)"')
_FILE = regex(r'(?:^|;)\s*filename="([^"]*)"')
_JOB: Final = "tracker.serve.dropped_files:compared_page"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped:
    """A file of a form: the field it stands in, its name, its bytes."""

    field: str
    name: str
    data: bytes


def files_of(content_type: str, body: bytes) -> tuple[Dropped, ...]:
    """The files of a form (RFC 7578).

    Raises:
        MalformedSource: it is no such form.
    """
    match = _BOUNDARY.match(content_type)
    if match is None:
        raise MalformedSource("the request is no form with files", do="send multipart/form-data")
    mark = b"--" + match[1].encode()
    parts = (b"\r\n" + body).split(b"\r\n" + mark)
    return tuple(found for part in parts[1:-1] if (found := _file(part)) is not None)


def _file(part: bytes) -> Dropped | None:
    head, gap, data = part.partition(b"\r\n\r\n")
    if not gap:
        return None
    lines = head.decode("utf-8", "replace").split("\r\n")
    told = next((line for line in lines if line.lower().startswith("content-disposition:")), "")
    field, name = _NAME.search(told), _FILE.search(told)
    if field is None or name is None:
        return None
    return Dropped(field=field[1], name=name[1].replace("\\", "/").rpartition("/")[2][:200], data=data)


def both_of(content_type: str, body: bytes) -> tuple[Dropped, Dropped]:
    """The two files of a form, the older text first.

    Raises:
        MalformedSource: it has not both.
    """
    found = {one.field: one for one in files_of(content_type, body)}
    if not {"old", "new"} <= found.keys():
        raise MalformedSource("two files are compared, and one is missing", do="choose both")
    return found["old"], found["new"]


def page_of(box: Box, old: Dropped, new: Dropped, lang: str) -> str:
    """The redline of two files as a page, made in the box.

    Raises:
        MalformedSource: a file is missing, or too large.
        UnreadableSource: one of them cannot be read, or they took too long or too much.
    """
    for one in (old, new):
        if not one.data:
            raise MalformedSource("is empty", where=one.name or one.field, do="choose a file")
        if len(one.data) > LARGEST:
            raise MalformedSource(
                said("has more than {most} MB", most=LARGEST // 1_000_000), where=one.name, do="choose a smaller file"
            )
    names = [old.name or "old", new.name or "new"]
    found = box.ask(_JOB, old.data + new.data, where=" → ".join(names), cut=len(old.data), names=names, lang=lang)
    if not isinstance(found, str):
        raise MalformedSource("gave no page", where=" → ".join(names))
    return found


def compared_page(data: bytes, cut: int, names: list[str], lang: str) -> str:
    """The job: both files read, parsed, compared and drawn."""
    from dataclasses import replace  # noqa: PLC0415 - this runs in the box

    from tracker.compare import compare  # noqa: PLC0415
    from tracker.library.picking import version_of  # noqa: PLC0415
    from tracker.parse import parse  # noqa: PLC0415
    from tracker.read import read_bytes  # noqa: PLC0415
    from tracker.render import render  # noqa: PLC0415
    from tracker.render.options import RenderOptions  # noqa: PLC0415

    issues = [parse(read_bytes(part, name)) for part, name in zip((data[:cut], data[cut:]), names, strict=True)]
    values = [one.documents[0] if one.kind == "document" and len(one.documents) == 1 else one for one in issues]
    if any(isinstance(one, Issue) for one in values):
        values = [*issues]
    result = compare(values[0], values[1])
    old, new = (version_of(name, value, issue) for name, value, issue in zip(names, values, issues, strict=True))
    page = render(replace(result, old=old, new=new), "html", RenderOptions(lang="en" if lang == "en" else "zh"))
    return page if isinstance(page, str) else page.decode()
