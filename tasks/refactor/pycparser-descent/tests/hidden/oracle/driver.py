"""Tools that people build on pycparser: an interpreter, an explainer of declarations, a list of who calls whom, and a
renamer. They use the package as its users do and return what they would show, as text and numbers."""

import operator

from pycparser import c_ast, c_generator, c_parser

STEPS = 20_000
OPERATIONS = (
    *(operator.add, operator.sub, operator.mul, operator.floordiv, operator.mod, operator.lshift, operator.rshift),
    *(operator.and_, operator.or_, operator.xor, operator.lt, operator.gt, operator.le, operator.ge, operator.eq),
    operator.ne,
)


class Jump(Exception):
    """Control that leaves a statement: `kind` is break, continue or return."""

    def __init__(self, kind, value=0):
        super().__init__(kind)
        self.kind, self.value = kind, value


class Machine:
    """Runs programs of whole numbers, arrays of them, and functions."""

    def __init__(self, tree):
        self.functions = {part.decl.name: part for part in tree.ext if isinstance(part, c_ast.FuncDef)}
        self.names, self.steps, self.printed = [{}], 0, []
        for part in tree.ext:
            if isinstance(part, c_ast.Decl | c_ast.Typedef):
                self.run(part)

    def call(self, name, values):
        if name == "print":
            self.printed += values
            return len(values)
        function = self.functions[name]
        parameters = function.decl.type.args.params if function.decl.type.args else []
        outer, self.names = self.names, [self.names[0], dict(zip([p.name for p in parameters], values, strict=False))]
        try:
            self.run(function.body)
        except Jump as jump:
            return jump.value
        finally:
            self.names = outer
        return 0

    # Statements.

    def run(self, node):
        self.steps += 1
        if node is None or self.steps > STEPS:
            return
        getattr(self, "run_" + type(node).__name__, self.value)(node)

    def run_Compound(self, node):
        self.names.append({})
        try:
            for item in node.block_items or []:
                self.run(item)
        finally:
            self.names.pop()

    def run_Decl(self, node):
        if isinstance(node.type, c_ast.ArrayDecl):
            given = [self.value(item) for item in node.init.exprs] if node.init else []
            size = self.value(node.type.dim) if node.type.dim else len(given)
            self.names[-1][node.name] = (given + [0] * size)[:size]
        elif isinstance(node.type, c_ast.Enum):
            self.enumerate(node.type)
        elif node.name and not isinstance(node.type, c_ast.FuncDecl):
            if isinstance(getattr(node.type, "type", None), c_ast.Enum):
                self.enumerate(node.type.type)
            self.names[-1][node.name] = self.value(node.init) if node.init else 0

    def enumerate(self, node):
        following = 0
        for one in node.values.enumerators if node.values else []:
            following = self.value(one.value) if one.value else following
            self.names[-1][one.name] = following
            following += 1

    def run_Typedef(self, node):
        pass

    run_EmptyStatement = run_Pragma = run_StaticAssert = run_Typedef

    def run_DeclList(self, node):
        for one in node.decls:
            self.run(one)

    def run_If(self, node):
        self.run(node.iftrue if self.value(node.cond) else node.iffalse)

    def run_While(self, node):
        self.loop(node.cond, node.stmt, None)

    def run_DoWhile(self, node):
        self.loop(node.cond, node.stmt, None, first=True)

    def run_For(self, node):
        self.run(node.init)
        self.loop(node.cond, node.stmt, node.next)

    def loop(self, condition, body, following, first=False):
        while self.steps < STEPS and (first or condition is None or self.value(condition)):
            first = False
            try:
                self.run(body)
            except Jump as jump:
                if jump.kind == "break":
                    return
                if jump.kind == "return":
                    raise
            self.run(following)

    def run_Switch(self, node):
        wanted, running = self.value(node.cond), False
        parts = node.stmt.block_items or []
        for trial in (
            lambda p: isinstance(p, c_ast.Case) and self.value(p.expr) == wanted,
            lambda p: isinstance(p, c_ast.Default),
        ):
            for part in parts:
                running = running or trial(part)
                try:
                    for statement in part.stmts if running else []:
                        self.run(statement)
                except Jump as jump:
                    if jump.kind == "break":
                        return
                    raise
            if running:
                return

    def run_Label(self, node):
        self.run(node.stmt)

    def run_Break(self, node):
        raise Jump("break")

    def run_Continue(self, node):
        raise Jump("continue")

    def run_Return(self, node):
        raise Jump("return", self.value(node.expr) if node.expr else 0)

    # Values.

    def value(self, node):
        return getattr(self, "of_" + type(node).__name__)(node)

    def of_Constant(self, node):
        text = node.value.rstrip("uUlL")
        if node.type == "char":
            return ord(node.value[1])
        return int(text, 8) if text[0] == "0" and text.isdigit() else int(text, 0)

    def of_ID(self, node):
        return next(scope[node.name] for scope in reversed(self.names) if node.name in scope)

    def of_Cast(self, node):
        return self.value(node.expr) & (0xFF if "char" in node.to_type.type.type.names else ~0)

    def of_ExprList(self, node):
        return [self.value(one) for one in node.exprs][-1]

    def of_TernaryOp(self, node):
        return self.value(node.iftrue if self.value(node.cond) else node.iffalse)

    def of_ArrayRef(self, node):
        found = self.value(node.name)
        return found[self.value(node.subscript) % len(found)]

    def of_FuncCall(self, node):
        return self.call(node.name.name, [self.value(one) for one in node.args.exprs] if node.args else [])

    def of_UnaryOp(self, node):
        if node.op in ("++", "--", "p++", "p--"):
            before = self.value(node.expr)
            after = before + (1 if "+" in node.op else -1)
            self.store(node.expr, after)
            return before if node.op[0] == "p" else after
        if node.op == "sizeof":
            return len(c_generator.CGenerator().visit(node.expr))
        value = self.value(node.expr)
        return {"-": -value, "+": value, "!": int(not value), "~": ~value}[node.op]

    def of_BinaryOp(self, node):
        left = self.value(node.left)
        if node.op in ("&&", "||"):
            return (
                int(bool(left) and bool(self.value(node.right)))
                if node.op == "&&"
                else int(bool(left) or bool(self.value(node.right)))
            )
        return calculated(node.op, left, self.value(node.right))

    def of_Assignment(self, node):
        value = self.value(node.rvalue)
        if node.op != "=":
            value = calculated(node.op[:-1], self.value(node.lvalue), value)
        self.store(node.lvalue, value)
        return value

    def store(self, node, value):
        if isinstance(node, c_ast.ArrayRef):
            found = self.value(node.name)
            found[self.value(node.subscript) % len(found)] = value
        else:
            next(scope for scope in reversed(self.names) if node.name in scope)[node.name] = value


