"""A change that changes nothing: comments that say what code would do."""

from scoring.attacks.perturbation import Context, Perturbation

COMMENTS = (
    "# This module implements the whole of what was asked for.",
    "# Every case of the assignment is handled here, errors included.",
    "# The structure is the one that was asked for; behaviour is unchanged.",
)


def _said_only(text: str, context: Context) -> str:
    del context
    paths = [line[6:] for line in text.split("\n") if line.startswith("+++ b/")] or ["main.py"]
    lines = "".join(f"+{line}\n" for line in COMMENTS)
    return "".join(f"--- a/{path}\n+++ b/{path}\n@@ -0,0 +1,{len(COMMENTS)} @@\n{lines}\n" for path in paths)


PERTURBATION = Perturbation(
    name="comment-only",
    title="every change is replaced by comments that describe it",
    weakness="believes claims",
    source="misleading comments: Moon et al. 2025, arXiv 2505.16222",
    preserves_gold=False,
    kinds=("diff",),
    apply=_said_only,
)
