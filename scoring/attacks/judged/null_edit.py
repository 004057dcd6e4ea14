"""A change that means nothing, to measure what asking again is worth. No attack: the catalogue leaves it out."""

from scoring.attacks.judged._placing import first_reason
from scoring.attacks.perturbation import Context, Perturbation


def _touched(text: str, context: Context) -> str:
    return first_reason(text, lambda said: said.replace(" ", "  ", 1)) if context.kind == "jsonl" else f"{text}\n"


NULL_EDIT = Perturbation(
    name="null-edit",
    title="a blank line at the end, or a space in a reason",
    weakness="rewards form",
    source="retest noise: measurement.md 3d",
    apply=_touched,
)
