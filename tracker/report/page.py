"""What every page of the site is made of: its settings, its links, and the one way from a template to bytes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from tracker.language.patterns import regex
from tracker.render.template_environment import environment
from tracker.render.visible_characters import visible
from tracker.report.addresses import INDEX, absolute
from tracker.wording.site import SITE

if TYPE_CHECKING:
    from tracker.library import Library
    from tracker.lineage.values import Stage, Work
    from tracker.model import ChangeSet, Document, Instrument, Issue, Lang

POLICY = (
    "default-src 'none'; style-src 'self' file:; script-src 'self' file:; connect-src 'self'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'self' file:"
)
"""The pages' Content-Security-Policy: files of the site, also on a disk, and nothing inline or from elsewhere."""
DATA = "index.json"
"""The file beside a page that has its values."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a person asked for: the language, the site's name, its address on a host, the day (ISO) of all states."""

    lang: Lang
    title: str
    base_url: str
    day: str

    @property
    def words(self) -> Mapping[str, str]:
        """The words of the pages."""
        return SITE[self.lang]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Words that lead somewhere; ``href`` is relative to the page that they stand on, empty for words alone."""

    text: str
    href: str = ""
    note: str = ""


class Page(Protocol):
    """A page with the files beside it.

    All that its bytes are made of stands in its fields, but for texts of the store: of those it has the stamps.
    """

    @property
    def about(self) -> str:
        """What it shows, in the same words in every run, so that a page that moves can be followed."""
        ...

    @property
    def address(self) -> str:
        """Its folder from the site's root: ``works/…/``, empty for the root itself."""
        ...

    @property
    def names(self) -> tuple[str, ...]:
        """Its files in that folder."""
        ...

    def files(self, library: Library, settings: Settings) -> Iterator[tuple[str, bytes]]:
        """Paths from the site's root, with their bytes."""
        ...


class Texts(Protocol):
    """What pages of texts ask of a library; what a worker was sent of one can answer it too."""

    def work_of(self, key: str) -> Work:
        """The work that a version (its record's key) belongs to."""
        ...

    def issue(self, ref: str) -> Issue:
        """An issue by its ref."""
        ...

    def document(self, stage: Stage) -> Document:
        """The document that carries a version."""
        ...

    def text(self, work: Work, stage: Stage) -> tuple[Document | Instrument, tuple[str, ...]]:
        """The text of a version, and remarks on it."""
        ...

    def compared(self, work: Work, old: Stage, new: Stage) -> ChangeSet:
        """What changed from one version of a work to another."""
        ...


class PageOfTexts(Page, Protocol):
    """A page that is made of texts of one work, and so can be made wherever these are."""

    @property
    def version(self) -> str:
        """The version (its record's key) whose work it is."""
        ...

    @property
    def stamps(self) -> tuple[str, ...]:
        """The stamps of the issues that it is made from."""
        ...

    def reads(self, texts: Texts) -> tuple[Work, tuple[Stage, ...]]:
        """The work, and the versions whose documents it is made from."""
        ...

    def files(self, library: Texts, settings: Settings) -> Iterator[tuple[str, bytes]]:
        """Paths from the site's root, with their bytes."""
        ...


def stage_of(work: Work, key: str) -> Stage:
    """The version of a work by its record's key."""
    return next(one for one in work.stages if one.record.key == key)


def json_bytes(value: Mapping[str, object]) -> bytes:
    """The values of a page as its file beside it: a member a line, of a list an entry a line."""
    members = (f"{_dumped(name)}: {_member(one)}" for name, one in value.items())
    return ("{" + ",\n ".join(members) + "}\n").encode()


def _member(value: object) -> str:
    if isinstance(value, list) and value:
        return "[\n  " + ",\n  ".join(map(_dumped, value)) + "\n ]"
    return _dumped(value)


def _dumped(value: object) -> str:
    """One value on one line; halves of surrogate pairs, which UTF-8 cannot carry, as escapes."""
    text = json.dumps(value, ensure_ascii=False)
    return text if text.isascii() or not _HALVES.search(text) else json.dumps(value)


_HALVES = regex("[\ud800-\udfff]")


def html(template: str, here: str, settings: Settings, **values: object) -> tuple[str, bytes]:
    """The file of a page: a template of ``templates/site`` filled for the folder ``here``.

    Whatever a store holds is escaped by the template, and characters that deceive a reader are written out.
    """
    text = (
        environment()
        .get_template(f"site/{template}.html.j2")
        .render(
            t=settings.words,
            lang=settings.lang,
            html_lang={"zh": "zh-CN", "en": "en"}[settings.lang],
            site=settings.title,
            here=here,
            root="../" * here.count("/"),
            index=INDEX,
            policy=POLICY,
            canonical=absolute(settings.base_url, here) if settings.base_url else "",
            **values,
        )
    )
    return here + INDEX, visible(text).encode()
