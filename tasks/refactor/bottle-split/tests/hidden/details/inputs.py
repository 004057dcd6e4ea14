"""What the cases on the framework's own parts are asked with."""


def part(*headers, content=""):
    """One part of a multipart body."""
    return "--B\r\n" + "".join(f"{header}\r\n" for header in headers) + f"\r\n{content}\r\n"


NAMED = 'Content-Disposition: form-data; name="a"'
FILED = 'Content-Disposition: form-data; name="f"; filename="C:\\x\\y.txt"'
END = "--B--\r\n"
MULTIPARTS = {
    "plain": (part(NAMED, content="1") + part(FILED, "Content-Type: t/x; charset=latin1", content="\xe4") + END, {}),
    "network-name": (
        part('Content-Disposition: form-data; name="f"; filename="\\\\\\\\host\\\\y"', content="1") + END,
        {},
    ),
    "memory": (part(NAMED, content="x" * 50) + END, {"mem_limit": 20, "buffer_size": 64}),
    "memory-together": (part(NAMED, content="x" * 30) * 3 + END, {"mem_limit": 70}),
    "disk": (part(FILED, content="x" * 80) + END, {"memfile_limit": 10, "disk_limit": 60}),
    "disk-together": (part(FILED, content="x" * 40) * 3 + END, {"memfile_limit": 10, "disk_limit": 100}),
    "spooled": (part(FILED, content="0123456789" * 20) + END, {"memfile_limit": 100, "buffer_size": 32}),
    "spooled-lines": (part(FILED, content="01\r\n" * 40) + END, {"memfile_limit": 50, "buffer_size": 32}),
    "at-limit": (part(FILED, content="0123456789") + END, {"memfile_limit": 10}),
    "over-limit": (part(FILED, content="0123456789a") + END, {"memfile_limit": 10}),
    "long-line": (part(NAMED, content="y" * 100 + "\r\n--B") + END, {"buffer_size": 16}),
    "long-header": (part(NAMED + "; x=" + "y" * 100) + END, {"buffer_size": 16}),
    "cut-boundary": (part(NAMED, content="z" * 13 + "\r\n--B--") + "more", {"buffer_size": 16}),
    "length": (part(NAMED, "Content-Length: 3", content="abc") + END, {}),
    "length-over": (part(NAMED, "Content-Length: 2", content="abc") + END, {}),
    "length-bad": (part(NAMED, "Content-Length: x", content="abc") + END, {}),
    "length-given": (part(NAMED, content="abc") + END, {"content_length": 60}),
    "length-short": (part(NAMED, content="abc") + END, {"content_length": 30}),
    "unclosed-header": ("--B\r\n" + NAMED + "\r\n--B--\r\n", {}),
    "folded": (part(NAMED.replace("; name", ";\r\n\tname"), content="1") + END, {}),
    "folded-first": ("--B\r\n  folded\r\n\r\nx\r\n" + END, {}),
    "tail": (part(NAMED, content="1") + "--B--", {}),
    "no-terminator": (part(NAMED, content="1"), {}),
    "second-unclosed": (part(NAMED, content="1") + "--B\r\n" + NAMED + "\r\n\r\nabc", {}),
    "empty": (END, {}),
    "empty-more": (END + "x", {}),
    "none": ("", {}),
}
SHORT = part(NAMED, content="0123456789" * 5 + "\r\n\r\r\nabc\n") * 2 + END
MULTIPARTS |= {f"buffer-{n}": (SHORT, {"buffer_size": n}) for n in range(38, 54, 2)}
MULTIPARTS |= {
    f"given-{n}": (SHORT, {"content_length": len(SHORT) + n, "buffer_size": 60}) for n in (-9, -3, -2, -1, 0, 1)
}
LIMITS = [
    {"boundary": ""},
    {"boundary": "b" * 10, "buffer_size": 16},
    {"boundary": "b" * 10, "buffer_size": 15},
    {"boundary": "b", "disk_limit": 100, "mem_limit": 200},
    {"boundary": "b", "mem_limit": 50},
    {"boundary": "b"},
]
HAND = {
    "headers": [
        ["A: b", "\r\n"],
        [" c", "\r\n"],
        ["bad", "\r\n"],
        [NAMED, "\r\n"],
        ["", "\r\n"],
        ["", ""],
        ["body", "\r\n"],
        ["", ""],
        ["x", ""],
    ],
    "unfinished": [["A: b", ""]],
    "no-disposition": [["A: b", "\r\n"], ["", "\r\n"], ["x", ""]],
    "blank": [["  ", "\r\n"]],
    "tab": [[NAMED, "\r\n"], ["\tmore", "\r\n"], ["", "\r\n"]],
}
VALUES = [
    'a; b="c, d"; e, f;g=h',
    'a=b;c="d\\"e"',
    '"q"; x',
    'a;b="c";d',
    "a;b=c=d",
    "a;b",
    " A ; B = c ,",
    '"a"="b"',
    ',"x"',
    "Basic",
    "Basic dXNlcjpwYTpzcw==",
    "basic dXNlcg==",
    "Basic \xff",
    "Basic dXNlcjrDpA==",
    "Sun, 06 Nov 1994 08:49:37 GMT",
    "Sun, 06 Nov 1994 08:49:37 -0200",
    "06 Nov 1994",
]
ENVIRONMENTS = [
    {},
    {"PATH_INFO": "a"},
    {"PATH_INFO": "//a/", "SCRIPT_NAME": "/s/t/"},
    {"SCRIPT_NAME": "s"},
    {"REQUEST_METHOD": "put"},
    {"HTTP_HOST": "h:1", "wsgi.url_scheme": "https", "QUERY_STRING": "a=b"},
    {"SERVER_NAME": "n", "SERVER_PORT": "80"},
    {"SERVER_NAME": "n", "SERVER_PORT": "443"},
    {"SERVER_NAME": "n", "SERVER_PORT": "443", "wsgi.url_scheme": "https"},
    {"SERVER_NAME": "n", "SERVER_PORT": "80", "HTTP_X_FORWARDED_PROTO": "https"},
    {"HTTP_X_FORWARDED_HOST": "f", "HTTP_HOST": "h"},
    {"CONTENT_LENGTH": "7", "CONTENT_TYPE": "A/B; C"},
    {"CONTENT_LENGTH": ""},
    {"HTTP_X_REQUESTED_WITH": "xmlhttpREQUEST"},
    {"HTTP_X_REQUESTED_WITH": "other"},
    {"HTTP_AUTHORIZATION": "Basic YTpi", "REMOTE_USER": "u"},
    {"REMOTE_USER": "u"},
    {"HTTP_X_FORWARDED_FOR": " 1 ,2", "REMOTE_ADDR": "3"},
    {"REMOTE_ADDR": "3"},
    {"HTTP_TRANSFER_ENCODING": "gzip"},
    {"HTTP_TRANSFER_ENCODING": "CHUNKED"},
    {"PATH_INFO": "/a b?\xc3\xa4", "SCRIPT_NAME": "/"},
]
JSON = [
    ["application/json", '{"a": 1}', 8],
    ["application/json", '{"a": 1}', 7],
    ["APPLICATION/JSON; charset=x", "[1]", 99],
    ["application/json-rpc", "2", 99],
    ["application/jsonp", "2", 99],
    ["text/json", "2", 99],
    ["application/json", "", 99],
    ["application/json", "{", 99],
    ["", "2", 99],
]
UPLOADED = [
    "a.txt",
    " a  b.txt ",
    "../x/.hidden.",
    "C:\\d\\e f.txt",
    "ÄöÜ ß.png",
    "",
    "...",
    "a" * 300,
    "a/b",
    "x\0y",
    "--a--",
    "a_b-c.d",
]
CONFIGURED = {
    "a.ini": "[bottle]\nA = 1\nflag\n[ROOT]\nB = ${bottle:a}\n[Sec.Tion]\nC.D = x\n[DEFAULT]\nz = 9\n",
    "b.ini": "[s]\nk = %(x)s\nx = y\n",
    "mod_c.py": "ONE = 1\nTwo = 2\nTHREE = {'A': {'B': 3}}\n_X = 4\n",
}
CONFIGURATION = [
    ["load_config", "a.ini", {}],
    ["load_config", "none.ini", {}],
    ["load_config", ["a.ini", "none.ini"], {}],
    ["load_config", "b.ini", {"interpolation": None}],
    ["load_config", "a.ini", {"allow_no_value": False}],
    ["load_module", "mod_c", {}],
    ["load_module", "mod_c", {"squash": False}],
    ["load_module", "mod_none", {}],
]
FILES = [
    ["a.txt", {}, {}],
    ["/a.txt\\", {}, {}],
    ["folder/g.html", {}, {}],
    ["folder", {}, {}],
    ["../root-beside/x", {}, {}],
    ["../root/a.txt", {}, {}],
    ["none", {}, {}],
    ["closed.txt", {}, {}],
    ["a.txt", {"root": "root/"}, {}],
    ["a.txt", {"mimetype": "text/own"}, {}],
    ["a.txt", {"mimetype": "text/own; charset=x"}, {}],
    ["a.txt", {"mimetype": "application/javascript"}, {}],
    ["a.txt", {"mimetype": "texture/x"}, {}],
    ["a.txt", {"mimetype": False}, {}],
    ["a.txt", {"mimetype": None, "charset": "c"}, {}],
    ["a.txt", {"charset": "latin1"}, {}],
    ["a.txt", {"charset": ""}, {}],
    *[[name, {}, {}] for name in ("b.json", "c.js", "d.tar.gz", "e.txt.bz2", "f", "h.svgz")],
    ["a.txt", {"download": True}, {}],
    ["f", {"download": 'n"ew.html'}, {}],
    ["a.txt", {"download": "x.tar.gz"}, {}],
    ["a.txt", {"headers": {"X-A": "1", "Content-Type": "own"}}, {}],
    ["a.txt", {"etag": "tag"}, {}],
    ["a.txt", {"etag": False}, {}],
    ["a.txt", {"etag": "tag", "headers": {"X-A": "1"}}, {"HTTP_IF_NONE_MATCH": "tag"}],
    ["a.txt", {"etag": "tag"}, {"HTTP_IF_NONE_MATCH": "other"}],
    ["a.txt", {}, {"HTTP_IF_MODIFIED_SINCE": "Sun, 13 Sep 2020 12:26:40 GMT"}],
    ["a.txt", {}, {"HTTP_IF_MODIFIED_SINCE": "Sun, 13 Sep 2020 12:26:39 GMT"}],
    ["a.txt", {}, {"HTTP_IF_MODIFIED_SINCE": " Sun, 13 Sep 2020 12:26:41 GMT ; length=5"}],
    ["a.txt", {}, {"HTTP_IF_MODIFIED_SINCE": "never"}],
    *[
        ["a.txt", {}, {"HTTP_RANGE": f"bytes={r}"}]
        for r in ("0-0", "2-5", "-3", "7-", "9-9", "10-", "0-99", "5-2", "x-y", "1-2,4-5", "-0")
    ],
    ["a.txt", {}, {"HTTP_RANGE": "lines=0-1"}],
    ["a.txt", {}, {"HTTP_RANGE": "bytes=2-3", "method": "HEAD"}],
    ["a.txt", {}, {"method": "HEAD"}],
    ["a.txt", {}, {"method": "head"}],
]
SOURCES = [
    "% if x: # note\na\n% else:\nb\n% end # done\n",
    "<% x = 1 # note %>\nafter\n",
    "<%\nif a:\n  b = 1\nelif c:\n  d\nend\n%>\n",
    "% x = [i for i in y if i]\n% f(1,\n% 2)\n{{x}}",
    "% z = (1 if a else 2)\n",
    "% x = 'a %> b'\n<% y = '%>' %>\n{{'}}'}}{{!y}}\n",
    "text\\\\\nmore\n\\% no\n\\\\% x\n  \\<% no %>\n",
    "a {{ b }} c {{ !d }} {{ e\n",
    "% def f():\nin {{x}}\n% end\n% for a in b:\n% f(a)\n% end\n",
    "% end\n% )\n%\n<% %>",
    "{{a}}{{b}}\n\n{{!c}}\r\n% pass\r\nx\ry",
    "% try:\n% x\n% except E: # c\n% y\n% finally:\n% z; end\n",
    "% a = 1; b = 2\n% include('x', y=1)\n% rebase('z')\n",
    "{{'''a\nb'''}} {{\"\"}} {{ur'x'}}\n",
    "",
    "   % indented = 1\n\t<% tab = 1 %>\n",
    "% while x: y; end\nz\n",
    "a\r\nb\\\\\r\n% x\r\nc\n",
    "a\nb\\\\\n% x\nc\\\\\n",
]
