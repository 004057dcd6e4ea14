"""What agents have in common that ask their models through the litellm library, which they bring."""

from harness.agents.command_line import Ask

PREFIX = {"anthropic": "anthropic", "openai-chat": "openai"}
"""How it is told the protocol."""
PROTOCOLS = tuple(PREFIX)


def model(ask: Ask) -> str:
    """The model, as it is named there."""
    return f"{PREFIX[ask.protocol]}/{ask.model.model}"


def environment(ask: Ask) -> dict[str, str]:
    """Where its server is, and that it shall look for nothing else."""
    url, token = ask.endpoint.url, ask.endpoint.session.token
    server = (
        {"ANTHROPIC_API_BASE": url, "ANTHROPIC_API_KEY": token}
        if ask.protocol == "anthropic"
        else {"OPENAI_API_BASE": f"{url}/v1", "OPENAI_API_KEY": token}
    )
    return {"LITELLM_LOCAL_MODEL_COST_MAP": "True", "LITELLM_TELEMETRY": "False", **server}
