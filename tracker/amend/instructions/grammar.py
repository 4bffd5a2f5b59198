"""The grammar of amending instructions: an instruction becomes the steps it orders.

One function a rule, the rule in its docstring, “…” for a quotation. A rule looks at what follows the places read at the
cursor and answers with the steps and where it ended, or ``None``. Source: the drafting standards of the legislative
affairs commission for 修改决定 and 修正案, and the practice of the supreme court for decisions on many interpretations.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeAlias

from tracker.amend.instructions.annex_changes import (
    delete_row,
    insert_annex,
    own_annex_replaces,
    replace_by_own_annex,
    replace_cell,
)
from tracker.amend.instructions.corrections import as_instruction
from tracker.amend.instructions.cursor import BECOMES, QUOTE, QUOTES, UNQUOTED, Cursor, Found, bare
from tracker.amend.instructions.decision import is_commencement
from tracker.amend.instructions.exceptions import brought_out, excepting, fits, read_exception
from tracker.amend.instructions.insertions import insert, insert_division
from tracker.amend.instructions.numbered import Block, numbers_articles, reorders
from tracker.amend.instructions.place_words import read_places
from tracker.amend.instructions.places import ARTICLE, Place, number_of
from tracker.amend.instructions.quotation import Quoted, take_quotes
from tracker.amend.instructions.rearranging import merge, move, name_division, split, split_paragraphs, swap
from tracker.amend.instructions.steps import Step
from tracker.amend.instructions.word_changes import (
    append,
    delete,
    delete_last,
    insert_words,
    replace_each,
    replace_words,
)
from tracker.language.numerals import NUMERAL
from tracker.language.patterns import regex

Rule: TypeAlias = Callable[[Cursor], Found | None]

_WIDE: dict[int, str] = {ord(a): b for a, b in ((":", "："), (";", "；"), (",", "，"), (" ", ""), ("\u3000", ""))}
_SHORT = regex(
    rf"第(?P<numbers>(?:{NUMERAL}(?:[、和]{NUMERAL})+)|(?:[（(]{NUMERAL}[）)](?:[、和]?[（(]{NUMERAL}[）)])+))(?P<unit>[条款项])"
)
_ACTS = regex("删|增|修改为|合并|并入|移[至到]|拆|废止")
"""What orders more than new numbers."""
_CLAUSE_END = regex(r"$|[，。；、：\s]|并|同时|以及|[和及与](?=⟦|第|将|删)|相应|(?<=\n)")
_CONNECTIVE = regex(
    r"[，。；、：\s]+|同时|并且?(?=将|把|对|在|增|删|第|⟦)|此外|另外|相应地?(?=将|把|对|在|增|删|第|⟦)|其中的?(?=⟦|第)|"
    r"(?:以及|[和及与])(?=⟦|第|删)|(?:将|把|对|在)(?=[^，。；\s])|原(?=第)"
)


def replace_whole(cursor: Cursor) -> Found | None:
    """Places 修改为：“…”: the text of whole provisions; 这一款相应修改为 gives again what was changed word by word."""
    match = cursor.match(
        rf"(?:的?规定|的?内容)?[，,]?(?:分别|均)?{BECOMES}(?:{NUMERAL}[款项])?[：:]?\s*(?P<new>{QUOTES})"
    )
    if match is None or not cursor.scope:
        return None
    scope = cursor.scope
    whole = re.match(r"(?:这一|该|本)", cursor.text[cursor.start :]) is not None and "相应" in match[0]
    new = cursor.lines(match["new"])
    verb = "rename-division" if scope[0].level == "division" else "replace"
    if len(scope) == 1:
        steps: tuple[Step, ...] = (cursor.step(match.end(), verb=verb, places=scope, new=new, restates=whole),)
    else:
        steps = tuple(_one_each(cursor, match.end(), scope, match["new"]))
    return Found(steps=steps, end=match.end(), carried=tuple(map(bare, scope)))


def rename(cursor: Cursor) -> Found | None:
    """名称修改为《…》: a new title in its own brackets; 〈〉 inside them are 《》 in the title itself."""
    match = cursor.match(rf"{BECOMES}[：:]?《(?P<title>[^《》]+)》")
    if match is None or [place.level for place in cursor.scope] != ["title"]:
        return None
    title = match["title"].replace("〈", "《").replace("〉", "》")
    step = cursor.step(match.end(), verb="replace", places=cursor.scope, new=(title,))
    return Found(steps=(step,), end=match.end(), carried=cursor.scope)


def replace_unquoted(cursor: Cursor) -> Found | None:
    """Place 修改为：text without quotation marks, up to the next instruction."""
    match = cursor.match(rf"(?:的?规定|的?内容)?[，,]?{BECOMES}[：:]\s*(?=[^⟦\s])")
    if (
        match is None
        or len(cursor.places) != 1
        or cursor.places[0].level not in {"article", "paragraph", "item", "annex"}
    ):
        return None
    new, end = cursor.unquoted(match.end())
    step = cursor.step(end, verb="replace", places=cursor.places, new=new, remark=UNQUOTED)
    return Found(steps=(step,), end=end, carried=tuple(map(bare, cursor.places)))


def _one_each(cursor: Cursor, end: int, scope: tuple[Place, ...], slots: str) -> Iterator[Step]:
    """第一款、第二款修改为：“…” “…”: a paragraph each; where the counts differ, the first takes all and it is said."""
    quotes = cursor.each(slots)
    texts = quotes if len(quotes) == len(scope) else [(line,) for line in cursor.lines(slots)]
    if len(texts) == len(scope):
        for place, text in zip(scope, texts, strict=True):
            yield cursor.step(end, verb="replace", places=(place,), new=text)
        return
    remark = "新文段数与所列条款数不一致"
    yield cursor.step(end, verb="replace", places=scope[:1], new=cursor.lines(slots), remark=remark)
    for place in scope[1:]:
        yield cursor.step(end, verb="delete", places=(place,), remark=remark)


def renumber(cursor: Cursor) -> Found | None:
    """Places 改为/作为 places(：“…”): new numbers, and with a quotation a new text as well."""
    match = cursor.match(
        rf"(?:的?规定)?[，,]?(?:的?(?:序号|条号|顺序))?(?:分别|单独|单列|依次)*"
        rf"(?:(?:成为|作为|列为|列|为)?一条[，,]?(?:作为|列为)|{BECOMES}|(?:相应)?(?:作为|移作|列为))(?:新的)?(?:修改后)?"
    )
    if match is None or not cursor.places or cursor.match(rf"{NUMERAL}[条款项]", match.end()):
        return None
    results = cursor.read(match.end())
    if not results.places or any(place.zone for place in results.places):
        return None
    given = cursor.match(rf"(?:[，,](?:并)?(?:{BECOMES}))?[：:]\s*(?P<new>{QUOTES})", results.end)
    end = given.end() if given else results.end
    places, remark = cursor.places, None
    if len(places) != len(results.places):
        remark = "条号个数前后不一致"
    steps = [
        cursor.step(end, verb="renumber", places=(old,), results=(new,), remark=remark)
        for old, new in zip(places, results.places, strict=False)
    ]
    if given is not None and len(places) == 1:
        steps.append(cursor.step(end, verb="replace", places=places, new=cursor.lines(given["new"])))
    elif given is not None:
        steps += _one_each(cursor, end, places, given["new"])
    return Found(steps=tuple(steps), end=end, carried=tuple(map(bare, places)))


def reorder(cursor: Cursor) -> Found | None:
    """(对)条文顺序作相应调整: kept articles are numbered through; 以后各项顺序依次顺延 orders nothing further.

    A clause of its own: what stands before its comma is another instruction.
    """
    clause = cursor.match(r"(?:(?:根据|按照)(?:本决定|(?:上述|以上)(?:修改|规定))[，,])?[^，。；：\n⟦]*")
    if clause is None or not reorders(clause[0]) or _ACTS.search(clause[0]):
        return None
    if not numbers_articles(clause[0]):
        return Found(steps=(), end=clause.end())
    remark = "个别文字的调整决定未列明，正式文本可能另有改动" if re.search("个别文字|文字作", clause[0]) else None
    step = cursor.step(clause.end(), verb="reorder", places=(Place(zone="all"),), remark=remark)
    return Found(steps=(step,), end=clause.end())


def follow_on(cursor: Cursor) -> Found | None:
    """(原)第二项、第三项(依次)顺延: provisions behind an inserted one follow; articles are numbered through."""
    match = cursor.match(
        r"(?:的?(?:序号|条号|顺序))?(?:依次|相应|顺次|分别|均|逐[条项])*(?:往?后)?(?:顺延|类推|推移)(?![为至到])"
    )
    if match is None or not cursor.places:
        return None
    if cursor.places[0].level != "article":
        return Found(steps=(), end=match.end(), carried=tuple(map(bare, cursor.places)))
    step = cursor.step(match.end(), verb="reorder", places=(Place(zone="all"),))
    return Found(steps=(step,), end=match.end(), carried=tuple(map(bare, cursor.places)))


def label_pairs(cursor: Cursor) -> Found | None:
    """“第八条”调整为“第七条”: numbers of articles given as quotations, after an order to renumber."""
    match = cursor.match(rf"(?P<old>{QUOTE})[，,]?{BECOMES}[：:]?(?P<new>{QUOTE})")
    if match is None or cursor.scope:
        return None
    old, new = "".join(cursor.lines(match["old"])), "".join(cursor.lines(match["new"]))
    if not (re.fullmatch(ARTICLE, old) and re.fullmatch(ARTICLE, new)):
        return None
    places, results = (Place(article=number_of(old)),), (Place(article=number_of(new)),)
    step = cursor.step(match.end(), verb="renumber", places=places, results=results)
    return Found(steps=(step,), end=match.end(), carried=())


def commencement(cursor: Cursor) -> Found | None:
    """四十八、本修正案自…起施行 among the numbered instructions: accounted for, though it changes no words."""
    sentence = cursor.match(r"本[^。；：\n⟦]*")
    if sentence is None or not is_commencement(sentence[0]):
        return None
    step = cursor.step(sentence.end(), verb="commencement", places=(Place(zone="all"),))
    return Found(steps=(step,), end=sentence.end())


BEFORE_PLACES: tuple[Rule, ...] = (commencement, reorder, own_annex_replaces, delete_row, delete, insert_annex)
AFTER_PLACES: tuple[Rule, ...] = (
    insert_division,
    insert,
    name_division,
    label_pairs,
    replace_cell,
    replace_by_own_annex,
    insert_words,
    replace_words,
    replace_each,
    delete_row,
    delete_last,
    merge,
    split,
    split_paragraphs,
    move,
    swap,
    follow_on,
    renumber,
    replace_whole,
    rename,
    append,
    replace_unquoted,
)


def read_instructions(blocks: Iterable[Block], *, corrects: bool = False) -> tuple[Step, ...]:
    """The steps of a decision (or of a notice that ``corrects`` a text), in its order.

    What is not understood is a step of verb ``unknown``.
    """
    done: tuple[Step, ...] = ()
    for block in blocks:
        done = _with_block(done, block, corrects=corrects)
    return done


def _with_block(done: tuple[Step, ...], block: Block, *, corrects: bool) -> tuple[Step, ...]:
    """The steps read so far and those of one more numbered instruction, sentence by sentence."""
    quoted = take_quotes(block.text)
    text = brought_out(_tidy(quoted.text))
    text = as_instruction(text) if corrects else text
    printed = tuple(line for line in quoted.text.split("\n") if line.strip())
    raw = printed if len(printed) == text.count("\n") + 1 else None
    carried: tuple[Place, ...] = ()
    sentence: tuple[Step, ...] = ()
    excepted: tuple[Place, ...] = ()
    position, here = _skip(text, 0), 0
    whole = Cursor(n=block.n, text=text, quotes=quoted.quotes, start=0, at=0, raw=raw)
    while position < len(text):
        if _ends_sentence(text[here:position], quoted):
            done, sentence, excepted = (*done, *_sentence(sentence, excepted)), (), ()
        here = position
        start = replace(whole, start=position, at=position, carried=carried)
        if (exception := read_exception(text, position, carried)) is None:
            found = _apply(start) or _unknown(start)
            sentence += tuple(replace(_marked(step, quoted), single=corrects) for step in found.steps)
            carried = carried if found.carried is None else found.carried
            position = _skip(text, found.end)
            continue
        position = _skip(text, exception.end)
        if exception.before:
            excepted = exception.places
        elif sentence:
            sentence = excepting(sentence, exception.places)
        elif (narrowed := excepting(done, exception.places)) and fits(done, exception.places):
            done = narrowed
        else:
            sentence = (start.step(exception.end, verb="unknown", places=exception.places[:1]),)
    return (*done, *_sentence(sentence, excepted))


def _ends_sentence(words: str, quoted: Quoted) -> bool:
    """Whether a sentence ends in these words: at its mark, or behind a quotation that has the full stop inside."""
    last = re.search(r"⟦(\d+)⟧[^，；、：⟦⟧]*$", words)
    return re.search(r"[。；\n]", words) is not None or (
        last is not None and "".join(quoted.quotes[int(last[1])]).endswith("。")
    )


def _sentence(steps: tuple[Step, ...], excepted: Sequence[Place]) -> tuple[Step, ...]:
    """The steps of one sentence: without what it excepts, and in doubt where part of it was not understood."""
    out = excepting(steps, excepted) if excepted else steps
    if len({step.verb == "unknown" for step in out}) == 1:
        return out
    told = "同一句中还有未能识别的内容，可能对此有所限制"
    return tuple(step if step.verb == "unknown" else replace(step, remark=step.remark or told) for step in out)


def _apply(start: Cursor) -> Found | None:
    """The first rule that understands the clause at the cursor to its end, with its places read or without."""
    reading = read_places(start.text, start.at, start.carried)
    cursor = replace(start, at=reading.end, places=reading.places)
    for rules, at in ((BEFORE_PLACES, start), (AFTER_PLACES, cursor)):
        for rule in rules:
            if (found := rule(at)) is not None and _ends(at, found.end):
                return found
    return None


def _ends(cursor: Cursor, end: int) -> bool:
    """Whether a clause ends here: at a mark or a connective, or after a quoted sentence with a full stop of its own."""
    if _CLAUSE_END.match(cursor.text, end):
        return True
    last = re.search(r"⟦(\d+)⟧$", cursor.text[:end])
    return last is not None and "".join(cursor.quotes[int(last[1])]).endswith(("。", "；", "！", "？"))


def _spelt_out(match: re.Match[str]) -> str:
    """第一、二款 with every number as a place of its own."""
    numbers = re.findall(NUMERAL, match["numbers"])
    return "、".join(f"第{number}{match['unit']}" for number in numbers)


def _skip(text: str, position: int) -> int:
    while position < len(text) and (match := _CONNECTIVE.match(text, position)):
        position = match.end()
    return position


def _unknown(start: Cursor) -> Found:
    """What no rule understands, up to the end of its sentence; the clauses after it must name their article anew."""
    sentence = start.match(r"[^。；\n]*")
    end = max(sentence.end() if sentence else 0, start.at + 1)
    named = read_places(start.text, start.at, ()).places
    step = start.step(end, verb="unknown", places=named[:1])
    return Found(steps=(step,), end=end, carried=tuple(map(bare, named)))


def _marked(step: Step, quoted: Quoted) -> Step:
    """A step with a remark where a quotation mark is missing: where the new text ends is a guess then.

    What is done to a whole sentence is a change of words.
    """
    if step.place.sentence is not None and step.verb in {"replace", "delete"}:
        step = replace(step, verb="replace-words" if step.verb == "replace" else "delete-words", old=())
    if step.remark is None and quoted.unbalanced:
        return replace(step, remark="引号不配对，新文起止可能有误")
    return step


def _tidy(text: str) -> str:
    """The words of an instruction with full-width punctuation and without blanks; 第一、二款 is 第一款、第二款."""
    text = _SHORT.sub(_spelt_out, text.translate(_WIDE))
    return re.sub(r"\n+", "\n", text).strip()