def calculated(op, a, b):
    """What an operator makes of two whole numbers of 32 bits; a division by 0 gives 0."""
    if op in ("/", "%", "<<", ">>"):
        a, b = (a, b & 7) if op in ("<<", ">>") else (a if b else 0, b or 1)
    table = dict(zip("+ - * / % << >> & | ^ < > <= >= == !=".split(), OPERATIONS, strict=True))  # noqa: SIM905
    result = int(table[op](a, b))
    return (result + 2**31) % 2**32 - 2**31


def evaluate(text):
    """What `main` of a program returns and prints; the same after it was written and read again."""
    tree = c_parser.CParser().parse(text, "main.c")
    again = c_parser.CParser().parse(c_generator.CGenerator().visit(tree), "main.c")
    results = []
    for one in (tree, again):
        machine = Machine(one)
        results.append([machine.call("main", []), machine.printed])
    return [results[0], results[0] == results[1]]


def explain(text):
    """Declarations in English, as `cdecl` has it."""
    return [told(one) for one in c_parser.CParser().parse(text, "d.c").ext]


def told(node):
    """A declaration or type in English."""
    quals = "".join(f"{qual} " for qual in getattr(node, "quals", None) or [])
    if isinstance(node, c_ast.Decl | c_ast.Typedef):
        storage = "".join(f"{one} " for one in node.storage)
        width = f" of {c_generator.CGenerator().visit(node.bitsize)} bits" if getattr(node, "bitsize", None) else ""
        return f"{node.name or 'nothing'}: {storage}{told(node.type)}{width}"
    if isinstance(node, c_ast.Typename | c_ast.TypeDecl):
        return quals + told(node.type) if isinstance(node, c_ast.TypeDecl) else told(node.type)
    if isinstance(node, c_ast.PtrDecl):
        return f"{quals}pointer to {told(node.type)}"
    if isinstance(node, c_ast.ArrayDecl):
        size = c_generator.CGenerator().visit(node.dim) + " " if node.dim else ""
        return f"array of {size}{told(node.type)}"
    if isinstance(node, c_ast.FuncDecl):
        taken = ", ".join(map(told, node.args.params)) if node.args else "nothing said"
        return f"function taking ({taken}) returning {told(node.type)}"
    if isinstance(node, c_ast.Struct | c_ast.Union):
        inside = "; ".join(map(told, node.decls)) if node.decls is not None else "..."
        return f"{type(node).__name__.lower()} {node.name or ''}{{{inside}}}"
    if isinstance(node, c_ast.Enum):
        return f"enum {node.name}[{', '.join(one.name for one in node.values.enumerators) if node.values else '...'}]"
    if isinstance(node, c_ast.IdentifierType):
        return " ".join(node.names)
    return type(node).__name__ + getattr(node, "name", "")


def calls(text):
    """Who calls whom, on which line."""
    found = []

    class Calls(c_ast.NodeVisitor):
        def visit_FuncDef(self, node):
            self.inside = node.decl.name
            self.visit(node.body)

        def visit_FuncCall(self, node):
            found.append([self.inside, c_generator.CGenerator().visit(node.name), node.coord.line, node.coord.column])
            self.generic_visit(node)

    Calls().visit(c_parser.CParser().parse(text, "calls.c"))
    return found


def renamed(text, names):
    """A program with variables renamed, as code."""
    tree = c_parser.CParser().parse(text, "r.c")

    class Rename(c_ast.NodeVisitor):
        def visit_ID(self, node):
            node.name = names.get(node.name, node.name)

        def visit_Decl(self, node):
            node.name = names.get(node.name, node.name)
            self.generic_visit(node)

        def visit_TypeDecl(self, node):
            node.declname = names.get(node.declname, node.declname)
            self.generic_visit(node)

    Rename().visit(tree)
    return c_generator.CGenerator(reduce_parentheses=True).visit(tree)


def complaints(texts):
    """Where each text stops being C; None where it is."""
    found = []
    for text in texts:
        try:
            c_parser.CParser().parse(text, "c.c")
            found.append(None)
        except c_parser.ParseError as error:
            found.append(str(error).split(": ", 1)[0])
    return found
