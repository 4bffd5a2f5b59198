"""Messages in the language of who reads them: what they carry, how they are looked up, and whose language it is."""

from __future__ import annotations

import errno
import json
import os
import pickle
import re
from typing import get_args

import pytest

from tests import messages
from tracker.cli.readers_language import spoken
from tracker.cli.verify_command import _TROUBLES
from tracker.errors import UnreadableSource
from tracker.messages import (
    USUAL_REASONS,
    Listing,
    Message,
    listed,
    put_together,
    said,
    system_reason,
    taken_apart,
)
from tracker.model import Sentence
from tracker.store.verification import Trouble
from tracker.wording import told
from tracker.wording.recognition import recognised
from tracker.wording.told import in_language

WORDS = {
    "{file} has {count} parts": "{file}有{count}个部分",
    "{where}: {what}": "{where}：{what}",
    "{what}; {do}": "{what}；{do}",
    "it is damaged": "已损坏",
    "fetch it again": "请重新下载",
    ", ": "、",
    "did you mean {near}?": "是否指{near}？",
    "a {b}": "乙",
}


@pytest.fixture
def words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(told, "catalogue", lambda _: WORDS)


def test_a_message_is_its_english_words() -> None:
    message = said("{file} has {count} parts", file="a.docx", count=9)
    assert message == "a.docx has 9 parts"
    assert (message.template, dict(message.parts)) == ("{file} has {count} parts", {"file": "a.docx", "count": 9})


def test_every_trouble_of_a_store_has_words() -> None:
    assert set(_TROUBLES) == set(get_args(Trouble))


def test_what_it_was_made_of_crosses_the_border_of_a_process() -> None:
    inner = listed(["甲", said("it is damaged")])
    message = pickle.loads(pickle.dumps(said("did you mean {near}?", near=inner)))  # noqa: S301 - of our own making
    assert message == "did you mean 甲, it is damaged?"
    assert isinstance(message, Message)
    assert isinstance(message.parts["near"], Listing)
    error = pickle.loads(pickle.dumps(UnreadableSource(said("{file} has {count} parts", file="a", count=2), where="b")))  # noqa: S301 - the same
    assert error.what.template == "{file} has {count} parts"


def test_a_message_goes_through_json() -> None:
    message = said(
        "did you mean {near}?", near=listed(["甲", said("{file} has {count} parts", file="a", count=2)], " or ")
    )
    again = put_together(json.loads(json.dumps(taken_apart(message))))
    assert again == message == "did you mean 甲 or a has 2 parts?"
    assert isinstance(again, Message)
    assert in_language(again, "zh") == "是否指甲或a has 2 parts？"
    assert put_together(taken_apart("plain {text}")) == "plain {text}"


@pytest.mark.parametrize(
    "hostile",
    [
        [False, "{a.__class__}", {"a": "x"}],
        [False, "{a[0]}", {"a": "x"}],
        [False, "{a:9999999}", {"a": "x"}],
        [False, "{a:{b}}", {"a": "x", "b": "9"}],
        [False, "{missing}", {"a": "x"}],
        [False, "{", {"a": "x"}],
        [False, "{a}" * 300, {"a": "x" * 300}],
        [True, "x", {str(n): "y" for n in range(50)}],
        ["x", 1, None],
        7,
        None,
    ],
)
def test_what_comes_from_a_hostile_process_is_no_more_than_a_text(hostile: object) -> None:
    text = put_together(hostile)
    assert not isinstance(text, Message)
    assert len(text) < 1000


def test_what_the_system_says_is_in_the_catalogue() -> None:
    full = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    assert system_reason(full) == "No space left on device"
    assert in_language(said("cannot write: {reason}", reason=system_reason(full)), "zh") == "无法写入：磁盘空间已满"
    usual = ["EADDRINUSE", "EACCES", "EROFS", "ENOENT", "ENOTDIR", "EISDIR", "ENAMETOOLONG", "EDQUOT", "EIO", "EMFILE"]
    assert {os.strerror(getattr(errno, name)) for name in usual} <= {*USUAL_REASONS}
    assert system_reason(OSError("a library says")) == "a library says"


def test_a_text_without_values_keeps_its_braces() -> None:
    assert said('write {{ name = "value" }}') == 'write {{ name = "value" }}'
    assert said("{x}; {y}", x="{y}", y="{0.__class__}") == "{y}; {0.__class__}"


@pytest.mark.usefixtures("words")
@pytest.mark.parametrize(
    ("message", "chinese"),
    [
        (said("{file} has {count} parts", file="{count}.docx", count=9), "{count}.docx有9个部分"),
        ("it is damaged", "已损坏"),
        (said("did you mean {near}?", near=listed(["it", said("it is damaged")])), "是否指it、已损坏？"),
        (Sentence("the same", "相同"), "相同"),
        (said("{where}: {what}", where="a", what=Sentence("the same", "相同")), "a：相同"),
        (said("nobody {said} this", said="ever"), "nobody ever this"),
        (said("a {b}"), "乙"),
    ],
)  # fmt: skip
def test_a_message_is_told_by_its_template_and_names_stay(message: str, chinese: str) -> None:
    assert in_language(message, "zh") == chinese
    assert in_language(message, "en") == str(message)


