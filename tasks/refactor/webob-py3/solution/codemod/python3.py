"""Stage 1: Python 3 only; no module of the package asks `compat` any more, which stays for others."""

import ast
import re

from .branches import settled
from .statements import Statements, edit

PLAIN = (
    (r"(?<!value to be of )\b(text_type|string_types)\b", "str"),
    (r"\binteger_types\b", "int"),
    (r"\(type, class_types\)", "type"),
    (r"\(float, int, long\)", "(float, int)"),
    (r"\biteritems_\((\w+)\)", r"\1.items()"),
    (r"\bitervalues_\((\w+)\)", r"\1.values()"),
    (r"(?<=\n)(class \w+)\(object\):", r"\1:"),
    (r"\(IOError, OSError\)|\bIOError\b|(?<=isinstance\(e, )socket\.error", "OSError"),
    (r"\(socket\.error, socket\.gaierror\)", "OSError"),
    (r"\bsocket\.timeout\b", "TimeoutError"),
    (r"super\(\w+, self\)", "super()"),
    (r"\(\((offer == \w+)\) for", r"(\1 for"),
    (
        r"(?s)any\(\(\n( +\(?[^()]*?\)? for \w+ in \w+|[^()]*\(tag=tag, range_=range_\)\n[^()]*?)\n +\)\)",
        r"any(\n\1\n            )",
    ),
)
TEXTS = "text_ bytes_ native_ reraise unquote url_unquote parse_qsl_text"
"""Functions of `compat` that the package goes on to use: they move to a module of their own."""
HOMES = {
    **{name: f"from webob._texts import {name}" for name in TEXTS.split()},
    "cgi_FieldStorage": "from webob._formdata import cgi_FieldStorage",
    "MutableMapping": "from collections.abc import MutableMapping",
    "escape": "from html import escape",
    "quote_plus": "from urllib.parse import quote_plus",
    "url_encode": "from urllib.parse import urlencode as url_encode",
    "url_quote": "from urllib.parse import quote as url_quote",
    "urlparse": "from urllib import parse as urlparse",
}
REST = (
    ("cookies.py", r"_bchr = chr if PY2 else \((.*?)\)\n", r"_bchr = \1\n"),
    ("cookies.py", r"_b_dollar_sign = '\$' if PY2 else ", "_b_dollar_sign = "),
    ("cookies.py", r"_b_quote_mark = '\"' if PY2 else ", "_b_quote_mark = "),
    ("response.py", r"self\.body if PY2 else self\.text", "self.text"),
    ("client.py", r"import sys\n", ""),
    ("client.py", r"import http\.client as httplib", "import http.client as httplib"),
)
COMPAT_HEAD = '"""Names from the time of two Pythons, for others: nothing in WebOb uses them."""\n'


def drop_python2(files: dict[str, str]) -> None:
    """Take the decisions, rename what `compat` renamed, and give the rest of it homes."""
    files |= apart(settled(files["compat.py"]))
    for name, text in files.items():
        if name in ("compat.py", "_texts.py", "_formdata.py"):
            continue
        text = settled(text)
        for pattern, replacement in PLAIN:
            text = re.sub(pattern, replacement, text)
        files[name] = without_compat(text)
    for name, pattern, replacement in REST:
        files[name] = edit(files[name], pattern, replacement)
    files["client.py"] = edit(files["client.py"], r"(?<=def _timeout_supported\(self, ConnClass\):\n)\n*", "")


def apart(compat: str) -> dict[str, str]:
    """`compat` without what the package uses, and the two modules that have it now."""
    compat = compat.replace("text_type):", "str):")
    held = Statements(compat)
    texts = held.take(TEXTS)
    form = held.take("cgi_FieldStorage")
    rest = re.sub(r"# code stolen from \"six\"\n|# TODO check if errors.*\n", "", held.rest())
    taken = "".join(f"{HOMES[name]}  # noqa: F401\n" for name in ("cgi_FieldStorage", *TEXTS.split()))
    rest = re.sub(r"PY3 = .*\nPY2 = .*\n", "PY3 = True\nPY2 = False\n", rest)
    return {
        "compat.py": f"{COMPAT_HEAD}\n"
        + edit(rest, r"(from cgi import parse_header\n)", rf"\1\n{taken}").strip("\n")
        + "\n",
        "_texts.py": f'"""Texts and bytes, and what URLs make of them."""\n\n\n{texts}',
        "_formdata.py": '"""Forms, as the standard library reads them."""\n\nimport cgi\nimport tempfile\n'
        "from cgi import FieldStorage as _cgi_FieldStorage\nfrom cgi import parse_header\n\n\n"
        "# Various different FieldStorage work-arounds required on Python 3.x\n" + re.sub(r"^#.*\n", "", form),
    }


def without_compat(text: str) -> str:
    """The module with other imports in the place of the one of `compat`."""
    pattern = r"from webob\.compat import (\((?:[^()]*)\)|\w+)\n\n?"
    wanted = re.findall(r"\w+", " ".join(re.findall(pattern, text)))
    if not wanted:
        return text
    used = {node.id for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Name)}
    lines = sorted({HOMES[name] for name in wanted if name in HOMES and name in used})
    head = "".join(f"{line}\n" for line in lines)
    text = re.sub(pattern, head.replace("\\", r"\\"), text, count=1)
    return re.sub(pattern, "", text)
