"""What the commands print is what the published schemas say."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, get_args

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from tests.commands import tracker
from tests.lineage_samples import FIRST, SECOND, add_decision, make_store
from tracker.errors import MalformedSource
from tracker.lineage.values import LinkKind, Saying, State
from tracker.model import ChangeKind, Effect, FactType, Level, Provision
from tracker.schema.codec import from_named, named, packed, unpacked
from tracker.schema.issues import issue_from_json
from tracker.schema.published_schemas import published, schema_of
from tracker.store.repairing import Fate

A, B, DECIDED = "柳商规〔2023〕4号", "柳商规〔2025〕11号", "柳商规〔2024〕6号"
OLD_ISSUE, NEW_ISSUE = "柳湾市人民政府公报/2023/003", "柳湾市人民政府公报/2025/009"
REGISTRY: Registry[Any] = Registry().with_resources(
    (f"{name}.schema.json", Resource.from_contents(schema_of(name))) for name in published()
)


def problems(value: Any) -> list[str]:  # noqa: ANN401 - whatever a command printed
    name = value["schema"].removeprefix("tracker.").removesuffix("/1")
    validator = Draft202012Validator(schema_of(name), registry=REGISTRY)
    return [f"{error.json_path}: {error.message[:200]}" for error in validator.iter_errors(value)]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = make_store(tmp_path_factory.mktemp("schemas") / "store")
    add_decision(folder)
    (folder.parent / "policy.md").write_text(f"依据{A}第三条、《{SECOND}》第二条和《没有的办法》。\n", "utf-8")
    return folder


@pytest.mark.parametrize("name", published())
def test_a_schema_is_one(name: str) -> None:
    schema = schema_of(name)
    Draft202012Validator.check_schema(schema)
    assert schema["$id"] == f"{name}.schema.json"
    assert f"tracker.{name}/1" in schema["title"]


@pytest.mark.parametrize(
    ("schema", "arguments"),
    [
        ("issue", ["parse", "{store}/" + OLD_ISSUE + "/source.txt"]),
        ("issue", ["show", OLD_ISSUE]),
        ("show", ["show", A]),
        ("show", ["show", FIRST]),
        ("show", ["show", f"{A}#第三条"]),
        ("show", ["show", f"{FIRST}@2024-09-01"]),
        ("log", ["log"]),
        ("log", ["log", B]),
        ("diff", ["diff", A, B]),
        ("diff", ["diff", SECOND]),
        ("diff", ["diff", f"{A}#第三条", B, "-v"]),
        ("diff-set", ["diff", "snapshots/lantingshi/2023/021/source.txt", "snapshots/lantingshi/2025/018/source.txt"]),
        ("diff", ["diff", "--store", "snapshots", "澜财金规〔2023〕4号", "澜财金规〔2025〕6号"]),
        ("search", ["search", "奖励"]),
        ("search", ["search", "奖励", "--as-of", "2024-01-01"]),
        ("amend", ["amend", A, DECIDED]),
        ("status", ["status", "--as-of", "2025-07-01"]),
        ("status", ["status", A, "--as-of", "2025-07-01"]),
        ("list", ["list"]),
        ("list", ["list", "--works", "--issuer", "商务局"]),
        ("lineage", ["lineage"]),
        ("lineage", ["lineage", B]),
        ("history", ["history", B]),
        ("history", ["history", SECOND, "第三条"]),
        ("blame", ["blame", SECOND]),
        ("blame", ["blame", f"{SECOND}@2024-09-01#第三条"]),
        ("versions", ["diff", A, f"{FIRST}@2024-09-01", B]),
        ("versions", ["diff", f"{A}#第三条", f"{FIRST}@2024-09-01", B]),
        ("verify", ["verify"]),
        ("repair", ["repair"]),
        ("split", ["split", "{store}/../several"]),
        ("cites", ["cites", "{store}/../policy.md"]),
    ],
)
def test_what_a_command_prints(store: Path, schema: str, arguments: list[str]) -> None:
    given = [one.replace("{store}", str(store)) for one in arguments]
    at = [] if "--store" in given else ["--store", str(store)]
    options = [] if given[0] == "parse" else at
    done = tracker(*given, *options, "--format", "json")
    assert done.stdout, done.stderr
    value = json.loads(done.stdout)
    assert value["schema"] == f"tracker.{schema}/1"
    assert problems(value) == []


def test_what_add_prints(tmp_path: Path, store: Path) -> None:
    (tmp_path / "bad.pdf").write_bytes(b"%PDF-1.4 nothing")
    source = store / OLD_ISSUE / "source.txt"
    done = tracker("add", source, tmp_path / "bad.pdf", "--store", tmp_path / "other", "--format", "json")
    value = json.loads(done.stdout)
    assert (len(value["added"]), len(value["failed"])) == (1, 1)
    assert problems(value) == []


def test_what_repair_prints_of_a_store_that_was_damaged(tmp_path: Path) -> None:
    folder = make_store(tmp_path / "store")
    (folder / OLD_ISSUE / "issue.json").unlink()
    done = tracker("repair", "--store", folder, "--format", "json")
    value = json.loads(done.stdout)
    assert [one["fate"] for one in value["repairs"]] == ["mended"]
    assert problems(value) == []
    assert problems({"schema": "tracker.repair/1", "repairs": [{**value["repairs"][0], "fate": "healed"}]})


def test_a_schema_refuses_what_is_wrong(store: Path) -> None:
    value = json.loads(tracker("status", "--store", store, "--format", "json").stdout)
    assert problems({**value, "as_of": "yesterday"})
    assert problems({name: part for name, part in value.items() if name != "entries"})
    value["entries"][0]["state"] = "dead"
    assert problems(value)


def test_the_words_of_the_schemas_are_those_of_the_values() -> None:
    changes = schema_of("diff")["$defs"]
    assert changes["change"]["properties"]["kind"]["enum"] == list(get_args(ChangeKind))
    assert changes["fact"]["properties"]["type"]["enum"] == list(get_args(FactType))
    assert schema_of("issue")["$defs"]["provision"]["properties"]["level"]["enum"] == list(get_args(Level))
    assert schema_of("lineage")["$defs"]["link"]["properties"]["kind"]["enum"] == list(get_args(LinkKind))
    fates = schema_of("repair")["properties"]["repairs"]["items"]["properties"]["fate"]["enum"]
    assert fates == list(get_args(Fate))
    states = schema_of("status")["properties"]["entries"]["items"]["properties"]["state"]["enum"]
    assert states == list(get_args(State))


def test_what_only_we_read_comes_back_and_nothing_else_does() -> None:
    assert unpacked(Saying, packed(Saying("a", "甲"))) == Saying("a", "甲")
    with pytest.raises(ValueError, match="zip"):
        unpacked(Saying, ["a"])


def test_what_is_published_has_the_names_of_the_fields() -> None:
    effect = Effect(start="2026-01-01", until=None, quote="自2026年1月1日起施行")
    assert named(effect) == {"from": "2026-01-01", "until": None, "quote": effect.quote, "place": "", "span": None}
    paragraph = Provision(level="paragraph", text="甲", span=(3, 4))
    table = Provision(level="table", span=(4, 9), rows=(("层", "数"), ("4", "18")), children=(paragraph,))
    assert "rows" not in named(paragraph)
    assert named(table)["rows"] == [["层", "数"], ["4", "18"]]
    assert from_named(Provision, json.loads(json.dumps(named(table)))) == table


def test_a_reader_of_names_passes_over_what_it_does_not_know_and_misses_what_must_be_there() -> None:
    older = {"from": "2026-01-01", "until": None, "quote": "甲", "from_a_later_version": [1]}
    assert from_named(Effect, older) == Effect(start="2026-01-01", until=None, quote="甲")
    with pytest.raises(KeyError, match="quote"):
        from_named(Effect, {"from": None, "until": None})
    with pytest.raises(MalformedSource, match="'name'"):
        issue_from_json({"schema": "tracker.issue/1", "kind": "gazette", "title": None, "source": {}, "documents": [7]})
