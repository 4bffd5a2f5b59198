"""A text as Akoma Ntoso 3.0 (OASIS LegalDocML), the interchange format of legislation: what it is, and its words.

A work has the address ``/akn/cn/act/<year>/<number>`` by its document number, so that a citation leads to it without
anything being looked up; one without a number has its day and title there. What a text says of itself is told, and
nothing that is not known: a day that is missing is the standard's own ``0001-01-01`` with the name ``unknown``. The
words stand in ``akoma_ntoso_words``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from tracker.language.document_kinds import kind_of
from tracker.model import Document, Instrument
from tracker.render.akoma_ntoso_words import Words, element, indented, slug, words_of, work_address
from tracker.render.visible_characters import visible

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
UNKNOWN = "0001-01-01"
_EDITOR = "#tracker"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What others say of a text: when it was published and in which gazette, from when until when (ISO) it holds.

    ``until`` is its last day. ``changed_by`` are the numbers of the documents whose changes are in the text.
    """

    published: str = ""
    gazette: str = ""
    start: str = ""
    until: str = ""
    changed_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """One text with what its metadata say: ``part`` is empty for the main text, else its name among the parts."""

    document: Document
    title: str
    standing: Standing
    part: str = ""

    @property
    def work(self) -> str:
        """The address of the work; the rules that one document hands down together have their titles behind it."""
        document = self.document
        several = sum(one.role == "measure" for one in document.instruments) > 1
        own = "" if not several or self.title == document.title else self.title
        return work_address(document.doc_number or "", document.date or "", document.title, own)

    @property
    def signed(self) -> str:
        return self.document.date or ""

    @property
    def day(self) -> str:
        """The day of this version."""
        return self.standing.start or self.signed


