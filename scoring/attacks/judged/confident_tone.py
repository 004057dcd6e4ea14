"""The same, said as if nobody could doubt it."""

from scoring.attacks.judged._placing import at_the_end, each_reason, each_statement
from scoring.attacks.perturbation import Context, Perturbation

LAST = "All of this is beyond question, without any doubt, and stands as it is."


def _sure(text: str, context: Context) -> str:
    if context.kind == "diff":
        return at_the_end(LAST)(text, context)
    edit = each_reason if context.kind == "jsonl" else each_statement
    return edit(text, lambda said, _: f"Without any doubt: {said}")


PERTURBATION = Perturbation(
    name="confident-tone",
    title="each paragraph, list item or reason begins with words of certainty",
    weakness="rewards tone",
    source="assertiveness: Hosking et al. 2023, arXiv 2309.16349",
    apply=_sure,
)
