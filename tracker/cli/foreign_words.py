"""What Typer says in English of its own, recognised by its templates and told in the reader's language.

Typer looks only some of its words up with gettext, and those in a catalogue of the whole process. So its finished
lines are taken apart here: what none of the templates fits stays as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tracker.language.patterns import regex
from tracker.messages import Message, template
from tracker.wording.recognition import parts_of
from tracker.wording.told import in_language

if TYPE_CHECKING:
    from tracker.model import Lang

ERRORS = (
    template("Missing argument {name}."),
    template("Missing option {name}."),
    template("Missing command."),
    template("No such option: {name} (Possible options: {others})"),
    template("No such option: {name}"),
    template("No such command {name}. Did you mean {others}?"),
    template("No such command {name}."),
    template("Got unexpected extra argument(s) ({arguments})"),
    template("Option {name} requires an argument."),
    template("Option {name} does not take a value."),
    template("Invalid value for {name}: {reason}"),
    template("Invalid value: {reason}"),
)
"""Of a call that cannot be understood; the longer before those that it begins like."""

REASONS = (
    template("Value error, {value} is not one of {choices}."),
    template("Value {value} is not a valid {kind}."),
    template("Input should be a valid integer, unable to parse string as an integer"),
    template("Input should be less than or equal to {number}"),
    template("Input should be greater than or equal to {number}"),
)
"""Of a value that does not fit."""

NOTES = (
    template("env var: {variable}"),
    template("default: ({words})"),
    template("default: {value}"),
    template("required"),
    template("{low}<=x<={high}"),
    template("x>={low}"),
    template("x<={high}"),
)
"""In brackets behind an option's help."""

WORDS = (
    template("Usage: "),
    template("Arguments"),
    template("Options"),
    template("Commands"),
    template("[OPTIONS]"),
    template("COMMAND [ARGS]..."),
    template("<str>"),
    template("<path>"),
    template("<int>"),
    template("<int range>"),
    template("<list[str]>"),
    template("<list[Path]>"),
    template("Show this message and exit."),
    template("Install completion for the current shell."),
    template("Show completion for the current shell, to copy it or customize the installation."),
)
"""Of every page of help, looked up whole."""

_HINT = regex(r"(.+) \(env var: '(\w+)'\)")
"""How an option is called that a variable of the environment can give as well."""
_QUOTED = regex(r"'([^']*)'")


def foreign(text: str, templates: Sequence[str], lang: Lang) -> str:
    """A line of Typer in a language, by the first of the templates that fits it."""
    for one in templates:
        if (found := parts_of(text, one)) is not None:
            parts = {name: _value(name, value, lang) for name, value in found.items()}
            return in_language(Message(one, parts), lang)
    return text


def _value(name: str, value: str, lang: Lang) -> str:
    """A field of a template: a reason is told too, names stand in the quotation marks of the language."""
    if name == "reason":
        return in_language(foreign(value, REASONS, lang), lang)  # one of our own without values is looked up whole
    if name == "words":
        return in_language(value, lang)
    hint = _HINT.fullmatch(value)
    if hint is not None:
        said = Message(template("{name} or the variable {variable}"), {"name": hint[1], "variable": hint[2]})
        value = in_language(said, lang)
    quoted = in_language(template("'{name}'"), lang).replace("{name}", r"\1")
    return _QUOTED.sub(quoted, value).replace(", ", in_language(template(", "), lang))
