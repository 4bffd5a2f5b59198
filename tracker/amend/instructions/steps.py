"""What an instruction says, step by step: the values between the grammar and its application."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from tracker.amend.instructions.places import Place

Verb: TypeAlias = Literal[
    "replace",
    "replace-words",
    "insert-words",
    "delete-words",
    "append",
    "delete",
    "insert",
    "renumber",
    "merge",
    "split",
    "rename-division",
    "insert-division",
    "reorder",
    "commencement",
    "republish",
    "unknown",
]

WORDS: frozenset[Verb] = frozenset({"replace-words", "insert-words", "delete-words"})
"""What changes words inside a place, and leaves the place."""

Side: TypeAlias = Literal["", "before", "after"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One atomic operation.

    ``places`` count in the old text (one place, but for a merge), ``results`` in the new one. ``old`` are quoted words
    (or whole paragraphs) of the old text, for an insertion of words the words it goes to the ``side`` of; ``new`` are
    the lines of the new text. ``restates`` marks the whole text of a place given again after its words were changed;
    ``remark`` is what was odd when the instruction was read.
    """

    n: str
    quote: str
    verb: Verb
    places: tuple[Place, ...] = ()
    results: tuple[Place, ...] = ()
    old: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    side: Side = ""
    restates: bool = False
    adds: int = 0
    """How many provisions an insertion says it adds."""
    beside: Place | None = None
    """Where a provision is moved to, in the old text: to the ``side`` of an article, to the end of a chapter."""
    excepted: tuple[Place, ...] = ()
    """Places inside the step's own where it does nothing (…，第三条除外)."""
    single: bool = False
    """Whether the words must stand in one place only: a misprint that a notice corrects without naming its article."""
    remark: str | None = None

    @property
    def place(self) -> Place:
        """The (first) place."""
        return self.places[0] if self.places else Place()

    @property
    def result(self) -> Place | None:
        """The (first) place in the new text, where the decision names it."""
        return self.results[0] if self.results else None

    @property
    def kind(self) -> str:
        """What people call it, such as replace-article, insert-paragraph, delete-words, renumber."""
        if self.verb in {"replace", "delete", "insert", "append"}:
            named = (self.result or self.place) if self.verb == "insert" else self.place
            return self._by_level(named)
        return {
            "rename-division": "replace-chapter-title",
            "insert-division": "insert-chapter",
            "merge": f"merge-{self.place.level or 'article'}s",
            "split": f"split-{self.place.level or 'article'}",
        }.get(self.verb, self.verb)

    def _by_level(self, named: Place) -> str:
        """replace-article, insert-item, …: the verb and the level of the place."""
        level = {"division": "chapter", "": "text", "all": "text"}.get(named.level, named.level)
        if self.verb == "append":
            return "insert-words" if named.part or named.paragraph or named.item else "insert-paragraph"
        return f"{self.verb}-lead" if named.part == "lead" else f"{self.verb}-{level}"
