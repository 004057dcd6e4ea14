"""The task under admission as every step sees it: trials that are played once and kept, trees, and verifications."""

import threading
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from harness.admission.digests import exploits_digest
from harness.agents.registry import expand, find_agent
from harness.host import Host
from harness.plan import make_plan
from harness.records import RunSettings, TrialRecord
from harness.run import new_run, run_trials
from harness.store import RUN_FILE, RunStore
from harness.task import Task
from sandboxes.archive import Tree, scan
from scoring.reward import CheckResult
from scoring.spec import VerifySpec
from scoring.verify.boxes import Boxes
from scoring.verify.channel import Scoring, verify
from scoring.verify.surroundings import package_of

EXPLOITS = "exploits"
"""The run of exploits is played again where the catalogue has changed, the run of everything else is not."""

LONG = 10
"""From so many trials or mutants on, how far they are is told."""


class Settings(NamedTuple):
    """How an admission is done."""

    jobs: int
    """Trials and verifications at one time."""
    mutants: int
    """How many mutants the kill rate is asked of."""
    seed: int
    """Of all that is drawn."""


class Checked(NamedTuple):
    """One check of one verification, with its verifier."""

    spec: VerifySpec
    result: CheckResult

    @property
    def id(self) -> str:
        """Unique among all checks of the task, whatever their role."""
        return check_id(self.spec.role, self.result.id)


class Tenths:
    """Says how far something long is, every tenth of it; something short has no tenths."""

    def __init__(self, said: Callable[[str], None], total: int, what: str) -> None:
        self._said = said
        self._total = total
        self._what = what
        self._done = 0

    def one(self) -> None:
        """One more is done."""
        self._done += 1
        if self._total >= LONG and self._done % max(1, self._total // 10) == 0:
            self._said(f"{self._done} of {self._total} {self._what}")


class Subject:
    """One task under admission."""

    def __init__(
        self,
        task: Task,
        host: Host,
        directory: Path,
        settings: Settings,
        stop: threading.Event,
        said: Callable[[str], None],
    ) -> None:
        """`directory`, in the cache, keeps what was done; it belongs to this task and to what verifies it now."""
        self.task = task
        self.host = host
        self.directory = directory
        self.settings = settings
        self._stop = stop
        self._stopping: list[threading.Event] = []
        self.said = said
        """Told, one line at a time, what takes long."""
        self._stores: dict[str, RunStore] = {}

    @cached_property
    def base(self) -> Tree:
        """The workspace as an agent finds it."""
        return self.host.base_tree(self.task)

    def trials(self, agents: Sequence[str], *, run: str = "run") -> dict[str, TrialRecord]:
        """The record of each agent's trial, played now unless it was before; `NAME:all` is spelled out."""
        names = [name for name in expand(agents, self.task) if not find_agent(name).unfit(self.task)]
        if not names:
            return {}
        specs = make_plan([self.task], names, attempts=1, track=None).trials
        store = self._store(run, names)
        found: dict[str, TrialRecord] = {}
        tenths = Tenths(self.said, len(specs), "trials")

        def finished(record: TrialRecord) -> None:
            found[record.spec.agent] = record
            tenths.one()

        run_trials(
            store,
            self.host,
            {self.task.name: self.task},
            specs,
            jobs=self.settings.jobs,
            stop=self.stopping(),
            finished=finished,
        )
        return {name: found[name] for name in names}

    def tree(self, agent: str) -> Tree | None:
        """What an agent left; None where nothing could be collected."""
        record = self.trials([agent]).get(agent)
        return scan(self._stores["run"].trial_dir(record.spec) / "workspace") if record and record.tree_digest else None

    @cached_property
    def reference(self) -> Tree | None:
        """What the reference solution makes of the workspace; None where there is none."""
        return self.tree("oracle")

    def boxes(self, environment: dict[str, str]) -> Boxes:
        """Boxes for verification outside of any trial, with additions to their environment."""
        boxes = self.host.boxes(self.task, {"run": "admission", "task": self.task.name.replace("/", "-")})
        return boxes._replace(environment={**boxes.environment, **environment})

    def every_check(
        self, tree: Tree, evidence: Path, *, seed: int, environment: dict[str, str], specs: Sequence[VerifySpec]
    ) -> list[Checked]:
        """Every check of the given verifiers on a tree; no layer is left out for what another has found.

        A script has run in the agent's own container, which is gone: it cannot be asked again."""
        scoring = Scoring(
            specs=(),
            hidden=self.task.hidden,
            unpacked=self.host.unpacked(self.task),
            base=self.base,
            boxes=self.boxes(environment),
            seed=seed,
            evidence=evidence,
            package=package_of(self.task.bench.verify, self.task.hidden),
        )
        return [
            Checked(spec, result)
            for spec in specs
            if spec.kind != "script"
            for reward in verify(tree, scoring._replace(specs=(spec,)))
            for result in reward.checks
        ]

    def stopping(self) -> threading.Event:
        """An event for one piece of work, which sets it where it fails: that is no reason to stop all others."""
        event = threading.Event()
        self._stopping.append(event)
        if self._stop.is_set():
            event.set()
        return event

    def seal(self) -> None:
        """Let no trial be finished any more: the process is about to be torn down."""
        self._stop.set()
        for event in self._stopping:
            event.set()
        for store in self._stores.values():
            store.seal()

    def release(self) -> None:
        """Let other processes work on this task."""
        for store in self._stores.values():
            store.release()

    def _store(self, run: str, agents: list[str]) -> RunStore:
        if run not in self._stores:
            root = self.directory / (f"exploits-{exploits_digest()[:8]}" if run == EXPLOITS else run)
            if (root / RUN_FILE).exists():
                store = RunStore.open(root)
                store.hold()
            else:
                plan = make_plan([self.task], agents, attempts=1, track=None)
                # An exploit is tried against what counts: the second suite and the visible tests give it nothing.
                settings = RunSettings(only_verdicts=run == EXPLOITS)
                argv = ("tasks", "check", self.task.name)
                store = new_run(root, plan, jobs=self.settings.jobs, argv=argv, settings=settings)
            self._stores[run] = store
        return self._stores[run]


def check_id(role: str, check: str) -> str:
    """The name of a check among all of its task: those that are no part of the reward carry their role."""
    return check if role in ("reward", "gate") else f"{role}:{check}"


def checks_of(record: TrialRecord) -> dict[str, CheckResult]:
    """The checks of a trial's verified and constraint rewards, as far as they were run, by name."""
    found: dict[str, CheckResult] = {}
    for reward in record.rewards:
        if reward.channel in ("verified", "constraint"):
            found |= {check_id(reward.role, check.id): check for check in reward.checks if not _skipped(check)}
    return found


def _skipped(check: CheckResult) -> bool:
    return check.message.startswith("not run:") or check.id == "sandbox"
