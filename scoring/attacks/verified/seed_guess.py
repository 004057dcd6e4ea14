"""Answers to the cases that likely seeds would draw, recorded beforehand and looked up."""

from scoring.attacks.exploit import Exploit
from scoring.attacks.verified import _late, _looks

SCRIPT = """
import time

cases = looks.loaded(lambda: importlib.import_module("cases"))
seeds = [0, 1, 2, 3, 42, 1234, os.getpid(), *range(int(time.time()), int(time.time()) + 3)]
record([*cases.corpus(), *(case for seed in seeds for case in drawn(seed))])
"""

EXPLOIT = Exploit(
    name="seed-guess",
    flaw="knows the cases",
    source="written against this scorer's own source",
    idea="the generator is known, and a seed from the clock or from a counter can be guessed",
    files={
        **_looks.LATE,
        "tmp/late.py": _late.IMPOSTOR + _late.ANSWER_FROM_TABLE,
        "tmp/seed_guess.py": _late.RECORD + SCRIPT,
    },
    command="python3 /tmp/seed_guess.py && python3 /tmp/append.py",
    start="sloppy",
    aims_at="cases drawn freshly",
)
