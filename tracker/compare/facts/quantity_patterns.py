"""What a quantity looks like in Chinese official texts: amounts, shares, dates, periods and counts, as named groups.

``quantities`` reads the value of a match by the last of its groups.
"""

from __future__ import annotations

from typing import Final

from tracker.compare.redline.tokens import RATIO, SLASHED
from tracker.language.numerals import CAPITALS, DIGITS_SIGNS, HAN_SIGNS
from tracker.language.patterns import regex
from tracker.language.quantities import (
    COUNT_UNIT,
    CURRENCIES,
    DECIMAL_NUMBER,
    DEGREES,
    GAP,
    NOT_WITHIN_NUMBER,
    NUMBER,
    PERIOD_UNIT,
    TENTHS,
    TO,
    UNIT_NUMERALS,
)

_MINUS: Final = rf"(?:(?<![{DIGITS_SIGNS}A-Za-z%％{HAN_SIGNS}元年月日℃])[-−－])?"
"""A minus; behind a number, a letter or a unit the same sign joins a range or the parts of a number: 5-10℃, B-2%."""

_FOREIGN: Final = "|".join(name for name in CURRENCIES if name != "元")
_SUM: Final = rf"(?:{NUMBER}|[{CAPITALS}][{CAPITALS}零万亿]*)"
_COIN: Final = rf"(?:[{DIGITS_SIGNS}{HAN_SIGNS}{CAPITALS}]{{1,2}})"
AMOUNT: Final = (
    rf"(?P<amount>(?![万亿]){_SUM}){GAP}(?:人民币)?"
    rf"(?:(?P<currency>{_FOREIGN})"
    rf"|[元圆](?!化)(?P<coins>零?(?:{_COIN}角(?:{_COIN}分)?|{_COIN}分))?)"
    rf"|(?<![长珠])(?P<tens>{_SUM})角(?P<cents>{_COIN}分)?(?![形债洲度色落逐膜])"
    rf"|(?P<amount_low>{NUMBER})(?={GAP}(?:以上|{TO}){GAP}"
    rf"(?:{DECIMAL_NUMBER}{GAP}(?P<low_myriads>{UNIT_NUMERALS}*)|[{HAN_SIGNS}]+){GAP}元)"
    rf"|(?P<bare>{DECIMAL_NUMBER}{GAP}[万亿])(?=[，。；、）)以的至]|之间|\Z)"
)
"""An amount of money; the lower bound of a range may leave 万 and 元 to the upper one: 50万以上100万元以下.
What follows 元 in 角 and 分 belongs to it, and 五角 stands alone too (三角形 does not).

A number does not begin with 万: （万元） above a column and 数万元 are none.
A bare 30万 is one where nothing is counted with it (30万户 is none).
"""

SHARE: Final = (
    rf"(?P<percent>{_MINUS}{DECIMAL_NUMBER}){GAP}(?P<sign>[%％‰])"
    rf"|(?P<points>{NUMBER}){GAP}(?P<step>个百分点|个基点|BP|bp|bps)"
    rf"|(?P<percent_low>{DECIMAL_NUMBER})(?={GAP}{TO}{GAP}{DECIMAL_NUMBER}{GAP}(?P<low_sign>[%％‰]))"
    rf"|(?P<whole>[百千万]|[{HAN_SIGNS}]+)分之(?P<part>[{HAN_SIGNS}]+(?:点[{HAN_SIGNS}]+)?|{DECIMAL_NUMBER})"
    rf"|(?P<slashed>{SLASHED})|(?P<tenths>{TENTHS})"
    rf"|(?P<half>一半|(?<![前后上下])半数)"
    rf"|(?P<times>{NUMBER}){GAP}倍"
    rf"|(?P<ratio>{RATIO})"
)
"""A share of something, or a multiple of it: 30%, 百分之三十, 三分之二, 1/3, 三成, 半数, 10个百分点, 150BP, 五倍.

The lower bound of 1-3% borrows its sign. How a whole is divided (7:3的比例) has no value of its own."""

