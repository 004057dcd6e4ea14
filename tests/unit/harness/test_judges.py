"""How judges are written, what they are given, and who may not judge whom."""

from pathlib import Path

import pytest

from harness.agents.sample import SampleLadder
from harness.gateway.prices import known_prices
from harness.judges import Qualities, Room, check_judges, find_judges, judge_settings, material_of
from harness.judging import known_quality
from harness.records import JudgeSettings, TrialSpec
from harness.task import load_task
from sandboxes.archive import scan
from sandboxes.errors import UserError
from sandboxes.spec import Limits
from scoring.judge.backend import About
from scoring.judge.families import family_of
from scoring.judge.judge import Judge

TASKS = Path(__file__).parents[3] / "tasks"
KEYS = {
    "ANTHROPIC_API_KEY": "k1",
    "OPENAI_API_KEY": "k2",
    "GEMINI_API_KEY": "k3",
    "LOCAL_BASE_URL": "http://127.0.0.1:8000/v1",
    "LOCAL_API_KEY": "k4",
}


def find(*judges: str, keys: dict[str, str] = KEYS) -> tuple[Judge, ...]:
    return find_judges(JudgeSettings(judges=judges), Room(known_prices(), None, Qualities(), keys))


@pytest.mark.parametrize(
    ("text", "identity", "family"),
    [
        ("anthropic/claude-opus-5-5", "anthropic https://api.anthropic.com claude-opus-5-5", "anthropic"),
        ("claude-opus-5-5", "anthropic https://api.anthropic.com claude-opus-5-5", "anthropic"),
        ("openai/gpt-6?effort=high", "openai https://api.openai.com/v1 gpt-6 effort=high", "openai"),
        ("local/qwen3:8b?structured=false", "openai http://127.0.0.1:8000/v1 qwen3:8b unstructured", "alibaba"),
        ("local/anthropic/claude-x", "openai http://127.0.0.1:8000/v1 anthropic/claude-x", "anthropic"),
        (
            "google/gemini-3",
            "openai https://generativelanguage.googleapis.com/v1beta/openai gemini-3",
            "google",
        ),
        ("baseline:length", "baseline:length", "baseline"),
    ],
)
def test_spellings(text: str, identity: str, family: str) -> None:
    (judge,) = find(text)
    assert (judge.name, judge.backend.identity, judge.backend.family) == (text, identity, family)
    assert not judge.backend.scripted
    assert "k1" not in repr(judge)


def test_scripted_judges_have_names_and_parameters() -> None:
    noisy, own = find("scripted:noisy", "scripted:mine,noise=0.2,self=0.5,family=openai")
    assert noisy.backend.scripted
    assert noisy.backend.model == "scripted:noisy"
    assert '"noise":0.8' in noisy.backend.identity
    assert '"self_preference":0.5' in own.backend.identity
    assert own.backend.family == "openai"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "no such judge"),
        ("whoever", "whose model is whoever"),
        ("nowhere/model", "NOWHERE_BASE_URL"),
        ("openai/gpt-6?speed=9", "keys are: timeout_s"),
        ("openai/gpt-6?timeout_s=-1", "greater than 0"),
        ("scripted:noise=loud", "noise"),
        ("scripted:volume=3", "volume"),
        ("baseline:beauty", "There are: constant"),
        ("replay:/nowhere.jsonl", "cannot be read"),
    ],
)
def test_what_cannot_be_a_judge_is_said_in_a_line(text: str, why: str) -> None:
    with pytest.raises(UserError, match=why):
        find(text)


def test_a_key_that_is_missing_is_named() -> None:
    with pytest.raises(UserError, match="OPENAI_API_KEY"):
        find("openai/gpt-6", keys={})


@pytest.mark.parametrize(
    ("model", "provider", "family"),
    [
        ("claude-opus-5-5", "anthropic", "anthropic"),
        ("meta-llama/Llama-4-70b", "openrouter", "meta"),
        ("gpt-oss:20b", "ollama", "openai"),
        ("o4-mini", "openai", "openai"),
        ("deepseek-r1-distill-qwen-7b", "local", "deepseek"),
        ("my-own-model", "local", "my-own-model"),
        ("solo", "openai", "openai"),
    ],
)
def test_families(model: str, provider: str, family: str) -> None:
    assert family_of(model, provider) == family


def test_a_judge_of_the_agents_family_is_refused_unless_asked_for() -> None:
    agents = ["oracle", "chat@anthropic/claude-opus-5-5"]
    settings = JudgeSettings(judges=("anthropic/claude-sonnet-4-5", "openai/gpt-6"))
    with pytest.raises(UserError, match=r"both of anthropic.*--own-family"):
        check_judges(settings, agents, known_prices(), KEYS)
    check_judges(settings.model_copy(update={"own_family": True}), agents, known_prices(), KEYS)
    check_judges(JudgeSettings(judges=("openai/gpt-6",)), agents, known_prices(), KEYS)


def test_options_without_a_judge_are_refused() -> None:
    assert judge_settings(None, None, None, None) == JudgeSettings()
    with pytest.raises(UserError, match="--judge-repeats: there is no judge"):
        judge_settings(None, 3, None, None)


def test_what_judges_are_given_is_what_the_author_had() -> None:
    task = load_task(TASKS / "writing" / "incident-postmortem")
    material = material_of(task, scan(task.directory / "environment" / "workspace"))
    assert material.instruction.startswith("# Write the post-mortem")
    assert "## sources/hosts.md" in material.sources
    assert not material.diff
    code = load_task(TASKS / "smoke" / "split-package")
    assert material_of(code, scan(code.directory / "environment" / "workspace")).sources == ""
    assert code.rubric
    assert code.rubric.version == "diff-1"


def spec_of(agent: str, attempt: int = 1) -> TrialSpec:
    return TrialSpec(
        task="everyday/car-wash",
        task_digest="",
        track="instructed",
        agent=agent,
        attempt=attempt,
        timeout_s=60,
        limits=Limits(),
    )


def test_what_an_attempt_has_drawn_is_its_quality() -> None:
    ladder = load_task(TASKS / "everyday" / "car-wash").ladder
    drawn = [SampleLadder(2).defects("everyday/car-wash", attempt) for attempt in range(1, 20)]
    known = [known_quality(spec_of("sample:ladder:2", attempt), ladder) for attempt in range(1, 20)]
    assert known == [pytest.approx(1 - defects / 5) for defects in drawn]
    assert known_quality(spec_of("sample:mutants:2"), ladder) is None, "a change of code need not be a defect"


def test_qualities_are_known_by_construction_only() -> None:
    ladder = load_task(TASKS / "everyday" / "car-wash").ladder
    agents = ("oracle", "nop", "artifact:k3", "artifact:ladder-3", "artifact:terse", "artifact:confident", "chat@x/y")
    assert [known_quality(spec_of(agent), ladder) for agent in agents] == [
        1,
        0,
        pytest.approx(0.4),
        pytest.approx(0.4),
        1,
        0,
        None,
    ]
    qualities = Qualities()
    qualities.learn("a", 0.25)
    assert qualities(About(artifacts=("a", "b"), lengths=(1, 1))) == (0.25, 0.5)
