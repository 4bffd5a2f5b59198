"""Blocks → provisions: articles with their 款 项 目, outlines by their markers, containers, tables."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tracker.language.document_kinds import KIND, RULE_KIND
from tracker.language.patterns import regex
from tracker.language.sentence_ends import complete
from tracker.model import CONTAINERS, OUTLINE, Level, Provision
from tracker.parse.document.captions import split_heading
from tracker.parse.document.deep_labels import style_of
from tracker.parse.document.gathering import LEVEL_ORDER, LONGEST_HEADING, Block

_RANK: dict[str, int] = {level: rank for rank, level in enumerate(LEVEL_ORDER)}
_BELOW = 0.25
"""How far below what it stands in a label without a rank of its own is: above the next level that has one."""

_RANK |= {"item": _RANK["outline2"], "subitem": _RANK["outline3"]}
_BELOW_ARTICLE: dict[str, Level] = {
    "outline1": "item",
    "outline2": "item",
    "outline3": "subitem",
    "outline4": "subitem",
    "outline5": "subitem",
}


@dataclass(slots=True)
class Node:
    """A provision under construction."""

    level: Level
    start: int
    end: int
    label: str | None = None
    number: int = 0
    heading: str | None = None
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    children: list[Node] = field(default_factory=list)
    rank: float = 99
    style: str = ""
    """Of a label below (1), what those of its run have in common."""

    def freeze(self) -> Provision:
        """The finished value; an article with several 款 has them all as children, the first with its items."""
        children = _paragraphs(self) if self.level == "article" else self.children
        first_moved = children is not self.children
        frozen = tuple(child.freeze() for child in children)
        return Provision(
            level=self.level,
            span=(self.start, max([self.end, *(child.span[1] for child in frozen)])),
            label=self.label,
            heading=self.heading,
            text="" if first_moved else self.text,
            children=frozen,
            rows=self.rows,
        )


def _paragraphs(article: Node) -> list[Node]:
    """The 款 of an article where it has several: items stand below the 款 that introduces them."""
    if not article.text or not any(child.level == "paragraph" for child in article.children):
        return article.children
    first = Node("paragraph", article.start, article.end, text=article.text)
    paragraphs = [first]
    for child in article.children:
        if child.level in ("paragraph", "table"):
            paragraphs.append(child)
        else:
            paragraphs[-1].children.append(child)
    return paragraphs


def build(blocks: Sequence[Block]) -> tuple[Provision, ...]:
    """The tree of provisions of an instrument's body."""
    builder = _Builder(blocks)
    for i in range(len(blocks)):
        builder.take(i)
    return tuple(node.freeze() for node in builder.roots)


