"""``tracker verify``: the store is whole."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tracker.cli import status_codes
from tracker.cli.formats import TextFormat, TextFormatOption, chosen_format
from tracker.cli.look import GREEN, RED, Look, look_for
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
from tracker.cli.output import notice, write
from tracker.cli.readers_language import for_reader
from tracker.messages import as_message, said

if TYPE_CHECKING:
    from tracker.store.verification import Trouble, Verification

ISSUES_A_PROCESS = 20
"""Issues from which a process that parses is worth its start."""


_WHOLE = {"zh": "{} 期：完好", "en": "{} issues: whole"}
_NOT_WHOLE = {"zh": "{} 期：不完好", "en": "{} issues: not whole"}
_CHECKED = {
    "zh": "已核对：git 对象、所记 SHA-256、各期原文重新解析、磁盘上的文件",
    "en": "Checked: git's objects, the recorded SHA-256, every source parsed again, the files on disk",
}


_TROUBLES: Mapping[Trouble, str] = {
    "damage": said("damage"),
    "changed-on-disk": said("changed-on-disk"),
    "unsigned": said("unsigned"),
    "re-parse-needed": said("re-parse-needed"),
    "note": said("note"),
}


def verify(  # noqa: PLR0913 - one parameter an option of the contract
    *,
    deep: Annotated[
        bool, typer.Option("--deep", help="Also every earlier state of every issue, against its recorded hash.")
    ] = False,
    signatures: Annotated[
        Path | None,
        typer.Option("--signatures", metavar="FILE", help="Every commit is signed by one of these allowed signers."),
    ] = None,
    store: StoreOption = DEFAULT_STORE,
    format_: TextFormatOption = None,
    output: OutputOption = None,
    lang: LangOption = Lang.ZH,
    color: ColorOption = Color.AUTO,
    verbose: VerboseOption = False,
) -> None:
    """Check git's objects, the recorded hashes, that every source parses to itself, and the files on disk."""
    chosen = chosen_format(format_, output, TextFormat)
    from tracker.cli.worker_pool import pool
    from tracker.store import open_store
    from tracker.store.several.inspection import verified

    with open_store(store) as opened, pool(len(opened.issues()) // ISSUES_A_PROCESS) as executor:
        found = verified(opened, executor, deep=deep, signers=signatures)
    write(
        _json(found) if chosen is TextFormat.JSON else _text(found, look_for(output, lang, color, verbose=verbose)),
        output,
    )
    if not found.whole:
        notice(said("{store}: the store is not whole; see the lines above", store=store))
        raise typer.Exit(status_codes.FAILED)


def _text(found: Verification, look: Look) -> str:
    from tracker.cli.tables import wrapped
    from tracker.render.visible_characters import visible

    told = (
        for_reader(
            said(
                "{trouble}: {where}: {what}",
                trouble=_TROUBLES[one.trouble],
                where=one.where,
                what=as_message(one.message),
            )
        )
        for one in found.findings
    )
    lines = [wrapped(visible(line), look.width, 4) for line in told]
    if look.verbose:
        lines.append(wrapped(_CHECKED[look.lang], look.width))
    sentence = (_WHOLE if found.whole else _NOT_WHOLE)[look.lang].format(found.issues)
    lines.append(look.paint(sentence, GREEN if found.whole else RED))
    return "\n".join(lines) + "\n"


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
