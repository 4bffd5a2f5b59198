"""Whether what came back is what was asked for: block pages, logins, captchas, maintenance, error pages under 200.

A page is refused for what it is, never for one word in it: a regulation on network security names firewalls and
captchas too. A page with the title that its list announced is the page; the words below count only where it has not,
and hardly any text. Sources: the field notes on what answers in place of a page, wafw00f's plugins.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final

from tracker.language.patterns import regex
from tracker.messages import said
from tracker.monitor.answers import Answer, ErrorKind, FetchFailure

_BLOCKED: Final = regex(
    r"访问被?(?:已被)?(?:阻断|拦截|拒绝|禁止|限制)|被.{0,8}(?:拦截|阻断|阻止|屏蔽)|云防[护御]|云盾|创宇|加速乐|安全狗|网站防火墙|防火墙|"
    r"WAF|waf\b|浏览器安全检查|安全检[查测]|安全验证|人机(?:验证|识别)|滑[动块].{0,4}验证|拖动.{0,6}滑块|按住.{0,4}滑块|验证码|"
    r"请(?:先)?完成.{0,6}(?:验证|认证)|身份验证|(?:请|需要?)(?:先|您|重新)?(?:重新)?登[录陆]|"
    r"(?:登[录陆]|会话)[^。]{0,4}(?:超时|过期|失效)|(?:上网|网络|入网)认证|未备案|未经备案|(?:疑似|涉嫌).{0,6}攻击|"
    r"(?:访问|行为|请求)[^。]{0,8}(?:存在|有)[^。]{0,4}(?:风险|威胁)|"
    r"访问(?:过于|太)?频繁|请求(?:过于|太)?频繁|操作(?:过于|太)?频繁|频率过[高快]|异常(?:访问|请求|流量)|非法(?:访问|请求|操作)|"
    r"恶意(?:访问|请求|攻击)|(?:IP|ip|地址).{0,8}(?:限制|封禁|禁止|黑名单)|没有(?:访问)?权限|无权(?:限)?访问|安全威胁|"
    r"Access ?(?:to ?this ?page ?)?(?:has ?been ?)?Denied|Requests? ?(?:blocked|rejected|unsuccessful)|"
    r"URL ?was ?rejected|Just ?a ?moment|Checking ?your ?browser|Attention ?Required|captcha|"
    r"(?:you ?have|ip ?(?:has)?) ?been ?(?:blocked|banned)|"
    r"unusual ?traffic|too ?many ?requests|verify ?(?:that ?)?you ?are ?(?:a ?)?human",
    re.IGNORECASE,
)
_LOGIN: Final = regex(
    r"(?:用户|账号|统一|系统|会员|管理)?(?:登录|登陆)|统一身份认证|单点登录|sign ?in\b|log ?in\b", re.IGNORECASE
)
_MAINTENANCE: Final = regex(
    r"(?:系统|网站|平台|服务器?|数据库|站点|门户|栏目|网络).{0,12}(?:维护|升级|割接|检修|改造|迁移|调试)|(?:维护|升级|检修)(?:中|期间|公告|通知)|"
    r"停机|(?:暂停|停止)(?:访问|服务|运行|使用|对外)|under ?maintenance|maintenance ?(?:mode|in ?progress)|"
    r"(?:scheduled|performing|undergoing|for|some|routine|planned|site|system) ?(?:\w+ ?)?maintenance|"
    r"be ?(?:right ?)?back ?(?:soon|shortly|online)|temporarily ?(?:unavailable|offline|down|closed)",
    re.IGNORECASE,
)
_GONE: Final = regex(
    r"不存在|已(?:被)?(?:删除|移除|清除)|找不到|无法(?:找到|显示|访问)|未(?:能)?找到|没有找到|已(?:经)?(?:失效|过期|不可用)|"
    r"页面(?:丢失|出错|错误|异常|走丢)|出错了?|参数错误|系统(?:错误|异常|繁忙)|服务器(?:错误|繁忙|异常)|"
    r"\b(?:404|500|502|503)\b|Not ?Found|Internal ?Server ?Error|error ?occurred|"
    r"(?:稿件|文章|信息|内容|页面|栏目)(?:为空|未发布|未审核|待审)|暂无(?:数据|内容|信息)",
    re.IGNORECASE,
)
_WITHDRAWN: Final = regex(
    r"(?:信息|文件|内容|文章|页面|公文|稿件|公告|文档|本文)[^。]{0,8}?(?:已经?|被|予以)+(?:撤下|撤回|撤销|撤稿|撤除|下架|下线|撤销发布|停止公开|取消公开)"
)
"""The publisher says that it took the document back. Not 不存在或已被删除, which is said of any wrong address."""
_CHALLENGE: Final = regex(
    r"\$_ts\b|__jsl|_clearance|acw_sc__|C3VK|CT6T|__tst_status|HOY_TR|https_waf_cookie|document\.cookie\s*=|"
    r"errors\.aliyun|data-spm=[\"']7663354|cloudwaf|challenge-platform|eval\(function\(p,a,c,k|_Incapsula_Resource|_____tmd_____|x5sec|"
    r"/gt\.js|geetest|nocaptcha|TCaptcha|__cf_chl|/cdn-cgi/",
    re.IGNORECASE,
)
_WANTS_SCRIPT: Final = regex(
    r"(?:开启|启用|打开|允许|支持)[^。]{0,12}javascript|(?:enable|requires?|turn ?on) ?java ?script|加载中",
    re.IGNORECASE,
)
_FORWARD: Final = regex(r"location(?:\.href)?\s*=|location\.(?:replace|assign|reload)\s*\(|window\.open\s*\(")
_REFRESH: Final = regex(r"<meta[^>]{0,80}http-equiv\s*=\s*[\"']?refresh[^>]{0,200}>", re.IGNORECASE)
_SCRIPT: Final = regex(r"<script\b[^>]*>.*?</script>|<style\b[^>]*>.*?</style>|<!--.*?-->", re.DOTALL | re.IGNORECASE)
_TAG: Final = regex(r"<[^>]*>")
_TITLE: Final = regex(r"<title[^>]*>(.*?)</title>", re.DOTALL | re.IGNORECASE)
_HEADING: Final = regex(r"<h1\b[^>]*>(.*?)</h1>", re.DOTALL | re.IGNORECASE)
_PASSWORD: Final = regex(r"<input[^>]{0,200}type\s*=\s*[\"']?password", re.IGNORECASE)
FEW: Final = 200
"""Characters of visible text up to which a page is short: error pages are, documents are not."""
BEGINNING: Final = 60
"""Characters at the beginning of a text in which a page says what it is."""
STUB: Final = 12
PEEK: Final = 20_000
_DAY: Final = 86_400


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Why a page does not count; ``is_withdrawn`` says that the publisher took the document back."""

    kind: ErrorKind
    what: str
    is_withdrawn: bool = False


