"""House rules that a machine can read: which way imports point, who may use which library, how long things are."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import tracker
from tests import branches, house_map
from tracker.language.bodies import endings
from tracker.language.document_kinds import kinds
from tracker.language.numerals import CAPITALS, HAN_SIGNS
from tracker.language.quantities import CURRENCIES, PERIOD_UNITS

PACKAGE = Path(tracker.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))

LAYERS = (
    {"collector", "errors", "logs", "messages"},
    {"model"},
    {"language", "likeness", "wording"},
    {"read"},
    {"parse", "compare"},
    {"lineage", "amend", "history"},
    {"schema"},
    {"box", "engine"},
    {"store", "render"},
    {"library"},
    {"monitor", "check", "report"},
    {"serve"},
    {"cli"},
)
RANK = {room: rank for rank, rooms in enumerate(LAYERS) for room in rooms}
RANK["__init__"] = RANK["cli"]  # the public names: for the top only
NEVER = {room: {"store", "monitor"} for room in ("parse", "compare", "lineage", "render")}
FACADE = {"__init__", "__main__"}

# Which modules may import a library; a path that ends in / is a room.
LIBRARIES = {
    "apscheduler": ("monitor/schedule.py",),
    "charset_normalizer": ("read/",),
    "distributed": ("engine/dask_cluster.py",),
    "docx": ("read/docx/", "render/docx"),
    "git": ("store/git.py",),
    "gitdb": ("store/git.py",),
    "apprise": ("monitor/notify/apprise_channel.py",),
    "chinese_calendar": ("monitor/workdays.py",),
    "httpcore2": ("monitor/connections.py",),
    "httpx2": ("monitor/fetch.py",),
    "icalendar": ("render/calendar.py",),
    "jinja2": ("render/",),
    "lxml": ("read/docx/", "read/ofd/", "render/docx"),
    "markupsafe": ("render/", "serve/live_pages.py"),
    "pypdfium2": ("read/pdf/",),
    "mcp": ("serve/tools_for_models.py",),
    "mcp_types": ("serve/tools_for_models.py",),
    "prometheus_client": ("monitor/health.py",),
    "protego": ("monitor/robots.py",),
    "rapidfuzz": ("likeness/", "compare/"),
    "rich": ("cli/", "render/"),
    "selectolax": ("read/html/", "monitor/sources/markup.py"),
    "stamina": ("monitor/fetch.py",),
    "starlette": ("serve/",),
    "typer": ("cli/",),
    "uvicorn": ("serve/running.py",),
    "weasyprint": ("render/pdf.py",),
    "xlsxwriter": ("render/xlsx",),
}
MOST_LINES_OF_A_MODULE = 400  # the rule says about 300; this is where about ends
EVERY_VALUE_TYPE = "model.py"  # the one module that is a list: the interface of all rooms
MOST_LINES_OF_A_FUNCTION = 50
FUNCTIONS_OF_MANY_WAYS = 290  # with more than ten ways through them (tests/branches.py); the number may only sink
MOST_WAYS = 34  # through any function; this one too


# What is still spelled outside the language, by the rooms that own it; to be empty in the end.
NUMERALS_STILL_TO_MOVE: frozenset[str] = frozenset()
WORDS_STILL_TO_MOVE: frozenset[str] = frozenset()
MOST_NUMERALS_OF_A_CLASS = 3  # [一二两][句词] counts words in a phrase; four signs are a numeral spelled anew
MOST_WORDS_OF_A_KIND = 5  # so many kinds, offices or units in one pattern are a list of them


def name_of(module: Path) -> str:
    return module.relative_to(PACKAGE).as_posix()


def room_of(module: Path) -> str:
    return module.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(module: Path) -> Iterator[tuple[int, str]]:
    """Line and dotted name of everything a module imports, also inside functions; ``from a import b`` gives ``a.b``."""
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name_of(module)}:{node.lineno}: imports are absolute"
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def rooms_imported(module: Path) -> Iterator[tuple[int, str]]:
    for line, dotted in imported(module):
        top, _, rest = dotted.partition(".")
        if top == "tracker" and rest != "__version__":
            yield line, rest.partition(".")[0] or "__init__"


def test_every_room_has_its_place_in_the_layers() -> None:
    assert {room_of(module) for module in MODULES} - FACADE <= RANK.keys()


@pytest.mark.parametrize("module", [m for m in MODULES if room_of(m) not in FACADE], ids=name_of)
def test_imports_point_down(module: Path) -> None:
    room = room_of(module)
    wrong = [
        f"{name_of(module)}:{line} imports {target}"
        for line, target in rooms_imported(module)
        if RANK.get(target, len(LAYERS)) > RANK[room] or target in NEVER.get(room, ())
    ]
    assert not wrong


def test_rooms_of_one_layer_do_not_import_each_other_in_a_circle() -> None:
    graph: defaultdict[str, set[str]] = defaultdict(set)
    for module in MODULES:
        if (room := room_of(module)) not in FACADE:
            graph[room] |= {target for _, target in rooms_imported(module) if target != room}
    assert tuple(TopologicalSorter(graph).static_order())  # raises CycleError, which names the circle


def test_a_library_has_one_place_that_imports_it() -> None:
    wrong = []
    for module in MODULES:
        for line, dotted in imported(module):
            library = dotted.partition(".")[0]
            if library == "tracker" or library in sys.stdlib_module_names:
                continue
            if not any(name_of(module).startswith(place) for place in LIBRARIES.get(library, ())):
                wrong.append(f"{name_of(module)}:{line} imports {library}")
    assert not wrong


def test_help_is_quick_because_it_loads_nothing_heavy() -> None:
    heavy = {
        "git",
        "numpy",
        "pypdfium2",
        "jinja2",
        "rapidfuzz",
        "docx",
        "selectolax",
        "xlsxwriter",
        "lxml",
    }
    script = (
        "import sys\n"
        "from tracker.cli import main\n"
        "sys.argv = ['tracker', '--help']\n"
        "try: main()\n"
        "except SystemExit as stop: assert not stop.code, stop.code\n"
        f"sys.stderr.write(' '.join(sorted(sys.modules.keys() & {heavy!r})))\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert "diff" in done.stdout
    assert done.stderr == ""


def test_version_is_said_without_the_command_line_library() -> None:
    script = (
        "import sys\n"
        "from tracker.cli import main\n"
        "sys.argv = ['tracker', '--version']\n"
        "main()\n"
        "assert 'typer' not in sys.modules\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == f"tracker {tracker.__version__}\n"


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_a_module_can_be_read_in_one_sitting(module: Path) -> None:
    text = module.read_text("utf-8")
    lines = text.count("\n")
    assert lines <= MOST_LINES_OF_A_MODULE or name_of(module) == EVERY_VALUE_TYPE
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef) and node.end_lineno:
            start = node.body[1].lineno if ast.get_docstring(node) and len(node.body) > 1 else node.body[0].lineno
            assert node.end_lineno - start < MOST_LINES_OF_A_FUNCTION, f"{name_of(module)}:{node.lineno} {node.name}"


def test_functions_of_many_ways_become_fewer() -> None:
    many = sorted((f for f in branches.functions_of() if f.ways > branches.BOUND), key=lambda f: -f.ways)
    told = "\n".join(f"{f.ways} {f.module}:{f.line} {f.name}" for f in many[:40])
    assert len(many) <= FUNCTIONS_OF_MANY_WAYS, f"part the one you wrote (python -m tests.branches):\n{told}"
    assert many[0].ways <= MOST_WAYS, told


@pytest.mark.parametrize(
    ("body", "ways"),
    [
        ("return 1", 1),
        ("return a and b or c", 3),
        ("if a:\n  return 1\nelif b:\n  return 2\nreturn 3", 3),
        ("return [x for x in a if x if b]", 4),
        ("for x in a:\n  while x:\n    x = y if x else z", 4),
        ("try:\n  a()\nexcept A:\n  b()\nexcept B:\n  c()", 3),
        ("match a:\n  case 1: b()\n  case _: c()", 2),
        ("def inner():\n  if a: b()\n  if c: d()\nreturn inner", 1),
    ],
)
def test_ways_through_a_function(body: str, ways: int) -> None:
    lines = "\n".join(f"  {line}" for line in body.split("\n"))
    function = ast.parse(f"def f(a, b, c):\n{lines}").body[0]
    assert isinstance(function, ast.FunctionDef)
    assert branches.ways_through(function) == ways


def literals(module: Path) -> Iterator[tuple[int, str]]:
    """Line and text of every string of a module, parts of f-strings too, but for documentation."""
    tree = ast.parse(module.read_text("utf-8"))
    said = {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
            yield node.lineno, node.value


def spells_numerals(text: str) -> bool:
    """Whether a literal has a class, an alternation or a row of Chinese numerals."""
    signs = f"[{HAN_SIGNS}{CAPITALS}]"
    classes = re.findall(r"\[[^\]]*\]", text)
    rows = re.findall(rf"(?:{signs}\|?){{{MOST_NUMERALS_OF_A_CLASS + 1},}}", text)
    return any(len(set(re.findall(signs, part))) > MOST_NUMERALS_OF_A_CLASS for part in (*classes, *rows))


def lists_words(text: str) -> bool:
    """Whether a literal has several kinds of documents, ends of offices or units as alternatives of one another."""
    for group in re.split(r"\((?:\?[:=!<]*)?|\)", text):
        words = {re.sub(r"[^\u4e00-\u9fff]", "", word) for word in group.split("|")}
        for known in (set(kinds()), set(endings()), {*PERIOD_UNITS, *CURRENCIES}):
            if len(words & known) > MOST_WORDS_OF_A_KIND:
                return True
    return False


def still_spelling(spells: Callable[[str], bool]) -> set[str]:
    outside = [module for module in MODULES if room_of(module) != "language"]
    return {name_of(module) for module in outside if any(spells(text) for _, text in literals(module))}


def test_numerals_are_spelled_in_the_language_alone() -> None:
    assert still_spelling(spells_numerals) <= NUMERALS_STILL_TO_MOVE


def test_kinds_offices_and_units_are_listed_in_the_language_alone() -> None:
    assert still_spelling(lists_words) <= WORDS_STILL_TO_MOVE


@pytest.mark.parametrize(
    "text", ["[零〇一二三四五六七八九十百]+", "一|二|三|四", "一二三四五", "[\\d一二三四]{2}", "壹贰叁肆"]
)
def test_a_spelling_of_numerals_is_noticed(text: str) -> None:
    assert spells_numerals(text)


@pytest.mark.parametrize("text", ["[一二两][句词]", "第一条", "一、总体要求", "千万", "[0-9]", "三分之二"])
def test_words_with_a_numeral_are_no_spelling_of_numerals(text: str) -> None:
    assert not spells_numerals(text)


def test_modules_are_named_for_what_they_know() -> None:
    assert not {module.stem for module in MODULES} & {
        "utils",
        "util",
        "helpers",
        "helper",
        "manager",
        "data",
        "common",
        "misc",
    }


def test_no_module_bears_the_name_of_its_function() -> None:
    """``from tracker.x.status import status``: which of the two is meant by ``status``?"""
    found = []
    for module in MODULES:
        tree = ast.parse(module.read_text(encoding="utf-8"))
        names = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
        found += [str(module.relative_to(PACKAGE))] * (module.stem in names)
    assert not found


@pytest.mark.parametrize(
    "benchmark", sorted((Path(__file__).parent / "benchmarks").glob("bench_*.py")), ids=lambda path: path.stem
)
def test_a_benchmark_can_be_run_by_its_name(benchmark: Path) -> None:
    functions = [node for node in ast.parse(benchmark.read_text("utf-8")).body if isinstance(node, ast.FunctionDef)]
    assert [ast.unparse(f.returns) for f in functions if f.name == "main" and f.returns] == ["None"]


def test_the_map_of_the_house_is_of_today() -> None:
    page = house_map.PAGE.read_text("utf-8")
    assert page == house_map.page_of_today(page), "run `make map`"


@pytest.mark.parametrize(
    "module", [m for m in MODULES if RANK.get(room_of(m), len(LAYERS)) >= RANK["language"]], ids=name_of
)
def test_no_module_compiles_a_pattern_when_it_is_loaded(module: Path) -> None:
    """``re.compile`` stands inside functions alone, but for what lies below ``regex``, which compiles at first use."""
    wrong = [
        f"{name_of(module)}:{call.lineno}"
        for statement in ast.parse(module.read_text("utf-8")).body
        if not isinstance(statement, ast.FunctionDef | ast.ClassDef)
        for call in ast.walk(statement)
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "re.compile"
    ]
    assert not wrong, "write regex(…) of tracker.language.patterns"
