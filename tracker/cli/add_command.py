"""``tracker add``: snapshots into the store."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from tracker.cli import status_codes
from tracker.cli.add_preparation import Prepared, prepared, reading
from tracker.cli.formats import TextFormat, TextFormatOption, chosen_format
from tracker.cli.look import FAINT, OUTCOME_STYLES, Look, look_for, outcome_name
from tracker.cli.options import (
    DEFAULT_STORE,
    ClusterOption,
    Color,
    ColorOption,
    JobsOption,
    Lang,
    LangOption,
    OutputOption,
    StoreOption,
    VerboseOption,
)
from tracker.cli.output import notice, write
from tracker.cli.worker_pool import Step, progress
from tracker.messages import said
from tracker.read.sniff import SOURCE_SUFFIXES

if TYPE_CHECKING:
    from tracker.read.archive import ArchivedFile
    from tracker.store.batch import Added
    from tracker.store.record import Record

    Place: TypeAlias = Path | ArchivedFile

TAKEN = SOURCE_SUFFIXES | {".zip"}
"""Files that are taken from a folder."""


_BEFORE = {"zh": "此前", "en": "before"}


def add(  # noqa: PLR0913 - one parameter an option of the contract
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE", help="Issues as files; a folder or a ZIP archive stands for its own."),
    ],
    *,
    gazette: Annotated[
        str | None, typer.Option("--gazette", help="Name of the gazette, instead of the title's.")
    ] = None,
    url: Annotated[str | None, typer.Option("--url", help="Address that the bytes came from.")] = None,
    retrieved_at: Annotated[
        str | None,
        typer.Option("--retrieved-at", metavar="TIME", help="When they were retrieved (ISO 8601); default now."),
    ] = None,
    sign: Annotated[
        Path | None,
        typer.Option("--sign", metavar="KEY", envvar="TRACKER_SIGNING_KEY", help="Sign commits with this SSH key."),
    ] = None,
    jobs: JobsOption = None,
    cluster: ClusterOption = None,
    store: StoreOption = DEFAULT_STORE,
    format_: TextFormatOption = None,
    output: OutputOption = None,
    lang: LangOption = Lang.ZH,
    color: ColorOption = Color.AUTO,
    verbose: VerboseOption = False,
) -> None:
    """Snapshot files into the store: one commit an issue; the same bytes again change nothing."""
    moment = _moment(retrieved_at)
    _check_names(gazette, url)
    chosen = chosen_format(format_, output, TextFormat)
    from tracker.store import create_store
    from tracker.store.several.adding import Refused

    look = look_for(output, lang, color, verbose=verbose)
    places = list(opened_archives(expanded(files, TAKEN)))
    failed: list[Prepared] = []
    added: list[tuple[Place, Added]] = []
    with create_store(store) as opened, reading(len(places), jobs, cluster) as box, progress(len(places)) as step:
        opened.signing_key = sign
        names: deque[Place] = deque()
        records = _records(prepared(places, gazette, url, box), names, failed, step)
        for result in opened.add_many((record, moment) for record in records):
            place = names.popleft()
            if isinstance(result, Refused):
                failed.append(Prepared(file=place, error=result.error.message))
                continue
            added.append((place, result))
            if chosen is TextFormat.TEXT and output is None:
                step.say(_line(result, look))
    if chosen is TextFormat.JSON:
        write(_json(added, failed), output)
    elif output is not None:
        write("".join(_line(result, look) for _, result in added), output)
    _report(added, failed)


def _moment(text: str | None) -> datetime | None:
    """A time of ISO 8601; without an offset it is UTC."""
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text.strip())
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        seconds = moment.timestamp()
    except (ValueError, OverflowError) as error:
        raise typer.BadParameter(
            said("{text!r} is no time; write 2025-09-02T08:30:00+08:00", text=text), param_hint="--retrieved-at"
        ) from error
    if seconds < 0:
        raise typer.BadParameter("git has no time before 1970", param_hint="--retrieved-at")
    return moment


def _check_names(gazette: str | None, url: str | None) -> None:
    from tracker.store.layout import gazette_slug
    from tracker.store.record import URL

    if gazette is not None and gazette_slug(gazette) == "untitled":
        raise typer.BadParameter(
            said("{gazette!r} has nothing to make a name of", gazette=gazette), param_hint="--gazette"
        )
    if url is not None and not URL.match(url):
        raise typer.BadParameter(said("{url!r} is not an absolute address", url=url), param_hint="--url")


def expanded(files: Iterable[Path], suffixes: frozenset[str] = SOURCE_SUFFIXES) -> Iterator[Path]:
    """The files, with folders replaced by what is in them, in the order of their names; hidden ones are left out."""
    for file in files:
        if file.is_dir():
            yield from sorted(path for path in file.rglob("*") if _is_taken(path, file, suffixes)) or [file]
        else:
            yield file


def opened_archives(files: Iterable[Path]) -> Iterator[Place]:
    """The files, with ZIP archives of attachments replaced by the documents in them; one without any stays itself.

    Raises:
        SourceTooLarge: an archive holds too many files.
    """
    from tracker.read.archive import archived_files

    for file in files:
        inside = archived_files(file, SOURCE_SUFFIXES) if file.suffix.lower() == ".zip" else ()
        yield from inside or (file,)


def _is_taken(path: Path, folder: Path, suffixes: frozenset[str]) -> bool:
    parts = path.relative_to(folder).parts
    return path.suffix.lower() in suffixes and not any(part.startswith(".") for part in parts) and path.is_file()


def _records(made: Iterable[Prepared], names: deque[Place], failed: list[Prepared], step: Step) -> Iterator[Record]:
    for one in made:
        step(one.file.name)
        if one.record is None:
            failed.append(one)
        else:
            names.append(one.file)
            yield one.record


# --- telling ----------------------------------------------------------------------------------------------------------


def _line(result: Added, look: Look) -> str:
    """What became of a file; with ``verbose`` its commit and hashes below."""
    from tracker.cli.tables import padded, wrapped
    from tracker.render.visible_characters import visible

    word = outcome_name(result.outcome, look.lang)
    line = wrapped(f"{padded(word, 10)} {visible(result.ref)}  {visible(result.subject)}", look.width, 4)
    lines = [look.paint_word(line, word, OUTCOME_STYLES[result.outcome])]
    if look.verbose:
        before = [f"    · {_BEFORE[look.lang]} {result.previous}"] if result.previous else []
        more = [f"    · commit {result.commit}", f"    · SHA-256 {result.sha256}", *before]
        lines += [look.paint(wrapped(one, look.width), FAINT) for one in more]
    return "\n".join(lines) + "\n"


def _json(added: list[tuple[Place, Added]], failed: list[Prepared]) -> str:
    value = {
        "schema": "tracker.add/1",
        "added": [
            {
                "file": str(file),
                "ref": result.ref,
                "outcome": result.outcome,
                "commit": result.commit,
                "sha256": result.sha256,
                "previous_sha256": result.previous,
                "title": result.subject,
            }
            for file, result in added
        ],
        "failed": [{"file": str(one.file), "error": one.error} for one in failed],
    }
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _report(added: list[tuple[Place, Added]], failed: list[Prepared]) -> None:
    """Say on standard error what was left as it is and what could not be added.

    Raises:
        typer.Exit: something could not.
    """
    for remark in (remark for _, result in added for remark in result.remarks):
        notice(remark)
    for one in failed:
        notice(one.error or "")
    if failed:
        if len(failed) + len(added) > 1:
            notice(said("{failed} of {all} files were not added", failed=len(failed), all=len(failed) + len(added)))
        raise typer.Exit(status_codes.FAILED)
