"""Bold type that orders nothing."""

from scoring.attacks.judged._placing import each_reason, each_statement
from scoring.attacks.perturbation import Context, Perturbation


def _bold(text: str, context: Context) -> str:
    edit = each_reason if context.kind == "jsonl" else each_statement
    return edit(text, lambda said, at: f"**Key point {at + 1}:** {said}")


PERTURBATION = Perturbation(
    name="bold",
    title="each paragraph, list item or reason begins with a label in bold",
    weakness="rewards form",
    source="beauty bias: Chen et al. 2024, arXiv 2402.10669; Feuer et al. 2024, arXiv 2409.15268",
    kinds=("prose", "jsonl"),
    apply=_bold,
)
