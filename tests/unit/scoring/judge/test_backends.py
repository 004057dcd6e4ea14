"""Judges behind real HTTP servers that speak the vendors' protocols, and fail in every way that servers do."""

import json
import time
from pathlib import Path

import pytest

from scoring.judge.backend import JudgeUnavailable
from scoring.judge.cache import ReplyCache
from scoring.judge.verdict import task_score
from tests.model.judging import CACHED, INPUT, OUTPUT, Mood, judging
from tests.unit.scoring.judge.asking import MATERIAL, PROTOCOLS, RUBRIC, WORK, backend, judge

BOTH = pytest.mark.parametrize("protocol", PROTOCOLS)


@BOTH
def test_a_fair_reply_is_scored_with_evidence_tokens_and_the_key_in_a_header(protocol: str) -> None:
    with judging() as server:
        opinion = judge(backend(protocol, server.url)).score(WORK, MATERIAL, RUBRIC)
    assert [verdict.score for verdict in opinion.verdicts] == [2, 2]
    assert WORK.text[opinion.verdicts[0].evidence[0].start :].startswith("I shall not forget")
    assert task_score(opinion.verdicts, opinion.faults, RUBRIC) == pytest.approx(2 / 3)
    assert (opinion.asking.requests, opinion.asking.input_tokens, opinion.asking.output_tokens) == (1, INPUT, OUTPUT)
    assert opinion.replies[0].reply.cache_read_tokens == CACHED
    sent = server.headers[0]
    assert "a-key" in (sent.get("x-api-key") or sent["authorization"])
    assert "a-key" not in json.dumps(server.asked)


@BOTH
@pytest.mark.parametrize("mood", ["prose", "broken", "length", "wrong-quote", "decoy"])
def test_a_reply_that_cannot_be_used_is_asked_for_again(protocol: str, mood: Mood) -> None:
    with judging(mood) as server:
        opinion = judge(backend(protocol, server.url)).score(WORK, MATERIAL, RUBRIC)
    assert [verdict.score for verdict in opinion.verdicts] == [2, 2]
    assert opinion.asking.requests == len(server.asked) == 2
    assert "cannot be used" in server.asked[1]["messages"][-1]["content"]


@BOTH
@pytest.mark.parametrize(
    ("mood", "why"),
    [
        ("prose", "malformed: no JSON object"),
        ("broken", "malformed"),
        ("length", "malformed"),
        ("decoy", "obeyed the work"),
        ("wrong-quote", "no evidence"),
    ],
)
def test_what_is_never_usable_is_an_abstention_and_no_zero(protocol: str, mood: Mood, why: str) -> None:
    with judging(*[mood] * 3) as server:
        opinion = judge(backend(protocol, server.url)).score(WORK, MATERIAL, RUBRIC)
    assert len(server.asked) == 3
    assert opinion.verdicts[0].score is None
    assert opinion.verdicts[0].abstained.startswith(why)
    if mood == "wrong-quote":
        # The other criterion needs no evidence, and stands.
        assert opinion.verdicts[1].score == 2
        assert [verdict.rejected for verdict in opinion.verdicts] == [1, 1]
        assert task_score(opinion.verdicts, (), RUBRIC) == pytest.approx(2 / 3)
    else:
        assert task_score(opinion.verdicts, (), RUBRIC) is None


@BOTH
def test_a_wrong_quotation_among_right_ones_is_counted(protocol: str) -> None:
    with judging("half-quote") as server:
        opinion = judge(backend(protocol, server.url)).score(WORK, MATERIAL, RUBRIC)
    assert opinion.verdicts[0].score == 2
    assert (len(opinion.verdicts[0].evidence), opinion.verdicts[0].rejected) == (1, 1)


@BOTH
def test_a_refusal_is_an_abstention_and_not_argued_with(protocol: str) -> None:
    with judging("refusal") as server:
        opinion = judge(backend(protocol, server.url)).score(WORK, MATERIAL, RUBRIC)
        pair = judge(backend(protocol, server.url))
        server.moods.append("refusal")
        choice = pair.compare(WORK, WORK, MATERIAL, RUBRIC).choice
    assert len(server.asked) == 2
    assert {verdict.abstained for verdict in opinion.verdicts} == {"refused"}
    assert (choice.winner, choice.abstained) == (None, "refused")


