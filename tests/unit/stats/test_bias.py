"""Known answers of what sways a judge that compares, and honesty about what the data do not determine."""

from math import exp, log

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize
from scipy.special import expit

from scoring.stats.bias import ELO, ONE_SD, BiasFit, Choices, bradley_terry, fit_bias, win_rate
from scoring.stats.logistic import fit, log_likelihood
from scoring.stats.position import position_bias
from scoring.stats.profile import profile_bound

FAMILY = np.array([0, 0, 1, 2])
STRENGTH = np.array([0.5, 0.0, -0.2, -0.3])
SD = 1.4


def _choices(tasks: int = 30, each: int = 20, seed: int = 1, beta=0.3, gamma=0.4, delta=0.35) -> Choices:  # type: ignore[no-untyped-def]
    """Choices of three judge families between the works of four agents, drawn from the model."""
    random = np.random.default_rng(seed)
    n = tasks * each
    a = random.integers(0, 4, n)
    b = (a + random.integers(1, 4, n)) % 4
    judge, order = random.integers(0, 3, n), random.choice([-1, 1], n)
    length = random.normal(size=n) - random.normal(size=n) + 0.3 * (STRENGTH[a] - STRENGTH[b])
    own = (judge == FAMILY[a]).astype(float) - (judge == FAMILY[b])
    odds = STRENGTH[a] - STRENGTH[b] + beta * order + gamma * np.tanh(length / SD) + delta * own
    won = (random.random(n) < expit(odds)).astype(float)
    return Choices(won, order, np.repeat(np.arange(tasks), each), a, b, length, own)


def _values(found: BiasFit) -> dict[str, float | None]:
    return {name: effect.value for name, effect in {**found.effects, **found.strengths}.items()}


def test_bradley_terry_known_answer() -> None:
    found = bradley_terry([1, 1, 1, 0], ["x"] * 4, ["y"] * 4)
    assert found["x"].value is not None
    assert found["y"].value is not None
    apart = found["x"].value - found["y"].value
    assert apart == pytest.approx(log(3))
    assert apart * ELO == pytest.approx(190.85, abs=5e-3)
    assert found["x"].low == pytest.approx(apart / 2 - 1.96 * (1 / 3 + 1) ** 0.5 / 2, abs=1e-4)


def test_position_known_answer() -> None:
    first, second = np.repeat([1, 0], [70, 30]), np.repeat([1, 0], [50, 50])
    found = position_bias(first, second)
    assert found.effect.value == pytest.approx(0.4236, abs=5e-5)
    assert found.effect.value == pytest.approx((log(0.7 / 0.3) - log(0.5 / 0.5)) / 2)
    assert (found.won_first.value, found.won_second.value) == (0.7, 0.5)
    assert (found.flips.value, found.to_first.value) == (0.2, 1.0)
    assert found.effect.odds_ratio().value == pytest.approx(exp(0.4236), abs=1e-4)


def test_length_controlled_known_answer() -> None:
    """theta 0, gamma 1, A longer by one SD: .6817 as judged, .5 with the length taken out."""
    assert win_rate(1.0 * ONE_SD) == pytest.approx(0.6817, abs=5e-5)
    assert win_rate(0.0) == 0.5


def test_length_is_taken_out() -> None:
    """Equal agents, one of which writes longer by an SD in half of the pairs and as long in the others."""
    won = np.r_[np.repeat([1, 0], [6817, 3183]), np.repeat([1, 0], [5000, 5000])]
    length = np.repeat([1.0, 0.0], 10_000)
    found = fit_bias(Choices(won, a=["x"] * 20_000, b=["y"] * 20_000, length=length), length_sd=1)
    assert found.effects["length"].value == pytest.approx(1, abs=2e-3)
    assert found.effects["length"].win_points(ONE_SD).value == pytest.approx(18.17, abs=0.02)
    assert found.strengths["x"].value == pytest.approx(0, abs=1e-9)
    assert np.mean(won) > 0.58


