"""HTML to text: the main text of a page without what stands around it, paragraphs as lines, tables as rows.

Nothing is fetched or run: the page is only parsed (selectolax, the Lexbor engine, as browsers parse).
"""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from tracker.errors import EmptySource, UnreadableSource
from tracker.language.patterns import regex
from tracker.messages import said
from tracker.model import SourceText
from tracker.read.blocks import Block, join_blocks
from tracker.read.decoding import decode
from tracker.read.html.cards import card_number, without_card, without_end
from tracker.read.html.elements import page_blocks
from tracker.read.html.main_text import main_elements
from tracker.read.html.rendering import draw
from tracker.read.losses import plain, told, without_marks
from tracker.read.radicals import unify
from tracker.read.source import source_text
from tracker.read.text import line_feeds

__all__ = ["read_html"]

DEEPEST = 4_000
"""Elements open inside each other. Parsers take quadratic time in this number."""
MOST_REOPENED = 20_000_000
"""Formatting elements left open, times tags: parsers open all of them again in every paragraph."""

MOST_OPTIONS = 10_000
"""Choices of a form. Parsers take quadratic time in this number; the counties of the country are 3,000."""

TAG = regex(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
SELF_ENDING = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
        "p",
        "li",
        "dd",
        "dt",
        "td",
        "th",
        "tr",
        "thead",
        "tbody",
        "tfoot",
        "option",
        "optgroup",
        "colgroup",
        "rp",
        "rt",
        "html",
        "head",
        "body",
    ]
)
"""Elements that have no end tag, or may lack it."""
FORMATTING = frozenset(
    ["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"]
)

CHARSET = regex(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]+)|<\?xml[^>]*encoding=[\"']([A-Za-z0-9_.:-]+)",
    re.IGNORECASE,
)
HEAD = 8192
"""Bytes in which the charset is declared, if it is."""

HEADINGS, TITLE_LINES, LEAST_TITLE = 8, 6, 8
"""A page's heading is among so many first blocks, a title has at most so many lines, at least so many characters."""
TITLE_WORDS = regex("[\u3400-\u9fff]{2}.*[\u3400-\u9fff]{2}")
"""What a browser's tab must say to be the title of a text: not "index", "详情", "x"."""
WEBSITE = regex(r"(?:门户网站?|网站|信息网|政务网|政府网|资料网)$")
"""What the name of a site ends with."""
SITE = regex(r"\s*[_|｜\-—–]+\s*")
"""What parts a page's title from the name of the site."""


def read_html(data: bytes, name: str, declared: str | None = None) -> SourceText:
    """The main text of a page; ``declared`` is the media type of the server, whose charset comes first.

    Raises:
        EmptySource: The page has no text.
        UnreadableSource: The bytes are not text, or the page is built to break parsers.
    """
    decoded = decode(data, name, _declared_charset(data, declared))
    refuse_traps(decoded.text, name)
    tree = LexborHTMLParser(unify(plain(line_feeds(decoded.text))))
    draw(tree)
    text, losses = told(_page_text(tree))
    if not text.strip():
        raise EmptySource(
            "the page has no text",
            where=name,
            do="it may be built by a script: save it from a browser, or take its PDF",
        )
    return source_text(
        data=data,
        name=name,
        media_type="text/html",
        text=text,
        reflowed=True,
        diagnostics=[*decoded.diagnostics(text), *losses],
    )


def _declared_charset(data: bytes, declared: str | None) -> str | None:
    if declared and "charset" in declared.lower():
        return declared
    found = CHARSET.search(data[:HEAD])
    return (found.group(1) or found.group(2)).decode("ascii") if found else None


