"""What became of a document, or of one provision of it, that a text cites: its state on a day, and what replaced it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Literal, TypeAlias

from tracker.check.citations import Citation, citations_of
from tracker.check.provision_lists import steps_apart
from tracker.compare.change_counts import is_substantive
from tracker.compare.change_texts import edits_of
from tracker.errors import EmptySource
from tracker.language.labels import ARTICLE_LABEL
from tracker.language.patterns import regex
from tracker.language.regions import COUNTRY
from tracker.language.titles import rule_key, title_key
from tracker.library import Library
from tracker.library.narrowing import narrowed
from tracker.library.provisions import Step, article_of, provision_at, steps_of
from tracker.lineage.evidence import is_decision
from tracker.lineage.state_of_versions import state_on, version_on
from tracker.lineage.values import Stage, State, Work
from tracker.model import Change, Document, Instrument, Sentence, SourceText, shown, walk
from tracker.read import read_file

CitedState: TypeAlias = State | Literal["not-in-store"]
DEAD: frozenset[str] = frozenset({"expired", "repealed", "superseded", "not-yet"})
"""States of what is not the law on a day."""
ATTENTION: frozenset[str] = frozenset({*DEAD, "partly-repealed"})


_ARTICLE = regex(ARTICLE_LABEL)
"""An article at the head of a path: the 第七条 of 第七条(六)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """A citation and what became of it.

    ``successor`` is the version that stands on the day, where that is another one (its number, else 《title》), and
    ``successor_provision`` where the cited provision stands there. ``changed`` says whether it reads otherwise there in
    substance; ``None`` where no provision is cited, or none is found. ``redline`` shows how: [-gone-]{+new+}.
    """

    citation: Citation
    state: CitedState
    doc_number: str | None
    title: str | None
    message: Sentence
    work: str | None = None
    successor: str | None = None
    successor_provision: str | None = None
    changed: bool | None = None
    redline: str | None = None

    @property
    def needs_attention(self) -> bool:
        """Whether a reader must look: the document is dead, or what is cited of it reads otherwise."""
        return self.state in ATTENTION or self.changed is True or self._lacks_provision

    @property
    def _lacks_provision(self) -> bool:
        return self.citation.provision is not None and self.changed is None and self.state != "not-in-store"


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedFile:
    """The citations of one file; ``path`` as it was given."""

    path: str
    citations: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class _Fate:
    """What became of a provision between two versions."""

    label: str | None
    changed: bool | None
    redline: str | None = None


