# ruff: noqa: I001, PERF401, SLF001 - a case on a line, and private names are part of what must stay
"""Scripts on utilities and native values."""

import random
import warnings
import jinja2
from driver import tell
from jinja2 import (
    filters,
    nativetypes,
    runtime,
    utils,
)
from markupsafe import Markup


def utilities():
    """Functions of utils by hand."""
    told = [[n, utils.import_string(n) is not None] for n in ("os.path", "os:path", "os", "os.path:join")]
    told += [
        tell(utils.import_string, "nope.x"),
        utils.import_string("nope.x", silent=True),
        utils.import_string("os:zz", True),
        tell(utils.import_string, "os:zz"),
        utils.open_if_exists("/nope"),
    ]
    told += [
        utils.object_type_repr(v)
        for v in (None, ..., 1, "x", jinja2.Environment(), int, jinja2.Undefined(), utils.Joiner())
    ]
    told += [utils.unicode_urlencode(v, for_qs=q) for v in ("a b/é", b"\xff/ ", 5) for q in (True, False)] + [
        utils.unicode_urlencode("é", "latin1")
    ]
    told += [
        utils.pformat({"a": [1]}),
        utils.htmlsafe_json_dumps({"b": "<'>&", "a": 1}),
        utils.htmlsafe_json_dumps([1], dumper=lambda o, **k: f"{o}<{k}", x=1),
    ]
    for options in (
        {},
        {"default_for_string": False},
        {"enabled_extensions": ("J2", ".txt"), "default": True},
        {"disabled_extensions": ("html",), "enabled_extensions": (), "default": "d"},
    ):
        chosen = utils.select_autoescape(**options)
        told.append(
            [chosen(name) for name in (None, "a.html", "a.HTM", "a.xml", "a.txt", "a.j2", "html", "a.html.txt")]
        )
    for seed in range(4):
        random.seed(seed)
        told += [
            utils.generate_lorem_ipsum(2, bool(seed % 2), 5, 40),
            jinja2.Environment()
            .from_string("{{ lipsum(1, html=false, min=2, max=5) }}{{ [1, 2, 3]|random }}")
            .render(),
        ]
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        told += [utils.soft_unicode(5), "x"]
        told += [
            jinja2.Environment().from_string("{{ 'a\nb'|indent(2, indentfirst=true) }}").render(),
            [str(w.message) for w in seen],
        ]
    told += [
        utils.missing,
        utils.consume(iter([1])),
        utils.concat(["a", "b"]),
        utils.have_async_gen,
        len(utils.internal_code) > 9,
        utils._slash_escape,
    ]
    cycler = utils.Cycler(1, 2)
    told += [
        next(cycler),
        cycler.current,
        cycler.next(),
        cycler.next(),
        cycler.pos,
        tell(utils.Cycler),
        utils.Joiner("-").sep,
        repr(utils.Namespace({"a": 1}, b=2)),
        tell(lambda: utils.Namespace().x),
        tell(utils.Namespace, 1, 2),
        utils.Namespace({"a": 1}).a,
    ]
    told += [
        utils.urlize(t, *a)
        for t, a in (
            ("http://x.y www.z", ()),
            ("http://aaa.bbb", (5,)),
            ("a@b.c", (None, "r", "t")),
            ("<http://x> x.org", (None, None, '"')),
        )
    ]
    told += [
        runtime.markup_join(["<", Markup("<"), 1]),
        runtime.markup_join([1, "<"]),
        runtime.unicode_join([1, "<", None]),
        runtime.identity(5),
        runtime.to_string(5),
        runtime.exported,
    ]
    told += [
        filters.make_attrgetter(jinja2.Environment(), a, p, d)(o)
        for a, p, d, o in (
            ("a.b", None, None, {"a": {"b": 1}}),
            (0, str, None, [5]),
            ("a.0", None, "d", {"a": []}),
            (None, None, None, 7),
        )
    ]
    told += [
        filters.make_multi_attrgetter(jinja2.Environment(), a, p)(o)
        for a, p, o in (("a,b", None, {"a": 1, "b": 2}), (0, str, [5]), ("a.0", None, {"a": [3]}))
    ]
    told += [
        filters.ignore_case("A"),
        filters.ignore_case(5),
        filters._prepare_attribute_parts("a.1.b"),
        filters._prepare_attribute_parts(None),
        filters._prepare_attribute_parts(3),
    ]
    return told


def natives():
    """Native values of all kinds."""
    env = nativetypes.NativeEnvironment()
    found = []
    for source in (
        "{{ 1 }}",
        "{{ 1 }}{{ 2 }}",
        "a{{ 1 }}",
        "",
        "{{ [1, 'a'] }}",
        "{{ '1' }}",
        "{{ ' 1' }}",
        "{{ x }}",
        "{{ x }}{{ x }}",
        "{% for y in [1, 2] %}{{ y }}{% endfor %}",
        "{{ none }}",
        "[{{ 1 }}, {{ 'a' }}]",
        "{{ '\"a\"' }}",
        "{{ 1.0 }}",
        "{{ true }}",
        "{{ {'a': x} }}",
        "{% set z = x %}{{ z }}",
        "{{ '(1,' }}",
        "0x{{ 1 }}",
        "{{ o }}",
        "{{ nope }}",
        "{{ 'é' }}{{ 1 }}",
        "{% macro m() %}{{ 1 }}{% endmacro %}{{ m() }}{{ m() + 'x' }}",
        "{{ x|list }}",
    ):
        found.append(tell(lambda s=source: env.from_string(s).render(x=(1, 2), o=Markup("<"))))
    found += [nativetypes.native_concat(iter(v)) for v in ([], [1], [1, 2], ["a", 1], ["1", "+1"], [None])]
    found.append(
        tell(lambda: nativetypes.NativeEnvironment(finalize=lambda v: v or 0).from_string("{{ none }}{{ 5 }}").render())
    )
    found.append(
        tell(lambda: nativetypes.NativeEnvironment(autoescape=True).from_string("{{ '<' }}{{ x }}").render(x="<"))
    )
    return found
