"""SourceText → Issue: issues of a gazette, compilations, and single documents (``tracker.issue/1``)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tracker.model import Diagnostic, Document, Issue, Noise, NoiseKind, Source, SourceText
from tracker.parse.diagnostics.copying_marks import suspicions
from tracker.parse.diagnostics.findings import diagnose, disagreements, much_noise
from tracker.parse.document.assembly import parse_document
from tracker.parse.flattened.stretches import is_flat, page_numbers, unflatten
from tracker.parse.issue.around_the_text import page_shell, with_fields_apart
from tracker.parse.issue.contents_list import Contents, find_contents
from tracker.parse.issue.document_heads import find_headings
from tracker.parse.issue.lost_heads import Card, Heading
from tracker.parse.issue.masthead import back_matter_start, read_masthead
from tracker.parse.issue.plain_contents import holds_only_contents
from tracker.parse.issue.printed_lines import furniture
from tracker.parse.issue.single_head import single_heading
from tracker.parse.issue.unlisted_heads import heads_between, heads_in_stream
from tracker.parse.lines import Clean, Line, Lines, split_lines, spread, wide_blanks
from tracker.parse.markup import markup_spans
from tracker.parse.traditional import as_printed, in_simplified, language_of, stating_nothing


def issue_of(source: SourceText) -> Issue:
    """The issue, compilation or document that a source holds.

    Never raises on odd text: what cannot be understood becomes paragraphs and diagnostics.
    """
    plain = in_simplified(source)
    issue = _issue(source) if plain is None else as_printed(_issue(plain), source.text)
    told = language_of(source)
    return replace(stating_nothing(issue), diagnostics=(*told, *issue.diagnostics)) if told else issue


def _issue(source: SourceText) -> Issue:
    """The issue that a source in simplified characters holds."""
    noise = list(source.furniture)
    wide = wide_blanks(source.text)
    if is_flat(source.text):
        pages = page_numbers(source.text)
        noise += [Noise(kind="page-number", span=span) for span in pages]
        split = unflatten(Clean(source.text, [*pages, *wide]))
    else:
        marks = [Noise(kind="markup", span=span) for span in markup_spans(source.text)]
        noise += marks
        clean = Clean(source.text, [*(hole.span for hole in (*source.furniture, *marks)), *wide])
        split = split_lines(clean, whole=source.reflowed)
    noise += split.noise
    return _assemble(source, split, noise)


def _assemble(source: SourceText, split: Lines, noise: list[Noise]) -> Issue:
    lines = with_fields_apart(split.lines)
    contents = find_contents(lines)
    body = contents.end if contents else 0
    if printed := furniture(lines, body, contents.sections if contents else ()):
        noise.extend(printed.values())
        lines = tuple(line for i, line in enumerate(lines) if i not in printed)
    end = back_matter_start(lines, body)
    headings = find_headings(lines[:end], body, contents.entries if contents else ())
    if contents:
        headings = [*heads_between(lines, body, headings[0].start if headings else end, headings), *headings]
    front_end = headings[0].start if headings else (contents.end if contents else min(len(lines), 30))
    a, b = (contents.start, contents.end) if contents else (front_end, front_end)
    front = [*lines[:a], *lines[b:front_end]]
    masthead = read_masthead(front, lines[a:b], lines[end:], has_contents=contents is not None)
    if contents is None and masthead.kind == "gazette" and holds_only_contents(lines):
        headings = []
    elif not headings:
        headings, end = _single(lines)
    elif contents is None:
        shell = page_shell(lines[:end])
        headings = [*heads_between(lines, shell.first, headings[0].start, headings), *headings]
        end = min(end, shell.end)
    if contents is None and headings:
        headings = heads_in_stream(lines[:end], headings)
    _front_and_back(noise, lines, contents, headings, end)
    documents = _documents(lines[:end], headings, noise)
    return Issue(
        kind=masthead.kind,
        title=masthead.title if masthead.kind != "document" else (documents[0].title if documents else None),
        year=masthead.year,
        number=masthead.number,
        total_number=masthead.total_number,
        numbers=masthead.numbers,
        supplement=masthead.supplement,
        date=masthead.date or (documents[0].date if masthead.kind == "document" and documents else None),
        sponsor=masthead.sponsor,
        issn=masthead.issn,
        source=Source(name=source.name, sha256=source.sha256, media_type=source.media_type, chars=len(source.text)),
        toc=contents.entries if contents else (),
        documents=documents,
        noise=_in_order(noise),
        diagnostics=(
            *source.diagnostics,
            *_diagnostics(documents, headings, contents, lines),
            *much_noise(source.text, noise),
        ),
    )


def _single(lines: Sequence[Line]) -> tuple[list[Heading], int]:
    """A source without contents list and document numbers is one document from its first line to its last."""
    if not lines:
        return [], 0
    shell = page_shell(lines)
    found = single_heading(lines[shell.first : shell.end])
    card = found.card if found.card != Card() else shell.card
    number = found.doc_number or card.doc_number
    return [Heading(found.start + shell.first, found.body + shell.first, found.title, number, card=card)], shell.end


def _documents(lines: Sequence[Line], headings: Sequence[Heading], noise: list[Noise]) -> tuple[Document, ...]:
    ends = [*(heading.start for heading in headings[1:]), len(lines)]
    return tuple(
        parse_document(heading, lines[heading.start : end], noise)
        for heading, end in zip(headings, ends, strict=False)
        if heading.start < end
    )


def _front_and_back(
    noise: list[Noise], lines: Sequence[Line], contents: Contents | None, headings: Sequence[Heading], end: int
) -> None:
    """Cover, contents list and imprint belong to no document."""
    first = headings[0].start if headings else len(lines)
    a, b = (contents.start, contents.end) if contents else (first, first)
    for kind, part in (
        ("front-matter", lines[: min(a, first)]),
        ("contents", lines[a : min(b, first)]),
        ("front-matter", lines[b:first]),
        ("back-matter", lines[end:]),
    ):
        _mark(noise, kind, part)  # type: ignore[arg-type]


def _mark(noise: list[Noise], kind: NoiseKind, part: Sequence[Line]) -> None:
    if part:
        noise.append(Noise(kind=kind, span=spread(part)))


_WHOLE_PARTS = frozenset({"front-matter", "contents", "back-matter"})


def _in_order(noise: Sequence[Noise]) -> tuple[Noise, ...]:
    """The noise by its place, each character once: a page number inside the contents list is no part of it."""
    small = sorted((item for item in noise if item.kind not in _WHOLE_PARTS), key=lambda item: item.span)
    whole = [part for item in noise if item.kind in _WHOLE_PARTS for part in _without(item, small)]
    return tuple(sorted((*small, *whole), key=lambda item: item.span))


def _without(item: Noise, holes: Sequence[Noise]) -> Iterator[Noise]:
    """A stretch of noise without the smaller ones inside it, in the pieces that remain."""
    start, end = item.span
    for hole in holes:
        a, b = hole.span
        if start <= a and b <= end:
            if start < a:
                yield Noise(kind=item.kind, span=(start, a))
            start = b
    if start < end:
        yield Noise(kind=item.kind, span=(start, end))


def _diagnostics(
    documents: Sequence[Document], headings: Sequence[Heading], contents: Contents | None, lines: Sequence[Line]
) -> list[Diagnostic]:
    found = [item for document in documents for item in (*diagnose(document), *suspicions(document))]
    if contents:
        span = spread(lines[contents.start : contents.end])
        entries = [heading.entry for heading in headings]
        found += disagreements(contents.entries, list(zip(documents, entries, strict=False)), span)
    return sorted(found, key=lambda diagnostic: diagnostic.span)
