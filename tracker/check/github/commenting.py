"""One comment on a pull request: found by a hidden mark through all pages, updated, never repeated."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Mapping
from typing import Any

from tracker.check.findings import plain_command
from tracker.check.github.api import Api
from tracker.check.github.checking import COMMENT_FILE, DONE
from tracker.check.github.inputs import inputs_of, runner_of
from tracker.check.revisions import event_of, part
from tracker.errors import ConfigError, FetchError
from tracker.wording.checks import WORDS


def comment_step(environment: Mapping[str, str]) -> int:
    """Bring the comment up to date; 0 in any case.

    A token that may not write (of a fork, say) costs the comment and nothing else: the summary has the report.

    Raises:
        ConfigError: an input is wrong.
    """
    inputs, runner = inputs_of(environment), runner_of(environment)
    number = part(event_of(environment), "pull_request", "number")
    file = runner.report_folder / COMMENT_FILE
    if not isinstance(number, int) or not file.is_file():
        return DONE
    body = file.read_text("utf-8", "surrogatepass")
    if link := _artifact(environment):
        body += f"\n{WORDS[inputs.lang]['artifact'].format(name=link)}\n"
    try:
        api = Api(environment)
        _brought_up_to_date(api, number, marker(environment), body, is_news=environment.get("ANY_CHANGES") == "true")
    except (ConfigError, FetchError) as error:
        sys.stdout.write(plain_command("notice", f"no comment was written ({error}); the summary has the report"))
    return DONE


def marker(environment: Mapping[str, str]) -> str:
    """The hidden mark of the comment of one job and store, so that two jobs do not write over each other."""
    parts = (
        environment.get("GITHUB_WORKFLOW", ""),
        environment.get("GITHUB_JOB", ""),
        environment.get("INPUT_STORE", ""),
    )
    return f"<!-- gazette-tracker:check:{hashlib.sha256(chr(0).join(parts).encode()).hexdigest()[:16]} -->"


def _brought_up_to_date(api: Api, number: int, mark: str, body: str, *, is_news: bool) -> None:
    """Update the comment, or make it where there is none and there is something to tell."""
    found = next((one for one in api.all_of(f"issues/{number}/comments?per_page=100") if _is_ours(one, mark)), None)
    text = f"{mark}\n{body}"
    if found is None:
        if is_news:
            api.send("POST", f"issues/{number}/comments", {"body": text})
    elif found.get("body") != text:
        api.send("PATCH", f"issues/comments/{int(found['id'])}", {"body": text})


def _is_ours(comment: Mapping[str, Any], mark: str) -> bool:
    """Whether a comment begins with the mark and a bot wrote it: a person may quote it, or lay one out as a bait."""
    return str(comment.get("body") or "").startswith(mark) and part(comment, "user", "type") == "Bot"


def _artifact(environment: Mapping[str, str]) -> str | None:
    """The artifact as a link; ``None`` where nothing was uploaded, or the address is none of the server."""
    url, server = environment.get("ARTIFACT_URL", ""), environment.get("GITHUB_SERVER_URL", "https://github.com")
    is_safe = url.startswith(f"{server}/") and not any(sign in url for sign in "()<>[] \n")
    return f"[{environment.get('ARTIFACT_NAME', 'tracker-check')}]({url})" if is_safe else None
