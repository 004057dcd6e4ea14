"""Scripts on environments, loaders, caches and streams: each function is a case and gives plain data."""

import os
import pickle
import sys
import tempfile
import warnings
import zipfile

import jinja2
from driver import tell, world
from jinja2 import bccache, defaults, environment, loaders, utils


def options_of_overlay():
    """Overlays share what they do not change."""
    env = jinja2.Environment(extensions=["jinja2.ext.do"], cache_size=3, loader=jinja2.DictLoader({"a": "<<x>>{{ x }}"}))
    over = env.overlay(variable_start_string="<<", variable_end_string=">>", extensions=["jinja2.ext.loopcontrols"])
    small = env.overlay(cache_size=0, autoescape=True)
    endless = env.overlay(cache_size=-1, undefined=jinja2.StrictUndefined)
    env.globals["x"] = "<&"
    told = [(e.overlayed, e.linked_to is env, type(e.cache).__name__, sorted(e.extensions)) for e in (env, over, small, endless)]
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
        lambda: [env.getitem(ann, "age"), env.getitem(ann, "name"), env.getitem([1], 0), env.getitem([1], 5), env.getitem(5, None)],
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


def sources(room):
    """Some templates in files."""
    for name, text in {"a.html": "A{{ x }}", "sub/b.txt": "B\n{{ nope.x }}", "c.html": "{% if %}", "é.html": "é"}.items():
        os.makedirs(os.path.dirname(os.path.join(room, name)), exist_ok=True)
        with open(os.path.join(room, name), "w", encoding="utf-8") as file:
            file.write(text)


def hidden(told, room):
    """What was told without the room's name."""
    return repr(told).replace(room, "ROOM")


def loaders_of_all_kinds():
    """What each loader finds, and what it says when it does not."""
    with tempfile.TemporaryDirectory() as room:
        sources(room)
        files = jinja2.FileSystemLoader(room)
        mapping = {"x": "X{{ 1 }}", "a.html": "dict"}
        made = {
            "files": files,
            "two": jinja2.FileSystemLoader([room + "/sub", room], encoding="latin1", followlinks=True),
            "dict": jinja2.DictLoader(mapping),
            "function": jinja2.FunctionLoader(lambda name: "F" + name if name[0] == "x" else None),
            "tuple": jinja2.FunctionLoader(lambda name: ("T", "file", lambda: False) if name[0] == "x" else None),
            "prefix": jinja2.PrefixLoader({"p": files, "q": jinja2.DictLoader(mapping)}),
            "colon": jinja2.PrefixLoader({"p": files}, delimiter=":"),
            "choice": jinja2.ChoiceLoader([jinja2.DictLoader(mapping), files]),
            "base": jinja2.BaseLoader(),
        }
        told = []
        for name, loader in made.items():
            env = jinja2.Environment(loader=loader)
            told.append([name, loader.has_source_access, tell(loader.list_templates)])
            for wanted in ("a.html", "x", "b.txt", "sub/b.txt", "p/a.html", "q/x", "p:a.html", "../x", "nope", "p/", "c.html", "é.html"):
                told.append(tell(lambda e=env, w=wanted: e.get_template(w).render(x=1)))
                told.append(tell(lambda e=env, w=wanted: e.loader.get_source(e, w)[:2]))
        return hidden(told, room)


def package_loader():
    """Templates in a package, and what is listed of them."""
    with tempfile.TemporaryDirectory() as room:
        sources(os.path.join(room, "packaged", "templates"))
        sources(os.path.join(room, "packaged", "other"))
        with open(os.path.join(room, "packaged", "__init__.py"), "w", encoding="utf-8"):
            pass
        sys.path.insert(0, room)
        told = []
        for path in ("templates", "other", "./other", "nope"):
            env = jinja2.Environment(loader=jinja2.PackageLoader("packaged", path))
            told.append(tell(env.loader.list_templates))
            told += [tell(lambda e=env, n=n: [e.get_template(n).render(x=1), e.get_template(n).is_up_to_date]) for n in ("a.html", "nope", "é.html", "../x")]
        return hidden(told, room)


