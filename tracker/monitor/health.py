"""``/healthz`` and ``/metrics`` of a running monitor, for whoever watches the watcher."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Final, Self

from prometheus_client import CollectorRegistry, Counter, Gauge, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

from tracker.errors import ConfigError
from tracker.messages import said
from tracker.monitor.results import PassResult
from tracker.monitor.source_states import Overview


class Metrics:
    """What is counted of passes, and how sources do."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._passes = Counter("tracker_passes", "Passes over a source.", ["source", "outcome"], registry=self.registry)
        self._requests = Counter("tracker_requests", "Requests to a source.", ["source"], registry=self.registry)
        self._bytes = Counter("tracker_received_bytes", "Bytes from a source.", ["source"], registry=self.registry)
        self._events = Counter("tracker_events", "Events written.", registry=self.registry)
        self._failures = Gauge("tracker_source_failures", "Failures in a row.", ["source"], registry=self.registry)
        self._success = Gauge(
            "tracker_source_last_success_seconds", "When a source last answered.", ["source"], registry=self.registry
        )
        self._undelivered = Gauge("tracker_undelivered", "Deliveries that no channel took.", registry=self.registry)

    def count(self, result: PassResult) -> None:
        """Count a pass."""
        for source in result.sources:
            self._passes.labels(source.id, source.outcome).inc()
            self._requests.labels(source.id).inc(source.traffic.requests)
            self._bytes.labels(source.id).inc(source.traffic.bytes)
        self._events.inc(len(result.events))

    def text(self, view: Overview) -> bytes:
        """All of it as Prometheus reads it."""
        for one in view.sources:
            self._failures.labels(one.source.id).set(one.memory.failures)
            if one.memory.last_success:
                from tracker.monitor.memory import moment

                success = moment(one.memory.last_success)
                self._success.labels(one.source.id).set(success.timestamp() if success else 0)
        self._undelivered.set(view.undelivered)
        return generate_latest(self.registry)


class HealthServer:
    """The two pages, on an address of the machine's own; a context manager."""

    def __init__(
        self, address: str, metrics: Metrics, view: Callable[[], Overview], is_alive: Callable[[], bool]
    ) -> None:
        """Listen.

        Raises:
            ConfigError: the address is none, or is taken.
        """
        host, _, port = address.rpartition(":")
        try:
            self._server = ThreadingHTTPServer(
                (host.strip("[]") or "127.0.0.1", int(port)), _handler(metrics, view, is_alive)
            )
        except (OSError, ValueError) as error:
            raise ConfigError(
                said("--health {address}: {error}", address=address, error=error),
                do="write 127.0.0.1:9090, with a port that is free",
            ) from error
        self.port: Final = int(self._server.server_address[1])
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *exception: object) -> None:
        self._server.shutdown()
        self._server.server_close()


def _handler(
    metrics: Metrics, view: Callable[[], Overview], is_alive: Callable[[], bool]
) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path == "/healthz":
                now = view()
                failing = [one.source.id for one in now.sources if one.state == "failing"]
                told = {
                    "alive": is_alive(),
                    "sources": len(now.sources),
                    "failing": failing,
                    "undelivered": now.undelivered,
                }
                self._answer(200 if told["alive"] else 503, "application/json", json.dumps(told).encode())
            elif self.path == "/metrics":
                self._answer(200, CONTENT_TYPE_LATEST, metrics.text(view()))
            else:
                self._answer(404, "text/plain", b"see /healthz and /metrics\n")

        def _answer(self, status: int, kind: str, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Nothing: a probe every few seconds is no news."""

    return Handler
