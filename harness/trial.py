"""The life of a trial: prepare, run the agent, freeze, score over the verified and the judged channel, record."""

import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from harness.access import EXCHANGES, Access, model_access
from harness.agents.base import Agent, AgentContext
from harness.host import Host
from harness.judging import judge_trial
from harness.natural.jar import Jar
from harness.records import AgentResult, Outcome, TrialRecord, TrialSpec
from harness.store import RunStore, now
from harness.task import Task
from harness.trajectory.build import trajectory, write
from harness.verdicts import verdict_of_equal
from harness.watching import Watching
from sandboxes.archive import Tree, TreeRefused
from sandboxes.base import Sandbox, SandboxGone
from sandboxes.errors import InfraError
from sandboxes.spec import Mount, SandboxSpec
from scoring.integrity import Integrity, Observed, assess
from scoring.integrity.honey import HoneySeen
from scoring.judge.artifact import changed_files
from scoring.judge.baselines import baseline_rewards
from scoring.reward import CheckResult, Reward
from scoring.spec import VerifySpec
from scoring.verify.channel import Scoring, main_channel, trust_of, verify
from scoring.verify.script import ScriptVerdict, run_script
from scoring.verify.surroundings import package_of

TRAJECTORY = Path("agent", "trajectory.json")


class Trial(NamedTuple):
    """What one trial needs: its identity, its task and agent, and the room it happens in."""

    spec: TrialSpec
    task: Task
    agent: Agent
    store: RunStore
    host: Host
    seed: int
    """For the cases drawn freshly at verification."""


def run_trial(trial: Trial) -> TrialRecord:
    """Run a trial from start to finish; where it is finished already, return its record.

    Raises InfraError for what failed outside the sandbox, and only for that."""
    done = trial.store.finished(trial.spec)
    if done and done.outcome != "infra_error":
        return done
    tries, started, phases = trial.store.begin_try(trial.spec), now(), Phases(trial)

    with ExitStack() as room:
        with phases("prepare"):
            base = trial.host.base_tree(trial.task)
            jar = room.enter_context(Jar(trial.task.bench.honey))
            access = room.enter_context(open_access(trial))
            sandbox = room.enter_context(open_sandbox(trial, jar.mounts, access))
        jar.watch(sandbox)
        with phases("agent"):
            result = run_agent(trial, sandbox, base, access)
        with phases("freeze"):
            tree, refused = collect(trial, sandbox)
        honey = jar.seen(trial.store.trial_dir(trial.spec) / "agent")
        script = None
        if trial.task.script and tree:
            with phases("verify"):
                script = ask_script(trial, sandbox, trial.task.script)
    if access:
        with phases("trajectory"):
            keep_trajectory(trial, result)
    rewards: tuple[Reward, ...] = ()
    if not result.trouble:
        with phases("verify"):
            rewards = score_verified(trial, base, tree, result, refused, script)
        with phases("judge"):
            rewards += score_judged(trial, base, tree)

    observed = observe(sandbox, result, tree, honey)
    record = TrialRecord(
        key=trial.spec.key,
        spec=trial.spec,
        outcome=outcome_of(result, refused, unchanged=tree is not None and tree.digest == base.digest),
        message=why_so(result, refused),
        started=started,
        finished=now(),
        phases=phases.seconds,
        agent=result,
        tree_digest=tree.digest if tree else "",
        changed=count_changes(base, tree) if tree else (0, 0, 0),
        rewards=rewards,
        observed=observed,
        integrity=assess_integrity(trial, base, tree, rewards, observed) if tree else None,
        scoring_digest=trial.task.scoring_digest,
        tries=tries,
    )
    trial.store.finish(record)
    return record


def open_access(trial: Trial) -> AbstractContextManager[Access | None]:
    """The agent's way to its model, if it asks one."""
    spec, store, replay = trial.spec, trial.store, trial.store.settings.replay
    earlier = RunStore(Path(replay)).trial_dir(spec) if replay else None
    return model_access(trial.host, spec, trial.agent.needs, store.trial_dir(spec), earlier)


