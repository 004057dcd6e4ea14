"""Panels, their rewards, and what is replayed of them."""

from pathlib import Path

import pytest

from sandboxes.errors import UserError
from scoring.judge.backend import Backend, JudgeUnavailable
from scoring.judge.backends.replay import ReplayBackend, read_record
from scoring.judge.backends.scripted import ScriptedBackend, Temper, ladder_latent
from scoring.judge.cache import ReplyCache
from scoring.judge.judge import Judge, Work
from scoring.judge.panel import Panel, nothing_to_judge, panel_rewards
from scoring.reward import Reward
from tests.model.judging import judging
from tests.unit.scoring.judge.asking import MATERIAL, RUBRIC, WORK, backend, judge

LATENT = ladder_latent({WORK.sha256: 0.7})


def scripted(**temper: object) -> Backend:
    return ScriptedBackend(Temper.model_validate(temper), LATENT)


def named(name: str, asked: Backend) -> Judge:
    return judge(asked)._replace(name=name)


def rewards(*judges: Judge, repeats: int = 3, work: Work = WORK) -> dict[str, Reward]:
    with Panel(judges, repeats=repeats) as panel:
        return {reward.name: reward for reward in panel_rewards(panel.assess(work, MATERIAL, RUBRIC), work, RUBRIC)}


def test_a_reward_for_each_judge_and_their_mean() -> None:
    found = rewards(named("even", scripted()), named("harsh", scripted(bias=-0.35)))
    assert {name: reward.value for name, reward in found.items()} == {
        "even": pytest.approx(2 / 3),
        "harsh": pytest.approx(1 / 3),
        "panel": pytest.approx(1 / 2),
    }
    assert all(reward.channel == "judged" and reward.provenance.scripted for reward in found.values())
    checks = {check.id: check for check in found["even"].checks}
    assert list(checks) == ["warmth", "brevity", "invented", "injection", "judged-share"]
    assert checks["warmth"].evidence["scores"] == [2, 2, 2]
    assert checks["warmth"].weight == 60
    assert found["even"].provenance.rubric == "7"


def test_who_abstains_throughout_has_no_value_and_no_weight() -> None:
    found = rewards(named("shy", scripted(abstain=1.0)), named("even", scripted()))
    assert (found["shy"].value, found["shy"].status) == (None, "abstained")
    assert [check.weight for check in found["shy"].checks][:2] == [0, 0]
    assert found["panel"].value == pytest.approx(2 / 3)
    assert "1 of 2" in found["panel"].checks[0].message


def test_a_judge_that_cannot_be_had_is_the_machines_failure_and_keeps_nobody_waiting() -> None:
    gone = named("gone", backend("openai", "http://127.0.0.1:9", retries=0))
    found = rewards(gone, named("even", scripted()))
    assert (found["gone"].value, found["gone"].status) == (None, "infra_error")
    assert found["panel"].value == pytest.approx(2 / 3)


def test_cost_is_unknown_where_a_price_is_and_own_kind_is_marked() -> None:
    with judging() as server:
        priced = named("priced", backend("openai", server.url))._replace(cost=lambda _: 0.25)
        found = rewards(
            priced, named("unpriced", backend("anthropic", server.url)), work=WORK._replace(family="openai")
        )
    assert found["priced"].cost_usd == 0.75
    assert found["unpriced"].cost_usd is None
    assert found["panel"].cost_usd is None
    assert {name: reward.provenance.own_family for name, reward in found.items()} == {
        "priced": True,
        "unpriced": False,
        "panel": True,
    }
    assert found["priced"].tokens == 3 * 960


def test_nothing_is_worth_nothing_and_nobody_is_asked() -> None:
    made = nothing_to_judge([named("a", scripted()), named("b", scripted())], "there is nothing")
    assert [(reward.name, reward.value, reward.status) for reward in made] == [
        ("a", 0.0, "scored"),
        ("b", 0.0, "scored"),
        ("panel", 0.0, "scored"),
    ]


def test_what_the_text_says_to_judges_is_noted_and_costs_nothing() -> None:
    clean, suspected = (
        rewards(named("x", scripted())),
        rewards(named("x", scripted()), work=WORK._replace(suspicions=("orders",))),
    )
    assert clean["x"].value == suspected["x"].value
    notes = [next(c for c in found["x"].checks if c.id == "injection") for found in (clean, suspected)]
    assert [note.passed for note in notes] == [True, False]
    assert "orders" in notes[1].message


def test_a_record_is_replayed_without_a_server_on_another_machine(tmp_path: Path) -> None:
    record = tmp_path / "replies.jsonl"
    with judging("prose") as server:
        live = named("live", backend("anthropic", server.url))
        first = [live.score(WORK, MATERIAL, RUBRIC, at) for at in range(2)]
        pair = live.compare(WORK, Work("other"), MATERIAL, RUBRIC)
    lines = [reply for one in first for reply in one.replies] + list(pair.replies)
    record.write_text("".join(f"{line.model_dump_json()}\n" for line in lines))
    assert "a-key" not in record.read_text()
    replayed = Judge("live", ReplayBackend(read_record(record), str(record)), marks=judge(scripted()).marks.__class__())
    assert [replayed.score(WORK, MATERIAL, RUBRIC, at).verdicts for at in range(2)] == [one.verdicts for one in first]
    assert replayed.compare(WORK, Work("other"), MATERIAL, RUBRIC).choice == pair.choice
    assert replayed.backend.family == "anthropic"
    with pytest.raises(JudgeUnavailable, match="nothing recorded"):
        replayed.score(Work("unheard of"), MATERIAL, RUBRIC)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (None, "cannot be read"),
        ("{}\n", ":1: is no recorded reply"),
        ("", "holds no judge"),
        ("\x00", "no recorded reply"),
    ],
)
def test_a_bad_record_is_refused_in_a_line(tmp_path: Path, text: str | None, why: str) -> None:
    record = tmp_path / "replies.jsonl"
    if text is not None:
        record.write_text(text)
    with pytest.raises(UserError, match=why):
        ReplayBackend(read_record(record), str(record))


def test_a_damaged_cache_is_said_in_a_line(tmp_path: Path) -> None:
    file = tmp_path / "replies.sqlite"
    file.write_bytes(b"this is no database" * 100)
    with pytest.raises(UserError, match="judges' cache"):
        ReplyCache(file)


def test_caches_of_two_processes_share_secret_and_replies(tmp_path: Path) -> None:
    with judging() as server:
        one, other = ReplyCache(tmp_path / "c.sqlite"), ReplyCache(tmp_path / "c.sqlite")
        assert one.secret() == other.secret()
        judge(backend("openai", server.url), one).score(WORK, MATERIAL, RUBRIC)
        again = judge(backend("openai", server.url), other).score(WORK, MATERIAL, RUBRIC)
    assert again.asking.requests == 0
    assert len(server.asked) == 1


def test_a_panel_of_judges_that_cannot_be_had_is_the_machines_failure_too() -> None:
    gone = [named(name, backend("openai", "http://127.0.0.1:9", retries=0)) for name in ("a", "b")]
    assert {reward.status for reward in rewards(*gone, repeats=1).values()} == {"infra_error"}
