"""How npm is asked to install a tool, which registry it asks, and what it means by an error."""

import os
import re
import shutil
import subprocess

from sandboxes.errors import MachineError, MeltbenchError, SourceError, UserError

OPTIONS = (
    *("--ignore-scripts", "--omit=dev", "--no-audit", "--no-fund", "--no-update-notifier"),
    *("--omit-lockfile-registry-resolved", "--cache=/tmp/npm", "--logs-max=0"),
    # Three attempts within seconds; npm's own choice waits more than a minute for a registry that refuses.
    *("--fetch-timeout=60000", "--fetch-retries=2", "--fetch-retry-mintimeout=1000", "--fetch-retry-maxtimeout=5000"),
)
REGISTRY = ("npm_config_registry", "NPM_CONFIG_REGISTRY")
"""Environment variables that name the registry."""
PROXIES = ("http_proxy", "https_proxy", "no_proxy")
ASKING_TIMEOUT_S = 30
UNKNOWN = ("E404", "ETARGET")
"""npm's codes where the registry answers and has no such package or version."""
ALTERED, NO_SPACE, OTHER_MACHINE = "EINTEGRITY", "ENOSPC", "EBADPLATFORM"


def environment() -> dict[str, str]:
    """What npm is told of this machine: the operator's registry and proxies. May hold passwords."""
    registry = next((os.environ[name] for name in REGISTRY if os.environ.get(name)), "") or _configured()
    proxies = {name: os.environ[name] for key in PROXIES for name in (key, key.upper()) if os.environ.get(name)}
    return {**proxies, **({"npm_config_registry": registry} if registry else {})}


def _configured() -> str:
    """The registry that the host's npm is configured to use; empty where there is no npm that says so."""
    if not shutil.which("npm"):
        return ""
    try:
        asked = subprocess.run(
            ["npm", "config", "get", "registry"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=ASKING_TIMEOUT_S,
        )
    except subprocess.TimeoutExpired:
        return ""
    address = asked.stdout.strip()
    return address if asked.returncode == 0 and "://" in address else ""


def failure(tool: str, said: str, log: str, *, locked: bool) -> MeltbenchError:
    """The error to raise where npm failed and `said` so; npm's own words may hold addresses and are left in the log."""
    codes = re.findall(r"^npm (?:error|ERR!) code (\w+)$", said, re.MULTILINE)
    code = codes[-1] if codes else "no code"
    if code in UNKNOWN and not locked:
        return UserError(f"npm's registry has no {tool}", mend=f"Name another version (log: {log})")
    if code == NO_SPACE:
        return MachineError(f"no space left to install {tool} (log: {log})")
    if code == OTHER_MACHINE:
        return MachineError(f"{tool} is not published for this machine (log: {log})")
    what = "has been altered" if code == ALTERED else f"cannot be had from npm's registry ({code})"
    return SourceError(f"{tool} {what}. Check the network and npm's registry setting, and run again (log: {log})")
