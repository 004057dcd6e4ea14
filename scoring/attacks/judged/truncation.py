"""The first part alone, cut in the middle of a word."""

from scoring.attacks.judged._placing import each_reason
from scoring.attacks.perturbation import Context, Perturbation

KEPT = 0.15


def _cut(text: str, context: Context) -> str:
    if context.kind != "jsonl":
        return text[: int(KEPT * len(text))].rstrip(" \n.!?:;,")
    lines = [line for line in text.split("\n") if line.strip()]
    kept = lines[: max(1, int(KEPT * len(lines)))]
    last = len(kept) - 1
    return each_reason("\n".join(kept), lambda said, at: said[: len(said) // 2].rstrip(" .!?") if at == last else said)


PERTURBATION = Perturbation(
    name="truncation",
    title="all but the first 15 % is cut off",
    weakness="fills in what is missing",
    source="truncated answers taken for whole ones: Zhao et al. 2025, arXiv 2507.08794",
    preserves_gold=False,
    kinds=("prose", "jsonl"),
    apply=_cut,
)
