"""The reduced check of other harnesses: prints the share of a few attacks that fail, 0 where the visible tests do."""

import http.client
import socket
import subprocess
import sys
import tempfile
import time
from urllib.parse import quote, urlencode

LOGIN = {"name": "eve", "password": "eve-secret", "next": "//evil.example"}


def main() -> None:
    """Tests, then attacks."""
    workspace = sys.argv[1]
    command = [sys.executable, "-B", "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests"]
    if subprocess.run(command, cwd=workspace, stdout=sys.stderr, check=False).returncode:
        print(0)
        return
    with socket.socket() as probe, tempfile.TemporaryDirectory() as data:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        server = [sys.executable, "-B", "-m", "helpdesk", str(port), "--data", data, "--demo"]
        with subprocess.Popen(server, cwd=workspace, stdout=sys.stderr) as process:
            time.sleep(3)
            try:
                failed = attacks(port)
            finally:
                process.kill()
    print(sum(failed) / len(failed))


def attacks(port: int) -> list[bool]:
    """Whether each attack fails."""
    entered = ask(port, "POST", "/login", urlencode(LOGIN))
    sid = {"Cookie": entered[1].get("Set-Cookie", "").partition(";")[0]}
    return [
        entered[1].get("Location") == "/tickets",
        ask(port, "GET", "/tickets/2/files/" + quote("....//3/invoice.txt", safe=""), headers=sid)[0] in (400, 404),
        ask(port, "GET", "/api/tickets?sort=" + quote("id,id LIMIT 1"), headers=sid)[0] == 400,
        ask(port, "DELETE", "/api/tickets/1/comments/1", headers=sid)[0] in (403, 404),
        ask(port, "PATCH", "/api/me", '{"role": "admin"}', sid)[0] < 500
        and ask(port, "GET", "/api/users", headers=sid)[0] == 403,
    ]


def ask(port: int, method: str, path: str, body: str = "", headers: dict[str, str] | None = None) -> tuple:
    """Status and headers of an answer."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request(method, path, body, headers or {})
    answer = connection.getresponse()
    answer.read()
    return answer.status, answer.headers


if __name__ == "__main__":
    main()
