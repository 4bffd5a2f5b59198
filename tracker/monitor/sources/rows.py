"""Which links of a page are the rows of its list: those that stand alike, carry dates and lead to documents.

A page of a government site holds navigation, side columns, related readings and links to other governments besides its
list; a crawler that took ``ul li`` stored 74 links, friends' sites among them. The rows of the list are told by what
they have and the others lack: a day of publication, an address of the content system's own form, a title's length.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from tracker.language.patterns import regex
from tracker.monitor.sources.labels import words_of_row
from tracker.monitor.sources.markup import Node, ancestors, attribute, text_of, tight
from tracker.monitor.sources.row_words import COMMAND, day_in, day_in_address, issue_in, number_in, short_day
from tracker.monitor.web_addresses import host_of, identity, joined

_DOCUMENT: Final = regex(
    r"/t\d{8}_\d+|/art/\d{4}/\d{1,2}/\d{1,2}/|art_\d+_|/(?:content|post|c|ARTI|info)[_/]?\w*\d{4,}|content_\d+|post_\d+"
    r"|/\d{12,}|/[0-9a-f]{30,32}(?:\.|/|$)|/[0-9a-f]{8}-[0-9a-f]{4}-|/\d{4}-?\d{2}/\d{2}/|/\d{4}/\d{1,2}/\d{1,2}/|/\d{4,}\.s?html?$"
    r"|[?&](?:id|docId|articleId|infoId|aid|newsid|key)=\w{3,}|/20\d{2}n?/[a-z]?\d+[a-z]?/|/issue[_/]?\d+|/Details/\w+",
    re.IGNORECASE,
)
"""The forms that content systems give the address of a document."""
FILE: Final = regex(
    r"\.(?:pdf|docx?|wps|xlsx?|et|ofd|pptx?|rtf|zip|rar|7z|ceb|txt)(?:$|[?#])|downfile\.jsp|/download(?:File)?[/?.]",
    re.IGNORECASE,
)
"""Addresses of files to be downloaded."""
_AROUND: Final = regex(
    r"(?:[a-z]+[-_]?)?(?:nav|navbar|navi|navigation|menu|submenu|breadcrumbs?|crumbs?|mbx|dqwz|footer|foot|copyright|sidebar|"
    r"yqlj|xgwj|xgjd|pagination|pager)(?:[-_]?\d*)|"
    r"(?:side|aside|links?|friend[-_]?links?|share|related|recommend|hot|rank\w*|top_?nav|head|header|login|search|pages?|tools?|"
    r"years?|tabs?|banner|position|location)",
    re.IGNORECASE,
)
"""Whole names of classes and ids that stand around a list: page is a pager, page-content is not."""
_AROUND_HEADING: Final = regex(
    r"友情链接|相关链接|网站导航|热点|热门|排行|相关(?:文件|解读|阅读|新闻|信息)|推荐|解读|专题|快速(?:通道|导航)|常用"
)
_AROUND_TAGS: Final = frozenset({"nav", "footer", "aside", "header"})
_ONCLICK: Final = regex(r"""['"]((?:https?:)?/{0,2}[^'"\s]{4,400})['"]""")
_MORE: Final = regex(r"更多|more|返回.*|首页|上一页|下一页|尾页|末页|打印|关闭", re.IGNORECASE)
_YEAR_ONLY: Final = regex(r"(?:19|20)\d\d年?")
_ROW_TAGS: Final = frozenset(
    "li tr dd dt p div a article section td span h1 h2 h3 h4 h5 b strong em font i".split()  # noqa: SIM905 - readable so
)
"""What a row, or a part of one, is; a list or a table around it is not."""
LEAST: Final = 3.0
"""What a row of a list scores on average, at the least."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A link with what stands around it: its element, the address it leads to, its place's signature, its words."""

    link: Node
    element: Node
    url: str
    signature: str
    words: str
    score: float


def address_of(link: Node, base: str) -> str | None:
    """Where a link leads, by its reference or by what a click does; ``None`` for what is no page."""
    reference = attribute(link, "href").strip()
    if reference and not reference.lower().startswith(("javascript:", "mailto:", "tel:", "#", "data:", "vbscript:")):
        return joined(base, reference)
    code = attribute(link, "onclick") or (reference if reference.lower().startswith("javascript:") else "")
    found = _ONCLICK.search(code)
    if found and re.search(r"[/.]", found[1]):
        return joined(base, found[1])
    return None


