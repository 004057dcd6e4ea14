"""meltbench agents: what can be run on a task, and whether it can be run here."""

from typing import TYPE_CHECKING, Annotated

import typer

from harness.cli.show import screen

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from harness.selftest import Examined
    from sandboxes.tools.recipe import ToolRecipe

app = typer.Typer(help="List agents, and try whether they can work here.", no_args_is_help=True)


@app.command("list")
def list_agents(json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False) -> None:
    """List agents, what of each is here, and the exploits that `cheat:NAME` plays. Starts and installs nothing.

    Of environment variables only the names are shown."""
    import json as jsonlib
    import os

    from rich.table import Table

    from harness.agents.roster import roster
    from scoring.attacks.exploit import catalogue

    agents, exploits = roster(os.environ, _installed()), catalogue().values()
    if json:
        shown = {"agents": [a.model_dump(mode="json") for a in agents], "exploits": [e.name for e in exploits]}
        typer.echo(jsonlib.dumps(shown, indent=2))
        return
    console = screen(120, markup=False)
    table = Table("agent", "version", "tool", "what it speaks or does", "set here", box=None)
    table.columns[0].no_wrap = True
    tool = {True: "installed", False: "not installed", None: "no engine runs"}
    for one in agents:
        about, variables = one.about or ", ".join(one.speaks), ", ".join(one.variables)
        table.add_row(one.name, one.version, tool[one.installed] if one.version else "", about, variables)
    console.print(table)
    cheats = Table("exploit", "flaw", "idea", box=None)
    for exploit in exploits:
        cheats.add_row(exploit.name, exploit.flaw, exploit.idea)
    console.print()
    console.print(cheats)


@app.command()
def doctor(
    agents: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[AGENT ...]", help="As after `run -a`; all that choose a model themselves if not given."
        ),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Spend the tokens without asking.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
) -> None:
    """Try agents: is the key there, is the tool (installed if not), and one turn in a sandbox, which costs tokens.

    A turn is one or two requests: some hundred tokens for `chat`, some ten thousand for an agent with long
    instructions of its own. Exit 1 if any agent fails.

    Example: meltbench agents doctor claude-code chat@openai/gpt-5.1"""
    import json as jsonlib
    import sys

    from harness.agents.registry import ADAPTERS
    from harness.host import Host
    from harness.selftest import examine

    names = agents or [adapter.name for adapter in ADAPTERS.values() if adapter.default_model]
    if not yes:
        _confirm(len(names))
    host = Host(lambda line: print(line, file=sys.stderr))
    examined = [examine(host, name) for name in names]
    if json:
        typer.echo(jsonlib.dumps([one.model_dump(mode="json") for one in examined], indent=2))
    else:
        _print(examined)
    if not all(one.ok for one in examined):
        raise typer.Exit(1)


def _installed() -> "Callable[[ToolRecipe], bool] | None":
    """Asks whether a tool is here; None where no engine runs."""
    from sandboxes import engine
    from sandboxes.errors import MachineError
    from sandboxes.images import ImageStore
    from sandboxes.tools import ToolVolumes

    try:
        client = engine.connect()
    except MachineError:
        return None
    return ToolVolumes(client, ImageStore(client, _silent), _silent).has


def _silent(line: str) -> None:
    del line


def _confirm(number: int) -> None:
    """Ask a person. Raises UserError where there is none, Abort where the answer is no."""
    import sys

    from sandboxes.errors import UserError

    if not sys.stdin.isatty():
        raise UserError("spends tokens", where="meltbench agents doctor", mend="Add --yes, or run it in a terminal")
    text = f"Each of {number} agents will be asked something: some hundred to some ten thousand tokens each. Go on?"
    typer.confirm(text, abort=True)


def _print(examined: "Sequence[Examined]") -> None:
    from rich.table import Table

    table = Table("agent", "", "version", "seconds", "tokens", "US dollars", "what", box=None)
    for one in examined:
        cost = "unknown" if one.cost_usd is None else f"{one.cost_usd:.4f}"
        figures = [f"{one.seconds:.1f}", str(one.tokens), cost] if one.tokens or one.seconds else ["", "", ""]
        table.add_row(one.agent, "ok" if one.ok else "fails", one.version, *figures, one.message)
    screen(120, markup=False).print(table)
