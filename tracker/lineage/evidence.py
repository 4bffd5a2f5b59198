"""Why two records may be versions of one work: each kind of evidence is one function from two records to a link."""

from __future__ import annotations

from datetime import date

from tracker.language.document_kinds import RULE_KIND
from tracker.language.numbers_of_documents import number_key
from tracker.language.patterns import regex
from tracker.language.regions import without_region
from tracker.language.titles import rule_key
from tracker.likeness.sketches import resemblance
from tracker.lineage.issuers import Renames
from tracker.lineage.naming import title_likeness
from tracker.lineage.values import Link, Mention, Record

_GENERIC = regex(
    r"关于|进一步|若干|有关|相关|开展|做好|加强|推进|推动|促进|支持|扶持|鼓励|加快|规范|管理|实施|工作|专项|资金|奖励|补助|补贴|发展|高质量|"
    rf"暂行|试行|事项|的|和|与|及|{RULE_KIND}"
)
"""Words of a title that say what form a rule has, not what it is about."""

_DETAILS = regex(r"(?:细则|规程|指南|指引|流程|评分标准|申报通知)(?:〔[^〔〕]*〕)?$")
"""Forms of what implements another rule and lives beside it."""

_SINGLE_ACT = regex(r"任免|任命|免去|任职|免职|表彰|批复|命名|名单|招标|中标|拍卖|预算|决算")
_YEARS = regex(r"(?:19|20)\d{2}(?=年)")
_SAME_BODY = 0.9
_REPRINT = 0.85
_SAME_TEXT = 0.97
_LIKE_NUMBERED = 0.5
_STUB = 100
"""Characters below which a text says too little to be compared."""
_LIKE_TEXT = 0.35
_LIKE_ACT = 0.4
_LIKE_STRANGER = 0.25
_LEAST_GAP = 28
_LEAST_CORE = 4


def before(old: Record, new: Record) -> bool:
    """Whether one record was certainly made on an earlier day than the other."""
    return bool(old.day and new.day and old.day < new.day)


def gap_days(old: Record, new: Record) -> int:
    """Days from one record's making to the other's; 0 where a day is unknown."""
    if not old.day or not new.day:
        return 0
    return (date.fromisoformat(new.day) - date.fromisoformat(old.day)).days


def kinship(old: Record, new: Record, renames: Renames) -> float:
    """How surely two records come from one body: by name, by renaming, or by the code in their numbers."""
    shared = renames.kinship(old.issuers, new.issuers)
    if old.code and old.code == new.code:
        return max(shared, _SAME_BODY)
    return shared


def apart(old: Record, new: Record) -> bool:
    """Whether two records rule different places."""
    return bool(old.region and new.region and old.region != new.region)


def core_likeness(one: str, other: str) -> float:
    """How alike two core titles are apart from the places in front of them."""
    return title_likeness(without_region(one), without_region(other))


def by_repeal(old: Record, new: Record, mention: Mention) -> Link | None:
    """A measure that ends another whole and takes its place.

    A rule often sweeps away others beside its predecessor, so that the titles or the texts must have something in
    common: without that the clause ends the other document and makes no version of it.
    """
    if mention.kind != "repeal" or mention.partial or new.notice or old.notice:
        return None
    same = old.core == new.core
    likeness = 1.0 if same else max(core_likeness(old.core, new.core), resemblance(old.sketch, new.sketch))
    if likeness < 0.2 or (not same and old.rule != new.rule and likeness < 0.5):  # noqa: PLR2004 - tuned on made-up corpora, see bench_lineage
        return None
    score = round(0.78 + 0.2 * likeness + (0.01 if mention.number else 0.0), 3)
    return Link(old=old.key, new=new.key, kind="repeal", score=score, quote=mention.quote, place=mention.place)


def by_amendment(old: Record, new: Record, mention: Mention, renames: Renames) -> Link | None:
    """A decision that changes a rule of the same body or place, earlier than itself."""
    if not before(old, new) or old.notice:
        return None
    named = old.core == new.core or _is_named(old, mention, rule_key(mention.title, new.issuers))
    kin = kinship(old, new, renames)
    if not named or (apart(old, new) and kin < _SAME_BODY):
        return None
    score = 0.97 if kin >= _SAME_BODY or _same_number(old, mention) else 0.85
    return Link(old=old.key, new=new.key, kind="amendment", score=score, quote=mention.quote, place=mention.place)


def _is_named(old: Record, mention: Mention, core: str) -> bool:
    """Whether a decision means a rule: by its title, or by the end of that and its number."""
    return old.core == core or (_same_number(old, mention) and bool(core) and old.core.endswith(core))


def _same_number(record: Record, mention: Mention) -> bool:
    return bool(mention.number) and record.number_key == number_key(mention.number or "")


