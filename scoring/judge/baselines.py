"""The controls beside every judge: scores that know nothing of quality, put into rewards of their own channel."""

from sandboxes.archive import Tree
from scoring.apart import DEADLINE_S, Unfinished, apart
from scoring.judge.artifact import text_of
from scoring.judge.backends.baseline import BASELINES
from scoring.reward import CheckResult, Provenance, Reward
from scoring.spec import RubricSpec


def baseline_rewards(
    base: Tree,
    tree: Tree,
    artifact: str,
    instruction: str,
    rubric: RubricSpec | None,
    *,
    deadline_s: float = DEADLINE_S,
) -> tuple[Reward, ...]:
    """One reward per baseline for an artifact (`diff`, or the path of a written file).

    All abstain where there is none; also where reading it takes more than `deadline_s` of processor time, which a check
    says then."""
    checks: tuple[CheckResult, ...] = ()
    try:
        scores = apart(_scores, base, tree, artifact, instruction, rubric, deadline_s=deadline_s)
    except Unfinished as why:
        scores = {}
        checks = (CheckResult(id="artifact", passed=False, score=0.0, message=f"reading it {why}"),)
    return tuple(
        Reward(
            channel="baseline",
            name=name,
            value=scores.get(name),
            status="scored" if name in scores else "abstained",
            checks=checks,
            provenance=Provenance(model=f"baseline:{name}"),
        )
        for name in sorted(BASELINES)
    )


def _scores(base: Tree, tree: Tree, artifact: str, instruction: str, rubric: RubricSpec | None) -> dict[str, float]:
    """Each baseline's score; none where there is nothing to read."""
    text = text_of(base, tree, artifact)
    return {name: score(text, instruction, rubric) for name, score in BASELINES.items()} if text.strip() else {}