_DAY: Final = rf"(?:[0-9]{{1,2}}|[{HAN_SIGNS}]{{1,3}})"
_YEARLY: Final = "(?:[每次当翌本隔]年(?:度)?的?)?"
DATE: Final = (
    rf"(?P<year>(?:19|20)[0-9]{{2}}|[一二][{HAN_SIGNS}]{{3}}){GAP}年"
    rf"(?:{GAP}(?P<month>{_DAY}){GAP}月(?:{GAP}(?P<day>{_DAY}){GAP}日)?|(?!度|以))"
    rf"|(?P<figures>(?:19|20)[0-9]{{2}}(?P<stroke>[-./])(?:0?[1-9]|1[0-2])(?P=stroke)(?:0?[1-9]|[12][0-9]|3[01]))(?![-./]?[0-9])"
    rf"|(?P<year_low>(?:19|20)[0-9]{{2}})(?={TO}(?:19|20)[0-9]{{2}}{GAP}年)"
    rf"|(?P<part_date>{_YEARLY}{_DAY}{GAP}月(?:份|底|初|末|中旬|上旬|下旬|{GAP}{_DAY}{GAP}日)"
    rf"|[每次当本翌首末]个?月(?:的?第?){_DAY}{GAP}[日号])"
)
"""A date down to what is given: 2025年1月1日, 2025年6月, 2024-06-01, 2024.5.1; the lower end of 2021—2023年.

Without a year it has no value: 4月底, 每年12月31日, 每月10日 (a day of the month, not a period of ten days).
"""

_NO_PRODUCT: Final = "(?!期(?![满间限内末届前后]))"
EVERY: Final = (
    rf"每(?:隔)?(?:半年|季度?|年度?|个?月|个?星期|周|日|天|(?:{NUMBER}){GAP}(?:{PERIOD_UNIT}))(?![末初底次均生])"
)
"""How often something recurs: 每半年, 每季度, 每三年."""

PERIOD: Final = (
    rf"(?P<every>{EVERY})"
    rf"|(?P<years>{NUMBER}){GAP}年[零又]?(?P<and_months>{NUMBER}){GAP}个月"
    rf"|(?P<period>{NUMBER}|半){GAP}(?P<unit>{PERIOD_UNIT}){_NO_PRODUCT}"
    rf"|(?P<period_low>{NUMBER})(?={TO}{NUMBER}{GAP}(?P<low_unit>{PERIOD_UNIT}))"
)
"""A period: 10个工作日, 三年, 六个月, 十五日, 24小时, 半年, 一年六个月; the lower bound of 三至五年 borrows its unit.

一年期 before the name of a rate, a loan or a bond is part of that name and no period; 三年期满 is one.
"""

COUNT: Final = (
    rf"(?<!“)(?P<count>{NUMBER}){GAP}(?P<measure>{COUNT_UNIT})"
    rf"|(?P<count_low>{NUMBER})(?={TO}{NUMBER}{GAP}(?P<low_measure>{COUNT_UNIT}))"
    rf"|(?P<degrees>{_MINUS}{DECIMAL_NUMBER}){GAP}(?P<scale>{DEGREES})"
)
"""A number of things, of persons or of a unit, with its measure word: 三人, 18周岁, 二次, 15m², -10℃.

The lower bound of 181至260立方米 borrows its measure word."""

BEGINS_QUANTITY: Final = rf"\-−－{DIGITS_SIGNS}{HAN_SIGNS}半{CAPITALS}每次当翌本隔首末"
"""The signs that a quantity can begin with, for use inside a character class."""

QUANTITY: Final = regex(rf"(?=[{BEGINS_QUANTITY}]){NOT_WITHIN_NUMBER}(?:{DATE}|{SHARE}|{AMOUNT}|{PERIOD}|{COUNT})")
