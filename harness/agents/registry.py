"""Finds agents by what is written on the command line."""

import re
from collections.abc import Sequence

from harness.agents.acp.agent import acp_agent
from harness.agents.adapters.aider import Aider
from harness.agents.adapters.claude_code import ClaudeCode
from harness.agents.adapters.codex import Codex
from harness.agents.adapters.gemini_cli import GeminiCli
from harness.agents.adapters.mini_swe_agent import MiniSweAgent
from harness.agents.adapters.openclaw import OpenClaw
from harness.agents.adapters.opencode import OpenCode
from harness.agents.base import Agent
from harness.agents.builtin import Artifact, Command, Nop, Oracle, Partial, fraction
from harness.agents.chat.agent import Chat
from harness.agents.cheat import Cheat
from harness.agents.command_line import Adapter, CommandLineAgent
from harness.agents.course import course_agent
from harness.agents.person.agent import Person
from harness.agents.pinned import recipe
from harness.agents.plugins import installed, plugged
from harness.agents.sample import sample_agent
from harness.agents.spelling import PROTOCOLS, Spelled, chosen, placed, protocol_for, spelled
from harness.task import Task
from sandboxes.errors import UserError
from scoring.attacks.exploit import catalogue

ADAPTERS: dict[str, Adapter] = {
    adapter.name: adapter
    for adapter in (ClaudeCode(), Codex(), OpenClaw(), OpenCode(), GeminiCli(), MiniSweAgent(), Aider())
}
"""Programs that ask a model, by name."""
DESCRIPTIONS = {
    "oracle": "plays the task's reference solution",
    "nop": "does nothing: the floor",
    "partial:F": "plays the first fraction F of the reference solution's milestones",
    "chat@[PROVIDER/]MODEL": "one prompt with the workspace's files, one answer, no tools: a chat window",
    "acp@[PROVIDER/]MODEL:COMMAND": "any program that speaks the Agent Client Protocol",
    'command:"SHELL COMMAND"': "runs it in the workspace; $MELTBENCH_INSTRUCTION names the instruction's file",
    "cheat:NAME": "plays an exploit of the catalogue (cheat:all for each of them)",
    "artifact:NAME": "plays a work of known quality from the task's ladder (ladder-N: of N defects; artifact:all)",
    "course:SECONDS": "plays the milestones over that time, breaks what is there halfway, and repairs it",
    "sample:ladder:MEAN": "plays a rung of the task's ladder, drawn anew at each attempt, of MEAN defects (0 to 5)",
    "sample:mutants:MEAN": "plays the reference solution with MEAN random changes in its code, drawn at each attempt",
}


def find_agent(text: str) -> Agent:
    """The agent that `text` names. Raises UserError that lists what there is."""
    name, _, rest = text.partition(":")
    if text == "oracle":
        return Oracle()
    if text == "nop":
        return Nop()
    if name == "partial":
        return Partial(fraction(rest))
    if name == "command":
        return Command(rest)
    if name == "cheat" and rest:
        return Cheat.named(rest)
    if name == "human" and rest:
        return Person(rest)
    if name == "course":
        return course_agent(text)
    if name == "sample":
        return sample_agent(text)
    if name == "artifact" and rest:
        return Artifact(rest)
    if re.match("acp[:@]", text):
        return acp_agent(text)
    words = spelled(text) or placed(text)
    agent = _asking(words) if words else None
    if agent is None:
        known = ", ".join([*DESCRIPTIONS, *ADAPTERS, *installed()])
        raise UserError("no such agent", where=f"-a {text}", mend=f"There are: {known}")
    return agent


def _asking(words: Spelled) -> Agent | None:
    """An agent that is written with a version and a model."""
    if words.name == "chat":
        if words.version:
            raise UserError("has no versions", where="-a chat", mend="Write -a chat@PROVIDER/MODEL")
        return Chat(chosen(words, PROTOCOLS, default_model=False))
    adapter = ADAPTERS.get(words.name)
    if adapter is None:
        return plugged(words)
    model = chosen(words, adapter.protocols, default_model=adapter.default_model)
    tool = recipe(adapter.name, words.version or None)
    protocol = protocol_for(model.provider, adapter.protocols)
    name = f"{adapter.name}=={tool.version}" + (f"@{model}" if model.model else "")
    return CommandLineAgent(adapter, model, protocol, tool=tool, name=name)


def expand(agents: Sequence[str], task: Task) -> list[str]:
    """The agents asked for on a task: `cheat:all` and `artifact:all` spelled out as far as they fit; no doubles."""
    spelled: dict[str, None] = {}
    for agent in agents:
        if agent == "cheat:all":
            fitting = [name for name, exploit in sorted(catalogue().items()) if not Cheat(exploit).unfit(task)]
            spelled |= dict.fromkeys(f"cheat:{name}" for name in fitting)
        elif agent == "artifact:all":
            spelled |= dict.fromkeys(f"artifact:{artifact.name}" for artifact in task.ladder.artifact)
        else:
            spelled[agent] = None
    return list(spelled)
