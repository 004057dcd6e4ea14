"""What an attempt contributes is how the logarithm of a figure moves when its task weighs a little more."""

import numpy as np
import pytest

from scoring.stats.horizon import horizon
from scoring.stats.human_times import human_times
from scoring.stats.linearised import horizon_parts, speedup_parts, throughput_parts
from scoring.stats.melt import melt

COPIES = 40
"""Copies of every task: one that is there once more moves the figure a little."""


@pytest.mark.parametrize("figure", ["throughput", "speedup", "horizon"])
def test_it_is_the_derivative(figure: str) -> None:
    draw = np.random.default_rng(8)
    minutes = np.geomspace(1, 900, 12)
    spent, solved = 0.4 * minutes**0.8 * draw.lognormal(0, 0.3, 12), (draw.random(12) < 1 / (1 + minutes / 60)) * 1.0
    solved[[0, -1]] = 1, 0

    def value(often: np.ndarray) -> float:
        task = np.repeat(np.arange(12), often)
        times = human_times(np.arange(len(task)), minutes[task])
        if figure == "horizon":
            return float(np.log(horizon(times, times.tasks, solved[task], draws=2).points[0].minutes.value or 0))
        found = melt(times, times.tasks, spent[task], solved[task], draws=2)
        return float(np.log({"throughput": found.throughput, "speedup": found.speedup}[figure].value or 0))

    times, tasks = human_times(np.arange(12), minutes), np.arange(12)
    if figure == "horizon":
        parts = horizon_parts(times, tasks, solved, 0.5)
    else:
        parts = {"throughput": throughput_parts, "speedup": speedup_parts}[figure](times, tasks, spent, solved)
    assert parts
    even = np.full(12, COPIES)
    for task in (0, 3, 7, 11):
        moved = (value(even + (tasks == task)) - value(even)) * even.sum()
        assert moved == pytest.approx(parts.scores[task][0], abs=0.05 + 0.05 * abs(moved))


def test_there_is_nothing_where_nothing_is_solved() -> None:
    times, tasks = human_times([0, 1, 2], [1.0, 2.0, 3.0]), [0, 1, 2]
    assert throughput_parts(times, tasks, [1, 1, 1], [0, 0, 0]) is None
    assert speedup_parts(times, tasks, [1, 0, 1], [0, 1, 0]) is None
    assert horizon_parts(times, tasks, [0, 0, 0], 0.5) is None
