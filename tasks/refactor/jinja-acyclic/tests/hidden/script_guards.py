# ruff: noqa: E501, I001, RUF012, SIM905, SLF001 - a case on a line, and private names are part of what must stay
"""Scripts on sandboxes and extensions."""

import io
import jinja2
from driver import tell, world
from jinja2 import (
    ext,
    lexer,
    nodes,
    sandbox,
)
from markupsafe import Markup


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
    things = {
        "function": generator,
        "method": known["ann"].greet,
        "class": int,
        "generator": generator(),
        "coroutine": made,
        "asynchronous": both(),
        "code": generator.__code__,
        "text": "x",
        "list": [],
        "dict": {},
        "set": set(),
        "deque": __import__("collections").deque(),
    }
    names = "mro __class__ func_code im_self __func__ gi_frame gi_code cr_frame cr_code ag_frame ag_code ag_await co_code append pop clear add update popleft keys upper _x x sort remove setdefault".split()
    env, strict = sandbox.SandboxedEnvironment(), sandbox.ImmutableSandboxedEnvironment()
    told = [
        [
            name,
            attr,
            sandbox.is_internal_attribute(thing, attr),
            sandbox.modifies_known_mutable(thing, attr),
            env.is_safe_attribute(thing, attr, None),
            strict.is_safe_attribute(thing, attr, None),
        ]
        for name, thing in things.items()
        for attr in names
    ]
    made.close()
    told += [env.is_safe_callable(f) for f in (known["ann"].drop, known["ann"].alter, known["ann"].greet, len)]
    told += [tell(env.getattr, known["ann"], n) for n in ("name", "age", "_secret", "__class__", "zz")]
    told += [tell(lambda n=n: env.getattr(known["ann"], n).x) for n in ("_secret", "zz")]
    told += [
        tell(env.getitem, o, n)
        for o, n in (
            ([1], 0),
            ({"a": 1}, "a"),
            (known["ann"], "name"),
            (known["ann"], "_secret"),
            (known["ann"], 5),
            ("x", "upper"),
            ({}, "zz"),
        )
    ]
    told += [
        tell(sandbox.safe_range, *a) for a in ((3,), (1, 5, 2), (sandbox.MAX_RANGE + 1,), (sandbox.MAX_RANGE,), (0,))
    ]
    told += [
        env.call_binop(None, "+", 1, 2),
        env.call_unop(None, "-", 1),
        sorted(env.binop_table),
        sorted(env.unop_table),
        env.intercept_unop("-"),
        env.intercepted_unops,
    ]

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
    told += [
        tell(lambda s=s: counting.from_string(s).render(known))
        for s in (
            "{{ one + 2 ** 3 - 1 }}{{ -one }}{{ +one }}",
            "{{ ann.name }}",
            "{{ ann.name.x }}",
            "{{ err() }}",
            "{{ '{0.name}{0.kind}'.format(ann) }}",
            "{{ '{0[name]}'.format(map) }}",
        )
    ]
    told += [
        sandbox.inspect_format_method("x{}".format),
        sandbox.inspect_format_method(len),
        sandbox.inspect_format_method("x".format_map),
        tell(env.format_string, "{0.__class__}{a}", (1,), {"a": 2}),
        tell(env.format_string, Markup("{}<"), ("<",), {}),
    ]
    told += [
        tell(env.format_string, "{a.upper}", ({"a": "q"},), {}, "x{a}".format_map),
        sorted(map(str, sandbox.UNSAFE_METHOD_ATTRIBUTES)),
        sandbox.unsafe(lambda: 1).unsafe_callable,
    ]
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
                return [
                    nodes.Output([nodes.ContextReference(), nodes.DerivedContextReference()]),
                    nodes.Output(
                        [
                            nodes.EnvironmentAttribute("sandboxed"),
                            self.attr("priority"),
                            nodes.ImportedName("os.path.sep"),
                            nodes.ImportedName("math"),
                        ]
                    ),
                ]
            call = self.call_method(
                "_told", [p.parse_expression()], [nodes.Keyword("k", nodes.Const(1))], lineno=token.lineno
            )
            scope = nodes.Scope(
                [
                    nodes.Assign(nodes.Name("scoped", "store"), nodes.Const(1)),
                    nodes.Output([nodes.Name("scoped", "load")]),
                ]
            )
            overlay = nodes.OverlayScope(
                nodes.Dict([nodes.Pair(nodes.Const("lay"), nodes.Const("L"))]),
                [nodes.Output([nodes.Name("lay", "load")])],
            )
            modified = nodes.ScopedEvalContextModifier(
                [nodes.Keyword("autoescape", nodes.Const(True))],
                [
                    nodes.Output(
                        [
                            nodes.Name("lt", "load"),
                            nodes.MarkSafe(nodes.Name("lt", "load")),
                            nodes.MarkSafeIfAutoescape(nodes.Name("lt", "load")),
                        ]
                    )
                ],
            )
            return [
                nodes.Output([call]),
                scope,
                overlay,
                modified,
                nodes.EvalContextModifier([nodes.Keyword("autoescape", nodes.Name("esc", "load"))]),
                nodes.Output(
                    [
                        nodes.Name("lt", "load"),
                        nodes.TemplateData("<"),
                        nodes.MarkSafeIfAutoescape(nodes.Name("lt", "load")),
                    ]
                ),
            ]

        def _told(self, value, k):
            return [value, k, self.identifier]

    env = jinja2.Environment(extensions=[Own, "jinja2.ext.i18n"])
    env.add_extension(ext.do)
    told = [e.identifier for e in env.iter_extensions()]
    for e in (env, jinja2.Environment(extensions=[Own], enable_async=False, autoescape=True)):
        told += [
            tell(
                lambda e=e: e.from_string("PRE a{% own 1 + x %}{{ scoped }}{{ lay }}{{ lt }}{% two %}").render(
                    x=1, lt="<", esc=True
                )
            )
        ]
        told += [
            tell(
                lambda e=e, v=v: e.from_string(
                    "{% own 1 %}{{ lt ~ '<' }}{% set b %}<{% endset %}{{ b }}{% macro m() %}<{% endmacro %}{{ m() }}{% filter upper %}a<{% endfilter %}{{ ['<']|join(lt) }}"
                ).render(lt="<", esc=v)
            )
            for v in (True, False)
        ]
    told += [
        tell(env.preprocess, "PRE", "n"),
        tell(ext.Extension(env).parse, None),
        ext.Extension(env).bind(1).environment,
        tell(jinja2.Environment, extensions=["nope.x"]),
        tell(jinja2.Environment, extensions=["jinja2.ext.nope"]),
    ]
    source = "{# NOTE one #}{{ _('a') }}\n{{ gettext('b', x=1) }}{{ ngettext('c', 'd', 2) }}{{ _(1) }}{{ _(*q) }}{{ _(**q) }}{{ _() }}\n{# NOTE: two #}\n{% trans n=1 %}e{{ n }}{% pluralize %}f{% endtrans %}\n{# other x #}{{ other('g') }}{{ _('h' ~ 'i') }}{# NOTE#}{{ _('j') }}"
    told += [
        list(ext.extract_from_ast(env.parse(source))),
        list(ext.extract_from_ast(env.parse(source), babel_style=False)),
        list(ext.extract_from_ast(env.parse(source), ("other",))),
    ]
    for options in (
        {},
        {
            "trimmed": "yes",
            "newstyle_gettext": "on",
            "trim_blocks": "1",
            "extensions": "jinja2.ext.do, ,jinja2.ext.i18n",
        },
        {"silent": "off", "encoding": "latin1"},
        {
            "variable_start_string": "[[",
            "variable_end_string": "]]",
            "keep_trailing_newline": "true",
            "line_statement_prefix": "%",
            "line_comment_prefix": "#",
        },
    ):
        for text in (source, "{% if %}", "[[ _('k') ]]{% trans %} l\n m {% endtrans %}\n% trans\nz\n% endtrans"):
            told.append(
                tell(
                    lambda o=options, t=text: list(
                        ext.babel_extract(
                            io.BytesIO(t.encode()), ("_", "gettext", "ngettext", "other"), ["NOTE", "NOTE:"], o
                        )
                    )
                )
            )
    i18n = jinja2.Environment(extensions=["jinja2.ext.i18n"])
    told += [
        tell(i18n.from_string("{{ gettext('x') }}").render),
        sorted(i18n.globals),
        [
            getattr(i18n, n) is not None
            for n in (
                "install_gettext_translations",
                "install_null_translations",
                "uninstall_gettext_translations",
                "extract_translations",
            )
        ],
    ]
    i18n.install_null_translations()
    told += [
        i18n.from_string("{{ gettext('x') }}{{ ngettext('a', 'b', 2) }}{% trans %}y{% endtrans %}").render(),
        list(i18n.extract_translations("{{ _('q') }}")),
        i18n.newstyle_gettext,
    ]

    class Translations:
        def ugettext(self, text):
            return text + "!"

        def ungettext(self, one, many, n):
            return f"{one}{many}{n}"

    i18n.install_gettext_translations(Translations(), newstyle=True)
    told.append(i18n.from_string("{{ gettext('x%(a)s', a=1) }}{{ ngettext('a', 'b%(num)s', 2) }}").render())
    i18n.uninstall_gettext_translations(None)
    return (
        told,
        tell(i18n.from_string("{{ gettext('x') }}").render),
        [ext.with_.identifier, ext.autoescape.tags, ext.loopcontrols.tags],
    )
