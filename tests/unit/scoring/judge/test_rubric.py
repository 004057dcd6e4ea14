"""rubric.toml: weights sum to 100, every criterion has its four anchors, and errors say where."""

from pathlib import Path

import pytest

from sandboxes.errors import UserError
from scoring.judge.hardening import Marks
from scoring.judge.prompt import rubric_request
from scoring.judge.rubric import check_mirrors, load_rubric
from tests.unit.scoring.judge.asking import MATERIAL, RUBRIC

ANCHORS = "anchors = [" + ", ".join(f'{{ score = {n}, text = "t{n}" }}' for n in range(4)) + "]\n"
HEAD = 'version = "1"\nartifact = "out.md"\n'


def criterion(name: str, weight: float, anchors: str = ANCHORS) -> str:
    return f'[[criteria]]\nid = "{name}"\nweight = {weight}\nquestion = "q"\n{anchors}'


def test_good_rubric_is_read(tmp_path: Path) -> None:
    path = tmp_path / "rubric.toml"
    path.write_text(
        HEAD + criterion("a", 33.3) + criterion("b", 66.7) + '[[penalties]]\nid = "c"\npoints = 5\nquestion = "q"\n'
    )
    assert [c.id for c in load_rubric(path).criteria] == ["a", "b"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (HEAD + criterion("a", 60) + criterion("b", 30), "sum to 90"),
        (HEAD + criterion("a", 100, ANCHORS.replace("score = 3", "score = 2")), "anchors for [0, 1, 2, 2]"),
        (HEAD + criterion("a", 100, 'anchors = [{ score = 0, text = "t" }]\n'), "key criteria.0.anchors"),
        (HEAD + criterion("a", 50) + criterion("a", 50), "used more than once"),
        (HEAD + criterion("a", -1), "key criteria.0.weight"),
        (HEAD + criterion("a", 100) + "wight = 1\n", "key criteria.0.wight"),
        ("criteria = [", "not valid TOML"),
    ],
)
def test_errors(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "rubric.toml"
    path.write_text(text)
    with pytest.raises(UserError) as caught:
        load_rubric(path)
    assert says in str(caught.value)
    assert str(path) in str(caught.value)


def test_missing_file_is_a_user_error(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="cannot be read"):
        load_rubric(tmp_path / "rubric.toml")


def test_a_criterion_mirrors_checks_that_exist(tmp_path: Path) -> None:
    path = tmp_path / "rubric.toml"
    path.write_text(HEAD + criterion("a", 50) + criterion("b", 50) + 'mirrors = ["length", "lenght"]\n')
    rubric = load_rubric(path)
    check_mirrors(rubric, {"length", "lenght"}, path)
    with pytest.raises(UserError, match="criterion 'b' mirrors 'lenght'") as caught:
        check_mirrors(rubric, {"length"}, path)
    assert f"{path}: key criteria.1.mirrors" in str(caught.value)


def test_a_judge_is_not_told_what_a_criterion_mirrors() -> None:
    mirroring = [one.model_copy(update={"mirrors": ("length",)}) for one in RUBRIC.criteria]
    plain, other = (
        rubric_request("A note.", MATERIAL, criteria, RUBRIC.penalties, Marks(b"secret")).request
        for criteria in (RUBRIC.criteria, mirroring)
    )
    assert plain.sha256() == other.sha256()
