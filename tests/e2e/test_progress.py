"""An agent whose progress is known, watched, scored and reported by the real command, in real containers."""

import json

import pytest

from tests.e2e import meltbench

pytestmark = [pytest.mark.docker, pytest.mark.slow]


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """Of `course:40`, looked at every five seconds: it improves, breaks everything, repairs it, and ends."""
    run_dir = tmp_path_factory.mktemp("progress") / "run"
    for words in (
        ("run", "smoke/split-package", "-a", "course:40", "--snapshots", 5, "-o", run_dir),
        ("score", run_dir, "--snapshots", 20),
    ):
        result = meltbench.run(*words)
        assert result.returncode == 0, result.stderr
    result = meltbench.run("report", "progress", run_dir, "--json", "--html", run_dir / "progress.html")
    assert result.returncode == 0, result.stderr
    assert (run_dir / "progress.html").stat().st_size > 10_000
    found: dict[str, object] = json.loads(result.stdout)
    return found


def test_the_curve_is_the_course(report: dict[str, object]) -> None:
    (task,) = report["tasks"]  # type: ignore[misc]
    (line,) = task["lines"]
    values = line["value"]
    assert line["unscored"] == 0
    broken = max(at for at, value in enumerate(values) if value == 0)
    best, after = max(values[:broken]), values[broken + 1 :]
    assert 0 < best < 1, "it rises, and falls to nothing"
    assert after[0] == best, "it comes back to the same"
    assert after == sorted(after) and after[-1] == 1, "and ends with all of it"
    figures = task["figures"]
    assert (figures["fell"], figures["lost"]["value"]) == (1, pytest.approx(best))
    assert figures["below_best"]["value"] == 0
    assert [one["share"]["value"] for one in figures["reached"]] == [1, 1, 1]
