"""The history that a check needs, fetched where the clone was cut off, with git's own program.

Everywhere else the project never lets git use the network; here it may, and only towards the clone's own remote.
"""

from __future__ import annotations

import base64
import os
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from tracker.check.revisions import event_of, is_shallow, part
from tracker.language.patterns import regex
from tracker.store import Store

SECONDS = 600
_OBJECT = regex(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_SETTINGS = {
    "core.hooksPath": os.devnull,
    "core.fsmonitor": "false",
    "gc.auto": "0",
    "core.quotePath": "false",
    "protocol.ext.allow": "never",
}


def completed(store: Path, environment: Mapping[str, str]) -> None:
    """Fetch what a shallow clone lacks, and the commit before a forced push; the check tells what cannot be had."""
    with Store.open(store) as opened:
        git = opened.git
        if is_shallow(git):
            _fetched(git.top, ("--unshallow", "origin"), environment)
        before = str(part(event_of(environment), "before") or "")
        if _OBJECT.fullmatch(before) and before.strip("0") and git.lookup(before) is None:
            _fetched(git.top, ("origin", before), environment)


def _fetched(folder: Path, what: Sequence[str], environment: Mapping[str, str]) -> None:
    """Try to fetch something; a remote that is slow or refuses is no error here."""
    with suppress(subprocess.TimeoutExpired):
        git_command(folder, ("fetch", "--quiet", "--no-tags", "--no-recurse-submodules", *what), environment)


def git_command(
    folder: Path, arguments: Sequence[str], environment: Mapping[str, str]
) -> subprocess.CompletedProcess[str]:
    """One git command, with the job's token for its own server, and no ``GIT_*`` that could redirect it."""
    clean = {name: value for name, value in environment.items() if not name.startswith("GIT_")}
    return subprocess.run(  # noqa: S603 - a fixed program, no shell
        ["git", *arguments],  # noqa: S607 - the runner's own git
        cwd=folder,
        env=clean | {"GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C.UTF-8"} | _configured(environment),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        timeout=SECONDS,
        check=False,
    )


def _configured(environment: Mapping[str, str]) -> dict[str, str]:
    """Git's settings as variables, so that the token stands in no argument and in no file.

    An empty header comes first: it takes back the one that a checkout with persisted credentials left, for a server
    refuses two (git-config, ``http.extraHeader``).
    """
    settings = list(_SETTINGS.items())
    token, server = environment.get("GITHUB_TOKEN"), environment.get("GITHUB_SERVER_URL", "https://github.com")
    if token and server.startswith("https://"):
        secret = base64.b64encode(f"x-access-token:{token}".encode()).decode()
        header = f"http.{server.rstrip('/')}/.extraheader"
        settings += [(header, ""), (header, f"AUTHORIZATION: basic {secret}")]
    named = {f"GIT_CONFIG_KEY_{n}": key for n, (key, _) in enumerate(settings)}
    values = {f"GIT_CONFIG_VALUE_{n}": value for n, (_, value) in enumerate(settings)}
    return {"GIT_CONFIG_COUNT": str(len(settings)), **named, **values}
