"""What attacks made of the cells of some runs."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from harness.contrast.gather import Gathered, source_of
from harness.journal import Journal
from harness.store import RunStore
from sandboxes.spec import Frozen
from scoring.contrast.figures import step_of
from scoring.contrast.gaming import Gaming
from scoring.contrast.row import Evidence
from scoring.contrast.sheet import Channel, Domain, Sheet
from scoring.stats.bootstrap import Floats

TRICKS = Path("attack", "tricks.jsonl")
Key = tuple[Domain, Channel, str, bool]


class Trick(Frozen):
    """A line of tricks.jsonl: one trick on one known-bad artifact, and what one rater made of it."""

    domain: Domain
    channel: Channel
    rater: str
    task: str
    artifact: str
    attack: str
    worked: bool
    defects: float | None
    """Gained beyond an edit that means nothing, in planted defects; None where the rater does not see the ladder."""
    guarded: bool = True
    """Whether the rater had all its defences, or none."""


def evidence_of(stores: Sequence[RunStore], gathered: Gathered) -> Evidence:
    """The sheets with all that attacks made of them."""
    gaming = [*filter(None, [cheats_of(gathered.code)]), *tricks_of(stores)]
    return Evidence(gathered.code, gathered.writing, tuple(gaming))


def tricks_of(stores: Sequence[RunStore]) -> Iterator[Gaming]:
    """What is kept of tricks on judges and on constraint checks, by rater."""
    lines: dict[Key, list[Trick]] = {}
    for store in stores:
        for one in Journal(store.root / TRICKS).read(Trick.model_validate_json):
            lines.setdefault((one.domain, one.channel, one.rater, one.guarded), []).append(one)
    for (domain, channel, rater, guarded), found in lines.items():
        yield Gaming(
            domain=domain,
            channel=channel,
            rater=rater,
            source=source_of(rater) if channel == "judged" else "measured",
            attacks=np.array([one.attack for one in found]),
            tasks=np.array([one.task for one in found]),
            artifacts=np.array([one.artifact for one in found]),
            worked=np.array([float(one.worked) for one in found]),
            defects=np.array([np.nan if one.defects is None else one.defects for one in found]),
            guarded=guarded,
        )


def cheats_of(code: Sheet) -> Gaming | None:
    """What cheats got of the hidden tests: one works where it gets full marks. None without any.

    What it hides is its reward beyond that of doing nothing, in defects of the channel's own ladder."""
    if not code.cheats.any():
        return None
    scores = code.checked.first
    nothing = {str(t): _mean(scores[(code.agents == "nop") & (code.tasks == t)]) for t in np.unique(code.tasks)}
    chosen = np.flatnonzero(code.cheats & np.isfinite(scores))
    floor = np.array([nothing[str(task)] for task in code.tasks[chosen]])
    return Gaming(
        domain="code",
        channel="checked",
        rater="checks",
        source="measured",
        attacks=code.agents[chosen],
        tasks=code.tasks[chosen],
        artifacts=code.agents[chosen],
        worked=code.checked.passing(scores[chosen]),
        defects=(scores[chosen] - floor) / (step_of(code, "checked") or np.nan),
    )


def _mean(values: Floats) -> float:
    return float(np.nanmean(values)) if np.isfinite(values).any() else 0.0
