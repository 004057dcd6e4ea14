"""What the lowest modules know of objects that others make further up."""


class UndefinedMark:
    """Base of every undefined type: by it exceptions and utilities know an undefined value."""

    __slots__ = ()


# As with the types made of it, `__slots__` has done its work and would only mislead.
del UndefinedMark.__slots__


clearable_caches = []
"""What `clear_caches` empties; whoever has a cache puts it here."""


def clearable(cache):
    """Let `clear_caches` empty a cache, and return it."""
    clearable_caches.append(cache)
    return cache
