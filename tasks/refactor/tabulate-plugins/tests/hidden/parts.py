"""Cases on the package's own functions and on its command line."""

from tables import ESC, TABLES, made


def call(group, name, function, *args, **kwargs):
    return {"id": f"{group}/{name}", "group": group, "call": f"driver:{function}", "args": list(args), "kwargs": kwargs}


def helpers():
    """The package's own functions."""
    calls = [
        ("_padleft", [5, "ab"]),
        ("_padright", [5, "ab"]),
        ("_padboth", [5, "ab"]),
        ("_padnone", [5, "ab"]),
        ("_strip_ansi", [f"{ESC}[31mx{ESC}[0m"]),
        ("_strip_ansi", [made("bytes", f"{ESC}[31mx")]),
        ("_visible_width", [f"{ESC}[31mx{ESC}[0m"]),
        ("_visible_width", [12345]),
        ("_to_str", [made("bytes", "x\xff")]),
        ("_to_str", [5]),
        ("_is_multiline", ["a\rb"]),
        ("_is_multiline", [made("bytes", "a\nb")]),
        ("_multiline_width", ["a\nbbb"]),
        ("_isnumber_with_thousands_separator", ["1,234.5"]),
        ("_isnumber_with_thousands_separator", ["12,34"]),
        ("_isnumber_with_thousands_separator", [made("bytes", "+1,000")]),
        ("_isnumber", ["1e400"]),
        ("_isnumber", ["inf"]),
        ("_isnumber", ["1_0"]),
        ("_isnumber", [None]),
        ("_isint", ["12"]),
        ("_isint", [1.5]),
        ("_isbool", ["True"]),
        ("_isbool", [1]),
        ("_type", [made("bytes", "x")]),
        ("_type", ["12"], {"numparse": False}),
        ("_type", [f"{ESC}[1m4{ESC}[0m"], {"has_invisible": False}),
        ("_afterpoint", ["1.25"]),
        ("_afterpoint", ["1e45"]),
        ("_afterpoint", ["1,000.125"]),
        ("_afterpoint", ["x"]),
        ("_afterpoint", ["1000"]),
        ("_column_type", [["1", "2.5", None]]),
        ("_column_type", [["1", "x"]]),
        ("_column_type", [[]]),
        ("_align_column", [["1.5", "22", "x"], "decimal"]),
        ("_align_column", [["a", "bb\nc"], "right"], {"is_multiline": True}),
        ("_align_column", [["a"], None, 4]),
        ("_align_column", [["a", "bb\nc"], "left"], {"is_multiline": True, "has_invisible": False}),
        ("_align_header", ["ab", "center", 6, 2]),
        ("_align_header", ["ab", None, 6, 2]),
        ("_align_header", ["ab", "decimal", 6, 2]),
        ("_expand_numparse", [[1], 3]),
        ("_expand_iterable", [[1], 3, 0]),
        ("_expand_iterable", ["x", 2, 0]),
        ("_bool", [made("odd", [1])]),
        ("_normalize_tabular_data", [TABLES["dicts"], {"a": "A"}]),
        ("_normalize_tabular_data", [TABLES["dicts"], ["x"]]),
        ("_prepend_row_index", [[["a"], ["b"]], [1, 2]]),
        ("_prepend_row_index", [[["a"]], [1, 2]]),
        ("_remove_separating_lines", [made("tuple", [1])]),
        ("_align_cell_veritically", [["a"], 4, 2, "center"]),
        ("_align_cell_veritically", [["a"], 3, 2, "bottom"]),
        ("_align_cell_veritically", [["a"], 3, 1, None]),
        ("_asciidoc_row", [True]),
        ("_build_row", [["a"], [1], ["left"], None]),
        ("_build_line", [[1], ["left"], None]),
        ("_pad_row", [[], 3]),
        ("_pipe_line_with_colons", [[3, 4], []]),
        ("_latex_row", [["a&b"], [3], ["left"], {"a": "Z"}]),
        ("_flat_list", [[1, [2, 3]]]),
        ("_wrap_text_to_colwidths", [[["some words here", "12345"]], [5, 2]], {"numparses": False}),
    ]
    made_cases = [call("helpers", f"{n}", "helpers", calls[n : n + 8]) for n in range(0, len(calls), 8)]
    texts = [
        "the quick  brown fox jumps",
        "superlongword here",
        f"{ESC}[31mred words{ESC}[0m and more",
        " lead",
        "a-b c",
    ]
    options = [
        {"width": 6},
        {"width": 10, "max_lines": 2},
        {"width": 8, "max_lines": 1, "placeholder": ".."},
        {"width": 7, "break_long_words": False},
        {"width": 9, "initial_indent": "> ", "subsequent_indent": "... "},
        {"width": 6, "drop_whitespace": False},
        {"width": 0},
        {"width": 3, "max_lines": 2},
        {"width": 4, "max_lines": 3, "placeholder": " [abc]"},
    ]
    for n, text in enumerate(texts):
        made_cases.append(call("wrap", f"{n}", "wrapped", text, options))
    return made_cases


SHEET = "name  price\nnut   1.25\n\nbolt  10\n"


def commands():
    """The command line."""
    lines = [
        [],
        ["-1"],
        ["--header"],
        ["-f", "grid"],
        ["--format", "html", "-1"],
        ["-F", ".3f"],
        ["--float", ".1e", "-1"],
        ["--int", ","],
        ["-I", "d"],
        ["-s", "i"],
        ["--sep", "[ ]+", "-1"],
        ["-o", "out.txt"],
        ["--output", "out.txt", "-1"],
        ["-h"],
        ["--help"],
        ["-f", "nope"],
        ["--nope"],
        ["-x"],
        ["-f"],
        ["-"],
        ["in.txt"],
        ["in.txt", "-", "in.txt"],
        ["absent.txt"],
        ["-1", "-f", "pretty", "in.txt"],
        ["-A", "x"],
        ["-C", "right"],
        ["--format=rst", "--header"],
        ["--align", "left"],
        ["-1f", "latex"],
        ["-f", "multi"],
        ["--colalign", "right"],
    ]
    cases = [
        call("command", f"{n}-{''.join(line)[:12]}", "command", line, SHEET, {"in.txt": "a,b c\n1 22\n"})
        for n, line in enumerate(lines)
    ]
    script = (
        "import subprocess, sys, tabulate\ndone = subprocess.run([sys.executable, tabulate.__file__, *sys.argv[1:]], "
    )
    script += "stdin=sys.stdin, capture_output=True, text=True)\nprint(done.returncode)\nprint(done.stdout)\n"
    for name, line in (("plain", []), ("grid", ["-1", "-f", "grid"]), ("unknown", ["-f", "nope"])):
        argv = ["{python}", "-c", script, *line]
        cases.append({"id": f"script/{name}", "group": "script", "argv": argv, "stdin": SHEET, "files": {}})
    return cases
