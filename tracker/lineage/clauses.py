"""Where a document says what it does to others: the sentences that repeal, and the titles that amend."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tracker.language.titles import inner_titles, levelled, rule_key
from tracker.lineage.naming import fold_number, is_number
from tracker.lineage.values import Mention
from tracker.model import Document, Instrument, Provision, Repeal, own_text, walk

_SENTENCE = re.compile(r"[^。；;]*[。；;]?")
_NAMED = re.compile(r"《((?:[^《》]|《[^《》]*》)*)》(?:[（(〔\[【]([^（）()]*?号)[）)〕\]】])?")
_ENDING = re.compile(r"废止|失效|停止执行|不再执行|予以取消|替代|取代")
_AMENDING = re.compile(r"关于(?:修改|修订|修正)(?P<what>.+)的(?:决定|通知|公告|决议|令)(?:〔[^〔〕]*〕)?$")
_AMENDMENT = re.compile(r"^(?P<what>[^《》]+)修正案(?:〔[^〔〕]*〕)?$")
_SEVERAL = re.compile(r"等|部分|若干|有关|一批|[二三四五六七八九十\d]+(?:件|部|个|项)")
_NOTICE = re.compile(r"(?:废止|失效|停止执行)")
_MAKES_RULE = re.compile(r"(?:废止|失效)[^《》]*(?:印发|发布|公布)")


def repeals(document: Document) -> tuple[Mention, ...]:
    """Every repeal of a document, with the sentence and the provision it stands in."""
    lines = tuple(_lines(document)) if document.repeals else ()
    return tuple(_located(repeal, lines) for repeal in document.repeals)


def _located(repeal: Repeal, lines: tuple[tuple[str, str, str], ...]) -> Mention:
    number = fold_number(repeal.doc_number) if repeal.doc_number else ""
    title = levelled(repeal.title)
    found: tuple[int, str, str] | None = None
    for sentence, folded, place in lines:
        named = bool(number) and number in fold_number(folded)
        if not named and not (title and title in folded):
            continue
        rank = 2 * named + bool(_ENDING.search(sentence))
        if found is None or (rank, -len(sentence)) > (found[0], -len(found[1])):
            found = (rank, sentence, place)
    quote, place = (found[1], found[2]) if found else ("", "")
    return Mention(title=repeal.title, number=repeal.doc_number, quote=quote, place=place, partial=repeal.partial)


def _lines(document: Document) -> Iterator[tuple[str, str, str]]:
    """Every sentence and table row: (as printed, folded, label of the provision it stands in)."""
    for instrument in document.instruments:
        for sentence, place in _sentences(instrument.body, instrument.title if instrument.role == "annex" else ""):
            yield sentence, levelled(sentence), place


def _sentences(provisions: tuple[Provision, ...], place: str) -> Iterator[tuple[str, str]]:
    for provision in provisions:
        here = provision.label or place
        if provision.level not in {"signature", "date", "addressee"}:
            for row in provision.rows:
                yield " ".join(cell for cell in row if cell), here
            for match in _SENTENCE.finditer(own_text(provision)):
                if match[0].strip():
                    yield match[0].strip(), here
        yield from _sentences(provision.children, here)


def amendments(document: Document) -> tuple[Mention, ...]:
    """The documents that an amending decision changes, as its title or its text names them.

    关于修改《甲办法》的决定, 关于修改《甲办法》《乙规定》的通知, 甲条例修正案（二）. A decision on several measures
    (《甲办法》等五件规章, 部分规章) names them in its text.
    """
    if is_revision_circular(document):
        return ()
    title = levelled(document.title)
    amendment = _AMENDMENT.match(title)
    if amendment:
        return _mentions([amendment["what"]], document)
    match = _AMENDING.search(title)
    if match is None:
        return () if title else _amended_in_text(document)
    what = match["what"]
    if "《" not in what:
        return _amended_in_text(document) if _SEVERAL.search(what) else _mentions([what], document)
    named = _mentions([name for name, _ in _NAMED.findall(what)], document)
    return _distinct((*named, *_amended_in_text(document))) if _SEVERAL.search(what[what.rfind("》") :]) else named


def _mentions(names: list[str], document: Document) -> tuple[Mention, ...]:
    return tuple(Mention(title=name, number=_number_of(name, document), quote=document.title) for name in names if name)


def _distinct(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    return tuple({rule_key(mention.title): mention for mention in reversed(mentions)}.values())[::-1]


def is_revision_circular(document: Document) -> bool:
    """Whether a circular hands down a revised measure whole (关于修订印发《…》的通知) rather than changing one."""
    title = levelled(document.title)
    hands_down = re.search(r"(?:印发|发布|公布)", title) is not None
    return hands_down and any(instrument.role == "measure" for instrument in document.instruments)


_NAMED_TO_CHANGE = re.compile(
    rf"(?:^|[一二三四五六七八九十〇零百]、|\d[.、]|[)）]|对|将)\s*(?:修改)?{_NAMED.pattern}"
    r"(?=[^《》。；]{0,30}?(?:作|做)?(?:出|了)?(?:如下|以下)?(?:修改|修正)|第[一二三四五六七八九十百]+条|[（(。：:]|$)"
)
"""一、修改《甲办法》; 对《甲办法》作如下修改; （二）《乙规定》第三条修改为."""


def _amended_in_text(document: Document) -> tuple[Mention, ...]:
    found: dict[str, Mention] = {}
    for label, sentence, place in _labelled(document):
        for match in _NAMED_TO_CHANGE.finditer(f"{label}{sentence}"):
            if "修改" in sentence or "修正" in sentence:
                mention = Mention(title=match[1], number=match[2] or None, quote=sentence, place=place)
                found.setdefault(rule_key(match[1]), mention)
    return tuple(found.values())


def _labelled(document: Document) -> Iterator[tuple[str, str, str]]:
    """Every provision's own text with its label before it: a list of what is amended is often nothing but labels."""
    for instrument in document.instruments:
        for provision in walk(instrument.body):
            for match in _SENTENCE.finditer(own_text(provision)):
                if match[0].strip():
                    yield provision.label or "", match[0].strip(), provision.label or ""


def _number_of(title: str, document: Document) -> str | None:
    """The number printed after an amended title in the decision's text: 《甲办法》（京发〔2020〕1号）."""
    for sentence, _, _ in _lines(document):
        for match in _NAMED.finditer(sentence):
            if match[2] and is_number(match[2]) and levelled(title) in levelled(match[1]):
                return match[2]
    return None


def is_notice(document: Document, measures: tuple[Instrument, ...]) -> bool:
    """Whether a document's only purpose is to end others: 关于废止《…》的通知, 关于公布失效文件目录的公告."""
    title = levelled(document.title)
    return bool(_NOTICE.search(title)) and not measures and not _MAKES_RULE.search(title)


def carried_titles(document: Document) -> tuple[str, ...]:
    """The titles of the measures that a circular says it hands down."""
    return inner_titles(document.title)
