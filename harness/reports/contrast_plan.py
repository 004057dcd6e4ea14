"""What a contrast study is going to do and what that can tell, printed before it begins."""

import json as jsonlib
import sys
from collections import Counter
from collections.abc import Sequence

from rich.console import Console
from rich.table import Table

from harness.contrast.design import RECHECKED, Design
from harness.contrast.foresight import Foreseen
from harness.plan import Plan
from harness.reports import wording


def print_plan(asked: Design, plan: Plan, foreseen: Sequence[Foreseen], *, json: bool) -> None:
    """The trials by kind, the forecast of the time, and row by row what there will be and what it takes."""
    if json:
        told = {"design": asked.model_dump(mode="json"), "trials": len(plan.trials)}
        told["foreseen"] = [one.model_dump(mode="json") | {"enough": one.enough} for one in foreseen]
        print(jsonlib.dumps(told, indent=2))
        return
    console = Console(stderr=True, width=None if sys.stderr.isatty() else 120, highlight=False)
    kinds = Counter(trial.agent.partition(":")[0] for trial in plan.trials)
    what = ", ".join(f"{count} of {kind}" for kind, count in kinds.items())
    console.print(f"{wording.count(len(plan.trials), 'trial')} of {len(plan.tasks)} tasks: {what}.", markup=False)
    requests = len(plan.trials) * len(asked.judges) * asked.looks
    again = f"up to {max(asked.rechecked, RECHECKED)} works of each domain, {asked.rechecks} times more"
    console.print(
        f"Each of {len(asked.judges)} judges reads each work {asked.looks} times, at most {requests} requests, those "
        f"in other manners (below) and tricks aside; the checks look again at {again}.",
        markup=False,
    )
    takes, budget = wording.duration(asked.forecast_s), wording.duration(asked.budget_s)
    console.print(
        f"By what was recorded it takes {takes}; it has {budget}, and what says most comes first.", markup=False
    )
    for line in asked.left_out:
        console.print(line, markup=False)
    table = Table("row", "domain", "planned", "minimum", "what that can tell", box=None)
    for one in foreseen:
        mark = "" if one.enough else " !"
        table.add_row(one.row, one.domain, f"{one.planned}{mark}", f"{one.need} {one.of}", one.tells)
    console.print(table)
