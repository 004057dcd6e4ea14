"""Behaviour cases: frozen sessions, the modules' parts, and random programs from a seed."""

import json
import random
from pathlib import Path

GROUPS = json.loads(Path(__file__).with_name("programs.json").read_text(encoding="utf-8"))
NESTED = {"nested_symtable": True}

STARTS = [
    {},
    {"minimal": True},
    NESTED,
    {"nested_symtable": True, "minimal": True},
    {"use_numpy": False},
    {"no_for": True, "with_import": True},
    {"config": {"while": False, "nested_symtable": True}},
    {"user_symbols": {"own": 1, "sqrt": 2}},
    {"usersyms": {"own": 1}},
    {"usersyms": {"own": 1}, **NESTED},
    {"no_while": False, "no_print": True, "with_try": False},
    {"max_statement_length": 10},
    {"no_tuple": True, "with_nosuch": True, "no_nosuch": False, "with_importfrom": True, "odd": 1},
]
NUMPY = [
    "2**10001",
    "2**arr",
    "arr<<1",
    "1<<arr",
    "arr + arr",
    "1<<1001",
    "1 < arr",
    "arr < 2",
    "3 < 2 < 5",
    "1 < 2 < 3",
    "big=array([1, 20000])",
    "2**big",
    "1<<big",
    "1 < arr < 3",
    "sqrt",
    "ln",
    "arange",
    "2 > 3 > nosuch",
    "asin",
]


def corpus():
    """The frozen cases."""
    made = [case("parts", name, f"driver:{name}") for name in ("tables", "handlers", "parts", "groups")]
    made += [case("starts", str(at), "driver:beginnings", options) for at, options in enumerate(STARTS)]
    made += [
        case(
            group,
            f"{at}/{name}",
            "driver:session",
            one["programs"],
            {**more, **one["options"]},
            one["shown"],
            one["host"],
        )
        for group, sessions in GROUPS.items()
        for at, one in enumerate(sessions)
        for name, more in variants(one)
    ]
    versions = ["1.24.0", "1.20.3", "1.19.5", "2.0.1", "0.30"]
    return made + [
        {**case("numpy", version, "driver:with_numpy", NUMPY, version), "fresh": True} for version in versions
    ]


def variants(one):
    """As it is, and with nested symbol tables where the programs do not say."""
    plain = [("plain", {})]
    tuples = any(", b in" in program or "in [(1" in program for program in one["programs"])
    fixed = {"nested_symtable", "builtins_readonly"} & set(one["options"])
    return plain if fixed or tuples else [*plain, ("nested", NESTED)]


def case(group, name, call, *args):
    return {"id": f"{group}/{name}", "group": group, "call": call, "args": list(args)}


def generate(seed, count):
    """Up to `count` sessions of random programs."""
    return [
        case(
            "drawn",
            str(at),
            "driver:session",
            Writer(random.Random(f"{seed} {at}")).session(),
            {},
            ["a", "b", "c", "d"],
            True,
        )
        for at in range(count)
    ]


