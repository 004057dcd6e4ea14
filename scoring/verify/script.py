"""Harbor's tests/test.sh, run in the agent's own container after the agent ended. Trust: shared.

Whoever was there before the script can forge its verdict, so nothing here is a defence except of the host: what the
script writes is read under caps and strictly, and whatever goes wrong inside is the agent's failure, never an error."""

import json
import math
import re
import secrets
from collections.abc import Mapping
from pathlib import Path

from sandboxes.archive import TreeRefused
from sandboxes.base import Sandbox, SandboxGone
from sandboxes.spec import Frozen
from scoring.reward import CheckResult
from scoring.spec import VerifySpec

LOGS = "/logs/verifier"
KEPT = "kept: the container it ran in is gone"
REWARD_BYTES = 64 << 10
PLAIN_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?", re.ASCII)
RUN = f"""
rm -rf /tests {LOGS}/reward.txt {LOGS}/reward.json
mv "$1" /tests && mkdir -p {LOGS} /logs/agent /logs/artifacts || exit 125
chmod 777 {LOGS} /logs/agent /logs/artifacts
chmod -R go+rX /tests
chmod +x /tests/test.sh
"""
"""As root, before the script. Harbor's contract: the whole of tests/ in /tests, logs that anybody may write."""
SCRIPT = f"(/tests/test.sh) > {LOGS}/test-stdout.txt 2>&1"


class ScriptVerdict(Frozen):
    """What a script said, and what is to be known about it."""

    value: float
    """In [0, 1]."""
    message: str

    def kept(self) -> "ScriptVerdict":
        """The same, saying that it was not asked again."""
        if KEPT in self.message:
            return self
        return ScriptVerdict(value=self.value, message=f"{self.message} ({KEPT})")


def run_script(
    sandbox: Sandbox,
    tests: Path,
    spec: VerifySpec,
    *,
    workdir: str,
    logs: Path,
    user: str = "root",
    env: Mapping[str, str] | None = None,
) -> ScriptVerdict:
    """Resume the paused sandbox, put the directory `tests` at /tests, run its test.sh in `workdir`, stop the sandbox.

    /logs/verifier is copied to the new directory `logs`; the script's exit code does not count, as in Harbor. Never
    raises for what happens inside; InfraError where the engine fails."""
    arriving = f"/tests-{secrets.token_hex(8)}"  # a name that nobody can have taken before
    try:
        sandbox.resume()
        sandbox.put_tree(tests, arriving)
        ready = sandbox.exec(["/bin/sh", "-c", RUN, "sh", arriving], user="root", timeout_s=60)
        if ready.exit_code != 0:
            return ScriptVerdict(value=0.0, message=f"/tests cannot be put in place: {ready.output.strip()[-200:]}")
        ended = sandbox.exec(["/bin/sh", "-c", SCRIPT], user=user, cwd=workdir, env=env, timeout_s=spec.timeout_s)
        sandbox.freeze()
        if ended.timed_out or ended.killed or ended.oom_killed:
            why = ended.killed or ("memory" if ended.oom_killed else f"no end within {spec.timeout_s:g} s")
            return ScriptVerdict(value=0.0, message=f"the script was stopped: {why}")
        sandbox.get_tree(LOGS, logs)
    except SandboxGone as gone:
        return ScriptVerdict(value=0.0, message=f"the container ended: {sandbox.killed or gone}")
    except TreeRefused as refused:
        return ScriptVerdict(value=0.0, message=f"{LOGS} was refused: {refused}")
    return read_reward(logs)


def read_reward(logs: Path) -> ScriptVerdict:
    """The reward in a copy of /logs/verifier: reward.json ({name: number}), else reward.txt (one number), as in Harbor.

    Of several named rewards the one called `reward` counts, else their mean. Anything but numbers in [0, 1] is 0."""
    for name, read in (("reward.json", _named), ("reward.txt", _plain)):
        path = logs / name
        if not path.is_file():
            continue
        if path.stat().st_size > REWARD_BYTES:
            return ScriptVerdict(value=0.0, message=f"{name} is larger than {REWARD_BYTES:,} bytes")
        try:
            value, message = read(path.read_bytes().decode())
        except (ValueError, RecursionError) as error:
            return ScriptVerdict(value=0.0, message=f"{name} is no reward: {str(error)[:200]}")
        return ScriptVerdict(value=value, message=message)
    return ScriptVerdict(value=0.0, message="the script wrote no reward")


def _plain(text: str) -> tuple[float, str]:
    if not PLAIN_NUMBER.fullmatch(text.strip()):
        raise ValueError("not one number")
    value = _bounded(float(text))
    return value, f"reward.txt says {value:g}"


def _named(text: str) -> tuple[float, str]:
    rewards = json.loads(text)
    if not isinstance(rewards, dict) or not rewards:
        raise ValueError("not an object of named numbers")
    values = {name: _bounded(value) for name, value in rewards.items()}
    value = values.get("reward", math.fsum(values.values()) / len(values))
    shown = ", ".join(f"{name[:40]} {one:g}" for name, one in list(values.items())[:8])
    return value, f"reward.json says {shown}".encode("ascii", "backslashreplace").decode()


def _bounded(value: object) -> float:
    if type(value) not in (int, float) or not 0 <= value <= 1:  # type: ignore[operator]  # NaN is not in [0, 1]
        raise ValueError("a value that is no number in [0, 1]")
    return float(value)  # type: ignore[arg-type]


def script_check(spec: VerifySpec, verdict: ScriptVerdict | None) -> CheckResult:
    """The check that a script's verdict amounts to: a weight in the role `reward`, else a gate."""
    found = verdict or ScriptVerdict(value=0.0, message="the script did not run")
    return CheckResult(
        id=spec.name or spec.kind,
        passed=found.value == 1.0,
        score=found.value,
        weight=1.0 if spec.role == "reward" else 0.0,
        gate=spec.role != "reward",
        message=found.message,
    )


def former_verdict(spec: VerifySpec, checks: tuple[CheckResult, ...]) -> ScriptVerdict | None:
    """The verdict among the checks of an earlier record; None where there is none."""
    found = next((check for check in checks if check.id == (spec.name or spec.kind)), None)
    return ScriptVerdict(value=found.score, message=found.message) if found else None