# --- by status --------------------------------------------------------------------------------------------------------


def refuse_status(answer: Answer) -> None:
    """Pass 200 and 304.

    Raises:
        FetchFailure: any other status, as what it means: 412 and 521 are challenges, 403 a refusal that holds for the
            day, 405 to a plain GET a protection, 429 a request for patience, 503 at night maintenance.
    """
    status = answer.status
    if status in {200, 304}:
        return
    words = peeked(answer.body)
    kind = _kind_of_status(status, words)
    what = {
        "blocked": said("status {status}: a challenge or block page in place of the page", status=status),
        "refused": said("status {status}: the site refuses programs or this address", status=status),
        "throttled": said("status {status}: the site asks for fewer requests", status=status),
        "maintenance": said("status {status}: the site is being maintained", status=status),
    }.get(kind, said("status {status}", status=status))
    wait = retry_after_of(answer.headers.get("retry-after"), answer.received) if status in {429, 503} else None
    raise FetchFailure(what, where=answer.url, do=_remedy(kind), kind=kind, status=status, retry_after=wait)


_STATUS_KINDS: Final[Mapping[int, ErrorKind]] = {
    **dict.fromkeys((405, 412, 468, 493, 521), "blocked"),
    **dict.fromkeys((401, 403, 451), "refused"),
    429: "throttled",
}


