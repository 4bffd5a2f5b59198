"""Values as JSON and back; the types of their fields say how, and a value that gains a field needs no line here.

Two forms: arrays in the order of the fields, for what only this program reads again (an index), and objects with the
fields' names, for what is published. A field's metadata may give it another name in the object (``{"name": "from"}``)
or leave it out where it is empty (``{"empty": "left out"}``). A reader of objects passes over names that it does not
know, and takes a field's default where its name is missing.
"""

from __future__ import annotations

import types
from array import array
from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import MISSING, Field, fields, is_dataclass
from functools import cache
from operator import attrgetter
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from tracker.model import Sentence

Step = Callable[[Any], Any]
Form = Literal["array", "array without integers", "object"]
T = TypeVar("T")


class _Integers:
    """Stands for ``array[int]`` in the types of fields: Python 3.11 cannot write that type when it runs."""

    def __class_getitem__(cls, _: object) -> type[_Integers]:
        return cls


def packed(value: object, *, arrays: bool = True) -> Any:  # noqa: ANN401 - whatever JSON has
    """A frozen dataclass as arrays, strings, numbers and ``None``; arrays of integers are left empty on request."""
    kind: Any = type(value)
    return _writer(kind, "array" if arrays else "array without integers")(value)


def unpacked(kind: type[T], data: Any) -> T:  # noqa: ANN401 - whatever JSON gave
    """The value of a type that ``packed`` wrote.

    Raises:
        ValueError, TypeError, KeyError: the data is not of this type.
    """
    hashable: Any = kind
    return cast("T", _reader(hashable, "array")(data))


def named(value: object) -> Any:  # noqa: ANN401 - as above
    """A frozen dataclass as an object with its fields' names, in their order."""
    kind: Any = type(value)
    return _writer(kind, "object")(value)


def from_named(kind: type[T], data: Any) -> T:  # noqa: ANN401 - whatever JSON gave
    """The value of a type that ``named`` wrote.

    Raises:
        ValueError, TypeError, KeyError, AttributeError: the data is not of this type.
    """
    hashable: Any = kind
    return cast("T", _reader(hashable, "object")(data))


@cache
def _writer(kind: Any, form: Form) -> Step:  # noqa: ANN401 - types of every form
    """How a value of a type is written."""
    if isinstance(kind, type) and is_dataclass(kind):
        return _object_writer(kind) if form == "object" else _array_writer(kind, form)
    origin = get_origin(kind)
    if origin is tuple:
        return _tuple_writer(get_args(kind), form)
    if origin in (Union, types.UnionType):
        return _optional(kind, lambda inner: _writer(inner, form))
    if kind is _Integers:
        return (lambda value: b64encode(value.tobytes()).decode()) if form == "array" else (lambda _: "")
    if kind is Sentence:
        return lambda value: [str(value), value.zh]
    return _same


def _array_writer(kind: type, form: Form) -> Step:
    return lambda value: [step(get(value)) for _, get, step, _ in _written(kind, form)]


def _object_writer(kind: type) -> Step:
    def written(value: Any) -> dict[str, Any]:  # noqa: ANN401 - a value of the type
        return {
            name: step(held)
            for name, get, step, left_out in _written(kind, "object")
            if (held := get(value)) or not left_out
        }

    return written


def _tuple_writer(parts: tuple[Any, ...], form: Form) -> Step:
    if parts[-1] is Ellipsis:
        step = _writer(parts[0], form)
        return list if step is _same else lambda value: [step(one) for one in value]
    steps = tuple(_writer(part, form) for part in parts)
    return lambda value: [step(one) for step, one in zip(steps, value, strict=True)]


@cache
def _reader(kind: Any, form: Form) -> Step:  # noqa: ANN401 - types of every form
    """How a value of a type is made of what was written."""
    if isinstance(kind, type) and is_dataclass(kind):
        return _object_reader(kind) if form == "object" else _array_reader(kind, form)
    origin = get_origin(kind)
    if origin is tuple:
        return _tuple_reader(get_args(kind), form)
    if origin in (Union, types.UnionType):
        return _optional(kind, lambda inner: _reader(inner, form))
    if kind is _Integers:
        return lambda value: array("Q", b64decode(value))
    if kind is Sentence:
        return lambda value: Sentence(*value)
    return _same


def _array_reader(kind: type, form: Form) -> Step:
    def made(values: list[Any]) -> Any:  # noqa: ANN401 - a value of the type
        pairs = zip(_read(kind, form), values, strict=True)
        return kind(**{field: step(value) for (field, _, step, _), value in pairs})

    return made


def _object_reader(kind: type) -> Step:
    def made(value: dict[str, Any]) -> Any:  # noqa: ANN401 - a value of the type
        members = _read(kind, "object")
        return kind(**{field: step(value[name]) for field, name, step, needed in members if needed or name in value})

    return made


def _tuple_reader(parts: tuple[Any, ...], form: Form) -> Step:
    if parts[-1] is Ellipsis:
        step = _reader(parts[0], form)
        return tuple if step is _same else lambda value: tuple(step(one) for one in value)
    steps = tuple(_reader(part, form) for part in parts)
    return lambda value: tuple(step(one) for step, one in zip(steps, value, strict=True))


@cache
def _written(kind: Any, form: Form) -> tuple[tuple[str, Step, Step, bool], ...]:  # noqa: ANN401 - a dataclass
    """Of each field its name in an object, how it is got and written, and whether it is left out when empty."""
    steps = _steps(kind, lambda hint: _writer(hint, form))
    return tuple(
        (_name(one), attrgetter(one.name), steps[one.name], one.metadata.get("empty") == "left out")
        for one in fields(kind)
    )


@cache
def _read(kind: Any, form: Form) -> tuple[tuple[str, str, Step, bool], ...]:  # noqa: ANN401 - a dataclass
    """Of each field its name, its name in an object, how it is read, and whether it must be there."""
    steps = _steps(kind, lambda hint: _reader(hint, form))
    return tuple(
        (one.name, _name(one), steps[one.name], one.default is MISSING and one.default_factory is MISSING)
        for one in fields(kind)
    )


def _steps(kind: Any, step_of: Callable[[Any], Step]) -> dict[str, Step]:  # noqa: ANN401 - a dataclass
    """The steps of its fields. Asked for when a value is met, not before: a provision holds provisions."""
    return {name: step_of(hint) for name, hint in get_type_hints(kind, localns={"array": _Integers}).items()}


def _name(one: Field[Any]) -> str:
    return str(one.metadata.get("name", one.name))


def _optional(kind: Any, step_of: Callable[[Any], Step]) -> Step:  # noqa: ANN401 - as above
    """A step for ``X | None``; other unions hold only what JSON has itself."""
    inner = [part for part in get_args(kind) if part is not type(None)]
    if len(inner) > 1 or get_origin(inner[0]) is Literal:
        return _same
    step = step_of(inner[0])
    return step if step is _same else lambda value: None if value is None else step(value)


def _same(value: Any) -> Any:  # noqa: ANN401 - what JSON has itself
    return value
