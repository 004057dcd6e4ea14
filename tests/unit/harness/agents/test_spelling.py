"""NAME[==VERSION][@[PROVIDER/]MODEL], and whose model is meant."""

import pytest

from harness.agents.base import Chosen
from harness.agents.registry import find_agent
from harness.agents.spelling import Spelled, chosen, protocol_for, spelled
from sandboxes.errors import UserError

ANY = ("anthropic", "openai-responses", "openai-chat")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("codex", ("codex", "", "", "")),
        ("codex==0.169.0@gpt-x", ("codex", "0.169.0", "", "gpt-x")),
        ("claude-code@anthropic/opus-y", ("claude-code", "", "anthropic", "opus-y")),
        ("opencode@router/org/model:free", ("opencode", "", "router", "org/model:free")),
    ],
)
def test_parts(text: str, parts: tuple[str, ...]) -> None:
    assert spelled(text) == Spelled(*parts)


@pytest.mark.parametrize("text", ["", "Codex", "codex==", "codex@", "codex@a b", "command:ls", "codex==1;rm@x"])
def test_what_is_not_written_so(text: str) -> None:
    assert spelled(text) is None


@pytest.mark.parametrize(
    ("text", "protocols", "meant"),
    [
        ("a@claude-opus-5-5", ANY, Chosen(provider="anthropic", model="claude-opus-5-5")),
        ("a@gpt-5.1-codex", ANY, Chosen(provider="openai", model="gpt-5.1-codex")),
        ("a@new-model", ("gemini",), Chosen(provider="google", model="new-model")),
        ("a@router/gpt-5.1-codex", ANY, Chosen(provider="router", model="gpt-5.1-codex")),
        ("a", ("anthropic",), Chosen(provider="anthropic")),
    ],
)
def test_whose_model_is_meant(text: str, protocols: tuple[str, ...], meant: Chosen) -> None:
    words = spelled(text)
    assert words
    assert chosen(words, protocols, default_model=True) == meant


@pytest.mark.parametrize(
    ("text", "protocols", "complaint"),
    [
        ("a@new-model", ANY, "whose model is new-model"),
        ("a@openai/gpt-5.1-codex", ("anthropic",), "does not speak to openai. It speaks to anthropic"),
        ("a@router/m", ("gemini",), "does not speak to router"),
        ("a", ANY, "no model is named"),
    ],
)
def test_a_complaint_says_how_to_mend_it(text: str, protocols: tuple[str, ...], complaint: str) -> None:
    words = spelled(text)
    assert words
    with pytest.raises(UserError, match=complaint):
        chosen(words, protocols, default_model=False)


def test_a_server_of_ones_own_is_spoken_to_as_all_of_them_can() -> None:
    assert protocol_for("router", ANY) == "openai-chat"
    assert protocol_for("openai", ANY) == "openai-responses"
    assert protocol_for("google", ANY) == ""


def test_an_agent_is_named_by_all_that_it_is() -> None:
    assert find_agent("codex@gpt-5.1-codex").name == "codex==0.169.0@openai/gpt-5.1-codex"
    assert find_agent("codex==0.1.0@openai/x").name == "codex==0.1.0@openai/x"
    again = find_agent(find_agent("claude-code").name.partition("@")[0])
    assert again.name == find_agent("claude-code").name


def test_the_canonical_name_means_the_same_agent() -> None:
    for text in ("codex@gpt-5.1-codex", "claude-code", "claude-code@claude-opus-5-5"):
        agent = find_agent(text)
        assert find_agent(agent.name).name == agent.name
