"""Trajectories of agents that work through the gateway with a scripted model, in every protocol."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from harness.trajectory.atif import Trajectory
from harness.trajectory.build import write
from tests.model.script import Fault, Say, Script, Shell

from .conftest import Work, read
from .talks import SCHEMA, TALKS, Talk

STEPS: list[Any] = [Shell("echo one"), Shell("echo two"), Say("All done")]


@pytest.fixture(params=TALKS)
def talk(request: pytest.FixtureRequest) -> Talk:
    return TALKS[request.param]


def sources(told: Trajectory, thread: int | None = None) -> list[tuple[str, str]]:
    """Who said what, in one thread or in all."""
    return [
        (step.source, step.message) for step in told.steps if thread is None or (step.extra or {})["thread"] == thread
    ]


def did(told: Trajectory, thread: int) -> list[tuple[str, str | None]]:
    """Which commands the model had run in a thread, and what it was told of them."""
    done = []
    for step in told.steps:
        for call in step.tool_calls or () if (step.extra or {})["thread"] == thread else ():
            results = step.observation.results if step.observation else ()
            [told_of] = [result.content for result in results] or [None]
            done.append((next(iter(call.arguments.values())), told_of))
    return done


def totals(told: Trajectory) -> tuple[int | None, int | None, int | None, float | None]:
    final = told.final_metrics
    assert final
    return final.total_prompt_tokens, final.total_completion_tokens, final.total_cached_tokens, final.total_cost_usd


def booked(work: Work) -> tuple[int, int, int, float | None]:
    """The same, by the gateway's account."""
    spent = work.session.spent
    usage = spent.usage
    return usage.input + usage.cache_read + usage.cache_write, usage.output, usage.cache_read, spent.cost_usd


def extra(told: Trajectory) -> dict[str, Any]:
    assert told.final_metrics
    assert told.final_metrics.extra
    return told.final_metrics.extra


@pytest.mark.parametrize("streamed", [True, False])
def test_a_conversation(talk: Talk, streamed: bool, work: Any, tmp_path: Path) -> None:
    with work(talk, Script(STEPS, pause_s=0.05), usd=0.1) as at:
        at.streamed = streamed
        body = talk.begin("Be good.", "Fix it.")
        for step, result in zip(STEPS, ["one", "two", ""], strict=True):
            assert at.ask(body) == 200
            body = talk.on(body, step, result)
        told = at.told
        assert totals(told) == booked(at)
    assert sources(told) == [
        ("system", "Be good."),
        ("user", "Fix it."),
        ("agent", ""),
        ("agent", ""),
        ("agent", "All done"),
    ]
    assert did(told, 1) == [("echo one", "one"), ("echo two", "two")]
    assert [step.tool_calls[0].function_name for step in told.steps if step.tool_calls] == [talk.tool] * 2
    assert all(call.tool_call_id for step in told.steps for call in step.tool_calls or ())
    asked, answered = (datetime.fromisoformat(told.steps[number].timestamp or "") for number in (1, 2))
    assert answered - asked >= timedelta(seconds=0.05)
    function = {"name": talk.tool, "description": "Runs", "parameters": SCHEMA}
    assert told.agent.tool_definitions == ({"type": "function", "function": function},)
    spent = [step.metrics for step in told.steps if step.metrics]
    assert [metrics.extra and metrics.extra["partial"] for metrics in spent] == [False] * 3
    final = told.final_metrics
    assert final
    assert sum(metrics.prompt_tokens or 0 for metrics in spent) == final.total_prompt_tokens
    assert extra(told)["failed"] == {}
    write(tmp_path / "t" / "trajectory.json", told)
    assert Trajectory.model_validate_json((tmp_path / "t" / "trajectory.json").read_text()) == told


