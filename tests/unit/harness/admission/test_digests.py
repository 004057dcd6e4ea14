"""The source of a step: what it rests on, and nothing of other steps."""

from harness.admission.digests import step_digest, step_sources
from harness.admission.steps import STEPS


def sources(step: str) -> set[str]:
    """Names of rooms and files that a step is made of."""
    module = next(known.work.__module__ for known in STEPS if known.name == step)
    return {f"{path.parent.name}/{path.name}" for path in step_sources(module)}


def test_a_step_is_its_module_and_what_that_imports() -> None:
    assert {"admission/mutants.py", "mutation/measure.py", "scoring/mutation_operators.py"} <= sources("mutants")
    assert {"admission/known_bad.py", "attacks/known_bad.py", "attacks/spoilt_packages.py"} <= sources("known-bad")
    assert {"admission/sealed.py", "admission/secret_files.py"} <= sources("sealed")


def test_what_only_another_step_does_is_not_of_it() -> None:
    assert not sources("mutants") & {"admission/known_bad.py", "attacks/known_bad.py", "admission/repeats.py"}
    assert not sources("exploits") & {"admission/known_bad.py", "mutation/measure.py", "admission/check.py"}


def test_files_of_one_name_are_told_apart() -> None:
    digests = {known.name: step_digest(known.work.__module__) for known in STEPS}
    assert digests["nop"] == digests["exploits"], "one module has both"
    assert len({digests[name] for name in ("stated", "pinned", "sealed", "nop", "judged", "repeats", "mutants")}) == 7
