"""A small client of GitHub's REST API: one host, a token, no redirects, lists through all their pages."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from tracker import __version__
from tracker.errors import ConfigError, FetchError
from tracker.language.patterns import regex
from tracker.messages import said

SECONDS = 30
MOST_PAGES = 300
"""Pages of a list that are read: 30,000 comments."""
_NEXT = regex(r'<([^<>]+)>\s*;\s*rel="next"')


class _NoRedirect(HTTPRedirectHandler):
    """Follows nothing: the token would go along."""

    def redirect_request(self, *_: object) -> None:
        return None


class ApiError(FetchError):
    """The API said no; ``status`` is the HTTP status, 0 where nothing answered."""

    def __init__(self, what: str, *, status: int) -> None:
        super().__init__(what, where="GitHub API", do="see what the token of the job may do (permissions:)")
        self.status = status


class Api:
    """The API of one repository."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        """Take root, repository and token from the environment.

        Raises:
            ConfigError: one of them is missing.
        """
        self._root = environment.get("GITHUB_API_URL", "https://api.github.com").rstrip("/")
        repository, token = environment.get("GITHUB_REPOSITORY", ""), environment.get("GITHUB_TOKEN", "")
        if not re.fullmatch(r"(?!\.)[\w.-]+/(?!\.\.?$)[\w.-]+", repository):
            raise ConfigError("names no repository", where="GITHUB_REPOSITORY", do="run this as a step of a workflow")
        if not token:
            raise ConfigError("is not set", where="GITHUB_TOKEN", do="give it the token of the job")
        self.repository, self._token = repository, token
        self._opener = build_opener(_NoRedirect)

    def all_of(self, path: str) -> Iterator[Mapping[str, Any]]:
        """Every entry of a list, through all pages.

        Raises:
            ApiError: a page cannot be had.
        """
        url: str | None = self._url(path)
        for _ in range(MOST_PAGES):
            if url is None:
                return
            entries, following = self._asked("GET", url, None)
            yield from entries if isinstance(entries, list) else ()
            url = following if following and self._is_ours(following) else None

    def send(self, method: str, path: str, value: Mapping[str, Any] | None = None) -> Any:  # noqa: ANN401 - any JSON
        """What the API answers to one request; never sent twice.

        Raises:
            ApiError: it said no, or nothing answered.
        """
        return self._asked(method, self._url(path), value)[0]

    def _url(self, path: str) -> str:
        return f"{self._root}/repos/{self.repository}/{path}"

    def _is_ours(self, url: str) -> bool:
        """Whether an address is on the API's own host: a token goes nowhere else."""
        return urlsplit(url)[:2] == urlsplit(self._root)[:2]

    def _asked(self, method: str, url: str, value: Mapping[str, Any] | None) -> tuple[Any, str | None]:
        request = Request(  # noqa: S310 - the runner's own API
            url,
            data=None if value is None else json.dumps(value).encode(),
            method=method,
            headers={
                "Authorization": f"Bearer {self._token}",
                "Accept": "application/vnd.github+json",
                "Content-Type": "application/json",
                "X-GitHub-Api-Version": "2022-11-28",
                "User-Agent": f"gazette-tracker/{__version__}",
            },
        )
        try:
            with self._opener.open(request, timeout=SECONDS) as answer:
                body = answer.read()
                following = _NEXT.search(answer.headers.get("Link") or "")
        except HTTPError as error:
            with error:
                raise ApiError(
                    said("{method} {path}: status {code}", method=method, path=urlsplit(url).path, code=error.code),
                    status=error.code,
                ) from None
        except (URLError, OSError, HTTPException, TimeoutError) as error:
            raise ApiError(
                said("{method} {path}: no answer: {error}", method=method, path=urlsplit(url).path, error=error),
                status=0,
            ) from None
        try:
            return (json.loads(body) if body.strip() else None), following[1] if following else None
        except ValueError as error:
            raise ApiError(
                said("{method} {path}: the answer is no JSON", method=method, path=urlsplit(url).path), status=0
            ) from error
