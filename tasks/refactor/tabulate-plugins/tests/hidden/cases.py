"""Behaviour cases: frozen ones over all formats and options, and tables drawn by hypothesis."""

import json

from hypothesis import strategies as st
from parts import call, commands, helpers
from runner.drawing import draw
from tables import ALL_FORMATS, ESC, HEADERS, OPTIONS, SEP, SOME_FORMATS, TABLES, made

FORMATS = [
    "asciidoc",
    "double_grid",
    "double_outline",
    "fancy_grid",
    "fancy_outline",
    "github",
    "grid",
    "heavy_grid",
    "heavy_outline",
    "html",
    "jira",
    "latex",
    "latex_booktabs",
    "latex_longtable",
    "latex_raw",
    "mediawiki",
    "mixed_grid",
    "mixed_outline",
    "moinmoin",
    "orgtbl",
    "outline",
    "pipe",
    "plain",
    "presto",
    "pretty",
    "psql",
    "rounded_grid",
    "rounded_outline",
    "rst",
    "simple",
    "simple_grid",
    "simple_outline",
    "textile",
    "tsv",
    "unsafehtml",
    "youtrack",
]


def corpus():
    """The frozen cases."""
    cases = [call("facts", "all", "facts")]
    for name in ALL_FORMATS:
        for number, headers in enumerate([[], "firstrow", ["h1", "x\nyy"]]):
            cases.append(call("formats", f"{name}-{number}", "every_format", TABLES[name], {"headers": headers}))
    for name, data in TABLES.items():
        cases.append(call("headers", name, "each", data, [{"headers": headers} for headers in HEADERS]))
        if name in ("noindex", "number"):
            continue
        for begin in range(0, len(OPTIONS), 6):
            wanted = [options for number in range(begin, begin + 6) for options in _options(number)]
            cases.append(call("options", f"{name}-{begin}", "each", data, wanted))
    return cases + list(settings()) + custom() + helpers() + commands()


def _options(number):
    """One of the options, in two formats with two kinds of headers."""
    for options in OPTIONS[number : number + 1]:
        headers = [[], ["first", "second one"], "keys"][number % 3]
        yield {"tablefmt": SOME_FORMATS[number % 8], "headers": headers, **options}
        headers = ["firstrow", ["h"], []][number % 3]
        yield {"tablefmt": SOME_FORMATS[(number + 3) % 8], "headers": headers, **options}


def settings():
    """Settings of the package, read at each call."""
    for number, given in enumerate(
        [{"PRESERVE_WHITESPACE": True}, {"MIN_PADDING": 0}, {"MIN_PADDING": 5}, {"WIDE_CHARS_MODE": False}]
    ):
        for name in ("blank", "numbers", "lines", "color"):
            for at, how in enumerate(({}, {"stralign": "center", "numalign": "right"}, {"tablefmt": "pretty"})):
                options = {"headers": ["a header", "b"], **how}
                yield call("settings", f"{name}-{number}-{at}", "table", TABLES[name], options, given)


def custom():
    """Formats that are no names, and names that are no formats."""
    rows = [["a", 1], ["b\nc", 22], [SEP, ""]]
    cases = []
    given = {
        "object": made("format", "grid"),
        "pretty": made("format", "pretty"),
        "rst": made("format", "rst"),
        "html": made("format", "html"),
        "html-padded": made("changed", ["html", {"padding": 2}]),
        "separated": made("separated", " ; "),
        "hidden": made("changed", ["grid", {"with_header_hide": ["lineabove", "linebelowheader", "linebelow"]}]),
        "between": made("changed", ["psql", {"linebetweenrows": made("line", ["<", "~", "+", ">"])}]),
        "nothing": made("changed", ["plain", {"headerrow": None, "datarow": None}]),
        "rows": made(
            "changed",
            ["plain", {"datarow": made("row", ["[", "/", "]"]), "linebelow": made("line", ["", ".", "", ""])}],
        ),
        "unknown": "nope",
        "number": 7,
        "empty-name": "",
        "absent": None,
        "list": ["grid"],
    }
    for name, fmt in given.items():
        for number, headers in enumerate([[], ["x", "why"]]):
            cases.append(call("custom", f"{name}-{number}", "table", rows, {"tablefmt": fmt, "headers": headers}))
    for number, (name, like, folded) in enumerate(
        [
            ("mine", "grid", ""),
            ("mine", "pipe", "mine"),
            ("tsv", "tsv", "tsv"),
            ("pretty", "psql", ""),
            ("rst", "rst", "rst"),
            ("grid", "grid", "psql"),
        ]
    ):
        for headers in ([], ["x", "why"]):
            data = [["", 1], ["b\nc", 22]]
            cases.append(
                call("added", f"{number}-{len(headers)}", "added", name, like, folded, data, {"headers": headers})
            )
    return cases


CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**6), 10**6),
    st.floats(-1e6, 1e6, allow_nan=False).map(lambda x: round(x, 3)),
    st.sampled_from(
        [
            "",
            " ",
            "1",
            "2.50",
            "-3e2",
            "1,000",
            "nan",
            "True",
            "x y",
            "two\nlines",
            "a\n\nb",
            "<&>",
            "|",
            "$_%",
            " padded ",
        ]
    ),
    st.text("ab \n.1", max_size=9),
    st.sampled_from([f"{ESC}[31mred{ESC}[0m", f"{ESC}[1m7.5{ESC}[0m"]),
)
ALIGNS = st.sampled_from(["left", "right", "center", "decimal"])
WIDE = 4
DRAWN = {
    "headers": st.one_of(st.just("firstrow"), st.lists(st.text("hH \n2", max_size=7), max_size=WIDE)),
    "floatfmt": st.one_of(
        st.sampled_from(["g", ".1f", ".3e"]), st.lists(st.sampled_from(["g", ".2f", ".0f"]), max_size=WIDE)
    ),
    "intfmt": st.one_of(st.sampled_from(["", ",", "d"]), st.lists(st.sampled_from(["", ","]), max_size=WIDE)),
    "numalign": ALIGNS,
    "stralign": st.one_of(st.none(), ALIGNS),
    "missingval": st.one_of(st.just("?"), st.lists(st.sampled_from(["-", "n/a", ""]), max_size=WIDE)),
    "showindex": st.sampled_from([True, "always", "never"]),
    "disable_numparse": st.one_of(st.booleans(), st.just([0])),
    "colalign": st.lists(ALIGNS, min_size=1, max_size=1),
    "maxcolwidths": st.one_of(st.integers(1, 8), st.lists(st.one_of(st.none(), st.integers(2, 9)), max_size=WIDE)),
    "maxheadercolwidths": st.integers(2, 8),
    "rowalign": st.one_of(
        st.sampled_from(["top", "center", "bottom"]), st.lists(st.sampled_from(["center", "bottom"]), max_size=3)
    ),
}


def drawn_tables():
    """Tables of any format with a few options."""
    sizes = st.tuples(st.integers(0, 5), st.integers(1, WIDE))
    rows = sizes.flatmap(
        lambda s: st.lists(st.lists(CELLS, min_size=s[1], max_size=s[1]), min_size=s[0], max_size=s[0])
    )
    names = st.lists(st.sampled_from(sorted(DRAWN)), max_size=4, unique=True)
    options = names.flatmap(lambda chosen: st.fixed_dictionaries({name: DRAWN[name] for name in chosen}))
    return st.tuples(rows, st.sampled_from(FORMATS), options)


def generate(seed, count):
    """`count` tables that hypothesis draws."""
    found = draw(drawn_tables(), seed, count)
    return [
        call("drawn", f"{n}", "table", json.loads(json.dumps(rows)), {"tablefmt": name, **options})
        for n, (rows, name, options) in enumerate(found)
    ]
