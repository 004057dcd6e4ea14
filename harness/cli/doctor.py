"""meltbench doctor: is this machine able, and what would it use."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from harness.cli.show import screen

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sandboxes.escape.report import EscapeReport


def doctor(
    escape: Annotated[
        bool,
        typer.Option("--escape", help="Try to get out of a sandbox that has a model gateway; takes a minute."),
    ] = False,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="With --escape: new directory for its transcript.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
) -> None:
    """Look at this machine and say what is there and what is missing. Starts and installs nothing.

    With --escape it starts what that needs, and tries every way that a hostile agent could take out of a sandbox whose
    one way out is the model gateway: as an ordinary user and as root inside. Exit 1 if anything comes of it."""
    import json as jsonlib
    import os
    import shutil

    from harness.dataset import Dataset, tasks_root
    from sandboxes import cache, engine
    from sandboxes.errors import MachineError
    from sandboxes.reaper import find_litter

    if escape:
        _escape(out, json=json)
        return
    findings: dict[str, object] = {"cache": str(cache.cache_dir())}
    free = shutil.disk_usage(cache.cache_dir()).free
    findings["disk free"] = f"{free / 2**30:.0f} GiB"
    findings["cores"] = os.cpu_count()
    findings["tasks"] = f"{len(Dataset(tasks_root()).names())} in {tasks_root()}"
    findings["judges"] = _judges(os.environ)
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


def _judges(environment: "Mapping[str, str]") -> str:
    """Which vendors' models could judge, by the keys that are set; none is asked unless it is named."""
    from harness.gateway.upstream import VENDORS

    set_here = [name for name, vendor in VENDORS.items() if environment.get(vendor.key_variable)]
    offered = ", ".join(f"--judge {name}/MODEL" for name in set_here)
    keys = " or ".join(vendor.key_variable for vendor in VENDORS.values())
    return f"{offered} (keys are set; none is used unasked)" if set_here else f"no key is set: {keys}"


def _escape(out: Path | None, *, json: bool) -> None:
    import json as jsonlib
    from contextlib import ExitStack

    from harness.escape import USERS, prove
    from harness.host import Host
    from sandboxes import cache
    from sandboxes.errors import UserError

    if out and out.exists():
        raise UserError("it is there already", where=f"--out {out}", mend="Name a directory that is to be made")
    host = Host(lambda line: typer.echo(line, err=True))
    with ExitStack() as stack:
        directory = out or stack.enter_context(cache.scratch())
        reports = {name: prove(host, user, directory / name) for name, user in USERS.items()}
    if json:
        told = {name: {**one.model_dump(mode="json"), "holds": one.holds} for name, one in reports.items()}
        typer.echo(jsonlib.dumps(told, indent=2))
    else:
        _show(reports)
    if not all(one.holds for one in reports.values()):
        raise typer.Exit(1)


def _show(reports: "dict[str, EscapeReport]") -> None:
    """A table of the ways, and below it what came of them."""

    from rich.markup import escape
    from rich.table import Table

    console = screen(120, highlight=False)
    table = Table("way", "attempts", *reports, box=None)
    ways = [{way.name: way for way in one.ways} for one in reports.values()]
    for name in dict.fromkeys(name for one in ways for name in one):
        found = [one.get(name) for one in ways]
        cells = [escape(f"{'OPEN: ' if way.reached else ''}{way.why}"[:60]) if way else "not tried" for way in found]
        table.add_row(name, str(max(len(way.attempts) for way in found if way)), *cells)
    console.print(table)
    for name, one in reports.items():
        console.print(f"\n{name}: {one.tried} ways tried in {one.seconds:.0f} s, {len(one.succeeded)} open; ", end="")
        console.print(f"another trial was answered within {one.neighbour_s:.1f} s all the while")
        for what in (*one.touched, *one.broken):
            console.print(f"  {what}", markup=False)
        for what in one.unwatched:
            console.print(f"  not watched on this machine: {what}", markup=False)
    closed = all(one.holds for one in reports.values())
    console.print("\nnothing but the gateway was reached" if closed else "\nNOT CLOSED: see above")
