"""Behaviour is unchanged: the original and the candidate get the same cases in separate boxes, and answers must agree.

The cases are a frozen corpus plus some drawn with a fresh seed at every verification; the expected answers come from
the original, in a box the candidate never sees, and are compared here by exact type and value. Of a case that states
what is `expected` the original is not asked."""

import json
import threading
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from sandboxes.archive import Tree
from sandboxes.errors import InfraError
from scoring.reward import CheckResult
from scoring.spec import VerifySpec
from scoring.verify.boxes import TOOLS, Boxes
from scoring.verify.climbing import UNASKED, due, is_rung
from scoring.verify.exchange import counted, sent
from scoring.verify.growth import growth
from scoring.verify.runner.claims import shown
from scoring.verify.runner.client import Case, Reply, RunnerClient
from scoring.verify.stated import held_against, is_stated

HIDDEN = "/opt/meltbench/hidden"
DRIVER_DIR = "/opt/meltbench/driver"
GENERATED_BYTES = 32 << 20
SHOWN = 5
SHOWN_CHARS = 300
STATED = Reply("ok", {})
"""Stands for the original's answer to a case that states its own."""


class Expected(NamedTuple):
    """Cases with what the original answers to them."""

    cases: list[Case]
    replies: list[Reply]


_corpora: dict[tuple[str, str, str], Expected] = {}
"""Frozen corpora answered in this process, by (original's digest, hidden directory, image)."""
_corpora_lock = threading.Lock()


def verify_differential(
    candidate: Tree,
    original: Tree,
    hidden: Path,
    spec: VerifySpec,
    boxes: Boxes,
    *,
    seed: int,
    stored: Sequence[Case] | None = None,
) -> tuple[tuple[CheckResult, ...], list[Case]]:
    """One gate per group of cases, and the cases used. With `stored` cases, exactly those are put again.

    `hidden` holds cases.py (the original's box only) and driver.py (both). What the candidate does never raises;
    InfraError where the engine or the task's own cases fail."""
    with ThreadPoolExecutor(1) as pool:
        if stored is None:
            known = _corpus(original, hidden, spec, boxes)
            rest = pool.submit(_fresh, original.root, hidden, spec, boxes, seed)
        else:
            known = Expected(list(stored), [])
            rest = pool.submit(_answer, original.root, hidden, spec, boxes, known.cases)
        with _candidate(candidate.root, hidden, boxes) as client:
            replies = _ask(client, spec, boxes, known.cases, driver_at=DRIVER_DIR)
            expected = _together(known, rest.result())
            replies += _ask(client, spec, boxes, expected.cases[len(replies) :], driver_at=DRIVER_DIR)
    return compare(expected, replies, prefix=spec.name or spec.kind), expected.cases


def answered(original: Tree, hidden: Path, spec: VerifySpec, boxes: Boxes, seed: int) -> Expected:
    """The frozen corpus and the fresh cases of one seed with the original's answers: what a measurement asks of many
    trees, and therefore makes once."""
    corpus, fresh = _corpus(original, hidden, spec, boxes), _fresh(original.root, hidden, spec, boxes, seed)
    return Expected(corpus.cases + fresh.cases, corpus.replies + fresh.replies)


def put(
    candidate: Tree,
    hidden: Path,
    spec: VerifySpec,
    boxes: Boxes,
    known: Expected,
    chunks: Sequence[int] = (),
    beside: Sequence[tuple[Path, str]] = (),
) -> tuple[CheckResult, ...]:
    """The checks of cases whose answers are known, put in chunks of the given sizes and then all at once; nothing more
    is put after the first chunk with a difference. For measurements: a reward rests on every case.

    `beside` are files shown in the candidate's box too: (path on the host, path in the box)."""
    checks: tuple[CheckResult, ...] = ()
    begin, sizes, number = 0, [*chunks, len(known.cases)], len(known.cases)
    whole = next((place for place, case in enumerate(known.cases) if is_rung(case)), number)
    with _candidate(candidate.root, hidden, boxes, beside) as client:
        while begin < len(known.cases) and all(check.passed for check in checks):
            end = begin + sizes.pop(0)
            end = end if end <= whole else number  # no series is cut in two
            part = Expected(known.cases[begin:end], known.replies[begin:end])
            replies = _ask(client, spec, boxes, part.cases, driver_at=DRIVER_DIR)
            checks += compare(part, replies, prefix=spec.name or spec.kind)
            begin = end
    return checks


