"""Puts edits into the workspace: inside the sandbox, by the agent's user, by no way that a link shows."""

from pathlib import PurePosixPath
from shlex import quote
from typing import Final

from harness.agents.base import ENVIRONMENT, USER, AgentContext, described
from harness.agents.chat.answer import Edits
from harness.records import AgentResult

STAGED: Final = "meltbench/answer"
BEGIN: Final = """\
set -eu
root=$(pwd -P)
refuse() { echo "the answer has $1, $2"; exit 65; }
inside() { [ "$(realpath -m -- "$1")" = "$root/$1" ] || refuse "$1" "where a link leads elsewhere"; }
there() { [ -e "$1" ] || refuse "$1" "which is not there to be deleted"; }
"""


def apply(context: AgentContext, edits: Edits, timeout_s: float) -> AgentResult:
    """Do it: all is looked at before anything is changed. A file that was there keeps its mode."""
    if not (edits.files or edits.deleted):
        return AgentResult(exit_code=0)
    staged = {path: f"{STAGED}/{number}" for number, path in enumerate(edits.files)}
    context.put({staged[path]: content for path, content in edits.files.items()})
    uid, gid = USER
    ended = context.sandbox.exec(
        ["/bin/sh", "-s"],
        stdin=script(staged, edits.deleted).encode(),
        cwd=context.workdir,
        env=ENVIRONMENT,
        user=f"{uid}:{gid}",
        timeout_s=timeout_s,
    )
    return described(ended)


def script(staged: dict[str, str], deleted: tuple[str, ...]) -> str:
    """What the shell does in the workspace; `staged` says where the new content of a path lies."""
    lines = [f"inside {quote(path)}" for path in (*deleted, *staged)]
    lines += [f"there {quote(path)}" for path in deleted]
    lines += [f"rm -rf -- {quote(path)}" for path in deleted]
    for path, source in staged.items():
        lines += [f"mkdir -p -- {quote(str(PurePosixPath(path).parent))}", f"cp -T -- /{source} {quote(path)}"]
    return BEGIN + "\n".join(lines) + "\n"
