"""``tracker repair``: what is derived in a store is made again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

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
    from tracker.store.repairing import Repair

_FATES = {
    "zh": {"mended": "已修复", "dropped": "已清除", "left": "保留", "lost": "缺失"},
    "en": {"mended": "mended", "dropped": "dropped", "left": "left", "lost": "lost"},
}
_DONE = {"zh": "已修复 {} 项", "en": "{} things mended"}


def repair(
    *,
    store: StoreOption = DEFAULT_STORE,
    format_: TextFormatOption = None,
    output: OutputOption = None,
    lang: LangOption = Lang.ZH,
    color: ColorOption = Color.AUTO,
    verbose: VerboseOption = False,
) -> None:
    """Make again what is derived: caches, the index, files on disk, objects whose content is still to be had."""
    chosen = chosen_format(format_, output, TextFormat)
    from tracker.store import open_store
    from tracker.store.several.inspection import repaired

    with open_store(store) as opened:
        done = repaired(opened)
    look = look_for(output, lang, color, verbose=verbose)
    write(_json(done) if chosen is TextFormat.JSON else _text(done, look), output)
    if any(one.fate == "lost" for one in done):
        notice(said("{store}: what is lost cannot be made again here; see the lines above", store=store))
        raise typer.Exit(status_codes.FAILED)


def _text(done: tuple[Repair, ...], look: Look) -> str:
    from tracker.cli.tables import wrapped
    from tracker.render.visible_characters import visible

    fates = _FATES[look.lang]
    lines = [wrapped(visible(_line(fates[one.fate], one)), look.width, 4) for one in done]
    sentence = _DONE[look.lang].format(sum(one.fate == "mended" for one in done))
    lines.append(look.paint(sentence, RED if any(one.fate == "lost" for one in done) else GREEN))
    return "\n".join(lines) + "\n"


def _line(fate: str, one: Repair) -> str:
    return for_reader(said("{trouble}: {where}: {what}", trouble=fate, where=one.where, what=as_message(one.message)))


def _json(done: tuple[Repair, ...]) -> str:
    repairs = [{"fate": one.fate, "where": one.where, "message": one.message} for one in done]
    return json.dumps({"schema": "tracker.repair/1", "repairs": repairs}, ensure_ascii=False, indent=1) + "\n"
