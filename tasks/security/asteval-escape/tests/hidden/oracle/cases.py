"""A counter where customers price things by formulas of their own: an application around the interpreter, as a command
line. What sound formulas give is what Python itself makes of them; hostile ones give "no", and change nothing."""

import json
import math
import random

COUNTER = """
import io, json, sys
from asteval import Interpreter

def discount(name, staff=False):
    return 50 if staff else 5

class Till:
    def __init__(self):
        self.total, self.kind = 0, "till"
    def add(self, amount):
        self.total += amount
        return self.total

given = json.load(sys.stdin)
answers = []
for customer in given["customers"]:
    till = Till()
    own = {"till": till, "discount": discount, "vat": 19}
    interp = Interpreter(nested_symtable=given["nested"], err_writer=io.StringIO(), writer=io.StringIO(),
                         user_symbols=own, readonly_symbols=["vat", "discount"])
    interp("def gross(net):\\\\n  return net + net * vat / 100")
    lines = []
    for program in given["before"]:
        interp(program)
    for formula in customer:
        try:
            value = interp.eval(formula, raise_errors=given["raising"])
            value = value if isinstance(value, (int, float, str, list)) else type(value).__name__
            lines.append("no" if interp.error else value)
        except Exception:
            lines.append("no")
    lines += [interp("gross(100)"), interp("vat"), discount("x"), type(till).__name__, till.kind]
    answers.append(lines)
print(json.dumps(answers))
""".replace("\\\\n", "\\n")
LAST = [119.0, 19, 5, "Till", "till"]
HOSTILE = [
    "'{0.__class__}'.format(till)",
    "'{t.add.__globals__}'.format(t=till)",
    "w = '}{0.__class__'\nf'{1:{w}}'",
    "str.format('{0.__doc__}', vat)",
    "int.mro()",
    "gross.body",
    "gross.raise_exc",
    "9000000 * 'x'",
    "'x'.rjust(9000000)",
    "b'x' * 9000000",
    "f'{1:9000000}'",
    "'%9000000d' % 1",
    "bytes(9000000)",
    "(3 ** 10000) ** 170",
    "factorial(145000)",
    "open(0)",
    "open(2, 'rb')",
    "raise SystemExit(1)",
    "raise KeyboardInterrupt()",
    "'{0.__self__}'.format(till.add)",
    "till.__class__",
    "vat = 0",
    "import os",
    "[1/0 for (vat, x) in [(1, 2)]]",
    "def f(vat):\n  return 1/0\nf(0)",
    "till.add.__func__",
    "'{0.body}'.format(gross)",
]
SILENT = [
    "discount.__defaults__ = (True,)",
    "till.__dict__ = {'kind': 'safe'}",
    "gross.body.clear()",
    "gross.argnames.clear()",
    "discount.__kwdefaults__ = {'staff': True}",
    "gross.body[0].value.left.id = 'vat'",
    "for till.__dict__ in [{'kind': 'safe'}]: pass",
]
STOPS = [["break"], ["x = 1\ncontinue"], ["def g(vat):\n  return nosuch\n", "try:\n  g(0)\nexcept:\n  x = 1"]]
"""What ends too early. Its own answer does not matter, and is not printed."""


def corpus():
    """Frozen days at the counter."""
    rng = random.Random(4_711)
    return [day(rng, f"frozen-{at}", at) for at in range(20)]


def generate(seed, count):
    """Days drawn anew."""
    rng = random.Random(seed)
    return [day(rng, f"drawn-{at}", rng.randrange(20)) for at in range(count)]


def day(rng, name, at):
    """One start of the program, with three customers."""
    customers, right = [], []
    for _ in range(3):
        formulas, answers = customer(rng)
        customers.append(formulas)
        right.append([*answers, *LAST])
    given = {"nested": at % 2 == 1, "raising": at % 3 == 1, "customers": customers, "before": rng.choice([[], *STOPS])}
    return {
        "id": f"days/{name}",
        "group": "days",
        "argv": ["{python}", "counter.py"],
        "files": {"counter.py": COUNTER},
        "stdin": json.dumps(given),
        "expected": {"exit": 0, "stdout": json.dumps(right) + "\n"},
    }


def customer(rng):
    """Formulas and what is right to answer."""
    formulas, answers = [], []
    for _ in range(rng.randint(4, 8)):
        kind = rng.random()
        if kind < 0.35:
            formulas.append(rng.choice(HOSTILE))
            answers.append("no")
        elif kind < 0.55:
            formulas.append(f"try:\n  {rng.choice(SILENT)}\nexcept:\n  x = 1\n")
            answers.append("NoneType")
        else:
            formula, value = sound(rng)
            formulas.append(formula)
            answers.append(value)
    return formulas, answers


def sound(rng):
    """A sound formula and what it gives."""
    a, b, c = rng.randint(1, 99), rng.randint(1, 9), rng.choice([0.5, 2, 3, 7])
    texts = [
        f"{a} * {b} + {c}",
        f"sqrt({a}) / {b}",
        f"max({a}, {b}) - min({c}, 4)",
        f"[x * {b} for x in range({b})]",
        f"'{{:.2f}} EUR'.format({a} / {b})",
        f"f'{{{a}:>{b + 2}}}|'",
        f"'%5.1f%%' % ({a} / {b})",
        f"({a} if {b} > 4 else {c})",
        f"sum([{a}, {b}, {c}])",
        f"'ab' * {b}",
        f"{b} * 'ab'",
        f"'-'.join(['{a}', '{b}'])",
        f"({a} ** {b}) % 97",
        f"factorial({b})",
        f"'{a}'.zfill(6)",
        f"'{{0[1]}}/{{0[0]}}'.format([{a}, {b}])",
        f"sorted([{a}, {b}, {c}])[0]",
        f"round(sin({a}) * {c}, 3)",
        f"'{{:>{b + 3}}}'.format('x')",
        f"len(bytes({a}))",
        f"'a{a}'.replace('a', 'bc')",
        f"{a} << {b}",
        f"1 < {b} < {a}",
        f"str({a}).ljust({b}, '.')",
    ]
    text = rng.choice(texts)
    known = {name: getattr(math, name) for name in ("sqrt", "sin", "factorial")}
    value = eval(text, known)
    return text, value
