"""The messages of the tracker, gathered from its code and its help, and the catalogues of their translations.

``python -m tests.messages`` says what a catalogue lacks, ``--write`` (``make messages``) brings it up to date: what is
new stands there with an empty ``msgstr``, what nothing says any longer is gone.
"""

from __future__ import annotations

import ast
import inspect
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING, NamedTuple

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po
from typer.main import get_command

import tracker
from tracker import errors
from tracker.cli.app import COMMANDS, app, command
from tracker.cli.first_steps import EXAMPLES_HEAD
from tracker.monitor.known_sites import presets

if TYPE_CHECKING:
    from typer._click import Command

PACKAGE = Path(tracker.__file__).parent
CATALOGUE = PACKAGE / "wording" / "catalogues" / "zh_CN.po"
MADE = datetime(2026, 11, 29, tzinfo=UTC)  # a date that moves would be a change of the file without one of its words

DOORS = {
    "said": (0,),
    "template": (0,),
    "notice": (0,),
    "in_language": (0,),
    "for_reader": (0,),
    "say": (0,),  # of the service
    "BadParameter": (0,),
    "listed": (1,),
    "fail": (1,),  # of a table of tracker.toml
    "_wrong": (0, 4),  # the same, of [check]
    "Verdict": (),  # of the monitor on an answer of a site
    "Refusal": (),
    "warn": (0,),  # of what is damaged, while the rest is shown
    "Finding": (),  # of tracker verify
    "Unsigned": (),
    "finding": (),
    "Repair": (),
    "Reading": (),  # of the monitor: what it could make of a document, and how it recognised a list
    "Listing": (),
    "Walked": (),
}
"""Functions whose arguments at these places are messages, and whose ``what`` and ``do`` are."""
ERRORS = {name for name in errors.__all__ if issubclass(getattr(errors, name), errors.TrackerError | Warning)}
KEYWORDS = ("what", "do", "help", "show_default", "message", "error", "how")


class Text(NamedTuple):
    """A message and where it stands."""

    module: str
    line: int
    words: str


@cache
def trees() -> tuple[tuple[str, ast.Module], ...]:
    """Every module of the tracker, parsed once."""
    modules = sorted(PACKAGE.rglob("*.py"))
    return tuple((one.relative_to(PACKAGE.parent).as_posix(), ast.parse(one.read_text("utf-8"))) for one in modules)


@cache
def error_names() -> frozenset[str]:
    """The names of our errors, with those that rooms derive from them."""
    names = set(ERRORS)
    bases = {
        node.name: {base.id for base in node.bases if isinstance(base, ast.Name)}
        for _, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
    }
    while more := {name for name, parents in bases.items() if parents & names} - names:
        names |= more
    return frozenset(names)


def spoken_in(tree: ast.Module, raised: frozenset[str]) -> Iterator[ast.expr]:
    """The expressions of a module that are messages: arguments of the doors, and of errors."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name not in raised and name not in DOORS:
            continue
        places = DOORS.get(name, (0,))
        yield from (part for n in places if n < len(node.args) for part in branches(node.args[n]))
        yield from (part for one in node.keywords if one.arg in KEYWORDS for part in branches(one.value))


def branches(node: ast.expr) -> Iterator[ast.expr]:
    """An expression, or the two of ``a if b else c``."""
    if isinstance(node, ast.IfExp):
        yield from branches(node.body)
        yield from branches(node.orelse)
    else:
        yield node


def bare(node: ast.expr) -> Iterator[ast.AST]:
    """What an expression is made of, but for what goes through a door of its own."""
    if isinstance(node, ast.Call) and getattr(node.func, "id", "") in DOORS:
        return
    yield node
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.expr):
            yield from bare(child)


def written() -> Iterator[Text]:
    """The messages that stand in the code."""
    raised = error_names()
    for name, tree in trees():
        for node in spoken_in(tree, raised):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.strip():
                yield Text(name, node.lineno, node.value)


def hidden() -> Iterator[Text]:
    """Messages that no catalogue can have, because values are already in them."""
    raised = error_names()
    for name, tree in trees():
        for node in spoken_in(tree, raised):
            if any(isinstance(part, ast.JoinedStr | ast.BinOp) for part in bare(node)):
                yield Text(name, node.lineno, ast.unparse(node))


def helped() -> Iterator[Text]:
    """The help of all commands, their arguments and options."""
    yield Text("tracker/cli/first_steps.py", 0, EXAMPLES_HEAD)
    yield from (Text("tracker/monitor/presets.toml", 0, preset.note) for preset in presets())
    root = get_command(app)
    root.params = [one for one in root.params if "completion" not in (one.name or "")]
    yield from _help_of(root, "tracker/cli/app.py")
    for name, first in COMMANDS.items():
        module = f"tracker/cli/{name}_command.py"
        yield Text("tracker/cli/app.py", 0, first)
        yield from _help_of(command(name), module)


def _help_of(one: Command, module: str) -> Iterator[Text]:
    yield Text(module, 0, inspect.cleandoc(one.help or ""))
    epilog = one.epilog or ""
    if epilog and not epilog.startswith("\b"):
        yield Text(module, 0, epilog)
    for param in one.params:
        yield Text(module, 0, getattr(param, "help", None) or "")
        if isinstance(shown := getattr(param, "show_default", None), str):
            yield Text(module, 0, shown)
    for inner in getattr(one, "commands", {}).values():
        yield from _help_of(inner, module)


def gathered() -> Catalog:
    """All messages, each with the modules that say it."""
    catalogue = Catalog(creation_date=MADE, fuzzy=False)
    for text in sorted({*written(), *helped()}):
        if text.words:
            catalogue.add(text.words, locations=[(text.module, 0)])
    return catalogue


def translated() -> Catalog:
    """The Chinese catalogue as it is."""
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="zh_CN")


def fields(words: str) -> frozenset[str]:
    """The names in braces of a template; where braces are no fields, none."""
    try:
        return frozenset(name for _, name, _, _ in Formatter().parse(words) if name and name.isidentifier())
    except ValueError:
        return frozenset()


def lacking() -> list[str]:
    """What is wrong with the Chinese catalogue, a line each."""
    wanted, chinese = gathered(), translated()
    ours = {str(message.id): str(message.string or "") for message in chinese if message.id}
    texts = {str(message.id): message for message in wanted if message.id}
    lacks = [f"{texts[one].locations[0][0]}: no Chinese for {one!r}" for one in texts if not ours.get(one)]
    stale = [f"{CATALOGUE.name}: nothing says {one!r}" for one in ours if one not in texts]
    other = [
        f"{CATALOGUE.name}: other fields than in {one!r}"
        for one, words in ours.items()
        if one in texts and words and fields(words) != fields(one)
    ]
    fuzzy = [f"{CATALOGUE.name}: fuzzy: {message.id!r}" for message in chinese if message.id and message.fuzzy]
    return [*lacks, *stale, *other, *fuzzy]


def write() -> None:
    """Bring the catalogue up to date."""
    chinese = translated()
    chinese.update(gathered(), no_fuzzy_matching=True)
    chinese.obsolete.clear()
    chinese.revision_date, chinese.fuzzy = MADE, False
    with CATALOGUE.open("wb") as file:
        write_po(file, chinese, width=0, sort_by_file=True, include_lineno=False, ignore_obsolete=True)


def main() -> None:
    if "--write" in sys.argv[1:]:
        write()
    wrong = [*lacking(), *(f"{one.module}:{one.line}: values within {one.words}" for one in hidden())]
    sys.stderr.write("".join(f"{line}\n" for line in wrong))
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
