# ruff: noqa: A001, I001, PERF401 - a case on a line, and private names are part of what must stay
"""Scripts on loaders, precompiled templates and caches of bytecode."""

import os
import sys
import tempfile
import warnings
import zipfile
import jinja2
from driver import tell
from jinja2 import bccache


def sources(room):
    """Some templates in files."""
    for name, text in {
        "a.html": "A{{ x }}",
        "sub/b.txt": "B\n{{ nope.x }}",
        "c.html": "{% if %}",
        "é.html": "é",
    }.items():
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
            for wanted in (
                "a.html",
                "x",
                "b.txt",
                "sub/b.txt",
                "p/a.html",
                "q/x",
                "p:a.html",
                "../x",
                "nope",
                "p/",
                "c.html",
                "é.html",
            ):
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
            told += [
                tell(lambda e=env, n=n: [e.get_template(n).render(x=1), e.get_template(n).is_up_to_date])
                for n in ("a.html", "nope", "é.html", "../x")
            ]
        return hidden(told, room)


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
        env = jinja2.Environment(
            loader=jinja2.DictLoader({"a": "A{{ 1 }}", "b": "B"}), bytecode_cache=cache, cache_size=0
        )
        told += [env.get_template("a").render(), env.get_template("b").render(), sorted(os.listdir(room))]
        path = os.path.join(room, sorted(os.listdir(room))[0])
        with open(path, "rb") as file:
            kept = file.read()
        told.append(kept[: len(bccache.bc_magic) + 60].split(b"\xe3")[0])
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
