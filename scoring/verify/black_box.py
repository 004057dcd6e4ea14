"""A program seen from outside: the scorer is the client of a command line or of a server in the runner box.

The expected answers come from the original, which runs as the same program in a box of its own, or from a file of
expected exchanges, which never enters a box: the box has only what is asked, and the comparison happens here."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sandboxes.archive import Tree
from sandboxes.errors import UserError
from scoring.reward import CheckResult
from scoring.spec import VerifySpec
from scoring.verify.boxes import Boxes
from scoring.verify.differential import STATED, Expected, compare, verify_differential
from scoring.verify.exchange import sent
from scoring.verify.runner.client import Case, Reply, RunnerClient
from scoring.verify.stated import held_against

Verdict = tuple[tuple[CheckResult, ...], list[Case]]


def verify_black_box(
    candidate: Tree,
    original: Tree,
    hidden: Path,
    spec: VerifySpec,
    boxes: Boxes,
    *,
    seed: int,
    stored: Sequence[Case] | None = None,
) -> Verdict:
    """One gate per group of cases, and the cases used. With `stored` cases, exactly those are put again.

    `hidden` holds cases.py or the file that `spec.expect` names. What the candidate does never raises; UserError for a
    malformed case, InfraError where the engine or the original fails."""
    if not spec.expect:
        return verify_differential(candidate, original, hidden, spec, boxes, seed=seed, stored=stored)
    cases = list(stored) if stored is not None else load_exchanges(hidden / spec.expect)
    asked = [sent(case, spec) for case in cases]
    with boxes.runner(candidate.root) as box:
        replies = RunnerClient.of(box).ask(
            asked, paths=[boxes.workdir], case_timeout_s=spec.case_timeout_s, deadline_s=spec.timeout_s
        )
    return compare_exchanges(cases, replies, prefix=spec.name or "black_box"), cases


def compare_exchanges(cases: Sequence[Case], replies: Sequence[Reply], *, prefix: str) -> tuple[CheckResult, ...]:
    """One check per group of cases that come with what is expected: passed where all of it was answered.

    What an expected answer does not speak of does not count."""
    known = Expected(list(cases), [STATED] * len(cases))
    return compare(known, replies, prefix=prefix, against="what is expected")


def load_exchanges(path: Path) -> list[Case]:
    """The cases of a file of expected exchanges. Raises UserError where it is none."""
    try:
        cases: Any = json.loads(path.read_text(encoding="utf-8"))
        for case in cases:
            if not held_against(case, STATED).want.fields or not all(
                isinstance(case[key], str) for key in ("id", "group")
            ):
                raise ValueError(f"{case['id']}: nothing is expected")
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise UserError(
            f"no list of cases with `expected`: {type(error).__name__}: {error}",
            where=str(path),
            mend="See docs/tasks.md, Black box",
        ) from error
    return list(cases)
