"""Reading the reward that a script in the agent's own container wrote: strictly."""

from pathlib import Path

import pytest

from scoring.spec import VerifySpec
from scoring.verify.channel import trust_of
from scoring.verify.script import ScriptVerdict, former_verdict, read_reward, script_check


@pytest.mark.parametrize(
    ("text", "value"),
    [("1", 1.0), (" 0.5\n", 0.5), ("+1.0", 1.0), ("0", 0.0), ("5e-1", 0.5), (".25", 0.25), ("1.", 1.0)],
)
def test_one_number_is_a_reward(tmp_path: Path, text: str, value: float) -> None:
    (tmp_path / "reward.txt").write_text(text)
    assert read_reward(tmp_path).value == value
    assert read_reward(tmp_path).message == f"reward.txt says {value:g}"


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "one",
        "nan",
        "inf",
        "1e999",
        "-1",
        "1.0001",
        "2",
        "1 1",
        "0x1",
        "1_0",
        "True",
        "\u0661",
        "1" * 5000,
        "1\0",
    ],
)
def test_anything_else_is_none(tmp_path: Path, text: str) -> None:
    (tmp_path / "reward.txt").write_text(text)
    verdict = read_reward(tmp_path)
    assert verdict.value == 0.0
    assert "reward.txt is no reward" in verdict.message


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('{"a": 1, "b": 0.5}', 0.75),
        ('{"reward": 0.25, "other": 1}', 0.25),
        ('{"only": 1}', 1.0),
        ('{"a": 0.1, "b": 0.1, "c": 0.1}', 0.1),
    ],
)
def test_named_rewards_are_their_mean_or_the_one_called_reward(tmp_path: Path, text: str, value: float) -> None:
    (tmp_path / "reward.json").write_text(text)
    (tmp_path / "reward.txt").write_text("1")
    assert read_reward(tmp_path).value == pytest.approx(value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1",
        "[]",
        "{}",
        '{"a": "1"}',
        '{"a": true}',
        '{"a": null}',
        '{"a": NaN}',
        '{"a": Infinity}',
        '{"a": 1e999}',
        '{"a": -0.1}',
        '{"a": 2, "reward": 1}',
        "[" * 50_000,
        '{"a": ' + "9" * 5000 + "}",
    ],
)
def test_a_json_file_that_is_wrong_is_not_passed_over_for_the_text(tmp_path: Path, text: str) -> None:
    (tmp_path / "reward.json").write_text(text)
    (tmp_path / "reward.txt").write_text("1")
    verdict = read_reward(tmp_path)
    assert verdict.value == 0.0
    assert "reward.json is no reward" in verdict.message


def test_bytes_that_are_no_text_and_too_many_bytes_are_no_reward(tmp_path: Path) -> None:
    (tmp_path / "reward.txt").write_bytes(b"\xff1")
    assert read_reward(tmp_path).value == 0.0
    (tmp_path / "reward.txt").write_bytes(b" " * (64 << 10) + b"1")
    assert "larger than 65,536 bytes" in read_reward(tmp_path).message


def test_strange_names_can_be_written_down(tmp_path: Path) -> None:
    (tmp_path / "reward.json").write_text('{"\\ud800": 1}')
    verdict = read_reward(tmp_path)
    assert verdict.value == 1.0
    assert verdict.message.isascii()


def test_a_missing_reward_is_none(tmp_path: Path) -> None:
    (tmp_path / "reward.json").mkdir()
    assert read_reward(tmp_path) == ScriptVerdict(value=0.0, message="the script wrote no reward")


def test_a_verdict_is_a_weight_or_a_gate_and_comes_back_from_a_record() -> None:
    verdict = ScriptVerdict(value=0.5, message="m")
    weight = script_check(VerifySpec(kind="script", role="reward"), verdict)
    gate = script_check(VerifySpec(kind="script", name="old"), verdict)
    assert (weight.weight, weight.gate, weight.score, weight.passed) == (1.0, False, 0.5, False)
    assert (gate.weight, gate.gate, gate.id) == (0.0, True, "old")
    assert former_verdict(VerifySpec(kind="script"), (gate, weight)) == verdict
    assert former_verdict(VerifySpec(kind="script", name="new"), (gate, weight)) is None
    assert verdict.kept().kept() == verdict.kept() != verdict
    assert not script_check(VerifySpec(kind="script"), None).passed


def test_beside_a_script_nothing_is_trusted_more() -> None:
    assert trust_of([VerifySpec(kind="script", role="reward"), VerifySpec(kind="differential")]) == "shared"
