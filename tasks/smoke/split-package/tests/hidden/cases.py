"""Behaviour cases: a frozen corpus, and random ones from a seed."""

import random

WEEK = """\
# the week
unit sack mass 25000
flour:rye    2 kg     # mill
flour:wheat  1 sack   # cart,   heavy
flour:rye    -250 g
oil          1.5 l    #
time:baking  90 min
time:baking  1.25 h
"""
DEFINED = [["sack", "mass", 25000], ["sack", "mass", 1], ["kg", "mass", 2], ["KG", "x", "2"]]
REFUSED = [["a b", "mass", 1], ["neg", "mass", -1], ["nil", "mass", 0], ["bad", "mass", "x"]]


def call(group, name, function, *args):
    return {"id": f"{group}/{name}", "group": group, "call": f"driver:{function}", "args": list(args)}


def command(name, argv, stdin="", files=None):
    argv = ["{python}", *argv]
    return {"id": f"command/{name}", "group": "command", "argv": argv, "stdin": stdin, "files": files or {}}


def corpus():
    """The frozen cases."""
    script = "import tally\ntally.set_places(0)\nprint(tally.summary('oil 1.5 l'), tally.Quantity(5, 'h'))\n"
    return [
        call("quantity", "plain", "quantity", "2.5 kg"),
        call("quantity", "grouped", "quantity", " -1_234_567.8901pc "),
        call("quantity", "thin-space", "quantity", "1\u2009000 g"),
        call("quantity", "unknown-unit", "quantity", "3 KG"),
        call("quantity", "no-number", "quantity", "kg"),
        call("quantity", "arithmetic", "arithmetic", "1.5 kg", "250 g", 3),
        call("quantity", "dimensions", "arithmetic", "1.5 kg", "2 h", 0.5),
        call("quantity", "to", "quantity_to", "3 lb", "kg"),
        call("quantity", "to-nowhere", "quantity_to", "3 lb", "Min"),
        call("rounding", "numbers", "numbers", ["0.005", "-0.005", "1e3", "NaN", "Infinity", "1,5", "2.675", ""]),
        call("rounding", "places", "places", [0, 4, 9, 10, -1, True, "2", 2], "1234.56789 l"),
        call(
            "units",
            "define",
            "units",
            [["sack", "mass", 25000], ["sack", "mass", 1], ["kg", "mass", 2], ["KG", "x", "2"]],
        ),
        call(
            "units",
            "refused",
            "units",
            [["a b", "mass", 1], ["neg", "mass", -1], ["nil", "mass", 0], ["bad", "mass", "x"]],
        ),
        call("units", "conversions", "conversions", "12.5", ["g", "lb", "h", "min", "doz", "pc", "ounce", "G"]),
        call("units", "base", "base_units"),
        call("entry", "plain", "entry", "flour:rye", "2 kg", "from  the   mill"),
        call("entry", "no-note", "entry", "oil", "-2 l"),
        call("entry", "bad-account", "entry", "Oil:", "2 l"),
        call("entry", "bad-quantity", "entry", "oil", "2 litres"),
        call("journal", "week", "journal", WEEK),
        call("journal", "week-in-kg", "journal", WEEK, "kg"),
        call("journal", "empty", "journal", "\n# nothing\n"),
        call("journal", "bad-line", "journal", "oil 1 l\noil\n"),
        call("journal", "bad-quantity", "journal", "oil 1 l\n\noil one l\n"),
        call("journal", "bad-unit", "journal", "unit sack mass\n"),
        call("journal", "unit-twice", "journal", "unit kg mass 3\n"),
        call("journal", "mixed", "journal", "oil 1 l\noil 1 kg\n"),
        call(
            "ledger",
            "bookings",
            "bookings",
            [
                ["post", "oil", "1 l", "first"],
                ["transfer", "oil", "lamp", "250 ml"],
                ["transfer", "oil", "flour", "1 kg"],
                ["transfer", "oil", "oil", "1 l"],
                ["post", "flour", "2 kg"],
                ["transfer", "lamp", "flour", "5 ml"],
                ["balance", "oil", "ml"],
                ["balance", "water"],
                ["dimension", "lamp"],
                ["dimension", "water"],
                ["accounts"],
            ],
        ),
        call("table", "header", "table", [["a", 1], ["bcd", 22], ["", "-3"]], ["name", "n"]),
        call("table", "ragged", "table", [["a"], ["b", 2]]),
        call("table", "empty", "table", [], ["name"]),
        call("table", "mixed", "table", [["1", "x"], ["two", "22"]]),
        call("main", "usage", "main", [], ""),
        call("main", "balance", "main", ["balance", "flour", "kg"], "flour 2500 g\nflour:rye 1 kg\n"),
        call("main", "error", "main", ["balance", "oil", "kg"], "oil 1 l\n"),
        call("main", "bad-journal", "main", ["statement"], "oil\n"),
        call("names", "public", "names"),
        command("statement", ["-m", "tally", "statement"], WEEK),
        command("usage", ["-m", "tally", "frob"]),
        command("error", ["-m", "tally", "balance", "gold"], WEEK),
        command("script", ["script.py"], files={"script.py": script}),
    ]


