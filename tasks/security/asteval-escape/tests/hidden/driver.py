"""What is asked of the code under test, in whichever box: sessions with an interpreter, and its parts."""

import ast
import io
import sys
import types

from asteval import Interpreter, NameFinder, asteval, astutils, get_ast_names, make_symbol_table, valid_symbol_name
from asteval.astutils import Empty, ExceptionHolder, Group, Procedure


class Account:
    """An object of the application."""

    unit = "EUR"

    def __init__(self):
        self.owner = "ann"
        self.balance = 7
        self.notes = {"a": [1, 2]}

    def __repr__(self):
        return "Account()"

    def pay(self, amount, *, note=""):
        self.balance -= amount
        return f"{note}{self.balance}"

    def __enter__(self):
        self.notes["entered"] = True
        return self

    def __exit__(self, *_):
        self.notes["left"] = True


def grant(who, admin=False):
    """A function of the application."""
    return f"{who}:{admin}"


def session(programs, options=None, shown=(), host=False):
    """What becomes of programs, one after the other in one interpreter, and of symbols afterwards."""
    out, err, options = io.StringIO(), io.StringIO(), dict(options or {})
    raising, showing = options.pop("raise_errors", False), options.pop("show_errors", True)
    own = {"account": Account(), "grant": grant, "table": {"k": [1, 2, 3]}, "limit": 10} if host else None
    interp = Interpreter(writer=out, err_writer=err, user_symbols=own, **options)
    found = []
    for program in programs:
        value = evaluated(interp, program, raising, showing)
        errors = [list(error.get_error()) for error in interp.error]
        found.append([value, errors, out.getvalue(), err.getvalue(), str(interp.error_msg)])
        out.seek(0), out.truncate(), err.seek(0), err.truncate()
    return [found, [[name, plain(interp.symtable.get(name, "absent"))] for name in shown]]


def evaluated(interp, program, raising, showing):
    """The value, or what was raised."""
    try:
        return plain(interp.eval(program, show_errors=showing, raise_errors=raising))
    except Exception as error:
        return ["raised", type(error).__name__, str(error)]


def plain(value):
    """Values, and of other things their names or what they hold."""
    if isinstance(value, Procedure):
        return ["procedure", repr(value), dir(value)]
    if isinstance(value, Account):
        return ["account", value.owner, value.balance, value.notes, sorted(vars(value))]
    if isinstance(value, range | slice | type | Group):
        return repr(value)
    if isinstance(value, list | tuple | set):
        return type(value)(map(plain, value))
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    return value


TABLES = ("FROM_PY", "FROM_MATH", "FROM_NUMPY", "FROM_NUMPY_FINANCIAL", "NUMPY_RENAMES", "RESERVED_WORDS")
CONSTANTS = ("MAX_EXPONENT", "MAX_STR_LEN", "MAX_SHIFT", "MAX_OPEN_BUFFER", "HAS_NUMPY", "HAS_NUMPY_FINANCIAL")


def tables():
    """What names the modules know, constants, and which symbols interpreters begin with."""
    found = {name: sorted(getattr(astutils, name)) for name in TABLES}
    found |= {name: getattr(astutils, name) for name in CONSTANTS}
    found["renames"] = sorted(astutils.NUMPY_RENAMES.items())
    found["unsafe"] = [name in astutils.UNSAFE_ATTRS for name in UNSAFE]
    found["nodes"] = [sorted(asteval.ALL_NODES), asteval.MINIMAL_CONFIG, asteval.DEFAULT_CONFIG]
    found["operators"] = sorted(kind.__name__ for kind in astutils.OPERATORS)
    return found


UNSAFE = (
    "__subclasses__",
    "__bases__",
    "__globals__",
    "__code__",
    "__reduce__",
    "__reduce_ex__",
    "__mro__",
    "__closure__",
    "__func__",
    "__self__",
    "__module__",
    "__dict__",
    "__class__",
    "__call__",
    "__get__",
    "__getattribute__",
    "__subclasshook__",
    "__new__",
    "__init__",
    "func_globals",
    "func_code",
    "func_closure",
    "im_class",
    "im_func",
    "im_self",
    "gi_code",
    "gi_frame",
    "f_locals",
    "__asteval__",
)


def beginnings(options):
    """Configuration, symbols and handlers of a new interpreter."""
    interp = Interpreter(**options)
    groups = {name: sorted(one) for name, one in interp.symtable.items() if isinstance(one, Group)}
    handlers = {name: handler.__name__ == "unimplemented" for name, handler in sorted(interp.node_handlers.items())}
    own = [interp.max_statement_length, interp.use_numpy, interp.lineno, interp.expr, interp.retval, interp.error_msg]
    return [interp.config, sorted(interp.symtable), groups, handlers, own, sorted(interp.no_deepcopy)]


