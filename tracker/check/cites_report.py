"""What became of everything that some files cite, as text, JSON, Markdown, SARIF or annotations."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from tracker.check.cited import DEAD, Cited, CitedFile
from tracker.check.findings import Finding, Level, sarif, workflow_commands
from tracker.model import Lang
from tracker.render.markdown import escaped
from tracker.wording.checks import RULES, finding
from tracker.wording.told import in_language

SCHEMA = "tracker.cites/1"
_COUNT = {
    "zh": "{files} 个文件，{all} 处引用，{attention} 处需要注意，{missing} 处库中未收录",
    "en": "{files} files, {all} citations, {attention} need a look, {missing} not in the store",
}
_HEAD = {"zh": ("位置", "引用", "说明"), "en": ("place", "citation", "what became of it")}


def cites_json(files: Iterable[CitedFile], day: str, lang: Lang) -> str:
    """``tracker.cites/1`` (contract §7); ``redline`` shows how a provision that changed reads now."""
    value = {
        "schema": SCHEMA,
        "as_of": day,
        "files": [
            {"path": one.path, "citations": [_citation(cited, lang) for cited in one.citations]} for one in files
        ],
    }
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _citation(one: Cited, lang: Lang) -> dict[str, Any]:
    return {
        "line": one.citation.line,
        "column": one.citation.column,
        "quote": one.citation.quote,
        "doc_number": one.doc_number,
        "title": one.title,
        "provision": one.citation.provision,
        "state": one.state,
        "successor": one.successor,
        "successor_provision": one.successor_provision,
        "changed": one.changed,
        "message": _told(one, lang),
        "redline": one.redline,
    }


def _told(one: Cited, lang: Lang) -> str:
    return in_language(one.message, lang)


def cites_text(files: Sequence[CitedFile], lang: Lang) -> str:
    """A line for every citation that needs a look, with the redline of a provision below it, and the counts."""
    lines: list[str] = []
    for path, one in _all(files):
        if one.needs_attention:
            place = f"{path}:{one.citation.line}:{one.citation.column}"
            lines.append(f"{place}: {one.citation.quote}: {_told(one, lang)}")
            lines += [f"    {line}" for line in (one.redline or "").split("\n") if line]
    return "\n".join([*lines, _count(files, lang)]) + "\n"


def cites_markdown(files: Sequence[CitedFile], lang: Lang) -> str:
    """A table of the citations that need a look, and the counts."""
    head, rows, counts = table_parts(files, lang)
    table = f"{head}{''.join(rows)}\n" if rows else ""
    return f"{table}{counts}\n"


def table_parts(files: Sequence[CitedFile], lang: Lang) -> tuple[str, tuple[str, ...], str]:
    """The head of the table, its rows, and the line with the counts."""
    cells = _HEAD[lang]
    head = f"{_row(cells)}{'|' + ' --- |' * len(cells)}\n"
    found = ((path, one) for path, one in _all(files) if one.needs_attention)
    rows = tuple(_row((f"{path}:{one.citation.line}", one.citation.quote, _told(one, lang))) for path, one in found)
    return head, rows, _count(files, lang)


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(escaped(" ".join(cell.split("\n"))) for cell in cells) + " |\n"


def cites_sarif(files: Iterable[CitedFile], lang: Lang) -> str:
    """The citations that need a look as a SARIF log."""
    return sarif(findings_of(files), RULES, lang)


def cites_annotations(files: Iterable[CitedFile], lang: Lang) -> str:
    """The citations that need a look as annotations of GitHub."""
    return workflow_commands(findings_of(files), lang)


def findings_of(files: Iterable[CitedFile]) -> list[Finding]:
    """The citations that need a look as findings."""
    return [_finding(path, one) for path, one in _all(files) if one.needs_attention]


def _finding(path: str, one: Cited) -> Finding:
    rule, level = _rule(one)
    return Finding(
        rule=rule,
        level=level,
        message=finding("cited", quote=one.citation.quote, told=one.message),
        path=path,
        line=one.citation.line,
        column=one.citation.column,
        end_line=one.citation.end[0],
        end_column=one.citation.end[1],
        work=one.title,
        provision=one.citation.provision,
    )


def _rule(one: Cited) -> tuple[str, Level]:
    if one.state in DEAD:
        return "cited-dead", "warning"
    if one.changed:
        return "cited-changed", "warning"
    if one.state == "partly-repealed":
        return "cited-partly-repealed", "warning"
    return "cited-unknown-provision", "warning"


def _all(files: Iterable[CitedFile]) -> Iterator[tuple[str, Cited]]:
    for file in files:
        yield from ((file.path, one) for one in file.citations)


def _count(files: Sequence[CitedFile], lang: Lang) -> str:
    every = [one for _, one in _all(files)]
    return _COUNT[lang].format(
        files=len(files),
        all=len(every),
        attention=sum(one.needs_attention for one in every),
        missing=sum(one.state == "not-in-store" for one in every),
    )
