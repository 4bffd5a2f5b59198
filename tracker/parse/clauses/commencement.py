"""When a document's rules hold: its clause of commencement and its term."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tracker.language.dates import CALENDAR_DAY, DATE, HAN_DATE, iso_date
from tracker.language.kinds import KIND, OWN
from tracker.language.numerals import han_to_int
from tracker.model import Effect, Instrument, own_text, walk
from tracker.parse.clauses.repeal import SENTENCE, texts

_FORCE = r"(?:起)?(?:正式)?(?:施行|实施|执行|生效|试行)"
_CALENDAR = CALENDAR_DAY
_DAY = rf"(?P<day>{_CALENDAR}|[^，,。；;自]{{0,6}}?(?:印发|发布|公布|下发|颁布|发文)之?日)"
_FROM = re.compile(
    rf"[自从于]\s*{_DAY}\s*(?:零时)?(?:起)?(?:满?(?P<later>[零一二三四五六七八九十百\d]+)\s*(?:个)?(?:日|天)后)?(?:起)?\s*"
    rf"(?:至\s*(?P<last>{_CALENDAR})\s*(?:止|期间)?)?{_FORCE}"
)
_BETWEEN = re.compile(
    rf"{OWN}[^，。；]{{0,8}}(?:有效期|施行期|实施期|执行期|试行期)限?(?:限|为|是|：|:)*\s*自?\s*(?P<day>{_CALENDAR})\s*起?\s*(?:至|到)\s*"
    rf"(?P<last>{_CALENDAR})"
)
"""The term named by both of its days: 本办法有效期自2025年1月1日至2027年12月31日."""
_STOPS = re.compile(rf"自\s*{_DAY}\s*起?[，,]?\s*(?:予以|同时|一律)?(?:废止|停止执行|停止|失效)")
_TERM = re.compile(
    r"(?:有效期|有效期限|施行期限?|实施期限?|试行期限?|执行期限?|政策期限?|有效时间|试行)(?:合计|暂定|限|共)*(?:为|是|共|：|:)?\s*(?:自[^，。；]{0,30}?起\s*)?"
    r"(?P<years>[一二两三四五六七八九十\d]+)\s*(?P<unit>年|个月)"
)
_UNTIL = re.compile(
    rf"(?:有效期|有效|施行|实施|执行|试行|截止|截至|期限)[^。；]{{0,24}}?(?:至|到)\s*(?P<day>{_CALENDAR})"
)
_TO_DATE = re.compile(
    rf"至\s*(?P<day>{_CALENDAR})\s*(?:止|失效|废止)?|"
    rf"(?P<ends>{_CALENDAR})\s*起?(?:自动|自行|即行)?(?:废止|失效|终止)"
)
_TO_YEAR = re.compile(r"(?:有效|施行|实施|执行|试行|期限)[^。；]{0,8}(?:至|到)\s*(?P<year>20\d\d)\s*年(?:年?底|末)")
_OF_ANOTHER = re.compile(r"》\s*[(（][^()（）]*[)）]")
"""What is said in brackets of a document named: its number, and maybe its own term."""
_OWN_TERM = re.compile(rf"{OWN}[^，。；]{{0,8}}(?:有效期|试行期|施行期|执行期)")
_RELATIVE = {
    "印发": "印发之日",
    "下发": "印发之日",
    "发文": "印发之日",
    "发布": "发布之日",
    "公布": "公布之日",
    "颁布": "公布之日",
}


_PERIOD = re.compile(
    r"自?\s*(?P<day>(?P<year>(?:19|20)\d\d)\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日)[\s零一二三四五六七八九十\d:：时点分]*起?(?:至|到)\s*"
    r"(?P<last>(?:(?:19|20)\d\d\s*年\s*)?\d{1,2}\s*月\s*\d{1,2}\s*日)"
)
"""The days between which an announcement's order holds: 自2025年8月29日零时起至9月3日24时止."""


_OF_TIME = re.compile("起|有效|期")


def find_effect(instruments: Sequence[Instrument], kind: str = "") -> Effect | None:
    """When the document's rules hold, from its clause of commencement: the measure's before the circular's.

    The clause names the document itself (本办法自…起施行); a term counts only where it stands in the same provision, so
    that the term of a contract or a certificate is not taken for the measure's.
    """
    order = {"measure": 0, "circular": 1, "annex": 2}
    ranked = sorted(instruments, key=lambda instrument: order[instrument.role])
    provisional: Effect | None = None
    if kind == "决定" and (decided := _decided(ranked)):
        return decided
    for instrument in ranked:
        if instrument.role == "annex" and any(other.role != "annex" for other in instruments):
            continue
        for text in _provision_texts(instrument):
            if not _OF_TIME.search(text):
                continue
            if effect := _effect_of(text):
                if effect.start is not None:
                    return effect
                provisional = provisional or effect
    return provisional or _effect_of_repeal(ranked) or (_period(ranked) if kind in ("通告", "公告") else None)


