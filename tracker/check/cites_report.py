"""What became of everything that some files cite, as text, JSON, Markdown, SARIF or annotations."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from tracker.check.cited import DEAD, Cited, CitedFile
from tracker.check.findings import Finding, Level, sarif, workflow_commands

SCHEMA = "tracker.cites/1"
RULES = {
    "cited-dead": "A text cites a document that is no law on this day.",
    "cited-changed": "A text cites a provision that reads otherwise by now.",
    "cited-unknown-provision": "A text cites a provision that the document does not have.",
    "cited-partly-repealed": "A text cites a document that was repealed in part.",
    "cited-not-in-store": "A text cites a document that the store does not hold.",
}
_COUNT = {
    "zh": "{files} 个文件，{all} 处引用，{attention} 处需要注意，{missing} 处库中未收录",
    "en": "{files} files, {all} citations, {attention} need a look, {missing} not in the store",
}
_HEAD = {"zh": ("位置", "引用", "说明"), "en": ("place", "citation", "what became of it")}


def cites_json(files: Iterable[CitedFile], day: str, lang: str) -> str:
    """``tracker.cites/1`` (contract §7); ``redline`` shows how a provision that changed reads now."""
    value = {
        "schema": SCHEMA,
        "as_of": day,
        "files": [
            {"path": one.path, "citations": [_citation(cited, lang) for cited in one.citations]} for one in files
        ],
    }
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _citation(one: Cited, lang: str) -> dict[str, Any]:
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


def _told(one: Cited, lang: str) -> str:
    return one.message.zh if lang == "zh" else str(one.message)


def cites_text(files: Sequence[CitedFile], lang: str) -> str:
    """A line for every citation that needs a look, with the redline of a provision below it, and the counts."""
    lines: list[str] = []
    for path, one in _all(files):
        if one.needs_attention:
            place = f"{path}:{one.citation.line}:{one.citation.column}"
            lines.append(f"{place}: {one.citation.quote}: {_told(one, lang)}")
            lines += [f"    {line}" for line in (one.redline or "").split("\n") if line]
    return "\n".join([*lines, _count(files, lang)]) + "\n"


def cites_markdown(files: Sequence[CitedFile], lang: str) -> str:
    """A table of the citations that need a look, and the counts."""
    rows = [
        (f"{path}:{one.citation.line}", one.citation.quote, _told(one, lang))
        for path, one in _all(files)
        if one.needs_attention
    ]
    head = _HEAD[lang]
    table = [_row(head), "|" + " --- |" * len(head), *map(_row, rows)] if rows else []
    return "\n".join([*table, *([""] if table else []), _count(files, lang)]) + "\n"


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(_cell(cell) for cell in cells) + " |"


def _cell(text: str) -> str:
    escaped = "".join(f"\\{sign}" if sign in "\\|<>*_`[]" else sign for sign in text)
    return escaped.replace("\n", " ")


def cites_sarif(files: Iterable[CitedFile], lang: str) -> str:
    """The citations that need a look as a SARIF log."""
    return sarif(findings_of(files, lang), RULES)


def cites_annotations(files: Iterable[CitedFile], lang: str) -> str:
    """The citations that need a look as annotations of GitHub."""
    return workflow_commands(findings_of(files, lang))


def findings_of(files: Iterable[CitedFile], lang: str) -> list[Finding]:
    """The citations that need a look as findings."""
    return [_finding(path, one, lang) for path, one in _all(files) if one.needs_attention]


def _finding(path: str, one: Cited, lang: str) -> Finding:
    rule, level = _rule(one)
    return Finding(
        rule=rule,
        level=level,
        message=f"{one.citation.quote}: {_told(one, lang)}",
        path=path,
        line=one.citation.line,
        column=one.citation.column,
        end_column=one.citation.column + len(one.citation.quote),
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


def _count(files: Sequence[CitedFile], lang: str) -> str:
    every = [one for _, one in _all(files)]
    return _COUNT[lang].format(
        files=len(files),
        all=len(every),
        attention=sum(one.needs_attention for one in every),
        missing=sum(one.state == "not-in-store" for one in every),
    )
