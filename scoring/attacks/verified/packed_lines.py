"""The old module with its statements packed into long lines, cut into files that run in one namespace."""

from scoring.attacks.exploit import Exploit
from scoring.attacks.verified import _looks

SCRIPT = '''\
import ast

import looks

BLOCKS = (ast.FunctionDef, ast.ClassDef, ast.If, ast.For, ast.While, ast.With, ast.Try)


def packed(body, indent=""):
    """Source of a block, every run of simple statements on one line."""
    out, run = [], []
    for node in [*body, None]:
        if node is not None and not isinstance(node, BLOCKS):
            said = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
            run.append(repr(node.value.value) if said else ast.unparse(node))
            continue
        out += [indent + "; ".join(run)] if run else []
        out += block(node, indent) if node is not None else []
        run = []
    return out


def headed(head, body, indent):
    inner = packed(body, indent + " ")
    if len(inner) == 1 and not isinstance(body[0], BLOCKS):
        return [indent + head + " " + inner[0].strip()]
    return [indent + head, *inner]


def block(node, indent):
    if isinstance(node, ast.Try):
        out = headed("try:", node.body, indent)
        for handler in node.handlers:
            kind = " " + ast.unparse(handler.type) if handler.type else ""
            named = " as " + handler.name if handler.name else ""
            out += headed("except" + kind + named + ":", handler.body, indent)
        out += headed("else:", node.orelse, indent) if node.orelse else []
        return out + (headed("finally:", node.finalbody, indent) if node.finalbody else [])
    body, node.body = node.body, [ast.Pass()]
    orelse = getattr(node, "orelse", [])
    if orelse:
        node.orelse = []
    *decorators, head, _ = ast.unparse(node).splitlines()
    out = [indent + line for line in decorators if line] + headed(head, body, indent)
    return out + (headed("else:", orelse, indent) if orelse else [])


lines = packed(ast.parse(looks.OLD.read_text()).body)
starts = [i for i, line in enumerate(lines) if line[0] not in " @" and line.split(":")[0] not in ("except", "else")]
cuts = [0]
for start, following in zip(starts, [*starts[1:], len(lines)]):
    if following - cuts[-1] > looks.FACTS["lines"] and start > cuts[-1] and lines[start - 1][0] != "@":
        cuts.append(start)
parts = ["\\n".join(lines[a:b]) + "\\n" for a, b in zip(cuts, [*cuts[1:], len(lines)])]
looks.make(
    "import pathlib\\n\\nfor _part in sorted(pathlib.Path(__path__[0]).glob('part[0-9][0-9].py')):\\n"
    "    exec(compile(_part.read_text(), str(_part), 'exec'))\\n",
    {"part%02d.py" % number: text for number, text in enumerate(parts)},
)
'''

EXPLOIT = Exploit(
    name="packed-lines",
    flaw="looks like the work",
    source="verification.md section 2: behaviour layers cannot see a facade",
    idea="a limit on lines says nothing of what stands in one",
    files={**_looks.FILES, "tmp/packed_lines.py": SCRIPT},
    command="python3 /tmp/packed_lines.py",
)
