"""What OpenAI's two protocols share. Their counts of input include what was cached, of output what was thought."""

from collections.abc import Mapping
from typing import Any

from harness.gateway.usage import Usage
from harness.gateway.wire.base import Fault, number
from harness.gateway.wire.hosted import is_address

CODES: dict[Fault, str] = {
    "invalid": "invalid_request",
    "auth": "invalid_api_key",
    "budget": "insufficient_quota",
    "not_found": "not_found",
    "too_large": "request_too_large",
    "upstream": "server_error",
}


def openai_usage(told: Any, read: str, written: str, *, partial: bool) -> Usage:
    """Usage from an object whose counts of input and output are called `read` and `written`."""
    all_read, output = number(told, read), number(told, written)
    cached = min(number(told, f"{read}_details", "cached_tokens"), all_read)
    into_cache = min(number(told, f"{read}_details", "cache_write_tokens"), all_read - cached)
    return Usage(
        input=all_read - cached - into_cache,
        cache_read=cached,
        cache_write=into_cache,
        output=output,
        reasoning=min(number(told, f"{written}_details", "reasoning_tokens"), output),
        partial=partial,
    )


def refers(value: Mapping[str, Any]) -> str:
    """What an object refers to that is not in the request: a picture by its address, a file by address or id."""
    picture = value.get("image_url")
    address = picture.get("url") if isinstance(picture, dict) else picture
    if address is not None and is_address(address):
        return "a picture"
    if value.get("type") in ("input_file", "input_image", "file", "item_reference"):
        inside = value.get("file") if isinstance(value.get("file"), dict) else value
        if isinstance(inside, dict) and any(inside.get(key) for key in ("file_id", "file_url")):
            return "a file"
    return ""


def bearer(key: str) -> dict[str, str]:
    """Authorization."""
    return {"authorization": f"Bearer {key}"}


def openai_error(fault: Fault, message: str) -> dict[str, Any]:
    """An error object."""
    kind = "invalid_request_error" if fault != "upstream" else "server_error"
    return {"error": {"message": message, "type": kind, "param": None, "code": CODES[fault]}}