def _kind_of_status(status: int, words: str) -> ErrorKind:
    if status in _STATUS_KINDS:
        return _STATUS_KINDS[status]
    if status == 503 and not _CHALLENGE.search(words) and _MAINTENANCE.search(_visible(words)):  # noqa: PLR2004
        return "maintenance"
    if status not in {404, 410} and (_CHALLENGE.search(words) or _BLOCKED.search(_visible(words)[:FEW])):
        return "blocked"
    return "http"


def _remedy(kind: ErrorKind) -> str:
    return {
        "blocked": said("open the address in a browser; a program gets no further here"),
        "refused": said("ask the site, or take the document by hand with `tracker add`"),
        "throttled": said("raise `delay`"),
    }.get(kind, "")


def retry_after_of(value: str | None, now: datetime) -> timedelta | None:
    """What a Retry-After header says: seconds, or a date (RFC 9110 §10.2.3); at most 30 days."""
    if not value:
        return None
    most = timedelta(days=30)
    if value.strip().isdecimal():
        return min(most, timedelta(seconds=min(int(value.strip()), 30 * _DAY)))
    try:
        moment = parsedate_to_datetime(value)
    except (TypeError, ValueError):
        return None
    return min(most, max(timedelta(), (moment if moment.tzinfo else moment.replace(tzinfo=UTC)) - now))


def peeked(body: bytes) -> str:
    """The beginning of a body as characters, to look for signs in it."""
    head = body[:PEEK]
    for encoding in ("utf-8", "gb18030"):
        try:
            return head.decode(encoding)
        except UnicodeDecodeError as error:
            if error.start > len(head) - 5:  # only the end is cut in mid-character
                return head[: error.start].decode(encoding)
    return head.decode("utf-8", "replace")


# --- by what the page is ----------------------------------------------------------------------------------------------


def _visible(page: str) -> str:
    return re.sub(r"\s+", "", _TAG.sub(" ", _SCRIPT.sub(" ", page)))


def judge_page(page: str, *, title: str | None = None, text: str = "") -> Verdict | None:
    """What is wrong with a page under status 200; ``None`` for one that may count.

    ``title`` is what the list announced, ``text`` the page's main text.
    """
    visible = _visible(page)
    heading = _TITLE.search(page)
    head = re.sub(r"\s+", "", _TAG.sub("", heading[1])) if heading else ""
    body = visible.removeprefix(head)
    if title and holds_title(visible, title) and len(body) > len(title) + 2:
        return None
    if not body:
        return _judge_empty(page, head)
    main = re.sub(r"\s+", "", text)
    if len(body) <= FEW:
        return _judge_short(page, head, body)
    if title is not None and len(main) <= FEW and not _has_matter(main):
        return _judge_words(page, head, main)
    return None


def _judge_empty(page: str, head: str) -> Verdict:
    """A page without visible text: a challenge, a page that only forwards, a stub."""
    if _CHALLENGE.search(page) or _BLOCKED.search(head):
        return Verdict(kind="blocked", what="a challenge in place of the page")
    if _PASSWORD.search(page) or _LOGIN.search(head):
        return Verdict(kind="blocked", what="a login page in place of the page")
    if _REFRESH.search(page):
        return Verdict(kind="soft-404", what="the page only forwards to another")
    if _FORWARD.search(page):
        return Verdict(kind="content", what="the page only forwards by script: there is no text in it")
    if "<script" in page.lower():
        return Verdict(kind="content", what="the page is drawn by a script: there is no text in it")
    return Verdict(kind="soft-404", what="an empty page under status 200")


def _judge_short(page: str, head: str, body: str) -> Verdict | None:
    found = _judge_words(page, head, body)
    if found is not None:
        return found
    if _CHALLENGE.search(page) and "<script" in page.lower():
        return Verdict(kind="blocked", what="a challenge in place of the page")
    if len(body) < STUB or not re.search(r"[\u4e00-\u9fff]{4}", body):
        return Verdict(kind="soft-404", what=said("a stub of {count} characters under status 200", count=len(body)))
    return None


