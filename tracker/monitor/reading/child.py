"""The process that reads: one job after another from its standard input, each with its answer on the standard output.

It ends when its parent does. Whatever a hostile file does to a reader happens here: memory is limited, and the parent
ends the process when it takes too long.
"""

from __future__ import annotations

import json
import os
import resource
import struct
import sys
from typing import IO, Any, Final

MEMORY: Final = 2_000_000_000
"""Bytes of address space."""
_LENGTH: Final = struct.Struct(">Q")


def serve() -> None:
    """Read jobs until there are no more."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not be taken for an answer
    source = sys.stdin.buffer
    while (head := read_frame(source)) is not None:
        body = read_frame(source) or b""
        answer = _answer(json.loads(head), body)
        write_frame(out, json.dumps(answer, ensure_ascii=True).encode())
        out.flush()


def read_frame(stream: IO[bytes]) -> bytes | None:
    """The next piece of a stream; ``None`` at its end."""
    size = stream.read(_LENGTH.size)
    if len(size) < _LENGTH.size:
        return None
    wanted = _LENGTH.unpack(size)[0]
    data = stream.read(wanted)
    return data if len(data) == wanted else None


def write_frame(stream: IO[bytes], data: bytes) -> None:
    """Write a piece with its length before it."""
    stream.write(_LENGTH.pack(len(data)))
    stream.write(data)


def _answer(job: dict[str, Any], body: bytes) -> dict[str, Any]:
    try:
        return {"done": _JOBS[job.pop("job")](job, body)}
    except MemoryError:
        return {"failed": "needs more memory than a reader may have"}
    except RecursionError:
        return {"failed": "is nested too deep"}
    except Exception as error:  # noqa: BLE001 - one file must not end the pass; the parent tells it
        return {"failed": f"cannot be read: {type(error).__name__}: {error}"[:300]}


def _listing(job: dict[str, Any], body: bytes) -> dict[str, Any]:
    from tracker.monitor.answers import Request
    from tracker.monitor.judge import judge_listless
    from tracker.monitor.sources.listed import Listing, Refusal, listing_to_json
    from tracker.monitor.sources.recognition import Hints, read_listing
    from tracker.read.decoding import decode

    request, hints = job["request"], job["hints"]
    form = tuple((a, b) for a, b in request.pop("form")) if request["form"] is not None else request.pop("form")
    context = tuple((a, b) for a, b in request.pop("context"))
    text = decode(body, job["url"], job["media_type"]).text if body else ""
    listing = read_listing(text, Request(**request, form=form, context=context), job["url"], Hints(**hints))
    if not listing.entries and not listing.instead:
        verdict = judge_listless(text)
        if verdict is not None and not (
            listing.family in {"gkmlpt", "postmeta", "recordset", "json", "unit"} and listing.refusal is None
        ):
            refusal = Refusal(kind=verdict.kind, what=verdict.what)
            drawn = listing.refusal if listing.refusal is not None and listing.refusal.do else None
            kept = drawn if verdict.kind in {"content", "soft-404"} and drawn and drawn.kind == "content" else refusal
            listing = Listing(family=listing.family, how=listing.how, refusal=kept, lines=listing.lines)
    return listing_to_json(listing)


def _document(job: dict[str, Any], body: bytes) -> dict[str, Any]:
    from tracker.monitor.reading.document import Asked, read_document, reading_to_json

    asked = job["asked"]
    for name in ("list_lines", "home_lines"):
        asked[name] = tuple(asked[name])
    return reading_to_json(read_document(body, Asked(**asked)))


def _lines(job: dict[str, Any], body: bytes) -> dict[str, Any]:
    from tracker.monitor.reading.plain_text import digest_of, folded_lines
    from tracker.read import read_bytes

    lines = folded_lines(read_bytes(body, job["name"]).text)
    return {"lines": lines, "digest": digest_of(lines)}


_JOBS: Final = {"listing": _listing, "document": _document, "lines": _lines}

if __name__ == "__main__":
    serve()
