"""Cases on documents, places and classes: a frozen corpus, and as many random ones as are asked for.

Runs in the box of the original only.
"""

from drawn import generate
from frozen_classes import classes
from frozen_documents import documents
from frozen_places import places

__all__ = ["corpus", "generate"]


def corpus():
    """The frozen cases."""
    return [*documents(), *places(), *classes()]
