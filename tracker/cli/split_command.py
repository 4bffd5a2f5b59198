"""``tracker split``: a store of many gazettes into several, one a gazette."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tracker.cli import status_codes
from tracker.cli.formats import TextFormat, TextFormatOption, chosen_format
from tracker.cli.look import FAINT, GREEN, RED, Look, look_for
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
from tracker.messages import said

if TYPE_CHECKING:
    from tracker.store.several.splitting import Parted

_FATES = {
    "zh": {"split": "已拆出", "there": "已在", "refused": "未拆"},
    "en": {"split": "split", "there": "there", "refused": "refused"},
}
_COUNTS = {"zh": "{issues} 期，{commits} 次提交", "en": "{issues} issues, {commits} commits"}
_DONE = {"zh": "{} 个库：{}", "en": "{} stores: {}"}


def split(  # noqa: PLR0913 - one parameter an option of the contract
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="Where the new stores are made; the old one stays as it is.")
    ],
    *,
    sign: Annotated[
        Path | None,
        typer.Option("--sign", metavar="KEY", envvar="TRACKER_SIGNING_KEY", help="Sign commits with this SSH key."),
    ] = None,
    store: StoreOption = DEFAULT_STORE,
    format_: TextFormatOption = None,
    output: OutputOption = None,
    lang: LangOption = Lang.ZH,
    color: ColorOption = Color.AUTO,
    verbose: VerboseOption = False,
) -> None:
    """Split a store of many gazettes into several, one a gazette, each with its whole history."""
    chosen = chosen_format(format_, output, TextFormat)
    from tracker.store import Store
    from tracker.store.several.splitting import split as split_store

    with Store.open(store) as opened:
        done = tuple(split_store(opened, folder, clock=lambda: datetime.now(UTC), key=sign))
        is_signed = any(one.fate == "split" for one in done) and _is_signed(opened.git.read(opened.head() or ""))
    look = look_for(output, lang, color, verbose=verbose)
    write(_json(done) if chosen is TextFormat.JSON else _text(done, folder, look), output)
    _report(done, signatures_lost=is_signed and sign is None)


def _report(done: tuple[Parted, ...], *, signatures_lost: bool) -> None:
    """Say on standard error what was refused, and what a copy cannot have.

    Raises:
        typer.Exit: something was refused.
    """
    for one in done:
        if one.message:
            notice(one.message)
    if signatures_lost:
        notice(said("signatures cover the names of earlier commits and did not come along; sign anew with --sign"))
    if any(one.fate == "refused" for one in done):
        raise typer.Exit(status_codes.FAILED)


def _is_signed(commit: bytes) -> bool:
    return b"\ngpgsig" in commit.partition(b"\n\n")[0]


def _text(done: tuple[Parted, ...], folder: Path, look: Look) -> str:
    from tracker.cli.tables import padded, wrapped
    from tracker.render.visible_characters import visible

    lines = []
    for one in done:
        counts = _COUNTS[look.lang].format(issues=one.issues, commits=one.commits) if one.fate == "split" else ""
        line = f"{padded(_FATES[look.lang][one.fate], 8)} {visible(one.gazette)}  {counts}".rstrip()
        lines.append(wrapped(line, look.width, 4))
        if look.verbose and one.commit:
            lines.append(look.paint(f"    · commit {one.commit}", FAINT))
    is_done = all(one.fate != "refused" for one in done)
    sentence = _DONE[look.lang].format(sum(one.fate != "refused" for one in done), visible(str(folder)))
    return "\n".join([*lines, look.paint(sentence, GREEN if is_done else RED)]) + "\n"


def _json(done: tuple[Parted, ...]) -> str:
    value = {
        "schema": "tracker.split/1",
        "stores": [
            {
                "gazette": one.gazette,
                "fate": one.fate,
                "issues": one.issues,
                "commits": one.commits,
                "commit": one.commit,
                "message": one.message,
            }
            for one in done
        ],
    }
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