def rows_of(root: Node, base: str, selector: str | None = None, *, all_groups: bool = False) -> tuple[Row, ...]:
    """The rows of the list of a page, in its order; empty where there is none.

    ``selector`` names the links as a person chose them. With ``all_groups`` every group of rows counts that announces
    documents, not the best alone: the page of an issue has one under each heading.
    """
    if selector:
        links = [node for chosen in root.css(selector) for node in ([chosen] if chosen.tag == "a" else chosen.css("a"))]
        page = _Page(base, _targets(links, base), _Around({}))
        return _once(row for link in links if (row := _row(link, page, chosen=True)) is not None)
    links = root.css("a")
    page = _Page(base, _targets(links, base), _Around({}))
    rows = [row for link in links if (row := _row(link, page)) is not None]
    return _once(_filtered(_good_rows(rows) if all_groups else _best_group(rows)))


def _targets(links: Sequence[Node], base: str) -> dict[int, set[str]]:
    """Where the links below each element lead (by ``mem_id``); of many places two, which is as good as many."""
    targets: defaultdict[int, set[str]] = defaultdict(set)
    for link in links:
        address = address_of(link, base)
        for node in (link, *ancestors(link)) if address else ():
            known = targets[node.mem_id]
            if len(known) > 1 or address in known:  # and so do the elements around it
                break
            known.add(address or "")
    return targets


class _Page(NamedTuple):
    """What all rows of a page are judged by: its address, where the links below each element lead, what is beside."""

    base: str
    targets: Mapping[int, set[str]]
    around: _Around


def _row(link: Node, page: _Page, *, chosen: bool = False) -> Row | None:
    url = address_of(link, page.base)
    if url is None or identity(url) == identity(page.base):
        return None
    title = attribute(link, "title") or text_of(link)
    if not tight(title) or (not chosen and (_MORE.fullmatch(tight(title)) or _YEAR_ONLY.fullmatch(tight(title)))):
        return None
    element = _row_element(link, page.targets)
    words = words_of_row(element)
    if COMMAND.fullmatch(tight(title)):
        if not (FILE.search(url) or _DOCUMENT.search(url)):
            return None
        title = words
    row = Row(link=link, element=element, url=url, signature=_signature(element), words=words, score=0.0)
    return replace(row, score=_score(row, page, title))


def _row_element(link: Node, targets: Mapping[int, set[str]]) -> Node:
    """The largest element around a link in which no other link leads elsewhere: a row of the list."""
    row = link
    for above in ancestors(link):
        if above.tag not in _ROW_TAGS or len(targets[above.mem_id]) > 1:
            break
        row = above
    return row


def _signature(element: Node) -> str:
    """Where a row stands: the elements around it with their classes.

    Of an item of a list its own class does not count (the first and the pinned have theirs); of another element its
    first one does: a foot and a list may be neighbours.
    """
    own = "" if element.tag in {"li", "dd", "dt", "tr"} else f".{attribute(element, 'class').strip().partition(' ')[0]}"
    parts = [f"{element.tag}{own}"]
    parts += [
        f"{above.tag}.{attribute(above, 'class').strip()}#{attribute(above, 'id').strip()}"
        for above in ancestors(element)
    ]
    return ">".join(parts)


def _score(row: Row, page: _Page, title: str) -> float:
    """How much a row looks like one that announces a document."""
    score = 0.0
    has_day = day_in(row.words) is not None or short_day(row.words) is not None
    score += 3.0 if has_day else 0.0
    score += 2.0 if _DOCUMENT.search(row.url) or FILE.search(row.url) else 0.0
    score += 2.0 if not has_day and number_in(row.words) else 0.0
    score += 2.0 if issue_in(title) is not None else 0.0
    score += 1.0 if len(tight(title)) > 7 else -0.5  # noqa: PLR2004 - characters of the shortest titles
    score += 0.5 if day_in_address(row.url) else 0.0
    score += 1.0 if _is_below(row.url, page.base) else 0.0
    score -= 6.0 if page.around.has(row.element) else 0.0
    is_root = row.url.split("://", 1)[-1].rstrip("/").count("/") == 0
    score -= 3.0 if is_root else 0.0
    score -= 1.0 if host_of(row.url) != host_of(page.base) else 0.0
    return score