@pytest.mark.parametrize("system", ["Find a title.", "Be good."])
def test_a_side_request_is_a_thread_of_its_own(talk: Talk, system: str, work: Any) -> None:
    with work(talk, Script(STEPS)) as at:
        body = talk.begin("Be good.", "Fix it.")
        at.ask({**talk.begin(system, "Fix it."), "tools": []})
        at.ask(body)
        at.ask(talk.on(body, STEPS[0], "one"))
        told = at.told
        assert totals(told) == booked(at)
    assert sources(told, 1) == [("system", system), ("user", "Fix it."), ("agent", "A title")]
    assert sources(told, 2) == [("system", "Be good."), ("user", "Fix it."), ("agent", ""), ("agent", "")]
    assert extra(told)["threads"] == 2


@pytest.mark.parametrize(
    ("system", "user"), [("Be good.", "Look at it."), ("You are another.", "Fix it."), ("Be good.", "Fix it. Now.")]
)
def test_two_conversations_at_a_time_keep_apart_though_their_calls_are_alike(
    talk: Talk, system: str, user: str, work: Any
) -> None:
    with work(talk, Script(STEPS)) as at:
        bodies = [talk.begin("Be good.", "Fix it."), talk.begin(system, user)]
        for step in STEPS:
            for body in bodies:
                at.ask(body)
            bodies = [talk.on(body, step, f"{who} {step}") for who, body in enumerate(bodies)]
        told = at.told
        assert totals(told) == booked(at)
    for who, opening in enumerate([("Be good.", "Fix it."), (system, user)]):
        assert sources(told, who + 1)[:2] == [("system", opening[0]), ("user", opening[1])]
        assert did(told, who + 1) == [(step.command, f"{who} {step}") for step in STEPS[:2]]


def test_a_request_that_fails_is_counted_and_tried_again(talk: Talk, work: Any) -> None:
    with work(talk, Script(STEPS, faults=[Fault(status=400), Fault(status=429)]), usd=0.1) as at:
        body = talk.begin("Be good.", "Fix it.")
        assert [at.ask(body), at.ask(body)] == [400, 200]
        told = at.told
        assert totals(told) == booked(at)
        lost = at.session.lost_s
    assert sources(told) == [("system", "Be good."), ("user", "Fix it."), ("agent", "")]
    assert extra(told)["failed"] == {"400": 1}
    assert extra(told)["lost_s"] == pytest.approx(lost, abs=0.001)
    metrics = told.steps[-1].metrics
    assert metrics
    assert metrics.extra
    assert metrics.extra["tries"] == 2
    assert metrics.extra["lost_s"] >= 0.01


def test_an_answer_that_was_cut_and_asked_for_again(talk: Talk, work: Any) -> None:
    with work(talk, Script(STEPS, faults=[Fault(cut_after=0)])) as at:
        body = talk.begin("Be good.", "Fix it.")
        assert [at.ask(body), at.ask(body)] == [0, 200]
        at.ask(talk.on(body, STEPS[0], "one"))
        told = at.told
        assert totals(told) == booked(at)
    assert sources(told)[2:] == [("agent", "")] * 3
    assert did(told, 1) == [("echo one", "one"), ("echo two", None)]
    assert [step.metrics.extra["partial"] for step in told.steps if step.metrics and step.metrics.extra] == [
        True,
        False,
        False,
    ]
    assert extra(told)["partial"]
    assert extra(told)["threads"] == 1


def test_the_result_goes_to_the_answer_that_was_gone_on_with(talk: Talk, work: Any) -> None:
    with work(talk, Script(STEPS)) as at:
        body = talk.begin("Be good.", "Fix it.")
        at.ask(body)
        at.ask({**body, "more": 1})  # once more, for whatever reason
        at.ask(talk.on(body, STEPS[0], "one"))
        told = at.told
    assert did(told, 1) == [("echo one", None), ("echo one", "one"), ("echo two", None)]


