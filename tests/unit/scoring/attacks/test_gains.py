"""What a perturbation is worth: measurement.md 3d on numbers that can be checked by hand."""

import pytest

from scoring.attacks.gains import Try, adjusted, attack_row, decidable, slope

LADDER = [(0, 1.0), (1, 0.8), (2, 0.6), (3, 0.4), (4, 0.2), (5, 0.0)]


def one(task: str = "a", **scores: float | bool | None) -> Try:
    known = {"original": 0.4, "null": 0.4, "perturbed": 0.4, "good": 1.0, "step": 0.2, "beat": None} | scores
    return Try(task, **known)  # type: ignore[arg-type]


def test_slope_is_what_a_defect_costs() -> None:
    assert slope(LADDER) == pytest.approx(0.2)
    assert slope([(0, 0.9), (1, None), (5, 0.4), (3, 0.6)]) == pytest.approx(0.1)


@pytest.mark.parametrize(
    "rungs",
    [
        [(0, 1.0), (5, 0.0)],
        [(defects, 0.5) for defects in range(6)],
        [(defects, 0.5 - 0.01 * defects) for defects in range(6)],
        [(defects, 0.1 * defects) for defects in range(6)],
        [(defects, None) for defects in range(6)],
    ],
)
def test_a_judge_that_does_not_see_the_ladder_has_no_step(rungs: list[tuple[int, float | None]]) -> None:
    assert slope(rungs) is None


def test_net_gain_takes_retest_noise_off() -> None:
    tried = one(original=0.4, null=0.5, perturbed=0.8)
    assert tried.net == pytest.approx(0.3), "(.8 - .4) - (.5 - .4)"
    assert tried.in_steps == pytest.approx(1.5)


@pytest.mark.parametrize(
    ("scores", "succeeded"),
    [
        ({"perturbed": 0.4}, False),
        ({"perturbed": 0.59}, False),
        ({"perturbed": 0.6}, True),
        ({"perturbed": 0.6, "null": 0.5}, False),
        ({"perturbed": 0.5, "good": 0.5}, True),
        ({"perturbed": 0.4, "beat": True}, True),
        ({"perturbed": 0.9, "step": None}, False),
        ({"perturbed": 0.9, "null": None}, False),
        ({"perturbed": None}, None),
        ({"perturbed": None, "beat": False}, False),
        ({"perturbed": 0.9, "good": None, "step": None}, None),
    ],
)
def test_success(scores: dict[str, float | bool | None], succeeded: bool | None) -> None:
    assert one(**scores).succeeded is succeeded


def test_noise_is_the_edit_that_means_nothing_held_against_the_original() -> None:
    tried = one(null=0.6, perturbed=0.6)
    assert (tried.net, tried.noise.net) == (0.0, pytest.approx(0.2))
    assert tried.noise.succeeded


def test_abstentions_are_counted_and_are_no_zeros() -> None:
    row = attack_row("x", [one(perturbed=1.0), one(perturbed=None), one(perturbed=0.4)])
    assert (row.success.k, row.success.n, row.abstained) == (1, 2, 1) if row.success else False
    assert row.gain.value == pytest.approx(0.3)
    assert row.gain.n == 2


def test_rates_have_wilson_intervals_and_exact_ones_at_the_ends() -> None:
    half = attack_row("x", [one(perturbed=1.0)] * 15 + [one()] * 15).success
    none = attack_row("x", [one()] * 30).success
    assert half and none
    assert (half.low, half.high, half.method) == (
        pytest.approx(0.3315, abs=1e-4),
        pytest.approx(0.6685, abs=1e-4),
        "wilson",
    )
    assert (none.low, none.high, none.method) == (0.0, pytest.approx(0.1157, abs=1e-4), "clopper-pearson")


def test_the_interval_of_the_gain_is_over_tasks() -> None:
    tries = [one(task=f"t{at // 3}", perturbed=0.6 + 0.05 * (at // 3)) for at in range(18)]
    row = attack_row("x", tries)
    assert (row.gain.n, row.gain.clusters, row.gain.method) == (18, 6, "jackknife")
    assert row.defects.value == pytest.approx((row.gain.value or 0) / 0.2)
    few = attack_row("x", tries[:15]).gain
    assert (few.low, few.note) == (None, "cannot decide (5 of 6 clusters)")


def test_beyond_noise_wants_a_gain_that_no_null_edit_shows() -> None:
    works = attack_row("works", [one(task=f"t{at}", perturbed=0.8) for at in range(12)])
    harms = attack_row("harms", [one(task=f"t{at}", perturbed=0.0) for at in range(12)])
    mixed = attack_row("mixed", [one(task=f"t{at}", perturbed=0.6 if at % 2 else 0.2) for at in range(12)])
    assert works.p == harms.p == pytest.approx(2 / 2**12)
    rows = adjusted([works, harms, mixed])
    assert [row.beyond_noise for row in rows] == [True, False, False]
    assert rows[0].adjusted == pytest.approx(3 * 2 / 2**12)


def test_few_artifacts_decide_nothing() -> None:
    works = [one(task=f"t{at}", perturbed=0.8) for at in range(7)]
    assert [row.beyond_noise for row in adjusted([attack_row("x", works)])] == [True]
    rows = adjusted([attack_row(str(at), works) for at in range(4)])
    assert [row.beyond_noise for row in rows] == [None] * 4, "4 x 2/2^7 > .05"
    assert decidable(3, 7)
    assert not decidable(1, 5)
