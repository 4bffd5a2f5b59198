# ruff: noqa: INP001 - a script beside the workflows, in no package
"""The parts of a release as CycloneDX 1.6 JSON, made of the lock: every package with its version, and nothing guessed.

``python .github/sbom.py --tag v1.2.3 --output FILE``; stops with 1 where the tag is not that of the version. The same
lock gives the same bytes.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tomllib
import uuid
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
_PINNED = re.compile(r"^([A-Za-z0-9][\w.-]*)==([^\s;\\]+)", re.MULTILINE)


def main(arguments: Sequence[str]) -> int:
    """Write the list; the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--tag", required=True)
    parser.add_argument("--output", type=Path, required=True)
    options = parser.parse_args(arguments)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    if options.tag != f"v{project['version']}":
        sys.stderr.write(f"the tag {options.tag} is not that of the version {project['version']}\n")
        return 1
    made = parts(project, (ROOT / "requirements.lock").read_text("utf-8"))
    options.output.write_text(json.dumps(made, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return 0


def parts(project: dict[str, Any], lock: str) -> dict[str, Any]:
    """The list of a project's parts as a lock names them."""
    name, version = project["name"], project["version"]
    components = [_component(one, pinned) for one, pinned in _PINNED.findall(lock)]
    root = {**_component(name, version), "type": "application", "licenses": [{"license": {"id": project["license"]}}]}
    serial = uuid.uuid5(uuid.NAMESPACE_URL, f"{_purl(name, version)}\0{lock}")
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{serial}",
        "version": 1,
        "metadata": {"component": root},
        "components": components,
        "dependencies": [{"ref": root["bom-ref"], "dependsOn": [one["bom-ref"] for one in components]}],
    }


def _component(name: str, version: str) -> dict[str, Any]:
    purl = _purl(name, version)
    return {"type": "library", "bom-ref": purl, "name": name, "version": version, "purl": purl}


def _purl(name: str, version: str) -> str:
    return f"pkg:pypi/{re.sub(r'[-_.]+', '-', name).lower()}@{version}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
