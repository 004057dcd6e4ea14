"""Behaviour cases: a frozen corpus, and random ones from a seed."""

import random

PLAIN = '<a id="1" k="v">\n <b>1</b><b x="y">two</b> tail <c/><d> spaced </d><b/>more</a>'
SPACES = (
    '<r xmlns="http://d/" xmlns:p="http://p/" xmlns:q="urn:q" p:k="1"><p:x q:y="2">t</p:x><q:x>3</q:x>'
    '<in xmlns:p="http://o/"><p:x/></in></r>'
)
COMMENTS = "<a><!-- one --><b><!-- two --><!--three-->4</b><!--  --></a>"
DOCTYPE = '<!DOCTYPE a [<!ENTITY e "text"><!ENTITY f SYSTEM "file">]><a>&e;<b>&f;</b>&amp;</a>'
DOCUMENTS = {
    "plain": PLAIN,
    "spaces": SPACES,
    "comments": COMMENTS,
    "doctype": DOCTYPE,
    "cdata": "<a><![CDATA[<x> & ]]>y<b> \n </b><c>\n z</c></a>",
    "declared": '<?xml version="1.0" encoding="iso-8859-1"?><a b="\u00e9">\u00e9</a>',
    "empty": "<a/>",
    "root-only": "<a>\u20ac</a>",
    "bad": "<a><b></a>",
    "nothing": "",
    "two": "<a/><b/>",
    "prefix": "<a><p:b>1</p:b></a>",
}
READING = [
    {},
    {"xml_attribs": False},
    {"attr_prefix": "!", "cdata_key": "$t", "comment_key": "//"},
    {"attr_prefix": ""},
    {"force_cdata": True},
    {"cdata_separator": "|"},
    {"strip_whitespace": False},
    {"strip_whitespace": False, "force_cdata": True, "cdata_separator": "+"},
    {"postprocessor": "number"},
    {"postprocessor": "quiet"},
    {"dict_constructor": "Sorted"},
    {"force_list": True},
    {"force_list": False},
    {"force_list": ["b", "@id"]},
    {"force_list": "deep"},
    {"process_namespaces": True},
    {"process_namespaces": True, "namespace_separator": "|", "namespaces": {"http://p/": "P", "http://d/": None}},
    {"process_namespaces": True, "namespaces": {"http://p/": "", "urn:q": "Q"}},
    {"namespaces": {"p": "P"}},
    {"process_comments": True},
    {"process_comments": True, "strip_whitespace": False, "comment_key": "c"},
    {"disable_entities": False},
    {"encoding": "iso-8859-1"},
    {"encoding": "utf-16"},
    {"item_depth": 1},
    {"nonsense": 1},
]
TREES = {
    "plain": {"a": {"@id": "1", "b": ["1", {"@x": "y", "#text": "two"}], "c": None, "#text": "tail"}},
    "values": {"a": {"t": True, "f": False, "i": 1, "z": 0, "d": 1.5, "e": "", "n": None, "@b": True, "@i": 3}},
    "lists": {"a": {"b": [], "c": [[1, 2], [3]], "d": [None, {"e": [1]}], "f": [True, False]}},
    "odd": {"a": {"x": {"special": "tuple"}, "g": {"special": "generator"}, "y": {"special": "bytes"}}},
    "set": {"a": {"x": {"special": "set"}}},
    "spaces": {"http://p/:a": {"@xmlns": {"": "http://d/", "p": "http://p/"}, "@http://p/:k": "v", "b:c:d": 1, "e": 2}},
    "near": {"p:a": {"@p:k": 1, "p:b": {"q:c": None}, "@q:k": "2", "@xmlns": "plain"}},
    "escaped": {"a": {"@q": "\"'<&>\n", "#text": "<&>\u20ac"}},
    "two": {"a": 1, "b": 2},
    "none": {},
    "roots": {"a": [1, 2]},
    "scalar": {"a": "text"},
    "nothing": {"a": None},
    "drop": {"a": {"drop": 1, "keep": {"drop": [1], "x": 2}}},
    "keys": {"a": {"!x": 1, "$t": "t", "-": 2}},
    "number-key": {"a": {1: 2}},
}
WRITING = [
    {},
    {"pretty": True},
    {"pretty": True, "newl": "\r\n", "indent": "  "},
    {"full_document": False},
    {"full_document": False, "pretty": True},
    {"short_empty_elements": True},
    {"attr_prefix": "!", "cdata_key": "$t"},
    {"preprocessor": "upper"},
    {"expand_iter": "item"},
    {"expand_iter": "item", "pretty": True, "indent": "."},
    {"namespaces": {"http://p/": "p", "p": "P", "q": "q2"}},
    {"namespaces": {"http://p/": "p", "b:c": "x", "p": ""}, "namespace_separator": ":"},
    {"namespaces": {"p": "P"}, "namespace_separator": "/", "preprocessor": "upper"},
    {"encoding": "iso-8859-1"},
    {"indent": 3},
    {"depth": 1, "pretty": True},
]
HOW = ({}, {"postprocessor": "number"}, {"cdata_separator": "+"})
STREAMS = [{"item_depth": depth, **how} for depth in (1, 2, 3) for how in HOW]


