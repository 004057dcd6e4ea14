"""What an agent tool is and how it is installed, as plain frozen data.

No script of any package runs while it is installed: npm is told so, and pip takes wheels only. A package that only
works after such a script is used by what it brings beside it, such as the binary package for this platform."""

import re
from typing import Literal

from pydantic import Field

from sandboxes.sources import PinnedFile
from sandboxes.spec import Frozen

HOME = "/opt/meltbench"
"""Directory inside a sandbox below which every tool has its own."""
CPUS = {"x86_64": "x64", "aarch64": "arm64"}
"""What npm packages call a machine, by what the kernel calls it."""


def home(name: str) -> str:
    """Where the tool of that name lies inside a sandbox."""
    return f"{HOME}/{name}"


class Npm(Frozen):
    """Packages of the npm registry; node and npm come from a tool of their own."""

    kind: Literal["npm"] = "npm"
    manifest: str
    """Text of a package.json that names its dependencies by exact version."""
    lock: str = ""
    """Text of the package-lock.json that goes with it; without one, npm finds what the dependencies need."""


class Pip(Frozen):
    """Packages of the Python index, as wheels. The image brings the interpreter."""

    kind: Literal["pip"] = "pip"
    requirements: str
    """Text of a requirements file; with hashes it names every package, without, pip finds what they need."""

    @property
    def locked(self) -> bool:
        """Whether every package is named, by hash."""
        return "--hash=" in self.requirements


class Wheel(Frozen):
    """Some members of one wheel, which is other than Python inside."""

    kind: Literal["wheel"] = "wheel"
    files: dict[str, PinnedFile]
    """The wheel, by machine."""
    root: str
    """Directory in the wheel that becomes the tool's own, with a slash at its end."""
    members: tuple[str, ...]
    """Files and directories below the root that are kept."""


class ToolRecipe(Frozen):
    """A tool in one version: equal recipes are installed once per machine."""

    name: str = Field(pattern=r"^[a-z][a-z0-9-]{0,40}$")
    version: str = Field(pattern=r"^\d[0-9A-Za-z.+-]{0,40}$")
    """Exact: a name that moves, such as `latest`, would be installed once and then grow old unseen."""
    packages: Npm | Pip | Wheel = Field(discriminator="kind")
    executable: str
    """What is run, below the tool's home; `{machine}` stands for x86_64 or aarch64 and `{cpu}` for x64 or arm64."""
    node: bool = False
    """Whether the executable is a script for node, which is then mounted too."""
    python: str = ""
    """Python that the image must have, as `3.11`; empty for a tool that needs none."""
    remove: tuple[str, ...] = ()
    """What is removed at the end, below the tool's home: marks that an install script would have taken away."""

    def path(self, machine: str) -> str:
        """Absolute path of the executable inside a sandbox on that machine."""
        return f"{home(self.name)}/{self.executable.format(machine=machine, cpu=CPUS[machine])}"

    @property
    def slug(self) -> str:
        """Name and version as a file or a volume may be called."""
        return f"{self.name}-{re.sub('[^0-9A-Za-z.]', '_', self.version)}"
