# ruff: noqa: E501, SIM905 - a rule on a line
"""Random templates out of a grammar: statements, expressions, inheritance and whitespace, in random environments."""

import random

from shape import case

NAMES = "one zero none text list map users ann bob words pi nope safe html rows x y z i".split()
STRINGS = ["'a'", "'<b>'", '"it\'s"', "''", "'x y'", "'é'", "'1'", "safe"]
FILTERS = (
    "upper lower title e length first last list join(',') sort d('x') string int float trim reverse|list capitalize"
    " truncate(5) replace('a','b') wordcount center(9) batch(2)|list slice(2)|list unique|list map('upper')|list sum"
    " select|list striptags urlize tojson safe indent round abs min max groupby('age')|list map(attribute='name')|list"
    " xmlattr dictsort attr('name') format(1) filesizeformat wordwrap(6) shout('?') pprint"
).split()
TESTS = "odd even defined none string number mapping sequence iterable callable lower upper sameas(one) divisibleby(2) eq(1) in(list) shouted".split()
BINARY = ["+", "-", "*", "/", "//", "%", "~", "==", "!=", "<", ">", "<=", ">=", "and", "or", "in", "not in"]


class Grammar:
    """Draws templates; `rng` decides."""

    def __init__(self, rng):
        self.rng = rng
        self.blocks = 0

    def expression(self, depth=2):
        """An expression, seldom one that cannot be."""
        rng, kind = self.rng, self.rng.randrange(14 if depth else 4)
        inner = depth - 1
        if kind < 2:
            return rng.choice(NAMES)
        if kind == 2:
            return rng.choice(STRINGS)
        if kind == 3:
            return str(rng.choice([0, 1, 2, 3, 7, 2.5, "true", "none", "1e2", "[]"]))
        if kind == 4:
            return f"({self.expression(inner)} {rng.choice(BINARY)} {self.expression(inner)})"
        if kind == 5:
            return f"{self.expression(inner)}|{rng.choice(FILTERS)}"
        if kind == 6:
            return f"{self.expression(0)} is {rng.choice(['', 'not '])}{rng.choice(TESTS)}"
        if kind == 7:
            return f"({self.expression(inner)} if {self.expression(inner)}{rng.choice(['', f' else {self.expression(inner)}'])})"
        if kind == 8:
            return f"[{', '.join(self.expression(inner) for _ in range(rng.randrange(4)))}]"
        if kind == 9:
            return f"{{'a': {self.expression(inner)}, 'b': {self.expression(0)}}}"
        if kind == 10:
            return f"{self.expression(0)}{rng.choice(['.name', '.a', '[0]', '[1:]', '[-1]', '.x', '[i]', '.items()', '|list'])}"
        if kind == 11:
            return f"{rng.choice(['not ', '-', '+'])}{self.expression(inner)}"
        if kind == 12:
            return f"ann.greet({self.expression(inner)}{rng.choice(['', ', k=1', ', *[1, 2]'])})"
        return rng.choice(
            [
                "loop.index",
                "loop.last",
                "caller()",
                "super()",
                "self.b0()",
                "m(1)",
                "m(x, b=y)",
                "ns.v",
                "varargs",
                "loop.cycle(1, 2)",
            ]
        )

    def tag(self, text):
        """A tag, with signs of whitespace control at times."""
        left, right = self.rng.choice(["", "", "-", "+"]), self.rng.choice(["", "", "-"])
        return f"{{%{left} {text} {right}%}}"

    def body(self, depth):
        """Some statements."""
        return "".join(self.statement(depth) for _ in range(self.rng.randrange(1, 4)))

    def statement(self, depth):
        """One statement or some text."""
        rng, kind = self.rng, self.rng.randrange(18 if depth else 5)
        tag, inner = self.tag, depth - 1
        if kind < 2:
            return rng.choice(["text ", "\n", " <b> ", "\n  x\n", "{# c #}", "\t", "a & b"])
        if kind < 5:
            return "{{" + rng.choice(["", "-"]) + " " + self.expression() + " }}"
        if kind < 7:
            test = rng.choice(["", "", f" if {self.expression(1)}"])
            other = f"{tag('else')}{self.body(inner)}" if rng.random() < 0.3 else ""
            target = rng.choice(["list", "users", "map", "'abc'", "numbers(3)", "rows", self.expression(1)])
            return f"{tag(f'for i in {target}{test}')}{self.body(inner)}{other}{tag('endfor')}"
        if kind < 9:
            other = (
                f"{tag(f'elif {self.expression(1)}')}{self.body(inner)}{tag('else')}{self.body(inner)}"
                if rng.random() < 0.5
                else ""
            )
            return f"{tag(f'if {self.expression(1)}')}{self.body(inner)}{other}{tag('endif')}"
        if kind < 11:
            return tag(f"set {rng.choice('xyz')} = {self.expression()}")
        if kind == 11:
            start, end = rng.choice(BLOCKS)
            return f"{tag(start)}{self.body(inner)}{tag(end)}"
        if kind == 12:
            return f"{tag('macro m(a, b=2, *c)' if rng.random() < 0.05 else 'macro m(a, b=x)')}{{{{ a }}}}{{{{ b }}}}{self.body(inner)}{tag('endmacro')}"
        if kind == 13:
            return f"{tag('call m(1)')}{self.body(inner)}{tag('endcall')}"
        if kind == 14:
            self.blocks += 1
            return (
                f"{tag(f'block b{self.blocks - 1}' + rng.choice(['', ' scoped']))}{self.body(inner)}{tag('endblock')}"
            )
        if kind == 15:
            return tag(
                rng.choice(
                    [
                        "include 'part'",
                        "include 'nope' ignore missing",
                        "import 'lib' as lib",
                        "from 'lib' import m",
                        "include ['q', 'part'] without context",
                        "from 'lib' import m as n with context",
                    ]
                )
            )
        if kind == 16:
            return tag("set ns = namespace(v=1)") + tag(f"set ns.v = {self.expression(1)}")
        return "{% raw %}{{ raw }}{% endraw %}" + rng.choice(["", "\n"])


