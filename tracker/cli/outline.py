"""The outline of a parsed issue, for the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tracker.model import MATTER, Document, Issue, Provision, own_text

_WIDTH = 60
_KINDS = {"gazette": "公报", "compilation": "汇编", "document": "文件"}
_ROLES = {"circular": "通知正文", "measure": "文本", "annex": "附件"}


def outline(issue: Issue) -> str:
    """What a source holds: a line for each document and provision, then the diagnostics."""
    return "\n".join(_lines(issue)) + "\n"


def _lines(issue: Issue) -> Iterator[str]:
    number = f" {issue.year or '?'}年第{issue.number}期" if issue.number else ""
    total = f"（总第{issue.total_number}期）" if issue.total_number else ""
    date = f" {issue.date}" if issue.date else ""
    yield f"{_KINDS[issue.kind]} {issue.title or issue.source.name}{number}{total}{date}：{len(issue.documents)}件"
    for document in issue.documents:
        yield ""
        yield from _document(document)
    if issue.diagnostics:
        yield ""
        for diagnostic in issue.diagnostics:
            start, end = diagnostic.span
            yield f"{diagnostic.severity}: {diagnostic.code}: {diagnostic.message} [{start}:{end}]"


def _document(document: Document) -> Iterator[str]:
    yield f"■ {document.title}"
    facts = [
        document.doc_number,
        document.kind,
        "、".join(document.issuers),
        document.date,
    ]
    yield "  " + "｜".join(fact for fact in facts if fact)
    if effect := document.effective:
        yield f"  施行：{effect.start or '未载明'}" + (f"，至：{effect.until}" if effect.until else "")
    for repeal in document.repeals:
        number = f"（{repeal.doc_number}）" if repeal.doc_number else ""
        yield f"  {'部分废止' if repeal.partial else '废止'}：《{repeal.title}》{number}"
    for instrument in document.instruments:
        yield f"  ─ {_ROLES[instrument.role]}：{instrument.title or '（无标题）'}"
        yield from _provisions(instrument.body, "    ")


def _provisions(provisions: Sequence[Provision], indent: str) -> Iterator[str]:
    for provision in provisions:
        if provision.level in MATTER:
            continue
        if provision.level == "table":
            yield f"{indent}［表 {len(provision.rows)}行］"
            continue
        words = own_text(provision)
        cut = f"{words[:_WIDTH]}…" if len(words) > _WIDTH else words
        yield f"{indent}{provision.label or ''}{' ' if provision.label and cut else ''}{cut}"
        yield from _provisions(provision.children, indent + "  ")
