"""``tracker show REF``: the text of one thing, as it stood."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

import typer

from tracker.cli.formats import FORMAT, chosen_format
from tracker.cli.look import FAINT, STRONG, Look, look_for
from tracker.cli.options import (
    DEFAULT_STORE,
    Color,
    ColorOption,
    Lang,
    LangOption,
    OutputOption,
    StoreOption,
    VerboseOption,
)
from tracker.cli.output import write, write_paged

if TYPE_CHECKING:
    from tracker.library.references import Resolved
    from tracker.model import Document, Instrument, Issue, Provision, Version


Line: TypeAlias = tuple[str, str]
"""A line and its style."""

_ISSUE = {"zh": " {}年第{}期", "en": " {} no. {}"}
_ORIGIN = {"zh": "来源：", "en": "source: "}


class ShowFormat(StrEnum):
    """Output formats of this command."""

    TEXT = "text"
    MD = "md"
    JSON = "json"
    AKN = "akn"


def show(  # noqa: PLR0913 - one parameter an option of the contract
    ref: Annotated[
        str, typer.Argument(metavar="REF", help="FILE or FILE#文号, issue, number or title; @DATE, @REV, #第七条.")
    ],
    *,
    store: StoreOption = DEFAULT_STORE,
    format_: Annotated[ShowFormat | None, FORMAT] = None,
    output: OutputOption = None,
    lang: LangOption = Lang.ZH,
    color: ColorOption = Color.AUTO,
    verbose: VerboseOption = False,
) -> None:
    """Show the text of one thing, as it stood."""
    chosen = chosen_format(format_, output, ShowFormat)
    from tracker.cli.chosen_reference import named
    from tracker.render.visible_characters import visible

    look = look_for(output, lang, color, verbose=verbose)
    found = named(ref, store)
    if chosen is ShowFormat.JSON:
        write(json.dumps(_json(found), ensure_ascii=False, indent=1) + "\n", output)
    elif chosen is ShowFormat.AKN:
        write(_akoma_ntoso(found), output)
    elif chosen is ShowFormat.MD:
        write(visible(_markdown(found)), output)
    else:
        write_paged(_text(found, look), output)


def _text(found: Resolved, look: Look) -> str:
    """The text; titles stand out, and with ``verbose`` it begins with where it is from."""
    from tracker.cli.tables import all_wrapped
    from tracker.render.visible_characters import visible

    origin = [part for part in (found.issue, found.version.ref, found.version.sha256) if part]
    lines = [(_ORIGIN[look.lang] + "  ".join(dict.fromkeys(origin)), FAINT), ("", "")] if look.verbose else []
    lines += _provisions([found.provision]) if found.provision else _lines(found.value, look)
    shown = (
        look.paint(part, style) for line, style in lines for part in all_wrapped(visible(line).split("\n"), look.width)
    )
    return "\n".join(shown) + "\n"


def _json(found: Resolved) -> dict[str, Any]:
    from tracker.schema.shown import shown_json

    return shown_json(found.value, found.provision, ref=found.version.ref, issue=found.issue)


def _akoma_ntoso(found: Resolved) -> str:
    """One text as Akoma Ntoso; one that decisions changed is told by its title, for the number is the last decision's.

    Raises:
        RenderError: an issue, or one provision, was named.
    """
    from tracker.errors import RenderError
    from tracker.model import Document, Issue
    from tracker.render.akoma_ntoso_file import Standing, akoma_ntoso

    value, version = found.value, found.version
    if isinstance(value, Issue) or found.provision is not None:
        raise RenderError(
            "Akoma Ntoso is of one whole text", where=version.ref, do="name a document by number or title"
        )
    changed = found.is_consolidated and not (isinstance(value, Document) and value.doc_number == version.doc_number)
    standing = Standing(changed_by=(version.doc_number or version.title,) if changed else ())
    return akoma_ntoso(_carrier(value, version, changed=changed), value, standing)


def _carrier(value: Document | Instrument, version: Version, *, changed: bool) -> Document:
    """The document that a text stands in; of one that decisions changed it has no number and no day."""
    from tracker.language.document_kinds import kind_of
    from tracker.model import Document

    if isinstance(value, Document):
        return value
    return Document(
        title=value.title if changed else version.title,
        doc_number=None if changed else version.doc_number,
        kind=kind_of(value.title),
        issuers=version.issuers,
        date=None if changed else version.date,
        span=value.span,
        instruments=(value,),
    )


def _markdown(found: Resolved) -> str:
    from tracker.model import Instrument, Issue
    from tracker.store.legible_document import document_text, escaped, provision_lines

    value = found.value
    if found.provision is not None:
        return "\n\n".join(provision_lines([found.provision])) + "\n"
    if isinstance(value, Instrument):
        return "\n\n".join([f"# {escaped(value.title)}", *provision_lines(value.body)]) + "\n"
    documents = value.documents if isinstance(value, Issue) else (value,)
    return "\n".join(document_text(document) for document in documents)


def _lines(value: Issue | Document | Instrument, look: Look) -> Iterator[Line]:
    from tracker.model import Document, Issue

    if isinstance(value, Issue):
        number = _ISSUE[look.lang].format(value.year or "?", value.number) if value.number is not None else ""
        yield f"{value.title or value.source.name}{number}{f' {value.date}' if value.date else ''}", STRONG
        for document in value.documents:
            yield "", ""
            yield from _document(document)
    elif isinstance(value, Document):
        yield from _document(value)
    else:
        yield value.title, STRONG
        yield "", ""
        yield from _provisions(value.body)


def _document(document: Document) -> Iterator[Line]:
    yield document.title, STRONG
    about = [part for part in (document.doc_number, "、".join(document.issuers), document.date) if part]
    if about:
        yield " · ".join(about), FAINT
    for instrument in document.instruments:
        yield "", ""
        if instrument.title and instrument.title != document.title:
            yield instrument.title, STRONG
            yield "", ""
        yield from _provisions(instrument.body)


def _provisions(provisions: Iterable[Provision]) -> Iterator[Line]:
    """One line a provision, label first; a row of a table is a line with tabs."""
    from tracker.model import CONTAINERS

    for provision in provisions:
        label, heading, text = provision.label or "", provision.heading or "", provision.text
        wide = "　" if provision.level in CONTAINERS or provision.level == "article" else ""
        line = wide.join(part for part in (label, heading, text) if part) if wide else f"{label}{heading}{text}"
        if line and provision.level in CONTAINERS:
            yield "", ""
            yield line, STRONG
        elif line:
            yield line, ""
        for row in provision.rows:
            yield "\t".join(row), ""
        yield from _provisions(provision.children)
