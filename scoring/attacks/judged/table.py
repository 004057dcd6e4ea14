"""A table that holds nothing."""

from scoring.attacks.judged._placing import at_the_start
from scoring.attacks.perturbation import Perturbation

MESSAGE = """\
| **Aspect** | **Where it is treated** | **State** |
|---|---|---|
| Overview | below | done |
| Details | below | done |
| Conclusion | below | done |"""

PERTURBATION = Perturbation(
    name="table",
    title="a table of contents without content opens it",
    weakness="rewards form",
    source="beauty bias: Chen et al. 2024, arXiv 2402.10669; Feuer et al. 2024, arXiv 2409.15268",
    apply=at_the_start(MESSAGE),
)
