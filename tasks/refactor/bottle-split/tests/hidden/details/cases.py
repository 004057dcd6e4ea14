"""Frozen cases on what is easily overlooked; see driver.py. A case carries the text of the script that it calls."""

from pathlib import Path

from inputs import (
    CONFIGURATION,
    CONFIGURED,
    ENVIRONMENTS,
    FILES,
    HAND,
    JSON,
    LIMITS,
    MULTIPARTS,
    SOURCES,
    UPLOADED,
    VALUES,
)
from programs import COMMANDS, PATCHED, SERVERS, STARTS, WRITTEN

HERE = Path(__file__).parent
PLAIN = {
    "parts": "descriptors functions moments cookies encoded debugging extension_finder codes",
    "containers": "header_dictionary environment_headers form_values configuration",
    "incoming": "request_items bodies",
    "outgoing": "response_parts http_responses wsgi json_plugin",
    "applications": "application_methods mounted_program threads_and_stack",
    "assets": "tags ranges base_template template_calls",
    "servers": "names event_loops",
    "engines": "jinja",
}
TWICE = {"outgoing": ["errors_in_requests"], "applications": ["routes", "rules"], "assets": ["resources"]}
"""Scenarios with debugging off and on."""


def corpus():
    """Every case."""
    rows = [(script, name, name, [], {}) for script, names in PLAIN.items() for name in names.split()]
    rows += [
        (s, f"{n}-{debug}", n, [debug], {}) for s, names in TWICE.items() for n in names for debug in (False, True)
    ]
    rows += [*own_parts(), *messages(), *servers(), *running()]
    texts = {script: (HERE / f"{script}.py").read_text(encoding="utf-8") for script in {row[0] for row in rows}}
    return [case(texts[script], script, *row) for script, *row in rows]


def case(text, script, name, function, args, kwargs):
    """One case of the format."""
    call = {"call": "driver:play", "args": [text, function, *args], "kwargs": kwargs}
    return {"id": f"{script}/{name}", "group": script, **call}


def own_parts():
    """Functions, containers, files and templates."""
    yield "parts", "headers", "headers", [VALUES], {}
    yield "parts", "signatures", "signatures", ["text", ["s", "other", ""], ["sha256", "md5"]], {}
    for level in ("none", "filters", "strict", True):
        yield "parts", f"deprecations-{level}", "deprecations", [level], {}
    for kind in ("MultiDict", "FormsDict", "HeaderDict"):
        yield "containers", kind, "dictionaries", [kind], {}
    yield "containers", "files", "configuration_files", [CONFIGURED, CONFIGURATION], {}
    yield "assets", "static", "static", [FILES], {}
    yield "assets", "stpl", "stpl", [SOURCES], {}
    yield "assets", "stpl-syntax", "stpl", [SOURCES[:6], "<% %> @ [[ ]]"], {}


def messages():
    """Requests and their bodies."""
    yield "incoming", "values", "request_values", [ENVIRONMENTS], {}
    yield "incoming", "json", "json_bodies", [JSON], {}
    for name, (body, options) in MULTIPARTS.items():
        yield "incoming", f"parse-{name}", "parse", [body], options
    for name, steps in HAND.items():
        yield "incoming", f"part-{name}", "part_by_hand", [steps], {}
    yield "incoming", "part-spooled", "part_by_hand", [HAND["headers"]], {"memfile_limit": 3, "buffer_size": 2}
    yield "incoming", "limits", "limits", [LIMITS], {}
    yield "incoming", "uploads", "uploads", [UPLOADED], {}


def servers():
    """Adapters to servers and template engines."""
    for name, (*args, more) in SERVERS.items():
        yield "servers", name, "adapt", args, more
    for host, ends, quiet in (("h", "broken", False), ("::1", "interrupt", True), ("h", "interrupt", False)):
        yield "servers", f"wsgiref-{host}-{ends}", "reference", [host, ends, quiet], {}
    for path in (None, "/", "/a"):
        yield "servers", f"cgi-{path}", "gateway", [path], {}
    for args in ([0], [2], [3], [1, "ValueError"]):
        yield "servers", f"auto-{args[0]}", "automatic", args, {}
    for name in ("mako", "cheetah", "jinja2"):
        yield "engines", name, "engine", [name], {}
        yield "engines", f"{name}-debug", "engine", [name, True], {"extra": 1}
    yield "engines", "mako-set", "engine", ["mako"], {"format_exceptions": 5}


def running():
    """run(), the reloader and the command line."""
    for name, (how, options) in STARTS.items():
        yield "running", name, "start", [how], options
    yield "running", "by-method", "started_by_method", [], {}
    for name, *args in (("change",), ("gone",), ("end",), ("end", 3.0), ("old", 6.0)):
        yield "running", f"reloading-{name}-{args}", "reloading", [name, *args], {}
    yield "running", "watcher", "watcher", [], {}
    for arguments, package in ((["a"], None), (["a", "b"], "pk"), (["interrupt"], "")):
        yield "running", f"parent-{'-'.join(arguments)}", "supervising", [arguments, package], {}
    for number, line in enumerate(COMMANDS):
        yield "running", f"command-{number}", "command", [line], {"files": WRITTEN}
    yield "running", "patching", "patching", PATCHED, {}
