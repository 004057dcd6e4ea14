"""Judges against known truth: synthetic ones whose figures are known, and the recorded ones of LLMBar."""

import json
import random
from pathlib import Path

import pytest
from typer.testing import CliRunner

from harness.cli.main import app
from sandboxes.errors import UserError
from scoring.judge.calibrate import calibrate_pairs, calibrate_scores, distinct, subsets
from scoring.judge.labelled import PairData, PairLabel, ScoreData, read_labelled

SHARED = Path(__file__).parents[5] / "shared" / "data" / "llmbar"
NEEDS_LLMBAR = pytest.mark.skipif(not SHARED.is_dir(), reason="the recorded verdicts of LLMBar are not on this machine")


def write(directory: Path, labels: list[dict[str, object]], verdicts: list[dict[str, object]]) -> Path:
    for name, lines in (("labels", labels), ("verdicts", verdicts)):
        (directory / f"{name}.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    return directory


def pairs(directory: Path, n: int = 40) -> PairData:
    """`right` is always right, `first` always takes the first, `same-0301` is `same` again, which is right in half."""
    labels = [
        {
            "item": f"i{at}",
            "subset": f"set/{'ab'[at % 2]}",
            "label": 1 + at // 2 % 2,
            "len_1": 10,
            "len_2": 20,
            "more": 1,
        }
        for at in range(n)
    ]
    verdicts: list[dict[str, object]] = []
    for at, label in enumerate(labels):
        gold = str(label["label"])
        half = gold if at % 4 < 2 else str(3 - int(gold))
        for judge, orig, swap in (
            ("right", gold, gold),
            ("first", "1", "2"),
            ("same", half, half),
            ("same-0301", half, half),
        ):
            verdicts.append({"item": label["item"], "judge": judge, "w_orig": orig, "w_swap": swap})
    data = read_labelled(write(directory, labels, verdicts))
    assert isinstance(data, PairData)
    return data


def test_accuracy_position_and_length_of_known_judges(tmp_path: Path) -> None:
    found = calibrate_pairs(pairs(tmp_path))
    cells = {cell.judge: cell for cell in found.cells}
    assert {name: cell.accuracy["all"].value for name, cell in cells.items()} == {
        "right": 1.0,
        "first": 0.5,
        "same": 0.5,
        "same-0301": 0.5,
    }
    assert set(cells["right"].accuracy) == {"all", "set/a", "set/b"}
    assert cells["right"].accuracy["set/a"].n == 20
    assert cells["right"].accuracy["all"].low == pytest.approx(0.912, abs=1e-3), "zero of n has a bound"
    assert cells["first"].position.flips.value == 1.0
    assert cells["first"].position.to_first.value == 1.0
    assert cells["right"].position.flips.value == 0.0
    assert found.longer_is_better
    assert found.longer_is_better.value == 0.5


def test_a_panel_counts_no_judge_twice_and_knows_shared_errors(tmp_path: Path) -> None:
    found = calibrate_pairs(pairs(tmp_path))
    panel = next(panel for panel in found.panels if panel.subset == "all")
    assert panel.judges == ("first", "right", "same")
    assert panel.best == "right"
    assert panel.kappa["right / same"] == pytest.approx(0.0)


def test_names_of_judges_and_subsets() -> None:
    assert distinct(["GPT-4", "ChatGPT", "ChatGPT-0301", "opus-20261001"]) == ["ChatGPT", "GPT-4", "opus-20261001"]
    labels = {str(at): PairLabel(item=str(at), subset=name, label=1) for at, name in enumerate(["A/x", "A/y", "A/y"])}
    assert {name: len(items) for name, items in subsets(labels).items()} == {"all": 3, "A/x": 1, "A/y": 2}


def scores(directory: Path) -> ScoreData:
    """A judge that sees quality with an offset of .1 and noise of .05, on 60 artifacts of 30 tasks, 15 labelled."""
    draw = random.Random(7)
    labels, verdicts = [], []
    for at in range(60):
        quality = draw.uniform(0.2, 0.8)
        known = {} if at % 4 else {"score": quality}
        labels.append({"item": f"i{at}", "cluster": f"t{at // 2}", "passed": quality > 0.5, **known})
        verdicts += [
            {"item": f"i{at}", "judge": "j", "score": min(1.0, quality + 0.1 + draw.gauss(0, 0.05)), "repeat": repeat}
            for repeat in range(3)
        ]
    verdicts[0]["score"] = None
    data = read_labelled(write(directory, labels, verdicts))
    assert isinstance(data, ScoreData)
    return data


def test_scores_are_held_against_people(tmp_path: Path) -> None:
    (cell,) = calibrate_scores(scores(tmp_path)).cells
    assert (cell.n, cell.abstained) == (60, 1)
    assert cell.difference.value == pytest.approx(0.1, abs=0.02)
    assert cell.noise
    assert cell.noise.low
    assert cell.noise.high
    assert cell.noise.low < 0.05 < cell.noise.high
    assert cell.auroc
    assert cell.auroc.value
    assert cell.auroc.value > 0.9
    assert sum(bar.share.n for bar in cell.reliability if bar.share) == 60
    assert cell.corrected
    assert cell.corrected.corrected.value == pytest.approx(0.46, abs=0.06)
    assert cell.corrected.worth
    assert cell.corrected.worth > 1, "a judge this good narrows the interval"


def test_a_control_has_no_part_in_how_far_judges_agree(tmp_path: Path) -> None:
    data = scores(tmp_path)
    assert calibrate_scores(data).between is None, "one judge agrees with nobody"
    echo = [one.model_copy(update={"judge": "k"}) for one in data.verdicts]
    control = [one.model_copy(update={"judge": "constant", "score": 0.5, "control": True}) for one in data.verdicts]
    three = data.model_copy(update={"verdicts": (*data.verdicts, *echo, *control)})
    found = calibrate_scores(three)
    assert [cell.judge for cell in found.cells] == ["constant", "j", "k"]
    assert found.between
    assert found.between.value == pytest.approx(1)


BAD = [
    ([], [], "holds no label"),
    ([{"item": "a", "label": 3}], [], "labels.jsonl:1: label"),
    ([{"item": "a", "label": 1}, {"item": "a", "label": 1}], [], "two labels"),
    ([{"item": "a", "label": 1}], [{"item": "b", "judge": "j", "w_orig": "1", "w_swap": "1"}], "no label for 'b'"),
    ([{"item": "a", "label": 1}], [{"item": "a", "judge": "j", "w_orig": "x", "w_swap": "1"}], "w_orig"),
    ([{"item": "a", "label": 1}], [{"item": "a", "judge": "j", "w_orig": "1", "w_swap": "1"}] * 2, "twice"),
    ([{"item": "a", "score": 7}], [], "less than or equal to 1"),
]


@pytest.mark.parametrize(("labels", "verdicts", "why"), BAD)
def test_bad_data_is_refused_in_a_line(
    tmp_path: Path, labels: list[dict[str, object]], verdicts: list[dict[str, object]], why: str
) -> None:
    with pytest.raises(UserError, match=why):
        read_labelled(write(tmp_path, labels, verdicts))


def test_a_missing_directory_is_refused_in_a_line(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"labels\.jsonl: cannot be read"):
        read_labelled(tmp_path / "nowhere")


def test_the_command_prints_both_kinds(tmp_path: Path) -> None:
    for name, make, words in (("p", pairs, "effective"), ("s", scores, "reliab")):
        directory = tmp_path / name
        directory.mkdir()
        make(directory)
        printed = CliRunner().invoke(app, ["judge", "calibrate", str(directory)])
        assert printed.exit_code == 0, printed.output
        assert words in printed.output or "minus human" in printed.output
        as_json = CliRunner().invoke(app, ["judge", "calibrate", str(directory), "--json"])
        assert json.loads(as_json.stdout)["cells"]


@pytest.mark.slow
@NEEDS_LLMBAR
def test_the_recorded_judges_of_llmbar() -> None:
    data = read_labelled(SHARED)
    assert isinstance(data, PairData)
    found = calibrate_pairs(data)
    cells = {(cell.judge, cell.strategy): cell for cell in found.cells}
    assert len(cells) == 65
    assert all(len(cell.accuracy) == 7 for cell in cells.values())
    # Zeng et al., "Evaluating Large Language Models at Evaluating Instruction Following" (2023), table of averages.
    assert cells["GPT-4", "Vanilla"].accuracy["LLMBar/Natural"].value == pytest.approx(0.955, abs=0.006)
    # From the verdicts by hand, both orders, abstentions left out.
    for (judge, strategy), cell in cells.items():
        right, seen = 0, 0
        for verdict in data.verdicts:
            if (verdict.judge, verdict.strategy) == (judge, strategy):
                said = [w for w in (verdict.w_orig, verdict.w_swap) if w]
                if said:
                    right += sum(w == str(data.labels[verdict.item].label) for w in said) / len(said)
                    seen += 1
        assert cell.accuracy["all"].value == pytest.approx(right / seen)
    towards_first = cells["ChatGPT", "CoT"].position.to_first
    assert towards_first.value
    assert towards_first.value > 0.95
    panel = next(p for p in found.panels if (p.strategy, p.subset) == ("Vanilla", "LLMBar/Adversarial"))
    assert len(panel.judges) == 5
    assert panel.effective.value == pytest.approx(2.2, abs=0.05)
    assert panel.effective.low
    assert panel.effective.high
    assert panel.effective.low < 2.2 < panel.effective.high
