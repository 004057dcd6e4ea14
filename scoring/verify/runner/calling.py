"""One call, in the process that the code under test may do with as it likes: import, call, project.

Standard library only: this file runs inside the runner box."""

import importlib
import json
import os
import sys
from typing import Any

from .frames import Json, send_all
from .projection import project


def prepare(paths: list[str]) -> None:
    """Make the candidate importable, in front of everything else, and give imports a place for bytecode."""
    machinery: Any = importlib.import_module("importlib._bootstrap_external")
    sys.path[:0] = paths
    where = machinery.cache_from_source

    def cache_from_source(path: str, *args: Any, **kwargs: Any) -> Any:
        # The tree is read-only, so its bytecode goes to /tmp; the interpreter's own modules have theirs already.
        if not path.startswith(tuple(paths)):
            return where(path, *args, **kwargs)
        sys.pycache_prefix = "/tmp/pycache"
        try:
            return where(path, *args, **kwargs)
        finally:
            sys.pycache_prefix = None

    machinery.cache_from_source = cache_from_source


def call(case: Json) -> Json:
    """Call what a case names; the typed projection of what it returns or raises."""
    module, _, name = case["call"].partition(":")
    try:
        target: Any = importlib.import_module(module)
        for part in name.split("."):
            target = getattr(target, part)
        value = target(*case.get("args", ()), **case.get("kwargs", {}))
        return {"value": value if case.get("raw") else project(value)}
    except BaseException as error:  # noqa: BLE001 - SystemExit and KeyboardInterrupt are answers too
        return {"raised": project(error)}


def one() -> None:
    """A fresh process for one call: the case comes on standard input, the reply goes to the given descriptor."""
    given = json.load(sys.stdin)
    prepare(given["paths"])
    reply = json.dumps(call(given["case"])).encode()
    sys.stdout.flush()
    send_all(int(sys.argv[1]), reply)
    os._exit(0)