def test_a_summary_begins_a_thread_unless_the_last_calls_are_kept(talk: Talk, work: Any) -> None:
    with work(talk, Script(STEPS)) as at:
        body = talk.begin("Be good.", "Fix it.")
        at.ask(body)
        body = talk.on(body, STEPS[0], "one")
        at.ask(body)
        at.ask(talk.on(talk.begin("Be good.", "Summary with a tail.") | {"number": 1}, STEPS[1], "two"))
        at.ask(talk.begin("Be good.", "Summary of it all."))
        told = at.told
        assert totals(told) == booked(at)
    assert sources(told, 1)[-2:] == [("user", "Summary with a tail."), ("agent", "")]
    assert sources(told, 2) == [("system", "Be good."), ("user", "Summary of it all."), ("agent", "")]
    assert did(told, 1)[:2] == [("echo one", "one"), ("echo two", "two")]


def test_a_resumed_conversation_goes_on_and_the_same_words_again_are_new(talk: Talk, work: Any) -> None:
    with work(talk, Script([Say("Done.")])) as at:
        again = talk.begin("", "Go on.")[talk.entries][-1]
        body = talk.begin("Be good.", "The place is here.")
        body[talk.entries].append(again)
        at.ask(body)
        said = talk.turn(body, Say("Done."), "")[:-1]
        at.ask({**body, talk.entries: [*body[talk.entries], *said, again]})
        told = at.told
    assert sources(told) == [
        ("system", "Be good."),
        ("user", "The place is here."),
        ("user", "Go on."),
        ("agent", "Done."),
        ("user", "Go on."),
        ("agent", "Done."),
    ]
    assert extra(told)["threads"] == 1


def test_a_system_whose_short_texts_change_is_shown_once(record: Callable[..., Path]) -> None:
    for number in range(3):
        system = [{"type": "text", "text": f"count {number}"}, {"type": "text", "text": "You are an agent."}]
        body = {"system": system, "messages": [{"role": "user", "content": "Fix it."}]}
        directory = record("anthropic", json.dumps(body).encode(), b"{}")
    told = read(directory)
    assert told
    assert sources(told, 1)[:3] == [("system", "count 0"), ("system", "You are an agent."), ("user", "Fix it.")]
    assert sources(told)[3:] == [("agent", "")] * 3


def test_what_was_only_counted_or_never_passed_on_is_no_step(work: Any, record: Callable[..., Path]) -> None:
    assert (
        read(record("anthropic", b'{"messages": [{"role": "user", "content": "Fix it."}]}', b"{}", usage=None)) is None
    )
    with work(TALKS["anthropic"], Script(STEPS)) as at:
        at.ask(at.talk.begin("Be good.", "Fix it."))
        at.client.post(at.talk.path, json={"model": "m"}, headers={"x-api-key": "wrong"})
        told = at.told
    assert extra(told)["threads"] == 1
    assert extra(told)["failed"] == {"401": 1}


def test_a_step_names_its_model_where_it_is_another_one(record: Callable[..., Path]) -> None:
    record("anthropic", b"{}", b"{}")
    told = read(record("anthropic", b"{}", b"{}", model="other"))
    assert told
    assert [step.model_name for step in told.steps] == [None, "other"]


def test_a_cost_that_is_not_known_is_none(talk: Talk, work: Any) -> None:
    with work(talk, Script(STEPS)) as at:
        at.ask(talk.begin("Be good.", "Fix it."))
        told = at.told
        assert totals(told) == booked(at)
    assert totals(told)[3] is None
    assert extra(told)["unpriced"] == ["m"]


def test_where_no_model_was_asked_there_is_no_trajectory(talk: Talk, work: Any, tmp_path: Path) -> None:
    assert read(tmp_path) is None
    with work(talk, Script(STEPS)) as at:
        assert at.client.post(talk.path, json={"model": "m"}, headers={"x-api-key": "wrong"}).status_code == 401
        assert at.client.post("/v1/elsewhere", json={}).status_code == 404
        assert read(at.directory) is None
