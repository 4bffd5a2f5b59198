"""Names for addresses: letters, digits and hyphens only, whatever a gazette, a title or a number holds.

A work's slug is that of its version which came into the store first, so it never changes when versions are added, older
ones too. A version's own slug is made of its document's number, or of its title and day where it has none.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping

from tracker.language.patterns import regex
from tracker.language.titles import title_key
from tracker.lineage.catalogue import document_key
from tracker.lineage.state_of_versions import begins
from tracker.lineage.values import Record, Stage, Work

_SAFE = regex(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_DEVICE = regex(r"con|prn|aux|nul|com\d|lpt\d")
"""Names that Windows keeps for devices."""
_LONGEST = 40
_NUMBER = regex(r"〔(\d{4})〕(\d{1,6})号")
_LATIN = regex(r"[a-z0-9]+")
_DIGITS = 8
"""Hexadecimal digits that tell two names apart."""


def safe_part(text: str) -> str:
    """One part of an address: the text where it is harmless already, else its Latin letters and digits with a digest.

    Never empty, never ``..``, never an absolute path, at most 60 characters; two texts give two parts, also on a file
    system that does not tell capitals from small letters.
    """
    if len(text) <= _LONGEST and _SAFE.fullmatch(text) and not _DEVICE.fullmatch(text):
        return text
    latin = "-".join(_LATIN.findall(text.casefold()))[:_LONGEST].strip("-")
    return f"{latin}-{_digest(text)}" if latin else f"x-{_digest(text)}"


def issue_folder(ref: str) -> str:
    """The address of an issue's page: ``issues/beijing/2025/033/``."""
    return "issues/" + "/".join(map(safe_part, ref.split("/"))) + "/"


def version_slug(record: Record, *, alone: bool) -> str:
    """The slug of one version: ``2025-6-0a1b2c3d``; ``alone`` says that its document carries no other version."""
    rule = "" if alone else record.core or title_key(record.title)
    number = record.number_key
    if number:
        found = _NUMBER.search(number)
        return "-".join((*(found.groups() if found else ()), _digest(number, rule)))
    year = (record.signed or record.published or "undated")[:4].replace("unda", "undated")
    return f"{year}-{_digest(title_key(record.title), record.signed or record.issue, rule)}"


def work_slugs(works: Iterable[Work], order: Mapping[str, int]) -> dict[str, str]:
    """The slug of every version by its record's key, no two works with one: that of a work stands for its first seen.

    ``order`` is the place in which each issue (ref) came into the store.
    """
    works = tuple(works)
    carried = Counter(document_key(stage.record.key) for work in works for stage in work.stages)
    stages = [stage for work in works for stage in work.stages]
    stages.sort(key=lambda stage: _seen(stage, order))
    slugs: dict[str, str] = {}
    taken: Counter[str] = Counter()
    for stage in stages:
        slug = version_slug(stage.record, alone=carried[document_key(stage.record.key)] == 1)
        taken[slug] += 1
        slugs[stage.record.key] = slug if taken[slug] == 1 else f"{slug}-{taken[slug]}"
    return slugs


def first_seen(work: Work, order: Mapping[str, int]) -> Stage:
    """The version of a work that came into the store first: the one that names it."""
    return min(work.stages, key=lambda stage: _seen(stage, order))


def version_folders(work: Work, order: Mapping[str, int]) -> dict[str, str]:
    """The folder of each version by its record's key: the day from which it stands, ``-2`` behind one that is taken."""
    taken: Counter[str] = Counter()
    folders: dict[str, str] = {}
    for stage in sorted(work.stages, key=lambda stage: _seen(stage, order)):
        day = begins(stage) or "undated"
        taken[day] += 1
        folders[stage.record.key] = day if taken[day] == 1 else f"{day}-{taken[day]}"
    return folders


def _seen(stage: Stage, order: Mapping[str, int]) -> tuple[int, str]:
    """When a version came into the store; a print of it in an earlier issue counts."""
    prints = (stage.record, *stage.reprints)
    return min((order.get(one.issue, len(order)), one.key) for one in prints)


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]
