"""The monitor's pull request: one branch, one request, updated while something is new and closed when nothing is.

The branch keeps the store's own commits. Each run goes on from it, with the default branch merged in, so that what was
seen last night and is not merged yet is not fetched anew; where that conflicts, or nothing of it is left (it was merged
as one commit), it begins again from the default branch.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

from tracker.check.findings import plain_command
from tracker.check.github.api import Api
from tracker.check.github.checking import DONE
from tracker.check.github.history import git_command
from tracker.errors import ConfigError, StoreError
from tracker.language.patterns import regex
from tracker.messages import said

BRANCH = "tracker/monitor"
TITLE = "Gazettes: what the monitor found"
BODY = """\
The monitor's commits since this branch was last merged. It goes on here every night; merging takes them over, and the
request closes by itself when nothing is left. Requests that are opened with a job's own token start no other workflow:
close and open it again, or push to it, to run the checks.
"""
_NAME = regex(r"(?!-)(?!.*(?:\.\.|//|@\{|\.lock$))[\w./+@-]{1,200}")


def prepare_step(environment: Mapping[str, str]) -> int:
    """Check out the monitor's branch: as it was left with the default branch merged in, or anew."""
    default = _default(environment)
    _git(environment, "fetch", "--quiet", "--no-tags", "origin", f"+refs/heads/{default}:refs/remotes/origin/{default}")
    _git(environment, "checkout", "--quiet", "--force", "-B", BRANCH, f"refs/remotes/origin/{default}")
    refspec = f"+refs/heads/{BRANCH}:refs/remotes/origin/{BRANCH}"
    if git_command(_folder(environment), ("fetch", "--quiet", "--no-tags", "origin", refspec), environment).returncode:
        return DONE  # there is none yet
    _git(environment, "checkout", "--quiet", "--force", "-B", BRANCH, f"refs/remotes/origin/{BRANCH}")
    identity = ("-c", "user.name=gazette-tracker", "-c", "user.email=gazette-tracker@localhost")
    merge = (*identity, "merge", "--quiet", "--no-edit", f"refs/remotes/origin/{default}")
    conflicts = bool(git_command(_folder(environment), merge, environment).returncode)
    if conflicts:
        git_command(_folder(environment), ("merge", "--abort"), environment)
        sys.stdout.write(plain_command("notice", f"{BRANCH} conflicts with {default}: it begins anew"))
    if conflicts or not _ahead(environment, default):
        _git(environment, "checkout", "--quiet", "--force", "-B", BRANCH, f"refs/remotes/origin/{default}")
    return DONE


def propose_step(environment: Mapping[str, str]) -> int:
    """Push the branch and open or update its request; close it and delete the branch where nothing is left.

    Raises:
        StoreError: git refused.
        FetchError: the API said no.
    """
    default = _default(environment)
    api = Api(environment)
    owner = api.repository.partition("/")[0]
    found = next(api.all_of(f"pulls?state=open&head={owner}:{BRANCH}&base={default}&per_page=100"), None)
    count = _ahead(environment, default)
    if not count:
        if found is not None:
            api.send("PATCH", f"pulls/{int(found['number'])}", {"state": "closed"})
        git_command(_folder(environment), ("push", "--quiet", "origin", f":refs/heads/{BRANCH}"), environment)
        return DONE
    _git(environment, "push", "--quiet", "--force", "origin", f"HEAD:refs/heads/{BRANCH}")
    text = {"title": f"{TITLE} ({count})", "body": BODY}
    if found is None:
        api.send("POST", "pulls", {**text, "head": BRANCH, "base": default})
    elif found.get("title") != text["title"]:
        api.send("PATCH", f"pulls/{int(found['number'])}", text)
    return DONE


def _default(environment: Mapping[str, str]) -> str:
    """The branch that the request goes into.

    Raises:
        ConfigError: it is none that can be named to git.
    """
    name = environment.get("DEFAULT_BRANCH") or "main"
    if not _NAME.fullmatch(name):
        raise ConfigError("names no branch", where="DEFAULT_BRANCH", do="give it the repository's default branch")
    return name


def _folder(environment: Mapping[str, str]) -> Path:
    return Path(environment.get("GITHUB_WORKSPACE") or Path.cwd())


def _ahead(environment: Mapping[str, str], default: str) -> int:
    """How many commits what is checked out has over the default branch; 0 where its files are the same ones."""
    same = ("diff", "--quiet", f"refs/remotes/origin/{default}", "HEAD", "--")
    if not git_command(_folder(environment), same, environment).returncode:
        return 0
    span = f"refs/remotes/origin/{default}..HEAD"
    return int(_git(environment, "rev-list", "--count", "--no-merges", span, "--").strip())


def _git(environment: Mapping[str, str], *arguments: str) -> str:
    done = git_command(_folder(environment), arguments, environment)
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or ["it did not say why"])[-1]
        raise StoreError(
            said("git {command} failed: {reason}", command=arguments[0], reason=reason),
            do="see the permissions and settings of the workflow",
        )
    return done.stdout
