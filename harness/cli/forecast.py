"""What `meltbench run --dry-run` prints."""

import json as jsonlib
from collections import Counter

from rich.table import Table

from harness.cli.show import screen
from harness.plan import Plan
from harness.reports import wording
from harness.study import Forecast


def print_forecast(plan: Plan, found: Forecast, json: bool) -> None:
    """The matrix, and what it may take."""
    if json:
        trials = [trial.model_dump(mode="json") | {"key": trial.key} for trial in plan.trials]
        whole = {"forecast": found.model_dump(mode="json"), "left_out": plan.left_out, "trials": trials}
        whole["agents"] = [entry.model_dump(mode="json") for entry in plan.agents]
        print(jsonlib.dumps(whole, indent=2))
        return
    console = screen(120)
    counts = Counter((trial.task, trial.agent) for trial in plan.trials)
    entries = {entry.name: entry for entry in plan.agents}
    table = Table("task", "agent", "model from", "tier", "attempts", box=None)
    for (task, agent), count in counts.items():
        released = entries[agent].released
        table.add_row(task, agent, str(released or ""), entries[agent].tier, str(count))
    console.print(table)
    console.print()
    for line in (*plan.left_out, *lines(found)):
        console.print(line, markup=False, highlight=False)


def lines(found: Forecast) -> list[str]:
    """The forecast in words."""
    said = [f"{wording.count(found.trials, 'trial')}, {found.asking} of which ask a model."]
    said.append(f"At most {wording.duration(found.most_s)} of agents' work; verification comes on top.")
    if found.asking:
        bound = "no bound is set" if found.most_usd is None else f"{found.most_usd:.2f} US dollars"
        said.append(f"Budgets allow: {bound}.")
        expected = found.expected_usd
        known = "not known (give [expect] in a study file, and --prices for models that have none)"
        said.append(f"Expected cost: {known if expected is None else f'{expected:.2f} US dollars'}.")
    if found.judged:
        said.append(f"Judges are asked at most {found.judged} times, replies that cannot be used and anchors aside.")
    return said + [f"Missing: {line}" for line in found.missing]
