"""What the HTML page shows, prepared so that its template only has to loop."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.compare.change_counts import KINDS, counts, is_visible
from tracker.model import CONTAINERS, Doubt
from tracker.render.anchors import Anchors
from tracker.render.gists import gist
from tracker.render.highlights import brief, key_changes, other_terms, value_facts
from tracker.render.markup import anchor_link, column, inline
from tracker.render.sides import lines_of, rows_in
from tracker.render.tables import Table, is_table, stretches
from tracker.render.titles import (
    cell_of,
    change_name,
    direction_name,
    kind_names,
    side_name,
    version_facts,
    version_name,
)
from tracker.render.visible_characters import visible
from tracker.wording.reports import LABELS
from tracker.wording.told import in_language

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from markupsafe import Markup

    from tracker.model import Change, ChangeSet, Fact, KeyChange, Lang, Version
    from tracker.render.options import RenderOptions
    from tracker.render.sides import Line

FILTERS = (*(kind for kind in KINDS if kind != "unchanged"), "moved", "editorial")
"""What a reader can filter by, in the order of the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionView:
    """One version's card: its side, its title, and what is known of it as (label, value)."""

    side: str
    name: str
    title: str
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FactView:
    """One row of the table of values and duties."""

    link: str
    provision: str
    type: str
    old: str
    new: str
    direction: str
    tone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeView:
    """One change: its anchor, the classes that filters look at, its name, and its text in both layouts.

    ``numbers`` are its names with the tag that marks each; ``topic`` is what a chapter is about;
    ``notes`` are the class and the words of each, ``badges`` the class, the filter that leaves only such changes,
    and the words; ``gist`` is what changed in a few words, for the outline.
    """

    anchor: str
    link: str
    classes: str
    name: str
    numbers: tuple[tuple[str, str], ...]
    path: str
    badges: tuple[tuple[str, str, str], ...]
    sides: tuple[str, str] | None
    inline: Markup
    rows: tuple[tuple[Markup, Markup], ...]
    notes: tuple[tuple[str, str], ...]
    topic: str
    is_plain_heading: bool
    sign: str
    kinds: str
    gist: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonView:
    """One comparison: what stands above the text, and the text."""

    anchor: str
    link: str
    title: str
    versions: tuple[VersionView, ...]
    counts: tuple[tuple[str, str, int], ...]
    remarks: tuple[str, ...]
    key_changes: tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...]
    other_changes: tuple[tuple[str, str, str], ...]
    facts: tuple[FactView, ...]
    terms: tuple[tuple[str, str, int], ...]
    changes: tuple[ChangeView, ...]


def comparison_view(comparison: ChangeSet, options: RenderOptions, prefix: str = "") -> ComparisonView:
    """Everything the page says of one comparison; ``prefix`` keeps anchors of several comparisons apart."""
    anchors = Anchors(comparison.changes, prefix)
    changes = comparison.changes
    groups, _ = brief(comparison, options.lang)

    def link(line: KeyChange) -> tuple[str, str, str]:
        return (anchors.link(line.change), visible(line.label), visible(line.text))

    return ComparisonView(
        anchor=f"{prefix}summary",
        link=anchor_link(f"{prefix}summary"),
        title=visible(comparison.new.title or version_name(comparison.new)),
        versions=(_version(comparison.old, "old", options.lang), _version(comparison.new, "new", options.lang)),
        counts=_counts(changes, options.lang),
        remarks=tuple(visible(in_language(remark, options.lang)) for remark in comparison.remarks),
        key_changes=tuple((matter, tuple(link(line) for line in lines)) for matter, lines in groups),
        other_changes=tuple(link(line) for line in key_changes(comparison, options.lang) if not line.brief),
        facts=tuple(_facts(changes, anchors, options.lang)),
        terms=tuple((visible(old), visible(new), count) for old, new, count in other_terms(comparison)),
        changes=tuple(_change(index, changes, anchors, options) for index in range(len(changes))),
    )


def filters(comparisons: Iterable[ChangeSet], lang: Lang) -> tuple[tuple[str, str, int], ...]:
    """The kinds that occur, as (name, label, how many)."""
    found = Counter(tag for comparison in comparisons for change in comparison.changes for tag in _tags(change))
    return tuple((name, LABELS[lang][name], found[name]) for name in FILTERS if found[name])


def fact_filters(comparisons: Iterable[ChangeSet], lang: Lang) -> tuple[tuple[str, str, int], ...]:
    """The types of facts that occur, as (name, label, in how many changes)."""
    found = Counter(
        fact for comparison in comparisons for change in comparison.changes for fact in {f.type for f in change.facts}
    )
    return tuple(
        (name, LABELS[lang][name], found[name]) for name in sorted(found, key=lambda name: (-found[name], name))
    )


def _version(version: Version, side: str, lang: Lang) -> VersionView:
    labels = LABELS[lang]
    return VersionView(
        side=side,
        name=labels[f"{side}-version"],
        title=visible(version.title or version_name(version)),
        facts=version_facts(version, lang),
    )


def _counts(changes: Sequence[Change], lang: Lang) -> tuple[tuple[str, str, int], ...]:
    found = counts(changes)
    names = (*KINDS[1:], "moved", "renumbered", "editorial", "unchanged")
    return tuple((name, LABELS[lang][name], found[name]) for name in names if found[name])


def _facts(changes: Sequence[Change], anchors: Anchors, lang: Lang) -> Iterable[FactView]:
    """Changed values and duties; a reference that follows a renumbering says nothing to a reader of the summary."""
    for index, change in enumerate(changes):
        for fact in value_facts(change):
            yield _fact(fact, anchors.link(index), change, lang)


