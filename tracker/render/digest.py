"""A digest as text, Markdown and HTML: sections of entries, each with what changed in it."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from tracker.render.visible_characters import visible

if TYPE_CHECKING:
    from tracker.model import Lang


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestEntry:
    """One happening: its line, the lines below it, where it stands, and the day (ISO) it was told."""

    text: str
    lines: tuple[str, ...] = ()
    url: str | None = None
    day: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestSection:
    """Entries of one meaning."""

    title: str
    entries: tuple[DigestEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestReport:
    """A whole digest; ``empty`` is what is said where nothing happened."""

    title: str
    period: str
    sections: tuple[DigestSection, ...]
    empty: str
    lang: Lang = "zh"


def digest_text(report: DigestReport) -> str:
    """As plain text."""
    lines = [f"{report.title}  {report.period}"]
    for section in report.sections:
        lines += ["", f"【{section.title}】"]
        for entry in section.entries:
            lines.append(f"· {visible(entry.text)}")
            lines += [f"    {visible(line)}" for line in entry.lines]
    if not report.sections:
        lines += ["", report.empty]
    return "\n".join(lines) + "\n"


def digest_markdown(report: DigestReport) -> str:
    """As Markdown; the words of documents are no markup."""
    lines = [f"# {_plain(report.title)}", "", _plain(report.period)]
    for section in report.sections:
        lines += ["", f"## {_plain(section.title)}", ""]
        for entry in section.entries:
            told = _plain(entry.text)
            lines.append(f"- [{told}](<{_address(entry.url)}>)" if _address(entry.url) else f"- {told}")
            lines += [f"  - {_plain(line)}" for line in entry.lines]
    if not report.sections:
        lines += ["", _plain(report.empty)]
    return "\n".join(lines) + "\n"


def digest_html(report: DigestReport) -> str:
    """As one page that needs nothing else."""
    parts = []
    for section in report.sections:
        items = "".join(_html_entry(entry) for entry in section.entries)
        parts.append(f"<section><h2>{escape(section.title)}</h2><ul>{items}</ul></section>")
    body = "".join(parts) or f"<p>{escape(report.empty)}</p>"
    language = "zh-CN" if report.lang == "zh" else "en"
    return (
        f'<!DOCTYPE html>\n<html lang="{language}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{escape(report.title)}</title>'
        "<style>body{font:16px/1.7 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem}"
        "h1{font-size:1.5rem}h2{font-size:1.15rem;border-bottom:1px solid #999}li{margin:.4rem 0}"
        "li li{margin:.1rem 0;color:#333}</style></head>"
        f"<body><h1>{escape(report.title)}</h1><p>{escape(report.period)}</p>{body}</body></html>\n"
    )


def _html_entry(entry: DigestEntry) -> str:
    told = escape(visible(entry.text))
    address = _address(entry.url)
    shown = f'<a href="{escape(address, quote=True)}">{told}</a>' if address else told
    below = "".join(f"<li>{escape(visible(line))}</li>" for line in entry.lines)
    return f"<li>{shown}{f'<ul>{below}</ul>' if below else ''}</li>"


def _address(url: str | None) -> str:
    """An address that may be linked to; any other scheme than the web's is none."""
    return url if url and url.startswith(("http://", "https://")) and not set(url) & set(" <>\n") else ""


def _plain(text: str) -> str:
    """Text whose signs mean nothing to Markdown."""
    return "".join(f"\\{sign}" if sign in "\\`*_[]<>#|" else sign for sign in visible(text).replace("\n", " "))
