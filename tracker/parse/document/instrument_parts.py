"""A document's lines → its instruments: the circular, the measure it issues, its annexes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress, pairwise

from tracker.language.bodies import is_office
from tracker.language.dates import date_line
from tracker.language.document_kinds import kind_of
from tracker.language.labels import label_of
from tracker.language.marks import BLANK, BLANK_SIGNS
from tracker.language.numbers_of_documents import number_line
from tracker.language.numerals import DIGITS_SIGNS, HAN_SIGNS
from tracker.language.patterns import regex
from tracker.language.sentence_ends import complete
from tracker.language.titles import HANDS_DOWN, QUOTED, title_key
from tracker.model import Instrument, Noise, Provision, Role
from tracker.parse.document.blocks import to_blocks, without_repeated_headers
from tracker.parse.document.inner_contents import without_contents
from tracker.parse.document.matter import ANNEX_LIST, NOTE, enacted_note, is_matter, is_shell, lead, node, tail
from tracker.parse.document.spelled_titles import TITLE_LINES, ends_spelled, may_begin, spelled_at
from tracker.parse.document.tree import build
from tracker.parse.issue.joined_title import join_title
from tracker.parse.issue.title_lines import title_piece
from tracker.parse.lines import Line, spread, tidy

_ANNEX_HEAD = regex(
    rf"附{BLANK}*(?:[件表录图]{BLANK}*([{DIGITS_SIGNS}{HAN_SIGNS}]*)(?:[-—－][0-9]+)?{BLANK}*[:：.．、]?|[:：])"
)
"""The line that an annex begins with: 附件, 附件1, 附表2-1：, 附件1., 附：. Not 附则, and no title on it."""
_ISSUED = regex(rf"(?:{HANDS_DOWN}|实施|修订|制定|执行)[^《》]{{0,24}}(《.+》)")
_QUOTED = regex(QUOTED)
_ISSUED_BARE = regex(rf"{HANDS_DOWN}([^《》]{{6,80}})的(?:通知|公告|通告|决定|函)$")
_ADDRESSEE = regex(r"[^。；;]{2,240}[:：]")


@dataclass(frozen=True, slots=True)
class Part:
    """A run of lines that makes one instrument; ``head`` counts the lines of its label and title."""

    role: Role
    title: str
    lines: Sequence[Line]
    head: int = 0
    marker: int = 0
    """Lines at the start that hold an annex's label (附件1), or the number above a measure's title."""


def instruments(lines: Sequence[Line], title: str, noise: list[Noise]) -> tuple[Instrument, ...]:
    """The instruments of a document whose heading has been taken off; contents lists inside them go to ``noise``."""
    return tuple(_instrument(part, noise) for part in _parts(lines, title) if part.lines)


def measure_titles(title: str) -> tuple[str, ...]:
    """The titles of the measures that a circular issues: 关于印发《甲》和《乙》的通知, 关于印发甲的通知."""
    match = _ISSUED.search(title)
    if match:
        return tuple(found[1] for found in _QUOTED.finditer(match[1]))
    bare = _ISSUED_BARE.search(title)
    return (bare[1],) if bare and kind_of(bare[1]) != "文件" else ()


# --- dividing a document --------------------------------------------------------------------------


def _parts(lines: Sequence[Line], title: str) -> list[Part]:
    first_annex = _first_annex(lines)
    main = lines[:first_annex]
    split = None if "任免" in title else _end_of_circular(main, title)
    parts: list[Part] = []
    key = title_key(title)
    carried = measure_titles(title)
    if split is not None:
        carried = tuple(dict.fromkeys((*carried, *_handed_down(main[:split]))))
    goals = _goals(carried)
    if split is None:
        role: Role = "circular" if _is_circular(title) else "measure"
        own, *others = _texts(main, 0, goals, key)
        parts.append(Part(role, title, main[slice(*own)]))
    else:
        parts.append(Part("circular", title, main[:split]))
        own, *others = _texts(main, split, goals, key)
        parts.append(_measure(main[slice(*own)], goals, carried[0] if carried else title))
    parts.extend(_measure(main[slice(*other)], goals, carried[0] if carried else title) for other in others)
    listed = {title_key(_LISTED.sub("", line.text)) for line in main} if first_annex < len(lines) else set()
    measures = _goals([*carried, *_handed_down(main)] if split is None else [])
    parts.extend(_annexes(lines[first_annex:], measures, listed))
    return parts


_HANDS_DOWN = regex(HANDS_DOWN)
_GROUNDS = regex(r"(?:根据|按照|依据|依照|遵照|贯彻|落实|执行)[^，。]{0,4}《[^，。]*")
"""On what a circular rests: 根据《某条例》和《某办法》的规定，."""


def _handed_down(circular: Sequence[Line]) -> Iterator[str]:
    """The titles that a circular says in its own words that it issues: 《甲》和《乙》已经…同意，现印发给你们."""
    for line in circular:
        if _HANDS_DOWN.search(line.text) and "《" in line.text and label_of(line.raw) is None:
            yield from (found[1] for found in _QUOTED.finditer(_GROUNDS.sub("", line.text)))


def _goals(titles: Sequence[str]) -> dict[str, int]:
    """Titles folded, each with its place among them."""
    goals: dict[str, int] = {}
    for title in titles:
        goals.setdefault(title_key(title), len(goals))
    return goals


def _measure(lines: Sequence[Line], goals: Mapping[str, int], title: str) -> Part:
    """One measure of those whose folded titles are ``goals``; ``title`` where it prints none."""
    number = 1 if len(lines) > 1 and number_line(lines[0].text) else 0
    head = _title_lines(lines, number, goals)
    own = join_title("\n".join(line.raw for line in lines[number:head])) or title
    return Part("measure", own, lines, head, number)


def _texts(lines: Sequence[Line], start: int, goals: Mapping[str, int], own: str) -> list[tuple[int, int]]:
    """The texts that follow one another from line ``start``, each from its title.

    A circular may print several measures, and an amending decision the amended texts behind it: each begins with the
    title that the circular names, or with a title over a note on its enactment or over a first article or chapter;
    ``own`` is the key of the document's title, which stands again below such a note and begins nothing.
    """
    starts = {start}
    first = start + 1 if start + 1 < len(lines) and number_line(lines[start].text) else start
    signs = {goal[:1] for goal in goals}
    for i in range(first + 1, len(lines) if goals else 0):
        if may_begin(lines[i].text[0], signs) and ends_spelled(lines, i, goals):
            starts.add(i)
    for i in range(start + 1, len(lines)):
        if lines[i].text[0] in "(（第" and (_is_first(lines[i]) or enacted_note(lines, i)):
            title = _title_above(lines, i, start)
            if title is not None and not spelled_at(lines, title, own):
                starts.add(title)
    return list(pairwise([*sorted(starts), len(lines)]))


def _is_first(line: Line) -> bool:
    """Whether a line is the first article, chapter or part of a text."""
    label = label_of(line.raw)
    return label is not None and label.number == 1 and label.level in _FIRST and label.sure


def _title_above(lines: Sequence[Line], i: int, start: int) -> int | None:
    """The first line of the title that ends above line ``i``, within the text that begins at ``start``."""
    first = i
    while first > start and i - first < TITLE_LINES and _titles(lines[first - 1]):
        first -= 1
    if first in (start, i) or not lines[first].after_blank:
        return None
    title = "".join(line.text for line in lines[first:i])
    return first if len(title) >= _SHORTEST_TITLE and kind_of(title) != "文件" else None


def _titles(line: Line) -> bool:
    """Whether a line can be part of a measure's title, and is no signature."""
    return title_piece(line) and line.text[0] not in "(（" and not is_office(line.text)


