"""What a reader should know of a parsed issue: odd numbering, contents that disagree, ragged tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from tracker.language.labels import label_like, ordinal
from tracker.language.titles import title_key
from tracker.model import (
    OUTLINE,
    ContentsEntry,
    Diagnostic,
    Document,
    Instrument,
    Noise,
    Provision,
    Severity,
    Span,
    walk,
)


def diagnose(document: Document) -> Iterator[Diagnostic]:
    """Everything to be said of one document."""
    who = document.doc_number or document.title
    for instrument in document.instruments:
        yield from _article_numbers(instrument, who)
        yield from _outline_numbers(instrument.body, who)
        for node in walk(instrument.body):
            if node.level == "table":
                yield from _ragged(node, who)


def _tell(severity: Severity, code: str, message: str, span: Span) -> Diagnostic:
    return Diagnostic(severity=severity, code=code, message=message, span=span)


def _article_numbers(instrument: Instrument, who: str) -> Iterator[Diagnostic]:
    """Articles number on through a whole instrument, chapters through a part."""
    nodes = list(walk(instrument.body))
    for level in ("article", "chapter"):
        if level == "chapter" and any(node.level == "part" for node in nodes):
            continue
        yield from _run([node for node in nodes if node.level == level], who, first_is_one=level == "chapter")


def _run(nodes: Sequence[Provision], who: str, *, first_is_one: bool) -> Iterator[Diagnostic]:
    """Duplicate and missing numbers of one run of labels."""
    places = [(ordinal(node.label or "") or (0, 0), node) for node in nodes]
    if not places:
        return
    seen: dict[tuple[int, int], Provision] = {}
    for place, node in places:
        if place in seen:
            yield _tell("warning", "numbering-duplicate", f"{who}：{node.label}重复出现", node.span)
        seen.setdefault(place, node)
    numbers = sorted({number for number, _ in seen})
    if numbers[-1] > len(numbers) * 2 + 10:
        return
    larger = _first_larger(places)
    for below, number in pairwise([0 if first_is_one or numbers[0] == 1 else numbers[0] - 1, *numbers]):
        for missing in range(below + 1, number):
            after = larger[missing]
            yield _tell(
                "warning", "numbering-missing", f"{who}：缺少{label_like(after.label or '', missing)}", after.span
            )


def _first_larger(places: Sequence[tuple[tuple[int, int], Provision]]) -> dict[int, Provision]:
    """For each number below the largest, the first provision with a larger one."""
    larger: dict[int, Provision] = {}
    reached = 0
    for (number, _), node in places:
        larger.update(dict.fromkeys(range(reached, number), node))
        reached = max(reached, number)
    return larger


def _outline_numbers(siblings: Sequence[Provision], who: str) -> Iterator[Diagnostic]:
    """Numbers that repeat or lack among the provisions of one level below one parent."""
    runs: dict[str, list[Provision]] = {}
    for node in siblings:
        if node.level in _NUMBERED:
            runs.setdefault(node.level, []).append(node)
    for level in sorted(runs):
        for before, after in pairwise(runs[level]):
            yield from _beside(before.label or "", after, who)
    for node in siblings:
        if node.children:
            yield from _outline_numbers(node.children, who)


_NUMBERED = OUTLINE | {"item", "subitem"}


def _beside(before: str, after: Provision, who: str) -> Iterator[Diagnostic]:
    """What is odd between two labels that follow one another: the same number again, or numbers left out."""
    label = after.label or ""
    low, high = ordinal(before), ordinal(label)
    if low is None or high is None:
        return
    if high == low:
        yield _tell("warning", "numbering-duplicate", f"{who}：{label}重复出现", after.span)
    for number in range(low[0] + 1, min(high[0], low[0] + 6)):
        yield _tell("warning", "numbering-missing", f"{who}：缺少{label_like(label, number)}", after.span)


def _ragged(table: Provision, who: str) -> Iterator[Diagnostic]:
    widths = Counter(len(row) for row in table.rows)
    common = widths.most_common(1)[0][0]
    odd = [i + 1 for i, row in enumerate(table.rows) if len(row) != common]
    if odd:
        rows = "、".join(str(i) for i in odd[:8])
        yield _tell("warning", "table-ragged", f"{who}：表格第{rows}行的单元格数与其他行（{common}格）不同", table.span)


def disagreements(
    entries: Sequence[ContentsEntry], documents: Iterable[tuple[Document, ContentsEntry | None]], contents: Span
) -> Iterator[Diagnostic]:
    """Where the contents list and the body differ."""
    answered: set[int] = set()
    for document, entry in documents:
        who = document.doc_number or document.title
        if entry is None:
            yield _tell("warning", "contents-lacks", f"目录中没有正文所载的{who}", document.span)
            continue
        answered.add(id(entry))
        if title_key(entry.title) != title_key(document.title) and not _abbreviates(entry.title, document.title):
            message = f"{who}：目录标题“{entry.title}”与正文标题“{document.title}”不一致"
            yield _tell("warning", "contents-title", message, document.span)
    for entry in entries:
        if id(entry) not in answered:
            name = entry.doc_number or entry.title
            yield _tell("warning", "contents-missing", f"目录所列{name}在正文中没有找到", contents)


def _abbreviates(short: str, full: str) -> bool:
    """某局等部门关于…, or 关于… alone, in the contents stands for all the bodies that the body's heading names."""
    bodies, of, subject = short.partition("关于")
    return ("等" in bodies or not bodies) and bool(of) and title_key(full).endswith(title_key(of + subject))


_MOST_NOISE = 0.15
"""Share of a source's characters (0–1) that stand in no document and are nothing to ask about."""

_PRINTERS = frozenset({"front-matter", "back-matter", "running-head", "page-number"})
"""Noise that is no text; a contents list is told as one, and markup is no words."""


def much_noise(text: str, noise: Sequence[Noise]) -> Iterator[Diagnostic]:
    """A warning where much of a source was taken for what the printer put around the texts."""
    spans = [item.span for item in noise if item.kind in _PRINTERS]
    share = sum(len("".join(text[a:b].split())) for a, b in spans) / (len("".join(text.split())) or 1)
    if share > _MOST_NOISE:
        message = f"全文{share:.0%}的文字未归入任何文件（封面、页眉页脚、版权页等），请核对"
        yield _tell("warning", "noise-share", message, max(spans, key=lambda span: span[1] - span[0]))
