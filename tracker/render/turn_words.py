"""What a version did to a provision, in words: 修改, 移（原第六条）, 拆分自第六条."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from tracker.model import CONTAINERS
from tracker.render.titles import side_name
from tracker.render.visible_characters import visible
from tracker.wording.history import LABELS
from tracker.wording.told import in_language

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tracker.history.compared_texts import Edition, Succession
    from tracker.history.life_turns import Life, Turn, TurnKind
    from tracker.history.word_writers import Stretch
    from tracker.model import Lang, Place


def turns_words(turns: Sequence[Turn], life: Life, lang: Lang) -> str:
    """What one version did to a provision; where it was several then, or is now, each of them is named."""
    if sum(turn.edition == turns[0].edition for turn in life.turns) == 1:
        return visible(_said(turns[0], lang, as_now=_name(turns[0], lang) == side_name((life.place,), lang)))
    colon = "：" if lang == "zh" else ": "
    return visible("；".join(f"{_name(turn, lang)}{colon}{_said(turn, lang, as_now=True)}" for turn in turns))


def _name(turn: Turn, lang: Lang) -> str:
    return side_name(turn.after or turn.before, lang)


def _said(turn: Turn, lang: Lang, *, as_now: bool) -> str:
    """The words of a turn; ``as_now`` says that its new number need not be told."""
    kinds = ("、" if lang == "zh" else ", ").join(
        _words(turn, kind, lang) for kind in turn.kinds if kind != "renumbered"
    )
    if "renumbered" not in turn.kinds:
        return kinds
    old = side_name(turn.before, lang)
    labels = LABELS[lang]
    way = labels["renumbered"].format(old) if as_now else labels["renumbered-to"].format(_name(turn, lang), old)
    return "、".join(filter(None, (kinds, way))) if lang == "zh" else ", ".join(filter(None, (kinds, way)))


def _words(turn: Turn, kind: TurnKind, lang: Lang) -> str:
    labels = LABELS[lang]
    old = turn.change.old if turn.change else ()
    match kind:
        case "split":
            into = len(turn.after) > 1
            return labels["split-into" if into else "split-from"].format(side_name(turn.after if into else old, lang))
        case "merged":
            return labels[kind].format(side_name(old, lang))
        case "restructured":
            return labels[kind].format(side_name(turn.before, lang))
        case _:
            return labels[kind]


def turns_told(life: Life) -> Iterator[tuple[int, tuple[Turn, ...]]]:
    """By edition what happened to a provision: the first time, and what is more than nothing."""
    for edition in dict.fromkeys(turn.edition for turn in life.turns):
        own = tuple(turn for turn in life.turns if turn.edition == edition and turn.is_told)
        if own:
            yield edition, own


def is_untouched(life: Life) -> bool:
    """Whether a provision reads today as it read when it came."""
    return not life.is_over and sum(turn.is_told for turn in life.turns) <= 1


def edition_name(edition: Edition) -> str:
    """An edition in one phrase: its number, else its title, and its date."""
    version = edition.version
    return visible(version.doc_number or version.title or version.ref)


def remarks_of(told: Succession, lang: Lang) -> tuple[str, ...]:
    """What a reader must know first: of the whole, of how each text was made, and of each comparison."""
    made = (remark for edition in told.editions for remark in edition.remarks)
    lines = [in_language(remark, lang) for remark in (*told.remarks, *made)]
    colon = "：" if lang == "zh" else ": "
    for n, step in enumerate(told.steps):
        way = f"{edition_name(told.editions[n])} → {edition_name(told.editions[n + 1])}"
        lines += [f"{way}{colon}{in_language(remark, lang)}" for remark in step.remarks]
    return tuple(visible(line) for line in lines)


def written_lines(stretches: Iterable[Stretch]) -> list[list[tuple[int, str]]]:
    """The lines of a text, each as (edition, words); neighbours of one edition together."""
    lines: list[list[tuple[int, str]]] = [[]]
    for edition, run in groupby(stretches, key=lambda one: one.edition):
        first, *others = "".join(one.text for one in run).split("\n")
        if first:
            lines[-1].append((edition, first))
        lines += [[(edition, words)] if words else [] for words in others]
    return lines


def heading_of(place: Place, lang: Lang) -> str:
    """What a provision is headed by: its label, and of a chapter its name too."""
    name = side_name((place,), lang)
    topic = place.text.partition("\n")[0] if place.level in CONTAINERS else ""
    return visible(f"{name}　{topic}" if topic else name)
