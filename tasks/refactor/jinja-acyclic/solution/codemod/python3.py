"""Stage 1: Python 3 only; no module of the package asks `_compat` any more, which stays for others."""

import io
import re
import tokenize

from .branches import settled
from .statements import edit

PLAIN = (
    (r"(\(bool, int, float, complex, )range_type, Markup\) \+ string_types", r"\1range, Markup, str)"),
    (r"\binteger_types \+ \(", "(int, "),
    (r"\binteger_types\b", "int"),
    (r"\btext_type\b|\bstring_types\b", "str"),
    (r"\brange_type\b", "range"),
    (r"\bNativeStringIO\b", "StringIO"),
    (r"\bimap\(", "map("),
    (r"\bizip\(", "zip("),
    (r"\bmarshal_(dump|load)\(", r"marshal.\1("),
    (r"(= |lineno, )intern\(", r"\1sys.intern("),
    (r"(?<!def )(?<![.'])\biteritems\(((?:[^()]|\([^()]*\))+)\)", r"\1.items()"),
    (r"\bencode_filename\((\w+)\)", r"\1"),
    (r"\bfspath\(", "os.fspath("),
    (r"\burl_quote\(", "quote_from_bytes("),
    (r"\n *@implements_\w+(?=\n)", ""),
    (r"\bwith_metaclass\((\w+)(, object)?\)", r"metaclass=\1"),
    (r"(?<=\n)(class \w+)\(object\):", r"\1:"),
    (r"# -\*- coding: utf-8 -\*-\n", ""),
)
COMPAT = (
    (r"(?m)^from \._compat import \w+\n", ""),
    (r"(?<=\n)PY2 = .*?\n", "PY2 = False\n"),
    (r"# flake8: noqa\n", '"""Names from the time of two Pythons, for others: nothing in Jinja uses them."""\n'),
)
ADDED = {
    "bccache.py": (r"import errno\n", "import errno\nimport marshal\nimport pickle\n"),
    "compiler.py": (r"(from functools import update_wrapper\n)", r"\1from io import StringIO\n"),
    "filters.py": (r"(from collections import namedtuple\n)", r"from collections import abc\n\1"),
    "lexer.py": (r"import re\n", "import re\nimport sys\n"),
    "loaders.py": (r"(import weakref\n)", r"\1from collections import abc\n"),
    "runtime.py": (r"import sys\n", "import sys\nfrom collections import abc\n"),
    "sandbox.py": (r"(from collections import deque\n)", r"from collections import abc\n\1"),
    "tests.py": (r"(import re\n)", r"\1from collections import abc\n"),
    "utils.py": (r"(from collections import deque\n)", r"from collections import abc\n\1"),
}
BYTES = (
    ("bccache.py", r"(from hashlib import sha1\n)", r"\1from io import BytesIO\n"),
    ("utils.py", r"(from threading import Lock\n)", r"\1from urllib.parse import quote_from_bytes\n"),
)
REST = (
    ("bccache.py", r"# if marshal_load fails", "# if loading fails"),
    ("compiler.py", r"# what method to iterate over.*?(?=code_features = )", ""),
    ("compiler.py", r"# does this python version support generator.*?(?=def optimizeconst)", "\n"),
    ("compiler.py", r"(code_features = \[\"division\")", r'\1, "generator_stop"'),
    ("compiler.py", r"if supports_yield_from and not self", "if not self"),
    ("compiler.py", r"if \(\n +supports_yield_from\n +and (.*?)\n +(and frame\.buffer is None)\n +\)", r"if \1 \2"),
    ("compiler.py", r"blocks\.%s\(\):\" % dict_item_iter", 'blocks.items():"'),
    (
        "environment.py",
        r"                if py_compile:\n.*?                else:\n    (.*?\n)    (.*?\n)(?=        finally)",
        r"\1\2",
    ),
    (
        "environment.py",
        r"reraise\(\*rewrite_traceback_stack\(source=source\)\)",
        "_, value, tb = rewrite_traceback_stack(source=source)\n        raise value.with_traceback(tb)",
    ),
    ("environment.py", r"\n            else:\n +filename = filename(?=\n)", ""),
    ("environment.py", r" and have_async_gen\n", "\n"),
    ("environment.py", r"from \.utils import have_async_gen\n", ""),
    ("environment.py", r"            py_compile = False\n", ""),
    ("environment.py", r"list \" \"of", "list of"),
    ("ext.py", r"from sys import version_info\n", ""),
    ("lexer.py", r"\n    # str\.isident.*?(?=\n)|check_ident = True\n|check_ident and ", ""),
    ("nodes.py", r"        rv = self\.value\n        if \(\n.*?        return rv\n", "        return self.value\n"),
    (
        "nodes.py",
        r"            storage\.extend\(getattr\(bases\[0\], attr, \(\)\)\)\n(.*?)len\(bases\) == 1",
        r"            for base in bases:\n                storage.extend(getattr(base, attr, ()))\n\1len(bases) <= 1",
    ),
    ("runtime.py", r"    # not available on python 3\n", ""),
    ("runtime.py", r"# No @implements.*?Python 2\.\n", ""),
    ("sandbox.py", r"# make sure we don't warn in python.*?\n\)\n\n", ""),
    ("sandbox.py", r"# on python 2\.x we can register.*?(?=#: register Python 2\.6)", ""),
    ("sandbox.py", r"import warnings\n", ""),
    ("sandbox.py", r"hasattr\(types, \"CoroutineType\"\) and ", ""),
    (
        "sandbox.py",
        r"hasattr\(types, \"AsyncGeneratorType\"\) and isinstance\(\n +(obj, types\.AsyncGeneratorType)\n +\)",
        r"isinstance(\1)",
    ),
    ("utils.py", r"# does this python version support async.*?(?=def soft_unicode)", "have_async_gen = True\n\n\n"),
    (
        "utils.py",
        r"    # __builtin__ in 2\.x.*?\n    if cls.__module__ in \(\"__builtin__\", \"builtins\"\)",
        '    if cls.__module__ == "builtins"',
    ),
)


def drop_python2(files: dict[str, str]) -> None:
    """Take the decisions, rename what `_compat` renamed, and cut the rest out."""
    for name, text in files.items():
        text = plain_strings(settled(text))
        if name == "_compat.py":
            for pattern, replacement in COMPAT[1:]:
                text = edit(text, pattern, replacement)
            files[name] = re.sub(r"# -\*- coding.*?\n", "", text)
            continue
        text = re.sub(*COMPAT[0], text)
        for pattern, replacement in PLAIN:
            text = re.sub(pattern, replacement, text)
        files[name] = text
    for name, (pattern, replacement) in ADDED.items():
        files[name] = re.sub(pattern, replacement, files[name], count=1)
    for name, pattern, replacement in (*BYTES, *REST):
        if "|" in pattern:
            files[name] = re.sub(pattern, replacement, files[name])
        else:
            files[name] = edit(files[name], pattern, replacement)


def plain_strings(text: str) -> str:
    """Literals without the prefix of text that is no bytes."""
    lines = text.split("\n")
    for token in reversed(list(tokenize.generate_tokens(io.StringIO(text).readline))):
        if token.type == tokenize.STRING and token.string[0] in "uU":
            row, column = token.start
            lines[row - 1] = lines[row - 1][:column] + lines[row - 1][column + 1 :]
    return "\n".join(lines)
