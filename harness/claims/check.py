"""Holding a claim against runs: supported, refuted or undetermined, and what would change that."""

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from harness.attempts import attempts_of, plays_a_part
from harness.claims.claim import Claim, load_claim
from harness.claims.quantities import Evidence, Found, found, meant
from harness.claims.stamp import stamped
from harness.progress import progress_of
from harness.resume import tasks_of
from harness.store import RunStore, distinct
from sandboxes.spec import Frozen
from scoring.stats.measured import Measured

Verdict = Literal["supported", "refuted", "undetermined"]
Registered = Literal["before", "changed", "not"]
"""Whether a run had the claim on record when it began: as it is now, as another text, or not at all."""


class Checked(Frozen):
    """What runs say to a claim."""

    claim: Claim
    name: str
    """Of the file."""
    verdict: Verdict
    why: str
    """A sentence."""
    change: str
    """What would change the verdict, a sentence."""
    measured: Measured
    """The quantity at the claim's confidence."""
    tasks: int
    attempts: float
    """At each task, on average."""
    agents: tuple[str, ...]
    """Those whose attempts were taken together."""
    runs: tuple[str, ...]
    registered: dict[str, Registered]
    """By run."""
    stamps: dict[str, str]
    """What a stamp of it is worth, by run; of runs that have one."""
    scripted: bool
    """Whether an agent plays a part: the instrument is shown then, and not the world."""


def check(file: Path, stores: Sequence[RunStore], survey: Path | None = None) -> Checked:
    """The verdict on a claim by these runs, or by a survey. Raises UserError for what cannot be read."""
    name, claim = file.stem, load_claim(file)
    runs = distinct(stores)
    told = checked(name, claim, evidence_of(claim, runs, survey), registered_in(name, claim, runs))
    return told.model_copy(update={"stamps": stamps_in(file, runs)})


def evidence_of(claim: Claim, stores: Sequence[RunStore], survey: Path | None = None) -> Evidence:
    """What runs have to say to a claim."""
    watched = distinct(stores) if claim.quantity == "coherent" else []
    progress = tuple((store.run().id, one) for store in watched for one in progress_of(store, tasks_of(store.run())))
    return Evidence(attempts_of(stores).rows, progress, survey)


def checked(name: str, claim: Claim, evidence: Evidence, registered: dict[str, Registered] | None = None) -> Checked:
    """The same from evidence."""
    known = found(claim, evidence)
    verdict, why = judged(claim, known)
    agents = sorted({row.agent for row in evidence.rows if meant(claim.agent, row.agent)})
    return Checked(
        claim=claim,
        name=name,
        verdict=verdict,
        why=why,
        change=what_would_change(claim, known, verdict),
        measured=known.measured,
        tasks=known.tasks,
        attempts=known.attempts,
        agents=tuple(agents),
        runs=tuple(dict.fromkeys(row.run for row in evidence.rows)),
        registered=registered or {},
        stamps={},
        scripted=claim.quantity != "survey_correlation" and any(map(plays_a_part, agents)),
    )


def judged(claim: Claim, known: Found) -> tuple[Verdict, str]:
    """Supported where the whole interval lies on the claim's side of its threshold, refuted where all of it lies on the
    other; undetermined in between, and wherever there is too little."""
    measured, least = known.measured, claim.least
    if known.tasks < least.tasks:
        units = "answers" if claim.quantity == "survey_correlation" else "tasks"
        return "undetermined", f"below minimum ({known.tasks} of {least.tasks} {units})."
    if known.attempts < least.attempts:
        return "undetermined", f"below minimum ({known.attempts:.3g} of {least.attempts} attempts at each task)."
    if measured.value is None or (measured.low is None and measured.high is None):
        return "undetermined", f"There is no interval: {measured.note or 'not known'}."
    low = -float("inf") if measured.low is None else measured.low
    high = float("inf") if measured.high is None else measured.high
    if claim.at_least is not None:
        above, below = low >= claim.at_least, high < claim.at_least
    else:
        above, below = high <= claim.threshold, low > claim.threshold
    level = f"the {100 * claim.confidence:g} % interval"
    if above:
        return "supported", f"All of {level} lies where the claim says."
    if below:
        return "refuted", f"All of {level} lies on the other side of the threshold."
    return "undetermined", f"The threshold lies within {level}."


def what_would_change(claim: Claim, known: Found, verdict: Verdict) -> str:
    """What it would take, a sentence."""
    if claim.quantity == "survey_correlation" and not known.tasks:
        return "A survey with both columns."
    if known.tasks < claim.least.tasks:
        return f"{claim.least.tasks - known.tasks} more tasks at least: `meltbench claim plan` says how many decide it."
    if known.attempts < claim.least.attempts:
        return f"{claim.least.attempts} attempts at each task."
    if verdict == "undetermined":
        return "More tasks narrow the interval: `meltbench claim plan` says how many decide it."
    apart = abs((known.measured.value or 0.0) - claim.threshold)
    return f"An estimate that differs by {apart:.3g} from this one, or other tasks."


def registered_in(name: str, claim: Claim, runs: Sequence[RunStore]) -> dict[str, Registered]:
    """Whether each run had the claim on record before it began."""
    told: dict[str, Registered] = {}
    for store in runs:
        run = store.run()
        entry = next((one for one in run.claims if one.name == name), None)
        told[run.id] = "not" if entry is None else "before" if entry.sha256 == claim.digest else "changed"
    return told


def stamps_in(file: Path, runs: Sequence[RunStore]) -> dict[str, str]:
    """What each run's stamp of a claim is worth, looked up now."""
    told = {}
    for store in runs:
        run = store.run()
        entry = next((one for one in run.claims if one.name == file.stem), None)
        if entry and (said := stamped(entry, run, store.root, file)):
            told[run.id] = said
    return told
