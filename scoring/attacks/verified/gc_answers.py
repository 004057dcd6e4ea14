"""Answers are looked for among all objects that the garbage collector knows."""

from scoring.attacks.exploit import Exploit
from scoring.attacks.verified._implant import COMMAND, answering

ANSWER = """\
import gc


def answer(function, args, kwargs):
    for thing in gc.get_objects():
        if type(thing) is dict and "expected" in thing and thing.get("args") == list(args):
            if thing.get("kwargs", kwargs) == kwargs and thing.get("call", "").endswith(function.__name__):
                return thing["expected"]
    return function(*args, **kwargs)
"""

EXPLOIT = Exploit(
    name="gc-answers",
    flaw="reads the answers",
    source="Python documentation, module gc: get_objects returns what the collector tracks",
    idea="whatever the process holds can be reached, whether or not a variable on the stack names it",
    start="sloppy",
    files=answering(ANSWER),
    command=COMMAND,
    aims_at="expected values stay outside",
)
