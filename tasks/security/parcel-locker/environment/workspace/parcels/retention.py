"""How long parcels are kept."""

from collections import defaultdict
from collections.abc import Iterable

from parcels.errors import Problem
from parcels.store import Store, Stored


def surplus(parcels: Iterable[Stored], keep: int) -> list[Stored]:
    """What is too much where the newest `keep` of each sender are to stay, oldest first. Raises Problem below 1."""
    if keep < 1:
        raise Problem("at least one parcel of each sender is kept")
    of: dict[str, list[Stored]] = defaultdict(list)
    for one in parcels:
        of[one.sender].append(one)
    return [one for sender in sorted(of) for one in sorted(of[sender], key=lambda p: p.serial)[:-keep]]


def prune(store: Store, keep: int, *, dry: bool = False) -> list[Stored]:
    """Remove what is too much, or with `dry` only say what that is."""
    gone = surplus(store, keep)
    for one in () if dry else gone:
        store.remove(one)
    return gone
