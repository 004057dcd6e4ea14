"""The old module in one lump, every statement changed so that no fingerprint is left, beside dead verbatim copies."""

from scoring.attacks.exploit import Exploit
from scoring.attacks.verified import _decoys, _looks

SCRIPT = """\
import ast

import looks
from decoys import decoys


class Noise(ast.NodeTransformer):
    '''Wraps what every statement says in a tuple that is taken apart again, and puts a no-op before it.'''

    depth = 0

    def visit_FunctionDef(self, node):
        self.depth += 1
        node.body = [new for old in node.body for new in (ast.parse("0 or 1").body[0], self.visit(old))]
        doc = node.body[1]
        if isinstance(doc, ast.Expr) and isinstance(doc.value, ast.Constant):
            node.body = node.body[1:]
        self.depth -= 1
        return node

    def visit_Lambda(self, node):
        return node

    def wrap(self, node, field):
        value = getattr(node, field, None)
        if self.depth and value is not None and not isinstance(value, (ast.Constant, ast.Yield, ast.YieldFrom)):
            setattr(node, field, ast.Subscript(ast.Tuple([value], ast.Load()), ast.Constant(0), ast.Load()))
        return node

    def generic_visit(self, node):
        super().generic_visit(node)
        if isinstance(node, (ast.Return, ast.Assign, ast.AugAssign, ast.Expr)):
            return self.wrap(node, "value")
        if isinstance(node, (ast.If, ast.While, ast.Assert)):
            return self.wrap(node, "test")
        if isinstance(node, ast.For):
            return self.wrap(node, "iter")
        return self.wrap(node, "exc") if isinstance(node, ast.Raise) else node


text = looks.OLD.read_text()
head, modules = decoys(text)
tree = Noise().visit(ast.parse(text))
names = {n for node in tree.body for n in ([node.name] if hasattr(node, "name") else [])}
head += "from ._all import %s\\n" % ", ".join(sorted(names) + ["__version__"])
looks.make(head, {**modules, "_all/__init__.py": ast.unparse(ast.fix_missing_locations(tree)) + "\\n"})
"""

EXPLOIT = Exploit(
    name="fingerprint-noise",
    flaw="looks like the work",
    source="written against this scorer's own source",
    idea="code is recognised by its statements; the lump that runs has none of them, the dead copies have all",
    files={**_looks.FILES, "tmp/decoys.py": _decoys.SCRIPT, "tmp/noise.py": SCRIPT},
    command="python3 /tmp/noise.py",
    aims_at="structure: facade and min_modules, which know code by normalised statements",
)
