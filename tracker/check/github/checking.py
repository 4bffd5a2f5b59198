"""The step that checks: reports, redlines, outputs, annotations, and the job's summary."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from tracker.check.check_report import check_json, report_blocks
from tracker.check.cited import CitedFile, Citing
from tracker.check.cites_report import findings_of
from tracker.check.findings import Finding, by_weight, plain_command, sarif, workflow_commands
from tracker.check.github.history import completed
from tracker.check.github.inputs import Inputs, Runner, appended, inputs_of, outputs_text, runner_of
from tracker.check.meaning import Check, checked, in_repository, library_at
from tracker.check.policy import Policy, policy_for
from tracker.check.revisions import base_and_head
from tracker.check.sections import COMMENT_CHARACTERS, SUMMARY_BYTES, Block, fitted, utf8, utf16, whole
from tracker.errors import TrackerError
from tracker.language.dates import today
from tracker.render import RenderOptions, render
from tracker.store import Store
from tracker.store.layout import safe_name
from tracker.wording.checks import RULES

COMMENT_FILE = "comment.md"
MARKER_ROOM = 1_000
"""Characters of a comment that are kept for its marker and the link to the artifact."""
DONE, FAILED = 0, 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Everything that a run has to tell."""

    check: Check
    cited: tuple[CitedFile, ...]
    findings: tuple[Finding, ...]


def check_step(environment: Mapping[str, str]) -> int:
    """Check, and tell it in every way; 0 whatever the verdict is, which stands in the outputs.

    Raises:
        ConfigError: an input is wrong.
        TrackerError: the store or a commit cannot be read.
    """
    inputs, runner = inputs_of(environment), runner_of(environment)
    told = _looked_up(inputs, runner, environment)
    blocks = report_blocks(told.check, inputs.lang, told.cited, redlines=True)
    files = _written(told, blocks, inputs, runner.report_folder)
    appended(runner.summary, fitted(blocks, SUMMARY_BYTES, utf8, inputs.lang))
    appended(runner.output, outputs_text(_outputs(told, files, environment)))
    sys.stdout.write(workflow_commands(told.findings, inputs.lang))
    return DONE


def verdict_step(environment: Mapping[str, str]) -> int:
    """1 where the verdict, given as ``VERDICT``, is not that the change may pass; it says which rules ``FAILED``.

    A step of its own, for the annotations of the check may already be as many as a step may have.
    """
    if environment.get("VERDICT") == "pass":
        return DONE
    failed = environment.get("FAILED") or "no verdict"
    sys.stdout.write(plain_command("error", f"tracker check: {failed}"))
    return 1


# --- looking up -------------------------------------------------------------------------------------------------------


def _looked_up(inputs: Inputs, runner: Runner, environment: Mapping[str, str]) -> Told:
    store = runner.workspace / inputs.store
    policy = _policy(inputs, runner, store)
    completed(store, environment)
    with Store.open(store) as opened:
        base, head = base_and_head(opened, inputs.base, inputs.head, environment)
    day = today()
    check = checked(store, base, head, policy, day)
    cited = _citations(store, head, policy, day)
    places = {(one.path, one.line, one.column) for one in check.findings}
    extra = [one for one in findings_of(cited) if (one.path, one.line, one.column) not in places]
    return Told(check=check, cited=cited, findings=(*by_weight(check.findings), *extra))


def _policy(inputs: Inputs, runner: Runner, store: Path) -> Policy:
    policy = policy_for(store, runner.workspace / inputs.config if inputs.config else None)
    if inputs.fail_on is not None:
        policy = replace(policy, fail_on=inputs.fail_on)
    return replace(policy, cites=inputs.cites, folder=runner.workspace) if inputs.cites else policy


def _citations(store: Path, head: str, policy: Policy, day: str) -> tuple[CitedFile, ...]:
    """What the files of a policy cite; those that cannot be read are findings of the check."""
    files = policy.cited_files()
    if not files:
        return ()
    cited: list[CitedFile] = []
    with library_at(store, head) as library:
        citing = Citing(library, day)
        for path in files:
            with suppress(TrackerError):
                cited.append(citing.at(in_repository(path, library.store.top, policy.folder), path))
    return tuple(cited)


# --- telling ----------------------------------------------------------------------------------------------------------


def _written(told: Told, blocks: Sequence[Block], inputs: Inputs, folder: Path) -> dict[str, Path]:
    """The reports and redlines, as files in a folder that was emptied before; the reports by the names of outputs."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    comment = fitted(blocks, COMMENT_CHARACTERS - MARKER_ROOM, utf16, inputs.lang)
    contents = {
        "json": ("check.json", check_json(told.check)),
        "sarif": ("check.sarif", sarif(told.findings, RULES, inputs.lang)),
        "report": ("check.md", whole(blocks)),
        "comment": (COMMENT_FILE, comment),
    }
    for name, text in contents.values():
        (folder / name).write_text(text, encoding="utf-8", errors="surrogatepass")
    for file, content in _redlines(told.check, inputs):
        place = folder / "redlines" / file
        place.parent.mkdir(exist_ok=True)
        data = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
        place.write_bytes(data)
    return {output: folder / name for output, (name, _) in contents.items()}


def _redlines(check: Check, inputs: Inputs) -> Iterator[tuple[str, str | bytes]]:
    """The redline of every work of which there are two versions, in each format."""
    compared = [one for one in check.works if one.comparison is not None and one.new is not None]
    for place, one in enumerate(compared, 1):
        name = f"{place:02d}-{safe_name(one.new.record.name if one.new else '')}"
        for form in inputs.formats:
            suffix = "txt" if form == "text" else form
            if one.comparison is not None:
                yield f"{name}.{suffix}", render(one.comparison, form, RenderOptions(lang=inputs.lang))


def _outputs(told: Told, files: Mapping[str, Path], environment: Mapping[str, str]) -> dict[str, object]:
    check = told.check
    changed = bool(check.issues or check.works)
    job, attempt = environment.get("GITHUB_JOB", "job"), environment.get("GITHUB_RUN_ATTEMPT", "1")
    return {
        "verdict": check.verdict,
        "failed": ", ".join(check.failed),
        "count": len(told.findings),
        "any-changes": str(changed).lower(),
        "citations": len(findings_of(told.cited)),
        **{name: file for name, file in files.items() if name != "comment"},
        "folder": files["json"].parent,
        "artifact": safe_name(f"tracker-check-{job}-{environment.get('GITHUB_ACTION', '1')}-{attempt}"),
    }


def error_told(error: TrackerError, environment: Mapping[str, str]) -> None:
    """An error of ours in the log, as an annotation, and in the job's summary."""
    sys.stdout.write(plain_command("error", f"tracker: {error}"))
    summary = environment.get("GITHUB_STEP_SUMMARY")
    text = " ".join(str(error).split()).replace("`", "'")
    appended(Path(summary) if summary else None, f"### ❌ tracker\n\n`{text}`\n")
