"""The signed webhook: what is sent, and how a receiver knows that it is from here (contract §6)."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from tracker.monitor.events import Event, event_to_json

SCHEMA: Final = "tracker.events/1"


def body_of(events: Sequence[Event]) -> bytes:
    """The body of a delivery."""
    value = {"schema": SCHEMA, "events": [event_to_json(event) for event in events]}
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def headers_of(events: Sequence[Event], body: bytes, secret: str | None, now: datetime) -> Mapping[str, str]:
    """The headers of a delivery: its name, made of the events' ids, and the signature where there is a secret."""
    name = hashlib.sha256("\n".join(event.id for event in events).encode()).hexdigest()
    headers = {"Content-Type": "application/json; charset=utf-8", "Tracker-Delivery": name}
    if secret:
        headers["Tracker-Signature"] = signature(secret, body, int(now.timestamp()))
    return headers


def signature(secret: str, body: bytes, seconds: int) -> str:
    """``t=SECONDS,v1=HEX``, HEX the HMAC-SHA256 of ``SECONDS.`` and the body."""
    digest = hmac.new(secret.encode(), f"{seconds}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={seconds},v1={digest}"
