"""Cases on templates: a frozen corpus, and as many random ones as are asked for. Runs in the box of the original only."""

import frozen_filters
import frozen_templates


def corpus():
    """The frozen cases."""
    return [*frozen_filters.cases(), *frozen_templates.cases()]


def generate(seed, count):
    """None yet."""
    return []
