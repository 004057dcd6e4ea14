"""Cases put to a program from outside (`argv`, `http`, `socket`): how they are sent, and what of an answer counts.

Pure functions. What comes back is a claim of the box: anything may stand anywhere in it."""

from collections.abc import Iterable, Mapping
from typing import Any

from sandboxes.errors import UserError
from scoring.spec import VerifySpec
from scoring.verify.runner.client import Case, Reply

SERVED = ("http", "socket")
FORMS = ("argv", *SERVED)


def is_served(case: Case) -> bool:
    """Whether a case is put to a server."""
    return any(form in case for form in SERVED)


def sent(case: Case, spec: VerifySpec) -> Case:
    """A case as it goes into a box: without what is expected of it, and with how its server is started.

    Raises UserError for a case that does not fit its verifier."""
    bare = {key: value for key, value in case.items() if key != "expected"}
    if "call" in case and "expected" in case:
        bare["raw"] = True  # stated in plain JSON, and answered in it
    if spec.kind == "black_box" and not any(form in case for form in FORMS):
        raise UserError(
            f"case {case.get('id')} is no exchange", where=_of(spec), mend="Give it one of argv, http and socket"
        )
    if not is_served(case):
        return bare
    if spec.serve is None:
        raise UserError(
            f"case {case.get('id')} needs a server",
            where=_of(spec),
            mend="Set `serve` in task.toml, with kind black_box",
        )
    return {**bare, "serve": spec.serve.model_dump(mode="json", exclude={"headers"})}


def counted(case: Case, reply: Reply, spec: VerifySpec) -> Reply:
    """A reply with what counts of its answers: of the response headers only those that the verifier lists."""
    names = spec.serve.headers if spec.serve else ()
    return _with_answers(reply, names) if is_served(case) else reply


def picked(answer: Any, names: Iterable[str]) -> dict[str, Any]:
    """One answer; its headers by name, in lower case, as lists of values."""
    if not isinstance(answer, Mapping):
        return {"broken": "no answer that can be read"}
    if "headers" not in answer:
        return dict(answer)
    values: dict[str, list[str]] = {name.lower(): [] for name in names}
    for pair in answer["headers"] if isinstance(answer["headers"], list) else ():
        if isinstance(pair, list) and len(pair) == 2 and str(pair[0]).lower() in values:
            values[str(pair[0]).lower()].append(str(pair[1]))
    return {**answer, "headers": values}


def _with_answers(reply: Reply, names: Iterable[str]) -> Reply:
    answers = reply.fields.get("answers")
    formed = [picked(answer, names) for answer in answers] if isinstance(answers, list) else None
    return reply._replace(fields={**reply.fields, "answers": formed})


def _of(spec: VerifySpec) -> str:
    return f"verifier {spec.name or spec.kind}"
