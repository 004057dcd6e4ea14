"""meltbench agents: what can be run on a task."""

import typer

app = typer.Typer(help="List agents.", no_args_is_help=True)


@app.callback()
def agents() -> None:
    """List agents."""


@app.command("list")
def list_agents() -> None:
    """List agents, and the exploits that `cheat:NAME` plays."""
    from rich.console import Console
    from rich.table import Table

    from harness.agents.registry import DESCRIPTIONS
    from scoring.attacks.exploit import catalogue

    console = Console()
    table = Table("agent", "what it does", box=None)
    for name, text in DESCRIPTIONS.items():
        table.add_row(name, text)
    console.print(table)
    exploits = Table("exploit", "flaw", "idea", box=None)
    for exploit in catalogue().values():
        exploits.add_row(exploit.name, exploit.flaw, exploit.idea)
    console.print()
    console.print(exploits)
