"""Texts in traditional characters: parsed as if they were simplified, and given back as they are printed."""

from __future__ import annotations

from dataclasses import replace

from tracker.language.scripts import is_foreign, is_traditional, names_mainland_bodies, simplified
from tracker.model import Diagnostic, Document, Instrument, Issue, Provision, SourceText


def in_simplified(source: SourceText) -> SourceText | None:
    """The source in simplified characters, offset for offset; ``None`` where it is in them already."""
    return replace(source, text=simplified(source.text)) if is_traditional(_sample(source.text)) else None


def as_printed(issue: Issue, text: str) -> Issue:
    """An issue that was parsed from a text's simplified form, with the words of the text itself."""
    return replace(
        issue,
        title=_restored(issue.title, text) if issue.title else issue.title,
        documents=tuple(_document(document, text) for document in issue.documents),
    )


def language_of(source: SourceText) -> list[Diagnostic]:
    """What is to be said where a text is no Chinese official text of the mainland: its parse is a guess."""
    sample = _sample(source.text)
    if is_foreign(sample):
        return [_tell("language-foreign", "文本不是中文，解析结果仅供参考")]
    if is_traditional(sample) and not names_mainland_bodies(simplified(source.text)):
        return [_tell("script-traditional", "繁体中文文本，未见内地机关或文号，可能不是内地公文，解析结果仅供参考")]
    return []


_SAMPLE = 3_000
"""Characters that tell the language of a text."""


def _sample(text: str) -> str:
    """Characters from all over a text, evenly: a gazette's English contents list stands at its head alone."""
    return text[:: len(text) // _SAMPLE + 1]


def _tell(code: str, message: str) -> Diagnostic:
    return Diagnostic(severity="warning", code=code, message=message, span=(0, 0))


def _document(document: Document, text: str) -> Document:
    a, b = document.span
    own = text[a:b]
    effective = document.effective
    return replace(
        document,
        title=_restored(document.title, own),
        doc_number=_restored(document.doc_number, own) if document.doc_number else None,
        issuers=tuple(_restored(name, own) for name in document.issuers),
        instruments=tuple(_instrument(part, text, own) for part in document.instruments),
        effective=replace(effective, quote=_restored(effective.quote, own)) if effective else None,
        repeals=tuple(
            replace(one, title=_restored(one.title, own), quote=_restored(one.quote, own)) for one in document.repeals
        ),
        doubtful_repeals=tuple(
            replace(one, title=_restored(one.title, own), quote=_restored(one.quote, own))
            for one in document.doubtful_repeals
        ),
    )


def _instrument(part: Instrument, text: str, own: str) -> Instrument:
    effective = part.effective
    return replace(
        part,
        title=_restored(part.title, own),
        body=tuple(_provision(node, text) for node in part.body),
        effective=replace(effective, quote=_restored(effective.quote, own)) if effective else None,
    )


def _provision(node: Provision, text: str) -> Provision:
    a, b = node.span
    own = text[a:b]
    return replace(
        node,
        label=_restored(node.label, own) if node.label else node.label,
        heading=_restored(node.heading, own) if node.heading else node.heading,
        text=_restored(node.text, own),
        rows=tuple(tuple(_restored(cell, own) for cell in row) for row in node.rows),
        children=tuple(_provision(child, text) for child in node.children),
    )


def _restored(words: str, text: str) -> str:
    """Words that were read from a text's simplified form, as the text prints them; blanks between them aside.

    Words that stand nowhere in the text (a number in its standard form) have each sign that does.
    """
    printed = "".join(text.split())
    plain = simplified(printed)
    bare = "".join(words.split())
    at = plain.find(bare)
    signs = iter(printed[at : at + len(bare)] if at >= 0 else _sign_by_sign(bare, plain, printed))
    return "".join(c if c.isspace() else next(signs) for c in words)


def _sign_by_sign(words: str, plain: str, printed: str) -> str:
    """Each sign of some words as the text prints it next, from the first on; those that it lacks as they are."""
    out, at = [], 0
    for sign in words:
        found = plain.find(sign, at)
        out.append(printed[found] if found >= 0 else sign)
        at = found + 1 if found >= 0 else at
    return "".join(out)
