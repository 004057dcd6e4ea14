"""Attacks on what the application defined, on later evaluations, on the application itself and its files."""

from phrases import NESTED, REFUSED, attack


def procedures(rng, options):
    """What the application defined in the interpreter, rewritten."""
    rate = rng.randint(2, 9)
    own = f"def price(x, rate={rate}):\n  if x > 5:\n    return x * rate\n  return x + 1\n"
    name = rng.choice(["price", "p"])
    begin = "" if name == "price" else "p = price\n"
    ways = [
        f"{name}.body.clear()",
        f"{name}.body[0].test.comparators[0].value = 500",
        f"{name}.body[0].body[0].value.op = {name}.body[1].value.op",
        f"{name}.kwargs[0] = ('rate', 0)",
        f"{name}.argnames.append('y')",
        f"{name}.body[1].value.right.value = 50",
        f"{name}.body.reverse()",
        f"{name}.body[0].test.left.id = 'limit'",
        f"{name}.kwargs.clear()",
        f"{name}.argnames[0] = 'limit'",
        f"b = {name}.body\nb.pop()",
        f"{name}.body[0].body.insert(0, {name}.body[1])",
        f"for s in {name}.body: s.lineno = 1\ns.value.left.id = 'rate'",
        f"x, {name}.body[1].value.right.value = 1, 50",
        f"{name}.body.append(4)\n{name}.body.sort(key=str)",
    ]
    asked = ["price(7)", "price(2)", "price(10, 1)", "price(6)"]
    for way in rng.sample(ways, 3):
        yield attack(
            "procedures", "left", [begin + way], options, own, asked, asked=[7 * rate, 3, 10, 6 * rate], limit=10
        )


def symbols(rng, options):
    """Read-only symbols in other ways than by assigning to them."""
    value, name = rng.randint(20, 99), rng.choice("abc")
    flat = [
        f"[1/0 for (limit, {name}) in [({value}, 2)]]",
        f"def f(limit):\n  return 1/0\nf({value})",
        f"def f(*limit):\n  return nosuch\ntry:\n  f({value})\nexcept:\n  x = 1",
        f"def f(x, limit={value}):\n  return [][x]\nf(1)",
        f"def f(**limit):\n  return x.y\nf(v={value})",
        f"def f(limit):\n  1/0\ndef g():\n  f({value})\ng()",
        f"{{{name}: 1/0 for ({name}, limit) in [(1, {value})]}}",
        f"def f(limit):\n  raise ValueError('x')\nf({value})",
        f"list(map(f, [1])) if 0 else [1/0 for {name}, limit in [(1, {value})]]",
    ]
    kept = {"readonly_symbols": ["limit", "sqrt"], **options}
    ways = [way for way in flat if not options or "for" not in way]
    yield attack(
        "read-only",
        "left",
        rng.sample(ways, 3),
        kept,
        "",
        ["limit", "limit * 2", "sqrt(4)"],
        asked=[10, 20, 2.0],
        limit=10,
    )
    grouped = [
        "math.sqrt = len",
        "math['sqrt'] = len",
        "math.update(sqrt=len)",
        "math.update({'sqrt': len})",
        "math.pop('sqrt')",
        "math.clear()",
        "dict.update(math, sqrt=len)",
        "sqrt = len",
        "dict.pop(math, 'sqrt')",
        "_main = math\n_main.sqrt = len",
        "m = [math]\nm[0].sqrt = len",
        "x, math.sqrt = 1, len",
        "for math.sqrt in [len]: pass",
        "for math['sqrt'] in [len]: pass",
        "def f():\n  _main.sqrt = len\nf()",
        "def f():\n  _main.limit = 99\nf()",
        "def f():\n  _main['limit'] = 99\nf()",
        "def f():\n  math.sqrt = len\nf()",
        "def f(g):\n  g.sqrt = len\nf(math)",
        "math.popitem()\n" * 60,
        "u = math.update\nu(sqrt=len)",
        "dict.clear(math)",
        "def f():\n  _main.update(limit=99)\nf()",
        "math = {'sqrt': len}",
    ]
    whole = {"builtins_readonly": True, **NESTED}
    some = {"readonly_symbols": ["limit", "sqrt", "math"], **NESTED}
    for way in rng.sample(grouped, 4):
        yield attack(
            "read-only", "left", [way], rng.choice([whole, some]), "", ["sqrt(16)", "limit"], asked=[4.0, 10], limit=10
        )


