"""GitHub as far as our steps see it: a runner that runs a composite action step by step, and its API on loopback.

Sources: GitHub's documentation of composite actions, workflow commands, environment files and expressions.
"""

from __future__ import annotations

import json
import os
import re
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import StringIO
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import yaml  # type: ignore[import-untyped]

from tracker.check.github.steps import main

ROOT = Path(__file__).resolve().parent.parent
_EXPRESSION = re.compile(r"\$\{\{(.*?)\}\}", re.DOTALL)
_TOKENS = re.compile(r"\s*(&&|\|\||==|!=|!|\(|\)|'(?:[^']|'')*'|[\w.-]+)")
_COMMAND = re.compile(r"::(?P<name>[\w-]+)(?: (?P<properties>.*?))?::(?P<data>.*)")
_OLD_COMMAND = re.compile(r"##\[(?P<name>[\w-]+)[^\]]*\]")


# --- expressions ------------------------------------------------------------------------------------------------------


class Expressions:
    """Evaluates the few expressions that an action of ours may have; anything else is an error."""

    def __init__(self, contexts: Mapping[str, Any], *, failed: bool) -> None:
        self._contexts, self._failed = contexts, failed

    def text(self, value: str) -> str:
        """A value with its expressions put in."""
        return _EXPRESSION.sub(lambda match: _as_text(self.value(match[1])), value)

    def condition(self, written: str | None) -> bool:
        """Whether a step runs; without a word on the state of the job it runs while nothing has failed."""
        if written is None:
            return not self._failed
        inside = _EXPRESSION.fullmatch(written.strip())
        words = inside[1] if inside else written
        runs = bool(self.value(words))
        return runs if re.search(r"(?:cancelled|always|failure|success)\(\)", words) else runs and not self._failed

    def value(self, words: str) -> Any:  # noqa: ANN401 - whatever a context holds
        self._rest = _TOKENS.findall(words)
        assert "".join(self._rest) == re.sub(r"\s", "", words), f"not understood: {words}"
        found = self._or()
        assert not self._rest, f"not understood: {words}"
        return found

    def _or(self) -> Any:  # noqa: ANN401 - the same
        left = self._and()
        while self._rest[:1] == ["||"]:
            self._rest.pop(0)
            right = self._and()
            left = left or right
        return left

    def _and(self) -> Any:  # noqa: ANN401 - the same
        left = self._comparison()
        while self._rest[:1] == ["&&"]:
            self._rest.pop(0)
            right = self._comparison()
            left = left and right
        return left

    def _comparison(self) -> Any:  # noqa: ANN401 - the same
        left = self._one()
        if self._rest[:1] in (["=="], ["!="]):
            sign = self._rest.pop(0)
            same = _as_text(left).lower() == _as_text(self._one()).lower()
            return same if sign == "==" else not same
        return left

    def _one(self) -> Any:  # noqa: ANN401 - the same
        word = self._rest.pop(0)
        if word == "!":
            return not self._one()
        if word.startswith("'"):
            return word[1:-1].replace("''", "'")
        if self._rest[:2] == ["(", ")"]:
            del self._rest[:2]
            return {"cancelled": False, "always": True, "failure": self._failed, "success": not self._failed}[word]
        found: Any = self._contexts
        for name in word.split("."):
            found = found.get(name) if isinstance(found, Mapping) else None
        return found


def _as_text(value: object) -> str:
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


# --- the runner -------------------------------------------------------------------------------------------------------


@dataclass(kw_only=True)
class Run:
    """What became of a run: outputs of the action, and what each step told the runner."""

    failed: bool = False
    outputs: dict[str, str] = field(default_factory=dict)
    summary: str = ""
    log: str = ""
    annotations: list[tuple[str, str, str, str]] = field(default_factory=list)
    """Name of the step, command, properties, message, decoded."""
    artifacts: dict[str, list[str]] = field(default_factory=dict)
    ran: list[str] = field(default_factory=list)

    def told(self, command: str) -> list[str]:
        """The messages of all annotations of a kind."""
        return [message for _, name, _, message in self.annotations if name == command]


