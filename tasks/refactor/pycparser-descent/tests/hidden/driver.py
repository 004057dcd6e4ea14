"""Drives pycparser and returns what it did as plain data.

Every public function here is one entry point of cases.py. It runs in the box of the original and in that of the
candidate alike, so it holds no expected value.
"""

import contextlib
import inspect
import io
import os
import pickle
import tempfile

import pycparser
from pycparser import ast_transforms, c_ast, c_generator, c_lexer, c_parser, plyparser

HIDDEN = ("coord", "__weakref__")


def plain(value):
    """A tree as lists: class, coordinates, and each field by name."""
    if isinstance(value, c_ast.Node):
        fields = {name: plain(getattr(value, name)) for name in value.__slots__ if name not in HIDDEN}
        return [type(value).__name__, place(value.coord), fields]
    if isinstance(value, list | tuple):
        return [type(value).__name__, *map(plain, value)]
    return value


def place(coord):
    """Coordinates as a list."""
    return [coord.file, coord.line, coord.column] if isinstance(coord, plyparser.Coord) else coord


def outcome(function, *args, **kwargs):
    """What a call returns, or the error: a ParseError with its text, of others only that they are."""
    try:
        return ["returned", function(*args, **kwargs)]
    except c_parser.ParseError as error:
        return ["raised", type(error).__name__, str(error)]
    except Exception:
        return ["raised", "another error"]


# --- the parser -------------------------------------------------------------------------------------------------------


def parse(text, filename="f.c"):
    """The tree of a text."""
    return outcome(lambda: plain(c_parser.CParser().parse(text, filename)))


def texts(several, filename="f.c"):
    """The trees of several texts."""
    return [parse(text, filename) for text in several]


def again(several):
    """One parser for several texts: nothing of one is known in the next, nor after an error."""
    parser = c_parser.CParser()
    return [outcome(lambda t=text, n=n: plain(parser.parse(t, f"{n}.c"))) for n, text in enumerate(several)]


def written(text, reduced=False):
    """A text read, written, read and written again."""

    def work():
        tree = c_parser.CParser().parse(text, "f.c")
        one = c_generator.CGenerator(reduced).visit(tree)
        two = outcome(lambda: c_generator.CGenerator(reduced).visit(c_parser.CParser().parse(one, "f.c")))
        return [one, two == ["returned", one] or two]

    return outcome(work)


def shown(text):
    """What `show` prints of a tree, in each of its ways, and the repr."""
    tree = c_parser.CParser().parse(text, "f.c")
    ways = [
        {},
        {"attrnames": True},
        {"nodenames": True, "offset": 3},
        {"showcoord": True, "attrnames": True, "nodenames": True},
    ]
    found = [repr(tree)]
    for way in ways:
        buffer = io.StringIO()
        tree.show(buf=buffer, **way)
        found.append(buffer.getvalue())
    return found


def walked(texts):
    """Nodes of several texts as visitors and iteration meet them."""
    return [_walked(c_parser.CParser().parse(text, "f.c")) for text in texts]


def _walked(tree):
    met = []

    class Visitor(c_ast.NodeVisitor):
        def visit_ID(self, node):
            met.append(["ID", node.name])

        def visit_FuncCall(self, node):
            met.append(["call", place(node.coord)])
            self.generic_visit(node)

        def visit_Typename(self, node):
            met.append(["type", place(node.coord)])
            c_ast.NodeVisitor.generic_visit(self, node)

    Visitor().visit(tree)
    children = [[name, type(child).__name__] for node in everything(tree) for name, child in node.children()]
    iterated = [[type(child).__name__ for child in node] for node in everything(tree)]
    return [met, children, iterated]


def everything(node):
    """A node and all below it."""
    yield node
    for _, child in node.children():
        if isinstance(child, c_ast.Node):
            yield from everything(child)


def preprocessed(text):
    """A file that some program reads before the parser does, with arguments or without."""
    found = []
    with tempfile.TemporaryDirectory() as directory:
        path = os.path.join(directory, "in.c")
        with open(path, "w") as file:
            file.write(text)
        for arguments in ("", "-b", ["-b", "-E"], []):
            found.append(outcome(pycparser.preprocess_file, path, "cat", arguments))
            tree = outcome(pycparser.parse_file, path, use_cpp=True, cpp_path="cat", cpp_args=arguments)
            found.append(tree[1].replace(path, "in.c") if tree[0] == "raised" else len(tree[1].ext))
        found.append(len(pycparser.parse_file(path, parser=c_parser.CParser()).ext))
    try:
        pycparser.preprocess_file("none.c", "./no-such-program")
    except RuntimeError as error:
        found.append(str(error))
    return found


