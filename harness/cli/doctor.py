"""meltbench doctor: is this machine able, and what would it use."""

from typing import Annotated

import typer


def doctor(json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False) -> None:
    """Look at this machine and say what is there and what is missing. Starts and installs nothing."""
    import json as jsonlib
    import os
    import shutil

    from harness.dataset import Dataset, tasks_root
    from sandboxes import cache, engine
    from sandboxes.errors import MachineError
    from sandboxes.reaper import find_litter

    findings: dict[str, object] = {"cache": str(cache.cache_dir())}
    free = shutil.disk_usage(cache.cache_dir()).free
    findings["disk free"] = f"{free / 2**30:.0f} GiB"
    findings["cores"] = os.cpu_count()
    findings["tasks"] = f"{len(Dataset(tasks_root()).names())} in {tasks_root()}"
    findings["judge model"] = "none configured: reports show the baselines for what they are"
    problem = None
    try:
        client = engine.connect()
        findings["engine"] = engine.engine_facts(client).model_dump(mode="json")
        findings["left behind by dead processes"] = len(find_litter(client, cache.installation_id()))
    except MachineError as error:
        problem = error
        findings["engine"] = f"none: {error}"
    if json:
        typer.echo(jsonlib.dumps(findings, indent=2, default=str))
    else:
        for name, value in findings.items():
            typer.echo(f"{name:30} {value}")
    if problem:
        raise typer.Exit(problem.exit_code)
