"""A rubric, a work and judges for the tests of this directory."""

from scoring.judge.backend import Backend
from scoring.judge.backends.anthropic import AnthropicBackend
from scoring.judge.backends.openai import OpenAiBackend
from scoring.judge.backends.serving import Serving
from scoring.judge.cache import ReplyCache
from scoring.judge.hardening import DEFENCES, Defence, Marks
from scoring.judge.judge import Judge, PerCall, Work
from scoring.judge.prompt import Material
from scoring.spec import Anchor, Criterion, Penalty, RubricSpec

ANCHORS = tuple(Anchor(score=n, text=f"Like {n}.") for n in range(4))
RUBRIC = RubricSpec(
    version="7",
    artifact="note.md",
    criteria=(
        Criterion(id="warmth", weight=60, question="Is it warm?", anchors=ANCHORS),
        Criterion(id="brevity", weight=40, question="Is it brief?", anchors=ANCHORS, evidence="optional"),
    ),
    penalties=(Penalty(id="invented", points=15, question="What is invented?"),),
)
MATERIAL = Material(task="writing/note", instruction="Write a note.", sources="## chat.txt\n\nShe kept bees.")
WORK = Work("Dear Ann,\n\nI shall not forget how she showed me the hives.\n\nYours, Tom\n")
PROTOCOLS = ("openai", "anthropic")


def backend(protocol: str, url: str, **serving: object) -> Backend:
    told = Serving.model_validate({"retries": 2, **serving})
    if protocol == "anthropic":
        return AnthropicBackend("claude-x", "anthropic", url, "a-key", told)
    return OpenAiBackend("gpt-x", "openai", f"{url}/v1", "a-key", told)


def judge(
    asked: Backend,
    cache: ReplyCache | None = None,
    per_call: PerCall = "all",
    defences: frozenset[Defence] = DEFENCES,
) -> Judge:
    return Judge("x", asked, Marks(b"secret"), cache, per_call, defences)
