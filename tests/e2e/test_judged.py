"""Judges in a real run: asked over HTTP, kept, replayed, audited, and held against a person."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.e2e import meltbench
from tests.model.judging import JudgeServer, judging

pytestmark = pytest.mark.docker

RUNGS = ("ladder-0", "ladder-3", "ladder-5")
AGENTS = [word for rung in RUNGS for word in ("-a", f"artifact:{rung}")]


def by_length(work: str) -> int:
    """A judge of the server's: something that differs between works."""
    return len(work) % 4


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, JudgeServer]:
    """The car wash by works of known quality and by nobody, judged over both protocols and by a scripted judge."""
    run_dir = tmp_path_factory.mktemp("judged") / "run"
    with judging("429", "prose", "cut") as server:
        server.score = by_length
        keys = {
            "OPENAI_BASE_URL": f"{server.url}/v1",
            "OPENAI_API_KEY": "secret-key-of-openai",
            "ANTHROPIC_BASE_URL": server.url,
            "ANTHROPIC_API_KEY": "secret-key-of-anthropic",
            "MELTBENCH_CACHE": str(run_dir.with_name("cache")),
        }
        judges = [
            "--judge",
            "openai/gpt-x",
            "--judge",
            "anthropic/claude-opus-5",
            "--judge",
            "scripted:exact",
            "--no-anchors",
        ]
        words = ["everyday/car-wash", *AGENTS, "-a", "nop", *judges, "--judge-repeats", 2, "-j", 2]
        result = meltbench.run("run", *words, "-o", run_dir, "--json", **keys)
        assert result.returncode == 0, result.stderr
        asked = len(server.asked)
        again = meltbench.run("score", run_dir, *judges, "--judge-repeats", 2, **keys)
        assert again.returncode == 0, again.stderr
        assert len(server.asked) == asked, "what was replied once is not asked again"
    return run_dir, server


def rewards(run_dir: Path) -> dict[str, dict[str, dict[str, object]]]:
    """Judged rewards by agent and judge."""
    return {
        record["spec"]["agent"]: {r["name"]: r for r in record["rewards"] if r["channel"] == "judged"}
        for record in meltbench.records(run_dir).values()
    }


def test_every_judge_scores_every_work_whatever_the_server_does(judged: tuple[Path, JudgeServer]) -> None:
    run_dir, server = judged
    found = rewards(run_dir)
    names = {"openai/gpt-x", "anthropic/claude-opus-5", "scripted:exact", "panel"}
    assert {agent: set(of) for agent, of in found.items()} == dict.fromkeys(
        [*(f"artifact:{rung}" for rung in RUNGS), "nop"], names
    )
    assert [found[f"artifact:{rung}"]["scripted:exact"]["value"] for rung in RUNGS] == pytest.approx([1, 1 / 3, 0])
    assert all(reward["value"] == 0 for reward in found["nop"].values()), "nothing is worth nothing"
    three, two = 3 * 2, 3
    assert len(server.asked) == 2 * three + two, "each repeat of each work once, and what the server failed again"
    costs = {name: reward["cost_usd"] for name, reward in found["artifact:ladder-0"].items()}
    assert costs["openai/gpt-x"] is None, "no price is known"
    # 600 read at $5, 300 from the vendor's cache at $0.50, 60 written at $25 a million, twice.
    assert costs["anthropic/claude-opus-5"] == pytest.approx(2 * (600 * 5 + 300 * 0.5 + 60 * 25) / 1e6)
    assert costs["panel"] is None
    assert found["nop"]["panel"]["provenance"]["scripted"]  # type: ignore[index]


def test_judges_are_blind_and_keys_stay_here(judged: tuple[Path, JudgeServer]) -> None:
    run_dir, server = judged
    sent = json.dumps(server.asked)
    for word in ("artifact:", "ladder", "everyday/car-wash", "groups right"):
        assert word not in sent
    kept = [path for path in run_dir.rglob("*") if path.is_file()]
    assert not [path for path in kept if b"secret-key-of" in path.read_bytes()]


def test_the_report_says_what_is_scripted(judged: tuple[Path, JudgeServer]) -> None:
    shown = meltbench.run("report", "summary", judged[0])
    assert shown.returncode == 0, shown.stderr
    assert "Scripted, which shows the instrument and not the world: panel, scripted:exact." in shown.stdout


def test_a_run_is_judged_again_from_its_record_without_a_server(
    judged: tuple[Path, JudgeServer], tmp_path: Path
) -> None:
    run_dir = Path(shutil.copytree(judged[0], tmp_path / "run"))
    record = tmp_path / "replies.jsonl"
    record.write_text("".join(path.read_text() for path in run_dir.glob("trials/*/judged/replies.jsonl")))
    before = rewards(run_dir)
    result = meltbench.run("score", run_dir, "--judge", f"replay:{record}#openai/gpt-x", "--judge-repeats", 2)
    assert result.returncode == 0, result.stderr
    for agent, of in rewards(run_dir).items():
        assert [reward["value"] for reward in of.values()] == [before[agent]["openai/gpt-x"]["value"]]
    assert list(run_dir.glob("trials/*/scored/2-judged/opinions.jsonl"))


