"""Values of the command line that are what they are: a word, a path, one of a few names.

Typer has Pydantic read each value, and Pydantic takes longer to load than two short texts to compare. What is plain is
read here; whatever is not (a number, a list, a word that is none of the names) is left to Typer, with its messages.
"""

from __future__ import annotations

from enum import Enum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from typer.core import TyperArgument, TyperGroup, TyperOption

if TYPE_CHECKING:
    from collections.abc import Callable

    from typer._click import Command, Context

_NOT_PLAIN: Final = object()


def read_plainly(command: Command) -> Command:
    """A command, or a group with its commands, whose plain values are read without Pydantic; it is the same one."""
    for inner in command.commands.values() if isinstance(command, TyperGroup) else ():
        read_plainly(inner)
    command.get_help_option = partial(help_option, command.get_help_option)  # type: ignore[method-assign]
    for parameter in command.params:
        if isinstance(parameter, TyperOption | TyperArgument):
            parameter.process_value = partial(_value, parameter, parameter.process_value)  # type: ignore[method-assign]
    return command


def help_option(by_typer: Callable[[Context], TyperOption | None], ctx: Context) -> TyperOption | None:
    """The option --help; not given, it is a plain no, which Typer need not load Pydantic to read."""
    option = by_typer(ctx)
    if option is not None:
        option.default = False
    return option


def _value(
    parameter: TyperOption | TyperArgument, by_typer: Callable[[Context, object], object], ctx: Context, given: object
) -> object:
    """What a parameter is given, as the command takes it: ``process_value`` of Click."""
    read = _plain(parameter, given)
    if read is _NOT_PLAIN:
        return by_typer(ctx, given)
    return parameter.callback(ctx, parameter, read) if parameter.callback else read


def _plain(parameter: TyperOption | TyperArgument, given: object) -> object:
    """A value that needs no checks, or ``_NOT_PLAIN``."""
    kind = parameter.type_descriptor.annotation
    info = parameter.type_descriptor.parameter_info
    is_one = parameter.nargs == 1 and not parameter.multiple
    if info.parser is not None or info.exists or info.resolve_path:
        return _NOT_PLAIN
    if given is None and not parameter.required:
        return None if is_one else ()
    if is_one and kind in {str, Path} and isinstance(given, str | Path):
        return given if kind is str and isinstance(given, str) else Path(given)
    if is_one and isinstance(kind, type) and issubclass(kind, Enum):
        return next((member for member in kind if given is member or given == member.value), _NOT_PLAIN)
    return _NOT_PLAIN
