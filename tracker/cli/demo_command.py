"""``tracker demo``: the main job, on the sample issues."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tracker.cli.formats import Format, chosen_format
from tracker.cli.look import look_for, outcome_name
from tracker.cli.options import Color, ColorOption, Lang, LangOption, VerboseOption
from tracker.cli.output import tell, write
from tracker.errors import StoreError
from tracker.messages import said, system_reason

if TYPE_CHECKING:
    from tracker.model import ChangeSet, DiffSet

GAZETTE = "lantingshi"
OLD, NEW = "澜财金规〔2023〕4号", "澜财金规〔2025〕6号"
"""The two versions of the sample measure on loan risk compensation."""
DAY = "2026-12-01"
"""A day on which every sample had been issued: on an earlier one the ledger calls 尚未施行 what nobody had signed."""
FIRST_PRINTINGS = "*-first-printing.txt"
"""An issue as it was before its publisher altered it: it stands beside the store's folders."""
PAGE = "redline"
_WHERE = {
    Lang.ZH: "\n同一比较，可打开的文件：{page}\n库是一个 git 仓库：git -C {store} log --stat",
    Lang.EN: "\nThe same as a file to open: {page}\nThe store is a git repository: git -C {store} log --stat",
}


def demo(
    *,
    store: Annotated[Path, typer.Option("--store", help="Folder for the demo's own store.")] = Path("demo"),
    format_: Annotated[
        Format | None,
        typer.Option("--format", "-f", help="Format of the file written.", show_default="html, or by -o's suffix"),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", help="Where to write it.", show_default="redline.html in the store's folder"),
    ] = None,
    lang: LangOption = Lang.ZH,
    color: ColorOption = Color.AUTO,
    verbose: VerboseOption = False,
) -> None:
    """Add the sample issues to a store, show what replaced what, and the redline of a measure."""
    from tracker.render import RENDERERS, RenderOptions

    chosen = chosen_format(format_, output, Format) if output else format_ or Format.HTML
    page = output or store / f"{PAGE}.{'txt' if chosen == Format.TEXT else chosen}"
    look = look_for(None, lang, color, verbose=verbose)
    _add_samples(store, lang)
    _show_lineage(store, lang, color, verbose=verbose)
    comparison = _compare(store)
    _command(f"tracker diff {OLD} {NEW} --store {store}")
    shown = RenderOptions(lang=lang.value, color=look.coloured, width=look.width, verbose=verbose)
    write(RENDERERS["text"](comparison, shown), None)
    write(RENDERERS[chosen](comparison, RenderOptions(lang=lang.value)), page)
    typer.echo(_WHERE[lang].format(page=page, store=store))


def samples() -> Path:
    """The folder of the sample issues: inside an installed wheel, or beside the package in a checkout."""
    package = Path(__file__).resolve().parents[1]
    return next(place for place in (package / "_snapshots", package.parent / "snapshots") if place.is_dir())


def _add_samples(folder: Path, lang: Lang) -> None:
    """The issues into a store that is a repository of its own, also where the folder lies inside another one.

    An issue that its publisher altered goes in as it was first printed, then as it stands now; the first printing not
    a second time, for it would be news again in a store that has the later one.

    Raises:
        StoreError: the folder holds something else.
    """
    from tracker.parse import parse_file
    from tracker.store import Store
    from tracker.store.git_place import initialise

    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        if not (folder / ".git").exists() or not (folder / GAZETTE).is_dir():
            raise StoreError("is not empty, and not a demo's store", where=str(folder), do="name another with --store")
    else:
        try:
            initialise(folder)
        except OSError as error:
            raise StoreError(
                said("cannot make a store: {reason}", reason=system_reason(error)),
                where=str(folder),
                do="name another with --store",
            ) from error
    with Store.open(folder) as store:
        printings = () if store.issues() else sorted(samples().glob(FIRST_PRINTINGS))
        for source in (*printings, *sorted((samples() / GAZETTE).glob("*/*/source.txt"))):
            added = store.add(source.read_bytes(), parse_file(source), gazette=GAZETTE)
            tell(f"{added.ref}: {outcome_name(added.outcome, lang.value)}")


def _show_lineage(folder: Path, lang: Lang, color: Color, *, verbose: bool) -> None:
    from tracker.cli.lineage_command import lineage
    from tracker.cli.status_command import status

    _command(f"tracker status --as-of {DAY} --store {folder}")
    status(as_of=DAY, store=folder, lang=lang, color=color, verbose=verbose)
    _command(f"tracker lineage {NEW} --as-of {DAY} --store {folder}")
    lineage(NEW, as_of=DAY, store=folder, lang=lang, color=color, verbose=verbose)


def _compare(folder: Path) -> ChangeSet | DiffSet:
    from tracker.cli.chosen_reference import named
    from tracker.compare import compare

    return compare(named(OLD, folder).value, named(NEW, folder).value)


def _command(line: str) -> None:
    """What a person would type for the output that follows."""
    typer.echo(f"\n$ {line}\n")
