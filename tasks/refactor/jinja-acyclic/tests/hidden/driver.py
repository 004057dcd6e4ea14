# ruff: noqa: SLF001 - private names are part of what must stay
"""Drives Jinja and returns what it did as plain data.

It runs in the box of the original and in the box of the candidate alike, so it holds no expected value. What is
asynchronous runs once `jinja2.asyncsupport` is imported: the original is changed by that import, for good, and each
case has a process of its own.
"""

import asyncio
import os
import re
import sys
import traceback
import types
from decimal import Decimal

import jinja2
from jinja2 import lexer, meta, nativetypes, nodes, sandbox
from markupsafe import Markup

CLASSES = {
    "plain": jinja2.Environment,
    "sandbox": sandbox.SandboxedEnvironment,
    "immutable": sandbox.ImmutableSandboxedEnvironment,
    "native": nativetypes.NativeEnvironment,
}
UNDEFINED = {
    "chain": jinja2.ChainableUndefined,
    "debug": jinja2.DebugUndefined,
    "strict": jinja2.StrictUndefined,
}


# --- what templates meet ----------------------------------------------------------------------------------------------


class User:
    """An object with attributes, items, methods and what a sandbox has to hide."""

    kind = "user"

    def __init__(self, name, age, tags=(), boss=None):
        self.name, self.age, self.tags, self.boss = name, age, list(tags), boss
        self._secret = "secret"

    def __getitem__(self, key):
        if key == "age":
            return "item " + str(self.age)
        raise KeyError(key)

    def greet(self, greeting="hello", *rest, **more):
        return " ".join([greeting, self.name, *map(str, rest), *(f"{k}={v}" for k, v in sorted(more.items()))])

    def fail(self):
        raise ValueError(f"{self.name} failed")

    def stop(self):
        raise StopIteration

    @sandbox.unsafe
    def drop(self):
        return "dropped"

    def alter(self):
        return "altered"

    alter.alters_data = True

    def __repr__(self):
        return f"<User {self.name}>"


class Html:
    """An object that knows its own markup."""

    def __html__(self):
        return "<b>html</b>"

    def __str__(self):
        return "<str>"


@jinja2.contextfunction
def from_context(context, name, default=None):
    """A variable of the context, by a function that is given it."""
    return [context.name, context.get(name, default), sorted(context.exported_vars), sorted(context.vars)]


@jinja2.evalcontextfunction
def escaping(eval_ctx):
    """Whether the place of the call escapes."""
    return [bool(eval_ctx.autoescape), eval_ctx.volatile]


@jinja2.environmentfunction
def environment_name(environment, *args):
    """What environment it is."""
    return f"{type(environment).__name__}{args}"


def numbers(count):
    """A generator."""
    yield from range(count)


async def later(value):
    """A coroutine."""
    await asyncio.sleep(0)
    return value


async def numbers_later(count):
    """An asynchronous generator."""
    for number in range(count):
        await asyncio.sleep(0)
        yield number


def world():
    """The variables that every template has."""
    ann, bob = User("Ann", 30, ["a", "b"]), User("bob", 25, ["c"])
    bob.boss = ann
    return {
        "ann": ann,
        "bob": bob,
        "users": [ann, bob, User("Zoe", 25, []), User("<eve>", 41, ["a"], bob)],
        "html": Html(),
        "safe": Markup("<i>&amp;</i>"),
        "rows": [
            {"n": 3, "s": "three", "d": {"x": 1}},
            {"n": 1, "s": "One", "d": {"x": 2}},
            {"n": 2, "s": "two", "d": {"x": 1}},
        ],
        "tree": [{"v": 1, "c": [{"v": 2, "c": []}, {"v": 3, "c": [{"v": 4, "c": []}]}]}, {"v": 5, "c": []}],
        "map": {"b": 2, "a": 1, "C": "3", "items": "shadow"},
        "text": "The quick <brown> fox & 'friends' jumped over the \"lazy\" dog.",
        "words": "alpha beta\ngamma  delta-epsilon",
        "list": [3, 1, 2],
        "mixed": [1, "1", 2.5, None, True, "b", "A"],
        "empty": [],
        "none": None,
        "zero": 0,
        "one": 1,
        "pi": 3.14159,
        "dec": Decimal("1.50"),
        "big": 123456789,
        "neg": -7,
        "yes": True,
        "bytes": b"raw",
        "pair": (1, "two"),
        "numbers": numbers,
        "gen": numbers(4),
        "from_context": from_context,
        "escaping": escaping,
        "environment_name": environment_name,
        "later": later,
        "numbers_later": numbers_later,
        "cls": User,
        "func": world,
        "err": lambda: 1 / 0,
    }


