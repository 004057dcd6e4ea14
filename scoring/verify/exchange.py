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
    return _with_answers(reply, lambda _, answer: _answer(answer, names)) if is_served(case) else reply


def wanted(case: Case) -> Reply:
    """The reply that a case with `expected` is to get. Raises LookupError, TypeError, ValueError where malformed."""
    expected = case["expected"]
    if "argv" in case:
        return Reply("ok", {str(name): value for name, value in dict(expected).items()})
    answers = expected if isinstance(expected, list) else [expected]
    return Reply("ok", {"answers": [_expected(answer) for answer in answers]})


def like(want: Reply, case: Case, reply: Reply) -> Reply:
    """A reply reduced to what the expected one speaks of."""
    if "argv" in case:
        return reply._replace(fields={**reply.fields, **{name: reply.fields.get(name) for name in want.fields}})
    expected = want.fields["answers"]

    def reduced(index: int, answer: Any) -> Any:
        form = expected[index] if index < len(expected) else {}
        picked = _answer(answer, form.get("headers", ()))
        return {name: picked.get(name) for name in (*form, "broken") if name in picked or name in form}

    return _with_answers(reply, reduced)


def _expected(answer: Any) -> dict[str, Any]:
    """An expected answer in the form of a received one: a plain text is what a socket's step received."""
    if isinstance(answer, str) or "base64" in answer:
        return {"received": answer}
    if "headers" not in answer:
        return dict(answer)
    return {**answer, "headers": {name.lower(): [value] for name, value in answer["headers"].items()}}


def _answer(answer: Any, names: Iterable[str]) -> dict[str, Any]:
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


def _with_answers(reply: Reply, form: Any) -> Reply:
    answers = reply.fields.get("answers")
    formed = [form(index, answer) for index, answer in enumerate(answers)] if isinstance(answers, list) else None
    return reply._replace(fields={**reply.fields, "answers": formed})


def _of(spec: VerifySpec) -> str:
    return f"verifier {spec.name or spec.kind}"