def akoma_ntoso(document: Document, value: Document | Instrument, standing: Standing | None = None) -> str:
    """A document, or one text of it (also as others changed it), as an XML file.

    Of a document the measure is the main text, or its first text where it has none; the others are attachments.
    """
    known = standing or Standing()
    if isinstance(value, Document):
        texts = value.instruments or (Instrument(role="circular", title=value.title, span=value.span),)
        main = next((one for one in texts if one.role == "measure"), texts[0])
        rest = tuple(one for one in texts if one is not main)
    else:
        main, rest = value, ()
    root = element("akomaNtoso", xmlns=NAMESPACE)
    told = _Told(document=document, title=main.title or document.title, standing=known)
    root.append(_text(told, main, tuple(_attachments(told, rest))))
    indented(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _attachments(main: _Told, rest: tuple[Instrument, ...]) -> Iterator[ET.Element]:
    for number, one in enumerate(rest, 1):
        attached = element("attachment", eId=f"att_{number}")
        told = _Told(
            document=main.document, title=one.title or main.document.title, standing=main.standing, part=f"att_{number}"
        )
        attached.append(_text(told, one, ()))
        yield attached


def _text(told: _Told, instrument: Instrument, attachments: tuple[ET.Element, ...]) -> ET.Element:
    """The element of one text, with those that are attached to it."""
    words = words_of(instrument.body, f"{told.part}__" if told.part else "")
    contains = "singleVersion" if told.standing.changed_by else "originalVersion"
    text = element("act" if words.is_act else "doc", name=_name(told, instrument), contains=contains)
    text.append(_meta(told))
    text.append(_preface(told, instrument))
    text.extend(_sections(words))
    if attachments:
        element("attachments", text).extend(attachments)
    return text


def _name(told: _Told, instrument: Instrument) -> str:
    """What kind of text it is: 办法, 通知, 附件."""
    return told.document.kind if instrument.role == "circular" and not told.part else kind_of(told.title)


def _preface(told: _Told, instrument: Instrument) -> ET.Element:
    preface = element("preface")
    title = element("p", element("longTitle", preface))
    element("docTitle", title, visible(told.title))
    if told.document.doc_number and (instrument.role == "circular" or not told.part):
        element("docNumber", element("p", preface), visible(told.document.doc_number))
    return preface


def _sections(words: Words) -> Iterator[ET.Element]:
    if words.before:
        yield _filled("preamble", words.before)
    yield _filled("body" if words.is_act else "mainBody", words.within)
    if words.behind:
        yield _filled("conclusions", words.behind)


def _filled(name: str, parts: tuple[ET.Element, ...]) -> ET.Element:
    filled = element(name)
    filled.extend(parts)
    return filled


# --- metadata ---------------------------------------------------------------------------------------------------------


def _meta(told: _Told) -> ET.Element:
    meta = element("meta")
    meta.append(_identification(told))
    standing = told.standing
    if standing.published:
        gazette = visible(standing.gazette)
        element("publication", meta, date=standing.published, name=gazette, showAs=gazette)
    if not told.part:
        meta.extend(_times(told))
    meta.append(_references(told))
    return meta


def _identification(told: _Told) -> ET.Element:
    """Work, expression and manifestation, as FRBR parts them: the rule, this version of its words, this file."""
    identification = element("identification", source=_EDITOR)
    component = told.part or "main"
    expression = f"{told.work}/zho@{told.day or UNKNOWN}"
    work = _frbr(identification, "FRBRWork", told.work, f"{told.work}/!{component}", told.signed, "signed")
    author = "#org-1" if told.document.issuers else "#unknown"
    element("FRBRauthor", work, href=author, attrib={"as": "#issuer"})
    element("FRBRcountry", work, value="cn")
    if told.document.doc_number:
        element("FRBRnumber", work, value=visible(told.document.doc_number))
    element("FRBRname", work, value=visible(told.title))
    version = _frbr(identification, "FRBRExpression", expression, f"{expression}/!{component}", told.day, "version")
    element("FRBRauthor", version, href=author, attrib={"as": "#issuer"})
    element("FRBRlanguage", version, language="zho")
    file = _frbr(
        identification, "FRBRManifestation", f"{expression}.akn", f"{expression}/!{component}.akn", told.day, "version"
    )
    element("FRBRauthor", file, href=_EDITOR, attrib={"as": "#editor"})
    return identification


def _frbr(above: ET.Element, name: str, address: str, this: str, day: str, of: str) -> ET.Element:
    found = element(name, above)
    element("FRBRthis", found, value=this)
    element("FRBRuri", found, value=address)
    element("FRBRdate", found, date=day or UNKNOWN, name=of if day else "unknown")
    return found


def _times(told: _Told) -> Iterator[ET.Element]:
    """The events of its life, and from when until when it is in force."""
    standing = told.standing
    lifecycle = element("lifecycle", source=_EDITOR)
    made = told.signed or told.day or UNKNOWN
    element("eventRef", lifecycle, eId="e_made", date=made, type="generation", source="#ro")
    if standing.changed_by:
        last = f"#by_{len(standing.changed_by)}"
        element("eventRef", lifecycle, eId="e_changed", date=told.day or UNKNOWN, type="amendment", source=last)
    interval = {"refersTo": "#in-force"}
    for name, day, key in (("e_start", standing.start, "start"), ("e_end", standing.until, "end")):
        if day:
            kind = "repeal" if key == "end" else "generation"
            element("eventRef", lifecycle, eId=name, date=day, type=kind, source="#ro")
            interval[key] = f"#{name}"
    yield lifecycle
    if len(interval) > 1:
        temporal = element("temporalData", source=_EDITOR)
        element("timeInterval", element("temporalGroup", temporal, eId="t_in-force"), attrib=interval)
        yield temporal


def _references(told: _Told) -> ET.Element:
    """What the metadata point to: the work itself, what it ends, what changed it, who made it."""
    references = element("references", source=_EDITOR)
    prefix = f"{told.part}__" if told.part else ""
    for name, key, href, shown in _referred(told):
        element(name, references, eId=prefix + key, href=href, showAs=visible(shown))
    return references


def _referred(told: _Told) -> Iterator[tuple[str, str, str, str]]:
    """Each of them: the element, its name, the address, the words."""
    document = told.document
    yield "original", "ro", told.work, document.doc_number or document.title
    if not told.part:
        for number, name in enumerate(told.standing.changed_by, 1):
            yield "passiveRef", f"by_{number}", work_address(name, "", name), name
        for number, ended in enumerate(document.repeals, 1):
            address = work_address(ended.doc_number or "", "", ended.title)
            yield "activeRef", f"ends_{number}", address, ended.doc_number or ended.title
    for number, issuer in enumerate(document.issuers, 1):
        yield "TLCOrganization", f"org-{number}", f"/akn/ontology/organization/cn/{slug(issuer)}", issuer
    if not document.issuers:
        yield "TLCOrganization", "unknown", "/akn/ontology/organization/cn/unknown", "unknown"
    yield "TLCOrganization", "tracker", "/akn/ontology/organization/tracker", "gazette-tracker"
    yield "TLCRole", "issuer", "/akn/ontology/role/issuer", "issuer"
    yield "TLCRole", "editor", "/akn/ontology/role/editor", "editor"
    yield "TLCConcept", "in-force", "/akn/ontology/concept/in-force", "in force"