def test_the_fit_is_the_greatest_likelihood() -> None:
    data = _choices()
    found = fit_bias(data, length_sd=SD)
    columns = np.eye(4)[np.asarray(data.a)] - np.eye(4)[np.asarray(data.b)]
    design = np.column_stack([columns, data.order, np.tanh(np.asarray(data.length) / SD), data.own])
    won = np.asarray(data.won)
    best = minimize(lambda x: -log_likelihood(design @ np.r_[0, x], won), np.zeros(6), tol=1e-9).x
    strengths = np.r_[0, best[:3]] - np.r_[0, best[:3]].mean()
    assert list(_values(found).values()) == pytest.approx([*best[3:], *strengths], abs=1e-4)


def test_robust_errors_are_cr2_by_their_definition() -> None:
    """Against matrices of all rows: adjustment (I - H)^(-1/2) by cluster, Satterthwaite degrees of freedom."""
    random = np.random.default_rng(2)
    design = np.c_[np.ones(90), random.normal(size=90), np.repeat(random.normal(size=9), 10)]
    labels = np.repeat(np.arange(9), 10)
    outcome = (random.random(90) < expit(design @ [0.2, 0.6, -0.4])).astype(float)
    found = fit(design, outcome, labels)
    share = expit(design @ found.basis @ found.inner)
    rows = design * np.sqrt(share * (1 - share))[:, None]
    residual = (outcome - share) / np.sqrt(share * (1 - share))
    bread = np.linalg.inv(rows.T @ rows)
    hat = rows @ bread @ rows.T
    for at, contrast in enumerate(np.eye(3)):
        variance, columns = 0.0, []
        for cluster in range(9):
            inside = labels == cluster
            values, axes = np.linalg.eigh(np.eye(10) - hat[np.ix_(inside, inside)])
            weight = (axes / np.sqrt(values)) @ axes.T @ rows[inside] @ bread @ contrast
            variance += (weight @ residual[inside]) ** 2
            columns.append((np.eye(90) - hat)[:, inside] @ weight)
        gram = np.array(columns) @ np.array(columns).T
        errors = found.errors(contrast)
        assert errors.robust == pytest.approx(np.sqrt(variance))
        assert errors.free == pytest.approx(np.trace(gram) ** 2 / np.sum(gram**2))
        assert errors.model == pytest.approx(np.sqrt(bread[at, at]))


def test_clusters_widen_what_copies_narrow() -> None:
    """Each choice ten times under one label: the model believes it, the clusters do not."""
    data = _choices(tasks=300, each=1)
    copied = Choices(*(None if part is None else np.repeat(np.asarray(part), 10) for part in data))
    once, often = fit_bias(data).effects["position"], fit_bias(copied).effects["position"]
    assert often.value == pytest.approx(once.value)
    assert often.robust_error == pytest.approx(once.robust_error, rel=1e-6)
    assert often.model_error == pytest.approx(once.model_error / 10**0.5)  # type: ignore[operator]


def test_few_tasks_decide_nothing() -> None:
    found = fit_bias(_choices(tasks=5)).effects["position"]
    assert found.value is not None
    assert (found.low, found.high, found.note) == (None, None, "cannot decide (5 of 6 clusters)")
    assert found.model_error is not None


def test_without_labels_errors_are_the_models() -> None:
    found = fit_bias(_choices()._replace(labels=None)).effects["position"]
    assert found.model_error is not None
    assert found.robust_error is None
    assert found.value is not None
    assert found.high == pytest.approx(found.value + 1.959964 * found.model_error)


seeds = st.integers(0, 10_000)


