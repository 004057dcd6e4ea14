"""Scripts on the parts: lexer, nodes, contexts, undefined values, sandboxes, extensions, utilities."""

import io
import logging
import operator
import pickle
import random
import warnings

import jinja2
from driver import plain, tell, world
from jinja2 import compiler, exceptions, ext, filters, idtracking, lexer, meta, nativetypes, nodes, optimizer, parser, runtime, sandbox, utils, visitor
from markupsafe import Markup


def undefined_types():
    """Everything that can be done to undefined values."""
    told = []
    unary = [str, repr, bool, len, list, hash, int, float, complex, operator.neg, operator.pos, operator.invert, abs, lambda u: u.x, lambda u: u["x"], lambda u: u(), lambda u: u.__html__(), lambda u: u.__nope__, lambda u: u._undefined_message]
    binary = "add sub mul truediv floordiv mod pow lt le gt ge eq ne contains and_ getitem".split()
    made = [
        {"name": "q"},
        {"hint": "a hint", "name": "q"},
        {"obj": [1], "name": "attr"},
        {"obj": {"a": 1}, "name": 5},
        {"obj": None, "name": "x"},
        {"obj": runtime.Undefined(name="inner"), "name": "x", "exc": jinja2.TemplateRuntimeError},
    ]
    for cls in (jinja2.Undefined, jinja2.ChainableUndefined, jinja2.DebugUndefined, jinja2.StrictUndefined):
        for arguments in made:
            value = cls(**arguments)
            told.append([cls.__name__, [told_without_hash(tell(f, value), f) for f in unary]])
            told[-1].append([tell(getattr(operator, name), value, 1) for name in binary])
            told[-1].append([tell(getattr(operator, name), 1, value) for name in binary[:9]])
        told.append([cls() == cls(), cls() != cls(name="x"), cls() == 5, tell(hasattr, cls, "__slots__")] if cls is not jinja2.StrictUndefined else [])
        told.append([utils.is_undefined(cls()), utils.is_undefined(5), issubclass(cls, jinja2.Undefined), tell(pickle.dumps, cls)[:1]])
    return told


def told_without_hash(value, function):
    """Hashes of classes are places in memory."""
    return type(value).__name__ if function is hash else value


def logged():
    """What is undefined goes to a logger."""
    stream = io.StringIO()
    logger = logging.Logger("x")
    logger.addHandler(logging.StreamHandler(stream))
    told = []
    for base in (None, jinja2.StrictUndefined, jinja2.DebugUndefined):
        env = jinja2.Environment(undefined=jinja2.make_logging_undefined(logger, base))
        for source in ("{{ q }}", "{% for x in q %}{% endfor %}", "{% if q %}{% endif %}", "{{ a.q }}", "{{ a[5] }}", "{{ q.x }}", "{{ q + 1 }}", "{{ 1 if 0 }}", "{{ [][q] }}"):
            told.append(tell(lambda e=env, s=source: e.from_string(s).render(a={})))
    silent = jinja2.make_logging_undefined()
    names = sorted(name for name in logging.Logger.manager.loggerDict if "jinja2" in name)
    return told, stream.getvalue(), silent.__name__, names


def errors():
    """Exceptions by hand, pickled too."""
    made = [
        exceptions.TemplateError("m"),
        exceptions.TemplateError(),
        exceptions.TemplateNotFound("n"),
        exceptions.TemplateNotFound("n", "message"),
        exceptions.TemplatesNotFound(["a", "b"]),
        exceptions.TemplatesNotFound(),
        exceptions.TemplatesNotFound(["a", runtime.Undefined(name="u")]),
        exceptions.TemplatesNotFound(["a"], "message"),
        exceptions.TemplateSyntaxError("m", 2, "name", "file"),
        exceptions.TemplateSyntaxError("m", 2, "name"),
        exceptions.TemplateAssertionError("m", 1),
        exceptions.SecurityError("s"),
        exceptions.FilterArgumentError("f"),
        exceptions.UndefinedError("u"),
    ]
    made[8].source = "one\n  two  \nthree"
    made[9].source = "one"
    told = []
    for one in made:
        told.append([plain(one), one.message, str(one), repr(one), [c.__name__ for c in type(one).__mro__], type(one).__module__])
        told.append(tell(lambda o=one: plain(pickle.loads(pickle.dumps(o)))))
    told.append(tell(exceptions.TemplateNotFound, runtime.Undefined(name="u")))
    made[8].translated = True
    return told, str(made[8])


