"""What a change, a version and a fact are called in a report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.compare.change_texts import joined
from tracker.compare.facts.cell_names import CELL, in_row
from tracker.language.numerals import HAN_NUMBER, han_to_int
from tracker.language.patterns import regex
from tracker.render.visible_characters import visible
from tracker.wording.reports import ARROWS, EVENTS, LABELS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracker.model import Change, Effect, Fact, Lang, Place, Version

_TERM = regex(rf"([0-9]{{1,4}}|{HAN_NUMBER})(个?月|年|日|天)")
_ANNEX = regex("附(?:件|表|录|则表|图)")
_SIGNS = {"up": 1, "down": -1}
_UNITS = {"个月": "month", "月": "month", "年": "year", "日": "day", "天": "day"}


def place_name(place: Place, lang: Lang) -> str:
    """The label of a provision, or what it is where it has none: 第六条, 署名; below an annex 附件2/一、."""
    name = place.label or LABELS[lang]["date-line" if place.level == "date" else place.level]
    above = place.path.partition("/")[0]
    return f"{above}/{name}" if above != name and _ANNEX.match(above) else name


def side_name(places: Sequence[Place], lang: Lang) -> str:
    """The provisions of one side: 第六条, 第六条至第八条 for three and more in a row, else joined."""
    names = tuple(dict.fromkeys(place_name(place, lang) for place in places))
    return ("、" if lang == "zh" else ", ").join(names)


def change_name(change: Change, lang: Lang) -> str:
    """What a change is called: 第六条, or 第六条 → 第七条 where the number is another one."""
    old, new = side_name(change.old, lang), side_name(change.new, lang)
    if not old or not new:
        return old or new
    return new if old == new else f"{old} → {new}"


def kind_names(change: Change, lang: Lang) -> tuple[str, ...]:
    """The kind and the flags of a change, for people: 修改, 移动."""
    labels = LABELS[lang]
    names = [labels[change.kind]] if change.kind != "unchanged" or not (change.moved or change.renumbered) else []
    flags = (("moved", change.moved), ("renumbered", change.renumbered), ("editorial", change.editorial))
    return (*names, *(labels[flag] for flag, is_set in flags if is_set))


def version_name(version: Version) -> str:
    """A version in one phrase: its number, else its date, else how it was named, without the folders of a path."""
    return version.doc_number or version.date or source_name(version)


def version_facts(version: Version, lang: Lang) -> tuple[tuple[str, str], ...]:
    """What is known of a version, as (label, value): number, date, issuers, force, source, fingerprint."""
    labels = LABELS[lang]
    facts = (
        ("number", version.doc_number),
        ("dated", version.date),
        ("issuers", ("、" if lang == "zh" else ", ").join(version.issuers)),
        ("in-force", force_name(version.effective, lang)),
        ("source", source_name(version)),
        ("fingerprint", f"SHA-256 {version.sha256[:16]}…" if version.sha256 else None),
    )
    return tuple((labels[name], visible(value)) for name, value in facts if value)


def source_name(version: Version) -> str:
    """How a version was named, without the folders of a path: no report tells where on a machine a file lay."""
    path, mark, fragment = version.ref.partition("#")
    name = path.replace("\\", "/").rpartition("/")[2]
    return f"{name}{mark}{fragment}"


def force_name(effect: Effect | None, lang: Lang) -> str:
    """When a version holds: 自2025-06-30起，至2026-12-31; 自印发之日起，有效期3年."""
    labels = LABELS[lang]
    if effect is None or not (effect.start or effect.until):
        return labels["unknown"]
    start = labels["from"].format(event_name(effect.start, lang)) if effect.start else ""
    end = _end_name(effect.until, lang) if effect.until else ""
    return ("，" if lang == "zh" else " ").join(part for part in (start, end) if part)


def event_name(day: str, lang: Lang) -> str:
    """A day as it is printed: 2025-06-30; or 印发之日, in English the date of issue."""
    return day if lang == "zh" else EVENTS.get(day, day)


def _end_name(until: str, lang: Lang) -> str:
    if "-" in until:
        return LABELS[lang]["until"].format(until)
    return LABELS[lang]["for"].format(until if lang == "zh" else term_name(until))


def note_name(note: str) -> str:
    """In English how a day was found: 印发之日, 公布之日起30日后, 有效期3年, 有效期合计3年."""
    if note.startswith("有效期"):
        joint = note.startswith("有效期合计")
        return f"for {term_name(note.removeprefix('有效期').removeprefix('合计'))}{' in all' if joint else ''}"
    event, _, later = note.partition("起")
    named = event_name(event, "en")
    return f"{term_name(later.removesuffix('后'))} after {named}" if later else named


def term_name(term: str) -> str:
    """A term in English: 3年 is 3 years; as printed where it is no plain number of units."""
    match = _TERM.fullmatch(term)
    count = match and (int(match[1]) if match[1].isdigit() else han_to_int(match[1]))
    if not match or not count:
        return term
    unit = _UNITS[match[2]]
    return f"{count} {unit}" if count == 1 else f"{count} {unit}s"


def value_words(change: Change, fact: Fact, lang: Lang) -> str:
    """A fact in one line: 金额: 50万元 → 80万元 ↑ 提高; a cell of a table with what names its row and column."""
    cell = cell_of(change, fact)
    values = f"{fact.old or '—'} → {fact.new or '—'} {direction_name(fact, lang)}".rstrip()
    return visible(f"{LABELS[lang][fact.type]}: {cell}{'：' if cell else ''}{values}")


def cell_of(change: Change, fact: Fact) -> str:
    """What names the cell of a table that a fact stands in; nothing where it stands in words."""
    side, places = (0, change.old) if fact.at[1] is None else (1, change.new)
    if fact.at == (None, None) or not any(CELL in place.text for place in places):
        return ""
    return fact.subject if in_row(joined(places), fact.at[side] or 0) else ""


def direction_name(fact: Fact, lang: Lang) -> str:
    """Where a value or duty went, in the word of its kind: ↑ 提高 of an amount, ↑ 延长 of a time.

    With how much, where both values are numbers of one unit.
    """
    if fact.direction is None:
        return ""
    extent = _extent(fact, lang)
    labels = LABELS[lang]
    kind = "frequency" if fact.type == "duration" and (fact.new or "").startswith("每") else fact.type
    word = labels.get(f"{kind}-{fact.direction}", labels[fact.direction])
    return f"{ARROWS[fact.direction]} {word}{f' {extent}' if extent else ''}"


def _extent(fact: Fact, lang: Lang) -> str:
    """By how much a value changed: +100%, or +5 个百分点 for a percentage; nothing that its direction contradicts.

    (每半年 → 每季度 is shorter although its value, how often, is more.)
    """
    old, new = fact.old_value, fact.new_value
    if isinstance(old, str) or isinstance(new, str) or not old or new is None or fact.type == "date":
        return ""
    if fact.direction in _SIGNS and (new - old) * _SIGNS[fact.direction] <= 0:
        return ""
    if fact.type == "percentage" and not (fact.new or "").endswith("倍"):
        return f"{(new - old) * 100:+.4g}{LABELS[lang]['points']}"
    return f"{(new - old) / old:+.0%}"
