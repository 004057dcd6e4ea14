"""Speaks the Agent Client Protocol to an agent, for one prompt. Runs alone inside the sandbox, as the agent's user.

`python3 driver.py INSTRUCTION COMMAND...`, in the workspace, which is the session's. Each message of the agent's is
printed as one line of JSON under `agent`, and at the end how it went under `driver`. The agent is allowed whatever it
asks for: the sandbox is what holds it. It has its own files and terminal, so that we offer none."""

import json
import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn

VERSION = 1
BYPASS = ("bypassPermissions", "agent-full-access", "yolo")
"""Modes, by agent, in which nothing is asked."""
AUTH_REQUIRED = -32000
NO_SUCH_METHOD = -32601
LEAVE_S = 3.0
"""Seconds for the agent to end by itself."""


class Failed(Exception):
    """It went wrong, for the reason that is its text."""


class Agent:
    """The agent's process, asked one thing at a time."""

    def __init__(self, command: list[str]) -> None:
        try:
            self._process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True
            )
        except OSError as error:
            raise Failed(f"{command[0]} cannot be started: {error.strerror}") from error
        self._number = 0

    def ask(self, method: str, **params: Any) -> dict[str, Any]:
        """The result of a request; what comes before it is shown and, where it is a request, answered."""
        answer = self._call(method, params)
        if "error" in answer:
            raise Failed(f"{method} fails: {error_of(answer).get('message')}")
        result = answer.get("result")
        return result if isinstance(result, dict) else {}

    def session(self, methods: list[str], **params: Any) -> dict[str, Any]:
        """A new session; where it wants to be authenticated first, with a key of the environment."""
        answer = self._call("session/new", params)
        key = next((method for method in methods if "api-key" in method), None)
        if error_of(answer).get("code") == AUTH_REQUIRED and key:
            self.ask("authenticate", methodId=key)
        elif "result" in answer and isinstance(answer["result"], dict):
            return answer["result"]
        return self.ask("session/new", **params)

    def _call(self, method: str, params: dict[str, Any]) -> dict[str, Any]:
        self._number += 1
        self._send({"id": self._number, "method": method, "params": params})
        while True:
            message = self._next()
            if "method" in message:
                if "id" in message:
                    self._send({"id": message["id"], **reply(message)})
            elif message.get("id") == self._number:
                return message

    def _next(self) -> dict[str, Any]:
        assert self._process.stdout
        for line in self._process.stdout:
            try:
                message = json.loads(line)
            except (ValueError, RecursionError):
                message = None
            if isinstance(message, dict):
                say("agent", message)
                return message
            sys.stderr.write(line.decode("utf-8", "replace"))
        raise Failed(f"the agent ended (exit code {self._process.wait()})")

    def _send(self, message: dict[str, Any]) -> None:
        assert self._process.stdin
        try:
            self._process.stdin.write(json.dumps({"jsonrpc": "2.0", **message}).encode() + b"\n")
            self._process.stdin.flush()
        except OSError as error:
            raise Failed("the agent takes no input any more") from error

    def end(self) -> None:
        """Let it end, and end it with all that it has started."""
        assert self._process.stdin
        with suppress(OSError):  # what was left to be written has nobody to read it
            self._process.stdin.close()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(LEAVE_S)
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()


def reply(request: dict[str, Any]) -> dict[str, Any]:
    """What a request of the agent's is answered: a permission is given, anything else we have not offered."""
    if request["method"] != "session/request_permission":
        return {"error": {"code": NO_SUCH_METHOD, "message": "not offered"}}
    params = request.get("params")
    options = params.get("options") if isinstance(params, dict) else None
    for option in options if isinstance(options, list) else []:
        if isinstance(option, dict) and str(option.get("kind")).startswith("allow"):
            return {"result": {"outcome": {"outcome": "selected", "optionId": option.get("optionId")}}}
    return {"result": {"outcome": {"outcome": "cancelled"}}}


def error_of(answer: dict[str, Any]) -> dict[str, Any]:
    """The error that a request was answered with; empty where it was none."""
    error = answer.get("error")
    return error if isinstance(error, dict) else {}


def ids(listed: Any) -> list[str]:
    """The ids of a list of things that have one."""
    found = listed if isinstance(listed, list) else []
    return [str(one["id"]) for one in found if isinstance(one, dict) and "id" in one]


def say(who: str, what: Any) -> None:
    """One line on standard output."""
    print(json.dumps({who: what}), flush=True)


def converse(agent: Agent, instruction: str) -> dict[str, Any]:
    """From the first word to the end of the turn, whose result is returned."""
    begun = agent.ask(
        "initialize",
        protocolVersion=VERSION,
        clientCapabilities={"fs": {"readTextFile": False, "writeTextFile": False}, "terminal": False},
        clientInfo={"name": "meltbench", "version": str(VERSION)},
    )
    session = agent.session(ids(begun.get("authMethods")), cwd=str(Path.cwd()), mcpServers=[])
    here, modes = session.get("sessionId"), session.get("modes")
    offered = ids(modes.get("availableModes")) if isinstance(modes, dict) else []
    if mode := next((mode for mode in BYPASS if mode in offered), None):
        agent.ask("session/set_mode", sessionId=here, modeId=mode)
    return agent.ask("session/prompt", sessionId=here, prompt=[{"type": "text", "text": instruction}])


def main(instruction: str, command: list[str]) -> None:
    """One turn, and one last line."""
    agent = None
    last: dict[str, Any] = {}
    try:
        agent = Agent(command)
        last = {"result": converse(agent, Path(instruction).read_text(encoding="utf-8"))}
    except Failed as failed:
        last = {"failed": str(failed)}
    finally:
        if agent:
            agent.end()
    say("driver", last)


def _stop(number: int, frame: Any) -> NoReturn:
    del frame
    raise SystemExit(128 + number)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, _stop)
    main(sys.argv[1], sys.argv[2:])