@BOTH
@pytest.mark.parametrize("mood", ["429", "500", "cut"])
def test_a_server_in_trouble_is_asked_again_at_its_own_pace(protocol: str, mood: Mood) -> None:
    with judging(mood) as server:
        started = time.monotonic()
        opinion = judge(backend(protocol, server.url)).score(WORK, MATERIAL, RUBRIC)
        took_s = time.monotonic() - started
    assert [verdict.score for verdict in opinion.verdicts] == [2, 2]
    assert len(server.asked) == 2
    if mood == "429":
        assert took_s >= 1.0, "retry-after was not kept"


@BOTH
@pytest.mark.parametrize(("mood", "asked"), [("500", 3), ("401", 1)])
def test_a_server_that_cannot_be_had_gives_no_verdict(protocol: str, mood: Mood, asked: int) -> None:
    with (
        judging(*[mood] * 3) as server,
        pytest.raises(JudgeUnavailable, match="key is refused" if mood == "401" else "500"),
    ):
        judge(backend(protocol, server.url)).score(WORK, MATERIAL, RUBRIC)
    assert len(server.asked) == asked


@BOTH
def test_a_silent_server_is_left_and_asked_again(protocol: str) -> None:
    with judging("silent", silence_s=20) as server:
        opinion = judge(backend(protocol, server.url, timeout_s=0.5)).score(WORK, MATERIAL, RUBRIC)
    assert [verdict.score for verdict in opinion.verdicts] == [2, 2]
    assert len(server.asked) == 2


@pytest.mark.slow
@BOTH
def test_a_minute_of_silence_loses_nothing(protocol: str) -> None:
    with judging("silent", silence_s=60) as server:
        opinion = judge(backend(protocol, server.url)).score(WORK, MATERIAL, RUBRIC)
    assert [verdict.score for verdict in opinion.verdicts] == [2, 2]
    assert len(server.asked) == 1


@BOTH
def test_nobody_there(protocol: str) -> None:
    with pytest.raises(JudgeUnavailable, match="onnection"):
        judge(backend(protocol, "http://127.0.0.1:9", retries=0)).score(WORK, MATERIAL, RUBRIC)


@BOTH
def test_what_was_answered_once_is_not_asked_again_but_each_repeat_is(protocol: str, tmp_path: Path) -> None:
    with judging("prose") as server:
        for _ in range(2):
            cache = ReplyCache(tmp_path / "replies.sqlite")
            one = judge(backend(protocol, server.url), cache)
            first, second = (one.score(WORK, MATERIAL, RUBRIC, repeat=at) for at in range(2))
            cache.close()
        assert len(server.asked) == 3
        assert (first.asking.requests, first.asking.tries, second.asking.requests) == (0, 2, 0)
        assert first.asking.input_tokens == 2 * INPUT, "what a reply cost once is still known"
        other = judge(backend(protocol, server.url, effort="high"), ReplyCache(tmp_path / "replies.sqlite"))
        other.score(WORK, MATERIAL, RUBRIC)
        assert len(server.asked) == 4


@BOTH
def test_criteria_one_by_one(protocol: str) -> None:
    with judging() as server:
        opinion = judge(backend(protocol, server.url), per_call="one").score(WORK, MATERIAL, RUBRIC)
    assert [verdict.criterion for verdict in opinion.verdicts] == ["warmth", "brevity"]
    assert len(server.asked) == 2
    prompts = [body["messages"][-1]["content"] for body in server.asked]
    assert ["Is it warm?" in text for text in prompts] == [True, False]
    assert ["What is invented?" in text for text in prompts] == [True, False]


@BOTH
def test_a_server_without_structured_output_is_told_the_form_in_words(protocol: str) -> None:
    with judging() as server:
        judge(backend(protocol, server.url, structured=False)).score(WORK, MATERIAL, RUBRIC)
    body = server.asked[0]
    assert not {"response_format", "output_config"} & set(body)
    assert "JSON schema" in json.dumps(body)


def test_a_pace_is_kept() -> None:
    with judging() as server:
        one = judge(backend("openai", server.url, per_minute=120))
        started = time.monotonic()
        for at in range(3):
            one.score(WORK, MATERIAL, RUBRIC, repeat=at)
        assert time.monotonic() - started >= 1.0
