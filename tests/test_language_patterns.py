"""Named patterns that are compiled when they are first used."""

from __future__ import annotations

import importlib
import pkgutil
import re
import subprocess
import sys
from collections.abc import Iterator
from unittest.mock import Mock

import pytest

import tracker
from tracker.language.patterns import _ASKED, _Uncompiled, regex

NEEDS_AN_EXTRA = {"tracker.monitor.notify.apprise_channel"}


def patterns_of(module: object) -> Iterator[_Uncompiled[str]]:
    """The patterns that a module names, those in its tables too."""
    waiting = list(vars(module).values())
    while waiting:
        value = waiting.pop()
        if isinstance(value, _Uncompiled):
            yield value
        elif isinstance(value, tuple | list):
            waiting.extend(value)
        elif isinstance(value, dict):
            waiting.extend(value.values())


def is_compiled(pattern: _Uncompiled[str]) -> bool:
    try:
        _Uncompiled.search.__get__(pattern)  # type: ignore[attr-defined]  # a slot's descriptor, which asks no __getattr__
    except AttributeError:
        return False
    return True


@pytest.mark.parametrize("first", [*_ASKED, "pattern"])
def test_a_pattern_answers_what_a_compiled_one_does_whatever_is_asked_first(first: str) -> None:
    text, flags, words = r"第(?P<n>[一二])条", re.DOTALL, "依照第一条和第二条"
    late, compiled = regex(text, flags), re.compile(text, flags)
    getattr(late, first)
    assert (late.pattern, late.flags, late.groups) == (compiled.pattern, compiled.flags, compiled.groups)
    assert late.groupindex == compiled.groupindex
    assert late.findall(words) == compiled.findall(words) == ["一", "二"]
    assert [*map(str, late.finditer(words, 3))] == [*map(str, compiled.finditer(words, 3))]
    assert late.sub("本条", words) == compiled.sub("本条", words)
    assert late.subn("本条", words, count=1) == compiled.subn("本条", words, count=1)
    assert late.split(words, maxsplit=1) == compiled.split(words, maxsplit=1)
    for asked in ("search", "match", "fullmatch"):
        assert str(getattr(late, asked)(words, 2, 5)) == str(getattr(compiled, asked)(words, 2, 5))


def test_a_pattern_of_bytes_is_one_too() -> None:
    assert regex(rb"\d+").findall(b"12 and 345") == [b"12", b"345"]


def test_a_pattern_is_compiled_once_and_says_what_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled = Mock(wraps=re.compile)
    late = regex("条+")
    assert (repr(late), late.pattern) == ("regex('条+')", "条+")
    with monkeypatch.context() as patched:
        patched.setattr(re, "compile", compiled)
        assert late.search("条")
        assert late.match("条")
    compiled.assert_called_once_with("条+", 0)
    with pytest.raises(AttributeError, match="no 'serach'"):
        late.serach("条")  # type: ignore[attr-defined]


def test_no_import_compiles_a_pattern_and_every_pattern_compiles() -> None:
    """In a process of its own: here, other tests have used some of them."""
    script = """
import sys
from tests.test_language_patterns import house, is_compiled, patterns_of
patterns = [(module.__name__, pattern) for module in house() for pattern in patterns_of(module)]
print([(name, pattern) for name, pattern in patterns if is_compiled(pattern)])
print(len(patterns) > 800 and all(pattern.groups >= 0 for _, pattern in patterns))
"""
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    assert told.split("\n") == ["[]", "True", ""]


def house() -> Iterator[object]:
    """Every module of the house that can be loaded without an extra."""
    for module in pkgutil.walk_packages(tracker.__path__, "tracker."):
        if not module.name.endswith("__main__") and module.name not in NEEDS_AN_EXTRA:
            yield importlib.import_module(module.name)
