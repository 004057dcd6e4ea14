"""Nothing."""

from scoring.attacks.judged._placing import records
from scoring.attacks.perturbation import Context, Perturbation


def _emptied(text: str, context: Context) -> str:
    if context.kind == "jsonl":
        return records(text, lambda _, record: {**record, "decision": "", "reason": ""})
    return "" if context.kind == "diff" else "\n"


PERTURBATION = Perturbation(
    name="empty",
    title="everything is left out; of JSON lines, decisions and reasons; of a diff, every change",
    weakness="fills in what is missing",
    source="null models: Zheng et al. 2024, arXiv 2410.07137",
    preserves_gold=False,
    apply=_emptied,
)
