"""Whose model a model is: judges favour their own kind, so that is kept apart."""

import re

_MAKERS = {
    "anthropic": r"claude",
    "openai": r"gpt|chatgpt|o[1-9]\b|codex|davinci",
    "google": r"gemini|gemma|palm",
    "meta": r"llama|codellama",
    "mistral": r"mi[sx]tral|ministral|codestral|devstral|magistral|pixtral",
    "alibaba": r"qwen|qwq",
    "deepseek": r"deepseek",
    "xai": r"grok",
    "moonshot": r"kimi",
    "zhipu": r"glm|chatglm",
    "microsoft": r"phi\b|phi-?[0-9]",
    "cohere": r"command|aya\b|c4ai",
    "ibm": r"granite",
    "nvidia": r"nemotron",
    "amazon": r"nova|titan",
}
_NAMES = {maker: re.compile(rf"(?:^|[/:_. -])(?:{pattern})", re.IGNORECASE) for maker, pattern in _MAKERS.items()}


def family_of(model: str, provider: str = "") -> str:
    """The maker of a model by its name, wherever it is served; else its provider; else the model's own name, in which
    case it is a family of one. Of several makers in a name, as after distilling, the first one counts."""
    found = [(match.start(), maker) for maker, name in _NAMES.items() if (match := name.search(model))]
    maker = min(found)[1] if found else ""
    return maker or (provider if provider in _MAKERS else "") or model.lower()
