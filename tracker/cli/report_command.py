"""``tracker report``: a static site of the store."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tracker.cli.options import (
    DEFAULT_STORE,
    ClusterOption,
    JobsOption,
    Lang,
    LangOption,
    StoreOption,
    VerboseOption,
)
from tracker.cli.output import write
from tracker.messages import said

_TOLD = {
    Lang.ZH: "{page}：{pages} 页，重新生成 {rendered} 页；写入文件 {written} 个，删除 {removed} 个（状态截至 {day}）",
    Lang.EN: "{page}: {pages} pages, {rendered} made anew; {written} files written, {removed} removed (as of {day})",
}
_TITLE = {Lang.ZH: "公报与规范性文件沿革", Lang.EN: "Gazettes and the rules in them"}


def report(  # noqa: PLR0913 - one parameter an option
    *,
    output: Annotated[Path, typer.Option("-o", "--output", metavar="DIR", help="Folder of the site.")],
    base_url: Annotated[
        str, typer.Option("--base-url", metavar="URL", help="Where the site will stand: for feeds and search engines.")
    ] = "",
    title: Annotated[str, typer.Option("--title", metavar="TEXT", help="The site's name.")] = "",
    on: Annotated[
        str | None, typer.Option("--on", metavar="DATE", help="The day states are told for.", show_default="today")
    ] = None,
    jobs: JobsOption = None,
    cluster: ClusterOption = None,
    store: StoreOption = DEFAULT_STORE,
    lang: LangOption = Lang.ZH,
    verbose: VerboseOption = False,  # noqa: ARG001 - its callback gives the log a voice
) -> None:
    """Write the store as a static site: issues, works, texts, redlines, ledger, feeds, calendar.

    It needs no server. A second run writes only what changed, and removes what is gone; files that are not of the site
    are left alone.
    """
    from tracker.cli.days import day
    from tracker.cli.worker_pool import engine_for, engines_for, progress_of_unknown
    from tracker.library import Library
    from tracker.report.page import Settings
    from tracker.report.site_build import build

    if base_url and not base_url.lower().startswith(("https://", "http://")):
        raise typer.BadParameter(
            said("{url!r} is no address: begin it with https://", url=base_url), param_hint="--base-url"
        )
    settings = Settings(lang=lang.value, title=title or _TITLE[lang], base_url=base_url, day=day(on, "--on"))
    with engine_for(jobs, cluster) as engine:
        with progress_of_unknown(said("reading")) as step:
            library = Library.open(store, engine=engine, told=step)
        with library, progress_of_unknown(said("making pages")) as step:
            built = build(library, output, settings, engines_for(engine, jobs), step)
    told = _TOLD[lang].format(
        page=output / "index.html",
        pages=built.pages,
        rendered=built.rendered,
        written=built.written,
        removed=built.removed,
        day=settings.day,
    )
    write(f"{told}\n", None)
