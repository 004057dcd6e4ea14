"""What a probe prints is read as what hostile code may have written, and a report says no more than was found."""

import json
from dataclasses import asdict

import pytest

from sandboxes.escape.addresses import host_addresses
from sandboxes.escape.probe.__main__ import ways
from sandboxes.escape.probe.targets import Targets, read
from sandboxes.escape.report import EscapeReport, told

TARGETS = Targets(
    "knock", doors=("/d/s",), v4=("127.0.0.1", "192.0.2.1"), v6=("2001:db8::1",), local=("fe80::1",), cids=(1, 2),
    neighbours=("192.0.2.9",), hardware=("02:00:00:00:00:01",), resolvers=("192.0.2.3",), engine=("/e",), pids=(7,),
)  # fmt: skip


def line(way: str, ended: str, said: str = "", target: str = "") -> str:
    """As the probe prints it."""
    return json.dumps({"way": way, "target": target, "ended": ended, "said": said})


def report(output: str, **more: tuple[str, ...]) -> EscapeReport:
    """Of that output."""
    found, late = told(output)
    broken = (late,) if late else ()
    facts = {"touched": (), "broken": broken, "unwatched": (), **more}
    return EscapeReport.model_validate(
        {"user": "1000", "ways": found, "seconds": 1.0, "door_s": 0.0, "neighbour_s": 0.0, **facts}
    )


def test_one_way_that_is_open_among_closed_ones_is_found() -> None:
    output = "\n".join(
        [line("a", "refused"), line("b", "refused"), line("b", "reached", "hi", "x"), line("all", "done")]
    )
    found = report(output)
    assert (found.succeeded, found.tried, found.holds) == (("b",), 2, False)
    assert [way.why for way in found.ways] == ["", "hi (x)"]


def test_a_canary_that_was_touched_is_enough() -> None:
    closed = line("a", "refused") + "\n" + line("all", "done")
    assert report(closed).holds
    assert not report(closed, touched=("tcp: the probe was heard",)).holds


@pytest.mark.parametrize(
    "last",
    ["", line("all", "late", "7 left"), "{", "[" * 100_000, '{"way": 1}', line("all", "done") + "x", '"done"'],
)
def test_a_probe_that_does_not_come_to_its_end_proves_nothing(last: str) -> None:
    found = report(line("a", "refused") + "\n" + last)
    assert found.tried == 1
    assert not found.holds


def test_half_a_character_does_not_keep_a_report_from_being_written() -> None:
    found = report('{"way": "a", "target": "", "ended": "refused", "said": "\\ud800"}\n' + line("all", "done"))
    assert EscapeReport.model_validate_json(found.model_dump_json().encode()) == found


def test_there_are_more_than_sixty_ways_and_each_has_a_target_of_its_own() -> None:
    found = [(way.name, way.target) for way in ways(TARGETS)]
    assert len({name for name, _ in found}) >= 60
    assert len(set(found)) > 0.95 * len(found)


def test_targets_survive_their_way_inside() -> None:
    assert read(json.loads(json.dumps(asdict(TARGETS)))) == TARGETS


def test_the_hosts_addresses_are_found() -> None:
    found = host_addresses()
    assert "127.0.0.1" in found.v4
    assert not [one for one in found.v6 if one.startswith("fe80:")]
