"""``tracker demo``: the main job, on the two sample issues."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tracker.cli.options import Color, ColorOption, Lang, LangOption
from tracker.cli.output import has_colour, tell, terminal_width, write
from tracker.errors import StoreError

if TYPE_CHECKING:
    from tracker.model import ChangeSet, DiffSet

GAZETTE = "lantingshi"
OLD, NEW = "澜财金规〔2023〕4号", "澜财金规〔2025〕6号"
"""The two versions of the sample measure on loan risk compensation."""
DAY = "2025-12-01"
"""A day on which the new version holds."""
PAGE = "redline.html"
_WHERE = {
    Lang.ZH: "\n同一比较的网页：{page}\n库是一个 git 仓库：git -C {store} log --stat",
    Lang.EN: "\nThe same as a page: {page}\nThe store is a git repository: git -C {store} log --stat",
}


def demo(
    *,
    store: Annotated[Path, typer.Option("--store", help="Folder for the demo's own store.")] = Path("demo"),
    lang: LangOption = Lang.ZH,
    color: ColorOption = Color.AUTO,
) -> None:
    """Add the two sample issues to a store, show what replaced what, and the redline of a measure."""
    _add_samples(store)
    _show_lineage(store, lang)
    comparison = _compare(store)
    _command(f"tracker diff {OLD} {NEW} --store {store}")
    write(_render(comparison, "text", lang, color), None)
    write(_render(comparison, "html", lang, Color.NEVER), store / PAGE)
    typer.echo(_WHERE[lang].format(page=store / PAGE, store=store))


def samples() -> Path:
    """The folder of the sample issues: inside an installed wheel, or beside the package in a checkout."""
    package = Path(__file__).resolve().parents[1]
    return next(place for place in (package / "_snapshots", package.parent / "snapshots") if place.is_dir())


def _add_samples(folder: Path) -> None:
    """Both issues into a store that is a repository of its own, also where the folder lies inside another one.

    Raises:
        StoreError: the folder holds something else.
    """
    from tracker.parse import parse_file
    from tracker.store import Store
    from tracker.store.git import initialise

    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        if not (folder / ".git").exists() or not (folder / GAZETTE).is_dir():
            raise StoreError("is not empty, and not a demo's store", where=str(folder), do="name another with --store")
    else:
        try:
            initialise(folder)
        except OSError as error:
            raise StoreError(
                f"cannot make a store: {error.strerror}", where=str(folder), do="name another with --store"
            ) from error
    with Store.open(folder) as store:
        for source in sorted((samples() / GAZETTE).glob("*/*/source.txt")):
            added = store.add(source.read_bytes(), parse_file(source), gazette=GAZETTE)
            tell(f"{added.ref}: {added.outcome}")


def _show_lineage(folder: Path, lang: Lang) -> None:
    from tracker.cli.lineage_command import lineage
    from tracker.cli.status_command import status

    _command(f"tracker status --as-of {DAY} --store {folder}")
    status(as_of=DAY, store=folder, lang=lang)
    _command(f"tracker lineage {NEW} --as-of {DAY} --store {folder}")
    lineage(NEW, as_of=DAY, store=folder, lang=lang)


def _compare(folder: Path) -> ChangeSet | DiffSet:
    from tracker.cli.references import resolve
    from tracker.compare import compare

    return compare(resolve(OLD, folder).value, resolve(NEW, folder).value)


def _render(comparison: ChangeSet | DiffSet, output_format: str, lang: Lang, color: Color) -> str | bytes:
    from tracker.render import RENDERERS, RenderOptions

    options = RenderOptions(lang=lang.value, color=has_colour(color.value, None), width=terminal_width(None))
    return RENDERERS[output_format](comparison, options)


def _command(line: str) -> None:
    """What a person would type for the output that follows."""
    typer.echo(f"\n$ {line}\n")