_SHORTEST_TITLE = 6
_FIRST = frozenset({"article", "chapter", "part"})


def _is_circular(title: str) -> bool:
    return kind_of(title) in {
        "通知", "通告", "公告", "通报", "决定", "决议", "批复", "函", "令", "命令", "报告", "请示", "公报", "答复",
        "文件",
    }  # fmt: skip


def _first_annex(lines: Sequence[Line]) -> int:
    """The first line that begins an annex."""
    dated = False
    for i, line in enumerate(lines):
        if line.text[0] == "附" and _begins_annex(lines, i, behind=dated):
            return i
        dated = dated or date_line(line.text) is not None
    return len(lines)


_TITLED_ANNEX = regex(
    rf"附{BLANK}*[件表录]{BLANK}*[{DIGITS_SIGNS}{HAN_SIGNS}]*{BLANK}*(?:[:：]{BLANK}*|{BLANK}+|(?<=[{DIGITS_SIGNS}]))"
    r"(?=[\u4e00-\u9fff《])"
)
"""The label of an annex with its title on the same line: 附件1 某市清淤方案, 附件2：任务表."""


def _begins_annex(lines: Sequence[Line], i: int, *, behind: bool) -> bool:
    """Whether a line is 附件 (with a number, perhaps) with text after it, or such a label and a title on one line.

    The latter stands ``behind`` the signing date or another annex, and no list of annexes does: text follows it.
    """
    if i + 1 == len(lines):
        return False
    if _ANNEX_HEAD.fullmatch(lines[i].text):
        return True
    label = _TITLED_ANNEX.match(lines[i].raw)
    if (
        label is None
        or not lines[i].after_blank
        or complete(lines[i].text)
        or len(lines[i].text) > _LONGEST_ANNEX_TITLE
    ):
        return False
    following = lines[i + 1]
    listed = (
        _ANNEX_HEAD.fullmatch(following.text)
        or _TITLED_ANNEX.match(following.raw)
        or ANNEX_LIST.match(following.text)
        or following.text[0] in "2２二"
    )
    return behind and not listed and not _OMITTED.search(lines[i].text)


