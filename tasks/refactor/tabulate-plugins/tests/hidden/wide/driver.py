"""Tables with wide characters, measured by a small stand-in that is there before tabulate is imported."""

# ruff: noqa: SLF001

import sys
import types
import unicodedata

measure = types.ModuleType("wcwidth")


def wcswidth(text):
    """Columns that a text takes."""
    return sum(0 if unicodedata.combining(c) else 1 + (unicodedata.east_asian_width(c) in "WF") for c in text)


measure.wcswidth = wcswidth
sys.modules["wcwidth"] = measure

import tabulate as package  # noqa: E402


def table(rows, options, mode=True):
    """One table, with or without the mode for wide characters."""
    package.WIDE_CHARS_MODE = mode
    try:
        return str(package.tabulate(rows, **options))
    finally:
        package.WIDE_CHARS_MODE = True


def tables(rows, options):
    """One table with each of several options, with and without the mode."""
    return [table(rows, chosen, mode) for chosen in options for mode in (True, False)]


def wrapped(text, options):
    """The package's own wrapper."""
    return package._CustomTextWrap(**options).wrap(text)


def widths(texts):
    """What is measured, with the mode and without."""
    found = [[package._visible_width(text), package.WIDE_CHARS_MODE] for text in texts]
    package.WIDE_CHARS_MODE = False
    try:
        return [*found, [package._visible_width(text) for text in texts]]
    finally:
        package.WIDE_CHARS_MODE = True
