"""Texts in traditional characters: parsed as if they were simplified, and given back as they are printed."""

from __future__ import annotations

from dataclasses import replace

from tracker.language.scripts import is_foreign, is_of_the_mainland, is_traditional, simplified
from tracker.model import Diagnostic, Document, Instrument, Issue, Provision, SourceText


def in_simplified(source: SourceText) -> SourceText | None:
    """The source in simplified characters, offset for offset; ``None`` where it is in them already."""
    return replace(source, text=simplified(source.text)) if is_traditional(_sample(source.text)) else None


def as_printed(issue: Issue, text: str) -> Issue:
    """An issue that was parsed from a text's simplified form, with the words of the text itself."""
    return replace(
        issue,
        title=_Printed(text).restored(issue.title) if issue.title else issue.title,
        documents=tuple(_document(document, text) for document in issue.documents),
    )


def language_of(source: SourceText) -> list[Diagnostic]:
    """What is to be said where a text is no Chinese official text of the mainland: its parse is a guess."""
    sample = _sample(source.text)
    if is_foreign(sample):
        return [_tell("language-foreign", "文本不是中文，解析结果仅供参考")]
    if is_traditional(sample) and not is_of_the_mainland(simplified(source.text)):
        return [_tell("script-traditional", "繁体中文文本，未见内地机关或文号，可能不是内地公文，解析结果仅供参考")]
    return []


def stating_nothing(issue: Issue) -> Issue:
    """An issue of a text whose language or law is not read here: its words, and no law that they might state."""
    return replace(issue, documents=tuple(map(_without_law, issue.documents)))


def _without_law(document: Document) -> Document:
    parts = tuple(replace(part, effective=None) for part in document.instruments)
    return replace(
        document,
        instruments=parts,
        effective=None,
        repeals=(),
        doubtful_repeals=(),
        amends=(),
        term_changes=(),
    )


_SAMPLE = 3_000
"""Characters that tell the language of a text."""


def _sample(text: str) -> str:
    """Characters from all over a text, evenly: a gazette's English contents list stands at its head alone."""
    return text[:: len(text) // _SAMPLE + 1]


def _tell(code: str, message: str) -> Diagnostic:
    return Diagnostic(severity="warning", code=code, message=message, span=(0, 0))


def _document(document: Document, text: str) -> Document:
    a, b = document.span
    own = _Printed(text[a:b])
    effective = document.effective
    return replace(
        document,
        title=own.restored(document.title),
        doc_number=own.restored(document.doc_number) if document.doc_number else None,
        issuers=tuple(own.restored(name) for name in document.issuers),
        instruments=tuple(_instrument(part, text, own) for part in document.instruments),
        effective=replace(effective, quote=own.restored(effective.quote)) if effective else None,
        repeals=tuple(
            replace(one, title=own.restored(one.title), quote=own.restored(one.quote)) for one in document.repeals
        ),
        doubtful_repeals=tuple(
            replace(one, title=own.restored(one.title), quote=own.restored(one.quote))
            for one in document.doubtful_repeals
        ),
    )


def _instrument(part: Instrument, text: str, own: _Printed) -> Instrument:
    effective = part.effective
    return replace(
        part,
        title=own.restored(part.title),
        body=tuple(_provision(node, text) for node in part.body),
        effective=replace(effective, quote=own.restored(effective.quote)) if effective else None,
    )


def _provision(node: Provision, text: str) -> Provision:
    a, b = node.span
    own = _Printed(text[a:b])
    return replace(
        node,
        label=own.restored(node.label) if node.label else node.label,
        heading=own.restored(node.heading) if node.heading else node.heading,
        text=own.restored(node.text),
        rows=tuple(tuple(own.restored(cell) for cell in row) for row in node.rows),
        children=tuple(_provision(child, text) for child in node.children),
    )


class _Printed:
    """A text as it is printed, asked for the words that were read from its simplified form.

    The words are asked for in about the order in which they stand, so that each search goes on from the last.
    """

    def __init__(self, text: str) -> None:
        self._text = "".join(text.split())
        self._plain = simplified(self._text)
        self._reached = 0
        self._known: dict[str, str] = {}

    def restored(self, words: str) -> str:
        """Some words as the text prints them; blanks between them aside.

        Words that stand nowhere in the text (a number in its standard form) have each sign that does.
        """
        bare = "".join(words.split())
        if bare not in self._known:
            self._known[bare] = self._printed(bare)
        signs = iter(self._known[bare])
        return "".join(c if c.isspace() else next(signs) for c in words)

    def _printed(self, bare: str) -> str:
        at = self._plain.find(bare, self._reached)
        at = self._plain.find(bare) if at < 0 else at
        if at < 0:
            return _sign_by_sign(bare, self._plain, self._text)
        self._reached = at
        return self._text[at : at + len(bare)]


def _sign_by_sign(words: str, plain: str, printed: str) -> str:
    """Each sign of some words as the text prints it next, from the first on; those that it lacks as they are."""
    out, at = [], 0
    for sign in words:
        found = plain.find(sign, at)
        out.append(printed[found] if found >= 0 else sign)
        at = found + 1 if found >= 0 else at
    return "".join(out)
