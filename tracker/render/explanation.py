"""A source beside what became of each of its lines, as text and as a page: ``tracker parse --explain``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from tracker.model import Lang
from tracker.parse.explained import ExplainedLine
from tracker.render.template_environment import environment
from tracker.render.visible_characters import visible
from tracker.wording.explaining import HEADINGS, became_name, rule_words

__all__ = ["explanation_page", "explanation_text"]

_NOISE: Final = frozenset(
    {"page-number", "running-head", "contents", "front-matter", "back-matter", "bullet", "markup"}
)
_HEADS: Final = frozenset({"title", "number", "heading"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """One line of a source as it is shown; ``kind`` are the classes that the page's style knows."""

    number: int
    text: str
    became: str
    place: str
    rule: str
    told: str
    kind: str


def _rows(lines: Sequence[ExplainedLine], lang: Lang) -> Iterator[_Row]:
    document = 0
    for line in lines:
        kinds = {
            "lost": line.became == "lost",
            "noise": line.became in _NOISE,
            "head": line.became in _HEADS,
            "goes-on": not line.begins,
            "told": bool(line.told),
            "begins": line.document not in (0, document),
        }
        document = line.document or document
        yield _Row(
            number=line.number,
            text=visible(line.text),
            became=became_name(line.became, lang),
            place=visible(" / ".join(line.path)),
            rule=rule_words(line.rule, lang),
            told=" ".join(line.told),
            kind=" ".join(name for name, applies in kinds.items() if applies),
        )


def explanation_text(lines: Sequence[ExplainedLine], lang: Lang) -> str:
    """One line for each of the source: its number, what it became and where, the rule, and its words."""
    out = []
    for row in _rows(lines, lang):
        goes_on = "↳ " if "goes-on" in row.kind.split() else ""
        told = f"  ! {row.told}" if row.told else ""
        place = f" [{row.place}]" if row.place else ""
        out.append(f"{row.number:>5}  {goes_on}{row.became}{place}  ← {row.rule}{told}\n       {row.text}\n")
    return "".join(out)


def explanation_page(lines: Sequence[ExplainedLine], title: str, lang: Lang) -> str:
    """The same as a page of HTML, the source beside what became of it."""
    lost = sum(line.became == "lost" for line in lines)
    noise = sum(line.became in _NOISE for line in lines)
    summary = (
        f"共{len(lines)}行；{noise}行不属于任何文件；{lost}行没有归处"
        if lang == "zh"
        else f"{len(lines)} lines; {noise} in no document; {lost} without a place"
    )
    template = environment().get_template("explain.html.j2")
    return template.render(
        title=visible(title), lang=lang, summary=summary, headings=HEADINGS[lang], rows=tuple(_rows(lines, lang))
    )