def contexts():
    """Contexts by hand, and of classes of one's own."""
    env = jinja2.Environment()
    context = env.from_string("{% set a = 1 %}").new_context({"x": 1, "y": None})
    context.vars["a"] = 2
    context.exported_vars.add("a")
    told = [context["x"], tell(lambda: context["q"]), context.get("q", 5), context.get("y", 5), "x" in context, "q" in context, context.resolve("q"), context.resolve_or_missing("q")]
    told += [sorted(k for k in context.keys() if len(k) == 1), len(context.values()), context.get_exported(), context.get_all()["a"], context.keys.__name__, context.items.__doc__]
    derived = context.derived({"x": 9, "z": utils.missing})
    told += [derived["x"], derived["a"], "z" in derived, derived.eval_ctx is context.eval_ctx, context.name, repr(runtime.Context(env, {"p": 1}, "n", {}))]
    told += [tell(context.super, "b", None), plain(context.call(lambda *a, **k: [a, k], 1, x=2)), tell(context.call, 5)]
    told.append(isinstance(context, __import__("collections").abc.Mapping))

    class Resolving(runtime.Context):
        def resolve(self, key):
            return "resolved " + key if key.startswith("q") else super().resolve(key)

    class Missing(runtime.Context):
        def resolve_or_missing(self, key):
            return "found " + key if key.startswith("q") else super().resolve_or_missing(key)

    for cls in (Resolving, Missing, type("Plain", (runtime.Context,), {})):
        env.context_class = cls
        told.append([env.from_string("{{ q }}{{ x }}{{ z }}{% for q2 in [1] %}{{ q2 }}{{ q3 }}{% endfor %}").render(x=1), cls._legacy_resolve_mode, cls._fast_resolve_mode])
    return told


def callables():
    """Functions that are given context, evaluation context or environment; objects too."""

    class Counting:
        @jinja2.contextfunction
        def __call__(self, context, *args):
            return [context.name, args]

    @jinja2.contextfilter
    def with_context(context, value, more=1):
        return f"{value}{context['x']}{more}"

    @jinja2.evalcontextfilter
    def with_eval(eval_ctx, value):
        return Markup("<b>") + value if eval_ctx.autoescape else value

    @jinja2.environmentfilter
    def with_environment(environment, value):
        return [type(environment).__name__, value]

    told = []
    for escaped in (True, False, lambda name: name is None):
        env = jinja2.Environment(autoescape=escaped)
        env.filters.update(c=with_context, v=with_eval, e=with_environment)
        source = "{{ f(1) }}{{ '<'|c }}{{ '<'|c(more=2) }}{{ '<'|v }}{{ 1|e }}{{ stop() }}{% filter v %}&{% endfilter %}{{ ['a']|map('c', 3)|list }}{{ ['<']|map('v')|list }}"
        told.append(env.from_string(source).render(f=Counting(), x=7, stop=lambda: next(iter(()))))
    return told


