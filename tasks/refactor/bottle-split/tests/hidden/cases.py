"""Cases on what the framework's functions and objects do: a frozen corpus, and as many random ones as are asked for.

Runs in the box of the original only.
"""

from drawn import generate
from frozen_http import files, forms, requests, responses
from frozen_parts import containers, functions, routing, templates

__all__ = ["corpus", "generate"]


def corpus():
    """The frozen cases."""
    return [*functions(), *containers(), *routing(), *templates(), *requests(), *forms(), *responses(), *files()]
