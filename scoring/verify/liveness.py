"""The code that earns structure is the code that runs: told from outside, by breaking it.

Structure checks read the modules of a package. Whether these are what answers, or stand there for show, no trace kept
inside the box can say, since the code under test could forge it. So parts of the package are broken, in a copy that the
candidate cannot tell from itself beforehand, and the gate must notice: a module whose functions all raise, a module
whose imports from its siblings are None. A copy that is rewritten but unchanged must pass, or the package reads its own
source. What is broken is drawn anew at every verification.

Idea: mutation analysis (DeMillo, Lipton, Sayward, Computer 11(4), 1978) turned round: the tests are known to be good,
and what the mutants survive in is dead code."""

import random
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import NamedTuple

from sandboxes.archive import Tree, open_to_all, scan
from sandboxes.cache import scratch
from scoring.apart import Unfinished, apart
from scoring.reward import CheckResult
from scoring.spec import VerifySpec
from scoring.verify.boxes import Boxes
from scoring.verify.differential import Expected, answered, put
from scoring.verify.sabotage import unchanged, without_functions, without_siblings
from scoring.verify.static.fingerprint import function_code
from scoring.verify.static.source import Module, Unreadable, package_modules
from scoring.verify.surroundings import Package

PROBES = 6
"""Modules drawn for each way of breaking one."""
LIVE_SHARE = 0.5
"""Of the modules drawn, how many must be missed. Not all: the cases may not reach a module that is honest."""
CHECKS = ("functions", "imports", "unchanged")
CHUNKS = (12, 48)
TOGETHER = 2


class Probe(NamedTuple):
    """One broken module."""

    module: str
    path: str
    text: str


class Broken(NamedTuple):
    """What is put in the place of modules."""

    functions: list[Probe]
    imports: list[Probe]
    unchanged: dict[str, str]
    """Path -> text, of every module."""


def verify_liveness(
    candidate: Tree, original: Tree, package: Package, hidden: Path, spec: VerifySpec, boxes: Boxes, seed: int
) -> tuple[CheckResult, ...]:
    """Three gates: `functions`, `imports` and `unchanged`. `hidden` holds the cases of a differential gate that the
    candidate has passed; only their frozen corpus is put.

    What the candidate does or holds never raises; InfraError where the engine or the cases fail."""
    name = spec.name or spec.kind
    try:
        broken = apart(break_modules, candidate.root, package, seed)
    except (Unreadable, Unfinished) as error:
        return tuple(_gate(f"{name}/{what}", False, f"not inspected: {error}") for what in CHECKS)
    corpus = _shuffled(answered(original, hidden, spec.model_copy(update={"fresh_cases": 0}), boxes, seed), seed)
    ask = partial(_noticed, candidate, hidden, spec, boxes, corpus)
    with ThreadPoolExecutor(TOGETHER, thread_name_prefix="probe") as pool:
        neutral = pool.submit(ask, broken.unchanged)
        functions = _live(broken.functions, ask, pool)
        imports = _live(broken.imports, ask, pool)
    return (
        _lively(f"{name}/functions", functions, "functions all raise"),
        _lively(f"{name}/imports", imports, "imports from the package are None"),
        _gate(f"{name}/unchanged", not neutral.result(), _told(neutral.result())),
    )


def break_modules(tree: Path, package: Package, seed: int) -> Broken:
    """What is drawn for one verification. Raises Unreadable where the package cannot be read and parsed."""
    rng = random.Random(seed)  # noqa: S311 - it has to repeat
    modules = package_modules(tree, package.name, package.root)
    weights = {module.path: float(sum(n * w for n, w in function_code(module.tree).values())) for module in modules}
    without = {module: without_functions(module, rng) for module in modules}
    alone = {m: None if _is_front(m) else without_siblings(m, package.name) for m in modules}
    return Broken(
        _drawn(without, weights, rng), _drawn(alone, weights, rng), {m.path: unchanged(m, rng) for m in modules}
    )


def _is_front(module: Module) -> bool:
    """What a package's front imports it shows to others: nothing of its own has to break."""
    return module.path.endswith("__init__.py")


def _drawn(texts: Mapping[Module, str | None], weights: Mapping[str, float], rng: random.Random) -> list[Probe]:
    """Some of the modules that can be broken, each the likelier the more code its functions hold; none twice."""
    probes = [Probe(module.name, module.path, text) for module, text in texts.items() if text is not None]
    keyed = [(rng.random() ** (1 / max(weights[probe.path], 1e-6)), probe) for probe in probes]
    return [probe for _, probe in sorted(keyed, reverse=True)[:PROBES]]


def _live(
    probes: Sequence[Probe], ask: Callable[[Mapping[str, str]], tuple[str, ...]], pool: ThreadPoolExecutor
) -> dict[str, bool]:
    """Whether each broken module was missed."""
    noticed = pool.map(lambda probe: bool(ask({probe.path: probe.text})), probes)
    return {probe.module: missed for probe, missed in zip(probes, noticed, strict=True)}


def _noticed(
    candidate: Tree, hidden: Path, spec: VerifySpec, boxes: Boxes, corpus: Expected, edits: Mapping[str, str]
) -> tuple[str, ...]:
    """The checks that fail on a copy of the candidate with some files replaced."""
    with _edited(candidate, edits) as tree:
        checks = put(tree, hidden, spec, boxes, corpus, CHUNKS)
    return tuple(check.id for check in checks if not check.passed)


@contextmanager
def _edited(candidate: Tree, edits: Mapping[str, str]) -> Iterator[Tree]:
    with scratch() as room:
        root = shutil.copytree(candidate.root, room / "tree")
        for path, text in edits.items():
            (root / path).write_text(text, encoding="utf-8")
        open_to_all(root)
        yield scan(root)


def _lively(name: str, live: Mapping[str, bool], what: str) -> CheckResult:
    """Passed where enough of the broken modules were missed, or there was none to break."""
    dead = [module for module, missed in live.items() if not missed]
    message = f"{len(dead)} of {len(live)} modules are not missed where their {what}"
    named = f": {', '.join(dead[:3])}" if dead else ""
    return _gate(name, len(dead) <= (1 - LIVE_SHARE) * len(live), message + named, live=dict(live))


def _told(failed: Sequence[str]) -> str:
    if not failed:
        return "written otherwise and unchanged the package answers as before"
    return f"written otherwise and unchanged the package answers otherwise: {', '.join(failed[:3])}"


def _gate(name: str, passed: bool, message: str, **evidence: object) -> CheckResult:
    return CheckResult(id=name, passed=passed, score=float(passed), gate=True, message=message, evidence=evidence)


def _shuffled(expected: Expected, seed: int) -> Expected:
    pairs = list(zip(expected.cases, expected.replies, strict=True))
    random.Random(seed).shuffle(pairs)  # noqa: S311 - it has to repeat
    return Expected([case for case, _ in pairs], [reply for _, reply in pairs])
