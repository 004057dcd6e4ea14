# ruff: noqa: A001, E501, SLF001 - a case on a line
"""Scripts on what goes wrong, and on asynchronous templates by hand."""

import asyncio
import traceback

import jinja2
from driver import passed, tell, world
from jinja2 import debug


def run(coroutine):
    """What a coroutine gives; a loop is there afterwards, too."""
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    return loop.run_until_complete(coroutine)


def rewritten():
    """Tracebacks as people read them, those lines that are of templates."""
    files = {
        "base": "{% macro outer(x) %}\n{{ x.fail() }}{% endmacro %}\n{% block body %}{% endblock %}",
        "main": "{% extends 'base' %}{% from 'base' import outer %}\n{% block body %}{% set here = 1 %}\n{% for i in [1, 2] %}{% set inner = i %}\n{{ outer(ann) }}{% endfor %}{% endblock %}",
        "wrong": "a\n{% include 'bad' %}",
        "bad": "b\n\n{{ 1 | nope }}",
    }
    env, told = jinja2.Environment(loader=jinja2.DictLoader(files)), []
    for name in ("main", "wrong", "nope"):
        try:
            env.get_template(name).render(world())
        except Exception as found:
            shown = [line.strip() for line in traceback.format_exception(found) if line.strip().startswith('File "<')]
            told.append(
                [passed(found.__traceback__), shown, type(found.__context__).__name__, type(found.__cause__).__name__]
            )
    return told


def local_variables():
    """What a template knew, out of the variables of its code."""
    context = jinja2.Environment().from_string("").new_context({"x": 1, "y": 2})
    found = [
        debug.get_template_locals(
            {"context": context, "l_0_x": 5, "l_1_x": 6, "l_0_y": jinja2.utils.missing, "other": 1}
        )["x"],
        sorted(
            debug.get_template_locals({"l_0_x": 5, "l_2_x": 7, "l_1_x": 6, "l_q": 1, "l_x_y": 2, "l_0_a_b": 3}).items()
        ),
        debug.get_template_locals({}),
    ]
    tb = debug.fake_traceback(ValueError("v"), None, "file.html", 5)
    return [*found, tb.tb_lineno, tb.tb_frame.f_code.co_filename, debug.tb_set_next(tb, None) is tb]


def asynchronous():
    """Asynchronous templates: modules, imports, loops, generators and what they refuse."""
    from jinja2 import asyncsupport  # isort: skip - has to be the first of the two in the original
    from jinja2 import asyncfilters

    files = {
        "lib": "{% macro m(a) %}[{{ a }}{{ later('x') }}]{% endmacro %}{% set v = later(5) %}out",
        "main": "{% import 'lib' as l %}{{ l.m(1) }}{{ l.v }}{% from 'lib' import m with context %}{{ m(later(2)) }}{% include 'lib' %}{% include 'lib' without context %}",
        "loops": "{% for x in numbers_later(4) %}{{ loop.index }}{{ loop.first }}{{ loop.last }}{{ loop.length }}{{ loop.revindex }}{{ loop.revindex0 }}{{ loop.nextitem }}{{ loop.previtem }}{{ loop.changed(x // 2) }}{{ loop.cycle('a', 'b') }}{{ loop.depth }};{% else %}no{% endfor %}",
        "filtered": "{% for x in numbers_later(6) if x is odd %}{{ loop.index }}{{ x }}{% else %}no{% endfor %}{% for x in numbers_later(0) %}{% else %}none{% endfor %}{% for t in tree recursive %}{{ t.v }}{{ loop(t.c) }}{{ loop.depth0 }}{% endfor %}",
        "blocks": "{% macro m() %}<{{ caller(1) }}>{% endmacro %}{% call(x) m() %}{{ later(x) }}{% endcall %}{% block b %}{{ later(3) }}{% endblock %}{{ self.b() }}{% set s %}{{ later(4) }}{% endset %}{{ s }}{% filter upper %}{{ later('q') }}{% endfilter %}",
        "child": "{% extends 'blocks' %}{% block b %}{{ super() }}{{ later(9) }}{% endblock %}",
        "wrong": "\n{% for x in numbers_later(2) %}\n{{ later(x) / 0 }}{% endfor %}",
    }
    told = []
    for escaped in (False, True):
        env = jinja2.Environment(loader=jinja2.DictLoader(files), enable_async=True, autoescape=escaped)
        for name in files:
            template = env.get_template(name)
            told.append(
                [
                    name,
                    tell(lambda t=template: run(t.render_async(world()))),
                    tell(lambda t=template: t.render(world())),
                    tell(lambda t=template: list(t.generate(world()))),
                ]
            )
            told[-1].append(tell(lambda t=template: t.module))
            told[-1].append(tell(lambda t=template: str(run(t.make_module_async(world())))))
            told[-1].append(tell(lambda t=template: t.make_module(world())))
        lib = env.get_template("lib")
        told.append(tell(lambda t=lib: [run(t._get_default_module_async()) is run(t._get_default_module_async())]))

        async def called(template=lib):
            module = await template.make_module_async(world())
            return await module.m("<")

        told.append(tell(lambda c=called: run(c())))
    plain = jinja2.Environment().from_string("{{ x }}")
    told += [tell(lambda: run(plain.render_async())), plain.render(x=1), list(plain.generate(x=1)), str(plain.module)]

    async def gathered():
        aiter = [item async for item in asyncsupport.auto_aiter([1, 2])]
        return [
            aiter,
            await asyncsupport.auto_await(5),
            await asyncsupport.auto_await(world()["later"](6)),
            await asyncfilters.auto_to_seq([3]),
            await asyncfilters.auto_to_seq(world()["numbers_later"](2)),
            await asyncsupport.concat_async(texts()),
        ]

    async def texts():
        yield "a"
        yield "b"

    told.append(run(gathered()))
    told += [
        sorted(asyncfilters.ASYNC_FILTERS),
        [getattr(f, "asyncfiltervariant", None) for f in asyncfilters.ASYNC_FILTERS.values()],
        [jinja2.Environment(enable_async=True).filters[n] is f for n, f in sorted(asyncfilters.ASYNC_FILTERS.items())],
    ]
    return told


def streaming_error():
    """An error in the middle of a stream comes where it happens."""
    template = jinja2.Environment().from_string("a{{ 1 }}b\n{{ nope.x }}c")
    seen = []

    def pulled():
        seen.extend(template.generate())

    return [tell(pulled), seen]
