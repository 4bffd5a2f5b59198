"""A message to a person: English for programs, with the template and the values that it was made of.

The rooms write English, ``said("the DOCX has {count} parts", count=9)``, and know nothing of other languages. Who tells
it to a person looks the template up in a catalogue (``tracker.wording.told``).
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from typing import Self

__all__ = [
    "Listing",
    "Message",
    "as_message",
    "listed",
    "put_together",
    "said",
    "system_reason",
    "taken_apart",
    "template",
]

_FIELD = re.compile(r"\{\{|\}\}|\{[a-z_0-9]{1,30}(?:![rs])?(?::[.0-9]{1,3}f?)?\}")
"""What a template that came from elsewhere may have in braces: a name, perhaps with a short format."""
_MOST_PARTS = 20
_LONGEST = 20_000
"""Characters of a message that came from elsewhere, times its fields."""


class Message(str):
    """English words, and what they were made of: a ``template`` with fields in braces, and its ``parts``."""

    __slots__ = ("parts", "template")

    template: str
    parts: Mapping[str, object]

    def __new__(cls, template: str, parts: Mapping[str, object]) -> Self:
        """The words; a template without parts is taken as it stands, braces included."""
        kept = {name: part if isinstance(part, str | int | float) else str(part) for name, part in parts.items()}
        message = super().__new__(cls, template.format(**kept) if kept else template)
        message.template = template
        message.parts = kept
        return message

    def __reduce__(self) -> tuple[type[Self], tuple[str, Mapping[str, object]]]:
        """The template and the parts cross the border of a process."""
        return type(self), (self.template, self.parts)


class Listing(Message):
    """Several things with a joint between them, which is the template: ``, `` or ``or``; their names do not matter."""

    __slots__ = ()

    def __new__(cls, template: str, parts: Mapping[str, object]) -> Self:
        """The things in order, joined."""
        message = super().__new__(cls, template.join(map(str, parts.values())), {})
        message.template = template
        message.parts = parts
        return message


def said(template: str, /, **parts: object) -> Message:
    """A message with its values; each field in braces is one of ``parts``, which may be a message itself."""
    return Message(template, parts)


def as_message(text: str) -> str:
    """A plain text as a message without values; what knows its other language already stays."""
    return said(text) if type(text) is str else text


def listed(things: Iterable[object], joint: str = ", ") -> Listing:
    """Several things as one value of a message: ``a, b, c`` in English, with the other language's own joint there."""
    return Listing(joint, {str(number): thing for number, thing in enumerate(things)})


def template(text: str) -> str:
    """The same text, marked as one that the catalogues have, where it is written down apart from its values."""
    return text


USUAL_REASONS = (
    template("Address already in use"),
    template("Broken pipe"),
    template("Bad file descriptor"),
    template("Connection refused"),
    template("Connection reset by peer"),
    template("Connection timed out"),
    template("Disk quota exceeded"),
    template("File exists"),
    template("File name too long"),
    template("File too large"),
    template("Input/output error"),
    template("Is a directory"),
    template("Name or service not known"),
    template("Network is unreachable"),
    template("No space left on device"),
    template("No such device or address"),
    template("No such file or directory"),
    template("No route to host"),
    template("Not a directory"),
    template("Operation not permitted"),
    template("Permission denied"),
    template("Read-only file system"),
    template("Temporary failure in name resolution"),
    template("Too many levels of symbolic links"),
    template("Too many open files"),
)
"""What the system usually says of a failure (errno(3), gai_strerror(3)), for the catalogues."""


def system_reason(error: OSError) -> Message:
    """What the system said of a failure; the catalogues have the usual ones."""
    return said(error.strerror or (os.strerror(error.errno) if error.errno else str(error)))


def taken_apart(text: str) -> object:
    """A message as plain values, for JSON: its template and parts; another text is itself."""
    if not isinstance(text, Message):
        return str(text)
    parts = {name: taken_apart(part) if isinstance(part, str) else part for name, part in text.parts.items()}
    return [isinstance(text, Listing), text.template, parts]


def put_together(value: object) -> str:
    """The message that was taken apart; it may come from a hostile process, so what is none of ours is only a text."""
    match value:
        case [bool(is_listing), str(form), dict(parts)] if len(parts) <= _MOST_PARTS:
            kept = {
                str(name): part if isinstance(part, int | float) else put_together(part) for name, part in parts.items()
            }
            return _checked(Listing if is_listing else Message, form, kept)
    return value if isinstance(value, str) else str(value)


def _checked(kind: type[Message], form: str, parts: Mapping[str, object]) -> str:
    """A message whose template reaches nothing but its parts, and does not multiply them into a flood."""
    fields = form.count("{") + 1
    reaches_out = kind is Message and parts and set("{}") & set(_FIELD.sub("", form))
    try:
        if reaches_out or fields * (len(form) + sum(len(str(part)) for part in parts.values())) > _LONGEST:
            return form[:_LONGEST]
        return kind(form, parts)
    except (LookupError, TypeError, ValueError):
        return form[:_LONGEST]