def tokens():
    """Streams of tokens by hand."""
    env = jinja2.Environment()
    stream = env._tokenize("a {{ b + 1.5 ~ 'x' }}\n{% if c %}", "n", "f")
    told = [bool(stream), stream.current, stream.look(), stream.current, next(stream), next(stream)]
    stream.push(lexer.Token(9, "pushed", "p"))
    told += [next(stream), stream.current, stream.next_if("pushed"), stream.skip_if("name:q"), stream.next_if("name:b"), stream.skip_if("add")]
    told += [tell(stream.expect, "string"), tell(stream.expect, "float"), tell(stream.expect, "name:zz")]
    stream.skip(2)
    told += [stream.current, [str(token) for token in stream], stream.eos, bool(stream), tell(stream.expect, "name"), stream.name, stream.filename]
    stream.close()
    token = lexer.Token(1, "name", "x")
    told += [token.test("name"), token.test("name:x"), token.test("name:y"), token.test_any("a", "name:x"), repr(token), str(token), token.lineno, token.type, token.value]
    told += [lexer.describe_token(lexer.Token(1, t, "v")) for t in ("name", "eof", "block_begin", "data", "string", "add", "linecomment", "zzz")]
    told += [lexer.describe_token_expr(e) for e in ("name:x", "name", "variable_end", "raw_begin", "lparen", "initial", "eof")]
    told += [lexer.count_newlines("a\r\nb\nc\rd"), sorted(lexer.operators.items()), sorted(lexer.ignored_tokens), sorted(lexer.ignore_if_empty)]
    told += [plain(lexer.compile_rules(jinja2.Environment(line_statement_prefix="%", line_comment_prefix="##", block_start_string="<%%")))]
    lexed = lexer.get_lexer(env)
    told += [list(lexed.tokenize("x }} y", state="variable")), tell(lambda: list(lexed.tokeniter("x", None, state="nope"))), lexed.newline_sequence]
    told.append(tell(lambda: list(lexed.tokeniter("{{ ( ]", "n", "f"))))
    told.append(tell(lambda: list(lexer.Failure("m")(3, "f") for _ in "x")))
    told.append(tell(lexer.Failure("own message"), 3, "f"))
    return told


def node_tools():
    """Nodes by hand: fields, searching, changing, constants."""
    env = jinja2.Environment()
    tree = env.parse("{% for x in [1, 2] %}{{ x + 1 }}{{ f(y|upper, k=2) }}{% endfor %}{% set z = 3 %}")
    told = [[type(n).__name__ for n in tree.find_all((nodes.Name, nodes.Const))], tree.find(nodes.Filter), tree.find(nodes.Macro), repr(tree)]
    told += [[name for name, _ in tree.body[0].iter_fields()], [name for name, _ in tree.body[0].iter_fields(exclude=("body",))], [n for n, _ in tree.body[0].iter_fields(only=("body", "test"))]]
    told += [[type(n).__name__ for n in tree.body[0].iter_child_nodes(exclude=("body",))], [type(n).__name__ for n in tree.body[0].iter_child_nodes(only=("target", "iter"))]]
    told += [tree == env.parse("x"), env.parse("x{{ 1 }}") == env.parse("x{{ 1 }}"), env.parse("x") != env.parse("y"), tree.environment is env, hash(tree) == hash(tree)]
    tree.set_ctx("param")
    told += [[n.ctx for n in tree.find_all(nodes.Name)], [n.lineno for n in tree.set_lineno(9, override=True).find_all(nodes.Name)]]
    for source in ("1 + 2", "'a' ~ 1", "[1, (2,)]", "{'a': 1}", "1 < 2 < 3", "1 in [1]", "not 1", "-1", "+1", "1 if 0 else 2", "1 if 0", "'a'|upper", "'a'|nope", "[1]|first", "x", "f()", "1 and 0", "0 or 2", "[1, 2][0]", "'abc'[1:]", "{'a': 1}.a", "1 / 0", "2 ** 3", "7 // 2", "7 % 4", "7 - 4", "7 * 4", "1 is odd", "'a'|map('upper')", "'%s'|format(1)", "1 not in [2]", "1 == 1 != 2 >= 1 > 0 <= 5", "'x'|d(*[1])", "'x'|d(**{'boolean': true})", "range"):
        expression = env.parse("{{ " + source + " }}").body[0].nodes[0]
        told.append([source, tell(expression.as_const), tell(expression.as_const, nodes.EvalContext(jinja2.Environment(autoescape=True))), tell(expression.can_assign)])
        told.append(tell(optimizer.optimize, expression, env))
    made = [lambda: nodes.Expr(), lambda: nodes.Const(), lambda: nodes.Name("x"), lambda: nodes.Const(1, nope=2), lambda: nodes.Continue(1), lambda: nodes.Const(1, lineno=3), lambda: nodes.Const(1).as_const(), lambda: nodes.Tuple([nodes.Const(1)], "load").as_const()]
    made += [lambda: nodes.Const.from_untrusted([1, {"a": (2, None)}]), lambda: nodes.Const.from_untrusted(object()), lambda: nodes.Name("none", "load").can_assign(), lambda: nodes.Name("x", "load").can_assign(), lambda: nodes.NSRef("a", "b").can_assign()]
    made += [lambda: type("Own", (nodes.Node,), {}), lambda: nodes.Template([nodes.Output([nodes.InternalName()])]), lambda: nodes.args_as_const(nodes.Call(nodes.Const(1), [nodes.Const(2)], [nodes.Keyword("a", nodes.Const(3))], None, None), nodes.EvalContext(env))]
    made += [lambda: nodes.get_eval_context(nodes.Const(1), None), lambda: nodes.Pair(nodes.Const(1), nodes.Const(2)).as_const(nodes.EvalContext(env)), lambda: nodes.Slice(nodes.Const(1), None, nodes.Const(2)).as_const(nodes.EvalContext(env)), lambda: nodes.MarkSafe(nodes.Const("<")).as_const(nodes.EvalContext(env))]
    made += [lambda: nodes.MarkSafeIfAutoescape(nodes.Const("<")).as_const(nodes.EvalContext(env)), lambda: nodes.TemplateData("<").as_const(nodes.EvalContext(jinja2.Environment(autoescape=True))), lambda: nodes.Compare.fields + nodes.For.fields + nodes.Macro.attributes]
    context = nodes.EvalContext(env)
    saved = context.save()
    context.volatile = True
    made += [lambda: [context.volatile, sorted(saved)], lambda: nodes.TemplateData("<").as_const(context), lambda: nodes.Filter(None, "upper", [], [], None, None).as_const(context), lambda: [context.revert(saved), context.volatile]]
    kinds = {name: [value.fields, value.abstract, [b.__name__ for b in value.__mro__[1:-1] if issubclass(b, nodes.Node)]] for name, value in vars(nodes).items() if isinstance(value, type) and issubclass(value, nodes.Node)}
    return told, [tell(one) for one in made], sorted(kinds.items()), nodes.Operand.__doc__