def handlers():
    """Handlers taken away and put back, symbols of users, parsing."""
    interp = Interpreter(err_writer=io.StringIO())
    found = [interp.remove_nodehandler("ifexp").__name__, interp.remove_nodehandler("nothing"), interp("1 if 1 else 2")]
    found += [type(interp.error[0].exc).__name__, interp.set_nodehandler("ifexp").__name__, interp("1 if 1 else 2")]
    found += [interp.set_nodehandler("num", interp.on_num).__name__, interp.set_nodehandler("nosuch").__name__]
    interp("alpha = 3; beta = [1]\ndef gamma(x): return x\n")
    found.append(sorted(name for name in interp.user_defined_symbols() if len(name) > 4))
    found += [interp.dump(interp.parse("a+1")), interp.dump(interp.parse("a"), annotate_fields=False)]
    found += [interp.run("2+3"), interp.run(None), interp.run(interp.parse("alpha"), expr="alpha", lineno=4)]
    found += [interp.lineno, interp.expr, interp.eval(ast.parse("alpha + 1")), interp.symtable["gamma"](5)]
    found += [interp.run("nosuch", with_raise=False), len(interp.error), interp.run("alpha")]
    old = (ast.Constant(value=3), ast.Constant(value="s"), ast.Constant(value=b"b"))
    found += [interp.on_num(old[0]), interp.on_str(old[1]), interp.on_bytes(old[2]), interp.on_nameconstant(old[0])]
    interp.error = []
    found += [interp.on_index(ast.Expr(old[0])), interp.on_repr(ast.Expr(old[1])), interp.on_ellipsis(None) is Ellipsis]
    found += [interp.on_extslice(types.SimpleNamespace(dims=list(old[:2]))), interp.on_expression(ast.parse("4"))]
    interp = Interpreter(max_statement_length=20, err_writer=io.StringIO())
    found += [interp("1+" * 9 + "1"), interp("1 +" * 9 + "1"), [list(one.get_error()) for one in interp.error]]
    found += [Interpreter(max_statement_length=size).max_statement_length for size in (-1, 0, 1, 2, 1e8, 1e9)]
    return found


def parts():
    """The helpers, one by one."""
    names = ["a", "", "1a", "a1", "for", "None", "eval", "exec", "__import__", "_x", "a b", "a.b", "é", "print", "x-y"]
    found = [[name, valid_symbol_name(name) if name else None, astutils.valid_varname(name)] for name in names]
    finder = NameFinder()
    finder.visit(ast.parse("a = b + c(d, a)"))
    found += [finder.names, get_ast_names(ast.parse("x.y[z] + x")), repr(Empty()), Empty().__nonzero__()]
    holder = ExceptionHolder(None, exc=ValueError, msg="told", expr="x + 1", lineno=3)
    found += [holder.get_error(), holder.lineno, holder.exc_info[0], ExceptionHolder(None).get_error()]
    node = ast.parse("1 + nothing").body[0].value.right
    found += [ExceptionHolder(node, exc="odd", expr="e").get_error(), ExceptionHolder(object(), msg=3).get_error()]
    try:
        raise KeyError("inner")
    except KeyError:
        holder = ExceptionHolder(ast.parse("1").body[0], expr="v")
    return [*found, holder.get_error()[0], str(holder.msg), holder.exc.__name__]


def groups():
    """Groups by themselves, and tables made of them."""
    group = Group(name="box", searchgroups=("inner",), a=1, b="two")
    group.inner = Group(name="inner", c=3)
    group["d"] = [4]
    found = [repr(group), sorted(group), group.a, group.get("c"), group.get("nosuch"), group.get("nosuch", 5), group.d]
    found += [
        attempt(lambda: group.nosuch),
        attempt(lambda: setattr(group, "for", 1)),
        attempt(lambda: group.__setitem__("1x", 1)),
    ]
    found += [group.__getattr__("nosuch", 9), group._repr_html_(), Group(name="no").get("x"), len(Group().__name__) > 3]
    for searched in ("gone",), ("flat",):
        found.append(attempt(lambda: Group(name="s", searchgroups=searched, flat=3).get("x", "default")))  # noqa: B023
    found.append(group._searchgroups)  # noqa: SLF001
    for options in ({}, {"nested": True}, {"nested": True, "top": False, "name": "own"}, {"use_numpy": False}):
        if options.get("top") is False:
            found.append(attempt(lambda: make_symbol_table(**options)))  # noqa: B023
            continue
        table = make_symbol_table(extra=5, pi=3, **options)
        found += [type(table).__name__, sorted(table), table["extra"], table["pi"], table.get("sin", None) is not None]
        found.append(getattr(table, "__name__", ""))
    table = make_symbol_table(nested=True, name="mine")
    return [*found, repr(table), table["__name__"], table["_searchgroups"], repr(table["math"])]


def attempt(function):
    """What a function returns or raises."""
    try:
        return function()
    except Exception as error:
        return [type(error).__name__, str(error)]


def with_numpy(programs, version):
    """A session with a small stand-in for numpy, which the interpreter takes for the real one."""

    class ndarray(list):
        __rpow__ = __lshift__ = __rlshift__ = lambda one, other: ndarray(str(x) + str(other) for x in one)
        __lt__ = __gt__ = lambda one, other: ndarray([len(one), type(other).__name__])

    fake = types.ModuleType("numpy")
    fake.version = types.SimpleNamespace(version=version)
    fake.ndarray, fake.nanmax, fake.array = ndarray, max, ndarray
    for name in ("arcsin", "log", "float64", "str", "bool", "int0", "fv", "pv", "arange", "sqrt"):
        setattr(fake, name, f"numpy's {name}")
    for name in [name for name in sys.modules if name.startswith("asteval")]:
        del sys.modules[name]
    sys.modules["numpy"] = fake
    import asteval as again

    found = []
    for use in (True, False):
        interp = again.Interpreter(use_numpy=use, err_writer=io.StringIO(), user_symbols={"arr": ndarray([1, 2])})
        table = [[name, str(interp.symtable.get(name))[:40]] for name in ("asin", "ln", "float64", "str", "int0", "pv")]
        found += [interp.use_numpy, again.astutils.HAS_NUMPY, table, sorted(again.astutils.NUMPY_TABLE)]
        for program in programs:
            value = interp(program)
            found.append(
                [value if isinstance(value, int | list) else str(value), [one.get_error() for one in interp.error]]
            )
    return found