@settings(deadline=None, max_examples=25)
@given(seeds, st.integers(0, 2**32 - 1))
def test_which_artifact_is_called_a_does_not_matter(seed: int, which: int) -> None:
    data = _choices(seed=seed)
    turned = np.random.default_rng(which).random(600) < 0.5
    won, order, length, own = (np.asarray(part) for part in (data.won, data.order, data.length, data.own))
    other = Choices(
        np.where(turned, 1 - won, won),
        np.where(turned, -order, order),
        data.labels,
        np.where(turned, data.b, data.a),
        np.where(turned, data.a, data.b),
        np.where(turned, -length, length),
        np.where(turned, -own, own),
    )
    one, two = fit_bias(data), fit_bias(other)
    assert one.length_sd == pytest.approx(two.length_sd)
    for name in one.effects:
        before, after = one.effects[name], two.effects[name]
        assert (after.value, after.low, after.high) == pytest.approx((before.value, before.low, before.high), abs=1e-7)


@settings(deadline=None, max_examples=25)
@given(seeds)
def test_other_orders_and_names_change_signs_and_nothing_else(seed: int) -> None:
    data = _choices(seed=seed)
    turned = fit_bias(data._replace(order=-np.asarray(data.order)))
    names = np.array(["d", "c", "b", "a"])
    renamed = fit_bias(data._replace(a=names[np.asarray(data.a)], b=names[np.asarray(data.b)]))
    plain = fit_bias(data)
    assert turned.effects["position"].value == pytest.approx(-(plain.effects["position"].value or 0))
    assert turned.effects["length"].value == pytest.approx(plain.effects["length"].value)
    for at, name in enumerate(names):
        assert renamed.strengths[name].value == pytest.approx(plain.strengths[str(at)].value, abs=1e-8)
    assert sum(effect.value or 0 for effect in plain.strengths.values()) == pytest.approx(0, abs=1e-9)


def test_length_is_not_identified_where_each_agent_has_one() -> None:
    data = _choices()
    size = np.array([100.0, 900.0, 250.0, 400.0])
    found = fit_bias(data._replace(length=size[np.asarray(data.a)] - size[np.asarray(data.b)]))
    values = _values(found)
    assert {name for name, value in values.items() if value is None} == {"length", "0", "1", "2", "3"}
    assert {found.effects["length"].note, found.strengths["0"].note} == {"not identified"}
    assert found.effects["length"].low is None
    assert values["position"] == pytest.approx(0.3, abs=0.3)


def test_length_that_varies_in_one_pair_of_agents_is_identified() -> None:
    data = _choices()
    a, b = np.asarray(data.a), np.asarray(data.b)
    size = np.array([100.0, 900.0, 250.0, 400.0])
    length = size[a] - size[b] + np.where((a == 0) & (b == 1), np.random.default_rng(1).normal(0, 300, len(a)), 0)
    assert fit_bias(data._replace(length=length)).effects["length"].value is not None


def test_self_preference_needs_a_second_family() -> None:
    data = _choices()
    own = (FAMILY[np.asarray(data.a)] == 0).astype(float) - (FAMILY[np.asarray(data.b)] == 0)
    found = fit_bias(data._replace(own=own))
    assert found.effects["self"].note == "not identified"
    assert found.effects["length"].value is not None
    assert found.strengths["2"].note == "not identified"
    never = fit_bias(data._replace(own=np.zeros(600)))
    assert never.effects["self"].note == "not identified"
    assert never.strengths["2"].value is not None


def test_position_needs_both_orders() -> None:
    data = _choices()
    always = np.where(np.asarray(data.a) < np.asarray(data.b), 1, -1)
    found = fit_bias(data._replace(order=always))
    assert found.effects["position"].note == "not identified"
    assert found.effects["length"].value is not None
    assert position_bias([1, 0, 1], [np.nan] * 3).effect.note == "not identified"


def test_strengths_need_pairs_that_connect_the_agents() -> None:
    found = bradley_terry([1, 0, 1, 0], ["w", "w", "y", "y"], ["x", "x", "z", "z"])
    assert {effect.note for effect in found.values()} == {"not identified"}


