"""Posts of persons: who signs a decree, who is named in a roster or appointed (宪法 第三章, 公务员法 第十八条)."""

from __future__ import annotations

from typing import Final

SIGNING_POSTS: Final = (
    "主任委员", "总理", "委员长", "省长", "市长", "区长", "县长", "州长", "盟长", "旗长", "主任", "主席", "局长",
    "部长", "署长", "行长", "院长", "检察长", "审计长", "秘书长", "厅长",
)  # fmt: skip
"""Posts that sign decrees and orders, and give reports."""

POST: Final = (
    r"(?:长|主任|书记|委员|主席|总理|理事|监事|经理|秘书|参事|院士|教授|研究员|工程师|助理|会计师|专员|科员|调研员|巡视员|大使|司令员?|政委|总监|组员|"
    r"成员|负责人|代表|法官|检察官|审判员|检察员|顾问|干部|队员)(?:[(（][^()（）]{1,20}[)）])?"
)
"""The end of a post's name: 副市长, 市水务局局长, 二级巡视员（兼）. Not inside a sentence: 生长 ends like one."""