@dataclass(kw_only=True)
class Machine:
    """A runner with a checked-out repository.

    ``environment`` is added to that of every step: GITHUB_REPOSITORY, GITHUB_API_URL and the like.
    """

    workspace: Path
    folder: Path
    event: Mapping[str, Any]
    token: str = ""
    environment: Mapping[str, str] = field(default_factory=dict)
    in_process: bool = True
    """Whether our own steps run in this process, which is quick; else as the scripts say, in a shell and a Python."""

    def run(self, **inputs: str) -> Run:
        """Run every step of our action; actions of others are acted, and the installation is what runs this test."""
        action = ROOT / "action.yml"
        self.folder.mkdir(parents=True, exist_ok=True)
        steps: dict[str, dict[str, Any]] = {}
        defined = yaml.safe_load(action.read_text("utf-8"))
        given = {name: str(one.get("default", "")) for name, one in defined["inputs"].items()}
        given |= {name.replace("_", "-"): value for name, value in inputs.items()}
        assert given.keys() == defined["inputs"].keys()
        github = {"action_path": str(action.parent), "token": self.token, "run_id": "7", "run_attempt": "1"}
        contexts = {"inputs": given, "steps": steps, "github": github}
        done = Run()
        for step in defined["runs"]["steps"]:
            expressions = Expressions(contexts, failed=done.failed)
            name = step["name"]
            if not expressions.condition(step.get("if")):
                continue
            done.ran.append(name)
            if "uses" in step:
                outputs = self._acted(step, expressions, done)
            elif name.startswith("Install"):
                outputs = self._install()
            else:
                outputs = self._script(step, expressions, done)
            if "id" in step:
                steps[step["id"]] = {"outputs": outputs}
        expressions = Expressions(contexts, failed=done.failed)
        done.outputs = {name: expressions.text(one["value"]) for name, one in defined["outputs"].items()}
        return done

    def _install(self) -> dict[str, str]:
        """A Python that runs our modules from this working tree, whatever is installed."""
        place = self.folder / "tracker" / "bin" / "python"
        place.parent.mkdir(parents=True, exist_ok=True)
        found = f"import runpy, sys; sys.path.insert(0, {str(ROOT)!r})"
        script = f"{found}; runpy.run_module(sys.argv.pop(1), run_name='__main__')"
        program = "\n".join(
            (
                "#!/bin/bash",
                'test "$1" = -I && test "$2" = -m || { echo "not isolated: $*" >&2; exit 99; }',
                f'exec "{sys.executable}" -I -c "{script}" "${{@:3}}"',
                "",
            )
        )
        place.write_text(program)
        place.chmod(place.stat().st_mode | stat.S_IXUSR)
        return {}

    def _acted(self, step: Mapping[str, Any], expressions: Expressions, done: Run) -> dict[str, str]:
        """What an action of GitHub's would do: keep files, or take them as an artifact."""
        action, _, commit = step["uses"].partition("@")
        assert re.fullmatch(r"[0-9a-f]{40}", commit)
        given = {name: expressions.text(str(value)) for name, value in step["with"].items()}
        if action == "actions/cache":
            assert given["path"].startswith("/")
            assert re.fullmatch(r"[\w.-]{1,512}", given["key"])
            return {}
        assert action == "actions/upload-artifact"
        assert re.fullmatch(r'[^"<>|*?\r\n\\/:]+', given["name"])
        place = Path(given["path"])
        files = sorted(path.relative_to(place).as_posix() for path in place.rglob("*") if path.is_file())
        assert files, "nothing to upload"
        assert not [name for name in files if re.search(r'["<>|*?\r\n\\:]', name)]
        done.artifacts[given["name"]] = files
        return {"artifact-url": f"{self._environment()['GITHUB_SERVER_URL']}/o/r/actions/runs/7/artifacts/1"}

    def _script(self, step: Mapping[str, Any], expressions: Expressions, done: Run) -> dict[str, str]:
        assert "${{" not in step["run"], "an expression in a script"
        assert step["shell"] == "bash"
        files = {name: self.folder / f"{name}-{len(done.ran)}" for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
        for file in files.values():
            file.write_text("")
        event = self.folder / "event.json"
        event.write_text(json.dumps(self.event), "utf-8")
        script = self.folder / "step.sh"
        script.write_text(step["run"], "utf-8")
        environment = self._environment() | {name: str(file) for name, file in files.items()}
        environment |= {"GITHUB_EVENT_PATH": str(event)}
        environment |= {name: expressions.text(str(value)) for name, value in step.get("env", {}).items()}
        status, log = self._called(step["run"], environment) if self.in_process else (None, "")
        if status is None:
            command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)]
            ended = subprocess.run(
                command, cwd=self.workspace, env=environment, capture_output=True, check=False, timeout=300
            )
            status, log = ended.returncode, ended.stdout.decode("utf-8") + ended.stderr.decode("utf-8")
        done.log += log
        done.annotations += [(step["name"], *told) for line in log.splitlines() for told in commands_of(line)]
        done.summary += files["GITHUB_STEP_SUMMARY"].read_text("utf-8")
        if status:
            done.failed = True
        return outputs_of(files["GITHUB_OUTPUT"].read_text("utf-8"))

    def _called(self, script: str, environment: Mapping[str, str]) -> tuple[int | None, str]:
        """Exit status and log of a step of ours; no status where the script is another one."""
        found = re.search(r"-m tracker\.check\.github (\w+)$", script.strip())
        if found is None:
            return None, ""
        with redirect_stdout(StringIO()) as log:
            status = main([found[1]], environment)
        return status, log.getvalue()

    def _environment(self) -> dict[str, str]:
        """The environment of a step: nothing of this process but what finds programs."""
        place = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        return {
            **place,
            "GITHUB_ACTIONS": "true",
            "GITHUB_JOB": "redline",
            "GITHUB_REPOSITORY": "o/r",
            "GITHUB_SERVER_URL": "https://github.invalid",
            "GITHUB_WORKFLOW": "Redline",
            "GITHUB_WORKSPACE": str(self.workspace),
            "RUNNER_TEMP": str(self.folder),
            **self.environment,
        }


