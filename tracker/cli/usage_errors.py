"""A call that cannot be understood, told: the usage of the command, where its help is, and what is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typer import TyperException
from typer._click.exceptions import ClickException, NoArgsIsHelpError

from tracker.cli.foreign_words import ERRORS, foreign
from tracker.cli.output import tell
from tracker.cli.readers_language import spoken
from tracker.messages import Message, said
from tracker.wording.told import in_language

if TYPE_CHECKING:
    from tracker.model import Lang


def tell_usage(error: TyperException) -> int:
    """Tell such an error on standard error, in the words of Typer where they are English; the exit status."""
    lang = spoken()
    if isinstance(error, ClickException) and (lang == "en" or isinstance(error, NoArgsIsHelpError)):
        error.show()  # of these two the second is the help, which is in the language already
    else:
        tell(told_usage(error, lang).rstrip())
    return error.exit_code


def told_usage(error: TyperException, lang: Lang) -> str:
    """The lines that Typer would show, in a language."""
    what = in_language(said("Error: {what}", what=_what(error, lang)), lang)
    context = getattr(error, "ctx", None)
    if context is None:
        return f"{what}\n"
    hint = said("Try '{command}' for help.", command=f"{context.command_path} {context.help_option_names[0]}")
    return f"{context.get_usage()}\n{in_language(hint, lang)}\n\n{what}\n"


def _what(error: TyperException, lang: Lang) -> str:
    """What is wrong: words of ours are told with their values, those of Typer as far as they are known."""
    if not isinstance(error.message, Message):
        return foreign(error.format_message(), ERRORS, lang)
    ours = in_language(error.message, lang)
    error.message = "\0"  # Typer puts the option's name before it
    return foreign(error.format_message(), ERRORS, lang).replace("\0", ours)