def _decided(instruments: Sequence[Instrument]) -> Effect | None:
    """When a decision itself holds, whatever the text that it amends, printed again behind it, says of its own."""
    own = (
        text for part in instruments if part.role != "annex" for text in _provision_texts(part) if "本决定自" in text
    )
    return next((effect for text in own if (effect := _effect_of(text[text.index("本决定自") :]))), None)


def _period(instruments: Sequence[Instrument]) -> Effect | None:
    """An announcement without a clause of commencement holds for the days that it names."""
    for instrument in instruments:
        if instrument.role == "circular":
            for text in texts([instrument]):
                if match := _PERIOD.search(text):
                    last = match["last"] if "年" in match["last"] else f"{match['year']}年{match['last']}"
                    return Effect(start=iso_date(match["day"]), until=iso_date(last), quote=_quote(match[0]))
    return None


def _provision_texts(instrument: Instrument) -> Iterator[str]:
    """The texts of an instrument from its end, for the clause stands there; each article with its 款 together."""
    for node in reversed(list(walk(instrument.body))):
        if node.level == "article" and node.children:
            yield "\n".join([own_text(node), *(own_text(child) for child in node.children)])
        elif text := own_text(node):
            yield text


_UNDER_ANOTHER = re.compile(r"(?:按照|依照|根据|依据|执行)《[^》]*》[^，。；]{0,8}$")
"""What begins to hold under another text's clause is not this document."""


_ISSUED = re.compile(r"现[^。；]{0,80}(?:印发|公布|发布|颁布)[^。；]{0,80}，$")
"""What a circular says of the measure it issues: 现公布《…》，自…起施行."""
_RULES_AT_END = re.compile(rf"{KIND}》?[^，。]{{0,14}}$")


def _effect_of(text: str) -> Effect | None:
    for sentence in SENTENCE.findall(text):
        match = _FROM.search(sentence)
        if match is None:
            continue
        subject = sentence[: match.start()]
        own = subject == "" or re.search(OWN, subject) or _RULES_AT_END.search(subject) or _ISSUED.search(subject)
        if not own or _UNDER_ANOTHER.search(subject):
            continue
        if match["last"]:
            return Effect(start=_start(match), until=iso_date(match["last"]), quote=_quote(sentence))
        after = text[text.index(sentence) + match.end() :]
        return Effect(start=_start(match), until=_until(after), quote=_quote(sentence))
    if between := _BETWEEN.search(text):
        start, until = iso_date(between["day"]), iso_date(between["last"])
        return Effect(start=start, until=until, quote=_quote(between[0]))
    if (term := _OWN_TERM.search(text)) and (until := _until(text[term.start() :])):
        return Effect(start=None, until=until, quote=_quote(text[term.start() :].partition("。")[0] + "。"))
    return None


def _quote(sentence: str) -> str:
    return sentence.strip()


def _start(match: re.Match[str]) -> str:
    day = match["day"]
    if DATE.search(day) or HAN_DATE.search(day):
        return iso_date(day) or "".join(day.split())
    kind = next(word for word in _RELATIVE if word in day)
    later = match.groupdict().get("later")
    return _RELATIVE[kind] + (f"起{later}日后" if later else "")


def _until(text: str) -> str | None:
    """The end of a term: a date where the first sentence that names a term has one, else its length (3年, 6个月)."""
    for sentence in SENTENCE.findall(_OF_ANOTHER.sub("》", text)):
        until = None if _TERM_OF_OTHERS.search(sentence) else _end(sentence)
        if until:
            return until
    return None


_TERM_OF_OTHERS = re.compile(r"(?:协议|合同|证书?|许可|资格|资质|认定|备案)[^，。；]{0,6}(?:有效|期限)")
"""The term of an agreement or of a certificate, not of the document."""


def _end(sentence: str) -> str | None:
    match = _UNTIL.search(sentence) or _TO_DATE.search(sentence)
    if match:
        days = match.groupdict()
        return iso_date(days["day"] or days["ends"])
    if match := _TO_YEAR.search(sentence):
        return f"{match['year']}-12-31"
    if match := _TERM.search(sentence):
        count = int(match["years"]) if match["years"].isdigit() else han_to_int(match["years"])
        return f"{count}{match['unit']}"
    return None


def _effect_of_repeal(instruments: Sequence[Instrument]) -> Effect | None:
    """A document that only repeals holds from the day it names: 自本通知印发之日起，予以废止."""
    for instrument in instruments:
        if instrument.role == "annex":
            continue
        for text in texts([instrument]):
            if match := _STOPS.search(text):
                sentence = next(s for s in SENTENCE.findall(text) if match[0] in s)
                return Effect(start=_start(match), until=None, quote=_quote(sentence))
    return None