def outputs_of(text: str) -> dict[str, str]:
    """The outputs in a file that a step wrote: ``name=value`` a line; we write no other form."""
    lines = text.splitlines()
    assert all(re.match(r"[\w-]+=", line) for line in lines), text
    return {name: value for name, _, value in (line.partition("=") for line in lines)}


def commands_of(line: str) -> Iterator[tuple[str, str, str]]:
    """The workflow commands in a line of a log, as a runner finds them: name, properties, decoded message."""
    found = _COMMAND.match(line.lstrip())
    if found:
        yield found["name"], found["properties"] or "", _decoded(found["data"])
    elif old := _OLD_COMMAND.search(line):
        yield f"##{old['name']}", "", line


def _decoded(text: str) -> str:
    return text.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")


# --- the API ----------------------------------------------------------------------------------------------------------


@dataclass(kw_only=True)
class Api:
    """Comments and pull requests of one repository; ``may_write`` and ``status`` say how it answers."""

    url: str = ""
    may_write: bool = True
    status: int | None = None
    comments: list[dict[str, Any]] = field(default_factory=list)
    pulls: list[dict[str, Any]] = field(default_factory=list)
    asked: list[tuple[str, str]] = field(default_factory=list)
    tokens: set[str] = field(default_factory=set)

    def say(self, body: str, *, bot: bool) -> None:
        """Someone comments."""
        self.comments.append({"id": len(self.comments) + 1, "body": body, "user": {"type": "Bot" if bot else "User"}})

    def answer(self, method: str, target: str, value: Any) -> tuple[int, Any, dict[str, str]]:  # noqa: ANN401 - JSON
        """Status, value and headers for a request."""
        parts = urlsplit(target)
        self.asked.append((method, parts.path))
        if self.status is not None:
            return self.status, {"message": "no"}, {"Location": "https://elsewhere.invalid/"}
        if method != "GET" and not self.may_write:
            return 403, {"message": "Resource not accessible by integration"}, {}
        return self._answer(method, parts.path.removeprefix("/repos/o/r/"), parse_qs(parts.query), value)

    def _answer(  # noqa: PLR0911 - one a request
        self,
        method: str,
        path: str,
        query: Mapping[str, list[str]],
        value: Any,  # noqa: ANN401 - JSON
    ) -> tuple[int, Any, dict[str, str]]:
        if method == "GET" and re.fullmatch(r"issues/\d+/comments", path):
            return self._page(path, query)
        if method == "POST" and re.fullmatch(r"issues/\d+/comments", path):
            if len(value["body"]) > 65_536:
                return 422, {"message": "body is too long"}, {}
            self.say(value["body"], bot=True)
            return 201, self.comments[-1], {}
        if method == "PATCH" and (found := re.fullmatch(r"issues/comments/(\d+)", path)):
            self.comments[int(found[1]) - 1]["body"] = value["body"]
            return 200, {}, {}
        if method == "GET" and path == "pulls":
            return 200, [one for one in self.pulls if one["state"] == query["state"][0]], {}
        if method == "POST" and path == "pulls":
            self.pulls.append({"number": len(self.pulls) + 1, "state": "open", **value})
            return 201, self.pulls[-1], {}
        if method == "PATCH" and (found := re.fullmatch(r"pulls/(\d+)", path)):
            self.pulls[int(found[1]) - 1] |= value
            return 200, {}, {}
        return (204, None, {}) if method == "PUT" else (404, {}, {})

    def _page(self, path: str, query: Mapping[str, list[str]]) -> tuple[int, Any, dict[str, str]]:
        size, page = int(query["per_page"][0]), int(query.get("page", ["1"])[0])
        rest = self.comments[(page - 1) * size :]
        link = f'<{self.url}/repos/o/r/{path}?per_page={size}&page={page + 1}>; rel="next", <x>; rel="last"'
        return 200, rest[:size], {"Link": link} if len(rest) > size else {}


@contextmanager
def api() -> Iterator[Api]:
    """The API on a port of loopback."""
    told = Api()

    class Handler(BaseHTTPRequestHandler):
        def _all(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            body = self.rfile.read(length)
            told.tokens.add(self.headers.get("Authorization", ""))
            status, value, headers = told.answer(self.command, self.path, json.loads(body) if body else None)
            data = b"" if value is None else json.dumps(value).encode()
            self.send_response(status)
            for name, text in headers.items():
                self.send_header(name, text)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        do_GET = do_POST = do_PATCH = do_PUT = _all  # noqa: N815 - the names of http.server

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    told.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield told
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
