"""The values that flow through the tracker, from decoded text to a comparison.

Terms are those of the glossary (``design/contract.md`` §1). Every value is frozen and holds tuples, so that it can be
shared, hashed and sent to another process. Offsets are code points into the decoded source text, half-open; dates are
ISO 8601 strings; ratios are 0 to 1.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal, Self, TypeAlias

Span: TypeAlias = tuple[int, int]
"""``(start, end)`` in code points of the decoded source text, end exclusive."""

Level: TypeAlias = Literal[
    "part",
    "subpart",
    "chapter",
    "section",
    "article",
    "paragraph",
    "item",
    "subitem",
    "decimal1",
    "decimal2",
    "decimal3",
    "decimal4",
    "outline1",
    "outline2",
    "outline3",
    "outline4",
    "outline5",
    "table",
    "addressee",
    "closing",
    "signature",
    "date",
    "annex-list",
    "note",
]
"""编 分编 章 节 条 款 项 目, 1 1.1 1.1.1 1.1.1.1, 一、 (一) 1. (1) ①, a table, and what is not a provision."""

CONTAINERS: frozenset[str] = frozenset({"part", "subpart", "chapter", "section"})
"""Levels that only group articles: 编 分编 章 节."""

DECIMAL: frozenset[str] = frozenset({"decimal1", "decimal2", "decimal3", "decimal4"})
"""Levels of decimal numbering: 1 1.1 1.1.1 1.1.1.1 (GB/T 1.1—2020)."""

OUTLINE: frozenset[str] = DECIMAL | {"outline1", "outline2", "outline3", "outline4", "outline5"}
"""Levels of an outline: 一、 (一) 1. (1) and ① or A., and those of decimal numbering."""

MATTER: frozenset[str] = frozenset({"addressee", "closing", "signature", "date", "annex-list", "note"})
"""Levels that are not provisions."""

IssueKind: TypeAlias = Literal["gazette", "compilation", "document"]
Role: TypeAlias = Literal["circular", "measure", "annex"]
NoiseKind: TypeAlias = Literal[
    "page-number", "running-head", "contents", "front-matter", "back-matter", "bullet", "markup"
]
Severity: TypeAlias = Literal["error", "warning", "info"]
MediaType: TypeAlias = Literal[
    "text/plain",
    "text/markdown",
    "text/html",
    "application/pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/ofd",
    "application/msword",
    "application/rtf",
    "image/png",
    "image/jpeg",
    "image/tiff",
    "image/bmp",
]
AmendingKind: TypeAlias = Literal["amendment", "correction"]
TermChangeKind: TypeAlias = Literal["extended", "continued", "ended", "suspended", "resumed"]
"""有效期延长, 继续执行, 执行至…止, 暂停执行, 恢复执行."""

ChangeKind: TypeAlias = Literal["unchanged", "modified", "inserted", "deleted", "split", "merged", "restructured"]
EditOp: TypeAlias = Literal["equal", "delete", "insert", "replace"]
FactType: TypeAlias = Literal[
    "amount", "percentage", "duration", "date", "count", "modality", "reference", "organisation", "term"
]
Lang: TypeAlias = Literal["zh", "en"]
"""The language in which something is told."""

Direction: TypeAlias = Literal["up", "down", "stricter", "looser"]


# --- what a reader makes ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Noise:
    """A stretch of the source that belongs to no document: page furniture, contents list, cover, bullets, markup."""

    kind: NoiseKind
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceText:
    """Decoded text of one source, whatever its format was.

    Paragraphs are lines; a blank line parts two paragraphs; lines of one centred title stand on neighbouring lines;
    the cells of a table row are parted by tabs and its rows stand on neighbouring lines.

    ``furniture`` are stretches that the reader knows to be page numbers and running heads. Such a stretch includes the
    line breaks around it where it cuts a paragraph in two, so that taking it out joins the halves.
    ``reflowed`` says that the reader rebuilt the paragraphs (PDF, HTML, DOCX): a line is then a whole paragraph, and
    nothing has to be guessed about wraps. ``diagnostics`` say what the reader itself could not read (a page that is a
    picture, bytes that are no characters of the encoding); the parser passes them on.
    """

    name: str
    sha256: str
    media_type: MediaType
    text: str
    furniture: tuple[Noise, ...] = ()
    reflowed: bool = False
    diagnostics: tuple[Diagnostic, ...] = ()


# --- what the parser makes: tracker.issue/1 ---------------------------------------------------------------------------
# The fields stand in the order in which the JSON has them (tracker/schema/codec.py writes it from them).

LEFT_OUT_WHEN_EMPTY = {"empty": "left out"}
"""Of a field that the JSON has only where there is something to say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Provision:
    """A node of an instrument (条款): an article, a paragraph, an outline provision, a table, a signature.

    ``label``, ``heading`` and ``text`` are disjoint stretches of the source; a heading that runs into its text keeps
    its closing 。 or ：. ``rows`` is set on tables only.
    """

    level: Level
    label: str | None = None
    heading: str | None = None
    text: str = ""
    span: Span
    children: tuple[Provision, ...] = ()
    rows: tuple[tuple[str, ...], ...] = field(default=(), metadata=LEFT_OUT_WHEN_EMPTY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """A text that a document carries (文本): the circular itself, the measure it issues, an annex."""

    role: Role
    title: str
    span: Span
    effective: Effect | None = None
    """Its own clause of effect; a document's is that of its first measure that has one."""
    body: tuple[Provision, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """When a measure holds.

    ``start`` is an ISO date, or an event (印发之日, 公布之日, 通过之日, 公布之日起30日后); ``until`` an ISO date, a
    term (``3年``), or ``None``. ``quote`` stands in the provision ``place`` (labels from the article on), at ``span``.
    """

    start: str | None = field(metadata={"name": "from"})
    until: str | None
    quote: str
    place: str = ""
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeal:
    """A document that a clause or a table ends; ``partial`` when only some of its provisions go.

    ``day`` is the day (ISO) that the clause, or the sentence above its list, names for this document; in a document of
    several measures else the day of the measure that says it. ``None`` where it ends with the document's own effect.
    """

    title: str
    doc_number: str | None
    partial: bool = False
    day: str | None = None
    quote: str = ""
    place: str = ""
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """Where a document names another one by its number, for the first time."""

    doc_number: str
    quote: str
    place: str = ""
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AmendedText:
    """A text that a document changes (修改决定, 修正案) or sets right (更正)."""

    title: str
    doc_number: str | None
    kind: AmendingKind = "amendment"
    quote: str = ""
    place: str = ""
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TermChange:
    """What a document does to the term of another one that it does not end.

    ``until`` is the new last day (ISO), or by how much the term grows (``2年``), or ``None``; ``day`` the day from
    which it holds, ``None`` where that is the document's own.
    """

    kind: TermChangeKind
    title: str
    doc_number: str | None
    until: str | None = None
    day: str | None = None
    quote: str = ""
    place: str = ""
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """A body or a person who signs, as printed, and where."""

    name: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One entry of an issue (公文): one document number, one signing date."""

    title: str
    doc_number: str | None
    kind: str
    issuers: tuple[str, ...]
    doc_number_span: Span | None = None
    """Where its number stands; ``None`` where only a contents list or a card of data gives it."""
    date: str | None
    date_span: Span | None = None
    """Where the day of its signing, or of its enactment, stands."""
    signatures: tuple[Signature, ...] = ()
    """Who signs it, in printed order: what its issuers are read from."""
    span: Span
    instruments: tuple[Instrument, ...]
    effective: Effect | None = None
    repeals: tuple[Repeal, ...] = ()
    cites: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()
    amends: tuple[AmendedText, ...] = ()
    term_changes: tuple[TermChange, ...] = ()
    doubtful_repeals: tuple[Repeal, ...] = ()
    """What is said of a repeal without being one: a draft, a plan, an answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentsEntry:
    """One line of the contents list (目录)."""

    section: str | None = None
    title: str
    doc_number: str | None
    page: int | None
    english_title: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """Something about the source that a reader should know: a duplicate number, a table with ragged rows."""

    severity: Severity
    code: str
    message: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where an issue was parsed from; ``sha256`` is of the bytes as received, ``chars`` counts the decoded text."""

    name: str
    sha256: str
    media_type: MediaType
    chars: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """One parsed source: a numbered issue of a gazette (期), a compilation (汇编), or a single document.

    ``numbers`` are all numbers of a combined issue (合刊), of which ``number`` is the first; empty for a plain one.
    """

    kind: IssueKind
    title: str | None
    year: int | None = None
    number: int | None = None
    total_number: int | None = None
    numbers: tuple[int, ...] = field(default=(), metadata=LEFT_OUT_WHEN_EMPTY)
    supplement: bool = field(default=False, metadata=LEFT_OUT_WHEN_EMPTY)
    date: str | None = None
    sponsor: str | None = None
    issn: str | None = None
    source: Source
    toc: tuple[ContentsEntry, ...] = ()
    documents: tuple[Document, ...]
    noise: tuple[Noise, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def walk(provisions: Iterable[Provision]) -> Iterator[Provision]:
    """All provisions below and including the given ones, in printed order."""
    waiting = [*provisions][::-1]
    while waiting:
        provision = waiting.pop()
        yield provision
        waiting += provision.children[::-1]


def own_text(provision: Provision) -> str:
    """A provision's heading and text as one run, without its label and children."""
    return f"{provision.heading or ''}{provision.text}"


def shown_lines(provision: Provision) -> list[str]:
    """The provision as shown: its own text, then one line a child with the child's label; a row of a table is a line.

    Its own label is left out, so that renumbering does not change what is shown.
    """
    own = own_text(provision)
    out = [own] if own else []
    out += ["\t".join(row) for row in provision.rows]
    for child in provision.children:
        first, *others = shown_lines(child) or ("",)
        out += [f"{child.label or ''}{first}", *others]
    return out


def shown(provision: Provision) -> str:
    """The whole provision as shown, one line each (contract §4: ``text`` of a side)."""
    return "\n".join(shown_lines(provision))


# --- what the comparison makes: tracker.diff/1 ------------------------------------------------------------------------


class Sentence(str):
    """Something said to a person: the English words, which JSON carries, and in ``zh`` the Chinese ones."""

    __slots__ = ("zh",)

    zh: str

    def __new__(cls, en: str, zh: str) -> Self:
        """The sentence in both languages."""
        sentence = super().__new__(cls, en)
        sentence.zh = zh
        return sentence

    def __reduce__(self) -> tuple[type[Self], tuple[str, str]]:
        """Both languages cross the border of a process."""
        return type(self), (str(self), self.zh)


class Doubt(Sentence):
    """A sentence that casts doubt on what it stands beside."""

    __slots__ = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One provision on one side of a change: where it stands and its whole text as shown.

    ``index`` is its position among all provisions of its side, in printed order; ``None`` where that is not known.
    """

    level: Level
    label: str | None
    path: str
    text: str
    index: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One step of a redline; the ``old`` strings of a change joined give its old side, the ``new`` ones its new side.

    ``moved`` is set on a deletion or insertion whose words stand on the other side of this comparison elsewhere: it
    names the place (label) they went to, or came from.
    """

    op: EditOp
    old: str
    new: str
    moved: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A change of a value, a duty, a reference or a name (contract §4 FACT). Values are in base units.

    ``at`` is where ``old`` and ``new`` begin, in code points of the change's joined old and new texts (``None`` where
    there is no such side); ``subject`` the words of its clause that it is about.
    """

    type: FactType
    old: str | None
    new: str | None
    old_value: float | str | None = None
    new_value: float | str | None = None
    unit: str | None = None
    direction: Direction | None = None
    at: tuple[int | None, int | None] = (None, None)
    subject: str = ""

    @property
    def said(self) -> tuple[str, str | None, str | None]:
        """What a list that names each change once tells it by: the same change in two places is one."""
        return (self.type, self.old, self.new)


PassageKind: TypeAlias = Literal["text", "row", "cell", "serial"]
"""Whole lines or a clause; a whole row of a table; a cell; a cell that only counts the rows (序号)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """The other side of a passage that crossed from one change into another.

    ``label`` is that of the provision there, ``text`` the words of the passage there, ``change`` the index into
    ``ChangeSet.changes``.
    """

    label: str | None
    text: str
    change: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A stretch of a change's two texts and what became of it: which words must be compared with which.

    ``old`` and ``new`` are code points into the old and the new texts of the change, each joined with line feeds;
    ``None`` on the side where the passage is not. The passages of a change stand in the order of the new text, those
    that are gone where they stood. On either side no two overlap, and what they leave out are line feeds, tabs between
    cells and the mark that ends a clause.

    Within a passage that has both sides the words kept their order, so that a redline and the values may be read from
    its two sides alone; nothing in it may be compared with another passage. 款, 项 and 目 are paired by their words
    without labels and numerals, rows of a table by the columns that name them, cells by column. A passage of kind
    ``text`` holds whole lines with their labels (several where a 款 was split or two were joined), or clauses where
    these changed their order within a line.

    ``moved``: it left the order that the others kept. A passage that went into another change, or came from one, is
    moved too, lacks one side here, and has that side in ``elsewhere``.
    """

    kind: PassageKind = "text"
    old: Span | None
    new: Span | None
    moved: bool = False
    elsewhere: Elsewhere | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What became of a group of provisions; ``old`` is empty for an insertion, ``new`` for a deletion.

    ``passages`` say which words of the two sides belong together (none where the texts are the same); ``links`` which
    of ``old`` became which of ``new`` (indexes), given where the group has more than one on either side and both sides.

    ``score`` is the likeness of the two sides, ``None`` where one is empty. ``evidence`` says in words why they were
    paired (shown by ``-v``), each a ``Sentence`` where it has a Chinese form.
    """

    kind: ChangeKind
    old: tuple[Place, ...]
    new: tuple[Place, ...]
    edits: tuple[Edit, ...] = ()
    facts: tuple[Fact, ...] = ()
    score: float | None = None
    renumbered: bool = False
    moved: bool = False
    editorial: bool = False
    evidence: tuple[str, ...] = ()
    passages: tuple[Passage, ...] = ()
    links: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One side of a comparison: which text, of when, from which bytes."""

    ref: str
    title: str
    doc_number: str | None
    date: str | None
    sha256: str | None
    issuers: tuple[str, ...] = ()
    effective: Effect | None = None


Matter: TypeAlias = Literal["money", "time", "duty", "penalty", "rule", "office", "scope"]
"""What a line of the brief is about; the lines are grouped by it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyChange:
    """One line of the brief: where, and what changed, in words of the texts (``english``: with English around them).

    ``quoted`` are the words of the line that stand in the old text and in the new one; ``brief`` says whether it is one
    of the few that a reader sees first.
    """

    label: str
    text: str
    weight: float
    change: int
    """Index into ``ChangeSet.changes``."""
    matter: Matter = "scope"
    english: str = ""
    quoted: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
    brief: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeSet:
    """The comparison of two instruments or documents (``tracker.diff/1``)."""

    old: Version
    new: Version
    changes: tuple[Change, ...]
    key_changes: tuple[KeyChange, ...] = ()
    terms: tuple[tuple[str, str, int], ...] = ()
    """Mechanical replacements that recur: (old term, new term, how often)."""
    remarks: tuple[str, ...] = ()
    """What the reader must know first, such as that the two texts do not look like versions of one measure.

    Each is a ``Sentence`` where it has a Chinese form.
    """
    coarse: bool = False
    """Whether the comparison was cut short somewhere, because a text is too large; a remark says where and how."""

    @property
    def diffs(self) -> tuple[ChangeSet, ...]:
        """This comparison alone: what compares two single documents is read like what compares two issues."""
        return (self,)


@dataclass(frozen=True, slots=True, kw_only=True)
class DiffSet:
    """The comparison of two issues (``tracker.diff-set/1``): matched documents, added and removed ones."""

    diffs: tuple[ChangeSet, ...]
    added: tuple[Version, ...] = ()
    removed: tuple[Version, ...] = ()
    old: Version | None = field(default=None)
    new: Version | None = field(default=None)


# --- what an amending decision gives: tracker.amend/1 -----------------------------------------------------------------

InstructionStatus: TypeAlias = Literal["applied", "doubtful", "failed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Instruction:
    """One atomic operation of an amending decision and what became of it.

    ``target`` counts in the old text, ``result`` in the new one.
    """

    n: str
    kind: str
    target: str | None
    result: str | None
    status: InstructionStatus
    reason: str | None
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Consolidation:
    """The text after an amending decision was applied, and what became of every instruction."""

    title: str
    articles: tuple[Place, ...]
    instructions: tuple[Instruction, ...]
    lines: tuple[str, ...] = ()
    """The whole text as printed, one paragraph a line: title, preamble, headings and articles with their labels."""
    instruments: tuple[Instrument, ...] = ()
    """The consolidated text, and its annexes after it; spans count in ``lines`` joined with line feeds."""
