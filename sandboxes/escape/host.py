"""Outside: lets the probe loose in a sandbox among canaries, and sees what came of it.

What holds is decided here: by canaries that heard the knock, by secrets that only they give away and that the probe
prints, by what was changed or made. A way that the probe alone calls open is none the less to be looked at."""

import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Final, NamedTuple

from sandboxes.base import ExecResult, Sandbox, SandboxProvider
from sandboxes.docker import DockerSandbox
from sandboxes.errors import InfraError
from sandboxes.escape.canaries import Canaries
from sandboxes.escape.probe.targets import Targets
from sandboxes.escape.report import EscapeReport, told
from sandboxes.spec import Door, SandboxSpec

PROBE: Final = Path(__file__).parent / "probe"
INSIDE: Final = "/opt/escape"
TRANSCRIPT, REPORT = "probe.jsonl", "report.json"
PROBE_S: Final = 75.0
RECOVERY_S: Final = 20.0
"""Seconds within which a door has to answer after the attack."""
ASKING_S: Final = 5.0
MAX_PRINTED: Final = 16 << 20
ASK: Final = """
import socket, sys, time
port, answer, seconds, always = int(sys.argv[1]), sys.argv[2].encode(), float(sys.argv[3]), sys.argv[4] == "always"
asked, until = sys.stdin.buffer.read(), time.monotonic() + seconds
while True:
    began, said = time.monotonic(), b""
    try:
        with socket.create_connection(("127.0.0.1", port), seconds) as one:
            one.sendall(asked)
            said = one.recv(4096)
    except OSError as error:
        said = repr(error).encode()
    right = said.startswith(answer)
    print(f"{time.monotonic() - began:.3f} {'right' if right else said[:200]}\\n", end="", flush=True)
    if time.monotonic() > until or (right and not always):
        sys.exit(not right)
    time.sleep(0.1)
"""
"""Goes through the door until it is answered as it should be, or for a time; prints how long each answer took."""


class Gate(NamedTuple):
    """A trial's door, and what lies behind it."""

    door: Door
    token: str
    hello: bytes
    """What a rightful agent says."""
    answer: bytes
    """How what comes back begins."""


Witnesses = Mapping[str, Callable[[str], Sequence[str]]]
"""Names of what is watched elsewhere, each with a function from what the probe has printed to what has been seen that
may not be."""


def attack(
    provider: SandboxProvider,
    spec: SandboxSpec,
    gates: tuple[Gate, Gate],
    canaries: Canaries,
    *,
    user: str,
    directory: Path,
    witnesses: Witnesses,
) -> EscapeReport:
    """Let the probe loose as `user` in a new sandbox of `spec` with the first gate's door; the second is another
    trial's, whose sandbox is open meanwhile. What the probe prints, and the report, are written to `directory`.

    Raises InfraError where the engine fails, or a door does not answer before the attack."""
    with _opened(provider, spec, gates[0]) as box, _opened(provider, spec, gates[1]) as other:
        doors = (("the door", box, gates[0]), ("another trial's door", other, gates[1]))
        for name, sandbox, gate in doors:
            if why := unanswered(sandbox, gate, user, 0):
                raise InfraError(f"{name} does not answer before the attack: {why}")
        own = gates[0]
        paths = [f"{gate.door.directory}/{gate.door.socket}" for gate in gates]
        targets = canaries.targets([box, other], paths, own.door.port, (own.token, gates[1].token))
        with _asked_all_the_time(other, gates[1], user) as answers:
            report = let_loose(box, targets, canaries, user=user, directory=directory, witnesses=witnesses)
        broken = [*report.broken, *sorted({f"another trial was told {one.told}" for one in answers if one.told})]
        broken += [] if answers else ["another trial was told nothing during the attack"]
        began = time.monotonic()
        broken += [
            f"{name} does not answer after the attack: {why}"
            for name, sandbox, gate in doors
            if (why := unanswered(sandbox, gate, user, RECOVERY_S))
        ]
        recovered = time.monotonic() - began
        broken += [f"the sidecar of {name} ended: {why}" for name, box, _ in doors if (why := box.cut_off())]
        slowest = max((one.seconds for one in answers), default=0.0)
        found = {"broken": tuple(broken), "door_s": recovered, "neighbour_s": slowest}
        return kept(report.model_copy(update=found), directory)


