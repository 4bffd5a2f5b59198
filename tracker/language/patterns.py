"""Named patterns that are compiled when they are first asked for something.

The house names a pattern a rule, some eight hundred of them. A command needs a part of these, and to compile all would
be half of its time: ``NAME: Final = regex("…")`` costs nothing at import.
"""

from __future__ import annotations

import re
from typing import AnyStr, Final, Generic, cast

_ASKED: Final = (
    "search",
    "match",
    "fullmatch",
    "split",
    "findall",
    "finditer",
    "sub",
    "subn",
    "flags",
    "groups",
    "groupindex",
)
"""All that a compiled pattern answers but its text, which patterns are made of without being compiled."""


class _Uncompiled(Generic[AnyStr]):
    """A pattern before and after its first use; then its slots hold what the compiled one answers with."""

    __slots__ = ("_given", "pattern", *_ASKED)

    def __init__(self, text: AnyStr, flags: int) -> None:
        self.pattern: AnyStr = text
        self._given = flags

    def __getattr__(self, name: str) -> object:
        """Called for an empty slot only: once a pattern."""
        if name not in _ASKED:
            raise AttributeError(f"a pattern has no {name!r}")
        compiled = re.compile(self.pattern, self._given)
        for asked in _ASKED:
            setattr(self, asked, getattr(compiled, asked))
        return getattr(compiled, name)

    def __repr__(self) -> str:
        return f"regex({self.pattern!r})"


def regex(text: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """What ``re.compile`` gives, compiled when it is first used: for the names of a module.

    An error in the text is therefore told at first use; a test compiles every pattern of the house.

    >>> regex("第[一二]条").search("见第二条")[0]
    '第二条'
    """
    return cast("re.Pattern[AnyStr]", _Uncompiled(text, flags))
