"""Several tests at once: Holm's correction."""

from collections.abc import Sequence


def holm(values: Sequence[float | None]) -> list[float | None]:
    """p values such that the chance of a single false one below alpha among them all is alpha at most, whatever they
    have to do with each other; None stays None and counts for nothing. Source: Holm, Scand. J. Statist. 6 (1979) 65."""
    known = sorted((p, at) for at, p in enumerate(values) if p is not None)
    found: list[float | None] = [None] * len(values)
    least = 0.0
    for rank, (p, at) in enumerate(known):
        least = max(least, min(1.0, (len(known) - rank) * p))
        found[at] = least
    return found
