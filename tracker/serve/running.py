"""Running the application until it is told to stop."""

from __future__ import annotations

from typing import TYPE_CHECKING

import uvicorn

from tracker.serve.request_guard import allowed_hosts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tracker.serve.web_app import Site

_CONNECTIONS = 200
_KEEP_ALIVE = 10
_ENOUGH = 20


def run(site: Site, host: str, port: int, names: Iterable[str]) -> None:
    """Serve until SIGINT or SIGTERM; the Host headers that are answered are the loopback's and ``names``."""
    hosts = allowed_hosts({"127.0.0.1", "localhost", "::1", *names}, port)
    config = uvicorn.Config(
        site.app(hosts),
        host=host,
        port=port,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        limit_concurrency=_CONNECTIONS,
        timeout_keep_alive=_KEEP_ALIVE,
        timeout_graceful_shutdown=_ENOUGH,
        lifespan="on",
    )
    uvicorn.Server(config).run()
