"""In which order a study does what it does, so that whenever its time is up, what is there is worth most."""

from collections.abc import Mapping, Sequence

from harness.contrast.retest import Wanted
from harness.records import TrialSpec


def by_worth(trials: Sequence[TrialSpec], pace_s: Mapping[str, float]) -> list[TrialSpec]:
    """Ladders and the reference first; then attempts and cheats in the order of what a task has taken by then, so that
    quick tasks have many attempts before slow ones have a second. `pace_s` is seconds of a trial by task."""
    ladder = [t for t in trials if t.agent.startswith("artifact:") or t.agent in ("oracle", "nop")]
    cheats = [t for t in trials if t.agent.startswith("cheat:")]
    others = [t for t in trials if t not in ladder and t not in cheats]
    placed = [(t.attempt * pace_s[t.task], t) for t in others]
    last = max((at for at, _ in placed), default=0.0)
    placed += [(last * at / len(cheats), t) for at, t in enumerate(cheats)]
    return [*sorted(ladder, key=lambda t: pace_s[t.task]), *(t for _, t in sorted(placed, key=lambda pair: pair[0]))]


def spread_looks(wanted: Sequence[Wanted], artifacts: int) -> list[Wanted]:
    """Looks at so many artifacts, no two alike before all kinds had one: agents in turn, first looks first."""
    turns: dict[tuple[str, str], int] = {}
    order: dict[str, int] = {}
    for one in wanted:
        spec = one.record.spec
        if one.record.key not in order:
            kind = (spec.task, spec.agent)
            order[one.record.key] = turns[kind] = turns.get(kind, -1) + 1
    chosen = sorted(order, key=lambda key: order[key])[:artifacts]
    return sorted((one for one in wanted if one.record.key in set(chosen)), key=lambda one: one.repeat)
