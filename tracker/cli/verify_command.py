"""``tracker verify``: the store is whole."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import typer

from tracker.cli import status_codes
from tracker.cli.options import DEFAULT_STORE, Format, FormatOption, OutputOption, StoreOption
from tracker.cli.output import tell, write

if TYPE_CHECKING:
    from tracker.store.verify import Verification

ISSUES_A_PROCESS = 20
"""Issues from which a process that parses is worth its start."""


def verify(
    *,
    store: StoreOption = DEFAULT_STORE,
    format_: FormatOption = Format.TEXT,
    output: OutputOption = None,
) -> None:
    """Check git's objects, the recorded hashes, that every source parses to itself, and the files on disk."""
    if format_ not in (Format.TEXT, Format.JSON):
        raise typer.BadParameter(f"verify writes text or json, not {format_.value}", param_hint="--format")
    from tracker.cli.add_command import pool
    from tracker.store import Store
    from tracker.store.verify import verify as verify_store

    with Store.open(store) as opened, pool(len(opened.issues()) // ISSUES_A_PROCESS) as executor:
        found = verify_store(opened, executor)
    write(_json(found) if format_ is Format.JSON else _text(found), output)
    if not found.whole:
        tell(f"tracker: {store}: the store is not whole; see the lines above")
        raise typer.Exit(status_codes.FAILED)


def _text(found: Verification) -> str:
    from tracker.render.visible import visible

    lines = [f"{finding.trouble}: {finding.where}: {finding.message}" for finding in found.findings]
    lines.append(f"{found.issues} issues: {'whole' if found.whole else 'not whole'}")
    return visible("\n".join(lines)) + "\n"


def _json(found: Verification) -> str:
    value = {
        "schema": "tracker.verify/1",
        "whole": found.whole,
        "issues": found.issues,
        "findings": [
            {"trouble": finding.trouble, "where": finding.where, "message": finding.message}
            for finding in found.findings
        ],
    }
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
