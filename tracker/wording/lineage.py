"""The words of lineage reports in both languages: a row for every value of the types in ``lineage``."""

from __future__ import annotations

from collections.abc import Mapping

Words = Mapping[str, str]

STATES: Mapping[str, Words] = {
    "not-yet": {"zh": "尚未施行", "en": "not yet"},
    "in-force": {"zh": "现行有效", "en": "in force"},
    "suspended": {"zh": "暂停执行", "en": "suspended"},
    "expired": {"zh": "期满失效", "en": "expired"},
    "repealed": {"zh": "已废止", "en": "repealed"},
    "partly-repealed": {"zh": "部分废止", "en": "partly repealed"},
    "superseded": {"zh": "已被取代", "en": "superseded"},
    "unknown": {"zh": "效力不明", "en": "unknown"},
}

RELATIONS: Mapping[str, Words] = {
    "supersedes": {"zh": "取代", "en": "supersedes"},
    "repeals": {"zh": "废止", "en": "repeals"},
    "partly-repeals": {"zh": "部分废止", "en": "partly repeals"},
    "amends": {"zh": "修改", "en": "amends"},
    "cites": {"zh": "引用", "en": "cites"},
}

KINDS: Mapping[str, Words] = {
    "repeal": {"zh": "废止条款", "en": "repeal clause"},
    "title": {"zh": "标题相同", "en": "same title"},
    "text": {"zh": "文本相近", "en": "like text"},
    "amendment": {"zh": "修改决定", "en": "amending decision"},
    "person": {"zh": "人工认定", "en": "a person's decision"},
}

MISSING: Mapping[str, Words] = {
    "repealed": {"zh": "被废止", "en": "repealed"},
    "amended": {"zh": "被修改", "en": "amended"},
    "cited": {"zh": "被引用", "en": "cited"},
}

LEDGER: Mapping[str, tuple[str, ...]] = {
    "zh": ("状态", "施行", "截止", "文号", "标题", "发文机关", "成文日期", "依据", "来源"),
    "en": ("state", "from", "until", "number", "title", "issuers", "signed", "evidence", "issue"),
}
"""The heads of the ledger's columns; the first five fit a terminal."""

DAYS: Mapping[str, Words] = {
    "begins": {"zh": "施行：", "en": "In force: "},
    "ends": {"zh": "截止：", "en": "Ends: "},
}
"""What stands before a rule's title in a calendar."""
