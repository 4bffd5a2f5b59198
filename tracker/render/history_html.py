"""The history of provisions, and who wrote which words, as self-contained HTML pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from markupsafe import Markup, escape

from tracker.history.word_writers import share_of
from tracker.render.anchors import FreeNames, name_of
from tracker.render.markup import anchor_link, inline
from tracker.render.sides import lines_of
from tracker.render.tables import is_table
from tracker.render.template_environment import asset, environment, policy_for
from tracker.render.turn_words import (
    edition_name,
    heading_of,
    is_untouched,
    remarks_of,
    turns_told,
    turns_words,
    written_lines,
)
from tracker.render.visible_characters import visible
from tracker.wording.history import LABELS
from tracker.wording.reports import LABELS as WORDS
from tracker.wording.told import in_language

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tracker.history.compared_texts import Edition, Succession
    from tracker.history.life_turns import Life, Turn
    from tracker.history.word_writers import Written
    from tracker.model import Lang, Place
    from tracker.render.options import RenderOptions

SHADES = 7
"""Shades of the style sheet for editions after the first; a later one takes them again, and has its number beside."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionView:
    """A row of the list of editions: its number there, its shade, and what is known of it."""

    number: int
    shade: int
    name: str
    title: str
    date: str
    start: str
    characters: str
    share: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnView:
    """What one edition did: the words, the kinds for their colours, and the redlines."""

    number: int
    shade: int
    date: str
    name: str
    words: str
    kind: str
    doubts: tuple[str, ...]
    redlines: tuple[Markup, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvisionView:
    """A provision on a page: its anchor, its heading, and what is told of it."""

    anchor: str
    link: str
    name: str
    level: str
    since: str
    is_over: bool
    turns: tuple[TurnView, ...] = ()
    text: Markup = Markup("")  # noqa: RUF009 - an immutable string
    notes: tuple[str, ...] = ()


Links: TypeAlias = "Sequence[tuple[str, str]]"
"""Words and addresses that lead from a page to those around it, where it is one of a site."""


def history_page(
    work: str, told: Succession, lives: Sequence[Life], options: RenderOptions, *, links: Links = ()
) -> str:
    """A page of provisions, each with what every version did to it."""
    anchors = _anchors([life.place for life in lives])
    views = [_life(life, anchor, told, options.lang) for life, anchor in zip(lives, anchors, strict=True)]
    return _page("history.html.j2", work, told, options, provisions=views, links=links)


def blame_page(
    work: str, told: Succession, text: Sequence[Written], options: RenderOptions, *, links: Links = ()
) -> str:
    """A page of a text, every stretch of words shaded by the version that wrote it."""
    anchors = _anchors([one.place for one in text])
    views = [_written(one, anchor, told, options.lang) for one, anchor in zip(text, anchors, strict=True)]
    counts = share_of(text, len(told.editions))
    return _page("blame.html.j2", work, told, options, provisions=views, counts=counts, links=links)


def _page(  # noqa: PLR0913 - what both pages have
    template: str,
    work: str,
    told: Succession,
    options: RenderOptions,
    *,
    provisions: Sequence[ProvisionView],
    counts: Sequence[int] = (),
    links: Links,
) -> str:
    labels = LABELS[options.lang]
    return (
        environment()
        .get_template(template)
        .render(
            lang=options.lang,
            html_lang={"zh": "zh-CN", "en": "en"}[options.lang],
            text_lang=Markup("") if options.lang == "zh" else Markup(' lang="zh-CN"'),
            t=labels,
            policy=policy_for(_style()),
            style=_style(),
            work=visible(work),
            counted=labels["versions"].format(len(told.editions)),
            editions=[_edition(n, one, counts, options.lang) for n, one in enumerate(told.editions)],
            remarks=remarks_of(told, options.lang),
            provisions=provisions,
            links=links,
            around=WORDS[options.lang]["around"],
        )
    )


@cache
def _style() -> Markup:
    return Markup(asset("redline.css") + asset("history.css"))  # noqa: S704 - files of ours


def _edition(number: int, edition: Edition, counts: Sequence[int], lang: Lang) -> EditionView:
    labels = LABELS[lang]
    total = max(1, sum(counts))
    return EditionView(
        number=number + 1,
        shade=_shade(number),
        name=edition_name(edition),
        title=visible(edition.version.title),
        date=edition.version.date or "—",
        start=labels["from"].format(edition.start) if edition.start else "",
        characters=labels["characters"].format(counts[number]) if counts else "",
        share=labels["share"].format(counts[number] / total) if counts else "",
    )


def _shade(edition: int) -> int:
    return (edition - 1) % SHADES + 1 if edition else 0


def _anchors(places: Iterable[Place]) -> list[str]:
    """A name of its own for each provision on the page: its label where it is free."""
    names = FreeNames()
    return [names.take(name_of(place)) for place in places]


# --- the history ------------------------------------------------------------------------------------------------------


def _life(life: Life, anchor: str, told: Succession, lang: Lang) -> ProvisionView:
    found = list(turns_told(life))
    first = told.editions[found[0][0]]
    untouched = is_untouched(life) and len(told.editions) > 1
    return ProvisionView(
        anchor=anchor,
        link=anchor_link(anchor),
        name=heading_of(life.place, lang),
        level=life.place.level,
        since=LABELS[lang]["since"].format(edition_name(first)) if untouched else "",
        is_over=life.is_over,
        turns=tuple(_turn(life, edition, turns, told, lang) for edition, turns in found),
    )


def _turn(life: Life, edition: int, turns: Sequence[Turn], told: Succession, lang: Lang) -> TurnView:
    one = told.editions[edition]
    changes = [turn.change for turn in turns if turn.change is not None and turn.change.kind != "unchanged"]
    return TurnView(
        number=edition + 1,
        shade=_shade(edition),
        date=one.version.date or "—",
        name=edition_name(one),
        words=turns_words(turns, life, lang),
        kind=turns[0].kinds[0],
        doubts=tuple(visible(in_language(turn.doubt, lang)) for turn in turns if turn.doubt is not None),
        redlines=tuple(
            inline(lines_of(change), _nowhere, is_table=is_table(change)) for change in dict.fromkeys(changes)
        ),
    )


def _nowhere(_: object) -> None:
    """Where a moved piece went: this page has no place of its own for that."""


# --- who wrote what ---------------------------------------------------------------------------------------------------


def _written(one: Written, anchor: str, told: Succession, lang: Lang) -> ProvisionView:
    labels = LABELS[lang]
    renamed = labels["numbered"].format(edition_name(told.editions[one.numbered]))
    doubts = (
        f"{edition_name(told.editions[edition])}: {visible(in_language(why, lang))}" for edition, why in one.doubts
    )
    return ProvisionView(
        anchor=anchor,
        link=anchor_link(anchor),
        name=visible(one.place.label or heading_of(one.place, lang)),
        level=one.place.level,
        since=renamed if one.numbered and one.place.label else "",
        is_over=False,
        text=Markup("").join(_paragraph(line, told, lang) for line in written_lines(one.stretches)),
        notes=tuple(map(visible, doubts)),
    )


def _paragraph(line: Sequence[tuple[int, str]], told: Succession, lang: Lang) -> Markup:
    return Markup("<p>{}</p>").format(Markup("").join(_words(edition, text, told, lang) for edition, text in line))


def _words(edition: int, text: str, told: Succession, lang: Lang) -> Markup:
    """Words with the shade and the number of their edition; those of the first edition are plain."""
    words = escape(visible(text).replace("\t", "　"))
    if not edition:
        return words
    version = told.editions[edition].version
    by = LABELS[lang]["written-by"].format(" ".join(filter(None, (version.date, edition_name(told.editions[edition])))))
    return Markup('<span class="by e{}" title="{}">{}<sup>{}</sup></span>').format(
        _shade(edition), by, words, edition + 1
    )
