"""What a sandbox is asked to be: limits, mounts and network, as plain frozen data."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

NetworkPolicy = Literal["none", "gateway", "allowlist", "public"]
"""What a sandbox reaches: nothing; the model gateway alone; hosts of a list besides, over a proxy; or all
that the engine's own network reaches. All but `public` have an empty network namespace: not even a resolver."""


class Frozen(BaseModel):
    """A value object: immutable, and an unknown field is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Written(Frozen):
    """A value object that is written down, and holds what hostile code made: half a character in any of its texts is
    spelled out, since no file takes it."""

    @model_validator(mode="before")
    @classmethod
    def _writable(cls, fields: Any) -> Any:
        return writable(fields)


def writable(value: Any) -> Any:
    """JSON-like data whose texts are all text in UTF-8: a lone surrogate becomes its own escape."""
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode()
    if isinstance(value, dict):
        return {writable(key): writable(inner) for key, inner in value.items()}
    return type(value)(map(writable, value)) if type(value) in (list, tuple) else value


class Limits(Frozen):
    """Every bound on a sandbox. Reaching one is the doing of the code inside, never an infrastructure failure."""

    cpus: float = Field(default=1.0, gt=0)
    """CPU time per second of wall time, in cores."""
    memory_mb: int = Field(default=2048, ge=16)
    """Memory in MiB, swap excluded; tmpfs pages count."""
    pids: int = Field(default=256, ge=4)
    """Processes and threads at one time."""
    disk_mb: int = Field(default=2048, ge=1)
    """MiB written above the image, by apparent size and by blocks; also the largest single file."""
    files: int = Field(default=200_000, ge=1)
    """Files and directories written above the image."""
    output_mb: int = Field(default=64, ge=1)
    """MiB that one command may print before its sandbox is killed; of this only the tail is kept."""
    lifetime_s: float = Field(default=24 * 3600.0, gt=0)
    """Wall seconds from start until the watchdog kills the sandbox, whatever runs in it."""


class Mount(Frozen):
    """A directory or file of the host shown read-only inside."""

    source: str
    """Absolute path on the host."""
    target: str
    """Absolute path inside."""


class Door(Frozen):
    """A way out of an empty network namespace: a port of its loopback that leads to a unix socket on the host."""

    image: str
    """What the sidecar that passes on is made of: any image with Python 3.11."""
    directory: str
    """Absolute path on the host of a directory that holds the socket and nothing else. The directory is mounted and not
    the socket, so that one who serves anew is found again."""
    socket: str = "s"
    """Its name there; any user may connect to it."""
    port: int = Field(default=41414, ge=1024, le=65535)


class Volume(Frozen):
    """A named volume of the engine shown read-only inside."""

    name: str
    target: str
    """Absolute path inside."""


class SandboxSpec(Frozen):
    """One sandbox: an image and the conditions under which it runs."""

    image: str
    """Image id or tag, already present in the engine."""
    limits: Limits = Limits()
    network: NetworkPolicy = "none"
    doors: tuple[Door, ...] = ()
    """What an idling sandbox reaches of the host."""
    user: str | None = None
    """User (name or uid) of every process; None is the image's own."""
    workdir: str | None = None
    """Working directory; None is the image's own."""
    env: dict[str, str] = Field(default_factory=dict)
    read_only: bool = False
    """Whether the root filesystem is read-only (mount a tmpfs for what must be written)."""
    tmpfs: dict[str, int] = Field(default_factory=dict)
    """Paths mounted as tmpfs, each with its size in MiB."""
    mounts: tuple[Mount, ...] = ()
    volumes: tuple[Volume, ...] = ()
    command: tuple[str, ...] | None = None
    """What runs as the main process, driven over its standard streams; None idles and waits for `exec`."""
    labels: dict[str, str] = Field(default_factory=dict)
    """Where this sandbox belongs (run, trial, role), for people and for the reaper."""
