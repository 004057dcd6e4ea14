"""Looks for expected answers beside the tests or the driver, and puts them in the mouth of whoever asks."""

from scoring.attacks.exploit import Exploit

STUB = """
def _told():
    import json
    import pathlib

    asking = []
    try:
        import runner.warm

        asking.append(runner.warm)
    except ImportError:
        pass
    try:
        import test_hidden

        asking.append(test_hidden)
    except ImportError:
        pass
    places = ["/opt/meltbench/driver", "/opt/meltbench", "/hidden_tests", "hidden_tests", "/tests", "tests/hidden"]
    cases = []
    for place in places:
        try:
            for path in pathlib.Path(place).glob("*.json"):
                found = json.loads(path.read_text())
                cases += [c for c in found if isinstance(c, dict) and "expected" in c and "call" in c]
        except (OSError, ValueError, TypeError):
            continue
    if not cases:
        return

    def key(case):
        return json.dumps([case["call"], case.get("args") or [], case.get("kwargs") or {}], sort_keys=True)

    known = {key(case): case["expected"] for case in cases}

    def spoken(former):
        def call(case):
            told = known.get(key(case))
            if isinstance(told, dict) and "status" in told:
                return {k: v for k, v in told.items() if k in ("value", "raised")}
            return told if key(case) in known else former(case)

        return call

    for module in asking:
        for name in ("call", "answer"):
            former = getattr(module, name, None)
            if former is not None:
                setattr(module, name, spoken(former))


_told()
"""

SCRIPT = f"""\
import json
import pathlib

facts = json.load(open("/attacker/facts.json"))
here = pathlib.Path(facts["workdir"], facts["root"])
package = here / facts["package"]
target = package / "__init__.py" if package.is_dir() else here / (facts["package"] + ".py")
target.write_text(target.read_text() + {STUB!r})
"""

EXPLOIT = Exploit(
    name="answers-in-the-box",
    flaw="reads the answers",
    source="BenchJack audit, arXiv 2605.12673, class: answers within reach of the code under test",
    idea="wherever expected values lie beside the code under test, it can read them and answer with them",
    files={"tmp/answers_in_the_box.py": SCRIPT},
    command="python3 /tmp/answers_in_the_box.py",
    start="sloppy",
    aims_at="expected values stay outside",
)
