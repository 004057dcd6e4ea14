"""The old module in one lump of which little is recognised, beside the cheapest dead copies of what is not."""

from scoring.attacks.exploit import Exploit
from scoring.attacks.verified import _looks

SCRIPT = """\
import ast
import copy
import sys
import tomllib

import looks

sys.path.insert(0, "/attacker/meltbench")
from scoring.verify.static import fingerprint as seen
from scoring.verify.static.syntax import functions, without_docstring

with open("/attacker/hidden/structure.toml", "rb") as handle:
    FACADE = {check["kind"]: check for check in tomllib.load(handle)["check"]}.get("facade", {})
MOST, LEAST, MARGIN = FACADE.get("max_share", 0.35), FACADE.get("min_share", 0.5), 0.01
BLOCKS = ("body", "orelse", "finalbody", "handlers", "cases")
INNER = (ast.stmt, ast.ExceptHandler, ast.match_case)
FIELDS = {ast.Return: "value", ast.Assign: "value", ast.AugAssign: "value", ast.Expr: "value", ast.If: "test",
          ast.While: "test", ast.Assert: "test", ast.For: "iter", ast.Raise: "exc"}


def own(statement):
    '''(fingerprint, weight, syntax nodes) of a statement without the statements inside it.'''
    nodes, todo = 0, [statement]
    while todo:
        node = todo.pop()
        nodes += 1
        todo += [child for child in ast.iter_child_nodes(node) if not isinstance(child, INNER)]
    return (*seen._masked(statement), nodes)


def statements(tree):
    '''Statements inside functions that are weighed and can be changed, each once.'''
    found = {id(s): s for f in functions(tree) for s in seen._inside(without_docstring(f.body))}
    kinds = [s for s in found.values() if own(s)[1] >= seen.MIN_NODES and type(s) in FIELDS]
    return [s for s in kinds if getattr(s, FIELDS[type(s)]) is not None]


def alone(statement):
    '''A copy of a statement that says nothing but its own expressions, all of its names one name.'''
    apart = copy.copy(statement)
    for field in BLOCKS:
        if getattr(apart, field, None):
            setattr(apart, field, [ast.Pass()] if field == "body" else [])
    apart = copy.deepcopy(apart)
    for node in ast.walk(apart):
        if isinstance(node, ast.Name):
            node.id = "a"
    return apart


def merged(body):
    '''A block in which `if A: return B` before `return C` is one statement.'''
    for node in body:
        for field in BLOCKS:
            if getattr(node, field, None):
                setattr(node, field, merged(getattr(node, field)))
    while len(body) > 1 and isinstance(body[-1], ast.Return) and isinstance(body[-2], ast.If) and body[-1].value:
        first = body[-2].body
        if body[-2].orelse or len(first) > 1 or not isinstance(first[0], ast.Return) or not first[0].value:
            break
        body = [*body[:-2], ast.Return(ast.IfExp(body[-2].test, first[0].value, body[-1].value))]
    return body


def annotated(statement):
    target = statement.targets[0] if isinstance(statement, ast.Assign) and len(statement.targets) == 1 else None
    return isinstance(target, ast.Attribute) or isinstance(target, ast.Name) and target.id not in OUTER


class Quieter(ast.NodeTransformer):
    '''Changes what chosen statements are known by, and nothing that they do.'''

    def visit(self, node):
        chosen = id(node) in CHOSEN
        self.generic_visit(node)
        if chosen and annotated(node):
            target = node.targets[0]
            return ast.AnnAssign(target, ast.Constant(1), node.value, int(isinstance(target, ast.Name)))
        if chosen:
            field = FIELDS[type(node)]
            setattr(node, field, ast.BoolOp(ast.And(), [ast.Constant(1), getattr(node, field)]))
        return node


text = looks.OLD.read_text()
tree = ast.parse(text)
known = seen.function_code(tree)
total = sum(count * weight for count, weight in known.values())
tree.body = [n for n in tree.body if not (isinstance(n, ast.If) and "__main__" in ast.unparse(n.test))]
doc = ast.get_docstring(tree, clean=False)
for node in ast.walk(tree):
    if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef)):
        node.body = without_docstring(node.body) or [ast.Pass()]
OUTER = {name for node in ast.walk(tree) if isinstance(node, (ast.Global, ast.Nonlocal)) for name in node.names}
before = statements(tree)
was = {id(s): (*own(s), alone(s)) for s in before}
tree.body = merged(tree.body)
living = {id(s) for s in statements(tree)}


def cost(s):
    '''Syntax nodes that it takes to make a statement unknown.'''
    return 0 if id(s) not in living else 1 if annotated(s) else 3


def price(group):
    return sum(was[id(s)][2] + cost(s) for s in group) / sum(was[id(s)][1] for s in group)


left = total - sum(was[id(s)][1] for s in before if not cost(s))
CHOSEN, dead, shown, kinds = set(), [], 0, {}
for s in before:
    kinds.setdefault(was[id(s)][0], []).append(s)
for group in sorted(kinds.values(), key=price):
    for s in group if shown < (LEAST - MOST + MARGIN) * total else ():
        dead.append(was[id(s)][3])
        shown += was[id(s)][1]
        if cost(s):
            CHOSEN.add(id(s))
            left -= was[id(s)][1]
for s in sorted(before, key=lambda s: cost(s) / was[id(s)][1]):
    if cost(s) and id(s) not in CHOSEN and left > (MOST - MARGIN / 2) * total:
        CHOSEN.add(id(s))
        left -= was[id(s)][1]
tree = ast.fix_missing_locations(Quieter().visit(tree))

count, modules = looks.FACTS["modules"] - 1, {}
for number in range(count):
    function = ast.parse("def f(a): pass").body[0]
    function.body = dead[number::count]
    modules["part%02d.py" % number] = ast.unparse(ast.fix_missing_locations(function)) + "\\n"
names = [n for node in tree.body for n in ([node.name] if hasattr(node, "name") else
         [t.id for t in getattr(node, "targets", ()) if isinstance(t, ast.Name)]) if n[0] != "_"]
version = [ast.unparse(n) for n in tree.body if ast.unparse(n).startswith("__version__")]
head = "'''%s'''\\n" % doc + "from ._all import %s\\n" % ", ".join(sorted(names)) + "".join(version) + "\\n"
looks.make(head, {**modules, "_all.py": ast.unparse(tree) + "\\n"})
"""

EXPLOIT = Exploit(
    name="thin-copies",
    flaw="looks like the work",
    source="written against this scorer's own source",
    idea="only `min_share` less `max_share` need be copied, and the heaviest statements for their nodes: that fits in",
    files={**_looks.FILES, "tmp/thin_copies.py": SCRIPT},
    command="python3 /tmp/thin_copies.py",
    aims_at="structure: max_code_growth, which is to leave no room for copies beside code that runs",
)
