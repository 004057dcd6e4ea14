"""The boxes that verification runs in: a runner box for untrusted code, a tools box that only reads."""

import atexit
import shutil
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import NamedTuple

from sandboxes.archive import is_open_to_all, open_to_all
from sandboxes.base import Sandbox, SandboxProvider
from sandboxes.cache import scratch
from sandboxes.spec import Limits, Mount, SandboxSpec

RUNNER = "/opt/meltbench/runner"
STATIC = "/opt/meltbench/static"
TOOLS = "/opt/tools"
HERE = Path(__file__).parent
LOOP = (
    "/usr/bin/python3",
    "-s",
    "-P",
    "-c",
    "import sys; sys.path.insert(0, '/opt/meltbench'); from runner.loop import main; del sys.path[0]; main()",
)
COLLECT = (
    "/usr/bin/python3",
    "-s",
    "-B",
    "-c",
    "import sys; sys.path[:0] = ['/opt/tools', '/opt/meltbench']; import static.collect as c; c.main()",
)
ENVIRONMENT = {
    "PATH": "/usr/local/bin:/usr/bin:/bin",
    "HOME": "/tmp",  # noqa: S108 - inside the box
    "LC_ALL": "C.UTF-8",
    "TZ": "UTC",
    "PYTHONHASHSEED": "0",
    "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
}


_kept = ExitStack()
"""Scratch directories of copies, removed when the process ends, or swept after it was killed."""
atexit.register(_kept.close)


@cache
def readable(path: Path) -> Path:
    """`path` itself, or, where not every user may read it (a checkout under a strict umask), a copy that all may."""
    if is_open_to_all(path):
        return path
    copy = _kept.enter_context(scratch()) / path.name
    if path.is_dir():
        shutil.copytree(path, copy)
    else:
        shutil.copy(path, copy)
    open_to_all(copy.parent)
    return copy


class Boxes(NamedTuple):
    """Opens the boxes for one task's verification. Every box has no network, a read-only root and no privileges."""

    provider: SandboxProvider
    image: str
    """The task's own image: the dependencies are there; the tree under test is mounted over its workspace."""
    tools: Callable[[], str]
    """The image with the static tools, built when it is first asked for."""
    workdir: str
    """Where the tree under test appears."""
    labels: Mapping[str, str]
    limits: Limits = Limits(cpus=1.0, memory_mb=1024, pids=128, disk_mb=512, output_mb=256, lifetime_s=1800)
    environment: Mapping[str, str] = ENVIRONMENT
    """Of every box; task admission varies it (hash seed, order of tests)."""

    def runner(self, tree: Path, extra: Sequence[tuple[Path, str]] = ()) -> Sandbox:
        """A box whose main process is the request loop; `extra` host paths are shown read-only too."""
        mounts = [(HERE / "runner", RUNNER), (tree, self.workdir), *extra]
        return self._open(self.image, LOOP, mounts, "runner")

    def maker(self, mounts: Sequence[tuple[Path, str]]) -> Sandbox:
        """A tools box whose main process is the request loop: a task's cases.py runs there, with what TOOLS offers."""
        return self._open(self.tools(), LOOP, [(HERE / "runner", RUNNER), *mounts], "maker")

    def collector(self, mounts: Sequence[Mount]) -> Sandbox:
        """A tools box whose main process collects static facts."""
        pairs = [(HERE / "static", STATIC), *((Path(m.source), m.target) for m in mounts)]
        return self._open(self.tools(), COLLECT, pairs, "tools")

    def _open(self, image: str, command: tuple[str, ...], mounts: Sequence[tuple[Path, str]], role: str) -> Sandbox:
        return self.provider.open(
            SandboxSpec(
                image=image,
                command=command,
                user="65534:65534",
                workdir="/tmp",  # noqa: S108 - inside the box
                env=dict(self.environment),
                read_only=True,
                tmpfs={"/tmp": 256},  # noqa: S108
                mounts=tuple(Mount(source=str(readable(source.resolve())), target=target) for source, target in mounts),
                limits=self.limits,
                labels={**self.labels, "role": role},
            )
        )
