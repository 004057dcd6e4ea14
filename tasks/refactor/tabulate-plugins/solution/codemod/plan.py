"""What goes where: the only part of the codemod that knows tabulate.

A *unit* is a module of the package, with the names of the statements that move to it. A *stage* is a milestone."""

from typing import NamedTuple

PACKAGE = "tabulate"
SETTINGS = {"wcwidth", "MIN_PADDING", "PRESERVE_WHITESPACE", "WIDE_CHARS_MODE"}
"""Names that users rebind on the package: every reader goes through their owner, as in `_settings.MIN_PADDING`."""
OWNER = "_settings"

UNITS = {
    "_settings": """wcwidth MIN_PADDING PRESERVE_WHITESPACE WIDE_CHARS_MODE _DEFAULT_FLOATFMT _DEFAULT_INTFMT
        _DEFAULT_MISSINGVAL _DEFAULT_ALIGN""",
    "_structure": """SEPARATING_LINE Line DataRow TableFormat _is_separating_line _build_simple_row
        simple_separated_format""",
    "_text": """_multiline_codes _multiline_codes_bytes _esc _csi _osc _st _ansi_escape_pat _ansi_codes
        _ansi_codes_bytes _ansi_color_reset_code
        _padleft _padright _padboth _padnone _strip_ansi _visible_width _is_multiline
        _multiline_width _choose_width_fn _to_str""",
    "_values": """_float_with_thousands_separators _isnumber_with_thousands_separator _isconvertible _isnumber _isint
        _isbool _type _afterpoint _more_generic _column_type _format""",
    "_align": """_align_column_choose_padfn _align_column_choose_width_fn _align_column_multiline_width _flat_list
        _align_column _align_header""",
    "_rows": """_remove_separating_lines _reinsert_separating_lines _prepend_row_index _bool _normalize_tabular_data
        _expand_numparse _expand_iterable""",
    "_wrap": "_CustomTextWrap _wrap_text_to_colwidths",
    "_layout": """_pad_row _build_row _append_basic_row _align_cell_veritically _append_multiline_row _build_line
        _append_line _format_table""",
    "_api": "tabulate",
    "_cli": "_is_file _main _pprint_file",
    "formats.pipes": "_pipe_segment_with_colons _pipe_line_with_colons",
    "formats.wikis": "_mediawiki_row_with_attrs _textile_row_with_attrs _moin_row_with_attrs",
    "formats.html": "JupyterHTMLStr _html_begin_table_without_header _html_row_with_attrs",
    "formats.latex": "_latex_line_begin_tabular LATEX_ESCAPE_RULES _latex_row",
    "formats.asciidoc": "_asciidoc_row",
    "formats.rst": "_rst_escape_first_column",
}
"""Module -> names that it owns. A name brings its whole statement along."""

FAMILIES = {
    "formats.plain": "simple plain tsv presto",
    "formats.grids": "grid simple_grid rounded_grid heavy_grid mixed_grid double_grid fancy_grid",
    "formats.outlines": """outline simple_outline rounded_outline heavy_outline mixed_outline double_outline
        fancy_outline""",
    "formats.pipes": "github pipe orgtbl jira psql",
    "formats.pretty": "pretty",
    "formats.rst": "rst",
    "formats.wikis": "mediawiki moinmoin youtrack textile",
    "formats.html": "html unsafehtml",
    "formats.latex": "latex latex_raw latex_booktabs latex_longtable",
    "formats.asciidoc": "asciidoc",
}
"""Module -> the formats that it describes."""

TRAITS = {
    "pretty": 'min_padding=0, disable_numparse=True, numalign="center", stralign="center"',
    "rst": "prepare=_rst_escape_first_column",
}
"""Format -> what it asks for beside its lines, as arguments of `Format`."""


class Block(NamedTuple):
    """Statements that become a function of their own, found by position in the syntax tree."""

    function: str
    """Dotted name of the function that holds them."""
    path: tuple[int | str, ...]
    """Way from the function to their list: `(3, "orelse", 1)` is `function.body[3].orelse[1].body`."""
    first: int
    last: int
    """Positions in that list: [first, last)."""
    name: str
    """Name of the new function."""
    takes: str
    """Its parameters: local names that the block reads."""
    gives: str = ""
    """The local names that the rest of the function goes on to use."""


PER_COLUMN = "_per_column"
"""Three times the same; the function is written anew (texts.py)."""

NORMALIZE = (
    Block("_normalize_tabular_data", (), 8, 9, "_with_index", "rows index showindex showindex_is_a_str", "rows"),
    Block(
        "_normalize_tabular_data",
        (3, "orelse", 1, "orelse", 0, "orelse", 0, "orelse", 0, "orelse"),
        0,
        1,
        "_rows_of_objects",
        "tabular_data rows headers",
        "rows, headers",
    ),
    Block(
        "_normalize_tabular_data",
        (3, "orelse", 1, "orelse", 0, "orelse", 0, "orelse", 0),
        0,
        6,
        "_rows_of_dicts",
        "rows headers",
        "rows, headers",
    ),
    Block(
        "_normalize_tabular_data", (3, "orelse"), 1, 2, "_rows_of_others", "tabular_data rows headers", "rows, headers"
    ),
    Block(
        "_normalize_tabular_data",
        (3,),
        0,
        1,
        "_rows_of_columns",
        "tabular_data showindex index",
        "keys, rows, index",
    ),
    Block("_rows_of_dicts", (), 3, 4, "_collect_keys", "rows keys uniq_keys"),
)
TABULATE = (
    Block(
        "tabulate",
        (),
        25,
        26,
        "_align_with_headers",
        "headers cols aligns stralign minwidths width_fn is_multiline",
        "headers, rows, minwidths",
    ),
    Block("tabulate", (), 21, 23, "_column_aligns", "coltypes numalign stralign colalign", "aligns"),
    Block("tabulate", (), 17, 20, PER_COLUMN, "", ""),
    Block(
        "tabulate", (), 5, 6, "_wrapped_headers", "list_of_lists headers maxheadercolwidths disable_numparse", "headers"
    ),
    Block("tabulate", (), 4, 5, "_wrapped_rows", "list_of_lists maxcolwidths disable_numparse", "list_of_lists"),
)
LAYOUT = (
    Block(
        "_format_table",
        (),
        11,
        12,
        "_append_rows",
        "lines padded_rows padded_widths colaligns hidden fmt rowaligns append_row",
    ),
    Block(
        "_CustomTextWrap._wrap_chunks",
        (5, 8, 0, "orelse"),
        0,
        1,
        "_shorten",
        "self lines cur_line cur_len indent width",
    ),
    Block("_CustomTextWrap._wrap_chunks", (5,), 5, 6, "_fill_line", "self chunks cur_line cur_len width", "cur_len"),
    Block("_CustomTextWrap._wrap_chunks", (), 3, 4, "_check_placeholder", "self"),
)


class Stage(NamedTuple):
    """The tree after one milestone."""

    merged: dict[str, str]
    """Module of UNITS -> module that holds its names instead."""
    blocks: tuple[Block, ...] = ()


def together(module: str, units: str) -> dict[str, str]:
    """Several units in one module."""
    return dict.fromkeys(units.split(), module)


STAGES = {
    1: Stage(together("_core", "_rows _layout _api _wrap")),
    2: Stage({}),
    3: Stage({}, NORMALIZE),
    4: Stage({}, NORMALIZE + TABULATE + LAYOUT),
}
