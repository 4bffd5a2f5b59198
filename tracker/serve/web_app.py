"""The application: pages, the API, the door for two files, behind the guard."""

from __future__ import annotations

import asyncio
import contextlib
import json
import traceback
from collections.abc import AsyncIterator, Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route

from tracker import __version__
from tracker.box.processes import Box
from tracker.errors import MalformedSource, StoreError, TrackerError, UnknownReference, UnreadableSource
from tracker.language.patterns import regex
from tracker.logs import logger
from tracker.render.template_environment import asset
from tracker.schema.published_schemas import published, schema_of
from tracker.serve.api_description import BASE, openapi
from tracker.serve.dropped_files import both_of, page_of
from tracker.serve.live_pages import PAGES, Page, framed, lang_of
from tracker.serve.live_store import Busy, LiveStore, Made, mark_of
from tracker.serve.questions import QUESTIONS, Question
from tracker.serve.request_guard import POLICY, Guard
from tracker.wording.serving import LABELS
from tracker.wording.told import in_language

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.types import ASGIApp

    from tracker.model import Lang

_OWN_POLICY = regex(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')
_HTML: Final = "text/html; charset=utf-8"
_JSON: Final = "application/json"
_ASSETS: Final[Mapping[str, tuple[str, ...]]] = {
    "style.css": ("redline.css", "serve/serve.css"),
    "serve.js": ("serve/serve.js",),
}


class Site:
    """The routes over one store; ``today`` gives the day that is asked about where none is named."""

    def __init__(self, store: LiveStore, *, today: Callable[[], str], lang: str = "zh") -> None:
        self._store = store
        self._today = today
        self._lang = lang
        self._box = Box()

    def app(self, hosts: frozenset[str]) -> ASGIApp:
        """The application for some Host headers."""
        routes = [
            *(Route(path, self._page(path, page), methods=["GET"]) for path, page in PAGES.items()),
            *(Route(f"{BASE}/{one.name}", self._answer(one), methods=["GET"]) for one in QUESTIONS.values()),
            Route(f"{BASE}/openapi.json", self._openapi, methods=["GET"]),
            Route(f"{BASE}/schemas/{{name}}", self._schema, methods=["GET"]),
            Route("/compare", self._compare, methods=["POST"]),
            Route("/static/{name}", self._static, methods=["GET"]),
            Route("/healthz", self._healthz, methods=["GET"]),
        ]
        app = Starlette(routes=routes, lifespan=self._lifespan, exception_handlers={404: self._no_page})
        return Guard(app, hosts)

    @contextlib.asynccontextmanager
    async def _lifespan(self, _: Starlette) -> AsyncIterator[None]:
        try:
            yield
        finally:
            self._store.close()
            self._box.close()

    # --- pages --------------------------------------------------------------------------------------------------------

    def _page(self, path: str, page: Page) -> Callable[[Request], Any]:
        async def respond(request: Request) -> Response:
            given = self._given(request)
            key = f"{path} {self._today()} {sorted(request.query_params.multi_items())}"
            try:
                made = await self._store.page(key, lambda library: page(library, given).encode())
            except Exception as error:  # noqa: BLE001 - every error is told on a page
                return self._told(error, given)
            return _cached(request, made, _HTML, _policy_of(made.body))

        return respond

    def _given(self, request: Request) -> dict[str, str]:
        asked = {name: value[:400] for name, value in request.query_params.items()}
        return {**asked, "today": self._today(), "own_lang": self._lang}

    def _told(self, error: Exception, given: Mapping[str, str]) -> Response:
        """An error as a page, with the status that it stands for."""
        status, what, do = _in_words(error, lang_of(given))
        page = framed("error.html.j2", given, what=what, do=do)
        return Response(page, status_code=status, media_type=_HTML, headers=_retry(status))

    async def _no_page(self, request: Request, _: Exception) -> Response:
        given = self._given(request)
        page = framed("error.html.j2", given, what=LABELS[lang_of(given)]["no-page"], do="")
        return Response(page, status_code=404, media_type=_HTML)

    # --- the API ------------------------------------------------------------------------------------------------------

    def _answer(self, question: Question) -> Callable[[Request], Any]:
        needed = [one.name for one in question.parameters if one.is_required]

        async def respond(request: Request) -> Response:
            given = self._given(request)
            missing = [name for name in needed if not given.get(name)]
            if missing:
                error = {"error": f"{missing[0]} is missing", "where": missing[0], "do": f"see {BASE}/openapi.json"}
                return Response(_dumped(error), status_code=400, media_type=_JSON)
            key = f"api {question.name} {self._today()} {sorted(request.query_params.multi_items())}"
            try:
                made = await self._store.page(key, lambda library: _dumped(question.answer(library, given)).encode())
            except Exception as error:  # noqa: BLE001 - every error is told as JSON
                status, what, do = _in_words(error, "en")
                where = error.where if isinstance(error, TrackerError) else ""
                told = {"error": what, "where": where, "do": do}
                return Response(_dumped(told), status_code=status, media_type=_JSON, headers=_retry(status))
            return _cached(request, made, _JSON)

        return respond

    async def _openapi(self, _: Request) -> Response:
        return Response(_dumped(openapi(__version__)), media_type=_JSON)

    async def _schema(self, request: Request) -> Response:
        name = request.path_params["name"].removesuffix(".schema.json")
        if name not in published():
            return Response(
                _dumped({"error": "there is no such schema", "where": name[:100], "do": f"see {BASE}/openapi.json"}),
                status_code=404,
                media_type=_JSON,
            )
        return Response(_dumped(schema_of(name)), media_type="application/schema+json")

    async def _healthz(self, _: Request) -> Response:
        try:
            await self._store.ask(lambda library: library.commit)
        except (TrackerError, Busy) as error:
            return Response(f"{error}\n", status_code=503, media_type="text/plain")
        return Response("ok\n", media_type="text/plain")

    # --- two files ----------------------------------------------------------------------------------------------------

    async def _compare(self, request: Request) -> Response:
        given = self._given(request)
        body = await request.body()
        try:
            old, new = both_of(request.headers.get("content-type", ""), body)
            page = await asyncio.to_thread(page_of, self._box, old, new, lang_of(given))
        except Exception as error:  # noqa: BLE001 - every error is told on a page
            return self._told(error, given)
        return _with_policy(Response(page, media_type=_HTML), _policy_of(page.encode()))

    async def _static(self, request: Request) -> Response:
        name = request.path_params["name"]
        if name not in _ASSETS:
            return await self._no_page(request, Exception())
        body = "".join(asset(part) for part in _ASSETS[name]).encode()
        kind = "text/css; charset=utf-8" if name.endswith("css") else "text/javascript; charset=utf-8"
        return _cached(request, Made(body, mark_of(body)), kind)


def _cached(request: Request, made: Made, media_type: str, policy: str = "") -> Response:
    """A response with a validator; 304 where the asker has this one."""
    if request.headers.get("if-none-match") == made.mark:
        return _with_policy(Response(status_code=304, headers={"etag": made.mark}), policy)
    return _with_policy(Response(made.body, media_type=media_type, headers={"etag": made.mark}), policy)


def _with_policy(response: Response, policy: str) -> Response:
    if policy:
        response.headers["content-security-policy"] = policy
    return response


def _policy_of(page: bytes) -> str:
    """The policy that a self-contained page names itself, completed by what only a header can say."""
    found = _OWN_POLICY.search(page[:2_000].decode("utf-8", "replace"))
    return f"{found[1].replace('&#39;', chr(39))}; frame-ancestors 'none'" if found else POLICY


def _in_words(error: Exception, lang: Lang) -> tuple[int, str, str]:
    """The status, what is wrong, and what to do, in a language."""
    if isinstance(error, Busy):
        return 503, LABELS[lang]["busy"], ""
    if isinstance(error, TrackerError):
        what = in_language(error.what, lang)
        return _status_of(error), f"{error.where}: {what}" if error.where else what, in_language(error.do, lang)
    logger(__name__).error("%s", "".join(traceback.format_exception(error)))
    return 500, LABELS[lang]["bug"], ""


def _status_of(error: TrackerError) -> int:
    if isinstance(error, UnknownReference):
        return 404
    if isinstance(error, StoreError):
        return 503
    return 422 if isinstance(error, UnreadableSource | MalformedSource) else 400


def _retry(status: int) -> dict[str, str]:
    return {"retry-after": "2"} if status == 503 else {}  # noqa: PLR2004 - Service Unavailable


def _dumped(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text if not any("\ud800" <= char <= "\udfff" for char in text) else json.dumps(value)


def site_of(folder: Path, *, today: Callable[[], str], lang: str = "zh") -> Site:
    """The site of a store.

    Raises:
        StoreError: there is no store.
    """
    from tracker.store import open_store  # noqa: PLC0415 - only to say at once that there is none

    open_store(folder).close()
    return Site(LiveStore(folder), today=today, lang=lang)
