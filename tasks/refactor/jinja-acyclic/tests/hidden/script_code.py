# ruff: noqa: E501, I001 - a case on a line, and private names are part of what must stay
"""Scripts on visitors, names and generated code."""

import io
import jinja2
from driver import tell
from jinja2 import (
    compiler,
    idtracking,
    meta,
    nodes,
    parser,
    visitor,
)
from markupsafe import Markup


def visitors():
    """Visitors, transformers and the tracking of names."""
    env = jinja2.Environment()
    tree = env.parse(
        "{{ a + b }}{% set c = a %}{% if a %}{% set d = 1 %}{% else %}{% set e = b %}{% endif %}{% for f in a %}{{ loop }}{{ c }}{% endfor %}"
    )

    class Names(visitor.NodeVisitor):
        def __init__(self):
            self.seen = []

        def visit_Name(self, node, *args, **kwargs):
            self.seen.append([node.name, node.ctx, args, kwargs])

    class Without(visitor.NodeTransformer):
        def visit_If(self, node):
            return None

        def visit_Add(self, node):
            return self.visit(node.left)

        def visit_Assign(self, node):
            return [node, nodes.Output([nodes.TemplateData("more")], lineno=1)]

    names = Names()
    names.visit(tree, 5, k=1)
    told = [names.seen, names.get_visitor(nodes.Const(1)), Without().visit(tree), Without().visit_list(nodes.Const(1))]
    symbols = idtracking.Symbols()
    symbols.analyze_node(
        env.parse(
            "{{ a }}{% set c = a %}{% if x %}{% set c = 2 %}{% set d = 1 %}{% else %}{% set d = e %}{% endif %}{% macro m(q) %}{% endmacro %}{% import 'x' as y %}{% from 'x' import o as p, r %}"
        )
    )
    copied = symbols.copy()
    told += [
        sorted(symbols.refs.items()),
        sorted(symbols.loads.items()),
        sorted(symbols.stores),
        sorted(symbols.dump_stores().items()),
        symbols.dump_param_targets(),
        symbols.find_ref("zz"),
        tell(symbols.ref, "zz"),
        symbols.find_load("l_0_a"),
        copied.refs == symbols.refs,
    ]
    inner = idtracking.Symbols(symbols)
    inner.declare_parameter("a")
    inner.store("c")
    inner.load("n")
    told += [
        inner.level,
        inner.ref("a"),
        inner.ref("c"),
        sorted(inner.loads.items()),
        sorted(inner.dump_stores().items()),
        inner.dump_param_targets(),
        inner.find_ref("d"),
    ]
    told += [
        compiler.has_safe_repr(v)
        for v in (
            1,
            "x",
            [1, (2,)],
            {"a": {1}},
            object(),
            [object()],
            {"a": object()},
            {(object(),): 1},
            None,
            1.5,
            1j,
            range(3),
            Markup("x"),
            NotImplemented,
            ...,
            frozenset([1]),
            b"x",
            True,
            {object(): 1},
            (1, [object()]),
        )
    ]
    told.append(tell(symbols.analyze_node, env.parse("{% for x in y %}{% endfor %}").body[0], for_branch="nope"))
    told += [
        sorted(compiler.find_undeclared(tree.body, ("a", "b", "loop", "q"))),
        sorted(compiler.operators.items()),
        compiler.code_features,
    ]
    finder = compiler.DependencyFinderVisitor()
    finder.visit(
        env.parse("{{ a|upper is odd }}{% block x %}{{ b|lower }}{% endblock %}{% filter trim %}{% endfilter %}")
    )
    told += [sorted(finder.filters), sorted(finder.tests)]
    return told


def generation():
    """The code generator, used and extended."""

    class Own(compiler.CodeGenerator):
        def visit_Output(self, node, frame):
            self.writeline("# own", node)
            super().visit_Output(node, frame)

        def visit_Const(self, node, frame):
            self.write("'own'")

    env = jinja2.Environment()
    told = [tell(compiler.generate, nodes.Const(1), env, "n", "f")]
    env.code_generator_class = Own
    told += [
        env.from_string("a{{ x + 1 }}{{ x }}").render(x="x"),
        [line for line in env.compile("a{{ x + 1 }}", raw=True).split("\n") if "from" not in line],
    ]
    stream = io.StringIO()
    told += [compiler.generate(env.parse("x"), env, "n", "f", stream), "root" in stream.getvalue()]
    for options in ({"defer_init": True}, {"defer_init": False}):
        told.append(
            [
                line
                for line in jinja2.Environment()
                .compile("{% block a %}{{ x }}{% endblock %}", "n", "f", raw=True, **options)
                .split("\n")
                if "from" not in line
            ]
        )
    tracking = meta.TrackingCodeGenerator(jinja2.Environment())
    told += [
        tracking.write("x"),
        meta.find_undeclared_variables(
            jinja2.Environment().parse(
                "{% macro m(a) %}{{ a }}{{ b }}{% endmacro %}{% block c %}{{ d }}{% set d = 1 %}{% endblock %}{{ range }}{{ loop }}"
            )
        ),
    ]
    referenced = "{% extends 'a' %}{% include ['b', c, 'd'] %}{% include e %}{% import 'f' as f %}{% from g import h %}{% include ('i', 1) %}{% include [j ~ 'k'] %}{% extends 5 %}{% include [1] ~ x %}"
    told.append(list(meta.find_referenced_templates(jinja2.Environment().parse(referenced))))
    frame = compiler.Frame(nodes.EvalContext(env))
    inner = frame.inner()
    told += [
        inner.parent is frame,
        frame.soft().rootlevel,
        inner.symbols.level,
        frame.inner(isolated=True).symbols.level,
        inner.inner(isolated=True).parent,
        frame.copy().toplevel,
    ]
    fresh = parser.Parser(jinja2.Environment(), "{{ x }}", "n", "f")
    told += [
        fresh.free_identifier(3).name,
        fresh.free_identifier().lineno,
        tell(fresh.fail, "m"),
        tell(fresh.fail_unknown_tag, "t", 3),
        tell(fresh.fail_eof, ("name:a", "name:b"), 2),
        fresh.is_tuple_end(("data",)),
    ]
    expression = parser.Parser(jinja2.Environment(), "a if b else c, d = 1", state="variable")
    told += [expression.parse_tuple(simplified=True), tell(expression.parse_assign_target)]
    told += [
        tell(lambda s=s, k=k: parser.Parser(jinja2.Environment(), s, state="variable").parse_assign_target(**k))
        for s, k in (
            ("a, b", {}),
            ("a.b", {"with_namespace": True}),
            ("a, b", {"with_tuple": False}),
            ("a", {"name_only": True}),
            ("(a, (b, c))", {}),
            ("1", {}),
            ("a b", {"extra_end_rules": ("name:b",)}),
            ("true", {}),
        )
    ]
    return told
