"""A change tracker and diff monitor for government gazettes.

What a program needs stands here::

    from tracker import compare, parse_file

    old, new = parse_file("old.txt"), parse_file("new.pdf")
    for diff in compare(old, new).diffs:
        print(diff.new.title, len(diff.changes))

    from tracker import Library

    with Library.open("snapshots") as library:
        work = library.work("澜亭市中小微企业贷款风险补偿资金管理办法")

``parse``, ``compare``, ``amend`` and ``render`` are functions and rooms of one name. The functions are bound when this
package is imported, and stay: ``tracker.compare(…)`` is a call also after ``import tracker.compare``. What is in a room
is reached as ``from tracker.compare.redline import edits``. Everything else is loaded when it is first asked for.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from tracker.amend import amend
from tracker.compare import compare
from tracker.parse import parse, parse_file
from tracker.render import render

if TYPE_CHECKING:
    from tracker.errors import TrackerError
    from tracker.library import Library
    from tracker.model import (
        AmendedText,
        Change,
        ChangeSet,
        Citation,
        Consolidation,
        ContentsEntry,
        Diagnostic,
        DiffSet,
        Document,
        Doubt,
        Edit,
        Effect,
        Elsewhere,
        Fact,
        Instruction,
        Instrument,
        Issue,
        KeyChange,
        Noise,
        Passage,
        Place,
        Provision,
        Repeal,
        Signature,
        Source,
        SourceText,
        TermChange,
        Version,
    )
    from tracker.read import read_file
    from tracker.render.options import RenderOptions
    from tracker.store import Store

__all__ = [
    "AmendedText",
    "Change",
    "ChangeSet",
    "Citation",
    "Consolidation",
    "ContentsEntry",
    "Diagnostic",
    "DiffSet",
    "Document",
    "Doubt",
    "Edit",
    "Effect",
    "Elsewhere",
    "Fact",
    "Instruction",
    "Instrument",
    "Issue",
    "KeyChange",
    "Library",
    "Noise",
    "Passage",
    "Place",
    "Provision",
    "RenderOptions",
    "Repeal",
    "Signature",
    "Source",
    "SourceText",
    "Store",
    "TermChange",
    "TrackerError",
    "Version",
    "__version__",
    "amend",
    "compare",
    "parse",
    "parse_file",
    "read_file",
    "render",
]

__version__ = "0.1.0"

_HOMES = {
    "Library": "tracker.library",
    "RenderOptions": "tracker.render.options",
    "Store": "tracker.store",
    "TrackerError": "tracker.errors",
    "read_file": "tracker.read",
}
"""Where the names that are loaded late come from; values not listed stand in ``tracker.model``."""


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module 'tracker' has no attribute {name!r}")
    return getattr(importlib.import_module(_HOMES.get(name, "tracker.model")), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