FINALIZERS = {
    "none": lambda value: "" if value is None else value,
    "context": jinja2.contextfunction(lambda context, value: f"{context.name}:{value}"),
    "eval": jinja2.evalcontextfunction(lambda eval_ctx, value: f"{bool(eval_ctx.autoescape)}:{value}"),
    "environment": jinja2.environmentfunction(lambda environment, value: f"{type(environment).__name__}:{value}"),
}


def make_environment(templates, kind="plain", policies=None, newstyle=None, intercept="", translations=None, **options):
    """An environment; options that stand for objects are names of them."""
    for name, known in (("undefined", UNDEFINED), ("finalize", FINALIZERS)):
        if name in options:
            options[name] = known[options[name]]
    if isinstance(options.get("autoescape"), dict):
        options["autoescape"] = jinja2.select_autoescape(**options["autoescape"])
    if options.get("enable_async"):
        from jinja2 import asyncsupport  # noqa: F401
    environment = CLASSES[kind](loader=jinja2.DictLoader(templates), **options)
    environment.policies.update(policies or {})
    environment.filters["shout"] = lambda value, mark="!": str(value).upper() + mark
    environment.tests["shouted"] = lambda value, mark="!": str(value).endswith(mark)
    if intercept:
        environment.intercepted_binops = frozenset(re.findall(r"//|\*\*|[-+*/%]", intercept))
        environment.intercepted_unops = frozenset(set(intercept) & set("+-"))
    if newstyle is not None:
        catalogue = translations or {}
        environment.install_gettext_callables(
            lambda one: catalogue.get(one, one),
            lambda one, many, n: catalogue.get(one, one) if n == 1 else catalogue.get(many, many),
            newstyle=newstyle,
        )
    return environment


# Lexers of the usual kinds, made once and not in every case: the expressions that they compile cost the most.
WARM = [
    jinja2.Environment(
        trim_blocks=trim, lstrip_blocks=lstrip, keep_trailing_newline=keep, newline_sequence=newline
    ).lexer
    for trim in (False, True)
    for lstrip in (False, True)
    for keep, newline in ((False, "\n"), (True, "\r\n"))
]


# --- plain data -------------------------------------------------------------------------------------------------------


def plain(value):
    """A value as built-in types, with the name of any other type."""
    if isinstance(value, Markup):
        return ["Markup", shown(value)]
    if isinstance(value, nodes.Node):
        return tree(value)
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, lexer.Token):
        return ["Token", value.lineno, value.type, plain(value.value)]
    if isinstance(value, list | tuple):
        return [type(value).__name__, *map(plain, value)]
    if isinstance(value, set | frozenset):
        return [type(value).__name__, *sorted(map(str, value))]
    if isinstance(value, bytes):
        return ["bytes", value.decode("latin1")]
    if isinstance(value, BaseException):
        return error(value)
    if type(value) is str:
        return shown(value)
    return value if type(value) in (int, float, bool, type(None)) else [type(value).__name__, shown(value)]


def shown(value):
    """The text of an object, without the place where it stands."""
    return re.sub(r"(0x|memory:)[0-9a-f]{6,}", r"\1", str(value))


def tree(node):
    """A node with its line and all of its fields."""
    return [type(node).__name__, node.lineno, *(plain(value) for _, value in node.iter_fields())]


def error(found):
    """An exception: what it says, and the lines of templates that it passed through."""
    told = [type(found).__name__, shown(found)]
    told += [plain(getattr(found, name, None)) for name in ("lineno", "name", "filename", "source", "templates")]
    return ["error", *told, passed(found.__traceback__)]


def passed(tb):
    """The frames of a traceback that are shown as lines of templates, with the simple ones of their variables."""
    frames = []
    for frame, line in traceback.walk_tb(tb):
        if "__jinja_exception__" in frame.f_globals:
            known = {key: value for key, value in frame.f_locals.items() if type(value) in (str, int)}
            file = os.path.basename(frame.f_code.co_filename)
            frames.append([file, line, frame.f_code.co_name, sorted(map(str, known.items()))])
    return frames


def tell(function, *args, **kwargs):
    """What a call gives as plain data, or what it raises."""
    try:
        return plain(function(*args, **kwargs))
    except Exception as found:
        return error(found)


# --- entry points -----------------------------------------------------------------------------------------------------


def render(templates, main="main", how="render", variables=None, **options):
    """Render a template in one of several ways."""
    environment = make_environment(templates, **options)
    known = {**world(), **(variables or {})}
    return tell(WAYS[how], environment, main, known)