def visitors():
    """Visitors, transformers and the tracking of names."""
    env = jinja2.Environment()
    tree = env.parse("{{ a + b }}{% set c = a %}{% if a %}{% set d = 1 %}{% else %}{% set e = b %}{% endif %}{% for f in a %}{{ loop }}{{ c }}{% endfor %}")

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
    symbols.analyze_node(env.parse("{{ a }}{% set c = a %}{% if x %}{% set c = 2 %}{% set d = 1 %}{% else %}{% set d = e %}{% endif %}{% macro m(q) %}{% endmacro %}{% import 'x' as y %}{% from 'x' import o as p, r %}"))
    copied = symbols.copy()
    told += [sorted(symbols.refs.items()), sorted(symbols.loads.items()), sorted(symbols.stores), sorted(symbols.dump_stores().items()), symbols.dump_param_targets(), symbols.find_ref("zz"), tell(symbols.ref, "zz"), symbols.find_load("l_0_a"), copied.refs == symbols.refs]
    inner = idtracking.Symbols(symbols)
    inner.declare_parameter("a")
    inner.store("c")
    inner.load("n")
    told += [inner.level, inner.ref("a"), inner.ref("c"), sorted(inner.loads.items()), sorted(inner.dump_stores().items()), inner.dump_param_targets(), inner.find_ref("d")]
    told += [compiler.has_safe_repr(v) for v in (1, "x", [1, (2,)], {"a": {1}}, object(), [object()], {"a": object()}, {(object(),): 1}, None, 1.5, 1j, range(3), Markup("x"), NotImplemented, ..., frozenset([1]), b"x", True, {object(): 1}, (1, [object()]))]
    told.append(tell(symbols.analyze_node, env.parse("{% for x in y %}{% endfor %}").body[0], for_branch="nope"))
    told += [sorted(compiler.find_undeclared(tree.body, ("a", "b", "loop", "q"))), sorted(compiler.operators.items()), compiler.code_features]
    finder = compiler.DependencyFinderVisitor()
    finder.visit(env.parse("{{ a|upper is odd }}{% block x %}{{ b|lower }}{% endblock %}{% filter trim %}{% endfilter %}"))
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
    told += [env.from_string("a{{ x + 1 }}{{ x }}").render(x="x"), [line for line in env.compile("a{{ x + 1 }}", raw=True).split("\n") if "from" not in line]]
    stream = io.StringIO()
    told += [compiler.generate(env.parse("x"), env, "n", "f", stream), "root" in stream.getvalue()]
    for options in ({"defer_init": True}, {"defer_init": False}):
        told.append([line for line in jinja2.Environment().compile("{% block a %}{{ x }}{% endblock %}", "n", "f", raw=True, **options).split("\n") if "from" not in line])
    tracking = meta.TrackingCodeGenerator(jinja2.Environment())
    told += [tracking.write("x"), meta.find_undeclared_variables(jinja2.Environment().parse("{% macro m(a) %}{{ a }}{{ b }}{% endmacro %}{% block c %}{{ d }}{% set d = 1 %}{% endblock %}{{ range }}{{ loop }}"))]
    referenced = "{% extends 'a' %}{% include ['b', c, 'd'] %}{% include e %}{% import 'f' as f %}{% from g import h %}{% include ('i', 1) %}{% include [j ~ 'k'] %}{% extends 5 %}{% include [1] ~ x %}"
    told.append(list(meta.find_referenced_templates(jinja2.Environment().parse(referenced))))
    frame = compiler.Frame(nodes.EvalContext(env))
    inner = frame.inner()
    told += [inner.parent is frame, frame.soft().rootlevel, inner.symbols.level, frame.inner(isolated=True).symbols.level, inner.inner(isolated=True).parent, frame.copy().toplevel]
    fresh = parser.Parser(jinja2.Environment(), "{{ x }}", "n", "f")
    told += [fresh.free_identifier(3).name, fresh.free_identifier().lineno, tell(fresh.fail, "m"), tell(fresh.fail_unknown_tag, "t", 3), tell(fresh.fail_eof, ("name:a", "name:b"), 2), fresh.is_tuple_end(("data",))]
    expression = parser.Parser(jinja2.Environment(), "a if b else c, d = 1", state="variable")
    told += [expression.parse_tuple(simplified=True), tell(expression.parse_assign_target)]
    told += [tell(lambda s=s, k=k: parser.Parser(jinja2.Environment(), s, state="variable").parse_assign_target(**k)) for s, k in (("a, b", {}), ("a.b", {"with_namespace": True}), ("a, b", {"with_tuple": False}), ("a", {"name_only": True}), ("(a, (b, c))", {}), ("1", {}), ("a b", {"extra_end_rules": ("name:b",)}), ("true", {}))]
    return told