def _fact(fact: Fact, link: str, change: Change, lang: Lang) -> FactView:
    return FactView(
        link=link,
        provision=visible(" ".join((change_name(change, lang), cell_of(change, fact))).rstrip()),
        type=LABELS[lang][fact.type],
        old=visible(fact.old or "—"),
        new=visible(fact.new or "—"),
        direction=direction_name(fact, lang),
        tone=fact.direction or "none",
    )


def _tags(change: Change) -> tuple[str, ...]:
    """What filters know a change by. An editorial change is only that; a moved one also what else it is."""
    if change.editorial and change.kind != "unchanged":
        return ("editorial",)
    kinds = () if change.kind == "unchanged" and change.moved else (change.kind,)
    return (*kinds, "moved") if change.moved else kinds


def _change(index: int, changes: Sequence[Change], anchors: Anchors, options: RenderOptions) -> ChangeView:
    change = changes[index]
    first = (change.new or change.old)[0]
    lines = lines_of(change)
    tags = _tags(change)
    classes = [f"k-{tag}" for tag in tags] + [f"f-{kind}" for kind in sorted({fact.type for fact in change.facts})]
    if first.level in CONTAINERS:
        classes += ["heading", f"l-{first.level}"] + (["leads"] if _leads(index, changes) else [])
    return ChangeView(
        anchor=anchors.name(index),
        link=anchors.link(index),
        classes=" ".join(classes),
        name=visible(change_name(change, options.lang)),
        numbers=_numbers(change, options.lang),
        path=visible(_path(change)),
        badges=_badges(change, options.lang),
        sides=None if first.level in CONTAINERS else _sides(change, options.lang),
        inline=inline(lines, lambda piece: anchors.moved(piece, options.lang), is_table=is_table(change)),
        rows=tuple(_columns(change, lines)),
        notes=_notes(change, options),
        topic=visible(first.text) if first.level in CONTAINERS else "",
        is_plain_heading=first.level in CONTAINERS and change.kind == "unchanged",
        sign=_sign(change, options.lang),
        kinds=" ".join(kind_names(change, options.lang)),
        gist=visible(gist(change)),
    )


def _notes(change: Change, options: RenderOptions) -> tuple[tuple[str, str], ...]:
    """Why the change is what it is, where that is asked for; what is in doubt has a class of its own."""
    told = change.evidence if options.verbose else ()
    return tuple(("doubt" if isinstance(one, Doubt) else "", visible(in_language(one, options.lang))) for one in told)


def _columns(change: Change, lines: Sequence[Line]) -> Iterator[tuple[Markup, Markup]]:
    """Both sides beside one another: line by line, of a change with a table whole."""
    tables = is_table(change) or any(isinstance(stretch, Table) for stretch in stretches(lines))
    for row in (tuple(lines),) if tables else rows_in(lines):
        yield column(row, "old", is_table=is_table(change)), column(row, "new", is_table=is_table(change))


def _sides(change: Change, lang: Lang) -> tuple[str, str]:
    """The names of both sides, each for its own column."""
    return visible(side_name(change.old, lang)), visible(side_name(change.new, lang))


def _numbers(change: Change, lang: Lang) -> tuple[tuple[str, str], ...]:
    """The names of both sides with the tag that marks them; one without a mark where both are the same."""
    old, new = visible(side_name(change.old, lang)), visible(side_name(change.new, lang))
    if old == new:
        return (("span", new),)
    return tuple((tag, name) for tag, name in (("del", old), ("ins", new)) if name)


def _path(change: Change) -> str:
    """Where a change that moved stood before, when that was in another chapter: 第二章 → 第三章."""
    if not (change.moved and change.old and change.new):
        return ""
    old, new = (place.path.rpartition("/")[0] for place in (change.old[0], change.new[0]))
    return f"{old} → {new}" if old != new and old and new else ""


def _badges(change: Change, lang: Lang) -> tuple[tuple[str, str, str], ...]:
    labels = LABELS[lang]
    names: list[str] = [] if change.kind == "unchanged" else [change.kind]
    names += [flag for flag in ("moved", "editorial") if getattr(change, flag) and change.kind != flag]
    types = [kind for kind in dict.fromkeys(fact.type for fact in change.facts) if kind != "reference"]
    kinds = tuple((f"b-{name}", f"show-{'editorial' if change.editorial else name}", labels[name]) for name in names)
    return kinds + tuple(("b-fact", f"fact-{kind}", labels[kind]) for kind in types)


def _sign(change: Change, lang: Lang) -> str:
    """The mark of the outline: a word of one character, which needs no colour."""
    if change.editorial:
        return LABELS[lang]["sign-editorial"]
    if change.kind != "unchanged":
        return LABELS[lang][f"sign-{change.kind}"]
    return LABELS[lang]["sign-moved"] if change.moved else LABELS[lang]["sign-renumbered"] if change.renumbered else ""


def _leads(index: int, changes: Sequence[Change]) -> bool:
    """Whether something below this heading changed, so that the heading is shown with it."""
    depth = _depth(changes[index])
    for change in changes[index + 1 :]:
        if (change.new or change.old)[0].level in CONTAINERS and _depth(change) <= depth:
            return False
        if is_visible(change):
            return True
    return False


def _depth(change: Change) -> int:
    return ("part", "subpart", "chapter", "section").index((change.new or change.old)[0].level)
