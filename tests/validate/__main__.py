"""`make validate-stats`: how often 95 % intervals hold the truth, as a table; exit code 1 where one does not.

2,000 studies of the sizes written beside; other ones at every commit. A statistic fails where the exact 99.9 % interval
of its coverage lies wholly outside [.93, .97]; those that are known to cover less are marked, and say so in reports.
A second table is of decisions: of two agents, and of claims: type I error, and the power of plans."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

import numpy as np
from rich.console import Console
from rich.table import Table

from scoring.contrast.row import Row
from scoring.contrast.rows.agreement import AGREEMENT
from scoring.contrast.rows.climbing import CLIMBING
from scoring.contrast.rows.gamed import GAMED
from scoring.contrast.rows.information import INFORMATION
from scoring.contrast.rows.power import POWER
from scoring.contrast.rows.retest import RETEST
from scoring.contrast.rows.validity import VALIDITY
from scoring.contrast.sheet import Channel, Domain
from scoring.stats.intervals import clopper_pearson
from scoring.stats.measured import Measured
from tests.validate.agents import HORIZONS, METR, Agents, horizons, melts, played
from tests.validate.choices import EFFECTS, fitted
from tests.validate.claimed import CLAIMED
from tests.validate.claimed import rated as claims_rated
from tests.validate.comparisons import LINES, Rate, rated
from tests.validate.world import World, study

REPETITIONS = 2000
LOW, HIGH = 0.93, 0.97
LARGE = World(tasks=4000)
"""A study whose figures are the truth, but for their fourth digit."""


class Case(NamedTuple):
    """A figure of a row in a cell, in studies of one size."""

    name: str
    row: Row
    place: int
    """Which of the cell's figures."""
    domain: Domain
    channel: Channel
    world: World
    known: str = ""
    """Why it covers less or more than it says, where that is known and reported."""


SMALL, USUAL, MANY = World(tasks=8), World(tasks=20), World(tasks=120)
CODE: tuple[Domain, Channel] = ("code", "checked")
READ: tuple[Domain, Channel] = ("writing", "judged")
TEXTS: tuple[Domain, Channel] = ("writing", "checked")
CASES = (
    Case("phi, judges", RETEST, 0, *READ, SMALL),
    Case("phi, judges", RETEST, 0, *READ, USUAL),
    Case("phi, tests", RETEST, 0, *CODE, SMALL),
    Case("phi, tests", RETEST, 0, *CODE, USUAL),
    Case("SEM, judges", RETEST, 1, *READ, USUAL),
    Case("alpha, judges", AGREEMENT, 0, *READ, SMALL),
    Case("alpha, judges", AGREEMENT, 0, *READ, USUAL),
    Case("effective votes", AGREEMENT, 1, *READ, USUAL),
    Case("bits, judges", INFORMATION, 0, *READ, USUAL),
    Case("E rho^2, judges", POWER, -1, *READ, SMALL),
    Case("E rho^2, judges", POWER, -1, *READ, USUAL),
    Case("E rho^2, tests", POWER, -1, *CODE, USUAL),
    Case("exploit rate", GAMED, 0, *READ, SMALL),
    Case("exploit rate", GAMED, 0, *READ, USUAL),
    Case("AUROC, judges", VALIDITY, 0, *READ, SMALL),
    Case("AUROC, judges", VALIDITY, 0, *READ, USUAL),
    Case("AUROC, tests", VALIDITY, 0, *TEXTS, USUAL),
    Case("eta(8), judges", CLIMBING, 0, *READ, SMALL),
    Case("eta(8), judges", CLIMBING, 0, *READ, USUAL),
    Case("eta(8), tests", CLIMBING, 0, *CODE, USUAL),
)
CHOICES = {"8 tasks x 30 choices": (8, 30), "30 tasks x 20 choices": (30, 20)}

FEW, FAMILIES = Agents(families=12, each=1), Agents(families=20, each=3)
DOUBTFUL = Agents(families=20, each=2, human_sd=0.42)
"""Half of the human times are off by a third or more."""
TAIL = "known: a few long tasks have most of the time, see `heaviest`"
FEWEST = "known: the fewest tasks that give a horizon"
TWICE = "known: within-task noise twice, see `conservative`"
TIMED: tuple[tuple[str, Callable[..., dict[str, Measured]], Agents, dict[str, str]], ...] = (
    ("", horizons, FAMILIES, {METR: TWICE}),
    ("", horizons, FEW, dict.fromkeys(HORIZONS, FEWEST)),
    (", times uncertain", horizons, DOUBTFUL, {METR: TWICE}),
    ("", melts, FAMILIES, {"throughput ratio": TAIL}),
    (", times uncertain", melts, DOUBTFUL, {}),
)


class Covered(NamedTuple):
    """A line of the table."""

    name: str
    sizes: str
    truth: float
    hits: int
    missing: int
    """Studies without an interval: they count as ones that missed."""
    known: str

    @property
    def verdict(self) -> str:
        """Whether that is 95 of 100, as far as 2,000 studies can tell."""
        low, high, _ = clopper_pearson(self.hits, REPETITIONS, 0.999)
        return "too narrow" if high < LOW else "too wide" if low > HIGH else "holds"


def _random(name: str) -> np.random.Generator:
    return np.random.default_rng([_commit(), crc32(name.encode())])


@cache
def _commit() -> int:
    """The commit checked out as a number, or 0 outside a checkout."""
    asked = subprocess.run(
        ["git", "rev-parse", "HEAD"], cwd=Path(__file__).parent, capture_output=True, text=True, check=False
    )
    return int(asked.stdout.strip()[:12] or "0", 16)


