# ruff: noqa: C400, SLF001 - a case on a line, and private names are part of what must stay
"""Scripts on tokens and nodes."""

import jinja2
from driver import plain, tell
from jinja2 import (
    lexer,
    nodes,
    optimizer,
)


def tokens():
    """Streams of tokens by hand."""
    env = jinja2.Environment()
    stream = env._tokenize("a {{ b + 1.5 ~ 'x' }}\n{% if c %}", "n", "f")
    told = [bool(stream), stream.current, stream.look(), stream.current, next(stream), next(stream)]
    stream.push(lexer.Token(9, "pushed", "p"))
    told += [
        next(stream),
        stream.current,
        stream.next_if("pushed"),
        stream.skip_if("name:q"),
        stream.next_if("name:b"),
        stream.skip_if("add"),
    ]
    told += [tell(stream.expect, "string"), tell(stream.expect, "float"), tell(stream.expect, "name:zz")]
    stream.skip(2)
    told += [
        stream.current,
        [str(token) for token in stream],
        stream.eos,
        bool(stream),
        tell(stream.expect, "name"),
        stream.name,
        stream.filename,
    ]
    stream.close()
    token = lexer.Token(1, "name", "x")
    told += [
        token.test("name"),
        token.test("name:x"),
        token.test("name:y"),
        token.test_any("a", "name:x"),
        repr(token),
        str(token),
        token.lineno,
        token.type,
        token.value,
    ]
    told += [
        lexer.describe_token(lexer.Token(1, t, "v"))
        for t in ("name", "eof", "block_begin", "data", "string", "add", "linecomment", "zzz")
    ]
    told += [
        lexer.describe_token_expr(e)
        for e in ("name:x", "name", "variable_end", "raw_begin", "lparen", "initial", "eof")
    ]
    told += [
        lexer.count_newlines("a\r\nb\nc\rd"),
        sorted(lexer.operators.items()),
        sorted(lexer.ignored_tokens),
        sorted(lexer.ignore_if_empty),
    ]
    told += [
        plain(
            lexer.compile_rules(
                jinja2.Environment(line_statement_prefix="%", line_comment_prefix="##", block_start_string="<%%")
            )
        )
    ]
    lexed = lexer.get_lexer(env)
    told += [
        list(lexed.tokenize("x }} y", state="variable")),
        tell(lambda: list(lexed.tokeniter("x", None, state="nope"))),
        lexed.newline_sequence,
    ]
    told.append(tell(lambda: list(lexed.tokeniter("{{ ( ]", "n", "f"))))
    told.append(tell(lambda: list(lexer.Failure("m")(3, "f") for _ in "x")))
    told.append(tell(lexer.Failure("own message"), 3, "f"))
    return told


