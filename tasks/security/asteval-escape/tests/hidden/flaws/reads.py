"""Attacks that read or set what a program was not given."""

from phrases import attack, refused

VALUES = ["1", "'a'", "account", "grant", "sqrt", "print", "[1]", "account.pay", "ValueError", "table"]
HIDDEN = [
    "__class__",
    "__class__.__mro__",
    "__doc__",
    "__class__.__base__",
    "__init__.__class__",
    "__class__.__subclasses__",
    "__dir__",
    "__reduce_ex__",
]
GUEST = ["eve:False", "Account", "guest", "ann", "guest", "pay"]


def fields(rng, options):
    """Format strings, however they are called."""
    value, path, pad = rng.choice(VALUES), rng.choice(HIDDEN), rng.choice(["", ":>9", "!r", "!s:20"])
    text, key = f"{rng.choice(['', 'x', '{{}}'])}{{0.{path}{pad}}}", rng.choice("kmz")
    named = text.replace("{0.", f"{{{key}.")
    deep = [
        f"'{{0:{{1.{path}}}}}'.format(1, {value})",
        f"'{{0[0].{path}}}'.format([{value}])",
        f"'{{0.parts[0].{path}}}'.format(account)",
        f"'{{.{path}}}'.format({value})",
    ]
    ways = [
        f"{text!r}.format({value})",
        f"str.format({text!r}, {value})",
        f"list(map(str.format, [{text!r}], [{value}]))",
        f"f = {text!r}.format\nf({value})",
        f"{named!r}.format_map({{{key!r}: {value}}})",
        f"{named!r}.format({key}={value})",
        f"str.format_map({named!r}, dict({key}={value}))",
        f"def f(t, *a):\n  return t.format(a[0])\nf({text!r}, {value})",
        f"[t.format({value}) for t in [{text!r}]]",
        f"list(map({text!r}.format, [{value}]))",
        f"x = {{'f': str.format}}\nx['f']({text!r}, {value})",
        *deep,
    ]
    own = "def helper(a):\n  return a\n"
    told = [
        "'{0.__asteval__}'.format(helper)",
        "'{0.__self__.symtable}'.format(print)",
        "'{f.__globals__}'.format(f=grant)",
    ]
    yield refused("format-fields", [*rng.sample(ways, 5), rng.choice(told), rng.choice(deep)], options, own)


def specs(rng, options):
    """Format specifications with braces in them."""
    path, value, number = rng.choice(HIDDEN), rng.choice(["account", "1", "grant", "2.5", "'a'"]), rng.randint(1, 9)
    begin = rng.choice(["", f">{number}", str(number)]) if value in ("1", "2.5", "'a'") else ""
    spec = f"{begin}}}{rng.choice(['', '-'])}{{0.{path}{rng.choice(['', '!r', '!s:5'])}"
    plain = f"x = {value}\ns = {spec!r}\n"
    ways = [
        plain + "f'{x:{s}}'",
        plain + "f'{x!r:{s}}'",
        plain + "f'{x:{s!s}}'",
        plain + "f'a{x:{s}}b{x}'",
        plain + "[f'{i:{s}}' for i in [x]]",
        plain + "def f(v, w):\n  return f'{v:{w}}'\nf(x, s)",
        plain + "t = {'s': s}\nf'{x:{t[\"s\"]}}'",
        plain + "print(f'{x:{s}}')",
        plain + "f'{x:{s[:1]}{s[1:]}}'",
        plain + "f'{x!s:{s}}'",
        plain + "f'{[x][0]:{s + \"\"}}'",
    ]
    yield refused("format-specs", rng.sample(ways, 5), options)


def assignments(rng, options):
    """Assignments to what cannot be read."""
    target, value = rng.choice(
        [
            ("grant.__defaults__", "(True,)"),
            ("grant.__kwdefaults__", "{'admin': True}"),
            ("account.__dict__", "{'kind': 'admin', 'owner': 'eve'}"),
            ("account.__class__", "Admin"),
            ("grant.__doc__", "'x'"),
            ("grant.__name__", "'pay'"),
        ]
    )
    ways = [
        f"{target} = {value}",
        f"x = {target} = {value}",
        f"{target}, x = {value}, 1",
        f"for {target} in [{value}]: pass",
        f"[{target}, x] = [{value}, 1]",
        f"def f(v):\n  {target} = v\nf({value})",
        f"(x, ({target}, y)) = 1, ({value}, 2)",
        f"for x, {target} in [(1, {value})]: pass",
        f"t = [{target.split('.')[0]}]\nt[0].{target.split('.')[1]} = {value}",
        f"if 1:\n  try:\n    {target} = {value}\n  finally:\n    x = 1",
    ]
    sure = rng.choice(
        [
            "grant.__defaults__ = (True,)",
            "account.__class__ = Admin",
            "account.__dict__ = {'kind': 'admin', 'owner': 'eve'}",
        ]
    )
    yield attack(
        "set-attributes",
        "changed",
        [*rng.sample(ways, 3), sure],
        options,
        "",
        ["limit"],
        stands=GUEST,
        asked=[10],
        limit=10,
    )


def frames(rng, options):
    """Frames, their globals, and families of classes."""
    ways = [
        "job.cr_frame",
        "job.cr_frame.f_globals['SECRET']",
        "feed.ag_frame",
        "feed.ag_frame.f_globals",
        "feed.ag_code",
        "job.cr_code",
        "trace.tb_frame",
        "trace.tb_frame.f_globals['SECRET']",
        "frame.f_globals",
        "frame.f_globals['SECRET']",
        "frame.f_back",
        "frame.f_builtins",
        "frame.f_code",
        "int.mro()",
        "ValueError.mro()[-1]",
        "Admin.mro()",
        "list(map(str, Admin.mro()))",
        "m = Admin.mro\nm()",
        "frame.f_builtins['eval']",
        "[f.f_globals for f in [frame]]",
        "def f(x):\n  return x.f_globals['SECRET']\nf(frame)",
        "f'{frame.f_globals}'",
        "str(job.cr_frame)",
    ]
    yield refused("frames", rng.sample(ways, 8), options)
