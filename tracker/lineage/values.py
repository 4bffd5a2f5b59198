"""What lineage takes and what it finds.

``Holding`` is a document as a store holds it; ``Record`` is what linking needs of one version, small enough that a
hundred thousand fit into memory; the rest says how versions hang together. Dates are ISO 8601 strings, scores 0 to 1.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from tracker.model import Document, Effect

LinkKind: TypeAlias = Literal["repeal", "title", "text", "amendment", "person"]
MissingRelation: TypeAlias = Literal["repealed", "amended", "cited"]
MentionKind: TypeAlias = Literal[
    "repeal", "amendment", "citation", "extended", "continued", "ended", "suspended", "resumed", "corrected"
]
State: TypeAlias = Literal[
    "not-yet", "in-force", "suspended", "expired", "repealed", "partly-repealed", "superseded", "unknown"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """A document as held: where it stands, and when it was published and observed.

    ``issue`` is the issue's reference (``beijing/2025/033``), ``index`` the document's place in it, from 0.
    """

    issue: str
    index: int
    document: Document
    published: str | None = None
    observed: str | None = None
    compilation: bool = False


@dataclass(frozen=True, slots=True)
class Saying:
    """One line for a person, in both languages of reports."""

    en: str
    zh: str

    def text(self, lang: str) -> str:
        """The line in a language (``zh`` or ``en``)."""
        return self.zh if lang == "zh" else self.en


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Another document as this one names it, the sentence (``quote``) and the provision (``place``) it stands in.

    ``kind`` is what is done to it; ``day`` (ISO) from when, where the clause says so itself; ``until`` the new end of
    its term: a day or by how much it grows (2年).
    """

    title: str
    number: str | None
    quote: str = ""
    place: str = ""
    partial: bool = False
    kind: MentionKind = "repeal"
    day: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One version as linking sees it: names folded, clauses found, the text as a sketch.

    ``key`` is unique in a store: issue, place of the document, place of the instrument. ``title`` is the rule's own
    title, ``document_title`` that of the document that carries it.
    """

    key: str
    issue: str
    index: int
    instrument: int | None
    title: str
    document_title: str
    core: str
    number: str | None
    number_key: str | None
    code: str | None
    issuers: tuple[str, ...]
    region: str
    signed: str | None
    published: str | None
    observed: str | None
    effect: Effect | None
    rule: bool
    notice: bool
    compilation: bool
    repeals: tuple[Mention, ...] = ()
    amends: tuple[Mention, ...] = ()
    touches: tuple[Mention, ...] = ()
    """What it does to the term or the words of others without ending or replacing them."""
    draft: bool = False
    revised: bool = False
    """The text of a law after later revisions, which keeps the clause of its first day."""
    doubts: tuple[Saying, ...] = ()
    cites: tuple[str, ...] = ()
    remarks: tuple[Saying, ...] = ()
    size: int = 0
    sketch: array[int] = field(default_factory=lambda: array("Q"), compare=False, repr=False)

    @property
    def day(self) -> str:
        """The best known day of its making, for order in time; empty where none is known."""
        start = self.effect.start if self.effect else None
        printed = start if start and start[0].isdigit() else None
        return self.signed or self.published or printed or ""

    @property
    def name(self) -> str:
        """How a person is told of it: its number, or its title."""
        return self.number or f"《{self.title}》"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Two versions of one work, older and newer (keys of records), and the evidence."""

    old: str
    new: str
    kind: LinkKind
    score: float
    quote: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """A document that another one repeals: ``target`` is the key of its record, ``None`` where it is not held."""

    target: str | None
    by: str
    mention: Mention


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """Something wrong or doubtful about a record, said where it stands."""

    key: str
    code: str
    message: Saying


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """A time in which a version is suspended: from ``start`` to the last day ``end``, by the document ``by``."""

    start: str
    end: str | None
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """When a version holds, on the law's own time line; ``until`` is its last day.

    ``start_note`` and ``until_note`` say how a relative date was resolved: ``印发之日``, ``有效期3年``. ``presumed``
    says that the beginning is not stated and was taken from the signing or the publication. ``contradictory`` says that
    the clauses cannot both be true.
    """

    start: str | None
    until: str | None
    start_note: str = ""
    until_note: str = ""
    why: tuple[Saying, ...] = ()
    remarks: tuple[Saying, ...] = ()
    presumed: bool = False
    contradictory: bool = False
    pauses: tuple[Pause, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One version in its work: the record, its term, the link to the version before it, and where else it is printed.

    ``ended`` is the day from which it held no more because of another document, ``ended_by`` that document's name and
    ``ended_key`` its record's key. ``partial`` has day and name of every document that ended some of its provisions,
    ``partial_keys`` the keys of their records.
    """

    record: Record
    term: Term
    link: Link | None
    ended: str | None = None
    ended_by: str | None = None
    superseded: bool = False
    partial: tuple[tuple[str | None, str], ...] = ()
    ended_key: str = ""
    partial_keys: tuple[str, ...] = ()
    reprints: tuple[Record, ...] = ()
    ended_why: Saying = Saying("", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """One rule through its versions, oldest first."""

    name: str
    stages: tuple[Stage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """A document that is repealed, amended or cited but not held: what to fetch next."""

    name: str
    title: str
    relation: MissingRelation
    by: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lineage:
    """All works of a store, what repeals what, what is missing, and what is doubtful."""

    works: tuple[Work, ...]
    endings: tuple[Ending, ...] = ()
    missing: tuple[Missing, ...] = ()
    remarks: tuple[Remark, ...] = ()
