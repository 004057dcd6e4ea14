"""The second opinion's cases: ledgers, pages, conversions, boxes, prose, records, formats of one's own."""

import random

STYLES = [
    "simple",
    "grid",
    "psql",
    "pretty",
    "presto",
    "outline",
    "double_grid",
    "rst",
    "orgtbl",
    "plain",
    "mixed_outline",
    "fancy_grid",
]
WORDS = ["rent", "tea & cake", "42", "", "<i>", "1,000", "a long word or two", "x", "-0.5", "50 %", "two\nlines"]


def case(group, name, function, *args):
    return {"id": f"{group}/{name}", "group": group, "call": f"driver:{function}", "args": list(args)}


def corpus():
    """The frozen cases."""
    lines = [["Mo", "rent", 800.0], ["Tu", "tea", 3.456], ["We", "refund", -12]]
    made = [case("ledger", style, "ledger", lines, style) for style in STYLES]
    made += [case("edges", style, "edges", [["a", 1], ["bb", 22.5]], style) for style in STYLES]
    made += [case("narrow", style, "narrow", "the quick brown fox jumps over", 9, style) for style in STYLES[:6]]
    made += [case("page", "escaped", "page", [["<b>", 1], ["&", 2]], ["x<y", "n"])]
    made += [case("converted", "list", "converted", "name;n\nnut;1.5\nbolt;10\n|;$\n", ";")]
    made += [case("own", "arrow", "own", " -> ", [["p", 1], ["q", 2.25]])]
    for n, headers in enumerate(["keys", "firstrow", {"a": "A"}, [], ["x"]]):
        made.append(case("keyed", f"{n}", "keyed", [{"a": 1}, {"b": "x", "a": None}, {"c": 2.5}], headers))
    return made + generate(4242, 20)


def generate(seed, count):
    """`count` random cases."""
    rng = random.Random(seed)
    return [
        rng.choice([_ledger, _page, _converted, _edges, _narrow, _keyed])(rng, f"drawn-{seed}-{n}")
        for n in range(count)
    ]


def _ledger(rng, name):
    lines = [
        [rng.choice(["Mo", "Tu", ""]), rng.choice(WORDS[:8]), rng.randrange(-9000, 9000) / 100]
        for _ in range(rng.randrange(1, 6))
    ]
    return case("ledger", name, "ledger", lines, rng.choice(STYLES))


def _page(rng, name):
    return case("page", name, "page", [rng.choices(WORDS, k=2) for _ in range(3)], rng.choices(WORDS, k=2))


def _converted(rng, name):
    rows = "\n".join("|".join(rng.choices([w for w in WORDS if "\n" not in w], k=3)) for _ in range(4))
    return case("converted", name, "converted", f"a|b|c\n{rows}\n", "|")


def _edges(rng, name):
    rows = [[rng.choice(WORDS), rng.choice([1, 2.5, -30, None, "t"])] for _ in range(rng.randrange(1, 5))]
    return case("edges", name, "edges", rows, rng.choice(STYLES))


def _narrow(rng, name):
    return case(
        "narrow", name, "narrow", " ".join(rng.choices(WORDS, k=7)), rng.randrange(3, 15), rng.choice(STYLES[:7])
    )


def _keyed(rng, name):
    records = [{key: rng.choice([1, "v", None, 0.25]) for key in rng.sample("abc", rng.randrange(4))} for _ in range(3)]
    return case("keyed", name, "keyed", records, rng.choice(["keys", {"b": "B"}, "firstrow"]))
