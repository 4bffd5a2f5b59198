"""``tracker serve``: live pages over a store, and a JSON API; on this machine alone unless a name is given."""

from __future__ import annotations

import ipaddress
from typing import Annotated

import typer

from tracker.cli.options import DEFAULT_STORE, Lang, LangOption, StoreOption, VerboseOption
from tracker.cli.output import notice
from tracker.errors import ConfigError
from tracker.messages import said, template

_INSTALL = template("install it with `pip install 'gazette-tracker[serve]'`")


def serve(
    *,
    store: StoreOption = DEFAULT_STORE,
    host: Annotated[str, typer.Option("--host", metavar="ADDRESS", help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="Port to listen on.")] = 8731,
    name: Annotated[
        list[str] | None,
        typer.Option("--name", metavar="HOST", help="A further name that browsers reach it by, one or more times."),
    ] = None,
    lang: LangOption = Lang.ZH,
    verbose: VerboseOption = False,  # noqa: ARG001 - its callback gives the log a voice
) -> None:
    """Serve the store as pages and as a JSON API; nothing can be changed through it."""
    if not _is_loopback(host) and not name:
        raise typer.BadParameter(
            said("{host} can be reached from elsewhere: name the host that browsers ask for with --name", host=host),
            param_hint="--host",
        )
    try:
        from tracker.serve.running import run
        from tracker.serve.web_app import site_of
    except ModuleNotFoundError as error:
        raise ConfigError(said("`tracker serve` needs {library}", library=error.name or ""), do=_INSTALL) from error
    from tracker.language.dates import today

    site = site_of(store, today=today, lang=lang.value)
    address = f"http://{f'[{host}]' if ':' in host else host}:{port}/"
    notice(said("{address} (stop with Ctrl-C)", address=address))
    run(site, host, port, name or ())


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
