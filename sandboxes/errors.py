"""The errors of meltbench, as one tree, rooted on the lowest floor so that every floor can raise them.

MeltbenchError
├── UserError       the request was wrong: what, where, how to mend it        exit 2
├── MachineError    this machine is not able: no engine, no space, no root    exit 3
└── InfraError      something outside the sandbox failed: retried, and never counted against an agent
    └── SourceError a pinned download is gone, altered or out of reach

An agent's own failures are no exceptions: they are outcomes (harness/trial.py) and failed checks (scoring/reward.py).
"""


class MeltbenchError(Exception):
    """Root of every error that meltbench raises on purpose; its text is one line for a person."""

    exit_code = 1


class UserError(MeltbenchError):
    """The request was wrong: an unknown task, a malformed file, an unwritable directory."""

    exit_code = 2

    def __init__(self, what: str, *, where: str = "", mend: str = "") -> None:
        """`what` is wrong, `where` (file and key, or argument), and how to `mend` it: joined into one line."""
        self.what, self.where, self.mend = what, where, mend
        super().__init__(": ".join(p for p in (where, what) if p) + (f". {mend}" if mend else ""))


class MachineError(MeltbenchError):
    """This machine cannot do what was asked: no container engine, no disk space, not root."""

    exit_code = 3


class InfraError(MeltbenchError):
    """Something outside the sandbox failed (engine, host, image source). Retryable; never an agent's fault."""


class SourceError(InfraError):
    """A pinned download is gone from its index, does not have the pinned hash, or cannot be reached."""