def let_loose(
    box: Sandbox, targets: Targets, canaries: Canaries, *, user: str, directory: Path, witnesses: Witnesses
) -> EscapeReport:
    """The probe alone, in any container: what it prints goes to `directory`, and the report is given back."""
    box.put_tree(PROBE, f"{INSIDE}/probe")
    printed = bytearray()

    def keep(_: int, data: bytes) -> None:
        if len(printed) < MAX_PRINTED:
            printed.extend(data)

    ended = box.exec(
        ["/usr/bin/python3", "-s", "-E", "-B", "-m", "probe"],
        stdin=json.dumps(asdict(targets)).encode(),
        cwd=INSIDE,
        user=user,
        timeout_s=PROBE_S,
        listener=keep,
    )
    output = printed.decode("utf-8", "replace")
    directory.mkdir(parents=True, exist_ok=True)
    (directory / TRANSCRIPT).write_text(output, encoding="utf-8")
    ways, late = told(output)
    touched = canaries.touched(output)
    touched += [f"{name}: {seen}" for name, witness in witnesses.items() for seen in witness(output)]
    return EscapeReport(
        user=user,
        ways=ways,
        touched=tuple(touched),
        broken=(f"{late} ({_end(ended)})",) if late else (),
        unwatched=canaries.unwatched,
        seconds=ended.duration_s,
        door_s=0.0,
        neighbour_s=0.0,
    )


def kept(report: EscapeReport, directory: Path) -> EscapeReport:
    """The report, written down."""
    (directory / REPORT).write_text(report.model_dump_json(indent=1), encoding="utf-8")
    return report


def unanswered(box: Sandbox, gate: Gate, user: str, patience_s: float) -> str:
    """Why nothing right comes through a door within that time, or empty."""
    ended = box.exec(_asking(gate, patience_s, "once"), stdin=gate.hello, user=user, timeout_s=patience_s + 30)
    return "" if ended.exit_code == 0 else ended.output[-300:] or _end(ended)


@contextmanager
def _opened(provider: SandboxProvider, spec: SandboxSpec, gate: Gate) -> Iterator[DockerSandbox]:
    with provider.open(spec.model_copy(update={"network": "gateway", "doors": (gate.door,)})) as box:
        if not isinstance(box, DockerSandbox):
            raise InfraError("only containers of an engine have doors")
        yield box


class _Answer(NamedTuple):
    seconds: float
    told: str
    """Empty where it was right."""


@contextmanager
def _asked_all_the_time(box: Sandbox, gate: Gate, user: str) -> Iterator[list[_Answer]]:
    """The answers to what another trial asks all the while."""
    answers: list[_Answer] = []
    over = threading.Event()

    def ask() -> None:
        ended = box.exec(
            _asking(gate, PROBE_S, "always"), stdin=gate.hello, user=user, timeout_s=PROBE_S + 30, abandon=over
        )
        for line in ended.output.splitlines():
            seconds, _, told = line.partition(" ")
            answers.append(_Answer(float(seconds), "" if told == "right" else told))

    thread = threading.Thread(target=ask, name="another trial")
    thread.start()
    try:
        yield answers
    finally:
        over.set()
        thread.join()


def _asking(gate: Gate, seconds: float, mode: str) -> list[str]:
    argv = [str(gate.door.port), gate.answer.decode(), str(seconds or ASKING_S), mode]
    return ["/usr/bin/python3", "-I", "-c", ASK, *argv]


def _end(ended: ExecResult) -> str:
    why = "out of memory" if ended.oom_killed else ended.killed or ("timeout" if ended.timed_out else "")
    return why or f"exit code {ended.exit_code}: {ended.output[-200:]}"
