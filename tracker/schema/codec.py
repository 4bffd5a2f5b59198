"""Values as JSON arrays in the order of their fields, and back: for what only this program reads again (an index).

The types of the fields say how; a value that gains a field needs no line here. What is published has names instead: see
the other modules of this room.
"""

from __future__ import annotations

import types
from array import array
from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import lru_cache
from operator import attrgetter
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from tracker.model import Sentence

Step = Callable[[Any], Any]
T = TypeVar("T")


class _Integers:
    """Stands for ``array[int]`` in the types of fields: Python 3.11 cannot write that type when it runs."""

    def __class_getitem__(cls, _: object) -> type[_Integers]:
        return cls


def packed(value: object, *, arrays: bool = True) -> Any:  # noqa: ANN401 - whatever JSON has
    """A frozen dataclass as arrays, strings, numbers and ``None``; arrays of integers are left empty on request."""
    kind: Any = type(value)
    return _packer(kind, arrays)(value)


def unpacked(kind: type[T], data: Any) -> T:  # noqa: ANN401 - whatever JSON gave
    """The value of a type that ``packed`` wrote.

    Raises:
        ValueError, TypeError, KeyError: the data is not of this type.
    """
    hashable: Any = kind
    return cast("T", _unpacker(hashable)(data))


@lru_cache(maxsize=256)
def _packer(kind: Any, arrays: bool) -> Step:  # noqa: ANN401, FBT001 - types of every form
    """How a value of a type is packed."""
    origin = get_origin(kind)
    if isinstance(kind, type) and is_dataclass(kind):
        hints = get_type_hints(kind, localns={"array": _Integers})
        steps = tuple((attrgetter(one.name), _packer(hints[one.name], arrays)) for one in fields(kind))
        return lambda value: [step(get(value)) for get, step in steps]
    if origin is tuple:
        return _tuple_packer(get_args(kind), arrays)
    if origin in (Union, types.UnionType):
        return _optional(kind, lambda inner: _packer(inner, arrays))
    if kind is _Integers:
        return (lambda value: b64encode(value.tobytes()).decode()) if arrays else (lambda _: "")
    if kind is Sentence:
        return lambda value: [str(value), value.zh]
    return _same


def _tuple_packer(parts: tuple[Any, ...], arrays: bool) -> Step:  # noqa: FBT001 - as above
    if parts[-1] is Ellipsis:
        step = _packer(parts[0], arrays)
        return list if step is _same else lambda value: [step(one) for one in value]
    steps = tuple(_packer(part, arrays) for part in parts)
    return lambda value: [step(one) for step, one in zip(steps, value, strict=True)]


@lru_cache(maxsize=256)
def _unpacker(kind: Any) -> Step:  # noqa: ANN401 - types of every form
    """How a value of a type is made of what was packed."""
    origin = get_origin(kind)
    if isinstance(kind, type) and is_dataclass(kind):
        return _dataclass_unpacker(kind)
    if origin is tuple:
        return _tuple_unpacker(get_args(kind))
    if origin in (Union, types.UnionType):
        return _optional(kind, _unpacker)
    if kind is _Integers:
        return lambda value: array("Q", b64decode(value))
    if kind is Sentence:
        return lambda value: Sentence(*value)
    return _same


def _dataclass_unpacker(kind: type) -> Step:
    hints = get_type_hints(kind, localns={"array": _Integers})
    names = tuple(one.name for one in fields(kind))
    steps = tuple(_unpacker(hints[name]) for name in names)

    def made(values: list[Any]) -> Any:  # noqa: ANN401 - a value of the type
        parts = (step(value) for step, value in zip(steps, values, strict=True))
        return kind(**dict(zip(names, parts, strict=True)))

    return made


def _tuple_unpacker(parts: tuple[Any, ...]) -> Step:
    if parts[-1] is Ellipsis:
        step = _unpacker(parts[0])
        return tuple if step is _same else lambda value: tuple(step(one) for one in value)
    steps = tuple(map(_unpacker, parts))
    return lambda value: tuple(step(one) for step, one in zip(steps, value, strict=True))


def _optional(kind: Any, step_of: Callable[[Any], Step]) -> Step:  # noqa: ANN401 - as above
    """A step for ``X | None``; other unions hold only what JSON has itself."""
    inner = [part for part in get_args(kind) if part is not type(None)]
    if len(inner) > 1 or get_origin(inner[0]) is Literal:
        return _same
    step = step_of(inner[0])
    return step if step is _same else lambda value: None if value is None else step(value)


def _same(value: Any) -> Any:  # noqa: ANN401 - what JSON has itself
    return value
