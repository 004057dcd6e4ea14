"""Dictionaries of values, headers and settings. Sent to both boxes as text and played by driver.py."""

# ruff: noqa: SLF001 - private names are part of what must stay

import os
import pickle
import sys

import bottle
from driver import plain, tell


def dictionaries(kind):
    """Every method of a dictionary with several values."""
    box = getattr(bottle, kind)
    made = [box(), box({"a": "1"}), box(a="1", b="2"), box([("c", "3"), ("c", "4")])]
    one = made[2]
    for key, value in (("a", "5"), ("b", "6"), ("c_d", "7")):
        one.append(key, value)
        one[key] = value + "x"
    seen = [plain(d) for d in made] + [len(one), list(one), list(one.keys()), list(one.values()), list(one.items())]
    seen += [list(getattr(one, n)()) for n in ("iterkeys", "itervalues", "iteritems", "allitems", "iterallitems")]
    seen += [
        tell(one.get, "a", None, index, *more)
        for index in (-1, 0, 1, 9)
        for more in ((), (int,))
        if kind != "HeaderDict" or not more
    ]
    seen += [
        tell(one.getone, "a"),
        tell(one.getlist, "a"),
        tell(one.getall, "zz"),
        tell(one.get, "zz", "d"),
        "A" in one,
        "zz" in one,
    ]
    seen += [
        tell(one.replace, "a", "9"),
        tell(one.getall, "a"),
        tell(one.__getitem__, "zz"),
        tell(one.__delitem__, "zz"),
        plain(one),
    ]
    seen += [
        tell(one.pop, "a"),
        tell(one.popitem),
        tell(one.update, {"q": "r"}, s="t"),
        tell(one.setdefault, "u", "v"),
        plain(one),
    ]
    return [*seen, one == made[0], one == dict(one), tell(pickle.loads, pickle.dumps(one)), tell(one.clear), bool(one)]


def header_dictionary():
    """Names and values that must not pass, and those that are changed."""
    box = bottle.HeaderDict()
    bad = ["a\r", "a\n", "a\0", "a\r\nb"]
    seen = [
        [tell(getattr(box, m), b, "x"), tell(getattr(box, m), "x", b)]
        for b in bad
        for m in ("append", "replace", "__setitem__")
    ]
    seen += [tell(getattr(box, m), b) for b in bad for m in ("getall", "get", "__contains__", "__getitem__")]
    seen += [tell(box.append, "x_y", v) for v in (5, None, 1.5, b"b", "ä", True)]
    seen += [tell(box.getall, n) for n in ("X-Y", "x_y", "X_y")] + [tell(box.get, "x-y", "d", i) for i in (0, 1, 99)]
    seen += [
        tell(box.filter, ["X-Y", "none"]),
        len(box),
        tell(box.filter, []),
        [tell(bottle._hkey, k) for k in ("aB_c-d", "", "é")],
    ]
    return [seen, plain(bottle.HeaderDict(a_b="1", A_B="2")), plain(bottle.HeaderDict({"x-1": 1}, y=2))]


def environment_headers():
    """The view on the headers of a WSGI environment."""
    view = bottle.WSGIHeaderDict(
        {"HTTP_A_B": "1", "HTTP_C": b"\xc3\xa4", "CONTENT_TYPE": "t", "HTTPX": "n", "CONTENT_LENGTH": "", "X": 1}
    )
    names = ("a-b", "A_B", "c", "content-type", "Content-Length", "httpx", "x", "")
    seen = [
        [n in view, tell(view.get, n), tell(view.raw, n), tell(view.raw, n, "d"), tell(view.__getitem__, n)]
        for n in names
    ]
    seen.append(
        [list(view), view.keys(), len(view), list(view.items()), tell(view.pop, "a-b"), tell(view.update, {"a": 1})]
    )
    return [
        seen,
        tell(view.__setitem__, "a", 1),
        tell(view.__delitem__, "a-b"),
        view.cgikeys,
        bool(bottle.WSGIHeaderDict({})),
    ]


