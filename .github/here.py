# ruff: noqa: INP001 - a script beside the workflows, in no package
"""What the action has to know before anything is installed: whether Python will do, and what to keep where.

Runs with nothing but the runner's own Python; the names of folders come by the environment.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

OLDEST = (3, 11)
INDEX = "tracker/cache/index.sqlite"
"""Where the library keeps its index, in the repository's own folder of git."""


def main(environment: Mapping[str, str]) -> int:
    """Write the outputs ``downloads``, ``downloads-key``, ``index``, ``index-key``; 1 where Python is too old."""
    if sys.version_info < OLDEST:
        oldest, ours = ".".join(map(str, OLDEST)), sys.version.split()[0]
        said = f"Python {oldest} or newer is needed, this is {ours}: use setup-python"
        sys.stdout.write(f"::error::{said}\n")
        return 1
    lock = (Path(environment["ACTION"]) / "requirements.lock").read_bytes()
    version = f"{sys.platform}-{sys.implementation.cache_tag}"
    digest = hashlib.sha256(lock).hexdigest()[:16]
    store = environment.get("INPUT_STORE") or "snapshots"
    place = hashlib.sha256(store.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    outputs = {
        "downloads": Path(environment["RUNNER_TEMP"]) / "tracker-downloads",
        "downloads-key": f"tracker-downloads-{version}-{digest}",
        "index": _index(Path(environment.get("GITHUB_WORKSPACE") or ".") / store),
        "index-key": f"tracker-index-{version}-{digest}-{place}",
    }
    lines = [f"{name}={value}" for name, value in outputs.items()]
    if any("\n" in line or "\r" in line for line in lines):
        sys.stdout.write("::error::a folder has a line end in its name\n")
        return 1
    with Path(environment["GITHUB_OUTPUT"]).open("a", encoding="utf-8", errors="surrogatepass") as file:
        file.writelines(f"{line}\n" for line in lines)
    return 0


def _index(store: Path) -> str:
    """The file of the index of a store; empty where there is no store."""
    command = ["git", "rev-parse", "--path-format=absolute", "--git-dir"]
    try:
        done = subprocess.run(command, cwd=store, capture_output=True, text=True, check=False)  # noqa: S603 - fixed
    except OSError:
        return ""
    return f"{done.stdout.strip()}/{INDEX}" if done.returncode == 0 else ""


if __name__ == "__main__":
    sys.exit(main(os.environ))
