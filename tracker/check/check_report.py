"""What a change to a store means, as text, JSON, Markdown, SARIF or annotations."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from tracker.check.changes import ChangedWork, Check, key_changes_of, summary_of
from tracker.check.findings import Finding, sarif, workflow_commands
from tracker.lineage.values import Stage

SCHEMA = "tracker.check/1"
RULES = {
    "damaged": "A snapshot is not whole: its hash, or what the parser makes of it, is not what is recorded.",
    "altered": "An issue changed after it was published.",
    "revised": "A work has a new version.",
    "repealed": "A work was repealed.",
    "watched": "A work that is watched changed.",
    "cited": "A text cites what this change touches.",
    "expiring": "A work is about to expire.",
}
_LONGEST = 60_000
"""Characters of a report in Markdown: a comment of GitHub takes 65,536."""
_WORDS = {
    "zh": {
        "pass": "通过",
        "fail": "未通过",
        "issues": "期",
        "works": "规范",
        "findings": "发现",
        "more": "另有 {} 项从略",
        "added": "新增",
        "altered": "有改动",
        "re-parsed": "重新解析",
        "removed": "删除",
        "new": "新规范",
        "revised": "修订",
        "repealed": "废止",
    },
    "en": {
        "pass": "passed",
        "fail": "failed",
        "issues": "Issues",
        "works": "Works",
        "findings": "Findings",
        "more": "{} more are left out",
        "added": "added",
        "altered": "altered",
        "re-parsed": "re-parsed",
        "removed": "removed",
        "new": "new",
        "revised": "revised",
        "repealed": "repealed",
    },
}


def check_json(check: Check) -> str:
    """``tracker.check/1`` (contract §7)."""
    value = {
        "schema": SCHEMA,
        "base": check.base,
        "head": check.head,
        "verdict": check.verdict,
        "issues": [{"ref": one.ref, "change": one.change, "title": one.title} for one in check.issues],
        "works": [_work(one) for one in check.works],
        "findings": [_finding(one) for one in check.findings],
    }
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _work(one: ChangedWork) -> dict[str, Any]:
    return {
        "work": one.work.name,
        "change": one.change,
        "old": _version(one.old),
        "new": _version(one.new),
        "summary": summary_of(one),
        "key_changes": key_changes_of(one),
    }


def _version(stage: Stage | None) -> dict[str, Any] | None:
    if stage is None:
        return None
    record = stage.record
    return {"doc_number": record.number, "title": record.title, "date": record.signed or record.published}


def _finding(one: Finding) -> dict[str, Any]:
    return {
        "rule": one.rule,
        "level": one.level,
        "message": one.message,
        "path": one.path,
        "line": one.line,
        "work": one.work,
        "provision": one.provision,
    }


def check_text(check: Check, lang: str) -> str:
    """The verdict, what changed, and what was found, a line each."""
    words = _WORDS[lang]
    lines = [f"{words[check.verdict]}: {(check.base or '0' * 10)[:10]}..{check.head[:10]}"]
    lines += [f"{words[one.change]}  {one.ref}  {one.title}" for one in check.issues]
    for one in check.works:
        lines.append(f"{words[one.change]}  {_sides(one)}")
        lines += [f"    - {line}" for line in key_changes_of(one)]
    lines += [f"{_place(one)}{one.level}: {one.rule}: {one.message}" for one in check.findings]
    return "\n".join(lines) + "\n"


def _sides(one: ChangedWork) -> str:
    names = [f"{stage.record.name}《{stage.record.title}》" for stage in (one.old, one.new) if stage]
    return " → ".join(names)


def _place(one: Finding) -> str:
    return f"{one.path}:{one.line}: " if one.path and one.line else f"{one.path}: " if one.path else ""


def check_markdown(check: Check, lang: str) -> str:
    """A report for a job's summary or a comment; what is too long is cut between two entries, and counted."""
    words = _WORDS[lang]
    sign = "✅" if check.verdict == "pass" else "❌"
    head = f"### {sign} {words[check.verdict]}: `{(check.base or '0' * 10)[:10]}..{check.head[:10]}`\n"
    kept, left, size = [head], Counter[str](), len(head)
    for block in _blocks(check, words):
        if size + len(block) > _LONGEST:
            left["more"] += 1
            continue
        kept.append(block)
        size += len(block)
    if left:
        kept.append(words["more"].format(left["more"]) + "\n")
    return "\n".join(kept)


def _blocks(check: Check, words: dict[str, str]) -> Iterator[str]:
    if check.issues:
        yield f"#### {words['issues']}\n"
    for issue in check.issues:
        yield f"- {words[issue.change]} `{issue.ref}` {_plain(issue.title)}"
    if check.works:
        yield f"\n#### {words['works']}\n"
    for one in check.works:
        lines = [
            f"- **{words[one.change]}** {_plain(_sides(one))}",
            *(f"  - {_plain(line)}" for line in key_changes_of(one)),
        ]
        yield "\n".join(lines)
    if check.findings:
        yield f"\n#### {words['findings']}\n"
    for finding in check.findings:
        yield f"- `{finding.level}` {finding.rule}: {_plain(_place(finding) + finding.message)}"


def _plain(text: str) -> str:
    """A text as it is, in one line of Markdown."""
    escaped = "".join(f"\\{sign}" if sign in "\\|<>*_`[]#@" else sign for sign in text)
    return escaped.replace("\n", " ")


def check_sarif(check: Check, lang: str) -> str:  # noqa: ARG001 - all makers of reports are called alike
    """The findings as a SARIF log."""
    return sarif(check.findings, RULES)


def check_annotations(check: Check, lang: str) -> str:  # noqa: ARG001 - the same
    """The findings as annotations of GitHub."""
    return workflow_commands(check.findings)