def form_values():
    """Form values by attribute and encoding."""
    form = bottle.FormsDict({"a": "Ã¤", "b": "\xff", "c": b"\xc3\xa4", "d": 5, "Ã¤": "k"})
    seen = [
        [getattr(form, n), tell(form.getunicode, n), tell(form.getunicode, n, "d", "latin1"), form.get(n)]
        for n in "abcdef"
    ]
    seen += [
        tell(getattr, form, "__none__"),
        tell(getattr, form, "__private"),
        tell(getattr, form, "own__"),
        tell(form.decode),
    ]
    del form["b"]
    decoded = [form.decode(), form.decode("latin1")]
    seen += [[plain(d), d.input_encoding, d.recode_unicode, d.a, d.ä] for d in decoded]
    form.recode_unicode, form.input_encoding = False, "latin1"
    return [seen, form.a, form.c, plain(form.decode())]


def configuration():
    """Keys, namespaces, filters, overlays, listeners and what cannot be done."""
    root, log = bottle.ConfigDict(), []
    root._add_change_listener(lambda config, key, value: log.append(["first", key, value]) or key == "stop")
    root._add_change_listener(lambda config, key, value: log.append(["second", key, value]))
    over = root._make_overlay()
    over._add_change_listener(lambda config, key, value: log.append(["over", key, value]))
    top = over._make_overlay()
    seen = [
        tell(root.__setitem__, 5, 1),
        tell(root.load_dict, {5: 1}),
        tell(root.update, "a.b.", {"c": 1}, d=2),
        tell(root.update, e=1),
    ]
    seen += [
        tell(root.update, ".x", {"y": 1}),
        tell(root.update, {"z": 1}),
        tell(root.update, [("w", 1)]),
        tell(root.update, "only"),
    ]
    seen += [
        tell(root.__setitem__, "stop", 1),
        tell(root.__setitem__, "stop", 1),
        tell(root.setdefault, "e", 9),
        tell(root.setdefault, "f"),
    ]
    seen += [
        tell(over.__delitem__, "e"),
        tell(over.__setitem__, "e", 2),
        tell(root.__setitem__, "e", 3),
        tell(over.__delitem__, "e"),
    ]
    seen += [
        dict(over),
        dict(top),
        tell(over.__setitem__, "own", 1),
        dict(top),
        dict(root),
        tell(over.__delitem__, "own"),
        dict(top),
    ]
    seen += [
        tell(top.__setitem__, "f", 5),
        tell(root.__delitem__, "f"),
        dict(over),
        dict(top),
        tell(root.__delitem__, "f"),
    ]
    seen += [
        tell(root.meta_set, "g", "filter", int),
        tell(over.__setitem__, "g", "7"),
        tell(over.__setitem__, "g", "x"),
        over.get("g"),
    ]
    seen += [
        tell(root.meta_get, "g", "help"),
        tell(over.meta_list, "g"),
        tell(over.meta_list, "none"),
        tell(top.meta_get, "none", "x", 3),
    ]
    root._define("h", default=1, help="text", validate=bool)
    root._define("h", default=2)
    root._define("i")
    seen += [
        root["h"],
        plain(root.meta_list("h")),
        over.meta_get("h", "help"),
        top.meta_get("h", "validate") is bool,
        "i" in root,
    ]
    del top
    root["after"] = 1
    return [seen, log, dict(over), tell(root.load_dict, {"n": {"m": {"k": 1}, "": 2}}, "ns"), dict(root)]


def configuration_files(files, calls):
    """Configuration from files and modules with options."""
    for name, text in files.items():
        with open(name, "w") as file:
            file.write(text)
    sys.path.insert(0, os.getcwd())
    config = bottle.ConfigDict()
    config["kept"] = 1
    seen = []
    for method, target, options in calls:
        result = tell(lambda m=method, t=target, o=options: getattr(config, m)(t, **o) is config)
        seen.append([result if result is True else result[:2], dict(config)])
    return seen