def _together(known: Expected, rest: Expected) -> Expected:
    """The corpus and the fresh cases with their answers; or, where all was stored, what the original now answers."""
    return Expected(known.cases + rest.cases, known.replies + rest.replies) if known.replies else rest


def compare(
    expected: Expected, replies: Sequence[Reply], *, prefix: str, against: str = "the original"
) -> tuple[CheckResult, ...]:
    """One check per group: passed where every case was answered as the original answers it, or as the case states."""
    groups: dict[str, list[tuple[Case, Reply, Reply]]] = defaultdict(list)
    for case, want, got in zip(expected.cases, expected.replies, replies, strict=True):
        if got is UNASKED:
            continue
        groups[str(case["group"])].append(held_against(case, got) if is_stated(case) else (case, want, got))
    return tuple(_check(f"{prefix}/{name}", rows, against) for name, rows in sorted(groups.items()))


def _check(name: str, rows: list[tuple[Case, Reply, Reply]], against: str) -> CheckResult:
    steep = _steep(rows)
    wrong = [(c, w, g) for c, w, g in rows if w.observed(c) != g.observed(c) or c.get("growth") in steep]
    examples = [
        {"case": c["id"], "expected": w.observed(c)[:SHOWN_CHARS], "got": g.observed(c)[:SHOWN_CHARS]} | _told(g)
        for c, w, g in wrong[:SHOWN]
    ]
    told = examples[0].get("why") if examples else None
    return CheckResult(
        id=name,
        passed=not wrong,
        score=1.0 - len(wrong) / len(rows),
        gate=True,
        message=f"{len(wrong)} of {len(rows)} cases differ from {against}" + (f" ({told})" if told else ""),
        evidence={"differ": [c["id"] for c, _, _ in wrong[:50]], "shown": examples, **steep} if wrong else {},
    )


def _steep(rows: list[tuple[Case, Reply, Reply]]) -> dict[str, str]:
    """The series of measurements (`growth` of a case names its own) whose cost grows too fast, and how it does."""
    series: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for case, _, got in rows:
        if "growth" in case:
            series[str(case["growth"])] += got.fields.get("costs", ())
    found = {name: growth(costs) for name, costs in series.items()}
    return {name: f"{one}" for name, one in found.items() if not one.harmless}


def _told(reply: Reply) -> dict[str, str]:
    """Why a box says that it has no answer."""
    why = reply.fields.get("why")
    return {"why": shown(why)} if isinstance(why, str) else {}


def _corpus(original: Tree, hidden: Path, spec: VerifySpec, boxes: Boxes) -> Expected:
    """The frozen corpus with the original's answers, computed once per process."""
    key = (original.digest, f"{hidden.resolve()}:{spec.cases}:{spec.case_timeout_s}:{spec.serve}", boxes.image)
    with _corpora_lock:
        if key not in _corpora:
            _corpora[key] = _generate(original.root, hidden, spec, boxes, {"call": f"{spec.cases}:corpus"})
        return _corpora[key]


def _fresh(original: Path, hidden: Path, spec: VerifySpec, boxes: Boxes, seed: int) -> Expected:
    if not spec.fresh_cases:
        return Expected([], [])
    maker: Case = {"call": f"{spec.cases}:generate", "args": [seed, spec.fresh_cases]}
    return _generate(original, hidden, spec, boxes, maker)


