"""Every claim that is shipped, against attempts made to support it, to refute it, and too few of them."""

import csv
from datetime import date
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest

from harness.attempts import Attempt
from harness.claims.check import Checked, checked, registered_in
from harness.claims.claim import Claim, claim_file, load_claim, shipped
from harness.claims.quantities import Evidence
from harness.claims.stamp import on_record
from harness.records import ClaimEntry
from harness.store import RunStore
from harness.task import HumanMinutes
from sandboxes.errors import UserError
from tests.unit.harness.contrast.made import CODE, finished, record, spec

CLAIMS = Path(__file__).parents[4] / "claims"
SHIPPED = sorted(CLAIMS.glob("*.toml"))


class World(NamedTuple):
    """How agents fare in it."""

    wins: float
    """Share of code tasks that are solved, the shortest first."""
    hours: float
    """Of an attempt."""
    gains: tuple[float, float] = (0.0, 0.0)
    """Of the new over the old agent: code, writing."""
    sign: float = 1.0
    """Of the survey's correlation."""


SUPPORTS = World(wins=0.75, hours=1.5, gains=(0.4, 0.05))
REFUTES = World(wins=0.2, hours=30.0, gains=(0.02, 0.4), sign=-1.0)


def attempt(task: str, agent: str, score: float, minutes: float, hours: float) -> Attempt:
    human = HumanMinutes(low=minutes / 1.5, mid=minutes, high=minutes * 1.5, source="estimate")
    wall = 3600 * hours
    return Attempt(
        "r", task, task, task.partition("/")[0], "code", "verified", agent, "", date(2026, 1, 1), "", 1,
        score, score >= 1, False, None, False, wall, wall, 1.0, 1000, human,
    )  # fmt: skip


def evidence(world: World, tasks: int, tmp_path: Path) -> Evidence:
    """Refactors from half an hour to two months of work, done by `new` and `old`, and as many texts."""
    draw = np.random.default_rng(7)
    lengths = np.geomspace(30, 20_000, tasks)
    limit = lengths[max(0, int(world.wins * tasks) - 1)]
    rows = []
    for at, minutes in enumerate(lengths):
        solved = minutes <= limit
        if tasks > 10 and abs(np.log(minutes / limit)) < 0.8:
            solved = bool(draw.integers(2))
        for agent, gain in (("new", world.gains), ("old", (0.0, 0.0))):
            code = 1.0 if solved and agent == "new" else 0.3 + gain[0] + draw.normal(0, 0.03)
            rows.append(attempt(f"refactor/t{at}", agent, float(code), float(minutes), world.hours))
            text = 0.4 + gain[1] + draw.normal(0, 0.03)
            rows.append(attempt(f"writing/t{at}", agent, float(text), 60.0, 0.1))
    survey = tmp_path / "survey.csv"
    with survey.open("w", newline="") as handle:
        writer = csv.writer(handle)
        writer.writerow(["coding_share", "awe"])
        for _ in range(4 * tasks):
            share = draw.uniform()
            writer.writerow([share, world.sign * share + draw.normal(0, 0.2)])
    return Evidence(tuple(rows), (), survey)


def verdict(file: Path, world: World, tasks: int, tmp_path: Path) -> Checked:
    claim = load_claim(file)
    if claim.agent == "*":
        claim = claim.model_copy(update={"agent": "new"})
    return checked(file.stem, claim, evidence(world, tasks, tmp_path))


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_what_supports_a_claim_what_refutes_it_and_what_is_too_little(file: Path, tmp_path: Path) -> None:
    supports = SUPPORTS
    if file.stem == "an-hour-of-restructuring":
        supports = SUPPORTS._replace(wins=1.0)
    if file.stem == "an-hour-is-worth-a-day":
        supports = SUPPORTS._replace(hours=0.2)
    if file.stem == "weeks-of-work-melted":
        supports = SUPPORTS._replace(wins=0.97)
    assert verdict(file, supports, 40, tmp_path).verdict == "supported"
    assert verdict(file, REFUTES, 40, tmp_path).verdict == "refuted"
    few = verdict(file, supports, 4, tmp_path)
    assert few.verdict == "undetermined"
    assert "below minimum" in few.why
    assert few.change