def compatibility():
    """What `_compat` has for others."""
    from jinja2 import _compat

    class Meta(type):
        kind = "meta"

    class Made(_compat.with_metaclass(Meta, dict)):
        pass

    told = [type(Made).__name__, Made.kind, [base.__name__ for base in Made.__mro__], _compat.text_type is str, _compat.PY2]
    told += [list(_compat.iteritems({1: 2})), list(_compat.itervalues({1: 2})), list(_compat.iterkeys({1: 2})), _compat.fspath("x")]
    told += [_compat.url_quote(b"a b"), _compat.encode_filename("f"), _compat.string_types, _compat.integer_types, _compat.unichr(65)]
    return told, tell(_compat.reraise, ValueError, ValueError("v"))


def up_to_date():
    """Templates are read again when they changed."""
    with tempfile.TemporaryDirectory() as room:
        sources(room)
        told = []
        for reload in (True, False):
            env = jinja2.Environment(loader=jinja2.FileSystemLoader(room), auto_reload=reload, cache_size=2)
            first = env.get_template("a.html")
            told.append([first.is_up_to_date, env.get_template("a.html") is first, len(env.cache)])
            with open(os.path.join(room, "a.html"), "w", encoding="utf-8") as file:
                file.write(f"new{reload}")
            os.utime(os.path.join(room, "a.html"), (1, 1 + reload))
            told.append([first.is_up_to_date, env.get_template("a.html").render()])
            os.remove(os.path.join(room, "a.html"))
            told.append([first.is_up_to_date])
            sources(room)
        mapping = {"a": "1"}
        env = jinja2.Environment(loader=jinja2.DictLoader(mapping))
        first = env.get_template("a")
        mapping["a"] = "2"
        told += [first.is_up_to_date, env.get_template("a").render(), env.from_string("x").is_up_to_date]
        return told


def precompiled():
    """Templates in a directory, in an archive, and what is told on the way."""
    with tempfile.TemporaryDirectory() as room:
        sources(room)
        told = []
        env = jinja2.Environment(loader=jinja2.FileSystemLoader(room))
        for zip in (None, "deflated", "stored", "nope"):
            target = os.path.join(room, f"out-{zip}")
            told.append(tell(lambda t=target, z=zip: env.compile_templates(t, zip=z, log_function=told.append)))
            if zip in ("deflated", "stored"):
                with zipfile.ZipFile(target) as archive:
                    told.append([(i.filename, i.compress_type, i.external_attr) for i in archive.infolist()])
        for wanted in (["html"], ["txt"]):
            told.append(tell(lambda w=wanted: env.compile_templates(room + "/w", extensions=w, zip=None)))
        told.append(tell(lambda: env.compile_templates(room + "/x", zip=None, ignore_errors=False)))
        told.append(tell(lambda: env.list_templates(extensions=["txt"])))
        told.append(tell(lambda: env.list_templates(filter_func=lambda name: "a" in name)))
        told.append(tell(lambda: env.list_templates(["txt"], lambda name: True)))
        with warnings.catch_warnings(record=True) as seen:
            warnings.simplefilter("always")
            env.compile_templates(room + "/pyc", zip=None, py_compile=True, extensions=["x"])
            told.append([(w.category.__name__, str(w.message)) for w in seen])
        for place in ("out-None", "out-deflated"):
            ready = jinja2.Environment(loader=jinja2.ModuleLoader(os.path.join(room, place)))
            for name in ("a.html", "sub/b.txt", "nope", "é.html"):
                told.append(tell(lambda r=ready, n=name: [r.get_template(n).render(x=2), r.get_template(n).filename]))
        told += [jinja2.ModuleLoader.get_template_key("a"), jinja2.ModuleLoader.get_module_filename("a")]
        return hidden(told, room)


def bytecode():
    """Caches of bytecode: what is kept, and when it is not taken."""
    told = []
    with tempfile.TemporaryDirectory() as room:
        cache = jinja2.FileSystemBytecodeCache(room, "x%sy")
        env = jinja2.Environment(loader=jinja2.DictLoader({"a": "A{{ 1 }}", "b": "B"}), bytecode_cache=cache, cache_size=0)
        told += [env.get_template("a").render(), env.get_template("b").render(), sorted(os.listdir(room))]
        path = os.path.join(room, sorted(os.listdir(room))[0])
        with open(path, "rb") as file:
            kept = file.read()
        told.append(kept[: len(bccache.bc_magic) + 60].split(b'\xe3')[0])
        told.append([kept.startswith(bccache.bc_magic), bccache.bc_version, len(bccache.bc_magic)])
        for damaged in (b"", b"x" * 99, kept[:-9], kept[: len(bccache.bc_magic)], kept.replace(b"A", b"Z")):
            with open(path, "wb") as file:
                file.write(damaged)
            told.append(tell(lambda: [env.get_template("a").render(), env.get_template("b").render()]))
        told += [cache.get_cache_key("a"), cache.get_cache_key("a", "f"), cache.get_source_checksum("é")]
        cache.clear()
        told.append(sorted(os.listdir(room)))
        bucket = bccache.Bucket(env, "k", "sum")
        told.append(tell(bucket.bytecode_to_string))
        bucket.code = compile("1", "x", "eval")
        other = bccache.Bucket(env, "k", "sum")
        other.bytecode_from_string(bucket.bytecode_to_string())
        told.append(eval(other.code))
        other.checksum = "no"
        other.bytecode_from_string(bucket.bytecode_to_string())
        told.append(other.code)
    return told