def sandboxes():
    """What a sandbox lets through, by hand."""
    known = world()

    def generator():
        yield 1

    async def coroutine():
        pass

    async def both():
        yield 1

    made = coroutine()
    things = {"function": generator, "method": known["ann"].greet, "class": int, "generator": generator(), "coroutine": made, "asynchronous": both(), "code": generator.__code__, "text": "x", "list": [], "dict": {}, "set": set(), "deque": __import__("collections").deque()}
    names = "mro __class__ func_code im_self __func__ gi_frame gi_code cr_frame cr_code ag_frame ag_code ag_await co_code append pop clear add update popleft keys upper _x x sort remove setdefault".split()
    env, strict = sandbox.SandboxedEnvironment(), sandbox.ImmutableSandboxedEnvironment()
    told = [[name, attr, sandbox.is_internal_attribute(thing, attr), sandbox.modifies_known_mutable(thing, attr), env.is_safe_attribute(thing, attr, None), strict.is_safe_attribute(thing, attr, None)] for name, thing in things.items() for attr in names]
    made.close()
    told += [env.is_safe_callable(f) for f in (known["ann"].drop, known["ann"].alter, known["ann"].greet, len)]
    told += [tell(env.getattr, known["ann"], n) for n in ("name", "age", "_secret", "__class__", "zz")]
    told += [tell(lambda n=n: env.getattr(known["ann"], n).x) for n in ("_secret", "zz")]
    told += [tell(env.getitem, o, n) for o, n in (([1], 0), ({"a": 1}, "a"), (known["ann"], "name"), (known["ann"], "_secret"), (known["ann"], 5), ("x", "upper"), ({}, "zz"))]
    told += [tell(sandbox.safe_range, *a) for a in ((3,), (1, 5, 2), (sandbox.MAX_RANGE + 1,), (sandbox.MAX_RANGE,), (0,))]
    told += [env.call_binop(None, "+", 1, 2), env.call_unop(None, "-", 1), sorted(env.binop_table), sorted(env.unop_table), env.intercept_unop("-"), env.intercepted_unops]

    class Counting(sandbox.SandboxedEnvironment):
        intercepted_binops = frozenset(["+", "**"])
        intercepted_unops = frozenset(["-"])

        def call_binop(self, context, operator, left, right):
            return f"({left}{operator}{right})"

        def call_unop(self, context, operator, arg):
            return f"({operator}{arg})"

        def is_safe_attribute(self, obj, attr, value):
            return attr != "name" and super().is_safe_attribute(obj, attr, value)

        def is_safe_callable(self, obj):
            return obj is not known["err"] and super().is_safe_callable(obj)

    counting = Counting()
    told += [tell(lambda s=s: counting.from_string(s).render(known)) for s in ("{{ one + 2 ** 3 - 1 }}{{ -one }}{{ +one }}", "{{ ann.name }}", "{{ ann.name.x }}", "{{ err() }}", "{{ '{0.name}{0.kind}'.format(ann) }}", "{{ '{0[name]}'.format(map) }}")]
    told += [sandbox.inspect_format_method("x{}".format), sandbox.inspect_format_method(len), sandbox.inspect_format_method("x".format_map), tell(env.format_string, "{0.__class__}{a}", (1,), {"a": 2}), tell(env.format_string, Markup("{}<"), ("<",), {})]
    told += [tell(env.format_string, "{a.upper}", ({"a": "q"},), {}, "x{a}".format_map), sorted(map(str, sandbox.UNSAFE_METHOD_ATTRIBUTES)), sandbox.unsafe(lambda: 1).unsafe_callable]
    mapping = sandbox._MagicFormatMapping((1, 2), {"a": 3})
    told += [mapping[""], mapping[""], mapping["a"], len(mapping), list(mapping), tell(lambda: mapping[""])]
    return told


