"""Numbers with their units as official texts print them: 10个工作日, 五万元, 百分之三十, 三人.

Units are legal ones (《中华人民共和国法定计量单位》, GB 3100) and the measure words of things that law counts. What a
number means in a sentence (a fact, a bound, a date) is for the rooms that read sentences.
"""

from __future__ import annotations

from typing import Final

from tracker.language.marks import DASHES
from tracker.language.numerals import DIGITS_SIGNS, HAN_NUMBER, HAN_SIGNS, NINE

GAP: Final = r"[ \u00a0\u3000]?"
"""The one blank that may part a number from its unit."""

DECIMAL_NUMBER: Final = (
    rf"[{DIGITS_SIGNS}]+(?:[,，][{DIGITS_SIGNS}]{{3}}(?![{DIGITS_SIGNS}]))*(?:[.．][{DIGITS_SIGNS}]+)?"
)
"""A number in digits: 1,000.5. A comma belongs to it only before three digits, so that 10，20 are two numbers."""

UNIT_NUMERALS: Final = "[十百千万亿]"
"""Numerals that follow digits: 30万, 5千亿."""

NUMBER: Final = rf"(?:{DECIMAL_NUMBER}{GAP}{UNIT_NUMERALS}*|{HAN_NUMBER}(?:点[{NINE}零〇]+(?![{NINE}]?[分钟]))?)"
"""A number in digits, also with 万 or 亿 behind it, or in Chinese numerals, with what follows the point: 一点五."""

NOT_WITHIN_NUMBER: Final = rf"(?<![第{HAN_SIGNS}{DIGITS_SIGNS}.．])"
"""What must not stand before a quantity: 第三年 is no period, and a number is read whole."""

TO: Final = f"[至到{DASHES}]"
"""What joins the two ends of a range: 三至五年, 5—10日."""

CURRENCIES: Final = {
    "元": "CNY",
    "美元": "USD",
    "欧元": "EUR",
    "英镑": "GBP",
    "日元": "JPY",
    "港元": "HKD",
    "港币": "HKD",
    "澳门元": "MOP",
}
"""Currencies and their codes (ISO 4217)."""

PERIOD_UNITS: Final = {
    "工作日": "workday",
    "自然日": "day",
    "日": "day",
    "天": "day",
    "小时": "hour",
    "分钟": "minute",
    "季度": "quarter",
    "年度": "year",
    "星期": "week",
    "周": "week",
    "周年": "year",
    "月": "month",
    "半月": "month",
    "年": "year",
    "年半": "year",
}
"""Units of time, without 个 before them, and what they count."""

PERIOD_UNIT: Final = (
    "个?工作日|个?自然日|小时|分钟|个(?:完整)?(?:会计|自然|纳税)?年度|个?(?:自然)?季度"
    "|个?星期|周(?![岁年])|周年|个半?月|年半?(?!度|代|级|[0-9])|[日天]"
)
"""A unit of time as printed behind a number: 个月, 个工作日, 年. Must not match 年级, 年代 or the 年 of a year."""

COUNT_UNIT: Final = (
    "人次|周岁|岁|平方公里|平方千米|平方米|立方米|公里|千米|公顷|公斤|千克|毫克|克(?![服扣隆制己])|毫升|升(?![级降学至格值任温空入高起])|厘米|毫米|吨|亩|千瓦时?|兆瓦时?|千伏|分贝|学时|课时"
    "|(?:km|m|hm|cm)[²³]|[㎡㎥]|m[23](?![0-9])|(?:km|kg|cm|mm|mg|kW|MW)(?![A-Za-z])"
    "|米|人(?!有限|公司)|名|户|家|次(?!性)|件|个|台|辆|套|处|场|笔|项(?!目)|批(?![准次复评])|所|座|间(?![接隔断])|位(?![于置])"
    "|只(?![有能要限对在是须得需可])|株|棵|栋|幢|艘|层(?![级次面])|份(?![额])"
    "|张|头|分(?![之钟公])|箱(?!体)|瓶(?!装)|袋(?!装)|盒|枚|粒"
)
"""A measure word or unit by which law counts things that can be more or fewer; not the steps of a text (条, 款, 期)."""

DEGREES: Final = "℃|°C|摄氏度"
"""Degrees of temperature."""

UNIT_NAMES: Final = {
    "m²": "平方米",
    "m2": "平方米",
    "㎡": "平方米",
    "km²": "平方公里",
    "平方千米": "平方公里",
    "hm²": "公顷",
    "m³": "立方米",
    "m3": "立方米",
    "㎥": "立方米",
    "km": "公里",
    "千米": "公里",
    "kg": "公斤",
    "千克": "公斤",
    "cm": "厘米",
    "mm": "毫米",
    "mg": "毫克",
    "kW": "千瓦",
    "°C": "℃",
    "摄氏度": "℃",
}
"""Units that are written in several ways, by the one name that they are told by (GB 3100)."""

TENTHS: Final = f"[{NINE}两]成(?!立|为|员|果|本|功|效|绩|套|熟|长|品|交|分|就|都)"
"""Tenths of something: 三成. Must not match 一成立 or 二成员."""

HAN_DECIMAL: Final = rf"{HAN_NUMBER}(?:点{HAN_NUMBER})?"
"""A number in Chinese numerals with or without a decimal point: 五点五."""

FRACTION: Final = rf"(?:[百千万]|{HAN_NUMBER})分之(?:{HAN_DECIMAL}|{DECIMAL_NUMBER})"
"""A share in words: 百分之三十, 千分之五, 三分之二."""

PRINTED_UNIT: Final = (
    r"[十百千万亿]*(?:个?工作日|个(?:完整)?(?:会计|自然|纳税)?年度|个?自然日|个?百分点|个?月|个?季度|小时|分钟|周年|周岁|年度?|星期|日|天|周|岁|倍"
    r"|元|美元|欧元|港元|平方米|平方公里|公里|公顷|公斤|千克|吨|米|亩|人次?|名|户|家|次|件|个|条|款|项|期|级|类|种|份|处|场|笔"
    r"|批|台|辆|套)|[%％‰]|(?:BP|bp)(?![A-Za-z])|个基点|[十百千万亿]+"
)
"""Units and measure words that a numeral stands before in running text, 万 and 亿 in front: 200万元, 10个工作日."""
