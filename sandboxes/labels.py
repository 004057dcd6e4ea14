"""The labels that mark what meltbench created, and whose it is: the reaper goes by nothing else."""

from sandboxes.owner import this_process

PREFIX = "io.meltbench."
INSTALLATION = PREFIX + "installation"
"""Which installation (one cache directory) created it: on a shared engine each user cleans only what is theirs."""
OWNER = PREFIX + "owner"
"""The process that created it; what outlives it is litter."""


def own_labels(installation: str, extra: dict[str, str]) -> dict[str, str]:
    """Labels for a container, network or volume of this process; `extra` keys get our prefix."""
    return {INSTALLATION: installation, OWNER: this_process(), **{PREFIX + k: v for k, v in extra.items()}}
