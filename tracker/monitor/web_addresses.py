"""Addresses of pages: which is the same page, which belongs to the same site (contract §6).

A document's identity is host, path and query, without scheme and fragment: sites move to https, mix both in one list,
and tell tabs by ``#505``. A session's number in path or query is no part of it: it is another one at each request.
"""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote, urldefrag, urljoin, urlsplit, urlunsplit

from tracker.language.patterns import regex

_DEFAULT_PORTS: Final = {"http": 80, "https": 443}
_TO_QUOTE: Final = regex(r"[^\x21-\x7e]+")
_DOTS: Final = regex(r"/\.(?=/|$)")


_SESSION_PATH: Final = regex(r";jsessionid=[\w.!-]*", re.IGNORECASE)
_SESSION_QUERY: Final = regex(
    r"(?:^|&)(?:jsessionid|phpsessid|aspsessionid\w*|session_?id|cfid|cftoken)=[^&]*", re.IGNORECASE
)
"""Where servlets, PHP, ASP and ColdFusion write a session's number into an address."""


def identity(url: str) -> str:
    """The name of what is at an address: host (with a port that is not the scheme's own), path and query."""
    parts = urlsplit(url)
    host = (parts.hostname or "").lower().rstrip(".")
    port = parts.port
    shown = f"{host}:{port}" if port and port != _DEFAULT_PORTS.get(parts.scheme) else host
    path = _SESSION_PATH.sub("", parts.path) or "/"
    query = _SESSION_QUERY.sub("", parts.query).lstrip("&")
    return f"{shown}{path}?{query}" if query else f"{shown}{path}"


def joined(base: str, reference: str) -> str | None:
    """The whole address of a reference on a page, without fragment; ``None`` where it leads to no page.

    Blanks and characters beyond ASCII are escaped as browsers do; what stands escaped stays as it is.
    """
    text = re.sub(r"[\t\n\r]", "", reference.strip()).replace("\\", "/")
    if not text or text.startswith("#"):
        return None
    try:
        whole = urldefrag(urljoin(base, text)).url
        parts = urlsplit(whole)
        if parts.scheme not in _DEFAULT_PORTS or not parts.hostname:
            return None
        _ = parts.port
    except ValueError:
        return None
    path = _escaped(_DOTS.sub("", parts.path) or "/")
    return urlunsplit((parts.scheme, parts.netloc, path, _escaped(parts.query), ""))


def _escaped(text: str) -> str:
    return _TO_QUOTE.sub(lambda found: quote(found[0]), text)


def host_of(url: str) -> str:
    """The host's name in small letters."""
    try:
        return (urlsplit(url).hostname or "").lower().rstrip(".")
    except ValueError:
        return ""


def port_of(url: str) -> int:
    """The port, the scheme's own where none is named."""
    parts = urlsplit(url)
    return parts.port or _DEFAULT_PORTS.get(parts.scheme, 0)


def same_host(a: str, b: str) -> bool:
    """Whether two addresses are of one site: the same host, with or without ``www.``."""
    return host_of(a).removeprefix("www.") == host_of(b).removeprefix("www.")


def is_among(host: str, hosts: tuple[str, ...]) -> bool:
    """Whether a host is one of those listed; ``*.example.cn`` stands for every host below."""
    return any(host == one or (one.startswith("*.") and host.endswith(one[1:])) for one in hosts)


def reached(url: str, source: str, allow_private: tuple[str, ...] = ()) -> str:
    """The address as it is reached: through the source's own origin, or the port that ``allow-private`` names.

    A site behind another port than the web's (a tunnel, a test) writes addresses without it.
    """
    found = by_origin_of(url, source)
    if found != url or host_of(url) == host_of(source):
        return found
    parts = urlsplit(url)
    ports = [one.rpartition(":")[2] for one in allow_private if one.rpartition(":")[0] == host_of(url)]
    if len(ports) == 1 and parts.port is None and int(ports[0]) not in _DEFAULT_PORTS.values():
        return urlunsplit(("http", f"{host_of(url)}:{ports[0]}", parts.path, parts.query, ""))
    return url


def by_origin_of(url: str, source: str) -> str:
    """The address as the source's own site is reached.

    A site writes its public address into its links, with http or https as it happens; where the source itself was
    reached by the other scheme, or through another port, so are its pages. A link to another host stays as it is.
    """
    if host_of(url) != host_of(source):
        return url
    ours, theirs = urlsplit(source), urlsplit(url)
    if theirs.port and theirs.port not in _DEFAULT_PORTS.values():
        return url
    return urlunsplit((ours.scheme, ours.netloc, theirs.path, theirs.query, ""))
