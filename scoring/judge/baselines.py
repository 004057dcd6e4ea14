"""The controls beside every judge: scores that know nothing of quality, put into rewards of their own channel."""

from sandboxes.archive import Tree
from scoring.judge.artifact import read_artifact, unified_diff
from scoring.judge.backends.baseline import BASELINES
from scoring.reward import Provenance, Reward
from scoring.spec import RubricSpec


def baseline_rewards(
    base: Tree, tree: Tree, artifact: str, instruction: str, rubric: RubricSpec | None
) -> tuple[Reward, ...]:
    """One reward per baseline for an artifact (`diff`, or the path of a written file); an absent one abstains."""
    text = unified_diff(base, tree) if artifact == "diff" else read_artifact(tree.root / artifact)
    return tuple(
        Reward(
            channel="baseline",
            name=name,
            value=score(text, instruction, rubric) if text.strip() else None,
            status="scored" if text.strip() else "abstained",
            provenance=Provenance(model=f"baseline:{name}"),
        )
        for name, score in sorted(BASELINES.items())
    )
