"""The texts that a document changes or sets right, as its title or its text names them.

关于修改《甲办法》的决定, 关于修改《甲办法》《乙规定》的通知, 甲条例修正案（二）, 关于《甲办法》的更正. A decision on
several measures (《甲办法》等五件规章, 部分规章) names them in its text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tracker.language.numerals import HAN_NUMBER, NUMERAL
from tracker.language.patterns import regex
from tracker.language.titles import HANDS_DOWN, levelled, rule_key
from tracker.model import AmendedText, AmendingKind, Instrument, Role
from tracker.parse.clauses.names_in_sentences import NamedText, named_texts, printed_names
from tracker.parse.clauses.voice import Said

_AMENDING = regex(
    r"关于(?:废止[和、并])?(?:修改|修订|修正)(?:[和、并]废止)?(?P<what>.+)"
    r"的(?:决定|通知|公告|决议|令)(?:〔[^〔〕]*〕)?$"
)
_AMENDMENT = regex(r"^(?P<what>[^《》]+)修正案(?:〔[^〔〕]*〕)?$")
_CORRECTION = regex(
    r"(?:关于)?(?:对)?(?P<what>.+?)(?:有关|部分|个别|相关)?(?:内容|文字|条款|条文|表述)?的?(?:更正|勘误|订正)(?:的?(?:通知|公告|说明|启事|函|声明))?$|"
    r"关于(?:更正|勘误|订正)(?P<object>.+?)(?:有关|部分|个别)?(?:内容|文字|条款)?的(?:通知|公告|说明|函)$"
)
"""关于《甲办法》的更正, 关于更正《甲办法》部分内容的通知. Not 更正登记, an act on a register."""
_CORRECTS = regex(r"应[当]?为|更正为|改为|误(?:为|写|印|排)|特此更正|予以更正")
_SEVERAL = regex(rf"等|部分|若干|有关|一批|(?!一){NUMERAL}(?:件|部|个|项)")
_HANDS_DOWN = regex(HANDS_DOWN)
_NAMED = r"《(?:[^《》]|《[^《》]*》)*》(?:[（(〔\[【][^（）()]{0,200}?[）)〕\]】])?"
_TO_CHANGE = regex(
    rf"(?:^|{HAN_NUMBER}、|\d[.、]|[)）]|对|将)\s*(?:修改)?(?P<name>{_NAMED})"
    rf"(?=[^《》。；]{{0,30}}?(?:作|做)?(?:出|了)?(?:如下|以下)?(?:修改|修正)|第{HAN_NUMBER}条|[（(。：:]|$)"
)
"""一、修改《甲办法》; 对《甲办法》作如下修改; （二）《乙规定》第三条修改为."""


_HEAD = regex(
    r"(?:对)?(?:下列|以下)[^。《》]{0,24}(?:修改|修正)|(?:修改|修正)[^。，；《》]{0,8}(?:下列|以下)|^[^。《》]{0,6}(?:予以)?修改的[^，。；《》]{2,20}$"
)
"""What stands above a list of texts that are changed: 对下列规章予以修改."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Paper:
    """A document as this module reads it."""

    title: str
    texts: tuple[Said, ...]
    roles: frozenset[Role]


def amended_texts(instruments: Sequence[Instrument], texts: Sequence[Said], title: str) -> tuple[AmendedText, ...]:
    """The texts that a document changes or sets right; none where it hands down a revised measure whole."""
    plain = levelled(title)
    paper = _Paper(
        title=title,
        texts=tuple(texts),
        roles=frozenset(instrument.role for instrument in instruments),
    )
    if hands_down_revised(title, paper.roles):
        return ()
    if amendment := _AMENDMENT.match(plain):
        return tuple(_of_title([amendment["what"]], paper))
    if match := _AMENDING.search(plain):
        return _of_decision(match["what"], paper)
    if "更正" in plain or "勘误" in plain or "订正" in plain:
        return _corrected(plain, paper)
    return () if title else _in_text(paper)


