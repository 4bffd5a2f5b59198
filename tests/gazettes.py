"""Gazettes written for the tests, in the style of real ones; every name and rule in them is invented."""

from __future__ import annotations

import hashlib

from tracker.model import Document, Issue, Provision, SourceText, walk
from tracker.parse import parse

ISSUE = """南河市人民政府公报

2024年第6期（总第318期）

2024年6月20日

南河市人民政府办公室主办

目  录

市政府规章

南河市城市照明管理办法（南河市人民政府令第45号）………………（2）

市政府文件

南河市人民政府关于印发《南河市数据要素市场培育行动方案》的通知（南府规〔2024〕7号）………………（9）
南河市人民政府关于表彰先进集体的决定（南府〔2024〕31号）………………（15）

部门文件

南河市水务局等部门关于印发南河市节水奖励实施细则的通知（南水规〔2024〕2号）………………（18）

人事任免

南河市人民政府关于王某等任免职的通知（南府人〔2024〕5号）………………（25）

南河市人民政府令

第45号

《南河市城市照明管理办法》已经2024年5月6日市政府第80次常务会议审议通过，现予公布，自2024年8月1日起施行。

市长 李某某

2024年5月20日

南河市城市照明管理办法

第一章 总 则

第一条 为了加强城市照明管理，制定本办法。

第二条 本办法适用于本市城市照明的规划、建设和监督，以及与城市照明有关的

活动。

第二章 附 则

第三条 本办法自2024年8月1日起施行。2010年3月1日起施行的《南河市路灯管理规定》（市政府令第12号）同时废止。

南河市人民政府关于印发《南河市数据要素
市场培育行动方案》的通知

南府规〔2024〕7 号

各区人民政府，市政府各部门：

现将《南河市数据要素市场培育行动方案》印发给你们，请认真组织实施。

南河市人民政府

2024年6月1日

南河市数据要素市场培育行动方案

为了培育数据要素市场，制定本方案。

一、总体目标

到2026年，建成三个行业可信数据空间。

二、重点任务

（一）建立数据登记制度。市数据局负责登记平台建设，各区配合。

（二）发展数据经纪。支持设立数据经纪机构，按照其当年新增的合同

额给予补助，单个机构不超过50 万元。

(责任单位：市金融局)

三、附则

本方案自印发之日起施行，有效期2年。《关于促进数据交易的若干措施》（南府规〔2021〕3号）同时废止。

附件：重点任务分工表

附件

重点任务分工表

序号\t任务\t牵头单位
1\t登记平台\t市数据局
2\t经纪机构\t市金融局

序号\t任务\t牵头单位
3\t人才培养\t市人社局

各区人民政府，市政府各部门：

去年以来，全市上下团结奋斗，涌现出一批先进集体。市政府决定，对市水务局等10个单位予以表彰。

南河市人民政府

2024年6月3日

南河市水务局
南河市财政局
关于印发南河市节水奖励实施细则的通知

南水规〔2024〕2号

各有关单位：

现将《南河市节水奖励实施细则》印发给你们。

南河市水务局　南河市财政局

2024年5月30日

南河市节水奖励实施细则

第一条（目的）为了鼓励节水，制定本细则。

第二条（标准）节水量超过10%的，按每立方米2元奖励：

- （一）工业用水户；
- （二）服务业用水户。

节水奖励协议的有效期为5年。

第四条 区水务部门依照本市有关节水管理的规定，可以参照本细则

第二条制定本区的标准。

第四条 本细则自发布之日起施行，有效期至2027年5月31日。

南河市人民政府关于王某等任免职的通知

南府人〔2024〕5号

各有关单位：

任命王某为南河市水务局副局长。

南河市人民政府

2024年6月10日

国际标准刊号：ISSN 1234-567X

国内统一刊号：CN 99-1234/D
"""


def source(text: str, name: str = "sample.txt") -> SourceText:
    """A text as the plain-text reader hands it over."""
    return SourceText(name=name, sha256=hashlib.sha256(text.encode()).hexdigest(), media_type="text/plain", text=text)


def parsed(text: str) -> Issue:
    return parse(source(text))


def document(issue: Issue, number: str) -> Document:
    """The document of an issue with a number."""
    return next(document for document in issue.documents if document.doc_number == number)


def provisions(issue: Issue | Document) -> list[Provision]:
    """All provisions, in printed order."""
    documents = issue.documents if isinstance(issue, Issue) else (issue,)
    return [node for document in documents for instrument in document.instruments for node in walk(instrument.body)]


def labels(issue: Issue | Document, level: str) -> list[str | None]:
    return [node.label for node in provisions(issue) if node.level == level]