def extensions():
    """Extensions of one's own, and messages taken out of templates."""

    class Own(ext.Extension):
        tags = {"own", "two"}
        priority = 50

        def preprocess(self, source, name, filename=None):
            return source.replace("PRE", f"pre{name}")

        def filter_stream(self, stream):
            for token in stream:
                yield lexer.Token(token.lineno, token.type, token.value.upper()) if token.type == "data" else token

        def parse(self, p):
            token = next(p.stream)
            if token.value == "two":
                return [nodes.Output([nodes.ContextReference(), nodes.DerivedContextReference()]), nodes.Output([nodes.EnvironmentAttribute("sandboxed"), self.attr("priority"), nodes.ImportedName("os.path.sep"), nodes.ImportedName("math")])]
            call = self.call_method("_told", [p.parse_expression()], [nodes.Keyword("k", nodes.Const(1))], lineno=token.lineno)
            scope = nodes.Scope([nodes.Assign(nodes.Name("scoped", "store"), nodes.Const(1)), nodes.Output([nodes.Name("scoped", "load")])])
            overlay = nodes.OverlayScope(nodes.Dict([nodes.Pair(nodes.Const("lay"), nodes.Const("L"))]), [nodes.Output([nodes.Name("lay", "load")])])
            modified = nodes.ScopedEvalContextModifier([nodes.Keyword("autoescape", nodes.Const(True))], [nodes.Output([nodes.Name("lt", "load"), nodes.MarkSafe(nodes.Name("lt", "load")), nodes.MarkSafeIfAutoescape(nodes.Name("lt", "load"))])])
            return [nodes.Output([call]), scope, overlay, modified, nodes.EvalContextModifier([nodes.Keyword("autoescape", nodes.Name("esc", "load"))]), nodes.Output([nodes.Name("lt", "load"), nodes.TemplateData("<"), nodes.MarkSafeIfAutoescape(nodes.Name("lt", "load"))])]

        def _told(self, value, k):
            return [value, k, self.identifier]

    env = jinja2.Environment(extensions=[Own, "jinja2.ext.i18n"])
    env.add_extension(ext.do)
    told = [e.identifier for e in env.iter_extensions()]
    for e in (env, jinja2.Environment(extensions=[Own], enable_async=False, autoescape=True)):
        told += [tell(lambda e=e: e.from_string("PRE a{% own 1 + x %}{{ scoped }}{{ lay }}{{ lt }}{% two %}").render(x=1, lt="<", esc=True))]
        told += [tell(lambda e=e, v=v: e.from_string("{% own 1 %}{{ lt ~ '<' }}{% set b %}<{% endset %}{{ b }}{% macro m() %}<{% endmacro %}{{ m() }}{% filter upper %}a<{% endfilter %}{{ ['<']|join(lt) }}").render(lt="<", esc=v)) for v in (True, False)]
    told += [tell(env.preprocess, "PRE", "n"), tell(ext.Extension(env).parse, None), ext.Extension(env).bind(1).environment, tell(jinja2.Environment, extensions=["nope.x"]), tell(jinja2.Environment, extensions=["jinja2.ext.nope"])]
    source = "{# NOTE one #}{{ _('a') }}\n{{ gettext('b', x=1) }}{{ ngettext('c', 'd', 2) }}{{ _(1) }}{{ _(*q) }}{{ _(**q) }}{{ _() }}\n{# NOTE: two #}\n{% trans n=1 %}e{{ n }}{% pluralize %}f{% endtrans %}\n{# other x #}{{ other('g') }}{{ _('h' ~ 'i') }}{# NOTE#}{{ _('j') }}"
    told += [list(ext.extract_from_ast(env.parse(source))), list(ext.extract_from_ast(env.parse(source), babel_style=False)), list(ext.extract_from_ast(env.parse(source), ("other",)))]
    for options in ({}, {"trimmed": "yes", "newstyle_gettext": "on", "trim_blocks": "1", "extensions": "jinja2.ext.do, ,jinja2.ext.i18n"}, {"silent": "off", "encoding": "latin1"}, {"variable_start_string": "[[", "variable_end_string": "]]", "keep_trailing_newline": "true", "line_statement_prefix": "%", "line_comment_prefix": "#"}):
        for text in (source, "{% if %}", "[[ _('k') ]]{% trans %} l\n m {% endtrans %}\n% trans\nz\n% endtrans"):
            told.append(tell(lambda o=options, t=text: list(ext.babel_extract(io.BytesIO(t.encode()), ("_", "gettext", "ngettext", "other"), ["NOTE", "NOTE:"], o))))
    i18n = jinja2.Environment(extensions=["jinja2.ext.i18n"])
    told += [tell(i18n.from_string("{{ gettext('x') }}").render), sorted(i18n.globals), [getattr(i18n, n) is not None for n in ("install_gettext_translations", "install_null_translations", "uninstall_gettext_translations", "extract_translations")]]
    i18n.install_null_translations()
    told += [i18n.from_string("{{ gettext('x') }}{{ ngettext('a', 'b', 2) }}{% trans %}y{% endtrans %}").render(), list(i18n.extract_translations("{{ _('q') }}")), i18n.newstyle_gettext]

    class Translations:
        def ugettext(self, text):
            return text + '!'

        def ungettext(self, one, many, n):
            return f"{one}{many}{n}"

    i18n.install_gettext_translations(Translations(), newstyle=True)
    told.append(i18n.from_string("{{ gettext('x%(a)s', a=1) }}{{ ngettext('a', 'b%(num)s', 2) }}").render())
    i18n.uninstall_gettext_translations(None)
    return told, tell(i18n.from_string("{{ gettext('x') }}").render), [ext.with_.identifier, ext.autoescape.tags, ext.loopcontrols.tags]