def _figure(case: Case, world: World, random: np.random.Generator) -> Measured:
    return case.row.face(study(world, random), case.domain, case.channel).figures[case.place].measured


def covered(case: Case) -> Covered:
    """How often the figure's interval held the truth."""
    truth = _truth(case)
    random = _random(f"{case.name} {case.world.tasks}")
    found = [_figure(case, case.world, random) for _ in range(REPETITIONS)]
    ends = [(one.low, one.high) for one in found if one.low is not None and one.high is not None]
    sizes = f"{case.world.tasks} tasks x {len(case.world.means)} agents x {case.world.attempts}"
    hits = sum(low <= truth <= high for low, high in ends)
    return Covered(case.name, sizes, truth, hits, REPETITIONS - len(ends), case.known)


def _truth(case: Case) -> float:
    random = _random(f"the truth of {case.name}")
    # By its key: another process has a copy of the row.
    if case.row.key == POWER.key:
        return _reliability(case, random)
    value = _figure(case, LARGE, random).value
    assert value is not None
    return value


def _reliability(case: Case, random: np.random.Generator) -> float:
    """E rho^2 of a board of so many tasks: by its definition, from the means of very many."""
    cube, _, _ = study(LARGE, random).sheet(case.domain).cube(case.channel)
    cells = cube.mean(axis=(2, 3, 4))
    agents = cells.mean(axis=0)
    around = cells - agents - cells.mean(axis=1, keepdims=True) + cells.mean()
    noise = float((around**2).sum()) / ((len(cells) - 1) * (len(agents) - 1))
    apart = float(agents.var(ddof=1))
    return apart / (apart + noise / case.world.tasks)


def compared(size: str) -> list[Covered]:
    """Position, length and own family: of one fit each."""
    random = _random(size)
    fits = [fitted(random, *CHOICES[size]) for _ in range(REPETITIONS)]
    lines = []
    for name, truth in EFFECTS.items():
        ends = [(fit.effects[name].low, fit.effects[name].high) for fit in fits]
        known = [(low, high) for low, high in ends if low is not None and high is not None]
        hits = sum(low <= truth <= high for low, high in known)
        lines.append(Covered(f"{name} of a pairwise judge", size, truth, hits, REPETITIONS - len(known), ""))
    return lines


def timed(at: int) -> list[Covered]:
    """Horizons or melt factors of agents; the truth is that of an agent with 10,000 families, at its mid times."""
    suffix, measure, agents, known = TIMED[at]
    sizes = f"{agents.families} families x {agents.each} x {agents.attempts}"
    random = _random(f"{measure.__name__} {sizes}{suffix}")
    truths = {name: one.value for name, one in measure(played(agents._replace(families=10_000), random), 2).items()}
    found = [measure(played(agents, random)) for _ in range(REPETITIONS)]
    lines = []
    for name, truth in truths.items():
        assert truth is not None
        ends = [(each[name].low, each[name].high) for each in found]
        whole = [(low, high) for low, high in ends if low is not None and high is not None]
        hits = sum(low <= truth <= high for low, high in whole)
        lines.append(Covered(name + suffix, sizes, truth, hits, REPETITIONS - len(whole), known.get(name, "")))
    return lines


def decided(at: int) -> Rate:
    """How often an agent is said to be ahead."""
    return rated(at, _random(f"decisions {at}"), REPETITIONS)


def claimed(at: int) -> list[Rate]:
    """How often a claim is decided."""
    return claims_rated(at, _random(f"claims {at}"), REPETITIONS)


def _all() -> Iterator[Covered | Rate]:
    with ProcessPoolExecutor() as pool:
        singles, several = [pool.submit(covered, case) for case in CASES], [pool.submit(compared, s) for s in CHOICES]
        several += [pool.submit(timed, at) for at in range(len(TIMED))]
        rates = [pool.submit(decided, at) for at in range(LINES)]
        claims = [pool.submit(claimed, at) for at in range(len(CLAIMED))]
        for one in singles:
            yield one.result()
        for many in several:
            yield from many.result()
        for rate in rates:
            yield rate.result()
        for lines in claims:
            yield from lines.result()


def main() -> int:
    """Print the tables; 1 where an interval does not hold, or a decision."""
    console = Console(width=None if sys.stdout.isatty() else 120, highlight=False)
    table = Table("statistic", "each study", "truth", "covers", "99.9 %", "no interval", "", box=None)
    rates = Table("decided", "each study", "wanted", "share", "99.9 %", "", box=None)
    lines = []
    for line in _all():
        lines.append(line)
        print(f"{line.name}: {line.hits / REPETITIONS:.3f}", file=sys.stderr, flush=True)
        low, high, _ = clopper_pearson(line.hits, REPETITIONS, 0.999)
        share, ends = f"{line.hits / REPETITIONS:.3f}", f"[{low:.3f}, {high:.3f}]"
        said = line.verdict + (f": {line.known}" if line.known else "")
        if isinstance(line, Rate):
            wanted = f"{line.low:.2f}" if line.low == line.high else f"{line.low:g} to {line.high:g}"
            rates.add_row(line.name, line.sizes, wanted, share, ends, said)
            continue
        table.add_row(line.name, line.sizes, f"{line.truth:.3f}", share, ends, str(line.missing), said)
    console.print(f"Coverage of 95 % intervals in {REPETITIONS} simulated studies each")
    console.print(table)
    console.print(
        f"How often one of two agents is said to be ahead, or a claim decided, in {REPETITIONS} simulated studies each"
    )
    console.print(rates)
    return int(any(line.verdict != "holds" and not line.known for line in lines))


if __name__ == "__main__":
    sys.exit(main())