def copied(text):
    """Whether a tree survives pickling."""
    tree = c_parser.CParser().parse(text, "f.c")
    with contextlib.suppress(TypeError, pickle.PicklingError):
        return plain(pickle.loads(pickle.dumps(tree))) == plain(tree)
    return "not pickled"


def own_parser(text):
    """A parser of the user's, with a lexer of the user's that keeps what it gave, and its own way to complain."""

    class Keeping(c_lexer.CLexer):
        def token(self):
            token = super().token()
            if token is not None:
                given.append([token.type, token.value, token.lineno])
            return token

    class Other(c_parser.CParser):
        def parse(self, text, filename="", debug=False):
            return super().parse(text.replace("@", " "), filename or "own.c", debug)

    given = []
    parser = Other(lexer=Keeping)
    tree = outcome(lambda: plain(parser.parse(text)))
    return [tree, given, parser.clex.filename, type(parser.clex) is Keeping]


# --- the lexer --------------------------------------------------------------------------------------------------------


def tokens(text, types=(), filename="f.c"):
    """Tokens of a text, with what the lexer tells its user meanwhile."""
    told = []
    lexer = c_lexer.CLexer(
        error_func=lambda message, line, column: told.append([message, line, column]),
        on_lbrace_func=lambda: told.append("{"),
        on_rbrace_func=lambda: told.append("}"),
        type_lookup_func=lambda name: name in types,
    )
    lexer.build(optimize=False)
    lexer.filename = filename
    lexer.reset_lineno()
    lexer.input(text)
    for _ in range(2_000):
        token = lexer.token()
        if token is None:
            break
        told.append([token.type, token.value, token.lineno, token.lexpos, lexer.find_tok_column(token), lexer.filename])
        told.append(lexer.last_token is token)
    return [told, lexer.filename, lexer.last_token is None]


def token_lists(several, types=("T",)):
    """Tokens of several texts."""
    return [outcome(lambda t=text: tokens(t, types)) for text in several]


# --- what is there ----------------------------------------------------------------------------------------------------


def nodes():
    """Every class of nodes: fields, order of arguments, defaults, kinds of fields."""
    found = {}
    for name, cls in sorted(vars(c_ast).items()):
        if isinstance(cls, type):
            base = [one.__name__ for one in cls.__mro__]
            slots, attributes = getattr(cls, "__slots__", None), getattr(cls, "attr_names", None)
            found[name] = [str(inspect.signature(cls)), plain(slots), plain(attributes), base]
    return found


def built():
    """Nodes made by hand, written as code."""
    a, b = c_ast.ID("a"), c_ast.Constant("int", "2")
    made = [
        c_ast.BinaryOp("*", c_ast.BinaryOp("+", a, b), b),
        c_ast.BinaryOp("-", a, c_ast.BinaryOp("-", b, a)),
        c_ast.Cast(
            c_ast.Typename(
                None, [], None, c_ast.PtrDecl(["const"], c_ast.TypeDecl(None, [], None, c_ast.IdentifierType(["int"])))
            ),
            a,
        ),
        c_ast.UnaryOp("sizeof", a),
        c_ast.UnaryOp("p++", c_ast.StructRef(a, "->", b)),
        c_ast.If(a, c_ast.Compound([c_ast.Return(b)]), c_ast.EmptyStatement()),
        c_ast.Pragma("x"),
        c_ast.Compound(None),
        c_ast.FuncCall(a, None),
        c_ast.InitList([c_ast.NamedInitializer([a, b], a)]),
    ]
    texts = [c_generator.CGenerator(reduced).visit(node) for node in made for reduced in (False, True)]
    compared = [
        made[0] == made[0],
        c_ast.ID("a") == c_ast.ID("a"),
        [str(c) for c in (plyparser.Coord("f", 1), plyparser.Coord("f", 1, 2))],
    ]
    return [texts, compared, [repr(node) for node in made]]


def names():
    """What users import, and what is one object."""
    return [
        sorted(pycparser.__all__),
        pycparser.__version__,
        pycparser.CParser is c_parser.CParser,
        c_parser.ParseError is plyparser.ParseError,
        [cls.__name__ for cls in c_parser.ParseError.__mro__],
        str(inspect.signature(c_parser.CParser)),
        str(inspect.signature(c_parser.CParser.parse)),
        str(inspect.signature(c_lexer.CLexer)),
        str(inspect.signature(plyparser.Coord)),
        plain(plyparser.Coord.__slots__),
        sorted(c_lexer.CLexer.tokens),
        dict(sorted(c_lexer.CLexer.keyword_map.items())),
        [
            hasattr(c_generator.CGenerator, name)
            for name in ("visit", "generic_visit", "precedence_map", "indent_level")
        ],
        sorted(name for name in vars(ast_transforms) if name.startswith("fix_")),
    ]
