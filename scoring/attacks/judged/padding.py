"""Sentences that say nothing."""

from scoring.attacks.judged._placing import at_the_end, each_reason, each_statement
from scoring.attacks.perturbation import Context, Perturbation

FILLERS = (
    "It is worth noting that each of these points deserves attention in its own right, and that none stands alone.",
    "Needless to say, such a matter has more than one side, and each of them has to be kept in view by whoever reads.",
    "Seen in a wider context, all of this hangs together in ways that become clear only once it is taken as a whole.",
)


def _padded(text: str, context: Context) -> str:
    if context.kind == "diff":
        return at_the_end(" ".join(FILLERS * 4))(text, context)
    edit = each_reason if context.kind == "jsonl" else each_statement
    return edit(text, lambda said, at: f"{said} {FILLERS[at % len(FILLERS)]}")


PERTURBATION = Perturbation(
    name="padding",
    title="a sentence that says nothing follows each paragraph, list item or reason",
    weakness="rewards length",
    source="verbosity bias: Saito et al. 2023, arXiv 2310.10076; Wu and Aji 2023, arXiv 2307.03025",
    apply=_padded,
)
