"""A flaw of growth in a small server: mended it is closed; behind threads, forks, limits or refusals it stays open.

The flaws here are cubic and what is mended is cheap, so that a machine whose speed halves for a second decides nothing;
where the limit lies between harmless and steep, and how much noise it stands, is the matter of
tests/unit/scoring/verify/test_growth.py."""

from collections.abc import Callable
from pathlib import Path

import pytest

from sandboxes.archive import scan
from sandboxes.base import SandboxProvider
from scoring.reward import CheckResult
from scoring.spec import ServeSpec, VerifySpec
from scoring.verify.black_box import verify_black_box
from scoring.verify.boxes import Boxes
from scoring.verify.differential import verify_differential

SERVER = """
import http.server, os, re, sys, threading, time

def slow(text):
    return re.sub(r"[ ]*[ ]+$", "", text, flags=re.M)

def mended(text):
    return "\\n".join(line.rstrip(" ") for line in text.split("\\n"))

{work}

class Handler(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        text = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        status, answer = work(text)
        self.send_response(status)
        self.end_headers()
        self.wfile.write(answer.encode())

    def log_message(self, *args):
        pass

http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
"""
WORK = {
    "original": "work = lambda text: (200, slow(text))",
    "mended": "work = lambda text: (200, mended(text))",
    "a thread that is not waited for": """
def work(text):
    found = []
    worker = threading.Thread(target=lambda: found.append(slow(text)), daemon=True)
    worker.start()
    worker.join(0.03)
    return (200, found[0]) if found else (400, "")
""",
    "a thread, and the right answer meanwhile": """
def work(text):
    threading.Thread(target=slow, args=(text,), daemon=True).start()
    return 200, mended(text)
""",
    "a process of its own": """
def work(text):
    if os.fork() == 0:
        os.setsid()
        slow(text)
        os._exit(0)
    return 200, mended(text)
""",
    "a constant on top": """
def work(text):
    end = time.process_time() + 0.15
    while time.process_time() < end:
        pass
    return 200, slow(text)
""",
    "a limit": "work = lambda text: (413, '') if len(text) > 500 else (200, slow(text))",
    "a refusal": "work = lambda text: (400, '')",
}
AT_ONCE = ("original", "a thread, and the right answer meanwhile", "a refusal")
"""Tried whenever tests are."""
CASES = """
def case(name, *bodies, **more):
    http = [{"method": "POST", "body": body, **sized} for body, sized in bodies]
    return {"id": f"spaces/{name}", "group": "spaces", "http": http, **more}

def corpus():
    sizes = (25, 50, 100, 200, 400, 800) * 3  # in turns: whatever comes first is dearer than it is later
    bodies = [(f"a{' ' * n}b  ", {"n": n}) for n in sizes]
    expected = [{"status": 200, "body": f"a{' ' * n}b"} for n in sizes]
    return [case("long", *bodies, expected=expected, growth="spaces"), case("twin", ("a  \\nb   c ", {}), ("", {}))]
"""
SPEC = VerifySpec(kind="black_box", role="reward", serve=ServeSpec(argv=("{python}", "/app/m.py", "{port}")))
Verify = Callable[[str], CheckResult]


@pytest.fixture
def verify(provider: SandboxProvider, base_image: str, tmp_path: Path) -> Verify:
    """Verifies the server that works in one of the ways above."""
    for directory in ("hidden", "original", "candidate"):
        (tmp_path / directory).mkdir()
    (tmp_path / "hidden" / "cases.py").write_text(CASES)
    (tmp_path / "original" / "m.py").write_text(SERVER.replace("{work}", WORK["original"]))

    def one(way: str) -> CheckResult:
        (tmp_path / "candidate" / "m.py").write_text(SERVER.replace("{work}", WORK[way]))
        trees = scan(tmp_path / "candidate"), scan(tmp_path / "original")
        boxes = Boxes(provider, base_image, lambda: "", "/app", {})
        checks, _ = verify_black_box(*trees, tmp_path / "hidden", SPEC, boxes, seed=1)
        return checks[0]

    return one


def test_what_is_mended_is_harmless(verify: Verify) -> None:
    check = verify("mended")
    assert check.passed, check


@pytest.mark.parametrize(
    "way",
    [pytest.param(way, marks=() if way in AT_ONCE else pytest.mark.slow) for way in WORK if way != "mended"],
)
def test_what_hides_the_cost_or_refuses_is_not(verify: Verify, way: str) -> None:
    check = verify(way)
    assert not check.passed
    assert "spaces/long" in str(check.evidence["differ"])
    if way in ("original", "a constant on top", "a process of its own", "a thread, and the right answer meanwhile"):
        assert "grows as n**" in str(check.evidence["spaces"]), "the answers were right"


COUNTING = {
    "original": "def count(n): return sum(1 for _ in range(n ** 3)) and n",
    "mended": "def count(n): return n",
    "fifty times cheaper": "def count(n): return sum(1 for _ in range(n ** 3 // 50)) and n",
}
SERIES = """
def corpus():
    found = [{"id": f"steps/{n}-{turn}", "group": "steps", "call": "m:count", "args": [n], "n": n, "growth": "steps",
              "expected": {"value": n}} for turn in range(3) for n in (20 << k for k in range(8))]
    return [*found, {"id": "steps/twin", "group": "steps", "call": "m:count", "args": [7]}]
"""


@pytest.mark.parametrize(
    ("way", "passes"), [("mended", True), ("fifty times cheaper", False)], ids=["mended", "cheaper and as steep"]
)
def test_a_series_climbs_to_where_its_shape_shows(
    provider: SandboxProvider, base_image: str, tmp_path: Path, way: str, passes: bool
) -> None:
    for directory, text in (("original", COUNTING["original"]), ("candidate", COUNTING[way])):
        (tmp_path / directory).mkdir()
        (tmp_path / directory / "m.py").write_text(text)
    (tmp_path / "hidden").mkdir()
    (tmp_path / "hidden" / "attacks.py").write_text(SERIES)
    (tmp_path / "hidden" / "driver.py").write_text("")
    trees = scan(tmp_path / "candidate"), scan(tmp_path / "original")
    spec = VerifySpec(kind="differential", role="reward", cases="attacks", case_timeout_s=60)
    boxes = Boxes(provider, base_image, lambda: "", "/app", {})
    checks, _ = verify_differential(*trees, tmp_path / "hidden", spec, boxes, seed=1)
    assert checks[0].passed is passes, checks[0]
    assert passes or "grows as n**" in str(checks[0].evidence["steps"])
