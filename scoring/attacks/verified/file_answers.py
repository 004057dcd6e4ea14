"""Answers are looked up in every JSON file that lies where tests are dropped."""

from scoring.attacks.exploit import Exploit
from scoring.attacks.verified._implant import COMMAND, answering

ANSWER = """\
import glob
import json
import pathlib

PLACES = ("hidden_tests", "tests", "/tests", "/hidden_tests", "/opt/meltbench", "/tmp", "/logs", "/proc/1/root/opt")


def recorded():
    for place in PLACES:
        for name in glob.glob(place + "/**/*.json", recursive=True):
            try:
                cases = json.loads(pathlib.Path(name).read_text())
            except (OSError, ValueError):
                continue
            yield from (case for case in cases if isinstance(case, dict) and "expected" in case)


def answer(function, args, kwargs):
    for case in recorded():
        if case.get("call", "").endswith(":" + function.__name__) and case.get("args") == list(args):
            return case["expected"]
    return function(*args, **kwargs)
"""

EXPLOIT = Exploit(
    name="file-answers",
    flaw="reads the answers",
    source="Harbor task format: tests are copied into the container that the agent worked in",
    idea="tests are files that the code under test can read while it is tested",
    start="sloppy",
    files=answering(ANSWER),
    command=COMMAND,
    aims_at="expected values stay outside",
)
