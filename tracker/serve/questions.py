"""What may be asked of a store, as functions from an open library to JSON: nothing here writes, or opens a file.

A REF names what the store holds and never a path, for it comes from somebody else.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from tracker.check.cited import Citing
from tracker.check.cites_report import cites_json
from tracker.errors import BadReference
from tracker.history.word_writers import authorship
from tracker.language.dates import printed_day
from tracker.library import version_rows
from tracker.library.chosen_versions import Narrowing
from tracker.library.editions import asked_of
from tracker.library.found_json import list_json, search_json
from tracker.library.listing import listed
from tracker.library.two_sides import compared, of_resolved
from tracker.messages import said
from tracker.model import Issue, SourceText
from tracker.schema.diffs import comparison_text
from tracker.schema.histories import blame_json, history_json
from tracker.schema.lineage_reports import lineage_json, status_json, store_lineage_json
from tracker.schema.shown import shown_json

if TYPE_CHECKING:
    from tracker.library.holdings import Library

JsonObject: TypeAlias = dict[str, Any]
Answer: TypeAlias = Callable[["Library", Mapping[str, str]], JsonObject]

MOST: Final = 100
"""Entries that an answer gives at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One parameter of a question."""

    name: str
    about: str
    is_required: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question: what it is about, its parameters, the schema of its answer, and what answers it."""

    name: str
    about: str
    schema: str
    parameters: tuple[Parameter, ...]
    answer: Answer


def day_of(given: Mapping[str, str], today: str) -> str:
    """The day that is asked about, ISO.

    Raises:
        BadReference: it is no day.
    """
    text = given.get("as_of", "")
    if not text:
        return today
    if found := printed_day(text):
        return found
    raise BadReference(said("{text} is no day", text=repr(text)), where="as_of", do="write it as 2025-09-01")


def _limit(given: Mapping[str, str]) -> int:
    text = given.get("limit", "20")
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= MOST:
        raise BadReference(
            said("{text} is no number from 1 to {most}", text=repr(text), most=MOST), where="limit", do="write limit=20"
        )
    return int(text)


def search(library: Library, given: Mapping[str, str]) -> JsonObject:
    """``tracker.search/1``."""
    words = given["q"].strip()
    if not words:
        raise BadReference("there is no word to search for", where="q", do="write q=补偿")
    found = list(library.search(words, day=day_of(given, given["today"]), only_live=bool(given.get("as_of"))))
    cut = library.is_search_cut(words)
    return search_json(found[: _limit(given)], len(found), words, day_of(given, "") or None, cut=cut)


def status(library: Library, given: Mapping[str, str]) -> JsonObject:
    """``tracker.status/1``, of the store or of one work; ``expiring`` keeps what ends within so many days."""
    day = day_of(given, given["today"])
    if days := given.get("expiring", ""):
        if not days.isascii() or not days.isdigit() or len(days) > 5:  # noqa: PLR2004 - 99,999 days are 273 years
            raise BadReference(
                said("{text} is no number of days", text=repr(days)), where="expiring", do="write expiring=90"
            )
        return status_json(library.expiring(day, int(days)), day)
    entries = library.status(day)
    if name := given.get("work", ""):
        work = library.work(name)
        entries = tuple(one for one in entries if one.work == work.name)
    return status_json(entries, day)


def works_asked(day: str, words: str) -> version_rows.Question:
    """Every work by its newest version; ``words`` stand in a title or number."""
    return version_rows.Question(day=day, by=Narrowing(), words=words, works=True)


def works(library: Library, given: Mapping[str, str]) -> JsonObject:
    """``tracker.list/1`` of the works with their newest version: what can be asked about."""
    day = day_of(given, given["today"])
    found = listed(library, works_asked(day, given.get("q", "")), most=_limit(given))
    return list_json(found.lines, day, found.total)


def text(library: Library, given: Mapping[str, str]) -> JsonObject:
    """The text that a REF names, as it stands or stood: ``tracker.show/1``, or ``tracker.issue/1`` of an issue."""
    found = library.resolve(given["ref"])
    shown = shown_json(found.value, found.provision, ref=given["ref"], issue=found.issue)
    return shown if isinstance(found.value, Issue) else {**shown, "remarks": list(found.notes)}


