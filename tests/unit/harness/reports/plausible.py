"""A plausible run, made in memory: code and writing, every outcome, cheats, a ladder. The same seed, the same run."""

import random
from collections.abc import Sequence

from harness.records import AgentResult, Outcome, RunRecord, TaskEntry, TrialRecord, TrialSpec
from sandboxes.spec import Limits
from scoring.integrity import Integrity
from scoring.reward import Channel, CheckResult, Provenance, Reward, Role, Trust
from scoring.spec import LadderArtifact, LadderSpec

CODE, SMALL, PROSE = "refactor/bottle-split", "smoke/split-package", "writing/incident-postmortem"
BASELINES = ("constant", "format-count", "keyword-overlap", "length")
SCORES = {"oracle": 1.0, "nop": 0.0, "partial:0.5": 0.52, "command:./refactor --safe": 0.81, "cheat:conftest-hook": 0.0}
LADDERS = {
    task: LadderSpec(
        artifact=(
            *(LadderArtifact(name=f"k{k}", defects=k, note=f"{k} planted", command="true") for k in range(6)),
            LadderArtifact(name="reference-long", kind="variant", defects=0, note="the same, longer", command="true"),
            LadderArtifact(
                name="padded", kind="attack", defects=3, note="k3 padded to twice its length", command="true"
            ),
        )
    )
    for task in (CODE, PROSE)
}


def spec(task: str, agent: str, attempt: int = 1) -> TrialSpec:
    """A trial's identity."""
    return TrialSpec(
        task=task,
        task_digest="d" * 64,
        track="instructed",
        agent=agent,
        attempt=attempt,
        timeout_s=600,
        limits=Limits(),
    )


def reward(
    value: float | None,
    *,
    channel: Channel = "verified",
    name: str = "",
    role: Role = "reward",
    trust: Trust = "differential",
    checks: tuple[CheckResult, ...] = (),
    seed: int | None = None,
) -> Reward:
    """A reward of any channel."""
    return Reward(
        channel=channel,
        name=name or channel,
        value=value,
        status="abstained" if value is None else "scored",
        trust=trust,
        role=role,
        checks=checks,
        provenance=Provenance(seed=seed, cases_sha256=f"{seed:064x}" if seed else ""),
    )


def record(
    trial: TrialSpec,
    rewards: Sequence[Reward] = (),
    *,
    outcome: Outcome = "completed",
    message: str = "",
    integrity: Integrity | None = None,
    seconds: float = 40.0,
) -> TrialRecord:
    """A trial that ended."""
    shares = {"prepare": 0.05, "agent": 0.55, "freeze": 0.08, "verify": 0.3, "judge": 0.02}
    return TrialRecord(
        key=trial.key,
        spec=trial,
        outcome=outcome,
        message=message,
        started="2026-03-01T10:00:00.000+00:00",
        finished="2026-03-01T10:01:00.000+00:00",
        phases={} if outcome == "infra_error" else {phase: seconds * share for phase, share in shares.items()},
        agent=AgentResult(exit_code=0 if outcome == "completed" else 1, error=message),
        rewards=tuple(rewards),
        integrity=integrity,
        tree_digest="a" * 64,
        changed=(3, 1, 0),
    )


def integrity(verdict: str, *flags: tuple[str, str, str]) -> Integrity:
    """An integrity verdict with flags of (kind, severity, evidence)."""
    rows = [{"kind": kind, "severity": severity, "evidence": evidence} for kind, severity, evidence in flags]
    return Integrity.model_validate({"verdict": verdict, "flags": rows})


def run(records: Sequence[TrialRecord], more: Sequence[TrialSpec] = ()) -> RunRecord:
    """The run these records are of, with `more` trials that have not ended."""
    trials = (*(r.spec for r in records), *more)
    tasks = dict.fromkeys(trial.task for trial in trials)
    return RunRecord(
        id="2026-03-01T10-00-00",
        created="2026-03-01T10:00:00.000+00:00",
        meltbench="0.1.0",
        argv=("run", "all", "-a", "oracle", "-k", "3"),
        jobs=2,
        tasks=tuple(TaskEntry(name=t, directory=t, visible_digest="d" * 64, scoring_digest="e" * 64) for t in tasks),
        trials=trials,
        left_out=(f"cheat:conftest-hook on {PROSE}: has no code to attack",),
        host={
            "meltbench": "0.1.0",
            "python": "3.11.9",
            "kernel": "6.1.0",
            "machine": "x86_64",
            "cores": 2,
            "engine": {"version": "20.10.24", "storage_driver": "overlay2", "cgroup_version": "2", "memory_mb": 7950},
            "base": {"origin": "bootstrap", "layers": ["sha256:" + "1" * 64], "recipe": "2" * 64},
        },
    )


