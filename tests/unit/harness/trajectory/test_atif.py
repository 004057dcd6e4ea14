"""What ATIF forbids is refused."""

from typing import Any

import pytest
from pydantic import ValidationError

from harness.trajectory.atif import Trajectory

CALL = {"tool_call_id": "c", "function_name": "f", "arguments": {"a": None}}
TOLD: dict[str, Any] = {
    "agent": {"name": "a", "version": "1"},
    "steps": [
        {"step_id": 1, "source": "user", "message": "u"},
        {
            "step_id": 2,
            "source": "agent",
            "message": "",
            "tool_calls": [CALL],
            "observation": {"results": [{"source_call_id": "c", "content": "r"}]},
        },
    ],
}


def changed(step: int, **fields: Any) -> dict[str, Any]:
    """With other fields in one of the steps."""
    steps = [{**one, **fields} if number == step else one for number, one in enumerate(TOLD["steps"], 1)]
    return {**TOLD, "steps": steps}


def test_a_trajectory_comes_back_from_its_file() -> None:
    told = Trajectory.model_validate(TOLD)
    assert told.schema_version == "ATIF-v1.7"
    text = told.model_dump_json(exclude_none=True)
    assert Trajectory.model_validate_json(text) == told
    assert '"arguments":{"a":null}' in text
    assert "notes" not in text


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({**TOLD, "more": 1}, "Extra inputs"),
        (changed(2, more=1), "Extra inputs"),
        ({**TOLD, "steps": []}, "at least 1"),
        (changed(2, step_id=3), "step 2 has the id 3"),
        (changed(1, source="tool"), "'system', 'user' or 'agent'"),
        (changed(1, tool_calls=[CALL]), "a step of the user's has no tool_calls"),
        (changed(1, metrics={}, model_name="m"), "a step of the user's has no model_name, metrics"),
        (changed(2, llm_call_count=0, metrics={}), "neither metrics nor"),
        (changed(2, tool_calls=None), "a result of 'c', which it never called"),
        (changed(1, observation={"results": [{"source_call_id": "c"}]}), "a result of 'c'"),
        ({**TOLD, "schema_version": "ATIF-v0.1"}, "ATIF-v1.7"),
    ],
)
def test_what_the_format_forbids(told: dict[str, Any], why: str) -> None:
    with pytest.raises(ValidationError, match=why):
        Trajectory.model_validate(told)
