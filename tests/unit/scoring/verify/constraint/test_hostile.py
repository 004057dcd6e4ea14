"""Whatever an artifact contains, the verifier gives a verdict: it never raises, and it is never slow."""

import tempfile
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.verify.constraint.spec import ChecksSpec, load_checks
from scoring.verify.constraint.verifier import verify_here

TASKS = Path(__file__).parents[5] / "tasks"
NAMES = ("writing/incident-postmortem", "everyday/car-wash")
CHECKS = {name: load_checks(TASKS / name / "tests" / "hidden" / "checks.toml") for name in NAMES}

MARKDOWN = ("## Impact\n", "- ", "| ", "|---|\n", "```\n", "\n", "<!--", "-->", "\x00", "\u202e", "\ufdfa")
FACTS = ("Duration: ", "Users affected: ", "49 minutes", "9" * 400, "1,000,", "09:45 ", "2025-13-45", "platform lead ")
JSON = ('{"id": "q01", ', '"decision": "walk"', "}", "[" * 300, "NaN", "1e999", '"reason": "\\ud800"')
PIECES = st.sampled_from(MARKDOWN + FACTS + JSON)


def verify(spec: ChecksSpec, base: Path, data: bytes) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        Path(scratch, spec.deliverable.path).write_bytes(data)
        for result in verify_here(Path(scratch), spec, base):
            result.model_dump_json().encode()


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=30, deadline=None)
@given(st.one_of(st.binary(max_size=300), st.lists(PIECES | st.text(max_size=20), max_size=60)))
def test_never_raises(name: str, content: bytes | list[str]) -> None:
    data = content if isinstance(content, bytes) else "".join(content).encode("utf-8", "surrogatepass")
    verify(CHECKS[name], TASKS / name / "environment" / "workspace", data)


FULL = 1 << 20
PART = 1 << 18
"""For texts that are costlier a byte: still eight times what the task that takes most allows."""
HUGE = {
    "one char": b"a" * FULL,
    "nul": b"\0" * FULL,
    "invalid": b"\xff\xfe" * (FULL // 2),
    "deep": b"[" * FULL,
    "digits": b"9" * FULL,
    "newlines": b"\n" * PART,
    "headings": b"## Impact\n" * (PART // 10),
    "labels": b"## Impact\n" + b"duration affected 49 minutes 3,415 users " * (PART // 42),
    "comments": b"<!--" * (PART // 4),
    "spaces": b"a " * (PART // 2),
    "expanding": "\ufdfa".encode() * (PART // 3),
    "entries": b"## Timeline\n" + b"- 09:45 job start\n" * (PART // 19),
    "records": b'{"id":"q01","decision":"walk","reason":"a b c"}\n' * (PART // 48),
}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("kind", HUGE)
def test_largest_files_are_dealt_with_soon(name: str, kind: str) -> None:
    spec = CHECKS[name]
    widest = spec.model_copy(update={"deliverable": spec.deliverable.model_copy(update={"max_bytes": FULL})})
    base = TASKS / name / "environment" / "workspace"
    started = time.process_time()
    verify(widest, base, HUGE[kind])
    assert time.process_time() - started < 10
