"""The command line on scripts of a small grammar of sound SQL, and on costly texts of other shapes."""

import random

FLAGS = [
    ["-r"], ["-a"], ["-r", "-k", "upper"], ["--strip-comments"], ["-r", "--comma_first", "true"], ["-s"],
    ["-l", "python"],
    ["-i", "upper", "-k", "lower"], ["-r", "--wrap_after", "40"], ["-r", "--indent_columns"], ["-l", "php", "-r"],
]  # fmt: skip
NAMES = ["orders", "customer_id", "o.total", '"First Name"', "x1", "s.t.c", "`key`", "amount"]
COMPARED = ["=", "<>", ">=", "like", "not in", "between 1 and"]
VALUES = ["1", "2.75", "'it''s'", "NULL", "'a\\\\b'", "-3", "now()", "'x'", ":p", "CURRENT_DATE"]


def case(group, name, argv, text, **more):
    return {
        "id": f"{group}/{name}",
        "group": group,
        "argv": ["{python}", "-m", "sqlparse", *argv, "-"],
        "stdin": text,
        **more,
    }


def corpus():
    """Costly texts with what is right, and frozen scripts."""
    rng = random.Random(77)
    made = [case("scripts", f"frozen-{at}", FLAGS[at % len(FLAGS)], _script(rng)) for at in range(33)]
    costly = [
        ("backslashes", [], 'select "' + "\\" * 400 + "x"),
        ("comments", [], "update t set a = 1 /* " + "b /* " * 8_000),
        ("tail", ["-r"], "commit\n" + "-- done\n" * 4_000),
        ("columns", [], "select " + ",".join(f"c{at}" for at in range(6_000))),
        ("quotes", [], "'" + "\\'" * 20_000),
        ("brackets", ["-r"], "select\n" + "(a)\nand ".replace("\n", " ") * 3_000 + "b"),
    ]
    for name, argv, text in costly:
        out = text.rstrip() if name != "brackets" else "select (a)\n" + "and (a)\n" * 2_999 + "and b"
        if name == "tail":
            out = "commit " + "-- done\n" * 4_000
        made.append(case("costly", name, argv, text, expected={"exit": 0, "stdout": out}, timeout_s=8))
    return made


def generate(seed, count):
    """Scripts drawn anew."""
    rng = random.Random(seed)
    return [case("scripts", f"drawn-{at}", rng.choice(FLAGS), _script(rng)) for at in range(count)]


def _script(rng):
    return rng.choice([" ", "\n"]).join(_statement(rng) + ";" for _ in range(rng.randrange(1, 5)))


def _statement(rng):
    kind = rng.randrange(5)
    if kind == 0:
        return f"insert into {rng.choice(NAMES)} (a, b) values ({_value(rng)}, {_value(rng)}), ({_value(rng)}, 0)"
    if kind == 1:
        return f"update {rng.choice(NAMES)} set a = {_value(rng)}, b = {_expression(rng, 2)} where {_condition(rng, 2)}"
    if kind == 2:
        return f"-- note\ndelete from {rng.choice(NAMES)} where {_condition(rng, 1)} /* all */"
    return _query(rng, 2)


def _query(rng, depth):
    columns = ", ".join(_expression(rng, depth) + rng.choice(["", " as k", " m"]) for _ in range(rng.randrange(1, 5)))
    parts = [f"select {columns} from {rng.choice(NAMES)}"]
    if rng.random() < 0.5:
        parts.append(f"{rng.choice(['left join', 'inner join', 'join'])} u on {_condition(rng, 1)}")
    if rng.random() < 0.7:
        parts.append(f"where {_condition(rng, depth)}")
    if rng.random() < 0.4:
        parts.append(f"group by {rng.choice(NAMES)} having count(*) > 1")
    if rng.random() < 0.5:
        parts.append(f"order by {rng.choice(NAMES)} desc, 2 limit 5")
    if rng.random() < 0.2:
        parts.append("union all select 1")
    return rng.choice([" ", "\n", "  "]).join(parts)


def _condition(rng, depth):
    one = f"{_expression(rng, depth - 1)} {rng.choice(COMPARED)} {_value(rng)}"
    if depth and rng.random() < 0.5:
        return f"{one} {rng.choice(['and', 'or'])} ({_condition(rng, depth - 1)})"
    return one if not depth or rng.random() < 0.8 else f"exists ({_query(rng, depth - 1)})"


def _expression(rng, depth):
    if depth <= 0:
        return rng.choice(NAMES)
    made = [
        rng.choice(NAMES),
        f"coalesce({_expression(rng, depth - 1)}, {_value(rng)})",
        f"case when {_condition(rng, 0)} then {_value(rng)} else {_expression(rng, depth - 1)} end",
        f"{_expression(rng, depth - 1)} {rng.choice('+-*/')} {_value(rng)}",
        f"({_query(rng, depth - 2)})" if depth > 1 else rng.choice(NAMES),
        f"{rng.choice(NAMES)}::numeric",
    ]
    return rng.choice(made)


def _value(rng):
    return rng.choice(VALUES)
