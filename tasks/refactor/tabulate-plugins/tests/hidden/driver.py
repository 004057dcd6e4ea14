"""What the cases of tabulate call. Holds no expected value."""

# ruff: noqa: SLF001

import collections
import contextlib
import dataclasses
import datetime
import io
import sys

import tabulate as package

Pair = collections.namedtuple("Pair", ["first", "second"])


@dataclasses.dataclass
class Item:
    """A row as a dataclass."""

    name: str
    price: float


class Frame:
    """Looks like a DataFrame."""

    class Index(list):
        name = None

    def __init__(self, columns, rows, index, name=None):
        self.columns, self.values, self.index = columns, rows, Frame.Index(index)
        self.index.name = name

    def keys(self):
        return self.columns

    def __iter__(self):
        return iter(self.columns)


class NoIndex:
    """Has keys and values, and is neither a dict nor a frame."""

    values = 5

    def keys(self):
        return []


class Records(list):
    """Looks like a record array."""

    class dtype:
        names = ("x", "y")


class Cursor(list):
    """Looks like a cursor of a database."""

    description = (("id", 1), ("label", 2))
    rowcount = 2

    def fetchone(self):
        return None


class Odd(list):
    """A list that has no truth value."""

    def __bool__(self):
        raise ValueError("ambiguous")


MAKERS = {
    "bytes": lambda v: v.encode("latin-1"),
    "float": float,
    "tuple": lambda v: tuple(map(real, v)),
    "date": lambda v: datetime.date.fromisoformat(v),
    "pair": lambda v: Pair(*map(real, v)),
    "item": lambda v: Item(*map(real, v)),
    "frame": lambda v: Frame(*map(real, v)),
    "noindex": lambda v: NoIndex(),
    "records": lambda v: Records(real(v)),
    "cursor": lambda v: Cursor(real(v)),
    "odd": lambda v: Odd(real(v)),
    "generator": lambda v: (real(item) for item in v),
    "range": range,
    "format": lambda v: package._table_formats[v],
    "changed": lambda v: package._table_formats[v[0]]._replace(**real(v[1])),
    "separated": package.simple_separated_format,
    "line": lambda v: package.Line(*v),
    "row": lambda v: package.DataRow(*v),
    "ints": lambda v: {int(key): real(value) for key, value in v.items()},
    "complex": complex,
}


def real(value):
    """A value as cases have it, `{"$": maker, "v": ...}` made real."""
    if isinstance(value, dict):
        return MAKERS[value["$"]](value["v"]) if "$" in value else {key: real(inner) for key, inner in value.items()}
    return [real(inner) for inner in value] if isinstance(value, list) else value


def table(data, options, settings=None, strict=False):
    """One table: the type of the result, and its text."""
    before = {name: getattr(package, name) for name in settings or {}}
    try:
        for name, value in (settings or {}).items():
            setattr(package, name, value)
        made = package.tabulate(real(data), **real(options))
    finally:
        for name, value in before.items():
            setattr(package, name, value)
    return [type(made).__name__, str(made), hasattr(made, "_repr_html_")]


def each(data, options):
    """One table with each of several options."""
    return [attempt(table, data, chosen) for chosen in options]


def every_format(data, options):
    """One table in every format there is, and in one that there is not."""
    return {
        name: attempt(table, data, {**options, "tablefmt": name}) for name in [*package.tabulate_formats, "no such"]
    }


def attempt(function, *args):
    """What comes of it, a problem included."""
    try:
        return function(*args)
    except Exception as problem:
        return [type(problem).__name__, str(problem)]


def added(name, like, folded, data, options):
    """A format that is put straight into the package's dictionaries, as users do."""
    former = dict(package._table_formats), dict(package.multiline_formats)
    try:
        package._table_formats[name] = package._table_formats[like]._replace(padding=2)
        if folded:
            package.multiline_formats[name] = folded
        return attempt(table, data, {**options, "tablefmt": name})
    finally:
        for current, old in zip((package._table_formats, package.multiline_formats), former, strict=True):
            current.clear()
            current.update(old)


def helper(name, args, kwargs=None):
    """One of the package's own functions."""
    made = getattr(package, name)(*real(args), **real(kwargs or {}))
    return made if isinstance(made, (str, int, float, bool, type(None))) else repr(made)


def helpers(calls):
    """Several of them."""
    return [attempt(helper, *one) for one in calls]


def facts():
    """What the package says of itself."""
    return [
        package.tabulate_formats,
        sorted(package.multiline_formats.items()),
        sorted(package._table_formats),
        package.__all__,
        package.__version__,
        [package.MIN_PADDING, package.PRESERVE_WHITESPACE, package.SEPARATING_LINE],
        package.TableFormat._fields,
        repr([package._table_formats[name][2:4] for name in ("grid", "simple", "jira", "mediawiki")]),
        package._is_file(io.StringIO()),
        package._table_formats["html"].lineabove is package._html_begin_table_without_header,
    ]


def wrapped(text, options):
    """The package's own wrapper of texts."""
    return [attempt(lambda given=given: package._CustomTextWrap(**given).wrap(text)) for given in options]


def command(arguments, text, files=None):
    """The command line: exit code, what it prints, what it writes."""
    for name, content in (files or {}).items():
        with open(name, "w") as file:
            file.write(content)
    out, code = io.StringIO(), None
    former = sys.argv, sys.stdin
    sys.argv, sys.stdin = ["tabulate", *arguments], io.StringIO(text)
    try:
        with contextlib.redirect_stdout(out):
            # the program closes what it writes to
            out.close = lambda: None
            package._main()
    except SystemExit as end:
        code = end.code
    except Exception as problem:
        code = [type(problem).__name__, str(problem)]
    finally:
        sys.argv, sys.stdin = former
    try:
        with open("out.txt") as file:
            written = file.read()
    except OSError:
        written = None
    if written is not None:
        import os

        os.remove("out.txt")
    return [code, out.getvalue(), written]
