"""What an engine says of a container that does not die or cannot be removed, and whose doing that is.

The engine here is a list of answers: no such container is made on a real one, which would keep it for ever."""

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import requests
from docker.errors import APIError, NotFound

from sandboxes.base import SandboxGone
from sandboxes.ending import REMOVALS, Ending, Leftovers
from sandboxes.errors import InfraError
from sandboxes.labels import INSTALLATION, OWNER
from sandboxes.reaper import sweep

DEEP = "unable to remove filesystem: openfdat d: too many open files"
STAYS = "could not kill: tried to kill container, but did not receive an exit event"
NOBODY = "1-1"
"""An owner that is dead."""


def answer(status: int, text: str) -> APIError:
    """An engine's error."""
    response = requests.Response()
    response.status_code = status
    return (NotFound if status == 404 else APIError)(text, response=response, explanation=text)


class Engine:
    """Answers each call with the next of its list, the last again and again: an error is raised."""

    def __init__(self, **answers: list[Any]) -> None:
        self._answers = answers
        self.calls: list[str] = []

    def __getattr__(self, name: str) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            self.calls.append(name)
            given = self._answers.get(name, [None])
            found = given.pop(0) if len(given) > 1 else given[0]
            if isinstance(found, Exception):
                raise found
            return found

        return call


def state(*, running: bool) -> dict[str, Any]:
    """What an engine says of a container whose processes cannot be seen from here."""
    return {"State": {"Running": running, "Pid": 0}}


class TestRemoving:
    """A conversation that is over is not spoilt by what is left of the container."""

    @pytest.mark.parametrize("failure", [answer(500, STAYS), answer(500, DEEP), requests.ReadTimeout(STAYS)])
    def test_what_cannot_be_removed_is_told_after_a_few_attempts(self, failure: Exception) -> None:
        engine = Engine(remove_container=[failure], inspect_container=[state(running=True)])
        assert Ending(engine, "box").remove() in (STAYS, DEEP)
        assert engine.calls.count("remove_container") == REMOVALS

    @pytest.mark.parametrize("running", [False, True])
    def test_what_the_dead_have_written_is_made_flat_before_it_is_tried_again(
        self, tmp_path: Path, running: bool
    ) -> None:
        (tmp_path / "one" / "two" / "three").mkdir(parents=True)
        facts = {**state(running=running), "GraphDriver": {"Data": {"UpperDir": str(tmp_path)}}}
        engine = Engine(remove_container=[answer(500, DEEP), None], inspect_container=[facts])
        assert Ending(engine, "box").remove() == ""
        assert len(list(tmp_path.iterdir())) == (1 if running else 3)

    @pytest.mark.parametrize("second", [None, answer(404, "No such container")])
    def test_a_second_attempt_may_do(self, second: Exception | None) -> None:
        engine = Engine(remove_container=[answer(500, STAYS), second], inspect_container=[state(running=True)])
        assert Ending(engine, "box").remove() == ""

    def test_one_removed_by_others_is_no_doing_of_what_ran_in_it(self) -> None:
        with pytest.raises(InfraError, match="removed from outside"):
            Ending(Engine(remove_container=[answer(404, "No such container")]), "box").remove()

    def test_an_engine_that_is_away_is_no_doing_of_what_ran_in_it(self) -> None:
        with pytest.raises(InfraError, match="refused"):
            Ending(Engine(remove_container=[requests.ConnectionError("refused")]), "box").remove()

    def test_what_is_left_is_tried_again_and_said(self, capsys: pytest.CaptureFixture[str]) -> None:
        gone = [*[answer(500, DEEP)] * REMOVALS, None]
        left = Leftovers(Engine(remove_container=gone, inspect_container=[state(running=False)]))
        left.add("0123456789abcdef", STAYS)
        left.remove()
        assert capsys.readouterr().err == f"meltbench: container 0123456789ab cannot be removed: {DEEP}\n"
        left.remove()
        assert (left.why, capsys.readouterr().err) == ({}, "")


class TestFinishing:
    """What is killed and goes on is the sandbox's end, and no failure of the machine."""

    late = requests.ConnectionError("Read timed out.")

    def test_what_does_not_die_is_gone(self) -> None:
        engine = Engine(kill=[answer(500, STAYS)], wait=[self.late], inspect_container=[state(running=True)])
        with pytest.raises(SandboxGone, match="does not die"):
            Ending(engine, "box").finish()

    def test_what_died_meanwhile_has_ended(self) -> None:
        engine = Engine(kill=[answer(500, STAYS)], wait=[self.late], inspect_container=[state(running=False)])
        Ending(engine, "box").finish()

    def test_an_engine_that_is_away_is_no_doing_of_what_ran_in_it(self) -> None:
        with pytest.raises(InfraError):
            Ending(Engine(kill=[self.late], wait=[self.late], inspect_container=[self.late]), "box").finish()

    @pytest.mark.parametrize(
        ("said", "ended"),
        [(None, True), (answer(409, "is not running"), True), (answer(500, STAYS), False), (late, False)],
    )
    def test_a_kill_says_whether_it_ended_anything(self, said: Exception | None, ended: bool) -> None:
        assert Ending(Engine(kill=[said]), "box").kill() is ended


@pytest.mark.parametrize("failure", [answer(500, DEEP), requests.ReadTimeout(DEEP)])
def test_what_cannot_be_swept_is_told_and_holds_up_nothing(failure: Exception) -> None:
    labels = {INSTALLATION: "test", OWNER: NOBODY}
    engine = Engine(
        containers=[[{"Id": "stays", "Labels": labels}, {"Id": "goes", "Labels": labels}]],
        networks=[[]],
        volumes=[{}],
        inspect_container=[state(running=False)],
        remove_container=[failure, None],
    )
    client: Any = SimpleNamespace(api=engine)
    told: list[str] = []
    assert [litter.id for litter in sweep(client, "test", warn=told.append)] == ["goes"]
    assert told == [f"container stays of process {NOBODY} cannot be removed: {DEEP}"]