def test_known_quality_in_place_of_agents() -> None:
    random = np.random.default_rng(7)
    n = 4000
    gold, order = random.integers(-3, 4, n), random.choice([-1, 1], n)
    length = random.normal(size=n)
    won = random.random(n) < expit(0.8 * gold + 0.25 * order + 0.5 * np.tanh(length))
    found = fit_bias(Choices(won, order, np.arange(n) % 50, length=length, gold=gold), length_sd=1)
    values = {name: effect.value for name, effect in found.effects.items()}
    assert values == {
        "position": pytest.approx(0.25, abs=0.12),
        "length": pytest.approx(0.5, abs=0.25),
        "gold": pytest.approx(0.8, abs=0.12),
    }
    assert not found.strengths
    ladder = fit_bias(Choices(won, order, np.arange(n) % 50, length=3.0 * gold, gold=np.tanh(gold)), length_sd=3)
    assert ladder.effects["length"].note == ladder.effects["gold"].note == "not identified"
    assert ladder.effects["position"].value is not None


def test_ties_are_halves_or_left_out() -> None:
    """3 wins, 1 loss, 2 ties: 4 to 2 with halves."""
    won, a, b = [1, 1, 1, 0, 0.5, 0.5, np.nan], ["x"] * 7, ["y"] * 7
    half, drop = bradley_terry(won, a, b), bradley_terry(won, a, b, ties="drop")
    assert half["x"].value == pytest.approx(log(2) / 2)
    assert drop["x"].value == pytest.approx(log(3) / 2)
    found = fit_bias(Choices(won, a=a, b=b), ties="drop")
    assert (found.n, found.ties, found.abstained) == (4, 2, 1)


def test_a_choice_without_its_covariate_is_refused() -> None:
    with pytest.raises(ValueError, match="gold"):
        fit_bias(Choices([1, 0], [1, -1], gold=[1, np.nan]))
    with pytest.raises(ValueError, match="not 2 of order"):
        fit_bias(Choices([1, 0, 1], [1, -1]))
    with pytest.raises(ValueError, match="order must be"):
        fit_bias(Choices([1, 0], [1, 2]))
    fit_bias(Choices([1, np.nan, 0], [1, 1, -1], gold=[1, np.nan, 2]))


def test_no_choices_determine_nothing() -> None:
    found = fit_bias(Choices([], [], [], [], [], [], []))
    assert {effect.note for effect in found.effects.values()} == {"not identified"}
    assert not found.strengths


def test_a_judge_that_only_sees_the_place_has_a_bound_and_no_estimate() -> None:
    """20 of 20 for the first place in either order: 40 log(win rate) = -chi2(1, .90) / 2 at the bound."""
    found = position_bias(np.ones(20), np.zeros(20))
    assert (found.effect.value, found.effect.high, found.effect.method) == (None, None, "profile")
    assert found.effect.low == pytest.approx(-log(exp(2.70554 / 80) - 1), abs=1e-4)
    assert "no finite estimate" in found.effect.note
    assert found.effect.odds_ratio().value is None
    assert found.effect.odds_ratio().low == pytest.approx(exp(found.effect.low or 0))
    assert found.effect.win_points().high is None
    other = position_bias(np.zeros(20), np.ones(20))
    assert other.effect.high == pytest.approx(-(found.effect.low or 0))
    assert position_bias(np.ones(20), np.zeros(20), np.arange(20) % 5).effect.low is None, "five tasks decide nothing"


def test_half_a_separation() -> None:
    """Shown first A always won, shown second in half: infinite, and bounded from below."""
    found = position_bias(np.ones(20), np.repeat([0, 1], 10)).effect
    assert found.value is None
    assert found.low is not None
    assert 0.5 < found.low < 2