def utilities():
    """Functions of utils by hand."""
    told = [[n, utils.import_string(n) is not None] for n in ("os.path", "os:path", "os", "os.path:join")]
    told += [tell(utils.import_string, "nope.x"), utils.import_string("nope.x", silent=True), utils.import_string("os:zz", True), tell(utils.import_string, "os:zz"), utils.open_if_exists("/nope")]
    told += [utils.object_type_repr(v) for v in (None, ..., 1, "x", jinja2.Environment(), int, jinja2.Undefined(), utils.Joiner())]
    told += [utils.unicode_urlencode(v, for_qs=q) for v in ("a b/é", b"\xff/ ", 5) for q in (True, False)] + [utils.unicode_urlencode("é", "latin1")]
    told += [utils.pformat({"a": [1]}), utils.htmlsafe_json_dumps({"b": "<'>&", "a": 1}), utils.htmlsafe_json_dumps([1], dumper=lambda o, **k: f"{o}<{k}", x=1)]
    for options in ({}, {"default_for_string": False}, {"enabled_extensions": ("J2", ".txt"), "default": True}, {"disabled_extensions": ("html",), "enabled_extensions": (), "default": "d"}):
        chosen = utils.select_autoescape(**options)
        told.append([chosen(name) for name in (None, "a.html", "a.HTM", "a.xml", "a.txt", "a.j2", "html", "a.html.txt")])
    for seed in range(4):
        random.seed(seed)
        told += [utils.generate_lorem_ipsum(2, bool(seed % 2), 5, 40), jinja2.Environment().from_string("{{ lipsum(1, html=false, min=2, max=5) }}{{ [1, 2, 3]|random }}").render()]
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        told += [utils.soft_unicode(5), "x"]
        told += [jinja2.Environment().from_string("{{ 'a\nb'|indent(2, indentfirst=true) }}").render(), [str(w.message) for w in seen]]
    told += [utils.missing, utils.consume(iter([1])), utils.concat(["a", "b"]), utils.have_async_gen, len(utils.internal_code) > 9, utils._slash_escape]
    cycler = utils.Cycler(1, 2)
    told += [next(cycler), cycler.current, cycler.next(), cycler.next(), cycler.pos, tell(utils.Cycler), utils.Joiner("-").sep, repr(utils.Namespace({"a": 1}, b=2)), tell(lambda: utils.Namespace().x), tell(utils.Namespace, 1, 2), utils.Namespace({"a": 1}).a]
    told += [utils.urlize(t, *a) for t, a in (("http://x.y www.z", ()), ("http://aaa.bbb", (5,)), ("a@b.c", (None, "r", "t")), ("<http://x> x.org", (None, None, '"')))]
    told += [runtime.markup_join(["<", Markup("<"), 1]), runtime.markup_join([1, "<"]), runtime.unicode_join([1, "<", None]), runtime.identity(5), runtime.to_string(5), runtime.exported]
    told += [filters.make_attrgetter(jinja2.Environment(), a, p, d)(o) for a, p, d, o in (("a.b", None, None, {"a": {"b": 1}}), (0, str, None, [5]), ("a.0", None, "d", {"a": []}), (None, None, None, 7))]
    told += [filters.make_multi_attrgetter(jinja2.Environment(), a, p)(o) for a, p, o in (("a,b", None, {"a": 1, "b": 2}), (0, str, [5]), ("a.0", None, {"a": [3]}))]
    told += [filters.ignore_case("A"), filters.ignore_case(5), filters._prepare_attribute_parts("a.1.b"), filters._prepare_attribute_parts(None), filters._prepare_attribute_parts(3)]
    return told


