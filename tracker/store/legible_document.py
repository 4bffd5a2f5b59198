"""A document as the store shows it: Markdown, one provision a line, legible in a plain ``git diff``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.language.patterns import regex
from tracker.model import CONTAINERS, MATTER

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tracker.model import Document, Provision

_BREAKS = regex(r"[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
_MARKUP = regex(r"[\\`*_<\[\]]|^[#>+~=-]")
_TITLE_LEVEL = {"part": "###", "subpart": "###", "chapter": "###", "section": "####"}


def document_text(document: Document) -> str:
    """The whole document: title, number and date; then each instrument, a provision a line with a blank one between."""
    return "\n\n".join(document_lines(document)) + "\n"


def document_lines(document: Document) -> Iterator[str]:
    """The lines of ``document_text``, without the blank ones."""
    yield f"# {escaped(document.title)}"
    about = [part for part in (document.doc_number, "、".join(document.issuers), document.date) if part]
    if about:
        yield escaped(" · ".join(about))
    for instrument in document.instruments:
        if instrument.title and instrument.title != document.title:
            yield f"## {escaped(instrument.title)}"
        yield from provision_lines(instrument.body)


def provision_lines(provisions: Iterable[Provision]) -> Iterator[str]:
    """One line a provision, its children after it; a table has one line for all its rows."""
    for provision in provisions:
        line = _own_line(provision)
        if line:
            yield line
        if provision.rows:
            yield _table(provision)
        yield from provision_lines(provision.children)


def _own_line(provision: Provision) -> str:
    label, heading, text = provision.label or "", provision.heading or "", provision.text
    if provision.level in CONTAINERS:
        said = escaped(f"{label}　{heading}".strip("　"))
        return f"{_TITLE_LEVEL[provision.level]} {said}" + (f"　{escaped(text)}" if text else "")
    if provision.level in MATTER or not label:
        return escaped(f"{heading}{text}")
    if provision.level == "article":
        return f"**{escaped(label)}**　{escaped(f'{heading}　{text}' if heading and text else heading + text)}"
    return escaped(f"{label}{heading}{text}")


def _table(provision: Provision) -> str:
    width = max(len(row) for row in provision.rows)
    rows = [_row(row, width) for row in provision.rows]
    return "\n".join([rows[0], "|" + " --- |" * width, *rows[1:]])


def _row(cells: tuple[str, ...], width: int) -> str:
    padded = (*cells, *("",) * (width - len(cells)))
    return "| " + " | ".join(escaped(cell).replace("|", "\\|") for cell in padded) + " |"


def escaped(text: str) -> str:
    """Text on one line in which Markdown sees no markup."""
    line = _BREAKS.sub(" ", text)
    return _MARKUP.sub(lambda found: f"\\{found[0]}", line)
