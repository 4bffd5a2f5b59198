"""How much a change weighs for a lawyer: by its legal consequence, not by its form."""

from __future__ import annotations

from typing import Final

from tracker.language.patterns import regex

PENALTY: Final = regex(
    "罚款|罚金|拘留|拘役|有期徒刑|没收|吊销|停产停业|停业整顿|暂扣|警告|降级|撤职|开除|追究[^，。；]{0,8}责任|刑事责任|加收|滞纳金"
)
"""Words of a sanction (行政处罚法 第九条, 刑法 第三十二条 to 第三十四条, 公职人员政务处分法 第七条)."""

PUNISHED: Final = regex("有期徒刑|拘役|管制|拘留|暂扣|禁止从事|不得从事")
"""Sanctions that are measured in time: more of it is heavier, not later."""

SCOPE: Final = regex("适用|所称|是指|范围|包括")
"""Words of a clause that says for whom or what a rule holds."""

VALUES: Final = {"amount": 92.0, "percentage": 90.0, "duration": 84.0, "date": 66.0, "count": 82.0}
ONE_SIDED: Final = -10.0
"""A value that came or went, against one that changed."""

TOP_GRADE: Final = 10.0
"""A new sum above all that there were."""

COMMENCEMENT: Final = 40.0
"""The day of commencement, which the versions' heading shows already."""

SANCTION: Final = 82.0
"""A kind of sanction that came or went."""

IN_PENALTY: Final = 8.0
TENFOLD: Final = 6.0
"""What a value's growth to ten times, or fall to a tenth, adds."""

TURNED: Final = 94.0
"""A ceiling that became a floor; a value that is included no more."""

FORCE: Final = 95.0
"""A duty that became a permission, a permission that became a ban."""

NEW_BAN: Final = 80.0
NEW_DUTY: Final = 72.0
NEW_FREEDOM: Final = 62.0
SAME_FORCE: Final = 30.0
REWORDED: Final = 40.0
"""A word of duty came or went while its clause stayed."""

STALE: Final = 70.0
RENAMED_OFFICE: Final = 76.0
RENAMED_TERM: Final = 44.0
OFFICE: Final = 58.0
TERM: Final = 24.0
TERM_OF_SCOPE: Final = 46.0
REFERENCE: Final = 16.0

RULE: Final = 52.0
RULE_GONE: Final = -3.0
RULE_WITH: Final = {"ban": 9.0, "duty": 6.0, "penalty": 14.0, "value": 8.0}
PASSAGE: Final = 34.0
"""A sentence or item that came or went without any value or duty."""

REGROUPED: Final = 18.0
REORDERED: Final = 14.0
WORDING: Final = 6.0
MINOR: Final = 0.3
"""The part of its weight that a change has outside of provisions: in headings, tables of contents."""
