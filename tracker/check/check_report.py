"""What a change to a store means, as text, JSON, Markdown, SARIF or annotations."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from html import escape
from typing import Any

from tracker.check.changes import ChangedWork
from tracker.check.cited import CitedFile
from tracker.check.cites_report import table_parts
from tracker.check.findings import Finding, by_weight, sarif, workflow_commands
from tracker.check.meaning import Check, summary_of
from tracker.check.sections import Block, whole
from tracker.lineage.values import Stage
from tracker.model import Lang
from tracker.render.highlights import brief, key_changes
from tracker.render.markdown import changed_provisions, escaped
from tracker.render.options import RenderOptions
from tracker.schema.states import commits_of, moves
from tracker.wording.checks import RULES, WORDS
from tracker.wording.told import in_language

SCHEMA = "tracker.check/1"
_SIGNS = {"pass": "✅", "fail": "❌"}
_NOTHING = "0" * 10
"""What stands for the commit before where there is none, as git shows it."""


def check_json(check: Check) -> str:
    """``tracker.check/1`` (contract §7)."""
    value = {
        "schema": SCHEMA,
        **_states(check),
        "verdict": check.verdict,
        "issues": [{"ref": one.ref, "change": one.change, "title": one.title} for one in check.issues],
        "works": [_work(one) for one in check.works],
        "findings": [_finding(one) for one in check.findings],
    }
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _states(check: Check) -> dict[str, Any]:
    """The commits compared; of several stores none is that of all, and each has its own."""
    commits = commits_of(check.head)
    if commits is None:
        return {"base": check.base, "head": check.head}
    return {"base": None, "head": None, "states": {"base": commits_of(check.base or ""), "head": commits}}


def _work(one: ChangedWork) -> dict[str, Any]:
    return {
        "work": one.work.name,
        "change": one.change,
        "old": _version(one.old),
        "new": _version(one.new),
        "summary": summary_of(one),
        "key_changes": list(_key_changes(one, "zh")),
    }


def _key_changes(one: ChangedWork, lang: Lang) -> Iterator[str]:
    """The lines of the brief that a reader sees first."""
    for line in key_changes(one.comparison, lang) if one.comparison else ():
        if line.brief:
            yield f"{line.label}: {line.text}" if line.label else line.text


def _version(stage: Stage | None) -> dict[str, Any] | None:
    if stage is None:
        return None
    record = stage.record
    return {"doc_number": record.number, "title": record.title, "date": record.signed or record.published}


def _finding(one: Finding) -> dict[str, Any]:
    return {
        "rule": one.rule,
        "level": one.level,
        "message": str(one.message),
        "path": one.path,
        "line": one.line,
        "work": one.work,
        "provision": one.provision,
    }


# --- text -------------------------------------------------------------------------------------------------------------


def check_text(check: Check, lang: Lang) -> str:
    """The verdict, what changed, and what was found, a line each."""
    words = WORDS[lang]
    lines = [f"{words[check.verdict]}: {_range(check)}"]
    if check.base is None:
        lines.append(words["all-new"])
    lines += [f"{words[one.change]}  {one.ref}  {one.title}" for one in check.issues]
    for one in check.works:
        lines.append(f"{words[one.change]}  {_sides(one)}")
        lines += [f"    - {line}" for line in _key_changes(one, lang)]
    lines += [f"{_place(one)}{one.level}: {one.rule}: {in_language(one.message, lang)}" for one in check.findings]
    if not check.issues and not check.works and not check.findings:
        lines.append(words["nothing"])
    return "\n".join(line.replace("\n", " ") for line in lines) + "\n"


def _range(check: Check) -> str:
    """The commits compared, in short; of several stores those that moved."""
    if commits_of(check.head) is None:
        return f"{(check.base or _NOTHING)[:10]}..{check.head[:10]}"
    parts = [
        f"{name} {(old or _NOTHING)[:10]}..{(new or _NOTHING)[:10]}"
        for name, old, new in moves(check.base or "", check.head)
    ]
    return ", ".join(parts) or ".."


def _sides(one: ChangedWork) -> str:
    return " → ".join(_name(stage) for stage in (one.old, one.new) if stage)


def _name(stage: Stage) -> str:
    record = stage.record
    return f"{record.number}《{record.title}》" if record.number else f"《{record.title}》"


def _place(one: Finding) -> str:
    return f"{one.path}:{one.line}: " if one.path and one.line else f"{one.path}: " if one.path else ""


# --- Markdown ---------------------------------------------------------------------------------------------------------


def check_markdown(check: Check, lang: Lang) -> str:
    """The report as Markdown: the verdict, the findings, what changed with its brief."""
    return whole(report_blocks(check, lang))


def report_blocks(
    check: Check, lang: Lang, cited: Iterable[CitedFile] = (), *, redlines: bool = False
) -> tuple[Block, ...]:
    """The parts of a report, the weightiest first; ``cited`` adds a table of citations, ``redlines`` the redlines."""
    words = WORDS[lang]
    head = f"### {_SIGNS[check.verdict]} {words[check.verdict]} `{_range(check)}`\n\n"
    blocks = [Block(text=head, counted="entry")]
    if check.base is None:
        blocks.append(Block(text=f"> {words['all-new']}\n\n", counted="entry"))
    blocks += _list(words["findings"], (_finding_line(one, lang) for one in by_weight(check.findings)))
    blocks += _list(words["works"], (_work_lines(one, lang) for one in check.works))
    blocks += _list(
        words["issues"], (f"- {words[one.change]} `{one.ref}` {_plain(one.title)}\n" for one in check.issues)
    )
    if not check.issues and not check.works and not check.findings:
        blocks.append(Block(text=f"{words['nothing']}\n", counted="entry"))
    blocks += _citations(tuple(cited), lang)
    if redlines:
        blocks += [block for one in check.works for block in _redline(one, lang)]
    return tuple(blocks)


def _list(title: str, entries: Iterable[str]) -> list[Block]:
    """A heading and what stands below it; nothing where nothing does."""
    found = [Block(text=entry, counted="entry") for entry in entries]
    return [Block(text=f"#### {title}\n\n"), *found, Block(text="\n")] if found else []


def _citations(files: tuple[CitedFile, ...], lang: Lang) -> list[Block]:
    """The table of the citations that need a look, and how many there are of each sort."""
    if not files:
        return []
    head, rows, counts = table_parts(files, lang)
    table = [Block(text=head), *(Block(text=row, counted="entry") for row in rows)] if rows else []
    title = f"#### {WORDS[lang]['citations']}\n\n"
    return [Block(text=title), Block(text=f"{counts}\n\n", counted="entry"), *table, Block(text="\n")]


def _finding_line(one: Finding, lang: Lang) -> str:
    place = f"{_code(_place(one).removesuffix(': '))} " if one.path else ""
    return f"- **{WORDS[lang][one.level]}** `{one.rule}` {place}{_plain(in_language(one.message, lang))}\n"


def _work_lines(one: ChangedWork, lang: Lang) -> str:
    """A work with its brief, by matter, and how many changes the brief does not tell."""
    lines = [f"- **{WORDS[lang][one.change]}** {_plain(_sides(one))}"]
    groups, others = brief(one.comparison, lang) if one.comparison else ((), 0)
    for matter, group in groups:
        lines.append(f"  - {_plain(matter)}")
        lines += [f"    - {_labelled(line.label, line.text)}" for line in group]
    if others:
        lines.append(f"  - {WORDS[lang]['more-lines'].format(n=others)}")
    return "".join(f"{line}\n" for line in lines)


def _labelled(label: str, text: str) -> str:
    return f"**{_plain(label)}** {_plain(text)}" if label else _plain(text)


def _redline(one: ChangedWork, lang: Lang) -> Iterator[Block]:
    """The redline of a work, folded, a block a provision."""
    if one.comparison is None:
        return
    pieces = list(changed_provisions(one.comparison, RenderOptions(lang=lang)))
    close = "</details>\n\n"
    title = f"{WORDS[lang]['redlines']}: {escape(_sides(one)).replace('@', '@<!-- -->')}"
    yield Block(text=f"<details><summary>{title}</summary>\n\n", closing=close)
    for piece in pieces:
        yield Block(text=f"##{piece}", counted="provision", closing=close)  # its heading stands two levels deeper here
    yield Block(text=close)


def _plain(text: str) -> str:
    """A text as it is, in one line of Markdown: no link, no mention, no command, no markup of its own."""
    return escaped(" ".join(text.split("\n")))


def _code(text: str) -> str:
    """A path in one line of code."""
    return f"`{' '.join(text.replace('`', chr(39)).split())}`"


# --- for CI -----------------------------------------------------------------------------------------------------------


def check_sarif(check: Check, lang: Lang) -> str:
    """The findings as a SARIF log."""
    return sarif(check.findings, RULES, lang)


def check_annotations(check: Check, lang: Lang) -> str:
    """The findings as annotations of GitHub."""
    return workflow_commands(check.findings, lang)
