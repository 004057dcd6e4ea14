"""Where any agent finds the gateway, its token and the model: the variables that the vendors' own clients read.

What the best known agents need beside those is here too. What an agent of one's own needs it can make of these."""

import json
from typing import Any, Final

from harness.agents.base import HOME
from harness.agents.command_line import Ask

FILES: Final[dict[str, Any]] = {
    f"{HOME.lstrip('/')}/.gemini/settings.json": {
        "security": {"auth": {"selectedType": "gemini-api-key"}},
        "general": {"enableAutoUpdate": False, "enableAutoUpdateNotification": False},
        "privacy": {"usageStatisticsEnabled": False},
    }
}
"""JSON files in the sandbox."""
SWITCHES: Final = {
    "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC": "1",
    "GEMINI_CLI_TRUST_WORKSPACE": "true",
    "GEMINI_TELEMETRY_ENABLED": "false",
    "OPENCODE_DISABLE_AUTOUPDATE": "1",
    "OPENCODE_DISABLE_LSP_DOWNLOAD": "1",
    "OPENCODE_DISABLE_MODELS_FETCH": "1",
}
"""Nothing is asked of anybody but the model."""
SDK: Final = {
    "anthropic": ("@ai-sdk/anthropic", "/v1"),
    "openai-responses": ("@ai-sdk/openai", "/v1"),
    "openai-chat": ("@ai-sdk/openai-compatible", "/v1"),
    "gemini": ("@ai-sdk/google", "/v1beta"),
}
"""opencode's library for each protocol, and what it wants after the gateway's address."""


def variables(ask: Ask) -> dict[str, str]:
    """All of them, whatever the agent is."""
    url, token, model = ask.endpoint.url, ask.endpoint.session.token, ask.model.model
    return {
        "ANTHROPIC_BASE_URL": url,
        "ANTHROPIC_API_KEY": token,
        "ANTHROPIC_MODEL": model,
        "OPENAI_BASE_URL": f"{url}/v1",
        "OPENAI_API_KEY": token,
        "OPENAI_MODEL": model,
        "GOOGLE_GEMINI_BASE_URL": url,
        "GEMINI_API_KEY": token,
        "GEMINI_MODEL": model,
        "MELTBENCH_MODEL": model,
        "OPENCODE_CONFIG_CONTENT": json.dumps(_opencode(ask)),
        **SWITCHES,
    }


def _opencode(ask: Ask) -> dict[str, Any]:
    package, path = SDK[ask.protocol]
    name = ask.model.model
    provider = {
        "npm": package,
        "name": "gateway",
        "options": {"baseURL": f"{ask.endpoint.url}{path}", "apiKey": ask.endpoint.session.token},
        "models": {name: {"name": name}},
    }
    return {
        "autoupdate": False,
        "share": "disabled",
        "permission": {"*": "allow"},
        "enabled_providers": ["gateway"],
        "model": f"gateway/{name}",
        "small_model": f"gateway/{name}",
        "provider": {"gateway": provider},
    }