def _is_below(url: str, base: str) -> bool:
    folder = base.split("?", 1)[0].rpartition("/")[0]
    return url.split("://", 1)[-1].startswith(folder.split("://", 1)[-1] + "/")


class _Around(NamedTuple):
    """What stands around a list, of one page; an element is looked at once for all rows in it (by ``mem_id``)."""

    known: dict[int, bool]

    def has(self, element: Node) -> bool:
        """Whether a row stands in navigation, a foot, a side column, or under the heading of one."""
        passed: list[int] = []
        found = False
        for above in (element, *ancestors(element)):
            told = self.known.get(above.mem_id)
            if told is None:
                passed.append(above.mem_id)
            found = told if told is not None else _is_beside(above)
            if found or told is not None:
                break
        self.known.update(dict.fromkeys(passed, found))
        return found


def _is_beside(element: Node) -> bool:
    """Whether an element is navigation, a foot, a side column, or stands under the heading of one."""
    if element.tag in _AROUND_TAGS:
        return True
    names = (*attribute(element, "class").split(), attribute(element, "id"))
    if element.tag in {"div", "ul", "section", "dl", "ol"} and any(_AROUND.fullmatch(name) for name in names):
        return True
    return element.tag in {"ul", "div", "ol", "dl"} and _heading_before(element)


def _heading_before(element: Node) -> bool:
    """Whether the element right before is a heading that names what stands beside a list."""
    before = element.prev
    while before is not None and not before.is_element_node:
        before = before.prev
    if before is None or before.tag not in {"h1", "h2", "h3", "h4", "h5", "div", "p", "dt", "strong", "b"}:
        return False
    heading = text_of(before)
    return len(heading) <= 12 and bool(_AROUND_HEADING.search(heading))  # noqa: PLR2004 - a heading is short


def _good_rows(rows: Sequence[Row]) -> list[Row]:
    groups: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row.signature].append(row)
    good = {name for name, group in groups.items() if sum(row.score for row in group) >= LEAST * len(group)}
    return [row for row in rows if row.signature in good]


def _best_group(rows: Sequence[Row]) -> list[Row]:
    """The rows that stand alike and announce most; parts of one list in neighbouring containers count together."""
    groups: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row.signature].append(row)
    good = {
        signature: group
        for signature, group in groups.items()
        if sum(row.score for row in group) >= LEAST * len(group) * 0.6
    }
    if not good:
        return []

    def weight(group: Iterable[Row]) -> float:
        return sum(max(0.0, row.score) for row in group)

    best = max(good.values(), key=weight)
    if weight(best) < LEAST or max(row.score for row in best) < LEAST:
        return []
    return _with_those_alone(best, rows)


def _with_those_alone(best: Sequence[Row], rows: Sequence[Row]) -> list[Row]:
    """The rows of the best group, with those whose links stand as theirs do: one that is alone in its table or block.

    An issue that is the only one of its year, the one document under a heading.
    """
    members = {row.link.mem_id for row in best}
    places = {_signature(row.link) for row in best}
    return [
        row for row in rows if row.link.mem_id in members or (row.score >= LEAST and _signature(row.link) in places)
    ]


def _filtered(rows: Sequence[Row]) -> list[Row]:
    """The rows without headers and decorations: where nearly all carry a day, others must earn their place."""
    dated = [row for row in rows if day_in(row.words) or short_day(row.words)]
    if len(dated) * 5 < len(rows) * 4:
        return [row for row in rows if row.score > 0]
    kept = {row.url for row in dated}
    return [row for row in rows if row.url in kept or _DOCUMENT.search(row.url) or FILE.search(row.url)]


def _once(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Each address once, where it stands first; a link for telephones stands beside the one for screens."""
    found: dict[str, Row] = {}
    for row in rows:
        found.setdefault(identity(row.url), row)
    return tuple(found.values())
