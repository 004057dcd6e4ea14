# ruff: noqa: SLF001, DTZ001 - what is tried is what users do
"""The descriptors of headers, and what they convert."""

from datetime import date, datetime

from driver import plain, tell
from webob import descriptors, util
from webob.byterange import ContentRange, Range


class _Holder:
    def __init__(self, **environ):
        self.environ, self._headerlist, self.url_encoding = environ, [("X-A", "1"), ("x-a", "2")], "utf-8"

    def encget(self, key, encattr=None):
        return ["encget", self.environ[key], encattr]

    def encset(self, key, value, encattr=None):
        self.environ[key] = ["encset", value, encattr]


def properties():
    d = descriptors
    kinds = {
        "getter": d.environ_getter("K"),
        "default": d.environ_getter("K", "d", "14.1"),
        "none": d.environ_getter("HTTP_X_K", None),
        "decoder": d.environ_decoder("K"),
        "decoder-default": d.environ_decoder("K", "d", "14.2", "url_encoding"),
        "upath": d.upath_property("K"),
        "header": d.header_getter("X-A", "14.3"),
        "list": d.list_header("X-A", "14.4"),
        "date": d.date_header("X-A", "14.5"),
        "int": d.converter(d.header_getter("X-A", "14.6"), d.parse_int, d.serialize_int),
    }
    kinds["deprecated"] = d.deprecated_property(d.environ_getter("K", "d"), "old", "use new", "1.9")
    kinds["gone"] = d.deprecated_property(d.environ_getter("K", "d"), "old", "use new", "1.2")
    out = []
    for name, prop in kinds.items():
        for environ in ({}, {"K": "v", "HTTP_X_K": "w"}, {"K": "\xc3\xa9"}):
            holder = _Holder(**environ)
            kind = type("H", (_Holder,), {"p": prop})
            holder.__class__ = kind
            row = [name, prop.__doc__, tell(getattr, holder, "p")]
            for value in ("new", None, "\u20ac", "a\nb", "a\rb", 5, ["x", "y"]):
                row += [
                    tell(setattr, holder, "p", value),
                    tell(getattr, holder, "p"),
                    plain(holder.environ),
                    plain(holder._headerlist),
                ]
            out.append(
                [
                    *row,
                    tell(delattr, holder, "p"),
                    tell(delattr, holder, "p"),
                    plain(holder.environ),
                    plain(holder._headerlist),
                ]
            )
    return out


def converters():
    d, out = descriptors, []
    for function, values in {
        d.parse_list: [None, "", "a", "a, b ,,c", ","],
        d.serialize_list: ["a", b"a", ["a", 1], ()],
        d.parse_range: [None, "", "bytes=0-1", "x"],
        d.serialize_range: [None, "x", (0, 5), [1, None], Range(0, 1), ()],
        d.parse_int: [None, "", "5", "x", " 7 ", 3],
        d.parse_int_safe: [None, "", "5", "x", "-1"],
        d.parse_content_range: [None, "", "  ", "bytes 0-1/2", "x"],
        d.serialize_content_range: [(0, 1), (0, 1, 2), [1], (1, 2, 3, 4), "x", " ", ContentRange(0, 1, 2), (5, 1, 2)],
        d.serialize_if_range: [datetime(2001, 1, 1), date(2001, 1, 1), "x", "", 5],
        d.parse_auth: [
            None,
            "Basic x",
            'Basic realm="q"',
            'Digest a="b c", d = e,f',
            "Other a=b",
            "",
            "x",
            'WSSE n="1"',
        ],
        d.serialize_auth: [None, "x", ("A", "b"), ("A", {"b": "c"}), ["A", {}], ("A", 5), ("A",)],
        d.parse_auth_params: ["", 'a="b, c", d=e', 'a = "x" , B=c', "a=b"],
        util.html_escape: [
            None,
            "<a href='\"'>&",
            "\xe9\u20ac",
            5,
            b"<",
            type("H", (), {"__html__": lambda s: "<b>"})(),
            type("U", (), {"__unicode__": lambda s: "<u>"})(),
            type("S", (), {"__str__": lambda s: "\xe9<"})(),
            type("N", (), {"__html__": 5, "__str__": lambda s: "n"})(),
        ],
    }.items():
        out += [[function.__name__, tell(function, value)] for value in values]
    out += [tell(util.header_docstring, *args) for args in (("HTTP_X", "14.3"), ("X-Y", "2.1"), ("CONTENT_TYPE", "9"))]
    out += [tell(util.warn_deprecation, "text", version, 1) for version in ("1.2", "1.7", "1.8", 1.10, "2.0")]
    out += [
        tell(util.strings_differ, *args)
        for args in (
            (b"a", b"a"),
            (b"a", b"b"),
            (b"a", b"ab"),
            ("a", "a"),
            (b"", b""),
            (b"a", b"b", None),
            (b"ab", b"ab", None),
            (b"a", b"ab", None),
            (b"ab", b"a", lambda a, b: True),
        )
    ]
    return [*out, plain(util.status_reasons), plain(util.status_generic_reasons), tell(d.serialize_int, 5)]
