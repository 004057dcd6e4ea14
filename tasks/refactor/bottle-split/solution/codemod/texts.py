"""The few texts of the package that are new: its entry point and what keeps module attributes live."""

MAIN = '''"""Entry point of ``python -m bottle``."""

import os
import sys

if not __package__:  # started as a file: import the package from where it lies, not its parts
    sys.path[0] = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))

from bottle import main

if __name__ == "__main__":
    # The reloader starts a program with a package name again as ``-m NAME`` followed by the whole of sys.argv.
    # Without one it starts this file again, as it did with the single module.
    __package__ = None
    main()
'''

PATCH_FIRST = '''
import os
import sys


def _entry_point():
    """Path of __main__.py while this package is imported for ``python -m bottle``, else None."""
    import __main__

    here = os.path.join(os.path.dirname(os.path.abspath(__file__)), "__main__.py")
    started = getattr(__main__, "__file__", None)
    if started and os.path.abspath(started) == here:
        return here
    given = sys.orig_argv
    if sys.argv[:1] != ["-m"] or len(given) < len(sys.argv):
        return None
    asked = given[-len(sys.argv)]  # the interpreter has replaced everything up to the module name by "-m"
    return here if asked == __name__ or (asked[:1] == "-" and asked.endswith("m" + __name__)) else None


# Some server adapters must patch the standard library before any other part of this package imports it.
if _entry_point():
    from ._cliargs import _cli_patch

    _cli_patch([_entry_point(), *sys.argv[1:]])
'''

SWITCHES = """
_mirrors = []  # namespaces that show the current values of the switches


def _sync():
    for namespace in _mirrors:
        namespace.update(DEBUG=DEBUG, NORUN=NORUN)
"""

LIVE = '''

import bottle as _bottle


class _Package(type(sys)):
    """Assigning ``bottle.name`` reaches every part that uses the name."""

    def __setattr__(self, name, value):
        if not name.startswith("__"):
            for part in _PARTS:
                if name in part.__dict__:
                    part.__dict__[name] = value
        super().__setattr__(name, value)


_PARTS = (%s)
_state._mirrors.append(globals())
_bottle.__class__ = _Package
'''

OWNED_BY_PACKAGE = "__name__ = __package__  # classes and functions defined here belong to the package"
