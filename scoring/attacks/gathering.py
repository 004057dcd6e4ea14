"""Gathers what the control verifies a task with: its plain calls, as far as the original passes them as naive tests."""

import secrets
from pathlib import Path

from sandboxes.archive import Tree
from sandboxes.errors import InfraError
from scoring.attacks.control import Open, answers, drop, outcomes, test
from scoring.attacks.material import Case, Material
from scoring.spec import VerifySpec
from scoring.verify.boxes import Boxes
from scoring.verify.defences import Defence
from scoring.verify.differential import HIDDEN, made, made_by_tools
from scoring.verify.runner.client import RunnerClient
from scoring.verify.static.spec import StructureSpec

FRESH = 20
"""Cases drawn for the defence of fresh cases."""
MOST = 60
"""Cases of the corpus that are put, evenly spread over it: each is a test with an import of its own."""


def gather(
    base: Tree,
    workdir: str,
    structure: StructureSpec,
    hidden: Path,
    spec: VerifySpec,
    boxes: Boxes,
    open_fresh: Open,
) -> Material:
    """The control's material for a task, from its differential gate `spec`, whose cases.py and driver.py lie in
    `hidden`. Raises InfraError where they make no cases."""
    seed = secrets.randbits(63)
    makers: list[Case] = [
        {"call": f"{spec.cases}:corpus"},
        {"call": f"{spec.cases}:generate", "args": [seed, FRESH]},
    ]
    drawn = [_answered(base, hidden, spec, boxes, maker) for maker in makers]
    driver = (hidden / "driver.py").read_bytes()
    rough = Material(base, workdir, structure, hidden, driver, [*drawn[0], *drawn[1]], (), {}, seed)
    with open_fresh() as box:
        place = drop(box, rough, rough.cases, frozenset({Defence.EXACT_TYPES}))
        digests = answers(box, place, workdir)
        test(box, rough, frozenset())
        good = {name for name, passed in outcomes(box).items() if passed and name in digests}
    frozen, fresh = ([case for case in cases if case["id"] in good] for cases in drawn)
    if not frozen:
        raise InfraError(f"no case of {hidden} can be put as a naive test")
    return rough._replace(cases=frozen, fresh=fresh, digests=digests)


def _answered(base: Tree, hidden: Path, spec: VerifySpec, boxes: Boxes, maker: Case) -> list[Case]:
    """Plain calls with the raw value that the original answers to each."""
    drawn = made_by_tools(hidden, boxes, maker) if spec.maker == "tools" else None
    with boxes.runner(base.root, [(hidden, HIDDEN)]) as box:
        client = RunnerClient.of(box)
        cases = made(client, hidden, maker) if drawn is None else drawn
        calls = [case for case in cases if "call" in case and not case.get("fresh")]
        calls = calls[:: max(1, -(-len(calls) // MOST))]
        raw = [{**case, "raw": True} for case in calls]
        replies = client.ask(raw, paths=[boxes.workdir, HIDDEN], driver="driver", case_timeout_s=10, deadline_s=300)
    return [
        {"id": c["id"].replace(" ", "_"), "call": c["call"], "args": c.get("args", []), "kwargs": c.get("kwargs", {}),
         "expected": r.fields["value"]}
        for c, r in zip(calls, replies, strict=True)
        if r.status == "ok" and "value" in r.fields
    ]  # fmt: skip
