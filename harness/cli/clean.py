"""meltbench clean: remove what dead processes left behind, and on request what is kept for speed."""

from typing import Annotated

import typer


def clean(
    images: Annotated[bool, typer.Option(help="Also remove the images that meltbench built.")] = False,
    tools: Annotated[bool, typer.Option(help="Also remove the agent tools that meltbench installed.")] = False,
    engine: Annotated[bool, typer.Option(help="Also stop the engine, if meltbench started it.")] = False,
) -> None:
    """Remove containers, networks, volumes and scratch files whose process is dead.

    Only what carries this installation's label is touched: never a name, never somebody else's."""
    from sandboxes import cache
    from sandboxes import engine as engines
    from sandboxes.errors import MachineError
    from sandboxes.images import remove_images
    from sandboxes.reaper import sweep
    from sandboxes.tools import remove_tools

    typer.echo(f"scratch directories removed: {len(cache.sweep_scratch())}")
    try:
        client = engines.connect()
    except MachineError:
        typer.echo("no engine is running, so nothing is left in one")
        return
    for litter in sweep(client, cache.installation_id()):
        typer.echo(f"removed {litter.kind} {litter.id[:12]} of process {litter.owner}")
    if images:
        typer.echo(f"images removed: {len(remove_images(client))}")
    if tools:
        typer.echo(f"tools removed: {len(remove_tools(client))}")
    if engine:
        typer.echo("engine stopped" if engines.stop_engine() else "the engine was not started by meltbench: left alone")