class _Builder:
    def __init__(self, blocks: Sequence[Block]) -> None:
        self.blocks = blocks
        self.roots: list[Node] = []
        self.open: list[Node] = []
        self.article_lists = dict(_articles_with_items(blocks))
        self.labelled = [i for i, block in enumerate(blocks) if block.label]
        self.levels = {block.label.level for block in blocks if block.label}

    def take(self, i: int) -> None:
        """Put block ``i`` where it belongs."""
        block = self.blocks[i]
        if block.rows:
            self._put(Node("table", block.start, block.end, rows=tuple(block.rows)), self._holder_of_table())
        elif block.label is None and self._is_unnumbered(i):
            self._heading(block)
        elif block.label is not None:
            self._labelled(i, block)
        else:
            self._unlabelled(i, block)

    def _labelled(self, i: int, block: Block) -> None:
        label = block.label
        assert label is not None  # noqa: S101 - the caller has looked
        level: Level = label.level
        style = style_of(label.text) if level == "outline5" else ""
        rank: float = self._rank_below(i, style) if style else _RANK[level]
        if level == "outline1" and self._heads_articles(i):
            rank = _RANK["article"] - 1
        elif level in _BELOW_ARTICLE and self._article():
            inside = self._level_in_article(level)
            rank = rank if level in ("outline4", "outline5") else _RANK[inside]
            level = inside
        node = Node(level, block.start, block.end, label.text, label.number, rank=rank, style=style)
        node.heading, node.text = split_heading(level, block.text)
        while self.open and self.open[-1].rank >= node.rank:
            self.open.pop()
        self._put(node, self.open[-1] if self.open else None)
        self.open.append(node)

    def _rank_below(self, i: int, style: str) -> float:
        """The rank of ① or A.: that of its run, which the first of it takes right below what it stands in.

        Where it stands in nothing, it is over what the next label begins below it, and below all else.
        """
        beside = next((node.rank for node in reversed(self.open) if node.style == style), None)
        if beside is not None:
            return beside
        if self.open:
            return self.open[-1].rank + _BELOW
        after = next((block.label for block in self._following(i)), None)
        holds = after is not None and after.level in OUTLINE and after.level != "outline5" and after.number == 1
        return _RANK["article"] + _BELOW if holds else _RANK["outline5"]

    def _is_unnumbered(self, i: int) -> bool:
        """Whether a line is the heading of a part or chapter without number: 附则 over articles, 序言 before them."""
        following = self.blocks[i + 1] if i + 1 < len(self.blocks) else None
        if following is None or following.rows or self.blocks[i].text not in _UNNUMBERED:
            return False
        if following.label is not None:
            return following.label.level in ("article", *CONTAINERS)
        return not self.roots and any(block.label.level in CONTAINERS for block in self._following(i) if block.label)

    def _heading(self, block: Block) -> None:
        """Open the unnumbered part or chapter: it ranks with the highest that the text has."""
        level: Level = "part" if "part" in self.levels else "chapter"
        self.open.clear()
        node = Node(level, block.start, block.end, heading=block.text, rank=_RANK[level])
        self.roots.append(node)
        self.open.append(node)

    def _heads_articles(self, i: int) -> bool:
        """Whether 一、 is a heading over articles, as in judicial interpretations: an article follows it."""
        following = self.blocks[i + 1].label if i + 1 < len(self.blocks) else None
        return following is not None and following.level == "article" and not complete(self.blocks[i].text)

    def _level_in_article(self, level: Level) -> Level:
        """(一) is a 项; 1. a 目, or a 项 where the article has no (一)."""
        article = self._article()
        if level == "outline3" and article is not None and not self.article_lists.get(article.start):
            return "item"
        return _BELOW_ARTICLE[level]

    def _article(self) -> Node | None:
        return next((node for node in self.open if node.level == "article"), None)

    def _put(self, node: Node, parent: Node | None) -> None:
        (parent.children if parent else self.roots).append(node)

    def _holder_of_table(self) -> Node | None:
        return self._article() or (self.open[-1] if self.open else None)

    def _unlabelled(self, i: int, block: Block) -> None:
        article = self._article()
        if article is None and (not self.open or (_closes(block.text) and not self._awaits_text())):
            self.open.clear()
            self.roots.append(Node("paragraph", block.start, block.end, text=block.text))
            return
        holder = self._holder_in_article(i, article) if article else self._holder_in_outline(i)
        if holder.level in ("article", *OUTLINE) and not holder.text and not holder.children and not holder.heading:
            holder.text = block.text
            holder.end = block.end
            return
        if holder is article and not holder.children and _is_topic(holder) and complete(block.text):
            holder.heading, holder.text, holder.end = holder.text, block.text, block.end
            return
        self._put(Node("paragraph", block.start, block.end, text=block.text), holder)

    def _following(self, i: int) -> Iterator[Block]:
        """The labelled blocks behind block ``i``."""
        places = range(bisect_right(self.labelled, i), len(self.labelled))
        return (self.blocks[self.labelled[k]] for k in places)

    def _awaits_text(self) -> bool:
        """Whether the last provision is a heading whose text is still to come."""
        last = self.open[-1]
        return last.heading is not None and not last.text and not last.children

    def _holder_in_article(self, i: int, article: Node) -> Node:
        """Paragraphs between items belong to the item before; those after the last item to the article."""
        last = self.open[-1]
        if last is article or _CIRCLED.match(self.blocks[i].text):
            return last
        item = next((node for node in self.open if node.level in ("item", "subitem")), last)
        following = next(self._following(i), None)
        goes_on = (
            following is not None
            and following.label is not None
            and following.label.level in OUTLINE
            and following.label.number == item.number + 1
        )
        return last if goes_on or _is_caption(last) or _siblings_hold_text(article, item) else article

    def _holder_in_outline(self, i: int) -> Node:
        """A paragraph belongs to the provision before it, but after a plain list to what the list belongs to."""
        last = self.open[-1]
        parent = self.open[-2] if len(self.open) > 1 else None
        if last.level not in OUTLINE or parent is None or last.number == 1 or parent.level in CONTAINERS:
            return last  # a chapter has no text of its own behind its provisions
        following = next(self._following(i), None)
        if following is not None and following.label and following.label.number == last.number + 1:
            return last
        listed = not last.children and all(
            _is_list_entry(child) for child in parent.children if child.rank == last.rank
        )
        return parent if listed else last


_UNNUMBERED = frozenset({"序言", "前言", "引言", "总则", "总纲", "分则", "附则"})
_CIRCLED = regex("[①-⑳⑴-⒇]")
"""Numbers below 目, which have no level of their own."""


def _siblings_hold_text(article: Node, item: Node) -> bool:
    """Whether every item of the article before this one has paragraphs of its own, so that the last one has too."""
    before = [child for child in article.children if child.level == item.level and child is not item]
    return len(before) > 0 and all(child.children and child.children[0].level == "paragraph" for child in before)


def _is_caption(item: Node) -> bool:
    """Whether an item is only the heading of the paragraphs below it."""
    return (
        item.heading is None and len(item.text) <= LONGEST_HEADING and re.fullmatch(r"[\w、“”]+", item.text) is not None
    )


_TOPIC_LINE = regex(r"[\w、]{2,14}(?<![^目标]的)|[(（【［][^()（）【】［］。]{1,30}[)）】］]")


def _is_topic(article: Node) -> bool:
    """Whether an article's line is its heading, its text standing in the next paragraph: 第一条 目的依据."""
    return article.heading is None and _TOPIC_LINE.fullmatch(article.text) is not None


def _is_list_entry(node: Node) -> bool:
    """An entry of a plain list: one short line, no run-in heading with text after it."""
    text = f"{node.heading or ''}{node.text}"
    return (
        not node.children
        and not (node.heading and node.text)
        and len(text) <= LONGEST_HEADING
        and text.count("。") <= 1
    )


def _articles_with_items(blocks: Sequence[Block]) -> Iterator[tuple[int, bool]]:
    """For each article (by its offset), whether it has items of the form (一)."""
    current: int | None = None
    for block in blocks:
        if block.label is None:
            continue
        if block.label.level == "article":
            current = block.start
        elif block.label.level in CONTAINERS:
            current = None
        elif block.label.level in ("outline1", "outline2") and current is not None:
            yield current, True


_CLOSING = regex(
    rf"特此(?:{KIND}|函复)|"
    rf"(?:本|以上|上述)[^，。；]{{1,16}}自[^。]{{2,30}}(?:起)?(?:施行|实施|执行|生效)|"
    rf"以上(?:政策|{RULE_KIND})[^。]{{0,30}}(?:适用|由)"
)


def _closes(text: str) -> bool:
    """A paragraph that speaks for the whole instrument: 特此通知, 本通告自…起执行."""
    return _CLOSING.match(text) is not None