def test_there_are_claims() -> None:
    assert len(SHIPPED) >= 6
    assert list(shipped().values()) == SHIPPED
    assert claim_file(Path("days-of-work-melted")) == CLAIMS / "days-of-work-melted.toml"
    assert claim_file(Path("runs/mine")) == Path("runs/mine")
    for file in SHIPPED:
        claim = load_claim(file)
        assert claim.restates
        assert claim.source


def test_without_a_survey_nothing_is_determined() -> None:
    claim = load_claim(CLAIMS / "awe-goes-with-coding.toml")
    told = checked("awe", claim, Evidence(()))
    assert told.verdict == "undetermined"
    assert "A survey" in told.change


def test_a_broken_survey_is_one_line(tmp_path: Path) -> None:
    claim = load_claim(CLAIMS / "awe-goes-with-coding.toml")
    (tmp_path / "s.csv").write_text("coding_share,awe\n1,much\n")
    with pytest.raises(UserError, match="is no such survey"):
        checked("awe", claim, Evidence((), (), tmp_path / "s.csv"))


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ('quantity = "score"\n', "one of at_least and at_most"),
        ('quantity = "score"\nat_least = 1\nat_most = 2\n', "one of at_least and at_most"),
        ('quantity = "difference"\nat_least = 0\n', "needs `other`"),
        ('quantity = "speed"\nat_least = 0\n', "quantity"),
        ('quantity = "survey_correlation"\nat_least = 0\n', "columns"),
    ],
)
def test_a_claim_that_says_nothing_is_refused(tmp_path: Path, lines: str, said: str) -> None:
    file = tmp_path / "claim.toml"
    file.write_text(f'says = "x"\nsource = "y"\n{lines}')
    with pytest.raises(UserError, match=said):
        load_claim(file)


def claim_of(at_most: float) -> Claim:
    return Claim(says="x", source="y", quantity="score", at_most=at_most)


def test_bending_a_claim_afterwards_shows(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text('says = "x"\nsource = "y"\nquantity = "score"\nat_most = 0.5\n')
    entries = on_record([file], "commit 1234")
    store = finished(tmp_path / "run", [record(spec(CODE, "oracle"), 1.0)])
    run = store.run().model_copy(update={"claims": entries})
    (store.root / "run.json").write_text(run.model_dump_json())
    again = [RunStore.open(store.root)]
    assert registered_in("mine", load_claim(file), again) == {run.id: "before"}
    file.write_text('# laid out anew\nat_most = 0.5\nquantity = "score"\nsource = "y"\nsays = "x"\n')
    assert registered_in("mine", load_claim(file), again) == {run.id: "before"}
    assert registered_in("mine", claim_of(0.6), again) == {run.id: "changed"}
    assert registered_in("other", claim_of(0.5), again) == {run.id: "not"}
    assert entries == (ClaimEntry(name="mine", sha256=claim_of(0.5).digest, stamp="commit 1234"),)


def test_at_most_is_the_other_side(tmp_path: Path) -> None:
    rows = tuple(attempt(f"writing/t{n}", "a", 0.3 + 0.01 * (n % 3), 60, 1) for n in range(12))
    assert checked("c", claim_of(0.5), Evidence(rows)).verdict == "supported"
    assert checked("c", claim_of(0.2), Evidence(rows)).verdict == "refuted"
    assert checked("c", claim_of(0.31), Evidence(rows)).verdict == "undetermined"


def test_the_reference_is_no_agent_unless_it_is_named() -> None:
    rows = tuple(attempt(f"writing/t{n}", agent, 1.0, 60, 1) for n in range(8) for agent in ("oracle", "me"))
    everybody = claim_of(0.5)
    assert checked("c", everybody, Evidence(rows)).agents == ("me",)
    named = everybody.model_copy(update={"agent": "oracle"})
    assert checked("c", named, Evidence(rows)).agents == ("oracle",)
