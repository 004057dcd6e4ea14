"""A case in a fresh process: a command line, or a call that wants an interpreter of its own.

Standard library only: this file runs inside the runner box."""

import json
import os
import subprocess
import sys
import tempfile

from .frames import Json
from .supervision import Streams, supervise

ALONE = """
import sys
sys.path.insert(0, '/opt/meltbench')
from runner.calling import one
del sys.path[0]
one()
"""


def run_alone(case: Json, request: Json) -> str:
    """Run a case in a fresh process: a command line, or a call that wants a fresh interpreter."""

    def start(streams: Streams) -> int:
        environment = surroundings(request, streams.cwd)
        if "argv" in case:
            known = {"{python}": sys.executable, "{result}": str(streams.result)}
            argv = [known.get(part, part) for part in case["argv"]]
            environment.update(case.get("env", {}))
        else:
            del environment["PYTHONPATH"]
            argv = [sys.executable, "-s", "-P", "-c", ALONE, str(streams.result)]
        write_files(case.get("files", {}), streams.cwd)
        stdin = case.get("stdin", "") if "argv" in case else json.dumps({"case": case, "paths": request["paths"]})
        with tempfile.TemporaryFile() as feed:
            feed.write(stdin.encode())
            feed.seek(0)
            process = subprocess.Popen(
                argv,
                cwd=streams.cwd,
                env=environment,
                stdin=feed,
                stdout=streams.out,
                stderr=streams.err,
                start_new_session=True,
                pass_fds=(streams.result,),
            )
        process.returncode = 0  # waited for below, by pid
        return process.pid

    return supervise(start, case, request).decode("utf-8", "replace")


def surroundings(request: Json, cwd: str) -> dict[str, str]:
    """The environment variables of a program under test that works in `cwd`."""
    return {
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "HOME": cwd,
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        "PYTHONHASHSEED": os.environ.get("PYTHONHASHSEED", "0"),
        "PYTHONPYCACHEPREFIX": "/tmp/pycache",
        "PYTHONPATH": os.pathsep.join(request["paths"]),
    }


def write_files(files: dict[str, str], cwd: str) -> None:
    """Lay a case's files (relative path: text) into `cwd`."""
    for name, text in files.items():
        path = os.path.join(cwd, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as handle:
            handle.write(text)
