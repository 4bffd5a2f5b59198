"""``tracker amend OLD DECISION``: the consolidated text, and what became of every instruction."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tracker.cli.formats import FORMAT, chosen_format
from tracker.cli.look import FAINT, GREEN, RED, STRONG, YELLOW, Look, look_for
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
from tracker.cli.output import notice, write, write_paged
from tracker.errors import BadReference
from tracker.messages import said

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracker.library.references import Resolved
    from tracker.model import ChangeSet, Consolidation, Document, Instruction, Instrument


class AmendFormat(StrEnum):
    """Output formats of this command.

    ``plain`` is the consolidated text alone, which ``tracker add`` can take; ``html docx xlsx pdf`` mark what was
    changed in the old text.
    """

    TEXT = "text"
    JSON = "json"
    MD = "md"
    PLAIN = "plain"
    HTML = "html"
    DOCX = "docx"
    XLSX = "xlsx"
    PDF = "pdf"


_MARKED = frozenset({"html", "docx", "xlsx", "pdf"})
_CHANGES = {"zh": "修改处", "en": "Changes"}


_HEADS = {
    "zh": ("状态", "序号", "修改", "位置"),
    "en": ("status", "no.", "kind", "place"),
}
_WORDS = {
    "zh": {"reason": "{}：", "quote": "原文："},
    "en": {"reason": "{}: ", "quote": "it says: "},
}
_STYLES = {"applied": GREEN, "doubtful": YELLOW, "failed": RED}
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
    format_: Annotated[AmendFormat | None, FORMAT] = None,
    output: OutputOption = None,
    lang: LangOption = Lang.ZH,
    color: ColorOption = Color.AUTO,
    verbose: VerboseOption = False,
) -> None:
    """Apply an amending decision to the text it amends."""
    from tracker.amend import amend as consolidate
    from tracker.cli.chosen_reference import named

    chosen = chosen_format(format_, output, AmendFormat)
    base, order = _one(named(old, store)), _one(named(decision, store))
    consolidation = consolidate(base, order)
    comparison = _against(consolidation, official, store) if official else None
    look = look_for(output, lang, color, verbose=verbose)
    if chosen in _MARKED:
        write(_marked(base, consolidation, chosen, look), output)
    else:
        write_paged(_rendered(consolidation, comparison, chosen, look, base), output)
    unsure = sum(one.status != "applied" for one in consolidation.instructions)
    if unsure and chosen is not AmendFormat.TEXT:
        notice(
            said(
                "{unsure} of {count} instructions are doubtful or failed",
                unsure=unsure,
                count=len(consolidation.instructions),
            )
        )


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
        said("holds {count} documents, and one is needed", count=len(value.documents)),
        where=resolved.version.ref,
        do=said("name it: {ref}#文号", ref=resolved.version.ref),
    )


def _against(consolidation: Consolidation, official: str, store: Path) -> ChangeSet:
    """What the official consolidated text has otherwise."""
    from tracker.cli.chosen_reference import named
    from tracker.compare import compare
    from tracker.model import ChangeSet

    comparison = compare(consolidation.instruments[0], _one(named(official, store)))
    if not isinstance(comparison, ChangeSet):
        raise BadReference("is not one text", where=official, do="name one document with FILE#文号")
    return comparison


def _marked(base: Document | Instrument, consolidation: Consolidation, chosen: str, look: Look) -> str | bytes:
    """The old text with what was changed in it marked, beside each change the instructions behind it."""
    from tracker.amend.before_and_after import marked_changes
    from tracker.render import RENDERERS, RenderOptions

    options = RenderOptions(lang=look.lang, verbose=chosen in {"html", "docx", "pdf", "md"})
    return RENDERERS[chosen](marked_changes(base, consolidation), options)


def _rendered(
    consolidation: Consolidation,
    comparison: ChangeSet | None,
    output_format: AmendFormat,
    look: Look,
    base: Document | Instrument,
) -> str:
    if output_format is AmendFormat.JSON:
        return _json(consolidation, comparison)
    if output_format is AmendFormat.PLAIN:
        return "\n".join(consolidation.lines) + "\n"
    lines = _markdown(consolidation, look.lang) if output_format is AmendFormat.MD else _text(consolidation, look)
    told = _comparison(comparison, output_format, look) if comparison else ""
    if output_format is AmendFormat.MD:
        told += f"\n## {_CHANGES[look.lang]}\n\n{_marked(base, consolidation, 'md', look)!s}"
    return "\n".join(lines) + "\n" + told


def _json(consolidation: Consolidation, comparison: ChangeSet | None) -> str:
    from tracker.schema.amendments import consolidation_json

    value = consolidation_json(consolidation)
    if comparison is not None:
        from tracker.render import RENDERERS, RenderOptions

        value["official"] = json.loads(RENDERERS["json"](comparison, RenderOptions()))
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _comparison(comparison: ChangeSet, output_format: AmendFormat, look: Look) -> str:
    """Every difference from the official text, or that there is none."""
    from tracker.compare.change_counts import found_changes
    from tracker.render import RENDERERS, RenderOptions

    same, other = _OFFICIAL[look.lang]
    if not found_changes(comparison.changes):
        return f"\n{same}\n"
    name = "md" if output_format is AmendFormat.MD else "text"
    options = RenderOptions(lang=look.lang, color=look.coloured, width=look.width, verbose=look.verbose)
    rendered = RENDERERS[name](comparison, options)
    return f"\n{other}\n\n{rendered if isinstance(rendered, str) else ''}"


def _text(consolidation: Consolidation, look: Look) -> Iterator[str]:
    """The fate of every instruction, why where it is not plain (with ``verbose`` what each says), then the new text."""
    from tracker.cli.tables import aligned, all_wrapped, plain, wrapped
    from tracker.wording.amendments import STATUSES, summary

    names, words = STATUSES[look.lang], _WORDS[look.lang]
    rows = [_HEADS[look.lang], *(_row(one, look.lang) for one in consolidation.instructions)]
    head, *lines = aligned(rows, width=look.width)
    yield wrapped(plain(summary(consolidation, look.lang)), look.width)
    yield ""
    yield look.paint(head, FAINT)
    for line, one in zip(lines, consolidation.instructions, strict=True):
        yield look.paint_word(line, names[one.status], _STYLES[one.status])
        if one.reason:
            yield wrapped(plain(f"    {words['reason'].format(names[one.status])}{one.reason}"), look.width)
        if one.status != "applied" or look.verbose:
            yield wrapped(plain(f"    {words['quote']}{one.quote}"), look.width)
    yield ""
    title, *text = map(plain, consolidation.lines) if consolidation.title else ("", *map(plain, consolidation.lines))
    if title:
        yield from (look.paint(line, STRONG) for line in all_wrapped([title], look.width))
    yield from all_wrapped(text, look.width)


def _row(one: Instruction, lang: str) -> tuple[str, str, str, str]:
    from tracker.wording.amendments import STATUSES, kind_in_words, movement

    return STATUSES[lang][one.status], one.n, kind_in_words(one.kind, lang), movement(one)


def _markdown(consolidation: Consolidation, lang: str) -> Iterator[str]:
    """The same as a table and a text with headings, for a pull request or a mail."""
    from tracker.cli.tables import markdown
    from tracker.wording.amendments import summary

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
