"""Everything twice."""

from scoring.attacks.judged._placing import each_reason, each_statement, first_sentence
from scoring.attacks.perturbation import Context, Perturbation


def _again(said: str, _: int) -> str:
    return f"{said} In other words: {first_sentence(said)}"


def _restated(text: str, context: Context) -> str:
    return (each_reason if context.kind == "jsonl" else each_statement)(text, _again)


PERTURBATION = Perturbation(
    name="restatement",
    title="the first sentence of each paragraph, list item or reason is said again",
    weakness="rewards length",
    source="the repetitive list attack: Zheng et al. 2023 (MT-Bench), arXiv 2306.05685",
    kinds=("prose", "jsonl"),
    apply=_restated,
)
