"""The questions of a store as tools of a Model Context Protocol server over standard input and output.

Every tool reads only. What a model gets is text as a person would read it, cut where it is longer than a model takes,
with the way to ask for less.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp_types import ToolAnnotations

from tracker import __version__
from tracker.errors import BadReference, TrackerError
from tracker.library.holdings import Library
from tracker.library.two_sides import compared, of_resolved
from tracker.model import Issue, shown_lines
from tracker.render import render
from tracker.render.options import RenderOptions
from tracker.serve.live_store import Busy, LiveStore
from tracker.serve.questions import cites, search, status

LONGEST: Final = 60_000
"""Characters of one answer."""

_CUT: Final = "\n……（{} more characters: name one provision, as REF#第七条, or ask for less）"
_READS: Final = ToolAnnotations(
    read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
)
_ABOUT: Final = """\
A store of Chinese government gazettes: what measures say, what they said on a day, what changed between versions, what
is in force. A ref is a document number (澜财金规〔2025〕6号), a title, or an issue; behind it @2024-06-01 is a day,
#第七条 one provision. Answers come from the recorded texts; nothing can be changed.
"""


class Tools:
    """The tools over one store; ``today`` gives the day that is asked about where none is named."""

    def __init__(self, store: LiveStore, today: Callable[[], str]) -> None:
        self._store = store
        self._today = today

    async def search(self, words: str, as_of: str = "", limit: int = 10) -> str:
        """Search the full text; with as_of (2024-06-01) only what stood on that day. Words are parted by blanks."""
        given = self._given(q=words, as_of=as_of, limit=str(limit))
        return await self._told(lambda library: _dumped(search(library, given)))

    async def text(self, ref: str, day: str = "") -> str:
        """The text of a document, a work or an issue, as it stands or, with day (2024-06-01), as it stood."""
        return await self._told(lambda library: _text(library, _on(ref, day)))

    async def diff(self, old: str, new: str) -> str:
        """What changed from one ref to another: the points first, then every change with [-gone-]{+new+} words."""
        return await self._told(lambda library: _diff(library, old, new))

    async def status(self, work: str = "", as_of: str = "", expiring: str = "") -> str:
        """What is in force, repealed, expired on a day: of one work, or what ends within so many days (90)."""
        given = self._given(work=work, as_of=as_of, expiring=expiring)
        return await self._told(lambda library: _dumped(status(library, given)))

    async def cites(self, text: str, as_of: str = "") -> str:
        """Every document that a text of yours cites, its state on a day, what replaced it, and whether that changed."""
        given = self._given(text=text, as_of=as_of)
        return await self._told(lambda library: _dumped(cites(library, given)))

    def _given(self, **named: str) -> dict[str, str]:
        return {**{name: value for name, value in named.items() if value}, "today": self._today()}

    async def _told(self, question: Callable[[Library], str]) -> str:
        """An answer, cut where it is too long."""
        try:
            whole = await self._store.ask(question)
        except TrackerError as error:
            raise ToolError(str(error)) from error
        except Busy:
            raise ToolError("too much is asked for now; try again later") from None
        return whole if len(whole) <= LONGEST else whole[:LONGEST] + _CUT.format(len(whole) - LONGEST)


def _on(ref: str, day: str) -> str:
    """A ref with its day."""
    if not day:
        return ref
    if "@" in ref:
        raise BadReference("names a day already", where=ref, do="leave out one of the two")
    return f"{ref}@{day}"


def _text(library: Library, ref: str) -> str:
    found = library.resolve(ref)
    value = found.value
    head = [found.version.title, " ".join(part for part in (found.version.doc_number, found.version.date) if part)]
    notes = [f"注意：{note}" for note in found.notes]
    if isinstance(value, Issue):
        listed = [f"{one.doc_number or '—'} {one.title}" for one in value.documents]
        return "\n".join([*head, *notes, "", *listed])
    parts = value.instruments if hasattr(value, "instruments") else (value,)
    bodies = [(found.provision,)] if found.provision else [part.body for part in parts]
    lines = [line for body in bodies for one in body for line in _labelled(one.label, shown_lines(one))]
    return "\n".join([*head, *notes, "", *lines])


def _labelled(label: str | None, lines: list[str]) -> list[str]:
    first, *others = lines or [""]
    return [f"{label}　{first}" if label else first, *others]


def _diff(library: Library, old: str, new: str) -> str:
    texts = of_resolved(library.resolve(old), library.resolve(new))
    told = render(compared(texts), "text", RenderOptions())
    return told if isinstance(told, str) else told.decode()


def _dumped(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)


def run_tools(folder: Path, today: Callable[[], str]) -> None:
    """Serve the tools until standard input ends.

    Raises:
        StoreError: there is no store.
    """
    Library.open(folder).close()
    store = LiveStore(folder)
    try:
        server_of(store, today).run("stdio")
    finally:
        store.close()


def server_of(store: LiveStore, today: Callable[[], str]) -> MCPServer[Any]:
    """The server over a store."""
    tools = Tools(store, today)
    server: MCPServer[Any] = MCPServer("gazette-tracker", instructions=_ABOUT, version=__version__, log_level="WARNING")
    for tool in (tools.search, tools.text, tools.diff, tools.status, tools.cites):
        server.add_tool(tool, annotations=_READS)
    return server