def leavings(rng, options):
    """Programs after which another evaluation would be answered otherwise."""
    value = rng.randint(20, 99)
    ways = [
        ["break"],
        ["continue"],
        ["if 1: break"],
        ["try:\n  continue\nfinally:\n  x = 1"],
        ["def f():\n  break\nf()"],
        ["def f():\n  1/0\n", "f()", f"return {value}"],
        ["def f():\n  return g()\ndef g():\n  return nosuch\n", "f()", "f()", f"return '{value}'"],
        [f"if 1:\n  x = {value}\n  continue"],
        ["def f():\n  continue\n", "f()"],
        ["def f(a):\n  return a.b\n", "f(1)", f"if 1:\n  return [{value}]"],
        ["def f():\n  raise ValueError('v')\n", "try:\n  f()\nexcept:\n  x = 1", f"return {value}"],
        ["x = 1\nbreak\nx = 2"],
    ]
    own = f"def total(a):\n  return a + {value}\nstart = {value}\n"
    asked = ["1 + 1", "total(1)", "start", "x = 5", "x"]
    for way in rng.sample(ways, 3):
        yield attack("left-behind", "left", way, options, own, asked, asked=[2, value + 1, value, None, 5], limit=10)
    failing = ["1/0", "nosuch", "account.nosuch", "raise ValueError('v')"]
    held = ["with table['lock']:\n  y = 1\n  z = 2", "z"]
    yield attack(
        "left-behind",
        "left",
        ["table['lock'] = open('/dev/null')", rng.choice(failing)],
        options,
        own,
        held,
        asked=[None, 2],
        limit=10,
    )
    broken = [f"def f(start):\n  return {way}\n" for way in ("1/0", "nosuch", "start.no")]
    ways = [[rng.choice(broken), f"f({value + 1})"], [rng.choice(broken), f"try:\n  f({value + 2})\nexcept:\n  x = 1"]]
    yield attack(
        "left-behind",
        "left",
        rng.choice(ways),
        options,
        own,
        ["start", "y = 4", "y", "total(1)"],
        asked=[value, None, 4, value + 1],
        limit=10,
    )


def exits(rng, options):
    """Exceptions that no application catches."""
    kind = rng.choice(["SystemExit", "KeyboardInterrupt", "GeneratorExit", "BaseException"])
    raising = f"raise {kind}('{rng.randint(0, 9)}')"
    ways = [
        raising,
        f"if 1:\n  {raising}",
        f"def f():\n  {raising}\nf()",
        f"for i in [1]:\n  {raising}",
        f"x = {kind}('a')\nraise x",
        f"def f(a):\n  {raising}\nlist(map(f, [1]))",
        f"try:\n  1/0\nexcept:\n  {raising}",
        f"def f():\n  {raising}\ndef g():\n  f()\ng()",
        f"with open('/dev/null') as f:\n  {raising}",
        f"sorted([1], key=1) if 0 else 1\n{raising}",
    ]
    for way in rng.sample(ways, 2):
        yield attack("host-exit", "raised", way, options, found="raised an error")
    yield attack("host-exit", "raised", f"def stop():\n  {raising}\n", options, "stop", found="raised an error")


def descriptors(rng, options):
    """Files by their numbers."""
    ways = [
        "open(«fd»).read()",
        "open(«fd», 'rb').read()",
        "x = «fd»\nf = open(x, encoding='utf-8')\nf.readline()",
        "open(int('«fd»')).read()",
        "open(filename=«fd»).read()",
        "list(map(open, [«fd»]))",
        "f = open\nf(«fd», 'r', 10)",
        "with open(«fd») as f:\n  x = f.read()\n",
        "def f(n):\n  return open(n).read()\nf(«fd»)",
        "[open(n) for n in [«fd»]]",
        "open(«fd» * True)",
        "open(«fd», mode='rb', buffering=100)",
        "open(-1 + «fd» + 1)",
    ]
    for way in rng.sample(ways, 3):
        yield attack("descriptors", "files", way, options, answer=REFUSED, whole=True)