def by_title(old: Record, new: Record, renames: Renames) -> Link | None:
    """The same core title from the same body; from another body of the place, only where the texts are alike too."""
    if not _can_share_title(old, new):
        return None
    alike = resemblance(old.sketch, new.sketch)
    kin = kinship(old, new, renames)
    if kin < _SAME_BODY and alike < _LIKE_STRANGER and not _named_for_its_place(new):
        return None
    if not _is_of_rules(old, new) and (alike < _LIKE_ACT or _annual(old, new)):
        return None
    score = round((0.88 if kin >= _SAME_BODY else 0.76) + 0.08 * alike, 3)
    return Link(old=old.key, new=new.key, kind="title", score=score, quote=new.title)


def _can_share_title(old: Record, new: Record) -> bool:
    """Whether one title for both says anything: it is long enough, one is earlier, and no act that is done but once."""
    if old.core != new.core or len(new.core) < _LEAST_CORE or apart(old, new) or not before(old, new):
        return False
    return not (old.notice or new.notice or _SINGLE_ACT.search(new.core))


def _is_of_rules(old: Record, new: Record) -> bool:
    """Whether a rule follows a rule; or a decision on one, whose own text says nothing of the rule that it changes."""
    return new.rule and (old.rule or is_decision(old))


def _annual(old: Record, new: Record) -> bool:
    """Whether two acts are of different years by their titles: this year's holidays do not replace last year's."""
    return _YEARS.findall(old.title) != _YEARS.findall(new.title)


def _named_for_its_place(record: Record) -> bool:
    """Whether a title begins with the place it rules (甲市…办法): no two bodies of one place share such a title."""
    return bool(record.region) and record.core.startswith(record.region)


def by_text(old: Record, new: Record, renames: Renames) -> Link | None:
    """A rule under a new title: the same body, the same subject, much of the same text.

    Sibling schemes of one bureau share half of their text as well. They differ in what their titles are about (one
    group of firms, another group of firms), so the subjects must be the same when the words of form are taken off.
    """
    if old.core == new.core or not (old.rule and new.rule) or old.notice or new.notice:
        return None
    if apart(old, new) or gap_days(old, new) < _LEAST_GAP or not same_subject(old, new):
        return None
    alike = resemblance(old.sketch, new.sketch)
    if alike < _LIKE_TEXT or kinship(old, new, renames) < _SAME_BODY:
        return None
    return Link(old=old.key, new=new.key, kind="text", score=round(0.55 + 0.3 * alike, 3), quote=new.title)


def is_decision(record: Record) -> bool:
    """Whether a record is an amending decision that stands for the version it made."""
    return bool(record.amends) and record.instrument is None


def same_subject(old: Record, new: Record) -> bool:
    """Whether two titles are about the same thing: equal without region and words of form, or a letter or two more.

    A rule and the details of its implementation (细则, 操作规程) are about the same thing, and still are two works.
    """
    if bool(_DETAILS.search(old.core)) != bool(_DETAILS.search(new.core)):
        return False
    ours, theirs = _subject(old), _subject(new)
    if ours == theirs:
        return len(ours) > 1
    short, long = sorted((ours, theirs), key=len)
    return len(short) > 3 and len(long) - len(short) <= 2 and _within(short, long)  # noqa: PLR2004 - 中小 → 中小微


def _subject(record: Record) -> str:
    return _GENERIC.sub("", record.core.removeprefix(record.region))


def _within(short: str, long: str) -> bool:
    """Whether all characters of one text stand in the other in the same order."""
    rest = iter(long)
    return all(character in rest for character in short)


def is_reprint(one: Record, other: Record) -> bool:
    """Whether two records are the same version printed twice (an issue and a compilation, a text and its PDF)."""
    if is_decision(one) != is_decision(other) or one.core != other.core or apart(one, other):
        return False
    if _differ(one, other):
        return False
    alike = resemblance(one.sketch, other.sketch)
    if one.number_key and one.number_key == other.number_key:
        return alike >= _LIKE_NUMBERED or min(one.size, other.size) < _STUB
    dated = (one.signed or one.number_key) and (other.signed or other.number_key)
    known = one.number_key or other.number_key
    return alike >= (_REPRINT if known and not dated else _SAME_TEXT)


def _differ(one: Record, other: Record) -> bool:
    """Whether both have a number, a day of signature or of commencement, and not the same one."""
    pairs = (
        (one.number_key, other.number_key),
        (one.signed, other.signed),
        (_printed_start(one), _printed_start(other)),
    )
    return any(left and right and left != right for left, right in pairs)


def _printed_start(record: Record) -> str | None:
    start = record.effect.start if record.effect else None
    return start if start and start[0].isdigit() else None
