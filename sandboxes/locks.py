"""One holder at a time, across threads and processes of this machine, for what must be built only once."""

import fcntl
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager

from sandboxes.cache import cache_dir


@contextmanager
def locked(name: str) -> Iterator[None]:
    """Hold the lock `name` of this cache; waits for it without limit.

    It is a lock of the kernel on an open file: whoever dies, however, has released it. It is not reentrant: a thread
    that asks again for a name it holds waits forever."""
    if not re.fullmatch(r"[A-Za-z0-9._-]{1,120}", name):
        raise ValueError(f"no usable lock name: {name!r}")
    # The file stays: if it were removed, two holders could lock two files of the same name.
    descriptor = os.open(cache_dir("locks") / f"{name}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