def memcached():
    """The same in a client of memcached."""
    told = []

    class Client(dict):
        def get(self, key):
            if key.endswith("fail"):
                raise OSError("down")
            return dict.get(self, key)

        def set(self, key, value, timeout=None):
            told.append([key, timeout, len(value) > 9])
            self[key] = value
            if key.endswith("fail"):
                raise OSError("down")

    for timeout, ignore in ((None, True), (5, False)):
        cache = jinja2.MemcachedBytecodeCache(Client(), "pre/", timeout, ignore)
        env = jinja2.Environment(loader=jinja2.DictLoader({"a": "A"}), bytecode_cache=cache, cache_size=0)
        told += [env.get_template("a").render(), env.get_template("a").render()]
        cache.get_cache_key = lambda name, filename=None: "fail"
        told.append(tell(lambda e=env: e.get_template("a").render()))
    told.append([tell(jinja2.BytecodeCache().load_bytecode, None), tell(jinja2.BytecodeCache().dump_bytecode, None)])
    return told


def default_directory():
    """Where bytecode goes by default."""
    place = jinja2.FileSystemBytecodeCache().directory
    return os.path.basename(place).replace(str(os.getuid()), "UID"), oct(os.stat(place).st_mode)


def lru():
    """The cache of templates, used up."""
    cache, told = utils.LRUCache(3), []
    for n in range(5):
        cache[n % 4] = n
        told.append([cache.keys(), cache.values(), cache.items(), len(cache), list(reversed(cache)), repr(cache)])
    told += [cache.get(1), cache.get(9, "d"), cache.setdefault(1, 5), cache.setdefault(7, 8), 7 in cache, tell(lambda: cache[99])]
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
    told = [one.environment is two.environment, one.environment is three.environment, one.environment.shared, one.render(x=5)]
    jinja2.clear_caches()
    told.append(jinja2.Template("a").environment is one.environment)
    lexed = jinja2.Environment().lexer
    told.append(lexed is jinja2.Environment().lexer)
    jinja2.clear_caches()
    told += [lexed is jinja2.Environment().lexer, repr(jinja2.Template("x")).startswith("<Template memory:")]
    told.append([environment.create_cache(0), environment.create_cache(-1), environment.copy_cache(None), environment.copy_cache({1: 2})])
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
    told += [template.make_module({"y": 3}) is template.module, str(template.make_module({"y": 3})), template.render({"y": 1}, y=2)]
    told += [tell(template.render, 5), tell(lambda: jinja2.Template("{{ 1 }}").render(1, 2))]
    env.get_template("a", globals={"g": 1})
    told += [tell(env.get_template, template) [:1], env.get_or_select_template(["q", "a"]).name, env.get_or_select_template(template).name]
    for names in ([], ["q"], ["q", "r"], env.undefined(name="u"), ["q", env.undefined(name="u")], [template], "zz"):
        told.append(tell(lambda n=names: env.select_template(n).name))
        told.append(tell(lambda n=names: env.get_or_select_template(n).name))
    told += [tell(env.get_template, env.undefined(name="u")), tell(jinja2.Environment().get_template, "a"), tell(env.get_template, "q", "parent")]
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
    told = [env.get_template("d/a").render(), env.from_string("x").render(), type(env.select_template(["d/b"])).__name__]
    told += [Loud("{{ x }}").render(x=1), type(Loud("x")).__name__, Loud.environment_class is jinja2.Environment, loaders.split_template_path("a/b//c")]
    return told, tell(loaders.split_template_path, "a/../b")
