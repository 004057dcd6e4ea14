# ruff: noqa: E501, DTZ001 - what is tried is what users do
"""What setting and deleting does to requests."""

import io
from datetime import UTC, datetime, timedelta

from driver import environ, make_environ, tell
from webob import LegacyRequest, Request, acceptparse
from webob.byterange import Range
from webob.cachecontrol import CacheControl
from webob.etag import ETagMatcher, IfRange

NAMES = (
    "accept accept_charset accept_encoding accept_language application_url as_text authorization body cache_control charset client_addr content_length "
    "content_type cookies date domain GET headers host host_port host_url http_version if_match if_modified_since if_none_match if_range "
    "if_unmodified_since is_body_readable is_body_seekable is_xhr json json_body max_forwards method params path path_info path_qs path_url POST pragma "
    "query_string range referer referrer remote_addr remote_host remote_user scheme script_name server_name server_port text upath_info url url_encoding "
    "urlargs urlvars uscript_name user_agent"
)


VALUES = {
    "accept": ["text/html", None, acceptparse.AcceptNoHeader()],
    "authorization": [("Basic", "x"), ("Digest", {"a": "b", "c": "d e"}), "Basic y", None],
    "body": [b"abc", None, "text", 5],
    "cache_control": ["max-age=3", {"max_age": 4}, CacheControl({"no-store": None}, "request"), None, 7],
    "charset": ["utf8", None, "latin-1"],
    "content_length": [5, "6", None, "x", -1],
    "content_type": ["text/xml", "text/xml; a=b", None, "", 5],
    "cookies": [{"a": "b"}, {"c d": "e"}, {}, None],
    "date": [
        datetime(2001, 2, 3, 4, 5, 6),
        "Fri, 09 Nov 2001 01:08:47 GMT",
        None,
        0,
        datetime(2001, 2, 3, tzinfo=UTC).timetuple(),
    ],
    "headers": [{"X-A": "1"}, [("X-B", "2")], {}],
    "host": ["h:1", None],
    "host_url": ["x"],
    "http_version": ["HTTP/2"],
    "if_match": ['"x"', ETagMatcher(["a", "b"]), None, "*"],
    "if_none_match": ["x, y", None],
    "if_modified_since": [datetime(2010, 1, 1), timedelta(0), None],
    "if_range": ['"q"', IfRange.parse('"z"'), None, datetime(2005, 5, 5)],
    "json_body": [{"a": [1, "\xe9"]}, None, object],
    "json": [[1]],
    "max_forwards": [3, None, "x"],
    "method": ["PUT", None],
    "path_info": ["/x", "/\u20ac", "", None, "/a b"],
    "script_name": ["/s", "/\xe9", None],
    "pragma": ["x", None],
    "query_string": ["z=1", None],
    "range": ["bytes=1-2", (1, 5), [0, None], Range(2, 9), None, "x", (5,)],
    "referer": ["r"],
    "referrer": ["q", None],
    "remote_user": ["u", None],
    "scheme": ["https"],
    "server_name": ["n"],
    "server_port": [81, "82", None],
    "text": ["abc\xe9", b"x", None],
    "urlargs": [(1, 2)],
    "urlvars": [{"q": 1}],
    "user_agent": ["ua", None],
    "uscript_name": ["/q"],
    "upath_info": ["/\xe9"],
    "url_encoding": ["latin-1", None],
    "is_body_readable": [True, False],
    "is_body_seekable": [True],
    "body_file": [io.BytesIO(b"file"), b"bytes", None],
    "client_addr": ["x"],
    "adhoc": [5],
    "_private": [6],
}


BASES = [
    {},
    {
        "CONTENT_TYPE": "text/plain; charset=utf8",
        "CONTENT_LENGTH": "3",
        "wsgi__input": None,
        "HTTP_HOST": "a",
        "paste__urlvars": {"a": 1},
    },
    {"wsgiorg__routing_args": ((9,), {"v": 1}), "HTTP_RANGE": "bytes=1-2", "HTTP_CACHE_CONTROL": "no-cache"},
]


def setting():
    out = []
    for name, values in VALUES.items():
        for value in values:
            for base in BASES:
                for kind in (Request, LegacyRequest):
                    base = {**base, "wsgi__input": io.BytesIO(b"abc")}
                    request = kind(make_environ(**base))
                    if name in ("cache_control", "headers"):
                        tell(getattr, request, name)
                    out.append(
                        [
                            name,
                            tell(setattr, request, name, value),
                            tell(environ, request),
                            tell(getattr, request, name),
                        ]
                    )
    return out


def deleting():
    out = []
    for name in NAMES.split():
        for base in (
            *BASES,
            {"wsgiorg__routing_args": ((), {"v": 1})},
            {"wsgiorg__routing_args": ((1,), {})},
            {"HTTP_" + name.upper(): "1"},
        ):
            request = Request(make_environ(**{**base, "wsgi__input": io.BytesIO(b"abc")}))
            out.append([name, tell(delattr, request, name), tell(delattr, request, name), tell(environ, request)])
    return out
