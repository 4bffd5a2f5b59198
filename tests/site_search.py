"""Texts to search, a plain scan that says which of them hold some words, and a site of nothing but a search."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from tracker.model import Instrument, Issue, Provision, own_text
from tracker.parse import parse_file
from tracker.render.template_environment import asset, environment
from tracker.report.search_index import SearchedPassage, SearchedText, search_files
from tracker.report.search_words import NARROW, plain, words_of

ROOT = Path(__file__).resolve().parent.parent
POLICY = "default-src 'none'; script-src 'self' file:; base-uri 'none'; form-action 'self' file:"
WORDS = {
    "search": "检索",
    "search-label": "检索词",
    "search-none": "没有",
    "search-all": "共{n}",
    "search-some": "{n}，至多{most}",
    "search-broken": "读取失败",
    "search-more": "更多",
    "no-script": "检索需要 JavaScript",
}


def samples() -> Iterator[Issue]:
    """The issues of the sample store."""
    for source in sorted((ROOT / "snapshots").glob("*/*/*/source.txt")):
        yield parse_file(source)


def passages(body: Sequence[Provision], above: str = "") -> Iterator[SearchedPassage]:
    """The provisions of a text as passages; an article is found by its label as printed."""
    for one in body:
        label = one.label or "" if one.level == "article" else above
        text = own_text(one) + "".join("\n" + "\t".join(row) for row in one.rows)
        if text:
            articles = (label,) if label else ()
            yield SearchedPassage(
                text=text, label=label + (one.label or "" if label != one.label else ""), articles=articles
            )
        yield from passages(one.children, label)


def searched(number: int, document: object, text: Instrument) -> SearchedText:
    """A text of a document; every third one holds no more."""
    return SearchedText(
        title=text.title,
        number=getattr(document, "doc_number", None) or "",
        issuer="、".join(getattr(document, "issuers", ())),
        day=getattr(document, "date", None) or "",
        state="现行有效" if number % 3 else "已被取代",
        live=bool(number % 3),
        url=f"works/w{number}/index.html",
        passages=tuple(passages(text.body)),
    )


def sample_texts() -> list[SearchedText]:
    """All texts of the sample store."""
    found = [(document, text) for issue in samples() for document in issue.documents for text in document.instruments]
    return [searched(number, document, text) for number, (document, text) in enumerate(found)]


def made_texts(count: int, seed: int = 7) -> list[SearchedText]:
    """Texts of clauses of the samples in any order: their words occur together as in no text of the samples."""
    chance = random.Random(seed)
    whole = [passage.text for text in sample_texts() for passage in text.passages]
    clauses = [clause for text in whole for clause in re.split("(?<=[，。；：])", text) if clause]
    return [_made(number, chance, clauses) for number in range(count)]


def _made(number: int, chance: random.Random, clauses: Sequence[str]) -> SearchedText:
    def some(most: int) -> str:
        return "".join(chance.choices(clauses, k=chance.randint(1, most)))

    articles = [f"第{place}条" for place in range(1, chance.randint(2, 30))]
    return SearchedText(
        title=f"澜汀市{chance.choice(clauses)[:12]}办法",
        number=f"澜试规〔{2001 + number % 25}〕{number}号",
        issuer="澜汀市试验局",
        day=f"{2001 + number % 25}-01-01",
        state="现行有效" if number % 2 else "期满失效",
        live=bool(number % 2),
        url=f"works/m{number}/index.html",
        passages=tuple(
            SearchedPassage(text=some(6), label=label, articles=(label,), anchor=f"art-{place}")
            for place, label in enumerate(articles, 1)
        ),
    )


# --- a plain scan -----------------------------------------------------------------------------------------------------

_NARROW = "".join(f"{chr(first)}-{chr(last)}" for first, last in NARROW)


def holds(text: SearchedText, asked: str) -> bool:
    """Whether a text holds every word that is asked for, and in the article that is named, where one is."""
    parts = [plain(part) for part in asked.split()]
    labels = [part for part in parts if re.fullmatch("第.+条", part)]
    words = [part for part in parts if part not in labels]
    places = [one for one in text.passages if not labels or set(labels) & {plain(label) for label in one.articles}]
    said = [plain(one.text) for one in places]
    if not labels:
        said += [plain(text.title), plain(text.number), plain(text.issuer)]
    return bool(said) and all(any(_stands(word, one) for one in said) for word in words)


def _stands(word: str, text: str) -> bool:
    """Whether a word stands in a text, but not within a longer word or number."""
    before = rf"(?<![{_NARROW}])(?<![0-9]\.)" if re.match(f"[{_NARROW}]", word) else ""
    behind = rf"(?![{_NARROW}])(?!\.[0-9])" if re.search(f"[{_NARROW}]$", word) else ""
    return re.search(before + re.escape(word) + behind, text) is not None


def in_order(texts: Sequence[SearchedText], asked: str) -> list[str]:
    """The addresses of the texts that hold what is asked for, as they are to be shown."""

    def titled(text: SearchedText) -> bool:
        words = words_of(asked)
        return not re.search("第.+条", asked) and bool(words) and words <= words_of(text.title)

    found = [(not one.live, not titled(one), -place, one.url) for place, one in enumerate(texts) if holds(one, asked)]
    return [url for *_, url in sorted(found)]


def write_site(folder: Path, texts: Sequence[SearchedText]) -> Path:
    """A page with a search, and its index; the page's path."""
    form = environment().get_template("site/_search.html.j2").render(t=WORDS, index="index.html")
    page = (
        f'<!doctype html><html lang="zh"><head><meta charset="utf-8"><title>检索</title><link rel="icon" href="data:,">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}"></head>'
        f'<body>{form}<script src="search/search.js" defer></script></body></html>'
    )
    files = [
        ("index.html", page.encode()),
        ("search/search.js", asset("site/search.js").encode()),
        *search_files(texts),
    ]
    for name, data in files:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder / "index.html"