def _judge_words(page: str, head: str, words: str) -> Verdict | None:
    """What the words of a page with hardly any text mean; the publisher's own word comes first."""
    printed = f"{head} {words[:FEW]}"
    back = _WITHDRAWN.search(words)
    if back:
        return Verdict(
            kind="soft-404",
            what=said("the site says that it took the document back: {back}", back=back[0]),
            is_withdrawn=True,
        )
    blocked = _BLOCKED.search(printed) or re.search(r"errors\.aliyun|7663354", page)
    if blocked:
        return Verdict(kind="blocked", what=said("a block page in place of the page: {blocked}", blocked=blocked[0]))
    if _REFRESH.search(page):
        return Verdict(kind="soft-404", what="a page that leads away under status 200")
    return _judge_other_words(page, head, printed)


def _judge_other_words(page: str, head: str, printed: str) -> Verdict | None:
    """The signs that count where none of the plainer ones stands: maintenance, logins, errors, a wish for scripts."""
    paused = _MAINTENANCE.search(printed)
    if paused:
        return Verdict(kind="maintenance", what=said("the site is being maintained: {paused}", paused=paused[0]))
    if _PASSWORD.search(page) or _LOGIN.search(head):
        return Verdict(kind="blocked", what="a login page in place of the page")
    gone = _GONE.search(printed)
    if gone:
        return Verdict(kind="soft-404", what=said("an error page under status 200: {gone}", gone=gone[0]))
    if _WANTS_SCRIPT.search(printed):
        kind: ErrorKind = "blocked" if _CHALLENGE.search(page) else "content"
        return Verdict(kind=kind, what="the page wants a script to be run: there is no text in it")
    return None


def judge_listless(page: str) -> Verdict | None:
    """What a page is on which no list was found, told also by its title where it has navigation and much text."""
    found = judge_page(page)
    if found is not None:
        return found
    heads = [re.sub(r"\s+", "", _TAG.sub("", head)) for head in (*_TITLE.findall(page), *_HEADING.findall(page)[:1])]
    if _PASSWORD.search(page) and any(_LOGIN.search(head) for head in heads):
        return Verdict(kind="blocked", what="a login page in place of the page")
    return _judge_words("", " ".join(heads), "")


def judge_untitled(page: str, text: str, *, has_files: bool = False) -> Verdict | None:
    """What is wrong with a page that lacks the title that its list announced; ``None`` where it may be the document.

    A site may call a document otherwise on its own page. Such a page still has what documents have: provisions, a
    number, sentences and the day below them, or the text is in its files. A form that asks for a password, a page that
    begins with what it is in place of it (404 over the latest news), or any page without these, is another.
    """
    head = _TITLE.search(page)
    main = re.sub(r"\s+", "", text)
    printed = re.sub(r"\s+", "", _TAG.sub("", head[1])) if head else ""
    if _PASSWORD.search(page) and _LOGIN.search(f"{printed} {main[:FEW]}"):
        return Verdict(kind="blocked", what="a login page in place of the page")
    if _has_matter(main):
        return _judge_words("", printed, main[:BEGINNING])
    found = _judge_words(page, printed, main)
    if found is None and has_files:
        return None
    return found or Verdict(kind="soft-404", what="the page has neither the title that was listed nor a text")


_PROVISION: Final = regex(r"第一条|〔\d{4}〕\d+号")
_SIGNED: Final = regex(r"\d{4}年\d{1,2}月\d{1,2}日")


def _has_matter(main: str) -> bool:
    """Whether a short text is one of a document: sentences, provisions, a number; or a sentence with a day below it."""
    sentences = main.count("。")
    return sentences > 1 or bool(_PROVISION.search(main)) or (sentences == 1 and bool(_SIGNED.search(main)))


def holds_title(text: str, title: str) -> bool:
    """Whether a text has a title, typography apart; of a cut title its beginning."""

    def folded(words: str) -> str:
        return re.sub(r"[^\w]", "", words).lower()

    bare = folded(title)
    return bool(bare) and bare in folded(text)