class Citing:
    """Looks citations up in a library, on a day; what was looked up once is remembered."""

    def __init__(self, library: Library, day: str) -> None:
        self._library, self._day = library, day
        self._found = lru_cache(maxsize=None)(self._look_up)
        self._fates = lru_cache(maxsize=None)(self._fate)
        self._articles = lru_cache(maxsize=None)(self._articles_in)

    def file(self, path: str, source: SourceText) -> CitedFile:
        """The citations of a file that was read."""
        return CitedFile(path=path, citations=tuple(map(self.cited, citations_of(source.text))))

    def at(self, name: str, path: Path) -> CitedFile:
        """The citations of a file by its path, told under a name; an empty file cites nothing.

        Raises:
            UnreadableSource: it cannot be read.
        """
        try:
            return self.file(name, read_file(path))
        except EmptySource:
            return CitedFile(path=name, citations=())

    def cited(self, citation: Citation) -> Cited:
        """What became of one citation."""
        meant = self._found(citation.number, citation.title)
        if meant is None:
            return _not_held(citation)
        work, stage = meant
        state = state_on(stage, self._day)
        told = Cited(
            citation=citation,
            state=state,
            doc_number=stage.record.number,
            title=stage.record.title,
            work=work.name,
            message=Sentence("", ""),
        )
        standing, _ = version_on(work, self._day)
        heir = standing if standing is not None and work.stages.index(standing) > work.stages.index(stage) else None
        if heir is not None:
            told = replace(told, successor=heir.record.number or heir.record.name)
        if citation.provision is not None:
            fate = self._fates(stage.record.key, heir.record.key if heir else None, citation.provision)
            told = replace(
                told,
                successor_provision=fate.label if heir else None,
                changed=fate.changed,
                redline=fate.redline,
            )
        return replace(told, message=_message(told, stage, self._day))

    # --- the document -------------------------------------------------------------------------------------------------

    def _look_up(self, number: str | None, title: str | None) -> tuple[Work, Stage] | None:
        """The version that is cited, in its work: by number, else by its own title, else the newest of its work."""
        if number is not None and (found := self._by_number(number, title)):
            return found
        return self._by_title(title) if title is not None else None

    def _by_number(self, number: str, title: str | None) -> tuple[Work, Stage] | None:
        stages = self._library.numbered(number)
        if not stages:
            return None
        wanted = rule_key(title) if title else ""
        stage = next((one for one in stages if wanted and one.record.core == wanted), stages[0])
        works = self._library.works_of(stage.record.issue, stage.record.index)
        return next(((work, one) for work in works for one in work.stages if one.record.key == stage.record.key), None)

    def _by_title(self, title: str) -> tuple[Work, Stage] | None:
        key = title_key(title)
        named = (("title", key), ("core", rule_key(title)), ("title", title_key(f"{COUNTRY}{title}")))
        for kind, name in named:
            works = self._library.index.works.named(name, kind)
            if len(works) == 1:
                wanted = name if kind == "title" else key
                own = [stage for stage in works[0].stages if wanted in _titles(stage)]
                return works[0], (own or list(works[0].stages))[-1]
        return None

    # --- the provision ------------------------------------------------------------------------------------------------

    def _fate(self, old: str, new: str | None, provision: str) -> _Fate:
        """What became of a provision of one version in another one; in the same one, whether it is there."""
        work, stage = self._version(old)
        steps = [found for part in steps_apart(provision) if (found := steps_of(part))]
        if new is None and self._is_indexed(stage, steps):
            return _Fate(provision, changed=False)
        text, _ = self._library.text(work, stage)
        if not steps or any(provision_at(text, one) is None for one in steps):
            return _Fate(None, None)
        if new is None:
            return _Fate(provision, changed=False)
        _, heir = self._version(new)
        comparison = self._library.compared(work, stage, heir)
        changes = [one for part in _every(steps) for one in narrowed(comparison, part).changes]
        labels = list(dict.fromkeys(place.label for change in changes for place in change.new if place.label))
        matter = [one for one in changes if is_substantive(one)]
        if not matter:
            return _Fate(_span_of(labels), changed=False)
        if len(steps) == len(labels) == 1:
            new_text, _ = self._library.text(work, heir)
            if same := _same_inside(text, new_text, steps[0], labels[0]):
                return _Fate(same, changed=False)
        return _Fate(_span_of(labels), changed=True, redline="\n".join(map(_marked, matter)) or None)

    def _is_indexed(self, stage: Stage, steps: Sequence[tuple[Step, ...]]) -> bool:
        """Whether the index has every one of some articles in the text of a version; nothing is parsed for it.

        What the index cannot say for sure (a paragraph, an article that it does not list, a text that a decision made)
        is looked up in the text itself.
        """
        if is_decision(stage.record) or not steps or any(len(one) != 1 or one[0].level != "article" for one in steps):
            return False
        known = self._articles(stage.record.issue, stage.record.index)
        return all((one[0].number, one[0].branch) in known for one in steps)

    def _articles_in(self, issue: str, document: int) -> frozenset[tuple[int, int]]:
        """Numbers and branches of the articles of a document, by the index."""
        heads = {head[0] for place in self._library.index.places(issue, document) if (head := _ARTICLE.match(place))}
        found = (steps_of(head) for head in heads)
        return frozenset((steps[0].number, steps[0].branch) for steps in found if steps)

    def _version(self, key: str) -> tuple[Work, Stage]:
        place = self._library.index.records.work_of(key)
        if place is None:
            raise KeyError(key)
        work = self._library.index.works.at(place)
        return work, next(stage for stage in work.stages if stage.record.key == key)


def _span_of(labels: Sequence[str]) -> str | None:
    """Labels as one place: 第三条, 第三条至第五条; ``None`` for none."""
    if not labels:
        return None
    return labels[0] if len(labels) == 1 else f"{labels[0]}至{labels[-1]}"


def _titles(stage: Stage) -> tuple[str, str]:
    """The titles of a version and of the document that carries it, folded."""
    return title_key(stage.record.title), title_key(stage.record.document_title)


