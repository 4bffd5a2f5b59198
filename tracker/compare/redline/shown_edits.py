"""The redline as it is shown: words that nobody would leave standing between two edits are struck and written anew.

The facts are read from the finer redline; a reader stops at fewer and larger edits: [市|区]财政[局|部门] is one name,
[组织和|]个人[|和组织] one list. Only a few characters are given for it, and no clause ends in them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from tracker.model import Edit

_SHORT: Final = 2
"""A shared block of so few characters between edits that strike and write does not stand alone: each further character
costs more struck text than it saves a reader stops."""

_LEAST: Final = 3
"""Fewer edits have nothing between them."""

_CLAUSE_END: Final = re.compile("[，。；：,;:\n]")


def drawn(edits: Sequence[Edit]) -> tuple[Edit, ...]:
    """The edits with those joined that a short block parts; what moved stays as it is marked."""
    if len(edits) < _LEAST:
        return tuple(edits)
    out: list[Edit] = []
    for k, edit in enumerate(edits):
        if len(out) > 1 and _is_plain(edit) and _is_plain(out[-2]) and not _is_plain(edits[k - 1]):
            before, block = out[-2], out[-1]
            if (
                block.op == "equal"
                and _is_short(before, block, edit)
                and (k + 1 == len(edits) or not edits[k + 1].moved)
            ):
                out[-2:] = [_joined(before, block, edit)]
                continue
        out.append(edit)
    return tuple(out)


def _is_plain(edit: Edit) -> bool:
    """Whether an edit strikes or writes something that did not just move."""
    return edit.op != "equal" and edit.moved is None


def _is_short(before: Edit, block: Edit, after: Edit) -> bool:
    """Whether the block between two edits is too short for a reader to stop at.

    Between two insertions, or two deletions, it stands: taking it in would strike what never changed.
    """
    if len(block.new) > _SHORT or _CLAUSE_END.search(block.new):
        return False
    return bool((before.old or after.old) and (before.new or after.new))


def _joined(*edits: Edit) -> Edit:
    return Edit(op="replace", old="".join(edit.old for edit in edits), new="".join(edit.new for edit in edits))
