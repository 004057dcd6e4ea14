"""What came of attacking ourselves, as a model: per exploit, per trust level, beside the control, and per defence."""

from collections.abc import Mapping, Sequence

from harness.attack.ablation import Ablation
from harness.attack.canaries import LAID_OUT, LOOKED_AT
from harness.attack.control_room import CHECKS, Cell
from harness.records import TrialRecord
from harness.store import RunStore
from harness.task import Task
from sandboxes.archive import scan
from sandboxes.spec import Frozen
from scoring.attacks.exploit import Exploit, catalogue
from scoring.reward import TRUST_ORDER, Trust
from scoring.stats.intervals import Estimate, proportion
from scoring.verify.channel import trust_of

CLAIM = "A statement about the exploits of this catalogue, and about no other attack."
STRONG: tuple[Trust, ...] = ("static", "black_box", "differential")
"""The trust levels against which no exploit may succeed."""


class Tried(Frozen):
    """One exploit on one task."""

    task: str
    exploit: str
    trust: Trust
    tries: int
    successes: int
    ways: tuple[str, ...]
    """In which ways it succeeded; empty where it did not."""
    value: float
    """Its highest reward."""
    floor: float
    """The no-op's reward on the task."""
    outcomes: tuple[str, ...]
    integrity: tuple[str, ...]
    """Verdicts on what it left behind."""
    control: bool | None
    """Whether the control verifier gave it full marks; None where it was not asked."""


class TrustRow(Frozen):
    """All tries at one trust level."""

    trust: Trust
    tasks: tuple[str, ...]
    exploits: int
    succeeded: tuple[str, ...]
    """Exploits that succeeded at least once."""
    tries: Estimate
    """Successful tries of all tries. The interval is about trying these exploits again, and about no others."""


class ControlSummary(Frozen):
    """What the naive control was worth."""

    exploits: int
    fell: tuple[str, ...]
    """Exploits that got full marks from it on at least one task."""
    rate: Estimate
    sound: bool
    """Whether it judged the reference, nothing and the sloppy start rightly on every task."""


class AttackReport(Frozen):
    """attack.json."""

    schema_version: int = 1
    run: str
    claim: str = CLAIM
    exploits: tuple[Exploit, ...]
    adaptive: int
    """How many of them aim at a defence of ours."""
    tried: tuple[Tried, ...]
    by_trust: tuple[TrustRow, ...]
    control: ControlSummary | None
    canaries: tuple[str, ...]
    """What was found touched: host, neighbour, or a key in a trial's files; empty is what we want."""
    unseen: int = 0
    """Calls that were killed before they looked at their canaries: what they played is judged without them."""
    ablation: Ablation | None = None

    @property
    def holds(self) -> bool:
        """Whether no exploit succeeded where the verifier claims strong trust, no canary was touched, the control is
        sound, and every defence that was judged makes a difference."""
        strong = all(not row.succeeded for row in self.by_trust if row.trust in STRONG)
        useful = self.ablation is None or all(row.shown for row in self.ablation.rows)
        sound = self.control is None or self.control.sound
        return strong and useful and sound and not self.canaries


def attack_report(
    store: RunStore,
    tasks: Mapping[str, Task],
    cells: Sequence[Cell],
    ablation: Ablation | None,
) -> AttackReport:
    """Everything of one run of attacks. `cells` are the bare control's verdicts."""
    records = store.records()
    played = {r.spec.agent.removeprefix("cheat:") for r in records if r.spec.agent.startswith("cheat:")}
    exploits = tuple(exploit for name, exploit in sorted(catalogue().items()) if name in played)
    events = list(store.events())
    looked = [event for event in events if event["event"] == LOOKED_AT]
    falls = {(cell.task, cell.player): cell.passes for cell in cells}
    tried = tuple(
        row
        for task in tasks.values()
        for exploit in exploits
        if (row := _tried(store, task, exploit.name, records, falls.get((task.name, exploit.name))))
    )
    return AttackReport(
        run=store.root.name,
        exploits=exploits,
        adaptive=sum(bool(exploit.aims_at) for exploit in exploits),
        tried=tried,
        by_trust=tuple(_by_trust(trust, tried) for trust in TRUST_ORDER if any(t.trust == trust for t in tried)),
        control=_control(cells),
        canaries=tuple(line for event in looked for line in event["touched"]),
        unseen=max(0, sum(event["event"] == LAID_OUT for event in events) - len(looked)),
        ablation=ablation,
    )


def _tried(
    store: RunStore, task: Task, name: str, records: Sequence[TrialRecord], control: bool | None
) -> Tried | None:
    mine = [r for r in records if r.spec.task == task.name and r.spec.agent == f"cheat:{name}"]
    if not mine:
        return None
    floor = max((_value(r) for r in records if r.spec.task == task.name and r.spec.agent == "nop"), default=0.0)
    found = [(*_ways(record, floor), *_changed(store, record)) for record in mine]
    return Tried(
        task=task.name,
        exploit=name,
        trust=trust_of(task.bench.verify),
        tries=len(mine),
        successes=sum(bool(how) for how in found),
        ways=tuple(dict.fromkeys(way for how in found for way in how)),
        value=max(map(_value, mine)),
        floor=floor,
        outcomes=tuple(dict.fromkeys(record.outcome for record in mine)),
        integrity=tuple(dict.fromkeys(r.integrity.verdict for r in mine if r.integrity)),
        control=control,
    )


def _ways(record: TrialRecord, floor: float) -> tuple[str, ...]:
    """In which ways an exploit succeeded, as far as its trial's record tells."""
    above = f"reward {_value(record):.2f}, above the no-op's {floor:.2f}"
    provoked = ["infra_error provoked"] if record.outcome == "infra_error" else []
    return (*provoked, *([above] if _value(record) > floor else []))


def _value(record: TrialRecord) -> float:
    return (record.main.value or 0.0) if record.main else 0.0


def _changed(store: RunStore, record: TrialRecord) -> tuple[str, ...]:
    """Whether a trial's kept workspace is still what its record says: no other trial may have changed it."""
    kept = store.trial_dir(record.spec) / "workspace"
    same = not record.tree_digest or scan(kept).digest == record.tree_digest
    return () if same else ("the trial's kept workspace was changed",)


def _by_trust(trust: Trust, tried: Sequence[Tried]) -> TrustRow:
    mine = [row for row in tried if row.trust == trust]
    return TrustRow(
        trust=trust,
        tasks=tuple(dict.fromkeys(row.task for row in mine)),
        exploits=len({row.exploit for row in mine}),
        succeeded=tuple(sorted({row.exploit for row in mine if row.successes})),
        tries=proportion(sum(row.successes for row in mine), sum(row.tries for row in mine)),
    )


def _control(cells: Sequence[Cell]) -> ControlSummary | None:
    exploits = {cell.player for cell in cells} - set(CHECKS)
    if not exploits:
        return None
    fell = sorted({cell.player for cell in cells if cell.passes} - set(CHECKS))
    sound = all(cell.passes == (cell.player == "oracle") for cell in cells if cell.player in CHECKS)
    return ControlSummary(
        exploits=len(exploits), fell=tuple(fell), rate=proportion(len(fell), len(exploits)), sound=sound
    )