def test_audit(judged: tuple[Path, JudgeServer], tmp_path: Path) -> None:
    run_dir = Path(shutil.copytree(judged[0], tmp_path / "run"))
    swayed = "scripted:swayed,position=9,slope=0"
    words = ["--judge", "scripted:exact", "--judge", swayed, "--repeats", 3, "--family", "artifact:ladder-0=acme"]
    result = meltbench.run("judge", "audit", run_dir, *words, "--json")
    assert result.returncode == 0, result.stderr
    found = json.loads(result.stdout)
    assert found == json.loads((run_dir / "audit" / "audit.json").read_text())
    retests = {one["judge"]: one for one in found["retest"]}
    assert {name: (one["artifacts"], one["repeats"]) for name, one in retests.items()} == dict.fromkeys(
        ["scripted:exact", swayed], (3, 3)
    )
    assert {one["judge"]: one["flips"]["value"] for one in found["sway"]} == {"scripted:exact": 0.0, swayed: 1.0}
    assert {one["judge"]: one["to_first"]["value"] for one in found["sway"]}[swayed] == 1.0
    assert found["scripted"] == ["scripted:exact", swayed]
    assert any("pairs that a bias wants" in note for note in found["notes"])


def label(run_dir: Path, said: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [meltbench.COMMAND, "judge", "label", run_dir], input=said, capture_output=True, text=True, timeout=120
    )


def test_a_person_reads_blind_stops_and_goes_on(judged: tuple[Path, JudgeServer], tmp_path: Path) -> None:
    run_dir = Path(shutil.copytree(judged[0], tmp_path / "run"))
    nobody = meltbench.run("judge", "calibrate", run_dir)
    assert nobody.returncode == 2
    assert "judge label" in nobody.stderr
    work = "9\n3\n-\nt\n2\n1\n1\n\n"
    first = label(run_dir, work + "3\nq\n")
    assert first.returncode == 0, first.stderr
    assert "1 works labelled" in first.stdout
    assert "artifact" not in first.stdout
    second = label(run_dir, work * 2)
    assert "2 works labelled" in second.stdout
    assert "calibrate" in second.stdout
    people = [r for record in meltbench.records(run_dir).values() for r in record["rewards"] if r["channel"] == "human"]
    # Points 3, none, 2 and 1 under weights 30, 20, 20 and 30, and one fault of 15 points.
    wanted = (30 * 3 + 20 * 2 + 30 * 1) / (3 * 80) - 0.15
    assert [reward["value"] for reward in people] == pytest.approx([wanted] * 3)
    held = meltbench.run("judge", "calibrate", run_dir, "--json")
    assert {cell["judge"] for cell in json.loads(held.stdout)["cells"]} >= {"openai/gpt-x", "scripted:exact", "length"}


def test_the_works_of_a_run_are_attacked(judged: tuple[Path, JudgeServer], tmp_path: Path) -> None:
    run_dir = Path(shutil.copytree(judged[0], tmp_path / "run"))
    words = ["attack", "--channel", "judged", "--run", run_dir, "--judge", "scripted:gullible", "--json"]
    found = meltbench.run(*words)
    assert found.returncode == 0, found.stderr
    report = json.loads(found.stdout)
    assert (report["tasks"], report["bad"]) == (["everyday/car-wash"], 2)
    said = (run_dir / "attack" / "opinions.jsonl").read_text()
    assert json.loads(meltbench.run(*words).stdout) == report
    assert (run_dir / "attack" / "opinions.jsonl").read_text() == said
    checked = meltbench.run("attack", "--channel", "constraint", "--run", run_dir, "--json")
    assert checked.returncode == 0, checked.stderr
    rows = {row["perturbation"]: row["success"]["k"] for row in json.loads(checked.stdout)["checks"]["rows"]}
    assert rows["flattery"] == rows["colon"] == 0


def test_a_model_that_changed_behind_its_name_is_found_out(judged: tuple[Path, JudgeServer], tmp_path: Path) -> None:
    run_dir = Path(shutil.copytree(judged[0], tmp_path / "run"))
    with judging() as server:
        settings = {
            "OPENAI_BASE_URL": f"{server.url}/v1",
            "OPENAI_API_KEY": "secret-key-of-openai",
            "MELTBENCH_CACHE": str(tmp_path / "cache"),
        }
        for _ in range(3):
            result = meltbench.run("score", run_dir, "--judge", "openai/gpt-x", **settings)
            assert result.returncode == 0, result.stderr
            assert "drift.json" not in meltbench.run("report", "summary", run_dir).stdout
        assert len(server.asked) == 3 + 3 * 4, "works once, anchors every time"
        server.score = lambda work: 0
        meltbench.run("score", run_dir, "--judge", "openai/gpt-x", **settings)
    shown = meltbench.run("report", "summary", run_dir).stdout
    assert "otherwise than in earlier runs (drift.json): openai/gpt-x." in shown


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["run", "everyday/car-wash", "-a", "nop", "--judge", "whoever"], "whose model is whoever"),
        (["run", "everyday/car-wash", "-a", "nop", "--judge-repeats", "3"], "there is no judge"),
        (["judge", "audit", "/nowhere"], "/nowhere"),
        (["judge", "calibrate", "/nowhere"], "cannot be read"),
    ],
)
def test_bad_requests_are_one_line(words: list[str], why: str) -> None:
    result = meltbench.run(*words, OPENAI_API_KEY="", ANTHROPIC_API_KEY="")
    assert result.returncode == 2
    assert len(result.stderr.strip().splitlines()) == 1
    assert why in result.stderr