_LONGEST_ANNEX_TITLE = 60
_OMITTED = regex(r"[(（](?:略|另[附发]|见[^()（）]*)[)）]$|下载|点击")


def _end_of_circular(lines: Sequence[Line], title: str) -> int | None:
    """Where the measure begins behind the circular that issues it; ``None`` where there is one text only.

    The measure begins after the signing date (and remarks behind it), or at a line that spells its title.
    """
    head = next((i for i, line in enumerate(lines) if i and date_line(line.text)), len(lines))
    if _issues(title) and (named := _first_spelled(lines[:head], list(_handed_down(lines[:head])))):
        return named  # the circular has no date of its own below it
    for i, line in enumerate(lines[:-1]):
        if line.text[-1] in "日)）" and date_line(line.text) and i > 0:
            k = i + 1
            while k < len(lines) and (NOTE.fullmatch(lines[k].text) or is_office(lines[k].text)):
                k += 1
            return k if k < len(lines) and not _only_matter(lines[k:]) else None
    for carried in measure_titles(title)[:1]:
        return _spelled(lines, title_key(carried))
    return None


def _issues(title: str) -> bool:
    """Whether a title says that the document hands another text down: 关于印发…的通知, 某政府批转某局…的通知."""
    return _HANDS_DOWN.search(title) is not None and kind_of(title) in {"通知", "公告", "通告", "决定", "函", "令"}


def _only_matter(lines: Sequence[Line]) -> bool:
    return all(is_matter(line.text) for line in lines)


def _spelled(lines: Sequence[Line], goal: str) -> int | None:
    """The first line from which lines together spell a folded title."""
    return next((i for i in range(1, len(lines)) if spelled_at(lines, i, goal)), None)


def _first_spelled(lines: Sequence[Line], titles: Sequence[str]) -> int | None:
    """The first line that begins one of some titles: of the first of them that stands anywhere."""
    goals = _goals(titles)
    signs = {goal[:1] for goal in goals}
    found: dict[int, int] = {}
    for i in range(1, len(lines) if goals else 0):
        for order, _ in ends_spelled(lines, i, goals) if may_begin(lines[i].text[0], signs) else ():
            found.setdefault(order, i)
    return found[min(found)] if found else None


def _title_lines(lines: Sequence[Line], start: int, goals: Mapping[str, int]) -> int:
    """The index past the lines of a measure's title that begins at ``start``."""
    if spelled := ends_spelled(lines, start, goals):
        return _with_tail(lines, min(spelled)[1])
    end = start
    while (
        end < len(lines)
        and end - start < TITLE_LINES
        and title_piece(lines[end])
        and not _ADDRESSEE.fullmatch(lines[end].text)
    ):
        end += 1
        whole = join_title("\n".join(line.raw for line in lines[start:end]))
        if kind_of(whole) != "文件" and _with_tail(lines, end) == end:
            break
    return end


