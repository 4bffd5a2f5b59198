"""What a step of a workflow is told: everything comes by the environment, and nothing of it is read by a shell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast, get_args

from tracker.check.policy import RULES, Rule, is_glob
from tracker.errors import ConfigError
from tracker.language.patterns import regex
from tracker.messages import listed, said
from tracker.model import Lang
from tracker.render import RENDERERS

_PARTED = regex(r"[\s,]+")
_NONE = "none"
_NEVER_A_PAGE = "pdf"
"""Needs a browser, which a runner need not have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """The inputs of the action: an empty one is as if it were not given.

    ``fail_on`` is ``None`` where the configuration decides. ``formats`` are those of the redlines that are written.
    """

    store: Path
    base: str | None
    head: str | None
    config: Path | None
    fail_on: tuple[Rule, ...] | None
    cites: tuple[str, ...]
    formats: tuple[str, ...]
    lang: Lang


@dataclass(frozen=True, slots=True, kw_only=True)
class Runner:
    """Where a runner wants to be told things: files to append to (``None``: it named none), and a place for ours."""

    summary: Path | None
    output: Path | None
    folder: Path
    workspace: Path

    @property
    def report_folder(self) -> Path:
        """Where reports and redlines go; what is in it becomes the artifact."""
        return self.folder / "tracker-check"


def inputs_of(environment: Mapping[str, str]) -> Inputs:
    """The inputs of the action (``INPUT_STORE`` and so on).

    Raises:
        ConfigError: one has a value that it cannot have.
    """

    def given(name: str) -> str:
        return environment.get(f"INPUT_{name}", "").strip()

    fail_on = _words(given("FAIL_ON"), RULES, "fail-on")
    formats = _words(given("FORMATS") or "html", tuple(name for name in RENDERERS if name != _NEVER_A_PAGE), "formats")
    lang = given("LANG") or "zh"
    if lang not in get_args(Lang):
        raise ConfigError(said("there is no language {lang!r}", lang=lang), where="lang", do="write zh or en")
    cites = tuple(line.strip() for line in given("CITES").splitlines() if line.strip())
    if wrong := [glob for glob in cites if not is_glob(glob)]:
        raise ConfigError(
            said("{wrong!r} is no path inside the repository", wrong=wrong[0]),
            where="cites",
            do="write one such as docs/**/*.md",
        )
    return Inputs(
        store=Path(given("STORE") or "snapshots"),
        base=given("BASE") or None,
        head=given("HEAD") or None,
        config=Path(given("CONFIG")) if given("CONFIG") else None,
        fail_on=cast("tuple[Rule, ...]", fail_on) if given("FAIL_ON") else None,
        cites=cites,
        formats=formats,
        lang=cast("Lang", lang),
    )


def runner_of(environment: Mapping[str, str]) -> Runner:
    """What the runner says of itself.

    Raises:
        ConfigError: it is no runner: it names no folder for temporary files.
    """
    folder = environment.get("RUNNER_TEMP")
    if not folder:
        raise ConfigError("is not set", where="RUNNER_TEMP", do="run this as a step of a workflow")
    summary, output = environment.get("GITHUB_STEP_SUMMARY"), environment.get("GITHUB_OUTPUT")
    return Runner(
        summary=Path(summary) if summary else None,
        output=Path(output) if output else None,
        folder=Path(folder),
        workspace=Path(environment.get("GITHUB_WORKSPACE") or Path.cwd()),
    )


def appended(file: Path | None, text: str) -> None:
    """Append to a file that the runner named; nothing where it named none."""
    if file is not None:
        with file.open("a", encoding="utf-8", errors="replace") as opened:
            opened.write(text)


def outputs_text(outputs: Mapping[str, object]) -> str:
    """Outputs as a runner reads them, one a line.

    Raises:
        ConfigError: a value has a line end, and would make another output.
    """
    lines = [f"{name}={value}" for name, value in outputs.items()]
    if wrong := next((line for line in lines if "\n" in line or "\r" in line), None):
        raise ConfigError("a path has a line end", where=wrong.partition("=")[0], do="rename the folder")
    return "".join(f"{line}\n" for line in lines)


def _words(text: str, known: tuple[str, ...], name: str) -> tuple[str, ...]:
    """A list of known words, parted by commas, blanks or line ends; ``none`` is an empty list."""
    words = tuple(dict.fromkeys(word for word in _PARTED.split(text) if word))
    if words == (_NONE,):
        return ()
    if wrong := next((word for word in words if word not in known), None):
        raise ConfigError(
            said("there is no {wrong!r}", wrong=wrong),
            where=name,
            do=said("known are {known}; or {none}", known=listed(known), none=_NONE),
        )
    return words