def generate(seed, count):
    """`count` random cases."""
    rng = random.Random(seed)
    makers = [_arithmetic, _journal, _places, _bookings, _table, _conversions, _units]
    return [rng.choice(makers)(rng, f"fresh-{index}") for index in range(count)]


UNITS = {"mass": ["g", "kg", "t", "lb"], "volume": ["ml", "l"], "time": ["s", "min", "h"], "count": ["pc", "doz"]}
ACCOUNTS = ["oil", "flour", "flour:rye", "flour:rye:dark", "flour:wheat", "a1:b-2", "Bad", "time:baking"]


def _quantity(rng, dimension=None):
    unit = rng.choice(UNITS[dimension or rng.choice(sorted(UNITS))])
    value = rng.choice(["", "-"]) + str(rng.randrange(10_000)) + rng.choice(["", f".{rng.randrange(1000):03d}", ".5"])
    return f"{value}{rng.choice(['', ' ', '  '])}{unit if rng.random() > 0.04 else unit.upper()}"


def _arithmetic(rng, name):
    dimension = rng.choice([*sorted(UNITS), None])
    left, right = _quantity(rng, dimension), _quantity(rng, dimension)
    if any(text[-1].isupper() for text in (left, right)):
        return call("quantity", name, "quantity", left)
    return call("quantity", name, "arithmetic", left, right, rng.randrange(-9, 10))


def _journal(rng, name):
    lines = ["unit crate count 24"] if rng.random() < 0.5 else []
    dimension = rng.choice(sorted(UNITS))
    for _ in range(rng.randrange(1, 9)):
        note = f"  # note  {rng.randrange(99)}" if rng.random() < 0.5 else ""
        wanted = dimension if rng.random() < 0.9 else None
        lines.append(f"{rng.choice(ACCOUNTS[:6])}  {_quantity(rng, wanted)}{note}")
    lines += [rng.choice(["", "# end", "oil", "unit x y", "unit kg mass 1", "oil 3 crate"])]
    return call("journal", name, "journal", "\n".join(lines) + "\n", rng.choice([None, *UNITS[dimension]]))


def _places(rng, name):
    counts = [rng.choice([0, 1, 2, 3, 5, 9, 10, -1, None]) for _ in range(4)]
    return call("rounding", name, "places", counts, f"{rng.randrange(10**6)}.{rng.randrange(10**6):06d} l")


def _bookings(rng, name):
    steps = []
    for _ in range(rng.randrange(2, 10)):
        one, two = rng.choice(ACCOUNTS), rng.choice(ACCOUNTS)
        note = rng.choice([[], ["a  note"]])
        made = [["post", one, _quantity(rng), *note], ["transfer", one, two, _quantity(rng), *note], ["balance", one]]
        steps.append(rng.choice(made))
    return call("ledger", name, "bookings", steps)


def _table(rng, name):
    width = rng.randrange(1, 5)
    cells = ["", "a", "word", 1, -22, 3.5, "+4", "7 kg", "x y"]
    rows = [[rng.choice(cells) for _ in range(width)] for _ in range(rng.randrange(5))]
    header = [f"h{i}" * rng.randrange(1, 4) for i in range(width)] if rng.random() < 0.6 else None
    return call("table", name, "table", rows, header)


def _conversions(rng, name):
    units = rng.sample([unit for group in UNITS.values() for unit in group] + ["KG", "x"], 5)
    return call("units", name, "conversions", str(rng.randrange(10**6) / 1000), units)


def _units(rng, name):
    symbols = rng.sample(["sack", "cup", "kg", "KG", "b2", "%", "day", "Lb"], 3)
    made = [[s, rng.choice(sorted(UNITS)), rng.choice([3, "0.5", "-2", "1e3", "x"])] for s in symbols]
    return call("units", name, "units", made)
