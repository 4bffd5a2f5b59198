"""Findings of checks in the forms that CI reads: SARIF 2.1.0, and GitHub's workflow commands.

Sources: OASIS, Static Analysis Results Interchange Format 2.1.0; GitHub, Workflow commands for GitHub Actions.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias
from urllib.parse import quote

from tracker import __version__

Level: TypeAlias = Literal["error", "warning", "note"]

SARIF = "https://json.schemastore.org/sarif-2.1.0.json"
ANNOTATIONS = 10
"""Annotations of one level that GitHub shows of a step; what is more is counted in one line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something that a check found: which rule, how grave, in a line, and where; lines and columns count from 1."""

    rule: str
    level: Level
    message: str
    path: str | None = None
    line: int | None = None
    column: int | None = None
    end_column: int | None = None
    work: str | None = None
    provision: str | None = None


def sarif(findings: Iterable[Finding], rules: Mapping[str, str]) -> str:
    """A SARIF log of one run; ``rules`` has what each rule means."""
    found = tuple(findings)
    used = [rule for rule in rules if any(one.rule == rule for one in found)]
    driver = {
        "name": "gazette-tracker",
        "version": __version__,
        "rules": [{"id": rule, "shortDescription": {"text": rules[rule]}} for rule in used],
    }
    results = [_result(one, used) for one in found]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return json.dumps({"$schema": SARIF, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1) + "\n"


def _result(one: Finding, rules: Sequence[str]) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": one.rule,
        "ruleIndex": rules.index(one.rule),
        "level": one.level,
        "message": {"text": one.message},
    }
    if one.path is not None:
        region = {"startLine": one.line, "startColumn": one.column, "endColumn": one.end_column}
        place: dict[str, Any] = {"artifactLocation": {"uri": quote(one.path.replace("\\", "/"), safe="/")}}
        if one.line is not None:
            place["region"] = {name: value for name, value in region.items() if value is not None}
        result["locations"] = [{"physicalLocation": place}]
    return result


def workflow_commands(findings: Iterable[Finding]) -> str:
    """GitHub's workflow commands: one line a finding, at most ``ANNOTATIONS`` of a level, and how many more there are.

    No text of a finding can be a command, or end one: percent signs, line ends, colons and commas are escaped.
    """
    lines: list[str] = []
    counts: dict[str, int] = {}
    for one in findings:
        command: str = "notice" if one.level == "note" else one.level
        counts[command] = counts.get(command, 0) + 1
        if counts[command] <= ANNOTATIONS:
            lines.append(_annotation(one, command))
    for command, count in counts.items():
        if count > ANNOTATIONS:
            lines.append(f"::notice::{count - ANNOTATIONS} more findings of level {command} are in the report")
    return "".join(f"{line}\n" for line in lines)


def _annotation(one: Finding, command: str) -> str:
    named = {"file": one.path, "line": one.line, "col": one.column, "endColumn": one.end_column, "title": one.rule}
    properties = ",".join(f"{name}={_property(str(value))}" for name, value in named.items() if value is not None)
    return f"::{command} {properties}::{_data(one.message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
