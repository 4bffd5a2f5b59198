"""``tracker.toml``: what it says, and how its mistakes are told."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tracker.errors import ConfigError
from tracker.monitor.cadence import read_cadence
from tracker.monitor.config import find_config, read_config, settings_of
from tracker.monitor.settings import Settings
from tracker.monitor.workdays import is_workday

ZONE = ZoneInfo("Asia/Shanghai")
WHOLE = """
[monitor]
timezone = "Asia/Shanghai"
schedule = "daily 06:15"
delay = "1.5s"
contact = "mailto:desk@lanting.example"
withdrawn-after = "5d"
lang = "en"

[[source]]
id = "lanting"
url = "https://www.lanting.example/zwgk/gb/"
gazette = "lanting"
schedule = "workdays 08:00, 17:00"
rhythm = "10d"
hosts = ["files.lanting.example"]
allow-private = ["127.0.0.1:8080", "[::1]:8080"]

[[channel]]
id = "desk"
url = "https://hooks.lanting.example/x"
secret = "env:DESK_SECRET"
digest = "daily 09:00"

[[watch]]
notify = ["desk"]
events = ["work.*"]
titles = ["*贷款*"]
facts = ["amount"]
"""


def settings(text: str) -> Settings:
    return settings_of(text, Path("tracker.toml"))


def test_a_whole_configuration_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DESK_SECRET", "s3")
    read = settings(WHOLE)
    assert read.delay == timedelta(seconds=1.5)
    assert read.withdrawn_after == timedelta(days=5)
    assert read.sources[0].rhythm == timedelta(days=10)
    assert read.sources[0].schedule.workdays
    assert read.channels[0].secret == "s3"  # noqa: S105 - of a test
    assert read.watches[0].facts == ("amount",)


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ('timezone = "Asia/Shanghai"', 'timezone = "Asien/Shanghai"', 3, "timezone = "),
        ('delay = "1.5s"', 'delay = "soon"', 5, "delay"),
        ('delay = "1.5s"', "dely = 3", 5, "unknown key 'dely'"),
        ('id = "lanting"', 'id = "澜亭"', 11, "id"),
        ('url = "https://www', 'url = "ftp://www', 12, "url"),
        ("workdays 08:00", "workdays 8h", 14, "schedule"),
        ('"127.0.0.1:8080"', '"127.0.0.1"', 17, "is no host with a port"),
        ('["desk"]', '["dsk"]', 26, "no channel 'dsk'"),
        ('["work.*"]', '["wrok.*"]', 27, "no kind of event"),
        ('["amount"]', '["money"]', 29, "no kind of value"),
        ('secret = "env:DESK_SECRET"', 'secret = "env:NOT_THERE"', 22, "NOT_THERE"),
        ("[[watch]]", "[[wach]]", 25, "unknown key 'wach'"),
        ('rhythm = "10d"', "rhythm = 10", 15, "rhythm is a text"),
        ("[monitor]", "[monitor", 2, "no TOML"),
        ("[[source]]", "[source]", 10, "source is a list of tables"),
        ("[monitor]", "[[monitor]]", 2, "monitor is a table"),
        ('lang = "en"', 'lang = "fr"', 8, 'write "zh" or "en"'),
        ('contact = "mailto:desk@lanting.example"', 'contact = "the desk"', 6, "mailto:NAME@EXAMPLE.COM"),
        ('gazette = "lanting"', 'gazette = "--"', 13, "use letters, digits or characters"),
        ('gazette = "lanting"', 'kind = "newspaper"', 13, "write one of "),
        ('gazette = "lanting"', 'preset = "no-such-preset"', 13, "tracker monitor init"),
        ('gazette = "lanting"', "reread = 101", 13, "a number from 0 to 100"),
        ('gazette = "lanting"', "follow = true", 13, "a number from 0 to 100"),
        ('gazette = "lanting"', "form = { page = 1.5 }", 13, "form is a table of texts"),
        ('gazette = "lanting"', 'endpoint = "list.json"', 13, "write a whole address"),
        ('["files.lanting.example"]', '["https://files.lanting.example/"]', 16, "is no host"),
        ('["files.lanting.example"]', "[8080]", 16, "hosts is a list of texts"),
        ('id = "desk"', 'id = "Desk 1"', 20, "small letters, digits and -"),
        ('id = "desk"', 'name = "desk"', 20, "unknown key 'name'"),
        ('url = "https://hooks.lanting.example/x"', 'url = ""', 21, "[[channel]] has no url"),
        ('secret = "env:DESK_SECRET"', 'secret = "file:no-such-file"', 22, "secret"),
        ('notify = ["desk"]', "notify = []", 26, "there is no channel ''"),
    ],
)
def test_a_mistake_names_file_and_line(
    old: str, new: str, line: int, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DESK_SECRET", "s3")
    with pytest.raises(ConfigError) as caught:
        settings(WHOLE.replace(old, new))
    assert f"tracker.toml:{line}:" in str(caught.value)
    assert words in str(caught.value)


def test_the_same_id_twice_is_a_mistake() -> None:
    source = '[[source]]\nid = "a"\nurl = "https://a.example/"\n'
    with pytest.raises(ConfigError, match=r"tracker.toml:5: the id 'a' stands twice"):
        settings(source + source)


def test_the_configuration_is_found_beside_the_store_or_in_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TRACKER_CONFIG", raising=False)
    store = tmp_path / "snapshots"
    store.mkdir()
    assert find_config(store) is None
    (store / "tracker.toml").write_text("")
    assert find_config(store) == store / "tracker.toml"
    (tmp_path / "tracker.toml").write_text("")
    assert find_config(store) == tmp_path / "tracker.toml"


@pytest.mark.parametrize(
    ("text", "after", "due"),
    [
        ("daily 07:30", "2026-03-02T07:30", "2026-03-03T07:30"),
        ("daily 07:30, 17:00", "2026-03-02T07:30", "2026-03-02T17:00"),
        ("mon-fri 08:00", "2026-03-06T08:00", "2026-03-09T08:00"),
        ("sat,sun 08:00", "2026-03-02T08:00", "2026-03-07T08:00"),
        ("0 9 * * mon", "2026-03-02T09:00", "2026-03-09T09:00"),
        ("*/20 6-7 1,15 * *", "2026-03-01T07:40", "2026-03-15T06:00"),
        ("30 8 29 2 *", "2026-03-01T00:00", "2028-02-29T08:30"),
        ("workdays 08:00", "2026-02-13T08:00", "2026-02-14T08:00"),
        ("workdays 08:00", "2026-02-14T08:00", "2026-02-24T08:00"),
    ],
)
def test_a_schedule_says_when_it_is_due(text: str, after: str, due: str) -> None:
    moment = datetime.fromisoformat(after).replace(tzinfo=ZONE)
    found = read_cadence(text).next_after(moment, ZONE)
    assert found is not None
    assert found.astimezone(ZONE) == datetime.fromisoformat(due).replace(tzinfo=ZONE)


def test_an_interval_counts_from_its_start_and_skips_what_was_missed() -> None:
    start = datetime(2026, 3, 1, tzinfo=UTC)
    due = read_cadence("every 6h").next_after(start + timedelta(hours=13), ZONE, since=start)
    assert due == start + timedelta(hours=18)


@pytest.mark.parametrize(
    "text", ["0 9 * * 1", "every day", "daily 25:00", "hourly", "weekdays 08:00 x", "60 9 * * mon", ""]
)
def test_what_is_no_schedule_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"write|beyond|no cron"):
        read_cadence(text)


def test_a_change_of_clocks_skips_no_day() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    moment = datetime(2026, 3, 28, 2, 30, tzinfo=berlin)
    due = [moment]
    for _ in range(3):
        following = read_cadence("daily 02:30").next_after(due[-1], berlin)
        assert following is not None
        due.append(following)
    assert [one.astimezone(berlin).day for one in due] == [28, 29, 30, 31]


def test_holidays_and_the_weekends_worked_for_them_are_known() -> None:
    assert not is_workday(date(2026, 2, 17))  # the New Year of the lunar calendar
    assert is_workday(date(2026, 2, 14))  # a Saturday that is worked
    assert not is_workday(date(2040, 3, 3))  # a Saturday of a year that nobody has announced


def test_a_secret_may_stand_in_a_file_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DESK_SECRET", "s3")
    (tmp_path / "secret").write_text("kept apart\n", "utf-8")
    read = settings(WHOLE.replace("env:DESK_SECRET", f"file:{tmp_path / 'secret'}"))
    assert read.channels[0].secret == "kept apart"  # noqa: S105 - of a test


def test_a_source_of_fields_of_its_own_is_read() -> None:
    more = 'form = { page = 1, all = true }\nfields = { title = "bt" }\nendpoint = "https://www.lanting.example/list"'
    source = f'[[source]]\nid = "a"\nurl = "https://a.example/"\nfollow = 4\npage-field = "page"\n{more}\n'
    read = settings(source).sources[0]
    assert (read.form, read.fields) == ((("page", "1"), ("all", "True")), (("title", "bt"),))
    assert (read.endpoint, read.page_field, read.follow) == ("https://www.lanting.example/list", "page", 4)


@pytest.mark.parametrize(("made", "words"), [(None, "no such file"), (b"\xff\xfe\x00", "cannot be read")])
def test_a_file_that_cannot_be_read_is_told(made: bytes | None, words: str, tmp_path: Path) -> None:
    file = tmp_path / "tracker.toml"
    if made is not None:
        file.write_bytes(made)
    with pytest.raises(ConfigError, match=words):
        read_config(file)
