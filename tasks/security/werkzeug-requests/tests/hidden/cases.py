"""Behaviour cases: sessions of statements in frozen files, and requests, headers and forms drawn from a seed."""

import random
from pathlib import Path

import drawn

HERE = Path(__file__).parent
FILES = ("sessions.txt", "sessions2.txt")
STEPS = 12


def corpus():
    """The frozen cases: a session each, or a part of one that needs nothing of what came before."""
    made = []
    for file in FILES:
        for section in (HERE / file).read_text(encoding="utf-8").split("# ")[1:]:
            name, *lines = section.rstrip("\n").split("\n")
            made.append(
                case(
                    name.strip(),
                    "all",
                    "session",
                    [
                        line.replace("\\nexcept", "\nexcept") if line.startswith("try:") else block(line)
                        for line in lines
                    ],
                )
            )
    return made


def block(line):
    """Definitions have several lines, which stand in one with `\\n` between them."""
    return line.replace("\\n", "\n") if line.startswith(("def ", "class ")) else line


def case(group, name, call, *args):
    return {"id": f"{group}/{name}", "group": group, "call": f"driver:{call}", "args": list(args)}


def generate(seed, count):
    """Up to `count` requests, forms, headers and maps."""
    return [case("drawn", str(at), *drawn.draw(random.Random(f"{seed} {at}"))) for at in range(count)]
