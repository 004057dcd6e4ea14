"""What every sandbox backend must do, as one test class.

A backend's test module derives `class TestX(SandboxContract)` and brings two session fixtures: `provider`
(a SandboxProvider) and `image` (the name of an image with a shell, coreutils and python3, as `SandboxSpec.image`)."""

from tests.contracts.exec_contract import ExecContract
from tests.contracts.isolation_contract import IsolationContract
from tests.contracts.limits_contract import LimitsContract
from tests.contracts.stream_contract import StreamContract
from tests.contracts.tree_contract import TreeContract


class SandboxContract(ExecContract, LimitsContract, IsolationContract, TreeContract, StreamContract):
    """The whole contract: commands, limits, isolation, copying, streams and the end of a sandbox."""
