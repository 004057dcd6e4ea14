"""The report on attacks: what counts as success, what is claimed, and how it is shown."""

import io
import re
from pathlib import Path

import pytest
from rich.console import Console

from harness.attack.ablation import Ablation, DefenceRow
from harness.attack.canaries import LAID_OUT, LOOKED_AT
from harness.attack.control_room import Cell
from harness.dataset import Dataset, tasks_root
from harness.records import Outcome, RunRecord, TrialRecord
from harness.reports.attack import AttackReport, attack_report
from harness.reports.attack_terminal import print_attack, sentences
from harness.reports.html.attack_page import render_attack
from harness.store import RunStore
from tests.unit.harness.reports.plausible import reward, spec

TASK = "smoke/split-package"
TASKS = {TASK: Dataset(tasks_root()).task(TASK)}
PLAYED = ("nop", "cheat:facade", "cheat:conftest-hook")


def report(
    root: Path,
    *,
    values: dict[str, float] | None = None,
    outcome: Outcome = "completed",
    touched: tuple[str, ...] = (),
    killed: int = 0,
    control: dict[str, bool] | None = None,
    ablation: Ablation | None = None,
) -> AttackReport:
    """A report on two exploits whose rewards are `values` (0 where not given); calls before were `killed`."""
    specs = tuple(spec(TASK, agent) for agent in PLAYED)
    run = RunRecord(id="r", created="", meltbench="0", argv=(), jobs=1, tasks=(), trials=specs)
    store = RunStore.create(root / "run", run)
    for one in specs:
        scored = reward((values or {}).get(one.agent, 0.0))
        ended = outcome if one.agent == "cheat:facade" else "completed"
        store.finish(TrialRecord(key=one.key, spec=one, outcome=ended, started="", finished="", rewards=(scored,)))
    for _ in range(killed + 1):
        store.journal(LAID_OUT)
    store.journal(LOOKED_AT, touched=touched)
    store.release()
    cells = [
        Cell(task=TASK, player=name, digest="", added=(), passes=passes, seconds=1.0)
        for name, passes in (control or {}).items()
    ]
    return attack_report(store, TASKS, cells, ablation)


def test_no_success_is_told_with_its_bound_and_without_a_claim_on_other_attacks(tmp_path: Path) -> None:
    made = report(tmp_path)
    (row,) = made.by_trust
    assert (row.trust, row.exploits, row.succeeded, row.tries.k, row.tries.n) == ("differential", 2, (), 0, 2)
    assert row.tries.method == "clopper-pearson"
    assert row.tries.high == pytest.approx(0.842, abs=0.001)
    assert made.holds
    assert "no other attack" in made.claim


def test_a_reward_above_the_no_ops_is_a_success(tmp_path: Path) -> None:
    made = report(tmp_path, values={"cheat:facade": 0.25})
    assert made.by_trust[0].succeeded == ("facade",)
    assert not made.holds
    assert report(tmp_path / "floor", values={"cheat:facade": 0.25, "nop": 0.25}).holds


def test_a_provoked_infrastructure_error_is_a_success(tmp_path: Path) -> None:
    made = report(tmp_path, outcome="infra_error")
    assert made.by_trust[0].succeeded == ("facade",)
    assert "infra_error provoked" in next(row.ways for row in made.tried if row.exploit == "facade")


def test_a_changed_workspace_of_another_trial_is_a_success(tmp_path: Path) -> None:
    specs = tuple(spec(TASK, agent) for agent in PLAYED[:2])
    run = RunRecord(id="r", created="", meltbench="0", argv=(), jobs=1, tasks=(), trials=specs)
    store = RunStore.create(tmp_path / "run", run)
    for one in specs:
        (store.trial_dir(one) / "workspace").mkdir(parents=True)
        done = TrialRecord(key=one.key, spec=one, outcome="completed", started="", finished="", tree_digest="other")
        store.finish(done)
    store.release()
    assert attack_report(store, TASKS, (), None).tried[0].ways == ("the trial's kept workspace was changed",)


def test_a_touched_canary_is_never_well(tmp_path: Path) -> None:
    assert not report(tmp_path, touched=("host: the file was changed",)).holds


def test_a_call_that_never_looked_at_its_canaries_is_told(tmp_path: Path) -> None:
    assert "killed before" not in " ".join(sentences(report(tmp_path)))
    made = report(tmp_path / "killed", killed=2)
    assert made.unseen == 2
    assert "Not known of 2 calls of this run" in " ".join(sentences(made))


def test_the_control_counts_an_exploit_once_and_must_be_sound(tmp_path: Path) -> None:
    sound = {"oracle": True, "nop": False, "sloppy": False, "facade": True, "conftest-hook": False}
    made = report(tmp_path, control=sound)
    assert made.control is not None
    assert (made.control.exploits, made.control.fell, made.control.sound) == (2, ("facade",), True)
    unsound = report(tmp_path / "unsound", control=sound | {"sloppy": True})
    assert unsound.control is not None
    assert not unsound.control.sound
    assert not unsound.holds


@pytest.mark.parametrize(
    ("stops", "through", "holds"),
    [(("facade",), None, True), ((), ("facade",), True), ((), (), False), ((), None, False)],
)
def test_a_defence_must_make_a_difference_in_one_way(
    tmp_path: Path, stops: tuple[str, ...], through: tuple[str, ...] | None, holds: bool
) -> None:
    row = DefenceRow(defence="must-fail twins", stops=stops, lets_through=through)
    assert report(tmp_path, ablation=Ablation(task=TASK, fell=2, rows=(row,))).holds is holds


def test_page_and_terminal_say_the_same(tmp_path: Path) -> None:
    row = DefenceRow(defence="must-fail twins", stops=("facade",), lets_through=None)
    made = report(tmp_path, values={"cheat:facade": 0.25}, ablation=Ablation(task=TASK, fell=2, rows=(row,)))
    out = io.StringIO()
    print_attack(made, Console(file=out, width=160))
    page = re.sub(r"\s+", " ", render_attack(made))
    for text in ("SUCCEEDED: facade on smoke/split-package", "1 of 2 known exploits succeed", "cannot be taken away"):
        assert text in out.getvalue()
        assert text in page
    assert "<script" not in page
    assert "http" not in page.replace("http-equiv", "")