def open_sandbox(trial: Trial, mounts: tuple[Mount, ...] = (), access: Access | None = None) -> Sandbox:
    """The agent's sandbox: the task's image under the task's limits. Nothing of tests/ or solution/ is in it."""
    return trial.host.provider.open(
        SandboxSpec(
            image=trial.host.task_image(trial.task).id,
            limits=trial.spec.limits,
            network=trial.spec.network,
            workdir=trial.task.config.environment.workdir,
            env=trial.task.config.environment.env,
            mounts=mounts,
            doors=access.doors if access else (),
            volumes=access.volumes if access else (),
            labels={"run": trial.store.root.name, "trial": trial.spec.directory, "role": "agent"},
        )
    )


def run_agent(trial: Trial, sandbox: Sandbox, base: Tree, access: Access | None = None) -> AgentResult:
    """Let the agent work under its deadline. Whatever goes wrong inside is its result, not an exception."""
    directory, workdir = trial.store.trial_dir(trial.spec), trial.task.config.environment.workdir
    session = access.endpoint.session if access else None
    traffic = (lambda: session.last_traffic) if session else None
    with Watching(trial.store.settings, sandbox, workdir, directory, base, traffic) as watching:
        context = AgentContext(
            sandbox=sandbox,
            instruction=trial.task.instruction("open" if trial.spec.track == "open" else "instructed"),
            workdir=workdir,
            timeout_s=trial.spec.timeout_s,
            log=directory / "agent",
            attempt=trial.spec.attempt,
            endpoint=access.endpoint if access else None,
            over=watching.over,
        )
        try:
            result = trial.agent.run(context, trial.task)
        except SandboxGone as gone:
            result = AgentResult(killed=sandbox.killed or "gone", error=f"the sandbox ended: {gone}")
    result = watching.account(result)
    if access is None:
        return result
    if why := sandbox.cut_off():
        raise InfraError(f"the sidecar between sandbox and gateway has ended: {why}")
    return access.account(result)


def keep_trajectory(trial: Trial, result: AgentResult) -> None:
    """What agent and model said to each other, in one document for every agent alike."""
    needs, directory = trial.agent.needs, trial.store.trial_dir(trial.spec)
    model = needs.model.model if needs.model else ""
    agent = trial.agent.name.partition("==")[0]
    told = trajectory(
        directory / EXCHANGES, agent=agent, version=result.version, model=model, session_id=trial.spec.key
    )
    if told:
        write(directory / TRAJECTORY, told)


def collect(trial: Trial, sandbox: Sandbox) -> tuple[Tree | None, str]:
    """Freeze, then copy the workspace out; (None, why) where what the agent left cannot be taken.

    A sandbox in which a script is still to run is only paused: what the script does to the tree is not the agent's."""
    try:
        stop(sandbox, for_good=not trial.task.script)
    except SandboxGone as gone:  # what runs on goes on writing, so that no copy is what was handed in
        return None, f"the sandbox could not be stopped: {gone}"
    try:
        workdir = trial.task.config.environment.workdir
        return sandbox.get_tree(workdir, trial.store.trial_dir(trial.spec) / "workspace"), ""
    except TreeRefused as refused:
        return None, f"the workspace was refused: {refused}"


def stop(sandbox: Sandbox, *, for_good: bool) -> None:
    """Freeze, or, where it is to go on, pause. Raises SandboxGone where what runs inside does not let itself be."""
    if not for_good:
        with suppress(SandboxGone):  # ended by itself: there is nothing to pause
            sandbox.pause()
            return
    sandbox.freeze()


def ask_script(trial: Trial, sandbox: Sandbox, spec: VerifySpec) -> ScriptVerdict:
    """Let the task's script judge the agent's own container, with whatever still runs there, as Harbor does."""
    config = trial.task.config
    return run_script(
        sandbox,
        trial.task.directory / "tests",
        spec,
        workdir=config.environment.workdir,
        logs=trial.store.trial_dir(trial.spec) / "verified" / "script",
        user=str(config.verifier.user if config.verifier.user is not None else "root"),
        env=config.verifier.env,
    )


