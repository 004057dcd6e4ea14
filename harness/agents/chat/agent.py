"""`chat`: one prompt, one answer, no tools. What a person gets who pastes files into a chat window and pastes back.

It works on the host, where the workspace and the answer are somebody else's text and nothing more: files are taken out
of the sandbox as every tree is, and what is answered is written inside, by the agent's user."""

import time
from typing import Final

from harness.agents.base import AgentContext, Chosen, Endpoint, Needs
from harness.agents.chat.answer import Edits, Refused, edits
from harness.agents.chat.applying import apply
from harness.agents.chat.files import shown
from harness.agents.chat.prompt import prompt
from harness.gateway.asking import TooLate, Unanswered, answer
from harness.gateway.upstream import vendor
from harness.records import AgentResult
from harness.task import Task
from sandboxes.archive import TreeRefused
from sandboxes.cache import scratch

LEAST_S: Final = 1.0
"""Seconds for writing down what came at the last moment."""


class Chat:
    """One question to a model."""

    def __init__(self, model: Chosen) -> None:
        self._model = model
        self._wire = vendor(model.provider).wires[0]
        self.needs = Needs(model=model)
        self.name = f"chat@{model}"

    def unfit(self, task: Task) -> str:
        """Fits every task."""
        del task
        return ""

    def run(self, context: AgentContext, task: Task) -> AgentResult:
        """Ask once, and put into the workspace what is answered."""
        del task
        assert context.endpoint
        deadline = time.monotonic() + context.timeout_s
        context.log.mkdir(parents=True, exist_ok=True)
        try:
            found = self._ask(context, context.endpoint, question(context))
        except TooLate:
            return AgentResult(timed_out=True)
        except (TreeRefused, Unanswered, Refused) as error:
            return AgentResult(error=" ".join(str(error).split())[:300])
        return apply(context, found, max(LEAST_S, deadline - time.monotonic()))

    def _ask(self, context: AgentContext, endpoint: Endpoint, text: str) -> Edits:
        call = self._wire.ask(self._model.model, text)
        said = answer(endpoint.socket, endpoint.session, self._wire, call, context.timeout_s)
        text = said.text.encode("utf-8", "replace").decode()  # JSON can hold half a character, and no file can
        (context.log / "output.txt").write_text(text, encoding="utf-8")
        if said.cut:
            raise Refused("the answer was cut: it is longer than the model's limit")
        return edits(text)


def question(context: AgentContext) -> str:
    """The whole prompt, from the workspace as it is in the sandbox. Raises TreeRefused."""
    with scratch() as place:
        with context.sandbox.held():
            tree = context.sandbox.get_tree(context.workdir, place / "tree")
        return prompt(context.instruction, shown(tree, context.instruction))
