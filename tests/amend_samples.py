"""A small law of our own and helpers for the tests of amending decisions."""

from __future__ import annotations

from tracker.amend import amend
from tracker.amend.application.base import Base
from tracker.amend.application.provision_reading import base_of
from tracker.model import Consolidation, Instruction, SourceText
from tracker.parse import parse

LAW = """临江市绿地养护条例
第一章 总则
第一条 为了养护绿地，改善环境，制定本条例。
第二条 本市城区绿地的养护、巡查，适用本条例。
沿江绿带依照沿江绿带的规定养护。
第三条 市园林局主管绿地养护，区园林所负责日常巡查。
第二章 养护
第四条 养护单位应当做到：
（一）每月修剪一次；
（二）每周浇水两次；
（三）及时清除枯枝。
养护费用由市财政承担。
养护记录保存三年。
第五条 禁止在绿地内停放车辆、堆放物料、倾倒污水。
第六条 巡查人员发现绿地受损的，应当在三日内报告区园林所。
第三章 责任
第七条 违反本条例第五条规定的，处二百元以下的罚款。
第八条 养护单位违反本条例第四条规定的，责令改正。
第九条 本条例自2010年5月1日起施行。
"""

HEAD = (
    "临江市人大常委会关于修改《临江市绿地养护条例》的决定\n临江市人大常委会决定对《临江市绿地养护条例》作如下修改：\n"
)


def apply(*instructions: str, law: str = LAW, closing: str = "", head: str = HEAD) -> Consolidation:
    """The law after a decision of these instructions, numbered 一、 二、 …."""
    numbers = "一二三四五六七八九十"
    body = "\n".join(f"{numbers[i]}、{text}" for i, text in enumerate(instructions))
    return amend(law, f"{head}{body}\n{closing}")


def base(text: str) -> Base:
    """A text with one paragraph a line, parsed and read as one to be amended."""
    issue = parse(SourceText(name="a.txt", sha256="0", media_type="text/plain", text=text, reflowed=True))
    return base_of(issue.documents[0])


def text_of(result: Consolidation, label: str) -> str:
    """The text of one article."""
    return next(article.text for article in result.articles if article.label == label)


def labels(result: Consolidation) -> list[str]:
    """The labels of all articles in order."""
    return [article.label or "" for article in result.articles]


def fates(result: Consolidation) -> list[str]:
    """The status of every instruction."""
    return [one.status for one in result.instructions]


def only(result: Consolidation) -> Instruction:
    """The one instruction of a result."""
    assert len(result.instructions) == 1, result.instructions
    return result.instructions[0]
