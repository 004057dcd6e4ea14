"""Behaviour cases: a frozen corpus, and random statements from a seed."""

import json
import random
from pathlib import Path

STATEMENTS = json.loads(Path(__file__).with_name("statements.json").read_text())
OPTIONS = [
    {},
    {"reindent": True},
    {"reindent": True, "comma_first": True},
    {"reindent": True, "wrap_after": 20},
    {"reindent": True, "wrap_after": 60, "indent_width": 4, "comma_first": True},
    {"reindent": True, "indent_columns": True},
    {"reindent": True, "indent_tabs": True},
    {"reindent": True, "indent_after_first": True, "indent_width": 3},
    {"reindent_aligned": True},
    {"strip_comments": True},
    {"strip_comments": True, "reindent": True, "keyword_case": "upper"},
    {"use_space_around_operators": True},
    {"keyword_case": "capitalize", "identifier_case": "upper"},
    {"identifier_case": "lower", "truncate_strings": 3},
    {"truncate_strings": 2, "truncate_char": "~", "keyword_case": "lower"},
    {"output_format": "php", "reindent": True},
    {"output_format": "python"},
    {"output_format": "python", "reindent": True},
    {"output_format": "php"},
    {"output_format": "sql", "strip_whitespace": True},
    {"right_margin": 20},
]
FLAGGED = [
    *({name: value} for name in (
        "keyword_case", "identifier_case", "output_format", "strip_comments", "use_space_around_operators",
        "strip_whitespace", "truncate_strings", "indent_columns", "reindent", "reindent_aligned", "indent_after_first",
        "indent_tabs", "indent_width", "wrap_after", "comma_first", "right_margin",
    ) for value in (None, True, False, "upper", "php", 0, 1, 2, -1, 9, 10, 11, "12", "x", [1])),
    {"truncate_strings": 5, "truncate_char": "+"}, {"reindent": True, "indent_columns": True, "indent_tabs": True},
]  # fmt: skip
WORDS = [
    "select",
    "from",
    "where",
    "and",
    "or",
    "order",
    "by",
    "group",
    "limit",
    "insert",
    "into",
    "values",
    "update",
    "set",
    "delete",
    "create",
    "or",
    "replace",
    "table",
    "function",
    "as",
    "case",
    "when",
    "then",
    "else",
    "end",
    "begin",
    "if",
    "for",
    "foreach",
    "loop",
    "while",
    "declare",
    "union",
    "all",
    "having",
    "between",
    "in",
    "not",
    "null",
    "like",
    "join",
    "left",
    "outer",
    "inner",
    "on",
    "a",
    "b",
    "foo",
    "c1",
    "date",
    "timestamp",
    "interval",
    "cast",
    "using",
    "is",
    "distinct",
    "asc",
    "desc",
    "nulls",
    "first",
    "with",
    "over",
    "partition",
    "temp",
    "int",
    "varchar",
    "at",
    "time",
    "zone",
    "day",
    "month",
    "returning",
    "current_date",
    "role",
    "on",
    "except",
    "merge",
    "exec",
    "call",
]
MARKS = json.loads(Path(__file__).with_name("marks.json").read_text())


def call(group, name, function, *args):
    return {"id": f"{group}/{name}", "group": group, "call": f"driver:{function}", "args": list(args)}


def corpus():
    """The frozen cases."""
    made = [call("tables", "keywords", "tables")]
    for at, text in enumerate(STATEMENTS):
        made += [call("tree", at, "tree", text), call("walks", at, "walks", text), call("edited", at, "edited", text)]
        made += [call("outputs", at, "outputs", text, OPTIONS)]
    made += [call("flags", at, "flagged", options) for at, options in enumerate(FLAGGED)]
    made += [call("stream", at, "streamed", STATEMENTS[at : at + 3]) for at in range(0, 15, 3)]
    made += [call("stream", kind, "refused", kind) for kind in ("number", "list", "none")]
    made += [call("stream", f"encoded-{at}", "tree", "select 'Привет' from x", "cp1251") for at in range(1)]
    made += [call("words", 0, "words", WORDS + MARKS), call("words", 1, "words", [w.upper() + "(" for w in WORDS])]
    for at, (argv, text) in enumerate(_commands()):
        command = {"argv": ["{python}", "-m", "sqlparse", *argv], "stdin": text, "files": {"in.sql": STATEMENTS[0]}}
        made.append({"id": f"command/{at}", "group": "command", **command, "compare": ["exit", "stdout", "outputs"]})
    return made


def _commands():
    yield ["-"], STATEMENTS[0]
    yield ["in.sql", "-r", "-k", "upper", "-i", "lower"], ""
    yield ["-", "-a", "-s"], STATEMENTS[7]
    yield ["-", "--strip-comments", "-l", "php", "-r"], STATEMENTS[8]
    yield ["-", "--reindent", "--indent_width", "4", "--wrap_after", "30", "--comma_first", "1"], STATEMENTS[0]
    yield ["-", "--indent_after_first", "-r", "--indent_columns"], STATEMENTS[0]
    yield ["-", "-l", "python"], STATEMENTS[3]
    yield ["nosuch.sql"], ""
    yield ["in.sql", "-o", "nosuch/out.sql"], ""
    yield ["-", "-k", "wrong"], ""
    yield ["-", "--indent_width", "0"], "select 1"
    yield ["--version"], ""
    yield ["-", "--encoding", "nosuch"], "select 1"
    yield ["-", "--encoding", "latin-1"], "select 'é'"
    yield ["in.sql", "-o", "out.sql", "-r"], ""


def generate(seed, count):
    """`count` random texts: trees, outputs, walks."""
    rng = random.Random(seed)
    made = []
    for at in range(count):
        text = _text(rng)
        if at % 3:
            made.append(call("outputs", f"drawn-{at}", "outputs", text, rng.sample(OPTIONS, 5)))
        else:
            made.append(call("tree", f"drawn-{at}", "tree", text))
    return made


def _text(rng):
    parts = []
    for _ in range(rng.randrange(2, 45)):
        parts.append(rng.choice(WORDS) if rng.random() < 0.5 else rng.choice(MARKS))
        parts.append(rng.choice(["", " ", " "]))
    base = rng.choice(STATEMENTS[:20]).split(" ") if rng.random() < 0.3 else []
    at = rng.randrange(len(base) + 1)
    return " ".join(base[:at]) + " " + "".join(parts) + " " + " ".join(base[at:])
