"""``tracker lineage``: the versions of a work and the evidence; the graph of repeals and citations."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from tracker.cli.formats import FORMAT, chosen_format
from tracker.cli.look import STATE_STYLES, STRONG, Look, look_for
from tracker.cli.narrow import EveryOption
from tracker.cli.options import (
    DEFAULT_STORE,
    AsOfOption,
    ClusterOption,
    Color,
    ColorOption,
    JobsOption,
    Lang,
    LangOption,
    OutputOption,
    StoreOption,
    VerboseOption,
)
from tracker.cli.output import write
from tracker.messages import said

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tracker.library.holdings import Library
    from tracker.lineage.values import Missing, Remark, Stage, Work
    from tracker.model import Lang as LangName


class LineageFormat(StrEnum):
    """Output formats of this command."""

    TEXT = "text"
    JSON = "json"
    DOT = "dot"
    SVG = "svg"
    CSV = "csv"
    XLSX = "xlsx"


_MANY = 1000
"""Works from which on a store is shown in part."""
_SHOWN_OF_MANY = 100
_OF_MANY: Mapping[str, str] = {
    "zh": "以下只列前 {} 项（共 {} 项）；写出标题或文号看其中一项，--all 全部列出，--format json|dot|svg 另有全部关系",
    "en": "The first {} of {} follow: name one by title or number, or ask for --all; relations: --format json|dot|svg",
}
_QUOTED = 60
"""Characters of a quote that are shown."""


def lineage(  # noqa: PLR0913 - one parameter an option
    work: Annotated[
        str | None, typer.Argument(metavar="WORK", help="A work's title, or a document number of one version.")
    ] = None,
    *,
    as_of: AsOfOption = None,
    every: EveryOption = False,
    jobs: JobsOption = None,
    cluster: ClusterOption = None,
    store: StoreOption = DEFAULT_STORE,
    format_: Annotated[LineageFormat | None, FORMAT] = None,
    output: OutputOption = None,
    lang: LangOption = Lang.ZH,
    color: ColorOption = Color.AUTO,
    verbose: VerboseOption = False,
) -> None:
    """Show the versions of a work and why they are, or what repeals and cites what in the whole store."""
    output_format = chosen_format(format_, output, LineageFormat)
    from tracker.cli.days import day
    from tracker.cli.worker_pool import engine_for, progress_of_unknown
    from tracker.library import Library

    on = day(as_of, "--as-of")
    with (
        engine_for(jobs, cluster) as engine,
        progress_of_unknown(said("reading")) as told,
        Library.open(store, engine=engine, told=told) as library,
    ):
        chosen = library.work(work) if work is not None else None
        look = look_for(output, lang, color, verbose=verbose)
        content = _rendered(library, chosen, on, output_format, look, every=every)
    write(content, output)


def _rendered(
    library: Library, work: Work | None, on: str, output_format: LineageFormat, shown: Look, *, every: bool
) -> str | bytes:
    if output_format is LineageFormat.JSON:
        return _json(library, work, on)
    if output_format is LineageFormat.TEXT:
        from tracker.cli.tables import all_wrapped

        many = work is None and not every and library.index.works.counted()[0] > _MANY
        told = _text_of_many(library, on, shown) if many else _text(library, work, on, shown)
        return "\n".join(all_wrapped(told, shown.width)) + "\n"
    if output_format in {LineageFormat.CSV, LineageFormat.XLSX}:
        from tracker.cli.ledger_output import ledger_in
        from tracker.lineage.state_of_versions import entry

        works = library.works if work is None else (work,)
        entries = [entry(one, stage, on) for one in works for stage in one.stages]
        return ledger_in(output_format.value, entries, on, shown.lang)
    from tracker.lineage.graph import graph_of
    from tracker.render.graph import to_dot, to_svg

    graph = graph_of(library.works, on, around=work)
    return to_dot(graph, shown.lang) if output_format is LineageFormat.DOT else to_svg(graph, shown.lang)


def _json(library: Library, work: Work | None, on: str) -> str:
    import json

    from tracker.schema.lineage_reports import lineage_json, store_lineage_json

    missing, remarks = library.loose_ends
    found = (
        store_lineage_json(library.works, missing, remarks, on)
        if work is None
        else lineage_json(work, library.works, missing, on)
    )
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def _text(library: Library, work: Work | None, on: str, shown: Look) -> list[str]:
    from tracker.schema.lineage_reports import missing_of

    missing, remarks = library.loose_ends
    if work is not None:
        keys = {stage.record.key for stage in work.stages}
        own_missing = missing_of(work, missing)
        own_remarks = [remark for remark in remarks if remark.key in keys]
        told = _work(work, on, replace(shown, verbose=True), quoted=None if shown.verbose else _QUOTED)
        return [*told, *_missing(own_missing, shown), *_remarks(own_remarks, shown.lang)]
    lines = [_count(library, shown.lang)]
    for one in library.works:
        if len(one.stages) > 1 or shown.verbose:
            lines += ["", *_work(one, on, shown)]
    return [*lines, *_relations(library, on, shown), *_missing(missing, shown), *_remarks(remarks, shown.lang)]


def _text_of_many(library: Library, on: str, shown: Look) -> list[str]:
    """The same of a store of more works than a person reads: the beginning of each part, and how much more there is."""
    from tracker.cli.tables import plain

    missing, remarks = library.loose_ends
    several = library.index.works.counted()[2]
    works = [*library.index.works.grown(_SHOWN_OF_MANY)]
    lines = [_count(library, shown.lang), plain(_OF_MANY[shown.lang].format(len(works), several))]
    for one in works:
        lines += ["", *_work(one, on, shown)]
    lines += _missing(missing[:_SHOWN_OF_MANY], shown, of=len(missing))
    return [*lines, *_remarks(remarks[:_SHOWN_OF_MANY], shown.lang, of=len(remarks))]


def _count(library: Library, lang: str) -> str:
    works, versions, several = library.index.works.counted()
    if lang == "zh":
        return f"{works} 项规范，{versions} 个版本；其中 {several} 项有多个版本"
    return f"{works} works, {versions} versions; {several} works with more than one version"


def _work(work: Work, on: str, shown: Look, quoted: int | None = _QUOTED) -> list[str]:
    from tracker.cli.tables import aligned, all_wrapped, plain
    from tracker.lineage.state_of_versions import state_on
    from tracker.wording.lineage import STATES

    rows = [_row(work, stage, n, on, shown.lang) for n, stage in enumerate(work.stages, 1)]
    lines = [shown.paint(line, STRONG) for line in all_wrapped([plain(work.name)], shown.width)]
    for line, stage in zip(aligned(rows, indent=2, width=shown.width), work.stages, strict=True):
        state = state_on(stage, on)
        lines.append(shown.paint_word(line, STATES[state][shown.lang], STATE_STYLES.get(state)))
        if shown.verbose:
            lines += _evidence(stage, shown.lang, quoted)
    return lines


def _row(work: Work, stage: Stage, number: int, on: str, lang: LangName) -> tuple[str, ...]:
    from tracker.lineage.state_of_versions import entry
    from tracker.render.ledger_rows import dated
    from tracker.wording.lineage import STATES

    one = entry(work, stage, on)
    note = stage.term.until_note if one.ended_by is None else ""
    record = stage.record
    return (
        f"{number}.",
        record.number or "—",
        f"{dated(one.start, stage.term.start_note, lang)} → {dated(one.until, note, lang)}",
        STATES[one.state][lang],
        record.issue + _also(len(stage.reprints), lang),
        record.title if record.title != work.name else "",
    )


def _also(reprints: int, lang: str) -> str:
    """In how many other issues the same text stands."""
    if not reprints:
        return ""
    return f"（另见{reprints}期）" if lang == "zh" else f" (also in {reprints})"


def _evidence(stage: Stage, lang: str, quoted: int | None) -> list[str]:
    """Why a version follows another and holds when it does; a quote's first characters, or all of it."""
    from tracker.cli.tables import plain
    from tracker.wording.lineage import KINDS

    lines = []
    if stage.link is not None:
        quote = plain(stage.link.quote)
        shown = quote if quoted is None or len(quote) <= quoted else f"{quote[:quoted]}…"
        parts = [
            KINDS[stage.link.kind][lang],
            f"{stage.link.score:.2f}",
            stage.link.place,
            f"“{shown}”" if shown else "",
        ]
        lines.append("     ↳ " + " ".join(part for part in parts if part))
    lines += [f"     · {why.text(lang)}" for why in stage.term.why]
    if stage.ended_by is not None:
        lines.append(f"     · {stage.ended_why.text(lang)}")
    return lines


