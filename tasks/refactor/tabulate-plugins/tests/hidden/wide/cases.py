"""Wide characters, frozen and drawn."""

import random

ESC = "\u001b"
WORDS = [
    "\u4e2d\u6587",
    "ab",
    "\u65e5\u672c\u8a9e text",
    "e\u0301",
    "1.5",
    f"{ESC}[31m\u7ea2{ESC}[0m",
    "\u4e2d\nx",
    "",
    "\ud55c\uad6d",
]
OPTIONS = [
    {},
    {"headers": ["\u5934", "h"]},
    {"headers": "firstrow", "tablefmt": "grid"},
    {"tablefmt": "pretty", "headers": ["\u5934\n\u884c", "h"]},
    {"stralign": "right", "numalign": "left"},
    {"stralign": "center", "tablefmt": "fancy_grid"},
    {"stralign": None},
    {"tablefmt": "html"},
    {"tablefmt": "pipe", "colalign": ["decimal", "center"]},
    {"maxcolwidths": 4, "tablefmt": "grid"},
    {"maxcolwidths": [3, 6], "maxheadercolwidths": 3, "headers": ["\u5934\u884c\u5934\u884c", "head"]},
    {"rowalign": "bottom", "tablefmt": "psql"},
]


def call(group, name, function, *args):
    return {"id": f"{group}/{name}", "group": group, "call": f"driver:{function}", "args": list(args)}


def corpus():
    """The frozen cases."""
    tables = [[[WORDS[i], WORDS[-i]], [WORDS[i - 2], i]] for i in range(6)]
    made = [call("wide", f"{n}", "tables", rows, OPTIONS) for n, rows in enumerate(tables)]
    made += [call("wrap", f"{n}", "wrapped", text * 3, {"width": 5}) for n, text in enumerate(WORDS) if text[:1] != ESC]
    return [*made, call("widths", "all", "widths", WORDS)]


def generate(seed, count):
    """`count` random tables."""
    rng = random.Random(seed)
    made = []
    for n in range(count):
        rows = [rng.choices([*WORDS, 3, None], k=2) for _ in range(rng.randrange(1, 4))]
        made.append(call("drawn", f"{n}", "table", rows, rng.choice(OPTIONS), rng.random() < 0.8))
    return made