def natives():
    """Native values of all kinds."""
    env = nativetypes.NativeEnvironment()
    found = []
    for source in ("{{ 1 }}", "{{ 1 }}{{ 2 }}", "a{{ 1 }}", "", "{{ [1, 'a'] }}", "{{ '1' }}", "{{ ' 1' }}", "{{ x }}", "{{ x }}{{ x }}", "{% for y in [1, 2] %}{{ y }}{% endfor %}", "{{ none }}", "[{{ 1 }}, {{ 'a' }}]", "{{ '\"a\"' }}", "{{ 1.0 }}", "{{ true }}", "{{ {'a': x} }}", "{% set z = x %}{{ z }}", "{{ '(1,' }}", "0x{{ 1 }}", "{{ o }}", "{{ nope }}", "{{ 'é' }}{{ 1 }}", "{% macro m() %}{{ 1 }}{% endmacro %}{{ m() }}{{ m() + 'x' }}", "{{ x|list }}"):
        found.append(tell(lambda s=source: env.from_string(s).render(x=(1, 2), o=Markup("<"))))
    found += [nativetypes.native_concat(iter(v)) for v in ([], [1], [1, 2], ["a", 1], ["1", "+1"], [None])]
    found.append(tell(lambda: nativetypes.NativeEnvironment(finalize=lambda v: v or 0).from_string("{{ none }}{{ 5 }}").render()))
    found.append(tell(lambda: nativetypes.NativeEnvironment(autoescape=True).from_string("{{ '<' }}{{ x }}").render(x="<")))
    return found
