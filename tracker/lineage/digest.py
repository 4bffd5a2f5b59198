"""Holdings to records: what linking needs of every version, taken from one document at a time.

Each document is digested on its own, so any executor can do it: the result does not depend on the order of work.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING, Generic, TypeVar

from tracker.language.document_kinds import RULE_KIND
from tracker.language.numbers_of_documents import agency_code, number_key
from tracker.language.patterns import regex
from tracker.language.regions import region_of
from tracker.language.titles import levelled, rule_key
from tracker.likeness.sketches import sketch
from tracker.lineage.purposes import hands_down_revised, is_draft, is_notice
from tracker.lineage.rewritten_terms import rewritten_end
from tracker.lineage.values import Holding, Mention, MentionKind, Record, Saying
from tracker.model import AmendedText, Document, Effect, Instrument, Repeal, own_text, walk

if TYPE_CHECKING:
    from concurrent.futures import Executor

_NOTE_WITHIN = 4
_NOTE = regex(r"^〔\d{4}年\d{1,2}月\d{1,2}日.*(?:通过|公布|发布|批准|修订|修正)")
_REVISED = regex(r"修正|修订")
_NOTE_DAY = regex(r"(\d{4})年(\d{1,2})月(\d{1,2})日")

T = TypeVar("T")
CHUNK = 16
"""Items that go to a worker at once."""

_RULE_FORM = regex(rf"{RULE_KIND}(?:〔[^〔〕]*〕)?$")
"""The forms that a rule is given; a circular, a reply or an announcement without one is a single act."""


def records_of(
    items: Iterable[T],
    holdings: Callable[[T], Iterable[Holding]],
    *,
    executor: Executor | None = None,
    chunk: int = CHUNK,
) -> list[Record]:
    """The records of all documents that ``holdings`` finds for each item (an issue's reference, a path, a value).

    With an executor the items are digested in parallel, ``chunk`` of them at a time; ``holdings`` and the items must
    then cross processes.
    """
    work = _Digest(holdings)
    if executor is None:
        found: Iterable[list[Record]] = map(work, items)
    else:
        found = executor.map(work, items, chunksize=chunk)
    return sorted(chain.from_iterable(found), key=lambda record: record.key)


class _Digest(Generic[T]):
    """A call that crosses processes: an item to the records of its documents."""

    def __init__(self, holdings: Callable[[T], Iterable[Holding]]) -> None:
        self.holdings = holdings

    def __call__(self, item: T) -> list[Record]:
        return [record for holding in self.holdings(item) for record in records(holding)]


def records(holding: Holding) -> Iterator[Record]:
    """The versions that one document carries: its measures, or itself; for an amending decision, one a target."""
    document = holding.document
    measures = tuple((n, one) for n, one in enumerate(document.instruments) if one.role == "measure")
    base = _base(holding, tuple(one for _, one in measures))
    amended = tuple(_amended(one) for one in document.amends if one.kind == "amendment")
    if amended and not any(_matching(amended, one.title) for _, one in measures):
        whole = replace(_sketched(base, document.instruments), effect=_effect_of_decision(document))
        yield from (_amending(whole, n, mention) for n, mention in enumerate(amended))
        return
    if not measures:
        yield _sketched(base, document.instruments)
        return
    for n, measure in measures:
        # A document's clauses of repeal and amendment are told once, with its first measure.
        own = base if n == measures[0][0] else replace(base, repeals=(), touches=(), remarks=(), doubts=())
        title = measure.title or document.title
        yield replace(
            _sketched(own, (measure,)),
            key=f"{base.key}.{n:02d}",
            instrument=n,
            title=title,
            core=rule_key(title, document.issuers),
            effect=_effect_of(measure, document),
            amends=_matching(amended, title),
            rule=True,
            notice=False,
        )


def _base(holding: Holding, measures: tuple[Instrument, ...]) -> Record:
    document = holding.document
    signed, signed_remark = checked_date(document.date or adopted_on(document))
    published, published_remark = checked_date(holding.published)
    return Record(
        key=f"{holding.issue}#{holding.index:03d}",
        issue=holding.issue,
        index=holding.index,
        instrument=None,
        title=document.title,
        document_title=document.title,
        core=rule_key(document.title, document.issuers),
        number=document.doc_number,
        number_key=number_key(document.doc_number) if document.doc_number else None,
        code=agency_code(document.doc_number),
        issuers=document.issuers,
        region=_region(document),
        signed=signed,
        published=published,
        observed=holding.observed,
        effect=document.effective,
        rule=bool(measures) or hands_down_revised(document) or bool(_RULE_FORM.search(levelled(document.title))),
        notice=is_notice(document, measures),
        compilation=holding.compilation,
        repeals=tuple(_repealed(one) for one in document.repeals),
        touches=_touched(document),
        draft=is_draft(document),
        revised=is_revised(document),
        doubts=tuple(map(_doubt, document.doubtful_repeals)),
        cites=document.cites,
        remarks=tuple(remark for remark in (signed_remark, published_remark) if remark),
    )


def _repealed(one: Repeal) -> Mention:
    return Mention(
        title=one.title, number=one.doc_number, quote=one.quote, place=one.place, partial=one.partial, day=one.day
    )


def _amended(one: AmendedText) -> Mention:
    kind: MentionKind = "corrected" if one.kind == "correction" else "amendment"
    return Mention(title=one.title, number=one.doc_number, quote=one.quote, place=one.place, kind=kind)


def _touched(document: Document) -> tuple[Mention, ...]:
    """What a document does to the term of others, and the texts whose words it sets right."""
    changed = (
        Mention(
            title=one.title,
            number=one.doc_number,
            quote=one.quote,
            place=one.place,
            kind=one.kind,
            day=one.day,
            until=one.until,
        )
        for one in document.term_changes
    )
    return (*changed, *(_amended(one) for one in document.amends if one.kind == "correction"))


def _doubt(one: Repeal) -> Saying:
    name = one.doc_number or f"《{one.title}》"
    return Saying(
        f"speaks of ending {name} without ending it: {one.quote}", f"提到废止 {name}，但不构成废止：“{one.quote}”"
    )


def _effect_of(measure: Instrument, document: Document) -> Effect | None:
    """A measure's own clause of effect, with what it lacks from the circular; the document's where none has its own."""
    if all(one.effective is None for one in document.instruments):
        return document.effective
    circular = next((one.effective for one in document.instruments if one.role == "circular" and one.effective), None)
    own = measure.effective
    if own is None or circular is None:
        return own or circular
    return own if own.start else replace(circular, until=own.until, quote=f"{circular.quote}{own.quote}")


def _effect_of_decision(document: Document) -> Effect | None:
    """When a decision holds, until the end that it writes into the rule it changes, if it writes one."""
    end = rewritten_end(document)
    own = document.effective or Effect(start=None, until=None, quote="")
    return replace(own, until=end) if end else document.effective


def adopted_on(document: Document) -> str | None:
    """The last day in the note below a law's title (题注): （…年…月…日…通过 …年…月…日…修订）; ``None`` without one."""
    for instrument in document.instruments:
        for provision in instrument.body[:_NOTE_WITHIN]:
            text = levelled(own_text(provision))
            if _NOTE.match(text):
                days = (f"{int(y):04d}-{int(m):02d}-{int(d):02d}" for y, m, d in _NOTE_DAY.findall(text))
                return max(days, default=None)
    return None


def is_revised(document: Document) -> bool:
    """Whether a law's note tells that it was revised: what it says of its beginning is older than its last day."""
    texts = (levelled(own_text(one)) for part in document.instruments for one in part.body[:_NOTE_WITHIN])
    return any(_REVISED.search(text) for text in texts if _NOTE.match(text))


def _region(document: Document) -> str:
    for issuer in document.issuers:
        if region := region_of(issuer):
            return region
    return region_of(document.title)


def _sketched(record: Record, instruments: Iterable[Instrument]) -> Record:
    text = "".join(own_text(provision) for one in instruments for provision in walk(one.body))
    return replace(record, sketch=sketch(text), size=len(text))


def _amending(record: Record, n: int, mention: Mention) -> Record:
    return replace(
        record,
        key=f"{record.key}~{n:02d}",
        core=rule_key(mention.title, record.issuers),
        amends=(mention,),
        repeals=record.repeals if n == 0 else (),
        touches=record.touches if n == 0 else (),
        remarks=record.remarks if n == 0 else (),
        doubts=record.doubts if n == 0 else (),
    )


def _matching(amended: tuple[Mention, ...], title: str) -> tuple[Mention, ...]:
    core = rule_key(title)
    return tuple(mention for mention in amended if rule_key(mention.title) == core)


def checked_date(text: str | None) -> tuple[str | None, Saying | None]:
    """A date if it exists, else ``None`` and a remark: there is no 2025-02-30."""
    if text is None:
        return None, None
    try:
        return date.fromisoformat(text).isoformat(), None
    except ValueError:
        return None, Saying(f"{text} is a date that does not exist", f"{text} 这一日期不存在")