def call(group, name, function, *args):
    return {"id": f"{group}/{name}", "group": group, "call": f"driver:{function}", "args": list(args)}


def corpus():
    """The frozen cases: of each document and tree, all ways of reading or writing it at once."""
    made = [{**call("import", "all", "every_module", ["xmltodict"]), "fresh": True}]
    for name, text in DOCUMENTS.items():
        ways = [[text, options] for options in READING] + [[text, {}, how] for how in ("bytes", "file", "generator")]
        made.append(call("read", name, "each", "read", ways))
        streams = [[text, options] for options in STREAMS] + [[text, {"item_depth": 2}, 2]]
        made.append(call("stream", name, "each", "stream", streams))
        made.append(call("back", name, "there_and_back", text, {}))
    made.append(call("read", "none", "read", "", {}, "none"))
    for name, tree in TREES.items():
        ways = [[tree, options] for options in WRITING] + [[tree, {}, into] for into in ("file", "bytes")]
        made.append(call("write", name, "each", "write", ways))
    made += [command("one", ["1"]), command("none", ["0"]), command("usage", []), command("word", ["x"])]
    return made


def command(name, argv):
    argv = ["{python}", "-c", COMMAND, *argv]
    return {"id": f"command/{name}", "group": "command", "argv": argv, "stdin": PLAIN, "files": {}}


COMMAND = """
import marshal, subprocess, sys
program = [sys.executable, "-m", "xmltodict", *sys.argv[1:]]
done = subprocess.run(program, input=sys.stdin.buffer.read(), capture_output=True)
left, seen = done.stdout, []
while left:
    seen.append(marshal.loads(left))
    left = left[len(marshal.dumps(seen[-1])):]
print(done.returncode, seen)
"""


def generate(seed, count):
    """`count` random cases."""
    rng = random.Random(seed)
    return [rng.choice([_read, _stream, _write, _back])(rng, f"fresh-{index}") for index in range(count)]


NAMES = ["a", "b", "c", "id", "p:x", "drop", "k-1"]
TEXTS = ["", " ", "1", "two", " x ", "\n", "&amp;", "&lt;b&gt;", "\u20ac", "true"]


def _document(rng, depth=0):
    name = rng.choice(NAMES)
    given = rng.sample(["id", "k", "x", "type"], rng.choice([0, 0, 1, 2]))
    attributes = "".join(f' {key}="{rng.choice(TEXTS)}"' for key in given)
    attributes += ' xmlns:p="http://p/"' if depth == 0 or rng.random() < 0.1 else ""
    inner = ""
    for _ in range(rng.randrange(4) if depth < 4 else 0):
        inner += rng.choice(TEXTS) + _document(rng, depth + 1)
    inner += rng.choice([*TEXTS, "<!-- c -->", "<![CDATA[<d>]]>"])
    return f"<{name}{attributes}>{inner}</{name}>" if inner or rng.random() < 0.5 else f"<{name}{attributes}/>"


def _read(rng, name):
    options = {**rng.choice(READING[:23]), **rng.choice(READING[:23])}
    return call("read", name, "read", _document(rng), options, rng.choice(["text", "text", "file", "generator"]))


def _stream(rng, name):
    return call("stream", name, "stream", _document(rng), rng.choice(STREAMS), rng.choice([None, None, 1, 3]))


def _back(rng, name):
    return call("back", name, "there_and_back", _document(rng), rng.choice([{}, {"process_comments": True}]))


def _tree(rng, depth=0):
    if depth > 3 or rng.random() < 0.3:
        return rng.choice([None, True, False, 0, 1, -2.5, "", "x", "<&>", [], [1, None], ["a", ["b"]]])
    keys = rng.sample([*NAMES, "@id", "@k", "#text", "@xmlns"], rng.randrange(1, 5))
    made = {key: rng.choice(["t", 1, None]) if key[0] in "@#" else _tree(rng, depth + 1) for key in keys}
    return [made, _tree(rng, depth + 1)] if depth and rng.random() < 0.2 else made


def _write(rng, name):
    options = {**rng.choice(WRITING[:14]), **rng.choice(WRITING[:14])}
    return call("write", name, "write", {"root": _tree(rng)}, options, rng.choice(["text", "text", "file"]))