def hands_down_revised(title: str, roles: frozenset[Role]) -> bool:
    """Whether a circular hands down a revised measure whole (关于修订印发《…》的通知) rather than changing one."""
    return "measure" in roles and _HANDS_DOWN.search(levelled(title)) is not None


def _of_decision(what: str, paper: _Paper) -> tuple[AmendedText, ...]:
    if "《" not in what:
        return _in_text(paper) if _SEVERAL.search(what) else tuple(_of_title([what], paper))
    named = tuple(_of_title([one.title for one in named_texts(what)], paper))
    if not _SEVERAL.search(what[what.rfind("》") :]):
        return named
    known = {rule_key(one.title) for one in named}
    return (*named, *(one for one in _in_text(paper) if rule_key(one.title) not in known))


def _corrected(plain: str, paper: _Paper) -> tuple[AmendedText, ...]:
    """What a notice of correction sets right: the text of its title, else those whose words its text mends."""
    match = _CORRECTION.search(plain)
    what = (match["what"] or match["object"] or "") if match else ""
    if named := [one.title for one in named_texts(what)]:
        return tuple(_of_title(named, paper, kind="correction"))
    found: dict[str, AmendedText] = {}
    for sentence in _sentences(paper):
        if _CORRECTS.search(sentence.own):
            for one in list(printed_names(sentence))[:1]:
                found.setdefault(rule_key(one.title), _amended(one, sentence, kind="correction"))
    return tuple(found.values())


def _of_title(titles: Sequence[str], paper: _Paper, *, kind: AmendingKind = "amendment") -> Iterator[AmendedText]:
    for title in titles:
        at = _numbered(title, paper)
        yield AmendedText(
            title=title,
            doc_number=at[0].number if at else None,
            kind=kind,
            quote=paper.title,
            place=at[1].place if at else "",
            span=at[1].span if at else None,
        )


def _numbered(title: str, paper: _Paper) -> tuple[NamedText, Said] | None:
    """Where the text names an amended title with its number: 《甲办法》（京发〔2020〕1号)."""
    key = rule_key(title)
    for sentence in _sentences(paper):
        for one in printed_names(sentence):
            if one.number and key in rule_key(one.title):
                return one, sentence
    return None


def _in_text(paper: _Paper) -> tuple[AmendedText, ...]:
    """Every title that the text says it changes; a list of them is often nothing but labels."""
    found: dict[str, AmendedText] = {}
    listing = False
    for sentence in _sentences(paper):
        words = f"{sentence.label}{sentence.own}"
        if _HEAD.search(words):
            listing = True
        elif "废止" in words or "失效" in words:
            listing = False
        elif listing and (named := _entry(sentence)):
            found.setdefault(rule_key(named.title), _amended(named, sentence))
        if "修改" not in words and "修正" not in words:
            continue
        names: dict[int, NamedText] | None = None
        for match in _TO_CHANGE.finditer(words):
            names = {one.start: one for one in printed_names(sentence)} if names is None else names
            if named := names.get(match.start("name") - len(sentence.label)):
                found.setdefault(rule_key(named.title), _amended(named, sentence))
    return tuple(found.values())


def _entry(sentence: Said) -> NamedText | None:
    """The text that an entry of a list names: its title stands first, and nothing but its number and instructions."""
    first = next(printed_names(sentence), None)
    return first if first and first.start == 0 else None


def _amended(one: NamedText, sentence: Said, *, kind: AmendingKind = "amendment") -> AmendedText:
    return AmendedText(
        title=one.title,
        doc_number=one.number,
        kind=kind,
        quote=sentence.quote_of(one.start, one.end),
        place=sentence.place,
        span=sentence.span,
    )


def _sentences(paper: _Paper) -> Iterator[Said]:
    for text in paper.texts:
        yield from text.sentences()
