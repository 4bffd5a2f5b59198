"""The whole comparison: beside one character diff of the two texts and the tools of the field, and how it grows.

公司法 2018→2023 gives the ratio to one ``rapidfuzz.distance.Indel.opcodes`` call on the two whole texts; parsed values
go in, a ``ChangeSet`` with redlines and facts comes out. 民法典 is compared with itself, and with a version in which
one article was inserted and 3% of all characters changed. Both need the corpus (``TRACKER_CORPUS``). Growth is measured
on texts made here, from 100 to 10,000 articles.
"""

from __future__ import annotations

import difflib
import importlib
import random
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from rapidfuzz.distance import Indel

from tests.benchmarks import best_of, best_of_each, peak_megabytes, print_table, run_python, verdict
from tests.corpus import corpus_folder
from tracker import compare, parse_file
from tracker.language.numerals import int_to_han
from tracker.model import Document, Instrument, Issue, Provision, shown

MOST_RATIO = 1.0
MOST_SELF, MOST_CHANGED, MOST_COLD = 0.15, 1.0, 0.5
MOST_MEGABYTES = 200.0
MOST_GROWTH = 15.0
"""How many times longer ten times the articles may take."""

SIZES = (100, 300, 1_000, 3_000, 10_000)
BAR = 60


def main() -> None:
    revisions = corpus_folder() / "revisions"
    if revisions.is_dir():
        _beside_peers(revisions / "gongsifa-2018-2023")
        _civil_code(revisions / "null-minfadian-2020")
        _cold(revisions / "loan-2023r-2025")
    else:
        print_table("compare: no corpus, only growth is measured", ("set",), [("TRACKER_CORPUS",)])
    _growth()


# --- beside the peers -------------------------------------------------------------------------------------------------


def _beside_peers(folder: Path) -> None:
    paths = folder / "old.txt", folder / "new.txt"
    texts = tuple(path.read_text(encoding="utf-8") for path in paths)
    parsed = tuple(map(parse_file, paths))
    calls: dict[str, Callable[[], object]] = {
        "Indel.opcodes of the two whole texts": lambda: Indel.opcodes(*texts),
        "tracker: alignment, redlines, facts, summary": lambda: compare(*parsed),
    }
    yardstick, ours = best_of_each(list(calls.values()), times=9)
    rows = [(name, 1000 * seconds, seconds / yardstick) for name, seconds in zip(calls, (yardstick, ours), strict=True)]
    for name, peer in _peers(paths, texts, parsed).items():
        seconds = best_of(peer, times=2)
        rows.append((name, 1000 * seconds, seconds / yardstick))
    print_table(
        f"公司法 2018→2023, the whole comparison, {verdict(ours / yardstick, MOST_RATIO)}",
        ("method", "ms", "ratio to Indel"),
        rows,
    )


def _peers(
    paths: tuple[Path, Path], texts: tuple[str, ...], parsed: tuple[Issue, ...]
) -> dict[str, Callable[[], object]]:
    peers: dict[str, Callable[[], object]] = {
        "difflib.SequenceMatcher": lambda: difflib.SequenceMatcher(None, texts[0], texts[1]).get_opcodes(),
        "git diff --word-diff-regex=.": lambda: _git(*paths),
    }
    for module, name, call in (
        ("diff_match_patch", "diff-match-patch", lambda m: m.diff_match_patch().diff_main(*texts)),
        ("redlines", "redlines", lambda m: m.Redlines(*texts).output_markdown),
        ("scipy.optimize", "cdist and optimal assignment", lambda m: _dense(m, parsed)),
    ):
        found = _optional(module)
        if found is not None:
            peers[name] = lambda call=call, found=found: call(found)  # type: ignore[misc]
    return peers


def _optional(module: str) -> object | None:
    """A peer, where it is installed (extra ``bench``)."""
    try:
        return importlib.import_module(module)
    except ImportError:
        return None


def _git(old: Path, new: Path) -> None:
    command = ["git", "diff", "--no-index", "--word-diff-regex=.", "--", str(old), str(new)]
    subprocess.run(command, check=False, stdout=subprocess.DEVNULL)


def _dense(optimize: object, parsed: Sequence[Issue]) -> object:
    from rapidfuzz.process import cdist  # noqa: PLC0415 - wants numpy, which comes with the extra

    sides = [[shown(p) for p in _articles(issue.documents[0].instruments[0].body)] for issue in parsed]
    return optimize.linear_sum_assignment(-cdist(*sides, scorer=Indel.normalized_similarity))  # type: ignore[attr-defined]


def _articles(body: Sequence[Provision]) -> list[Provision]:
    out: list[Provision] = []
    for provision in body:
        out += [provision] if provision.level == "article" else _articles(provision.children)
    return out


# --- a long code ------------------------------------------------------------------------------------------------------