def _relations(library: Library, on: str, shown: Look) -> list[str]:
    from tracker.cli.tables import aligned
    from tracker.lineage.graph import graph_of
    from tracker.wording.lineage import RELATIONS

    graph = graph_of(library.works, on)
    names = {node.key: node for node in graph.nodes}
    rows = [
        (
            names[edge.source].name,
            RELATIONS[edge.relation][shown.lang],
            names[edge.target].name,
            _held(names[edge.target].held, shown.lang),
        )
        for edge in graph.edges
        if edge.relation != "cites"
    ]
    cited = sum(edge.relation == "cites" for edge in graph.edges)
    head = {
        "zh": f"关系（另有引用 {cited} 处，见 --format dot|svg|json）",
        "en": f"Relations ({cited} citations beside)",
    }
    return ["", head[shown.lang], *aligned(rows, indent=2, width=shown.width)] if rows else []


def _held(held: bool, lang: str) -> str:  # noqa: FBT001 - a property of a node
    return "" if held else {"zh": "（未收录）", "en": "(not held)"}[lang]


def _missing(missing: tuple[Missing, ...], shown: Look, of: int = 0) -> list[str]:
    from tracker.cli.tables import aligned
    from tracker.wording.lineage import MISSING

    if not missing:
        return []
    count = max(of, len(missing))
    head = {"zh": f"未收录、可补充的文件（{count}）", "en": f"Not in the store, to fetch next ({count})"}
    by = {"zh": "见", "en": "by"}[shown.lang]
    rows = [
        (one.name, MISSING[one.relation][shown.lang], f"{by} {', '.join(one.by[:3])}{' …' if len(one.by) > 3 else ''}")  # noqa: PLR2004 - enough to find it
        for one in missing
    ]
    return ["", head[shown.lang], *aligned(rows, indent=2, width=shown.width)]


def _remarks(remarks: tuple[Remark, ...] | list[Remark], lang: str, of: int = 0) -> list[str]:
    from tracker.cli.tables import plain

    if not remarks:
        return []
    count = max(of, len(remarks))
    return [
        "",
        {"zh": f"存疑（{count}）", "en": f"Doubtful ({count})"}[lang],
        *(f"  {remark.key}  {plain(remark.message.text(lang))}" for remark in remarks),
    ]
