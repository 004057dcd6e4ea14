"""Study files: what they ask for, and what that may take."""

from pathlib import Path

import pytest

from harness.gateway.budget import Budget
from harness.gateway.prices import known_prices
from harness.plan import make_plan
from harness.records import JudgeSettings, TrialSpec
from harness.study import Expected, forecast, load_study, requests_to_judges, unpriced
from harness.task import load_task
from sandboxes.errors import UserError
from scoring.judge.rubric import diff_rubric

SMOKE = Path(__file__).parents[3] / "tasks/smoke/split-package"
STUDY = """
tasks = ["smoke"]
attempts = 2
budget = { usd = 2.0 }

[[agent]]
agent = "claude-code"
models = ["claude-opus-4-5", "claude-opus-5-5"]
tier = "paid"

[[agent]]
agent = "codex@openai/unheard-of"
attempts = 1
budget = { tokens = 1000 }

[[agent]]
agent = "oracle"
"""


def planned(tmp_path: Path, text: str = STUDY) -> tuple[TrialSpec, ...]:
    (tmp_path / "study.toml").write_text(text)
    study = load_study(tmp_path / "study.toml")
    plan = make_plan([load_task(SMOKE)], study.wishes, attempts=study.attempts, track=study.track, budget=study.budget)
    return plan.trials


def test_a_study_is_a_matrix_with_terms_for_each(tmp_path: Path) -> None:
    trials = planned(tmp_path)
    assert [(trial.agent.partition("==")[2].partition("@")[2] or trial.agent, trial.attempt) for trial in trials] == [
        ("anthropic/claude-opus-4-5", 1),
        ("anthropic/claude-opus-5-5", 1),
        ("openai/unheard-of", 1),
        ("oracle", 1),
        ("anthropic/claude-opus-4-5", 2),
        ("anthropic/claude-opus-5-5", 2),
        ("oracle", 2),
    ]
    assert [trial.budget for trial in trials[:4]] == [Budget(usd=2)] * 2 + [Budget(tokens=1000), None]
    assert [trial.network for trial in trials[:4]] == ["gateway"] * 3 + ["none"]


def test_what_it_may_take_is_said_as_far_as_it_is_known(tmp_path: Path) -> None:
    trials = planned(tmp_path)
    expect = Expected(input=1_000_000, output=100_000)

    def of(chosen: list[TrialSpec]) -> tuple[float | None, float | None]:
        found = forecast(chosen, jobs=2, expect=expect, prices=known_prices(), environment={})
        return found.most_usd, found.expected_usd

    opus = [trial for trial in trials if trial.agent.endswith("claude-opus-5-5")]
    assert of(opus) == (4.0, pytest.approx(2 * (4.0 + 2.0)))  # its prices for a million tokens: 4 and 20 dollars
    assert of(list(trials)) == (None, None), "one has no bound in dollars, and no price"
    found = forecast(trials, jobs=2, expect=None, prices=known_prices(), environment={"OPENAI_API_KEY": "k"})
    assert (found.trials, found.asking, found.most_s) == (7, 5, 7 * 900 / 2)
    assert [line.partition(":")[0] for line in found.missing] == ["ANTHROPIC_API_KEY"]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("tasks = []", "key tasks"),
        (STUDY.replace('tier = "paid"', 'tier = "gold"'), "key agent.0.tier"),
        (STUDY.replace("attempts = 2", "attempt = 2"), "key attempt"),
        ("tasks = [", "not valid TOML"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, text: str, complaint: str) -> None:
    with pytest.raises(UserError, match=complaint):
        planned(tmp_path, text)


def test_an_allow_list_needs_hosts_and_hosts_an_allow_list() -> None:
    task = load_task(SMOKE)
    with pytest.raises(UserError, match="--network allowlist"):
        make_plan([task], ["codex"], attempts=1, track=None, allow=["pypi.org"])
    with pytest.raises(UserError, match="--network allowlist"):
        make_plan([task], ["codex"], attempts=1, track=None, network="allowlist")
    with pytest.raises(UserError, match="'a b' is no host name"):
        make_plan([task], ["codex"], attempts=1, track=None, network="allowlist", allow=["a b"])
    plan = make_plan([task], ["codex"], attempts=1, track=None, network="allowlist", allow=["pypi.org", "a.org"])
    assert plan.trials[0].allow == ("a.org", "pypi.org")


def test_a_bound_in_dollars_needs_a_price() -> None:
    task = load_task(SMOKE)
    agents = ["codex@openai/unheard-of", "codex@gpt-5.1-codex"]
    plan = make_plan([task], agents, attempts=1, track=None, budget=Budget(usd=1.0))
    (line,) = unpriced(plan.trials, known_prices())
    assert "unheard-of has no price" in line
    assert not list(unpriced(make_plan([task], agents, attempts=1, track=None).trials, known_prices()))


def test_requests_to_judges_are_counted_beforehand(tmp_path: Path) -> None:
    rubric, spec = diff_rubric(), planned(tmp_path)[0]
    trials = [spec.model_copy(update={"task": name}) for name in ("a", "a", "b")]
    settings = JudgeSettings(judges=("x", "y"), repeats=3)
    assert requests_to_judges(trials, settings, {"a": rubric}) == 2 * 2 * 3
    one = settings.model_copy(update={"per_call": "one"})
    assert requests_to_judges(trials, one, {"a": rubric, "b": rubric}) == 3 * 4 * 2 * 3
    assert requests_to_judges(trials, JudgeSettings(), {"a": rubric}) == 0