def score_verified(
    trial: Trial, base: Tree, tree: Tree | None, result: AgentResult, refused: str, script: ScriptVerdict | None
) -> tuple[Reward, ...]:
    """The rewards that the hidden tests give. An agent that broke a limit, or whose tree was refused, gets 0."""
    broken = refused or (result.error if result.killed or result.oom_killed else "")
    if tree is None or broken:
        check = CheckResult(id="sandbox", passed=False, score=0.0, gate=True, message=broken)
        specs = trial.task.bench.verify
        channel = main_channel(specs)
        return (Reward(channel=channel, name=channel, value=0.0, trust=trust_of(specs), checks=(check,)),)
    if trial.store.settings.only_verdicts and not script and (known := verdict_of_equal(trial.store, trial.spec, tree)):
        return known
    return verify(tree, scoring_of(trial, base)._replace(script=script))


def scoring_of(trial: Trial, base: Tree) -> Scoring:
    """What the verified channel needs for this trial."""
    labels = {"run": trial.store.root.name, "trial": trial.spec.directory}
    return Scoring(
        specs=trial.task.counting if trial.store.settings.only_verdicts else trial.task.bench.verify,
        hidden=trial.task.hidden,
        unpacked=trial.host.unpacked(trial.task),
        base=base,
        boxes=trial.host.boxes(trial.task, labels),
        seed=trial.seed,
        evidence=trial.store.trial_dir(trial.spec) / "verified",
        package=package_of(trial.task.bench.verify, trial.task.hidden),
        watched=trial.task.bench.impossible,
    )


def score_judged(trial: Trial, base: Tree, tree: Tree | None) -> tuple[Reward, ...]:
    """What readers make of the artifact: the run's judges, and beside them baselines that know nothing of quality."""
    task, settings, kept = trial.task, trial.store.settings.judging, trial.store.trial_dir(trial.spec) / "judged"
    judged = judge_trial(trial.host, settings, task, trial.spec, base, tree, kept)
    if tree is None:
        return judged
    instruction = task.instruction("instructed")
    return baseline_rewards(base, tree, task.bench.judge.artifact, instruction, task.rubric) + judged


def outcome_of(result: AgentResult, refused: str, *, unchanged: bool) -> Outcome:
    """How the trial ended: by what happened inside the sandbox, unless its model could not be reached."""
    if result.trouble:
        return "infra_error"
    if result.exhausted:
        return "budget_exceeded"
    if result.timed_out or result.stalled:
        return "agent_timeout"
    if refused or result.error:
        return "agent_error"
    return "agent_did_nothing" if unchanged else "completed"


def why_so(result: AgentResult, refused: str) -> str:
    """One line on anything but `completed`."""
    stalled = f"nothing happened for {result.stalls[-1].duration_s:.0f} s" if result.stalled and result.stalls else ""
    return result.trouble or result.exhausted or stalled or refused or result.error


def count_changes(base: Tree, tree: Tree) -> tuple[int, int, int]:
    """Files added, changed and removed."""
    added, changed, removed = changed_files(base, tree)
    return len(added), len(changed), len(removed)


def observe(sandbox: Sandbox, result: AgentResult, tree: Tree | None, honey: HoneySeen | None = None) -> Observed:
    """What was seen from outside. Where a deadline ended the agent, that something still ran is no sign of anything."""
    ended = not (result.timed_out or result.killed or result.stalled)
    return Observed(outlived=sandbox.left_running if ended else (), dropped=tree.dropped if tree else (), honey=honey)


def assess_integrity(
    trial: Trial, base: Tree, tree: Tree, rewards: tuple[Reward, ...], observed: Observed
) -> Integrity:
    """Signs of cheating in what was left behind."""
    bench = trial.task.bench
    return assess(base, tree, rewards=rewards, specs=bench.verify, observed=observed, impossible=bench.impossible)


class Phases:
    """Times the phases of a trial and writes them to the journal as they begin."""

    def __init__(self, trial: Trial) -> None:
        self._trial = trial
        self.seconds: dict[str, float] = {}
        """Wall seconds by phase."""

    @contextmanager
    def __call__(self, name: str) -> Iterator[None]:
        """One phase."""
        self._trial.store.journal("phase", trial=self._trial.spec.directory, phase=name)
        started = time.monotonic()
        try:
            yield
        finally:
            self.seconds[name] = round(self.seconds.get(name, 0.0) + time.monotonic() - started, 4)
