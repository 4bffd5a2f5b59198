"""A message to a person: English for programs, with the template and the values that it was made of.

The rooms write English, ``said("the DOCX has {count} parts", count=9)``, and know nothing of other languages. Who tells
it to a person looks the template up in a catalogue (``tracker.wording.told``).
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from typing import Self

__all__ = ["Listing", "Message", "listed", "said", "system_reason", "template"]


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


def listed(things: Iterable[object], joint: str = ", ") -> Listing:
    """Several things as one value of a message: ``a, b, c`` in English, with the other language's own joint there."""
    return Listing(joint, {str(number): thing for number, thing in enumerate(things)})


def template(text: str) -> str:
    """The same text, marked as one that the catalogues have, where it is written down apart from its values."""
    return text


def system_reason(error: OSError) -> Message:
    """What the system said of a failure; the catalogues have the usual ones."""
    return said(error.strerror or (os.strerror(error.errno) if error.errno else str(error)))
