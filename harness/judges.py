"""Judges as they are written on the command line, and what they are given of a task."""

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from pydantic import ValidationError

from harness.agents.registry import find_agent
from harness.gateway.prices import Prices
from harness.gateway.upstream import Upstream, upstream, vendor
from harness.gateway.usage import Usage
from harness.records import JudgeSettings
from harness.task import Task
from sandboxes.archive import Tree
from sandboxes.errors import UserError
from sandboxes.spec import Frozen
from scoring.judge.backend import About, Backend, RawReply
from scoring.judge.cache import ReplyCache
from scoring.judge.families import family_of
from scoring.judge.hardening import Marks
from scoring.judge.judge import Cost, Judge, PerCall
from scoring.judge.prompt import Material

FORMS = "[PROVIDER/]MODEL[?key=value&...], scripted[:key=value,...], baseline:NAME, replay:FILE[#JUDGE]"
SOURCES_CHARS = 150_000
"""Of a task's material, what judges are given at most."""
BINARY = b"\0"

Model = TypeVar("Model", bound=Frozen)


class Qualities:
    """True qualities of artifacts by digest, as far as they are known by construction; for scripted judges only."""

    UNKNOWN = 0.5

    def __init__(self) -> None:
        self._known: dict[str, float] = {}

    def learn(self, sha256: str, quality: float) -> None:
        """An artifact's quality is known."""
        self._known[sha256] = quality

    def __call__(self, about: About) -> tuple[float, ...]:
        """Of each artifact that a request is about; 1/2 where nobody knows."""
        return tuple(self._known.get(sha, self.UNKNOWN) for sha in about.artifacts)


class Room(NamedTuple):
    """What judges need beside their names."""

    prices: Prices
    cache: ReplyCache | None
    """None asks everything anew."""
    qualities: Qualities
    environment: Mapping[str, str] = os.environ


def find_judges(settings: JudgeSettings, room: Room) -> tuple[Judge, ...]:
    """The judges that are named, each once. Raises UserError that lists the forms."""
    marks = Marks(room.cache.secret() if room.cache else None)
    judges = []
    for text in dict.fromkeys(settings.judges):
        backend = find_backend(text, room)
        judges.append(Judge(text, backend, marks, room.cache, settings.per_call, cost=_cost(backend, room.prices)))
    return tuple(judges)


def find_backend(text: str, room: Room) -> Backend:
    """The backend of one judge. Raises UserError."""
    name, _, rest = text.partition(":")
    if name == "scripted":
        return _scripted(text, rest, room.qualities)
    if name == "baseline":
        return _baseline(text, rest)
    if name == "replay":
        return _replay(rest)
    return _served(text, room)


def material_of(task: Task, base: Tree) -> Material:
    """What judges of a task are given: the instruction, and what its author had to go by."""
    diff = task.bench.judge.artifact == "diff"
    return Material(
        task=task.name,
        instruction=task.instruction(task.bench.track[0]),
        sources="" if diff else _texts(base.root, (entry.path for entry in base.entries)),
        diff=diff,
    )


def _texts(root: Path, paths: Iterable[str]) -> str:
    parts, left = [], SOURCES_CHARS
    for path in sorted(paths):
        data = (root / path).read_bytes()
        if BINARY in data[:4096] or left <= 0:
            continue
        text = data.decode("utf-8", "replace")
        parts.append(f"## {path}\n\n{text[:left].rstrip()}")
        left -= len(text)
    return "\n\n".join(parts)


def _scripted(where: str, options: str, qualities: Qualities) -> Backend:
    from scoring.judge.backends.scripted import ScriptedBackend, Temper

    pairs = [part.partition("=") for part in options.split(",") if part]
    named = {key: value for key, sign, value in pairs if sign}
    bare = [key for key, sign, _ in pairs if not sign]
    named |= {"name": bare[0]} if bare else {}
    temper = {**KNOWN_TEMPERS.get(named.get("name", ""), {}), **named}
    return ScriptedBackend(_parsed(Temper, temper, where), qualities)


KNOWN_TEMPERS: dict[str, dict[str, Any]] = {
    "exact": {},
    "noisy": {"noise": 0.8},
    "lenient": {"bias": 0.25, "noise": 0.4},
    "verbose": {"length": 0.3, "noise": 0.4},
    "gullible": {"gullible": 0.4, "noise": 0.3},
    "robust": {"noise": 0.3},
}
"""Scripted judges by name: `scripted:noisy` is `scripted:noise=0.8,name=noisy`."""


def _baseline(where: str, name: str) -> Backend:
    from scoring.judge.backends.baseline import BASELINES, BaselineBackend

    if name not in BASELINES:
        raise UserError("no such baseline", where=f"--judge {where}", mend=f"There are: {', '.join(BASELINES)}")
    return BaselineBackend(name)


