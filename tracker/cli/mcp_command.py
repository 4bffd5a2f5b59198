"""``tracker mcp``: the store as tools for language models, over standard input and output."""

from __future__ import annotations

from tracker.cli.options import DEFAULT_STORE, StoreOption, VerboseOption
from tracker.errors import ConfigError
from tracker.messages import said, template

_INSTALL = template("install it with `pip install 'gazette-tracker[mcp]'`")


def mcp(
    *,
    store: StoreOption = DEFAULT_STORE,
    verbose: VerboseOption = False,  # noqa: ARG001 - its callback gives the log a voice
) -> None:
    """Answer a language model's questions about the store (Model Context Protocol, standard input and output)."""
    try:
        from tracker.serve.tools_for_models import run_tools
    except ModuleNotFoundError as error:
        raise ConfigError(said("`tracker mcp` needs {library}", library=error.name or ""), do=_INSTALL) from error
    from tracker.language.dates import today

    run_tools(store, today)
