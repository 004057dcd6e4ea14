# ruff: noqa: I001 - a case on a line, and private names are part of what must stay
"""Scripts on environments, templates and streams: each function is a case and gives plain data."""

import os
import pickle
import tempfile
import warnings
import jinja2
from driver import tell, world
from jinja2 import defaults, environment, loaders, utils


def options_of_overlay():
    """Overlays share what they do not change."""
    env = jinja2.Environment(
        extensions=["jinja2.ext.do"], cache_size=3, loader=jinja2.DictLoader({"a": "<<x>>{{ x }}"})
    )
    over = env.overlay(variable_start_string="<<", variable_end_string=">>", extensions=["jinja2.ext.loopcontrols"])
    small = env.overlay(cache_size=0, autoescape=True)
    endless = env.overlay(cache_size=-1, undefined=jinja2.StrictUndefined)
    env.globals["x"] = "<&"
    told = [
        (e.overlayed, e.linked_to is env, type(e.cache).__name__, sorted(e.extensions))
        for e in (env, over, small, endless)
    ]
    told.append([over.extensions["jinja2.ext.ExprStmtExtension"].environment is over, endless.overlay().cache])
    told.append([e.get_template("a").render() for e in (env, over, small, endless)])
    return told, over.overlay().cache.capacity, small.overlay().cache


def attributes():
    """What an environment has, and what its tables are."""
    env = jinja2.Environment()
    names = sorted(name for name in vars(env) if name not in ("filters", "tests"))
    same = [env.filters == defaults.DEFAULT_FILTERS, env.tests is defaults.DEFAULT_TESTS, env.sandboxed, env.shared]
    env.extend(own=1, shared=5)
    defaults.DEFAULT_FILTERS["late"] = lambda value: "late"
    defaults.DEFAULT_TESTS["late"] = lambda value: True
    defaults.DEFAULT_NAMESPACE["late"] = "global"
    defaults.DEFAULT_POLICIES["urlize.rel"] = "late"
    late = jinja2.Environment().from_string("{{ 1|late }}{{ 1 is late }}{{ late }}{{ 'www.a.b'|urlize }}").render()
    return names, same, env.own, env.shared, late, sorted(defaults.DEFAULT_FILTERS), sorted(defaults.DEFAULT_TESTS)


def lookups():
    """getattr, getitem, call_filter and call_test by hand."""
    env, known = jinja2.Environment(), world()
    ann, context = known["ann"], jinja2.Environment().from_string("").new_context(known)
    calls = [
        lambda: [
            env.getitem(ann, "age"),
            env.getitem(ann, "name"),
            env.getitem([1], 0),
            env.getitem([1], 5),
            env.getitem(5, None),
        ],
        lambda: [env.getattr(ann, "age"), env.getattr({"x": 1}, "x"), env.getattr(ann, "zz"), env.getattr(5, "zz")],
        lambda: env.getitem(ann, "zz").x,
        lambda: env.call_filter("upper", "x"),
        lambda: env.call_filter("join", ["<", 1], ["&"], eval_ctx=None, context=context),
        lambda: env.call_filter("join", ["<", 1], kwargs={"d": "&"}),
        lambda: list(env.call_filter("map", ["a"], ["upper"])),
        lambda: list(env.call_filter("map", ["a"], ["upper"], context=context)),
        lambda: env.call_filter("sort", [3, 1]),
        lambda: env.call_filter("nope", 1),
        lambda: env.call_filter(env.undefined(name="q"), 1),
        lambda: env.call_test("odd", 3),
        lambda: env.call_test("nope", 3),
        lambda: env.call_test("divisibleby", 3, [2]),
        lambda: env.get_template("x"),
        lambda: env.make_globals(None) is env.globals,
        lambda: [env.make_globals({"a": 1})["a"], env.join_path("a", "b"), env.list_templates()],
    ]
    return [tell(call) for call in calls]


def compatibility():
    """What `_compat` has for others."""
    from jinja2 import _compat

    class Meta(type):
        kind = "meta"

    class Made(_compat.with_metaclass(Meta, dict)):
        pass

    told = [
        type(Made).__name__,
        Made.kind,
        [base.__name__ for base in Made.__mro__],
        _compat.text_type is str,
        _compat.PY2,
    ]
    told += [
        list(_compat.iteritems({1: 2})),
        list(_compat.itervalues({1: 2})),
        list(_compat.iterkeys({1: 2})),
        _compat.fspath("x"),
    ]
    told += [
        _compat.url_quote(b"a b"),
        _compat.encode_filename("f"),
        _compat.string_types,
        _compat.integer_types,
        _compat.unichr(65),
    ]
    return told, tell(_compat.reraise, ValueError, ValueError("v"))


def lru():
    """The cache of templates, used up."""
    cache, told = utils.LRUCache(3), []
    for n in range(5):
        cache[n % 4] = n
        told.append([cache.keys(), cache.values(), cache.items(), len(cache), list(reversed(cache)), repr(cache)])
    told += [
        cache.get(1),
        cache.get(9, "d"),
        cache.setdefault(1, 5),
        cache.setdefault(7, 8),
        7 in cache,
        tell(lambda: cache[99]),
    ]
    cache[7]
    copied, again = cache.copy(), pickle.loads(pickle.dumps(cache))
    del cache[7]
    told += [tell(lambda: cache.__delitem__(7)), copied.keys(), again.keys(), again.capacity, list(cache)]
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        told += [list(cache.iterkeys()), list(cache.itervalues()), list(cache.iteritems()), list(cache.itervalue())]
        told += [str(w.message) for w in seen]
    cache.clear()
    return told, list(cache), cache.copy().capacity


