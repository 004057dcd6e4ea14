"""The tools of the agents that meltbench knows, each pinned: what to install, and what to start then.

The pins are the files in tools/AGENT: package.json and package-lock.json, or requirements.in and requirements.txt. Of
another version only its own number is pinned, and what it needs is what the index gives on the day."""

import json
import re
from pathlib import Path
from typing import NamedTuple

from sandboxes.errors import UserError
from sandboxes.tools.recipe import Npm, Pip, ToolRecipe
from sandboxes.wheels import PYTHON

FOLDER = Path(__file__).with_name("tools")


class Packaged(NamedTuple):
    """Where an agent's tool comes from."""

    package: str
    """Name on npm's registry or, for a Python tool, on the Python index."""
    executable: str
    """See ToolRecipe. Native binaries lie in the package for one platform, which needs no node."""
    node: bool = False
    python: bool = False
    remove: tuple[str, ...] = ()


PACKAGED = {
    "aider": Packaged("aider-chat", "bin/aider", python=True),
    "claude-code": Packaged("@anthropic-ai/claude-code", "node_modules/@anthropic-ai/claude-code-linux-{cpu}/claude"),
    "codex": Packaged(
        "@openai/codex", "node_modules/@openai/codex-linux-{cpu}/vendor/{machine}-unknown-linux-musl/bin/codex"
    ),
    "gemini-cli": Packaged("@google/gemini-cli", "node_modules/@google/gemini-cli/bundle/gemini.js", node=True),
    "mini-swe-agent": Packaged("mini-swe-agent", "bin/mini", python=True),
    "openclaw": Packaged(
        "openclaw",
        "node_modules/openclaw/openclaw.mjs",
        node=True,
        # Its install script prunes what an older version left, then removes this mark; with the mark it does not start.
        remove=("node_modules/openclaw/.openclaw-lifecycle-pending",),
    ),
    # The package opencode-ai is a launcher and brings a second binary, for machines without AVX2.
    "opencode": Packaged("opencode-linux-x64", "node_modules/opencode-linux-x64/bin/opencode"),
}
"""Every agent that is a tool of its own, by its name."""


def recipe(agent: str, version: str | None = None) -> ToolRecipe:
    """The tool of an agent of PACKAGED: the pinned version, or another, given exactly.

    Raises UserError for a version that is not exact."""
    packaged = PACKAGED[agent]
    wish = (FOLDER / agent / ("requirements.in" if packaged.python else "package.json")).read_text(encoding="utf-8")
    pinned = _version(packaged, wish)
    chosen = version or pinned
    if not re.fullmatch(r"\d[0-9A-Za-z.+-]{0,40}", chosen):
        raise UserError(f"{chosen!r} is no exact version", where=agent, mend=f"For example: {agent}=={pinned}")
    packages: Npm | Pip
    if chosen == pinned:
        lock = (FOLDER / agent / ("requirements.txt" if packaged.python else "package-lock.json")).read_text("utf-8")
        packages = Pip(requirements=lock) if packaged.python else Npm(manifest=wish, lock=lock)
    else:
        other = wish.replace(pinned, chosen)
        packages = Pip(requirements=other) if packaged.python else Npm(manifest=other)
    return ToolRecipe(
        name=agent,
        version=chosen,
        packages=packages,
        executable=packaged.executable,
        node=packaged.node,
        remove=packaged.remove,
        python=PYTHON if packaged.python else "",
    )


def _version(packaged: Packaged, wish: str) -> str:
    """The version of an agent's own package in its package.json or requirements.in."""
    if packaged.python:
        pin = re.search(rf"^{re.escape(packaged.package)}==(\S+)$", wish, re.MULTILINE)
        assert pin
        return pin[1]
    return str(json.loads(wish)["dependencies"][packaged.package])
