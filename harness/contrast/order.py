"""In which order a study does what it does, so that whenever its time is up, what is there is worth most."""

from collections.abc import Iterable, Mapping, Sequence

from harness.contrast.retest import Wanted
from harness.records import TrialRecord, TrialSpec


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


def spread_works(works: Iterable[TrialRecord]) -> list[TrialRecord]:
    """Each work once, no two alike before all kinds had one: agents in turn, and among these tasks in turn."""
    turns: dict[tuple[str, str], int] = {}
    ranks: dict[tuple[str, int], int] = {}
    placed: dict[str, tuple[int, int, TrialRecord]] = {}
    for one in works:
        if one.key not in placed:
            kind = (one.spec.task, one.spec.agent)
            turn = turns[kind] = turns.get(kind, -1) + 1
            rank = ranks[one.spec.task, turn] = ranks.get((one.spec.task, turn), -1) + 1
            placed[one.key] = turn, rank, one
    return [one for *_, one in sorted(placed.values(), key=lambda found: found[:2])]


def spread_looks(wanted: Sequence[Wanted], artifacts: int) -> list[Wanted]:
    """Looks at so many artifacts, spread like these, first looks first."""
    chosen = {one.key for one in spread_works(look.record for look in wanted)[:artifacts]}
    return sorted((one for one in wanted if one.record.key in chosen), key=lambda one: one.repeat)
