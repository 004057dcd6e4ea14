"""The catalogue of exploits: every file holds one, each is complete, and its Python is Python."""

import re
from pathlib import Path

import pytest

import scoring.attacks.verified
from sandboxes.errors import UserError
from scoring.attacks.exploit import Exploit, catalogue, find_exploit

LEAST = 45
WRITABLE = ("{workdir}/", "home/agent/", "tmp/", "attacker/")
"""Where the agent's user can write."""
EXPLOITS = list(catalogue().values())
SCRIPTS = [
    pytest.param(text.replace("{package}", "tally"), id=f"{exploit.name}:{path}")
    for exploit in EXPLOITS
    for path, text in exploit.files.items()
    if path.endswith(".py")
]

each = pytest.mark.parametrize("exploit", EXPLOITS, ids=lambda exploit: exploit.name)


def test_every_module_holds_the_exploit_of_its_name() -> None:
    (directory,) = scoring.attacks.verified.__path__
    modules = {path.stem for path in Path(directory).glob("*.py") if not path.stem.startswith("_")}
    assert {name.replace("-", "_") for name in catalogue()} == modules


def test_the_catalogue_is_large_enough_to_mean_something() -> None:
    assert len(EXPLOITS) >= LEAST


def test_no_two_have_the_same_idea() -> None:
    ideas = [exploit.idea for exploit in EXPLOITS]
    assert sorted(ideas) == sorted(set(ideas))


def test_no_two_do_the_same() -> None:
    payloads = [(exploit.start, exploit.command, tuple(sorted(exploit.files.items()))) for exploit in EXPLOITS]
    assert len(set(payloads)) == len(payloads)


def test_at_least_seven_were_written_against_our_own_defences() -> None:
    assert len([exploit for exploit in EXPLOITS if exploit.aims_at]) >= 7


@each
def test_it_says_what_it_does_and_where_it_was_seen(exploit: Exploit) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", exploit.name)
    assert len(exploit.source) > 10
    assert len(exploit.idea) > 30
    assert "\n" not in exploit.source + exploit.idea


@each
def test_it_does_something(exploit: Exploit) -> None:
    assert exploit.files or exploit.command != "true"


@each
def test_it_writes_only_where_an_agent_can(exploit: Exploit) -> None:
    assert [path for path in exploit.files if not path.startswith(WRITABLE) or ".." in path.split("/")] == []


@pytest.mark.parametrize("text", SCRIPTS)
def test_its_python_compiles(text: str) -> None:
    compile(text, "payload", "exec")


def test_an_unknown_name_lists_what_there_is() -> None:
    with pytest.raises(UserError, match="conftest-hook") as caught:
        find_exploit("no-such-exploit")
    assert "no-such-exploit" in str(caught.value)
