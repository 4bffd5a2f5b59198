# ruff: noqa: INP001 - a script beside the workflows, in no package
"""What the composite action runs: the check in every format, the job's summary, the outputs, the annotations.

Everything comes in through the environment and goes to programs as arguments: no shell reads the name of a branch.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

LONGEST_SUMMARY = 1_000_000
"""Bytes that GitHub takes of a step's summary."""


def tracker(*arguments: str) -> subprocess.CompletedProcess[str]:
    """One command of the tracker; its errors go to the log."""
    command = [sys.executable, "-m", "tracker", *arguments]
    return subprocess.run(command, stdout=subprocess.PIPE, text=True, encoding="utf-8", check=False)  # noqa: S603 - our own program


def main(environment: dict[str, str]) -> int:
    """Run the check; the exit status is that of the verdict."""
    folder = Path(environment["RUNNER_TEMP"])
    named = {"--base": "BASE", "--head": "HEAD", "--config": "CONFIG"}
    options = [part for option, name in named.items() if environment.get(name) for part in (option, environment[name])]
    options += ["--store", environment.get("STORE") or "snapshots", "--lang", environment.get("LANGUAGE") or "zh"]
    files = {"json": folder / "check.json", "sarif": folder / "check.sarif", "md": folder / "check.md"}
    status = 0
    for name, file in files.items():
        status = tracker("check", *options, "--format", name, "-o", str(file)).returncode
        if status not in (0, 1):
            return status
    sys.stdout.write(tracker("check", *options, "--format", "github").stdout)
    report = files["md"].read_text("utf-8")
    if wanted := environment.get("CITES", "").split("\n"):
        paths = [path for line in wanted if line.strip() for path in sorted(map(str, Path().glob(line.strip())))]
        if paths:
            store = ["--store", options[options.index("--store") + 1]]
            sys.stdout.write(tracker("cites", *paths, *store, "--format", "github").stdout)
            report += "\n" + tracker("cites", *paths, *store, "--format", "md").stdout
    value = json.loads(files["json"].read_text("utf-8"))
    _tell(environment, "GITHUB_STEP_SUMMARY", report.encode()[:LONGEST_SUMMARY].decode("utf-8", "ignore"))
    outputs = {
        "verdict": value["verdict"],
        "count": len(value["findings"]),
        "any-changes": str(bool(value["issues"] or value["works"])).lower(),
        "json": files["json"],
        "sarif": files["sarif"],
        "report": files["md"],
    }
    _tell(environment, "GITHUB_OUTPUT", "".join(f"{name}={told}\n" for name, told in outputs.items()))
    return status


def _tell(environment: dict[str, str], name: str, text: str) -> None:
    """Append to a file that GitHub named; nothing where it named none."""
    if place := environment.get(name):
        with Path(place).open("a", encoding="utf-8") as file:
            file.write(text)


if __name__ == "__main__":
    sys.exit(main(dict(os.environ)))
