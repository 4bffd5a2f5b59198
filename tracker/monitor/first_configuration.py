"""A commented ``tracker.toml`` to begin with, for addresses and presets (``tracker monitor init``)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Final

from tracker.errors import ConfigError
from tracker.messages import said
from tracker.monitor.known_sites import Preset, preset_named
from tracker.monitor.web_addresses import host_of, port_of

_HEAD: Final = """\
# 公报监测配置 · what `tracker monitor` watches. Every key is described in docs/monitor.md.

[monitor]
timezone = "Asia/Shanghai"
schedule = "daily 07:30"              # of every source without one: every 6h · mon-fri 08:00 · workdays 08:00, 17:00
delay = "2s"                          # between two requests to one host
# contact = "mailto:you@example.com"  # stands in the User-Agent: whom a site may ask
recheck = "30d"                       # documents younger than this are asked for again in every pass
full = "7d"                           # how often they are fetched whole, because a 304 can lie
withdrawn-after = "3d"                # gone in two passes this far apart is withdrawn
lang = "zh"
"""
_TAIL: Final = """
# [[channel]]                         # who is told: a signed webhook, or an address of Apprise (DingTalk, mail …)
# id = "desk"
# url = "https://hooks.example.com/x"
# secret = "env:DESK_SECRET"
# digest = "daily 09:00"              # without it at once

# [[watch]]                           # of what; a filter that is left out lets everything through
# notify = ["desk"]
# events = ["work.*", "issue.altered", "source.*"]
# titles = ["*贷款*"]
"""
_TOLD: Final = """
[[channel]]                           # who is told: a signed webhook, or an address of Apprise (DingTalk, mail …)
id = "{name}"
url = {url}
# secret = "env:DESK_SECRET"          # signs each delivery of a webhook
# digest = "daily 09:00"              # without it at once
{private}
[[watch]]                             # of what; a filter that is left out lets everything through
notify = ["{name}"]
# events = ["work.*", "issue.altered", "source.*"]
# titles = ["*贷款*"]
"""
_NO_PRIVATE: Final = "# allow-private = []    # hosts with ports that may be reached although they are not public"


def beginning(targets: Sequence[str], *, notify: Sequence[str] = (), allow_private: Sequence[str] = ()) -> str:
    """The text of a configuration for addresses and presets, and for the channels to ``notify``.

    ``allow_private`` are hosts with ports that may be reached although they are not public: what leads there says so.

    Raises:
        ConfigError: one of them is neither.
    """
    used: set[str] = set()
    parts = []
    for target in targets:
        preset = preset_named(target)
        if preset is not None:
            parts.append("\n".join(_of_preset(preset)))
            continue
        if not re.match(r"https?://[^\s/]+", target):
            raise ConfigError(
                said("{target!r} is neither an address nor a preset", target=target),
                do="write a whole address, http:// or https://; `tracker monitor init` lists the presets",
            )
        parts.append("\n".join(_of_address(target, _name_of(target, used), allow_private)))
    channels = (
        _TOLD.format(
            name="desk" if number == 1 else f"desk-{number}",
            url=json.dumps(url, ensure_ascii=False),
            private=f"{_private_of(url, allow_private)}\n" if url.lower().startswith("http") else "",
        )
        for number, url in enumerate(notify, 1)
    )
    return _HEAD + "".join(f"\n{part}\n" for part in parts) + ("".join(channels) or _TAIL)


def _private_of(url: str, allow_private: Sequence[str]) -> str:
    """The line that says whether an address may be reached although it is not public."""
    place = f"{host_of(url)}:{port_of(url)}"
    return f'allow-private = ["{place}"]' if place in allow_private else _NO_PRIVATE


def _of_preset(preset: Preset) -> Iterator[str]:
    yield "[[source]]"
    yield f'id = "{preset.id}"' + f"  # {preset.name}"
    yield f"# 预设，尚未经实网验证（{preset.confidence}）：{preset.note}"
    yield "# A preset that was never tried on the live site: try it with `tracker monitor try " + preset.id + "` first."
    yield f'kind = "{preset.kind}"'
    yield f'url = "{preset.url}"' if preset.url else '# url = "…"  # the address of the list is not known: find it'
    yield f'gazette = "{preset.gazette}"'
    if preset.hosts:
        yield "hosts = [" + ", ".join(f'"{host}"' for host in preset.hosts) + "]"
    if preset.rhythm:
        yield f'rhythm = "{preset.rhythm}"  # nothing new for longer: source.overdue'
    yield f'preset = "{preset.id}"'


def _of_address(url: str, name: str, allow_private: Sequence[str]) -> Iterator[str]:
    yield "[[source]]"
    yield f'id = "{name}"'
    yield 'kind = "index"          # a list page, a feed or a JSON list is told by what it answers'
    yield f"url = {json.dumps(url, ensure_ascii=False)}"
    yield f'gazette = "{name}"'
    yield '# rhythm = "30d"        # nothing new for longer: source.overdue'
    yield '# links = "ul.list a"   # a CSS selector, where the list is not recognised'
    yield "# hosts = []            # other hosts that texts and attachments may stand on"
    yield _private_of(url, allow_private)


def _name_of(url: str, used: set[str]) -> str:
    """The part of the host that names it: lanting of www.lanting.gov.cn; with a number where it stands already."""
    parts = [part for part in host_of(url).split(".") if part not in {"www", "gov", "com", "cn", "org", "net"}]
    named = parts[-1] if parts and not parts[-1].isdecimal() else "-".join(host_of(url).split("."))
    base = re.sub(r"[^a-z0-9-]+", "-", named).strip("-") or "source"
    name, number = base, 2
    while name in used:
        name, number = f"{base}-{number}", number + 1
    used.add(name)
    return name
