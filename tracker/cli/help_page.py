"""The page of help in a language other than English: its texts looked up, its lines laid out in cells.

Commands, options and examples are written in English where they stand; they are looked up while a page is made, so that
a command that runs pays for nothing of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

from typer._click import Context, HelpFormatter
from typer.core import TyperArgument, TyperGroup, TyperOption

from tracker.cli.foreign_words import NOTES, foreign
from tracker.language.patterns import regex
from tracker.messages import template
from tracker.wording.told import in_language

if TYPE_CHECKING:
    from typer._click import Command

    from tracker.model import Lang

AS_IT_STANDS = "\b\n"
"""What a text begins with whose lines are kept (a convention of Click)."""
_NOTES = regex(r"  \[([^\[\]]*)\]$")
_KIND = regex(r"<[A-Za-z \[\]]+>")
_METAVAR = regex(r"\[OPTIONS\]|COMMAND \[ARGS\]\.\.\.")
_UNIT = regex(r"[（“《〔「]*(?:[!-~]+|[^!-~\s])[，。、；：？！）”》〕」…]*\s*")
"""What is not broken: a Latin word or one Chinese character, with the signs that may not part from it."""


def speak(command: Command, lang: Lang) -> Command:
    """The same command, whose help, usage and completion are in a language, with those of its own commands."""
    if lang in _CONTEXTS:
        command.context_class = _CONTEXTS[lang]
        command.short_help = in_language(command.short_help or _first_paragraph(command), lang)
        for param in command.params:
            if isinstance(param, TyperOption | TyperArgument):
                param.help = in_language(param.help or "", lang)
        for one in getattr(command, "commands", {}).values():
            speak(one, lang)
    return command


class Group(TyperGroup):
    """A command of several commands, which its help lists with all that the first paragraph of theirs says."""

    def format_commands(self, ctx: Context, formatter: HelpFormatter) -> None:  # noqa: ARG002, D102 - Click's own
        with formatter.section("Commands"):
            formatter.write_dl([(name, _first_paragraph(one)) for name, one in self.commands.items()])


def _first_paragraph(command: Command) -> str:
    return " ".join((command.help or "").partition("\n\n")[0].split())


class _ChinesePage(HelpFormatter):
    """A page whose lines are broken by cells, of which a Chinese character takes two."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        args = _METAVAR.sub(lambda found: in_language(found[0], "zh"), args)
        super().write_usage(prog, args, prefix or in_language(template("Usage: "), "zh"))

    def write_heading(self, heading: str) -> None:
        self.write(f"{'':>{self.current_indent}}{in_language(heading, 'zh')}：\n")

    def write_text(self, text: str) -> None:
        inset = " " * self.current_indent
        if text.startswith(AS_IT_STANDS):
            lines = [in_language(line, "zh") for line in text.split("\n")[1:]]
        else:
            lines = [*_broken(in_language(text, "zh"), self.width - len(inset))]
        self.write("".join(f"{inset}{line}".rstrip() + "\n" for line in lines))

    def write_dl(self, rows: Sequence[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        named = [(_named(first), _told(second)) for first, second in rows]
        column = min(max((_cells(first) for first, _ in named), default=0), col_max) + col_spacing
        inset = " " * self.current_indent
        for first, second in named:
            lines = [*_broken(second, max(self.width - column - len(inset), 10))]
            if _cells(first) + col_spacing <= column:
                lines[:1] = [first + " " * (column - _cells(first)) + "".join(lines[:1])]
            else:
                lines[:0] = [first]
            self.write(
                "".join(
                    f"{inset}{line if n == 0 else ' ' * column + line}".rstrip() + "\n" for n, line in enumerate(lines)
                )
            )


class _ChineseContext(Context):
    formatter_class = _ChinesePage


_CONTEXTS: Mapping[Lang, type[Context]] = {"zh": _ChineseContext}


def _named(first: str) -> str:
    """An option with the kind of its value: ``--store <path>`` is ``--store <路径>``."""
    return _KIND.sub(lambda kind: in_language(kind[0], "zh"), first)


def _told(second: str) -> str:
    """A help text with the notes behind it: ``[env var: X; default: y]``."""
    found = _NOTES.search(second)
    text = second[: found.start()] if found else second
    notes = [foreign(note, NOTES, "zh") for note in found[1].split("; ")] if found else []
    return in_language(text, "zh") + (f"〔{'；'.join(notes)}〕" if notes else "")


def _cells(text: str) -> int:
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)


def _broken(text: str, width: int) -> Iterator[str]:
    """A text as lines of so many cells; a blank line between its paragraphs stays one."""
    for number, paragraph in enumerate(text.split("\n\n")):
        if number:
            yield ""
        line = ""
        for unit in _UNIT.findall(" ".join(paragraph.split())):
            if line and _cells(line + unit.rstrip()) > width:
                yield line.rstrip()
                line = ""
            line += unit
        if line:
            yield line.rstrip()
