"""What a planned study will be able to tell, said before it runs."""

from collections.abc import Iterator, Sequence
from math import sqrt

from harness.contrast import manners
from harness.contrast.design import CONTROLS, LADDER, RECHECKED, Design, attempts_on
from harness.contrast.gather import domain_of
from harness.task import Task
from sandboxes.spec import Frozen
from scoring.contrast.sheet import STEPS
from scoring.stats.bootstrap import FEWEST
from scoring.stats.intervals import clopper_pearson
from scoring.stats.power import area_error, least_difference
from scoring.stats.selection import headline_n
from scoring.stats.variance import Components

SPREAD = sqrt(STEPS * 0.4 * 0.6)
"""Standard deviation of an attempt's defects that is supposed: of the scripted agents with a mean of 2."""
AREA = 0.75
"""The AUROC for which its error is foretold."""


class Foreseen(Frozen):
    """What one row of the card will rest on in one domain."""

    row: str
    domain: str
    planned: int
    need: int
    of: str
    tells: str
    """In words."""

    @property
    def enough(self) -> bool:
        """Whether that is the minimum or more."""
        return self.planned >= self.need


def foresee(design: Design, tasks: Sequence[Task]) -> Iterator[Foreseen]:
    """Row by row and domain by domain."""
    for domain in ("code", "writing"):
        here = [task for task in tasks if domain_of(task) == domain and task.name in design.tasks]
        compared = [agent for agent in design.agents if domain == "code" or not agent.startswith("sample:mutants")]
        each = [attempts_on(task, design) for task in here]
        attempts = len(compared) * max(each)
        works = sum(len(LADDER) + len(compared) * count for count in each)
        looked = design.rechecked if domain == "code" else RECHECKED
        yield _retest(domain, min(works, looked) if design.rechecks else 0)
        read = works + (len(CONTROLS) * len(here) + design.cheats if domain == "code" else 0)
        yield _nuisance(domain, min(read, manners.WORKS), len(design.judges))
        yield _agreement(design, domain)
        yield _gamed(domain, design.cheats if domain == "code" else 3 * len(here))
        yield _validity(domain, works, len(here))
        if domain == "code":
            yield _informed(works, read, len(design.judges))
        yield _power(domain, len(here), min(each))
        yield _climbing(domain, attempts)


def _retest(domain: str, n: int) -> Foreseen:
    most = clopper_pearson(0, n).high if n else 1.0
    tells = f"if no verdict of the checks changes, at most {most:.0%} do"
    return Foreseen(row="retest", domain=domain, planned=n, need=30, of="artifacts", tells=tells)


def _nuisance(domain: str, n: int, judges: int) -> Foreseen:
    most = clopper_pearson(0, n).high if n else 1.0
    asked = n * judges * manners.LOOKS
    tells = f"{asked} requests: if no verdict changes with the order of criteria, at most {most:.0%} do"
    return Foreseen(row="retest, other manners", domain=domain, planned=n, need=30, of="artifacts", tells=tells)


def _informed(works: int, read: int, judges: int) -> Foreseen:
    tells = f"at most {read * judges} requests: what judges who see the tests' output put right, an upper bound"
    right = max(1, works // 4)
    return Foreseen(row="validity, informed", domain="code", planned=right, need=50, of="right artifacts", tells=tells)


def _agreement(design: Design, domain: str) -> Foreseen:
    tells = "how many independent opinions the judges are"
    return Foreseen(row="agreement", domain=domain, planned=len(design.judges), need=2, of="judges", tells=tells)


def _gamed(domain: str, n: int) -> Foreseen:
    most = clopper_pearson(0, n).high if n else 1.0
    tells = f"if no trick works on the checks, at most {most:.0%} of them do"
    return Foreseen(row="gamed", domain=domain, planned=n, need=30, of="known-bad artifacts", tells=tells)


def _validity(domain: str, works: int, tasks: int) -> Foreseen:
    """Of works with 0 to 5 defects about one in four is right; those of one task count as independent here."""
    right = max(1, works // 4)
    half = 1.96 * area_error(AREA, right, max(1, works - right))
    tells = f"right above wrong: {AREA:.2f} would have an interval of +- {half:.2f}" + (
        "" if tasks >= FEWEST else f", of these {tasks} tasks only"
    )
    return Foreseen(row="validity", domain=domain, planned=right, need=50, of="right artifacts", tells=tells)


def _power(domain: str, tasks: int, attempts: int) -> Foreseen:
    found = least_difference(Components(a=0.0, ta=0.0, i=SPREAD**2, e=0.0), tasks, attempts)
    least = "no difference of agents can be decided" if found.value is None else ""
    tells = least or f"agents {found.value:.1f} defects apart are told apart with 80 % power by a perfect channel"
    return Foreseen(row="power", domain=domain, planned=tasks, need=FEWEST, of="tasks", tells=tells)


def _climbing(domain: str, attempts: int) -> Foreseen:
    n = headline_n(attempts)
    tells = f"what choosing the best of {n} is worth" if n else "nothing of choosing the best of several"
    return Foreseen(row="climbing", domain=domain, planned=attempts, need=8, of="attempts per task", tells=tells)
