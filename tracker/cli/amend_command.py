"""``tracker amend OLD DECISION``: the consolidated text, and what became of every instruction."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tracker.cli.options import DEFAULT_STORE, Lang, LangOption, OutputOption, StoreOption
from tracker.cli.output import tell, write
from tracker.errors import BadReference

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracker.cli.references import Resolved
    from tracker.model import ChangeSet, Consolidation, Document, Instruction, Instrument, Issue


class AmendFormat(StrEnum):
    """Output formats of this command; ``plain`` is the consolidated text alone, which ``tracker add`` can take."""

    TEXT = "text"
    JSON = "json"
    MD = "md"
    PLAIN = "plain"


_HEADS = {
    "zh": ("状态", "序号", "修改", "位置"),
    "en": ("status", "no.", "kind", "place"),
}
_OFFICIAL = {
    "zh": ("与正式文本一致。", "与正式文本比较："),
    "en": ("The official text is the same.", "Compared with the official text:"),
}


def amend(  # noqa: PLR0913 - one parameter an option of the contract
    old: Annotated[
        str, typer.Argument(metavar="OLD", help="The text before: FILE or FILE#文号, number or title; @DATE.")
    ],
    decision: Annotated[str, typer.Argument(metavar="DECISION", help="The amending decision, named in the same way.")],
    *,
    official: Annotated[
        str | None, typer.Option("--official", metavar="NEW", help="Compare with the official consolidated text.")
    ] = None,
    store: StoreOption = DEFAULT_STORE,
    output_format: Annotated[AmendFormat, typer.Option("--format", "-f", help="Output format.")] = AmendFormat.TEXT,
    output: OutputOption = None,
    lang: LangOption = Lang.ZH,
) -> None:
    """Apply an amending decision to the text it amends."""
    from tracker.amend import amend as consolidate
    from tracker.cli.references import resolve

    base, order = resolve(old, store), resolve(decision, store)
    consolidation = consolidate(_one(base), _one(order))
    comparison = _against(consolidation, official, store) if official else None
    write(_rendered(consolidation, comparison, output_format, lang.value), output)
    unsure = sum(one.status != "applied" for one in consolidation.instructions)
    if unsure and output_format is not AmendFormat.TEXT:
        tell(f"tracker: {unsure} of {len(consolidation.instructions)} instructions are doubtful or failed")


def _one(resolved: Resolved) -> Document | Instrument:
    """The one document that a reference names.

    Raises:
        BadReference: it names an issue of several documents, or one without any.
    """
    from tracker.model import Issue

    value = resolved.value
    if not isinstance(value, Issue):
        return value
    if len(value.documents) == 1:
        return value.documents[0]
    raise BadReference(
        f"holds {len(value.documents)} documents, and one is needed",
        where=resolved.version.ref,
        do=f"name it: {resolved.version.ref}#文号",
    )


def _against(consolidation: Consolidation, official: str, store: Path) -> ChangeSet:
    """What the official consolidated text has otherwise."""
    from tracker.cli.references import resolve
    from tracker.compare import compare
    from tracker.model import ChangeSet

    comparison = compare(_parsed(consolidation), _one(resolve(official, store)))
    if not isinstance(comparison, ChangeSet):
        raise BadReference("is not one text", where=official, do="name one document with FILE#文号")
    return comparison


def _parsed(consolidation: Consolidation) -> Issue:
    """The consolidated text parsed, as if it had been read from a file."""
    from hashlib import sha256

    from tracker.model import SourceText
    from tracker.parse import parse

    text = "\n".join(consolidation.lines)
    source = SourceText(
        name=consolidation.title or "consolidated",
        sha256=sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        media_type="text/plain",
        text=text,
        reflowed=True,
    )
    return parse(source)


def _rendered(consolidation: Consolidation, comparison: ChangeSet | None, output_format: AmendFormat, lang: str) -> str:
    if output_format is AmendFormat.JSON:
        return _json(consolidation, comparison)
    if output_format is AmendFormat.PLAIN:
        return "\n".join(consolidation.lines) + "\n"
    lines = _markdown(consolidation, lang) if output_format is AmendFormat.MD else _text(consolidation, lang)
    told = _comparison(comparison, output_format, lang) if comparison else ""
    return "\n".join(lines) + "\n" + told


def _json(consolidation: Consolidation, comparison: ChangeSet | None) -> str:
    from tracker.amend.reports import consolidation_json

    value = consolidation_json(consolidation)
    if comparison is not None:
        from tracker.render import RENDERERS, RenderOptions

        value["official"] = json.loads(RENDERERS["json"](comparison, RenderOptions()))
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _comparison(comparison: ChangeSet, output_format: AmendFormat, lang: str) -> str:
    """Every difference from the official text, or that there is none."""
    from tracker.render import RENDERERS, RenderOptions
    from tracker.render.counts import found_changes

    same, other = _OFFICIAL[lang]
    if not found_changes(comparison.changes):
        return f"\n{same}\n"
    name = "md" if output_format is AmendFormat.MD else "text"
    rendered = RENDERERS[name](comparison, RenderOptions(lang="en" if lang == "en" else "zh"))
    return f"\n{other}\n\n{rendered if isinstance(rendered, str) else ''}"


def _text(consolidation: Consolidation, lang: str) -> Iterator[str]:
    """The fate of every instruction, then the new text."""
    from tracker.amend.reports import STATUSES, summary
    from tracker.cli.tables import aligned, plain

    rows = [_HEADS[lang], *(_row(one, lang) for one in consolidation.instructions)]
    head, *lines = aligned(rows)
    yield plain(summary(consolidation, lang))
    yield ""
    yield head
    for line, one in zip(lines, consolidation.instructions, strict=True):
        yield line
        if one.status != "applied":
            yield plain(f"    {STATUSES[lang][one.status]}：{one.reason}")
            yield plain(f"    原文：{one.quote}")
    yield ""
    yield from map(plain, consolidation.lines)


def _row(one: Instruction, lang: str) -> tuple[str, str, str, str]:
    from tracker.amend.reports import STATUSES, kind_in_words, movement

    return STATUSES[lang][one.status], one.n, kind_in_words(one.kind, lang), movement(one)


def _markdown(consolidation: Consolidation, lang: str) -> Iterator[str]:
    """The same as a table and a text with headings, for a pull request or a mail."""
    from tracker.amend.reports import summary
    from tracker.cli.tables import markdown

    reasons = "理由" if lang == "zh" else "reason"
    rows = [(*_HEADS[lang], reasons)]
    rows += [(*_row(one, lang), one.reason or "") for one in consolidation.instructions]
    yield f"# {_escaped(consolidation.title)}"
    yield ""
    yield summary(consolidation, lang)
    yield ""
    yield markdown(rows)
    labels = {article.label for article in consolidation.articles}
    for line in consolidation.lines[1:] if consolidation.title else consolidation.lines:
        label, _, rest = line.partition(" ")
        yield (f"**{label}** {_escaped(rest)}" if label in labels else _escaped(line)) + "\n"


def _escaped(text: str) -> str:
    """Text that Markdown shows as it is."""
    from tracker.cli.tables import plain

    for mark in "\\`*_<>[]#|":
        text = text.replace(mark, f"\\{mark}")
    return plain(text)
