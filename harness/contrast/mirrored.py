"""From a run's opinions and checks to looks at one property by both (scoring/contrast/mirrored.py)."""

from collections.abc import Iterator, Sequence

from harness.contrast.gather import Piece, source_of
from harness.judging import kept_opinions
from harness.task import Task
from scoring.contrast.mirrored import Beside, Found, alone
from scoring.reward import CheckResult


def looks_of(pieces: Sequence[Piece]) -> Iterator[Beside]:
    """Every plain reading of every criterion that mirrors checks, each beside what the trial's own checks found.

    Raises UserError for damaged runs, and for tasks whose files are wrong."""
    for piece in pieces:
        found = _found(piece)
        if not found:
            continue
        for line in kept_opinions(piece.directory / "judged"):
            for verdict in line.opinion.verdicts:
                if mirror := found.get(verdict.criterion):
                    yield Beside(
                        task=piece.task.name,
                        work=piece.record.key,
                        judge=line.judge,
                        source=source_of(line.judge),
                        criterion=verdict.criterion,
                        score=verdict.score,
                        found=mirror,
                    )


def _found(piece: Piece) -> dict[str, tuple[Found, ...]]:
    """By criterion. One that mirrors a check which the trial does not know is left out: the task was another one."""
    reward = piece.record.reward("constraint")
    if reward is None or piece.task.rubric is None:
        return {}
    results = {check.id: check for check in reward.checks}
    known = dict(_checks(piece.task, results))
    return {
        one.id: tuple(known[name] for name in one.mirrors)
        for one in piece.task.rubric.criteria
        if one.mirrors and known.keys() >= set(one.mirrors)
    }


def _checks(task: Task, results: dict[str, CheckResult]) -> Iterator[tuple[str, Found]]:
    for spec in task.constraints:
        for check in spec.check:
            if check.id in results and (not check.scaled_by or check.scaled_by in results):
                scale = results[check.scaled_by].score if check.scaled_by else 1.0
                yield check.id, Found(check.id, check.kind, alone(results[check.id], scale))