def _generate(original: Path, hidden: Path, spec: VerifySpec, boxes: Boxes, maker: Case) -> Expected:
    """Let the task's generator make cases, in the original's box or in one with tools, and the original answer them."""
    if spec.maker == "tools":
        return _answer(original, hidden, spec, boxes, made_by_tools(hidden, boxes, maker))
    with boxes.runner(original, [(hidden, HIDDEN)]) as box:
        client = RunnerClient.of(box)
        cases = made(client, hidden, maker)
        return _expected(cases, _ask(client, spec, boxes, _unstated(cases), driver_at=HIDDEN))


def made_by_tools(hidden: Path, boxes: Boxes, maker: Case) -> list[Case]:
    """Cases from a box that has tools to draw with and does not have the original."""
    with boxes.maker([(hidden, HIDDEN)]) as box:
        return made(RunnerClient.of(box), hidden, maker, (TOOLS,))


def made(client: RunnerClient, hidden: Path, maker: Case, also: tuple[str, ...] = ()) -> list[Case]:
    """The cases that a call of a module in `hidden` makes in a box. Raises InfraError where it makes none."""
    reply = client.ask(
        [{**maker, "raw": True, "fresh": True}],
        paths=[HIDDEN, *also],
        case_timeout_s=60,
        deadline_s=90,
        reply_bytes=GENERATED_BYTES,
    )[0]
    cases = reply.fields.get("value")
    if reply.status != "ok" or not isinstance(cases, list):
        raise InfraError(f"{maker['call']} in {hidden} made no cases: {_why(reply)}")
    return cases


def _answer(original: Path, hidden: Path, spec: VerifySpec, boxes: Boxes, cases: list[Case]) -> Expected:
    with boxes.runner(original, [(hidden, HIDDEN)]) as box:
        return _expected(cases, _ask(RunnerClient.of(box), spec, boxes, _unstated(cases), driver_at=HIDDEN))


def _unstated(cases: list[Case]) -> list[Case]:
    """The cases that the original is asked."""
    return [case for case in cases if not is_stated(case)]


def _expected(cases: list[Case], replies: list[Reply]) -> Expected:
    """What the original answers to those that it is asked. Raises InfraError where it does not: no answer must never be
    what is expected, or a candidate would only have to fail in the same way."""
    for case, reply in zip(_unstated(cases), replies, strict=True):
        if reply.status in ("timeout", "overflow") or "why" in reply.fields:
            raise InfraError(f"the original gave no answer to case {case['id']} ({reply.status}): {_why(reply)}")
    left = iter(replies)
    return Expected(cases, [STATED if is_stated(case) else next(left) for case in cases])


@contextmanager
def _candidate(
    candidate: Path, hidden: Path, boxes: Boxes, beside: Sequence[tuple[Path, str]] = ()
) -> Iterator[RunnerClient]:
    """A client of the candidate's box, which holds the driver and nothing else of the hidden tests."""
    driver = hidden / "driver.py"
    extra = [(driver, f"{DRIVER_DIR}/driver.py")] if driver.exists() else []
    with boxes.runner(candidate, [*extra, *beside]) as box:
        yield RunnerClient.of(box)


def _ask(client: RunnerClient, spec: VerifySpec, boxes: Boxes, cases: list[Case], *, driver_at: str) -> list[Reply]:
    """The answers; of a series that has grown enough, UNASKED for the sizes beyond."""
    end = time.monotonic() + spec.timeout_s
    answers = [UNASKED] * len(cases)
    while places := due(cases, answers):
        replies = client.ask(
            [sent(cases[place], spec) for place in places],
            paths=[boxes.workdir, driver_at],
            driver="driver",
            case_timeout_s=spec.case_timeout_s,
            deadline_s=max(0.0, end - time.monotonic()),
        )
        for place, reply in zip(places, replies, strict=True):
            case = cases[place]
            answers[place] = reply if is_stated(case) else counted(case, reply, spec)
    return answers


def _why(reply: Reply) -> str:
    return json.dumps({k: v for k, v in reply.fields.items() if v})[:400] or reply.status