def diff(library: Library, given: Mapping[str, str]) -> JsonObject:
    """``tracker.diff/1`` (or ``tracker.diff-set/1`` of two issues) from one REF to another."""
    texts = of_resolved(library.resolve(given["old"]), library.resolve(given["new"]))
    value: JsonObject = json.loads(comparison_text(compared(texts)))
    return value


def lineage(library: Library, given: Mapping[str, str]) -> JsonObject:
    """``tracker.lineage/1`` of a work, or of the whole store."""
    day = day_of(given, given["today"])
    missing, remarks = library.loose_ends
    if name := given.get("work", ""):
        return lineage_json(library.work(name), library.works, missing, day)
    return store_lineage_json(library.works, missing, remarks, day)


def history(library: Library, given: Mapping[str, str]) -> JsonObject:
    """``tracker.history/1`` of a work, or of one provision of it."""
    found = asked_of(library, given["work"], given.get("provision") or None)
    return history_json(found.work, found.commit, found.told, found.lives)


def blame(library: Library, given: Mapping[str, str]) -> JsonObject:
    """``tracker.blame/1`` of a work's newest text, or of the version that a number or a day names."""
    found = asked_of(library, given["work"], None)
    told = found.told.until(found.edition)
    return blame_json(found.work, found.commit, told, authorship(told))


def cites(library: Library, given: Mapping[str, str]) -> JsonObject:
    """``tracker.cites/1``: every document that a text of the asker cites, and what became of it."""
    day = day_of(given, given["today"])
    source = SourceText(name="text", sha256="0" * 64, media_type="text/plain", text=given["text"])
    value: JsonObject = json.loads(cites_json([Citing(library, day).file("text", source)], day, "zh"))
    return value


_DAY: Final = Parameter(name="as_of", about="A day, 2025-09-01; today without it.")
_WORK: Final = Parameter(name="work", about="A work's title, or the document number of one of its versions.")
_NEEDED_WORK: Final = Parameter(name="work", about=_WORK.about, is_required=True)
_LIMIT: Final = Parameter(name="limit", about=f"Entries at most, up to {MOST}; 20 without it.")

QUESTIONS: Final[Mapping[str, Question]] = {
    one.name: one
    for one in (
        Question(
            name="search",
            about="Full text of the store; with as_of only what stood on that day.",
            schema="search",
            parameters=(Parameter(name="q", about="Words, parted by blanks.", is_required=True), _DAY, _LIMIT),
            answer=search,
        ),
        Question(
            name="status",
            about="What is in force, repealed, expired, about to expire on a day.",
            schema="status",
            parameters=(_WORK, _DAY, Parameter(name="expiring", about="Only what ends within so many days.")),
            answer=status,
        ),
        Question(
            name="works",
            about="The works of the store with their newest version.",
            schema="list",
            parameters=(Parameter(name="q", about="Words of the title or the number."), _DAY, _LIMIT),
            answer=works,
        ),
        Question(
            name="text",
            about="The text of a document, work or issue; behind ref, @2024-06-01 names a day, #第七条 a provision.",
            schema="show",
            parameters=(Parameter(name="ref", about="A number, a title or an issue.", is_required=True),),
            answer=text,
        ),
        Question(
            name="diff",
            about="What changed from one REF to another.",
            schema="diff",
            parameters=(
                Parameter(name="old", about="The older text, a REF.", is_required=True),
                Parameter(name="new", about="The newer text, a REF.", is_required=True),
            ),
            answer=diff,
        ),
        Question(
            name="lineage",
            about="The versions of a work with the evidence, or the whole store's.",
            schema="lineage",
            parameters=(_WORK, _DAY),
            answer=lineage,
        ),
        Question(
            name="history",
            about="How each provision of a work came to read as it does, version by version.",
            schema="history",
            parameters=(_NEEDED_WORK, Parameter(name="provision", about="One provision: 第七条.")),
            answer=history,
        ),
        Question(
            name="blame",
            about="The text of a work with the version that wrote each stretch of words.",
            schema="blame",
            parameters=(_NEEDED_WORK,),
            answer=blame,
        ),
    )
}
"""Every question of the API, by its name in the address."""
