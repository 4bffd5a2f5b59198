"""Channels that Apprise knows: DingTalk, WeCom, Feishu, mail, Slack and a hundred more, by their addresses."""

from __future__ import annotations

import logging
from collections.abc import Sequence

import apprise

from tracker.model import Lang
from tracker.monitor.events import Event
from tracker.wording.monitor import monitor_word

logging.getLogger("apprise").addHandler(logging.NullHandler())  # what a channel says is told once, as its error


def send(url: str, events: Sequence[Event], lang: Lang) -> str | None:
    """Send events as one message; ``None`` where it was taken, else what went wrong."""
    target = apprise.Apprise()
    if not target.add(url):
        return "Apprise does not know this address"
    title = f"{monitor_word('digest', lang)} ({len(events)})"
    try:
        taken = target.notify(title=title, body=message(events), body_format=apprise.NotifyFormat.TEXT)
    except Exception as error:  # noqa: BLE001 - a hundred plug-ins raise what they like; a channel must not end the pass
        return f"{type(error).__name__}: {error}"
    return None if taken else "the channel did not take the message"


def message(events: Sequence[Event]) -> str:
    """The lines of a message: what happened, what changed, where it stands."""
    lines = []
    for event in events:
        lines.append(event.text)
        lines += [f"  · {line}" for line in event.key_changes]
        if event.url:
            lines.append(f"  {event.url}")
    return "\n".join(lines)
