"""The live pages of a store, each a function from an open library and what was asked to HTML."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeAlias
from urllib.parse import urlencode

from markupsafe import Markup, escape

from tracker.history.word_writers import authorship
from tracker.library.chosen_versions import Narrowing
from tracker.library.editions import asked_of
from tracker.library.index import snippet
from tracker.library.listing import ALL, ledger_of, listed
from tracker.library.two_sides import compared, of_resolved
from tracker.library.version_rows import Question
from tracker.lineage.state_of_versions import entry, last_day
from tracker.model import CONTAINERS, MATTER, Document, Instrument, Issue
from tracker.render import render
from tracker.render.history_html import blame_page, history_page
from tracker.render.ledger_rows import dated
from tracker.render.options import RenderOptions
from tracker.render.template_environment import environment
from tracker.render.visible_characters import visible
from tracker.serve.questions import day_of, works_asked
from tracker.wording.lineage import KINDS, STATES
from tracker.wording.serving import LABELS

if TYPE_CHECKING:
    from tracker.library.holdings import Library
    from tracker.lineage.state_of_versions import Entry
    from tracker.lineage.values import Stage, Work
    from tracker.model import Lang, Provision

Page: TypeAlias = "Callable[[Library, Mapping[str, str]], str]"

_SOON: Final = 90
_FEW: Final = 50
_HITS: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of a text on a page: its anchor, its label, its words, and how deep it stands."""

    anchor: str
    label: str
    text: str
    kind: str


def lang_of(given: Mapping[str, str]) -> Lang:
    """The language that is asked for, else the server's."""
    return "en" if (given.get("lang") or given["own_lang"]) == "en" else "zh"


def link(path: str, **named: str) -> str:
    """The address of a page of ours."""
    query = urlencode({name: value for name, value in named.items() if value})
    return f"{path}?{query}" if query else path


def framed(template: str, given: Mapping[str, str], **named: Any) -> str:  # noqa: ANN401 - what a template needs
    """A page in our frame."""
    lang = lang_of(given)
    return (
        environment()
        .get_template(f"serve/{template}")
        .render(
            lang=lang,
            html_lang={"zh": "zh-CN", "en": "en"}[lang],
            text_lang=Markup("") if lang == "zh" else Markup(' lang="zh-CN"'),
            t=LABELS[lang],
            states={name: words[lang] for name, words in STATES.items()},
            link=link,
            asked_lang=given.get("lang", ""),
            q=given.get("q", ""),
            **named,
        )
    )


# --- lists ------------------------------------------------------------------------------------------------------------


def home(library: Library, given: Mapping[str, str]) -> str:
    """What the store holds, what ends soon, and the doors to the rest."""
    day = given["today"]
    ledger = ledger_of(library, Question(day=day, by=Narrowing()), most=0)
    counts = {str(state): count for state, count in ledger.counts.items()}
    ending = ledger_of(library, Question(day=day, by=Narrowing(), until=last_day(day, _SOON))).entries
    return framed(
        "home.html.j2",
        given,
        counts={state: counts[state] for state in STATES if state in counts},
        expiring=[_entry(one, given) for one in ending],
        works=_works(library, day, "", most=_FEW),
        day=day,
    )


def works(library: Library, given: Mapping[str, str]) -> str:
    """The works whose title or number has some words; all of them without any."""
    return framed("works.html.j2", given, works=_works(library, given["today"], given.get("q", "")))


def _works(library: Library, day: str, words: str, *, most: int = ALL) -> list[dict[str, Any]]:
    return [
        {
            "work": visible(one.work),
            "name": one.record.number or one.work,
            "number": one.record.number or "—",
            "state": one.state,
            "signed": one.record.signed or "—",
            "versions": one.versions,
        }
        for one in listed(library, works_asked(day, words), most=most).lines
    ]


def status(library: Library, given: Mapping[str, str]) -> str:
    """The ledger on a day."""
    day = day_of(given, given["today"])
    return framed("status.html.j2", given, day=day, entries=[_entry(one, given) for one in library.status(day)])


def _entry(one: Entry, given: Mapping[str, str]) -> dict[str, str]:
    lang = lang_of(given)
    note = one.stage.term.until_note if one.ended_by is None else ""
    record = one.stage.record
    return {
        "state": one.state,
        "start": dated(one.start, one.stage.term.start_note, lang),
        "until": dated(one.until, note, lang),
        "number": visible(record.number or "—"),
        "title": visible(record.title),
        "work": record.number or one.work,
    }


def search(library: Library, given: Mapping[str, str]) -> str:
    """What holds some words; on a day only what stood then."""
    words = given.get("q", "").strip()
    day = day_of(given, "")
    found = list(library.search(words, day=day or given["today"], only_live=bool(day))) if words else []
    cut = bool(words) and library.is_search_cut(words)
    shown = [
        {
            "number": visible(one.stage.record.number or "—"),
            "title": visible(one.stage.record.title),
            "ref": one.stage.record.number or one.work.name,
            "state": one.state,
            "hits": [(visible(hit.passage.place), _marked(hit.passage.text, words)) for hit in one.hits[:_HITS]],
        }
        for one in found[:_FEW]
    ]
    return framed(
        "search.html.j2",
        given,
        words=words,
        day=day,
        found=shown,
        count=len(found),
        cut=cut,
    )


