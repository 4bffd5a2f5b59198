"""The outline of a parsed issue, for the terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len

from tracker.cli.look import FAINT, RED, STRONG, YELLOW, Look
from tracker.cli.tables import plain, wrapped
from tracker.model import MATTER, Document, Issue, Provision, own_text
from tracker.render.titles import force_name
from tracker.render.wrap import breaks

if TYPE_CHECKING:
    from tracker.model import Lang

_CELLS = 120
"""Columns to which a provision's beginning is cut where no terminal gives them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words of an outline in one language."""

    lang: Lang
    kinds: Mapping[str, str]
    roles: Mapping[str, str]
    number: str
    total: str
    documents: str
    effect: str
    repeals: str
    partly: str
    untitled: str
    table: str
    source: str
    noise: str
    cites: str
    severities: Mapping[str, str]


WORDS: Mapping[str, Words] = {
    "zh": Words(
        lang="zh",
        kinds={"gazette": "公报", "compilation": "汇编", "document": "文件"},
        roles={"circular": "通知正文：", "measure": "文本：", "annex": "附件："},
        number=" {}年第{}期",
        total="（总第{}期）",
        documents="：{}件",
        effect="施行：",
        repeals="废止：",
        partly="部分废止：",
        untitled="（无标题）",
        table="［表 {}行］",
        source="来源：{} {}，{}个字符，SHA-256 {}",
        noise="不属于正文：",
        cites="引用：",
        severities={"error": "错误", "warning": "注意", "info": "提示"},
    ),
    "en": Words(
        lang="en",
        kinds={"gazette": "Gazette", "compilation": "Compilation", "document": "Document"},
        roles={"circular": "circular: ", "measure": "text: ", "annex": "annex: "},
        number=" {} no. {}",
        total=" (no. {} in all)",
        documents=": {} documents",
        effect="in force: ",
        repeals="repeals: ",
        partly="repeals in part: ",
        untitled="(without title)",
        table="[table of {} rows]",
        source="source: {} {}, {} characters, SHA-256 {}",
        noise="not text: ",
        cites="cites: ",
        severities={"error": "error", "warning": "warning", "info": "note"},
    ),
}


_SEVERITIES: Mapping[str, str] = {"error": RED, "warning": YELLOW, "info": FAINT}


def outline(issue: Issue, look: Look = Look()) -> str:  # noqa: B008 - a frozen value
    """What a source holds: a line for each document and provision, then the diagnostics.

    The lines fit into the columns of the terminal; with ``verbose`` the provisions stand in full, and what is known of
    the source and of each document beside.
    """
    words = WORDS[look.lang]
    shown = (wrapped(plain(line), look.width) for line in _lines(issue, words, look))
    return "\n".join(look.paint(line, _style(line, words)) for line in shown) + "\n"


def _style(line: str, words: Words) -> str | None:
    if line.startswith("■"):
        return STRONG
    return next((_SEVERITIES[name] for name, word in words.severities.items() if line.startswith(f"{word}: ")), None)


def _numbers(issue: Issue) -> str:
    """The number of an issue, or those of a combined one: 5、6."""
    return "、".join(str(one) for one in issue.numbers or (issue.number,))


def _lines(issue: Issue, words: Words, look: Look) -> Iterator[str]:
    number = words.number.format(issue.year or "?", _numbers(issue)) if issue.number else ""
    total = words.total.format(issue.total_number) if issue.total_number else ""
    date = f" {issue.date}" if issue.date else ""
    name = f"{words.kinds[issue.kind]} {issue.title or issue.source.name}"
    yield f"{name}{number}{total}{date}{words.documents.format(len(issue.documents))}"
    if look.verbose:
        yield from _source(issue, words)
    for document in issue.documents:
        yield ""
        yield from _document(document, words, look)
    if issue.diagnostics:
        yield ""
        for diagnostic in issue.diagnostics:
            start, end = diagnostic.span
            severity = words.severities[diagnostic.severity]
            yield f"{severity}: {diagnostic.code}: {diagnostic.message} [{start}:{end}]"


def _source(issue: Issue, words: Words) -> Iterator[str]:
    source = issue.source
    yield words.source.format(source.name, source.media_type, source.chars, source.sha256)
    if counts := Counter(noise.kind for noise in issue.noise):
        yield words.noise + ", ".join(f"{kind} {count}" for kind, count in sorted(counts.items()))


def _document(document: Document, words: Words, look: Look) -> Iterator[str]:
    yield f"■ {document.title}"
    facts = [
        document.doc_number,
        document.kind,
        "、".join(document.issuers),
        document.date,
    ]
    if look.verbose:
        facts.append(f"[{document.span[0]}:{document.span[1]}]")
    yield "  " + "｜".join(fact for fact in facts if fact)
    if effect := document.effective:
        yield f"  {words.effect}{force_name(effect, words.lang)}"
    for repeal in document.repeals:
        number = f"（{repeal.doc_number}）" if repeal.doc_number else ""
        yield f"  {words.partly if repeal.partial else words.repeals}《{repeal.title}》{number}"
    if look.verbose and document.cites:
        yield f"  {words.cites}{'、'.join(document.cites)}"
    for instrument in document.instruments:
        yield f"  ─ {words.roles[instrument.role]}{instrument.title or words.untitled}"
        yield from _provisions(instrument.body, "    ", words, look)


def _provisions(provisions: Sequence[Provision], indent: str, words: Words, look: Look) -> Iterator[str]:
    for provision in provisions:
        if provision.level in MATTER:
            continue
        if provision.level == "table":
            yield f"{indent}{words.table.format(len(provision.rows))}"
            continue
        text, label = own_text(provision), provision.label or ""
        line = f"{indent}{label}{' ' if label and text else ''}{text}"
        yield line if look.verbose else _cut(line, look.width or _CELLS)
        yield from _provisions(provision.children, indent + "  ", words, look)


def _cut(line: str, width: int) -> str:
    """A line's beginning, with a mark where it goes on."""
    line = plain(line[: width + 1])
    if cell_len(line) <= width:
        return line
    return line[: next(breaks(line, width - 1), width)].rstrip() + "…"
