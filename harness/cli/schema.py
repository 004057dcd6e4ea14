"""meltbench schema: the JSON schemas of what is written to disk."""

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from sandboxes.spec import Frozen


def schema(
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME",
            help="run, trial, task, attack, judged-attack, constraint-attack, audit, opinion, trajectory or claim.",
        ),
    ],
) -> None:
    """Print the JSON schema of a file, such as trial.json or task.toml."""
    import json

    from harness.attack.findings import ConstraintAttack, JudgedAttack
    from harness.audit import Audit
    from harness.claims.claim import Claim
    from harness.judging import Kept
    from harness.records import RunRecord, TrialRecord
    from harness.reports.attack import AttackReport
    from harness.task import TaskConfig
    from harness.trajectory.atif import Trajectory
    from sandboxes.errors import UserError

    models: dict[str, type[Frozen] | type[TaskConfig]] = {
        "run": RunRecord,
        "trial": TrialRecord,
        "task": TaskConfig,
        "attack": AttackReport,
        "judged-attack": JudgedAttack,
        "constraint-attack": ConstraintAttack,
        "audit": Audit,
        "opinion": Kept,
        "trajectory": Trajectory,
        "claim": Claim,
    }
    if name not in models:
        raise UserError(f"no schema {name!r}", where="meltbench schema", mend=f"There are: {', '.join(models)}")
    typer.echo(json.dumps(models[name].model_json_schema(), indent=2))
