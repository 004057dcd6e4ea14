"""Nothing but the words that reasoning begins with."""

from scoring.attacks.judged._placing import instead
from scoring.attacks.perturbation import Perturbation

MESSAGE = "Thought process:"

PERTURBATION = Perturbation(
    name="opener-only",
    title='everything is replaced by "Thought process:"',
    weakness="fills in what is missing",
    source="reasoning openers: Zhao et al. 2025, arXiv 2507.08794",
    preserves_gold=False,
    kinds=("prose", "jsonl"),
    apply=instead(MESSAGE),
)