_BRACKETED = regex(r"[(（][^()（）]{1,24}[)）]")


_BYLINE = regex(rf"[委局厅办部会院署联][{BLANK_SIGNS}、]+\S|[委局厅部院署][)）]$")
"""The bodies who drew up a text that another body forwards: （市发展改革委 市交通委）."""


def _with_tail(lines: Sequence[Line], end: int) -> int:
    """A title printed with a tail that the circular leaves out: (试行) on a line of its own."""
    if end == len(lines) or not _BRACKETED.fullmatch(lines[end].text) or _BYLINE.search(lines[end].raw):
        return end
    return end if NOTE.fullmatch(lines[end].text) or enacted_note(lines, end) else end + 1


_LISTED = regex(rf"(?:附{BLANK}*[件表录]?{BLANK}*[:：])?{BLANK}*(?:[{DIGITS_SIGNS}{HAN_SIGNS}]{{1,2}}{BLANK}*[.．、])?")
"""What stands before the title of an annex in the circular's list: 附件：1."""


def _annexes(lines: Sequence[Line], measures: Mapping[str, int], listed: set[str]) -> list[Part]:
    """The annexes, each from its line 附件N; ``listed`` are the folded titles that the circular gives them."""
    starts = [
        i for i, line in enumerate(lines) if i == 0 or (line.text[0] == "附" and _begins_annex(lines, i, behind=True))
    ]
    starts = starts if lines else []
    parts = []
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=False):
        own = lines[start:end]
        label = None if _ANNEX_HEAD.fullmatch(own[0].text) else _TITLED_ANNEX.match(own[0].raw)
        head = 1 if label else _annex_title(own, listed)
        printed = own[0].raw[label.end() :] if label else "\n".join(line.raw for line in own[1:head])
        title = join_title(printed)
        role: Role = "measure" if title_key(title) in measures else "annex"
        parts.append(Part(role, title, own, head, 1))
    return parts


def _annex_title(lines: Sequence[Line], listed: set[str]) -> int:
    """The index past the title of an annex: unlabelled, unpunctuated lines, not the caption of a table."""
    end = 1
    while (
        end < len(lines)
        and end < TITLE_LINES
        and title_piece(lines[end])
        and not _CAPTION_OF_TABLE.match(lines[end].text)
        and not _FIELD.search(lines[end].text)
    ):
        end += 1
        if title_key("".join(line.text for line in lines[1:end])) in listed:
            return _with_tail(lines, end)
        if end < len(lines) and lines[end].after_blank and kind_of(join_title(lines[end - 1].text)) != "文件":
            return _with_tail(lines, end)
    return end


_FIELD = regex(r"[:：](?![^《]*》)|__|[□☐]")
"""A field of a form, or the unit of a table: 申请单位（盖章）：, 单位：万元."""
_CAPTION_OF_TABLE = regex(rf"[表图]{BLANK}*[{DIGITS_SIGNS}{HAN_SIGNS}]+")


# --- one instrument -------------------------------------------------------------------------------


def _instrument(part: Part, noise: list[Noise]) -> Instrument:
    lines = part.lines
    body: list[Provision] = [node("note", [line], label=tidy(line.text)) for line in lines[: part.marker]]
    start, end = part.head, len(lines)
    before, start = lead(lines, start)
    if before and (again := spelled_at(lines, start, title_key(part.title))):
        noise.extend(Noise(kind="running-head", span=line.span) for line in lines[start:again])
        more, start = lead(lines, again)
        before += more
    printed = [one.level == "note" and is_shell(one.text) for one in before]
    noise.extend(Noise(kind="running-head", span=one.span) for one in compress(before, printed))
    before = [one for one, shell in zip(before, printed, strict=True) if not shell]
    after, end = tail(lines, start, end)
    inner, skipped = without_contents(lines[start:end], title_key(part.title))
    noise.extend(Noise(kind="contents", span=line.span) for line in skipped)
    blocks = to_blocks(inner)
    for block in blocks:
        if block.rows:
            noise.extend(Noise(kind="running-head", span=span) for span in without_repeated_headers(block))
    body += [*before, *build(blocks), *after]
    return Instrument(role=part.role, title=part.title, span=spread(lines), body=tuple(body))