def _marked(passage: str, words: str) -> Markup:
    text, marks = snippet(passage, words)
    parts: list[Markup] = []
    at = 0
    for start, end in marks:
        parts += [escape(visible(text[at:start])), Markup("<mark>{}</mark>").format(visible(text[start:end]))]
        at = end
    return Markup("").join([*parts, escape(visible(text[at:]))])


# --- one work ---------------------------------------------------------------------------------------------------------


def work(library: Library, given: Mapping[str, str]) -> str:
    """The versions of a work, and the doors to their texts, redlines and histories."""
    found = library.work(given.get("name", ""))
    lang = lang_of(given)
    stages = [_stage(found, n, given, lang) for n in range(len(found.stages))]
    return framed("work.html.j2", given, work=visible(found.name), name=given["name"], stages=stages[::-1])


def _stage(found: Work, n: int, given: Mapping[str, str], lang: Lang) -> dict[str, Any]:
    stage = found.stages[n]
    one = entry(found, stage, given["today"])
    before = found.stages[n - 1] if n else None
    evidence = [why.text(lang) for why in stage.term.why]
    if stage.link is not None:
        evidence.insert(0, f"{KINDS[stage.link.kind][lang]} {stage.link.score:.2f} {stage.link.quote[:80]}")
    return {
        **_entry(one, given),
        "ref": _ref(found, stage),
        "before": _ref(found, before) if before else "",
        "issue": stage.record.issue,
        "signed": stage.record.signed or "—",
        "evidence": [visible(line) for line in evidence],
    }


def _ref(found: Work, stage: Stage) -> str:
    """What names the text of a version: the work on its first day, else its number."""
    return f"{found.name}@{stage.term.start}" if stage.term.start else stage.record.number or stage.record.title


def history(library: Library, given: Mapping[str, str]) -> str:
    """The page of ``tracker history``."""
    found = asked_of(library, given.get("work", ""), given.get("provision") or None)
    return history_page(found.work, found.told, found.lives, RenderOptions(lang=lang_of(given)))


def blame(library: Library, given: Mapping[str, str]) -> str:
    """The page of ``tracker blame``."""
    found = asked_of(library, given.get("work", ""), None)
    told = found.told.until(found.edition)
    return blame_page(found.work, told, authorship(told), RenderOptions(lang=lang_of(given)))


def diff(library: Library, given: Mapping[str, str]) -> str:
    """The redline of two texts of the store."""
    texts = of_resolved(library.resolve(given.get("old", "")), library.resolve(given.get("new", "")))
    page = render(compared(texts), "html", RenderOptions(lang=lang_of(given)))
    return page if isinstance(page, str) else page.decode()


# --- a text -----------------------------------------------------------------------------------------------------------


def text(library: Library, given: Mapping[str, str]) -> str:
    """The text that a REF names."""
    found = library.resolve(given.get("ref", ""))
    value = found.value
    if isinstance(value, Issue):
        return framed("issue.html.j2", given, title=visible(found.version.title), documents=_documents(value))
    lines = list(_lines((found.provision,), "")) if found.provision else list(_text(value))
    return framed(
        "text.html.j2",
        given,
        title=visible(value.title),
        facts=[visible(one) for one in (found.version.doc_number, found.version.date, found.issue) if one],
        notes=[visible(note) for note in found.notes],
        lines=lines,
        ref=given["ref"],
        number=found.version.doc_number or "",
    )


def _documents(issue: Issue) -> list[dict[str, str]]:
    return [
        {"number": visible(one.doc_number or "—"), "title": visible(one.title), "ref": one.doc_number or one.title}
        for one in issue.documents
    ]


def _text(value: Document | Instrument) -> Iterator[Line]:
    if isinstance(value, Instrument):
        yield from _lines(value.body, "")
        return
    for number, instrument in enumerate(value.instruments):
        if number and instrument.title:
            yield Line(anchor="", label="", text=visible(instrument.title), kind="title")
        yield from _lines(instrument.body, f"{number}-" if number else "")


def _lines(provisions: tuple[Provision, ...], prefix: str) -> Iterator[Line]:
    """Every provision as a line; an article's label is its anchor."""
    for one in provisions:
        kind = "heading" if one.level in CONTAINERS else "matter" if one.level in MATTER else one.level
        anchor = f"{prefix}{one.label}" if one.label and one.level == "article" else ""
        words = visible(f"{one.heading or ''}{one.text}")
        rows = "\n".join("　│　".join(map(visible, row)) for row in one.rows)
        shown = "\n".join(part for part in (words, rows) if part)
        yield Line(anchor=anchor, label=visible(one.label or ""), text=shown, kind=kind)
        yield from _lines(one.children, prefix)


PAGES: Final[Mapping[str, Page]] = {
    "/": home,
    "/works": works,
    "/work": work,
    "/status": status,
    "/search": search,
    "/text": text,
    "/diff": diff,
    "/history": history,
    "/blame": blame,
}
"""Every page by its address."""
