"""The judged channel of a trial: the artifact is read in a worker, shown to each judge, and what they say is kept."""

from pathlib import Path

from pydantic import ValidationError

from harness.agents.builtin import Partial
from harness.agents.registry import find_agent
from harness.agents.sample import Sample, SampleLadder
from harness.host import Host
from harness.judges import author_family, material_of
from harness.records import JudgeSettings, TrialSpec
from harness.store import write_atomic
from harness.task import Task
from sandboxes.archive import Tree
from sandboxes.errors import UserError
from sandboxes.spec import Frozen
from scoring.apart import Unfinished, apart
from scoring.judge.artifact import text_of
from scoring.judge.judge import Opinion, Work
from scoring.judge.panel import Assessment, nothing_to_judge, panel_rewards
from scoring.judge.suspicion import suspicions
from scoring.reward import Reward
from scoring.spec import LadderSpec
from scoring.verify.constraint.document import words_of

OPINIONS, REPLIES = "opinions.jsonl", "replies.jsonl"
RUNGS = 5
"""Defects at which a ladder's artifact is worth nothing."""


class Kept(Frozen):
    """A line of opinions.jsonl: what one judge said about one artifact, once."""

    judge: str
    """As on the command line."""
    artifact: str
    """sha256 of its text."""
    chars: int
    opinion: Opinion


def judge_trial(
    host: Host, settings: JudgeSettings, task: Task, spec: TrialSpec, base: Tree, tree: Tree | None, directory: Path
) -> tuple[Reward, ...]:
    """Rewards of the judges for what an agent left; `directory` keeps their opinions and raw replies.

    No judge is asked about nothing: a missing artifact is worth 0, and so is one that cannot be read in time."""
    if not settings.judges or task.rubric is None:
        return ()
    panel = host.panel(settings)
    if tree is None:
        return nothing_to_judge(panel.judges, "no workspace could be collected")
    try:
        work = apart(read_work, base, tree, task.bench.judge.artifact)
    except Unfinished as why:
        return nothing_to_judge(panel.judges, f"reading the artifact {why}")
    if not work.text.strip():
        return nothing_to_judge(panel.judges, "there is nothing to judge")
    work = work._replace(family=author_family(spec.agent))
    tell_scripted(host, spec, task.ladder, work)
    assessments = panel.assess(work, material_of(task, base), task.rubric)
    _keep(directory, assessments, work)
    return panel_rewards(assessments, work, task.rubric)


def known_defects(spec: TrialSpec, ladder: LadderSpec) -> int | None:
    """How many defects the work has by construction, 0 to 5; None where that cannot be said."""
    name, _, rest = spec.agent.partition(":")
    if spec.agent in ("oracle", "nop"):
        return 0 if spec.agent == "oracle" else RUNGS
    if name == "sample" and isinstance(agent := find_agent(spec.agent), SampleLadder):
        return agent.defects(spec.task, spec.attempt)
    found = next((a.defects for a in ladder.artifact if name == "artifact" and rest in a.names), None)
    return None if found is None else min(found, RUNGS)


def known_quality(spec: TrialSpec, ladder: LadderSpec) -> float | None:
    """What the work is worth by construction: 1 without a defect, 0 with five; None where that cannot be said."""
    defects = known_defects(spec, ladder)
    return None if defects is None else quality_of(defects)


def tell_scripted(host: Host, spec: TrialSpec, ladder: LadderSpec, work: Work) -> float | None:
    """Let scripted judges know what the work is worth, and give it where it is known by construction.

    Of what is not they are told something that resembles the truth: a cheat's work is worth nothing, a part of the
    reference its share, and each random change counts as a defect."""
    quality = known_quality(spec, ladder)
    supposed = _supposed(spec) if quality is None else quality
    if supposed is not None:
        host.qualities.learn(work.sha256, supposed)
    return quality


def _supposed(spec: TrialSpec) -> float | None:
    if not spec.agent.startswith(("cheat:", "partial:", "sample:")):
        return None
    agent = find_agent(spec.agent)
    if isinstance(agent, Partial):
        return agent.fraction
    return quality_of(agent.defects(spec.task, spec.attempt)) if isinstance(agent, Sample) else 0.0


def quality_of(defects: int) -> float:
    """What a work with so many planted defects is worth: 1 without one, nothing from five on."""
    return max(0.0, 1 - defects / RUNGS)


def read_work(base: Tree, tree: Tree, artifact: str) -> Work:
    """The artifact of a workspace; empty where there is not a word in it. For a worker: the text is anybody's."""
    text = text_of(base, tree, artifact)
    if not words_of(text):
        return Work("")
    return Work(text, suspicions=suspicions(text, markup=artifact != "diff"))


def kept_opinions(directory: Path) -> list[Kept]:
    """What the judges of a trial said. Raises UserError for a file that is damaged."""
    path = directory / OPINIONS
    if not path.is_file():
        return []
    try:
        return [Kept.model_validate_json(line) for line in path.read_text(encoding="utf-8").splitlines()]
    except ValidationError as error:
        mend = "Judge the run again: `meltbench score RUN --judge ...`"
        raise UserError(f"is damaged: {str(error).splitlines()[0]}", where=str(path), mend=mend) from error


def _keep(directory: Path, assessments: list[Assessment], work: Work) -> None:
    said = [(one.judge.name, opinion) for one in assessments for opinion in one.opinions]
    opinions = "".join(f"{_line(name, work, opinion)}\n" for name, opinion in said)
    replies = "".join(f"{reply.model_dump_json()}\n" for _, opinion in said for reply in opinion.replies)
    write_atomic(directory / OPINIONS, opinions)
    write_atomic(directory / REPLIES, replies)


def _line(judge: str, work: Work, opinion: Opinion) -> str:
    kept = Kept(judge=judge, artifact=work.sha256, chars=len(work.text), opinion=opinion)
    return kept.model_dump_json(exclude={"opinion": {"replies"}})
