"""A help desk that runs, and browsers for it."""

import http.client
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import helpdesk
import pytest

ROOT = Path(helpdesk.__file__).parents[1]


class Answer:
    def __init__(self, response: http.client.HTTPResponse) -> None:
        self.status = response.status
        self.headers = response.headers
        self.text = response.read().decode()


class Browser:
    """Remembers its cookies, follows nothing."""

    def __init__(self, port: int) -> None:
        self._port = port
        self.cookies: dict[str, str] = {}

    def ask(self, method: str, path: str, body: Any = None) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=20)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        connection.request(method, path, urlencode(body) if isinstance(body, dict) else body, headers)
        answer = Answer(connection.getresponse())
        connection.close()
        for line in answer.headers.get_all("Set-Cookie", []):
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer

    def login(self, name: str, target: str = "") -> Answer:
        return self.ask("POST", "/login", {"name": name, "password": f"{name}-secret", "next": target})


@pytest.fixture
def port(tmp_path: Path) -> Iterator[int]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        found = probe.getsockname()[1]
    command = [sys.executable, "-m", "helpdesk", str(found), "--data", str(tmp_path / "data"), "--demo"]
    with subprocess.Popen(command, cwd=ROOT) as server:
        for _ in range(200):
            with socket.socket() as attempt:
                if attempt.connect_ex(("127.0.0.1", found)) == 0:
                    break
            time.sleep(0.05)
        yield found
        server.kill()


@pytest.fixture
def browser(port: int) -> Callable[[], Browser]:
    return lambda: Browser(port)


@pytest.fixture
def logged_in(browser: Callable[[], Browser]) -> Callable[[str], Browser]:
    def enter(name: str) -> Browser:
        one = browser()
        assert one.login(name).status == 303
        return one

    return enter