def spontaneous():
    """Templates without an environment share one."""
    one, two, three = jinja2.Template("a{{ x }}"), jinja2.Template("b"), jinja2.Template("c", trim_blocks=True)
    told = [
        one.environment is two.environment,
        one.environment is three.environment,
        one.environment.shared,
        one.render(x=5),
    ]
    jinja2.clear_caches()
    told.append(jinja2.Template("a").environment is one.environment)
    lexed = jinja2.Environment().lexer
    told.append(lexed is jinja2.Environment().lexer)
    jinja2.clear_caches()
    told += [lexed is jinja2.Environment().lexer, repr(jinja2.Template("x")).startswith("<Template memory:")]
    told.append(
        [
            environment.create_cache(0),
            environment.create_cache(-1),
            environment.copy_cache(None),
            environment.copy_cache({1: 2}),
        ]
    )
    return told


def streams():
    """Streams: buffered, dumped, to the end."""
    template = jinja2.Environment().from_string("{% for x in l %}{{ x }}{% endfor %}é")
    told = []
    for size in (2, 3, 9):
        stream = template.stream(l=[1, "", 2, 3, 4])
        stream.enable_buffering(size)
        told += [stream.buffered, list(stream)]
    stream = template.stream(l=[1, 2])
    told += [next(stream), tell(stream.enable_buffering, 1)]
    stream.disable_buffering()
    told += [stream.buffered, next(stream), next(stream), tell(lambda: next(stream))]
    with tempfile.TemporaryDirectory() as room:
        path = os.path.join(room, "x")
        for encoding in (None, "latin1"):
            template.stream(l=[1]).dump(path, encoding)
            with open(path, "rb") as file:
                told.append(file.read())
        told.append(tell(lambda: template.stream(l=[1]).dump(path, "ascii")))
        template.stream(l=[1]).dump(path, "ascii", "replace")
        with open(path, "w", encoding="utf-8") as file:
            template.stream(l=[5]).dump(file)
        with open(path, "rb") as file:
            told.append(file.read())

        class Sink:
            def write(self, item):
                told.append(item)

        template.stream(l=[7]).dump(Sink(), "utf-8")
    return told


def templates_by_hand():
    """What a template object is made of."""
    env = jinja2.Environment(loader=jinja2.DictLoader({"a": "x\n{{ y }}\n{% block b %}{{ y }}{% endblock %}"}))
    template = env.get_template("a")
    told = [template.name, template.filename, sorted(template.blocks), template.debug_info, repr(template)]
    told += [[template.get_corresponding_lineno(n) for n in range(40)], template.module.__name__, repr(template.module)]
    told += [template.root_render_func.__name__, list(template.blocks["b"](template.new_context({"y": 5})))]
    context = template.new_context({"y": 1}, shared=True)
    told += [sorted(context.parent), template.new_context({"y": 1}, locals={"y": 2, "z": utils.missing}).get_all()["y"]]
    told += [
        template.make_module({"y": 3}) is template.module,
        str(template.make_module({"y": 3})),
        template.render({"y": 1}, y=2),
    ]
    told += [tell(template.render, 5), tell(lambda: jinja2.Template("{{ 1 }}").render(1, 2))]
    env.get_template("a", globals={"g": 1})
    told += [
        tell(env.get_template, template)[:1],
        env.get_or_select_template(["q", "a"]).name,
        env.get_or_select_template(template).name,
    ]
    for names in ([], ["q"], ["q", "r"], env.undefined(name="u"), ["q", env.undefined(name="u")], [template], "zz"):
        told.append(tell(lambda n=names: env.select_template(n).name))
        told.append(tell(lambda n=names: env.get_or_select_template(n).name))
    told += [
        tell(env.get_template, env.undefined(name="u")),
        tell(jinja2.Environment().get_template, "a"),
        tell(env.get_template, "q", "parent"),
    ]
    return told


def joined_paths():
    """An environment that joins paths, a template class and a loader of its own."""

    class Relative(jinja2.Environment):
        def join_path(self, template, parent):
            return os.path.normpath(os.path.join(os.path.dirname(parent), template))

        def _compile(self, source, filename):
            return compile(source.replace("marker", "MARKER"), filename, "exec")

    class Loud(jinja2.Template):
        def render(self, *args, **kwargs):
            return super().render(*args, **kwargs) + "!"

    files = {"d/a": "{% include 'b' %}{% import '../c' as c %}{{ c.x }}marker", "d/b": "b", "c": "{% set x = 'cx' %}"}
    env = Relative(loader=jinja2.DictLoader(files))
    env.template_class = Loud
    told = [
        env.get_template("d/a").render(),
        env.from_string("x").render(),
        type(env.select_template(["d/b"])).__name__,
    ]
    told += [
        Loud("{{ x }}").render(x=1),
        type(Loud("x")).__name__,
        Loud.environment_class is jinja2.Environment,
        loaders.split_template_path("a/b//c"),
    ]
    return told, tell(loaders.split_template_path, "a/../b")