def _replay(rest: str) -> Backend:
    from scoring.judge.backends.replay import ReplayBackend, read_record

    file, _, judge = rest.partition("#")
    return ReplayBackend(read_record(Path(file), judge), file)


_SERVED = re.compile(r"(?:(?P<provider>[a-z][a-z0-9-]*)/)?(?P<model>[^?\s]+)(?:\?(?P<options>\S*))?")


def _served(text: str, room: Room) -> Backend:
    from scoring.judge.backends.anthropic import AnthropicBackend
    from scoring.judge.backends.openai import OpenAiBackend
    from scoring.judge.backends.serving import Serving

    found = _SERVED.fullmatch(text)
    if found is None:
        raise UserError("no such judge", where=f"--judge {text}", mend=f"Write {FORMS}")
    known = room.prices.find(found["model"])
    provider = found["provider"] or (known.provider if known else "")
    if not provider:
        raise UserError(f"whose model is {found['model']}?", where=f"--judge {text}", mend=f"Write {FORMS}")
    options = dict(part.partition("=")[::2] for part in (found["options"] or "").split("&") if part)
    serving = _parsed(Serving, options, text)
    try:
        where = upstream(provider, room.environment)
    except UserError as error:
        raise UserError(error.what, where=error.where.replace("-a", f"--judge {text}"), mend=error.mend) from error
    family = family_of(found["model"], provider)
    backend = AnthropicBackend if provider == "anthropic" else OpenAiBackend
    return backend(found["model"], family, _base_url(where), where.key, serving)


def _base_url(where: Upstream) -> str:
    """Google serves OpenAI's protocol below a path of its own."""
    own = where.name == "google" and where.base_url == vendor("google").base_url
    return f"{where.base_url}/v1beta/openai" if own else where.base_url


def _parsed(model: type[Model], options: Mapping[str, Any], where: str) -> Model:
    try:
        return model.model_validate(dict(options))
    except ValidationError as error:
        first = error.errors()[0]
        keys = ", ".join(field.alias or name for name, field in model.model_fields.items())
        what = f"{'.'.join(map(str, first['loc']))}: {first['msg']}"
        raise UserError(what, where=f"--judge {where}", mend=f"Its keys are: {keys}") from error


def _cost(backend: Backend, prices: Prices) -> Cost:
    free = not backend.cached
    return lambda reply: 0.0 if free else _priced(backend.model, reply, prices)


def _priced(model: str, reply: RawReply, prices: Prices) -> float | None:
    if reply.input_tokens is None or reply.output_tokens is None:
        return None
    read = reply.cache_read_tokens
    usage = Usage(input=reply.input_tokens - read, cache_read=read, output=reply.output_tokens)
    return prices.usd(model, usage)


OPTIONS = {
    "repeats": "--judge-repeats",
    "per_call": "--judge-per-call",
    "concurrency": "--judge-jobs",
    "own_family": "--own-family",
    "anchors": "--no-anchors",
}


def judge_settings(
    judges: Sequence[str] | None,
    repeats: int | None,
    per_call: PerCall | None,
    concurrency: int | None,
    *,
    own_family: bool = False,
    anchors: bool = True,
) -> JudgeSettings:
    """Settings from the options of a command line. Raises UserError for options without a judge."""
    given = {"repeats": repeats, "per_call": per_call, "concurrency": concurrency, "own_family": own_family or None}
    given["anchors"] = None if anchors else False
    given = {name: value for name, value in given.items() if value is not None}
    if given and not judges:
        option = OPTIONS[next(iter(given))]
        raise UserError("there is no judge", where=option, mend=f"Name one: --judge {FORMS}")
    return JudgeSettings.model_validate({"judges": tuple(judges or ()), **given})


def check_judges(
    settings: JudgeSettings, agents: Iterable[str], prices: Prices, environment: Mapping[str, str]
) -> None:
    """Look at the judges before anything is spent. Raises UserError for one that cannot be asked, or that would grade
    its own kind unasked."""
    judges = find_judges(settings, Room(prices, None, Qualities(), environment))
    own = conflicts(judges, {agent: author_family(agent) for agent in agents})
    if own and not settings.own_family:
        raise UserError(own[0], where="--judge", mend="Choose a judge of another family, or say --own-family")


def author_family(agent: str) -> str:
    """The model family of an agent; empty for one that asks no model, or that chooses by itself."""
    model = find_agent(agent).needs.model
    return family_of(model.model, model.provider) if model and model.model else ""


def conflicts(judges: Sequence[Judge], authors: Mapping[str, str]) -> list[str]:
    """Judges that would grade their own kind, one line each; `authors` are families by agent."""
    return [
        f"{judge.name} and {agent} are both of {family}"
        for judge in judges
        for agent, family in authors.items()
        if family and family == judge.backend.family
    ]
