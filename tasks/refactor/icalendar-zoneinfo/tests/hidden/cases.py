"""Cases on calendars, values and time zones: a frozen corpus, and as many random ones as are asked for.

Runs in the box of the original only.
"""

from drawn import generate
from frozen_calendars import components, texts, zones
from frozen_values import lines, values

__all__ = ["corpus", "generate"]


def corpus():
    """The frozen cases."""
    return [*values(), *lines(), *texts(), *zones(), *components()]
