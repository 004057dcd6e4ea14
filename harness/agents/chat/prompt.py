"""What the model is told: how to answer, the files, and the task."""

import re
from itertools import islice
from typing import Final

from harness.agents.chat.files import Shown

HOW: Final = """\
You get a task and the files of a workspace. Do the task by saying how the files shall be. You have no tools, nothing is
run for you, and this one answer is all: nobody will ask you again. It is applied by a program, so keep to this form.

For each file that you change or create, write a line with FILE and its path relative to the workspace, then the file's
whole new content in a fenced block:

FILE src/example.py
```python
print("all of the file, not only what has changed")
```

Where a content has a line that begins with ``` itself, open and close its block with more backticks than that.

For each file that shall be gone, write a line with DELETE and its path:

DELETE src/old.py

Leave out files that stay as they are. Nothing but such blocks and lines is read; you may explain beside them."""
LISTED: Final = 500
"""Files left out that are listed by name."""


def prompt(instruction: str, workspace: Shown) -> str:
    """The whole text. The task comes last, where it is heeded best."""
    parts = [HOW, "# The workspace", *(_file(path, text) for path, text in workspace.files.items())]
    if workspace.left_out:
        parts.append("These files are there too, and are not shown:\n" + _listed(workspace.left_out))
    return "\n\n".join([*parts, "# The task", instruction.strip()]) + "\n"


def _file(path: str, text: str) -> str:
    fence = "`" * max(3, 1 + max(map(len, re.findall(r"`+", text)), default=0))
    return f"FILE {path}\n{fence}\n{text}{'' if text.endswith(chr(10)) or not text else chr(10)}{fence}"


def _listed(left_out: dict[str, str]) -> str:
    lines = [f"- {path} ({why})" for path, why in islice(left_out.items(), LISTED)]
    more = len(left_out) - LISTED
    return "\n".join(lines + ([f"- and {more} more"] if more > 0 else []))
