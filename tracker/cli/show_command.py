"""``tracker show REF``: the text of one thing, as it stood."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tracker.cli.options import DEFAULT_STORE, Format, FormatOption, OutputOption, StoreOption
from tracker.cli.output import write
from tracker.model import CONTAINERS, MATTER, Document, Instrument, Issue, Provision

if TYPE_CHECKING:
    from tracker.cli.references import Resolved


def show(
    ref: Annotated[
        str, typer.Argument(metavar="REF", help="FILE or FILE#文号, issue, document number or title; @DATE, @REV.")
    ],
    *,
    store: StoreOption = DEFAULT_STORE,
    format_: FormatOption = Format.TEXT,
    output: OutputOption = None,
) -> None:
    """Show the text of one thing, as it stood."""
    if format_ not in (Format.TEXT, Format.JSON, Format.MD):
        raise typer.BadParameter(f"show writes text, md or json, not {format_.value}", param_hint="--format")
    from tracker.cli.references import resolve
    from tracker.render.visible import visible

    found = resolve(ref, store)
    if format_ is Format.JSON:
        write(json.dumps(_json(found), ensure_ascii=False, indent=1) + "\n", output)
    elif format_ is Format.MD:
        write(visible(_markdown(found.value)), output)
    else:
        write(visible("\n".join(_lines(found.value))) + "\n", output)


def _json(found: Resolved) -> dict[str, Any]:
    from tracker.schema import document_to_json, issue_to_json, provision_to_json

    value = found.value
    if isinstance(value, Issue):
        return issue_to_json(value)
    if isinstance(value, Document):
        return document_to_json(value)
    return {
        "role": value.role,
        "title": value.title,
        "span": list(value.span),
        "body": [provision_to_json(provision) for provision in value.body],
    }


def _markdown(value: Issue | Document | Instrument) -> str:
    from tracker.store.document_text import document_text, escaped, provision_lines

    if isinstance(value, Instrument):
        return "\n\n".join([f"# {escaped(value.title)}", *provision_lines(value.body)]) + "\n"
    documents = value.documents if isinstance(value, Issue) else (value,)
    return "\n".join(document_text(document) for document in documents)


def _lines(value: Issue | Document | Instrument) -> Iterator[str]:
    if isinstance(value, Issue):
        number = f" {value.year or '?'}年第{value.number}期" if value.number is not None else ""
        yield f"{value.title or value.source.name}{number}{f' {value.date}' if value.date else ''}"
        for document in value.documents:
            yield ""
            yield from _document(document)
    elif isinstance(value, Document):
        yield from _document(value)
    else:
        yield value.title
        yield ""
        yield from _provisions(value.body)


def _document(document: Document) -> Iterator[str]:
    yield document.title
    about = [part for part in (document.doc_number, "、".join(document.issuers), document.date) if part]
    if about:
        yield " · ".join(about)
    for instrument in document.instruments:
        yield ""
        if instrument.title and instrument.title != document.title:
            yield instrument.title
            yield ""
        yield from _provisions(instrument.body)


def _provisions(provisions: Iterable[Provision]) -> Iterator[str]:
    """One line a provision, label first; a row of a table is a line with tabs."""
    for provision in provisions:
        label, heading, text = provision.label or "", provision.heading or "", provision.text
        wide = "　" if provision.level in CONTAINERS or provision.level == "article" else ""
        line = wide.join(part for part in (label, heading, text) if part) if wide else f"{label}{heading}{text}"
        if line and (provision.level in CONTAINERS or (provision.level in MATTER and not label)):
            yield from ("", line) if provision.level in CONTAINERS else (line,)
        elif line:
            yield line
        yield from ("\t".join(row) for row in provision.rows)
        yield from _provisions(provision.children)