def each(sources, wrap="{{ %s }}", how="render", **options):
    """Render many small templates, each by itself."""
    environment = make_environment({str(n): wrap.replace("%s", source) for n, source in enumerate(sources)}, **options)
    return [tell(WAYS[how], environment, str(n), world()) for n in range(len(sources))]


def each_way(sources, options):
    """Render many small templates in several environments."""
    return [each(sources, **more) for more in options]


def _streamed(environment, main, known):
    stream = environment.get_template(main).stream(known)
    stream.enable_buffering(3)
    return list(stream)


def _module(environment, main, known):
    module = environment.get_template(main).make_module(known)
    exported = {key: value for key, value in vars(module).items() if not key.startswith("_")}
    return [repr(module), str(module), module.__html__(), sorted(exported.items())]


async def _collected(events):
    return [event async for event in events]


WAYS = {
    "render": lambda environment, main, known: environment.get_template(main).render(known),
    "generate": lambda environment, main, known: list(environment.get_template(main).generate(known)),
    "stream": _streamed,
    "module": _module,
    "select": lambda environment, main, known: environment.select_template(["no", main]).render(**known),
    "async": lambda environment, main, known: asyncio.run(environment.get_template(main).render_async(known)),
    "async-generate": lambda environment, main, known: asyncio.run(
        _collected(environment.get_template(main).generate_async(known))
    ),
}


def ways(templates, options):
    """Render a template in several ways, one after the other: asynchronous ones last, whatever order they came in."""
    last = sorted(options.items(), key=lambda pair: bool(pair[1].get("enable_async")))
    return {name: render(templates, **more) for name, more in last}


def drawn(sets, options):
    """Random templates: what they give in each way, and their code."""
    environment = make_environment(
        {}, extensions=next(iter(options.values()))["extensions"], optimized=len(sets) % 2 == 0
    )
    codes = [tell(code, environment, templates["main"]) for templates in sets]
    found: list[dict] = [{} for _ in sets]
    for late in (False, True):
        some = {name: more for name, more in options.items() if bool(more.get("enable_async")) is late}
        for told, templates in zip(found, sets, strict=True):
            told.update(ways(templates, some))
    return [codes, *found]


def looks(sources, options):
    """What templates are on their way, and the code that other environments make of them."""
    first, *others = options
    whole = [look(source, **first) for source in sources]
    return whole, [[tell(code, make_environment({}, **more), source) for source in sources] for more in others]


def look(source, **options):
    """What a template is on its way: raw tokens, tokens, tree, code, and what it leans on."""
    environment = make_environment({}, **options)
    told = {
        "lex": tell(lambda: list(environment.lex(source, "name", "file"))),
        "tokens": tell(lambda: list(environment._tokenize(source, "name", "file"))),
        "tree": tell(environment.parse, source, "name", "file"),
        "code": tell(code, environment, source),
    }
    if told["code"][0] != "error":
        told["undeclared"] = tell(lambda: meta.find_undeclared_variables(environment.parse(source)))
        told["referenced"] = tell(lambda: list(meta.find_referenced_templates(environment.parse(source))))
    return told


def code(environment, source):
    """The generated source, without the imports at its head; what comes out of sets is sorted."""
    written = environment.compile(source, "name", "file", raw=True)
    for short, kind, name in re.findall(r"(t_\d+) = environment\.(filters|tests)\['(\w+)'\]", written):
        written = re.sub(rf"\b{short}\b", f"{kind}_{name}", written)
    written = re.sub(r"\{('\w+': \w+(?:, '\w+': \w+)+)\}", lambda m: f"{{{sorted(m[1].split(', '))}}}", written)
    written = re.sub(r"update\(\((.*)\)\)", lambda m: f"update({sorted(m[1].split(', '))})", written)
    lines = [line for line in written.split("\n") if not line.startswith("from ")]
    pulled = [line for line in lines if re.search(r" = environment\.(filters|tests)\[", line)]
    return [line for line in lines if line not in pulled], sorted(pulled)


def refuse(**options):
    """Make an environment that cannot be."""
    return tell(lambda: type(make_environment({}, **options)).__name__)


def evaluate(sources, undefined_to_none):
    """Expressions, compiled."""
    environment = make_environment({})
    return [tell(lambda s=s: environment.compile_expression(s, undefined_to_none)(world())) for s in sources]


def play(source, function, *args):
    """Carry out a script: its text becomes a module, of which one function is called."""
    module = sys.modules["script"] = types.ModuleType("script")
    exec(compile(source, "script", "exec"), vars(module))
    return tell(getattr(module, function), *args)