class Writer:
    """Writes programs of a small grammar."""

    def __init__(self, rng):
        self.rng = rng
        self.defined = 0

    def session(self):
        """Some programs of one session."""
        return [
            "a = 3\nb = 'two'\nc = [1, 2.5]\nd = {'k': 1}",
            *(self.block(2, 0) for _ in range(self.rng.randint(4, 9))),
        ]

    def block(self, depth, level):
        """Statements."""
        count = self.rng.randint(1, 3)
        return "\n".join(self.statement(depth, level) for _ in range(count))

    def statement(self, depth, level):
        """One statement."""
        pad, deep = "  " * level, self.rng.random() < 0.35 and depth > 0
        if not deep:
            name = self.rng.choice("abcd")
            return pad + self.rng.choice(
                [
                    f"{name} = {self.value(2)}",
                    f"{name} += {self.value(1)}",
                    self.value(3),
                    f"print({self.value(1)})",
                    f"{name}, x = {self.value(1)}, {self.value(1)}",
                    f"d['{name}'] = {self.value(1)}",
                    f"assert {self.value(1)}",
                    f"account.pay({self.number()})",
                    f"account.note = {self.value(1)}",
                ]
            )
        kind = self.rng.randrange(5)
        body, other = self.block(depth - 1, level + 1), self.block(depth - 1, level + 1)
        if kind == 0:
            return f"{pad}if {self.value(1)}:\n{body}\n{pad}else:\n{other}"
        if kind == 1:
            over, end = self.rng.choice(["c", "range(3)", "b", "d"]), self.rng.choice(["break", "continue"])
            return f"{pad}for a in {over}:\n{body}\n{pad}  if {self.value(1)}: {end}\n{pad}else:\n{other}"
        if kind == 2:
            error = self.rng.choice(["", " TypeError", " Exception", " ZeroDivisionError", " LookupError"])
            return f"{pad}try:\n{body}\n{pad}except{error}:\n{other}\n{pad}finally:\n{pad}  f = {self.value(1)}"
        if kind == 3:
            self.defined += 1
            left = f"n{self.defined}"  # a name of its own, or a loop inside could keep it from ending
            return f"{pad}{left} = 3\n{pad}while {left}:\n{pad}  {left} -= 1\n{body}"
        self.defined += 1
        name = f"fun{self.defined}"
        lines = "".join(f"{pad}  {self.rng.choice('abxy')} = {self.safe(2)}\n" for _ in range(self.rng.randint(1, 3)))
        head, called = f"{pad}def {name}(x, y={self.number()}, *z):", f"{name}({self.value(1)}, {self.value(1)})"
        return f"{head}\n{lines}{pad}  return {self.safe(2)}\n{pad}a = {called}"

    def safe(self, depth):
        """An expression of a function's body that cannot fail: what an error in a function leaves behind is a flaw."""
        if depth <= 0:
            return self.rng.choice([self.number(), self.rng.choice("abcdxyz"), "'s'", "limit", "account.balance"])
        one, two = self.safe(depth - 1), self.safe(depth - 1)
        return self.rng.choice(
            [
                f"({one}, {two})",
                f"({one} {self.rng.choice(['and', 'or', 'is', '==', '!='])} {two})",
                f"({one} if {two} else x)",
                f"str({one})*2",
                f"f'{{{self.rng.choice('abxy')}}}'",
                f"'{{}}-{{}}'.format({one}, {two})",
                f"[i for i in range(4) if {one}]",
                f"'%s' % ({one},)",
                f"not {one}",
            ]
        )

    def number(self):
        return str(self.rng.choice([0, 1, 2, 3, 7, -4, 2.5, 10]))

    def value(self, depth):
        """An expression."""
        choose = self.rng.choice
        if depth <= 0:
            return choose(
                [self.number(), choose("abcd"), "'s'", "x", "None", "True", "account.balance", "limit", "b'z'"]
            )
        one, two = self.value(depth - 1), self.value(depth - 1)
        return choose(
            [
                f"({one} {choose(['+', '-', '*', '/', '//', '%', '&', '|'])} {two})",
                f"({one} {choose(['<', '==', '!=', '>=', 'in', 'is', 'not in'])} {two})",
                f"({one} {choose(['and', 'or'])} {two})",
                f"[{one}, {two}]",
                f"({one} if {two} else a)",
                f"f'{{{choose('abcd')}}}-{{{choose('abcd')}!r:>7}}'",
                f"[i for i in c if {one}]",
                f"str({one})",
                f"'{{}} {{:>6}}'.format({one}, str({two}))",
                f"'{{0[0]}}{{x}}'.format(c, x={one})",
                f"len({one})",
                f"d.get('k', {one})",
                f"'-'.join([str({one}), str({two})])",
                f"max({one}, {two})",
                f"'%s %5s' % ({one}, {two})",
                f"{{{one!r}: {two}}}",
                f"{one}[0]",
                f"not {one}",
                f"sorted([{one}, {two}])",
                f"account.pay({self.number()})",
                f"str({one}).replace('1', {two})",
                f"str({one}).{choose(['ljust', 'zfill', 'center'])}({self.number()})",
            ]
        )
