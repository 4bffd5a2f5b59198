"""Findings of checks in the forms that CI reads: SARIF 2.1.0, and GitHub's workflow commands.

Sources: OASIS, Static Analysis Results Interchange Format 2.1.0; GitHub, Workflow commands for GitHub Actions, and
SARIF support for code scanning.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias
from urllib.parse import quote

from tracker import __version__
from tracker.model import Lang
from tracker.wording.told import in_language

Level: TypeAlias = Literal["error", "warning", "note"]

SARIF = "https://json.schemastore.org/sarif-2.1.0.json"
MOST_RESULTS = 25_000
"""Results of a run that code scanning takes; it refuses a log with more."""
ANNOTATIONS = 10
"""Annotations of one kind that GitHub shows of a step; what is more is counted in the last of them."""
LONGEST_MESSAGE = 2_000
"""Characters of an annotation's message; the report has the whole of it."""
_COMMANDS: Mapping[Level, str] = {"error": "error", "warning": "warning", "note": "notice"}
_MORE = {
    "zh": "另有 {n} 条同类发现，见报告",
    "en": "{n} more findings of this kind are in the report",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something that a check found: which rule, how grave, in a line, and where; lines and columns count from 1.

    ``message`` is a ``Sentence`` where it was said in two languages; ``end_column`` is behind the last character.
    """

    rule: str
    level: Level
    message: str
    path: str | None = None
    line: int | None = None
    column: int | None = None
    end_line: int | None = None
    end_column: int | None = None
    work: str | None = None
    provision: str | None = None


def by_weight(findings: Iterable[Finding]) -> list[Finding]:
    """The gravest first, otherwise in their order: a runner shows only some, and a reader begins at the top."""
    return sorted(findings, key=lambda one: ("error", "warning", "note").index(one.level))


# --- SARIF ------------------------------------------------------------------------------------------------------------


def sarif(findings: Iterable[Finding], rules: Mapping[str, str], lang: Lang = "en") -> str:
    """A SARIF log of one run; ``rules`` has what each means. What code scanning refuses is left out and counted."""
    found = tuple(findings)
    kept = found[:MOST_RESULTS]
    used = [rule for rule in rules if any(one.rule == rule for one in kept)]
    driver = {
        "name": "gazette-tracker",
        "version": __version__,
        "rules": [{"id": rule, "shortDescription": {"text": rules[rule]}} for rule in used],
    }
    results = [_result(one, used, lang) for one in kept]
    run: dict[str, Any] = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    if left := len(found) - len(kept):
        told = {"level": "warning", "message": {"text": _MORE[lang].format(n=left)}}
        run["invocations"] = [{"executionSuccessful": True, "toolExecutionNotifications": [told]}]
    return json.dumps({"$schema": SARIF, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1) + "\n"


def _result(one: Finding, rules: Sequence[str], lang: Lang) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": one.rule,
        "ruleIndex": rules.index(one.rule),
        "level": one.level,
        "message": {"text": in_language(one.message, lang)},
        "partialFingerprints": {"tracker/v1": _fingerprint(one)},
    }
    if one.path is not None:
        place: dict[str, Any] = {"artifactLocation": {"uri": quote(one.path.replace("\\", "/"), safe="/")}}
        place["region"] = _region(one)
        result["locations"] = [{"physicalLocation": place}]
    return result


def _region(one: Finding) -> dict[str, int]:
    """Where in a file; its first line, where the whole file is meant: code scanning wants a line."""
    named = {
        "startLine": one.line or 1,
        "startColumn": one.column,
        "endLine": one.end_line if one.end_line != one.line else None,
        "endColumn": one.end_column,
    }
    return {name: value for name, value in named.items() if value is not None}


def _fingerprint(one: Finding) -> str:
    """What stays the same of a finding when lines are added above it."""
    parts = (one.rule, one.path or "", one.work or "", one.provision or "", str(one.message))
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


# --- workflow commands ------------------------------------------------------------------------------------------------


def workflow_commands(findings: Iterable[Finding], lang: Lang = "en") -> str:
    """GitHub's workflow commands: one line a finding, at most ``ANNOTATIONS`` of a kind, the last of them with a count.

    No text of a finding can be a command, or end one: percent signs, line ends, colons and commas are escaped.
    """
    found = tuple(findings)
    total = Counter(_COMMANDS[one.level] for one in found)
    shown: Counter[str] = Counter()
    lines: list[str] = []
    for one in found:
        command = _COMMANDS[one.level]
        shown[command] += 1
        most = ANNOTATIONS if total[command] <= ANNOTATIONS else ANNOTATIONS - 1
        if shown[command] <= most:
            lines.append(_annotation(one, command, lang))
    for command, count in total.items():
        if count > ANNOTATIONS:
            lines.append(f"::{command}::{_MORE[lang].format(n=count - ANNOTATIONS + 1)}")
    return "".join(f"{line}\n" for line in lines)


def plain_command(command: Literal["error", "warning", "notice"], message: str) -> str:
    """One annotation without a place."""
    return f"::{command}::{_data(message)}\n"


def _annotation(one: Finding, command: str, lang: Lang) -> str:
    one_line = one.end_line in (None, one.line)
    named = {
        "file": one.path,
        "line": one.line,
        "endLine": None if one_line else one.end_line,
        "col": one.column if one_line else None,
        "endColumn": one.end_column if one_line else None,
        "title": one.rule,
    }
    properties = ",".join(f"{name}={_property(str(value))}" for name, value in named.items() if value is not None)
    return f"::{command} {properties}::{_data(_cut(in_language(one.message, lang)))}"


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_MESSAGE else f"{text[:LONGEST_MESSAGE]}…"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