def test_what_is_not_separated_is_estimated() -> None:
    """An agent that lost every time has no finite strength; position and the others' order are known all the same."""
    data = _choices()
    a, b, won = np.asarray(data.a), np.asarray(data.b), np.asarray(data.won).copy()
    won[a == 3], won[b == 3] = 0, 1
    found = fit_bias(data._replace(won=won))
    without = (a != 3) & (b != 3)
    rest = fit_bias(
        Choices(*(None if part is None else np.asarray(part)[without] for part in data)), length_sd=found.length_sd
    )
    for name in ("position", "length", "self"):
        assert found.effects[name].value == pytest.approx(rest.effects[name].value, abs=1e-6)
        assert found.effects[name].robust_error == pytest.approx(rest.effects[name].robust_error, rel=1e-6)
    assert found.strengths["3"].value is None
    assert found.strengths["3"].high is not None
    assert found.strengths["3"].high < -1


def test_bounds_need_separation() -> None:
    design, outcome = np.c_[np.ones(8), np.tile([1, -1], 4)], np.array([1, 0, 1, 0, 1, 1, 0, 0])
    assert profile_bound(design, outcome, [0, 1]) == (None, None)
    assert fit(design, outcome).status([0, 1]) == "estimated"
    low, high = profile_bound(np.ones((5, 1)), np.zeros(5), [1.0])
    assert low is None
    assert high == pytest.approx(log(exp(2.70554 / 10) - 1), abs=1e-4)


def test_a_combination_may_be_known_where_its_parts_are_not() -> None:
    design = np.c_[np.ones(20), np.tile([1.0, -1.0], 10), 2 * np.tile([1.0, -1.0], 10)]
    outcome = np.array([1, 0, 1, 1, 0, 0, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 1, 0, 0, 0])
    found = fit(design, outcome)
    assert [found.status(contrast) for contrast in np.eye(3)] == ["estimated", "not identified", "not identified"]
    plain = fit(design[:, :2], outcome)
    assert found.value([0, 1, 2]) == pytest.approx(plain.value([0, 1]))
    assert found.errors([0, 1, 2]).model == pytest.approx(plain.errors([0, 1]).model)


def test_outcomes_beyond_one_are_refused() -> None:
    with pytest.raises(ValueError, match="outcomes in"):
        fit(np.ones((2, 1)), [0, 2])


def test_flips_and_their_direction() -> None:
    first = [1, 1, 0, 1, 0.5, 1, np.nan]
    second = [1, 0, 1, 0, 1, 0.5, 1]
    found = position_bias(first, second)
    assert (found.flips.value, found.flips.n) == (pytest.approx(5 / 6), 6)
    assert (found.to_first.value, found.to_first.n) == (pytest.approx(3 / 5), 5)
    swapped = position_bias(second, first)
    assert swapped.to_first.value == pytest.approx(2 / 5)
    assert swapped.effect.value == pytest.approx(-(found.effect.value or 0))
    nothing = position_bias([1, 1, 0] * 5, [1, 1, 0] * 5)
    assert nothing.effect.value == pytest.approx(0, abs=1e-9)
    assert nothing.to_first.value is None
    assert nothing.flips.high == pytest.approx(0.218, abs=1e-3)


def test_win_points_and_odds() -> None:
    effect = fit_bias(_choices()).effects["position"]
    assert effect.value is not None
    assert effect.low is not None
    points = effect.win_points()
    assert points.value == pytest.approx(100 * (expit(effect.value) - 0.5))
    assert points.low == pytest.approx(100 * (expit(effect.low) - 0.5))
    assert effect.odds_ratio().low == pytest.approx(exp(effect.low))


def test_names_of_agents_that_run_into_each_other_are_two_pairs() -> None:
    """`a` against `bc` is not `ab` against `c`: length varies within neither, so that it is not identified."""
    n = 40
    a, b = np.repeat(["a", "ab"], n), np.repeat(["bc", "c"], n)
    won, length = np.tile([1.0, 0.0], n), np.repeat([1.0, -1.0], n)
    found = fit_bias(Choices(won, a=a, b=b, length=length))
    assert found.effects["length"].note == "not identified"
