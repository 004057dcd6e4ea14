"""The texts of the package that are new: the registry, the entry point and what keeps settings live."""

FORMATS = '''"""Table formats, as plug-ins.

A format is a `Format`: the lines and rows of its tables (a `TableFormat`), and what it asks of the core. Each family of
formats is a module of this package, and no part of the core knows any of them by name. Another package adds its own by
calling `register_format`, or has an entry point in the group "tabulate.formats" whose name is the format's and whose
object is a `Format` or a `TableFormat`; a program takes those by `load_formats(entry_points(group=FORMAT_GROUP))`."""

from typing import NamedTuple

from tabulate._structure import TableFormat

FORMAT_GROUP = "tabulate.formats"


class Format(NamedTuple):
    """What a format is."""

    table: TableFormat
    """Its lines and rows."""
    multiline: bool = False
    """Whether cells with line breaks are folded into several lines; otherwise they are left as they are."""
    min_padding: int | None = None
    """Least extra space in headers; MIN_PADDING where it is None."""
    disable_numparse: bool = False
    """Whether numbers are never parsed, whatever the caller says."""
    numalign: str = "decimal"
    """Alignment of numbers where the caller asks for none."""
    stralign: str = "left"
    """Alignment of other values where the caller asks for none."""
    prepare: object = None
    """Called with rows and headers before anything is formatted; returns both."""


_table_formats = {}
multiline_formats = {}
tabulate_formats = []
_formats = {}


def register_format(name, format, replace=False):
    """Add a format, a `Format` or a `TableFormat`, under a name.

    Raises TypeError for anything else, ValueError for a name that is taken, unless it is to be replaced."""
    if not isinstance(name, str):
        raise TypeError("the name of a format must be a string")
    if isinstance(format, TableFormat):
        format = Format(format)
    if not isinstance(format, Format):
        raise TypeError("a format must be a Format or a TableFormat")
    if name in _table_formats and not replace:
        raise ValueError("format %r is registered already" % name)
    _formats[name] = format
    _table_formats[name] = format.table
    multiline_formats.pop(name, None)
    if format.multiline:
        multiline_formats[name] = name
    tabulate_formats[:] = sorted({*tabulate_formats, name})


def load_formats(entry_points):
    """Register what each entry point loads, under its name; returns the names, sorted."""
    loaded = {point.name: point.load() for point in entry_points}
    for name in sorted(loaded):
        register_format(name, loaded[name])
    return sorted(loaded)


def get_format(name):
    """The Format of that name. Raises KeyError where there is none."""
    table = _table_formats[name]
    return _traits(name)._replace(table=table, multiline=name in multiline_formats)


def unregister_format(name):
    """Forget a format; returns it. Raises KeyError where there is none of that name."""
    format = get_format(name)
    _formats.pop(name, None)
    _table_formats.pop(name, None)
    multiline_formats.pop(name, None)
    tabulate_formats[:] = [known for known in tabulate_formats if known != name]
    return format


def _traits(tablefmt):
    """What a format asks for, by name or as a TableFormat; of an unknown one, what any format asks for."""
    known = not isinstance(tablefmt, TableFormat) and tablefmt in _formats
    return _formats[tablefmt] if known else Format(None)
'''

FAMILY = """

FORMATS = {
%s}

for _name, _format in FORMATS.items():
    register_format(_name, _format)
"""

JUPYTER = """
_html_begin_table_without_header.text_type = JupyterHTMLStr
"""

HEAD = """
import sys

if not __package__:  # running __init__.py as a script
    import os

    sys.path[0] = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))

"""

LIVE = '''
__all__ = ["tabulate", "tabulate_formats", "simple_separated_format"]


class _Package(type(sys)):
    """Assigning ``tabulate.MIN_PADDING`` and other settings reaches every part that reads them."""

    def __setattr__(self, name, value):
        if name in ("wcwidth", "MIN_PADDING", "PRESERVE_WHITESPACE", "WIDE_CHARS_MODE"):
            setattr(_settings, name, value)
        super().__setattr__(name, value)


_package.__class__ = _Package

if __name__ == "__main__":
    _main()
'''

SPECIAL = """    # what the format asks for, whoever registered it
    format = _traits(tablefmt)
    if format.prepare is not None:
        list_of_lists, headers = format.prepare(list_of_lists, headers)
    min_padding = format.min_padding
    if min_padding is None:
        min_padding = MIN_PADDING
    disable_numparse = format.disable_numparse or disable_numparse
    numalign = format.numalign if numalign == _DEFAULT_ALIGN else numalign
    stralign = format.stralign if stralign == _DEFAULT_ALIGN else stralign
"""

PER_COLUMN = '''def _per_column(given, count, default):
    """What is given for all columns alike, or for each of the first ones."""
    if isinstance(given, str):
        return count * [given]
    formats = list(given)
    return formats + (count - len(formats)) * [default]'''
PER_COLUMN_CALLS = """    float_formats = _per_column(floatfmt, len(cols), _DEFAULT_FLOATFMT)
    int_formats = _per_column(intfmt, len(cols), _DEFAULT_INTFMT)
    missing_vals = _per_column(missingval, len(cols), _DEFAULT_MISSINGVAL)"""
