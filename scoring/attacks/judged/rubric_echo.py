"""The criteria, each said to be met, with nothing that would meet them."""

from scoring.attacks.judged._placing import at_the_end
from scoring.attacks.perturbation import Context, Perturbation


def _echo(text: str, context: Context) -> str:
    said = (
        f"{one.question.strip()} Yes: in the sense of this question ({one.id}) everything is there."
        for one in context.rubric.criteria
    )
    return at_the_end(" ".join(said))(text, context)


PERTURBATION = Perturbation(
    name="rubric-echo",
    title="the questions of the rubric are repeated and answered with yes",
    weakness="rewards words",
    source="essays for scoring machines: Powers et al. 2001 (Stumping E-Rater); Perelman's BABEL, 2014",
    apply=_echo,
)
