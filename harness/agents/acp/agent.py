"""`acp@[PROVIDER/]MODEL:COMMAND`, from the command line to an agent.

The command is free text, split as a shell would, and run by none. Where its first word is an agent of PACKAGED, as
`opencode` or `opencode==1.18.33`, that tool is installed and meant; anything else lies in the image."""

import shlex

from harness.agents.acp.adapter import Acp
from harness.agents.command_line import CommandLineAgent
from harness.agents.pinned import PACKAGED, recipe
from harness.agents.spelling import PROTOCOLS, chosen, protocol_for, spelled
from sandboxes.errors import UserError

MEND = "Write -a 'acp@PROVIDER/MODEL:COMMAND', as in acp@openai/gpt-5.1:opencode acp"


def acp_agent(text: str) -> CommandLineAgent:
    """The agent that is written so. Raises UserError."""
    first, _, rest = text.partition(" ")
    # A model's name may have a colon in it, a program's has none.
    head, _, program = first.rpartition(":")
    words, argv = spelled(head), _split(f"{program} {rest}", text)
    if words is None or not words.model:
        raise UserError("no model is named", where=f"-a {text}", mend=MEND)
    if not argv or ":" in argv[0]:
        raise UserError("no program that can be started", where=f"-a {text}", mend=MEND)
    model = chosen(words, PROTOCOLS, default_model=False)
    name, _, version = argv[0].partition("==")
    tool = recipe(name, version or None) if name in PACKAGED else None
    known = f"{name}=={tool.version}" if tool else argv[0]
    return CommandLineAgent(
        Acp("" if tool else argv[0], argv[1:]),
        model,
        protocol_for(model.provider, PROTOCOLS),
        tool=tool,
        name=f"acp@{model}:{shlex.join([known, *argv[1:]])}",
    )


def _split(command: str, text: str) -> list[str]:
    try:
        return shlex.split(command)
    except ValueError as error:
        raise UserError(f"no command: {error}", where=f"-a {text}", mend=MEND) from error