def refuse_traps(text: str, name: str, most_deep: int = DEEPEST) -> None:
    """Refuse what takes a parser minutes: hundreds of thousands of elements inside each other."""
    depth = deepest = formatting = most_formatting = tags = options = 0
    for found in TAG.finditer(text):
        tag = found.group(2).lower()
        tags += 1
        options += tag == "option"
        if tag in SELF_ENDING:
            continue
        step = -1 if found.group(1) else 1
        depth = max(0, depth + step)
        deepest = max(deepest, depth)
        if tag in FORMATTING:
            formatting = max(0, formatting + step)
            most_formatting = max(most_formatting, formatting)
    if options > MOST_OPTIONS:
        raise UnreadableSource(
            said("the page has {options} choices of a form: it is a trap", options=options),
            where=name,
            do="fetch it again",
        )
    if deepest > most_deep or most_formatting * tags > MOST_REOPENED:
        raise UnreadableSource(
            said("the page nests its elements {deepest} deep: it is broken, or a trap", deepest=deepest),
            where=name,
            do="fetch it again",
        )


def _page_text(tree: LexborHTMLParser) -> str:
    body = tree.body
    if body is None:
        return ""
    title = _title(tree)
    blocks = _said_once(without_end(without_card(page_blocks(*main_elements(body)))), title)
    said = "".join(map(_folded, blocks[:40]))
    if title and re.sub(r"\s+", "", title) not in said and not _abbreviates(title, blocks):
        blocks = [Block(text=title, centred=True), *blocks]
    number = card_number(body.text(deep=True, separator="\n"))
    below = _below_title(blocks, re.sub(r"\s+", "", title)) if number and number not in said else 0
    if number and below:
        blocks = [*blocks[:below], Block(text=number, centred=True), *blocks[below:]]
    return join_blocks(blocks)


def _below_title(blocks: list[Block], title: str) -> int:
    """The place of the first block behind those that spell the page's title together; 0 where the first ones do not."""
    said = ""
    for place, block in enumerate(blocks[:TITLE_LINES]):
        said += _folded(block)
        if said == title:
            return place + 1
    return 0


def _abbreviates(title: str, blocks: list[Block]) -> bool:
    """Whether the page's title is the name of a site, or a shorter form of the title that the text begins with."""
    short = re.sub(r"[\s.…]+", "", title)
    if WEBSITE.search(short):
        return True
    head = iter("".join(map(_folded, blocks[:TITLE_LINES])))
    return len(short) >= LEAST_TITLE and all(character in head for character in short)


def _said_once(blocks: list[Block], title: str) -> list[Block]:
    """The blocks without a heading of the page that the text, in one or several lines, says again below it."""
    for place, block in enumerate(blocks[:HEADINGS]):
        heading = _folded(block)
        below = "".join(map(_folded, blocks[place + 1 : place + 1 + TITLE_LINES]))
        is_heading = block.centred or heading == re.sub(r"\s+", "", title)
        if is_heading and len(heading) >= LEAST_TITLE and below.startswith(heading):
            return blocks[:place] + blocks[place + 1 :]
    return blocks


def _folded(block: Block) -> str:
    return re.sub(r"\s+", "", without_marks(block.text))


def _title(tree: LexborHTMLParser) -> str:
    """The title of the page: the field for it that government sites have, else its heading, else its own title.

    Source: 政府网站发展指引 (国办发〔2017〕47号), annex 2: the meta field ArticleTitle.
    """
    field = tree.css_first("meta[name=ArticleTitle i]")
    headings = tree.css("h1")
    heading = without_marks(_flat(headings[0])) if len(headings) == 1 else ""
    title = tree.css_first("head title") or tree.css_first("title")
    named = SITE.split(_flat(title))[0] if title is not None else ""
    if not TITLE_WORDS.search(named):
        named = ""
    return next((text for text in (_attribute(field), heading, named) if text), "")


def _attribute(node: LexborNode | None) -> str:
    value = node.attributes.get("content") if node is not None else None
    return re.sub(r"\s+", " ", value or "").strip()


def _flat(node: LexborNode) -> str:
    return re.sub(r"\s+", " ", node.text(deep=True)).strip()