def _same_inside(
    old: Document | Instrument, new: Document | Instrument, steps: tuple[Step, ...], label: str
) -> str | None:
    """Where a paragraph or item reads the same in an article that changed (``label``); ``None`` where it does not.

    At its own place, which is named; else anywhere in the article, for an item that was put before it moves it on.
    """
    finer = steps[_upto_article(steps) :]
    whole, head = provision_at(old, steps), steps_of(label) or ()
    words = shown(whole) if finer and whole is not None else ""
    if not words.strip():
        return None
    now, article = provision_at(new, head[:1] + finer), provision_at(new, head[:1])
    if now is not None and shown(now) == words:
        return label + "".join(step.text for step in finer)
    inside = walk(article.children) if article is not None else ()
    return label if any(shown(one) == words for one in inside) else None


def _upto_article(steps: Sequence[Step]) -> int:
    """How many steps lead to the article, or to the last one of a chapter or an outline."""
    article = article_of(steps)
    return next((n for n, step in enumerate(steps, 1) if step is article), len(steps))


def _every(steps: Sequence[tuple[Step, ...]]) -> list[tuple[Step, ...]]:
    """The provisions of a range one by one: 第五条至第七条 is 第五条, 第六条 and 第七条."""
    if len(steps) == 1:
        return [steps[0]]
    first, last = article_of(steps[0]), article_of(steps[1])
    if first is None or last is None or first.level != last.level:
        return list(steps)
    return [(replace(first, number=number, branch=0),) for number in range(first.number, last.number + 1)]


def _marked(change: Change) -> str:
    """A change in one run of text: [-gone-]{+new+}."""
    parts: list[str] = []
    for edit in edits_of(change):
        if edit.op == "equal":
            parts.append(edit.new)
            continue
        parts.append((f"[-{edit.old}-]" if edit.old else "") + (f"{{+{edit.new}+}}" if edit.new else ""))
    return "".join(parts)


# --- telling ----------------------------------------------------------------------------------------------------------


def _name(citation: Citation) -> str:
    return citation.number or f"《{citation.title}》"


def _not_held(citation: Citation) -> Cited:
    name = _name(citation)
    return Cited(
        citation=citation,
        state="not-in-store",
        doc_number=citation.number,
        title=citation.title,
        message=Sentence(f"{name} is not in the store", f"{name} 库中未收录"),
    )


_STATES: dict[str, tuple[str, str]] = {
    "not-yet": ("{name} is not yet in force", "{name} 尚未施行"),
    "in-force": ("{name} is in force", "{name} 现行有效"),
    "expired": ("{name} expired{day}", "{name} 已于期满后失效{day}"),
    "repealed": ("{name} was repealed by {by}{day}", "{name} 已被 {by} 废止{day}"),
    "partly-repealed": ("{name} was repealed in part", "{name} 部分条款已废止"),
    "superseded": ("{name} was superseded by {by}{day}", "{name} 已被 {by} 取代{day}"),
    "unknown": ("whether {name} is in force is not known", "{name} 效力不明"),
}


def _message(cited: Cited, stage: Stage, day: str) -> Sentence:
    """What a reader is told of a citation, in a line."""
    end = stage.ended if cited.state in {"repealed", "superseded"} else stage.term.until
    by = stage.ended_by or cited.successor or "?"
    en, zh = _STATES.get(cited.state, (f"{{name}}: {cited.state}", f"{{name}}：{cited.state}"))
    name = cited.doc_number or f"《{cited.title}》"
    said_en = en.format(name=name, by=by, day=f" on {end}" if end else "")
    said_zh = zh.format(name=name, by=by, day=f"（{end}）" if end else "")
    if cited.successor is not None and cited.successor not in said_en:
        said_en += f"; on {day} {cited.successor} stands"
        said_zh += f"，{day} 有效的是 {cited.successor}"
    of_provision = _of_provision(cited)
    return Sentence(f"{said_en}{of_provision}", f"{said_zh}{of_provision.zh}")


def _of_provision(cited: Cited) -> Sentence:
    """What became of the provision that is cited; nothing where none is, or where the cited version still stands."""
    provision, where = cited.citation.provision, cited.successor_provision
    if provision is None or (cited.changed is not None and cited.successor is None):
        return Sentence("", "")
    if cited.changed is None:
        return Sentence(f"; it has no {provision}", f"；其中没有{provision}")
    if where is None:
        return Sentence(f"; {provision} is gone", f"；{provision}已删去")
    moved = Sentence(f"{provision} is now {where} and", f"{provision}现为{where}，")
    subject = Sentence(provision, provision) if where == provision else moved
    reads = Sentence("reads otherwise", "内容有改动") if cited.changed else Sentence("reads the same", "内容未变")
    return Sentence(f"; {subject} {reads}", f"；{subject.zh}{reads.zh}")