def study(seed: int = 1, attempts: int = 3) -> tuple[RunRecord, list[TrialRecord]]:
    """Three tasks, five agents and two ladders, with an infrastructure failure, a timeout and flagged cheats."""
    draw = random.Random(seed)
    records = [
        _trial(spec(task, agent, attempt), SCORES[agent], draw)
        for attempt in range(1, attempts + 1)
        for task in (CODE, SMALL, PROSE)
        for agent in SCORES
        if not (agent.startswith("cheat") and task == PROSE)
    ]
    records += [
        _trial(spec(task, f"artifact:{a.name}"), max(0.0, 1 - (0.2 if task == CODE else 0.13) * a.defects), draw)
        for task in LADDERS
        for a in LADDERS[task].artifact
    ]
    _spoil(records)
    return run(records, [spec(CODE, "oracle", attempts + 1)]), records


def _spoil(records: list[TrialRecord]) -> None:
    for at, outcome, message in (
        (3, "infra_error", "the engine did not answer: connection reset"),
        (18, "agent_timeout", ""),
        (8, "agent_error", "exit code 2: no module named parso"),
    ):
        scored = () if outcome == "infra_error" else records[at].rewards
        records[at] = record(records[at].spec, scored, outcome=outcome, message=message)  # type: ignore[arg-type]


def _trial(trial: TrialSpec, quality: float, draw: random.Random) -> TrialRecord:
    value = quality if quality in (0.0, 1.0) else min(0.999, max(0.0, quality + draw.gauss(0, 0.06)))
    words = 0.35 + 0.4 * draw.random() * (trial.agent != "nop")
    sides = [
        reward(_baseline(name, words, trial.agent), channel="baseline", name=name, trust="none") for name in BASELINES
    ]
    cheats = trial.agent.startswith("cheat")
    return record(
        trial,
        (*(_prose(value) if trial.task == PROSE else _code(value, cheats, draw)), *sides),
        outcome="agent_did_nothing" if trial.agent == "nop" else "completed",
        integrity=_assessed(cheats, draw),
        seconds=draw.uniform(12, 60) * (2 if trial.task == CODE else 1),
    )


def _baseline(name: str, words: float, agent: str) -> float | None:
    if agent == "nop":
        return None
    return {"constant": 0.5, "length": words, "format-count": words**2, "keyword-overlap": 0.4 + words / 3}[name]


def _assessed(cheats: bool, draw: random.Random) -> Integrity:
    if cheats:
        return integrity(
            "cheat",
            ("conftest_added", "suspect", "tests/conftest.py"),
            ("reward_file", "cheat", "logs/verifier/reward.txt"),
        )
    doubtful = draw.random() < 0.1
    return integrity("suspect", ("tests_edited", "suspect", "tests/test_api.py")) if doubtful else integrity("clean")


def _prose(value: float) -> tuple[Reward, ...]:
    checks = (
        CheckResult(id="deliverable", passed=value > 0, score=float(value > 0), gate=True, message="812 words, of 150"),
        CheckResult(id="sections", passed=value > 0.5, score=float(value > 0.5), weight=2, message="6 of 6 sections"),
        CheckResult(id="timeline", passed=value == 1, score=value, weight=3, message="5 of 9 entries within 2 minutes"),
    )
    return (reward(value, channel="constraint", trust="static", checks=checks),)


def _code(value: float, cheats: bool, draw: random.Random) -> tuple[Reward, ...]:
    checks = (
        CheckResult(
            id="structure/largest-module",
            passed=value > 0.9,
            score=value if value < 1 else 1.0,
            weight=1,
            message=f"largest module has {int(4800 - 4000 * value)} lines, at most 900 wanted",
            evidence={"module": "bottle", "lines": int(4800 - 4000 * value)},
        ),
        CheckResult(id="differential/routing", passed=True, score=1.0, gate=True, message="0 of 60 cases differ"),
    )
    return (
        reward(value, checks=checks, seed=draw.randrange(1 << 20)),
        reward(float(value > 0.6), name="oracle", role="oracle", trust="in_process"),
        reward(1.0 if cheats or value else 0.94, name="visible", role="visible", trust="in_process"),
    )