def node_tools():
    """Nodes by hand: fields, searching, changing, constants."""
    env = jinja2.Environment()
    tree = env.parse("{% for x in [1, 2] %}{{ x + 1 }}{{ f(y|upper, k=2) }}{% endfor %}{% set z = 3 %}")
    told = [
        [type(n).__name__ for n in tree.find_all((nodes.Name, nodes.Const))],
        tree.find(nodes.Filter),
        tree.find(nodes.Macro),
        repr(tree),
    ]
    told += [
        [name for name, _ in tree.body[0].iter_fields()],
        [name for name, _ in tree.body[0].iter_fields(exclude=("body",))],
        [n for n, _ in tree.body[0].iter_fields(only=("body", "test"))],
    ]
    told += [
        [type(n).__name__ for n in tree.body[0].iter_child_nodes(exclude=("body",))],
        [type(n).__name__ for n in tree.body[0].iter_child_nodes(only=("target", "iter"))],
    ]
    told += [
        tree == env.parse("x"),
        env.parse("x{{ 1 }}") == env.parse("x{{ 1 }}"),
        env.parse("x") != env.parse("y"),
        tree.environment is env,
        hash(tree) == hash(tree),
    ]
    tree.set_ctx("param")
    told += [
        [n.ctx for n in tree.find_all(nodes.Name)],
        [n.lineno for n in tree.set_lineno(9, override=True).find_all(nodes.Name)],
    ]
    for source in (
        "1 + 2",
        "'a' ~ 1",
        "[1, (2,)]",
        "{'a': 1}",
        "1 < 2 < 3",
        "1 in [1]",
        "not 1",
        "-1",
        "+1",
        "1 if 0 else 2",
        "1 if 0",
        "'a'|upper",
        "'a'|nope",
        "[1]|first",
        "x",
        "f()",
        "1 and 0",
        "0 or 2",
        "[1, 2][0]",
        "'abc'[1:]",
        "{'a': 1}.a",
        "1 / 0",
        "2 ** 3",
        "7 // 2",
        "7 % 4",
        "7 - 4",
        "7 * 4",
        "1 is odd",
        "'a'|map('upper')",
        "'%s'|format(1)",
        "1 not in [2]",
        "1 == 1 != 2 >= 1 > 0 <= 5",
        "'x'|d(*[1])",
        "'x'|d(**{'boolean': true})",
        "range",
    ):
        expression = env.parse("{{ " + source + " }}").body[0].nodes[0]
        told.append(
            [
                source,
                tell(expression.as_const),
                tell(expression.as_const, nodes.EvalContext(jinja2.Environment(autoescape=True))),
                tell(expression.can_assign),
            ]
        )
        told.append(tell(optimizer.optimize, expression, env))
    made = [
        lambda: nodes.Expr(),
        lambda: nodes.Const(),
        lambda: nodes.Name("x"),
        lambda: nodes.Const(1, nope=2),
        lambda: nodes.Continue(1),
        lambda: nodes.Const(1, lineno=3),
        lambda: nodes.Const(1).as_const(),
        lambda: nodes.Tuple([nodes.Const(1)], "load").as_const(),
    ]
    made += [
        lambda: nodes.Const.from_untrusted([1, {"a": (2, None)}]),
        lambda: nodes.Const.from_untrusted(object()),
        lambda: nodes.Name("none", "load").can_assign(),
        lambda: nodes.Name("x", "load").can_assign(),
        lambda: nodes.NSRef("a", "b").can_assign(),
    ]
    made += [
        lambda: type("Own", (nodes.Node,), {}),
        lambda: nodes.Template([nodes.Output([nodes.InternalName()])]),
        lambda: nodes.args_as_const(
            nodes.Call(nodes.Const(1), [nodes.Const(2)], [nodes.Keyword("a", nodes.Const(3))], None, None),
            nodes.EvalContext(env),
        ),
    ]
    made += [
        lambda: nodes.get_eval_context(nodes.Const(1), None),
        lambda: nodes.Pair(nodes.Const(1), nodes.Const(2)).as_const(nodes.EvalContext(env)),
        lambda: nodes.Slice(nodes.Const(1), None, nodes.Const(2)).as_const(nodes.EvalContext(env)),
        lambda: nodes.MarkSafe(nodes.Const("<")).as_const(nodes.EvalContext(env)),
    ]
    made += [
        lambda: nodes.MarkSafeIfAutoescape(nodes.Const("<")).as_const(nodes.EvalContext(env)),
        lambda: nodes.TemplateData("<").as_const(nodes.EvalContext(jinja2.Environment(autoescape=True))),
        lambda: nodes.Compare.fields + nodes.For.fields + nodes.Macro.attributes,
    ]
    context = nodes.EvalContext(env)
    saved = context.save()
    context.volatile = True
    made += [
        lambda: [context.volatile, sorted(saved)],
        lambda: nodes.TemplateData("<").as_const(context),
        lambda: nodes.Filter(None, "upper", [], [], None, None).as_const(context),
        lambda: [context.revert(saved), context.volatile],
    ]
    kinds = {
        name: [value.fields, value.abstract, [b.__name__ for b in value.__mro__[1:-1] if issubclass(b, nodes.Node)]]
        for name, value in vars(nodes).items()
        if isinstance(value, type) and issubclass(value, nodes.Node)
    }
    return told, [tell(one) for one in made], sorted(kinds.items()), nodes.Operand.__doc__
