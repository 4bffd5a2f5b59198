"""The one template environment, and where the templates are."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

_HERE = Path(__file__).resolve().parents[1]
PLACES = (_HERE / "_templates", _HERE.parent / "templates")
"""In an installed wheel the templates lie inside the package, in a checkout beside it."""


@cache
def environment() -> Environment:
    """Every template of ours through one door: escaped always, and an unknown name is an error."""
    return Environment(
        loader=FileSystemLoader(PLACES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


@cache
def asset(name: str) -> str:
    """The text of a style sheet or script among the templates."""
    loader = environment().loader
    if loader is None:  # pragma: no cover - the environment above always has one
        raise LookupError(name)
    return loader.get_source(environment(), name)[0]


def policy_for(style: str, script: str = "") -> str:
    """A Content-Security-Policy that allows a page its own style and script by their hashes, and nothing else."""
    scripts = f"script-src 'sha256-{_digest(script)}'; " if script else ""
    return (
        f"default-src 'none'; style-src 'sha256-{_digest(style)}'; {scripts}"
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