def changed_code(issue: Issue, share: float) -> Document:
    """The first document with one article inserted and a share of all characters changed, articles numbered anew."""
    choose = random.Random(7)
    letters = "的人民法院规定应当合同权利义务登记责任承担依照"
    number = 0

    def noisy(text: str) -> str:
        return "".join(choose.choice(letters) if choose.random() < share else letter for letter in text)

    def changed(provision: Provision) -> Provision:
        nonlocal number
        label = provision.label
        if provision.level == "article":
            number += 2 if number == 1 else 1  # the new article becomes the second
            label = f"第{int_to_han(number)}条"
        children = tuple(map(changed, provision.children))
        return replace(provision, label=label, text=noisy(provision.text), children=children)

    document = issue.documents[0]
    instrument = document.instruments[0]
    added = Provision(level="article", span=(0, 0), label="第二条", text="为检验比较的速度，增加这一条文。")
    body = (*map(changed, instrument.body), added)
    return replace(document, instruments=(replace(instrument, body=body), *document.instruments[1:]))


def _civil_code(folder: Path) -> None:
    code = parse_file(folder / "old.txt")
    changed = changed_code(code, 0.03)
    alone, both = best_of(lambda: compare(code, code)), best_of(lambda: compare(code, changed), times=3)
    script = (
        "from pathlib import Path\nfrom tests.benchmarks.bench_compare import changed_code\n"
        "from tracker import compare, parse_file\n"
        f"code = parse_file(Path({str(folder / 'old.txt')!r}))\ncompare(code, changed_code(code, 0.03))\n"
    )
    peak = peak_megabytes(script)
    print_table(
        "民法典, 1,260 articles",
        ("comparison", "figure", "goal"),
        [
            ("with itself, s", alone, verdict(alone, MOST_SELF)),
            ("one article inserted, 3% of the characters changed, s", both, verdict(both, MOST_CHANGED)),
            ("the same, peak MB with interpreter and parsing", peak, verdict(peak, MOST_MEGABYTES)),
        ],
    )


def _cold(folder: Path) -> None:
    arguments = ("-m", "tracker", "diff", str(folder / "old.txt"), str(folder / "new.txt"))
    with tempfile.TemporaryDirectory() as store:
        seconds = best_of(lambda: run_python(*arguments, "--store", store))
    row = ("tracker diff old.txt new.txt, s", seconds, verdict(seconds, MOST_COLD))
    print_table("cold start, the loan measure", ("command", "figure", "goal"), [row])


# --- growth -----------------------------------------------------------------------------------------------------------

_NOUNS = "公司法人登记股东会议资金补偿银行管理机构申请审核监督检查处罚责任期限合同权利义务"
_VERBS = "应当不得可以依照规定进行办理提交报告材料部门人员单位企业政府"
_WORDS = [_NOUNS[a : a + 2] + _VERBS[b : b + 2] for a in range(0, len(_NOUNS), 2) for b in range(0, len(_VERBS), 2)]


def made_law(articles: int, seed: int) -> list[str]:
    """The texts of so many articles, from a few hundred words."""
    choose = random.Random(seed)
    return [
        f"{''.join(choose.choices(_WORDS, k=8))}，{''.join(choose.choices(_WORDS, k=12))}。" for _ in range(articles)
    ]


def _law(texts: Sequence[str]) -> Instrument:
    body = tuple(
        Provision(level="article", span=(0, 0), label=f"第{n}条", text=text) for n, text in enumerate(texts, 1)
    )
    return Instrument(role="measure", title="生长", span=(0, 0), body=body)


def _revised(texts: list[str]) -> list[str]:
    """Three characters of every article changed, one article inserted near the beginning."""
    choose = random.Random(11)
    out = []
    for text in texts:
        letters = list(text)
        for at in choose.sample(range(len(letters)), 3):
            letters[at] = choose.choice("甲乙丙丁戊己庚辛")
        out.append("".join(letters))
    out.insert(3, "本条规定所列事项由牵头单位另行通知，其他单位予以配合。")
    return out


def _growth() -> None:
    _growth_of("every article changed, one inserted", _revised)
    _growth_of("nothing changed", list)


def _growth_of(what: str, revised: Callable[[list[str]], list[str]]) -> None:
    seconds = {}
    for size in SIZES:
        old = made_law(size, size)
        new = _law(revised(old))
        before = _law(old)
        seconds[size] = best_of(lambda before=before, new=new: compare(before, new), times=1 if size > 1000 else 3)  # type: ignore[misc]
    per_article = {size: 1e6 * took / size for size, took in seconds.items()}
    longest = max(per_article.values())
    rows = []
    for size, took in seconds.items():
        tenfold = took / seconds[size // 10] if size // 10 in seconds else None
        told = "" if tenfold is None else f"{tenfold:.1f} {verdict(tenfold, MOST_GROWTH)}"
        rows.append((f"{size:,}", took, per_article[size], told, "█" * round(BAR * per_article[size] / longest)))
    print_table(
        f"growth: {what} (a straight edge of the bars is linear growth)",
        ("articles", "s", "µs an article", "to a tenth", "µs an article, drawn"),
        rows,
    )


if __name__ == "__main__":
    main()