@pytest.mark.usefixtures("words")
def test_an_error_is_told_whole() -> None:
    error = UnreadableSource("it is damaged", where="it is damaged.pdf", do="fetch it again")
    assert str(error) == "it is damaged.pdf: it is damaged; fetch it again"
    assert in_language(error.message, "zh") == "it is damaged.pdf：已损坏；请重新下载"
    assert in_language(UnreadableSource("it is damaged").message, "zh") == "已损坏"


@pytest.mark.parametrize(
    ("arguments", "environment", "lang"),
    [
        ((), {}, "en"),
        ((), {"LANG": "C"}, "en"),
        ((), {"LC_ALL": "POSIX", "LANG": "zh_CN.UTF-8"}, "en"),
        ((), {"LANG": "zh_CN.UTF-8"}, "zh"),
        ((), {"LC_MESSAGES": "zh_TW", "LANG": "de_DE"}, "zh"),
        ((), {"LANG": "fr_FR.UTF-8"}, "en"),
        ((), {"TRACKER_LANG": "en", "LC_ALL": "zh_CN.UTF-8"}, "en"),
        (("diff", "--lang", "zh"), {"TRACKER_LANG": "en"}, "zh"),
        (("diff", "--lang=en", "a"), {"LANG": "zh_CN"}, "en"),
        (("diff", "--lang", "en", "--lang", "zh"), {}, "zh"),
        (("diff", "--lang", "fr"), {"LANG": "zh_CN"}, "zh"),
        (("diff", "--", "--lang", "zh"), {}, "en"),
        (("diff", "--lang"), {"LANG": "zh_CN"}, "zh"),
    ],
)
def test_the_language_is_asked_for_or_that_of_the_locale(
    arguments: tuple[str, ...], environment: dict[str, str], lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("TRACKER_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert spoken(arguments) == lang


def test_the_catalogue_reads_as_babel_reads_it() -> None:
    ours = told.catalogue("zh")
    assert dict(ours) == {str(one.id): str(one.string) for one in messages.translated() if one.id and one.string}


def test_every_message_has_its_chinese_and_the_catalogue_nothing_else() -> None:
    assert not messages.lacking(), "run `make messages` and write the Chinese into tracker/wording/catalogues/zh_CN.po"


def test_no_values_stand_in_a_message_before_it_is_told() -> None:
    assert not [*messages.hidden()], "write said('… {name} …', name=value), not an f-string: docs/adding.md, a message"


@pytest.mark.parametrize(
    ("kept", "chinese"),
    [
        ("the list has no entries", "列表中没有条目"),
        ("status 503: the site is being maintained", "状态码503：网站正在维护"),
        (
            "http://a.example/gb/: the list shrank from 40 entries to 3; see whether the site was rebuilt",
            "http://a.example/gb/：列表由40条减为3条；请看网站是否改版",
        ),
        ("none of 3 texts could be had; the first: status 404", "3篇都没有取到；第一篇：状态码404"),
        ("'x' is no day and no event", "“x”既不是日期，也不是事件"),
        ("its reader was ended: it takes more than 30 seconds", "读取已中止：用时超过30秒"),
        ("what nobody here ever said: 澜亭市", "what nobody here ever said: 澜亭市"),
        ("", ""),
    ],
)
def test_what_was_kept_as_plain_english_is_recognised(kept: str, chinese: str) -> None:
    assert recognised(kept, "zh") == chinese
    assert recognised(kept, "en") == kept


def test_what_is_plain_in_a_message_is_recognised_too() -> None:
    told = said("{how}, {count} entries", how="list page: 3 rows in body > ul", count=3)
    assert recognised(told, "zh") == "列表页：3行，位于 body > ul，共3条"
    inner = said("none of {count} texts could be had; the first: {error}", count=2, error="http://a/: status 404")
    assert recognised(said("{where}: {what}", where="status 404", what=inner), "zh") == (
        "status 404：2篇都没有取到；第一篇：http://a/：状态码404"
    )


def test_every_template_is_recognised_in_what_it_makes() -> None:
    words = told.catalogue("zh")
    for form in words:
        names = messages.fields(form)
        if not names or len(re.findall("[A-Za-z]", re.sub(r"\{.*?\}", "", form))) < 8:
            continue
        if re.search(r"\{[^}]*:", form):  # a number, which is no name
            continue
        made = said(form, **{name: f"〔{name}〕" for name in names})
        assert recognised(made, "zh") == in_language(made, "zh"), form