BLOCKS = [
    ("set x", "endset"),
    ("set y | upper", "endset"),
    ("filter upper", "endfilter"),
    ("filter e|trim", "endfilter"),
    ("with", "endwith"),
    ("with x=one, y=x", "endwith"),
    ("autoescape true", "endautoescape"),
    ("autoescape one", "endautoescape"),
]
PARTS = {
    "part": "({{ one }}{{ x }}{{ i }})",
    "lib": "{% macro m(a, b=one) %}<{{ a }}|{{ b }}{{ caller() if caller }}>{% endmacro %}{% set v = 1 %}lib",
    "base": "{% from 'lib' import m %}A{% block b0 %}zero{% endblock %}{% for i in list %}{% block b1 scoped %}{{ i }}{% endblock %}{% endfor %}{{ self.b0() }}",
}
WAYS = (
    {},
    {"autoescape": True},
    {"autoescape": True, "optimized": False, "trim_blocks": True},
    {"kind": "sandbox", "lstrip_blocks": True, "trim_blocks": True},
    {"kind": "sandbox", "intercept": "+ - * /", "lstrip_blocks": True},
    {"kind": "native"},
    {"undefined": "chain", "how": "generate"},
    {"undefined": "debug", "keep_trailing_newline": True, "newline_sequence": "\r\n"},
    {"undefined": "strict", "finalize": "none"},
    {"finalize": "eval", "autoescape": {"default_for_string": True, "default": True}},
    {"enable_async": True, "autoescape": True},
)


def templates(rng):
    """A random template and what it leans on."""
    drawn = Grammar(rng)
    text = drawn.body(3)
    if rng.random() < 0.8:
        text = "{% macro m(a, b=one) %}{{ a }}{{ b }}{{ caller() if caller }}{% endmacro %}" + text
    if rng.random() < 0.25:
        text = "{% extends 'base' %}" + text
    return {**PARTS, "main": text}


def generate(seed, count):
    """As many cases as asked for; each renders three templates in several environments, and looks at their code."""
    rng = random.Random(seed)
    found = []
    for number in range(count):
        drawn = [templates(rng) for _ in range(3)]
        chosen = sorted(rng.sample(range(len(WAYS)), 3))
        options = {f"{n}": {"extensions": EXTENSIONS, **WAYS[n]} for n in chosen}
        found.append(case("drawn", str(number), "drawn", drawn, options))
    return found


EXTENSIONS = ["jinja2.ext.autoescape", "jinja2.ext.with_", "jinja2.ext.do"]
