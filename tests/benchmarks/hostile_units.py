"""Texts made to make the program slow: each repeats one thing as often as asked; every word in them is invented.

A unit is a function from a number of characters to a text of about that many. Most stand alone; some repeat their
thing inside an issue, below a contents list and a number, where more rules look at it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import accumulate, count, takewhile

from tracker.language.numerals import LARGEST, int_to_han

Unit = Callable[[int], str]

_COVER = "澜亭市人民政府公报\n\n2024年第3期\n\n目  录\n\n"
_ENTRY = "澜亭市人民政府关于印发《澜亭市渡口管理办法》的通知（澜府规〔2024〕3号）………（{page}）\n\n"
_HEAD = "澜亭市人民政府关于印发《澜亭市渡口管理办法》的通知\n\n澜府规〔2024〕3号\n\n各区人民政府：\n\n"
_SIGNED = "\n\n澜亭市人民政府\n\n2024年3月5日\n\n"


def repeated(piece: str) -> Unit:
    """One piece as often as fits."""
    return lambda size: piece * max(1, size // len(piece))


def numbered(form: str) -> Unit:
    """A form that counts up: ``{n}`` is the number in digits, ``{han}`` in Chinese numerals (to 9999, and again)."""
    return lambda size: "".join(_up_to(size, (_number(form, n) for n in count(1))))


def _number(form: str, n: int) -> str:
    return form.format(n=n, han=int_to_han((n - 1) % LARGEST + 1))


def _up_to(size: int, pieces: Iterable[str]) -> Iterator[str]:
    lengths = accumulate(
        (piece for piece in pieces), lambda total, piece: (total[0] + len(piece), piece), initial=(0, "")
    )
    return (piece for _, piece in takewhile(lambda pair: pair[0] <= size, lengths))


def framed(before: str, unit: Unit, after: str = "") -> Unit:
    """A unit between a beginning and an end that stay as they are."""
    return lambda size: before + unit(max(1, size - len(before) - len(after))) + after


def in_issue(unit: Unit) -> Unit:
    """A unit as the text of the one document of an issue."""
    return framed(_COVER + _ENTRY.format(page=1) + _HEAD, unit, _SIGNED)


def in_document(unit: Unit) -> Unit:
    """A unit as the text of a circular, signed."""
    return framed(_HEAD, unit, _SIGNED)


def in_measure(unit: Unit) -> Unit:
    """A unit as the text of one article of a measure."""
    return framed(
        "澜亭市渡口管理办法\n\n第一条 为了管理渡口，制定本办法。\n\n第二条 ",
        unit,
        "\n\n第三条 本办法自2024年5月1日起施行。\n",
    )


def flattened(unit: Unit) -> Unit:
    """A unit on one long line, as a text that lost its line feeds."""
    return lambda size: unit(size).replace("\n", " ")


def listed(form: str, *, body: bool) -> Unit:
    """A contents list of entries of a form, each of which has its document in the body, or none has."""

    def made(size: int) -> str:
        entry = len(_number(form, 100)) + 1
        each = entry + (len(_number(form, 100)) + len(_SIGNED) + 30 if body else 0)
        titles = [_number(form, n) for n in range(1, max(2, size // each))]
        lines = "\n".join(titles)
        texts = "".join(
            f"{title.split('……')[0]}\n\n各区要做好第{n}项工作。{_SIGNED}" for n, title in enumerate(titles, 1)
        )
        return f"{_COVER}{lines}\n\n{texts if body else '正文从这里开始。'}\n"

    return made


_WORK = "关于做好第{n}项工作的通知"
_RULE = "《澜亭市渡口第{n}号规定》"
_NUMBERED_RULE = "《渡口规定》（澜府〔2010〕{n}号）、"
_AMENDING = "澜亭市人民政府关于修改部分规章的决定\n\n"
_GUARD = "渡口应当有人值守"
_CIRCULAR = f"澜亭市人民政府关于渡口的通知\n{_GUARD}。\n澜亭市人民政府\n2024年1月1日\n"

UNITS: dict[str, Unit] = {
    # one line of one sign
    "line: one Han sign": repeated("水"),
    "line: digits": repeated("9"),
    "line: Latin letters": repeated("x"),
    "line: blanks between signs": repeated("水　 "),
    "line: full stops": repeated("。"),
    "line: commas": repeated("，"),
    "line: dots": framed("甲", repeated("…"), "乙"),
    "line: dashes": repeated("—"),
    "line: hashes, stars and bars": repeated("#*|"),
    "line: tabs": framed("甲", repeated("\t乙"), "\t"),
    "line: numerals 一": repeated("一"),
    "line: opening brackets": repeated("（"),
    "line: closing brackets": repeated("）"),
    "line: brackets in turn": repeated("（）"),
    "line: opening title marks": repeated("《"),
    "line: nested title marks": lambda size: "《" * (size // 2) + "》" * (size // 2),
    "line: opening quotation marks": repeated("“"),
    "line: nested quotations": lambda size: "“" * (size // 2) + "”" * (size // 2),
    "line: quotations in turn": repeated("“甲”"),
    "line: square brackets and links": repeated("[甲](#a"),
    "line: angle brackets": repeated("<p "),
    "line: tags": repeated("<b>甲</b>"),
    "line: ampersands": repeated("&emsp"),
    "line: underscores and stars": repeated("__甲**"),
    "line: equals signs": framed("甲", repeated("=")),
    "line: signs without width": framed("甲", repeated("\u200b"), "乙"),
    # labels
    "label: 第一一一…条": lambda size: "第" + "一" * size + "条 甲。\n",
    "label: 第111…条": lambda size: "第" + "1" * size + "条 甲。\n",
    "label: 第一条 over and over": repeated("第一条"),
    "label: 一、 over and over": repeated("一、"),
    "label: （一） over and over": repeated("（一）"),
    "label: 1. over and over": repeated("1."),
    "label: 1.1.1.1": repeated("1."),
    "label: 第 with blanks": framed("第", repeated(" "), "条"),
    # lines
    "lines: one sign each": repeated("水\n"),
    "lines: one digit each": repeated("7\n"),
    "lines: short, in an issue": in_issue(repeated("各区应当做好渡口管理\n")),
    "lines: blank": framed("甲", repeated("\n"), "乙"),
    "lines: paragraphs in one article": in_measure(repeated("渡口应当有人值守。\n\n")),
    "lines: no full stop": repeated("渡口应当有人值守并且应当有灯在夜里亮着\n"),
    "lines: indented": repeated("　　渡口应当有人值守并且应当有灯在夜里亮着\n也应当有钟。\n"),
    "lines: open brackets": in_document(repeated("渡口（应当有人值守并且应当有灯在夜里亮着\n")),
    # structure
    "articles": numbered("第{han}条 渡口应当有{n}人值守。\n\n"),
    "articles: all of one number": repeated("第七条 渡口应当有人值守。\n\n"),
    "articles: every second number": lambda size: "".join(
        _up_to(size, (f"第{int_to_han(2 * n % LARGEST + 1)}条 渡口应当有人值守。\n\n" for n in count(1)))
    ),
    "chapters": numbered("第{han}章 渡口\n\n"),
    "headings without a number": in_measure(repeated("\n附则\n\n")),
    "outline: 一、": numbered("{han}、做好渡口管理\n渡口应当有人值守。\n"),
    "outline: （一） in one article": in_measure(numbered("\n（{han}）渡口应当有人值守；\n")),
    "outline: four levels": repeated("一、渡口\n（一）值守\n1.有人\n（1）有灯\n"),
    "outline: decimals": lambda size: "".join(_up_to(size, (f"{n}.1 渡口\n{n}.2 值守\n" for n in count(1)))),
    "table: many rows": repeated("渡口\t3\t有人\n"),
    "table: many cells": lambda size: ("渡口\t" * (size // 6) + "\n") * 2,
    "table: headers over and over": repeated("序号\t名称\n1\t渡口\n"),
    "table: of repealed texts": framed(
        "废止文件目录\n\n序号\t文件名称\t文号\n", numbered("{n}\t澜亭市渡口第{n}号规定\t澜府〔2010〕{n}号\n")
    ),
    "table: in HTML": framed("<table>", repeated("<tr><td>甲</td></tr>"), "</table>"),
    "table: HTML never closed": repeated("<table><tr><td>甲"),
    # clauses
    "repeal: 《a》废止": repeated("《a》废止"),
    "repeal: 《a》废止。": repeated("《a》废止。"),
    "repeal: a list of titles": in_measure(framed("", numbered(_RULE + "、"), "同时废止。")),
    "repeal: a list with numbers": in_measure(framed("", numbered(_NUMBERED_RULE), "同时废止。")),
    "repeal: 废止 with titles behind": in_document(framed("现决定废止", numbered(_RULE + "、"), "。")),
    "repeal: 废止废止废止": repeated("废止"),
    "repeal: 新办法施行后废止": repeated("新办法施行后《a》废止，"),
    "repeal: 下列 without an end": repeated("下列以下"),
    "repeal: a list below a sentence": in_document(
        framed("决定废止下列文件：\n", numbered("{n}." + _RULE + "（澜府〔2010〕{n}号）\n"))
    ),
    "term: 有效期延长": repeated("《a》有效期延长至2030年1月1日，"),
    "term: a list": in_document(framed("下列文件继续有效：\n", numbered("{n}.《澜亭市渡口第{n}号规定》\n"))),
    "commencement: 自…起施行": repeated("自2024年1月1日起施行，"),
    "commencement: 自公布之日": repeated("自公布之日起"),
    "commencement: 自 over and over": repeated("自"),
    "amends: 修改《a》": framed(
        "澜亭市人民政府关于修改部分规章的决定\n\n", numbered("{han}、修改《渡口第{n}号规定》\n")
    ),
    "amends: in one sentence": framed(_AMENDING, repeated("对《甲》作如下修改，")),
    "numbers: in one sentence": numbered("澜府〔2010〕{n}号、"),
    "numbers: on lines": numbered("澜府〔2010〕{n}号\n"),
    "numbers: years in brackets": repeated("〔2010〕"),
    "dates: in one sentence": repeated("2024年1月1日"),
    "dates: on lines": repeated("澜亭市人民政府\n2024年1月1日\n"),
    "bodies": repeated("澜亭市人民政府办公室\n"),
    "signatures: many on one line": in_document(framed("甲。\n\n", repeated("澜亭市水务局 "), "\n2024年1月1日\n")),
    "decrees": numbered("澜亭市人民政府令\n\n第{n}号\n\n甲。\n\n"),
    "notes of enactment": repeated("（2024年1月1日澜亭市人民政府通过 通过 通过\n"),
    "annexes": in_document(framed("甲。" + _SIGNED, numbered("附件{n}\n\n渡口表\n\n甲。\n\n"))),
    "annexes: titled": in_document(numbered("附件{n} 渡口表\n\n")),
    "annex list": in_document(numbered("附件：{n}.渡口表\n")),
    "measures issued": framed("澜亭市人民政府关于印发", numbered("《渡口第{n}号办法》"), "的通知\n\n甲。\n"),
    "measures handed down": in_document(
        framed("", numbered("现将《渡口第{n}号办法》印发给你们\n" + _GUARD + "\n"), _SIGNED)
    ),
    # contents lists
    "contents: with pages and numbers, no body": listed(_WORK + "（澜府〔2024〕{n}号）……({n})", body=False),
    "contents: with pages and numbers": listed(_WORK + "（澜府〔2024〕{n}号）……({n})", body=True),
    "contents: without numbers, no body": listed(_WORK + "……({n})", body=False),
    "contents: without numbers": listed(_WORK + "……({n})", body=True),
    "contents: without pages": listed(_WORK, body=True),
    "contents: all of one title": listed("关于做好工作的通知……(1)", body=True),
    "contents: sections": listed("【第{n}类文件】\n" + _WORK + "……({n})", body=False),
    "contents: decrees": listed("澜亭市人民政府令2024年第{n}号……({n})", body=True),
    # flattened
    "flat: articles": flattened(numbered("第{han}条 渡口应当有{n}人值守。\n")),
    "flat: 1. over and over": flattened(framed("澜亭市渡口管理办法 第一条 甲", repeated("乙1. 丙 "))),
    "flat: circulars": flattened(repeated(_CIRCULAR)),
    "flat: page numbers": flattened(numbered("渡口应当有人值守 {n} ")),
    "flat: one page number": flattened(framed("甲" * 2600 + " 1 乙 2 丙 ", repeated("渡 3 渡 4 "))),
    "flat: contents": flattened(listed(_WORK + "……………{n}", body=True)),
    "flat: contents, no body": flattened(framed("", listed(_WORK + "……………{n}", body=False), "甲" * 3000)),
    "flat: blanks": framed("甲" * 3000, repeated(" "), "乙"),
    "flat: annexes with blanks": flattened(framed("甲" * 3000, repeated(" 附件 1   "))),
    # streams
    "stream: circulars": repeated("\n" + _CIRCULAR.replace("\n", "\n\n")),
    "stream: circulars of other subjects": numbered(
        "\n\n澜亭市人民政府关于第{n}个渡口的通知\n\n渡口应当有人值守。\n\n澜亭市人民政府\n\n2024年1月1日\n\n"
    ),
    "stream: titles that the text names": framed(
        "甲关于渡口的通知。\n\n", repeated("2024年1月1日\n\n甲局关于渡口的通知\n\n乙。\n\n")
    ),
    # what a page prints around a text
    "page: buttons on one line": repeated("扫一扫打印"),
    "page: buttons on lines": repeated("\n扫一扫"),
    "page: fields": repeated("来源：澜亭市水务局\n"),
    "page: gazette's name on lines": in_issue(repeated("澜亭市人民政府公报\n")),
    "rosters: names behind colons": in_document(repeated("主任：　甲某某　")),
    "lines: tails of sentences": in_document(framed("渡口应当有人值守并且应当有灯在夜里亮着", repeated("\n，乙"))),
    "lines: formulas": in_document(repeated("渡口的数=人数加灯数并且应当有灯在夜里亮着\n")),
    "line: miscopied dashes": in_document(repeated("I一")),
    "line: comments never closed": repeated("<!--"),
    "line: pictures never closed": repeated("![甲]("),
    "contents: dots without pages": framed(_COVER, repeated("关于渡口的通知…………………………\n"), "\n\n甲。\n"),
    "contents: one line of dots": framed(_COVER + "关于渡口的通知", repeated("…"), "乙\n\n甲。\n"),
    "contents: numbers above titles": listed("澜府〔2024〕{n}号\n" + _WORK, body=True),
    "contents: pages first": framed(_COVER, numbered("{n}  " + _WORK + "\n"), "\n\n甲。\n"),
    "contents: nearly the titles": lambda size: (
        _COVER
        + "".join(_up_to(size // 2, (f"关于切实做好第{n}项工作的通知……({n})\n" for n in count(1))))
        + "".join(_up_to(size // 2, (f"\n关于扎实做好第{n}项工作的通知\n\n各区要做好。\n" for n in count(1))))
    ),
    # scripts
    "traditional: repeals": framed(
        "澜亭市人民政府關於廢止規定的決定\n\n", numbered("廢止《渡口第{n}號規定》條號關於規辦縣。\n")
    ),
}
"""Every unit by its name: what it repeats."""

COMPARED = (
    *("line: one Han sign", "line: digits", "line: tabs", "line: full stops", "label: 一、 over and over"),
    *("lines: one sign each", "lines: short, in an issue", "lines: paragraphs in one article", "lines: no full stop"),
    *("articles", "articles: all of one number", "chapters", "outline: 一、", "outline: （一） in one article"),
    *("outline: four levels", "table: many rows", "table: many cells", "table: headers over and over"),
    *(
        "repeal: a list of titles",
        "numbers: on lines",
        "dates: in one sentence",
        "decrees",
        "annexes",
        "flat: articles",
    ),
    *("contents: with pages and numbers", "stream: circulars"),
)
"""The units that are compared with themselves, edited."""


def edited(text: str) -> str:
    """A text with a few words changed and some put in."""
    middle = len(text) // 2
    return text[:middle].replace("人", "员", 3) + "改" + text[middle:].replace("渡", "港", 3)


MEASURE: Unit = framed("澜亭市渡口管理办法\n\n", numbered("第{han}条 渡口应当有{n}人值守。\n\n"))

DECISIONS: dict[str, Unit] = {
    "words of articles": numbered("{han}、将第{han}条中的“值守”修改为“看守”。\n\n"),
    "words of the whole text": repeated("将“渡口”修改为“港口”。"),
    "articles struck out": numbered("{han}、删去第{han}条。\n\n"),
    "articles replaced": numbered("{han}、第{han}条修改为：“第{han}条 渡口应当有灯。”\n\n"),
    "articles put in": numbered("{han}、增加一条，作为第{han}条：“第{han}条 渡口应当有灯。”\n\n"),
    "all in one sentence": numbered("将第{han}条中的“值守”修改为“看守”，"),
    "quotations never closed": repeated("将“渡口修改为“港口。"),
    "quotations in quotations": repeated("第一条修改为：“第一条 甲“乙"),
}
"""Instructions of decisions on ``MEASURE``, over and over."""


def decision(instructions: str) -> str:
    """A decision that gives some instructions on ``MEASURE``."""
    head = "澜亭市人民政府关于修改《澜亭市渡口管理办法》的决定\n\n"
    return f"{head}{instructions}\n\n本决定自2024年5月1日起施行。\n"
