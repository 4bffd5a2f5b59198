"""Marks of bad copying, where the evidence is clear: reported, never corrected."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tracker.language.patterns import regex
from tracker.model import Diagnostic, Document, own_text, walk

_SUSPICIONS: tuple[tuple[str, str, int, re.Pattern[str], str], ...] = (
    # code, signs of which a text has one, how often at the least (looked for first: it is quick), pattern, message
    ("unreadable", "", 0, regex(r"[\ufffd\ue000-\uf8ff][\ufffd\ue000-\uf8ff]*"), "有无法识别的字符"),
    ("copy-latex", "$", 2, regex(r"\$[^$\n]{0,40}\\[A-Za-z]+[^$\n]{0,40}\$"), "数字以公式代码印出"),
    (
        "copy-digit",
        "lIO|",
        0,
        regex(r"(?<![A-Za-z])(?:[lI|][O0o]|\d[lIO]|[lIO]\d)(?=[年月日个万亿元%％天人条])"),
        "数字疑为误识",
    ),
    (
        "copy-dash",
        "一",
        3,
        regex(
            r"(?:[\u4e00-\u9fff]{0,3}[^\W同每统第某任唯单之另万进专不]一(?!致|般|些|定|直|起|切|样)){3,12}[\u4e00-\u9fff]"
        ),
        "连接号疑误识为“一”",
    ),
    ("copy-doubled", "、", 1, regex(r"([\u4e00-\u9fff])\1、(?<![等种各样]{2}、)"), "断页处疑重复一字"),
    (
        "copy-traditional",
        "",
        0,
        regex(r"[這個們來時國會學對發現經過還進說將應當與為關於產業務實際點體問題開辦處單區縣據變長電動]"),
        "简体文本中有繁体字",
    ),
)
_MOSTLY_SIMPLIFIED = regex(r"[这个们来时国会学对发现经过还进说将应当与为关于产业务实际点体问题开办处单区县据变长电动]")


def suspicions(document: Document) -> Iterator[Diagnostic]:
    """What looks miscopied in a document: one diagnostic a kind and provision."""
    who = document.doc_number or document.title
    for instrument in document.instruments:
        texts = [(own_text(node), node) for node in walk(instrument.body)]
        whole = "\n".join(text for text, _ in texts)
        near = [kind for kind in _SUSPICIONS if _may_have(whole, kind)]
        for text, node in texts if near else ():
            for code, sign, least, pattern, message in near:
                if least and text.count(sign) < least:
                    continue
                match = pattern.search(text)
                if match is None or (code == "copy-traditional" and not _stray(text)):
                    continue
                yield Diagnostic(
                    severity="info", code=code, message=f"{who}：{message}（“{match[0]}”）", span=node.span
                )


def _may_have(whole: str, kind: tuple[str, str, int, re.Pattern[str], str]) -> bool:
    """Whether a whole text holds anything of a kind: asked once, because hardly any text does."""
    code, signs, _, pattern, _ = kind
    if signs and not any(sign in whole for sign in signs):
        return False
    if code == "copy-doubled":
        return any(len(part) > 1 and part[-1] == part[-2] for part in whole.split("、"))
    if code == "copy-dash":
        return _DASHES_NEAR.search(whole) is not None
    return pattern.search(whole) is not None


_DASHES_NEAR = regex("一(?=.{1,4}一.{1,4}一)")
"""Three signs that may stand for dashes, as near to one another as the slow pattern asks for."""

_STRAYS = 2


def _stray(text: str) -> bool:
    """Whether traditional characters are strays: the text is simplified but for one or two."""
    pattern = _SUSPICIONS[-1][3]
    return len(pattern.findall(text)) <= _STRAYS < len(_MOSTLY_SIMPLIFIED.findall(text))
