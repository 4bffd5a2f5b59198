"""What is read of bytes from the network, as jobs of the box: bytes and plain values in, plain values out."""

from __future__ import annotations

from typing import Any


def listing(
    body: bytes, *, request: dict[str, Any], hints: dict[str, Any], url: str, media_type: str | None
) -> dict[str, Any]:
    """The list in an answer.

    Raises:
        UnreadableSource: the bytes are no text.
    """
    from tracker.monitor.answers import Request
    from tracker.monitor.judge import judge_listless
    from tracker.monitor.sources.listed import Listing, Refusal, listing_to_json
    from tracker.monitor.sources.recognition import Hints, read_listing
    from tracker.read.decoding import decode

    form = request.pop("form")
    form = None if form is None else tuple((a, b) for a, b in form)
    context = tuple((a, b) for a, b in request.pop("context"))
    text = decode(body, url, media_type).text if body else ""
    found = read_listing(text, Request(**request, form=form, context=context), url, Hints(**hints))
    if not found.entries and not found.instead:
        verdict = judge_listless(text)
        if verdict is not None and not (
            found.family in {"gkmlpt", "postmeta", "recordset", "json", "unit"} and found.refusal is None
        ):
            refusal = Refusal(kind=verdict.kind, what=verdict.what)
            drawn = found.refusal if found.refusal is not None and found.refusal.do else None
            kept = drawn if verdict.kind in {"content", "soft-404"} and drawn and drawn.kind == "content" else refusal
            found = Listing(family=found.family, how=found.how, refusal=kept, lines=found.lines)
    return listing_to_json(found)


def document(body: bytes, *, asked: dict[str, Any]) -> dict[str, Any]:
    """What the bytes of a document say."""
    from tracker.monitor.reading.document import Asked, read_document, reading_to_json

    for name in ("list_lines", "home_lines"):
        asked[name] = tuple(asked[name])
    return reading_to_json(read_document(body, Asked(**asked)))


def lines(body: bytes, *, name: str) -> dict[str, Any]:
    """The folded text of bytes that the store holds, and its digest.

    Raises:
        UnreadableSource: today's reader cannot read them.
    """
    from tracker.monitor.reading.plain_text import digest_of, folded_lines
    from tracker.read import read_bytes

    folded = folded_lines(read_bytes(body, name).text)
    return {"lines": folded, "digest": digest_of(folded)}
